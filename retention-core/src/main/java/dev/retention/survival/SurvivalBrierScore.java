package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How far predicted survival lies from what happened: the mean square of the difference at each of some times, where those
 * censored before a time are stood for by others (inverse-probability-of-censoring weights).
 *
 * <pre>
 *   BS(t) = 1/Σw Σ w · { S(t | x)² / G(T−)          if the tenure ended at T ≤ t
 *                      { (1 − S(t | x))² / G(t)     if the tenure is longer than t
 *                      { 0                          if it was censored at T ≤ t
 *   integrated = 1/(t_last − t_first) ∫ BS(t) dt    by trapezoids between the times asked for
 * </pre>
 *
 * where {@code w} are the weights of the tenures and {@code G} is the Kaplan–Meier curve of being censored, on ties after those
 * who left: {@code G(T−)} is the share not censored before {@code T}.
 *
 * <ul>
 *   <li>0 is perfect, 0.25 is what predicting 0.5 for everybody scores; {@link Point#reference} is the score of the Kaplan–Meier
 *       curve of all, by which a model that knows nothing is beaten or not ({@link Point#skill}).
 *   <li>Scores of the customers that a model was fitted to flatter it: ask of others.
 *   <li>Censoring must have nothing to do with tenure. With few left uncensored the weights are large and the score is rough.
 *   <li>R's {@code survival::brier} and {@code pec} take {@code G(T−)} too; scikit-survival and {@code ipred} take {@code G(T)},
 *       which differs where tenures are censored when others end.
 * </ul>
 *
 * <p>Takes O(items · (times + log items)) time, with one prediction for each item and time; sums are kept in pairs of doubles and
 * rounded once. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19990915/30)18:17/18%3C2529::AID-SIM274%3E3.0.CO;2-5">Graf and others
 *     (1999)</a>
 * @since 0.1.0
 */
public final class SurvivalBrierScore implements Tabular {
    private final List<Point> points;

    private SurvivalBrierScore(List<Point> points) {
        this.points = points;
    }

    /**
     * A prediction for one of the caller's objects.
     *
     * @param <T> the caller's type
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Prediction<T> {
        /**
         * {@return the probability that an object's tenure is longer than a time, in [0, 1]}
         *
         * @param item an object of the caller's type
         * @param time one of the times asked for
         */
        double survival(T item, double time);
    }

    /**
     * Scores predictions.
     *
     * @param <T> the caller's type
     * @param items one object per customer, at least one; read twice
     * @param tenure the tenure of each, observed from its start
     * @param prediction the survival predicted for each
     * @param times ascending, at least one, each at least 0 and at most the last time at which anyone is still watched
     * @return the scores
     * @throws IllegalArgumentException if there are no items, a tenure has an entry time, a prediction is outside [0, 1], or the
     *     times are out of their domain
     */
    public static <T> SurvivalBrierScore of(
            Iterable<? extends T> items,
            Function<? super T, Tenure> tenure,
            Prediction<? super T> prediction,
            double... times) {
        requireNonNull(items, "items");
        requireNonNull(tenure, "tenure");
        requireNonNull(prediction, "prediction");
        checkArgument(requireNonNull(times, "times").length > 0, "times must not be empty");
        LifeTableAccumulator accumulator = new LifeTableAccumulator();
        for (T item : items) {
            Tenure its = requireNonNull(tenure.apply(item), "tenure");
            checkArgument(
                    its.entry() == 0, "entry (%s) must be 0: the weights need tenures from their start", its.entry());
            accumulator.add(its);
        }
        LifeTable table = accumulator.snapshot();
        checkArgument(table.rows() > 0, "items must not be empty");
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(table);
        Uncensored uncensored = new Uncensored(table);
        for (int k = 0; k < times.length; k++) {
            checkArgument(
                    times[k] >= (k == 0 ? 0 : Math.nextUp(times[k - 1]))
                            && uncensored.by(times[k]) > 0
                            && !table.past(times[k]),
                    "times (%s) must ascend from 0 and lie where someone is still watched, up to %s",
                    times[k],
                    curve.lastTime());
        }
        double[] known =
                Arrays.stream(times).map(t -> curve.at(t).orElseThrow()).toArray();
        WeightSums sums = new WeightSums(times.length);
        WeightSums references = new WeightSums(times.length);
        for (T item : items) {
            Tenure its = requireNonNull(tenure.apply(item), "tenure");
            for (int k = 0; k < times.length; k++) {
                double predicted = Checks.closedUnit(prediction.survival(item, times[k]), "prediction");
                double weight = its.weight() * uncensored.weight(its, times[k]);
                double happened = uncensored.isLonger(its, times[k]) ? 1 : 0;
                sums.add(k, weight * (predicted - happened) * (predicted - happened));
                references.add(k, weight * (known[k] - happened) * (known[k] - happened));
            }
        }
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < times.length; k++) {
            points.add(new Point(times[k], sums.at(k) / table.total(), references.at(k) / table.total()));
        }
        return new SurvivalBrierScore(List.copyOf(points));
    }

    /** The share not censored, by row of a life table. */
    private static final class Uncensored {
        private final LifeTable table;
        private final double[] share;

        Uncensored(LifeTable table) {
            this.table = table;
            share = new double[table.rows()];
            double product = 1;
            for (int row = 0; row < share.length; row++) {
                // Those who end at a time are no longer there to be censored at it.
                double there = table.atRisk(row) - table.ended(row);
                product *= there > 0 ? Math.max(0, there - table.censored(row)) / there : 1;
                share[row] = product;
            }
        }

        double by(double time) {
            int row = table.indexAt(time);
            return row < 0 ? 1 : share[row];
        }

        boolean isLonger(Tenure tenure, double time) {
            return tenure.duration() > time && !Times.same(tenure.duration(), time);
        }

        /** How many customers one stands for at a time, 0 if it is not known whether its tenure is longer. */
        double weight(Tenure tenure, double time) {
            if (isLonger(tenure, time)) {
                return 1 / by(time);
            }
            int row = table.indexAt(tenure.duration());
            return tenure.ended() ? 1 / (row == 0 ? 1 : share[row - 1]) : 0;
        }
    }

    /** {@return the scores, in the order of the times} */
    public List<Point> points() {
        return points;
    }

    /**
     * The mean score over the times, by trapezoids between them.
     *
     * @return the integrated score, at least 0; the one score if there is one time
     */
    public double integrated() {
        double area = 0;
        for (int k = 1; k < points.size(); k++) {
            Point from = points.get(k - 1);
            Point to = points.get(k);
            area += (to.time() - from.time()) * (from.score() + to.score()) / 2;
        }
        double range = points.get(points.size() - 1).time() - points.get(0).time();
        return range > 0 ? area / range : points.get(0).score();
    }

    /**
     * The score at one time.
     *
     * @param time the time, at least 0
     * @param score the score of the predictions, at least 0
     * @param reference the score of the Kaplan–Meier curve of all, at least 0
     * @since 0.1.0
     */
    public record Point(double time, double score, double reference) {
        /**
         * Checks the numbers.
         *
         * @param time the time
         * @param score the score of the predictions
         * @param reference the score of the Kaplan–Meier curve of all
         * @throws IllegalArgumentException if a number is negative, infinite or NaN
         */
        public Point {
            Checks.notNegative(time, "time");
            Checks.notNegative(score, "score");
            Checks.notNegative(reference, "reference");
        }

        /** {@return the share of the reference's score that the predictions avoid, at most 1; empty if the reference is 0} */
        public OptionalDouble skill() {
            return reference > 0 ? OptionalDouble.of(1 - score / reference) : OptionalDouble.empty();
        }
    }

    /** {@return a row per time} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the integrated score and the times, such as {@code Brier score 0.1648 between 100 and 500}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Brier score %.4g between %s and %s",
                integrated(),
                points.get(0).time(),
                points.get(points.size() - 1).time());
    }
}
