package dev.retention.segment;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.segment.OrderDiscounts.Cell;
import dev.retention.segment.OrderDiscounts.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much was sold at full price, and how deep the discounts were, in every period. Made by {@link OrderDiscounts}.
 *
 * <p>Shares of value have intervals by resampling: {@code Resampled.of(table.by(Resampled.buckets())).estimate(each ->
 * each.inPeriod("2024-03").depth().map(ShareOfValue::asDouble), 0.95)}. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class OrderDiscountTable<K> extends PeriodOrders<K, Item, Cell, OrderDiscountTable<K>.InPeriod>
        implements Tabular {
    OrderDiscountTable(Counted<K, Cell> counted) {
        super(counted, (item, period) -> new Cell(period, item));
    }

    @Override
    public List<InPeriod> periods() {
        return entries();
    }

    @Override
    InPeriod entry(int index) {
        return new InPeriod(index);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted; at each period, by their group at its end
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<OrderDiscountTable<K>> by(Grouping grouping) {
        return counted().by(grouping, OrderDiscountTable::new);
    }

    /**
     * The lines of one period.
     *
     * <pre>
     *   depth                  (LIST − SOLD) / LIST
     *   full price, lines      FULL_PRICE_LINES / LINES
     *   full price, value      FULL_PRICE / SOLD
     *   full price, customers  customers of FULL_PRICE / customers of SOLD
     *   dependence             customers of NEVER_FULL_PRICE / customers of SOLD
     *   margin                 (COSTED − COST) / COSTED
     * </pre>
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodOrders<K, Item, Cell, InPeriod>.Entry {
        private InPeriod(int index) {
            super(index);
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0
         */
        public long customers(Item item) {
            return customersOf(item);
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(Item item) {
            return membersOf(item);
        }

        /**
         * The money of an item.
         *
         * @param item which, neither of {@link Item#LINES} and {@link Item#FULL_PRICE_LINES}
         * @return major units of the store's currency
         * @throws IllegalArgumentException if the item counts lines
         */
        public BigDecimal amount(Item item) {
            if (item == Item.LINES || item == Item.FULL_PRICE_LINES) {
                throw new IllegalArgumentException("item (" + item + ") must be one of money: take fullPriceLines");
            }
            return money(item);
        }

        /**
         * How deep the discounts were, over all lines, those at full price among them.
         *
         * @return discount of list price; empty if the list prices sum to 0
         * @throws IllegalArgumentException if lines have amounts or discounts below 0, so that it is no share
         */
        public Optional<ShareOfValue> depth() {
            return share(money(Item.LIST).subtract(money(Item.SOLD)), money(Item.LIST));
        }

        /**
         * Which share of the lines was sold at full price. Lines of one customer go together: an interval over customers is that of {@link
         * dev.retention.rule.Resampled}.
         *
         * @return the share; empty if there are no lines
         */
        public Optional<Proportion> fullPriceLines() {
            return share(number(Item.FULL_PRICE_LINES), number(Item.LINES));
        }

        /**
         * Which share of what was paid was paid for lines at full price.
         *
         * @return the share; empty if nothing was paid
         * @throws IllegalArgumentException if lines have amounts below 0, so that it is no share
         */
        public Optional<ShareOfValue> fullPriceValue() {
            return share(money(Item.FULL_PRICE), money(Item.SOLD));
        }

        /**
         * Which share of the customers bought something at full price.
         *
         * @return the share; empty if there are none
         */
        public Optional<Proportion> fullPriceCustomers() {
            return share(customers(Item.FULL_PRICE), customers(Item.SOLD));
        }

        /**
         * Which share of the period's customers had never bought anything at full price by its end.
         *
         * @return the share; empty if there are none
         */
        public Optional<Proportion> dependence() {
            return share(customers(Item.NEVER_FULL_PRICE), customers(Item.SOLD));
        }

        /**
         * The margin of the lines whose cost is known.
         *
         * @return at most 1, below 0 if they cost more than was paid; empty if nothing was paid for such lines
         */
        public OptionalDouble margin() {
            return margin(money(Item.COSTED), money(Item.COST));
        }

        /**
         * The margin of the lines at full price whose cost is known.
         *
         * @return at most 1; empty if nothing was paid for such lines
         */
        public OptionalDouble marginAtFullPrice() {
            return margin(money(Item.FULL_PRICE_COSTED), money(Item.FULL_PRICE_COST));
        }

        /**
         * The margin of the lines with a discount whose cost is known.
         *
         * @return at most 1; empty if nothing was paid for such lines
         */
        public OptionalDouble marginWithDiscount() {
            return margin(
                    money(Item.COSTED).subtract(money(Item.FULL_PRICE_COSTED)),
                    money(Item.COST).subtract(money(Item.FULL_PRICE_COST)));
        }

        private static OptionalDouble margin(BigDecimal paid, BigDecimal cost) {
            return paid.signum() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(paid.subtract(cost).doubleValue() / paid.doubleValue());
        }

        /** Prints lines, depth, and what was at full price. */
        @Override
        public String toString() {
            return label() + ": " + number(Item.LINES) + " lines with " + money(Item.SOLD) + " of a list price of "
                    + money(Item.LIST) + "; at full price "
                    + fullPriceLines().map(Proportion::toString).orElse("none") + " of lines, never so far "
                    + dependence().map(Proportion::toString).orElse("none") + " of customers";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
