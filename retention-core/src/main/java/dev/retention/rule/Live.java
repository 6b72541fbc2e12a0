package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.LiveCursor;
import dev.retention.history.LiveStore;
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
     */
    public <C> Table<C> track(Rule<C> rule) {
        Timeline timeline =
                store.customers().isEmpty() ? rule.timeline() : store.snapshot().bind(rule.timeline());
        Table<C> table = new Table<>(rule, store.open(timeline));
        for (K customer : store.customers()) {
            table.add(customer, 1);
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
     */
    public void add(K customer, Event event) {
        change(customer, () -> store.add(customer, event));
    }

    /**
     * Removes an event.
     *
     * @param customer the key
     * @param event an event that the customer has
     * @throws IllegalArgumentException if the customer has no such event; nothing is changed
     */
    public void remove(K customer, Event event) {
        change(customer, () -> store.remove(customer, event));
    }

    /**
     * Replaces an event by a corrected one.
     *
     * @param customer the key
     * @param wrong an event that the customer has
     * @param right what it should have been
     * @throws IllegalArgumentException if the customer has no such event or the new one does not fit; nothing is changed
     */
    public void correct(K customer, Event wrong, Event right) {
        change(customer, () -> {
            store.remove(customer, wrong);
            try {
                store.add(customer, right);
            } catch (RuntimeException e) {
                store.add(customer, wrong);
                throw e;
            }
        });
    }

    private void change(K customer, Runnable change) {
        requireNonNull(customer, "customer");
        for (Table<?> table : tables) {
            table.add(customer, -1);
        }
        try {
            change.run();
        } finally {
            for (Table<?> table : tables) {
                table.add(customer, 1);
            }
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
        private final CellSink scratch;
        private final long[] counts;
        private final long[] amounts;

        private Table(Rule<C> rule, LiveCursor<K> cursor) {
            this.rule = rule;
            this.cursor = cursor;
            this.scratch = CellSink.perCustomer(rule.cells().size());
            this.counts = new long[rule.cells().size()];
            this.amounts = new long[rule.cells().size()];
            scratch.next();
        }

        private void add(K customer, int sign) {
            History history = cursor.moveTo(customer);
            if (history.size() == 0) {
                return;
            }
            rule.apply(history, scratch);
            for (int i = 0; i < scratch.touchedSize(); i++) {
                int cell = scratch.touched(i);
                counts[cell] += sign;
                amounts[cell] = Math.addExact(amounts[cell], sign * scratch.amount(cell));
            }
            scratch.clear();
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
                History history = cursor.moveTo(customer);
                if (history.size() > 0) {
                    rule.apply(history, scratch);
                    if (scratch.holds(index)) {
                        members.add(customer);
                    }
                    scratch.clear();
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
            return Explanation.of(customer, rule, cursor.moveTo(customer), scratch);
        }
    }
}
