package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Do counts vary more than chance makes them? Where the exposure is large they nearly always do, and plain p, u and c limits then call
 * nearly every point special.
 *
 * <pre>{@code
 * Overdispersion.of(CountSeries.of(11, 8, 13, 11, 13, 17, 25)).orElseThrow().pValue();
 * ControlChart.of(series).overdispersion();
 * }</pre>
 *
 * <pre>
 *   statistic = Σ (xᵢ − nᵢc)² / (nᵢ v),   c = Σ x / Σ n,   v = c (1 − c) of shares, c of rates and counts
 * </pre>
 *
 * follows the chi-squared law with one degree of freedom less than there are points, if only chance is at work. With equal exposures it
 * is the test of Wetherill and Brown (1991, <i>Statistical Process Control</i>, pp. 216–218), which is R's {@code
 * qccOverdispersionTest}; that one takes the variance of the counts whatever the exposures, so that months that differ in size look as
 * if they varied.
 *
 * <p>Of sparse counts, less than about one a point, the law is far off: hardly any series is then called more than chance, and none less,
 * so that "no more than chance" says little. This class is immutable and thread-safe.
 *
 * @param statistic the sum, finite and at least 0
 * @param degreesOfFreedom points less one, at least 1
 * @since 0.1.0
 */
public record Overdispersion(double statistic, int degreesOfFreedom) {
    private static final double LEVEL = 0.05;

    /** A ratio below this is what is left of rounding. */
    private static final double NO_VARIATION = 1e-18;

    /**
     * Checks the numbers.
     *
     * @param statistic the sum
     * @param degreesOfFreedom points less one
     * @throws IllegalArgumentException if {@code statistic} is negative, infinite or NaN, or {@code degreesOfFreedom < 1}
     */
    public Overdispersion {
        Checks.notNegative(statistic, "statistic");
        Checks.positive(degreesOfFreedom, "degreesOfFreedom");
    }

    /**
     * Tests a series.
     *
     * @param series counts; gaps and points that are not over are left out
     * @return the test; empty if fewer than two points are left, or nothing or everything is counted in all of them
     */
    public static Optional<Overdispersion> of(CountSeries series) {
        boolean shares = requireNonNull(series, "series").kind() == Kind.SHARES;
        return of(
                series.points().stream()
                        .filter(point -> point.isOver() && !point.isGap())
                        .toList(),
                shares);
    }

    static Optional<Overdispersion> of(List<Point> points, boolean shares) {
        double counts = points.stream().mapToDouble(Point::count).sum();
        double exposures = points.stream().mapToDouble(Point::exposure).sum();
        double centre = counts / exposures;
        double variance = shares ? centre * ((exposures - counts) / exposures) : centre;
        if (points.size() < 2 || !(variance > 0)) {
            return Optional.empty();
        }
        double statistic = 0;
        for (Point point : points) {
            double more = point.count() - point.exposure() * centre;
            statistic += more * more / (point.exposure() * variance);
        }
        checkArgument(
                statistic < Double.POSITIVE_INFINITY, "series (%s) must have rates in the range of doubles", points);
        return Optional.of(new Overdispersion(statistic, points.size() - 1));
    }

    /**
     * How many times as much the counts vary as chance makes them.
     *
     * @return {@code statistic / degreesOfFreedom}, about 1 where only chance is at work
     */
    public double ratio() {
        return statistic / degreesOfFreedom;
    }

    /**
     * The p-value against counts that vary more than by chance.
     *
     * @return the probability of a statistic at least as great, in [0, 1]
     */
    public double pValue() {
        return ChiSquared.survival(statistic, degreesOfFreedom);
    }

    /**
     * The p-value against counts that vary less than by chance, such as of customers who are counted again and again.
     *
     * @return the probability of a statistic at most as great, in [0, 1]
     */
    public double pValueOfLess() {
        return RegularizedGamma.P.value(degreesOfFreedom / 2.0, statistic / 2);
    }

    /**
     * How many points plain limits of three standard deviations call special, if points vary so much about a centre that stands.
     *
     * @return {@code 2Φ(−3/√ratio)}, in [0, 1]; 0.27 % where the ratio is 1
     */
    public double beyondPlainLimits() {
        return statistic == 0 ? 0 : Normal.twoSided(3 / Math.sqrt(ratio()));
    }

    /**
     * What it means for the choice of limits, at a level of 5 %.
     *
     * @return a sentence
     */
    public String words() {
        if (ratio() < NO_VARIATION) {
            return "The counts do not vary at all (" + p(pValueOfLess())
                    + "): plain limits are too wide, and Laney's, which go by how they vary, are the same.";
        }
        String times = "The counts vary " + Text.number(ratio(), 3) + " times as much as chance makes them ("
                + p(pValue()) + ")";
        if (pValue() < LEVEL) {
            return times + ": plain limits would call some " + Text.percent(beyondPlainLimits())
                    + " of all points special where nothing has changed; Laney's limits are wide enough.";
        }
        return pValueOfLess() < LEVEL
                ? times + ", which is less than by chance (" + p(pValueOfLess())
                        + "): plain limits are too wide; Laney's are not."
                : times + ", which is no more than chance: plain limits will do.";
    }

    private static String p(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** Prints the numbers, as {@code ratio 1.4722, statistic 42.6939 on 29 degrees of freedom, p 0.0485791}. */
    @Override
    public String toString() {
        return "ratio " + Text.number(ratio(), 6) + ", statistic " + Text.number(statistic, 6) + " on "
                + degreesOfFreedom + (degreesOfFreedom == 1 ? " degree" : " degrees") + " of freedom, p "
                + Text.number(pValue(), 6);
    }
}
