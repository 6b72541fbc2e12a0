package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Adds up recurring value: what was won, expanded, contracted, lost and won back in every period, and net and gross retention by
 * any formula.
 *
 * <p>The events of the store are changes of a customer's recurring value, per month or whatever the caller's unit is: {@code +100}
 * when a subscription starts, {@code −40} on a downgrade, {@code −60} when it ends. A customer's value at a moment is the sum of
 * the changes before it, over all subscriptions.
 *
 * <ul>
 *   <li>Changes of one day are one change: moving from one plan to another is an expansion or a contraction.
 *   <li>A value below 0 is refused, since it means that a change is missing.
 *   <li>In a period still running the end is the end of the data.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RecurringRevenue {
    private static final int LEDGER = RevenueItem.LEDGER_NEW.ordinal() - RevenueItem.NEW.ordinal();

    private final Timeline timeline;
    private final @Nullable String dueCode;

    private RecurringRevenue(Timeline timeline, @Nullable String dueCode) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.dueCode = dueCode;
    }

    /**
     * Recurring value over the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static RecurringRevenue over(Timeline timeline) {
        checkArgument(!timeline.grain().isWithinDay(), "timeline (%s) must have periods of whole days", timeline);
        return new RecurringRevenue(timeline, null);
    }

    /**
     * Tells which events end a contract's term, for the formulas on the renewal base.
     *
     * <ul>
     *   <li>A customer with value at the start of a period and such an event in it is due with all the value at the start, once
     *       however many terms end. The value at the end of the period is what was renewed.
     *   <li>The event may be a change of value itself, or have the amount 0.
     * </ul>
     *
     * @param dueCode the code of the events, on the day on which the term ends
     * @return the method with terms
     */
    public RecurringRevenue dueOn(String dueCode) {
        return new RecurringRevenue(timeline, requireNonNull(dueCode, "dueCode"));
    }

    /**
     * Adds up on the calling thread.
     *
     * @param store the changes of value
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws IllegalStateException if a customer's value falls below 0
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueMovements<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Adds up with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws IllegalStateException if a customer's value falls below 0
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueMovements<K> of(Sweep<K> sweep) {
        checkArgument(sweep.store().currency().isPresent(), "store (%s) must have amounts", sweep.store());
        return new RevenueMovements<>(sweep.count(rule(sweep.store())), dueCode != null);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<RevenueCell> rule(HistoryStore<?> store) {
        Timeline periods = store.bind(timeline);
        int size = periods.size();
        Cells<RevenueCell> cells =
                Cells.byPeriod(periods, RevenueItem.class, RevenueCell::new, RevenueCell::period, RevenueCell::item);
        String definition = "recurring value, " + (dueCode == null ? "" : "due on " + dueCode + ", ") + periods;
        return Rule.of(definition, periods, cells, (history, sink) -> count(history, sink, size));
    }

    private void count(History history, CellSink sink, int size) {
        int dueIndex = dueCode == null ? -1 : history.codes().find(dueCode).orElse(-1);
        long value = 0;
        boolean known = false;
        int i = 0;
        for (int p = Math.min(0, history.period(0)); p < size; p++) {
            long start = value;
            boolean knownAtStart = known;
            boolean due = false;
            while (i < history.size() && history.period(i) <= p) {
                long day = history.epochDay(i);
                long before = value;
                for (; i < history.size() && history.epochDay(i) == day; i++) {
                    value = Math.addExact(value, history.amount(i));
                    due |= history.codeIndex(i) == dueIndex;
                }
                checkState(value >= 0, "recurring value must not fall below 0, as with the changes %s", history);
                move(sink, size, p, LEDGER, before, value, known);
                known |= value > 0;
            }
            if (p >= 0) {
                snapshot(sink, size, p, start, value);
                move(sink, size, p, 0, start, value, knownAtStart);
                if (due && start > 0) {
                    renewal(sink, size, p, start, value);
                }
            }
        }
    }

    private static void snapshot(CellSink sink, int size, int p, long start, long end) {
        add(sink, size, p, RevenueItem.START, 0, start);
        add(sink, size, p, RevenueItem.END, 0, end);
        if (start > 0 && end > 0) {
            add(sink, size, p, RevenueItem.SURVIVORS_START, 0, start);
            add(sink, size, p, RevenueItem.SURVIVORS_END, 0, end);
            add(sink, size, p, RevenueItem.KEPT, 0, Math.min(start, end));
        }
    }

    private static void renewal(CellSink sink, int size, int p, long start, long end) {
        add(sink, size, p, RevenueItem.DUE, 0, start);
        add(sink, size, p, RevenueItem.DUE_END, 0, end);
        add(sink, size, p, RevenueItem.DUE_KEPT, 0, Math.min(start, end));
        add(sink, size, p, RevenueItem.DUE_LOST, 0, end == 0 ? start : 0);
    }

    private static void move(CellSink sink, int size, int p, int basis, long from, long to, boolean known) {
        if (from == 0) {
            add(sink, size, p, known ? RevenueItem.REACTIVATION : RevenueItem.NEW, basis, to);
        } else if (to == 0) {
            add(sink, size, p, RevenueItem.CHURN, basis, from);
        } else if (to > from) {
            add(sink, size, p, RevenueItem.EXPANSION, basis, to - from);
        } else {
            add(sink, size, p, RevenueItem.CONTRACTION, basis, from - to);
        }
    }

    private static void add(CellSink sink, int size, int p, RevenueItem item, int basis, long amount) {
        if (p >= 0 && amount > 0) {
            sink.add((item.ordinal() + basis) * size + p, amount);
        }
    }
}
