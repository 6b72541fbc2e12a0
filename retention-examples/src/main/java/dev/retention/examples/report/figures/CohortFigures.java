package dev.retention.examples.report.figures;

import java.util.List;

/**
 * Who comes back.
 *
 * @param rows the cohort table, oldest cohort first, one row for each period from the first order on
 * @param wholeYears whether the earlier and the later half are whole years, so that the season is out of the comparison
 * @param curves how many come back by age: of all cohorts, then of an earlier and a later half if there are enough
 */
public record CohortFigures(List<CohortRow> rows, boolean wholeYears, List<Curve> curves) {

    public CohortFigures {
        rows = List.copyOf(rows);
        curves = List.copyOf(curves);
    }

    /** How many ages the table has: its widest row's. */
    public int ages() {
        return rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    }

    /** The curves of the earlier and of the later cohorts; none where there are too few to compare. */
    public List<Curve> halves() {
        return curves.size() == 3 ? curves.subList(1, 3) : List.of();
    }
}
