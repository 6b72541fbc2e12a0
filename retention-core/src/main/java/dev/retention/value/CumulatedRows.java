package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.cohort.CohortTable;
import dev.retention.internal.Checks;
import dev.retention.movement.RevenueCohortTable;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What each cohort brought up to each age that is known of it, the oldest cohort first and none known further than it. */
final class CumulatedRows {
    private final List<String> names;
    private final double[][] known;

    CumulatedRows(List<String> names, double[][] known) {
        this.names = names;
        this.known = known;
        checkArgument(known.length > 0, "cumulative (no cohort) must have at least one with an age that is known");
        for (int i = 0; i < known.length; i++) {
            checkArgument(known[i].length > 0, "cumulative of %s (no age) must have at least one", names.get(i));
            if (i > 0) {
                checkArgument(
                        known[i].length <= known[i - 1].length,
                        "cumulative of %s (%s ages) must have no more ages than %s (%s)",
                        names.get(i),
                        known[i].length,
                        names.get(i - 1),
                        known[i - 1].length);
            }
            for (int age = 0; age < known[i].length; age++) {
                Checks.notNegative(known[i][age], "cumulative of " + names.get(i) + " at age " + age);
            }
        }
    }

    List<String> names() {
        return names;
    }

    double[][] known() {
        return known;
    }

    static CumulatedRows of(CohortTable<?> table) {
        return of(
                table.rows().stream().map(row -> row.period().toString()).toList(),
                table.rows().stream()
                        .map(row -> row.cells().stream()
                                .takeWhile(cell -> cell.state() == CellState.OBSERVED)
                                .map(cell -> cell.amount()
                                        .orElseThrow(() -> new IllegalArgumentException(
                                                "table (" + table + ") must have amounts"))))
                        .toList());
    }

    static CumulatedRows of(RevenueCohortTable<?> table) {
        return of(
                table.periods().stream()
                        .map(cohort -> cohort.period().toString())
                        .toList(),
                table.periods().stream()
                        .map(cohort -> cohort.cells().stream()
                                .takeWhile(cell -> cell.state() == CellState.OBSERVED)
                                .map(cell -> cell.value().orElseThrow()))
                        .toList());
    }

    /** Cumulates what each age brought; cohorts without an age are left out. */
    private static CumulatedRows of(List<String> names, List<Stream<BigDecimal>> amounts) {
        List<String> some = new ArrayList<>();
        List<double[]> known = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            BigDecimal[] cumulated = amounts.get(i).toArray(BigDecimal[]::new);
            for (int age = 1; age < cumulated.length; age++) {
                cumulated[age] = cumulated[age].add(cumulated[age - 1]);
            }
            if (cumulated.length > 0) {
                some.add(names.get(i));
                known.add(Stream.of(cumulated)
                        .mapToDouble(BigDecimal::doubleValue)
                        .toArray());
            }
        }
        return new CumulatedRows(List.copyOf(some), known.toArray(double[][]::new));
    }
}
