package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RuleProperties {
    private static Timeline months(LocalDate asOf) {
        return Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
    }

    private static final HistoryStore<Long> EMPTY = EventLog.reader().from(List.of());

    private static Rule<CohortCell> cohorts(LocalDate asOf) {
        return CohortRetention.over(months(asOf)).rule(EMPTY);
    }

    private static Rule<MovementCell> movements(LocalDate asOf) {
        return CustomerMovements.over(months(asOf)).rule(EMPTY);
    }

    @Property(tries = 300)
    void countIsTheSizeOfTheMemberList(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        for (Rule<?> rule : List.of(cohorts(asOf), movements(asOf))) {
            checkMembers(EventLog.reader().from(rows), rule);
        }
    }

    private static <C> void checkMembers(HistoryStore<Long> store, Rule<C> rule) {
        Counted<Long, C> counted = Sweep.over(store).count(rule);
        for (C cell : counted.cells()) {
            var members = counted.members(cell);
            assertThat((long) members.size()).isEqualTo(counted.count(cell));
            long amount = 0;
            for (Long member : members) {
                amount += counted.explain(member).entries().stream()
                        .filter(entry -> holds(rule.cells(), entry, cell))
                        .mapToLong(Explanation.Entry::amount)
                        .sum();
            }
            assertThat(amount).isEqualTo(counted.amount(cell));
        }
    }

    private static <C> boolean holds(Cells<C> cells, Explanation.Entry<C> entry, C cell) {
        int at = cells.indexOf(cell);
        return cells.indexOf(entry.cell()) <= at && at <= cells.indexOf(entry.last());
    }

    @Property(tries = 300)
    void threadsPartsAndStreamsGiveTheSameTally(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll Random random) {
        Rule<CohortCell> rule = cohorts(asOf);
        HistoryStore<Long> store = EventLog.reader().from(rows);
        Counted<Long, CohortCell> counted = Sweep.over(store).count(rule);
        Counted<Long, CohortCell> parallel = Sweep.over(store).threads(threads).count(rule);
        assertThat(parallel.tally()).isEqualTo(counted.tally());
        assertThat(parallel.eventsAfterAsOf()).isEqualTo(counted.eventsAfterAsOf());
        for (CohortCell cell : counted.cells()) {
            assertThat(parallel.members(cell)).isEqualTo(counted.members(cell));
        }
        List<History> kept =
                Sweep.over(store).collect(rule.timeline(), Collectors.mapping(History::copy, Collectors.toList()));
        Tally<CohortCell> parts = Tally.empty(rule);
        List<List<EventRow>> split = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long salt = random.nextInt(100);
        rows.forEach(row ->
                split.get((int) Math.floorMod(row.customer() * 31 + salt, 3L)).add(row));
        for (List<EventRow> part : split) {
            Tally<CohortCell> tally =
                    Sweep.over(EventLog.reader().from(part)).count(rule).tally();
            parts = Tally.fromBytes(rule, tally.toBytes()).plus(parts);
        }
        assertThat(parts).isEqualTo(counted.tally());
        if (!kept.isEmpty()) {
            assertThat(kept.stream().parallel().collect(Tally.collector(rule))).isEqualTo(counted.tally());
        }
        assertThat(parts.minus(counted.tally()).plus(counted.tally())).isEqualTo(parts);
    }

    @Property(tries = 300)
    void severalRulesInOnePassCountAsEachAlone(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        HistoryStore<Long> store = EventLog.reader().from(rows);
        List<Counted<Long, ?>> both = Sweep.over(store).countAll(List.of(cohorts(asOf), movements(asOf)));
        assertThat(both.get(0).tally())
                .isEqualTo(Sweep.over(store).count(cohorts(asOf)).tally());
        assertThat(both.get(1).tally())
                .isEqualTo(Sweep.over(store).count(movements(asOf)).tally());
    }

    @Property(tries = 300)
    void restatementSumsToTheChangeOfEveryCell(
            @ForAll("rows") List<EventRow> before,
            @ForAll("rows") List<EventRow> after,
            @ForAll("asOf") LocalDate asOf) {
        Rule<MovementCell> rule = movements(asOf);
        HistoryStore<Long> earlier = EventLog.reader().from(before);
        HistoryStore<Long> later = EventLog.reader().from(after);
        Tally<MovementCell> change = Sweep.over(later)
                .count(rule)
                .tally()
                .minus(Sweep.over(earlier).count(rule).tally());
        Restatement<Long, MovementCell> restatement =
                Sweep.over(earlier).count(rule).restate(later);
        long[] customers = new long[rule.cells().size()];
        long[] amounts = new long[rule.cells().size()];
        restatement
                .customers()
                .forEach(customer -> customer.changes().forEach(cell -> {
                    customers[rule.cells().indexOf(cell.cell())] += cell.customers();
                    amounts[rule.cells().indexOf(cell.cell())] += cell.amount();
                }));
        for (int i = 0; i < customers.length; i++) {
            assertThat(customers[i]).isEqualTo(change.countAt(i));
            assertThat(amounts[i]).isEqualTo(change.amountAt(i));
        }
        restatement.cells().forEach(cell -> {
            assertThat(cell.customers()).isEqualTo(change.count(cell.cell()));
            assertThat(cell.amount()).isEqualTo(change.amount(cell.cell()));
        });
        assertThat(Restatement.of(rule, earlier, earlier).customers()).isEmpty();
    }

    @Property(tries = 300)
    void aCustomerIsRestatedIfAndOnlyIfTheRuleSaysSomethingElse(
            @ForAll("rows") List<EventRow> before,
            @ForAll("rows") List<EventRow> late,
            @ForAll("asOf") LocalDate asOf) {
        Rule<MovementCell> rule = movements(asOf);
        List<EventRow> after = new ArrayList<>(before.subList(before.size() / 4, before.size()));
        after.addAll(late.subList(0, late.size() / 4));
        HistoryStore<Long> earlier = EventLog.reader().from(before);
        HistoryStore<Long> later = EventLog.reader().from(after);
        Map<Long, Map<MovementCell, List<Long>>> expected = new TreeMap<>();
        says(rule, earlier, -1, expected);
        says(rule, later, 1, expected);
        expected.values().forEach(changes -> changes.values().removeIf(sums -> sums.get(0) == 0 && sums.get(1) == 0));
        expected.values().removeIf(Map::isEmpty);
        Map<Long, Map<MovementCell, List<Long>>> found = new TreeMap<>();
        for (var customer : Restatement.of(rule, earlier, later).customers()) {
            Map<MovementCell, List<Long>> changes = new HashMap<>();
            customer.changes().forEach(cell -> changes.put(cell.cell(), List.of(cell.customers(), cell.amount())));
            assertThat(changes).hasSize(customer.changes().size());
            assertThat(found.put(customer.customer(), changes)).isNull();
        }
        assertThat(found).isEqualTo(expected);
    }

    /** Adds what a rule says of every customer, with a sign. */
    private static <C> void says(Rule<C> rule, HistoryStore<Long> store, int sign, Map<Long, Map<C, List<Long>>> sums) {
        Counted<Long, C> counted = Sweep.over(store).count(rule);
        for (int i = 0; i < store.customers(); i++) {
            Map<C, List<Long>> own = sums.computeIfAbsent(store.customer(i), unused -> new HashMap<>());
            for (var entry : counted.explain(store.customer(i)).entries()) {
                int last = rule.cells().indexOf(entry.last());
                for (int cell = rule.cells().indexOf(entry.cell()); cell <= last; cell++) {
                    own.merge(
                            rule.cells().cell(cell),
                            List.of((long) sign, sign * entry.amount()),
                            (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
                }
            }
        }
    }

    @Property(tries = 150)
    void liveTablesEqualAFreshCountAfterEveryChange(
            @ForAll("rows") List<EventRow> start,
            @ForAll("rows") List<EventRow> arriving,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        Rule<CohortCell> rule = cohorts(asOf);
        Rule<MovementCell> moves = movements(asOf);
        List<EventRow> now = new ArrayList<>(start);
        Live<Long> live = Live.from(EventLog.reader().from(start));
        Live<Long>.Table<CohortCell> table = live.track(rule);
        Live<Long>.Table<MovementCell> other = live.track(moves);
        for (EventRow row : arriving) {
            int edit = now.isEmpty() ? 0 : random.nextInt(3);
            EventRow old = now.isEmpty() ? row : now.get(random.nextInt(now.size()));
            if (edit == 0) {
                live.add(row.customer(), event(row));
                now.add(row);
            } else if (edit == 1) {
                live.remove(old.customer(), event(old));
                now.remove(old);
            } else {
                EventRow corrected = new EventRow(old.customer(), row.day(), row.cents(), row.code(), 0);
                live.correct(old.customer(), event(old), event(corrected));
                now.remove(old);
                now.add(corrected);
            }
        }
        HistoryStore<Long> fresh = EventLog.reader().from(now);
        Counted<Long, CohortCell> counted = Sweep.over(fresh).count(rule);
        assertThat(table.tally()).isEqualTo(counted.tally());
        assertThat(other.tally()).isEqualTo(Sweep.over(fresh).count(moves).tally());
        for (CohortCell cell : counted.cells()) {
            assertThat(table.members(cell)).isEqualTo(new LinkedHashSet<>(new TreeSet<>(counted.members(cell))));
            assertThat(table.count(cell)).isEqualTo(counted.count(cell));
            assertThat(table.amount(cell)).isEqualTo(counted.amount(cell));
        }
        for (int i = 0; i < fresh.customers(); i++) {
            assertThat(table.explain(fresh.customer(i))).isEqualTo(counted.explain(fresh.customer(i)));
        }
    }

    @Property(tries = 50)
    void aRefusedChangeChangesNothing(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Live<Long> live = Live.from(EventLog.reader().from(rows));
        Live<Long>.Table<CohortCell> table = live.track(cohorts(asOf));
        Tally<CohortCell> before = table.tally();
        Event absent = Event.on(EventLog.FIRST_DAY)
                .worth(java.math.BigDecimal.valueOf(123_456_789))
                .coded("order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.remove(1L, absent))
                .withMessage("customer (1) has no event (2023-01-01 order 123456789) to remove");
        assertThatIllegalArgumentException().isThrownBy(() -> live.add(1L, Event.on(EventLog.FIRST_DAY)));
        rows.stream()
                .findFirst()
                .ifPresent(row -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> live.correct(
                                row.customer(), event(row), Event.on(row.day()).coded("x"))));
        assertThat(table.tally()).isEqualTo(before);
    }

    private static Event event(EventRow row) {
        return row.event();
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers()
                .between(0, EventLog.DAYS)
                .map(EventLog.FIRST_DAY::plusDays)
                .withoutEdgeCases();
    }
}
