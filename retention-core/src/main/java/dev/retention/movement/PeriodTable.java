package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table with one entry per period of a timeline.
 *
 * @param <K> the type of customer keys
 * @param <C> the type of the cells that were counted
 * @param <P> the type of entries
 */
abstract class PeriodTable<K, C, P extends PeriodTable.Entry> {
    private final Counted<K, C> counted;

    PeriodTable(Counted<K, C> counted) {
        this.counted = counted;
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public abstract List<P> periods();

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule; its amounts are in minor units of the currency, where those of the table are in major units
     */
    public Counted<K, C> counted() {
        return counted;
    }

    /**
     * What is odd about the table, such as event codes that it was told of and no event has.
     *
     * @return a sentence each; empty if there is nothing, and of tables made from a tally
     */
    public List<String> warnings() {
        return Stream.of(counted.warnings(), odd())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** What is odd beside the codes of its filter. */
    List<String> odd() {
        return List.of();
    }

    /** What is odd where changes by exchange rates are there and nobody told their code. */
    List<String> ratesNotApart(@Nullable String fxCode) {
        boolean isOdd = fxCode == null
                && counted.hasMembers()
                && counted.store().codes().find(Contracts.FX).isPresent();
        return isOdd
                ? List.of("changes by exchange rates (" + Contracts.FX
                        + ") are taken for any other: tell them apart by fxBy")
                : List.of();
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
     * @param period a period of the timeline's grain
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public P inPeriod(Period period) {
        requireNonNull(period, "period");
        Timeline timeline = timeline();
        checkArgument(
                period.grain().equals(timeline.grain()),
                "period (%s) must be of grain %s, not %s",
                period,
                timeline.grain(),
                period.grain());
        int index = timeline.first().until(period);
        checkArgument(
                index >= 0 && index < timeline.size(),
                "period (%s) must lie from %s to %s",
                period,
                timeline.first(),
                timeline.last());
        return periods().get(index);
    }

    /**
     * The period that holds a day.
     *
     * @param day a day of one of the periods
     * @return the period
     * @throws IllegalArgumentException if the day is in no period of the timeline
     */
    public P inPeriod(LocalDate day) {
        return inPeriod(timeline().grain().periodOf(requireNonNull(day, "day")));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /** Prints the definition and the size, and what is odd. */
    @Override
    public String toString() {
        String odd = warnings().isEmpty() ? "" : "; " + String.join("; ", warnings());
        return counted.rule().definition() + ": " + periods().size() + " periods" + odd;
    }

    /** Checks that every period starts with as many customers as the one before ended with. */
    void checkJoined(ToLongFunction<P> start, ToLongFunction<P> end) {
        for (int i = 1; i < periods().size(); i++) {
            P period = periods().get(i);
            long starts = start.applyAsLong(period);
            long ended = end.applyAsLong(periods().get(i - 1));
            // The label is text: it is made only for the message.
            if (starts != ended) {
                throw new IllegalStateException(period.label() + " starts with " + starts
                        + " customers, where the period before ended with " + ended);
            }
        }
    }

    /** One period of a table. */
    abstract static class Entry {
        private final Timeline timeline;
        private final Period period;

        Entry(Timeline timeline, int index) {
            this.timeline = timeline;
            this.period = timeline.period(index);
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
            return timeline.state(period);
        }

        boolean isRunning() {
            return state() == CellState.PARTIAL;
        }

        /** The period, and whether it is still running. */
        String label() {
            return isRunning() ? period + " (running)" : period.toString();
        }
    }
}
