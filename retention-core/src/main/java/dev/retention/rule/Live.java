package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.LiveStore;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables that are kept current event by event: additions, corrections and removals, late ones included.
 *
 * <p>A change subtracts what the rules say of the customer's old history and adds what they say of the new one, so that a live
 * table equals a fresh count of the same events after every change. A change takes time in proportion to the length of that
 * customer's history, for each table.
 *
 * <pre>{@code
 * Live<Long> live = Live.from(orders);
 * Live<Long>.Table<CohortCell> cohorts = live.track(months, timeline -> CohortRetention.over(timeline).rule());
 * live.add(3L, Event.on(day).worth(amount));   // from any thread
 * live.advanceTo(tomorrow);                    // the data now end a day later
 * }</pre>
 *
 * <p>May be used by several threads: one lock holds the events and all tables together, so that readers see a whole state and
 * changes come one after the other. A change that fails leaves everything as it was. A rule that calls the store that asks it fails.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Live<K> {
    private final LiveStore<K> store;
    private final Object lock = new Object();
    // Whether the thread that holds the lock is at work: whatever it calls must not come back here.
    private boolean atWork;
    private final List<Table<?>> tables = new ArrayList<>();

    private Live(LiveStore<K> store) {
        this.store = store;
    }

    /**
     * Begins with the events of a store.
     *
     * @param store the events so far; may be empty
     * @param <K> the type of customer keys
     * @return live histories without tables
     */
    public static <K> Live<K> from(HistoryStore<K> store) {
        return new Live<>(LiveStore.from(requireNonNull(store, "store")));
    }

    /**
     * Makes the rule of a table under a timeline, so that the end of the data can move.
     *
     * @param <C> the type of cells
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Method<C> {
        /**
         * The rule under a timeline.
         *
         * @param timeline the timeline, with a first period
         * @return the rule, whose timeline that is
         */
        Rule<C> rule(Timeline timeline);
    }

    /**
     * Keeps a table current from now on, whose data end on a fixed day.
     *
     * @param rule the rule; its timeline needs a first period
     * @param <C> the type of cells
     * @return the table, which changes with every event
     * @throws IllegalArgumentException if the timeline has no first period, or does not fit the events
     * @throws RuleException if the rule fails; the message names the customer
     */
    public <C> Table<C> track(Rule<C> rule) {
        requireNonNull(rule, "rule");
        return track(rule.timeline(), timeline -> rule, false);
    }

    /**
     * Keeps a table current from now on, whose end of the data moves with {@link #advanceTo}.
     *
     * @param timeline the periods, with a first one
     * @param method makes the rule
     * @param <C> the type of cells
     * @return the table, which changes with every event and every step of time
     * @throws IllegalArgumentException if the timeline has no first period, or does not fit the events
     * @throws RuleException if the rule fails; the message names the customer
     */
    public <C> Table<C> track(Timeline timeline, Method<C> method) {
        requireNonNull(method, "method");
        return track(requireNonNull(timeline, "timeline"), method, true);
    }

    private <C> Table<C> track(Timeline timeline, Method<C> method, boolean moves) {
        checkArgument(
                timeline.hasFirst() && !timeline.isProvisional(),
                "timeline (%s) must have a first period, since events may come from before: call from(day)",
                timeline);
        Rule<C> rule = made(method, timeline);
        return alone(() -> {
            Table<C> table = new Table<>(method, moves ? timeline : null, new LiveTable<>(rule, store));
            tables.add(table);
            return table;
        });
    }

    /** The rule that a method makes of a timeline, which must end with its data. */
    private static <C> Rule<C> made(Method<C> method, Timeline timeline) {
        Rule<C> rule = requireNonNull(method.rule(timeline), "rule");
        checkArgument(
                rule.timeline().completeBefore().equals(timeline.completeBefore()),
                "method must make a rule of the timeline that it is given (%s), not of another (%s)",
                timeline,
                rule.timeline());
        return rule;
    }

    /**
     * Adds an event, of several tracks to the first.
     *
     * @param customer the key
     * @param event the event, on any day, however late it comes
     * @throws IllegalArgumentException if the event does not fit the store; nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void add(K customer, Event event) {
        add(0, customer, requireNonNull(event, "event"));
    }

    /**
     * Adds an event to a track.
     *
     * @param customer the key
     * @param track the name of the track
     * @param event the event, on any day, however late it comes
     * @throws IllegalArgumentException if there is no such track, or the event does not fit it; nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void add(K customer, String track, Event event) {
        requireNonNull(event, "event");
        add(track(customer, track), customer, event);
    }

    private int track(K customer, String track) {
        requireNonNull(customer, "customer");
        return store.track(track);
    }

    private void add(int track, K customer, Event event) {
        change(customer, () -> store.add(track, customer, event), () -> store.remove(track, customer, event));
    }

    /**
     * Removes an event, of several tracks from the first.
     *
     * @param customer the key
     * @param event an event that the customer has
     * @throws IllegalArgumentException if the customer has no such event; nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void remove(K customer, Event event) {
        remove(0, customer, requireNonNull(event, "event"));
    }

    /**
     * Removes an event of a track.
     *
     * @param customer the key
     * @param track the name of the track
     * @param event an event that the customer has there
     * @throws IllegalArgumentException if there is no such track, or the customer has no such event there; nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void remove(K customer, String track, Event event) {
        requireNonNull(event, "event");
        remove(track(customer, track), customer, event);
    }

    private void remove(int track, K customer, Event event) {
        change(customer, () -> store.remove(track, customer, event), () -> store.add(track, customer, event));
    }

    /**
     * Replaces an event by a corrected one, of several tracks on the first.
     *
     * @param customer the key
     * @param wrong an event that the customer has
     * @param right what it should have been
     * @throws IllegalArgumentException if the customer has no such event or the new one does not fit; nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void correct(K customer, Event wrong, Event right) {
        correct(0, customer, requireNonNull(wrong, "wrong"), requireNonNull(right, "right"));
    }

    /**
     * Replaces an event of a track by a corrected one.
     *
     * @param customer the key
     * @param track the name of the track
     * @param wrong an event that the customer has there
     * @param right what it should have been
     * @throws IllegalArgumentException if there is no such track, the customer has no such event there, or the new one does not fit;
     *     nothing is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public void correct(K customer, String track, Event wrong, Event right) {
        requireNonNull(right, "right");
        requireNonNull(wrong, "wrong");
        correct(track(customer, track), customer, wrong, right);
    }

    private void correct(int track, K customer, Event wrong, Event right) {
        change(
                customer,
                () -> store.correct(track, customer, wrong, right),
                () -> store.correct(track, customer, right, wrong));
    }

    /**
     * Forgets a customer: all events on all tracks, and the key. The customer leaves every table.
     *
     * @param customer the key
     * @throws IllegalArgumentException if the customer has no events; nothing is changed
     */
    public void erase(K customer) {
        change(
                customer,
                () -> checkArgument(store.erase(customer), "customer (%s) has no events to erase", customer),
                () -> {});
    }

    /** Does something while the events and the tables are whole, and not halfway through something else. */
    private <R> R alone(Supplier<R> work) {
        synchronized (lock) {
            begin();
            try {
                return work.get();
            } finally {
                atWork = false;
            }
        }
    }

    private void begin() {
        checkState(!atWork, "a rule, measure or grouping must not call the live store that asks it");
        atWork = true;
    }

    /** Changes the store and moves every table; if one of them fails, all stay as they are. Alone as well, without an object for it. */
    private void change(K customer, Runnable change, Runnable undo) {
        requireNonNull(customer, "customer");
        synchronized (lock) {
            begin();
            try {
                for (Table<?> table : tables) {
                    table.state.lookBefore(customer);
                }
                change.run();
                try {
                    for (Table<?> table : tables) {
                        table.state.lookAfter(customer);
                    }
                } catch (Throwable e) {
                    // Whatever it is, a checked exception that a language lets out unseen included.
                    undo.run();
                    throw e;
                }
                tables.forEach(table -> table.state.move());
            } finally {
                atWork = false;
            }
        }
    }

    /**
     * Moves the end of the data forward: events up to the new day count, running periods go on, and customers who fell silent show
     * as such. Takes as long as counting all customers anew, once for each table.
     *
     * @param asOf the last day that the data cover from now on
     * @return for each table, in the order in which they were tracked, the customers whose cells changed
     * @throws IllegalArgumentException if a table was tracked by a rule of a fixed timeline, or its data end later than that; nothing
     *     is changed
     * @throws RuleException if a rule fails; nothing is changed
     */
    public List<Restatement<K, ?>> advanceTo(LocalDate asOf) {
        requireNonNull(asOf, "asOf");
        synchronized (lock) {
            // Before anything moves: a method may look at the store to make its rule.
            List<Rule<?>> rules = new ArrayList<>();
            tables.forEach(table -> rules.add(table.under(asOf)));
            return alone(() -> {
                List<LiveTable<K, ?>> advanced = new ArrayList<>();
                List<Restatement<K, ?>> changes = new ArrayList<>();
                for (int i = 0; i < rules.size(); i++) {
                    tables.get(i).advance(rules.get(i), advanced, changes);
                }
                for (int i = 0; i < advanced.size(); i++) {
                    tables.get(i).take(advanced.get(i));
                }
                return List.copyOf(changes);
            });
        }
    }

    /**
     * Measures every customer as of now. Takes one pass over all customers.
     *
     * @param measure the measure
     * @return its columns, which do not change any more
     * @throws RuleException if the measure fails; the message names the customer
     */
    public Measured<K> measure(Measure measure) {
        return Sweep.over(snapshot()).measure(measure);
    }

    /**
     * The events as they are now.
     *
     * @return an immutable store
     */
    public HistoryStore<K> snapshot() {
        return alone(() -> store.snapshot());
    }

    /**
     * One table that is kept current.
     *
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public final class Table<C> {
        private final Method<C> method;
        private final @Nullable Timeline asked;
        private LiveTable<K, C> state;

        private Table(Method<C> method, @Nullable Timeline asked, LiveTable<K, C> state) {
            this.method = method;
            this.asked = asked;
            this.state = state;
        }

        private Rule<C> under(LocalDate asOf) {
            Rule<C> rule = state.rule();
            checkArgument(
                    asked != null,
                    "table (%s) was tracked by a rule of a fixed timeline: track it by a method to advance",
                    rule);
            checkArgument(
                    !asOf.isBefore(rule.timeline().asOf()),
                    "asOf (%s) must not be before %s, the end of the data so far",
                    asOf,
                    rule.timeline().asOf());
            return made(method, requireNonNull(asked).asOf(asOf));
        }

        @SuppressWarnings("unchecked") // made by this table's method
        private void advance(Rule<?> rule, List<LiveTable<K, ?>> advanced, List<Restatement<K, ?>> changes) {
            LiveTable<K, C> next = new LiveTable<>((Rule<C>) rule, store);
            advanced.add(next);
            changes.add(state.changesTo(next));
        }

        @SuppressWarnings("unchecked") // made by this table's advance
        private void take(LiveTable<K, ?> advanced) {
            state = (LiveTable<K, C>) advanced;
        }

        /**
         * The rule that counts now.
         *
         * @return the rule, under the present end of the data
         */
        public Rule<C> rule() {
            return alone(() -> state.rule());
        }

        /**
         * How many customers a cell holds now.
         *
         * @param cell the cell
         * @return at least 0; look at {@link #state} before taking 0 for a fact
         * @throws IllegalArgumentException if the table has no such cell
         */
        public long count(C cell) {
            requireNonNull(cell, "cell");
            return alone(() -> state.count(cell));
        }

        /**
         * The sum of the amounts in a cell now.
         *
         * @param cell the cell
         * @return minor units of the store's currency
         * @throws IllegalArgumentException if the table has no such cell
         * @throws ArithmeticException if the sum does not fit a long
         */
        public long amount(C cell) {
            return tally().amount(cell);
        }

        /**
         * How much of a cell could be observed.
         *
         * @param cell the cell
         * @return the state as of the end of the data
         * @throws IllegalArgumentException if the table has no such cell
         */
        public CellState state(C cell) {
            requireNonNull(cell, "cell");
            return alone(() -> {
                state.count(cell);
                return state.rule().state(cell);
            });
        }

        /**
         * How many events are there that are not looked at because they lie after the end of the data.
         *
         * @return at least 0
         */
        public long eventsAfterAsOf() {
            return alone(() -> state.eventsAfterAsOf());
        }

        /**
         * The numbers as they are now.
         *
         * @return a tally of its own, which does not change any more
         */
        public Tally<C> tally() {
            return alone(() -> state.tally());
        }

        /**
         * The customers in a cell now. Takes one pass over all customers.
         *
         * @param cell the cell
         * @return as many customers as {@link #count} says; an unmodifiable set that does not change any more
         * @throws IllegalArgumentException if the table has no such cell
         */
        public Set<K> members(C cell) {
            requireNonNull(cell, "cell");
            return alone(() -> Collections.unmodifiableSet(new LinkedHashSet<>(state.members(cell))));
        }

        /** Prints the numbers as they are now. */
        @Override
        public String toString() {
            return tally().toString();
        }

        /**
         * What the rule says of one customer now.
         *
         * @param customer the key
         * @return the cells the customer counts in, none for a customer without events
         */
        public Explanation<K, C> explain(K customer) {
            return alone(() -> state.explain(customer));
        }
    }
}
