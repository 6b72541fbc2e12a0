package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.List;

/**
 * A ratio of recurring values with its formula and the two amounts it came from; per customer an amount and a number of
 * customers. This class is immutable and thread-safe.
 *
 * @param formula what is meant
 * @param numerator the upper amount, in major units
 * @param denominator the lower amount, in major units, or the number of customers; above 0
 * @since 0.1.0
 */
public record RevenueRate(RevenueFormula formula, BigDecimal numerator, BigDecimal denominator) {
    /**
     * Checks the amounts.
     *
     * @param formula what is meant
     * @param numerator the upper amount
     * @param denominator the lower amount
     * @throws IllegalArgumentException if {@code denominator} is not above 0, or an amount passes the range of doubles
     */
    public RevenueRate {
        requireNonNull(formula, "formula");
        Checks.amount(numerator, "numerator");
        checkArgument(
                Checks.amount(denominator, "denominator").signum() > 0,
                "denominator (%s) must be above 0",
                denominator);
    }

    /**
     * The ratio as a fraction of 1; per customer, major units.
     *
     * @return {@code numerator / denominator}
     */
    public double asDouble() {
        return numerator.doubleValue() / denominator.doubleValue();
    }

    /**
     * A retention with 0 for unchanged instead of 1, as some systems print it: 0.91 is −0.09. Mind which of the two a number is.
     *
     * @return {@code numerator / denominator − 1}, exact where the ratio is near 1
     */
    public double zeroBased() {
        return numerator.subtract(denominator).doubleValue() / denominator.doubleValue();
    }

    /**
     * Prints the rate, its amounts and its formula, such as {@code 91.0 % (910.00 of 1000.00, NRR_COHORT)} or {@code 1.071
     * (150.00 of 140.00, QUICK_RATIO)}.
     */
    @Override
    public String toString() {
        return print(formula, asDouble()) + " (" + numerator.toPlainString() + " of " + denominator.toPlainString()
                + ", " + formula + ")";
    }

    /** A number by a formula as it is read: in per cent, as a ratio or as an amount. */
    static String print(RevenueFormula formula, double value) {
        return formula.isInPercent() ? Text.percent(value) : Text.number(value, formula.isPerCustomer() ? 6 : 4);
    }

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
    public record Trailing(RevenueFormula formula, List<RevenueRate> rates) {

        /**
         * Checks the ratios.
         *
         * @param formula what is meant in each period
         * @param rates the ratios in order of time
         * @throws IllegalArgumentException if there is no ratio, or one of another formula
         */
        public Trailing {
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
            return formula + " in " + rates.size() + " periods: mean " + RevenueRate.print(formula, mean())
                    + ", product " + RevenueRate.print(formula, product());
        }
    }
}
