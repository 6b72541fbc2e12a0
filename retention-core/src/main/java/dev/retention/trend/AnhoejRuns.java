package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Runs about a line: does a series stay on one side for too long, or cross over too seldom, to be chance?
 *
 * <pre>{@code
 * AnhoejRuns runs = AnhoejRuns.aboutMedian(17, 12, 27, 20, 20, 18, 22, 19, 4, 5, 9);
 * boolean tooLong = runs.longestRun() > AnhoejRuns.longestRunLimit(runs.useful());
 * runs.isSignal();                                                    // either of the two
 * }</pre>
 *
 * <pre>
 *   longest run > round(log₂ n) + 3    or    crossings &lt; the 5 % quantile of Bin(n − 1, ½)
 * </pre>
 *
 * where {@code n} counts the useful points: those that are not on the line; what differs from it by
 * rounding alone is on it. It needs no limits, no spread and no law of the values, and
 * so it serves any series. It finds lasting shifts, never a single point.
 *
 * <p>The two together are wrong of some 5 % of long series in which nothing happens. About the median of short ones they are more careful:
 * wrong of none of 8 points, of 1 to 2 % of 10 or 12, of 3 % of 24 and of 4 % of 36, so that a year of months is hardly a test. This class
 * is immutable and thread-safe.
 *
 * @param useful how many points are not on the line, at least 0
 * @param longestRun how many of them follow each other on one side at most
 * @param crossings how often the line is crossed between one and the next of them
 * @see <a href="https://doi.org/10.1371/journal.pone.0113825">Anhøj and Olesen (2014), Run charts revisited</a>
 * @since 0.1.0
 */
public record AnhoejRuns(int useful, int longestRun, int crossings) {
    private static final double QUANTILE = 0.05;

    /**
     * Checks the counts.
     *
     * @param useful how many points are not on the line
     * @param longestRun how many of them follow each other on one side at most
     * @param crossings how often the line is crossed
     * @throws IllegalArgumentException if no such series exists
     */
    public AnhoejRuns {
        Checks.notNegative(useful, "useful");
        Checks.within(longestRun, Math.min(useful, 1), useful, "longestRun");
        Checks.within(crossings, 0, useful - longestRun, "crossings");
        checkArgument(
                longestRun * (crossings + 1L) >= useful,
                "useful (%s) must be fewer, for a longest run of %s and %s crossings",
                useful,
                longestRun,
                crossings);
    }

    /**
     * Runs about a line.
     *
     * @param line the line, such as a target
     * @param values the values in order of time
     * @return the runs
     * @throws IllegalArgumentException if a number is NaN
     */
    public static AnhoejRuns about(double line, double... values) {
        Checks.number(line, "line");
        SeriesPoints.checkNumbers(values, "values");
        int useful = 0;
        int run = 0;
        int longest = 0;
        int crossings = 0;
        int side = 0;
        for (double value : values) {
            int its = Patterns.compare(value, line);
            if (its != 0) {
                crossings += side * its < 0 ? 1 : 0;
                run = side * its > 0 ? run + 1 : 1;
                longest = Math.max(longest, run);
                side = its;
                useful++;
            }
        }
        return new AnhoejRuns(useful, longest, crossings);
    }

    /**
     * Runs about the median, as in a run chart.
     *
     * @param values the values in order of time, at least one
     * @return the runs
     * @throws IllegalArgumentException if there are none, or one is infinite or NaN
     */
    public static AnhoejRuns aboutMedian(double... values) {
        checkArgument(requireNonNull(values, "values").length > 0, "values must not be empty");
        SeriesPoints.checkFinite(values, "values");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
        return about(median, values);
    }

    /**
     * How long a run may be.
     *
     * @param useful how many points are not on the line, at least 0
     * @return {@code round(log₂ useful) + 3}, the longest run that is no signal; 0 of no points
     * @throws IllegalArgumentException if {@code useful} is negative
     */
    public static int longestRunLimit(int useful) {
        Checks.notNegative(useful, "useful");
        return useful == 0 ? 0 : (int) Math.rint(Math.log(useful) / Math.log(2)) + 3;
    }

    /**
     * How often the line has to be crossed.
     *
     * @param useful how many points are not on the line, at least 0
     * @return the least {@code k} with {@code P(Bin(useful − 1, ½) ≤ k) ≥ 5 %}, the fewest crossings that are no signal
     * @throws IllegalArgumentException if {@code useful} is negative
     */
    public static int leastCrossings(int useful) {
        Checks.notNegative(useful, "useful");
        int trials = Math.max(useful - 1, 0);
        int below = -1;
        int enough = trials;
        while (enough - below > 1) {
            int middle = below + (enough - below) / 2;
            // P(Bin(n, ½) ≤ k) as a tail of the beta law
            if (RegularizedBeta.value(0.5, trials - middle, middle + 1.0) >= QUANTILE) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        return enough;
    }

    /**
     * Whether a run is too long.
     *
     * @return whether the longest is above {@link #longestRunLimit}
     */
    public boolean isLong() {
        return longestRun > longestRunLimit(useful);
    }

    /**
     * Whether the line is crossed too seldom.
     *
     * @return whether the crossings are below {@link #leastCrossings}
     */
    public boolean isSeldomCrossed() {
        return crossings < leastCrossings(useful);
    }

    /**
     * Whether the series is more than chance.
     *
     * @return whether a run is too long or the line is crossed too seldom
     */
    public boolean isSignal() {
        return isLong() || isSeldomCrossed();
    }

    /** Prints both with their limits, as {@code longest run 14 (at most 8), crossings 6 (at least 11), of 32 points: a signal}. */
    @Override
    public String toString() {
        return "longest run " + longestRun + " (at most " + longestRunLimit(useful) + "), crossings " + crossings
                + " (at least " + leastCrossings(useful) + "), of " + useful + (useful == 1 ? " point" : " points")
                + (isSignal() ? ": a signal" : ": no signal");
    }
}
