package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A ratio of recurring value in several periods on end, such as the net retention of twelve months, and the two numbers that are
 * made of them.
 *
 * <pre>
 *   mean     (r₁ + … + rₙ) / n        a typical period
 *   product  r₁ · … · rₙ              all periods together
 * </pre>
 *
 * <ul>
 *   <li>The product of monthly net retentions is not the net retention of the year as soon as customers join meanwhile: theirs is
 *       in every month after the first. For the year, take {@link RecurringRevenue} over years.
 *   <li>A period still running is in it as it is so far.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param formula what is meant in each period
 * @param rates the ratios in order of time, at least one
 * @since 0.1.0
 */
public record TrailingRevenue(RevenueFormula formula, List<RevenueRate> rates) {

    /**
     * Checks the ratios.
     *
     * @param formula what is meant in each period
     * @param rates the ratios in order of time
     * @throws IllegalArgumentException if there is no ratio, or one of another formula
     */
    public TrailingRevenue {
        requireNonNull(formula, "formula");
        rates = List.copyOf(requireNonNull(rates, "rates"));
        checkArgument(!rates.isEmpty(), "rates must hold at least one");
        for (RevenueRate rate : rates) {
            checkArgument(rate.formula() == formula, "rate (%s) must be by %s", rate, formula);
        }
    }

    /**
     * The mean of the ratios, each period alike.
     *
     * @return a fraction of 1; per customer, major units
     */
    public double mean() {
        return rates.stream().mapToDouble(RevenueRate::asDouble).sum() / rates.size();
    }

    /**
     * The product of the ratios: what the value of the start would come to, had the same customers changed as in each period those
     * of its start did. Says nothing of ratios that are no retention.
     *
     * @return a fraction of 1
     */
    public double product() {
        return rates.stream().mapToDouble(RevenueRate::asDouble).reduce(1, (a, b) -> a * b);
    }

    /** Prints the mean and the product, such as {@code NRR_COHORT in 12 periods: mean 98.0 %, product 78.5 %}. */
    @Override
    public String toString() {
        return formula + " in " + rates.size() + " periods: mean " + RevenueRate.print(formula, mean()) + ", product "
                + RevenueRate.print(formula, product());
    }
}
