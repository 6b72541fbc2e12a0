package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How a file was read, and what looked odd in it.
 *
 * @param text one line: which columns, what counts, whose days, how many lines and why some were left out
 * @param preset the name of the preset by which it was read, if any
 * @param lines how many lines the file has after its header
 * @param merged how many of them are further lines of an order
 * @param refunds how many amounts below 0 were taken for refunds and left out
 * @param refunded what those come to, 0 or below
 * @param notes what looks odd, which changes no figure
 */
public record Reading(
        String text,
        Optional<String> preset,
        long lines,
        long merged,
        long refunds,
        BigDecimal refunded,
        List<DataNote> notes) {

    /** Checks and copies. */
    public Reading {
        notes = List.copyOf(notes);
    }
}
