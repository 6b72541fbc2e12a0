package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Models.TimeUnit;
import dev.retention.value.ValueTerms;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How models are to be fitted and customers valued.
 *
 * @param unit the unit of time of the parameters
 * @param holdoutFrom the day from which on orders are held back and compared
 * @param horizon how many units ahead to look
 * @param terms margin and discount, for all time to come
 * @param termsInWords the same in words
 */
public record ModelsAsked(
        TimeUnit unit,
        Optional<LocalDate> holdoutFrom,
        Optional<Integer> horizon,
        ValueTerms terms,
        String termsInWords) {}
