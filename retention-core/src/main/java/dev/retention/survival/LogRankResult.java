package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Cholesky;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The result of a {@link LogRank} test: for each group the ends observed and those expected if all groups left alike.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> what names a group
 * @since 0.1.0
 */
public final class LogRankResult<K> implements Tabular {

    /** Fewer expected ends than this make a group tiny. */
    private static final double TINY = 5;

    private final LogRankWeight weight;
    private final List<K> groups;
    private final List<LogRankSums> strata;
    private final LogRankSums sums;
    private final TestStatistic test;

    LogRankResult(LogRankWeight weight, List<K> groups, List<LogRankSums> strata) {
        this.weight = weight;
        this.groups = groups;
        this.strata = strata;
        sums = new LogRankSums(groups.size());
        strata.forEach(sums::add);
        int[] used = IntStream.range(0, groups.size())
                .filter(g -> sums.expected[g] > 0)
                .toArray();
        checkArgument(
                used.length > 1,
                "groups (%s) cannot be compared: at least two groups must have been at risk when someone left",
                groups);
        // The differences sum to 0, so one group says nothing new; leave out the last.
        int freedom = used.length - 1;
        double[][] variance = new double[freedom][freedom];
        double[] difference = new double[freedom];
        for (int i = 0; i < freedom; i++) {
            difference[i] = sums.observed[used[i]] - sums.expected[used[i]];
            for (int j = 0; j < freedom; j++) {
                variance[i][j] = sums.variance[used[i]][used[j]];
            }
        }
        Cholesky cholesky = Cholesky.of(variance, 1e-14);
        checkArgument(
                cholesky.dependent() < 0,
                "groups (%s) cannot be compared: they must have been at risk together when someone left and someone"
                        + " else did not; if everybody left at one time, no group left sooner",
                groups);
        test = new TestStatistic(cholesky.quadraticForm(difference), freedom);
    }

    /**
     * The groups, in the order given.
     *
     * @return the groups
     */
    public List<K> groups() {
        return groups;
    }

    /**
     * The weighted number of ends in a group.
     *
     * @param group one of {@link #groups}
     * @return the number, at least 0
     * @throws IllegalArgumentException if there is no such group
     */
    public double observed(K group) {
        return sums.observed[index(group)];
    }

    /**
     * The weighted number of ends to be expected in a group if all groups left alike.
     *
     * @param group one of {@link #groups}
     * @return the number, at least 0
     * @throws IllegalArgumentException if there is no such group
     */
    public double expected(K group) {
        return sums.expected[index(group)];
    }

    /**
     * The covariance of observed less expected between two groups; for one group its variance.
     *
     * @param first one of {@link #groups}
     * @param second one of {@link #groups}
     * @return the covariance
     * @throws IllegalArgumentException if there is no such group
     */
    public double covariance(K first, K second) {
        return sums.variance[index(requireNonNull(first, "first"))][index(requireNonNull(second, "second"))];
    }

    private int index(K group) {
        int index = groups.indexOf(requireNonNull(group, "group"));
        checkArgument(index >= 0, "group (%s) must be one of %s", group, groups);
        return index;
    }

    /** {@return the number of strata, 1 for a test without, in the order in which their tables were given} */
    public int strata() {
        return strata.size();
    }

    /**
     * {@return the counts of a group over all strata}
     *
     * @param group one of {@link #groups}
     * @throws IllegalArgumentException if there is no such group
     */
    public Counts counts(K group) {
        return counts(sums, index(group));
    }

    /**
     * {@return the counts of a group in one stratum, where all are 0 if the group lacks there}
     *
     * @param group one of {@link #groups}
     * @param stratum an index in [0, {@link #strata()})
     * @throws IllegalArgumentException if there is no such group or stratum
     */
    public Counts counts(K group, int stratum) {
        requireNonNull(group, "group");
        checkArgument(
                stratum >= 0 && stratum < strata.size(), "stratum (%s) must be in [0, %s)", stratum, strata.size());
        return counts(strata.get(stratum), index(group));
    }

    private static Counts counts(LogRankSums sums, int g) {
        return new Counts(sums.total[g], sums.ended[g], sums.observed[g], sums.expected[g]);
    }

    /**
     * What a test counts of a group.
     *
     * @param tenures the tenures, at least 0
     * @param ended those that ended, at least 0
     * @param observed the ends by the weight of the test, at least 0; {@code ended} for {@link LogRankWeight#LOG_RANK}
     * @param expected the ends by the weight of the test if all groups left alike, at least 0
     * @since 0.1.0
     */
    public record Counts(double tenures, double ended, double observed, double expected) {
        /**
         * Checks the numbers.
         *
         * @param tenures the tenures
         * @param ended those that ended
         * @param observed the ends by the weight of the test
         * @param expected the ends by the weight of the test if all groups left alike
         * @throws IllegalArgumentException if a number is negative, infinite or NaN
         */
        public Counts {
            Checks.notNegative(tenures, "tenures");
            Checks.notNegative(ended, "ended");
            Checks.notNegative(observed, "observed");
            Checks.notNegative(expected, "expected");
        }
    }

    /**
     * The groups too small for the p-value to be trusted: those in which fewer than five ends would be expected if all groups
     * left alike, whatever the weight of the test.
     *
     * <p>The p-value takes observed less expected ends for normal. They are whole numbers, and of few expected the distribution is
     * lopsided (Cochran's rule of five): where 0.003 ends are expected, one is 18 standard errors away, and happens to
     * three of a thousand such groups.
     *
     * @return these groups, in the order given; empty if all are large enough
     * @see <a href="https://doi.org/10.2307/3001616">Cochran (1954)</a>
     */
    public List<K> tiny() {
        return IntStream.range(0, groups.size())
                .filter(g -> sums.endedIfAlike[g] < TINY)
                .mapToObj(groups::get)
                .toList();
    }

    /**
     * The test statistic.
     *
     * @return χ², at least 0
     */
    public double chiSquared() {
        return test.chiSquared();
    }

    /**
     * The degrees of freedom of the statistic.
     *
     * @return the number of groups that were at risk when someone left, less 1
     */
    public int degreesOfFreedom() {
        return test.degreesOfFreedom();
    }

    /**
     * The p-value.
     *
     * @return the probability of a statistic at least this large if all groups leave alike, in [0, 1]
     */
    public double pValue() {
        return test.pValue();
    }

    /** {@return a row per group} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the statistic, such as {@code LOG_RANK: χ² = 10.33, df = 1, p = 0.001311}, ends, and the {@link #tiny} groups. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(weight).append(": ").append(test);
        for (int g = 0; g < groups.size(); g++) {
            text.append(String.format(
                    Locale.ROOT, "; %s: %.4g ended, %.4g expected", groups.get(g), sums.observed[g], sums.expected[g]));
        }
        return tiny().isEmpty() ? text.toString() : text + "; too few ends expected to trust p: " + tiny();
    }
}
