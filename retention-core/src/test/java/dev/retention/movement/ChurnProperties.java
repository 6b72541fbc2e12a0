package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ChurnProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);
    private static final Set<ChurnFormula> NOT_FED =
            Set.of(ChurnFormula.SCHEDULED, ChurnFormula.RENEWAL_BASE, ChurnFormula.RESCALED);
    private static final Set<CustomerCount> EVENTS =
            Set.of(CustomerCount.REACTIVATED, CustomerCount.LOSS_EVENTS, CustomerCount.LOSSES_IN_30_DAYS);
    private static final Set<CustomerCount> OF_CONTRACTS =
            Set.of(CustomerCount.CANCELLING, CustomerCount.DUE, CustomerCount.RENEWED, CustomerCount.NOT_RENEWED);
    private static final Set<ChurnFormula> WEIGHTED = Set.of(ChurnFormula.SUM_OF_DAILY, ChurnFormula.MEAN_OF_DAILY);

    @Property(tries = 60)
    void countsAreWhatTheDefinitionsSay(
            @ForAll("orders") Orders orders,
            @ForAll @IntRange(min = 1, max = 120) int gap,
            @ForAll("grains") Grain grain,
            @ForAll @IntRange(max = 400) int firstDay) {
        Timeline periods = Timeline.of(grain, AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        ChurnTable<Long> table =
                CustomerChurn.over(periods, Spells.ofOrders(gap)).of(orders.store());
        LocalDate dataEnd = AS_OF.plusDays(1);
        for (int p = 0; p < periods.size(); p++) {
            CustomerFlow flow = table.periods().get(p).flow();
            LocalDate a = periods.period(p).firstDay();
            LocalDate next = periods.period(p + 1).firstDay();
            LocalDate b = next.isBefore(dataEnd) ? next : dataEnd;
            Naive naive = new Naive(orders, gap);
            long start = naive.sum(c -> naive.live(c, a) ? 1 : 0);
            check(flow, CustomerCount.START, start);
            check(flow, CustomerCount.ACTIVE_BEFORE, start);
            check(flow, CustomerCount.END, naive.sum(c -> naive.live(c, b) ? 1 : 0));
            check(flow, CustomerCount.SURVIVORS, naive.sum(c -> naive.live(c, a) && naive.live(c, b) ? 1 : 0));
            long lost = naive.sum(c -> naive.live(c, a) && !naive.live(c, b) ? 1 : 0);
            check(flow, CustomerCount.LOST, lost);
            check(flow, CustomerCount.FALLEN_SILENT, lost);
            check(flow, CustomerCount.ACQUIRED, naive.sum(c -> !naive.live(c, a) && naive.live(c, b) ? 1 : 0));
            check(flow, CustomerCount.NEW, naive.sum(c -> naive.arrivals(c, a, b, true)));
            check(flow, CustomerCount.REACTIVATED, naive.sum(c -> naive.arrivals(c, a, b, false)));
            check(flow, CustomerCount.LOSS_EVENTS, naive.sum(c -> naive.losses(c, a, b)));
            check(flow, CustomerCount.LIVE_30_DAYS_AGO, naive.sum(c -> naive.live(c, b.minusDays(30)) ? 1 : 0));
            check(flow, CustomerCount.LOSSES_IN_30_DAYS, naive.sum(c -> naive.losses(c, b.minusDays(30), b)));
            check(flow, CustomerCount.BUYERS, naive.sum(c -> naive.orders(c, a, b) >= 1 ? 1 : 0));
            check(flow, CustomerCount.REPEAT_BUYERS, naive.sum(c -> naive.orders(c, a, b) >= 2 ? 1 : 0));

            double sum = 0;
            long customerDays = 0;
            boolean undefined = false;
            for (LocalDate d = a; d.isBefore(b); d = d.plusDays(1)) {
                LocalDate day = d;
                long live = naive.sum(c -> naive.live(c, day) ? 1 : 0);
                long losses = naive.sum(c -> naive.losses(c, day, day.plusDays(1)));
                customerDays += live;
                undefined |= live == 0 && losses > 0;
                sum += live == 0 ? 0 : (double) losses / live;
            }
            if (customerDays > 0 && !undefined) {
                ChurnRate daily = flow.churn(ChurnFormula.SUM_OF_DAILY);
                assertThat(daily.asDouble()).isCloseTo(sum, within(1e-12));
                assertThat(flow.churn(ChurnFormula.EXPOSURE).denominator())
                        .isCloseTo((double) customerDays / (next.toEpochDay() - a.toEpochDay()), within(1e-12));
            }
        }
    }

    private static void check(CustomerFlow flow, CustomerCount count, long expected) {
        assertThat(flow.count(count)).as("%s of %s", count, flow).isEqualTo(expected);
    }

    /** The definitions, day by day over raw orders. */
    private record Naive(Orders orders, int gap) {
        long sum(ToLongFunction<Long> ofCustomer) {
            return orders.customers().stream().mapToLong(ofCustomer).sum();
        }

        /** At least one order in the gap before a day. */
        boolean live(long customer, LocalDate day) {
            return orders(customer, day.minusDays(gap), day) > 0;
        }

        long orders(long customer, LocalDate from, LocalDate to) {
            return orders.days(customer, AS_OF).stream()
                    .filter(day -> !day.isBefore(from) && day.isBefore(to))
                    .count();
        }

        /** Days of orders with no order in the gap before. */
        long arrivals(long customer, LocalDate from, LocalDate to, boolean first) {
            TreeSet<LocalDate> days = new TreeSet<>(orders.days(customer, AS_OF));
            return days.stream()
                    .filter(day -> !day.isBefore(from) && day.isBefore(to))
                    .filter(day -> !live(customer, day) && first == day.equals(days.first()))
                    .count();
        }

        /** Days on which the gap since an order runs out without another. */
        long losses(long customer, LocalDate from, LocalDate to) {
            return new TreeSet<>(orders.days(customer, AS_OF))
                    .stream()
                            .map(day -> day.plusDays(gap))
                            .filter(day -> !day.isBefore(from) && day.isBefore(to))
                            .filter(day -> orders(customer, day.minusDays(gap - 1L), day.plusDays(1)) == 0)
                            .count();
        }
    }

    @Property(tries = 60)
    void numbersAreTheSizesOfTheirMembersAndDifferencesAddUp(
            @ForAll("orders") Orders orders,
            @ForAll @IntRange(min = 1, max = 60) int gap,
            @ForAll ChurnFormula left,
            @ForAll ChurnFormula right) {
        if (NOT_FED.contains(left) || NOT_FED.contains(right)) {
            return;
        }
        ChurnTable<Long> table = CustomerChurn.over(Timeline.monthly(AS_OF), Spells.ofOrders(gap))
                .of(orders.store());
        for (ChurnTable<Long>.InPeriod period : table.periods()) {
            for (CustomerCount count : CustomerCount.values()) {
                if (OF_CONTRACTS.contains(count)) {
                    continue;
                }
                int members = period.members(count).size();
                long number = period.flow().count(count);
                if (EVENTS.contains(count)) {
                    assertThat((long) members).isLessThanOrEqualTo(number);
                } else {
                    assertThat((long) members).as("%s of %s", count, period).isEqualTo(number);
                }
                assertThat(period.count(count)).as("%s of %s", count, period).isEqualTo(number);
            }
            ChurnReconciliation<Long> why = period.churn(left).reconcileWith(right);
            if (!WEIGHTED.contains(left)
                    && !WEIGHTED.contains(right)
                    && period.churn(left).rate().isPresent()
                    && period.churn(right).rate().isPresent()) {
                double difference = period.churn(right).rate().orElseThrow().numerator()
                        - period.churn(left).rate().orElseThrow().numerator();
                assertThat((double) why.difference()).isEqualTo(difference);
            }
            assertThat(why.numerator()).noneMatch(difference -> difference.left() == difference.right());
            assertThat(why.denominator().onlyLeft().size()
                            + why.denominator().both().size())
                    .isEqualTo(period.churn(left).denominator().size());
        }
    }

    @Provide
    Arbitrary<Orders> orders() {
        return Orders.arbitrary();
    }

    @Provide
    Arbitrary<Grain> grains() {
        return Arbitraries.of(
                Grain.MONTH, Grain.QUARTER, Grain.ofDays(7, LocalDate.of(2024, 1, 1)), Grain.ofDays(45, AS_OF));
    }
}
