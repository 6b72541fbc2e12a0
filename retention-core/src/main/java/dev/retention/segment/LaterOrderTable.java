package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.segment.LaterOrders.Cell;
import dev.retention.segment.LaterOrders.Content;
import dev.retention.segment.LaterOrders.Unit;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What second and later orders contain, in every period. Made by {@link LaterOrders}. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LaterOrderTable<K> extends PeriodOrders<K, LaterOrders.Cell, Cell, LaterOrderTable<K>.InPeriod>
        implements Tabular {
    LaterOrderTable(Counted<K, Cell> counted) {
        super(counted, (cell, period) -> cell);
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
    public ByGroup<LaterOrderTable<K>> by(Grouping grouping) {
        return counted().by(grouping, LaterOrderTable::new);
    }

    /**
     * The later orders of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodOrders<K, LaterOrders.Cell, Cell, InPeriod>.Entry {
        private InPeriod(int index) {
            super(index);
        }

        private Cell cell(Content content, Unit unit) {
            return new Cell(requireNonNull(content, "content"), unit, period());
        }

        /**
         * How many customers bought lines of a content.
         *
         * @param content which; {@link Content#ANY} for all who ordered again
         * @return at least 0
         */
        public long customers(Content content) {
            return customersOf(cell(content, Unit.LINES));
        }

        /**
         * The customers who bought lines of a content. Takes one more pass over the store.
         *
         * @param content which
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(Content content) {
            return membersOf(cell(content, Unit.LINES));
        }

        /**
         * How many lines are of a content.
         *
         * @param content which
         * @return at least 0
         */
        public long lines(Content content) {
            return number(cell(content, Unit.LINES));
        }

        /**
         * How many orders are of a content.
         *
         * @param content which
         * @return at least 0
         */
        public long orders(Content content) {
            return number(cell(content, Unit.ORDERS));
        }

        /**
         * What was paid for the lines of a content.
         *
         * @param content which
         * @return major units of the store's currency
         */
        public BigDecimal value(Content content) {
            return money(cell(content, Unit.VALUE));
        }

        /**
         * Which share of the lines of later orders is of a content.
         *
         * @param content which
         * @return the share; empty if there are no later orders
         */
        public Optional<Proportion> shareOfLines(Content content) {
            return share(lines(content), lines(Content.ANY));
        }

        /**
         * Which share of later orders is of a content.
         *
         * @param content which
         * @return the share; empty if there are no later orders
         */
        public Optional<Proportion> shareOfOrders(Content content) {
            return share(orders(content), orders(Content.ANY));
        }

        /**
         * Which share of the customers who ordered again bought lines of a content; the shares of all contents may add up to more than 1.
         *
         * @param content which
         * @return the share; empty if nobody ordered again
         */
        public Optional<Proportion> shareOfCustomers(Content content) {
            return share(customers(content), customers(Content.ANY));
        }

        /**
         * Which share of what was paid for later orders was paid for lines of a content.
         *
         * @param content which
         * @return the share; empty if nothing was paid
         * @throws IllegalArgumentException if lines have amounts below 0, so that it is no share
         */
        public Optional<ShareOfValue> shareOfValue(Content content) {
            return share(value(content), value(Content.ANY));
        }

        /** Prints the later orders and the lines and value of each content. */
        @Override
        public String toString() {
            List<String> contents = new ArrayList<>();
            for (Content content : Content.values()) {
                if (content != Content.ANY && lines(content) > 0) {
                    contents.add(lines(content) + " " + content + " with " + value(content));
                }
            }
            return label() + ": " + orders(Content.ANY) + " later orders of " + Text.customers(customers(Content.ANY))
                    + ", "
                    + lines(Content.ANY) + " lines with " + value(Content.ANY)
                    + (contents.isEmpty() ? "" : ": " + String.join(", ", contents));
        }
    }

    /** {@return a row per period and content} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
