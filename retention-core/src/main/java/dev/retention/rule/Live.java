package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.LiveCursor;
import dev.retention.internal.store.LiveStore;
import dev.retention.time.Timeline;
import java.util.ArrayList;
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
        return new Live<>(LiveStore.from(store));
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
        Timeline timeline = rule.timeline();
        boolean bound = timeline.hasFirst() || store.customers().isEmpty();
        Table<C> table =
                new Table<>(rule, store.open(bound ? timeline : store.snapshot().bind(timeline)));
        for (K customer : store.customers()) {
            table.look(customer, table.after);
            table.checkMove();
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
        change(customer, () -> store.correct(customer, wrong, right), () -> store.correct(customer, right, wrong));
    }

    /** Changes the store and moves every table; if one of them fails, all stay as they are. */
    private void change(K customer, Runnable change, Runnable undo) {
        requireNonNull(customer, "customer");
        for (Table<?> table : tables) {
            table.look(customer, table.before);
        }
        change.run();
        try {
            for (Table<?> table : tables) {
                table.look(customer, table.after);
                table.checkMove();
            }
        } catch (RuntimeException e) {
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
        private final CellSink before;
        private final CellSink after;
        private final long[] counts;
        private final long[] amounts;

        private Table(Rule<C> rule, LiveCursor<K> cursor) {
            int size = rule.cells().size();
            this.rule = rule;
            this.cursor = cursor;
            this.before = CellSink.perCustomer(size);
            this.after = CellSink.perCustomer(size);
            this.counts = new long[size];
            this.amounts = new long[size];
        }

        private void look(K customer, CellSink sink) {
            sink.clear();
            History history = cursor.moveTo(customer);
            if (history.size() > 0) {
                rule.apply(history, sink);
            }
        }

        /** Fails if a sum would not fit a long, before anything moves. */
        private void checkMove() {
            checkSums(before);
            checkSums(after);
        }

        private void checkSums(CellSink touched) {
            for (int i = 0; i < touched.touchedSize(); i++) {
                int cell = touched.touched(i);
                Math.addExact(Math.subtractExact(amounts[cell], before.amount(cell)), after.amount(cell));
            }
        }

        private void move() {
            for (int i = 0; i < before.touchedSize(); i++) {
                int cell = before.touched(i);
                counts[cell]--;
                amounts[cell] -= before.amount(cell);
            }
            for (int i = 0; i < after.touchedSize(); i++) {
                int cell = after.touched(i);
                counts[cell]++;
                amounts[cell] += after.amount(cell);
            }
        }

        /**
         * How many customers a cell holds now.
         *
         * @param cell the cell
         * @return at least 0
         * @throws IllegalArgumentException if the table has no such cell
         */
        public long count(C cell) {
            return counts[rule.cells().indexOf(cell)];
        }

        /**
         * The sum of the amounts in a cell now.
         *
         * @param cell the cell
         * @return minor units of the store's currency
         * @throws IllegalArgumentException if the table has no such cell
         */
        public long amount(C cell) {
            return amounts[rule.cells().indexOf(cell)];
        }

        /**
         * The numbers as they are now.
         *
         * @return a tally of its own, which does not change any more
         */
        public Tally<C> tally() {
            return Tally.of(rule, store.currency().orElse(null), counts.clone(), amounts.clone());
        }

        /**
         * The customers in a cell now. Takes one pass over all customers.
         *
         * @param cell the cell
         * @return as many customers as {@link #count} says
         * @throws IllegalArgumentException if the table has no such cell
         */
        public Set<K> members(C cell) {
            int index = rule.cells().indexOf(cell);
            Set<K> members = new LinkedHashSet<>();
            for (K customer : store.customers()) {
                look(customer, after);
                if (after.holds(index)) {
                    members.add(customer);
                }
            }
            return members;
        }

        /**
         * What the rule says of one customer now.
         *
         * @param customer the key
         * @return the cells the customer counts in, none for a customer without events
         */
        public Explanation<K, C> explain(K customer) {
            after.clear();
            return Explanation.of(customer, rule, cursor.moveTo(customer), after);
        }
    }
}
