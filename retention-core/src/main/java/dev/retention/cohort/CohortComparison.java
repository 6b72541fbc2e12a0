package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * Two cohort tables side by side, such as those of two plans: at which ages does one keep more of its customers than the other,
 * and by how much at least?
 *
 * <pre>{@code
 * ByGroup<CohortTable<Long>> plans = table.by(Grouping.of("plan", (Long customer) -> crm.plan(customer)));
 * plans.inGroup("annual").comparedWith(plans.inGroup("monthly")).pooled(3).orElseThrow().differenceInterval(0.95);
 * }</pre>
 *
 * <p>Made by {@link CohortTable#comparedWith}. A difference has an interval and tests of its own, see
 * {@link ProportionComparison}; looking whether two intervals overlap is not one of them.
 *
 * <ul>
 *   <li>The groups are taken as separate customers. A customer who is in both, as one of several cohorts may be, makes the
 *       intervals too wide or too narrow.
 *   <li>{@link #pooled(int)} takes the cohorts that are observed in both tables. If one group came earlier, its cohorts weigh
 *       otherwise in the pool: then compare {@linkplain #cell cell by cell}.
 *   <li>Of twenty comparisons at 95 % one is clear by chance.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CohortComparison {
    private final CohortTable<?> first;
    private final CohortTable<?> reference;

    CohortComparison(CohortTable<?> first, CohortTable<?> reference) {
        checkArgument(
                first.columns().equals(reference.columns()) && first.timeline().equals(reference.timeline()),
                "reference (%s) must have the cohorts and columns of %s",
                reference,
                first);
        this.first = first;
        this.reference = reference;
    }

    /**
     * Compares one cell.
     *
     * @param cohort the label of the cohort's period, such as {@code 1997-01}
     * @param age the column, from 0
     * @return the comparison; empty unless both cells have a rate. Cells of one place have one state
     * @throws IllegalArgumentException if the label is not a period of the tables
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public Optional<ProportionComparison> cell(String cohort, int age) {
        requireNonNull(cohort, "cohort");
        return compare(
                first.cell(cohort, age).rate(), reference.cell(cohort, age).rate());
    }

    /**
     * Compares all cohorts together at an age: those whose cell is {@link CellState#OBSERVED} and has a rate in both tables.
     *
     * @param age the column, from 0
     * @return the comparison of the pooled rates; empty if there is no such cohort
     * @throws IllegalArgumentException of columns that are never OBSERVED, see {@link CohortTable#average(CohortAverage, int)}
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public Optional<ProportionComparison> pooled(int age) {
        return pooled(age, CellState.OBSERVED);
    }

    /**
     * Compares all cohorts together at an age: those whose cell is observed at least so far and has a rate in both tables.
     *
     * @param age the column, from 0
     * @param atLeast {@link CellState#OBSERVED} or {@link CellState#PARTIAL}
     * @return the comparison of the pooled rates; empty if there is no such cohort
     * @throws IllegalArgumentException if {@code atLeast} is {@link CellState#UNOBSERVED}, or OBSERVED of columns that never are
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public Optional<ProportionComparison> pooled(int age, CellState atLeast) {
        List<ProportionComparison> cells = cohorts(age, requireNonNull(atLeast, "atLeast")).stream()
                .map(cohort -> compare(
                                first.cell(cohort, age).rate(),
                                reference.cell(cohort, age).rate())
                        .orElseThrow())
                .toList();
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProportionComparison(
                        Proportion.pooled(
                                cells.stream().map(ProportionComparison::first).toList()),
                        Proportion.pooled(cells.stream()
                                .map(ProportionComparison::reference)
                                .toList())));
    }

    /**
     * The cohorts that {@link #pooled(int)} takes.
     *
     * @param age the column, from 0
     * @return their periods in order of time
     * @throws IllegalArgumentException of columns that are never OBSERVED
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public List<Period> cohorts(int age) {
        return cohorts(age, CellState.OBSERVED);
    }

    private List<Period> cohorts(int age, CellState atLeast) {
        checkElementIndex(age, first.ages(), "age");
        first.axes().checkState(age, atLeast);
        reference.axes().checkState(age, atLeast);
        return first.rows().stream()
                .map(CohortTable.Row::period)
                .filter(cohort ->
                        hasRate(first.cell(cohort, age), atLeast) && hasRate(reference.cell(cohort, age), atLeast))
                .toList();
    }

    private static boolean hasRate(CohortTable<?>.Cell cell, CellState atLeast) {
        return cell.state().compareTo(atLeast) <= 0 && cell.rate().isPresent();
    }

    private static Optional<ProportionComparison> compare(Optional<Proportion> first, Optional<Proportion> reference) {
        return first.flatMap(one -> reference.map(one::comparedWith));
    }

    /** Prints what is compared. */
    @Override
    public String toString() {
        return first + " against " + reference;
    }
}
