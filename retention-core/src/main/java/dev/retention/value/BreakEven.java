package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Currency;
import java.util.OptionalDouble;

/**
 * How many customers must come back for a loss on the first order to be worth it.
 *
 * <p>With the loss {@code L} of acquisition cost over the first order's margin, the margin {@code m} of each later order and the
 * probability {@code r} that an order is followed by another:
 *
 * <pre>
 *   in the end      m · r/(1 − r) ≥ L            ⇔  r ≥ L / (L + m)
 *   by order k      m · (r + r² + … + r^(k−1)) ≥ L
 * </pre>
 *
 * <ul>
 *   <li>Without a loss the rate needed is 0.
 *   <li>By order {@code k} no rate may suffice, not even if everybody comes back: {@code L > m (k − 1)}.
 *   <li>Supposes the same probability after every order and discounts nothing.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param loss the loss on a customer's first order, in major units, finite; negative for a gain
 * @param repeatMargin the margin of each later order, in major units, positive and finite
 * @param currency the currency of both
 * @since 0.1.0
 */
public record BreakEven(double loss, double repeatMargin, Currency currency) {

    /**
     * Checks the amounts.
     *
     * @param loss the loss on a customer's first order
     * @param repeatMargin the margin of each later order
     * @param currency the currency of both
     * @throws IllegalArgumentException if {@code loss} is not finite or {@code repeatMargin} not positive and finite
     */
    public BreakEven {
        checkArgument(Double.isFinite(loss), "loss (%s) must be finite", loss);
        Checks.positive(repeatMargin, "repeatMargin");
        requireNonNull(currency, "currency");
        loss += 0.0;
    }

    /**
     * From the cost of acquiring customers and what they bring.
     *
     * @param cost the cost of acquiring customers
     * @param firstOrderMargin the margin of a customer's first order, before that cost; may be negative
     * @param repeatOrderMargin the margin of each later order, above 0
     * @return the break-even
     * @throws IllegalArgumentException if the currencies differ or {@code repeatOrderMargin} is not above 0
     */
    public static BreakEven of(
            AcquisitionCost cost, AmountPerCustomer firstOrderMargin, AmountPerCustomer repeatOrderMargin) {
        requireNonNull(cost, "cost");
        requireNonNull(firstOrderMargin, "firstOrderMargin").checkCurrency(cost.currency());
        requireNonNull(repeatOrderMargin, "repeatOrderMargin").checkCurrency(cost.currency());
        return new BreakEven(
                cost.perCustomer().asDouble() - firstOrderMargin.asDouble(),
                repeatOrderMargin.asDouble(),
                cost.currency());
    }

    /**
     * The repeat rate at which the loss is made good in the end.
     *
     * @return {@code L / (L + m)}, in [0, 1)
     */
    public double repeatRate() {
        return loss <= 0 ? 0 : loss / (loss + repeatMargin);
    }

    /**
     * The repeat rate at which the loss is made good by a customer's k-th order, the first included. Constant time.
     *
     * @param order k, at least 1
     * @return the rate, in [0, 1], to 1e-15; empty if no rate suffices
     * @throws IllegalArgumentException if {@code order < 1}
     */
    public OptionalDouble repeatRateBy(int order) {
        Checks.positive((long) order, "order");
        double needed = loss / repeatMargin;
        if (needed <= 0) {
            return OptionalDouble.of(0);
        }
        if (needed > order - 1) {
            return OptionalDouble.empty();
        }
        double low = 0;
        double high = 1;
        while (high - low > 1e-15) {
            double middle = (low + high) / 2;
            if (expectedRepeats(middle, order) < needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(high);
    }

    /**
     * Up to what cost acquiring a customer is worth it, by a repeat rate: acquiring at a loss on the first order pays as long as
     * the cost stays below.
     *
     * <pre>
     *   cost = first margin + m · r/(1 − r)
     * </pre>
     *
     * <p>The cost rises with the rate, so the ends of the rate's interval give those of the cost's, with the same confidence.
     * Margins are taken as known.
     *
     * @param firstOrderMargin the margin of a customer's first order; may be negative
     * @param repeatOrderMargin the margin of each later order, above 0
     * @param repeatRate an interval for the probability that an order is followed by another, in [0, 1], such as
     *     {@code Proportion.of(312, 1000).interval(ProportionInterval.WILSON, 0.95)}
     * @return the interval of the cost; its upper end is infinite if everybody may come back every time
     * @throws IllegalArgumentException if the currencies differ, {@code repeatOrderMargin} is not above 0, or the ends of
     *     {@code repeatRate} are outside [0, 1] or both 1
     */
    public static Interval affordableCost(
            AmountPerCustomer firstOrderMargin, AmountPerCustomer repeatOrderMargin, Interval repeatRate) {
        requireNonNull(firstOrderMargin, "firstOrderMargin");
        requireNonNull(repeatOrderMargin, "repeatOrderMargin").checkCurrency(firstOrderMargin.currency());
        double repeatMargin = Checks.positive(repeatOrderMargin.asDouble(), "repeatOrderMargin");
        double low = Checks.closedUnit(requireNonNull(repeatRate, "repeatRate").lower(), "repeatRate.lower");
        double high = Checks.closedUnit(repeatRate.upper(), "repeatRate.upper");
        checkArgument(low < 1, "repeatRate (%s) must not be certainly 1", repeatRate);
        double first = firstOrderMargin.asDouble();
        return Interval.of(
                first + repeatMargin * low / (1 - low),
                first + repeatMargin * high / (1 - high),
                repeatRate.confidence());
    }

    /** r + r² + … + r^(k−1) = r (1 − r^(k−1)) / (1 − r). */
    private static double expectedRepeats(double rate, int order) {
        return rate == 1 ? order - 1 : rate * -Math.expm1((order - 1) * Math.log(rate)) / (1 - rate);
    }

    /** Prints the loss and the rate needed. */
    @Override
    public String toString() {
        return Money.print(loss, currency) + " lost on the first order, " + Money.print(repeatMargin, currency)
                + " gained on each later one: needs a repeat rate of " + Text.percent(repeatRate());
    }
}
