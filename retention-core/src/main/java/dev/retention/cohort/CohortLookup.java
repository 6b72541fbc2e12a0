package dev.retention.cohort;

import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds the rows and cells of a cohort table by label, period and day. */
abstract class CohortLookup<R, C> {
    /**
     * The cohorts in order of time, those without customers included.
     *
     * @return one row per period of the timeline
     */
    public abstract List<R> rows();

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public abstract Timeline timeline();

    abstract C cell(R row, int age);

    abstract CohortAxes axes();

    /**
     * When a customer counts as returned at an age.
     *
     * @return the rule that the method was told
     */
    public ReturnRule returnRule() {
        return axes().returns().rule();
    }

    /**
     * What keeps the amounts of a row from being what its cohort spent, each amount in one cell: a return rule other than {@link
     * ReturnRule#IN_PERIOD}, cohorts of {@link CohortAnchor#EVERY_PERIOD}, returns of {@code atLeast} two events, or a column zero that
     * is not of the events of age 0.
     *
     * @return which of these the method was told, in words; empty if amounts of a row may be added up
     */
    public Optional<String> amountsNotOnce() {
        return axes().amountsNotOnce();
    }

    /**
     * The row of a cohort.
     *
     * @param cohort the label of the period, such as {@code 1997-01}
     * @return the row
     * @throws IllegalArgumentException if the label is not a period of the table
     */
    public R row(String cohort) {
        return rows().get(timeline().indexOf(cohort));
    }

    /**
     * The row of a cohort.
     *
     * @param cohort the period
     * @return the row
     * @throws IllegalArgumentException if it is not a period of the table
     */
    public R row(Period cohort) {
        return rows().get(timeline().indexOf(cohort));
    }

    /**
     * The row of the cohort of those who started in the period of a day.
     *
     * @param day a day
     * @return the row
     * @throws IllegalArgumentException if the day is not in a period of the table
     */
    public R row(LocalDate day) {
        return rows().get(timeline().indexOf(day));
    }

    /**
     * A cell.
     *
     * @param cohort the label of the cohort's period, such as {@code 1997-01}
     * @param age the column: how many ages after the start, from 0, or the number of the bracket
     * @return the cell
     * @throws IllegalArgumentException if the label is not a period of the table
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public C cell(String cohort, int age) {
        return cell(row(cohort), age);
    }

    /**
     * A cell.
     *
     * @param cohort the period
     * @param age the column, from 0
     * @return the cell
     * @throws IllegalArgumentException if it is not a period of the table
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public C cell(Period cohort, int age) {
        return cell(row(cohort), age);
    }

    /**
     * A cell of the cohort of those who started in the period of a day.
     *
     * @param day a day
     * @param age the column, from 0
     * @return the cell
     * @throws IllegalArgumentException if the day is not in a period of the table
     * @throws IndexOutOfBoundsException if the table has no such column
     */
    public C cell(LocalDate day, int age) {
        return cell(row(day), age);
    }
}
