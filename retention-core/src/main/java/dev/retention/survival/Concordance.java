package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.Arrays;
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

    private final ConcordancePairs.Counts counts;
    private final double variance;

    private Concordance(ConcordancePairs.Counts counts, double variance) {
        this.counts = counts;
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
        requireNonNull(items, "items");
        requireNonNull(tenure, "tenure");
        requireNonNull(score, "score");
        TenureColumns columns = new TenureColumns(16, 1);
        int n = 0;
        for (T item : items) {
            columns.add(tenure.apply(item), 0, n++);
            double its = score.applyAsDouble(item);
            checkArgument(Double.isFinite(its), "score (%s) must be finite", its);
            columns.set(0, its + 0.0);
        }
        columns.complete();
        SortedTenures sorted = new SortedTenures(columns, 1);
        double[] scores = new double[n];
        Arrays.setAll(scores, r -> columns.values[sorted.number(r)]);
        return of(sorted, scores);
    }

    /** Compares scores by row of sorted tenures, within strata; the variance is summed within clusters. */
    static Concordance of(SortedTenures tenures, double[] scores) {
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
        ConcordancePairs pairs = new ConcordancePairs(tenures, ranks, count);
        checkArgument(pairs.counts().ordered() > 0, "tenures must hold two of which one is known to be the longer");
        double[] byCluster = new double[scores.length];
        for (int r = 0; r < scores.length; r++) {
            byCluster[tenures.cluster(r)] += pairs.influence(r);
        }
        // In an order of their own, for clusters are numbered as they came.
        Arrays.sort(byCluster);
        double variance = 0;
        for (double influence : byCluster) {
            variance += influence * influence;
        }
        return new Concordance(pairs.counts(), variance);
    }

    /**
     * The share of ordered pairs that the score orders right, ties counting half.
     *
     * @return C, in [0, 1]
     */
    public double value() {
        return counts.share();
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
        return counts.concordant;
    }

    /**
     * Pairs in which the higher score left first.
     *
     * @return the number, by weight
     */
    public double discordant() {
        return counts.discordant;
    }

    /**
     * Pairs whose order in time is known and whose scores are the same.
     *
     * @return the number, by weight
     */
    public double tiedScore() {
        return counts.tiedScore;
    }

    /**
     * Pairs that left at the same time with different scores.
     *
     * @return the number, by weight
     */
    public double tiedTime() {
        return counts.tiedTime;
    }

    /**
     * Pairs that left at the same time with the same score.
     *
     * @return the number, by weight
     */
    public double tiedBoth() {
        return counts.tiedBoth;
    }

    /** Prints the share and its standard error, such as {@code concordance 0.6029 ± 0.0255}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "concordance %.4g ± %.4g", value(), standardError());
    }
}
