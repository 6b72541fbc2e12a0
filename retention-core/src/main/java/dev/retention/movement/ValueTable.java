package dev.retention.movement;

import dev.retention.history.Members;
import dev.retention.rule.Counted;
import java.util.List;

/**
 * A table of recurring value with one entry per period, which may leave customers out of whom a change is missing.
 *
 * @param <K> the type of customer keys
 * @param <C> the type of the cells that were counted
 * @param <P> the type of entries
 */
abstract class ValueTable<K, C, P extends PeriodTable.Entry> extends PeriodTable<K, C, P> {
    ValueTable(Counted<K, C> counted) {
        super(counted);
    }

    /** The cells of those who were left out, one per period; none if nobody can be. */
    abstract List<C> leftOutCells();

    /**
     * The customers left out since their value falls below 0, by the method's {@code lenient()}. Takes one more pass over the store.
     *
     * @return the customers, each once; empty if nobody was
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> leftOut() {
        return counted().members(leftOutCells());
    }

    /**
     * How many customers were left out since their value falls below 0, by the method's {@code lenient()}.
     *
     * @return at least 0
     */
    public long leftOutCount() {
        return leftOutCells().stream().mapToLong(counted()::count).sum();
    }
}
