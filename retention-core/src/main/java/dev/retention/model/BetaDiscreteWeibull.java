package dev.retention.model;

import dev.retention.internal.Checks;
import dev.retention.internal.GammaDifferences;
import dev.retention.internal.Quadrature;
import java.util.Locale;

/**
 * The beta-discrete-Weibull model (BdW) of customers under contract: as the {@link ShiftedBetaGeometric}, but a customer's
 * own retention probability may rise or fall with tenure.
 *
 * <pre>
 *   S(t | θ) = (1 − θ)^(t^c),   θ ~ Beta(γ, δ)
 *   S(t)     = B(γ, δ + t^c) / B(γ, δ)
 * </pre>
 *
 * <ul>
 *   <li>{@code c > 1}: each customer becomes more likely to leave; {@code c < 1}: less likely; {@code c = 1}: the sBG.
 *   <li>The retention rate of a cohort may fall first, while its customers age, and rise later, when those likely to leave
 *       have left.
 *   <li>The undiscounted lifetime is infinite where {@code c γ ≤ 1}.
 * </ul>
 *
 * <p>Lifetimes have no closed form: the first {@value #TERMS} terms of the sum are added and the rest follows from the
 * Euler–Maclaurin formula, to a relative error of about 1e-13; the cost does not grow as the discount rate goes to 0. This
 * class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.intmar.2018.01.002">Fader, Hardie, Liu, Davin and Steenburgh (2018)</a>
 * @since 0.1.0
 */
public final class BetaDiscreteWeibull extends ContractualModel {
    private static final int TERMS = 512;

    private static final double PANEL = 0.3;

    private final double gamma;
    private final double delta;
    private final double c;

    private BetaDiscreteWeibull(double gamma, double delta, double c) {
        this.gamma = gamma;
        this.delta = delta;
        this.c = c;
    }

    /**
     * The model with given parameters.
     *
     * @param gamma {@code γ}, positive and finite
     * @param delta {@code δ}, positive and finite
     * @param c the duration dependence, positive and finite; 1 is none
     * @return the model
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public static BetaDiscreteWeibull of(double gamma, double delta, double c) {
        return new BetaDiscreteWeibull(
                Checks.positive(gamma, "gamma"), Checks.positive(delta, "delta"), Checks.positive(c, "c"));
    }

    /**
     * Fits the model to data by maximum likelihood.
     *
     * @return the fitter
     */
    public static BetaDiscreteWeibullFitter fitter() {
        return new BetaDiscreteWeibullFitter();
    }

    /**
     * The first parameter of the beta distribution of {@code θ}.
     *
     * @return {@code γ}, positive
     */
    public double gamma() {
        return gamma;
    }

    /**
     * The second parameter of the beta distribution of {@code θ}.
     *
     * @return {@code δ}, positive
     */
    public double delta() {
        return delta;
    }

    /**
     * The duration dependence.
     *
     * @return {@code c}, positive; 1 is none
     */
    public double c() {
        return c;
    }

    @Override
    double logSurvival(int t) {
        return GammaDifferences.logBetaRatio(gamma, delta, power(t));
    }

    @Override
    double logRetention(int t) {
        double before = power(t - 1);
        return GammaDifferences.logBetaRatio(gamma, delta + before, power(t) - before);
    }

    private double power(double t) {
        // Beyond 1e300 the survival is 0 for every δ that a double can hold, unless γ is nil.
        return Math.min(1e300, Math.pow(t, c));
    }

    @Override
    double logStay(int from, int to) {
        return relative(power(from), power(to));
    }

    @Override
    double residual(double renewal, double discount) {
        if (discount == 0 && c * gamma <= 1) {
            return Double.POSITIVE_INFINITY;
        }
        double base = power(renewal - 1);
        double sum = 0;
        double logDiscount = Math.log1p(discount);
        for (int k = 0; k < TERMS; k++) {
            double log = relative(base, power(renewal + k)) - k * logDiscount;
            double term = Math.exp(log);
            sum += term;
            // Both the hazard and the discount bound what follows.
            if (term <= 1e-18 * sum * discount / (1 + discount)) {
                return sum;
            }
        }
        return sum + rest(renewal, base, logDiscount);
    }

    /** ln S relative to the survival at t^c = base. */
    private double relative(double base, double power) {
        return GammaDifferences.logBetaRatio(gamma, delta + base, power - base);
    }

    /** The terms from number TERMS on: their integral, half the first, and corrections by its derivatives. */
    private double rest(double renewal, double base, double logDiscount) {
        double start = renewal + TERMS;
        double u = power(start);
        double log = relative(base, u) - TERMS * logDiscount;
        double first = Math.exp(log);
        double slope = -c * u / start * GammaDifferences.digamma(delta + u, gamma) - logDiscount;
        double rest = first * (0.5 - slope / 12 + slope * slope * slope / 720);
        // With s = ln t the integrand is smooth on a scale of 1, however slow the decay in t.
        double s = Math.log(start);
        for (double panel = 1; panel > 1e-18 * rest; s += PANEL) {
            panel = 0;
            for (int i = 0; i < Quadrature.POINTS; i++) {
                double at = s + 0.5 * PANEL * (1 + Quadrature.node(i));
                panel += Quadrature.weight(i) * density(at, renewal, base, logDiscount);
            }
            panel *= 0.5 * PANEL;
            rest += panel;
            double far = Math.exp(Math.min(690, c * (s + PANEL)));
            if (logDiscount == 0 && far > 1e17 * (1 + gamma) * (1 + gamma + delta + base)) {
                // From here on S falls as t^(−cγ) to double precision.
                return rest + Math.exp(s + PANEL + relative(base, far)) / (c * gamma - 1);
            }
        }
        return rest;
    }

    /** The summand at t = e^s, times dt/ds. */
    private double density(double s, double renewal, double base, double logDiscount) {
        double log = relative(base, Math.exp(Math.min(690, c * s)));
        return Math.exp(s + log - (logDiscount == 0 ? 0 : (Math.exp(s) - renewal) * logDiscount));
    }

    /** Tells whether the other object is the same model with the same parameters. */
    @Override
    public boolean equals(Object object) {
        return object instanceof BetaDiscreteWeibull other
                && Double.compare(gamma, other.gamma) == 0
                && Double.compare(delta, other.delta) == 0
                && Double.compare(c, other.c) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Double.hashCode(gamma) + Double.hashCode(delta)) + Double.hashCode(c);
    }

    /** Prints the parameters, such as {@code BdW(gamma = 0.259, delta = 1.723, c = 1.584)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "BdW(gamma = %.6g, delta = %.6g, c = %.6g)", gamma, delta, c);
    }
}
