package dev.retention;

import dev.retention.internal.PairShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;

/** What a score tells of customers to whom something happened or not: the share of pairs told apart, and what lies above each cut. */
final class Placements {
    private final BitSet happened;
    private final PairShares pairs;
    private final Proportion all;
    private final List<Discrimination.Cut> cuts;

    /** Of scores without NaN and without signs of 0, some of them of those to whom it happened, and some not. */
    Placements(double[] scores, BitSet happened) {
        this.happened = happened;
        double[] weights = new double[scores.length];
        Arrays.fill(weights, 1);
        int[] order = PairShares.descending(scores);
        pairs = new PairShares(scores, order, happened, weights);
        all = Proportion.of(happened.cardinality(), scores.length);
        cuts = List.copyOf(cut(scores, order));
    }

    /** What lies at or above each score, from the highest. */
    private List<Discrimination.Cut> cut(double[] scores, int[] order) {
        List<Discrimination.Cut> found = new ArrayList<>();
        long ones = 0;
        for (int i = 0; i < order.length; i++) {
            ones += happened.get(order[i]) ? 1 : 0;
            if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
                found.add(new Discrimination.Cut(scores[order[i]], Proportion.of(ones, i + 1L), all));
            }
        }
        return found;
    }

    Proportion happened() {
        return all;
    }

    List<Discrimination.Cut> cuts() {
        return cuts;
    }

    boolean areOfThoseOf(Placements other) {
        return all.equals(other.all) && happened.equals(other.happened);
    }

    double area() {
        return pairs.area();
    }

    /** The covariance of the area with that of another score of the same customers; 0 if there is none. */
    double covariance(Placements other) {
        return pairs.covariance(other.pairs);
    }

    /** The root of a variance, where there is one. */
    OptionalDouble error(double variance) {
        return pairs.error(variance);
    }
}
