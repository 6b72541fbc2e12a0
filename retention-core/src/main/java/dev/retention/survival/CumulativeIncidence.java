package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The share of customers that left for each reason by each tenure, where leaving for one reason ends the chance of the others
 * (Aalen–Johansen).
 *
 * <pre>
 *   F_c(t) = Σ S(tᵢ−) d_ci / nᵢ           over the distinct end times tᵢ ≤ t;    Σ_c F_c(t) = 1 − S(t)
 * </pre>
 *
 * where {@code d_ci} tenures ended at {@code tᵢ} for reason {@code c} of {@code nᵢ} at risk, and {@code S} is the Kaplan–Meier
 * curve of leaving for any reason. Kaplan–Meier of one reason with the others censored is larger: it answers what would happen
 * if the other reasons did not exist.
 *
 * <ul>
 *   <li>The variance is of Greenwood's kind (multinomial ends at each time), as in {@code etm} and Stata; R's
 *       {@code survfit} reports the infinitesimal jackknife, which differs a little.
 *   <li>Past the last observed time all is unknown unless everyone has left.
 * </ul>
 *
 * <p>Takes O(rows · reasons) time. This class is immutable and thread-safe.
 *
 * @param <C> what names a reason
 * @see <a href="https://doi.org/10.1002/sim.2712">Putter, Fiocco and Geskus (2007)</a>
 * @since 0.1.0
 */
public final class CumulativeIncidence<C> {

    private final ExitTable<C> table;
    private final SurvivalCurve survival;
    private final Map<C, double[]> incidence;
    private final Map<C, double[]> variance;

    private CumulativeIncidence(
            ExitTable<C> table, SurvivalCurve survival, Map<C, double[]> incidence, Map<C, double[]> variance) {
        this.table = table;
        this.survival = survival;
        this.incidence = incidence;
        this.variance = variance;
    }

    /**
     * Estimates the shares.
     *
     * @param <C> what names a reason
     * @param table at least one tenure
     * @return the shares, known from 0 to the longest tenure
     * @throws IllegalArgumentException if the table is empty
     */
    public static <C> CumulativeIncidence<C> estimate(ExitTable<C> table) {
        SurvivalCurve survival = KaplanMeier.withDefaults()
                .estimate(requireNonNull(table, "table").all());
        Map<C, double[]> incidence = new LinkedHashMap<>();
        Map<C, double[]> variance = new LinkedHashMap<>();
        LifeTable all = table.all();
        for (C reason : table.reasons()) {
            double[] ended = table.endedByRow(reason);
            double[] f = new double[ended.length];
            double[] v = new double[ended.length];
            // Var F(t) = Σ (F(t)−Fᵢ)² gᵢ − 2 (F(t)−Fᵢ) hᵢ + eᵢ, carried along as F grows instead of
            // summed anew for each t.
            double before = 1;
            double share = 0;
            double squared = 0;
            double linear = 0;
            double greenwood = 0;
            double covariances = 0;
            double own = 0;
            double cross = 0;
            for (int i = 0; i < f.length; i++) {
                double d = all.ended(i);
                double n = all.atRisk(i);
                if (d > 0) {
                    double step = before * (ended[i] / n);
                    share += step;
                    squared += step * (2 * linear + step * greenwood);
                    linear += step * greenwood;
                    cross += step * covariances;
                    own += before * before * ended[i] * (n - ended[i]) / (n * n * n);
                    covariances += before * ended[i] / (n * n);
                    greenwood += n > d ? d / (n * (n - d)) : 0;
                    before *= (n - d) / n;
                }
                f[i] = share;
                v[i] = Math.max(0, squared - 2 * cross + own);
            }
            incidence.put(reason, f);
            variance.put(reason, v);
        }
        return new CumulativeIncidence<>(table, survival, incidence, variance);
    }

    /**
     * The reasons, in the order first met.
     *
     * @return the reasons
     */
    public List<C> reasons() {
        return table.reasons();
    }

    /**
     * The Kaplan–Meier curve of leaving for any reason.
     *
     * @return the curve
     */
    public SurvivalCurve survival() {
        return survival;
    }

    /**
     * The share that has left for a reason by a time.
     *
     * @param reason one of {@link #reasons}
     * @param time at least 0
     * @return the share in [0, 1], or empty past the last observed time unless everyone has left
     * @throws IllegalArgumentException if there is no such reason or {@code time} is negative or NaN
     */
    public OptionalDouble at(C reason, double time) {
        return lookUp(incidence, reason, time);
    }

    /**
     * The standard error of {@link #at}.
     *
     * @param reason one of {@link #reasons}
     * @param time at least 0
     * @return the standard error, at least 0, or empty past the last observed time unless everyone has left
     * @throws IllegalArgumentException if there is no such reason or {@code time} is negative or NaN
     */
    public OptionalDouble standardError(C reason, double time) {
        OptionalDouble v = lookUp(variance, reason, time);
        return v.isPresent() ? OptionalDouble.of(Math.sqrt(v.getAsDouble())) : v;
    }

    /**
     * The pointwise interval around {@link #at}, by the {@link SurvivalInterval#LOG_LOG} transform of the share itself.
     *
     * @param reason one of {@link #reasons}
     * @param time at least 0
     * @param confidence the level, inside (0, 1)
     * @return the interval within [0, 1], or empty where the share is unknown, 0 or 1
     * @throws IllegalArgumentException if an argument is out of its domain
     */
    public Optional<Interval> interval(C reason, double time, double confidence) {
        Checks.openUnit(confidence, "confidence");
        OptionalDouble at = at(reason, time);
        if (at.isEmpty() || at.getAsDouble() <= 0 || at.getAsDouble() >= 1) {
            return Optional.empty();
        }
        double f = at.getAsDouble();
        double zse = Normal.critical(confidence) * standardError(reason, time).orElseThrow() / f;
        return Optional.of(SurvivalInterval.LOG_LOG.around(f, zse, confidence));
    }

    private OptionalDouble lookUp(Map<C, double[]> values, C reason, double time) {
        double[] column = values.get(requireNonNull(reason, "reason"));
        checkArgument(column != null, "reason (%s) must be one of %s", reason, values.keySet());
        if (column == null || survival.at(time).isEmpty()) {
            return OptionalDouble.empty();
        }
        int row = table.all().indexAt(time);
        return OptionalDouble.of(row < 0 ? 0 : column[row]);
    }

    /** Prints the shares at the last observed time, such as {@code by 24: voluntary 0.31, payment 0.12, 0.57 still there}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("by " + Text.plain(survival.lastTime()) + ": ");
        incidence.forEach((reason, f) -> text.append(String.format(Locale.ROOT, "%s %.4g, ", reason, f[f.length - 1])));
        return text.append(String.format(
                        Locale.ROOT,
                        "%.4g still there",
                        survival.at(survival.lastTime()).orElseThrow()))
                .toString();
    }
}
