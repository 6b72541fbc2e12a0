package dev.retention.examples.report.count;

import dev.retention.Proportion;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.CohortRow;
import dev.retention.examples.report.figures.CohortRow.Cell;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.Rate;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts cohorts into figures, and pools them into curves. */
public final class CohortCalculator {

    private CohortCalculator() {}

    /** The cohort table and its curves. */
    public static CohortFigures calculate(Counts counts) {
        List<CohortRow> rows = rows(counts.cohorts());
        List<Curve> curves = new ArrayList<>();
        curve("all cohorts", rows).ifPresent(curves::add);
        List<CohortRow> grown = rows.stream().filter(row -> isOver(row, 1)).toList();
        int year = counts.grain().periodsOfAYear();
        int half = grown.size() / 2 / year * year;
        List<Curve> halves =
                half == 0 ? halves(rows) : halves(grown.subList(grown.size() - 2 * half, grown.size()), half);
        boolean wholeYears = half > 0 && halves.size() == 2;
        curves.addAll(wholeYears || half == 0 ? halves : halves(rows));
        return new CohortFigures(rows, wholeYears, curves);
    }

    static List<CohortRow> rows(CohortTable<String> table) {
        return table.rows().stream().map(row -> cohort(row, table.timeline())).toList();
    }

    private static CohortRow cohort(CohortTable<String>.Row row, Timeline timeline) {
        List<Cell> cells = new ArrayList<>();
        for (CohortTable<String>.Cell cell : row.cells()) {
            if (cell.state() == CellState.UNOBSERVED) {
                break;
            }
            cells.add(new Cell(
                    cell.key().age(),
                    cell.state(),
                    cell.count().orElseThrow(),
                    cell.amount().orElseThrow(),
                    cell.rate().map(Rate::of)));
        }
        return new CohortRow(row.period().label(), timeline.state(row.period()), row.size(), cells);
    }

    /** The cohorts with customers, in two halves by time, if there are enough of them to compare. */
    private static List<Curve> halves(List<CohortRow> cohorts) {
        List<CohortRow> grown =
                cohorts.stream().filter(row -> isObserved(row, 1)).toList();
        if (grown.size() < 4) {
            return List.of();
        }
        return halves(grown, grown.size() / 2);
    }

    private static List<Curve> halves(List<CohortRow> cohorts, int middle) {
        List<Curve> halves = new ArrayList<>();
        curve("earlier cohorts", cohorts.subList(0, middle)).ifPresent(halves::add);
        curve("later cohorts", cohorts.subList(middle, cohorts.size())).ifPresent(halves::add);
        return halves;
    }

    private static boolean isOver(CohortRow row, int age) {
        return age < row.cells().size() && row.cells().get(age).state() == CellState.OBSERVED;
    }

    private static boolean isObserved(CohortRow row, int age) {
        return row.size() > 0 && isOver(row, age);
    }

    static Optional<Curve> curve(String name, List<CohortRow> cohorts) {
        List<CurvePoint> points = new ArrayList<>();
        for (int age = 0; ; age++) {
            int k = age;
            List<CohortRow> old =
                    cohorts.stream().filter(row -> isObserved(row, k)).toList();
            if (old.isEmpty()) {
                break;
            }
            long retained =
                    old.stream().mapToLong(row -> row.cells().get(k).retained()).sum();
            long size = old.stream().mapToLong(CohortRow::size).sum();
            points.add(new CurvePoint(k, old.size(), Rate.of(Proportion.of(retained, size))));
        }
        List<CohortRow> grown =
                cohorts.stream().filter(row -> isObserved(row, 0)).toList();
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Curve(
                        name, grown.get(0).period(), grown.get(grown.size() - 1).period(), points));
    }
}
