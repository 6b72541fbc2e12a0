package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Cohorts of recurring value against the definition, reckoned from all changes anew for every customer and period. */
class RevenueCohortProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);

    record Change(long customer, LocalDate day, long cents) {}

    private static HistoryStore<Long> store(List<Change> changes) {
        return HistoryStore.<Change, Long>ofDates(Change::customer, Change::day)
                .amounts(change -> BigDecimal.valueOf(change.cents, 2), Orders.USD)
                .from(changes);
    }

    /** The value at the end of a day. */
    private static long valueOn(List<Change> changes, long customer, LocalDate day) {
        return changes.stream()
                .filter(change -> change.customer == customer && !change.day.isAfter(day))
                .mapToLong(Change::cents)
                .sum();
    }

    /** The first day that ends with value; null if none does. */
    private static LocalDate firstDay(List<Change> changes, long customer) {
        return changes.stream()
                .filter(change -> change.customer == customer)
                .map(Change::day)
                .sorted()
                .filter(day -> !day.isAfter(AS_OF) && valueOn(changes, customer, day) > 0)
                .findFirst()
                .orElse(null);
    }

    private static List<Change> withoutNegative(List<Change> drawn) {
        // What would take a customer's value below 0, on whatever day, is left out.
        List<Change> kept = new ArrayList<>();
        for (Change change : drawn) {
            kept.add(change);
            boolean negative = drawn.stream().map(Change::day).anyMatch(day -> valueOn(kept, change.customer, day) < 0);
            if (negative) {
                kept.remove(kept.size() - 1);
            }
        }
        return kept;
    }

    @Property(tries = 60)
    void cellsAreWhatTheirDefinitionSays(
            @ForAll("changes") List<Change> drawn, @ForAll @IntRange(max = 400) int firstDay) {
        List<Change> changes = withoutNegative(drawn);
        HistoryStore<Long> store = store(changes);
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        RevenueCohorts method = RevenueCohorts.over(months);
        RevenueCohortTable<Long> table = method.of(store);
        RevenueMovements<Long> movements = RecurringRevenue.over(months).of(store);
        TreeSet<Long> customers = new TreeSet<>();
        changes.forEach(change -> customers.add(change.customer));
        for (RevenueCohortTable<Long>.InPeriod cohort : table.periods()) {
            List<Long> members = customers.stream()
                    .filter(customer -> {
                        LocalDate day = firstDay(changes, customer);
                        return day != null && months.grain().periodOf(day).equals(cohort.period());
                    })
                    .toList();
            assertThat(cohort.members()).containsExactlyElementsOf(members);
            assertThat(cohort.size()).isEqualTo(members.size());
            for (RevenueCohortTable<Long>.Cell cell : cohort.cells()) {
                checkCell(changes, members, cell);
            }
            LocalDate end = lastDay(cohort.period().plus(1).firstDay());
            List<Long> earlier = customers.stream()
                    .filter(customer -> {
                        LocalDate day = firstDay(changes, customer);
                        return day != null && day.isBefore(months.first().firstDay());
                    })
                    .toList();
            checkValue(changes, earlier, end, cohort.earlier());
            checkValue(changes, List.copyOf(customers), end, cohort.all());
            RevenueMovements<Long>.InPeriod ended = movements.inPeriod(cohort.period());
            assertThat(cohort.all().value()).hasValue(ended.amount(RevenueItem.END));
            assertThat(cohort.all().customers()).hasValue(ended.customers(RevenueItem.END));
        }
        assertThat(method.of(table.counted().tally()).counted().tally())
                .isEqualTo(table.counted().tally());
    }

    private static LocalDate lastDay(LocalDate next) {
        return next.isAfter(AS_OF) ? AS_OF : next.minusDays(1);
    }

    private static void checkCell(List<Change> changes, List<Long> members, RevenueCohortTable<Long>.Cell cell) {
        LocalDate next = cell.key().period().plus(1).firstDay();
        if (cell.key().period().firstDay().isAfter(AS_OF)) {
            assertThat(cell.state()).isEqualTo(CellState.UNOBSERVED);
            assertThat(cell.value()).isEmpty();
            assertThat(cell.customers()).isEmpty();
            assertThat(cell.members()).isEmpty();
            return;
        }
        assertThat(cell.state()).isEqualTo(next.isAfter(AS_OF.plusDays(1)) ? CellState.PARTIAL : CellState.OBSERVED);
        checkValue(changes, members, lastDay(next), cell);
        assertThat(cell.customersKept())
                .isEqualTo(
                        members.isEmpty()
                                ? java.util.Optional.empty()
                                : java.util.Optional.of(
                                        Proportion.of(cell.customers().orElseThrow(), members.size())));
    }

    private static void checkValue(List<Change> changes, List<Long> of, LocalDate end, ValueFigures<Long> actual) {
        List<Long> with = of.stream()
                .filter(customer -> valueOn(changes, customer, end) > 0)
                .toList();
        assertThat(actual.members()).containsExactlyElementsOf(with);
        assertThat(actual.customers()).hasValue(with.size());
        assertThat(actual.value())
                .hasValue(BigDecimal.valueOf(
                        with.stream()
                                .mapToLong(customer -> valueOn(changes, customer, end))
                                .sum(),
                        2));
    }

    @Property(tries = 60)
    void pooledRatiosAreSumsOfObservedCells(
            @ForAll("changes") List<Change> drawn,
            @ForAll @IntRange(max = 16) int age,
            @ForAll @IntRange(max = 16) int base) {
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY);
        RevenueCohortTable<Long> table = RevenueCohorts.over(months).of(store(withoutNegative(drawn)));
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal baseValue = BigDecimal.ZERO;
        int cohorts = 0;
        // The last period of 17 is running.
        for (int cohort = 0; cohort + Math.max(age, base) < 16; cohort++) {
            cohorts++;
            value = value.add(table.periods().get(cohort).cell(age).value().orElseThrow());
            baseValue =
                    baseValue.add(table.periods().get(cohort).cell(base).value().orElseThrow());
        }
        if (baseValue.signum() == 0) {
            assertThat(table.valueKept(age, base)).isEmpty();
        } else {
            ValueKept kept = table.valueKept(age, base).orElseThrow();
            assertThat(kept).isEqualTo(new ValueKept(age, base, cohorts, value, baseValue));
        }
    }

    @Property(tries = 60)
    void lenientTablesLeaveOutWhomRecurringRevenueLeavesOut(
            @ForAll("changes") List<Change> changes, @ForAll @IntRange(max = 400) int firstDay) {
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        HistoryStore<Long> store = store(changes);
        RevenueCohortTable<Long> table =
                RevenueCohorts.over(months).lenient().of(Sweep.over(store).threads(2));
        RevenueMovements<Long> movements =
                RecurringRevenue.over(months).lenient().of(store);
        assertThat(table.leftOut()).containsExactlyElementsOf(movements.leftOut());
        assertThat(table.leftOutCount()).isEqualTo(movements.leftOutCount());
        for (RevenueCohortTable<Long>.InPeriod period : table.periods()) {
            assertThat(period.all().value())
                    .hasValue(movements.inPeriod(period.period()).amount(RevenueItem.END));
        }
        // Tables of groups assert their own sums when they are made.
        assertThat(
                        table
                                .by(Grouping.<Long>of("parity", key -> key % 2 == 0 ? "even" : "odd"))
                                .tables()
                                .values()
                                .stream()
                                .mapToLong(group -> group.inPeriod(months.last())
                                        .all()
                                        .customers()
                                        .orElseThrow())
                                .sum())
                .isEqualTo(table.inPeriod(months.last()).all().customers().orElseThrow());
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 540), Arbitraries.of(0, 10, 31, 59, 120, 400)),
                        Arbitraries.of(0L, 100L, 100L, -100L, 2500L, -2500L, 4000L, -4000L))
                .as((customer, day, cents) -> new Change(customer, Orders.FIRST_DAY.plusDays(day), cents))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .withoutEdgeCases();
    }
}
