package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

/**
 * A metric that counts named items of every period: what a user extends to write a table of their own in a few lines, and most tables
 * of {@code dev.retention.service} are.
 *
 * <pre>{@code
 * final class Logins extends PeriodMethod<Logins.Item> {
 *     enum Item { LOGGED_IN, OFTEN }
 *
 *     Logins(Timeline timeline) {
 *         super(timeline, Item.class);
 *     }
 *
 *     protected String definition() {
 *         return "logins";
 *     }
 *
 *     protected void apply(Timeline periods, History history, CellSink sink) {
 *         for (int i = 0; i < history.size(); i++) {
 *             if (history.period(i) >= 0) {
 *                 sink.add(Item.LOGGED_IN, history.period(i), 1);
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Then it is asked like any other:
 *
 * <pre>{@code
 * new Logins(months).of(store).inPeriod("2024-03").number(Logins.Item.LOGGED_IN);
 * }</pre>
 *
 * <p>Items are rows and periods are columns; every item is read at the end of its period where groups change over time. A method is a
 * value: what it holds is final and serialisable, and its {@link #definition} tells it from every other. Members, groups, live tables,
 * merging and restatement follow, as for every {@link Rule}.
 *
 * @param <E> the type of items
 * @since 0.1.0
 */
public abstract class PeriodMethod<E extends Enum<E>> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final Class<E> items;

    /**
     * Takes the periods and the items.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the first track that is read
     * @param items the items, at least one
     * @throws IllegalArgumentException if there are no items
     */
    protected PeriodMethod(Timeline timeline, Class<E> items) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.items = requireNonNull(items, "items");
        checkArgument(items.getEnumConstants().length > 0, "items (%s) must name at least one", items.getName());
    }

    /**
     * What is counted, in words that tell this method with all its settings from every other; tracks and periods are added.
     *
     * @return the definition, such as {@code complaints about delivery}
     */
    protected abstract String definition();

    /**
     * Names the items of one customer, as {@code sink.add(item, period)}, with an amount that is added up, or as a run of periods by
     * {@code sink.addSpan(item, from, to)}.
     *
     * @param periods the periods, with a first one
     * @param history the customer's history up to the as-of day; not to be kept
     * @param sink takes the cells
     */
    protected abstract void apply(Timeline periods, History history, CellSink sink);

    /**
     * The tracks that are read, the first of which is the history that {@link #apply} is given.
     *
     * @return the names; none, unless overridden, for the first track of any store
     */
    protected List<String> tracks() {
        return List.of();
    }

    /**
     * Which events of the first track count.
     *
     * @return every event unless overridden
     */
    protected EventFilter events() {
        return EventFilter.ALL;
    }

    /**
     * How much of an item of a period could be observed by the end of the data.
     *
     * @param periods the periods, with a first one
     * @param item the item
     * @param period the period
     * @return the state of the period unless overridden, such as by a method whose items may come days after their period
     */
    protected CellState state(Timeline periods, E item, Period period) {
        return periods.state(period);
    }

    /**
     * Refuses a store that does not tell what the method is about.
     *
     * @param store the store
     * @throws IllegalArgumentException if a track or column is missing
     */
    protected void check(HistoryStore<?> store) {
        for (String track : tracks()) {
            requireNonNull(store, "store").track(track);
        }
    }

    /**
     * What is odd about a store, such as codes or texts that the method was told of and no event has: a misspelt one counts nothing.
     *
     * @param store the store
     * @return a sentence each, none unless overridden; what is odd about {@link #events} is told beside them
     */
    protected List<String> warnings(HistoryStore<?> store) {
        requireNonNull(store, "store");
        return List.of();
    }

    /**
     * The periods.
     *
     * @return the timeline as it was given, perhaps without a first period
     */
    public final Timeline timeline() {
        return timeline;
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, whose first event on the first track is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     */
    public final Rule<PeriodItem<E>> rule(HistoryStore<?> store) {
        check(requireNonNull(store, "store"));
        return bound((tracks().isEmpty() ? store : store.track(tracks().get(0))).bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public final Rule<PeriodItem<E>> rule() {
        return bound(timeline);
    }

    private Rule<PeriodItem<E>> bound(Timeline periods) {
        periods.first();
        requireNonNull(definition(), "definition");
        return new MethodRule<>(this, periods, items).counting(events());
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public final <K> PeriodItems<K, E> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public final <K> PeriodItems<K, E> of(Sweep<K> sweep) {
        return new PeriodItems<>(requireNonNull(sweep, "sweep").count(rule(sweep.store())));
    }

    /**
     * Counts for each group of customers, in one pass.
     *
     * @param grouping how customers are parted; at each period, by their group at its end
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return a table for each group that somebody is in
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public final <K> ByGroup<PeriodItems<K, E>> by(Grouping grouping, Sweep<K> sweep) {
        requireNonNull(grouping, "grouping");
        return ByGroup.of(
                requireNonNull(sweep, "sweep").count(rule(sweep.store()).by(grouping)), PeriodItems::new);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public final <K> PeriodItems<K, E> of(Tally<PeriodItem<E>> tally) {
        return new PeriodItems<>(Counted.of(bound(requireNonNull(tally, "tally").bind(timeline)), tally));
    }

    /** Prints what is counted. */
    @Override
    public final String toString() {
        return definition() + tracksInWords() + ", " + timeline + (events().isAll() ? "" : ", counting " + events());
    }

    /** The tracks as a part of the definition. */
    final String tracksInWords() {
        return tracks().isEmpty() ? "" : ", on " + String.join(" and ", tracks());
    }
}
