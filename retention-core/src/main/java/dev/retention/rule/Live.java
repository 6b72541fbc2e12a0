package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.history.LiveCursor;
import dev.retention.history.LiveStore;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables that are kept current event by event: additions, corrections and removals, late ones included.
 *
 * <p>A change subtracts what the rules say of the customer's old history and adds what they say of the new one, so that a live
 * table equals a fresh count of the same events after every change. A change takes time in proportion to the length of that
 * customer's history, for each table. This class is not thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Live<K> {
    private final LiveStore<K> store;
    private final Object lock = new Object();
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
     * Keeps a table current from now on.
     *
     * @param rule the rule; its timeline needs a first period unless there are events already
     * @param <C> the type of cells
     * @return the table, which changes with every event
     * @throws IllegalArgumentException if the timeline has no first period and there are no events
     * @throws ArithmeticException if a sum does not fit a long
     */
    public <C> Table<C> track(Rule<C> rule) {
        Timeline timeline = requireNonNull(rule, "rule").timeline();
        boolean bound = timeline.hasFirst() || store.customers().isEmpty();
        Table<C> table =
                new Table<>(rule, store.open(bound ? timeline : store.snapshot().bind(timeline)));
        for (K customer : store.customers()) {
            table.lookAfter(customer);
            table.move();
        }
        tables.add(table);
        return table;
    }

    /**
     * Adds an event.
     *
     * @param customer the key
     * @param event the event, on any day, however late it comes
     * @throws IllegalArgumentException if the event does not fit the store; nothing is changed
     * @throws ArithmeticException if a sum of a table does not fit a long; nothing is changed
     */
    public void add(K customer, Event event) {
        requireNonNull(event, "event");
        change(customer, () -> store.add(customer, event), () -> store.remove(customer, event));
    }

    /**
     * Removes an event.
     *
     * @param customer the key
     * @param event an event that the customer has
     * @throws IllegalArgumentException if the customer has no such event; nothing is changed
     * @throws ArithmeticException if a sum of a table does not fit a long; nothing is changed
     */
    public void remove(K customer, Event event) {
        requireNonNull(event, "event");
        change(customer, () -> store.remove(customer, event), () -> store.add(customer, event));
    }

    /**
     * Replaces an event by a corrected one.
     *
     * @param customer the key
     * @param wrong an event that the customer has
     * @param right what it should have been
     * @throws IllegalArgumentException if the customer has no such event or the new one does not fit; nothing is changed
     * @throws ArithmeticException if a sum of a table does not fit a long; nothing is changed
     */
    public void correct(K customer, Event wrong, Event right) {
        requireNonNull(right, "right");
        requireNonNull(wrong, "wrong");
        change(customer, () -> store.correct(customer, wrong, right), () -> store.correct(customer, right, wrong));
    }

    /** Changes the store and moves every table; if one of them fails, all stay as they are. */
    private void change(K customer, Runnable change, Runnable undo) {
        requireNonNull(customer, "customer");
        synchronized (lock) {
            changeLocked(customer, change, undo);
        }
    }

    private void changeLocked(K customer, Runnable change, Runnable undo) {
        for (Table<?> table : tables) {
            table.lookBefore(customer);
        }
        change.run();
        try {
            for (Table<?> table : tables) {
                table.lookAfter(customer);
            }
        } catch (RuntimeException | Error e) {
            undo.run();
            throw e;
        }
        for (Table<?> table : tables) {
            table.move();
        }
    }

    /**
     * The events as they are now.
     *
     * @return an immutable store
     */
    public HistoryStore<K> snapshot() {
        return store.snapshot();
    }

    /**
     * One table that is kept current.
     *
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public final class Table<C> {
        private final Rule<C> rule;
        private final LiveCursor<K> cursor;
        // What the rule says of the customer at hand, before a change and after it.
        private final Asked<C> before;
        private final Asked<C> after;
        private long[] counts;
        private final Sums amounts;

        private Table(Rule<C> rule, LiveCursor<K> cursor) {
            this.rule = rule;
            this.cursor = cursor;
            this.before = Asked.perCustomer(rule);
            this.after = Asked.perCustomer(rule, before.sink().groups());
            GroupIndex groups = before.sink().groups();
            int size = groups == null ? rule.cells().size() : groups.size() * groups.cellsOfEach();
            this.counts = new long[size];
            this.amounts = new Sums(size);
        }

        private void lookBefore(K customer) {
            before.look(cursor.moveTo(customer));
        }

        private void lookAfter(K customer) {
            after.look(cursor.moveTo(customer));
        }

        private void move() {
            GroupIndex groups = before.sink().groups();
            if (groups != null && groups.size() * groups.cellsOfEach() > counts.length) {
                counts = Arrays.copyOf(counts, groups.size() * groups.cellsOfEach());
                amounts.grow(counts.length);
            }
            add(before.sink(), -1);
            add(after.sink(), 1);
        }

        private void add(CellSink named, int sign) {
            for (int i = 0; i < named.touchedSize(); i++) {
                int cell = named.touched(i);
                counts[cell] += sign;
                amounts.add(cell, named.amounts(), cell, sign);
            }
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
            synchronized (lock) {
                int at = before.find(cell);
                return at < 0 || at >= counts.length ? 0 : counts[at];
            }
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
            before.find(requireNonNull(cell, "cell"));
            return rule.state(cell);
        }

        /**
         * The numbers as they are now.
         *
         * @return a tally of its own, which does not change any more
         */
        public Tally<C> tally() {
            synchronized (lock) {
                return Tally.of(
                        rule,
                        store.currency().orElse(null),
                        Numbers.of(rule.cells(), before.sink().groups(), counts.clone(), amounts.copy()));
            }
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
            synchronized (lock) {
                int index = before.find(cell);
                Set<K> members = new LinkedHashSet<>();
                for (K customer : store.customers()) {
                    lookAfter(customer);
                    if (after.sink().holds(index)) {
                        members.add(customer);
                    }
                }
                return Collections.unmodifiableSet(members);
            }
        }

        /**
         * What the rule says of one customer now.
         *
         * @param customer the key
         * @return the cells the customer counts in, none for a customer without events
         */
        public Explanation<K, C> explain(K customer) {
            synchronized (lock) {
                return Explanation.of(customer, after, cursor.moveTo(customer));
            }
        }
    }
}
