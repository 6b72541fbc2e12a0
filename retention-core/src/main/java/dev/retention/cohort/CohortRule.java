package dev.retention.cohort;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cohort retention on all its axes. From each start a customer's returns are fed by age to {@link CohortReturns}, which names the
 * cells: from the events, or from the active periods where they are all that matters.
 */
final class CohortRule implements Rule<CohortCell> {
    private static final long serialVersionUID = 1;

    private final CohortAxes axes;
    private final Timeline periods;
    private final transient Grain unit;
    private final transient Cells<CohortCell> cells;
    private final transient List<AgeRange> columns;
    private final transient int[] columnOfAge;
    // By row: how many columns have a number.
    private final transient int[] observed;
    private final transient CohortStarts starts;

    CohortRule(CohortAxes axes, Timeline periods) {
        axes.check(periods);
        this.axes = axes;
        this.periods = periods;
        this.unit = axes.unit(periods);
        this.columns = axes.columns(periods);
        this.starts = new CohortStarts(axes.start(), periods);
        List<CohortCell.Part> parts = new ArrayList<>(List.of(CohortCell.Part.RETURNED));
        if (countsExposed()) {
            parts.add(CohortCell.Part.EXPOSED);
        }
        if (countsMembers()) {
            parts.add(CohortCell.Part.MEMBERS);
        }
        Cells<PartOfCohort> rows = Cells.grid(
                Axis.of("part", parts),
                Axis.periods("cohort", periods),
                PartOfCohort::new,
                PartOfCohort::part,
                PartOfCohort::cohort);
        this.cells = Cells.grid(
                rows,
                Axis.range("column", 0, columns.size()),
                (row, column) -> new CohortCell(row.cohort(), column, row.part()),
                cell -> new PartOfCohort(cell.part(), cell.cohort()),
                CohortCell::age);
        this.columnOfAge = new int[columns.get(columns.size() - 1).last() + 1];
        for (int c = 0; c < columns.size(); c++) {
            AgeRange ages = columns.get(c);
            Arrays.fill(columnOfAge, ages.first(), ages.last() + 1, c);
        }
        LocalDateTime lastMoment = periods.completeBefore().minusNanos(1);
        this.observed = new int[periods.size()];
        for (int row = 0; row < observed.length; row++) {
            LocalDateTime start = periods.period(row).startInclusive();
            observed[row] = begun(axes.clock().age(unit, start, lastMoment) + 1);
        }
    }

    private record PartOfCohort(CohortCell.Part part, Period cohort) implements Serializable {}

    boolean countsExposed() {
        return axes.denominator() != CohortDenominator.WHOLE_COHORT;
    }

    boolean countsMembers() {
        return axes.columnZero() != ColumnZero.COHORT_SIZE;
    }

    /** The number of columns that have begun when so many ages have. */
    int begun(int ages) {
        return ages <= 0 ? 0 : Math.min(column(ages - 1) + 1, columns.size());
    }

    /** The number of columns that have ended when so many ages have. */
    int ended(int ages) {
        return ages <= 0 ? 0 : column(ages);
    }

    /** The column of an age, or one more than the last column. */
    private int column(int age) {
        return age < columnOfAge.length ? columnOfAge[age] : columns.size();
    }

    /** The column of each age up to the last. */
    int[] columnOfAge() {
        return columnOfAge;
    }

    int width() {
        return columns.size();
    }

    int rows() {
        return observed.length;
    }

    int observed(int row) {
        return observed[row];
    }

    Grain unit() {
        return unit;
    }

    CohortAxes axes() {
        return axes;
    }

    CohortStarts starts() {
        return starts;
    }

    @Override
    public String definition() {
        return axes.definition(periods);
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public Cells<CohortCell> cells() {
        return cells;
    }

    @Override
    public CellState state(CohortCell cell) {
        ColumnZero zero = axes.columnZero();
        boolean cohort = cell.part() == CohortCell.Part.MEMBERS || (cell.age() == 0 && zero == ColumnZero.COHORT_SIZE);
        if (cohort) {
            return periods.state(cell.cohort());
        }
        AgeRange ages = columns.get(cell.age());
        boolean survivors = cell.age() == 0 && zero == ColumnZero.SURVIVORS;
        AgeClock clock = axes.clock();
        CellState first = clock.state(cell.cohort(), unit, survivors ? 1 : ages.first(), periods);
        if (first == CellState.UNOBSERVED) {
            return first;
        }
        boolean endless = cell.part() == CohortCell.Part.RETURNED && axes.isEndless(cell.age());
        boolean over = !endless && clock.state(cell.cohort(), unit, ages.last(), periods) == CellState.OBSERVED;
        return over ? CellState.OBSERVED : CellState.PARTIAL;
    }

    @Override
    public void apply(History history, CellSink sink) {
        forOneThread().apply(history, sink);
    }

    @Override
    public Rule<CohortCell> forOneThread() {
        CohortReturns returns = new CohortReturns(this);
        Body body = axes.isPlain(periods)
                ? new CohortPlainWalk(this, returns)::apply
                : new CohortWalk(this, returns)::apply;
        return Rule.of(definition(), periods, cells, body);
    }

    @Serial
    private Object readResolve() {
        return new CohortRule(axes, periods);
    }

    @Override
    public String toString() {
        return definition();
    }
}
