package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.value.AcquisitionCost;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How many new customers of every period were referred, what they brought and cost, and who refers. Made by {@link Referrals}.
 *
 * <pre>
 *   referred share            REFERRED / NEW              customers, or amounts of their first day
 *   participation             REFERRERS / CUSTOMERS       in the period
 *   participation so far      REFERRERS_SO_FAR / CUSTOMERS
 *   cost                      amount of REWARDED / REFERRED
 * </pre>
 *
 * <p>In the tables of {@link #byReferrer} the NEW of the referred share are those of this whole table, so that the shares of all groups add
 * up to it. In those of {@link #by} they are the group's own.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ReferralTable<K> extends ItemTable<K, Referrals.Cell, ReferralTable<K>.InPeriod> implements Tabular {
    private final Referrals method;
    // Where NEW is counted.
    private final Counted<K, Referrals.Cell> arrivals;
    private final List<InPeriod> periods;

    private ReferralTable(Referrals method, Counted<K, Referrals.Cell> counted, Counted<K, Referrals.Cell> arrivals) {
        super(counted);
        this.method = method;
        this.arrivals = arrivals;
        this.periods = entries(InPeriod::new);
    }

    /** The table of all customers. */
    static <K> ReferralTable<K> whole(Referrals method, Counted<K, Referrals.Cell> counted) {
        return new ReferralTable<>(method, counted, counted);
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted; read at each period, at its end
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ReferralTable<K>> by(Grouping grouping) {
        return counted().by(requireNonNull(grouping, "grouping"), slice -> whole(method, slice));
    }

    /**
     * The same table by what the referrer was on the day of the referral. Who was not referred, or by a referrer of whom nothing is known,
     * is in {@link dev.retention.rule.Group#MISSING}. Takes one more pass over the store.
     *
     * @param column a column that {@link ReferralReader#referrerText} reads, or {@link Referrals#REFERRER}
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ReferralTable<K>> byReferrer(String column) {
        return parted(method.byColumn(requireNonNull(column, "column")));
    }

    /**
     * The same table by how many days the referrer had been a customer on the day of the referral: cuts at 30 and 365 make the groups
     * {@code 1: below 30}, {@code 2: 30 to 364} and {@code 3: 365 and more}. Who was not referred, or by a referrer who was no customer
     * yet, is in {@link dev.retention.rule.Group#MISSING}. Takes one more pass over the store.
     *
     * @param days the fewest days of each group but the first, strictly ascending, at least one
     * @return a table for each group that somebody is in
     * @throws IllegalArgumentException if there are no days or they do not ascend
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ReferralTable<K>> byReferrerTenure(long... days) {
        checkArgument(requireNonNull(days, "days").length > 0, "days (none) must be at least one");
        for (int i = 1; i < days.length; i++) {
            checkArgument(days[i - 1] < days[i], "days (%s) must ascend strictly, not after %s", days[i], days[i - 1]);
        }
        return parted(method.byTenure(days));
    }

    private ByGroup<ReferralTable<K>> parted(Grouping grouping) {
        return counted().by(grouping, slice -> new ReferralTable<>(method, slice, arrivals));
    }

    /**
     * The referrals of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends ItemTable.Entry<K, Referrals.Item, Referrals.Cell> {
        private InPeriod(int index) {
            super(ReferralTable.this.counted(), Referrals.Cell::new, index);
        }

        /**
         * The amount of an item.
         *
         * @param item which; CUSTOMERS and those who refer have none
         * @return major units of the store's currency, 0 if there are none
         * @throws ArithmeticException if the sum does not fit a long of minor units
         */
        public BigDecimal amount(Referrals.Item item) {
            return counted().major(counted().amount(cell(item)));
        }

        /**
         * Which share of the new customers was referred.
         *
         * @return {@code REFERRED / NEW}; empty if nobody is new
         */
        public Optional<Proportion> referredShare() {
            long total = arrivals.count(cell(Referrals.Item.NEW));
            return total == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(customers(Referrals.Item.REFERRED), total));
        }

        /**
         * Which share of what new customers brought on their first day came from those referred.
         *
         * @return {@code REFERRED / NEW} in amounts; empty if new customers brought nothing, or refunds make it no share
         */
        public Optional<ShareOfValue> referredShareOfValue() {
            BigDecimal whole = arrivals.major(arrivals.amount(cell(Referrals.Item.NEW)));
            BigDecimal part = amount(Referrals.Item.REFERRED);
            return whole.signum() <= 0 || part.signum() < 0 || part.compareTo(whole) > 0
                    ? Optional.empty()
                    : Optional.of(new ShareOfValue(part, whole));
        }

        /**
         * Which share of the customers referred somebody in the period.
         *
         * @return {@code REFERRERS / CUSTOMERS}; empty if there are no customers
         */
        public Optional<Proportion> participation() {
            return share(Referrals.Item.REFERRERS, Referrals.Item.CUSTOMERS);
        }

        /**
         * Which share of the customers has referred somebody by the end of the period.
         *
         * @return {@code REFERRERS_SO_FAR / CUSTOMERS}; empty if there are no customers
         */
        public Optional<Proportion> participationSoFar() {
            return share(Referrals.Item.REFERRERS_SO_FAR, Referrals.Item.CUSTOMERS);
        }

        /**
         * What the rewards of new customers who were referred cost for each of these, to be set beside paid channels, see {@link
         * AcquisitionCost#plus}. Rewards for those who did not become customers are in the amount of REFERRALS and not in here.
         *
         * @param basis what else the figures beside it count: rewards alone are {@code PAID}
         * @return the amount of REWARDED over REFERRED; empty if nobody was referred or the store has no amounts
         */
        public Optional<AcquisitionCost> cost(AcquisitionCost.Basis basis) {
            requireNonNull(basis, "basis");
            long referred = customers(Referrals.Item.REFERRED);
            return referred == 0
                    ? Optional.empty()
                    : counted()
                            .currency()
                            .map(currency ->
                                    AcquisitionCost.of(basis, amount(Referrals.Item.REWARDED), referred, currency));
        }

        /** Prints the period, who was referred and who refers. */
        @Override
        public String toString() {
            return label() + ": " + customers(Referrals.Item.REFERRED) + " of "
                    + arrivals.count(cell(Referrals.Item.NEW)) + " new referred, "
                    + customers(Referrals.Item.REFERRERS) + " of " + customers(Referrals.Item.CUSTOMERS)
                    + " refer";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
