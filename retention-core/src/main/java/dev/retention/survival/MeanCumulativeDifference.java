package dev.retention.survival;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * By how much more often something happens to the customers of one group than to those of another, or how much more it costs.
 *
 * <pre>{@code
 * MeanCumulativeDifference more = complaintsOld.minus(complaintsNew);
 * more.interval(365, 0.95);     // complaints more per customer in the first year
 * more.test();                  // is there any difference over the whole time?
 * }</pre>
 *
 * <p>Variances are robust and those of the groups add up, since no customer is in both. This class is immutable and thread-safe.
 *
 * @see MeanCumulativeFunction#minus
 * @since 0.1.0
 */
public final class MeanCumulativeDifference {
    private final MeanCumulativeFunction first;
    private final MeanCumulativeFunction other;
    private final RecurrenceTable table;

    MeanCumulativeDifference(MeanCumulativeFunction first, MeanCumulativeFunction other, RecurrenceTable table) {
        this.first = first;
        this.other = other;
        this.table = table;
    }

    /** {@return the last time up to which both groups were observed} */
    public double lastTime() {
        return Math.min(first.lastTime(), other.lastTime());
    }

    /**
     * {@return how much more often by a time, that time included; negative if less often; empty past the last time of either group}
     *
     * @param time at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble at(double time) {
        OptionalDouble one = first.at(time);
        OptionalDouble two = other.at(time);
        return one.isPresent() && two.isPresent()
                ? OptionalDouble.of(one.getAsDouble() - two.getAsDouble())
                : OptionalDouble.empty();
    }

    /**
     * {@return the standard error of {@link #at}, the root of the sum of both squares; empty past the last time of either group}
     *
     * @param time at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble standardError(double time) {
        OptionalDouble one = first.standardError(time);
        OptionalDouble two = other.standardError(time);
        return one.isPresent() && two.isPresent()
                ? OptionalDouble.of(Math.hypot(one.getAsDouble(), two.getAsDouble()))
                : OptionalDouble.empty();
    }

    /**
     * {@return the pointwise normal interval around {@link #at}; empty past the last time of either group}
     *
     * @param time at least 0
     * @param confidence the level, inside (0, 1)
     * @throws IllegalArgumentException if an argument is out of its domain
     */
    public Optional<Interval> interval(double time, double confidence) {
        Checks.openUnit(confidence, "confidence");
        OptionalDouble at = at(time);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Interval.normal(at.getAsDouble(), standardError(time).orElseThrow(), confidence));
    }

    /**
     * Whether it happens equally often in both groups, over all the time in which both were observed.
     *
     * <pre>
     *   U = Σ wⱼ (d₁ⱼ/n₁ⱼ − d₂ⱼ/n₂ⱼ)      wⱼ = n₁ⱼ n₂ⱼ / (n₁ⱼ + n₂ⱼ)      χ² = U² / Var U
     * </pre>
     *
     * <p>With weights as of the log-rank test, which it is like for what happens once, and the robust variance summed over customers: a test
     * of the means that needs no Poisson process. For differences of one sign; where the functions cross, it may find none.
     * After R. J. Cook, J. F. Lawless and C. Nadeau, Robust tests for treatment comparisons based on recurrent event responses, Biometrics 52
     * (1996), 557–571.
     *
     * @return the test with one degree of freedom, or empty if nothing varies within the groups: nothing happened while both were observed, or
     *     the same to all of a group
     */
    public Optional<TestStatistic> test() {
        RecurrenceTable.Group one = table.group(0);
        RecurrenceTable.Group two = table.group(1);
        double[] weights = new double[table.times.length];
        double difference = 0;
        for (int t = 0; t < weights.length; t++) {
            double n = one.atRisk[t];
            double m = two.atRisk[t];
            weights[t] = n > 0 && m > 0 ? n * m / (n + m) : 0;
            difference += weights[t] * (one.mean(t) - two.mean(t));
        }
        double z = difference / Math.sqrt(one.variance(weights) + two.variance(weights));
        return Double.isFinite(z) ? Optional.of(new TestStatistic(z * z, 1)) : Optional.empty();
    }

    /** Prints the difference at the last common time, such as {@code 0.25 ± 0.1 more by 365}. */
    @Override
    public String toString() {
        double last = lastTime();
        return String.format(
                Locale.ROOT,
                "%.4g ± %.4g by %s",
                at(last).orElseThrow(),
                standardError(last).orElseThrow(),
                Text.plain(last));
    }
}
