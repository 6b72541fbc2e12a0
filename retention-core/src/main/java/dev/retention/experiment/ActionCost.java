package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What an action costs: once, for each customer who gets it, and for each of them who takes what is offered.
 *
 * <pre>{@code
 * ActionCost.perCustomer(new BigDecimal("0.80"), Currency.getInstance("EUR"))      // a letter to each
 *         .withTakers(new BigDecimal("10.00"), 120, 110)      // a voucher to 120, of whom 110 stayed
 *         .withFixed(new BigDecimal("500.00"));
 * }</pre>
 *
 * <p>Amounts are in major units and exact. An offer that is taken by those who would have stayed anyway costs as much as any other,
 * see {@link ActionProfit#deadweight}. This record is immutable, thread-safe and serialisable.
 *
 * @param fixed the cost of the action as a whole, at least 0
 * @param perCustomer the cost of each customer who gets it, taker or not, at least 0
 * @param perTaker what each taker costs beside that, at least 0
 * @param takers how many of those who got it took the offer, at least 0
 * @param takersKept how many of the takers stayed
 * @param currency the currency of all amounts
 * @since 0.1.0
 */
public record ActionCost(
        BigDecimal fixed, BigDecimal perCustomer, BigDecimal perTaker, long takers, long takersKept, Currency currency)
        implements Serializable {

    /**
     * Checks the numbers.
     *
     * @param fixed the cost of the action as a whole
     * @param perCustomer the cost of each customer who gets it
     * @param perTaker what each taker costs beside that
     * @param takers how many took the offer
     * @param takersKept how many of the takers stayed
     * @param currency the currency of all amounts
     * @throws IllegalArgumentException if a number is negative or past the range of doubles, or {@code takersKept > takers}
     */
    public ActionCost {
        notNegative(fixed, "fixed");
        notNegative(perCustomer, "perCustomer");
        notNegative(perTaker, "perTaker");
        Checks.notNegative(takers, "takers");
        Checks.notNegative(takersKept, "takersKept");
        checkArgument(takersKept <= takers, "takersKept (%s) must be at most takers (%s)", takersKept, takers);
        requireNonNull(currency, "currency");
    }

    private static void notNegative(BigDecimal amount, String name) {
        checkArgument(Checks.amount(amount, name).signum() >= 0, "%s (%s) must be at least 0", name, amount);
    }

    /**
     * A cost of each customer who gets the action.
     *
     * @param perCustomer the cost of one, in major units, at least 0
     * @param currency the currency
     * @return the cost
     * @throws IllegalArgumentException if {@code perCustomer} is negative or past the range of doubles
     */
    public static ActionCost perCustomer(BigDecimal perCustomer, Currency currency) {
        return new ActionCost(BigDecimal.ZERO, perCustomer, BigDecimal.ZERO, 0, 0, currency);
    }

    /**
     * An action that costs nothing.
     *
     * @param currency the currency of what it brings
     * @return the cost
     */
    public static ActionCost none(Currency currency) {
        return perCustomer(BigDecimal.ZERO, currency);
    }

    /**
     * Adds what only those who take the offer cost.
     *
     * @param perTaker the cost of one taker, in major units, at least 0
     * @param takers how many of those who got the action took the offer
     * @param takersKept how many of the takers stayed
     * @return the cost with it, in place of what takers cost before
     * @throws IllegalArgumentException if a number is negative, or {@code takersKept > takers}
     */
    public ActionCost withTakers(BigDecimal perTaker, long takers, long takersKept) {
        return new ActionCost(fixed, perCustomer, perTaker, takers, takersKept, currency);
    }

    /**
     * Adds what the action costs as a whole, whoever gets it.
     *
     * @param fixed the cost, in major units, at least 0
     * @return the cost with it, in place of what was fixed before
     * @throws IllegalArgumentException if {@code fixed} is negative or past the range of doubles
     */
    public ActionCost withFixed(BigDecimal fixed) {
        return new ActionCost(fixed, perCustomer, perTaker, takers, takersKept, currency);
    }

    /**
     * What all of it costs.
     *
     * @param customers how many get the action, at least as many as take the offer
     * @return {@code fixed + customers · per customer + takers · per taker}, exact, in major units
     * @throws IllegalArgumentException if there are more takers than customers
     */
    public BigDecimal total(long customers) {
        checkArgument(customers >= takers, "customers (%s) must be at least takers (%s)", customers, takers);
        return fixed.add(borne(customers, takers));
    }

    /** What some customers cost, without what is fixed. */
    BigDecimal borne(long customers, long takersAmong) {
        return perCustomer
                .multiply(BigDecimal.valueOf(customers))
                .add(perTaker.multiply(BigDecimal.valueOf(takersAmong)));
    }

    /** Prints the parts, such as {@code 0.80 EUR a customer, 10.00 EUR for each of 120 takers (110 stayed), 500.00 EUR at once}. */
    @Override
    public String toString() {
        return perCustomer.toPlainString() + " " + currency + " a customer"
                + (takers == 0
                        ? ""
                        : ", " + perTaker.toPlainString() + " " + currency + " for each of " + takers + " takers ("
                                + takersKept + " stayed)")
                + (fixed.signum() == 0 ? "" : ", " + fixed.toPlainString() + " " + currency + " at once");
    }
}
