package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Forecasts of something that then happened or not, such as the probabilities that customers leave, beside what came of them: are those of
 * 30 % lost in 30 of 100 cases?
 *
 * <pre>{@code
 * Calibration calibration = Calibration.of(customers, Customer::lostInMarch, Customer::forecastOfFebruary);
 * calibration.brier();                          // 0.164
 * calibration.skill();                          // 0.344: better by a third than the overall share for everybody
 * calibration.classesAt(0.1, 0.3).classes();    // forecasts below 10 %, to below 30 %, and from 30 %, each with what came of it
 * }</pre>
 *
 * <p>With {@code f} for a forecast, {@code o} (0 or 1) for what came of it, {@code N} of them, and {@code ō(f)} for the share that happened
 * of the {@code n(f)} customers with one and the same forecast:
 *
 * <pre>
 *   Brier score   1/N Σ (f − o)²                      0 is perfect
 *               = reliability − resolution + uncertainty
 *   reliability   1/N Σ n(f) (f − ō(f))²              how far forecasts lie from what came of them; 0 is perfect
 *   resolution    1/N Σ n(f) (ō(f) − ō)²              how far apart customers of different forecasts are; more is better
 *   uncertainty   ō (1 − ō)                           what the overall share as a forecast for everybody scores
 *   skill         1 − Brier / uncertainty
 * </pre>
 *
 * <ul>
 *   <li>A forecast that is different for each customer has as many shares {@code ō(f)} as customers, each 0 or 1: the parts say nothing then.
 *       Take {@link #classesAt} or {@link #classesOf}, where what classes hide is counted too.
 *   <li>Forecasts for the customers that a model was fitted to flatter it: ask of others.
 *   <li>Each customer must be known: who was not watched to the end of the time that the forecast is about has no place here.
 * </ul>
 *
 * <p>Forecasts are equal if they are the same double. Making takes O(N log N) time. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1175/1520-0450(1973)012%3C0595:ANVPOT%3E2.0.CO;2">Murphy (1973), A new vector partition of the
 *     probability score</a>
 * @since 0.1.0
 */
public final class Calibration {
    private final ImmutableSortedMap<Double, Proportion> outcomes;
    private final Proportion happened;
    private final double meanForecast;

    private Calibration(ImmutableSortedMap<Double, Proportion> outcomes) {
        this.outcomes = outcomes;
        happened = Proportion.pooled(outcomes.values());
        meanForecast = mean((forecast, outcome) -> forecast);
    }

    /**
     * Of the caller's objects.
     *
     * @param <T> the caller's type
     * @param items one object per customer, at least one
     * @param happened whether it happened
     * @param forecast the probability that was forecast for it, in [0, 1]
     * @return the calibration
     * @throws IllegalArgumentException if there are no items, or a forecast is outside [0, 1]
     */
    public static <T> Calibration of(
            Iterable<? extends T> items, Predicate<? super T> happened, ToDoubleFunction<? super T> forecast) {
        requireNonNull(items, "items");
        requireNonNull(happened, "happened");
        requireNonNull(forecast, "forecast");
        Map<Double, Proportion> outcomes = new TreeMap<>();
        for (T item : items) {
            double its = Checks.closedUnit(forecast.applyAsDouble(item), "forecast");
            outcomes.merge(its + 0.0, Proportion.of(happened.test(item) ? 1 : 0, 1), Proportion::plus);
        }
        checkArgument(!outcomes.isEmpty(), "items must not be empty");
        return new Calibration(ImmutableSortedMap.copyOf(outcomes));
    }

    /**
     * Of plain counts: of how many customers with one forecast it happened to how many.
     *
     * @param outcomes by forecast in [0, 1], at least one
     * @return the calibration
     * @throws IllegalArgumentException if there are none, or a forecast is outside [0, 1]
     * @throws ArithmeticException if the totals sum past {@link Long#MAX_VALUE}
     */
    public static Calibration of(Map<Double, Proportion> outcomes) {
        Map<Double, Proportion> sorted = new TreeMap<>();
        requireNonNull(outcomes, "outcomes").forEach((forecast, outcome) -> {
            double its = Checks.closedUnit(requireNonNull(forecast, "a forecast of outcomes"), "forecast");
            sorted.merge(its + 0.0, requireNonNull(outcome, "an outcome of outcomes"), Proportion::plus);
        });
        checkArgument(!sorted.isEmpty(), "outcomes must not be empty");
        return new Calibration(ImmutableSortedMap.copyOf(sorted));
    }

    /** {@return of how many customers it happened to how many} */
    public Proportion happened() {
        return happened;
    }

    /** {@return the mean of the forecasts, in [0, 1]} */
    public double meanForecast() {
        return meanForecast;
    }

    /**
     * Calibration in the large: how much more was forecast than happened.
     *
     * @return the mean forecast less the share that happened, in [−1, 1]; above 0 if too much was forecast
     */
    public double excess() {
        return meanForecast - happened.asDouble();
    }

    /** {@return the Brier score, in [0, 1]} */
    public double brier() {
        return mean((forecast, outcome) -> {
            double share = outcome.asDouble();
            return share * (1 - forecast) * (1 - forecast) + (1 - share) * forecast * forecast;
        });
    }

    /** {@return the part of the score by which forecasts lie from what came of them, at least 0} */
    public double reliability() {
        return mean((forecast, outcome) -> square(forecast - outcome.asDouble()));
    }

    /** {@return the part of the score that telling customers apart takes off, at least 0} */
    public double resolution() {
        return mean((forecast, outcome) -> square(outcome.asDouble() - happened.asDouble()));
    }

    /** {@return the score of the overall share as a forecast for everybody, in [0, ¼]} */
    public double uncertainty() {
        return happened.asDouble() * happened.complement().asDouble();
    }

    /**
     * The share of the uncertainty that the forecasts take away.
     *
     * @return the skill, at most 1; below 0 if the overall share forecast better; empty if it happened to all or to nobody
     */
    public OptionalDouble skill() {
        return uncertainty() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - brier() / uncertainty());
    }

    /**
     * Parts forecasts into classes by edges: below the first, from each to below the next, and from the last on. Classes that nobody is in
     * are left out.
     *
     * @param edges ascending, inside (0, 1); none for one class
     * @return the classes
     * @throws IllegalArgumentException if the edges are not inside (0, 1) and ascending
     */
    public CalibrationClasses classesAt(double... edges) {
        double[] own = requireNonNull(edges, "edges").clone();
        for (int i = 0; i < own.length; i++) {
            Checks.openUnit(own[i], "edges");
            checkArgument(i == 0 || own[i] > own[i - 1], "edges (%s) must ascend", own[i]);
        }
        return classes(new ToIntFunction<>() {
            private int edge;

            @Override
            public int applyAsInt(Map.Entry<Double, Proportion> each) {
                while (edge < own.length && each.getKey() >= own[edge]) {
                    edge++;
                }
                return edge;
            }
        });
    }

    /**
     * Parts customers into classes of about as many each, by the order of their forecasts. Equal forecasts are never parted: a customer is
     * in the class in which the middle of those with the same forecast lies, so that there may be fewer classes.
     *
     * @param classes how many, from 1 to 1,000,000
     * @return the classes
     * @throws IllegalArgumentException if {@code classes} is out of range
     */
    public CalibrationClasses classesOf(int classes) {
        Checks.within(classes, 1, Checks.MOST, "classes");
        return classes(new ToIntFunction<>() {
            private long below;

            @Override
            public int applyAsInt(Map.Entry<Double, Proportion> each) {
                double middle = (below + each.getValue().total() / 2.0) / happened.total();
                below += each.getValue().total();
                return (int) (middle * classes);
            }
        });
    }

    /** Neighbours of one number in one class. */
    private CalibrationClasses classes(ToIntFunction<Map.Entry<Double, Proportion>> number) {
        List<Map<Double, Proportion>> parts = new ArrayList<>();
        int last = -1;
        for (Map.Entry<Double, Proportion> each : outcomes.entrySet()) {
            int its = number.applyAsInt(each);
            if (its != last) {
                parts.add(new TreeMap<>());
                last = its;
            }
            parts.get(parts.size() - 1).put(each.getKey(), each.getValue());
        }
        return CalibrationClasses.of(parts);
    }

    private double mean(ForecastOutcome number) {
        double sum = 0;
        for (Map.Entry<Double, Proportion> each : outcomes.entrySet()) {
            sum += number.of(each.getKey(), each.getValue()) * each.getValue().total();
        }
        return sum / happened.total();
    }

    /** A number of those with one forecast. */
    @FunctionalInterface
    private interface ForecastOutcome {
        double of(double forecast, Proportion outcome);
    }

    private static double square(double number) {
        return number * number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that && outcomes.equals(that.outcomes);
    }

    @Override
    public int hashCode() {
        return outcomes.hashCode();
    }

    /** Prints the score and what it is of, such as {@code Brier score 0.164 of 10 forecasts, mean 40.0 %, 50.0 % (5 of 10) happened}. */
    @Override
    public String toString() {
        return "Brier score " + Text.number(brier(), 4) + " of " + happened.total() + " forecasts, mean "
                + Text.percent(meanForecast) + ", " + happened + " happened";
    }
}
