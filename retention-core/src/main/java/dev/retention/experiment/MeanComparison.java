package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.OptionalDouble;

/**
 * Two means of separate customers: the treated against those they are held against.
 *
 * <pre>
 *   difference   m₁ − m₀         s = √(v₁ + v₀)                       v = s²/n of each arm
 *   lift         m₁/m₀ − 1       s = √(v₁ + (m₁/m₀)² v₀) / m₀         by the delta method
 *   interval     estimate ± t s      p = P(|T| ≥ |estimate| / s)      T of Student with the degrees of freedom
 *                (v₁ + v₀)² / (v₁²/(n₁ − 1) + v₀²/(n₀ − 1))           of Welch and Satterthwaite
 * </pre>
 *
 * <pre>{@code
 * SampleMean control = SampleMean.ofSums(3407, 1396.87, 52377.9767);
 * SampleMean treated = SampleMean.ofSums(3461, 2422.7, 134698.29);
 * MeanComparison spend = MeanComparison.of(treated, control);
 * spend.effect(EffectScale.ABSOLUTE, 0.95);   // 0.29 (0.04538 to 0.5346), p = 0.0202
 * spend.effect(EffectScale.RELATIVE, 0.95);   // 70.73 % (-3.526 to 145), p = 0.0619
 * }</pre>
 *
 * <ul>
 *   <li>The variances of both arms need not be alike.
 *   <li>A lift there is over a mean above 0 alone; it is good where that is many of its standard errors from 0.
 *   <li>With one customer in an arm, or without variance in both, there is no standard error. Where all treated have 0 the lift is
 *       −100 % and has none either; the difference has one if the control varies.
 * </ul>
 *
 * <p>Money of few large customers is skewed: of fewer than some hundred customers an arm, the level holds only roughly. This record is
 * immutable and thread-safe.
 *
 * @param treated the mean of those with the action
 * @param control the mean of those without
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947)</a>
 * @since 0.1.0
 */
public record MeanComparison(SampleMean treated, SampleMean control) {

    /**
     * Pairs the arms.
     *
     * @param treated the mean of those with the action
     * @param control the mean of those without
     */
    public MeanComparison {
        requireNonNull(treated, "treated");
        requireNonNull(control, "control");
    }

    /**
     * Pairs the arms.
     *
     * @param treated the mean of those with the action
     * @param control the mean of those without
     * @return the comparison
     */
    public static MeanComparison of(SampleMean treated, SampleMean control) {
        return new MeanComparison(treated, control);
    }

    ArmMeans means() {
        double one = variance(treated);
        double two = variance(control);
        return new ArmMeans(treated.mean(), control.mean(), one, two, degreesOfFreedom());
    }

    private static double variance(SampleMean arm) {
        return arm.variance().orElse(0) / arm.count();
    }

    /**
     * How far the arms are apart.
     *
     * @param scale the scale
     * @return the difference or the lift; the lift is empty if the mean of the control is not above 0
     */
    public OptionalDouble estimate(EffectScale scale) {
        return means().estimate(requireNonNull(scale, "scale"));
    }

    /**
     * The standard error of {@link #estimate}.
     *
     * @param scale the scale
     * @return above 0; empty if the estimate is, an arm is one customer, or nothing varies in either; of the lift also if all treated
     *     have 0, for then the delta method sees nothing vary
     */
    public OptionalDouble standardError(EffectScale scale) {
        return means().standardError(requireNonNull(scale, "scale"));
    }

    /**
     * {@return the degrees of freedom of Welch and Satterthwaite, at least the lesser of n₁ − 1 and n₀ − 1; empty if an arm is one
     * customer, or nothing varies in either}
     */
    public OptionalDouble degreesOfFreedom() {
        double one = variance(treated);
        double both = one + variance(control);
        if (both == 0 || treated.count() == 1 || control.count() == 1) {
            return OptionalDouble.empty();
        }
        double share = one / both;
        double rest = variance(control) / both;
        return OptionalDouble.of(1 / (share * share / (treated.count() - 1) + rest * rest / (control.count() - 1)));
    }

    /**
     * The effect, by Welch's test.
     *
     * @param scale the scale; the degrees of freedom are those of the difference on either
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the effect, without a name
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Effect effect(EffectScale scale, double confidence) {
        return effect(scale, confidence, "Welch");
    }

    Effect effect(EffectScale scale, double confidence, String method) {
        requireNonNull(scale, "scale");
        Checks.openUnit(confidence, "confidence");
        String by = scale == EffectScale.ABSOLUTE ? method : method + " and the delta method";
        return means().effect(Outcome.Kind.MEAN, scale, confidence, by);
    }

    /** Prints both means. */
    @Override
    public String toString() {
        return treated + " against " + control;
    }
}
