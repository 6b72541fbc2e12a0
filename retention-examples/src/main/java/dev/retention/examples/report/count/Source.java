package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Unit;
import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Orders that were read, with what a reader of the report should know of how.
 *
 * @param name the name of the file
 * @param simulated whether the data are made up
 * @param orders the orders of every customer; at least one
 * @param statedAsOf the day up to which the data are complete, if it was stated
 * @param lastDate the last day of any line, of those too that do not count
 * @param unit what all amounts are in
 * @param leftOut the lines that are not among the orders
 * @param read how they were read
 * @param rounded how many amounts had more decimals than the currency has
 * @param roundedBy by how much rounding them moved the total
 */
public record Source(
        String name,
        boolean simulated,
        HistoryStore<String> orders,
        Optional<LocalDate> statedAsOf,
        Optional<LocalDate> lastDate,
        Unit unit,
        LeftOut leftOut,
        HowRead read,
        long rounded,
        BigDecimal roundedBy) {

    /** The column of the orders that holds what they cost, where that is known. */
    public static final String COST = "cost";

    /** Whether it is known what orders cost. */
    boolean hasCosts() {
        return orders.columns().contains(COST);
    }

    /**
     * The day up to which the data are complete: the one that was stated, or the last that any line has. A line that does not count
     * and is dated more than a year after the last order is taken for a slip.
     */
    public LocalDate asOf() {
        LocalDate lastOrder = orders.lastDay().orElseThrow();
        return statedAsOf
                .or(() -> lastDate.filter(day -> day.isAfter(lastOrder) && !day.isAfter(lastOrder.plusYears(1))))
                .orElse(lastOrder);
    }

    /** The day of the first order. */
    LocalDate firstDate() {
        return orders.firstDay().orElseThrow();
    }
}
