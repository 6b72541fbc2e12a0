package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Comparator;
import java.util.List;
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
        return (score, below, here) ->
                (int) IntStream.range(0, own.length).filter(i -> score >= own[i]).count();
    }

    /** Classes of about as many customers each. */
    static ScoreParting of(int classes, int customers) {
        Checks.within(classes, 1, Checks.MOST, "classes");
        return (score, below, here) -> (int) ((below + here / 2.0) / customers * classes);
    }

    /** Parts the customers. */
    default ScoreClasses part(FollowedOutcomes outcomes, boolean isProbability) {
        List<Integer> order = IntStream.range(0, outcomes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> outcomes.score(i) + 0.0))
                .toList();
        ScoreClasses.Builder builder = new ScoreClasses.Builder(outcomes);
        for (int from = 0, to; from < order.size(); from = to) {
            double score = outcomes.score(order.get(from));
            to = from;
            while (to < order.size() && outcomes.score(order.get(to)) == score) {
                to++;
            }
            int number = number(score, from, to - from);
            order.subList(from, to).forEach(customer -> builder.add(customer, number));
        }
        return builder.build(isProbability);
    }
}
