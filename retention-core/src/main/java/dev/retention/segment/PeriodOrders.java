package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A table of what was ordered with one entry per period.
 *
 * @param <K> the type of customer keys
 * @param <I> the type of items
 * @param <C> the type of cells
 * @param <P> the type of entries
 */
abstract class PeriodOrders<K, I, C, P> {
    private final Counted<K, C> counted;
    private final BiFunction<I, Period, C> cell;

    PeriodOrders(Counted<K, C> counted, BiFunction<I, Period, C> cell) {
        this.counted = counted;
        this.cell = cell;
    }

    abstract P entry(int index);

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public abstract List<P> periods();

    List<P> entries() {
        return IntStream.range(0, timeline().size()).mapToObj(this::entry).toList();
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public P inPeriod(String label) {
        return entry(timeline().indexOf(requireNonNull(label, "label")));
    }

    /**
     * One period.
     *
     * @param period the period
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public P inPeriod(Period period) {
        return entry(timeline().indexOf(requireNonNull(period, "period")));
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
     * @return the counted rule; its amounts are minor units where they are money
     */
    public Counted<K, C> counted() {
        return counted;
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + timeline().size() + " periods";
    }

    /** One period of a table. */
    abstract class Entry {
        private final int index;
        private final Period period;

        Entry(int index) {
            this.index = index;
            this.period = timeline().period(index);
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
         * @return OBSERVED, or PARTIAL if it is still running or what is counted of it may still come
         */
        public CellState state() {
            return counted.rule().state(counted.rule().cells().cell(index));
        }

        /** The period, and whether what is counted of it may still grow. */
        String label() {
            CellState known = timeline().state(period);
            return known == CellState.PARTIAL
                    ? period + " (running)"
                    : state() == CellState.PARTIAL ? period + " (so far)" : period.toString();
        }

        C cell(I item) {
            return cell.apply(requireNonNull(item, "item"), period);
        }

        long customersOf(I item) {
            return counted.count(cell(item));
        }

        Members<K> membersOf(I item) {
            return counted.members(cell(item));
        }

        long number(I item) {
            return counted.amount(cell(item));
        }

        BigDecimal money(I item) {
            return counted.major(number(item));
        }
    }

    static Optional<Proportion> share(long count, long total) {
        return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
    }

    static Optional<ShareOfValue> share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? Optional.empty() : Optional.of(new ShareOfValue(part, whole));
    }
}
