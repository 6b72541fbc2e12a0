package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the input: who bought, when and for how much.
 *
 * @param customer the customer's key as it stands in the file
 * @param date the civil day of the order
 * @param amount what was spent, at the currency's number of decimals
 * @param group the group that the line names, empty where none is asked for
 * @param cost what it cost, likewise; null where no column says so
 */
public record Order(
        String customer,
        LocalDate date,
        BigDecimal amount,
        String group,
        @Nullable BigDecimal cost) {}
