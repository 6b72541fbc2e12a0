package dev.retention.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.purchase.PurchaseSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How many customers bought how often in the calibration, beside how many a model expects that knows only when each of them
 * came: does the model fit the data that it was fitted to?
 *
 * <pre>
 *   expected(x) = Σ over customers of P(X(T) = x)
 *   χ²          = Σ over classes of (actual − expected)² / expected,   classes − 1 − parameters estimated   degrees of freedom
 * </pre>
 *
 * <ul>
 *   <li>Frequent buyers are put in one class together, so that enough are expected in it: the χ² law wants about 5 in each.
 *   <li>With very many customers every model is rejected, for the world is no model: then look at the differences, not at the
 *       p-value.
 *   <li>A good fit here says nothing of the future; for that see {@link HoldoutPurchases} and {@link PurchaseTracking}.
 * </ul>
 *
 * <p>Takes one probability per class and distinct age. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005), figure 2</a>
 * @since 0.1.0
 */
public final class PurchaseFrequencies {
    private final ImmutableList<FrequencyClass> classes;
    private final int degreesOfFreedom;

    private PurchaseFrequencies(PurchaseModel model, PurchaseSummary customers, int together, int estimated) {
        model.checkUnit(customers);
        Checks.positive((long) together, "together");
        Checks.atMost(together, 10_000, "together");
        long[] actual = new long[together + 1];
        Map<Double, Long> byAge = new TreeMap<>();
        for (int row = 0; row < customers.size(); row++) {
            actual[Math.min(together, customers.frequency(row))] += customers.count(row);
            byAge.merge(customers.age(row), customers.count(row), Math::addExact);
        }
        double[] expected = new double[together + 1];
        byAge.forEach((age, count) -> {
            double rest = 1;
            for (int x = 0; x < together; x++) {
                double probability = model.probabilityOf(x, age);
                expected[x] += count * probability;
                rest -= probability;
            }
            expected[together] += count * Math.max(0, rest);
        });
        ImmutableList.Builder<FrequencyClass> all = ImmutableList.builder();
        for (int x = 0; x <= together; x++) {
            all.add(new FrequencyClass(x, x == together, Forecast.of(actual[x], expected[x])));
        }
        this.classes = all.build();
        this.degreesOfFreedom = together - estimated;
    }

    /**
     * Sets customers beside a model fitted to them.
     *
     * @param fit the fit, whose model may not have converged
     * @param customers the customers, in the model's unit
     * @param together the frequency from which on customers are one class, from 1 to 10,000; the literature takes 7
     * @return the classes, from frequency 0
     * @throws IllegalArgumentException if the units differ or {@code together} is not in [1, 10,000]
     */
    public static PurchaseFrequencies of(
            ModelFit<? extends PurchaseModel> fit, PurchaseSummary customers, int together) {
        return new PurchaseFrequencies(
                requireNonNull(fit, "fit").model(),
                requireNonNull(customers, "customers"),
                together,
                fit.parameters().size());
    }

    /**
     * Sets customers beside a model that was not fitted to them, such as one of another year.
     *
     * @param model the model
     * @param customers the customers, in the model's unit
     * @param together the frequency from which on customers are one class, from 1 to 10,000; the literature takes 7
     * @return the classes, from frequency 0
     * @throws IllegalArgumentException if the units differ or {@code together} is not in [1, 10,000]
     */
    public static PurchaseFrequencies of(PurchaseModel model, PurchaseSummary customers, int together) {
        return new PurchaseFrequencies(
                requireNonNull(model, "model"), requireNonNull(customers, "customers"), together, 0);
    }

    /**
     * Customers of one frequency, or of one and more.
     *
     * @param frequency the number of repeat purchases
     * @param orMore whether customers who bought more often are in the class as well
     * @param customers how many customers there are, and were expected
     * @since 0.1.0
     */
    public record FrequencyClass(int frequency, boolean orMore, Forecast customers) {
        /**
         * Checks the class.
         *
         * @param frequency the number of repeat purchases
         * @param orMore whether customers who bought more often are in the class as well
         * @param customers how many customers there are, and were expected
         * @throws IllegalArgumentException if {@code frequency} is negative
         */
        public FrequencyClass {
            Checks.notNegative(frequency, "frequency");
            requireNonNull(customers, "customers");
        }

        /** Prints the class, such as {@code 7+: 55 actual, 50.3 expected}. */
        @Override
        public String toString() {
            return frequency + (orMore ? "+" : "") + ": " + customers;
        }
    }

    /**
     * The classes.
     *
     * @return from frequency 0; unmodifiable
     */
    public List<FrequencyClass> classes() {
        return classes;
    }

    /**
     * Pearson's statistic.
     *
     * @return at least 0; infinite if somebody is in a class in which the model expects nobody
     */
    public double chiSquared() {
        double sum = 0;
        for (FrequencyClass each : classes) {
            Forecast customers = each.customers();
            if (customers.actual() > 0 || customers.expected() > 0) {
                sum += customers.error() * customers.error() / customers.expected();
            }
        }
        return sum;
    }

    /**
     * How many classes could differ freely, given the number of customers and the parameters fitted.
     *
     * @return classes − 1 − estimated parameters; a test needs at least 1
     */
    public int degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * The probability of a statistic at least as large if the model were true.
     *
     * @return the p-value, in [0, 1]; empty without degrees of freedom: put fewer frequencies together
     */
    public OptionalDouble pValue() {
        return degreesOfFreedom < 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(ChiSquared.survival(chiSquared(), degreesOfFreedom));
    }

    /** Prints the test and the classes. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "χ² %.4g on %d df%s: %s",
                chiSquared(),
                degreesOfFreedom,
                pValue().isPresent() ? String.format(Locale.ROOT, ", p = %.3g", pValue().getAsDouble()) : "",
                classes);
    }
}
