package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.history.RandomHistories;
import dev.retention.history.RandomHistories.Row;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds of every rule, however it is written: a test of a rule implements this and says which rule it is.
 *
 * @param <C> the type of the rule's cells
 */
interface RuleContract<C> {
    /** The rule under a timeline with a first period. */
    Rule<C> rule(Timeline timeline);

    /** A store of the events that the rule is made for. */
    default HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(Row::amount, RandomHistories.USD)
                .codes(Row::code)
                .text(EveryGrouping.PLAN, EveryGrouping::plan)
                .from(rows);
    }

    /** One of the rows as a live table takes it. */
    default Event event(Row row) {
        Event event = Event.on(row.day()).worth(row.amount()).coded(row.code());
        String plan = EveryGrouping.plan(row);
        return plan == null ? event : event.with(EveryGrouping.PLAN, plan);
    }

    /** Adds a row where it belongs. */
    default void add(Live<Long> live, Row row) {
        live.add(row.customer(), event(row));
    }

    /** Removes a row from where it is. */
    default void remove(Live<Long> live, Row row) {
        live.remove(row.customer(), event(row));
    }

    /** The rows that the rule is asked about. */
    @Provide
    default Arbitrary<List<Row>> rows() {
        return RandomHistories.rows();
    }

    @Provide
    default Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers()
                .between(20, RandomHistories.DAYS + 40)
                .map(day -> RandomHistories.FIRST_DAY.plusDays(day));
    }

    private Rule<C> ruleAt(LocalDate asOf) {
        return rule(Timeline.monthly(asOf).from(RandomHistories.FIRST_DAY));
    }

    @Property(tries = 40)
    default void theOrderOfEventsDoesNotMatter(
            @ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        Rule<C> rule = ruleAt(asOf);
        for (Rule<?> any : List.of(rule, EveryGrouping.any(rule, random))) {
            assertThat(Sweep.over(store(shuffled)).count(any).tally())
                    .isEqualTo(Sweep.over(store(rows)).count(any).tally());
        }
    }

    @Property(tries = 40)
    default void partsAndThreadsAddUpToTheSameBits(
            @ForAll("rows") List<Row> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        checkParts(rule, rows, threads);
        checkParts(EveryGrouping.any(rule, random), rows, threads);
    }

    private <D> void checkParts(Rule<D> rule, List<Row> rows, int threads) {
        Counted<Long, D> counted = Sweep.over(store(rows)).count(rule);
        assertThat(Sweep.over(store(rows)).threads(threads).count(rule).tally()).isEqualTo(counted.tally());
        Tally<D> sum = Tally.empty(rule);
        byte[] merged = sum.toBytes();
        for (int part = 0; part < 3; part++) {
            int own = part;
            List<Row> rowsOfPart = rows.stream()
                    .filter(row -> Math.floorMod(row.customer(), 3) == own)
                    .toList();
            Tally<D> tally = Sweep.over(store(rowsOfPart)).count(rule).tally();
            sum = tally.plus(sum);
            merged = Tally.merge(merged, tally.toBytes());
        }
        assertThat(sum).isEqualTo(counted.tally()).hasSameHashCodeAs(counted.tally());
        assertThat(merged).isEqualTo(counted.tally().toBytes());
        assertThat(Tally.fromBytes(rule, merged)).isEqualTo(counted.tally());
        assertThat(sum.minus(counted.tally())).isEqualTo(Tally.empty(rule));
        assertThat(Counted.of(rule, sum).tally()).isEqualTo(sum);
    }

    @Property(tries = 40)
    default void aCountIsTheSizeOfItsMembersAndExplained(
            @ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<C> rule = ruleAt(asOf);
        HistoryStore<Long> store = store(rows);
        Counted<Long, C> counted = Sweep.over(store).count(rule);
        List<C> cells = counted.cells();
        Map<C, Members<Long>> members = counted.membersOf(cells);
        Map<C, List<Long>> explained = new java.util.HashMap<>();
        long[] amounts = new long[counted.tally().cells().size()];
        for (int customer = 0; customer < store.customers(); customer++) {
            Long key = store.customer(customer);
            for (Explanation.Entry<C> entry : counted.explain(key).entries()) {
                int last = counted.tally().cells().indexOf(entry.last());
                for (int cell = counted.tally().cells().indexOf(entry.cell()); cell <= last; cell++) {
                    explained
                            .computeIfAbsent(counted.tally().cells().cell(cell), unused -> new ArrayList<>())
                            .add(key);
                    amounts[cell] += entry.amount();
                }
            }
        }
        assertThat(explained.keySet()).containsExactlyInAnyOrderElementsOf(cells);
        for (C cell : cells) {
            assertThat(members.get(cell)).containsExactlyElementsOf(explained.get(cell));
            assertThat(counted.count(cell)).isEqualTo(explained.get(cell).size());
            assertThat(counted.amount(cell))
                    .isEqualTo(amounts[counted.tally().cells().indexOf(cell)]);
            assertThat(counted.state(cell)).isEqualTo(rule.state(cell));
        }
    }

    @Property(tries = 40)
    default void groupsAddUpToTheWhole(@ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<C> rule = ruleAt(asOf);
        HistoryStore<Long> store = store(rows);
        Tally<C> whole = Sweep.over(store).count(rule).tally();
        List<Grouping> groupings = EveryGrouping.of(rule);
        List<Counted<Long, In<C>>> together = Sweep.over(store).countBy(rule, groupings);
        for (int i = 0; i < groupings.size(); i++) {
            Counted<Long, In<C>> counted = Sweep.over(store).count(rule.by(groupings.get(i)));
            assertThat(together.get(i).tally()).isEqualTo(counted.tally());
            assertThat(Sweep.over(store)
                            .threads(2)
                            .count(rule.by(groupings.get(i)))
                            .tally())
                    .isEqualTo(counted.tally());
            ByGroup<Counted<Long, C>> byGroup = ByGroup.of(counted, table -> table);
            long[] counts = new long[whole.cells().size()];
            long[] amounts = new long[whole.cells().size()];
            for (Counted<Long, C> table : byGroup.tables().values()) {
                for (int cell = 0; cell < counts.length; cell++) {
                    counts[cell] += table.tally().countAt(cell);
                    amounts[cell] += table.tally().amountAt(cell);
                }
                checkMembers(table);
            }
            for (int cell = 0; cell < counts.length; cell++) {
                assertThat(counts[cell]).isEqualTo(whole.countAt(cell));
                assertThat(amounts[cell]).isEqualTo(whole.amountAt(cell));
            }
            for (Counted<Long, C> folded :
                    byGroup.top(1, table -> table.cells().size()).tables().values()) {
                checkMembers(folded);
            }
        }
    }

    @Property(tries = 40)
    default void groupsAreSumsOfTheirMoves(@ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<C> rule = ruleAt(asOf);
        HistoryStore<Long> store = store(rows);
        for (Grouping grouping : EveryGrouping.of(rule)) {
            if (grouping.reading() == Grouping.Reading.AT_PERIOD && !grouping.isOfMoves()) {
                List<Grouping> both = List.of(grouping, grouping.moves());
                List<Counted<Long, In<C>>> counted =
                        Sweep.over(store).threads(2).countBy(rule, both);
                for (int i = 0; i < 2; i++) {
                    assertThat(counted.get(i).tally())
                            .isEqualTo(Sweep.over(store)
                                    .count(rule.by(both.get(i)))
                                    .tally());
                }
                ByGroup.of(counted.get(0), table -> table).tables().values().forEach(RuleContract::checkMembers);
            }
        }
    }

    private static <C> void checkMembers(Counted<Long, C> table) {
        table.membersOf(table.cells())
                .forEach((cell, members) -> assertThat((long) members.size()).isEqualTo(table.count(cell)));
    }

    @Property(tries = 40)
    default void aRestatementSumsToTheChangeOfEveryCell(
            @ForAll("rows") List<Row> before,
            @ForAll("rows") List<Row> after,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        checkRestatement(ruleAt(asOf), store(before), store(after));
        checkRestatement(EveryGrouping.any(ruleAt(asOf), random), store(before), store(after));
    }

    private static <D> void checkRestatement(Rule<D> rule, HistoryStore<Long> earlier, HistoryStore<Long> later) {
        Tally<D> was = Sweep.over(earlier).count(rule).tally();
        Tally<D> is = Sweep.over(later).count(rule).tally();
        Restatement<Long, D> restatement = Restatement.of(rule, earlier, later);
        for (Restatement.CellChange<D> change : restatement.cells()) {
            assertThat(change.customers()).isEqualTo(is.count(change.cell()) - was.count(change.cell()));
            assertThat(change.amount()).isEqualTo(is.amount(change.cell()) - was.amount(change.cell()));
        }
        Map<D, long[]> sums = new java.util.HashMap<>();
        restatement
                .customers()
                .forEach(customer -> customer.changes().forEach(change -> {
                    long[] sum = sums.computeIfAbsent(change.cell(), unused -> new long[2]);
                    sum[0] += change.customers();
                    sum[1] += change.amount();
                }));
        Tally<D> difference = is.minus(was);
        for (int i = 0; i < difference.cells().size(); i++) {
            long[] sum = sums.getOrDefault(difference.cells().cell(i), new long[2]);
            assertThat(sum[0]).isEqualTo(difference.countAt(i));
            assertThat(sum[1]).isEqualTo(difference.amountAt(i));
        }
        assertThat(Restatement.of(rule, earlier, earlier).customers()).isEmpty();
    }

    @Property(tries = 40)
    default void liveTablesEqualAFreshCountAfterEveryChange(
            @ForAll("rows") List<Row> start,
            @ForAll("rows") List<Row> later,
            @ForAll("asOf") LocalDate asOf,
            @ForAll Random random) {
        Rule<C> rule = ruleAt(asOf);
        Rule<In<C>> grouped = EveryGrouping.any(rule, random);
        Live<Long> live = Live.from(store(start));
        Live<Long>.Table<C> table = live.track(rule);
        Live<Long>.Table<In<C>> byGroup = live.track(grouped);
        List<Row> now = new ArrayList<>(start);
        for (Row row : later) {
            if (!now.isEmpty() && random.nextInt(3) == 0) {
                Row gone = now.remove(random.nextInt(now.size()));
                remove(live, gone);
            }
            add(live, row);
            now.add(row);
        }
        assertThat(table.tally()).isEqualTo(Sweep.over(store(now)).count(rule).tally());
        assertThat(byGroup.tally())
                .isEqualTo(Sweep.over(store(now)).count(grouped).tally());
        assertThat(top(Counted.of(grouped, byGroup.tally())))
                .isEqualTo(top(Sweep.over(store(now)).count(grouped)));
        for (C cell : Sweep.over(store(now)).count(rule).cells()) {
            assertThat((long) table.members(cell).size()).isEqualTo(table.count(cell));
        }
    }

    /** The largest group and the others, as they are shown of a table. */
    private static <C> Map<Group, Tally<C>> top(Counted<Long, In<C>> counted) {
        return ByGroup.of(counted, Counted::tally)
                .top(
                        1,
                        tally -> LongStream.range(0, tally.cells().size())
                                .map(cell -> tally.countAt((int) cell))
                                .sum())
                .tables();
    }

    @Property(tries = 20)
    default void theRuleAndItsTallyTravel(
            @ForAll("rows") List<Row> rows, @ForAll("asOf") LocalDate asOf, @ForAll Random random) {
        checkTravel(ruleAt(asOf), rows);
        checkTravel(EveryGrouping.any(ruleAt(asOf), random), rows);
    }

    private <D> void checkTravel(Rule<D> rule, List<Row> rows) {
        Tally<D> tally = Sweep.over(store(rows)).count(rule).tally();
        Rule<D> arrived = travelled(rule);
        assertThat(arrived.definition()).isEqualTo(rule.definition());
        assertThat(arrived.timeline()).isEqualTo(rule.timeline());
        assertThat(arrived.cells()).isEqualTo(rule.cells()).hasSameHashCodeAs(rule.cells());
        assertThat(Sweep.over(store(rows)).count(arrived).tally()).isEqualTo(tally);
        assertThat(travelled(tally)).isEqualTo(tally);
        for (int i = 0; i < rule.cells().size(); i++) {
            assertThat(rule.cells().indexOf(rule.cells().cell(i))).isEqualTo(i);
        }
    }

    /** What comes back of something that was serialised. */
    @SuppressWarnings("unchecked")
    static <T> T travelled(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                    .as("what is serialised holds types of the library and the JDK alone")
                    .doesNotContain("com.google");
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(value + " does not travel", e);
        }
    }
}
