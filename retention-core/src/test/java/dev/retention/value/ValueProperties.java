package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.ValueCell.Maturity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ValueProperties {
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 10);

    record Order(long customer, LocalDate day, long cents) {}

    /** Goes through raw orders customer by customer, by the definition. */
    @Property(tries = 100)
    void realisedValueIsWhatTheDefinitionSays(
            @ForAll("orders") List<Order> orders, @ForAll @IntRange(max = 120) int days) {
        HistoryStore<Long> store = HistoryStore.<Order, Long>ofDates(Order::customer, Order::day)
                .amounts(order -> BigDecimal.valueOf(order.cents, 2), USD)
                .from(orders);
        Timeline months = Timeline.monthly(AS_OF).from(FIRST);
        RealisedValue method = days == 0
                ? RealisedValue.over(months)
                : RealisedValue.over(months).within(days);
        RealisedValues<Long> values = method.of(store);
        Map<String, long[]> expected = new TreeMap<>();
        int young = 0;
        for (long customer :
                orders.stream().mapToLong(Order::customer).distinct().toArray()) {
            List<Order> own = orders.stream()
                    .filter(o -> o.customer == customer && !o.day.isAfter(AS_OF))
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            LocalDate first =
                    own.stream().map(Order::day).min(LocalDate::compareTo).orElseThrow();
            LocalDate end = days == 0 ? LocalDate.MAX : first.plusDays(days);
            if (days > 0 && end.isAfter(AS_OF.plusDays(1))) {
                young++;
                continue;
            }
            long[] cell = expected.computeIfAbsent(Grain.MONTH.periodOf(first).label(), cohort -> new long[2]);
            cell[0]++;
            cell[1] += own.stream()
                    .filter(o -> o.day.isBefore(end))
                    .mapToLong(Order::cents)
                    .sum();
        }
        int tooYoung = 0;
        for (int p = 0; p < months.size(); p++) {
            String cohort = months.period(p).label();
            long[] cell = expected.get(cohort);
            assertThat(values.of(cohort).isPresent()).isEqualTo(cell != null);
            if (cell != null) {
                assertThat(values.of(cohort).orElseThrow().asDouble())
                        .isCloseTo(cell[1] / 100.0 / cell[0], within(1e-9));
                assertThat(values.counted().members(new ValueCell(months.period(p), Maturity.COMPLETE)))
                        .hasSize((int) cell[0]);
            }
            tooYoung += values.tooYoung(cohort).size();
        }
        assertThat(tooYoung).isEqualTo(young);
        assertThat(method.of(Sweep.over(store).threads(3)).counted().tally())
                .isEqualTo(values.counted().tally());
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 8),
                        Arbitraries.integers().between(0, 360),
                        Arbitraries.longs().between(-300, 5000))
                .as((customer, day, cents) -> new Order(customer, FIRST.plusDays(day), cents))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void moreChurnIsLessValue(
            @ForAll @LongRange(min = 1, max = 1000) long lost,
            @ForAll @LongRange(min = 1, max = 1000) long more,
            @ForAll @LongRange(min = 1, max = 1_000_000) long cents) {
        AmountPerCustomer arpa = AmountPerCustomer.of(BigDecimal.valueOf(cents, 2), USD);
        double low = LifetimeValue.arpaOverChurn(arpa, ChurnRate.of(ChurnFormula.SNAPSHOT, lost, 2000))
                .orElseThrow()
                .asDouble();
        double high = LifetimeValue.arpaOverChurn(arpa, ChurnRate.of(ChurnFormula.SNAPSHOT, lost + more, 2000))
                .orElseThrow()
                .asDouble();
        assertThat(high).isLessThan(low);
    }

    @Property(tries = 300)
    void constantRetentionIsTheSumOfItsDefinition(
            @ForAll @DoubleRange(max = 1) double r,
            @ForAll @DoubleRange(max = 0.5) double yearlyDiscount,
            @ForAll PaymentTiming timing,
            @ForAll @IntRange(min = 1, max = 60) int payments) {
        DiscountedValue method =
                DiscountedValue.of(PeriodsPerYear.YEARLY, DiscountRate.perYear(yearlyDiscount), timing);
        AmountPerCustomer hundred = AmountPerCustomer.of(new BigDecimal("100"), USD);
        BigDecimal retention = new BigDecimal(r);
        BigDecimal growth = BigDecimal.ONE.add(new BigDecimal(yearlyDiscount));
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < payments; i++) {
            int t = timing.first() + i;
            int delay = t + timing.delay();
            sum = sum.add(retention
                    .pow(t, MathContext.DECIMAL128)
                    .divide(growth.pow(delay, MathContext.DECIMAL128), MathContext.DECIMAL128));
        }
        double expected = 100 * sum.doubleValue();
        double tolerance = 1e-12 * expected + 1e-300;
        assertThat(method.atConstantRetention(hundred, r, payments).asDouble()).isCloseTo(expected, within(tolerance));
        assertThat(method.along(hundred, t -> Math.pow(r, t), payments).asDouble())
                .isCloseTo(expected, within(tolerance));
        method.atConstantRetention(hundred, r)
                .ifPresent(forever -> assertThat(forever.asDouble()).isGreaterThanOrEqualTo(expected - tolerance));
    }

    @Property(tries = 300)
    void payingMoreToAcquirePaysBackNoSooner(
            @ForAll List<@LongRange(min = 0, max = 10_000) Long> marginCents,
            @ForAll @LongRange(min = 0, max = 50_000) long cents,
            @ForAll @LongRange(min = 0, max = 50_000) long more) {
        List<BigDecimal> margins =
                marginCents.stream().map(m -> BigDecimal.valueOf(m, 2)).toList();
        Payback cheap = payback(cents, margins);
        Payback dear = payback(cents + more, margins);
        dear.age().ifPresent(age -> assertThat(cheap.age().orElseThrow()).isLessThanOrEqualTo(age));
        long sum = 0;
        int expected = -1;
        for (int k = 0; k < marginCents.size() && expected < 0; k++) {
            sum += marginCents.get(k);
            expected = sum * 7 >= cents * 3 ? k : -1;
        }
        assertThat(cheap.age().orElse(-1)).isEqualTo(expected);
    }

    private static Payback payback(long cents, List<BigDecimal> margins) {
        return Payback.of(
                AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.valueOf(cents, 2), 7, USD), 3, margins);
    }

    @Property(tries = 300)
    void theBreakEvenRateBreaksEven(
            @ForAll @DoubleRange(min = 0.01, max = 100) double loss,
            @ForAll @DoubleRange(min = 0.01, max = 100) double margin,
            @ForAll @IntRange(min = 2, max = 50) int order) {
        BreakEven even = new BreakEven(loss, margin, USD);
        double r = even.repeatRate();
        assertThat(margin * r / (1 - r)).isCloseTo(loss, within(1e-9 * loss));
        Assume.that(even.repeatRateBy(order).isPresent());
        double by = even.repeatRateBy(order).orElseThrow();
        double repeats = 0;
        for (int j = 1; j < order; j++) {
            repeats += Math.pow(by, j);
        }
        assertThat(margin * repeats).isCloseTo(loss, within(1e-9 * loss));
        assertThat(by).isGreaterThanOrEqualTo(r - 1e-12);
        assertThat(even.repeatRateBy(order + 1).orElseThrow()).isLessThanOrEqualTo(by);
    }

    @Property(tries = 300)
    void atTheAffordableCostTheRepeatRateIsTheOneNeeded(
            @ForAll @DoubleRange(min = -50, max = 100) double first,
            @ForAll @DoubleRange(min = 0.01, max = 100) double later,
            @ForAll @DoubleRange(min = 0.01, max = 0.98) double rate) {
        AmountPerCustomer firstMargin = AmountPerCustomer.of(new BigDecimal(first), USD);
        AmountPerCustomer laterMargin = AmountPerCustomer.of(new BigDecimal(later), USD);
        double cost = BreakEven.affordableCost(firstMargin, laterMargin, Interval.of(rate, rate, 0.95))
                .lower();
        assertThat(new BreakEven(cost - first, later, USD).repeatRate()).isCloseTo(rate, within(1e-9));
    }

    @Property(tries = 300)
    void aGainIsTheRatioOfTwoValues(
            @ForAll @DoubleRange(max = 0.9) double r,
            @ForAll @DoubleRange(max = 0.09) double points,
            @ForAll @DoubleRange(max = 0.3) double discount) {
        AmountPerCustomer hundred = AmountPerCustomer.of(new BigDecimal("100"), USD);
        DiscountRate rate = DiscountRate.perYear(discount);
        DiscountedValue method = DiscountedValue.of(PeriodsPerYear.MONTHLY, rate, PaymentTiming.FIRST_PAYMENT_NOW);
        double before = method.atConstantRetention(hundred, r).orElseThrow().asDouble();
        double after =
                method.atConstantRetention(hundred, r + points).orElseThrow().asDouble();
        RetentionGain gain = RetentionGain.of(r, points);
        double rise = gain.relativeRise(rate, PeriodsPerYear.MONTHLY).orElseThrow();
        assertThat(rise).isCloseTo(after / before - 1, within(1e-9));
        assertThat(rise).isLessThanOrEqualTo(gain.relativeRise().orElseThrow());
    }
}
