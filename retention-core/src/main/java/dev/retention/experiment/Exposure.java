package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A customer in an arm of an experiment, from the day on that the customer was, or would have been, offered what is tried.
 *
 * <pre>{@code
 * HistoryStore<Long> all = orders.named("orders").and(Exposure.store(List.of(
 *         new Exposure<>(17L, "offer", LocalDate.of(2026, 3, 2)),
 *         new Exposure<>(18L, "holdout", LocalDate.of(2026, 3, 2)))));
 * }</pre>
 *
 * <p>Customers of the holdout have a day too: that on which they would have been offered it. Counted from different days, what seems an
 * effect is the difference of the days.
 *
 * @param customer who
 * @param arm what the customer got, such as {@code holdout}
 * @param day from which day on, in the years 1 to 9999
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record Exposure<K>(K customer, String arm, LocalDate day) {
    /** The name of the track of exposures. */
    public static final String TRACK = "experiment";

    /**
     * Checks arm and day.
     *
     * @param customer who
     * @param arm what the customer got
     * @param day from which day on
     * @throws IllegalArgumentException if the arm is blank, or the day is not in the years 1 to 9999; the message names the customer
     */
    public Exposure {
        requireNonNull(customer, "customer");
        checkArgument(
                !requireNonNull(arm, "arm").isBlank(), "arm of customer (%s) must not be an empty text", customer);
        RefusedRow.checkDay(requireNonNull(day, "day"), customer);
    }

    /**
     * Reads exposures into a track {@value #TRACK} of dates, the arm as the code.
     *
     * @param exposures the exposures in any order
     * @param <K> the type of customer keys
     * @return the store; give it another name where there are several experiments
     */
    public static <K> HistoryStore<K> store(Iterable<Exposure<K>> exposures) {
        requireNonNull(exposures, "exposures");
        return HistoryStore.<Exposure<K>, K>ofDates(Exposure::customer, Exposure::day)
                .codes(Exposure::arm)
                .from(exposures)
                .named(TRACK);
    }

    /**
     * Reads exposures into a track {@value #TRACK} of instants, to stand beside events that were read {@linkplain
     * HistoryStore#ofInstants as instants}: each at the moment at which its day starts in a zone, which is after midnight where clocks
     * are put forward then. What is ordered on the day is after the exposure.
     *
     * @param exposures the exposures in any order
     * @param zone the zone of the timeline, in which days are days
     * @param <K> the type of customer keys
     * @return the store; give it another name where there are several experiments
     * @throws dev.retention.history.InvalidRowException if the start of a day is not in the years 1 to 9999 of UTC
     */
    public static <K> HistoryStore<K> store(Iterable<Exposure<K>> exposures, ZoneId zone) {
        requireNonNull(exposures, "exposures");
        requireNonNull(zone, "zone");
        return HistoryStore.<Exposure<K>, K>ofInstants(
                        Exposure::customer,
                        exposure -> exposure.day().atStartOfDay(zone).toInstant())
                .codes(Exposure::arm)
                .from(exposures)
                .named(TRACK);
    }

    /** Prints the exposure, such as {@code 17 in offer from 2026-03-02}. */
    @Override
    public String toString() {
        return customer + " in " + arm + " from " + day;
    }
}
