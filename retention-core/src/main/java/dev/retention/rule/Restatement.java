package dev.retention.rule;

import com.google.common.collect.ImmutableList;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.ChangedCustomers;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * Compares what a rule says of two states of the data. Takes one pass over each store; the rule is asked only about
     * customers whose events differ.
     *
     * @param rule the rule; its timeline is bound to the earlier store's first event if it has no first period
     * @param earlier the data as they were
     * @param later the data as they are
     * @param <K> the type of customer keys
     * @param <C> the type of cells
     * @return the customers whose cells changed
     * @throws IllegalArgumentException if the stores are in different currencies
     * @throws ArithmeticException if a change does not fit a long
     */
    public static <K, C> Restatement<K, C> of(Rule<C> rule, HistoryStore<K> earlier, HistoryStore<K> later) {
        ChangedCustomers<K> changed = ChangedCustomers.between(earlier, later);
        Timeline timeline = earlier.bind(rule.timeline());
        HistoryCursor before = HistoryCursor.open(earlier, timeline);
        HistoryCursor after = HistoryCursor.open(later, timeline);
        Sums<C> sums = new Sums<>(rule);
        List<CustomerChange<K, C>> customers = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            List<CellChange<C>> changes =
                    sums.change(history(before, changed.earlier(i)), history(after, changed.later(i)));
            if (!changes.isEmpty()) {
                customers.add(new CustomerChange<>(changed.customer(i), changes));
            }
        }
        return new Restatement<>(rule.definition(), customers, sums.totals());
    }

    private static @Nullable History history(HistoryCursor cursor, int customer) {
        return customer == ChangedCustomers.ABSENT ? null : cursor.moveTo(customer);
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

    /** What a rule says of a later history less what it says of the earlier one, for one customer and over all. */
    private static final class Sums<C> {
        private final Rule<C> rule;
        private final CellSink before;
        private final CellSink after;
        private final int[] cells;
        private final long[] customers;
        private final long[] amounts;

        Sums(Rule<C> rule) {
            int size = rule.cells().size();
            this.rule = rule;
            this.before = CellSink.perCustomer(size);
            this.after = CellSink.perCustomer(size);
            this.cells = new int[size];
            this.customers = new long[size];
            this.amounts = new long[size];
        }

        /** The cells that a customer changed, in order. */
        List<CellChange<C>> change(@Nullable History earlier, @Nullable History later) {
            apply(earlier, before);
            apply(later, after);
            int named = 0;
            for (int i = 0; i < before.touchedSize(); i++) {
                cells[named++] = before.touched(i);
            }
            for (int i = 0; i < after.touchedSize(); i++) {
                if (!before.holds(after.touched(i))) {
                    cells[named++] = after.touched(i);
                }
            }
            Arrays.sort(cells, 0, named);
            List<CellChange<C>> changes = new ArrayList<>();
            for (int i = 0; i < named; i++) {
                int cell = cells[i];
                int more = (after.holds(cell) ? 1 : 0) - (before.holds(cell) ? 1 : 0);
                long amount = Math.subtractExact(after.amount(cell), before.amount(cell));
                if (more != 0 || amount != 0) {
                    changes.add(new CellChange<>(rule.cells().cell(cell), more, amount));
                    customers[cell] += more;
                    amounts[cell] = Math.addExact(amounts[cell], amount);
                }
            }
            return changes;
        }

        private void apply(@Nullable History history, CellSink sink) {
            sink.clear();
            if (history != null && history.size() > 0) {
                rule.apply(history, sink);
            }
        }

        List<CellChange<C>> totals() {
            List<CellChange<C>> changes = new ArrayList<>();
            for (int cell = 0; cell < customers.length; cell++) {
                if (customers[cell] != 0 || amounts[cell] != 0) {
                    changes.add(new CellChange<>(rule.cells().cell(cell), customers[cell], amounts[cell]));
                }
            }
            return changes;
        }
    }
}
