package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.PairShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The customers of both arms of an {@link UpliftCurve}, by score, the highest first. */
final class UpliftRows {
    private final double[] scores;
    private final boolean[] isTreated;
    private final long[] outcomes;
    private final boolean isLowerBetter;
    private final int treated;

    private UpliftRows(double[] scores, boolean[] isTreated, long[] outcomes, boolean isLowerBetter) {
        this.scores = scores;
        this.isTreated = isTreated;
        this.outcomes = outcomes;
        this.isLowerBetter = isLowerBetter;
        int count = 0;
        for (boolean each : isTreated) {
            count += each ? 1 : 0;
        }
        treated = count;
    }

    static UpliftRows of(double[] scores, boolean[] isTreated, long[] outcomes) {
        requireNonNull(isTreated, "isTreated");
        requireNonNull(outcomes, "outcomes");
        for (double score : requireNonNull(scores, "scores")) {
            checkArgument(Double.isFinite(score), "scores (%s) must be finite", score);
        }
        checkArgument(
                scores.length == isTreated.length && scores.length == outcomes.length,
                "scores (%s), isTreated (%s) and outcomes (%s) must be as many",
                scores.length,
                isTreated.length,
                outcomes.length);
        UpliftRows.Builder builder = new UpliftRows.Builder();
        for (int i = 0; i < scores.length; i++) {
            builder.add(scores[i], isTreated[i], outcomes[i]);
        }
        return builder.build();
    }

    UpliftRows lowerIsBetter() {
        return new UpliftRows(scores, isTreated, outcomes, true);
    }

    int size() {
        return scores.length;
    }

    int treated() {
        return treated;
    }

    boolean isTreated(int i) {
        return isTreated[i];
    }

    /** The outcome, the more the better. */
    double worth(int i) {
        return isLowerBetter ? 0.0 - outcomes[i] : outcomes[i];
    }

    List<UpliftPoint> points() {
        List<UpliftPoint> points = new ArrayList<>();
        Arm above = new Arm();
        Arm held = new Arm();
        for (int i = 0; i < scores.length; i++) {
            (isTreated[i] ? above : held).add(outcomes[i]);
            if (i + 1 == scores.length || scores[i + 1] != scores[i]) {
                points.add(new UpliftPoint(
                        scores[i], above.customers, held.customers, above.sum, held.sum, isLowerBetter));
            }
        }
        return List.copyOf(points);
    }

    /** Customers so far, and the sum of their outcomes. */
    private static final class Arm {
        private long customers;
        private long sum;

        void add(long outcome) {
            customers++;
            sum = Checks.sum(sum, outcome, "outcomes");
        }
    }

    /** Whether outcomes are 0 or 1. */
    boolean isShare() {
        return Arrays.stream(outcomes).allMatch(outcome -> outcome == 0 || outcome == 1);
    }

    /** How many have another outcome than the most common one. */
    long rarer() {
        long[] sorted = outcomes.clone();
        Arrays.sort(sorted);
        long longest = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            for (to = from; to < sorted.length && sorted[to] == sorted[from]; to++) {}
            longest = Math.max(longest, to - from);
        }
        return sorted.length - longest;
    }

    /** The area of the treated with the better outcome first, and those held out with it last. */
    OptionalDouble bestQini() {
        int held = size() - treated;
        if (!isShare() || treated == 0 || held == 0) {
            return OptionalDouble.empty();
        }
        long better = isLowerBetter ? 0 : 1;
        long good = 0;
        long heldGood = 0;
        for (int i = 0; i < outcomes.length; i++) {
            good += isTreated[i] && outcomes[i] == better ? 1 : 0;
            heldGood += !isTreated[i] && outcomes[i] == better ? 1 : 0;
        }
        double top = (double) good / treated;
        double end = top - (double) heldGood / held;
        // Up to the top over the good, flat over the others, and down over those held out: less the line to the end.
        double area = top * (size() - good / 2.0 - heldGood) + (top + end) / 2 * heldGood;
        return OptionalDouble.of(area / size() - end / 2);
    }

    UpliftParts parts(int parts, double confidence) {
        List<UpliftParts.Part> made = new ArrayList<>();
        int from = 0;
        long number = 0;
        for (int at = 0, to; at < scores.length; at = to) {
            for (to = at; to < scores.length && scores[to] == scores[at]; to++) {}
            // The middle of the customers with one score, in parts of all.
            long here = ((long) at + to) * parts / (2L * scores.length);
            if (here != number && at > from) {
                made.add(part(from, at, confidence));
                from = at;
            }
            number = here;
        }
        if (from < scores.length) {
            made.add(part(from, scores.length, confidence));
        }
        return new UpliftParts(made);
    }

    private UpliftParts.Part part(int from, int to, double confidence) {
        return UpliftParts.part(
                scores[from],
                scores[to - 1],
                outcomes(from, to, true),
                outcomes(from, to, false),
                new UpliftParts.Reading(isShare(), isLowerBetter, confidence));
    }

    private long[] outcomes(int from, int to, boolean ofTreated) {
        long[] some = new long[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            if (isTreated[i] == ofTreated) {
                some[size++] = outcomes[i];
            }
        }
        return Arrays.copyOf(some, size);
    }

    /** Takes customers in any order. */
    static final class Builder {
        private double[] scores = new double[16];
        private boolean[] isTreated = new boolean[16];
        private long[] outcomes = new long[16];
        private int size;

        void add(double score, boolean isOfTreated, long outcome) {
            checkArgument(Double.isFinite(score), "score (%s) must be finite", score);
            if (size == scores.length) {
                int room = Math.addExact(size, size >> 1);
                scores = Arrays.copyOf(scores, room);
                isTreated = Arrays.copyOf(isTreated, room);
                outcomes = Arrays.copyOf(outcomes, room);
            }
            // Without a sign of 0.
            scores[size] = score + 0.0;
            isTreated[size] = isOfTreated;
            outcomes[size++] = outcome;
        }

        UpliftRows build() {
            int[] order = PairShares.descending(Arrays.copyOf(scores, size));
            double[] sorted = new double[size];
            boolean[] arms = new boolean[size];
            long[] came = new long[size];
            for (int i = 0; i < size; i++) {
                sorted[i] = scores[order[i]];
                arms[i] = isTreated[order[i]];
                came[i] = outcomes[order[i]];
            }
            return new UpliftRows(sorted, arms, came, false);
        }
    }
}
