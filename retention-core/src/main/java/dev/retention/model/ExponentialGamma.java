package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.ExponentialIntegral;

/**
 * The exponential-gamma model (Pareto of the second kind) of customers under contract who may leave at any moment: the
 * {@link ShiftedBetaGeometric} in continuous time.
 *
 * <pre>
 *   S(t | μ) = e^(−μ t),   μ ~ Gamma(s, β)
 *   S(t)     = (β / (β + t))^s
 *   DERL     = ∫₀^∞ e^(−δ u) S(t + u) / S(t) du = B e^(δB) E_s(δB),   B = β + t
 * </pre>
 *
 * where {@code t} is the tenure so far, {@code β} is in the same unit of time, and {@code δ} is the continuous discount rate.
 *
 * <ul>
 *   <li>The undiscounted lifetime, {@code B / (s − 1)}, is infinite where {@code s ≤ 1}.
 * </ul>
 *
 * <p>Source: Fader and Hardie, Simple probability models for computing CLV and CE, Handbook of Research on Customer Equity
 * in Marketing (2015), chapter 3. This class is immutable and thread-safe.
 *
 * @param s the shape of the rates of leaving, positive and finite; a small one means that customers differ much
 * @param beta {@code β}, the inverse scale of the rates of leaving in units of time, positive and finite
 * @since 0.1.0
 */
public record ExponentialGamma(double s, double beta) {

    /**
     * Checks the parameters.
     *
     * @param s the shape of the rates of leaving
     * @param beta the inverse scale of the rates of leaving
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public ExponentialGamma {
        Checks.positive(s, "s");
        Checks.positive(beta, "beta");
    }

    /**
     * The model with given parameters.
     *
     * @param s the shape of the rates of leaving, positive and finite
     * @param beta {@code β}, the inverse scale of the rates of leaving in units of time, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public static ExponentialGamma of(double s, double beta) {
        return new ExponentialGamma(s, beta);
    }

    /**
     * The probability that a new customer stays for so long or longer.
     *
     * @param t how long, at least 0 and finite
     * @return {@code S(t)}, in [0, 1]
     * @throws IllegalArgumentException if {@code t} is negative or not finite
     */
    public double survival(double t) {
        return Math.exp(-s * Math.log1p(Checks.notNegative(t, "t") / beta));
    }

    /**
     * The rate at which customers leave who have stayed for so long.
     *
     * @param t how long, at least 0 and finite
     * @return {@code s / (β + t)} per unit of time, positive
     * @throws IllegalArgumentException if {@code t} is negative or not finite
     */
    public double hazard(double t) {
        return s / (beta + Checks.notNegative(t, "t"));
    }

    /**
     * The expected residual lifetime of a customer.
     *
     * @param tenure how long the customer has stayed, at least 0 and finite
     * @return {@code (β + t) / (s − 1)} units of time; infinite where {@code s ≤ 1}
     * @throws IllegalArgumentException if {@code tenure} is negative or not finite
     */
    public double expectedLifetime(double tenure) {
        double scale = beta + Checks.notNegative(tenure, "tenure");
        return s > 1 ? scale / (s - 1) : Double.POSITIVE_INFINITY;
    }

    /**
     * The discounted expected residual lifetime (DERL) of a customer, as the value of one unit of money per unit of time
     * that is paid continuously for as long as the customer stays.
     *
     * @param tenure how long the customer has stayed, at least 0 and finite
     * @param rate the discount rate
     * @param period the unit of time of tenure and {@code β}
     * @return units of time, positive; infinite only if {@code rate} is 0 and {@code s ≤ 1}
     * @throws IllegalArgumentException if {@code tenure} is negative or not finite
     */
    public double discountedLifetime(double tenure, DiscountRate rate, PeriodsPerYear period) {
        double delta = requireNonNull(rate, "rate").continuousPer(requireNonNull(period, "period"));
        if (delta == 0) {
            return expectedLifetime(tenure);
        }
        double scale = beta + Checks.notNegative(tenure, "tenure");
        return scale * ExponentialIntegral.scaled(s, delta * scale);
    }
}
