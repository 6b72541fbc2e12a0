package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.store.HistoryCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A table that a rule counted over a store: the exact tally, and the customers behind every number.
 *
 * <p>Members are found by running the same rule again, so that a count and its list cannot disagree: {@code count(cell) ==
 * members(cell).size()} always. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Counted<K, C> {
    private final Sweep<K> sweep;
    private final Rule<C> rule;
    private final Tally<C> tally;
    private final long eventsAfterAsOf;

    Counted(Sweep<K> sweep, Rule<C> rule, Tally<C> tally, long eventsAfterAsOf) {
        this.sweep = sweep;
        this.rule = rule;
        this.tally = tally;
        this.eventsAfterAsOf = eventsAfterAsOf;
    }

    /**
     * The numbers alone.
     *
     * @return the tally
     */
    public Tally<C> tally() {
        return tally;
    }

    /**
     * The rule that counted.
     *
     * @return the rule
     */
    public Rule<C> rule() {
        return rule;
    }

    /**
     * The store that was counted.
     *
     * @return the store
     */
    public HistoryStore<K> store() {
        return sweep.store();
    }

    /**
     * How many events were not looked at because they lie after the as-of day.
     *
     * @return at least 0
     */
    public long eventsAfterAsOf() {
        return eventsAfterAsOf;
    }

    /**
     * How many customers a cell holds.
     *
     * @param cell the cell
     * @return at least 0
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long count(C cell) {
        return tally.count(cell);
    }

    /**
     * The sum of the amounts in a cell.
     *
     * @param cell the cell
     * @return minor units of the store's currency
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long amount(C cell) {
        return tally.amount(cell);
    }

    /**
     * The customers in a cell. Takes one more pass over the store.
     *
     * @param cell the cell
     * @return as many customers as {@link #count} says
     * @throws IllegalArgumentException if the table has no such cell
     */
    public Members<K> members(C cell) {
        return membersAt(rule.cells().indexOf(cell));
    }

    /**
     * The customers in at least one of some cells, each once. Takes one more pass over the store.
     *
     * @param cells the cells
     * @return the customers
     * @throws IllegalArgumentException if the table lacks one of the cells
     */
    public Members<K> members(Collection<? extends C> cells) {
        return membersAt(cells.stream().mapToInt(rule.cells()::indexOf).toArray());
    }

    private Members<K> membersAt(int... cells) {
        return store().members(sweep.numbersIn(rule, cells));
    }

    /**
     * What the rule says of one customer.
     *
     * @param customer the key
     * @return the cells the customer counts in, none if the customer has no events up to the as-of day
     * @throws IllegalArgumentException if the store has no such customer
     */
    public Explanation<K, C> explain(K customer) {
        int number = store().find(customer).orElse(-1);
        checkArgument(number >= 0, "customer (%s) has no events in the store", customer);
        History history = HistoryCursor.open(store(), rule.timeline()).moveTo(number);
        return Explanation.of(
                customer, rule, history, CellSink.perCustomer(rule.cells().size()));
    }

    /**
     * Compares two cells: which customers are in one and not in the other.
     *
     * @param left a cell
     * @param right another cell
     * @return the customers only in the left cell, only in the right one, and in both
     * @throws IllegalArgumentException if the table lacks one of the cells
     */
    public Reconciliation<K> reconcile(C left, C right) {
        return Reconciliation.of(left.toString(), members(left), right.toString(), members(right));
    }

    /**
     * Counts the same over another state of the data and tells which customers moved which cells.
     *
     * @param later the store with late, corrected or merged events
     * @return the customers whose cells changed
     */
    public Restatement<K, C> restate(HistoryStore<K> later) {
        return Restatement.of(rule, store(), later);
    }

    /**
     * All cells with a customer or an amount, as explanations list them.
     *
     * @return the cells in order
     */
    public List<C> cells() {
        List<C> cells = new ArrayList<>();
        for (int i = 0; i < rule.cells().size(); i++) {
            if (tally.countAt(i) != 0) {
                cells.add(rule.cells().cell(i));
            }
        }
        return List.copyOf(cells);
    }

    /** Prints the tally. */
    @Override
    public String toString() {
        return tally.toString();
    }
}
