package dev.retention.examples.report.figures;

import java.util.Optional;

/**
 * What became of customers with a term of a year or more that ended.
 *
 * @param words the time in words
 * @param due who was due, with all their value at the start of the time
 * @param lost those of them without value at its end, with that at the start
 * @param renewed the share of the customers due who have value at the end
 * @param net their value at the end over that due
 * @param gross the same without growth
 */
public record RenewalFigures(
        String words,
        Flow due,
        Flow lost,
        Optional<Rate> renewed,
        Optional<ValueRate> net,
        Optional<ValueRate> gross) {}
