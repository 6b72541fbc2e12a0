package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.segment.ProductReturns.Cell;
import dev.retention.segment.ProductReturns.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * How much of what was sold is sent back, in every period. Made by {@link ProductReturns}.
 *
 * <p>Shares of value have intervals by resampling: {@code Resampled.of(table.by(Resampled.buckets())).estimate(each ->
 * each.inPeriod("2024-03").value().map(ShareOfValue::asDouble), 0.95)}. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ProductReturnTable<K> extends PeriodOrders<K, Item, Cell, ProductReturnTable<K>.InPeriod>
        implements Tabular {
    private static final Set<Item> NUMBERS =
            EnumSet.of(Item.LINES, Item.ORDERS, Item.SENT_BACK_LINES, Item.SENT_BACK_ORDERS);

    private final ProductReturns method;
    // Whether the table is of a group of customers.
    private final boolean isPart;

    ProductReturnTable(ProductReturns method, Counted<K, Cell> counted, boolean isPart) {
        super(counted, (item, period) -> new Cell(period, item));
        this.method = method;
        this.isPart = isPart;
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
    public ByGroup<ProductReturnTable<K>> by(Grouping grouping) {
        return counted().by(grouping, slice -> new ProductReturnTable<>(method, slice, true));
    }

    /**
     * The same table for the returns of each reason, over all that was sold; {@link Group#MISSING} where none is told. What was given back
     * adds up to this table; a customer, order or line may have been sent back for several reasons and is in each. Takes two more passes
     * over the store.
     *
     * @return the tables in the order of reasons; of a table {@linkplain ProductReturns#because for one reason} that one alone
     * @throws IllegalStateException if the table was made from a tally: count {@link ProductReturns#because} there; or if it is of a group
     *     of customers: part the table of each reason {@link #by} groups instead
     */
    @SuppressWarnings("unchecked") // counted by the rule of the same place in the list
    public Map<Group, ProductReturnTable<K>> byReason() {
        checkState(
                !isPart,
                "byReason must not be asked of one group of customers: call because(reason) first, then by(grouping)");
        SortedSet<Group> reasons = counted().sweep().collect(timeline(), method.reasons());
        var rules = reasons.stream()
                .map(reason -> method.because(reason).rule(counted().store()))
                .toList();
        var all = counted().sweep().countAll(rules);
        Map<Group, ProductReturnTable<K>> tables = new LinkedHashMap<>();
        for (Group reason : reasons) {
            Counted<K, Cell> one = (Counted<K, Cell>) all.get(tables.size());
            tables.put(reason, new ProductReturnTable<>(method.because(reason), one, false));
        }
        return Collections.unmodifiableMap(tables);
    }

    /**
     * The orders and returns of one period.
     *
     * <pre>
     *   value        SENT_BACK / SOLD
     *   lines        SENT_BACK_LINES / LINES
     *   orders       SENT_BACK_ORDERS / ORDERS
     *   customers    customers of SENT_BACK / customers of SOLD
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
         * How many lines or orders an item has.
         *
         * @param item one of LINES, ORDERS, SENT_BACK_LINES and SENT_BACK_ORDERS
         * @return at least 0
         * @throws IllegalArgumentException if the item is one of money
         */
        public long count(Item item) {
            checkArgument(
                    NUMBERS.contains(item),
                    "item (%s) must be one of %s",
                    cell(item).item(),
                    NUMBERS);
            return number(item);
        }

        /**
         * The money of an item.
         *
         * @param item one of SOLD, SENT_BACK and UNMATCHED
         * @return major units of the store's currency
         * @throws IllegalArgumentException if the item counts lines or orders
         */
        public BigDecimal amount(Item item) {
            checkArgument(!NUMBERS.contains(item), "item (%s) must be none of %s", item, NUMBERS);
            return money(item);
        }

        /**
         * Which share of what was paid was given back.
         *
         * @return the share; empty if nothing was paid
         * @throws IllegalStateException if returns count in the period in which they came
         * @throws IllegalArgumentException if more was given back than paid, as only a store of others can have it
         */
        public Optional<ShareOfValue> value() {
            checkOfSales();
            return share(money(Item.SENT_BACK), money(Item.SOLD));
        }

        /**
         * Which share of the lines was sent back.
         *
         * @return the share; empty if nothing was sold
         * @throws IllegalStateException if returns count in the period in which they came
         */
        public Optional<Proportion> lines() {
            checkOfSales();
            return share(number(Item.SENT_BACK_LINES), number(Item.LINES));
        }

        /**
         * Of which share of the orders something was sent back.
         *
         * @return the share; empty if nothing was sold
         * @throws IllegalStateException if returns count in the period in which they came
         */
        public Optional<Proportion> orders() {
            checkOfSales();
            return share(number(Item.SENT_BACK_ORDERS), number(Item.ORDERS));
        }

        /**
         * Which share of the period's customers sent something back.
         *
         * @return the share; empty if nothing was sold
         * @throws IllegalStateException if returns count in the period in which they came
         */
        public Optional<Proportion> customers() {
            checkOfSales();
            return share(customers(Item.SENT_BACK), customers(Item.SOLD));
        }

        private void checkOfSales() {
            checkState(
                    method.on() == ProductReturns.On.SALE,
                    "returns of %s may be of earlier sales and are no share of its: count them on SALE",
                    period());
        }

        /** Prints what was sold and sent back; beside each other where the one is no share of the other. */
        @Override
        public String toString() {
            String values = method.on() == ProductReturns.On.SALE
                    ? money(Item.SENT_BACK) + " sent back of " + money(Item.SOLD) + " sold, "
                            + number(Item.SENT_BACK_LINES) + " of " + number(Item.LINES) + " lines, "
                            + number(Item.SENT_BACK_ORDERS) + " of " + number(Item.ORDERS) + " orders, "
                            + customers(Item.SENT_BACK) + " of " + customers(Item.SOLD) + " customers"
                    : money(Item.SENT_BACK) + " came back, in " + number(Item.SENT_BACK_LINES) + " lines of "
                            + number(Item.SENT_BACK_ORDERS) + " orders by "
                            + Text.customers(customers(Item.SENT_BACK)) + "; sold " + money(Item.SOLD) + ", in "
                            + number(Item.LINES) + " lines of " + number(Item.ORDERS) + " orders to "
                            + Text.customers(customers(Item.SOLD));
            return label() + ": " + values
                    + (customers(Item.UNMATCHED) == 0 ? "" : "; " + money(Item.UNMATCHED) + " of no known order");
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
