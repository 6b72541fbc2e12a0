package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.value.ValueCell.Maturity;
import java.io.Serializable;

/**
 * What customers have been worth so far, by cohort: {@link LifetimeValueFormula#HISTORIC} and
 * {@link LifetimeValueFormula#REALISED_N}.
 *
 * <pre>{@code
 * RealisedValue.over(months).of(orders).total();                          // by HISTORIC
 * RealisedValue.over(months).within(90).of(orders).of("1997-01");         // by REALISED_N
 * }</pre>
 *
 * <ul>
 *   <li>A customer's first day is that of the first event ever; {@code N} days are that day and the {@code N − 1} after it.
 *   <li>Within N days, only customers whose N days lie before the end of the data count, in amount and in number: younger ones
 *       would pull the value down for no reason but their age. They are counted apart.
 *   <li>To date, everybody counts; customers of late cohorts had less time.
 *   <li>Amounts are the store's: margins if it holds margins, refunds if it holds them below 0.
 *   <li>Customers whose first event lies before the timeline's first period are in no cohort.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RealisedValue implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int TO_DATE = 0;

    private final Timeline timeline;
    private final int days;
    private final EventFilter events;

    private RealisedValue(Timeline timeline, int days, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.days = days;
        this.events = events;
    }

    /**
     * Value up to the end of the data.
     *
     * @param timeline the periods that make cohorts; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static RealisedValue over(Timeline timeline) {
        return new RealisedValue(timeline, TO_DATE, EventFilter.ALL);
    }

    /**
     * Takes the value within some days of a customer's first event.
     *
     * @param days N, at least 1
     * @return this method over those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public RealisedValue within(int days) {
        Checks.positive((long) days, "days");
        return new RealisedValue(timeline, days, events);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public RealisedValue counting(EventFilter events) {
        return new RealisedValue(timeline, days, requireNonNull(events, "events"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories, with amounts
     * @param <K> the type of customer keys
     * @return the values
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RealisedValues<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the values, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RealisedValues<K> of(Sweep<K> sweep) {
        requireNonNull(sweep, "sweep");
        checkArgument(sweep.store().currency().isPresent(), "store (%s) must have amounts", sweep.store());
        return new RealisedValues<>(sweep.count(rule(sweep.store())), days);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<ValueCell> rule(HistoryStore<?> store) {
        return new OfAmounts(requireNonNull(store, "store").bind(timeline), days).counting(events);
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<ValueCell> rule() {
        timeline.first();
        return new OfAmounts(timeline, days).counting(events);
    }

    /**
     * The values of a tally that was merged, restored or read from a live table; they have no members.
     *
     * @param tally a tally of {@link #rule()}
     * @param <K> the type of customer keys
     * @return the values
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if the tally is of another rule
     */
    public <K> RealisedValues<K> of(Tally<ValueCell> tally) {
        return new RealisedValues<>(Counted.of(rule(), tally), days);
    }

    /** The rule under a timeline. */
    private record OfAmounts(Timeline timeline, int days) implements Rule<ValueCell> {
        @Override
        public String definition() {
            return "amount " + (days == TO_DATE ? "to date" : "within " + days + " days of the first event") + ", "
                    + timeline;
        }

        @Override
        public Cells<ValueCell> cells() {
            return Cells.byPeriod(timeline, Maturity.class, ValueCell::new, ValueCell::cohort, ValueCell::maturity);
        }

        private long dataEnd() {
            return timeline.completeBefore().toLocalDate().toEpochDay();
        }

        /** A customer is complete when the days are over: at the earliest that of the cohort's first day, at the latest of its last. */
        @Override
        public CellState state(ValueCell cell) {
            if (days == TO_DATE || cell.maturity() == Maturity.TOO_YOUNG) {
                return timeline.state(cell.cohort());
            }
            long first = cell.cohort().firstDay().toEpochDay();
            long last = Math.max(first, cell.cohort().plus(1).firstDay().toEpochDay() - 1);
            return last + days <= dataEnd()
                    ? CellState.OBSERVED
                    : first + days <= dataEnd() ? CellState.PARTIAL : CellState.UNOBSERVED;
        }

        @Override
        public void apply(History history, CellSink sink) {
            int cohort = history.period(0);
            if (cohort < 0) {
                return;
            }
            long end = days == TO_DATE ? Long.MAX_VALUE : history.epochDay(0) + days;
            long amount = 0;
            for (int i = 0; i < history.size() && (days == TO_DATE || history.epochDay(i) < end); i++) {
                amount = Math.addExact(amount, history.amount(i));
            }
            Maturity maturity = days == TO_DATE || end <= dataEnd() ? Maturity.COMPLETE : Maturity.TOO_YOUNG;
            sink.add(maturity, cohort, amount);
        }

        @Override
        public String toString() {
            return definition();
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return new OfAmounts(timeline, days).definition();
    }
}
