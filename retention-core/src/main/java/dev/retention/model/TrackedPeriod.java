package dev.retention.model;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One period of a {@link PurchaseTracking}.
 *
 * @param firstDay the first day of the period
 * @param lastDay the last day of the period
 * @param inPeriod repeat purchases in the period
 * @param cumulative repeat purchases from the beginning of the calibration to the end of the period
 * @since 0.1.0
 */
public record TrackedPeriod(LocalDate firstDay, LocalDate lastDay, Forecast inPeriod, Forecast cumulative) {
    /**
     * Checks the components.
     *
     * @param firstDay the first day of the period
     * @param lastDay the last day of the period
     * @param inPeriod repeat purchases in the period
     * @param cumulative repeat purchases from the beginning of the calibration to the end of the period
     * @throws NullPointerException if a component is null
     */
    public TrackedPeriod {
        requireNonNull(cumulative, "cumulative");
        requireNonNull(inPeriod, "inPeriod");
        requireNonNull(lastDay, "lastDay");
        requireNonNull(firstDay, "firstDay");
    }

    /** Prints the days and the purchases, such as {@code 1997-10-01 to 1997-10-07: 61 actual, 57.3 expected}. */
    @Override
    public String toString() {
        return firstDay + " to " + lastDay + ": " + inPeriod;
    }
}
