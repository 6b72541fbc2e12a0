package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How well a score orders customers by how long they stay: of the pairs whose order is known, the share that the score orders
 * right.
 *
 * <pre>
 *   C = (concordant + tiedScore / 2) / (concordant + discordant + tiedScore)
 * </pre>
 *
 * <ul>
 *   <li>A pair counts if one left while the other was at risk and stayed on; concordant if the one with the higher score stayed
 *       longer. One censored at the time of an end stayed longer.
 *   <li>Pairs that left at the same time count in {@link #tiedTime}, or in {@link #tiedBoth} if their scores are the same too;
 *       they do not enter {@code C}.
 *   <li>0.5 is no better than chance. A score for the risk of leaving must be negated, or 1 − C taken.
 *   <li>Counts and variance (infinitesimal jackknife) are those of R's {@code concordance}.
 * </ul>
 *
 * <p>Takes O(n log n) time. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/sim.4780030207">Harrell and others (1984)</a>
 * @since 0.1.0
 */
public final class Concordance {

    private final double concordant;
    private final double discordant;
    private final double tiedScore;
    private final double tiedTime;
    private final double tiedBoth;
    private final double variance;

    private Concordance(double[] counts, double variance) {
        concordant = counts[0];
        discordant = counts[1];
        tiedScore = counts[2];
        tiedTime = counts[3];
        tiedBoth = counts[4];
        this.variance = variance;
    }

    /**
     * Compares a score with tenures.
     *
     * @param <T> the caller's type
     * @param items one object per customer
     * @param tenure the tenure of each
     * @param score a number, higher for those expected to stay longer; finite
     * @return the concordance
     * @throws IllegalArgumentException if a score is not finite or no two tenures can be ordered
     */
    public static <T> Concordance of(
            Iterable<? extends T> items, Function<? super T, Tenure> tenure, ToDoubleFunction<? super T> score) {
        List<Tenure> tenures = new ArrayList<>();
        double[] scores = new double[16];
        for (T item : items) {
            int n = tenures.size();
            if (n == scores.length) {
                scores = Arrays.copyOf(scores, 2 * n);
            }
            scores[n] = score.applyAsDouble(item);
            checkArgument(Double.isFinite(scores[n]), "score (%s) must be finite", scores[n]);
            tenures.add(tenure.apply(item));
        }
        int n = tenures.size();
        double[] levels = Arrays.copyOf(scores, n);
        Arrays.sort(levels);
        CoxRegression.Columns columns = new CoxRegression.Columns(n, 1);
        for (int i = 0; i < n; i++) {
            columns.add(tenures.get(i), 0, i);
            // Ranks go through the scaling of covariates without two of them becoming one.
            columns.set(0, Arrays.binarySearch(levels, scores[i]));
        }
        CoxData data = columns.toData(1);
        return of(data, data.x[0]);
    }

    /** Compares scores by row of sorted data, within strata; the variance is summed within clusters. */
    static Concordance of(CoxData data, double[] scores) {
        double[] levels = scores.clone();
        Arrays.sort(levels);
        int count = 0;
        for (int i = 0; i < levels.length; i++) {
            if (i == 0 || levels[i] != levels[i - 1]) {
                levels[count++] = levels[i];
            }
        }
        int[] ranks = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            ranks[i] = Arrays.binarySearch(levels, 0, count, scores[i]);
        }
        Pairs pairs = new Pairs(data, ranks, count);
        for (int s = 0; s < data.strataCount(); s++) {
            pairs.asLeaver(s);
            pairs.asStayer(s);
        }
        double[] counts = pairs.counts;
        double total = counts[0] + counts[1] + counts[2];
        checkArgument(total > 0, "tenures must hold two of which one is known to be the longer");
        double c = (counts[0] + counts[2] / 2) / total;
        double[] byCluster = new double[data.rows];
        for (int r = 0; r < data.rows; r++) {
            double all = pairs.with[r][0] + pairs.with[r][1] + pairs.with[r][2];
            byCluster[data.clusters[r]] +=
                    data.weights[r] * (pairs.with[r][0] + pairs.with[r][2] / 2 - c * all) / total;
        }
        double variance = 0;
        for (double influence : byCluster) {
            variance += influence * influence;
        }
        return new Concordance(counts, variance);
    }

    /**
     * The share of ordered pairs that the score orders right, ties counting half.
     *
     * @return C, in [0, 1]
     */
    public double value() {
        return (concordant + tiedScore / 2) / (concordant + discordant + tiedScore);
    }

    /**
     * The variance of {@link #value}.
     *
     * @return the variance, at least 0
     */
    public double variance() {
        return variance;
    }

    /**
     * The standard error of {@link #value}.
     *
     * @return the standard error, at least 0
     */
    public double standardError() {
        return Math.sqrt(variance);
    }

    /**
     * The normal interval around {@link #value}, cut to [0, 1].
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        double width = Normal.critical(Checks.openUnit(confidence, "confidence")) * standardError();
        return Interval.of(Math.max(0, value() - width), Math.min(1, value() + width), confidence);
    }

    /**
     * Pairs in which the higher score stayed longer.
     *
     * @return the number, by weight
     */
    public double concordant() {
        return concordant;
    }

    /**
     * Pairs in which the higher score left first.
     *
     * @return the number, by weight
     */
    public double discordant() {
        return discordant;
    }

    /**
     * Pairs whose order in time is known and whose scores are the same.
     *
     * @return the number, by weight
     */
    public double tiedScore() {
        return tiedScore;
    }

    /**
     * Pairs that left at the same time with different scores.
     *
     * @return the number, by weight
     */
    public double tiedTime() {
        return tiedTime;
    }

    /**
     * Pairs that left at the same time with the same score.
     *
     * @return the number, by weight
     */
    public double tiedBoth() {
        return tiedBoth;
    }

    /** Prints the share and its standard error, such as {@code concordance 0.6029 ± 0.0255}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "concordance %.4g ± %.4g", value(), standardError());
    }

    /** Counts the pairs of each row with prefix sums over the ranks of the score. */
    private static final class Pairs {
        private final CoxData data;
        private final int[] ranks;
        private final int levels;
        private double[] tree;
        private double treeTotal;
        /** Of each row, the weight of those it is concordant, discordant and tied in score with. */
        final double[][] with;

        final double[] counts = new double[5];

        Pairs(CoxData data, int[] ranks, int levels) {
            this.data = data;
            this.ranks = ranks;
            this.levels = levels;
            this.tree = new double[0];
            this.with = new double[data.rows][3];
        }

        private void clear() {
            tree = new double[levels + 1];
            treeTotal = 0;
        }

        private void insert(int row, int sign) {
            double w = sign * data.weights[row];
            treeTotal += w;
            for (int k = ranks[row] + 1; k <= levels; k += k & -k) {
                tree[k] += w;
            }
        }

        /** The weight in the tree of ranks below a bound. */
        private double below(int rank) {
            double sum = 0;
            for (int k = rank; k > 0; k -= k & -k) {
                sum += tree[k];
            }
            return sum;
        }

        /** Pairs of those who left with those who stayed on, met from the last time to the first. */
        void asLeaver(int stratum) {
            clear();
            int late = data.lateEntries[stratum + 1];
            for (int b = data.strata[stratum + 1] - 1; b >= data.strata[stratum]; b--) {
                while (late > data.lateEntries[stratum] && data.entries[data.late[late - 1]] >= data.blockTimes[b]) {
                    insert(data.late[--late], -1);
                }
                int from = data.blocks[b];
                int to = data.blocks[b + 1];
                for (int r = from; r < to; r++) {
                    if (!data.ended[r]) {
                        insert(r, 1);
                    }
                }
                for (int r = from; r < to; r++) {
                    if (data.ended[r]) {
                        double less = below(ranks[r]);
                        double upTo = below(ranks[r] + 1);
                        with[r][0] += treeTotal - upTo;
                        with[r][1] += less;
                        with[r][2] += upTo - less;
                        counts[0] += data.weights[r] * (treeTotal - upTo);
                        counts[1] += data.weights[r] * less;
                        counts[2] += data.weights[r] * (upTo - less);
                    }
                }
                countTies(from, to);
                for (int r = from; r < to; r++) {
                    if (data.ended[r]) {
                        insert(r, 1);
                    }
                }
            }
        }

        private void countTies(int from, int to) {
            int n = 0;
            long[] byRank = new long[to - from];
            for (int r = from; r < to; r++) {
                if (data.ended[r]) {
                    byRank[n++] = (long) ranks[r] << 32 | r;
                }
            }
            Arrays.sort(byRank, 0, n);
            double before = 0;
            double same = 0;
            for (int i = 0; i < n; i++) {
                double w = data.weights[(int) byRank[i]];
                if (i > 0 && byRank[i] >>> 32 != byRank[i - 1] >>> 32) {
                    before += same;
                    same = 0;
                }
                counts[3] += w * before;
                counts[4] += w * same;
                same += w;
            }
        }

        /** The same pairs seen from those who stayed on, met from the first time to the last. */
        void asStayer(int stratum) {
            clear();
            int late = data.lateEntries[stratum];
            for (int b = data.strata[stratum]; b < data.strata[stratum + 1]; b++) {
                // Those who enter before this time were not at risk at the ends met so far.
                while (late < data.lateEntries[stratum + 1] && data.entries[data.late[late]] < data.blockTimes[b]) {
                    stayer(data.late[late++], -1);
                }
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    if (data.ended[r]) {
                        stayer(r, 1);
                    }
                }
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    if (data.ended[r]) {
                        insert(r, 1);
                    }
                }
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    if (!data.ended[r]) {
                        stayer(r, 1);
                    }
                }
            }
        }

        private void stayer(int r, int sign) {
            double less = below(ranks[r]);
            double upTo = below(ranks[r] + 1);
            with[r][0] += sign * less;
            with[r][1] += sign * (treeTotal - upTo);
            with[r][2] += sign * (upTo - less);
        }
    }
}
