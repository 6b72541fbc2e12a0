package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Live;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Churn of subscriptions against its definition, day by day over raw rows. */
class SubscriptionProperties {
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 11, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);
    private static final Spells SPELLS = Spells.between("start", "end", "failed", "lapsed")
            .announcedBy("cancel")
            .dueOn("term");
    private static final List<String> ENDS = List.of("end", "failed", "lapsed");

    private static final Set<CustomerCount> OF_ORDERS = Set.of(
            CustomerCount.BUYERS,
            CustomerCount.REPEAT_BUYERS,
            CustomerCount.ACTIVE_BEFORE,
            CustomerCount.FALLEN_SILENT);

    record Row(long customer, LocalDate day, String code) {}

    @Property(tries = 150)
    void countsAreWhatTheDefinitionsSay(
            @ForAll("rows") List<Row> rows, @ForAll @IntRange(max = 120) int firstDay, @ForAll("grains") Grain grain) {
        HistoryStore<Long> store = store(rows);
        Timeline periods = Timeline.of(grain, AS_OF).from(FIRST_DAY.plusDays(firstDay));
        ChurnTable<Long> table = CustomerChurn.over(periods, SPELLS).of(store);
        for (ChurnTable<Long>.InPeriod period : table.periods()) {
            LocalDate a = period.period().firstDay();
            LocalDate next = period.period().plus(1).firstDay();
            LocalDate b = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            Map<CustomerCount, Map<Long, Long>> expected = new EnumMap<>(CustomerCount.class);
            for (long customer : rows.stream().map(Row::customer).distinct().toList()) {
                count(expected, customer, rows, a, b);
            }
            for (CustomerCount count : CustomerCount.values()) {
                if (OF_ORDERS.contains(count)) {
                    continue;
                }
                Map<Long, Long> of = expected.getOrDefault(count, Map.of());
                assertThat(period.members(count)).as("%s of %s", count, period).containsExactlyElementsOf(of.keySet());
                long sum = of.values().stream().mapToLong(Long::longValue).sum();
                assertThat(period.flow().count(count))
                        .as("%s of %s", count, period)
                        .isEqualTo(sum);
            }
            checkCodes(period, rows, a, b);
        }
        ChurnTable<Long> onThreads =
                CustomerChurn.over(periods, SPELLS).of(Sweep.over(store).threads(3));
        for (int p = 0; p < table.periods().size(); p++) {
            assertThat(onThreads.periods().get(p).flow())
                    .isEqualTo(table.periods().get(p).flow());
        }
    }

    @Property(tries = 60)
    void aLiveTableIsTheTableOfTheSameEvents(@ForAll("rows") List<Row> rows, @ForAll("rows") List<Row> late) {
        CustomerChurn method = CustomerChurn.over(Timeline.monthly(AS_OF).from(FIRST_DAY), SPELLS);
        Live<Long> live = Live.from(store(rows));
        Live<Long>.Table<FlowCell> counts = live.track(method.rule());
        Live<Long>.Table<FlowCell> days = live.track(method.dailyRule());
        for (Row row : late) {
            live.add(row.customer, Event.on(row.day).coded(row.code));
        }
        Row wrong = rows.get(0);
        live.remove(wrong.customer, Event.on(wrong.day).coded(wrong.code));
        HistoryStore<Long> now = live.snapshot();
        ChurnTable<Long> fresh = method.of(now);
        assertThat(counts.tally()).isEqualTo(fresh.counted().tally());
        assertThat(method.of(counts.tally(), days.tally()).periods())
                .hasToString(fresh.periods().toString());
        assertThat(Tally.fromBytes(method.rule(), counts.tally().toBytes())).isEqualTo(counts.tally());
        // who moved is who counts in other cells
        Counted<Long, FlowCell> before = method.of(store(rows)).counted();
        before.restate(now)
                .cells()
                .forEach(change -> assertThat(change.customers())
                        .as("%s", change)
                        .isEqualTo(fresh.counted().count(change.cell()) - before.count(change.cell())));
    }

    private static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.<Row, Long>ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(rows);
    }

    /** Every loss is by the code named first of those on its day; a lost customer is lost by the code of the last loss. */
    private static void checkCodes(ChurnTable<Long>.InPeriod period, List<Row> rows, LocalDate a, LocalDate b) {
        Map<String, List<Long>> lost = new TreeMap<>();
        Map<String, Long> events = new TreeMap<>();
        for (long customer :
                rows.stream().map(Row::customer).distinct().sorted().toList()) {
            Course course = new Course(customer, rows);
            String last = "";
            for (LocalDate day : course.losses.subMap(a, b).keySet()) {
                last = ENDS.stream()
                        .filter(code -> has(rows, customer, code, day, day.plusDays(1)))
                        .findFirst()
                        .orElseThrow();
                events.merge(last, 1L, Long::sum);
            }
            if (course.isLive(a) && !course.isLive(b)) {
                lost.computeIfAbsent(last, code -> new ArrayList<>()).add(customer);
            }
        }
        assertThat(period.lossesByCode().keySet()).containsExactlyElementsOf(ENDS);
        period.lossesByCode().forEach((code, losses) -> {
            assertThat(losses.members()).as("%s", losses).containsExactlyElementsOf(lost.getOrDefault(code, List.of()));
            assertThat(losses.lost()).isEqualTo(losses.members().size());
            assertThat(losses.lossEvents()).as("%s", losses).isEqualTo(events.getOrDefault(code, 0L));
        });
    }

    private static void count(
            Map<CustomerCount, Map<Long, Long>> counts, long customer, List<Row> rows, LocalDate a, LocalDate b) {
        Course course = new Course(customer, rows);
        boolean start = course.isLive(a);
        boolean end = course.isLive(b);
        LocalDate before = b.minusDays(30);
        add(counts, CustomerCount.START, customer, start);
        add(counts, CustomerCount.END, customer, end);
        add(counts, CustomerCount.SURVIVORS, customer, start && end);
        add(counts, CustomerCount.ACQUIRED, customer, !start && end);
        add(counts, CustomerCount.LOST, customer, start && !end);
        add(counts, CustomerCount.LIVE_30_DAYS_AGO, customer, course.isLive(before));
        boolean due = start && has(rows, customer, "term", a, b);
        add(counts, CustomerCount.DUE, customer, due);
        add(counts, CustomerCount.RENEWED, customer, due && end);
        add(counts, CustomerCount.NOT_RENEWED, customer, due && !end);
        add(counts, CustomerCount.CANCELLING, customer, start && end && has(rows, customer, "cancel", a, b));
        LocalDate first = course.arrivals.isEmpty() ? LocalDate.MAX : course.arrivals.firstKey();
        boolean isNew = !first.isBefore(a) && first.isBefore(b);
        add(counts, CustomerCount.NEW_KEPT, customer, isNew && end);
        add(
                counts,
                CustomerCount.ARRIVED,
                customer,
                !start && !course.arrivals.subMap(a, b).isEmpty());
        course.arrivals
                .subMap(a, b)
                .forEach((day, once) ->
                        add(counts, day.equals(first) ? CustomerCount.NEW : CustomerCount.REACTIVATED, customer, true));
        course.losses.subMap(a, b).forEach((day, once) -> add(counts, CustomerCount.LOSS_EVENTS, customer, true));
        course.losses
                .subMap(before, b)
                .forEach((day, once) -> add(counts, CustomerCount.LOSSES_IN_30_DAYS, customer, true));
    }

    private static void add(
            Map<CustomerCount, Map<Long, Long>> counts, CustomerCount count, long customer, boolean counts1) {
        if (counts1) {
            counts.computeIfAbsent(count, c -> new TreeMap<>()).merge(customer, 1L, Long::sum);
        }
    }

    private static boolean has(List<Row> rows, long customer, String code, LocalDate from, LocalDate to) {
        return rows.stream()
                .anyMatch(row -> row.customer == customer
                        && row.code.equals(code)
                        && !row.day.isBefore(from)
                        && row.day.isBefore(to));
    }

    /** The subscriptions of one customer after each day, and the days of arrivals and losses. */
    private static final class Course {
        private final TreeMap<LocalDate, Long> running = new TreeMap<>();
        private final TreeMap<LocalDate, Boolean> arrivals = new TreeMap<>();
        private final TreeMap<LocalDate, Boolean> losses = new TreeMap<>();

        Course(long customer, List<Row> rows) {
            long now = 0;
            for (LocalDate day : FIRST_DAY.datesUntil(AS_OF.plusDays(1)).toList()) {
                long starts = number(rows, customer, day, "start");
                if (now == 0 && starts > 0) {
                    arrivals.put(day, true);
                }
                long most = now + starts;
                long ends = ENDS.stream()
                        .mapToLong(code -> number(rows, customer, day, code))
                        .sum();
                now = Math.max(0, most - ends);
                if (most > 0 && now == 0) {
                    losses.put(day, true);
                }
                running.put(day, now);
            }
        }

        private static long number(List<Row> rows, long customer, LocalDate day, String code) {
            return rows.stream()
                    .filter(row -> row.customer == customer && row.day.equals(day) && row.code.equals(code))
                    .count();
        }

        boolean isLive(LocalDate midnight) {
            return running.getOrDefault(midnight.minusDays(1), 0L) > 0;
        }
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.integers().between(0, 220),
                        Arbitraries.of("start", "start", "end", "failed", "lapsed", "cancel", "term", "term", "mail"))
                .as((customer, day, code) -> new Row(customer, FIRST_DAY.plusDays(day), code))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Grain> grains() {
        return Arbitraries.of(Grain.MONTH, Grain.QUARTER, Grain.DAY, Grain.ofDays(10, AS_OF));
    }
}
