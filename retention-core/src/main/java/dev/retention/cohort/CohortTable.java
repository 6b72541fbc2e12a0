package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
public final class CohortTable<K> {
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
        return rows.get(timeline.indexOf(cohort));
    }

    /**
     * The row of a cohort.
     *
     * @param cohort the period
     * @return the row
     * @throws IllegalArgumentException if it is not a period of the table
     */
    public Row row(Period cohort) {
        return rows.get(timeline.indexOf(cohort));
    }

    /**
     * The row of the cohort of those who started in the period of a day.
     *
     * @param day a day
     * @return the row
     * @throws IllegalArgumentException if the day is not in a period of the table
     */
    public Row row(LocalDate day) {
        return rows.get(timeline.indexOf(day));
    }

    /**
     * A cell.
     *
     * @param cohort the label of the cohort's period, such as {@code 1997-01}
     * @param age the column: periods after the cohort's own, from 0, or the number of the bracket
     * @return the cell
     * @throws IllegalArgumentException if the label is not a period of the table
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public Cell cell(String cohort, int age) {
        return row(cohort).cell(age);
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
     * @throws IllegalArgumentException under {@link ReturnRule#OR_LATER}, whose cells are never OBSERVED
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public Optional<AverageRetention> average(CohortAverage formula, int age) {
        return average(formula, age, CellState.OBSERVED);
    }

    /**
     * The average retention at an age, over the cohorts whose cell is observed at least so far. With {@link CellState#PARTIAL}
     * cells that are still running pull the average down; it is the only average of {@link ReturnRule#OR_LATER}, whose cells
     * always run.
     *
     * @param formula how rates become one
     * @param age the column, from 0
     * @param atLeast {@link CellState#OBSERVED} or {@link CellState#PARTIAL}
     * @return the average; empty if there is no such cohort
     * @throws IllegalArgumentException if {@code atLeast} is {@link CellState#UNOBSERVED}: such cells have no number; or OBSERVED
     *     under {@link ReturnRule#OR_LATER}, whose cells never are
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public Optional<AverageRetention> average(CohortAverage formula, int age, CellState atLeast) {
        checkArgument(atLeast != CellState.UNOBSERVED, "atLeast (%s) must be OBSERVED or PARTIAL", atLeast);
        checkElementIndex(age, ages(), "age");
        checkArgument(
                atLeast == CellState.PARTIAL || age == 0 || axes.returns().rule() != ReturnRule.OR_LATER,
                "cells of OR_LATER are never OBSERVED: take the average of those observed so far, with PARTIAL");
        List<Proportion> rates = rows.stream()
                .map(row -> row.cell(age))
                .filter(cell -> cell.state().compareTo(atLeast) <= 0)
                .flatMap(cell -> cell.rate().stream())
                .toList();
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new AverageRetention(formula, age, rates.size(), formula.of(rates)));
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
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
        return new CohortComparison(this, reference);
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

    private CohortCell cellOf(Period cohort, int age, CohortPart part) {
        return new CohortCell(cohort, age, part);
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
            return counted.count(sizeKey());
        }

        /**
         * The customers of the cohort. Takes one more pass over the store.
         *
         * @return as many as {@link #size()} says
         */
        public Members<K> members() {
            return counted.members(sizeKey());
        }

        private CohortCell sizeKey() {
            return cellOf(
                    period, 0, axes.columnZero() == ColumnZero.COHORT_SIZE ? CohortPart.RETURNED : CohortPart.MEMBERS);
        }

        /**
         * The cell at an age.
         *
         * @param age the column: periods after the cohort's own, from 0, or the number of the bracket
         * @return the cell
         * @throws IndexOutOfBoundsException if the table has no such column
         */
        public Cell cell(int age) {
            checkElementIndex(age, ages(), "age");
            return new Cell(this, cellOf(period, age, CohortPart.RETURNED));
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
    public final class Cell {
        private final Row row;
        private final CohortCell key;

        private Cell(Row row, CohortCell key) {
            this.row = row;
            this.key = key;
        }

        /**
         * The cohort and the column.
         *
         * @return the key under which the rule counts
         */
        public CohortCell key() {
            return key;
        }

        /**
         * The ages that the cell covers.
         *
         * @return one age, or those of a bracket
         */
        public AgeRange ages() {
            return columns.get(key.age());
        }

        /**
         * How much of the cell could be observed.
         *
         * @return the state as of the end of the data
         */
        public CellState state() {
            return counted.state(key);
        }

        /**
         * How many customers returned.
         *
         * @return at least 0 and at most the denominator; empty if the cell is unobserved, which is not 0
         */
        public OptionalLong count() {
            return state() == CellState.UNOBSERVED ? OptionalLong.empty() : OptionalLong.of(counted.count(key));
        }

        /**
         * How many customers could have been: the cohort's size, or those whom {@link CohortRetention#outOf} names.
         *
         * @return at least 0
         */
        public long denominator() {
            boolean isSize = key.age() == 0 && axes.columnZero() == ColumnZero.COHORT_SIZE;
            return isSize || axes.denominator() == CohortDenominator.WHOLE_COHORT
                    ? row.size()
                    : counted.count(cellOf(key.cohort(), key.age(), CohortPart.EXPOSED));
        }

        /**
         * The share of the denominator that returned, which gives intervals.
         *
         * @return the proportion; empty if the cell is unobserved or the denominator is 0
         */
        public Optional<Proportion> rate() {
            OptionalLong count = count();
            long denominator = denominator();
            return count.isEmpty() || denominator == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(count.getAsLong(), denominator));
        }

        /**
         * How many returned for each who did at the age before: {@code count(age) / count(age − 1)}. Where cells are not nested, as
         * those {@link ReturnRule#IN_PERIOD} are not, it may pass 1.
         *
         * @return the ratio; empty at age 0, if a cell is unobserved or nobody returned at the age before
         */
        public OptionalDouble ratioToAgeBefore() {
            if (key.age() == 0 || count().isEmpty()) {
                return OptionalDouble.empty();
            }
            long before = row.cell(key.age() - 1).count().orElse(0);
            return before == 0 ? OptionalDouble.empty() : OptionalDouble.of(count().getAsLong() / (double) before);
        }

        /**
         * The complement: the share of the denominator that did not return.
         *
         * @return the proportion; empty if the cell is unobserved or the denominator is 0
         */
        public Optional<Proportion> churn() {
            return rate().map(Proportion::complement);
        }

        /**
         * The confidence interval of the rate.
         *
         * @param formula the formula; {@link ProportionInterval#WILSON} unless there is a reason for another
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return the interval, within [0, 1]; empty if there is no rate
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Optional<Interval> interval(ProportionInterval formula, double confidence) {
            return rate().map(rate -> rate.interval(formula, confidence));
        }

        /**
         * What the customers spent in the events that put them into the cell: the return events of the ages that the cell's
         * return rule looks at, where an age has enough of them.
         *
         * @return major units of the store's currency; empty if the cell is unobserved or the store has no amounts
         */
        public Optional<BigDecimal> amount() {
            return state() == CellState.UNOBSERVED || counted.currency().isEmpty()
                    ? Optional.empty()
                    : Optional.of(counted.major(counted.amount(key)));
        }

        /**
         * What a customer who returned spent on average: {@link #amount} / {@link #count}.
         *
         * @param rounding how the quotient is rounded
         * @return major units of the store's currency; empty if nobody returned or there is no amount
         */
        public Optional<BigDecimal> meanPerRetained(MathContext rounding) {
            return mean(count().orElse(0), rounding);
        }

        /**
         * What a customer of the denominator spent on average, returned or not: {@link #amount} / {@link #denominator}.
         *
         * @param rounding how the quotient is rounded
         * @return major units of the store's currency; empty if the denominator is 0 or there is no amount
         */
        public Optional<BigDecimal> meanPerMember(MathContext rounding) {
            return mean(denominator(), rounding);
        }

        private Optional<BigDecimal> mean(long customers, MathContext rounding) {
            requireNonNull(rounding, "rounding");
            return customers == 0
                    ? Optional.empty()
                    : amount().map(sum -> sum.divide(BigDecimal.valueOf(customers), rounding));
        }

        /**
         * The customers who returned. Takes one more pass over the store.
         *
         * @return as many as {@link #count()} says; none if the cell is unobserved
         */
        public Members<K> members() {
            return counted.members(key);
        }

        /** Prints the cell as {@code 1997-01 age 3: 10.3 % (810 of 7846)}, with {@code so far} where it is partial. */
        @Override
        public String toString() {
            String soFar = state() == CellState.PARTIAL ? " so far" : "";
            return key + ": " + rate().map(rate -> rate + soFar).orElse(state().toString());
        }
    }
}
