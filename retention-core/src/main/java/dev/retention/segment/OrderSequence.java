package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Locale;

/**
 * Counts customers by their first, second, … order: who got so far, what that order was worth against <em>the same customers'</em> first
 * one, and how long it took.
 *
 * <pre>{@code
 * OrderSequenceTable<String> sequence = OrderSequence.over(months).upTo(5).of(lines);
 * sequence.order(3).value();                           // mean of the third orders
 * sequence.order(3).ownFirst();                        // of the first orders of those who reached a third
 * sequence.order(3).allFirst();                        // of everybody's: what one is tempted to set it against
 * sequence.order(3).differenceWithInterval(0.95);      // paired: third less own first
 * }</pre>
 *
 * <p>Whoever orders often may have ordered for more from the start. Held against the first orders of all customers the third ones then
 * look greater without any customer's growing: the survivor effect. Held against their own first orders they do not. It is the same with gaps: whoever has ordered often is quick.
 *
 * <ul>
 *   <li>Orders are those of {@link OrderLines}: lines of one day and one {@link OrderLines#ORDER}. Where there is no such text, what a
 *       customer buys at one moment is one order, on one day in a store of dates, since nothing tells which came first.
 *   <li>Orders of one day come by their texts, those of digits alone by number; in a store of instants by their first line before that.
 *   <li>Their value is what was paid for their lines; what was sent back later is not taken off. An amount below 0 in a store without
 *       returns is an order, unless {@link #counting} says that it is a refund.
 *   <li>Customers are counted over all of their history up to the as-of day; the periods of the timeline do not matter.
 *   <li>The gap after the last order is open. Its length so far is counted apart, and {@link TimeToOrder} takes it for censored.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class OrderSequence extends OrderMethod<OrderSequence.Cell> {
    private static final long serialVersionUID = 1;
    private static final int UP_TO = 10;
    private static final int MOST = 10_000;

    private final int upTo;

    private OrderSequence(Timeline timeline, EventFilter events, int upTo) {
        super(timeline, events);
        this.upTo = upTo;
    }

    /** What can be counted of the customers who reached their k-th order. */
    public enum Item {
        /** Customers with at least k orders, and the value of their k-th. */
        REACHED,
        /** The same customers, and the value of their first order. */
        OWN_FIRST,
        /** The same customers if k is at least 2, and the days from their order before to the k-th. */
        GAP,
        /** The same customers as {@link #GAP}, and the days from their first order to their second. */
        FIRST_GAP,
        /** Of them those without a further order, and the days from their k-th order to the as-of day. */
        OPEN,
        /** Of them those whose k-th order was worth more than their first, and by how much. */
        HIGHER,
        /** Of them those whose k-th order was worth less than their first, and by how much, above 0. */
        LOWER;

        /** Prints the name in lower case, such as {@code own first}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of the table.
     *
     * @param item what is counted
     * @param order k, at least 1
     * @since 0.1.0
     */
    public record Cell(Item item, int order) implements Serializable {
        /**
         * Checks the components.
         *
         * @param item what is counted
         * @param order k
         * @throws IllegalArgumentException if {@code order < 1}
         */
        public Cell {
            requireNonNull(item, "item");
            Checks.positive((long) order, "order");
        }

        /** Prints order and item, such as {@code order 3 reached}. */
        @Override
        public String toString() {
            return "order " + order + " " + item;
        }
    }

    /**
     * Orders in sequence up to the tenth.
     *
     * @param timeline the end of the data; its periods do not matter, but tallies of several stores add up only if it has a first one
     * @return the method
     */
    public static OrderSequence over(Timeline timeline) {
        return new OrderSequence(timeline, EventFilter.ALL, UP_TO);
    }

    /**
     * Sets how many orders of a customer are told apart.
     *
     * @param orders the last order that is looked at, from 1 to 10,000; 10 by default
     * @return the method up to that order
     * @throws IllegalArgumentException if {@code orders} is out of range
     */
    public OrderSequence upTo(int orders) {
        return new OrderSequence(timeline, events, Checks.within(orders, 1, MOST, "orders"));
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event but {@linkplain OrderLines#RETURN returns} by default
     * @return this method over those events
     */
    public OrderSequence counting(EventFilter events) {
        return new OrderSequence(timeline, requireNonNull(events, "events"), upTo);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the orders
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> OrderSequenceTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> OrderSequenceTable<K> of(Sweep<K> sweep) {
        return new OrderSequenceTable<>(requireNonNull(sweep, "sweep").count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public <K> OrderSequenceTable<K> of(Tally<Cell> tally) {
        return new OrderSequenceTable<>(counted(tally));
    }

    @Override
    Rule<Cell> unfiltered(Timeline periods) {
        return new OfOrders(definition(), periods, upTo);
    }

    private String definition() {
        return "orders in sequence up to number " + upTo;
    }

    private static final class OfOrders extends TableRule<Cell> {
        private static final long serialVersionUID = 1;
        private final int upTo;

        OfOrders(String definition, Timeline periods, int upTo) {
            super(
                    definition,
                    periods,
                    Cells.grid(
                            Axis.of("item", Item.class),
                            Axis.range("order", 1, upTo),
                            Cell::new,
                            Cell::item,
                            Cell::order));
            this.upTo = upTo;
        }

        @Override
        public void apply(History history, CellSink sink) {
            Orders orders = Orders.of(history);
            long first = orders.size() == 0 ? 0 : orders.amount(0);
            for (int k = 0; k < Math.min(upTo, orders.size()); k++) {
                long value = orders.amount(k);
                sink.add(Item.REACHED, k, value);
                sink.add(Item.OWN_FIRST, k, first);
                if (value != first) {
                    sink.add(
                            value > first ? Item.HIGHER : Item.LOWER,
                            k,
                            Math.subtractExact(Math.max(value, first), Math.min(value, first)));
                }
                if (k > 0) {
                    sink.add(Item.GAP, k, orders.epochDay(k) - orders.epochDay(k - 1));
                    sink.add(Item.FIRST_GAP, k, orders.epochDay(1) - orders.epochDay(0));
                }
                if (k + 1 == orders.size()) {
                    sink.add(Item.OPEN, k, timeline().asOf().toEpochDay() - orders.epochDay(k));
                }
            }
        }
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return definition() + ", as of " + timeline.asOf() + (events.isAll() ? "" : ", counting " + events);
    }
}
