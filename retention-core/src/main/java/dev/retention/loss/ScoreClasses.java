package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Customers parted into classes by their score, each with the share that was lost, as a {@link ScoreCheck} finds them: what a health class
 * means, and whether forecasts of 30 % are lost in 30 of 100 cases.
 *
 * @param rows the classes that somebody is in, by score; one at least
 * @param parts what the Brier score is made of in these classes; empty if the score is not a probability, or it is not known what came
 * @since 0.1.0
 */
public record ScoreClasses(List<Row> rows, Optional<Parts> parts) implements Tabular {
    /**
     * Copies the classes.
     *
     * @param rows the classes that somebody is in
     * @param parts what the Brier score is made of
     * @throws IllegalArgumentException if there are no classes
     */
    public ScoreClasses {
        rows = List.copyOf(requireNonNull(rows, "rows"));
        checkArgument(!rows.isEmpty(), "rows must not be empty");
        requireNonNull(parts, "parts");
    }

    /**
     * A class.
     *
     * @param from the least score in it
     * @param to the most
     * @param mean the mean of its customers' scores
     * @param customers how many are in it, at least 1
     * @param lost the share of them that was lost; empty if too few of them were followed to tell
     * @since 0.1.0
     */
    public record Row(double from, double to, double mean, long customers, Optional<FollowedShare> lost) {
        /**
         * Checks the numbers.
         *
         * @param from the least score in it
         * @param to the most
         * @param mean the mean of its customers' scores
         * @param customers how many are in it
         * @param lost the share of them that was lost
         * @throws IllegalArgumentException if the scores are out of order, or nobody is in it
         */
        public Row {
            checkArgument(from <= mean && mean <= to, "mean (%s) must be in [from, to] ([%s, %s])", mean, from, to);
            Checks.positive(customers, "customers");
            requireNonNull(lost, "lost");
        }
    }

    /**
     * What a Brier score is made of, after Murphy, with what classes hide.
     *
     * <pre>
     *   brier = reliability − resolution + uncertainty + within
     * </pre>
     *
     * @param brier the mean square of forecast less outcome, in [0, 1]: 0 is perfect
     * @param reliability how far the forecasts of classes lie from what came of them, at least 0: 0 is perfect
     * @param resolution how far apart the classes are, at least 0: more is better
     * @param uncertainty what the share of all as a forecast for everybody scores, in [0, ¼]
     * @param within the variance of forecasts inside classes less twice their covariance with outcomes; 0 if all of a class have one
     * @see dev.retention.CalibrationClasses
     * @since 0.1.0
     */
    public record Parts(double brier, double reliability, double resolution, double uncertainty, double within) {
        /**
         * Checks the numbers.
         *
         * @param brier the score
         * @param reliability how far the forecasts of classes lie from what came of them
         * @param resolution how far apart the classes are
         * @param uncertainty what the share of all as a forecast for everybody scores
         * @param within what classes hide
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Parts {
            Checks.notNegative(brier, "brier");
            Checks.notNegative(reliability, "reliability");
            Checks.notNegative(resolution, "resolution");
            Checks.notNegative(uncertainty, "uncertainty");
            checkArgument(Double.isFinite(within), "within (%s) must be finite", within);
        }

        /** {@return the share of the uncertainty that the forecasts take away, at most 1; empty if all were lost or nobody} */
        public OptionalDouble skill() {
            return uncertainty == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - brier / uncertainty);
        }
    }

    /** Adds up classes, customer by customer in order of score. */
    static final class Builder {
        private final FollowedOutcomes outcomes;
        private final List<List<Integer>> classes = new ArrayList<>();
        private int last = -1;

        Builder(FollowedOutcomes outcomes) {
            this.outcomes = outcomes;
        }

        /** Numbers ascend. */
        void add(int customer, int classNumber) {
            if (classes.isEmpty() || classNumber != last) {
                classes.add(new ArrayList<>());
                last = classNumber;
            }
            classes.get(classes.size() - 1).add(customer);
        }

        ScoreClasses build(boolean isProbability) {
            List<Row> rows = classes.stream().map(this::row).toList();
            boolean hasParts = isProbability && outcomes.all().share().isPresent();
            return new ScoreClasses(rows, hasParts ? Optional.of(parts()) : Optional.empty());
        }

        private Row row(List<Integer> customers) {
            ShareSums sums = new ShareSums();
            double scores = 0;
            for (int i : customers) {
                outcomes.addTo(sums, i);
                scores += outcomes.score(i) / customers.size();
            }
            double from = outcomes.score(customers.get(0));
            double to = outcomes.score(customers.get(customers.size() - 1));
            return new Row(from, to, Math.min(to, Math.max(from, scores)), customers.size(), sums.share());
        }

        private Parts parts() {
            ShareSums all = outcomes.all();
            double share = all.countedWeight() / all.weight();
            double brier = 0;
            double reliability = 0;
            double resolution = 0;
            for (List<Integer> customers : classes) {
                double weight = 0;
                double forecasts = 0;
                double lost = 0;
                for (int i : customers) {
                    double its = outcomes.weight(i);
                    double happened = outcomes.lost().get(i) ? 1 : 0;
                    weight += its;
                    forecasts += its * outcomes.score(i);
                    lost += its * happened;
                    brier += its * (outcomes.score(i) - happened) * (outcomes.score(i) - happened) / all.weight();
                }
                if (weight > 0) {
                    double off = (forecasts - lost) / weight;
                    double apart = lost / weight - share;
                    reliability += weight * off * off / all.weight();
                    resolution += weight * apart * apart / all.weight();
                }
            }
            double uncertainty = share * (1 - share);
            return new Parts(
                    brier, reliability, resolution, uncertainty, brier - reliability + resolution - uncertainty);
        }
    }

    /** {@return a row per class} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }
}
