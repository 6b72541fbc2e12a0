package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What customers owe.
 *
 * @param asOf the day
 * @param lines the balance by how long it is past due; they add up to it
 * @param balance all that is owed
 * @param overdue what is past due
 * @param overdueBy by whom
 * @param disputed what is disputed
 * @param disputedBy by whom
 * @param months every period
 */
public record OwedFigures(
        LocalDate asOf,
        List<Line> lines,
        BigDecimal balance,
        BigDecimal overdue,
        Opened overdueBy,
        BigDecimal disputed,
        Opened disputedBy,
        List<Month> months) {

    /** Copies. */
    public OwedFigures {
        lines = List.copyOf(lines);
        months = List.copyOf(months);
    }

    /** A part of the balance. */
    public record Line(String name, BigDecimal amount, Opened by) {}

    /**
     * A period.
     *
     * @param period its label
     * @param isOver whether it is over
     * @param invoiced what was invoiced
     * @param balance what was owed at its end
     * @param overdue what of that was past due
     * @param outstanding days sales outstanding by counting back, if sales tell
     * @param plain days sales outstanding of the period's own sales
     * @param best the same if everybody paid in time
     * @param due how many invoices were due
     * @param onTime which share of them was paid in time at least, if one was due
     * @param mostOnTime which share at most, as not all are decided
     */
    public record Month(
            String period,
            boolean isOver,
            BigDecimal invoiced,
            BigDecimal balance,
            BigDecimal overdue,
            Optional<Double> outstanding,
            Optional<Double> plain,
            Optional<Double> best,
            long due,
            Optional<Double> onTime,
            Optional<Double> mostOnTime) {}
}
