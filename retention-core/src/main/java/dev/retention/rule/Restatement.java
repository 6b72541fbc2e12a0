package dev.retention.rule;

import com.google.common.collect.ImmutableList;
import dev.retention.history.History;
import dev.retention.history.HistoryCursor;
import dev.retention.history.HistoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Why yesterday's figure for a past period differs from today's: the customers whose cells changed between two states of the
 * data, and by what.
 *
 * <p>The changes of the customers sum exactly to the change of every cell. Customers are matched by key; a merged customer
 * shows as one that left its cells and one that gained them. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Restatement<K, C> {
    private final String definition;
    private final ImmutableList<CustomerChange<K, C>> customers;
    private final ImmutableList<CellChange<C>> cells;

    private Restatement(String definition, List<CustomerChange<K, C>> customers, List<CellChange<C>> cells) {
        this.definition = definition;
        this.customers = ImmutableList.copyOf(customers);
        this.cells = ImmutableList.copyOf(cells);
    }

    /**
     * How a cell changed, in all or through one customer.
     *
     * @param cell the cell
     * @param customers by how many customers more; negative for fewer
     * @param amount by how much more, in minor units; negative for less
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public record CellChange<C>(C cell, long customers, long amount) {
        /** Prints the cell and the signed changes. */
        @Override
        public String toString() {
            return cell + " " + (customers >= 0 ? "+" : "") + customers
                    + (amount == 0 ? "" : " (" + (amount > 0 ? "+" : "") + amount + ")");
        }
    }

    /**
     * What one customer changed.
     *
     * @param customer the key
     * @param changes the cells that the customer changed, at least one
     * @param <K> the type of customer keys
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public record CustomerChange<K, C>(K customer, List<CellChange<C>> changes) {
        /**
         * Keeps an immutable copy of the changes.
         *
         * @param customer the key
         * @param changes the cells
         */
        public CustomerChange {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Compares what a rule says of two states of the data. Takes one pass over each store.
     *
     * @param rule the rule; its timeline is bound to the earlier store's first event if it has no first period
     * @param earlier the data as they were
     * @param later the data as they are
     * @param <K> the type of customer keys
     * @param <C> the type of cells
     * @return the customers whose cells changed
     */
    public static <K, C> Restatement<K, C> of(Rule<C> rule, HistoryStore<K> earlier, HistoryStore<K> later) {
        var timeline = earlier.bind(rule.timeline());
        HistoryCursor before = earlier.open(timeline);
        HistoryCursor after = later.open(timeline);
        Change<C> change = new Change<>(rule);
        List<CustomerChange<K, C>> customers = new ArrayList<>();
        for (int i = 0; i < earlier.customers(); i++) {
            K key = earlier.customer(i);
            change.apply(before.moveTo(i), -1);
            OptionalInt number = later.find(key);
            if (number.isPresent()) {
                change.apply(after.moveTo(number.getAsInt()), 1);
            }
            change.drainTo(key, customers);
        }
        for (int i = 0; i < later.customers(); i++) {
            K key = later.customer(i);
            if (earlier.find(key).isEmpty()) {
                change.apply(after.moveTo(i), 1);
                change.drainTo(key, customers);
            }
        }
        return new Restatement<>(rule.definition(), customers, change.totals());
    }

    /**
     * The customers whose cells changed, in the order of the earlier store, new ones last.
     *
     * @return the customers with their changes
     */
    public List<CustomerChange<K, C>> customers() {
        return customers;
    }

    /**
     * The cells that changed in count or amount, in order.
     *
     * @return the sums over {@link #customers()}
     */
    public List<CellChange<C>> cells() {
        return cells;
    }

    /** Prints how many customers moved which cells. */
    @Override
    public String toString() {
        return customers.size() + " customers changed " + cells.size() + " cells of " + definition + ": " + cells;
    }

    /** Sums what a rule says of histories, with a sign, for one customer and over all. */
    private static final class Change<C> {
        private final Rule<C> rule;
        private final CellSink sink;
        private final TreeMap<Integer, long[]> own = new TreeMap<>();
        private final TreeMap<Integer, long[]> all = new TreeMap<>();

        Change(Rule<C> rule) {
            this.rule = rule;
            this.sink = CellSink.perCustomer(rule.cells().size());
            sink.next();
        }

        void apply(History history, int sign) {
            if (history.size() == 0) {
                return;
            }
            rule.apply(history, sink);
            for (int i = 0; i < sink.touchedSize(); i++) {
                int cell = sink.touched(i);
                add(own, cell, sign, sign * sink.amount(cell));
            }
            sink.clear();
        }

        private static void add(Map<Integer, long[]> sums, int cell, long customers, long amount) {
            long[] sum = sums.computeIfAbsent(cell, unused -> new long[2]);
            sum[0] += customers;
            sum[1] = Math.addExact(sum[1], amount);
        }

        <K> void drainTo(K key, List<CustomerChange<K, C>> customers) {
            own.values().removeIf(sum -> sum[0] == 0 && sum[1] == 0);
            if (!own.isEmpty()) {
                customers.add(new CustomerChange<>(key, changes(own)));
                own.forEach((cell, sum) -> add(all, cell, sum[0], sum[1]));
                own.clear();
            }
        }

        List<CellChange<C>> totals() {
            all.values().removeIf(sum -> sum[0] == 0 && sum[1] == 0);
            return changes(all);
        }

        private List<CellChange<C>> changes(Map<Integer, long[]> sums) {
            List<CellChange<C>> changes = new ArrayList<>();
            sums.forEach(
                    (cell, sum) -> changes.add(new CellChange<>(rule.cells().cell(cell), sum[0], sum[1])));
            return changes;
        }
    }
}
