package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.ChiSquared;
import dev.retention.internal.Cholesky;
import java.util.List;
import java.util.Locale;

/**
 * The result of a {@link LogRank} test: for each group the ends observed and those expected if all groups left alike.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> what names a group
 * @since 0.1.0
 */
public final class LogRankResult<K> {

    private final LogRankWeight weight;
    private final List<K> groups;
    private final Sums sums;
    private final double chiSquared;
    private final int degreesOfFreedom;

    LogRankResult(LogRankWeight weight, List<K> groups, Sums sums) {
        this.weight = weight;
        this.groups = groups;
        this.sums = sums;
        int[] used = new int[groups.size()];
        int count = 0;
        for (int g = 0; g < used.length; g++) {
            if (sums.expected[g] > 0) {
                used[count++] = g;
            }
        }
        checkArgument(count > 1, "at least two groups must have been at risk when someone left");
        // The differences sum to 0, so one group says nothing new; leave out the last.
        degreesOfFreedom = count - 1;
        double[][] variance = new double[degreesOfFreedom][degreesOfFreedom];
        double[] difference = new double[degreesOfFreedom];
        for (int i = 0; i < degreesOfFreedom; i++) {
            difference[i] = sums.observed[used[i]] - sums.expected[used[i]];
            for (int j = 0; j < degreesOfFreedom; j++) {
                variance[i][j] = sums.variance[used[i]][used[j]];
            }
        }
        Cholesky cholesky = Cholesky.of(variance, 1e-14);
        checkArgument(
                cholesky.dependent() < 0,
                "groups must have been at risk together when someone left and someone else did not");
        chiSquared = cholesky.quadraticForm(difference);
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
        return sums.variance[index(first)][index(second)];
    }

    private int index(K group) {
        int index = groups.indexOf(group);
        checkArgument(index >= 0, "group (%s) must be one of %s", group, groups);
        return index;
    }

    /**
     * The test statistic.
     *
     * @return χ², at least 0
     */
    public double chiSquared() {
        return chiSquared;
    }

    /**
     * The degrees of freedom of the statistic.
     *
     * @return the number of groups that were at risk when someone left, less 1
     */
    public int degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * The p-value.
     *
     * @return the probability of a statistic at least this large if all groups leave alike, in [0, 1]
     */
    public double pValue() {
        return ChiSquared.survival(chiSquared, degreesOfFreedom);
    }

    /** Prints the statistic, such as {@code LOG_RANK: χ² = 10.33, df = 1, p = 0.001311}, and observed and expected ends. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s: χ² = %.4g, df = %d, p = %.4g", weight, chiSquared, degreesOfFreedom, pValue()));
        for (int g = 0; g < groups.size(); g++) {
            text.append(String.format(
                    Locale.ROOT, "; %s: %.4g ended, %.4g expected", groups.get(g), sums.observed[g], sums.expected[g]));
        }
        return text.toString();
    }

    /** What a test adds up over the end times of each stratum. */
    static final class Sums {
        final double[] observed;
        final double[] expected;
        final double[][] variance;

        Sums(int groups) {
            observed = new double[groups];
            expected = new double[groups];
            variance = new double[groups][groups];
        }

        void add(double w, double d, double n, double[] atRisk) {
            double spread = n > 1 ? w * w * d * (n - d) / (n - 1) : 0;
            for (int g = 0; g < atRisk.length; g++) {
                double share = atRisk[g] / n;
                expected[g] += w * d * share;
                for (int h = 0; h < atRisk.length; h++) {
                    variance[g][h] += spread * share * ((g == h ? 1 : 0) - atRisk[h] / n);
                }
            }
        }
    }
}
