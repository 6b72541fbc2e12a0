package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What some more points of retention are worth: by how much the expected number of payments of a customer rises.
 *
 * <pre>
 *   payments         1/(1 − r)
 *   relative rise    (1 − r)/(1 − r − Δ) − 1  =  Δ/(1 − r − Δ)
 * </pre>
 *
 * <p>Five points more are worth +25 % at a retention of 75 % and +94 % at 89.7 %. So the much quoted "5 % more retention, 25 to
 * 95 % more profit" is no constant: it is this formula over a range of retention rates, and the rise is that of a customer's
 * value, before what the improvement costs.
 *
 * <ul>
 *   <li>Constant retention {@code r} per period, the same for all.
 *   <li>{@code Δ} below 0 is a loss of points; the rise is then negative.
 *   <li>At {@code r + Δ = 1} nobody would ever leave, and without discounting the rise has no bound.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param retention {@code r}, per period, in [0, 1)
 * @param points {@code Δ} as a fraction, 0.05 for five points; {@code r + Δ} is in [0, 1]
 * @since 0.1.0
 */
public record RetentionGain(double retention, double points) {

    /**
     * Checks the rates.
     *
     * @param retention the retention per period
     * @param points the points more, as a fraction
     * @throws IllegalArgumentException if {@code retention} is outside [0, 1) or {@code retention + points} outside [0, 1]
     */
    public RetentionGain {
        checkArgument(retention >= 0 && retention < 1, "retention (%s) must be in [0, 1)", retention);
        Checks.closedUnit(retention + points, "retention + points");
        retention += 0.0;
        points += 0.0;
    }

    /**
     * The gain from some points.
     *
     * @param retention the retention per period, in [0, 1)
     * @param points the points more, as a fraction: 0.05 for five
     * @return the gain
     * @throws IllegalArgumentException if {@code retention} is outside [0, 1) or {@code retention + points} outside [0, 1]
     */
    public static RetentionGain of(double retention, double points) {
        return new RetentionGain(retention, points);
    }

    /**
     * The relative rise of a customer's expected payments.
     *
     * @return {@code Δ/(1 − r − Δ)}, above −1; empty if nobody would ever leave
     */
    public OptionalDouble relativeRise() {
        return relativeRise(DiscountRate.NONE, PeriodsPerYear.YEARLY);
    }

    /**
     * The relative rise of a new customer's discounted value: smaller, since what is gained comes later.
     *
     * <pre>
     *   Δ/(1 + d − r − Δ)
     * </pre>
     *
     * @param discount the discount rate
     * @param period the period that {@code retention} is of
     * @return the rise, above −1; empty if nobody would ever leave and nothing is discounted
     */
    public OptionalDouble relativeRise(DiscountRate discount, PeriodsPerYear period) {
        double lost = requireNonNull(discount, "discount").effectivePer(requireNonNull(period, "period"))
                + (1 - retention - points);
        return lost > 0 ? OptionalDouble.of(points / lost) : OptionalDouble.empty();
    }

    /** Prints the gain, such as {@code +5.0 points of retention at 75.0 % are worth +25.0 %}. */
    @Override
    public String toString() {
        OptionalDouble rise = relativeRise();
        return String.format(
                Locale.ROOT,
                "%+.1f points of retention at %s are worth %s",
                100 * points,
                Text.percent(retention),
                rise.isEmpty()
                        ? "more than any bound"
                        : String.format(Locale.ROOT, "%+.1f %%", 100 * rise.getAsDouble()));
    }
}
