package dev.retention.rule;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table that a rule counted: the exact tally, and the customers behind every number.
 *
 * <p>Members are found by running the same rule again, so that a count and its list cannot disagree: {@code count(cell) ==
 * members(cell).size()} always. A table made {@linkplain #of from a tally} that came from elsewhere has all its numbers, but no
 * customers: asking for them is refused. This class is immutable and thread-safe.
 *
 * <pre>{@code
 * Counted<Long, CohortCell> counted = Sweep.over(orders).count(CohortRetention.over(months).rule());
 * counted.explain(7L);              // which events put customer 7 into which cells
 * counted.restate(corrected);       // what late data changed, and by whom
 * }</pre>
 *
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Counted<K, C> implements Tabular {
    private final @Nullable Sweep<K> sweep;
    private final Rule<C> rule;
    private final Tally<C> tally;
    private final long eventsAfterAsOf;

    Counted(@Nullable Sweep<K> sweep, Rule<C> rule, Tally<C> tally, long eventsAfterAsOf) {
        this.sweep = sweep;
        this.rule = rule;
        this.tally = tally;
        this.eventsAfterAsOf = eventsAfterAsOf;
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param rule the rule that counted
     * @param tally its tally
     * @param <K> the type of customer keys
     * @param <C> the type of cells
     * @return a table without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public static <K, C> Counted<K, C> of(Rule<C> rule, Tally<C> tally) {
        return new Counted<>(
                null, requireNonNull(rule, "rule"), Tally.empty(rule).plus(requireNonNull(tally, "tally")), 0);
    }

    /** {@return the tally: the numbers alone} */
    public Tally<C> tally() {
        return tally;
    }

    /** {@return the rule that counted} */
    public Rule<C> rule() {
        return rule;
    }

    /** {@return whether the table knows its customers: false of one made from a tally} */
    public boolean hasMembers() {
        return sweep != null;
    }

    /**
     * {@return the sweep that counted, over the store}
     *
     * @throws IllegalStateException if the table was made from a tally
     */
    public Sweep<K> sweep() {
        checkState(sweep != null, "table (%s) was made from a tally and has no members: count a store for them", rule);
        return requireNonNull(sweep);
    }

    /**
     * The store that was counted.
     *
     * @return the store
     * @throws IllegalStateException if the table was made from a tally
     */
    public HistoryStore<K> store() {
        return sweep().store();
    }

    /**
     * The currency of the amounts.
     *
     * @return the store's currency, or the tally's; empty if there are no amounts in a currency
     */
    public Optional<Currency> currency() {
        return sweep == null ? tally.currency() : sweep.store().currency();
    }

    /**
     * An amount in major units of the currency.
     *
     * @param minor minor units, as rules and tallies count them
     * @return the same amount with the currency's decimals; without decimals if there is no currency
     */
    public BigDecimal major(long minor) {
        int decimals = currency().map(Currency::getDefaultFractionDigits).orElse(0);
        return BigDecimal.valueOf(minor, Math.max(0, decimals));
    }

    /** {@return how many events were not looked at because they lie after the as-of day; 0 of a table made from a tally} */
    public long eventsAfterAsOf() {
        return eventsAfterAsOf;
    }

    /**
     * What is odd: codes that an {@link EventFilter} names and no event has, such as misspelt ones.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return sweep == null ? List.of() : FilteredRule.warnings(rule, sweep.store());
    }

    /**
     * How many customers a cell holds.
     *
     * @param cell the cell
     * @return at least 0; look at {@link #state} before taking 0 for a fact
     * @throws IllegalArgumentException if the table has no such cell
     */
    public long count(C cell) {
        return tally.count(cell);
    }

    /**
     * The sum of the amounts in a cell.
     *
     * @param cell the cell
     * @return minor units of the currency
     * @throws IllegalArgumentException if the table has no such cell
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long amount(C cell) {
        return tally.amount(cell);
    }

    /**
     * How much of a cell could be observed.
     *
     * @param cell the cell
     * @return the state as of the end of the data
     * @throws IllegalArgumentException if the table has no such cell
     */
    public CellState state(C cell) {
        tally.count(requireNonNull(cell, "cell"));
        return rule.state(cell);
    }

    /**
     * The customers in a cell. Takes one more pass over the store.
     *
     * @param cell the cell
     * @return as many customers as {@link #count} says
     * @throws IllegalArgumentException if the table has no such cell
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(C cell) {
        return requireNonNull(membersOf(List.of(requireNonNull(cell, "cell"))).get(cell));
    }

    /**
     * The customers in each of some cells, all found in one more pass over the store.
     *
     * @param cells the cells
     * @return for each cell, in their order, as many customers as {@link #count} says
     * @throws IllegalArgumentException if the table lacks one of the cells
     * @throws IllegalStateException if the table was made from a tally
     */
    public Map<C, Members<K>> membersOf(Collection<? extends C> cells) {
        requireNonNull(cells, "cells").forEach(tally::count);
        return sweep().membersOf(rule, cells);
    }

    /**
     * The customers in at least one of some cells, each once. Takes one more pass over the store.
     *
     * @param cells the cells
     * @return the customers
     * @throws IllegalArgumentException if the table lacks one of the cells
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(Collection<? extends C> cells) {
        requireNonNull(cells, "cells").forEach(tally::count);
        return sweep().membersOfAny(rule, cells);
    }

    /**
     * What each customer adds to some cells, all found in one more pass over the store.
     *
     * @param cells the cells, each once
     * @return a column of amounts for each cell, in their order: without a number of customers who are not in the cell, and 0 of those
     *     who are there without an amount
     * @throws IllegalArgumentException if the table lacks one of the cells, a cell comes twice, or there is none
     * @throws IllegalStateException if the table was made from a tally
     */
    public Measured<K> amountsOf(List<? extends C> cells) {
        return sweep().amountsOf(rule, requireNonNull(cells, "cells"));
    }

    /**
     * What the rule says of one customer.
     *
     * @param customer the key
     * @return the cells the customer counts in, none if the customer has no events up to the as-of day
     * @throws IllegalArgumentException if the store has no such customer
     * @throws IllegalStateException if the table was made from a tally
     */
    public Explanation<K, C> explain(K customer) {
        return sweep().explain(rule, requireNonNull(customer, "customer"));
    }

    /**
     * Compares two cells: which customers are in one and not in the other.
     *
     * @param left a cell
     * @param right another cell
     * @return the customers only in the left cell, only in the right one, and in both
     * @throws IllegalArgumentException if the table lacks one of the cells
     * @throws IllegalStateException if the table was made from a tally
     */
    public Reconciliation<K> reconcile(C left, C right) {
        Map<C, Members<K>> members = membersOf(List.of(requireNonNull(left, "left"), requireNonNull(right, "right")));
        return Reconciliation.of(
                left.toString(),
                requireNonNull(members.get(left)),
                right.toString(),
                requireNonNull(members.get(right)));
    }

    /**
     * Counts the same over another state of the data and tells which customers moved which cells.
     *
     * @param later the store with late, corrected or merged events
     * @return the customers whose cells changed
     * @throws IllegalStateException if the table was made from a tally
     */
    public Restatement<K, C> restate(HistoryStore<K> later) {
        return Restatement.of(rule, store(), later);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted
     * @param table makes a table of what was counted of one group
     * @param <T> the type of tables
     * @return a table for each group that somebody is in
     * @throws IllegalArgumentException if the rule cannot be parted so, see {@link Rule#by}
     * @throws IllegalStateException if the table was made from a tally
     */
    public <T> ByGroup<T> by(Grouping grouping, Function<? super Counted<K, C>, ? extends T> table) {
        return this.<T>by(List.of(requireNonNull(grouping, "grouping")), table).get(0);
    }

    /**
     * The same table for each group of customers of several groupings, in one more pass over the store.
     *
     * @param groupings how customers are parted
     * @param table makes a table of what was counted of one group
     * @param <T> the type of tables
     * @return for each grouping, in their order, a table for each group that somebody is in
     * @throws IllegalArgumentException if the rule cannot be parted so, see {@link Rule#by}
     * @throws IllegalStateException if the table was made from a tally
     */
    public <T> List<ByGroup<T>> by(List<Grouping> groupings, Function<? super Counted<K, C>, ? extends T> table) {
        requireNonNull(groupings, "groupings");
        List<ByGroup<T>> all = new ArrayList<>();
        for (Counted<K, In<C>> counted : sweep().countBy(rule, groupings)) {
            all.add(ByGroup.<K, C, T>of(counted, table));
        }
        return List.copyOf(all);
    }

    /** {@return all cells with a customer in order, as explanations list them} */
    public List<C> cells() {
        List<C> cells = new ArrayList<>();
        for (int i = 0; i < tally.cells().size(); i++) {
            if (tally.countAt(i) != 0) {
                cells.add(tally.cells().cell(i));
            }
        }
        return List.copyOf(cells);
    }

    /** {@return a row per cell, empty ones too; amounts in minor units} */
    @Override
    public Sheet sheet() {
        return CountedSheet.of(this);
    }

    /** Prints the tally. */
    @Override
    public String toString() {
        return tally.toString();
    }
}
