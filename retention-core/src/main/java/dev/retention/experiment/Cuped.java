package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.Arrays;
import java.util.List;

/**
 * Means adjusted by a number that was known of each customer before the exposure, such as the same spend over as many days before, so
 * that what arms differed by from the start is out of the difference (CUPED).
 *
 * <pre>
 *   θ          Σ Σ(y − ȳ)(x − x̄) / Σ Σ(x − x̄)²         both sums within arms, over all arms
 *   mean       ȳ − θ(x̄ − x̄ of all)
 *   variance   Σ(y − ȳ − θ(x − x̄))² / (n − 1)
 * </pre>
 *
 * <pre>{@code
 * PairedSums treated = PairedSums.ofValues(new double[] {30, 0, 50}, new double[] {20, 0, 30});
 * PairedSums control = PairedSums.ofValues(new double[] {10, 20, 40}, new double[] {10, 20, 50});
 * Cuped adjusted = Cuped.of(treated, control);
 * adjusted.effect(0, 1, EffectScale.ABSOLUTE, 0.95);
 * adjusted.varianceReduction();
 * }</pre>
 *
 * <ul>
 *   <li>Nothing is assumed of how past and outcome go together. A past that says nothing changes nothing, a past that says much makes
 *       the interval √(1 − reduction) as wide.
 *   <li>The number must come from before the exposure: adjusting by what the action changed takes the effect away.
 *   <li>A past that does not vary within arms has θ = 0.
 *   <li>That θ is itself estimated is left out of the variance: of n customers it is a part of about 1/n.
 * </ul>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param arms what is looked at, beside it what was known before, of each arm
 * @see <a href="https://doi.org/10.1145/2433396.2433413">Deng, Xu, Kohavi and Walker (2013)</a>
 * @since 0.1.0
 */
public record Cuped(List<PairedSums> arms) {

    /**
     * Takes the arms.
     *
     * @param arms what is looked at, beside it what was known before, of each arm, at least one
     * @throws IllegalArgumentException if there is none
     */
    public Cuped {
        requireNonNull(arms, "arms");
        checkArgument(!arms.isEmpty(), "arms must not be empty");
        arms.forEach(arm -> requireNonNull(arm, "an arm of arms"));
        arms = List.copyOf(arms);
    }

    /**
     * Takes arms.
     *
     * @param arms what is looked at, beside it what was known before, of each arm, at least one
     * @return the adjustment
     * @throws IllegalArgumentException if there is none
     */
    public static Cuped of(PairedSums... arms) {
        return new Cuped(Arrays.asList(requireNonNull(arms, "arms")));
    }

    /** {@return θ, by how much what is looked at goes up with one more of what was known before; 0 if that does not vary} */
    public double theta() {
        double products = 0;
        double squares = 0;
        for (PairedSums arm : arms) {
            products += arm.products();
            squares += arm.besideSquares();
        }
        double theta = products / squares;
        return squares > 0 && Math.abs(theta) <= SumsOfSquares.MOST ? theta : 0;
    }

    /** {@return the share of the variance within arms that is gone, which is the square of the correlation within arms, in [0, 1]} */
    public double varianceReduction() {
        double before = 0;
        double after = 0;
        double theta = theta();
        for (PairedSums arm : arms) {
            before += arm.squares();
            after += arm.around(theta);
        }
        return before == 0 ? 0 : Math.max(0, (before - after) / before);
    }

    /**
     * The adjusted mean of an arm.
     *
     * @param arm its index among the arms, from 0
     * @return the mean, with the variance of what is left
     * @throws IndexOutOfBoundsException if there is no such arm
     */
    public SampleMean adjusted(int arm) {
        PairedSums sums = arms.get(checkElementIndex(arm, arms.size(), "arm"));
        double customers = 0;
        double beside = 0;
        for (PairedSums each : arms) {
            customers += each.count();
            beside += each.count() * each.beside();
        }
        double theta = theta();
        double mean = sums.mean() - theta * (sums.beside() - beside / customers);
        return SampleMean.of(sums.count(), mean, sums.around(theta), sums.count() - 1.0);
    }

    /**
     * Two arms after the adjustment.
     *
     * @param treated the index of the one among the arms, from 0
     * @param control the index of the other
     * @return their adjusted means
     * @throws IndexOutOfBoundsException if there is no such arm
     */
    public MeanComparison comparison(int treated, int control) {
        return MeanComparison.of(adjusted(treated), adjusted(control));
    }

    /**
     * The effect after the adjustment. Relative to the adjusted mean of the control.
     *
     * @param treated the index of the one among the arms, from 0
     * @param control the index of the other
     * @param scale the scale
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the effect, without a name
     * @throws IndexOutOfBoundsException if there is no such arm
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Effect effect(int treated, int control, EffectScale scale, double confidence) {
        return comparison(treated, control).effect(scale, confidence, "CUPED and Welch");
    }

    /** Prints θ and how much of the variance is gone, such as {@code 2 arms, θ = 0.72, 51.8 % of the variance gone}. */
    @Override
    public String toString() {
        return arms.size() + (arms.size() == 1 ? " arm" : " arms") + ", θ = " + Text.number(theta(), 4) + ", "
                + Text.percent(varianceReduction()) + " of the variance gone";
    }
}
