package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What was counted.
 *
 * @param source the name of the file
 * @param simulated whether the data are made up
 * @param grain the length of the periods
 * @param firstDate the date of the first order
 * @param asOf the day up to which the data are complete, itself included
 * @param asOfFromData whether {@code asOf} is the last date in the data, for want of a better one
 * @param customers how many customers there are
 * @param events how many orders there are
 * @param amount what they come to
 * @param unit what all amounts are in
 */
public record Scope(
        String source,
        boolean simulated,
        ReportGrain grain,
        LocalDate firstDate,
        LocalDate asOf,
        boolean asOfFromData,
        long customers,
        long events,
        BigDecimal amount,
        Unit unit) {}
