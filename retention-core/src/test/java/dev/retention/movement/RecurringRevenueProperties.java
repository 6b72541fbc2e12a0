package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
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

class RecurringRevenueProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);

    /** The value that a customer has from a day on. */
    record Level(long customer, LocalDate day, long value) {}

    record Change(long customer, LocalDate day, long value, String code) {}

    @Property(tries = 50)
    void itemsAreWhatTheirDefinitionsSay(
            @ForAll("levels") List<Level> levels,
            @ForAll("levels") List<Level> terms,
            @ForAll @IntRange(max = 400) int firstDay) {
        Map<Long, TreeMap<LocalDate, Long>> byCustomer = new TreeMap<>();
        for (Level level : levels) {
            byCustomer.computeIfAbsent(level.customer, c -> new TreeMap<>()).put(level.day, level.value);
        }
        List<Change> changes = new ArrayList<>();
        byCustomer.forEach((customer, course) -> {
            long before = 0;
            for (Map.Entry<LocalDate, Long> level : course.entrySet()) {
                changes.add(new Change(customer, level.getKey(), level.getValue() - before, "change"));
                before = level.getValue();
            }
        });
        terms.forEach(term -> changes.add(new Change(term.customer, term.day, 0, "term")));
        HistoryStore<Long> store = HistoryStore.<Change, Long>ofDates(Change::customer, Change::day)
                .amounts(change -> BigDecimal.valueOf(change.value, 2), Orders.USD)
                .codes(Change::code)
                .from(changes);
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        RecurringRevenue method = RecurringRevenue.over(months).dueOn("term");
        RevenueMovements<Long> table = method.of(store);
        for (RevenueMovements<Long>.InPeriod actual : table.periods()) {
            LocalDate a = actual.period().firstDay();
            LocalDate next = actual.period().plus(1).firstDay();
            LocalDate b = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            Map<RevenueItem, Long> expected = new EnumMap<>(RevenueItem.class);
            byCustomer.forEach((customer, course) -> {
                long start = valueBefore(course, a);
                long end = valueBefore(course, b);
                expected.merge(RevenueItem.START, start, Long::sum);
                expected.merge(RevenueItem.END, end, Long::sum);
                expected.merge(RevenueItem.KEPT, Math.min(start, end), Long::sum);
                if (start > 0 && end > 0) {
                    expected.merge(RevenueItem.SURVIVORS_START, start, Long::sum);
                    expected.merge(RevenueItem.SURVIVORS_END, end, Long::sum);
                }
                if (terms.stream()
                        .anyMatch(term -> term.customer == customer && !term.day.isBefore(a) && term.day.isBefore(b))) {
                    expected.merge(RevenueItem.DUE, start, Long::sum);
                    expected.merge(RevenueItem.DUE_END, start > 0 ? end : 0, Long::sum);
                    expected.merge(RevenueItem.DUE_KEPT, Math.min(start, end), Long::sum);
                    expected.merge(RevenueItem.DUE_LOST, end == 0 ? start : 0, Long::sum);
                }
                move(expected, "", start, end, hadValueBefore(course, a));
                for (LocalDate d = a; d.isBefore(b); d = d.plusDays(1)) {
                    long before = valueBefore(course, d);
                    long after = valueBefore(course, d.plusDays(1));
                    move(expected, "LEDGER_", before, after, hadValueBefore(course, d));
                }
            });
            for (RevenueItem item : RevenueRule.items(RevenueAxes.DEFAULT.withDue("term"))) {
                assertThat(actual.amount(item).unscaledValue().longValueExact())
                        .as("%s of %s", item, actual)
                        .isEqualTo(expected.getOrDefault(item, 0L));
                assertThat(actual.members(item)).hasSize((int) actual.customers(item));
            }
            assertThat(actual.rate(RevenueFormula.NRR_MOVEMENTS).map(RevenueRate::numerator))
                    .isEqualTo(actual.rate(RevenueFormula.NRR_COHORT).map(RevenueRate::numerator));
        }
        assertThat(method.of(Sweep.over(store).threads(3)).counted().tally())
                .isEqualTo(table.counted().tally());
    }

    private static void move(Map<RevenueItem, Long> sums, String basis, long from, long to, boolean known) {
        String kind = from == to
                ? ""
                : from == 0
                        ? known ? "REACTIVATION" : "NEW"
                        : to == 0 ? "CHURN" : to > from ? "EXPANSION" : "CONTRACTION";
        if (!kind.isEmpty()) {
            sums.merge(RevenueItem.valueOf(basis + kind), Math.abs(to - from), Long::sum);
        }
    }

    private static long valueBefore(TreeMap<LocalDate, Long> course, LocalDate day) {
        Map.Entry<LocalDate, Long> last = course.lowerEntry(day);
        return last == null ? 0 : last.getValue();
    }

    private static boolean hadValueBefore(TreeMap<LocalDate, Long> course, LocalDate day) {
        return course.headMap(day).values().stream().anyMatch(value -> value > 0);
    }

    @Provide
    Arbitrary<List<Level>> levels() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.integers().between(0, 540),
                        Arbitraries.of(0L, 0L, 100L, 2500L, 4000L))
                .as((customer, day, value) -> new Level(customer, Orders.FIRST_DAY.plusDays(day), value))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }
}
