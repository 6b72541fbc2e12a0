package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * What it cost to acquire some customers, of one channel and period or of many.
 *
 * <pre>
 *   per customer   spend / acquired
 *   marginal       (spend′ − spend) / (acquired′ − acquired)
 * </pre>
 *
 * <p>The mean cost says what customers have cost, the marginal cost what the next ones will: a channel that is used up shows in
 * the latter. Costs of several channels are pooled by {@link #plus}; which customer belongs to which channel is for the caller
 * to say. This class is immutable and thread-safe.
 *
 * @param basis what is counted as cost
 * @param spend the cost, in major units, at least 0
 * @param acquired how many customers it acquired, at least 1
 * @param currency the currency
 * @since 0.1.0
 */
public record AcquisitionCost(Basis basis, BigDecimal spend, long acquired, Currency currency) {

    /**
     * Checks the numbers.
     *
     * @param basis what is counted as cost
     * @param spend the cost, in major units
     * @param acquired how many customers it acquired
     * @param currency the currency
     * @throws IllegalArgumentException if {@code spend} is negative or past the range of doubles, or {@code acquired < 1}
     */
    public AcquisitionCost {
        requireNonNull(basis, "basis");
        checkArgument(Checks.amount(spend, "spend").signum() >= 0, "spend (%s) must be at least 0", spend);
        Checks.positive(acquired, "acquired");
        requireNonNull(currency, "currency");
    }

    /**
     * Makes a cost.
     *
     * @param basis what is counted as cost
     * @param spend the cost, in major units, at least 0
     * @param acquired how many customers it acquired, at least 1
     * @param currency the currency
     * @return the cost
     * @throws IllegalArgumentException if {@code spend} is negative or past the range of doubles, or {@code acquired < 1}
     */
    public static AcquisitionCost of(Basis basis, BigDecimal spend, long acquired, Currency currency) {
        return new AcquisitionCost(basis, spend, acquired, currency);
    }

    /**
     * The cost of one customer (CAC).
     *
     * @return {@code spend / acquired}, exact
     */
    public AmountPerCustomer perCustomer() {
        return AmountPerCustomer.of(spend, acquired, currency);
    }

    /**
     * Pools two channels or periods.
     *
     * @param other the cost of other customers, on the same basis and in the same currency
     * @return the sums
     * @throws IllegalArgumentException if basis or currency differ
     * @throws ArithmeticException if the customers sum past {@link Long#MAX_VALUE}
     */
    public AcquisitionCost plus(AcquisitionCost other) {
        checkSame(requireNonNull(other, "other"));
        return new AcquisitionCost(basis, spend.add(other.spend), Math.addExact(acquired, other.acquired), currency);
    }

    /**
     * What each further customer cost, compared with a smaller spend of the same channel.
     *
     * @param before an earlier or smaller spend, on the same basis and in the same currency
     * @return the marginal cost; empty unless both spend and customers grew, when it says nothing
     * @throws IllegalArgumentException if basis or currency differ
     */
    public Optional<AmountPerCustomer> marginal(AcquisitionCost before) {
        checkSame(requireNonNull(before, "before"));
        BigDecimal more = spend.subtract(before.spend);
        return more.signum() > 0 && acquired > before.acquired
                ? Optional.of(AmountPerCustomer.of(more, acquired - before.acquired, currency))
                : Optional.empty();
    }

    private void checkSame(AcquisitionCost other) {
        requireNonNull(other, "other");
        checkArgument(basis == other.basis, "basis (%s) must be %s", other.basis, basis);
        checkArgument(currency.equals(other.currency), "currency (%s) must be %s", other.currency, currency);
    }

    /** Prints the cost per customer, such as {@code 40.00 USD (2000.00 of 50), loaded}. */
    @Override
    public String toString() {
        return perCustomer() + ", " + basis;
    }

    /**
     * What is counted as the cost of acquiring customers.
     *
     * @since 0.1.0
     */
    public enum Basis {
        /** Media and commissions only: what was paid to reach customers. */
        PAID,

        /** Fully loaded: also salaries, tools and what rewards and first-order discounts cost. */
        LOADED;

        /** Prints the name in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
