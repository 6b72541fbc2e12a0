package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Expected margins of a customer, each at its worth today.
 *
 * <pre>
 *   value = Σ_t m(t) · S(t) / (1 + d)^(t + delay)
 * </pre>
 *
 * where {@code m(t)} is the margin of the payment at renewal {@code t}, {@code S(t)} the probability to be a customer still,
 * {@code d} the effective discount per period and {@link PaymentTiming} says where {@code t} begins and what the delay is.
 *
 * <p>The discount rate is one per year whatever the period, and is converted: 10 % a year is 0.797 % a month. So a yearly rate
 * cannot be applied per month by mistake.
 *
 * <pre>{@code
 * DiscountedValue yearly = DiscountedValue.of(PeriodsPerYear.YEARLY, DiscountRate.percentPerYear(10), PaymentTiming.JUST_PAID);
 * yearly.atConstantRetention(AmountPerCustomer.of(new BigDecimal("100"), usd), 0.8);   // 266.67 USD
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param period the length of a period, from one renewal to the next
 * @param discount the discount rate
 * @param timing when customers pay
 * @since 0.1.0
 */
public record DiscountedValue(PeriodsPerYear period, DiscountRate discount, PaymentTiming timing) {
    private static final int MAX_PAYMENTS = 1_000_000;

    /**
     * Checks the conventions.
     *
     * @param period the length of a period
     * @param discount the discount rate
     * @param timing when customers pay
     */
    public DiscountedValue {
        requireNonNull(period, "period");
        requireNonNull(discount, "discount");
        requireNonNull(timing, "timing");
    }

    /**
     * {@return the conventions of a valuation}
     *
     * @param period the length of a period, from one renewal to the next
     * @param discount the discount rate, of whatever period
     * @param timing when customers pay
     */
    public static DiscountedValue of(PeriodsPerYear period, DiscountRate discount, PaymentTiming timing) {
        return new DiscountedValue(period, discount, timing);
    }

    /**
     * With the same retention at every renewal, without end.
     *
     * <p>Real cohorts are mixtures: those who stay are the more loyal ones, so that a constant retention undervalues
     * customers who have stayed for long.
     *
     * @param margin the margin of a payment
     * @param retentionPerPeriod the probability of each renewal, in [0, 1]
     * @return the value; empty if nobody leaves and nothing is discounted, when the sum has no bound
     * @throws IllegalArgumentException if {@code retentionPerPeriod} is outside [0, 1]
     */
    public Optional<LifetimeValue> atConstantRetention(AmountPerCustomer margin, double retentionPerPeriod) {
        requireNonNull(margin, "margin");
        Checks.closedUnit(retentionPerPeriod, "retentionPerPeriod");
        if (!(lostWorth(retentionPerPeriod) > 0)) {
            return Optional.empty();
        }
        double payments = firstWeight(retentionPerPeriod) / lostWorth(retentionPerPeriod);
        return Optional.of(
                value(margin, payments, "retention " + Text.percent(retentionPerPeriod), retentionPerPeriod));
    }

    /**
     * With the same retention at every renewal, up to a horizon.
     *
     * @param margin the margin of a payment
     * @param retentionPerPeriod the probability of each renewal, in [0, 1]
     * @param payments how many payments to count, at least 1
     * @return the value
     * @throws IllegalArgumentException if {@code retentionPerPeriod} is outside [0, 1] or {@code payments < 1}
     */
    public LifetimeValue atConstantRetention(AmountPerCustomer margin, double retentionPerPeriod, int payments) {
        requireNonNull(margin, "margin");
        Checks.closedUnit(retentionPerPeriod, "retentionPerPeriod");
        Checks.positive((long) payments, "payments");
        double lost = lostWorth(retentionPerPeriod);
        // (1 − q^n)/(1 − q) with q = r/(1+d); the logarithm keeps the digits of a q close to 1
        double count = lost > 0
                ? -Math.expm1(payments * (Math.log(retentionPerPeriod) - discount.continuousPer(period))) / lost
                : payments;
        return value(
                margin,
                firstWeight(retentionPerPeriod) * count,
                "retention " + Text.percent(retentionPerPeriod) + ", " + payments + " payments",
                retentionPerPeriod);
    }

    /**
     * Along a retention curve, such as that of a cohort, of a survival estimate or of a fitted model, up to its end.
     *
     * @param margin the margin of a payment
     * @param stillCustomer {@code S(t)}: the probability to be a customer still after {@code t} renewals, in [0, 1], never
     *     rising
     * @param payments how many payments to count, from 1 to 1,000,000: asks for {@code t} from 0 or 1, by the timing
     * @return the value
     * @throws IllegalArgumentException if {@code payments} is outside its range, or {@code S} is outside [0, 1] or rises
     */
    public LifetimeValue along(AmountPerCustomer margin, IntToDoubleFunction stillCustomer, int payments) {
        boolean inRange = payments >= 1 && payments <= MAX_PAYMENTS;
        checkArgument(inRange, "payments (%s) must be from 1 to %s", payments, MAX_PAYMENTS);
        return along(Collections.nCopies(payments, requireNonNull(margin, "margin")), stillCustomer);
    }

    /**
     * Along a retention curve, with a margin of its own for each payment.
     *
     * @param margins the margins in order of time, of one currency, at least one
     * @param stillCustomer {@code S(t)}, as above
     * @return the value
     * @throws IllegalArgumentException if {@code margins} is empty or of several currencies, or {@code S} is outside [0, 1] or
     *     rises
     */
    public LifetimeValue along(List<AmountPerCustomer> margins, IntToDoubleFunction stillCustomer) {
        requireNonNull(stillCustomer, "stillCustomer");
        checkArgument(!requireNonNull(margins, "margins").isEmpty(), "margins must hold at least one payment");
        AmountPerCustomer first = margins.get(0);
        double sum = 0;
        double weights = 0;
        double before = 1;
        for (int i = 0; i < margins.size(); i++) {
            int t = timing.first() + i;
            before = stillCustomer(stillCustomer, t, before);
            double weight = before * worthAfter(t + timing.delay());
            first.checkCurrency(margins.get(i).currency());
            sum += margins.get(i).asDouble() * weight;
            weights += weight;
        }
        return new LifetimeValue(
                LifetimeValueFormula.DISCOUNTED,
                sum,
                first.currency(),
                Text.number(weights, 6) + " expected payments, " + margins.size() + " at most, at " + discount + ", "
                        + timing,
                ImmutableMap.of("expected payments", weights, "discount per period", discount.effectivePer(period)));
    }

    /**
     * Along an estimated survival curve, such as a Kaplan–Meier estimate of subscriptions, as far as it is observed.
     *
     * <pre>
     *   value    = Σ_t m(t) S(t) / (1 + d)^(t + delay)
     *   variance = Σ_i (Σ_(t ≥ t_i) m(t) S(t) / (1 + d)^(t + delay))² · d_i / (n_i (n_i − d_i))
     * </pre>
     *
     * <p>where of {@code n_i} customers at risk {@code d_i} left at time {@code t_i}: Greenwood's increments, carried through
     * the sum. The margin is taken as known.
     *
     * @param margin the margin of a payment
     * @param curve the curve
     * @param periodLength the time from one renewal to the next in the curve's unit, positive and finite, such as 365.25 / 12
     *     for a curve in days and monthly payments
     * @return the value of the payments up to the curve's last observed time, with its standard error
     * @throws IllegalArgumentException if {@code periodLength} is outside its range, or the curve ends before the first
     *     payment
     */
    public SurvivalValue along(AmountPerCustomer margin, SurvivalCurve curve, double periodLength) {
        requireNonNull(curve, "curve");
        requireNonNull(margin, "margin");
        Checks.positive(periodLength, "periodLength");
        double renewals = Math.floor(curve.lastTime() / periodLength * (1 + 1e-12));
        checkArgument(
                renewals >= timing.first() && renewals < MAX_PAYMENTS,
                "periodLength (%s) must be at most the last time of the curve (%s), and at least a millionth of it",
                periodLength,
                curve.lastTime());
        int payments = (int) renewals - timing.first() + 1;
        IntToDoubleFunction stillCustomer =
                t -> curve.at(Math.min(t * periodLength, curve.lastTime())).orElseThrow();
        LifetimeValue value = along(margin, stillCustomer, payments);
        LifeTable table = curve.table();
        double variance = 0;
        double after = 0;
        int t = (int) renewals;
        for (int row = table.rows() - 1; row >= 0; row--) {
            for (; t >= timing.first() && t * periodLength * (1 + 1e-12) >= table.time(row); t--) {
                after += margin.asDouble() * stillCustomer.applyAsDouble(t) * worthAfter(t + timing.delay());
            }
            double left = table.atRisk(row) - table.ended(row);
            // Where nobody is left the curve is 0, and with it what comes after.
            variance += left > 0 ? after * after * table.ended(row) / (table.atRisk(row) * left) : 0;
        }
        return new SurvivalValue(value, Math.sqrt(variance));
    }

    /**
     * Along a retention curve and, from its end on, at constant retention without end.
     *
     * @param margin the margin of a payment
     * @param stillCustomer {@code S(t)}, as above
     * @param payments how many payments the curve is asked for, at least 1
     * @param tailRetentionPerPeriod the probability of each renewal after those, in [0, 1]
     * @return the value; empty if nobody leaves in the tail and nothing is discounted
     * @throws IllegalArgumentException if {@code payments < 1}, {@code S} is outside [0, 1] or rises, or
     *     {@code tailRetentionPerPeriod} is outside [0, 1]
     */
    public Optional<LifetimeValue> alongWithTail(
            AmountPerCustomer margin, IntToDoubleFunction stillCustomer, int payments, double tailRetentionPerPeriod) {
        Checks.closedUnit(tailRetentionPerPeriod, "tailRetentionPerPeriod");
        LifetimeValue head = along(margin, stillCustomer, payments);
        if (!(lostWorth(tailRetentionPerPeriod) > 0)) {
            return Optional.empty();
        }
        int last = timing.first() + payments - 1;
        double tail = stillCustomer(stillCustomer, last, 1)
                * worthAfter(last + timing.delay())
                * tailRetentionPerPeriod
                * worthAfter(1)
                / lostWorth(tailRetentionPerPeriod);
        return Optional.of(new LifetimeValue(
                LifetimeValueFormula.DISCOUNTED,
                head.asDouble() + margin.asDouble() * tail,
                margin.currency(),
                margin.print() + " · (" + Text.number(head.inputs().getOrDefault("expected payments", 0.0), 6) + " + "
                        + Text.number(tail, 6) + ") expected payments, tail retention "
                        + Text.percent(tailRetentionPerPeriod) + ", at " + discount + ", " + timing,
                ImmutableMap.<String, Double>builder()
                        .putAll(head.inputs())
                        .put("expected payments in the tail", tail)
                        .put("tail retention", tailRetentionPerPeriod)
                        .build()));
    }

    private static double stillCustomer(IntToDoubleFunction curve, int t, double before) {
        double still = curve.applyAsDouble(t);
        Checks.closedUnit(still, "stillCustomer at " + t);
        checkArgument(still <= before, "stillCustomer at %s (%s) must not rise: it was %s", t, still, before);
        return still;
    }

    private LifetimeValue value(AmountPerCustomer margin, double payments, String working, double retention) {
        return new LifetimeValue(
                LifetimeValueFormula.DISCOUNTED,
                margin.asDouble() * payments,
                margin.currency(),
                margin.print() + " · " + Text.number(payments, 6) + " expected payments, " + working + ", at "
                        + discount + ", " + timing,
                ImmutableMap.of(
                        "margin",
                        margin.asDouble(),
                        "retention",
                        retention,
                        "discount per period",
                        discount.effectivePer(period),
                        "expected payments",
                        payments));
    }

    /** Prints the conventions, such as {@code 10 % a year, periods of 12 a year, JUST_PAID}. */
    @Override
    public String toString() {
        return discount + ", periods of " + period + ", " + timing;
    }

    /** What 1 is worth today if paid after some periods: (1 + d)^−periods. */
    private double worthAfter(int periods) {
        return Math.exp(-periods * discount.continuousPer(period));
    }

    /** The worth today of the first payment of the sum. */
    private double firstWeight(double retention) {
        return (timing.first() == 0 ? 1 : retention) * worthAfter(timing.first() + timing.delay());
    }

    /** 1 − r/(1+d), without the cancellation of a retention close to 1. */
    private double lostWorth(double retention) {
        double d = discount.effectivePer(period);
        return (d + (1 - retention)) / (1 + d);
    }
}
