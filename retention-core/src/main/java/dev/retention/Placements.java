package dev.retention;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The share of each customer's pairs that a score tells apart, which is all that the area under its curve is made of. */
final class Placements {
    private final BitSet happened;
    private final double[] placed;
    private final Proportion all;
    private final List<Discrimination.Cut> cuts;

    /** Of scores without NaN and without signs of 0, some of them of those to whom it happened, and some not. */
    Placements(double[] scores, BitSet happened) {
        this.happened = happened;
        placed = new double[scores.length];
        all = Proportion.of(happened.cardinality(), scores.length);
        cuts = List.copyOf(place(scores));
    }

    /** Fills in what is placed, a run of equal scores at a time, from the highest. */
    private List<Discrimination.Cut> place(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Discrimination.Cut> found = new ArrayList<>();
        double ones = all.count();
        double others = all.total() - all.count();
        long onesAbove = 0;
        long othersAbove = 0;
        for (int from = 0, to; from < order.length; from = to) {
            long onesHere = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                onesHere += happened.get(order[to]) ? 1 : 0;
            }
            long othersHere = to - from - onesHere;
            for (int i = from; i < to; i++) {
                placed[order[i]] = happened.get(order[i])
                        ? (others - othersAbove - othersHere / 2.0) / others
                        : (onesAbove + onesHere / 2.0) / ones;
            }
            onesAbove += onesHere;
            othersAbove += othersHere;
            Proportion taken = Proportion.of(onesAbove, onesAbove + othersAbove);
            found.add(new Discrimination.Cut(scores[order[from]], taken, all));
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
        return mean(true);
    }

    /** The covariance of the area with that of another score of the same customers; 0 if there is none. */
    double covariance(Placements other) {
        return isSpread()
                ? sampleCovariance(other, true) / all.count()
                        + sampleCovariance(other, false) / all.complement().count()
                : 0;
    }

    /** The root of a variance, where there is one. */
    OptionalDouble error(double variance) {
        return isSpread() ? OptionalDouble.of(Math.sqrt(variance)) : OptionalDouble.empty();
    }

    private boolean isSpread() {
        return all.count() > 1 && all.complement().count() > 1;
    }

    private double mean(boolean whom) {
        return those(whom).mapToDouble(i -> placed[i]).average().orElseThrow();
    }

    private double sampleCovariance(Placements other, boolean whom) {
        double mean = mean(whom);
        double otherMean = other.mean(whom);
        double products = those(whom)
                .mapToDouble(i -> (placed[i] - mean) * (other.placed[i] - otherMean))
                .sum();
        return products / (those(whom).count() - 1);
    }

    private IntStream those(boolean whom) {
        return IntStream.range(0, placed.length).filter(i -> happened.get(i) == whom);
    }
}
