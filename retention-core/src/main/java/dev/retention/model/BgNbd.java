package dev.retention.model;

import dev.retention.PeriodsPerYear;

/**
 * The BG/NBD model: customers buy at random, and may leave after every repeat purchase.
 *
 * <pre>
 *   λ ~ Gamma(r, α),  p ~ Beta(a, b)
 *   L = B(a, b + m) / B(a, b) · Γ(r + x) / Γ(r) · α^r
 *       · { (α + T)^−(r+x) + [x > 0] a / (b + m − 1) · (α + t_x)^−(r+x) },   m = x
 * </pre>
 *
 * where {@code λ} is the rate of buying and {@code p} the probability to leave at each occasion, of which a customer with {@code x} repeat
 * purchases has had {@code m}.
 *
 * <ul>
 *   <li>A customer without repeat purchase has had no occasion to leave: the probability to be alive is 1, however
 *       long ago the customer came. Where that is wrong for many customers, see {@link MbgNbd} or {@link ParetoNbd}.
 *   <li>Expectations exist for every legal {@code a} and {@code b}, {@code a = 1} and {@code a + b < 1} included.
 *   <li>Without discounting, the purchases to come are infinite for {@code a ≤ 1}.
 * </ul>
 *
 * <p>What is expected depends on the number of purchases and on one ratio of times. Expected purchases, plain and discounted,
 * are therefore computed exactly for a few such ratios when customers with a number of purchases are first met, which takes
 * some microseconds or a third of a millisecond, and interpolated to rounding from then on, in tens of nanoseconds. What is kept for
 * it changes no result and takes some kilobytes for each number of purchases. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005)</a>
 * @since 0.1.0
 */
public final class BgNbd extends BetaGeometricModel {
    private BgNbd(PeriodsPerYear unit, double r, double alpha, double a, double b) {
        super(unit, Dropout.REPEAT, 1, r, alpha, a, b);
    }

    /**
     * Makes a model of known parameters.
     *
     * @param unit the unit of time of {@code alpha}, histories and horizons
     * @param r shape of the rates, positive and finite
     * @param alpha inverse scale of the rates, in units of time, positive and finite
     * @param a first shape of the probability to leave, positive and finite
     * @param b second shape of the probability to leave, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public static BgNbd of(PeriodsPerYear unit, double r, double alpha, double a, double b) {
        return new BgNbd(unit, r, alpha, a, b);
    }

    /**
     * A fitter by maximum likelihood.
     *
     * @return the fitter
     */
    public static PurchaseModelFitter<BgNbd> fitter() {
        return BetaGeometricFits.fitter(Dropout.REPEAT, 1, (unit, p) -> new BgNbd(unit, p[0], p[1], p[2], p[3]));
    }
}
