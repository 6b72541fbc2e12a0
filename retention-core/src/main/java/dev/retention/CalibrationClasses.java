package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Forecasts by class beside what came of them, and what the classes say of the Brier score.
 *
 * <pre>
 *   Brier score = reliability − resolution + uncertainty + spread − agreement
 *   reliability   1/N Σ n(k) (f̄(k) − ō(k))²            of the mean forecast and the share that happened of each class k
 *   resolution    1/N Σ n(k) (ō(k) − ō)²
 *   spread        1/N Σ Σ (f − f̄(k))²                  of the forecasts within classes
 *   agreement     2/N Σ Σ (f − f̄(k)) (o − ō(k))        of forecasts and outcomes within classes
 *   expected calibration error   1/N Σ n(k) |f̄(k) − ō(k)|
 * </pre>
 *
 * <p>With one forecast to a class the two last parts are 0 and the others are Murphy's. Otherwise other edges make other parts, of the same
 * score: say which with the figure. The expected calibration error of a perfect forecast is not 0, for chance moves every share: with few
 * customers to a class it is large. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1175/2007WAF2006116.1">Stephenson, Coelho and Jolliffe (2008), Two extra components in the Brier score
 *     decomposition</a>
 * @since 0.1.0
 */
public final class CalibrationClasses {
    private final List<Row> classes;
    private final Proportion happened;

    private CalibrationClasses(List<Row> classes) {
        this.classes = classes;
        happened = classes.stream().map(Row::happened).reduce(Proportion::plus).orElseThrow();
    }

    static CalibrationClasses of(List<Map<Double, Proportion>> parts) {
        return new CalibrationClasses(
                parts.stream().map(part -> Row.of(new TreeMap<>(part))).toList());
    }

    /**
     * One class.
     *
     * @param from its least forecast
     * @param to its greatest forecast
     * @param meanForecast the mean of its customers' forecasts
     * @param happened of how many customers it happened to how many
     * @param spread the variance of its forecasts, at least 0
     * @param agreement twice the covariance of its forecasts and outcomes
     * @since 0.1.0
     */
    public record Row(
            double from, double to, double meanForecast, Proportion happened, double spread, double agreement) {
        /**
         * Checks the numbers.
         *
         * @param from its least forecast
         * @param to its greatest forecast
         * @param meanForecast the mean of its customers' forecasts
         * @param happened of how many customers it happened to how many
         * @param spread the variance of its forecasts
         * @param agreement twice the covariance of its forecasts and outcomes
         * @throws IllegalArgumentException if a forecast is outside [0, 1] or out of order, the spread is negative, or the agreement
         *     is outside [−1, 1]
         */
        public Row {
            Checks.closedUnit(from, "from");
            Checks.closedUnit(to, "to");
            checkArgument(
                    meanForecast >= from && meanForecast <= to,
                    "meanForecast (%s) must be in [from, to] (%s, %s)",
                    meanForecast,
                    from,
                    to);
            requireNonNull(happened, "happened");
            Checks.notNegative(spread, "spread");
            checkArgument(agreement >= -1 && agreement <= 1, "agreement (%s) must be in [-1, 1]", agreement);
        }

        private static Row of(SortedMap<Double, Proportion> part) {
            Proportion all = Proportion.pooled(part.values());
            double sum = 0;
            for (Map.Entry<Double, Proportion> each : part.entrySet()) {
                sum += each.getKey() * each.getValue().total();
            }
            double mean = Math.min(part.lastKey(), Math.max(part.firstKey(), sum / all.total()));
            double spread = 0;
            double agreement = 0;
            for (Map.Entry<Double, Proportion> each : part.entrySet()) {
                double far = each.getKey() - mean;
                double weight = (double) each.getValue().total() / all.total();
                spread += weight * far * far;
                agreement += 2 * weight * far * (each.getValue().asDouble() - all.asDouble());
            }
            return new Row(part.firstKey(), part.lastKey(), mean, all, spread, agreement);
        }

        /** {@return the mean forecast less the share that happened, in [−1, 1]} */
        public double excess() {
            return meanForecast - happened.asDouble();
        }

        /**
         * Where the share that happens lies, by {@link ProportionInterval#WILSON}.
         *
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return the interval; that it leaves the mean forecast out says that the class is forecast wrongly
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval interval(double confidence) {
            return happened.interval(ProportionInterval.WILSON, confidence);
        }
    }

    /** {@return the classes that somebody is in, by forecast} */
    public List<Row> classes() {
        return classes;
    }

    /** {@return the part of the score by which classes lie from what came of them, at least 0} */
    public double reliability() {
        return mean(each -> each.excess() * each.excess());
    }

    /** {@return the part of the score that telling classes apart takes off, at least 0} */
    public double resolution() {
        return mean(each -> Math.pow(each.happened().asDouble() - happened.asDouble(), 2));
    }

    /** {@return the score of the overall share as a forecast for everybody, in [0, ¼]} */
    public double uncertainty() {
        return happened.asDouble() * happened.complement().asDouble();
    }

    /** {@return the variance of the forecasts within classes, at least 0} */
    public double spread() {
        return mean(Row::spread);
    }

    /** {@return twice the covariance of forecasts and outcomes within classes, which is what classes hide of the resolution} */
    public double agreement() {
        return mean(Row::agreement);
    }

    /**
     * The generalised resolution, which does not depend on how forecasts are parted as much.
     *
     * @return resolution − spread + agreement
     */
    public double generalisedResolution() {
        return resolution() - spread() + agreement();
    }

    /** {@return the Brier score as the sum of its parts, in [0, 1]} */
    public double brier() {
        return reliability() - generalisedResolution() + uncertainty();
    }

    /** {@return the expected calibration error, in [0, 1]} */
    public double expectedError() {
        return mean(each -> Math.abs(each.excess()));
    }

    /** {@return the largest calibration error of a class, in [0, 1]} */
    public double largestError() {
        return classes.stream()
                .mapToDouble(each -> Math.abs(each.excess()))
                .max()
                .orElseThrow();
    }

    /**
     * The share of the uncertainty that the forecasts take away: {@link Calibration#skill()} from the parts.
     *
     * @return the skill, at most 1; empty if it happened to all or to nobody
     */
    public OptionalDouble skill() {
        return uncertainty() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - brier() / uncertainty());
    }

    private double mean(ToDoubleFunction<Row> number) {
        double sum = 0;
        for (Row each : classes) {
            sum += number.applyAsDouble(each) * each.happened().total();
        }
        return sum / happened.total();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationClasses that && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return classes.hashCode();
    }

    /** Prints the classes. */
    @Override
    public String toString() {
        return classes.toString();
    }
}
