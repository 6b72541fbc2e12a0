package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import java.util.Locale;

/**
 * Tells whether a model's extra parameters explain the data better than chance would.
 *
 * <pre>
 *   G = 2 (LL − LL₀),   p = P(χ²(k − k₀) ≥ G)
 * </pre>
 *
 * where {@code LL} and {@code k} are the log-likelihood and the number of parameters of the larger model, and the others
 * those of the model nested in it.
 *
 * <ul>
 *   <li>The χ² law holds when the smaller model lies inside the larger one's parameter range. If it lies on its edge, as
 *       the sBG (c = 1) does not in the BdW but the NBD (no dropout) does in the BG/NBD, the p-value is too large.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param statistic {@code G}, at least 0
 * @param degreesOfFreedom {@code k − k₀}, at least 1
 * @see <a href="https://doi.org/10.1214/aoms/1177732360">Wilks (1938)</a>
 * @since 0.1.0
 */
public record LikelihoodRatioTest(double statistic, int degreesOfFreedom) {

    /**
     * Checks the statistic.
     *
     * @param statistic {@code G}
     * @param degreesOfFreedom {@code k − k₀}
     * @throws IllegalArgumentException if {@code statistic} is negative, infinite or NaN, or {@code degreesOfFreedom} is
     *     below 1
     */
    public LikelihoodRatioTest {
        Checks.notNegative(statistic, "statistic");
        checkArgument(degreesOfFreedom >= 1, "degreesOfFreedom (%s) must be at least 1", degreesOfFreedom);
    }

    /**
     * The probability of a statistic at least as large if the smaller model were true.
     *
     * @return the p-value, in [0, 1]
     */
    public double pValue() {
        return ChiSquared.survival(statistic, degreesOfFreedom);
    }

    /** Prints statistic, degrees of freedom and p-value, such as {@code 4.77 on 1 df, p = 0.029}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g on %d df, p = %.3g", statistic, degreesOfFreedom, pValue());
    }
}
