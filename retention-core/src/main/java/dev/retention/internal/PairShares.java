package dev.retention.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Of each customer the share of its pairs that a score tells apart, which is all that the area under its curve is made of. A customer may
 * stand for several, and one of weight 0 stands for nobody.
 *
 * <pre>
 *   area = Σ w(i) w(j) (1 if s(i) &gt; s(j), ½ if equal) / (Σ w(i) Σ w(j))      i to whom it happened, j to whom it did not
 *   V(i) = the share of the weights of j that i lies above;   V(j) = the share of the weights of i that lie above j
 *   variance = m/(m − 1) Σ (w(i)/Σ w)² (V(i) − area)²  +  the same over j
 * </pre>
 *
 * with {@code m} customers of weight above 0. With equal weights that is DeLong's variance.
 */
public final class PairShares {
    private final BitSet happened;
    private final double[] weights;
    private final double[] placed;

    /** Of scores without NaN and without signs of 0, in {@link #descending} order; weights are finite and at least 0. */
    public PairShares(double[] scores, int[] order, BitSet happened, double[] weights) {
        this.happened = happened;
        this.weights = weights;
        placed = new double[scores.length];
        double ones = sum(true);
        double others = sum(false);
        double onesAbove = 0;
        double othersAbove = 0;
        for (int from = 0, to; from < order.length; from = to) {
            double onesHere = 0;
            double othersHere = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                onesHere += happened.get(order[to]) ? weights[order[to]] : 0;
                othersHere += happened.get(order[to]) ? 0 : weights[order[to]];
            }
            for (int i = from; i < to; i++) {
                placed[order[i]] = happened.get(order[i])
                        ? (others - othersAbove - othersHere / 2) / others
                        : (onesAbove + onesHere / 2) / ones;
            }
            onesAbove += onesHere;
            othersAbove += othersHere;
        }
    }

    /** The numbers of scores, without NaN and without signs of 0, from the highest to the lowest; those of equal scores ascend. */
    public static int[] descending(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int[] order = new int[sorted.length];
        int[] placed = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            int above = sorted.length - firstAbove(sorted, scores[i]);
            order[above + placed[above]++] = i;
        }
        return order;
    }

    private static int firstAbove(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The area; a number only if it happened to somebody, and to somebody not. */
    public double area() {
        return mean(true);
    }

    /** The covariance of the area with that of another score of the same customers; 0 if there is none. */
    public double covariance(PairShares other) {
        return isSpread() ? covariance(other, true) + covariance(other, false) : 0;
    }

    /** The root of a variance, where there is one. */
    public OptionalDouble error(double variance) {
        return isSpread() ? OptionalDouble.of(Math.sqrt(variance)) : OptionalDouble.empty();
    }

    private boolean isSpread() {
        return those(true).count() > 1 && those(false).count() > 1;
    }

    private double mean(boolean whom) {
        return those(whom).mapToDouble(i -> weights[i] * placed[i]).sum() / sum(whom);
    }

    private double covariance(PairShares other, boolean whom) {
        double mean = mean(whom);
        double otherMean = other.mean(whom);
        double all = sum(whom);
        double products = those(whom)
                .mapToDouble(i -> weights[i] * (placed[i] - mean) * (other.weights[i] * (other.placed[i] - otherMean)))
                .sum();
        double customers = those(whom).count();
        return products / (all * other.sum(whom)) * (customers / (customers - 1));
    }

    private double sum(boolean whom) {
        return those(whom).mapToDouble(i -> weights[i]).sum();
    }

    private IntStream those(boolean whom) {
        return IntStream.range(0, weights.length).filter(i -> weights[i] > 0 && happened.get(i) == whom);
    }
}
