package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of money per customer, kept as the two numbers it comes from: 1,090 USD of 11 customers.
 *
 * <p>Revenue per account (ARPA), margin per customer and cost per acquired customer are such amounts. Nothing is rounded until
 * someone asks for a number. Equal are amounts of equal total, to the decimals, and equal customers. This class is immutable
 * and thread-safe.
 *
 * @param total the amount of all, in major units; may be negative
 * @param customers of how many, at least 1
 * @param currency the currency
 * @since 0.1.0
 */
public record AmountPerCustomer(BigDecimal total, long customers, Currency currency) {

    /**
     * Checks the numbers.
     *
     * @param total the amount of all, in major units
     * @param customers of how many
     * @param currency the currency
     * @throws IllegalArgumentException if {@code customers < 1} or {@code total} passes the range of doubles
     */
    public AmountPerCustomer {
        Checks.amount(total, "total");
        Checks.positive(customers, "customers");
        requireNonNull(currency, "currency");
    }

    /**
     * Makes an amount per customer.
     *
     * @param total the amount of all, in major units, such as 1090.00
     * @param customers of how many, at least 1
     * @param currency the currency
     * @return the amount
     * @throws IllegalArgumentException if {@code customers < 1}
     */
    public static AmountPerCustomer of(BigDecimal total, long customers, Currency currency) {
        return new AmountPerCustomer(total, customers, currency);
    }

    /**
     * An amount that is known per customer already.
     *
     * @param amount the amount of one customer, in major units
     * @param currency the currency
     * @return the amount
     */
    public static AmountPerCustomer of(BigDecimal amount, Currency currency) {
        return new AmountPerCustomer(Checks.amount(amount, "amount"), 1, currency);
    }

    /**
     * The amount per customer of recurring revenue (ARPA).
     *
     * @param rate revenue by a formula that is {@link RevenueFormula#isPerCustomer() per customer}
     * @param currency the currency
     * @return the amount
     * @throws IllegalArgumentException if the formula is not per customer
     */
    public static AmountPerCustomer of(RevenueRate rate, Currency currency) {
        requireNonNull(currency, "currency");
        checkArgument(requireNonNull(rate, "rate").formula().isPerCustomer(), "rate (%s) must be per customer", rate);
        return new AmountPerCustomer(rate.numerator(), rate.denominator().longValueExact(), currency);
    }

    /**
     * Merges separate customers, or the same customers' separate customer-months: sums both numbers, which is not the mean of
     * the two amounts.
     *
     * @param other an amount in the same currency
     * @return the pooled amount
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the customers sum past {@link Long#MAX_VALUE}
     */
    public AmountPerCustomer plus(AmountPerCustomer other) {
        requireNonNull(other, "other");
        checkCurrency(other.currency);
        return new AmountPerCustomer(total.add(other.total), Math.addExact(customers, other.customers), currency);
    }

    void checkCurrency(Currency other) {
        checkArgument(currency.equals(requireNonNull(other, "currency")), "currency (%s) must be %s", other, currency);
    }

    /**
     * The amount as a number.
     *
     * @return major units per customer, finite
     */
    public double asDouble() {
        return total.doubleValue() / customers;
    }

    /**
     * The amount as money: here it is rounded.
     *
     * @param rounding how
     * @return major units per customer, with the currency's decimals
     * @throws ArithmeticException if {@code rounding} is {@code UNNECESSARY} and it is necessary
     */
    public BigDecimal rounded(RoundingMode rounding) {
        return total.divide(
                BigDecimal.valueOf(customers), Money.decimals(currency), requireNonNull(rounding, "rounding"));
    }

    /** The amount with the currency's decimals and, if they are not all, an ellipsis. */
    String print() {
        BigDecimal cut = rounded(RoundingMode.DOWN);
        boolean exact = cut.multiply(BigDecimal.valueOf(customers)).compareTo(total) == 0;
        return cut.toPlainString() + (exact ? "" : "…");
    }

    /** Prints the amount and what it comes from, such as {@code 99.09… USD (1090.00 of 11)}. */
    @Override
    public String toString() {
        return print() + " " + currency
                + (customers == 1 ? "" : " (" + total.toPlainString() + " of " + customers + ")");
    }
}
