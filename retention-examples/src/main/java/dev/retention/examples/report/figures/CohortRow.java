package dev.retention.examples.report.figures;

import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The customers who first ordered in one period.
 *
 * @param period the period's label
 * @param state whether the period itself is over
 * @param size how many customers
 * @param cells one for each age whose time has come, age 0 first
 */
public record CohortRow(String period, CellState state, long size, List<Cell> cells) {

    public CohortRow {
        cells = List.copyOf(cells);
    }

    /**
     * What became of a cohort some periods later.
     *
     * @param age how many periods later; 0 is the cohort's own period
     * @param state whether that period is over
     * @param retained how many of the cohort ordered in it
     * @param amount what they spent in it
     * @param rate the share of the cohort, if it has any customers
     */
    public record Cell(int age, CellState state, long retained, BigDecimal amount, Optional<Rate> rate) {}
}
