package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Discrimination;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.PairShares;
import dev.retention.internal.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a score tells who leaves: any score, be it a health class, a number out of a CRM, a probability of a model or a segment, held
 * against what came within some days after.
 *
 * <pre>{@code
 * ScoreCheck check = ScoreCheck.of(rows, ScoreCheck.Kind.HEALTH, 90);
 * check.verdict(0.95);    // it predicts nothing: AUC 0.52 [0.4687, 0.5713] at 95 % includes 0.5 and nothing beyond 0.4 to 0.6
 * check.auc();            // 0.52
 * check.curve().atMost(100);   // the 100 that the score puts first: how many of them were lost, and how many of the lost these are
 * check.classesOf(10);    // classes of a tenth each, with the share of each that was lost
 * check.comparedWith(ScoreCheck.of(rowsOfOther, ScoreCheck.Kind.RISK, 90)).flatMap(d -> d.interval(0.95));
 * }</pre>
 *
 * <p>A customer is <em>lost</em> if the loss came within the days, has <em>stayed</em> if followed for as long without a loss, or else is
 * <em>unknown</em>. Those who are known stand for those who are not, by inverse-probability-of-censoring weights:
 *
 * <pre>
 *   w   = 1/G(min(followed, within)−) of the lost and of those who stayed, 0 of the unknown
 *   G   = Kaplan–Meier of being followed; on ties losses come first
 *   AUC = Σ w(i) w(j) (1 if i has the higher risk, ½ if equal) / (Σ w(i) Σ w(j))       over i lost, j stayed    (Uno and others)
 *   Brier = Σ w (forecast − lost)² / Σ w                                                                        (Graf and others)
 * </pre>
 *
 * <ul>
 *   <li>If nobody is unknown all weights are 1, and areas, errors and shares are those of {@link Discrimination}, {@link
 *       dev.retention.Calibration} and {@link dev.retention.Proportion}.
 *   <li>That someone is not followed for long must have nothing to do with the loss or the score.
 *   <li>Standard errors are DeLong's with these weights taken as known. The fewer are followed for the days, the more intervals are too
 *       narrow: of 300 simulated customers, 120 of them lost, those at 95 % hold the area in 94.7 % of samples if all are followed, in
 *       94.0 % if 60 % are last seen before the days are over unless lost before, in 93.3 % if 82 % are, and in 91.8 % if 92 % are.
 *       {@link #resampled} weighs every replicate anew.
 *   <li>Customers without a score are in {@link #unscored} and nowhere else.
 *   <li>A score of the customers that it was made from flatters it: ask of others, and of a score that was known on the day.
 * </ul>
 *
 * <p>Takes O(n log n) time. This class is immutable and thread-safe.
 *
 * @see FollowUp
 * @see <a href="https://doi.org/10.1198/016214507000000149">Uno and others (2007), Evaluating prediction rules for t-year survivors</a>
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19990915/30)18:17/18%3C2529::AID-SIM274%3E3.0.CO;2-5">Graf and others (1999)</a>
 * @since 0.1.0
 */
public final class ScoreCheck {
    private static final int LEAST_REPLICATES = 100;

    private final Kind kind;
    private final long within;
    private final FollowedOutcomes outcomes;
    private final List<ScoredCustomer<?>> unscored;
    // By risk, the highest first; those of equal scores in the order of the rows.
    private final int[] order;
    private final @Nullable PairShares pairs;

    private ScoreCheck(Kind kind, long within, List<ScoredCustomer<?>> rows) {
        this.kind = kind;
        this.within = within;
        unscored = rows.stream().filter(row -> row.score().isEmpty()).toList();
        outcomes = new FollowedOutcomes(
                rows.stream().filter(row -> row.score().isPresent()).toList(), within);
        double[] risks = IntStream.range(0, outcomes.size())
                .mapToDouble(i -> (kind == Kind.HEALTH ? -1 : 1) * outcomes.score(i) + 0.0)
                .toArray();
        order = PairShares.descending(risks);
        boolean isBoth = lost() > 0 && stayed() > 0;
        pairs = isBoth ? new PairShares(risks, order, outcomes.lost(), outcomes.weights()) : null;
    }

    /** What a score stands for. */
    public enum Kind {
        /** The higher, the more is a loss to be feared. */
        RISK,
        /** The higher, the less is a loss to be feared. */
        HEALTH,
        /** The probability of a loss within the days, in [0, 1]: a risk that can be held against the share that is lost. */
        PROBABILITY
    }

    /**
     * Holds scores against what came.
     *
     * @param rows each customer once, live on the day of the score
     * @param kind what the score stands for
     * @param within in how many days after that day a loss counts, at least 1
     * @return the check
     * @throws IllegalArgumentException if {@code within < 1}, a customer comes twice, or a probability is outside [0, 1]
     */
    public static ScoreCheck of(Iterable<? extends ScoredCustomer<?>> rows, Kind kind, long within) {
        requireNonNull(rows, "rows");
        requireNonNull(kind, "kind");
        Checks.positive(within, "within");
        return new ScoreCheck(kind, within, FollowedOutcomes.checked(rows, kind));
    }

    /** {@return what the score stands for} */
    public Kind kind() {
        return kind;
    }

    /** {@return in how many days a loss counts} */
    public long within() {
        return within;
    }

    /** {@return how many customers have a score} */
    public long customers() {
        return outcomes.size();
    }

    /** {@return how many of them were lost within the days} */
    public long lost() {
        return outcomes.lost().cardinality();
    }

    /** {@return how many of them stayed for as long} */
    public long stayed() {
        return Arrays.stream(outcomes.weights()).filter(weight -> weight > 0).count() - lost();
    }

    /** {@return how many of them were not followed for long enough to know} */
    public long unknown() {
        return customers() - lost() - stayed();
    }

    /** {@return the customers without a score} */
    public List<ScoredCustomer<?>> unscored() {
        return unscored;
    }

    /** {@return the share of all with a score that was lost; empty if nobody of those who are left was followed for long enough} */
    public Optional<FollowedShare> share() {
        return outcomes.all().share();
    }

    /**
     * The area under the curve: the share of pairs of a customer lost and one who stayed in which the lost one had the higher risk, or the
     * lower health.
     *
     * @return the area, in [0, 1], 0.5 of a score that knows nothing; empty if nobody was lost, or nobody is known to have stayed
     */
    public OptionalDouble auc() {
        return pairs == null ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, Math.max(0, pairs.area())));
    }

    /** {@return the standard error of the area, at least 0; empty without one, or with one customer on either side} */
    public OptionalDouble standardError() {
        return pairs == null ? OptionalDouble.empty() : pairs.error(pairs.covariance(pairs));
    }

    /**
     * The confidence interval of the area, {@code AUC ± z · standard error}, cut off at 0 and 1.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty if there is no standard error
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        if (standardError().isEmpty()) {
            return Optional.empty();
        }
        Interval free = Interval.normal(auc().orElseThrow(), standardError().getAsDouble(), confidence);
        return Optional.of(Interval.of(Math.max(0, free.lower()), Math.min(1, free.upper()), confidence));
    }

    /**
     * Sets this score beside another of the same customers.
     *
     * @param other the check of the other score, of whatever kind
     * @return the area of this less that of the other; empty if there is no area
     * @throws IllegalArgumentException if {@code other} is of other customers, other days, or in another order
     */
    public Optional<Discrimination.Difference> comparedWith(ScoreCheck other) {
        checkArgument(
                within == requireNonNull(other, "other").within && outcomes.areAs(other.outcomes),
                "other (%s) must be of the same customers and days, in the same order",
                other);
        PairShares its = other.pairs;
        if (pairs == null || its == null) {
            return Optional.empty();
        }
        double variance = pairs.covariance(pairs) + its.covariance(its) - 2 * pairs.covariance(its);
        double value = auc().orElseThrow() - other.auc().orElseThrow();
        return Optional.of(new Discrimination.Difference(value, pairs.error(Math.max(0, variance))));
    }

    /** {@return whom the score puts first: precision, capture and lift at every cut} */
    public ScoreCurve curve() {
        return new ScoreCurve.Builder(outcomes).take(order);
    }

    /** {@return the Brier score, in [0, 1]; empty if the score is not a probability, or it is not known what came} */
    public OptionalDouble brier() {
        Optional<ScoreClasses.Parts> parts =
                customers() == 0 ? Optional.empty() : classesOf(1).parts();
        return parts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(parts.get().brier());
    }

    /**
     * A class for each score that there is: what it means to be amber.
     *
     * @return the classes in ascending order of scores
     * @throws IllegalArgumentException if nobody has a score
     */
    public ScoreClasses classes() {
        return parted(ScoreParting.byScore());
    }

    /**
     * Classes by edges.
     *
     * @param edges the least score of each class but the first, strictly ascending; none for one class
     * @return the classes that somebody is in
     * @throws IllegalArgumentException if the edges do not ascend, or nobody has a score
     */
    public ScoreClasses classesAt(double... edges) {
        return parted(ScoreParting.at(edges));
    }

    /**
     * Classes of about as many customers each. Equal scores are never parted: they are in the class in which their middle lies, so that
     * there may be fewer classes.
     *
     * @param classes how many, from 1 to 1,000,000
     * @return the classes that somebody is in
     * @throws IllegalArgumentException if {@code classes} is out of range, or nobody has a score
     */
    public ScoreClasses classesOf(int classes) {
        return parted(ScoreParting.of(classes, outcomes.size()));
    }

    private ScoreClasses parted(ScoreParting parting) {
        checkArgument(customers() > 0, "nobody has a score: %s", this);
        return parting.part(outcomes, order, kind);
    }

    /**
     * {@return what to think of the score, in words; see {@link ScoreVerdict} for the bounds}
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public ScoreVerdict verdict(double confidence) {
        return ScoreVerdict.on(this, Checks.openUnit(confidence, "confidence"));
    }

    /**
     * Where any figure of the check lies, by the bootstrap: customers are drawn anew with replacement, and weighted anew.
     *
     * @param figure reads the figure, such as {@code ScoreCheck::auc}; empty where there is none
     * @param replicates how many, from 100 to 1,000,000
     * @param random where the draws come from
     * @param confidence the level, inside (0, 1)
     * @return the interval between the percentiles of the replicates; empty if one of them lacks the figure, as where few are lost
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Optional<Interval> resampled(
            Function<? super ScoreCheck, OptionalDouble> figure,
            int replicates,
            RandomGenerator random,
            double confidence) {
        requireNonNull(figure, "figure");
        requireNonNull(random, "random");
        Checks.openUnit(confidence, "confidence");
        Checks.within(replicates, LEAST_REPLICATES, Checks.MOST, "replicates");
        return outcomes.resampled(
                drawn -> figure.apply(new ScoreCheck(kind, within, drawn)), replicates, random, confidence);
    }

    /** Prints the area and the customers, such as {@code AUC 0.7314 of 300 customers, 41 lost within 90 days, 12 unknown}. */
    @Override
    public String toString() {
        return (pairs == null ? "no AUC" : "AUC " + Text.number(auc().orElseThrow(), 4)) + " of "
                + Text.customers(customers()) + ", " + lost() + " lost within " + Text.days(within) + ", " + unknown()
                + " unknown" + (unscored.isEmpty() ? "" : ", " + unscored.size() + " without a score");
    }
}
