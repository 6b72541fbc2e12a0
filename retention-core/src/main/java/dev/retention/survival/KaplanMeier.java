package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Locale;

/**
 * Estimates how long customers stay, by the product-limit (Kaplan–Meier) method.
 *
 * <pre>
 *   S(t) = ∏ (1 − dᵢ / nᵢ)                      over the distinct end times tᵢ ≤ t
 *   Var S(t) = S(t)² Σ dᵢ / (nᵢ (nᵢ − dᵢ))      Greenwood
 * </pre>
 *
 * where {@code dᵢ} is the number of tenures that ended at {@code tᵢ} and {@code nᵢ} the number at risk just before it.
 *
 * <ul>
 *   <li>A tenure censored at {@code t} is still at risk at {@code t}: on a tie, ends count first.
 *   <li>{@code S} is right-continuous: {@code S(t)} already includes the ends at {@code t}.
 *   <li>If no tenure ended, {@code S} is 1 up to the longest tenure.
 *   <li>Past the longest tenure the curve is unknown, not flat; only a curve that has reached 0 stays there.
 *   <li>Intervals are {@link SurvivalInterval#LOG_LOG} at 95 % unless told otherwise; R's default is LOG.
 * </ul>
 *
 * <p>Takes O(rows of the life table) time. This class is immutable and thread-safe.
 *
 * <pre>{@code
 * SurvivalCurve curve = KaplanMeier.withDefaults().estimate(LifeTable.of(customers, Customer::months, Customer::left));
 * curve.at(12);        // share still there after a year
 * curve.median();      // half of them have left by then
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier (1958)</a>
 * @since 0.1.0
 */
public final class KaplanMeier {

    /**
     * How the variance of a survival curve is estimated.
     *
     * @since 0.1.0
     */
    public enum Variance {
        /**
         * Greenwood's formula, {@code S² Σ d/(n(n−d))}: weights count as that many customers. The default, and R's for weights that
         * are whole numbers.
         */
        GREENWOOD,

        /**
         * The infinitesimal jackknife, {@code Σ w² (∂S/∂w)²}: weights are sampling weights of single customers. R's default for
         * weights that are not whole numbers. Without weights and before the first censoring it equals Greenwood's. Not defined here
         * for tenures with entry times.
         */
        ROBUST
    }

    private static final KaplanMeier DEFAULTS = new KaplanMeier(SurvivalInterval.LOG_LOG, Variance.GREENWOOD, 0.95);

    private final SurvivalInterval interval;
    private final Variance variance;
    private final double confidence;

    private KaplanMeier(SurvivalInterval interval, Variance variance, double confidence) {
        this.interval = requireNonNull(interval, "interval");
        this.variance = requireNonNull(variance, "variance");
        this.confidence = Checks.openUnit(confidence, "confidence");
    }

    /**
     * The method with log-log intervals at 95 % from Greenwood's variance.
     *
     * @return the method
     */
    public static KaplanMeier withDefaults() {
        return DEFAULTS;
    }

    /**
     * The method with another kind of interval.
     *
     * @param interval the kind of interval
     * @return the method
     */
    public KaplanMeier with(SurvivalInterval interval) {
        return new KaplanMeier(interval, variance, confidence);
    }

    /**
     * The method with another variance.
     *
     * @param variance how the variance is estimated
     * @return the method
     */
    public KaplanMeier with(Variance variance) {
        return new KaplanMeier(interval, variance, confidence);
    }

    /**
     * The method with another level of confidence.
     *
     * @param confidence the level, inside (0, 1)
     * @return the method
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public KaplanMeier withConfidence(double confidence) {
        return new KaplanMeier(interval, variance, confidence);
    }

    /**
     * Estimates the curve.
     *
     * @param table at least one tenure
     * @return the curve, known from 0 to the longest tenure
     * @throws IllegalArgumentException if the table is empty, or if the variance is {@link Variance#ROBUST} and
     *     tenures have entry times
     */
    public SurvivalCurve estimate(LifeTable table) {
        checkArgument(requireNonNull(table, "table").rows() > 0, "table must hold at least one tenure");
        checkArgument(
                variance == Variance.GREENWOOD || !table.sums.hasEntries(),
                "ROBUST variance is not defined for tenures with entry times; use GREENWOOD");
        int n = table.rows();
        double[] survival = new double[n];
        double[] logVariance = new double[n];
        double s = 1;
        double greenwood = 0;
        double settled = 0;
        double running = 0;
        for (int i = n - 1; i >= 0; i--) {
            running += table.sums.endedSquares.at(i) + table.sums.censoredSquares.at(i);
        }
        for (int i = 0; i < n; i++) {
            double atRisk = table.atRisk(i);
            double ended = table.ended(i);
            double left = atRisk - ended;
            if (ended > 0) {
                s *= left / atRisk;
                greenwood += left > 0 ? ended / (atRisk * left) : 0;
            }
            survival[i] = s;
            if (variance == Variance.GREENWOOD) {
                logVariance[i] = greenwood;
            } else {
                // ∂ ln S/∂w is 1/(n−d) − H for one that ended here and −H for all others at risk, H
                // being Greenwood's sum.
                double endedSquare = table.sums.endedSquares.at(i);
                double censoredSquare = table.sums.censoredSquares.at(i);
                double own = left > 0 ? 1 / left - greenwood : 0;
                settled += endedSquare * own * own + censoredSquare * greenwood * greenwood;
                running -= endedSquare + censoredSquare;
                logVariance[i] = settled + Math.max(0, running) * greenwood * greenwood;
            }
        }
        return new SurvivalCurve(this, table, survival, logVariance);
    }

    /**
     * Estimates the curve of tenures.
     *
     * @param tenures at least one
     * @return the curve, known from 0 to the longest tenure
     * @throws IllegalArgumentException as {@link #estimate(LifeTable)} does
     */
    public SurvivalCurve estimate(Iterable<Tenure> tenures) {
        return estimate(LifeTable.of(tenures));
    }

    SurvivalInterval interval() {
        return interval;
    }

    double confidence() {
        return confidence;
    }

    /** Prints the options, such as {@code KaplanMeier(LOG_LOG, GREENWOOD, 0.95)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "KaplanMeier(%s, %s, %s)", interval, variance, confidence);
    }
}
