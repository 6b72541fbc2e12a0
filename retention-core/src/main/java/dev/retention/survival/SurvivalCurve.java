package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The share of customers still there at each tenure, estimated by {@link KaplanMeier}.
 *
 * <ul>
 *   <li>{@code S(0−) = 1}; the curve steps down at the times at which tenures ended and includes them.
 *   <li>Past the last observed time it is unknown and lookups are empty, unless it has reached 0, where it stays.
 *   <li>Where it is 0 its standard error and interval are unknown (Greenwood's formula is 0 · ∞ there), hence empty.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SurvivalCurve implements Tabular {

    /** R's tolerance for a curve being flat exactly at a quantile. */
    private static final double FLAT = Math.sqrt(Math.ulp(1.0));

    private final KaplanMeier method;
    private final LifeTable table;
    private final double[] survival;
    private final double[] logVariance;

    SurvivalCurve(KaplanMeier method, LifeTable table, double[] survival, double[] logVariance) {
        this.method = method;
        this.table = table;
        this.survival = survival;
        this.logVariance = logVariance;
    }

    /** {@return the life table that the curve was estimated from} */
    public LifeTable table() {
        return table;
    }

    /** {@return the longest duration, up to which the curve is known, at least 0} */
    public double lastTime() {
        return table.time(table.rows() - 1);
    }

    /**
     * The share that stays longer than {@code time}.
     *
     * @param time at least 0
     * @return the share in [0, 1], or empty past the last observed time unless the curve has reached 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble at(double time) {
        int row = table.indexAt(time);
        return unknown(row, time) ? OptionalDouble.empty() : OptionalDouble.of(row < 0 ? 1 : survival[row]);
    }

    /**
     * The standard error of {@link #at}.
     *
     * @param time at least 0
     * @return the standard error, at least 0, or empty where the curve is unknown or 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble standardError(double time) {
        int row = table.indexAt(time);
        if (unknown(row, time) || (row >= 0 && survival[row] == 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(row < 0 ? 0 : survival[row] * Math.sqrt(logVariance[row]));
    }

    /**
     * The pointwise interval around {@link #at}, of the kind and confidence the method was given.
     *
     * @param time at least 0
     * @return the interval within [0, 1], or empty where the curve is unknown or 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public Optional<Interval> interval(double time) {
        int row = table.indexAt(time);
        if (unknown(row, time) || (row >= 0 && survival[row] == 0)) {
            return Optional.empty();
        }
        return Optional.of(intervalAt(row));
    }

    private boolean unknown(int row, double time) {
        return table.past(time) && survival[row] > 0;
    }

    /** The interval at a row where the curve is known and not 0; −1 for before the first. */
    private Interval intervalAt(int row) {
        double confidence = method.confidence();
        return row < 0 || survival[row] == 1
                ? Interval.of(1, 1, confidence)
                : method.interval()
                        .around(survival[row], Normal.critical(confidence) * Math.sqrt(logVariance[row]), confidence);
    }

    /** {@return the curve at all rows of the {@link #table}, ascending by time: what a plot, an export or R's summary shows} */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int row = 0; row < survival.length; row++) {
            double time = table.time(row);
            steps.add(new Step(
                    time,
                    table.atRisk(row),
                    table.ended(row),
                    table.censored(row),
                    survival[row],
                    standardError(time),
                    interval(time)));
        }
        return List.copyOf(steps);
    }

    /**
     * The curve at one time of its table.
     *
     * @param time the time, at least 0
     * @param atRisk the tenures at risk just before it, by weight
     * @param ended the tenures that ended at it, by weight
     * @param censored the tenures censored at it, by weight
     * @param survival the share that stays longer, in [0, 1]
     * @param standardError the standard error of {@code survival}, empty where that is 0
     * @param interval the interval around {@code survival}, empty where that is 0
     * @since 0.1.0
     */
    public record Step(
            double time,
            double atRisk,
            double ended,
            double censored,
            double survival,
            OptionalDouble standardError,
            Optional<Interval> interval) {
        /**
         * Checks the numbers.
         *
         * @param time the time
         * @param atRisk the tenures at risk just before it
         * @param ended the tenures that ended at it
         * @param censored the tenures censored at it
         * @param survival the share that stays longer
         * @param standardError the standard error of {@code survival}
         * @param interval the interval around {@code survival}
         */
        public Step {
            Checks.notNegative(time, "time");
            Checks.notNegative(atRisk, "atRisk");
            Checks.notNegative(ended, "ended");
            Checks.notNegative(censored, "censored");
            Checks.closedUnit(survival, "survival");
            requireNonNull(standardError, "standardError");
            requireNonNull(interval, "interval");
        }
    }

    /**
     * The tenure by which a share of customers has left: the first time at which {@code 1 − S ≥ share}.
     *
     * <p>If the curve is flat at exactly {@code 1 − share}, the middle of the flat piece, as for the median of an even number of
     * values and as R does.
     *
     * @param share the share that has left, inside (0, 1); 0.5 for the median
     * @return the tenure, or empty if the curve does not come down that far
     * @throws IllegalArgumentException if {@code share} is not inside (0, 1)
     */
    public OptionalDouble quantile(double share) {
        Checks.openUnit(share, "share");
        return crossing(share, survival);
    }

    /** {@return the tenure by which half have left, or empty if more are still there at the last observed time} */
    public OptionalDouble median() {
        return quantile(0.5);
    }

    /**
     * An interval for a quantile: where the pointwise interval of the curve crosses {@code 1 − share}.
     *
     * @param share the share that has left, inside (0, 1)
     * @return the interval, its upper end infinite if the upper curve does not come down that far, or empty if not even the
     *     lower one does
     * @throws IllegalArgumentException if {@code share} is not inside (0, 1)
     */
    public Optional<Interval> quantileInterval(double share) {
        Checks.openUnit(share, "share");
        double[] lower = new double[survival.length];
        double[] upper = new double[survival.length];
        for (int i = 0; i < survival.length; i++) {
            // No interval where the curve is 0: the crossing must have come before.
            Optional<Interval> interval = survival[i] == 0 ? Optional.empty() : Optional.of(intervalAt(i));
            lower[i] = interval.map(Interval::lower).orElse(Double.NaN);
            upper[i] = interval.map(Interval::upper).orElse(Double.NaN);
        }
        OptionalDouble low = crossing(share, lower);
        if (low.isEmpty()) {
            return Optional.empty();
        }
        double high = crossing(share, upper).orElse(Double.POSITIVE_INFINITY);
        return Optional.of(Interval.of(low.getAsDouble(), Math.max(low.getAsDouble(), high), method.confidence()));
    }

    /** Where a falling step function (NaN: unknown) reaches 1 − share, R's {@code quantile.survfit} rule for flat pieces. */
    private OptionalDouble crossing(double share, double[] curve) {
        int touch = -1;
        for (int i = 0; i < curve.length; i++) {
            double left = 1 - curve[i];
            if (Double.isNaN(left)) {
                return OptionalDouble.empty();
            }
            if (touch < 0 && left + FLAT >= share) {
                touch = i;
            }
            if (left - FLAT >= share) {
                return OptionalDouble.of((table.time(touch) + table.time(i)) / 2);
            }
        }
        return touch < 0 ? OptionalDouble.empty() : OptionalDouble.of((table.time(touch) + lastTime()) / 2);
    }

    /**
     * The mean tenure within a horizon: the area under the curve up to it.
     *
     * <pre>
     *   μ(τ) = ∫₀^τ S(t) dt          Var μ(τ) = Σ (∫ from tᵢ to τ of S)² dᵢ/(nᵢ(nᵢ−dᵢ))    over tᵢ ≤ τ
     * </pre>
     *
     * <p>The plain mean tenure is not known while customers remain: it would need the curve past the last observed time. R
     * extends the curve flat there; here such a horizon is refused. Where the curve is 0 the last term is left out, as in R and
     * survRM2.
     *
     * @param horizon how far to look, positive and at most the last observed time unless the curve has reached 0
     * @return the mean with its standard error
     * @throws IllegalArgumentException if {@code horizon} is out of its domain
     */
    public RestrictedMean restrictedMean(double horizon) {
        Checks.positive(horizon, "horizon");
        checkArgument(
                !unknown(table.indexAt(horizon), horizon),
                "horizon (%s) must be at most the last observed time (%s): the curve is unknown after it",
                horizon,
                lastTime());
        return RestrictedMean.of(table, survival, horizon);
    }

    /**
     * The curve of those who stayed longer than {@code tenure}, timed from there: {@code S(tenure + t) / S(tenure)}, with its
     * own standard errors.
     *
     * @param tenure the tenure reached, finite and at least 0
     * @return the conditional curve
     * @throws IllegalArgumentException if {@code tenure} is out of its domain or nobody was at risk after it
     */
    public SurvivalCurve givenStayed(double tenure) {
        return method.estimate(table.givenStayed(tenure));
    }

    /** {@return a row per step, with the interval of the curve where it has one} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the data and the median, such as {@code 23 tenures to 161, 18 ended, 5 censored; median 27 [18, 45] at 95 %}. */
    @Override
    public String toString() {
        OptionalDouble median = median();
        return String.format(
                Locale.ROOT,
                "%s; %s",
                table,
                median.isPresent()
                        ? "median " + Text.plain(median.getAsDouble())
                                + quantileInterval(0.5)
                                        .map(interval -> " " + interval)
                                        .orElse("")
                        : "median not reached, " + String.format(Locale.ROOT, "%.4g", survival[survival.length - 1])
                                + " still there");
    }
}
