package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.movement.RevenueCohortCell.Part;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Names what a customer's recurring value is in the cohort of the period in which there was some first, age by age: what stays
 * between two changes is a run of ages.
 */
final class RevenueCohortRule extends PeriodRule<RevenueCohortCell> {
    private static final long serialVersionUID = 1;

    /** The parts of which a row holds all periods; the rows of the cohorts come after them. */
    private static final List<Part> BY_PERIOD = List.of(Part.ALL, Part.EARLIER, Part.MEMBERS, Part.LEFT_OUT);

    /** So many that the table has no more than {@link Cells#MAX_SIZE} cells. */
    private static final int MOST_PERIODS = 8_188;

    private static final int ALL = 0;
    private static final int EARLIER = 1;
    private static final int MEMBERS = 2;
    private static final int LEFT_OUT = 3;

    private final boolean lenient;
    private final int size;
    private final int firstCohort;

    RevenueCohortRule(String definition, Timeline periods, boolean lenient) {
        super(definition, periods, cells(periods, lenient), RevenueCohortCell::period);
        this.lenient = lenient;
        this.size = periods.size();
        this.firstCohort = rowsByPeriod(lenient);
    }

    private static int rowsByPeriod(boolean lenient) {
        return lenient ? BY_PERIOD.size() : LEFT_OUT;
    }

    private static Cells<RevenueCohortCell> cells(Timeline periods, boolean lenient) {
        Axis<Period> cohorts = Axis.periods("cohort", periods);
        Period first = periods.first();
        checkArgument(
                cohorts.size() <= MOST_PERIODS,
                "a table of %s cohorts is too large (at most %s): choose a coarser grain",
                cohorts.size(),
                MOST_PERIODS);
        List<Row> rows = new ArrayList<>();
        BY_PERIOD.subList(0, rowsByPeriod(lenient)).forEach(part -> rows.add(new Row(part, first)));
        for (int i = 0; i < cohorts.size(); i++) {
            rows.add(new Row(Part.VALUE, cohorts.value(i)));
        }
        return Cells.grid(
                Axis.of("cohort", rows),
                Axis.range("age", 0, cohorts.size()),
                (row, column) -> row.part == Part.VALUE
                        ? RevenueCohortCell.of(row.cohort, column)
                        : new RevenueCohortCell(row.cohort.plus(column), 0, row.part),
                cell -> new Row(cell.part(), cell.part() == Part.VALUE ? cell.cohort() : first),
                cell -> cell.part() == Part.VALUE ? cell.age() : cohorts.indexOf(cell.cohort()));
    }

    /** A cohort, or a part by period. */
    private record Row(Part part, Period cohort) implements Serializable {
        @Override
        public String toString() {
            return part == Part.VALUE ? cohort.toString() : part.name();
        }
    }

    @Override
    public void apply(History history, CellSink sink) {
        ValueDays day = new ValueDays(history);
        if (lenient && day.goesBelowZero()) {
            sink.add(LEFT_OUT * size + Math.max(0, day.period()), Math.negateExact(day.lowest()));
        } else {
            day.startOver();
            follow(day, sink);
        }
    }

    private void follow(ValueDays day, CellSink sink) {
        boolean known = false;
        int cohort = 0;
        while (day.next()) {
            long value = day.value();
            if (!known && value > 0) {
                known = true;
                cohort = day.period();
                sink.anchoredAt(day.firstWithValue());
                if (cohort >= 0) {
                    sink.add(MEMBERS * size + cohort);
                }
            }
            int from = Math.max(0, day.period());
            int to = day.nextPeriod(size);
            if (value > 0 && from < to) {
                sink.addSpan(ALL, from, to, value);
                if (cohort < 0) {
                    sink.addSpan(EARLIER, from, to, value);
                } else {
                    sink.addSpan(firstCohort + cohort, from - cohort, to - cohort, value);
                }
            }
        }
    }
}
