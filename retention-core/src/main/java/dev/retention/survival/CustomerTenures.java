package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How long customers stayed the first time: from histories to a {@link LifeTable}.
 *
 * <pre>{@code
 * LifeTable tenures = CustomerTenures.over(Timeline.monthly(asOf), Spells.ofOrders(90)).of(orders);
 * SurvivalCurve curve = KaplanMeier.withDefaults().estimate(tenures);
 * }</pre>
 *
 * <p>A tenure is a customer's first {@linkplain Spells spell}: from the arrival to the loss, in days, or to the end of the data
 * if no loss was seen by then.
 *
 * <ul>
 *   <li>For orders with a tolerated gap of {@code g} days, the loss lies {@code g} days after the last order before the first
 *       longer gap: the tenure of a customer who orders once ends at {@code g} days, and {@code g} is to be taken off where
 *       the time to the last order is wanted.
 *   <li>A customer whose gap has not run out by the as-of day is censored there, not at the last order: so the censoring has
 *       nothing to do with whether the customer will come back.
 *   <li>Who comes back after the loss is a reactivated customer and does not lengthen the tenure.
 *   <li>Tenures do not depend on each other as long as customers do not; a customer has one.
 * </ul>
 *
 * <p>The tenures are cells of a {@link #rule}, so who stayed how long can be listed and explained. Takes one pass over the
 * store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CustomerTenures implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final Spells spells;
    private final EventFilter events;

    private CustomerTenures(Timeline timeline, Spells spells, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.spells = requireNonNull(spells, "spells");
        this.events = events;
    }

    /**
     * Tenures by a rule of when customers are live.
     *
     * @param timeline the end of the data, the zone for stores of instants, and the first day: that of its first period, before which
     *     nobody may have arrived, or else that of the store's first event. Tallies of several stores add up if it is given. Its
     *     periods do not matter: tenures are counted in days
     * @param spells when a customer is live
     * @return the method
     */
    public static CustomerTenures over(Timeline timeline, Spells spells) {
        return new CustomerTenures(timeline, spells, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public CustomerTenures counting(EventFilter events) {
        return new CustomerTenures(timeline, spells, requireNonNull(events, "events"));
    }

    /**
     * Counts the tenures of all customers on the calling thread.
     *
     * @param store the histories
     * @return their life table in days
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
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
     */
    public LifeTable of(Sweep<?> sweep) {
        return of(requireNonNull(sweep, "sweep").count(rule(sweep.store())).tally());
    }

    /**
     * The life table of tenures that were counted: merged, restored or read from a live table.
     *
     * @param tally the tenures, as the {@link #rule} counts them
     * @return the life table in days
     */
    public LifeTable of(Tally<TenureCell> tally) {
        return tableOf(tally);
    }

    /**
     * The life table of tenures that another rule counted, whatever they are of.
     *
     * @param tally a cell for each number of days from 0, not ended and ended
     * @return the life table in days
     */
    public static LifeTable tableOf(Tally<TenureCell> tally) {
        requireNonNull(tally, "tally");
        int rows = 0;
        int size = tally.cells().size();
        for (int cell = 0; cell < size; cell += 2) {
            rows += tally.countAt(cell) + tally.countAt(cell + 1) > 0 ? 1 : 0;
        }
        LifeTableRows columns = new LifeTableRows(rows, false);
        for (int cell = 0; cell < size; cell += 2) {
            double censored = tally.countAt(cell);
            double ended = tally.countAt(cell + 1);
            if (censored + ended > 0) {
                int row = columns.rowOf(cell >> 1);
                columns.addCensored(row, censored, censored);
                columns.addEnded(row, ended, ended);
            }
        }
        return columns.toTable();
    }

    /**
     * Counts the tenures of each group of customers, such as for a log-rank test: {@code LogRank.withDefaults().test(byPlan.tables())}.
     *
     * @param grouping how customers are parted
     * @param sweep the sweep
     * @return a life table for each group that somebody is in
     * @throws IllegalArgumentException if the timeline does not fit the store, or the grouping is read at each period
     */
    public ByGroup<LifeTable> by(Grouping grouping, Sweep<?> sweep) {
        requireNonNull(grouping, "grouping");
        return requireNonNull(sweep, "sweep").count(rule(sweep.store())).by(grouping, slice -> of(slice.tally()));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first day unless the timeline has a first period
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<TenureCell> rule(HistoryStore<?> store) {
        return ruleOver(requireNonNull(store, "store").bind(days()));
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<TenureCell> rule() {
        timeline.first();
        return ruleOver(days());
    }

    private Timeline days() {
        Timeline days = Timeline.of(Grain.DAY, timeline.asOf());
        Timeline inZone = timeline.zone().map(days::inZone).orElse(days);
        Optional<LocalDate> first =
                timeline.hasFirst() ? Optional.of(timeline.first().firstDay()) : Optional.empty();
        return first.map(inZone::from).orElse(inZone);
    }

    private Rule<TenureCell> ruleOver(Timeline days) {
        long longest = days.asOf().toEpochDay() + 1 - days.first().firstDay().toEpochDay();
        Cells<TenureCell> cells = Cells.grid(
                Axis.range("days", 0, Math.toIntExact(Math.max(1, longest) + 1)),
                Axis.of("ended", List.of(false, true)),
                TenureCell::new,
                TenureCell::days,
                TenureCell::ended);
        String definition = "first tenures, " + spells + ", as of " + timeline.asOf();
        return Rule.of(definition, days, cells, this::count).counting(events);
    }

    private void count(History history, CellSink sink) {
        List<Spells.Spell> all = spells.of(history);
        if (!all.isEmpty()) {
            Spells.Spell first = all.get(0);
            LocalDate from = history.timeline().first().firstDay();
            checkArgument(
                    !first.start().isBefore(from),
                    "the first spell must not start before %s, the first day: it started on %s; give an earlier first"
                            + " period",
                    from,
                    first.start());
            sink.add(2 * Math.toIntExact(first.tenureDays()) + (first.ended() ? 1 : 0));
        }
    }

    /** Prints the rule in words. */
    @Override
    public String toString() {
        return "first tenures, " + spells + ", as of " + timeline.asOf()
                + (events.isAll() ? "" : ", counting " + events);
    }
}
