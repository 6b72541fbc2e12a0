package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * What an action costs: once, for each customer who gets it, and for each of them who takes what is offered.
 *
 * <pre>{@code
 * ActionCost.perCustomer(new BigDecimal("0.80"), Currency.getInstance("EUR"))      // a letter to each
 *         .withTakers(new BigDecimal("10.00"), 120, 110)      // a voucher to 120, of whom 110 stayed
 *         .withFixed(new BigDecimal("500.00"));
 * }</pre>
 *
 * <p>Amounts are in major units and exact, each 0 or from 1e-100 to 1e100. An offer that is taken by those who would have stayed
 * anyway costs as much as any other, see {@link ActionProfit#deadweight}. This record is immutable, thread-safe and serialisable.
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

    private static final long serialVersionUID = 1;
    private static final BigDecimal LEAST = BigDecimal.ONE.movePointLeft(100);
    private static final BigDecimal MOST = BigDecimal.ONE.movePointRight(100);

    /**
     * Checks the numbers.
     *
     * @param fixed the cost of the action as a whole
     * @param perCustomer the cost of each customer who gets it
     * @param perTaker what each taker costs beside that
     * @param takers how many took the offer
     * @param takersKept how many of the takers stayed
     * @param currency the currency of all amounts
     * @throws IllegalArgumentException if an amount is not 0 or from 1e-100 to 1e100, a number is negative, or {@code takersKept >
     *     takers}
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

    /** Refuses an amount below 0, or one with which what is reckoned leaves the range of doubles. */
    static void notNegative(BigDecimal amount, String name) {
        checkArgument(Checks.amount(amount, name).signum() >= 0, "%s (%s) must be at least 0", name, amount);
        checkArgument(
                amount.signum() == 0 || (amount.compareTo(LEAST) >= 0 && amount.compareTo(MOST) <= 0),
                "%s (%s) must be 0 or from 1e-100 to 1e100",
                name,
                amount);
    }

    /**
     * A cost of each customer who gets the action.
     *
     * @param perCustomer the cost of one, in major units, at least 0
     * @param currency the currency
     * @return the cost
     * @throws IllegalArgumentException if {@code perCustomer} is not 0 or from 1e-100 to 1e100
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
     * @throws IllegalArgumentException if {@code fixed} is not 0 or from 1e-100 to 1e100
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

    /**
     * Prints the parts that cost something, such as {@code 0.80 EUR a customer, 10.00 EUR for each of 120 takers (110 stayed),
     * 500.00 EUR at once}; or {@code free}.
     */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (perCustomer.signum() > 0) {
            parts.add(money(perCustomer) + " a customer");
        }
        if (takers > 0) {
            parts.add(money(perTaker) + " for each of " + takers + (takers == 1 ? " taker (" : " takers (") + takersKept
                    + " stayed)");
        }
        if (fixed.signum() > 0) {
            parts.add(money(fixed) + " at once");
        }
        return parts.isEmpty() ? "free" : String.join(", ", parts);
    }

    private String money(BigDecimal amount) {
        return amount.toPlainString() + " " + currency;
    }
}
