package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two cohort tables side by side, such as those of two plans: at which ages does one keep more of its customers than the other,
 * and by how much at least?
 *
 * <pre>{@code
 * var plans = table.by("plan", planOf);
 * plans.group("annual").comparedWith(plans.group("monthly")).pooled(3).orElseThrow().differenceInterval(0.95);
 * }</pre>
 *
 * <p>Made by {@link CohortTable#comparedWith}. A difference has an interval and tests of its own, see
 * {@link ProportionComparison}; looking whether two intervals overlap is not one of them.
 *
 * <ul>
 *   <li>The groups are taken as separate customers. A customer who is in both, as groups by code may have them, makes the
 *       intervals too wide or too narrow.
 *   <li>{@link #pooled} takes the cohorts that are observed in both tables. If one group came earlier, its cohorts weigh
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
        return compare(
                first.cell(cohort, age).rate(), reference.cell(cohort, age).rate());
    }

    /**
     * Compares all cohorts together at an age: those whose cell is {@link CellState#OBSERVED} and has a rate in both tables.
     *
     * @param age the column, from 0
     * @return the comparison of the pooled rates; empty if there is no such cohort
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public Optional<ProportionComparison> pooled(int age) {
        List<ProportionComparison> cells = cohorts(age).stream()
                .map(cohort -> cell(cohort.label(), age).orElseThrow())
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
     * The cohorts that {@link #pooled} takes.
     *
     * @param age the column, from 0
     * @return their periods in order of time
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public List<Period> cohorts(int age) {
        checkElementIndex(age, first.ages(), "age");
        return IntStream.range(0, first.rows().size())
                .filter(row -> observedRate(first, row, age) && observedRate(reference, row, age))
                .mapToObj(row -> first.rows().get(row).period())
                .toList();
    }

    private static boolean observedRate(CohortTable<?> table, int row, int age) {
        CohortTable<?>.Cell cell = table.rows().get(row).cell(age);
        return cell.state() == CellState.OBSERVED && cell.rate().isPresent();
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
