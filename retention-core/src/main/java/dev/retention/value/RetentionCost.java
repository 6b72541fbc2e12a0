package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What it cost to keep some customers, and how that compares with what it costs to win new ones.
 *
 * <pre>
 *   per customer     spend / kept
 *   ratio            (acquisition spend / acquired) / (spend / kept)
 *   share of spend   spend / (spend + acquisition spend)
 * </pre>
 *
 * <p>That winning a customer costs five to twenty-five times as much as keeping one is quoted everywhere and holds nowhere in particular:
 * the ratio of one's own numbers is what counts. Spend is what was done for customers to stay (support, success managers, loyalty
 * rewards, retention offers), of one period or many; kept are the customers of the start who stayed to its end. This class is immutable
 * and thread-safe.
 *
 * @param basis what is counted as cost, the same as that of the acquisition it is compared with
 * @param spend the cost, in major units, at least 0
 * @param kept how many customers stayed, at least 1
 * @param currency the currency
 * @since 0.1.0
 */
public record RetentionCost(AcquisitionCost.Basis basis, BigDecimal spend, long kept, Currency currency) {

    /**
     * Checks the numbers.
     *
     * @param basis what is counted as cost
     * @param spend the cost, in major units
     * @param kept how many customers stayed
     * @param currency the currency
     * @throws IllegalArgumentException if {@code spend} is negative or past the range of doubles, or {@code kept < 1}
     */
    public RetentionCost {
        requireNonNull(basis, "basis");
        checkArgument(Checks.amount(spend, "spend").signum() >= 0, "spend (%s) must be at least 0", spend);
        Checks.positive(kept, "kept");
        requireNonNull(currency, "currency");
    }

    /**
     * Makes a cost.
     *
     * @param basis what is counted as cost
     * @param spend the cost, in major units, at least 0
     * @param kept how many customers stayed, at least 1
     * @param currency the currency
     * @return the cost
     * @throws IllegalArgumentException if {@code spend} is negative or past the range of doubles, or {@code kept < 1}
     */
    public static RetentionCost of(AcquisitionCost.Basis basis, BigDecimal spend, long kept, Currency currency) {
        return new RetentionCost(basis, spend, kept, currency);
    }

    /**
     * The cost of keeping one customer.
     *
     * @return {@code spend / kept}, exact
     */
    public AmountPerCustomer perCustomer() {
        return AmountPerCustomer.of(spend, kept, currency);
    }

    /**
     * Pools two groups or periods.
     *
     * @param other the cost of keeping other customers, on the same basis and in the same currency
     * @return the sums
     * @throws IllegalArgumentException if basis or currency differ
     * @throws ArithmeticException if the customers sum past {@link Long#MAX_VALUE}
     */
    public RetentionCost plus(RetentionCost other) {
        checkSame(requireNonNull(other, "other").basis, other.currency);
        return new RetentionCost(basis, spend.add(other.spend), Math.addExact(kept, other.kept), currency);
    }

    /**
     * How many times as much a new customer costs as a kept one.
     *
     * @param acquisition the cost of new customers, on the same basis and in the same currency
     * @return {@code acquisition per customer / this per customer}, at least 0; empty if nothing was spent on keeping
     * @throws IllegalArgumentException if basis or currency differ
     * @throws ArithmeticException if the ratio passes the range of doubles
     */
    public OptionalDouble ratioTo(AcquisitionCost acquisition) {
        checkSame(requireNonNull(acquisition, "acquisition").basis(), acquisition.currency());
        return spend.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Money.inRange(
                        acquisition.spend().doubleValue() / acquisition.acquired() / (spend.doubleValue() / kept),
                        "ratio"));
    }

    /**
     * Which share of what is spent on customers goes to keeping them.
     *
     * @param acquisition the cost of new customers, on the same basis and in the same currency
     * @return {@code spend / (spend + acquisition spend)}, in [0, 1]; empty if nothing was spent on either
     * @throws IllegalArgumentException if basis or currency differ
     */
    public OptionalDouble shareOfSpend(AcquisitionCost acquisition) {
        checkSame(requireNonNull(acquisition, "acquisition").basis(), acquisition.currency());
        if (spend.signum() == 0) {
            return acquisition.spend().signum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(0);
        }
        return OptionalDouble.of(1 / (1 + acquisition.spend().doubleValue() / spend.doubleValue()));
    }

    /**
     * Sets keeping against winning: the costs, and how often either succeeds.
     *
     * @param acquisition the cost of new customers, on the same basis and in the same currency
     * @param keepRate how many of the customers who were there stayed
     * @param winRate how many of the people who were approached became customers; none of them among the others
     * @return the comparison
     * @throws IllegalArgumentException if basis or currency differ
     */
    public AgainstWinning against(AcquisitionCost acquisition, Proportion keepRate, Proportion winRate) {
        return new AgainstWinning(
                this,
                requireNonNull(acquisition, "acquisition"),
                requireNonNull(keepRate, "keepRate").comparedWith(requireNonNull(winRate, "winRate")));
    }

    private void checkSame(AcquisitionCost.Basis otherBasis, Currency otherCurrency) {
        checkArgument(basis == otherBasis, "basis (%s) must be %s", otherBasis, basis);
        checkArgument(currency.equals(otherCurrency), "currency (%s) must be %s", otherCurrency, currency);
    }

    /** Prints the cost per customer, such as {@code 8.00 USD (2000.00 of 250), loaded}. */
    @Override
    public String toString() {
        return perCustomer() + ", " + basis;
    }

    /**
     * Keeping customers against winning new ones. This class is immutable and thread-safe.
     *
     * @param keeping what it cost to keep customers
     * @param winning what it cost to win some
     * @param rates how often customers stayed, against how often people who were approached became customers
     * @since 0.1.0
     */
    public record AgainstWinning(RetentionCost keeping, AcquisitionCost winning, ProportionComparison rates) {
        /**
         * Checks that the costs are of one basis and currency.
         *
         * @param keeping what it cost to keep customers
         * @param winning what it cost to win some
         * @param rates how often either succeeded
         * @throws IllegalArgumentException if basis or currency differ
         */
        public AgainstWinning {
            requireNonNull(winning, "winning");
            requireNonNull(keeping, "keeping").checkSame(winning.basis(), winning.currency());
            requireNonNull(rates, "rates");
        }

        /**
         * How many times as much a new customer costs as a kept one.
         *
         * @return {@link RetentionCost#ratioTo}
         */
        public OptionalDouble ratio() {
            return keeping.ratioTo(winning);
        }

        /** Prints both rates with their difference and its interval at 95 %, the ratio of the costs, and the share of spend. */
        @Override
        public String toString() {
            Interval interval = rates.differenceInterval(0.95);
            return "kept " + rates.first() + ", won " + rates.reference()
                    + String.format(
                            Locale.ROOT,
                            ", %+.1f points (95 %%: %+.1f to %+.1f)",
                            100 * rates.difference(),
                            100 * interval.lower(),
                            100 * interval.upper())
                    + "; a new customer costs " + winning.perCustomer() + ", a kept one " + keeping.perCustomer()
                    + ratio().stream()
                            .mapToObj(ratio -> ", " + Text.number(ratio, 3) + " times as much")
                            .findFirst()
                            .orElse("")
                    + keeping.shareOfSpend(winning).stream()
                            .mapToObj(share -> "; " + Text.percent(share) + " of spend is on keeping")
                            .findFirst()
                            .orElse("");
        }
    }
}
