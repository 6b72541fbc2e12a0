package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What cohorts of customers are worth later, of what they were worth at the end of the period of their first value.
 *
 * @param grain the length of the periods of cohorts and ages
 * @param rows the cohorts in order of time
 * @param pooled by age, all cohorts that are so old together
 */
public record ValueCohorts(ReportGrain grain, List<Row> rows, List<Optional<Double>> pooled) {

    public ValueCohorts {
        rows = List.copyOf(rows);
        pooled = List.copyOf(pooled);
    }

    /**
     * A cohort.
     *
     * @param period the period of the first value
     * @param customers how many customers
     * @param cells by age, as far as periods have begun
     */
    public record Row(String period, long customers, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cohort at an age.
     *
     * @param running whether the period is still running
     * @param customers how many have value
     * @param amount how much
     * @param kept the share of the value at age 0; empty where there was none
     */
    public record Cell(boolean running, long customers, BigDecimal amount, Optional<Double> kept) {}
}
