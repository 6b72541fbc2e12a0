package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Cells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much of what was sold is sent back, in lines, orders, customers and value, and why.
 *
 * <pre>{@code
 * ProductReturnTable<String> returns = ProductReturns.over(months).within(30).of(lines);
 * returns.inPeriod("2024-03").value();                       // of what was sold in March, sent back within 30 days
 * returns.byReason();                                  // the same for each reason
 * CohortRetention.over(months).counting(OrderLines.BOUGHT).of(lines)
 *         .by(ProductReturns.ofFirstOrder(30));        // who sent something back: do they stay?
 * }</pre>
 *
 * <p>A return is an event with the code {@link OrderLines#RETURN} that names its order in the column {@link OrderLines#ORDER}. It sends
 * back the order's lines of its {@link OrderLines#PRODUCT}, all of them if it names none; a line counts once, by the first return of it.
 *
 * <ul>
 *   <li>By default a return counts in the period of the <em>sale</em>, {@link On#SALE}, so that rates are shares of what was sold. Those
 *       of late periods still grow, unless they are limited to returns {@link #within} some days.
 *   <li>{@link On#RETURN} counts it in the period in which it came: what the warehouse sees. It may be of earlier sales and exceed those of
 *       the period, so that there are figures and no shares.
 *   <li>A store tells of returns if it has the column ORDER and the code RETURN, or the column {@link OrderLines#REASON} where nothing was
 *       sent back so far. Of others nothing can be said, and they are refused.
 *   <li>A return whose order is not there, as a store of others may have it, is in no rate and counted in {@link Item#UNMATCHED}, in the
 *       period in which it came.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class ProductReturns extends OrderMethod<ProductReturns.Cell> {
    private static final long serialVersionUID = 1;

    private final On on;
    private final int days;
    private final @Nullable Group because;

    private ProductReturns(Timeline timeline, EventFilter events, On on, int days, @Nullable Group because) {
        super(timeline, events);
        this.on = on;
        this.days = days;
        this.because = because;
    }

    /** In which period a return counts. */
    public enum On {
        /** In that of the order of which something is sent back. */
        SALE,
        /** In that in which it came. */
        RETURN
    }

    /** What can be counted of the orders and returns of a period. */
    public enum Item {
        /** Customers with an order, and what they paid for it. */
        SOLD,
        /** The same customers, and how many lines. */
        LINES,
        /** The same customers, and how many orders. */
        ORDERS,
        /** Customers who sent something back, and what was given back. */
        SENT_BACK,
        /** Customers with a line that was sent back, and how many such lines. */
        SENT_BACK_LINES,
        /** Customers with an order of which something was sent back, and how many such orders. */
        SENT_BACK_ORDERS,
        /** Customers with a return whose order is not there, and what was given back. */
        UNMATCHED;

        /** Prints the name in lower case, such as {@code sent back}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of the table.
     *
     * @param period the period of the sale or the return
     * @param item what is counted
     * @since 0.1.0
     */
    public record Cell(Period period, Item item) implements Serializable {
        /**
         * Refuses null.
         *
         * @param period the period of the sale or the return
         * @param item what is counted
         */
        public Cell {
            requireNonNull(period, "period");
            requireNonNull(item, "item");
        }

        /** Prints the period and the item, such as {@code 2024-03 sent back}. */
        @Override
        public String toString() {
            return period + " " + item;
        }
    }

    /**
     * Returns of what was sold in the periods of a timeline, up to the end of the data.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static ProductReturns over(Timeline timeline) {
        return new ProductReturns(timeline, EventFilter.ALL, On.SALE, 0, null);
    }

    /**
     * Sets in which period a return counts.
     *
     * @param on {@link On#SALE} by default
     * @return the method with that period
     */
    public ProductReturns countedOn(On on) {
        return new ProductReturns(timeline, events, requireNonNull(on, "on"), days, because);
    }

    /**
     * Takes only returns within some days of the sale, so that all sales have had the same time. Periods of sales whose days are not over
     * at the end of the data are {@link dev.retention.time.CellState#PARTIAL}.
     *
     * @param days from the day of the order to that of the return, at least 1
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public ProductReturns within(int days) {
        Checks.positive((long) days, "days");
        return new ProductReturns(timeline, events, on, days, because);
    }

    /**
     * Takes only returns for one reason.
     *
     * @param reason the text in the column {@link OrderLines#REASON}
     * @return the method for that reason
     */
    public ProductReturns because(String reason) {
        return because(Group.of(requireNonNull(reason, "reason")));
    }

    ProductReturns because(Group reason) {
        return new ProductReturns(timeline, events, on, days, reason);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, among them those with the code {@link OrderLines#RETURN}; every event by default
     * @return this method over those events
     */
    public ProductReturns counting(EventFilter events) {
        return new ProductReturns(timeline, requireNonNull(events, "events"), on, days, because);
    }

    /**
     * Parts customers by whether they sent back something of their first order within some days: {@code sent back}, {@code kept}, or
     * {@link dev.retention.rule.Group#MISSING} where the days are not over. So all are compared from the same order on. Look at what they
     * did after these days alone, since within them who came back for a return had one more occasion to buy:
     *
     * <pre>{@code
     * TimeToOrder.over(months).by(ProductReturns.ofFirstOrder(30), sweep).map(table -> table.givenStayed(30));
     * }</pre>
     *
     * <p>Who sends something back is another customer than who does not: what the groups differ by is selection as well as the return's
     * doing.
     *
     * @param days from the day of the first order, at least 1
     * @return the grouping, for any table of a store that tells of returns
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public static Grouping ofFirstOrder(int days) {
        Checks.positive((long) days, "days");
        return Grouping.ofEvents(
                "return of the first order within " + days + " days",
                Grouping.Reading.LATEST,
                new ReturnOfFirstOrder(days));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the orders and returns
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store tells of no returns, or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ProductReturnTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store tells of no returns, or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ProductReturnTable<K> of(Sweep<K> sweep) {
        return new ProductReturnTable<>(this, requireNonNull(sweep, "sweep").count(rule(sweep.store())), false);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public <K> ProductReturnTable<K> of(Tally<Cell> tally) {
        return new ProductReturnTable<>(this, counted(tally), false);
    }

    On on() {
        return on;
    }

    /** Collects the reasons of the returns that count. */
    Collector<History, ?, SortedSet<Group>> reasons() {
        return Collector.of(
                () -> new Reasons(events.view(), new TreeSet<>()),
                (met, history) -> {
                    History counted = met.view.of(history);
                    for (int event : Orders.of(counted).returns()) {
                        Group reason = ReturnedGoods.reason(counted, event);
                        if (because == null || because.equals(reason)) {
                            met.reasons.add(reason);
                        }
                    }
                },
                (met, others) -> {
                    met.reasons.addAll(others.reasons);
                    return met;
                },
                met -> met.reasons);
    }

    private record Reasons(EventFilter.View view, SortedSet<Group> reasons) {}

    @Override
    void check(HistoryStore<?> store) {
        checkColumn(store, OrderLines.ORDER);
        if (store.events() > 0 && !store.codes().names().contains(OrderLines.RETURN)) {
            checkColumn(store, OrderLines.REASON);
        }
    }

    @Override
    Rule<Cell> unfiltered(Timeline periods) {
        Cells<Cell> cells = Cells.byPeriod(periods, Item.class, Cell::new, Cell::period, Cell::item);
        return new ReturnedGoods(definition() + ", " + periods, periods, cells, on, days, because);
    }

    private String definition() {
        return "returns of goods by the day of the " + on.name().toLowerCase(Locale.ROOT)
                + (days == 0 ? "" : ", within " + days + " days")
                + (because == null
                        ? ""
                        : because.equals(Group.MISSING) ? ", without a reason" : ", because of \"" + because + "\"");
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return definition() + ", " + timeline + (events.isAll() ? "" : ", counting " + events);
    }
}
