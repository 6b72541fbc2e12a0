package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.stream.IntStream;

/** Tells in which class customers with a score are; of ascending scores the numbers of classes ascend. */
@FunctionalInterface
interface ScoreParting {
    /**
     * The number of the class of all with some score.
     *
     * @param score the score
     * @param below how many customers have a lower one
     * @param here how many have it
     */
    int number(double score, int below, int here);

    /** A class for each score. */
    static ScoreParting byScore() {
        return (score, below, here) -> below;
    }

    /** Classes between edges. */
    static ScoreParting at(double... edges) {
        double[] own = requireNonNull(edges, "edges").clone();
        for (int i = 0; i < own.length; i++) {
            Checks.number(own[i], "edges");
            checkArgument(i == 0 || own[i] > own[i - 1], "edges (%s) must ascend", own[i]);
        }
        return (score, below, here) -> (int)
                IntStream.range(0, own.length).filter(i -> score >= own[i]).count();
    }

    /** Classes of about as many customers each. */
    static ScoreParting of(int classes, int customers) {
        Checks.within(classes, 1, Checks.MOST, "classes");
        return (score, below, here) -> (int) ((below + here / 2.0) / customers * classes);
    }

    /** Parts the customers, in the order of their risk, the highest first. */
    default ScoreClasses part(FollowedOutcomes outcomes, int[] order, ScoreCheck.Kind kind) {
        boolean isHealth = kind == ScoreCheck.Kind.HEALTH;
        int[] ascending = IntStream.range(0, order.length)
                .map(i -> order[isHealth ? i : order.length - 1 - i])
                .toArray();
        ScoreClasses.Builder builder = new ScoreClasses.Builder(outcomes);
        for (int from = 0, to; from < ascending.length; from = to) {
            double score = outcomes.score(ascending[from]);
            to = from;
            while (to < ascending.length && outcomes.score(ascending[to]) == score) {
                to++;
            }
            int number = number(score, from, to - from);
            for (int i = from; i < to; i++) {
                builder.add(ascending[i], number);
            }
        }
        return builder.build(kind == ScoreCheck.Kind.PROBABILITY);
    }
}
