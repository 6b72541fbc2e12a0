package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Intervals that hold at every look together: with the stated confidence the truth lies in all of them, so that an experiment may be
 * looked at every day, and stopped on the day on which something is told.
 *
 * <pre>
 *   half width   s √(2(nρ² + 1)/(nρ²) · ln(√(nρ² + 1)/α))       s the standard error of the estimate, n the customers of both arms
 *   ρ²           (−2 ln α + ln(1 − 2 ln α)) / n*                α = 1 − confidence, n* the customers at which they are tightest
 *   p            min(1, √(nρ² + 1) · exp(−(d/s)²/2 · nρ²/(nρ² + 1)))       d the estimate
 * </pre>
 *
 * <pre>{@code
 * ConfidenceSequence always = ConfidenceSequence.of(0.95, 5000);
 * ProportionComparison kept = Proportion.of(2422, 3461).comparedWith(Proportion.of(1396, 3000));
 * always.effect(kept, EffectScale.RELATIVE);   // 50.39 % (40.1 to 60.67 at 95 %)
 * }</pre>
 *
 * <ul>
 *   <li>The price is width: at n* about half as wide again as an interval of one look, more far from it on either side.
 *   <li>The p-value is the level α at which the interval would end at 0, ρ left as it is. It is below 1 − confidence on the days on
 *       which the interval leaves 0 out, and may be looked at every day as well.
 *   <li>n* is chosen before the start, as the number of customers at which a decision is expected.
 *   <li>They hold as samples grow: of fewer than some hundred customers they are as rough as the normal law is.
 *   <li>Customers are to come to both arms in much the same shares all the time.
 * </ul>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param confidence the level of all intervals together, from 0.5 to below 1, such as 0.95
 * @param tuning the customers of both arms n* at which the interval is tightest, at least 1
 * @see <a href="https://arxiv.org/abs/2103.06476">Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2023), Time-uniform central limit
 *     theory and asymptotic confidence sequences</a>, equations 9 and 161
 * @since 0.1.0
 */
public record ConfidenceSequence(double confidence, long tuning) implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String METHOD = "confidence sequence";

    /**
     * Checks the numbers.
     *
     * @param confidence the level of all intervals together
     * @param tuning the customers at which the interval is tightest
     * @throws IllegalArgumentException if {@code confidence} is not from 0.5 to below 1, or {@code tuning} is below 1
     */
    public ConfidenceSequence {
        checkArgument(confidence >= 0.5 && confidence < 1, "confidence (%s) must be from 0.5 to below 1", confidence);
        Checks.positive(tuning, "tuning");
    }

    /**
     * Chooses level and tuning.
     *
     * @param confidence the level of all intervals together, from 0.5 to below 1, such as 0.95
     * @param tuning the customers of both arms at which the interval is tightest, at least 1
     * @return the sequence
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static ConfidenceSequence of(double confidence, long tuning) {
        return new ConfidenceSequence(confidence, tuning);
    }

    private double logAlpha() {
        return Math.log1p(-confidence);
    }

    /** {@return ρ, above 0} */
    public double rho() {
        double twice = -2 * logAlpha();
        return Math.sqrt((twice + Math.log1p(twice)) / tuning);
    }

    private double spread(long count) {
        return Checks.positive(count, "count") * rho() * rho();
    }

    /**
     * The interval of one look at any estimate that the central limit theorem holds for.
     *
     * @param estimate the estimate, finite
     * @param standardError its standard error, finite and at least 0
     * @param count the customers of both arms, at least 1
     * @return the interval, as wide either way
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Interval interval(double estimate, double standardError, long count) {
        SumsOfSquares.within(estimate, SumsOfSquares.MOST_SQUARE, "estimate");
        checkArgument(standardError >= 0, "standardError (%s) must be at least 0", standardError);
        SumsOfSquares.within(standardError, SumsOfSquares.MOST_SQUARE, "standardError");
        double spread = spread(count);
        double half = standardError * Math.sqrt(2 * (1 + 1 / spread) * (Math.log1p(spread) / 2 - logAlpha()));
        return Interval.of(estimate - half, estimate + half, confidence);
    }

    /**
     * The p-value of one look, of no effect. The least of all looks so far is one too.
     *
     * @param estimate the estimate, finite
     * @param standardError its standard error, positive and finite
     * @param count the customers of both arms, at least 1
     * @return in [0, 1]
     * @throws IllegalArgumentException if a number is out of its range
     */
    public double pValue(double estimate, double standardError, long count) {
        checkArgument(Double.isFinite(estimate), "estimate (%s) must be finite", estimate);
        double z = estimate / Checks.positive(standardError, "standardError");
        double spread = spread(count);
        return Math.exp(Math.min(0, Math.log1p(spread) / 2 - z * z / 2 * (spread / (1 + spread))));
    }

    /**
     * The effect on a mean, so far; also on one that {@link Cuped} has adjusted, or on a {@linkplain PairedSums#ratio ratio}.
     *
     * @param means the arms so far
     * @param scale the scale; the standard error of a lift is that of the delta method
     * @return the effect, without a name; without an interval while an arm is one customer or nothing varies in either, and
     *     of the lift also while all treated have 0 or the mean of the control is not above 0
     * @throws ArithmeticException if the customers of both arms sum past {@link Long#MAX_VALUE}
     */
    public Effect effect(MeanComparison means, EffectScale scale) {
        return effect(requireNonNull(means, "means"), requireNonNull(scale, "scale"), Outcome.Kind.MEAN);
    }

    /**
     * The effect on a share, so far. The variance of a share is p(1 − p).
     *
     * @param shares the share of the treated against that of the control, so far
     * @param scale the scale; the standard error of a lift is that of the delta method
     * @return the effect, without a name; without an interval while an arm is one customer or in each arm nobody or everybody is
     *     counted, and of the lift also while nobody is counted in one of them
     * @throws ArithmeticException if the customers of both arms sum past {@link Long#MAX_VALUE}
     */
    public Effect effect(ProportionComparison shares, EffectScale scale) {
        requireNonNull(shares, "shares");
        return effect(
                MeanComparison.of(SampleMean.of(shares.first()), SampleMean.of(shares.reference())),
                requireNonNull(scale, "scale"),
                Outcome.Kind.SHARE);
    }

    private Effect effect(MeanComparison means, EffectScale scale, Outcome.Kind kind) {
        double treated = means.treated().mean();
        double control = means.control().mean();
        OptionalDouble estimate = means.estimate(scale);
        OptionalDouble error = means.standardError(scale);
        if (estimate.isEmpty() || error.isEmpty()) {
            return new Effect(
                    "", kind, scale, treated, control, estimate, Optional.empty(), OptionalDouble.empty(), METHOD);
        }
        double middle = estimate.getAsDouble();
        long count = Math.addExact(means.treated().count(), means.control().count());
        Interval interval = interval(middle, error.getAsDouble(), count);
        OptionalDouble p = OptionalDouble.of(pValue(middle, error.getAsDouble(), count));
        return new Effect("", kind, scale, treated, control, estimate, Optional.of(interval), p, METHOD);
    }

    /**
     * What all looks so far leave: since the truth lies in every interval, it lies in what they have in common, which only shrinks.
     *
     * @param looks the intervals of all looks so far, at one level
     * @return what is in all of them; empty if there is none, or nothing is: the effect has changed over time, or an interval missed
     *     it
     * @throws IllegalArgumentException if the levels differ
     */
    public static Optional<Interval> common(List<Interval> looks) {
        if (requireNonNull(looks, "looks").isEmpty()) {
            return Optional.empty();
        }
        Interval first = requireNonNull(looks.get(0), "a look of looks");
        double lower = first.lower();
        double upper = first.upper();
        for (Interval look : looks) {
            checkArgument(
                    requireNonNull(look, "a look of looks").confidence() == first.confidence(),
                    "looks (%s, %s) must be at one level",
                    first,
                    look);
            lower = Math.max(lower, look.lower());
            upper = Math.min(upper, look.upper());
        }
        return lower > upper ? Optional.empty() : Optional.of(Interval.of(lower, upper, first.confidence()));
    }

    /** Prints level and tuning, such as {@code 95 % at every look, tightest at 5000 customers}. */
    @Override
    public String toString() {
        return Text.number(confidence * 100, 6) + " % at every look, tightest at " + Text.customers(tuning);
    }
}
