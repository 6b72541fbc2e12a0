package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what second and later orders contain: the same product again, another product of a family bought before, or a new family.
 *
 * <pre>{@code
 * LaterOrderTable<String>.InPeriod march = LaterOrders.over(months).of(lines).inPeriod("2024-03");
 * march.value(Content.SAME_PRODUCT);       // sold again
 * march.shareOfLines(Content.NEW_FAMILY);  // of all lines of later orders
 * }</pre>
 *
 * <p>Each line is held against all of the customer's earlier orders, by these tests in turn:
 *
 * <ol>
 *   <li>its product was bought before: {@link Content#SAME_PRODUCT};
 *   <li>its family was bought before: {@link Content#SAME_FAMILY};
 *   <li>it has a family, not bought before: {@link Content#NEW_FAMILY};
 *   <li>else nothing can be said: {@link Content#UNKNOWN}.
 * </ol>
 *
 * <p>An order is of the newest of what is in it: NEW_FAMILY if any line is, else SAME_FAMILY, else SAME_PRODUCT, else UNKNOWN. So lines,
 * orders and value each add up to those of all later orders; customers may be in several contents, and are once in {@link Content#ANY}.
 * Orders are those of {@link OrderSequence}, in the period of their day; those before the first period are known, not counted.
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class LaterOrders extends OrderMethod<LaterOrders.Cell> {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "second and later orders by what they contain";

    private LaterOrders(Timeline timeline, EventFilter events) {
        super(timeline, events);
    }

    /** What a line of a later order is, the newest last. */
    public enum Content {
        /** All lines and orders, whatever they are. */
        ANY,
        /** A line that cannot be told, for want of a family; an order of such lines alone. */
        UNKNOWN,
        /** A product that the customer bought before; an order with nothing newer. */
        SAME_PRODUCT,
        /** Another product of a family that the customer bought before; an order with such a line and nothing newer. */
        SAME_FAMILY,
        /** A product of a family that the customer did not buy before; an order with such a line. */
        NEW_FAMILY;

        /** Prints the name in lower case, such as {@code same product}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What a cell adds up. */
    public enum Unit {
        /** What was paid for lines. */
        VALUE,
        /** How many lines. */
        LINES,
        /** How many orders. */
        ORDERS
    }

    /**
     * A cell of the table: the customers with lines or orders of a content in a period.
     *
     * @param content of which content
     * @param unit what is added up
     * @param period the period of the orders
     * @since 0.1.0
     */
    public record Cell(Content content, Unit unit, Period period) implements Serializable {
        /**
         * Refuses null.
         *
         * @param content of which content
         * @param unit what is added up
         * @param period the period of the orders
         */
        public Cell {
            requireNonNull(content, "content");
            requireNonNull(unit, "unit");
            requireNonNull(period, "period");
        }

        /** Prints the period, content and unit, such as {@code 2024-03 new family LINES}. */
        @Override
        public String toString() {
            return period + " " + content + " " + unit;
        }
    }

    /**
     * Later orders over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static LaterOrders over(Timeline timeline) {
        return new LaterOrders(timeline, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event but {@linkplain OrderLines#RETURN returns} by default
     * @return this method over those events
     */
    public LaterOrders counting(EventFilter events) {
        return new LaterOrders(timeline, requireNonNull(events, "events"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the orders, with the columns {@link OrderLines#PRODUCT} and {@link OrderLines#FAMILY} where they are told
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> LaterOrderTable<K> of(HistoryStore<K> store) {
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
    public <K> LaterOrderTable<K> of(Sweep<K> sweep) {
        return new LaterOrderTable<>(requireNonNull(sweep, "sweep").count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public <K> LaterOrderTable<K> of(Tally<Cell> tally) {
        return new LaterOrderTable<>(counted(tally));
    }

    @Override
    Rule<Cell> unfiltered(Timeline periods) {
        return new OfContents(periods);
    }

    private record Row(Content content, Unit unit) {}

    private static final class OfContents extends TableRule<Cell> {
        private static final long serialVersionUID = 1;
        private static final int UNITS = Unit.values().length;

        OfContents(Timeline periods) {
            super(
                    DEFINITION + ", " + periods,
                    periods,
                    Cells.grid(
                            Cells.grid(
                                    Axis.of("content", Content.class),
                                    Axis.of("unit", Unit.class),
                                    Row::new,
                                    Row::content,
                                    Row::unit),
                            Axis.periods("period", periods),
                            (row, period) -> new Cell(row.content(), row.unit(), period),
                            cell -> new Row(cell.content(), cell.unit()),
                            Cell::period));
        }

        @Override
        public CellState state(Cell cell) {
            return timeline().state(cell.period());
        }

        @Override
        public Moment readAt(int row) {
            return Moment.END;
        }

        @Override
        public void apply(History history, CellSink sink) {
            int product = Orders.column(history, OrderLines.PRODUCT);
            int family = Orders.column(history, OrderLines.FAMILY);
            Set<String> products = new HashSet<>();
            Set<String> families = new HashSet<>();
            Orders orders = Orders.of(history);
            for (int k = 0; k < orders.size() && orders.size() > 1; k++) {
                int[] lines = orders.lines(k);
                int period = history.period(lines[0]);
                if (k > 0 && period >= 0) {
                    Content newest = Content.UNKNOWN;
                    for (int line : lines) {
                        Content content = content(
                                Orders.text(history, product, line),
                                Orders.text(history, family, line),
                                products,
                                families);
                        newest = content.compareTo(newest) > 0 ? content : newest;
                        add(sink, content, Unit.VALUE, period, history.amount(line));
                        add(sink, content, Unit.LINES, period, 1);
                    }
                    add(sink, newest, Unit.ORDERS, period, 1);
                }
                for (int line : lines) {
                    learn(products, Orders.text(history, product, line));
                    learn(families, Orders.text(history, family, line));
                }
            }
        }

        private static void learn(Set<String> known, @Nullable String text) {
            if (text != null) {
                known.add(text);
            }
        }

        private static Content content(
                @Nullable String product, @Nullable String family, Set<String> products, Set<String> families) {
            if (product != null && products.contains(product)) {
                return Content.SAME_PRODUCT;
            }
            return family == null
                    ? Content.UNKNOWN
                    : families.contains(family) ? Content.SAME_FAMILY : Content.NEW_FAMILY;
        }

        private void add(CellSink sink, Content content, Unit unit, int period, long amount) {
            sink.add(cell(Content.ANY, unit, period), amount);
            sink.add(cell(content, unit, period), amount);
        }

        private int cell(Content content, Unit unit, int period) {
            return (content.ordinal() * UNITS + unit.ordinal()) * cells().width() + period;
        }
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return DEFINITION + ", " + timeline + (events.isAll() ? "" : ", counting " + events);
    }
}
