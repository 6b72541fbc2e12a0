package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is new, retained, reactivated and lost in every period.
 *
 * <p>The identity {@code active(p) = active(p−1) + new(p) + reactivated(p) − lost(p)} held when this was made. This class is
 * immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LifecycleTable<K> implements Tabular {
    private final Counted<K, LifecycleCell> counted;
    private final Timeline timeline;
    private final ImmutableList<InPeriod> periods;

    LifecycleTable(Counted<K, LifecycleCell> counted) {
        this(counted, true);
    }

    /** A table whose customers stay, so that periods add up: not so of groups that customers move between. */
    private LifecycleTable(Counted<K, LifecycleCell> counted, boolean customersStay) {
        this.counted = counted;
        this.timeline = counted.rule().timeline();
        this.periods = IntStream.range(0, timeline.size())
                .mapToObj(i -> new InPeriod(timeline.period(i)))
                .collect(ImmutableList.toImmutableList());
        for (int i = 1; customersStay && i < periods.size(); i++) {
            InPeriod p = periods.get(i);
            checkState(
                    p.activeBefore() == periods.get(i - 1).active(),
                    "customers do not add up in %s: %s active before, %s in the period before",
                    p.period(),
                    p.activeBefore(),
                    periods.get(i - 1).active());
        }
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * One period.
     *
     * @param period the label of the period, such as {@code 1998-03}
     * @return the customers of that period by status
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String period) {
        return periods.get(timeline.indexOf(requireNonNull(period, "period")));
    }

    /**
     * One period.
     *
     * @param period a period of the timeline
     * @return the customers of that period by status
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public InPeriod inPeriod(Period period) {
        return periods.get(timeline.indexOf(period));
    }

    /**
     * The period that holds a day.
     *
     * @param day a day
     * @return the customers of that period by status
     * @throws IllegalArgumentException if the day is not in a period of the timeline
     */
    public InPeriod inPeriod(LocalDate day) {
        return periods.get(timeline.indexOf(day));
    }

    /**
     * The same table for each group of customers: the groups add up to this table. Takes one more pass over the store.
     *
     * <p>By a grouping that is read at each period, the retained and the lost are of the group at its start, the new and the
     * reactivated of the group at its end; a group then has {@code active before(p + 1) = active before(p) + new(p) + reactivated(p)
     * − lost(p) + moved(p)}, with those who moved into the group less those who moved out.
     *
     * @param grouping how customers are parted
     * @return a table for every group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<LifecycleTable<K>> by(Grouping grouping) {
        boolean stay = requireNonNull(grouping, "grouping").reading() != Grouping.Reading.AT_PERIOD;
        return counted.by(grouping, slice -> new LifecycleTable<>(slice, stay));
    }

    /**
     * The counts of one status, period by period.
     *
     * @param status the status
     * @return one count per period of the timeline
     */
    public List<Long> series(LifecycleStatus status) {
        return periods.stream().map(p -> p.count(status)).collect(ImmutableList.toImmutableList());
    }

    /**
     * The sum of the counts of one status over all periods.
     *
     * @param status the status
     * @return at least 0; a customer counts once per period
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long total(LifecycleStatus status) {
        return periods.stream().mapToLong(p -> p.count(status)).reduce(0, Math::addExact);
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, LifecycleCell> counted() {
        return counted;
    }

    /**
     * What is odd about the table: event codes that the method was told of and no event has.
     *
     * @return a sentence each; empty if there is nothing, and of tables made from a tally
     */
    public List<String> warnings() {
        return counted.warnings();
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return CohortSheets.of(this);
    }

    /** Prints the definition and the size, and what is odd. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + periods.size() + " periods"
                + (warnings().isEmpty() ? "" : "; " + String.join("; ", warnings()));
    }

    /**
     * The customers of one period by status.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
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

        /**
         * How many customers have a status.
         *
         * @param status the status
         * @return at least 0, for the lost too
         */
        public long count(LifecycleStatus status) {
            return counted.count(new LifecycleCell(period, status));
        }

        /**
         * The customers of a status. Takes one more pass over the store.
         *
         * @param status the status
         * @return as many as {@link #count} says
         */
        public Members<K> members(LifecycleStatus status) {
            return counted.members(new LifecycleCell(period, status));
        }

        /**
         * How many customers were active.
         *
         * @return new + retained + reactivated
         */
        public long active() {
            return count(LifecycleStatus.NEW) + count(LifecycleStatus.RETAINED) + count(LifecycleStatus.REACTIVATED);
        }

        /**
         * How many customers were active in the period before.
         *
         * @return retained + lost
         */
        public long activeBefore() {
            return count(LifecycleStatus.RETAINED) + count(LifecycleStatus.LOST);
        }

        /** Prints the period and the counts; of a period still running, who was not seen yet instead of who was lost. */
        @Override
        public String toString() {
            boolean runs = state() == CellState.PARTIAL;
            return period + (runs ? " (running): " : ": ") + count(LifecycleStatus.NEW) + " new, "
                    + count(LifecycleStatus.RETAINED) + " retained, " + count(LifecycleStatus.REACTIVATED)
                    + " reactivated, " + count(LifecycleStatus.LOST) + (runs ? " not seen yet" : " lost");
        }
    }
}
