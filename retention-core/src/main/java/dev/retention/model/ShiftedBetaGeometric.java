package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.BetaMean;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaDifferences;
import java.util.Locale;

/**
 * The shifted-beta-geometric model (sBG) of customers under contract: each customer leaves at every renewal with the same
 * probability {@code θ}, and {@code θ} varies among customers by a beta distribution.
 *
 * <pre>
 *   S(t)  = B(α, β + t) / B(α, β)
 *   r(t)  = (β + t − 1) / (α + β + t − 1)
 *   DERL before renewal n = r(n) ₂F₁(1, β + n; α + β + n; 1/(1 + d))
 * </pre>
 *
 * where {@code α / (α + β)} is the churn rate at the first renewal and a small {@code α + β} means that customers differ
 * much.
 *
 * <ul>
 *   <li>The retention rate rises with tenure although no customer's does: those likely to leave have left.
 *   <li>The undiscounted lifetime is infinite where {@code α ≤ 1}.
 *   <li>As {@code α, β → ∞} the customers become alike and the retention rate constant.
 * </ul>
 *
 * <p>Lifetimes are computed by a continued fraction of positive terms in O(1/√d) steps, all else in O(1). This class is
 * immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/dir.20074">Fader and Hardie (2007)</a>
 * @since 0.1.0
 */
public final class ShiftedBetaGeometric extends ContractualModel {
    private final double alpha;
    private final double beta;

    private ShiftedBetaGeometric(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    /**
     * The model with given parameters.
     *
     * @param alpha {@code α}, positive and finite
     * @param beta {@code β}, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public static ShiftedBetaGeometric of(double alpha, double beta) {
        return new ShiftedBetaGeometric(Checks.positive(alpha, "alpha"), Checks.positive(beta, "beta"));
    }

    /**
     * Fits the model to data, by maximum likelihood or by least squares.
     *
     * @return the fitter
     */
    public static ShiftedBetaGeometricFitter fitter() {
        return new ShiftedBetaGeometricFitter();
    }

    /**
     * The first parameter of the beta distribution of churn probabilities.
     *
     * @return {@code α}, positive
     */
    public double alpha() {
        return alpha;
    }

    /**
     * The second parameter of the beta distribution of churn probabilities.
     *
     * @return {@code β}, positive
     */
    public double beta() {
        return beta;
    }

    /**
     * By how many percent the discounted expected residual lifetime of a customer before a renewal rises if the
     * customer's own retention probability rises by one percent, on average over such customers.
     *
     * <pre>
     *   E[(1 + d) / (d + θ)] = ₂F₁(1, β + n − 1; α + β + n − 1; 1/(1 + d))
     * </pre>
     *
     * <p>The textbook's {@code (1 + d) / (1 + d − r)} at the average retention rate is too low, the more so the more the
     * customers differ. The elasticity of the lifetime of a new customer, first payment included, is that before renewal 1,
     * less 1.
     *
     * @param renewal which renewal, at least 1; the customer has made one less
     * @param rate the discount rate
     * @param period the length of this model's periods
     * @return at least 1; infinite only if {@code rate} is 0 and {@code α ≤ 1}
     * @throws IllegalArgumentException if {@code renewal} is below 1
     * @see <a href="https://doi.org/10.1287/mksc.1080.0482">Fader and Hardie (2010), equation 8</a>
     */
    public double retentionElasticity(int renewal, DiscountRate rate, PeriodsPerYear period) {
        requireNonNull(period, "period");
        requireNonNull(rate, "rate");
        Checks.positive(renewal, "renewal");
        return lifetime(beta + (renewal - 1), rate.effectivePer(period));
    }

    @Override
    double logSurvival(int t) {
        return GammaDifferences.logBetaRatio(alpha, beta, t);
    }

    @Override
    double logRetention(int t) {
        double stay = beta + (t - 1);
        return alpha <= stay ? -Math.log1p(alpha / stay) : Math.log(stay / (alpha + stay));
    }

    @Override
    double logStay(int from, int to) {
        return GammaDifferences.logBetaRatio(alpha, beta + from, (double) to - from);
    }

    @Override
    double residual(double renewal, double discount) {
        double stay = beta + (renewal - 1);
        if (discount == 0 && alpha > 1) {
            return stay / (alpha - 1);
        }
        return stay / (alpha + stay) * lifetime(stay + 1, discount);
    }

    /** E[(1 + d) / (d + θ)] for θ of the beta distribution (α, b): the discounted lifetime of such customers. */
    private double lifetime(double b, double discount) {
        if (discount == 0) {
            return alpha > 1 ? (alpha + b - 1) / (alpha - 1) : Double.POSITIVE_INFINITY;
        }
        return (1 + discount) / discount * BetaMean.ofRatio(alpha, b, discount);
    }

    /** Tells whether the other object is the same model with the same parameters. */
    @Override
    public boolean equals(Object object) {
        return object instanceof ShiftedBetaGeometric other
                && Double.compare(alpha, other.alpha) == 0
                && Double.compare(beta, other.beta) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(alpha) + Double.hashCode(beta);
    }

    /** Prints the parameters, such as {@code sBG(alpha = 0.668, beta = 3.806)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "sBG(alpha = %.6g, beta = %.6g)", alpha, beta);
    }
}
