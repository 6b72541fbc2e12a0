package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Ordering;
import com.google.common.primitives.Ints;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Tells how much was sold at full price and how deep the discounts were, in every period.
 *
 * <pre>{@code
 * OrderDiscountTable<String> discounts = OrderDiscounts.over(months).of(lines);
 * discounts.inPeriod("2024-03").depth();                 // discount / list price
 * discounts.inPeriod("2024-03").dependence();            // customers who never bought at full price so far
 * CohortRetention.over(months).counting(OrderLines.BOUGHT).of(lines)
 *         .by(OrderDiscounts.ofFirstOrder(10, 30)); // who came for a discount: do they stay?
 * }</pre>
 *
 * <p>The list price of a line is its amount and its {@link OrderLines#DISCOUNT} together; a line without discount, or with one of 0, was
 * sold at full price. Lines are those of {@link OrderLines}, in the period of their day; those before the first period are known, not
 * counted.
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class OrderDiscounts extends OrderMethod<OrderDiscounts.Cell> {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "discounts of order lines";

    private OrderDiscounts(Timeline timeline, EventFilter events) {
        super(timeline, events);
    }

    /** What can be counted of the lines of a period. */
    public enum Item {
        /** Customers with a line, and what was paid for all of theirs. */
        SOLD,
        /** The same customers, and the list price of all their lines. */
        LIST,
        /** The same customers, and how many lines. */
        LINES,
        /** Customers with a line at full price, and what was paid for such lines. */
        FULL_PRICE,
        /** The same customers as {@link #FULL_PRICE}, and how many such lines. */
        FULL_PRICE_LINES,
        /** Of {@link #SOLD} those without a line at full price up to the end of the period, and what they paid in it. */
        NEVER_FULL_PRICE,
        /** Customers with a line whose cost is known, and what was paid for such lines. */
        COSTED,
        /** The same customers as {@link #COSTED}, and the cost of such lines. */
        COST,
        /** Customers with a line at full price whose cost is known, and what was paid for such lines. */
        FULL_PRICE_COSTED,
        /** The same customers as {@link #FULL_PRICE_COSTED}, and the cost of such lines. */
        FULL_PRICE_COST;

        /** Prints the name in lower case, such as {@code full price}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of the table.
     *
     * @param period the period of the lines
     * @param item what is counted
     * @since 0.1.0
     */
    public record Cell(Period period, Item item) implements Serializable {
        /**
         * Refuses null.
         *
         * @param period the period of the lines
         * @param item what is counted
         */
        public Cell {
            requireNonNull(period, "period");
            requireNonNull(item, "item");
        }

        /** Prints the period and the item, such as {@code 2024-03 full price}. */
        @Override
        public String toString() {
            return period + " " + item;
        }
    }

    /**
     * Discounts over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static OrderDiscounts over(Timeline timeline) {
        return new OrderDiscounts(timeline, EventFilter.ALL);
    }

    /**
     * Parts customers by how deep the discount of their first order was, all of its lines together: {@code 0: full price},
     * {@code 1: up to 10 %}, {@code 2: up to 30 %}, {@code 3: above 30 %}. Customers whose first order had a list price of 0 are in {@link
     * dev.retention.rule.Group#MISSING}.
     *
     * <p>Who buys at a discount is another customer than who does not: what such groups differ by is selection as well as the discount's
     * doing. Only customers to whom discounts were given by lot tell the two apart.
     *
     * @param edges the deepest discount of each class but the last, in percent of the list price, from 1 to 99, ascending, at least one
     * @return the grouping, for any table of a store with the column {@link OrderLines#DISCOUNT}
     * @throws IllegalArgumentException if the edges are out of range or do not ascend
     */
    public static Grouping ofFirstOrder(int... edges) {
        List<Integer> classes = Ints.asList(requireNonNull(edges, "edges").clone());
        checkArgument(
                !classes.isEmpty()
                        && Ordering.natural().isStrictlyOrdered(classes)
                        && classes.get(0) >= 1
                        && classes.get(classes.size() - 1) <= 99,
                "edges (%s) must be ascending percentages from 1 to 99, at least one",
                classes);
        return Grouping.ofEvents(
                "discount of the first order, to " + classes + " %",
                Grouping.Reading.LATEST,
                new DepthOfFirstOrder(List.copyOf(classes)));
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event but {@linkplain OrderLines#RETURN returns} by default
     * @return this method over those events
     */
    public OrderDiscounts counting(EventFilter events) {
        return new OrderDiscounts(timeline, requireNonNull(events, "events"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the lines, with the column {@link OrderLines#DISCOUNT}, and {@link OrderLines#COST} where it is told
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no column {@link OrderLines#DISCOUNT}, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> OrderDiscountTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no column {@link OrderLines#DISCOUNT}, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> OrderDiscountTable<K> of(Sweep<K> sweep) {
        return new OrderDiscountTable<>(requireNonNull(sweep, "sweep").count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public <K> OrderDiscountTable<K> of(Tally<Cell> tally) {
        return new OrderDiscountTable<>(counted(tally));
    }

    @Override
    void check(HistoryStore<?> store) {
        checkColumn(store, OrderLines.DISCOUNT);
    }

    @Override
    Rule<Cell> unfiltered(Timeline periods) {
        Cells<Cell> cells = Cells.byPeriod(periods, Item.class, Cell::new, Cell::period, Cell::item);
        return new DiscountRule(DEFINITION + ", " + periods, periods, cells);
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return DEFINITION + ", " + timeline + (events.isAll() ? "" : ", counting " + events);
    }
}
