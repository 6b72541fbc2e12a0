package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import com.google.common.collect.ImmutableList;
import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * How many customers of each cohort were active at each age: rows are cohorts, columns ages, and every cell knows its count,
 * its denominator, its state and its members.
 *
 * <p>Every row has the same number of ages; those that the data do not reach are {@link CellState#UNOBSERVED}. This class is
 * immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CohortTable<K> {
    private final Counted<K, CohortCell> counted;
    private final Timeline timeline;
    private final ImmutableList<Row> rows;

    CohortTable(Counted<K, CohortCell> counted) {
        this.counted = counted;
        this.timeline = counted.rule().timeline();
        this.rows = IntStream.range(0, timeline.size())
                .mapToObj(i -> new Row(timeline.period(i)))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * The cohorts in order of time, those without customers included.
     *
     * @return one row per period of the timeline
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The row of a cohort.
     *
     * @param cohort the label of the period, such as {@code 1997-01}
     * @return the row
     * @throws IllegalArgumentException if the label is not a period of the table
     */
    public Row row(String cohort) {
        Period period = timeline.grain().parse(cohort);
        int at = timeline.first().until(period);
        checkArgument(
                at >= 0 && at < rows.size(),
                "cohort (%s) must be in the table, from %s to %s",
                cohort,
                timeline.first(),
                timeline.last());
        return rows.get(at);
    }

    /**
     * A cell.
     *
     * @param cohort the label of the cohort's period, such as {@code 1997-01}
     * @param age periods after the cohort's own, from 0
     * @return the cell
     * @throws IllegalArgumentException if the label is not a period of the table
     * @throws IndexOutOfBoundsException if the table has no such age
     */
    public Cell cell(String cohort, int age) {
        return row(cohort).cell(age);
    }

    /**
     * How many ages every row has.
     *
     * @return the number of periods, at least 1
     */
    public int ages() {
        return timeline.size();
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
    public Counted<K, CohortCell> counted() {
        return counted;
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + rows.size() + " cohorts";
    }

    /**
     * One cohort.
     *
     * @since 0.1.0
     */
    public final class Row {
        private final Period period;

        private Row(Period period) {
            this.period = period;
        }

        /**
         * The period in which the cohort's customers started.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * How many customers the cohort has.
         *
         * @return at least 0
         */
        public long size() {
            return counted.count(new CohortCell(period, 0));
        }

        /**
         * The cell at an age.
         *
         * @param age periods after the cohort's own, from 0
         * @return the cell
         * @throws IndexOutOfBoundsException if the table has no such age
         */
        public Cell cell(int age) {
            checkElementIndex(age, ages(), "age");
            return new Cell(this, new CohortCell(period, age));
        }

        /**
         * All cells of the cohort, the unobserved ones included.
         *
         * @return the cells by age
         */
        public List<Cell> cells() {
            return IntStream.range(0, ages()).mapToObj(this::cell).collect(ImmutableList.toImmutableList());
        }

        /** Prints the period and the size. */
        @Override
        public String toString() {
            return period + " (" + size() + ")";
        }
    }

    /**
     * One cell: the customers of a cohort who were active at an age.
     *
     * @since 0.1.0
     */
    public final class Cell {
        private final Row row;
        private final CohortCell key;

        private Cell(Row row, CohortCell key) {
            this.row = row;
            this.key = key;
        }

        /**
         * The cohort and the age.
         *
         * @return the key under which the rule counts
         */
        public CohortCell key() {
            return key;
        }

        /**
         * How much of the cell could be observed.
         *
         * @return the state as of the end of the data
         */
        public CellState state() {
            return AgeClock.CALENDAR.state(key.cohort(), key.age(), timeline);
        }

        /**
         * How many customers were active.
         *
         * @return at least 0 and at most the cohort's size; empty if the cell is unobserved, which is not 0
         */
        public OptionalLong count() {
            return state() == CellState.UNOBSERVED ? OptionalLong.empty() : OptionalLong.of(counted.count(key));
        }

        /**
         * How many customers could have been: the cohort's size.
         *
         * @return at least 0
         */
        public long denominator() {
            return row.size();
        }

        /**
         * The share of the cohort that was active, which gives intervals.
         *
         * @return the proportion; empty if the cell is unobserved or the cohort has no customers
         */
        public Optional<Proportion> rate() {
            OptionalLong count = count();
            return count.isEmpty() || denominator() == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(count.getAsLong(), denominator()));
        }

        /**
         * What the active customers spent in the period.
         *
         * @return major units of the store's currency; empty if the cell is unobserved or the store has no amounts
         */
        public Optional<BigDecimal> amount() {
            return state() == CellState.UNOBSERVED || counted.store().currency().isEmpty()
                    ? Optional.empty()
                    : Optional.of(counted.store().major(counted.amount(key)));
        }

        /**
         * The customers who were active. Takes one more pass over the store.
         *
         * @return as many as {@link #count()} says; none if the cell is unobserved
         */
        public Members<K> members() {
            return counted.members(key);
        }

        /** Prints the cell as {@code 1997-01 age 3: 10.3 % (810 of 7846)}. */
        @Override
        public String toString() {
            return key + ": " + rate().map(Proportion::toString).orElse(state().toString());
        }
    }
}
