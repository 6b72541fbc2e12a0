package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.ProportionComparison;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an action did to one figure: the treated held against the control, on a scale that is named, with where the truth may lie.
 *
 * <pre>{@code
 * ProportionComparison lost = Proportion.of(150, 2000).comparedWith(Proportion.of(180, 2000));
 * Effect effect = Effect.ofShares(lost, EffectScale.ABSOLUTE, 0.95).named("lost");
 * effect.toString();       // lost: absolute -1.5 points (-3.213 to 0.2078 at 95 %), p = 0.0847, by Newcombe
 * effect.verdict(true);    // NO_DIFFERENCE_TOLD: of losses less is better, but the interval holds 0
 * }</pre>
 *
 * <ul>
 *   <li>Relative to a control of 0 or less there is no estimate: it is empty, and all that depends on it.
 *   <li>Where nothing varies in either arm, or an arm is one customer, chance cannot be told of means: interval and p-value are
 *       empty. Of shares the difference has an interval also there, and the ratio has one unless everybody is counted in both arms;
 *       the p-value is empty where nobody or everybody is counted in both.
 *   <li>An interval may reach to infinity, as that of a ratio of shares of which one is 0 does.
 * </ul>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param name what is compared; may be empty
 * @param kind what the numbers of customers make together; those of a share are fractions
 * @param scale the scale of the estimate and of its interval
 * @param treated the value of the treated
 * @param control the value of those they are held against
 * @param estimate how far the treated are from the control, on the scale; no effect is 0
 * @param interval where that lies, on the scale
 * @param pValue how probable an estimate at least as far from 0 is without an effect, in [0, 1]
 * @param method how interval and p-value were made, such as {@code Welch}
 * @since 0.1.0
 */
public record Effect(
        String name,
        Outcome.Kind kind,
        EffectScale scale,
        double treated,
        double control,
        OptionalDouble estimate,
        Optional<Interval> interval,
        OptionalDouble pValue,
        String method) {
    private static final int PERCENT = 100;
    private static final int DIGITS = 4;

    /**
     * What may be said.
     *
     * @since 0.1.0
     */
    public enum Verdict {
        /** The interval holds improvements alone. */
        BETTER,
        /** The interval holds deteriorations alone. */
        WORSE,
        /** The interval holds 0, or there is none. That is not the same as no difference. */
        NO_DIFFERENCE_TOLD
    }

    /**
     * Checks the numbers.
     *
     * @param name what is compared
     * @param kind what the numbers of customers make together
     * @param scale the scale
     * @param treated the value of the treated
     * @param control the value of those they are held against
     * @param estimate how far the treated are from the control
     * @param interval where that lies
     * @param pValue how probable such an estimate is without an effect
     * @param method how interval and p-value were made
     * @throws IllegalArgumentException if a value is not finite, or the p-value is not in [0, 1]
     */
    public Effect {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(scale, "scale");
        checkArgument(Double.isFinite(treated), "treated (%s) must be finite", treated);
        checkArgument(Double.isFinite(control), "control (%s) must be finite", control);
        requireNonNull(estimate, "estimate")
                .ifPresent(value -> checkArgument(Double.isFinite(value), "estimate (%s) must be finite", value));
        requireNonNull(interval, "interval");
        requireNonNull(pValue, "pValue").ifPresent(value -> Checks.closedUnit(value, "pValue"));
        requireNonNull(method, "method");
    }

    /**
     * The effect on a share.
     *
     * <pre>
     *   ABSOLUTE   p₁ − p₀        interval by Newcombe
     *   RELATIVE   p₁/p₀ − 1      interval by Katz, less 1; empty if p₀ is 0, or p₁ and p₀ are 1
     * </pre>
     *
     * <p>The p-value of either is that of the score test ({@link ProportionComparison#zTest}), empty if nobody or everybody is counted
     * in both arms. It can disagree with the interval where both are near their border. Of few customers take {@link
     * ProportionComparison#fisherExact}.
     *
     * @param shares the share of the treated against that of the control
     * @param scale the scale
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the effect, without a name
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public static Effect ofShares(ProportionComparison shares, EffectScale scale, double confidence) {
        requireNonNull(shares, "shares");
        requireNonNull(scale, "scale");
        Checks.openUnit(confidence, "confidence");
        double treated = shares.first().asDouble();
        double control = shares.reference().asDouble();
        boolean isAbsolute = scale == EffectScale.ABSOLUTE;
        boolean isKnown = isAbsolute || control > 0;
        double estimate = isAbsolute ? shares.difference() : (treated - control) / control;
        return new Effect(
                "",
                Outcome.Kind.SHARE,
                scale,
                treated,
                control,
                isKnown ? OptionalDouble.of(estimate) : OptionalDouble.empty(),
                isAbsolute ? Optional.of(shares.differenceInterval(confidence)) : lift(shares, confidence),
                shares.zTest(Alternative.TWO_SIDED),
                isAbsolute ? "Newcombe" : "Katz");
    }

    /** Katz's interval, but where the logarithm of the ratio has a variance of 0 however few customers there are. */
    private static Optional<Interval> lift(ProportionComparison shares, double confidence) {
        boolean isOfAll = shares.first().complement().count() == 0
                && shares.reference().complement().count() == 0;
        return isOfAll || shares.reference().count() == 0
                ? Optional.empty()
                : Optional.of(lessOne(shares.ratioInterval(confidence)));
    }

    private static Interval lessOne(Interval ratio) {
        return Interval.of(ratio.lower() - 1, ratio.upper() - 1, ratio.confidence());
    }

    /**
     * {@return the same effect with a name}
     *
     * @param other what is compared
     */
    public Effect named(String other) {
        requireNonNull(other, "other");
        return new Effect(other, kind, scale, treated, control, estimate, interval, pValue, method);
    }

    /**
     * {@return the same numbers, printed as of another kind}
     *
     * @param other what the numbers of customers make together
     */
    public Effect ofKind(Outcome.Kind other) {
        requireNonNull(other, "other");
        return new Effect(name, other, scale, treated, control, estimate, interval, pValue, method);
    }

    /**
     * The same effect with another p-value, such as one corrected for several comparisons
     * ({@link dev.retention.PValueCorrection}) or an exact one.
     *
     * @param other the p-value, in [0, 1]
     * @param otherMethod how interval and p-value were made
     * @return the effect; the interval is as it was
     * @throws IllegalArgumentException if {@code other} is not in [0, 1]
     */
    public Effect withPValue(double other, String otherMethod) {
        Checks.closedUnit(other, "other");
        requireNonNull(otherMethod, "otherMethod");
        return new Effect(
                name, kind, scale, treated, control, estimate, interval, OptionalDouble.of(other), otherMethod);
    }

    /**
     * Tells whether the p-value is below a level.
     *
     * @param level the share of experiments without an effect of which this may be said, inside (0, 1), such as 0.05
     * @return whether it is; without a p-value it is not
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public boolean isSignificant(double level) {
        Checks.openUnit(level, "level");
        return pValue.isPresent() && pValue.getAsDouble() < level;
    }

    /**
     * What may be said by the interval.
     *
     * @param isLowerBetter whether less is better, as of losses
     * @return the verdict
     */
    public Verdict verdict(boolean isLowerBetter) {
        if (interval.isEmpty() || interval.get().contains(0)) {
            return Verdict.NO_DIFFERENCE_TOLD;
        }
        return interval.get().lower() > 0 == isLowerBetter ? Verdict.WORSE : Verdict.BETTER;
    }

    /** Prints what is known, such as {@code lost: absolute -1.5 points (-3.213 to 0.2078 at 95 %), p = 0.0847, by Newcombe}. */
    @Override
    public String toString() {
        String what = (name.isEmpty() ? "" : name + ": ") + Text.words(scale);
        if (estimate.isEmpty()) {
            return what + " effect not known";
        }
        return what + " " + number(estimate.getAsDouble()) + unit()
                + interval.map(this::ends).orElse(" (no interval)")
                + (pValue.isEmpty() ? "" : ", p = " + Text.number(pValue.getAsDouble(), 3))
                + ", by " + method;
    }

    private String ends(Interval ends) {
        return " (" + number(ends.lower()) + " to " + number(ends.upper()) + " at "
                + Text.number(ends.confidence() * PERCENT, DIGITS) + " %)";
    }

    /** To the digits that the interval leaves. */
    private String number(double value) {
        int factor = unit().isEmpty() ? 1 : PERCENT;
        double half = interval.map(ends -> ends.upper() - ends.lower()).orElse(0.0) / 2;
        return Text.within(value * factor, half * factor, DIGITS);
    }

    private String unit() {
        return scale == EffectScale.RELATIVE ? " %" : kind == Outcome.Kind.SHARE ? " points" : "";
    }
}
