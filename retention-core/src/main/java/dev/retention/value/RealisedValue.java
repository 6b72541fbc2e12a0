package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import dev.retention.value.ValueCell.Maturity;

/**
 * What customers have been worth so far, by cohort: {@link LifetimeValueFormula#HISTORIC} and
 * {@link LifetimeValueFormula#REALISED_N}.
 *
 * <pre>{@code
 * RealisedValue.within(90, months).of(orders).of("1997-01");   // by REALISED_N
 * RealisedValue.toDate(months).of(orders).total();             // by HISTORIC
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
 * <p>Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RealisedValue {
    private static final int TO_DATE = 0;

    private final Timeline timeline;
    private final int days;

    private RealisedValue(Timeline timeline, int days) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.days = days;
    }

    /**
     * Value within some days of a customer's first event.
     *
     * @param days N, at least 1
     * @param timeline the periods that make cohorts; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public static RealisedValue within(int days, Timeline timeline) {
        Checks.positive((long) days, "days");
        return new RealisedValue(timeline, days);
    }

    /**
     * Value up to the end of the data.
     *
     * @param timeline the periods that make cohorts; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static RealisedValue toDate(Timeline timeline) {
        return new RealisedValue(timeline, TO_DATE);
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
        Timeline periods = requireNonNull(store, "store").bind(timeline);
        long dataEnd = periods.completeBefore().toLocalDate().toEpochDay();
        Cells<ValueCell> cells =
                Cells.byPeriod(periods, Maturity.class, ValueCell::new, ValueCell::cohort, ValueCell::maturity);
        int size = periods.size();
        String window = days == TO_DATE ? "to date" : "within " + days + " days of the first event";
        return Rule.of(
                "amount " + window + ", " + periods,
                periods,
                cells,
                (history, sink) -> count(history, sink, size, dataEnd));
    }

    private void count(History history, CellSink sink, int size, long dataEnd) {
        int cohort = history.period(0);
        if (cohort < 0) {
            return;
        }
        long end = days == TO_DATE ? Long.MAX_VALUE : history.epochDay(0) + days;
        long amount = 0;
        for (int i = 0; i < history.size() && (days == TO_DATE || history.epochDay(i) < end); i++) {
            amount = Math.addExact(amount, history.amount(i));
        }
        Maturity maturity = days == TO_DATE || end <= dataEnd ? Maturity.COMPLETE : Maturity.TOO_YOUNG;
        sink.add(maturity.ordinal() * size + cohort, amount);
    }
}
