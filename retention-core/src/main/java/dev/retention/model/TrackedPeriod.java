package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
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
     * Checks the period.
     *
     * @param firstDay the first day of the period
     * @param lastDay the last day of the period
     * @param inPeriod repeat purchases in the period
     * @param cumulative repeat purchases from the beginning
     * @throws IllegalArgumentException if {@code lastDay} is before {@code firstDay}
     */
    public TrackedPeriod {
        requireNonNull(firstDay, "firstDay");
        requireNonNull(lastDay, "lastDay");
        checkArgument(!lastDay.isBefore(firstDay), "lastDay (%s) must not be before firstDay (%s)", lastDay, firstDay);
        requireNonNull(inPeriod, "inPeriod");
        requireNonNull(cumulative, "cumulative");
    }

    /** Prints the days and the purchases, such as {@code 1997-10-01 to 1997-10-07: 61 actual, 57.3 expected}. */
    @Override
    public String toString() {
        return firstDay + " to " + lastDay + ": " + inPeriod;
    }
}
