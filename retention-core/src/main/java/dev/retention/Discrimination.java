package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.primitives.Doubles;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How well a score tells customers to whom something then happened from the others: the area under the curve (AUC), and what lies above
 * each cut.
 *
 * <pre>{@code
 * Discrimination health = Discrimination.of(customers, Customer::lostInMarch, customer -> -customer.healthInFebruary());
 * health.auc();                    // 0.7314
 * health.interval(0.95);           // [0.6301, 0.8326] at 95 %
 * health.atMost(100);              // the 100 highest: how many of them were lost, and how many of the lost these are
 * health.comparedWith(other).pValue();
 * }</pre>
 *
 * <pre>
 *   AUC = share of all pairs of one to whom it happened and one to whom it did not
 *         in which the first has the higher score, a tie counted ½
 *   V₁(i) = that share of the pairs of i, of those to whom it happened (m);   V₀(j) likewise of the others (n)
 *   variance = var V₁ / m + var V₀ / n             (DeLong; sample variances)
 * </pre>
 *
 * <ul>
 *   <li>0.5 is what a score that knows nothing has, 1 a perfect one; below 0.5 the score points the other way. A high score must stand for
 *       that it happens: give a health score with its sign turned.
 *   <li>With one customer on either side there is no variance. Where every pair is told apart the variance is 0 and the interval has no
 *       width: so few errors say nothing of how many there will be.
 *   <li>The area tells nothing of whether forecasts are right: see {@link Calibration}.
 *   <li>A score of the customers that it was made from flatters it: ask of others.
 * </ul>
 *
 * <p>Takes O((m + n) log (m + n)) time. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong and Clarke-Pearson (1988)</a>
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu (2014), Fast implementation of DeLong's algorithm</a>
 * @since 0.1.0
 */
public final class Discrimination {
    private final Placements placements;

    private Discrimination(Placements placements) {
        this.placements = placements;
    }

    /**
     * Of the caller's objects.
     *
     * @param <T> the caller's type
     * @param items one object per customer, to one of whom at least it happened, and to one not
     * @param happened whether it happened
     * @param score the higher, the more is it expected; a number
     * @return how well the score tells them apart
     * @throws IllegalArgumentException if it happened to all or to nobody, or a score is NaN
     */
    public static <T> Discrimination of(
            Iterable<? extends T> items, Predicate<? super T> happened, ToDoubleFunction<? super T> score) {
        requireNonNull(items, "items");
        requireNonNull(happened, "happened");
        requireNonNull(score, "score");
        List<Double> scores = new ArrayList<>();
        BitSet those = new BitSet();
        for (T item : items) {
            int number = scores.size() + 1;
            requireNonNull(item, () -> "item " + number);
            those.set(scores.size(), happened.test(item));
            double its = score.applyAsDouble(item);
            checkArgument(!Double.isNaN(its), "item %s: score (NaN) must be a number", number);
            // 0 has no sign.
            scores.add(its + 0.0);
        }
        int one = those.cardinality();
        checkArgument(
                one > 0 && one < scores.size(),
                "items (%s, of whom it happened to %s) must hold some to whom it happened and some to whom it did not",
                scores.size(),
                one);
        return new Discrimination(new Placements(Doubles.toArray(scores), those));
    }

    /** {@return of how many customers it happened to how many} */
    public Proportion happened() {
        return placements.happened();
    }

    /** {@return the area under the curve, in [0, 1]} */
    public double auc() {
        return placements.area();
    }

    /**
     * The standard error of the area.
     *
     * @return the error, at least 0; empty if it happened to one customer only, or to all but one
     */
    public OptionalDouble standardError() {
        return placements.error(placements.covariance(placements));
    }

    /**
     * The confidence interval of the area, {@code AUC ± z · standard error}, cut off at 0 and 1.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]; empty if there is no standard error
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        OptionalDouble error = standardError();
        if (error.isEmpty()) {
            return Optional.empty();
        }
        Interval free = Interval.normal(auc(), error.getAsDouble(), confidence);
        return Optional.of(Interval.of(Math.max(0, free.lower()), Math.min(1, free.upper()), confidence));
    }

    /**
     * Sets this score beside another one of the same customers, in the same order.
     *
     * @param other the other score
     * @return this against the other
     * @throws IllegalArgumentException if {@code other} is of other customers, as far as what happened to each tells
     */
    public Difference comparedWith(Discrimination other) {
        Placements others = requireNonNull(other, "other").placements;
        checkArgument(
                placements.areOfThoseOf(others), "other (%s) must be of the same customers, in the same order", other);
        double variance =
                placements.covariance(placements) + others.covariance(others) - 2 * placements.covariance(others);
        return new Difference(auc() - other.auc(), placements.error(Math.max(0, variance)));
    }

    /**
     * Every cut: all customers from some score on, from the highest score to the lowest. They are the points of the curve.
     *
     * @return one for each score that there is; the last holds everybody
     */
    public List<Cut> cuts() {
        return placements.cuts();
    }

    /**
     * The customers from a score on.
     *
     * @param score the least that is taken, a number
     * @return what lies at or above it; empty if nobody does
     * @throws IllegalArgumentException if {@code score} is NaN
     */
    public Optional<Cut> from(double score) {
        Checks.number(score, "score");
        return last(cut -> cut.score() >= score);
    }

    /**
     * The customers with the highest scores, as many as one can look after. Those with equal scores are taken together or not at all.
     *
     * @param customers how many at most, at least 0
     * @return the lowest cut with no more; empty if the highest score alone has more
     * @throws IllegalArgumentException if {@code customers} is negative
     */
    public Optional<Cut> atMost(long customers) {
        Checks.notNegative(customers, "customers");
        return last(cut -> cut.precision().total() <= customers);
    }

    private Optional<Cut> last(Predicate<Cut> condition) {
        return cuts().stream().filter(condition).reduce((above, below) -> below);
    }

    /** Prints the area and the customers, such as {@code AUC 0.7314, 36.3 % (41 of 113) happened}. */
    @Override
    public String toString() {
        return "AUC " + Text.number(auc(), 4) + ", " + happened() + " happened";
    }

    /**
     * The customers with a score at or above some score, beside all.
     *
     * @param score the least score that is taken
     * @param precision of how many at or above it happened to how many
     * @param all of how many customers it happened to how many
     * @since 0.1.0
     */
    public record Cut(double score, Proportion precision, Proportion all) {
        /**
         * Checks the numbers.
         *
         * @param score the least score that is taken
         * @param precision of how many at or above it happened to how many
         * @param all of how many customers it happened to how many
         * @throws IllegalArgumentException if {@code score} is NaN, or more are taken than there are
         */
        public Cut {
            Checks.number(score, "score");
            requireNonNull(precision, "precision");
            requireNonNull(all, "all");
            checkArgument(
                    all.count() > 0
                            && precision.count() <= all.count()
                            && precision.complement().count()
                                    <= all.complement().count(),
                    "precision (%s) must be of some of all (%s)",
                    precision,
                    all);
        }

        /** {@return the capture, or recall: of how many to whom it happened how many are taken} */
        public Proportion capture() {
            return Proportion.of(precision.count(), all.count());
        }

        /** {@return of how many to whom it did not happen how many are taken all the same; empty if it happened to everybody} */
        public Optional<Proportion> falseAlarms() {
            return all.count() == all.total()
                    ? Optional.empty()
                    : Optional.of(Proportion.of(
                            precision.complement().count(), all.complement().count()));
        }

        /** {@return how many times as many of those taken it happened to as of all, at least 0} */
        public double lift() {
            return precision.asDouble() / all.asDouble();
        }
    }

    /**
     * How far the areas of two scores of the same customers differ.
     *
     * @param value the area of the one less that of the other
     * @param standardError its error, which knows that the customers are the same; empty if neither has one
     * @since 0.1.0
     */
    public record Difference(double value, OptionalDouble standardError) {
        /**
         * Checks the numbers.
         *
         * @param value the area of the one less that of the other
         * @param standardError its error
         * @throws IllegalArgumentException if the value is outside [−1, 1], or the error not finite and at least 0
         */
        public Difference {
            checkArgument(value >= -1 && value <= 1, "value (%s) must be in [-1, 1]", value);
            requireNonNull(standardError, "standardError")
                    .ifPresent(error -> Checks.notNegative(error, "standardError"));
        }

        /**
         * Where the difference lies.
         *
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return the interval {@code value ± z · standard error}; empty if there is no standard error
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Optional<Interval> interval(double confidence) {
            Checks.openUnit(confidence, "confidence");
            return standardError.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Interval.normal(value, standardError.getAsDouble(), confidence));
        }

        /** {@return the value over its error; empty if there is no error, or it is 0} */
        public OptionalDouble z() {
            return standardError.orElse(0) == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(value / standardError.getAsDouble());
        }

        /** {@return the two-sided p-value of {@link #z}, in [0, 1]; empty if there is none} */
        public OptionalDouble pValue() {
            return z().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Normal.twoSided(z().getAsDouble()));
        }
    }
}
