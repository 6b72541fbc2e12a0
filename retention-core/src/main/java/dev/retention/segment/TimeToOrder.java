package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.LifeTable;
import dev.retention.survival.TenureCell;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;

/**
 * How long customers take from one of their orders to a later one, where those who are not there yet are censored: from histories to a
 * {@link LifeTable}.
 *
 * <pre>{@code
 * SurvivalCurve second = KaplanMeier.withDefaults().estimate(TimeToOrder.over(months).between(1, 2).of(lines));
 * second.median();          // days until half of all customers have a second order; empty while fewer have
 * second.interval(90);      // who has none within 90 days
 * }</pre>
 *
 * <p>A tenure begins on the day of order {@code from}, of all customers who have that order, and ends on the day of order {@code to}, in
 * whole days, 0 if both are of one day. Of who has no order {@code to} so far it is censored at the as-of day. So no gap is left out for
 * being open, as it is of a mean of those who came.
 *
 * <ul>
 *   <li>Orders are those of {@link OrderSequence}.
 *   <li>Not everybody orders again: the curve need not come down to 0, and then there is no mean.
 *   <li>The customers of {@code between(2, 3)} are those who have a second order. That their gaps are shorter than those of
 *       {@code between(1, 2)} does not say that anybody became quicker.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class TimeToOrder extends OrderMethod<TenureCell> {
    private static final long serialVersionUID = 1;

    private final int from;
    private final int to;

    private TimeToOrder(Timeline timeline, EventFilter events, int from, int to) {
        super(timeline, events);
        this.from = from;
        this.to = to;
    }

    /**
     * The time from the first order to the second.
     *
     * @param timeline the end of the data, and the first day: that of its first period, before which no order may lie from which time
     *     counts, or else that of the store's first event. Its periods do not matter: time is counted in days
     * @return the method
     */
    public static TimeToOrder over(Timeline timeline) {
        Timeline days = Timeline.completeBefore(
                Grain.DAY, requireNonNull(timeline, "timeline").completeBefore());
        Timeline inZone = timeline.zone().map(days::inZone).orElse(days);
        return new TimeToOrder(
                timeline.hasFirst() ? inZone.from(timeline.first().firstDay()) : inZone, EventFilter.ALL, 1, 2);
    }

    /**
     * Sets from which order to which time counts: {@code between(1, n)} is the time to the n-th order, {@code between(k, k + 1)} the gap
     * after the k-th.
     *
     * @param from the number of the order from which time counts, at least 1
     * @param to the number of the order until which it does, greater than {@code from}
     * @return the method between these orders
     * @throws IllegalArgumentException if {@code from < 1} or {@code to <= from}
     */
    public TimeToOrder between(int from, int to) {
        Checks.positive((long) from, "from");
        checkArgument(to > from, "to (%s) must be greater than from (%s)", to, from);
        return new TimeToOrder(timeline, events, from, to);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event but {@linkplain OrderLines#RETURN returns} by default
     * @return this method over those events
     */
    public TimeToOrder counting(EventFilter events) {
        return new TimeToOrder(timeline, requireNonNull(events, "events"), from, to);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the orders
     * @return the life table in days
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws dev.retention.rule.RuleException if an order from which time counts lies before the first day
     */
    public LifeTable of(HistoryStore<?> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @return the life table in days, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws dev.retention.rule.RuleException if an order from which time counts lies before the first day
     */
    public LifeTable of(Sweep<?> sweep) {
        return CustomerTenures.tableOf(
                requireNonNull(sweep, "sweep").count(rule(sweep.store())).tally());
    }

    /**
     * The life table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @return the life table in days
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public LifeTable of(Tally<TenureCell> tally) {
        return CustomerTenures.tableOf(counted(tally).tally());
    }

    /**
     * Counts for each group of customers, such as for a log-rank test.
     *
     * @param grouping how customers are parted
     * @param sweep the sweep
     * @return a life table for each group that somebody is in
     * @throws IllegalArgumentException if the timeline does not fit the store, or the grouping is read at each period
     */
    public ByGroup<LifeTable> by(Grouping grouping, Sweep<?> sweep) {
        requireNonNull(grouping, "grouping");
        return requireNonNull(sweep, "sweep")
                .count(rule(sweep.store()))
                .by(grouping, slice -> CustomerTenures.tableOf(slice.tally()));
    }

    @Override
    Rule<TenureCell> unfiltered(Timeline periods) {
        return new OfOrders(definition(), periods, from, to);
    }

    private String definition() {
        return "days from order " + from + " to order " + to;
    }

    private static final class OfOrders extends TableRule<TenureCell> {
        private static final long serialVersionUID = 1;
        private final int from;
        private final int to;

        OfOrders(String definition, Timeline days, int from, int to) {
            super(
                    definition,
                    days,
                    Cells.grid(
                            Axis.range("days", 0, Math.max(1, days.size())),
                            Axis.of("ended", List.of(false, true)),
                            TenureCell::new,
                            TenureCell::days,
                            TenureCell::ended));
            this.from = from;
            this.to = to;
        }

        @Override
        public void apply(History history, CellSink sink) {
            Orders orders = Orders.of(history);
            if (orders.size() < from) {
                return;
            }
            long start = orders.epochDay(from - 1);
            LocalDate first = timeline().first().firstDay();
            checkArgument(
                    start >= first.toEpochDay(),
                    "order %s must not be before %s, the first day: it was on %s; give an earlier first period",
                    from,
                    first,
                    LocalDate.ofEpochDay(start));
            boolean ended = orders.size() >= to;
            long end = ended ? orders.epochDay(to - 1) : timeline().asOf().toEpochDay();
            sink.add(2 * Math.toIntExact(end - start) + (ended ? 1 : 0));
        }
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return definition() + ", as of " + timeline.asOf() + (events.isAll() ? "" : ", counting " + events);
    }
}
