package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.ChurnRate;
import dev.retention.RetentionRate;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is worth by a named formula, with the formula and its inputs.
 *
 * <pre>{@code
 * AmountPerCustomer arpa = AmountPerCustomer.of(new BigDecimal("1090"), 11, usd);
 * LifetimeValue.arpaOverChurn(arpa, ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10));
 *     // 990.91 USD (99.09… / 10.0 % (1 of 10, SNAPSHOT), ARPA_OVER_CHURN)
 * }</pre>
 *
 * <p>Sums of money stay exact in the inputs. A lifetime value is a statistic, the quotient or the sum of estimates: it is a
 * {@code double} in major units, and becomes money where the caller rounds it ({@link #rounded}).
 *
 * <ul>
 *   <li>Where a formula is undefined, such as ARPA over a churn of 0, there is no value: not 0, and not infinity.
 *   <li>Amounts and rates must be of periods of the same length. Only {@link LifetimeValueFormula#DISCOUNTED} asks which.
 *   <li>The churn formula decides as much as the value formula: the same month gives 990.91 and 330.30.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LifetimeValue implements Json.Figured {
    private final LifetimeValueFormula formula;
    private final double value;
    private final Currency currency;
    private final String working;
    private final ImmutableMap<String, Double> inputs;

    LifetimeValue(
            LifetimeValueFormula formula, double value, Currency currency, String working, Map<String, Double> inputs) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(formula + " of " + inputs + " passes the range of doubles");
        }
        this.formula = formula;
        this.value = value + 0.0;
        this.currency = currency;
        this.working = working;
        this.inputs = ImmutableMap.copyOf(inputs);
    }

    /**
     * {@link LifetimeValueFormula#ARPA_OVER_CHURN}: what an account brings in a period, for the periods that customers stay on
     * average.
     *
     * @param arpa revenue per account of a period
     * @param churn customer churn of a period of the same length
     * @return the value; empty if churn is not above 0, when no number of periods follows from it
     */
    public static Optional<LifetimeValue> arpaOverChurn(AmountPerCustomer arpa, ChurnRate churn) {
        return overChurn(
                LifetimeValueFormula.ARPA_OVER_CHURN,
                arpa,
                requireNonNull(arpa, "arpa").print(),
                arpa.asDouble(),
                churn,
                Map.of());
    }

    /**
     * {@link LifetimeValueFormula#MARGIN_OVER_CHURN}.
     *
     * @param arpa revenue per account of a period
     * @param grossMargin the share of revenue that is left after the cost of what was sold, finite and at most 1
     * @param churn customer churn of a period of the same length
     * @return the value; empty if churn is not above 0
     * @throws IllegalArgumentException if {@code grossMargin} is above 1 or not finite
     */
    public static Optional<LifetimeValue> marginOverChurn(AmountPerCustomer arpa, double grossMargin, ChurnRate churn) {
        Money.checkMargin(grossMargin);
        return overChurn(
                LifetimeValueFormula.MARGIN_OVER_CHURN,
                requireNonNull(arpa, "arpa"),
                arpa.print() + " · " + Text.percent(grossMargin),
                arpa.asDouble() * grossMargin,
                churn,
                Map.of("gross margin", grossMargin));
    }

    /**
     * {@link LifetimeValueFormula#VALUE_CHURN}.
     *
     * @param arpa revenue per account of a period
     * @param grossMargin the share of revenue that is left after the cost of what was sold, finite and at most 1
     * @param lostValue recurring value lost in a period of the same length: churn and contraction, less expansion if net
     *     churn is meant; may be negative
     * @param startValue recurring value at the start of that period, above 0
     * @return the value; empty if {@code lostValue} is not above 0
     * @throws IllegalArgumentException if {@code grossMargin} is above 1 or not finite, or {@code startValue} is not above 0
     */
    public static Optional<LifetimeValue> valueChurn(
            AmountPerCustomer arpa, double grossMargin, BigDecimal lostValue, BigDecimal startValue) {
        Money.checkMargin(grossMargin);
        checkArgument(
                Checks.amount(startValue, "startValue").signum() > 0, "startValue (%s) must be above 0", startValue);
        if (Checks.amount(lostValue, "lostValue").signum() <= 0) {
            return Optional.empty();
        }
        double churn = lostValue.doubleValue() / startValue.doubleValue();
        return Optional.of(new LifetimeValue(
                LifetimeValueFormula.VALUE_CHURN,
                requireNonNull(arpa, "arpa").asDouble() * grossMargin / churn,
                arpa.currency(),
                arpa.print() + " · " + Text.percent(grossMargin) + " / " + Text.percent(churn) + " ("
                        + lostValue.toPlainString() + " of " + startValue.toPlainString() + ")",
                ImmutableMap.of("ARPA", arpa.asDouble(), "gross margin", grossMargin, "value churn", churn)));
    }

    /**
     * {@link LifetimeValueFormula#COST_NET}.
     *
     * @param arpa revenue per account of a period
     * @param cost cost to serve an account for a period of the same length
     * @param churn customer churn of a period of the same length
     * @return the value, negative if cost passes revenue; empty if churn is not above 0
     * @throws IllegalArgumentException if the currencies differ
     */
    public static Optional<LifetimeValue> costNet(AmountPerCustomer arpa, AmountPerCustomer cost, ChurnRate churn) {
        requireNonNull(arpa, "arpa").checkCurrency(requireNonNull(cost, "cost").currency());
        return overChurn(
                LifetimeValueFormula.COST_NET,
                arpa,
                "(" + arpa.print() + " − " + cost.print() + ")",
                arpa.asDouble() - cost.asDouble(),
                churn,
                Map.of("cost", cost.asDouble()));
    }

    /**
     * {@link LifetimeValueFormula#SMOOTHED}: a single month's churn of few customers jumps, and the value with it.
     *
     * <p>Pools numerators and denominators: a month counts by its customers. That is not the mean of the months' values, which
     * a month without loss would make undefined.
     *
     * @param arpa revenue per account of each period, at least one
     * @param retention retention of each of these periods, by one formula
     * @return the value; empty if retention leaves nothing to divide by
     * @throws IllegalArgumentException if the lists differ in size or are empty, or formulas or currencies differ
     */
    public static Optional<LifetimeValue> smoothed(List<AmountPerCustomer> arpa, List<RetentionRate> retention) {
        requireNonNull(retention, "retention");
        checkArgument(!requireNonNull(arpa, "arpa").isEmpty(), "arpa must hold at least one period");
        return SmoothedValue.of(arpa, retention);
    }

    private static Optional<LifetimeValue> overChurn(
            LifetimeValueFormula formula,
            AmountPerCustomer arpa,
            String numerator,
            double perPeriod,
            ChurnRate churn,
            Map<String, Double> further) {
        if (!(requireNonNull(churn, "churn").numerator() > 0)) {
            return Optional.empty();
        }
        return Optional.of(new LifetimeValue(
                formula,
                perPeriod / churn.asDouble(),
                arpa.currency(),
                numerator + " / " + churn,
                ImmutableMap.<String, Double>builder()
                        .put("ARPA", arpa.asDouble())
                        .putAll(further)
                        .put("churn", churn.asDouble())
                        .build()));
    }

    /**
     * This value after what it cost to acquire a customer.
     *
     * @param cost the cost of the same customers
     * @return the difference, by {@link LifetimeValueFormula#SPEND_LESS_COST} for {@code HISTORIC}, else by the same formula
     * @throws IllegalArgumentException if the currencies differ
     */
    public LifetimeValue less(AcquisitionCost cost) {
        AmountPerCustomer each = requireNonNull(cost, "cost").perCustomer();
        each.checkCurrency(currency);
        Map<String, Double> all = new LinkedHashMap<>(inputs);
        all.merge("acquisition cost", each.asDouble(), Double::sum);
        return new LifetimeValue(
                formula == LifetimeValueFormula.HISTORIC ? LifetimeValueFormula.SPEND_LESS_COST : formula,
                value - each.asDouble(),
                currency,
                working + " − " + each.print() + " " + cost.basis() + " cost",
                all);
    }

    /**
     * How many times the value covers what it cost to acquire a customer (LTV : CAC). The value may be a forecast and the cost
     * is of the past: a report should state the dates of both.
     *
     * @param cost the cost of the same customers
     * @return {@code value / cost}; empty if the cost is 0
     * @throws IllegalArgumentException if the currencies differ
     */
    public OptionalDouble timesCost(AcquisitionCost cost) {
        AmountPerCustomer each = requireNonNull(cost, "cost").perCustomer();
        each.checkCurrency(currency);
        return each.total().signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Money.inRange(value / each.asDouble(), "value over cost"));
    }

    /** {@return how the value was computed} */
    public LifetimeValueFormula formula() {
        return formula;
    }

    /** {@return the value as a number, in major units of {@link #currency()} per customer, finite} */
    public double asDouble() {
        return value;
    }

    /**
     * {@return the value as money, with the currency's decimals: here it is rounded}
     *
     * @param rounding how
     */
    public BigDecimal rounded(RoundingMode rounding) {
        return Money.round(value, currency, requireNonNull(rounding, "rounding"));
    }

    /** {@return the currency of the value} */
    public Currency currency() {
        return currency;
    }

    /** {@return the numbers that went into the formula by name, such as {@code ARPA}, in its order; unmodifiable} */
    public Map<String, Double> inputs() {
        return inputs;
    }

    /** Equal are values by the same formula of the same inputs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LifetimeValue that && toList().equals(that.toList());
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }

    private List<Object> toList() {
        return List.of(formula, value, currency, working, inputs);
    }

    /** {@return the formula, the value, the currency and what it was made of} */
    @Override
    public Object figures() {
        return ImmutableMap.of("formula", formula, "value", value, "currency", currency, "inputs", inputs);
    }

    /** Prints value, working and formula, such as {@code 990.91 USD (99.09… / 10.0 % (1 of 10, SNAPSHOT), ARPA_OVER_CHURN)}. */
    @Override
    public String toString() {
        return Money.print(value, currency) + " (" + working + ", " + formula + ")";
    }
}
