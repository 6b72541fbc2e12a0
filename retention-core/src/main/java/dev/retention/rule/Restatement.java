package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.ChangedCustomers;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.TrackSet;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why yesterday's figure for a past period differs from today's: the customers whose cells changed between two states of the
 * data, and by what.
 *
 * <p>The changes of the customers sum exactly to the change of every cell. Customers are matched by key; a merged customer
 * shows as one that left its cells and one that gained them. This class is immutable and thread-safe.
 *
 * <pre>{@code
 * Restatement<Long, CohortCell> since = Restatement.of(CohortRetention.over(months).rule(), ordersOfMay, orders);
 * since.cells();        // which cells changed, and by how much
 * since.customers();    // who changed them
 * }</pre>
 *
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Restatement<K, C> implements Tabular {
    private final String definition;
    private final ImmutableList<CustomerChange<K, C>> customers;
    private final ImmutableList<CellChange<C>> cells;

    private Restatement(String definition, List<CustomerChange<K, C>> customers, List<CellChange<C>> cells) {
        this.definition = definition;
        this.customers = ImmutableList.copyOf(customers);
        this.cells = ImmutableList.copyOf(cells);
    }

    static <K, C> Restatement<K, C> of(
            String definition, List<CustomerChange<K, C>> customers, List<CellChange<C>> cells) {
        return new Restatement<>(definition, customers, cells);
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
        /**
         * Checks the components.
         *
         * @param cell the cell
         * @param customers by how many customers more; negative for fewer
         * @param amount by how much more, in minor units; negative for less
         * @throws NullPointerException if a component is null
         */
        public CellChange {
            requireNonNull(cell, "cell");
        }

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
            requireNonNull(changes, "changes");
            requireNonNull(customer, "customer");
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
     * @throws IllegalArgumentException if the stores are in different currencies, or their tracks have different names
     * @throws ArithmeticException if a change does not fit a long
     */
    public static <K, C> Restatement<K, C> of(Rule<C> rule, HistoryStore<K> earlier, HistoryStore<K> later) {
        requireNonNull(later, "later");
        requireNonNull(earlier, "earlier");
        requireNonNull(rule, "rule");
        Sums<C> sums = new Sums<>(rule);
        List<CustomerChange<K, C>> customers = new ArrayList<>();
        eachChanged(earlier, later, rule.timeline(), rule.tracks(), (customer, before, after) -> {
            List<CellChange<C>> changes = sums.change(before, after);
            if (!changes.isEmpty()) {
                customers.add(new CustomerChange<>(customer.get(), changes));
            }
        });
        return new Restatement<>(rule.definition(), customers, sums.totals());
    }

    /** The numbers of a measure that differ between two states of the data. */
    static <K> List<Measured.Change<K>> changes(Measure measure, HistoryStore<K> earlier, HistoryStore<K> later) {
        MeasureSink was = new MeasureSink(measure, 1);
        MeasureSink is = new MeasureSink(measure, 1);
        List<Measured.Change<K>> changes = new ArrayList<>();
        eachChanged(earlier, later, measure.timeline(), measure.tracks(), (customer, before, after) -> {
            was.askAnew(before);
            is.askAnew(after);
            for (int column = 0; column < measure.columns().size(); column++) {
                OptionalLong from = was.value(column);
                OptionalLong to = is.value(column);
                if (!from.equals(to)) {
                    changes.add(new Measured.Change<>(
                            customer.get(), measure.columns().get(column), from, to));
                }
            }
        });
        return List.copyOf(changes);
    }

    /** Takes the key of a customer whose events differ, if it is asked for, and the histories of both stores: null where there is none. */
    private interface ChangedHistories<K> {
        void take(Supplier<K> customer, @Nullable History before, @Nullable History after);
    }

    private static <K> void eachChanged(
            HistoryStore<K> earlier,
            HistoryStore<K> later,
            Timeline timeline,
            List<String> tracks,
            ChangedHistories<K> work) {
        ChangedCustomers<K> changed = ChangedCustomers.begin(earlier, later);
        Timeline bound = TrackSet.of(earlier).bind(timeline, tracks);
        try (HistoryCursor before = HistoryCursor.open(earlier, bound, tracks);
                HistoryCursor after = HistoryCursor.open(later, bound, tracks)) {
            boolean goesOn = true;
            for (int done = 0; goesOn; ) {
                goesOn = changed.findMore();
                for (; done < changed.size(); done++) {
                    int at = done;
                    work.take(
                            () -> changed.customer(at),
                            history(before, changed.earlier(at)),
                            history(after, changed.later(at)));
                }
            }
        }
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

    /** {@return a row per cell that changed; amounts in minor units} */
    @Override
    public Sheet sheet() {
        return CountedSheet.of(definition, this);
    }

    /** Prints how many customers moved which cells. */
    @Override
    public String toString() {
        return customers.size() + " customers changed " + cells.size() + " cells of " + definition + ": " + cells;
    }

    /** What a rule says of a later history less what it says of the earlier one, for one customer and over all. */
    static final class Sums<C> {
        private final Asked<C> before;
        private final Asked<C> after;
        // The cells that differ of the customer at hand.
        private int[] cells = new int[16];
        // By cell, numbered as in the sinks.
        private long[] customers = {};
        private long[] amounts = {};

        Sums(Rule<C> rule) {
            this.before = Asked.perCustomer(rule);
            this.after = Asked.perCustomer(rule, before.sink().groups());
        }

        /** The cells that a customer changed, in order. */
        List<CellChange<C>> change(@Nullable History earlier, @Nullable History later) {
            before.look(earlier);
            after.look(later);
            CellSink was = before.sink();
            CellSink is = after.sink();
            int size = 0;
            for (int i = 0; i < was.touchedSize(); i++) {
                int cell = was.touched(i);
                if (!is.holds(cell) || amount(is, cell) != amount(was, cell)) {
                    put(size++, cell);
                }
            }
            for (int i = 0; i < is.touchedSize(); i++) {
                int cell = is.touched(i);
                if (!was.holds(cell)) {
                    put(size++, cell);
                }
            }
            if (size == 0) {
                return List.of();
            }
            Arrays.sort(cells, 0, size);
            List<CellChange<C>> changes = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int cell = cells[i];
                int more = (is.holds(cell) ? 1 : 0) - (was.holds(cell) ? 1 : 0);
                long amount = Math.subtractExact(amount(is, cell), amount(was, cell));
                changes.add(new CellChange<>(after.cell(cell), more, amount));
                total(cell, more, amount);
            }
            return changes;
        }

        private void put(int at, int cell) {
            if (at == cells.length) {
                cells = Arrays.copyOf(cells, 2 * at);
            }
            cells[at] = cell;
        }

        private void total(int cell, int more, long amount) {
            if (cell >= customers.length) {
                customers = Arrays.copyOf(customers, Math.max(cell + 1, 2 * customers.length));
                amounts = Arrays.copyOf(amounts, customers.length);
            }
            customers[cell] += more;
            amounts[cell] = Math.addExact(amounts[cell], amount);
        }

        private static long amount(CellSink sink, int cell) {
            return sink.holds(cell) ? sink.amounts().longExact(cell) : 0;
        }

        List<CellChange<C>> totals() {
            List<CellChange<C>> changes = new ArrayList<>();
            for (int cell = 0; cell < customers.length; cell++) {
                if (customers[cell] != 0 || amounts[cell] != 0) {
                    changes.add(new CellChange<>(after.cell(cell), customers[cell], amounts[cell]));
                }
            }
            return changes;
        }
    }
}
