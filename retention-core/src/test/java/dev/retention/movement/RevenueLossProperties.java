package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Losses against their definition, recomputed day by day for every customer. */
class RevenueLossProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);

    /** The value that a customer has from a day on, and by which code it came to be so. */
    record Level(long customer, LocalDate day, long value, String code) {}

    record Change(long customer, LocalDate day, long value, String code) {}

    @Property(tries = 60)
    void itemsAreWhatTheirDefinitionsSay(
            @ForAll("levels") List<Level> levels, @ForAll("days") int days, @ForAll @IntRange(max = 400) int firstDay) {
        Map<Long, TreeMap<LocalDate, Level>> byCustomer = new TreeMap<>();
        levels.forEach(level ->
                byCustomer.computeIfAbsent(level.customer, c -> new TreeMap<>()).put(level.day, level));
        HistoryStore<Long> store = store(byCustomer);
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        RevenueLosses method = RevenueLosses.over(months)
                .mode("involuntary", "failed")
                .mode("voluntary", "price", "quality")
                .recoveredWithin(days);
        RevenueLossTable<Long> table = method.of(store);
        ByGroup<RevenueLossTable<Long>> modes = table.byMode();
        for (RevenueLossTable<Long>.InPeriod actual : table.periods()) {
            LocalDate a = actual.period().firstDay();
            LocalDate next = actual.period().plus(1).firstDay();
            LocalDate b = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            Map<String, Map<RevenueLossItem, long[]>> byMode = new TreeMap<>();
            Map<RevenueLossItem, long[]> whole = new TreeMap<>();
            byCustomer.values().forEach(course -> naive(course, a, b, days, whole, byMode));
            for (RevenueLossItem item : RevenueLossItem.values()) {
                checkItem(actual, item, whole);
                if (item != RevenueLossItem.START) {
                    modes.tables()
                            .forEach((mode, ofMode) -> checkItem(
                                    ofMode.inPeriod(actual.period()),
                                    item,
                                    byMode.getOrDefault(mode.label(), Map.of())));
                }
            }
        }
        checkLaws(table, modes, RecurringRevenue.over(months).of(store));
        assertThat(method.of(Sweep.over(store).threads(3)).counted().tally())
                .isEqualTo(table.counted().tally());
        RevenueLossTable<Long> resampled =
                Resampled.of(table.by(Resampled.buckets())).table();
        for (RevenueLossItem item : RevenueLossItem.values()) {
            assertThat(resampled.inPeriod(AS_OF).amount(item))
                    .isEqualByComparingTo(table.inPeriod(AS_OF).amount(item));
            assertThat(resampled.inPeriod(AS_OF).customers(item))
                    .isEqualTo(table.inPeriod(AS_OF).customers(item));
        }
        table.by(Grouping.ofCode("then", Grouping.Reading.AT_PERIOD, code -> code))
                .tables()
                .values()
                .forEach(ofGroup -> ofGroup.periods().forEach(period -> period.valueRetention()));
    }

    private static void checkItem(
            RevenueLossTable<Long>.InPeriod actual, RevenueLossItem item, Map<RevenueLossItem, long[]> expected) {
        long[] sums = expected.getOrDefault(item, new long[2]);
        assertThat(actual.customers(item)).as("%s of %s", item, actual).isEqualTo(sums[0]);
        assertThat(actual.amount(item).unscaledValue().longValueExact())
                .as("%s of %s", item, actual)
                .isEqualTo(sums[1]);
        assertThat(actual.members(item)).hasSize((int) sums[0]);
    }

    /** Losses are the churn of recurring revenue, and modes add up to the whole, over one start. */
    private static void checkLaws(
            RevenueLossTable<Long> table, ByGroup<RevenueLossTable<Long>> modes, RevenueMovements<Long> movements) {
        Map<RevenueLossItem, RevenueItem> same = Map.of(
                RevenueLossItem.START, RevenueItem.START,
                RevenueLossItem.LOST, RevenueItem.CHURN,
                RevenueLossItem.LEDGER_LOST, RevenueItem.LEDGER_CHURN);
        for (RevenueLossTable<Long>.InPeriod actual : table.periods()) {
            RevenueMovements<Long>.InPeriod revenue = movements.inPeriod(actual.period());
            same.forEach((item, of) -> {
                assertThat(actual.amount(item)).isEqualTo(revenue.amount(of));
                assertThat(actual.members(item)).containsExactlyElementsOf(revenue.members(of));
            });
            List<RevenueLossTable<Long>.InPeriod> each = modes.tables().values().stream()
                    .map(mode -> mode.inPeriod(actual.period()))
                    .toList();
            assertThat(each.stream()
                            .flatMap(mode -> mode.churn().stream())
                            .mapToLong(churn -> churn.count())
                            .sum())
                    .isEqualTo(actual.customers(RevenueLossItem.LOST));
            assertThat(each).allSatisfy(mode -> {
                assertThat(mode.churn().map(churn -> churn.total()))
                        .isEqualTo(actual.churn().map(churn -> churn.total()));
                assertThat(mode.amount(RevenueLossItem.START)).isEqualTo(actual.amount(RevenueLossItem.START));
            });
            assertThat(each.stream()
                            .map(mode -> mode.amount(RevenueLossItem.LOST))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(actual.amount(RevenueLossItem.LOST));
            actual.recovered()
                    .ifPresent(rate -> assertThat(rate.total())
                            .isEqualTo(actual.customers(RevenueLossItem.LEDGER_LOST)
                                    - actual.customers(RevenueLossItem.UNFINISHED)));
            actual.recoveredAtMost()
                    .ifPresent(most -> assertThat(most.count())
                            .isBetween(actual.recoveredAtLeast().orElseThrow().count(), most.total()));
        }
    }

    private static HistoryStore<Long> store(Map<Long, TreeMap<LocalDate, Level>> byCustomer) {
        List<Change> changes = new ArrayList<>();
        byCustomer.values().forEach(course -> {
            long before = 0;
            for (Level level : course.values()) {
                changes.add(new Change(level.customer, level.day, level.value - before, level.code));
                before = level.value;
            }
        });
        return HistoryStore.<Change, Long>ofDates(Change::customer, Change::day)
                .amounts(change -> BigDecimal.valueOf(change.value, 2), Orders.USD)
                .codes(Change::code)
                .from(changes);
    }

    private static void naive(
            TreeMap<LocalDate, Level> course,
            LocalDate a,
            LocalDate b,
            int days,
            Map<RevenueLossItem, long[]> whole,
            Map<String, Map<RevenueLossItem, long[]>> byMode) {
        long start = valueBefore(course, a);
        if (start > 0) {
            add(whole, RevenueLossItem.START, start);
        }
        LocalDate last = null;
        long all = 0;
        for (LocalDate day = a; day.isBefore(b); day = day.plusDays(1)) {
            if (valueBefore(course, day) > 0 && valueBefore(course, day.plusDays(1)) == 0) {
                last = day;
                all += valueBefore(course, day);
            }
        }
        if (last == null) {
            return;
        }
        String mode = switch (course.get(last).code) {
            case "failed" -> "involuntary";
            case "price", "quality" -> "voluntary";
            default -> "(missing)";
        };
        Map<RevenueLossItem, long[]> ofMode = byMode.computeIfAbsent(mode, m -> new TreeMap<>());
        for (Map<RevenueLossItem, long[]> sums : List.of(whole, ofMode)) {
            add(sums, RevenueLossItem.LEDGER_LOST, all);
            if (mode.equals("(missing)")) {
                add(sums, RevenueLossItem.WITHOUT_MODE, all);
            }
            if (start > 0 && valueBefore(course, b) == 0) {
                add(sums, RevenueLossItem.LOST, start);
            }
            long lost = valueBefore(course, last);
            boolean unfinished = ChronoUnit.DAYS.between(last, AS_OF) < days;
            long back = 0;
            for (LocalDate day = last.plusDays(1);
                    back == 0 && !day.isAfter(last.plusDays(days)) && !day.isAfter(AS_OF);
                    day = day.plusDays(1)) {
                back = valueBefore(course, day.plusDays(1));
            }
            if (unfinished) {
                add(sums, RevenueLossItem.UNFINISHED, lost);
            }
            if (back > 0) {
                add(sums, RevenueLossItem.RECOVERED, lost);
                add(sums, RevenueLossItem.WON_BACK, back);
            } else if (unfinished) {
                add(sums, RevenueLossItem.OPEN, lost);
            }
        }
    }

    private static void add(Map<RevenueLossItem, long[]> sums, RevenueLossItem item, long amount) {
        long[] sum = sums.computeIfAbsent(item, i -> new long[2]);
        sum[0]++;
        sum[1] += amount;
    }

    private static long valueBefore(TreeMap<LocalDate, Level> course, LocalDate day) {
        Map.Entry<LocalDate, Level> last = course.lowerEntry(day);
        return last == null ? 0 : last.getValue().value;
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.of(1, 5, 10, 15, 30, 60);
    }

    @Provide
    Arbitrary<List<Level>> levels() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 540),
                                // Often on the day on which the days to come back run out.
                                Arbitraries.integers().between(80, 107).map(day -> 5 * day)),
                        Arbitraries.of(0L, 0L, 100L, 2500L, 4000L),
                        Arbitraries.of("failed", "price", "quality", "other"))
                .as((customer, day, value, code) -> new Level(customer, Orders.FIRST_DAY.plusDays(day), value, code))
                .list()
                .ofMinSize(1)
                .ofMaxSize(50)
                .withoutEdgeCases();
    }
}
