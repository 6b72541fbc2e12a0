package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A table of items with one entry per period.
 *
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @param <P> the type of entries
 */
abstract class ItemTable<K, C, P> {
    private final Counted<K, C> counted;

    ItemTable(Counted<K, C> counted) {
        this.counted = counted;
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public abstract List<P> periods();

    /** One entry of each period. */
    List<P> entries(IntFunction<P> entry) {
        return IntStream.range(0, timeline().size()).mapToObj(entry).toList();
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public P inPeriod(String label) {
        return periods().get(timeline().indexOf(requireNonNull(label, "label")));
    }

    /**
     * One period.
     *
     * @param period a period of the timeline
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public P inPeriod(Period period) {
        return periods().get(timeline().indexOf(requireNonNull(period, "period")));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /**
     * What is odd: codes that the method was told of and no event has.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return counted.warnings();
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, C> counted() {
        return counted;
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + periods().size() + " periods";
    }

    /**
     * One period of a table.
     *
     * @param <K> the type of customer keys
     * @param <E> the type of items
     * @param <C> the type of cells
     */
    abstract static class Entry<K, E extends Enum<E>, C> {
        private final Counted<K, C> counted;
        private final Cells.Maker<Period, E, C> cell;
        private final Period period;

        Entry(Counted<K, C> counted, Cells.Maker<Period, E, C> cell, int index) {
            this.counted = counted;
            this.cell = cell;
            this.period = counted.rule().timeline().period(index);
        }

        C cell(E item) {
            return cell.of(period, requireNonNull(item, "item"));
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return counted.rule().timeline().state(period);
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0
         */
        public long customers(E item) {
            return counted.count(cell(item));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(E item) {
            return counted.members(cell(item));
        }

        Optional<Proportion> share(E count, E total) {
            long all = customers(total);
            return all == 0 ? Optional.empty() : Optional.of(Proportion.of(customers(count), all));
        }

        /** The period, and whether it is still running. */
        String label() {
            return state() == CellState.PARTIAL ? period + " (running)" : period.toString();
        }
    }
}
