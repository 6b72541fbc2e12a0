package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.Checks;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * What customers did in the holdout beside what a model expects of each, given the calibration ("conditional
 * expectations").
 *
 * <pre>
 *   E[X(T, T + h) | x, t_x, T]    h the length of the holdout
 * </pre>
 *
 * <ul>
 *   <li>A model that is right on the whole may be wrong of one-time and of frequent buyers: {@link #byFrequency} shows it,
 *       and {@link #byRecency} of those long silent and those who were here lately.
 *   <li>Errors over single customers are mostly chance; they compare models of the same customers.
 * </ul>
 *
 * <p>Takes one prediction per distinct history. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005), figure 5</a>
 * @since 0.1.0
 */
public final class HoldoutPurchases {
    private final int[] frequency;
    private final double[] recency;
    private final ImmutableList<Forecast> forecasts;

    private HoldoutPurchases(int[] frequency, double[] recency, ImmutableList<Forecast> forecasts) {
        this.frequency = frequency;
        this.recency = recency;
        this.forecasts = forecasts;
    }

    /**
     * Compares a model with the holdout.
     *
     * @param model the model, in the unit of {@code purchases}
     * @param purchases the customers, with a holdout
     * @return one forecast per customer
     * @throws IllegalArgumentException if the units differ or there is no holdout
     */
    public static HoldoutPurchases of(PurchaseModel model, CustomerPurchases<?> purchases) {
        PurchaseTracking.checkUnit(requireNonNull(model, "model"), requireNonNull(purchases, "purchases"));
        double horizon = purchases.holdoutLength();
        checkArgument(horizon > 0, "purchases (%s) must have a holdout", purchases);
        int n = purchases.customers();
        int[] frequency = new int[n];
        double[] recency = new double[n];
        ImmutableList.Builder<Forecast> forecasts = ImmutableList.builder();
        Map<PurchaseHistory, Double> expected = new HashMap<>();
        for (int i = 0; i < n; i++) {
            PurchaseHistory history = purchases.history(i);
            frequency[i] = history.frequency();
            recency[i] = history.recency();
            forecasts.add(new Forecast(
                    purchases.holdoutPurchases(i),
                    expected.computeIfAbsent(history, each -> model.expectedPurchases(each, horizon))));
        }
        return new HoldoutPurchases(frequency, recency, forecasts.build());
    }

    /**
     * The forecasts of all customers.
     *
     * @return in the order of the {@link CustomerPurchases}; unmodifiable
     */
    public List<Forecast> byCustomer() {
        return forecasts;
    }

    /**
     * The error of the model over single customers.
     *
     * @param error which error
     * @return the error; empty if it is undefined, see {@link ForecastError#of}
     */
    public OptionalDouble error(ForecastError error) {
        return requireNonNull(error, "error").of(forecasts);
    }

    /**
     * All purchases in the holdout.
     *
     * @return actual and expected
     */
    public Forecast total() {
        return forecasts.stream().reduce(new Forecast(0, 0), Forecast::plus);
    }

    /**
     * The customers by their frequency in the calibration; the literature puts 7 and more together.
     *
     * @param together the frequency from which on customers are one class, at least 0
     * @return the classes that have customers, by frequency
     * @throws IllegalArgumentException if {@code together} is negative
     */
    public List<HoldoutClass> byFrequency(int together) {
        Checks.notNegative((long) together, "together");
        return classes(i -> Math.min(together, frequency[i]), i -> frequency[i]);
    }

    /**
     * The customers by their recency in the calibration, the time from the first purchase to the last. One-time buyers have
     * recency 0 and are in the first class.
     *
     * @param width how much recency makes a class, in units of time, positive and finite: a class holds its lower end and not
     *     its upper
     * @return the classes that have customers, by recency
     * @throws IllegalArgumentException if {@code width} is outside its range
     * @throws ArithmeticException if {@code width} makes more classes than an {@code int} counts
     */
    public List<HoldoutClass> byRecency(double width) {
        Checks.positive(width, "width");
        return classes(i -> Math.toIntExact((long) Math.floor(recency[i] / width)), i -> recency[i]);
    }

    private List<HoldoutClass> classes(IntUnaryOperator classOf, IntToDoubleFunction value) {
        TreeMap<Integer, HoldoutClass> classes = new TreeMap<>();
        for (int i = 0; i < forecasts.size(); i++) {
            classes.merge(
                    classOf.applyAsInt(i),
                    new HoldoutClass(value.applyAsDouble(i), value.applyAsDouble(i), 1, forecasts.get(i)),
                    HoldoutClass::plus);
        }
        return List.copyOf(classes.values());
    }

    /** Prints the number of customers and the total. */
    @Override
    public String toString() {
        return forecasts.size() + " customers, " + total();
    }
}
