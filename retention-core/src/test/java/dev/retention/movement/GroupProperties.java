package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Tables by group: groups add up to the whole, and those of each period are what their customers were at its start or at its end. */
class GroupProperties {
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 11, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(FIRST_DAY.plusDays(40));
    private static final Spells SPELLS = Spells.between("start", "end", "failed");
    private static final List<Grouping> GROUPINGS = Stream.of(Grouping.Reading.values())
            .map(reading -> Grouping.ofCode("plan", reading, GroupProperties::plan))
            .toList();

    /** The codes of plans are the groups. */
    record Row(long customer, LocalDate day, String code, long cents) {}

    private static @Nullable String plan(String code) {
        return code.length() == 1 ? code : null;
    }

    private static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.<Row, Long>ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(row -> BigDecimal.valueOf(row.cents, 2), Orders.USD)
                .from(rows);
    }

    /** The last plan of a customer before a day; of several on one day the last by code. */
    private static Group planBefore(List<Row> rows, long customer, LocalDate day) {
        return rows.stream()
                .filter(row -> row.customer == customer && row.day.isBefore(day) && plan(row.code) != null)
                .max(Comparator.comparing(Row::day).thenComparing(Row::code))
                .map(row -> Group.of(row.code))
                .orElse(Group.MISSING);
    }

    private static LocalDate end(PeriodTable.Entry period) {
        LocalDate next = period.period().plus(1).firstDay();
        return next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
    }

    private static <T> long sum(Collection<T> tables, ToLongFunction<T> number) {
        return tables.stream().mapToLong(number).sum();
    }

    @Property(tries = 60)
    void churn(@ForAll("rows") List<Row> rows) {
        ChurnTable<Long> whole = CustomerChurn.over(MONTHS, SPELLS).of(store(rows));
        for (Grouping grouping : GROUPINGS) {
            ByGroup<ChurnTable<Long>> byPlan = whole.by(grouping);
            boolean atPeriod = grouping.reading() == Grouping.Reading.AT_PERIOD;
            for (ChurnTable<Long>.InPeriod month : whole.periods()) {
                Set<CustomerCount> counts = EnumSet.range(CustomerCount.START, CustomerCount.LOSS_EVENTS);
                if (!atPeriod) {
                    counts.addAll(EnumSet.of(CustomerCount.LIVE_30_DAYS_AGO, CustomerCount.LOSSES_IN_30_DAYS));
                }
                for (CustomerCount count : counts) {
                    assertThat(sum(
                                    byPlan.tables().values(),
                                    t -> t.inPeriod(month.period()).count(count)))
                            .as("%s of %s", count, byPlan)
                            .isEqualTo(month.count(count));
                }
                byPlan.tables().forEach((group, table) -> {
                    ChurnTable<Long>.InPeriod own = table.inPeriod(month.period());
                    assertThat(own.members(CustomerCount.START)).hasSize((int) own.count(CustomerCount.START));
                    assertThat(own.churn(ChurnFormula.SNAPSHOT).numerator())
                            .hasSize((int) own.count(CustomerCount.LOST));
                    if (atPeriod) {
                        LocalDate start = month.period().firstDay();
                        assertThat(own.members(CustomerCount.START))
                                .containsExactlyElementsOf(
                                        inPeriod(group, rows, month.members(CustomerCount.START), start));
                        assertThat(own.members(CustomerCount.LOST))
                                .containsExactlyElementsOf(
                                        inPeriod(group, rows, month.members(CustomerCount.LOST), start));
                        assertThat(own.members(CustomerCount.END))
                                .containsExactlyElementsOf(
                                        inPeriod(group, rows, month.members(CustomerCount.END), end(month)));
                        List<Long> stayed = month.members(CustomerCount.SURVIVORS);
                        long moved = inPeriod(group, rows, stayed, end(month)).size()
                                - inPeriod(group, rows, stayed, start).size();
                        assertThat(own.count(CustomerCount.END))
                                .isEqualTo(own.count(CustomerCount.START)
                                        + own.count(CustomerCount.ACQUIRED)
                                        - own.count(CustomerCount.LOST)
                                        + moved);
                    }
                });
            }
        }
    }

    private static List<Long> inPeriod(Group group, List<Row> rows, List<Long> customers, LocalDate day) {
        return customers.stream()
                .filter(customer -> planBefore(rows, customer, day).equals(group))
                .toList();
    }

    @Property(tries = 60)
    void movements(@ForAll("rows") List<Row> rows) {
        Movements<Long> whole = CustomerMovements.over(MONTHS).toleratedGap(1).of(store(rows));
        for (Grouping grouping : GROUPINGS) {
            ByGroup<Movements<Long>> byPlan = whole.by(grouping);
            for (Movements<Long>.InPeriod month : whole.periods()) {
                for (MovementKind kind : MovementKind.values()) {
                    assertThat(sum(
                                    byPlan.tables().values(),
                                    t -> t.inPeriod(month.period()).of(kind).count()))
                            .as("%s of %s", kind, byPlan)
                            .isEqualTo(month.of(kind).count());
                }
                assertThat(byPlan.tables().values().stream()
                                .map(t -> t.inPeriod(month.period()).amount())
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(month.amount());
                assertThat(sum(
                                byPlan.tables().values(),
                                t -> t.inPeriod(month.period()).moved()))
                        .isZero();
                byPlan.tables().forEach((group, table) -> {
                    Movements<Long>.InPeriod own = table.inPeriod(month.period());
                    assertThat(own.of(MovementKind.LIVE).members()).hasSize((int) own.live());
                    assertThat(own.live())
                            .isEqualTo(own.start()
                                    + own.newCustomers().count()
                                    + own.reactivated().count()
                                    - own.lost().count()
                                    + own.moved());
                    if (grouping.reading() == Grouping.Reading.AT_PERIOD) {
                        assertThat(own.lost().members())
                                .containsExactlyElementsOf(inPeriod(
                                        group,
                                        rows,
                                        month.lost().members(),
                                        month.period().firstDay()));
                        assertThat(own.of(MovementKind.LIVE).members())
                                .containsExactlyElementsOf(inPeriod(
                                        group, rows, month.of(MovementKind.LIVE).members(), end(month)));
                    } else {
                        assertThat(own.moved()).isZero();
                    }
                });
            }
        }
    }

    @Property(tries = 60)
    void recurringRevenue(@ForAll("rows") List<Row> rows) {
        RevenueMovements<Long> whole = RecurringRevenue.over(MONTHS).lenient().of(store(rows));
        for (Grouping grouping : GROUPINGS) {
            ByGroup<RevenueMovements<Long>> byPlan = whole.by(grouping);
            assertThat(sum(byPlan.tables().values(), RevenueMovements::leftOutCount))
                    .isEqualTo(whole.leftOutCount());
            for (RevenueMovements<Long>.InPeriod month : whole.periods()) {
                for (RevenueItem item :
                        RevenueRule.items(RecurringRevenue.over(MONTHS).lenient().axes)) {
                    assertThat(byPlan.tables().values().stream()
                                    .map(t -> t.inPeriod(month.period()).amount(item))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .as("%s of %s", item, byPlan)
                            .isEqualByComparingTo(month.amount(item));
                }
                byPlan.tables().forEach((group, table) -> {
                    RevenueMovements<Long>.InPeriod own = table.inPeriod(month.period());
                    assertThat(own.members(RevenueItem.START)).hasSize((int) own.customers(RevenueItem.START));
                    if (grouping.reading() == Grouping.Reading.AT_PERIOD) {
                        List<Long> stayed = month.members(RevenueItem.SURVIVORS_END);
                        long moved = value(rows, inPeriod(group, rows, stayed, end(month)), end(month))
                                - value(
                                        rows,
                                        inPeriod(
                                                group,
                                                rows,
                                                stayed,
                                                month.period().firstDay()),
                                        end(month));
                        assertThat(own.moved()).isEqualByComparingTo(BigDecimal.valueOf(moved, 2));
                    } else {
                        assertThat(own.moved()).isZero();
                    }
                });
            }
        }
    }

    private static long value(List<Row> rows, List<Long> customers, LocalDate before) {
        return rows.stream()
                .filter(row -> customers.contains(row.customer) && row.day.isBefore(before))
                .mapToLong(Row::cents)
                .sum();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.integers().between(0, 210),
                        Arbitraries.of("start", "start", "end", "failed", "A", "B", "C"),
                        Arbitraries.of(100L, 100L, 250L, 0L, -100L))
                .as((customer, day, code, cents) -> new Row(customer, FIRST_DAY.plusDays(day), code, cents))
                .list()
                .ofMinSize(1)
                .ofMaxSize(35);
    }
}
