package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseSummary;

/**
 * The BG/CNBD-k model: customers buy regularly, every k-th event of a random process being a purchase, and may leave after
 * every repeat purchase.
 *
 * <pre>
 *   λ ~ Gamma(r, α),  p ~ Beta(a, b),  n = r + k x
 *   L = Π Δt^(k−1) / Γ(k)^x · B(a, b + m) / B(a, b) · Γ(n) / Γ(r) · α^r
 *       · { Σ_(j = 0 … k−1) Γ(n + j) / (Γ(n) j!) · (T − t_x)^j (α + T)^−(n+j) + [x > 0] a / (b + m − 1) · (α + t_x)^−n },   m = x
 * </pre>
 *
 * where {@code λ} is the rate of events and {@code p} the probability to leave at each occasion, of which a customer with {@code x} repeat
 * purchases has had {@code m}.
 *
 * <ul>
 *   <li>A customer without repeat purchase has had no occasion to leave: the probability to be alive is 1, however
 *       long ago the customer came. Where that is wrong for many customers, see {@link MbgCnbd} or {@link ParetoNbd}.
 *   <li>Expectations exist for every legal {@code a} and {@code b}, {@code a = 1} and {@code a + b < 1} included.
 *   <li>Without discounting, the purchases to come are infinite for {@code a ≤ 1}.
 *   <li>{@code k = 1} is the {@link BgNbd}. The rate is that of the events, so {@link #expectedRate} is divided by
 *       {@code k}.
 *   <li>Times to buy enter the likelihood only through the sum of their logarithms, which the summary has if it was
 *       told ({@link PurchaseSummary.Builder#sumOfLogIntervals}); without it log-likelihoods do not compare across
 *       {@code k}.
 * </ul>
 *
 * <p>What is expected depends on the number of purchases and on one ratio of times. Expected purchases, plain and discounted,
 * are therefore computed exactly for a few such ratios when customers with a number of purchases are first met, which takes
 * some ten microseconds or two milliseconds, and interpolated to rounding from then on, in tens of nanoseconds. What is kept for
 * it changes no result and takes some kilobytes for each number of purchases.
 *
 * <p>The probability of a number of purchases in an interval that begins long after now, beyond some 200 (α + T), is an
 * integral over {@code λ} and {@code p} that takes some 10 milliseconds for each of the {@code k} phases a customer may be in;
 * before, it is a sum that takes about as long at most. Only at ratios like 1e100 the integral takes a second.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.2015.0963">Platzer and Reutterer (2016), on regularity</a>
 * @since 0.1.0
 */
public final class BgCnbd extends BetaGeometricModel {
    private BgCnbd(PeriodsPerYear unit, int regularity, double r, double alpha, double a, double b) {
        super(unit, Dropout.REPEAT, regularity, r, alpha, a, b);
    }

    /**
     * Makes a model of known parameters.
     *
     * @param unit the unit of time of {@code alpha}, histories and horizons
     * @param regularity {@code k}, in [1, 1000]; the larger, the more regular
     * @param r shape of the rates, positive and finite
     * @param alpha inverse scale of the rates, in units of time, positive and finite
     * @param a first shape of the probability to leave, positive and finite
     * @param b second shape of the probability to leave, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public static BgCnbd of(PeriodsPerYear unit, int regularity, double r, double alpha, double a, double b) {
        return new BgCnbd(unit, regularity, r, alpha, a, b);
    }

    /**
     * The regularity of purchasing.
     *
     * @return {@code k}, at least 1
     */
    public int regularity() {
        return k();
    }

    /**
     * A fitter by maximum likelihood of the other parameters for a given regularity.
     *
     * @param regularity {@code k}, in [1, 1000]
     * @return the fitter
     * @throws IllegalArgumentException if {@code regularity} is below 1
     */
    public static PurchaseModelFitter<BgCnbd> fitter(int regularity) {
        return BetaGeometricFits.fitter(
                Dropout.REPEAT, regularity, (unit, p) -> new BgCnbd(unit, regularity, p[0], p[1], p[2], p[3]));
    }

    /**
     * Fits the model with the regularity, from 1 to 12, that makes the data most likely.
     *
     * <p>The regularity is not counted among the parameters and adds nothing to their standard errors.
     *
     * @param customers the customers, with the sum of the logarithms of the times between their purchases
     * @return the best fit; of those that converged, if any did
     * @throws IllegalArgumentException if {@code customers} lack that sum
     */
    public static ModelFit<BgCnbd> fitWithRegularity(PurchaseSummary customers) {
        return BetaGeometricFits.mostLikely(requireNonNull(customers, "customers"), BgCnbd::fitter);
    }
}
