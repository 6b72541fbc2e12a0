package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an action brought in money and cost, told by its holdout: where the outcome of a customer is an amount, such as the margin
 * of 90 days, and not merely whether the customer stayed.
 *
 * <pre>{@code
 * ValueProfit.of(
 *         MeanComparison.of(SampleMean.of(2000, 41.20, 900), SampleMean.of(2000, 38.50, 880)),      // EUR of margin a customer
 *         ActionCost.perCustomer(new BigDecimal("1.00"), Currency.getInstance("EUR")));
 * // profit 3400 EUR [-299.2, 7099] at 95 %: 5400 more from 2000 customers, for 2000.00; not told
 * }</pre>
 *
 * <pre>
 *   profit            n (m₁ − m₂) − C         n treated, m₁ and m₂ the mean of the treated and of the holdout, C the total cost
 *   break-even cost   m₁ − m₂, per treated customer
 * </pre>
 *
 * <p>The interval is Welch's, with the cost taken as known. Amounts are margins; revenue would count costs of goods as profit. This
 * record is immutable and thread-safe.
 *
 * @param customers the treated {@code n}, at least as many as take the offer
 * @param value the mean of the treated against that of the holdout, in major units of the cost's currency
 * @param cost what the action costs
 * @see ActionProfit
 * @since 0.1.0
 */
public record ValueProfit(long customers, MeanComparison value, ActionCost cost) {

    /**
     * Checks the numbers.
     *
     * @param customers the treated
     * @param value the mean of the treated against that of the holdout
     * @param cost what the action costs
     * @throws IllegalArgumentException if {@code customers} is less than 1, or than the takers
     */
    public ValueProfit {
        Checks.positive(customers, "customers");
        requireNonNull(value, "value");
        requireNonNull(cost, "cost").total(customers);
    }

    /**
     * Sets what an action brought against what it cost.
     *
     * @param value the mean of the treated against that of the holdout, of customers and not of households
     * @param cost what the action costs
     * @return the profit
     * @throws IllegalArgumentException if the treated are fewer than the takers
     */
    public static ValueProfit of(MeanComparison value, ActionCost cost) {
        return new ValueProfit(requireNonNull(value, "value").treated().count(), value, cost);
    }

    /** {@return what the action cost in all, exact, in major units} */
    public BigDecimal totalCost() {
        return cost.total(customers);
    }

    /** {@return what the treated brought more than they would have without, in major units; below 0 if less} */
    public double broughtMore() {
        return breakEvenCost() * customers;
    }

    /** {@return the most that the action may cost per treated customer: what it brought per customer; below 0 if less} */
    public double breakEvenCost() {
        return value.estimate(EffectScale.ABSOLUTE).orElseThrow();
    }

    /** {@return what the action brought less what it cost, in major units; below 0 for a loss} */
    public double profit() {
        return profitAt(breakEvenCost());
    }

    private double profitAt(double effect) {
        return new BigDecimal(effect)
                .multiply(BigDecimal.valueOf(customers))
                .subtract(totalCost())
                .doubleValue();
    }

    /**
     * Where the profit lies.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the profit at both ends of Welch's interval; empty if an arm is one customer, or nothing varies in either
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> profitInterval(double confidence) {
        return value.effect(EffectScale.ABSOLUTE, confidence)
                .interval()
                .map(effect -> Interval.of(profitAt(effect.lower()), profitAt(effect.upper()), confidence));
    }

    /**
     * {@return whether the action is worth its cost, as far as can be told}
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public ProfitAnswer answer(double confidence) {
        return profitInterval(confidence).map(ProfitAnswer::of).orElse(ProfitAnswer.NOT_TOLD);
    }

    /** Prints profit and cost with the interval at 95 %. */
    @Override
    public String toString() {
        Optional<Interval> interval = profitInterval(0.95);
        double half = interval.map(Interval::width).orElse(0.0) / 2;
        return "profit " + Text.within(profit(), half, 6) + " " + cost.currency()
                + interval.map(each -> " " + each).orElse("") + ": "
                + Text.within(broughtMore(), half, 6) + " more from " + Text.customers(customers) + ", for "
                + (totalCost().signum() == 0 ? "nothing" : totalCost().toPlainString()) + "; "
                + Text.words(answer(0.95));
    }
}
