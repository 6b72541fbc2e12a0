package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many customers of each cohort came back at each age: rows are cohorts, columns ages, and every cell knows its count,
 * its denominator, its state and its members.
 *
 * <p>Every row has the same number of columns; those that the data do not reach are {@link CellState#UNOBSERVED}. A cell looks
 * from the begin of its first age for a customer who started first in the cohort to the end of its last age for a customer who
 * started last, and {@link CellState} applies to that time. Two figures look at all the time to come and are therefore
 * {@link CellState#PARTIAL} for good: {@link ReturnRule#OR_LATER} and {@link ColumnZero#SURVIVORS}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CohortTable<K> extends CohortLookup<CohortTable<K>.Row, CohortTable<K>.Cell> implements Tabular {
    private final CohortAxes axes;
    private final Counted<K, CohortCell> counted;
    private final Timeline timeline;
    private final List<AgeRange> columns;
    private final ImmutableList<Row> rows;

    CohortTable(CohortAxes axes, Counted<K, CohortCell> counted) {
        this.axes = axes;
        this.counted = counted;
        this.timeline = counted.rule().timeline();
        this.columns = axes.columns(timeline);
        this.rows = IntStream.range(0, timeline.size())
                .mapToObj(i -> new Row(timeline.period(i)))
                .collect(ImmutableList.toImmutableList());
    }

    @Override
    public List<Row> rows() {
        return rows;
    }

    /**
     * How many columns every row has.
     *
     * @return the number of ages, or of brackets and age 0; at least 1
     */
    public int ages() {
        return columns.size();
    }

    /**
     * What the columns cover.
     *
     * @return the ages of each column, the first being age 0
     */
    public List<AgeRange> columns() {
        return columns;
    }

    /**
     * How many customers the cohorts have together.
     *
     * @return the sum over the rows; a customer of several cohorts counts in each
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long size() {
        return rows.stream().mapToLong(Row::size).reduce(0, Math::addExact);
    }

    /**
     * The average retention at an age, over the cohorts whose cell is {@link CellState#OBSERVED} and not empty.
     *
     * @param formula how rates become one
     * @param age the column, from 0
     * @return the average; empty if there is no such cohort
     * @throws IllegalArgumentException of columns that are never OBSERVED, those of {@link ReturnRule#OR_LATER} and of
     *     {@link ColumnZero#SURVIVORS}
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public Optional<CohortAverage.Rate> average(CohortAverage formula, int age) {
        return average(formula, age, CellState.OBSERVED);
    }

    /**
     * The average retention at an age, over the cohorts whose cell is observed at least so far. With {@link CellState#PARTIAL}
     * cells that are still running pull the average down; it is the only average of {@link ReturnRule#OR_LATER} and of
     * {@link ColumnZero#SURVIVORS}, whose cells always run.
     *
     * @param formula how rates become one
     * @param age the column, from 0
     * @param atLeast {@link CellState#OBSERVED} or {@link CellState#PARTIAL}
     * @return the average; empty if there is no such cohort
     * @throws IllegalArgumentException if {@code atLeast} is {@link CellState#UNOBSERVED}: such cells have no number; or OBSERVED
     *     of columns that never are
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public Optional<CohortAverage.Rate> average(CohortAverage formula, int age, CellState atLeast) {
        requireNonNull(formula, "formula");
        requireNonNull(atLeast, "atLeast");
        checkElementIndex(age, ages(), "age");
        axes.checkState(age, atLeast);
        List<Proportion> rates = rows.stream()
                .map(row -> row.cell(age))
                .filter(cell -> cell.state().compareTo(atLeast) <= 0)
                .flatMap(cell -> cell.rate().stream())
                .toList();
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new CohortAverage.Rate(formula, age, rates.size(), formula.of(rates)));
    }

    /**
     * The same table for each group of customers: counts and amounts of the groups add up to those of the table. Takes one more
     * pass over the store.
     *
     * <p>At the anchor a group is that of the start which placed the customer in the cohort; with {@link CohortAnchor#EVERY_PERIOD},
     * of the first start event of the period.
     *
     * @param grouping how customers are parted: as they are now, or as they were at the start that placed them in the cohort
     * @return a table for every group that somebody is in
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<CohortTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new CohortTable<>(axes, slice));
    }

    /**
     * The same table for each group of several groupings. Takes one more pass over the store for all of them.
     *
     * @param groupings how customers are parted
     * @return for each grouping, in their order, a table for every group that somebody is in
     * @throws IllegalArgumentException if a grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public List<ByGroup<CohortTable<K>>> by(List<Grouping> groupings) {
        return counted.by(groupings, slice -> new CohortTable<>(axes, slice));
    }

    /**
     * Sets this table beside another, such as that of another group {@linkplain #by of the same grouping}.
     *
     * @param reference a table of the same periods and columns
     * @return the differences, with their intervals
     * @throws IllegalArgumentException if the tables differ in periods or columns
     */
    public CohortComparison comparedWith(CohortTable<?> reference) {
        return new CohortComparison(this, requireNonNull(reference, "reference"));
    }

    @Override
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

    /**
     * What is odd about the table: event codes that the method was told of and no event has.
     *
     * @return a sentence each; empty if there is nothing, and of tables made from a tally
     */
    public List<String> warnings() {
        return counted.hasMembers() ? axes.warnings(counted.store().codes()) : List.of();
    }

    @Override
    Cell cell(Row row, int age) {
        return row.cell(age);
    }

    @Override
    CohortAxes axes() {
        return axes;
    }

    /** {@return a row per cohort and age, a matrix in text} */
    @Override
    public Sheet sheet() {
        return CohortSheets.of(this);
    }

    /** Prints the definition and the size, and what is odd. */
    @Override
    public String toString() {
        List<String> odd = warnings();
        return counted.rule().definition() + ": " + rows.size() + " cohorts"
                + (odd.isEmpty() ? "" : "; " + String.join("; ", odd));
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
            return counted.count(axes.members(period));
        }

        /**
         * The customers of the cohort. Takes one more pass over the store.
         *
         * @return as many as {@link #size()} says
         */
        public Members<K> members() {
            return counted.members(axes.members(period));
        }

        /**
         * The cell at an age.
         *
         * @param age the column: how many ages after the start, from 0, or the number of the bracket
         * @return the cell
         * @throws IndexOutOfBoundsException if the table has no such column
         */
        public Cell cell(int age) {
            checkElementIndex(age, ages(), "age");
            return new Cell(CohortCell.of(period, age));
        }

        /**
         * All cells of the cohort, the unobserved ones included.
         *
         * @return the cells by column
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
     * One cell: the customers of a cohort who returned at an age.
     *
     * @since 0.1.0
     */
    public final class Cell extends CohortFigures<K> {
        private Cell(CohortCell key) {
            super(axes, counted, key);
        }

        /**
         * The ages that the cell covers.
         *
         * @return one age, or those of a bracket
         */
        public AgeRange ages() {
            return columns.get(key().age());
        }
    }
}
