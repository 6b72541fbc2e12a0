package dev.retention.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.CurveTable;
import dev.retention.internal.ExponentialIntegral;
import dev.retention.internal.GammaSampler;
import dev.retention.internal.LogRising;
import dev.retention.model.PurchaseFamily.Guess;
import dev.retention.model.PurchaseFamily.Param;
import dev.retention.purchase.PurchaseHistory;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The Pareto/NBD model: customers buy at random, and may leave at any time.
 *
 * <pre>
 *   λ ~ Gamma(r, α),  μ ~ Gamma(s, β),  n = r + x
 *   L = Γ(n) / Γ(r) · α^r β^s · { (α + T)^−n (β + T)^−s + s ∫_(t_x)^T (α + τ)^−n (β + τ)^−(s+1) dτ }
 * </pre>
 *
 * where {@code λ} is the rate of buying and {@code μ} the rate of leaving of a customer.
 *
 * <ul>
 *   <li>A customer without repeat purchase may have left, unlike in the {@link BgNbd}.
 *   <li>Expectations exist for every legal parameter, {@code s = 1} included.
 *   <li>Without discounting, the purchases to come are infinite for {@code s ≤ 1}.
 * </ul>
 *
 * <p>The integral is computed by a series where α and β are alike beside {@code t_x}, and elsewhere by a rule; both are exact
 * to rounding, and take a fraction of a microsecond. Discount factors are computed exactly a few times and interpolated to
 * rounding from then on.
 * This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mnsc.33.1.1">Schmittlein, Morrison and Colombo (1987)</a>
 * @since 0.1.0
 */
public final class ParetoNbd extends PurchaseModel {
    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;

    /** The mean of the discount factor over the time to leave, in units of β, by δ β: the same for all customers. */
    private final CurveTable discounts;

    private ParetoNbd(PeriodsPerYear unit, double r, double alpha, double s, double beta) {
        super(unit);
        this.r = Checks.positive(r, "r");
        this.alpha = Checks.positive(alpha, "alpha");
        this.s = Checks.positive(s, "s");
        this.beta = Checks.positive(beta, "beta");
        this.discounts = new CurveTable((curve, x) -> ExponentialIntegral.scaled(s, x));
    }

    /**
     * Makes a model of known parameters.
     *
     * @param unit the unit of time of {@code alpha}, {@code beta}, histories and horizons
     * @param r shape of the rates of buying, positive and finite
     * @param alpha inverse scale of the rates of buying, in units of time, positive and finite
     * @param s shape of the rates of leaving, positive and finite
     * @param beta inverse scale of the rates of leaving, in units of time, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public static ParetoNbd of(PeriodsPerYear unit, double r, double alpha, double s, double beta) {
        return new ParetoNbd(unit, r, alpha, s, beta);
    }

    /**
     * A fitter by maximum likelihood.
     *
     * @return the fitter
     */
    public static PurchaseModelFitter<ParetoNbd> fitter() {
        return PurchaseModelFitter.of(new PurchaseFamily<>(
                ImmutableList.of(Param.shape("r"), Param.time("alpha"), Param.shape("s"), Param.time("beta")),
                ImmutableList.of(
                        Guess.byMoments(1, 1, 0.8, 1),
                        Guess.of(20, 0.3, 0.15, 1e-4),
                        Guess.byMoments(1, 0.3, 0.3, 0.01),
                        Guess.of(1, 1, 0.5, 0.5),
                        Guess.of(5, 1, 2, 2),
                        Guess.byMoments(1, 1, 0.05, 0.2)),
                ParetoLikelihood::new,
                (unit, p) -> new ParetoNbd(unit, p[0], p[1], p[2], p[3]),
                model -> new double[] {model.r, model.alpha, model.s, model.beta}));
    }

    /**
     * The shape of the gamma law of rates of buying: small if customers differ much.
     *
     * @return {@code r}, positive
     */
    public double r() {
        return r;
    }

    /**
     * The inverse scale of the gamma law of rates of buying, in the model's unit of time.
     *
     * @return {@code alpha}, positive
     */
    public double alpha() {
        return alpha;
    }

    /**
     * The shape of the gamma law of rates of leaving: small if customers differ much.
     *
     * @return {@code s}, positive
     */
    public double s() {
        return s;
    }

    /**
     * The inverse scale of the gamma law of rates of leaving, in the model's unit of time.
     *
     * @return {@code beta}, positive
     */
    public double beta() {
        return beta;
    }

    /**
     * The posterior mean of the rate at which a customer leaves.
     *
     * @param history the customer until now
     * @return per {@link #unit()}, positive
     */
    public double expectedDropoutRate(PurchaseHistory history) {
        return posterior(requireNonNull(history, "history"), true);
    }

    @Override
    double rateOf(PurchaseHistory history) {
        return posterior(history, false);
    }

    /** Given the time to leave both rates are gamma again; their means are averaged over that time. */
    private double posterior(PurchaseHistory history, boolean dropout) {
        double n = r + history.frequency();
        double age = history.age();
        double ifAlive = dropout ? s / (beta + age) : n / (alpha + age);
        double odds = DropoutTimes.logOdds(n, alpha, s, beta, history.recency(), age);
        if (odds == Double.NEGATIVE_INFINITY) {
            return ifAlive;
        }
        DropoutTimes times = new DropoutTimes();
        times.place(n, alpha, s, beta, history.recency(), age);
        double total = 0;
        double sum = 0;
        for (int i = 0; i < times.size; i++) {
            double weight = times.length[i]
                    * Math.exp(n * (times.logAlpha[0] - times.logAlpha[i])
                            + (s + 1) * (times.logBeta[0] - times.logBeta[i]));
            total += weight;
            sum += weight * (dropout ? (s + 1) / (beta + times.tau[i]) : n / (alpha + times.tau[i]));
        }
        return ifAlive / (1 + Math.exp(odds)) + sum / total / (1 + Math.exp(-odds));
    }

    @Override
    Outlook newcomer() {
        return new ParetoOutlook(discounts, s, 1, 0, r, alpha, beta);
    }

    @Override
    Outlook after(PurchaseHistory history) {
        double n = r + history.frequency();
        double odds = Math.exp(DropoutTimes.logOdds(n, alpha, s, beta, history.recency(), history.age()));
        return new ParetoOutlook(
                discounts, s, 1 / (1 + odds), 1 / (1 + 1 / odds), n, alpha + history.age(), beta + history.age());
    }

    @Override
    double logLikelihoodOf(PurchaseHistory history) {
        int x = history.frequency();
        double age = history.age();
        if (x == 0) {
            // The integral over the time of a first purchase by someone alive is the one over the time to leave with
            // buying and leaving interchanged.
            double purchase = Math.exp(DropoutTimes.logOdds(s, beta, r, alpha, 0, age)
                    - s * Math.log1p(age / beta)
                    - r * Math.log1p(age / alpha));
            if (purchase < 0.5) {
                return Math.log1p(-purchase);
            }
        }
        double odds = DropoutTimes.logOdds(r + x, alpha, s, beta, history.recency(), age);
        return LogRising.value(r, x)
                - r * Math.log1p(age / alpha)
                - x * Math.log(alpha + age)
                - s * Math.log1p(age / beta)
                + Math.max(0, odds)
                + Math.log1p(Math.exp(-Math.abs(odds)));
    }

    @Override
    PurchaseHistory draw(double age, RandomGenerator random) {
        double rate = GammaSampler.gamma(r, random) / alpha;
        double life = random.nextExponential() * beta / GammaSampler.gamma(s, random);
        return draw(rate, Math.min(age, life), age, random);
    }

    /** Prints the parameters. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ParetoNbd[r = %.6g, alpha = %.6g, s = %.6g, beta = %.6g, %.6g periods a year]",
                r,
                alpha,
                s,
                beta,
                unit().count());
    }

    /** Tells whether another model has the same unit and parameters. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ParetoNbd that
                && unit().equals(that.unit())
                && r == that.r
                && alpha == that.alpha
                && s == that.s
                && beta == that.beta;
    }

    /** A hash code of the parameters. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(new double[] {r, alpha, s, beta});
    }
}
