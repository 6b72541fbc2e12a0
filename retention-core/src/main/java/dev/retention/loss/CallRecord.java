package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A call to a customer, or its place on an earlier list.
 *
 * @param customer who was called
 * @param day on which day, in the years 1 to 9999
 * @param caller by whom; empty if it is not known
 * @param outcome what came of it, such as {@code reached}; empty if it is not known
 * @param notes what was said; empty for nothing
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record CallRecord<K>(
        K customer, LocalDate day, Optional<String> caller, Optional<String> outcome, Optional<String> notes) {
    /** The name of the track of calls. */
    public static final String TRACK = "calls";

    /** The code of a call on the track whose outcome is not known. */
    public static final String CALLED = "called";

    /** The name of the column with the caller. */
    public static final String CALLER = "caller";

    /**
     * Checks the day.
     *
     * @param customer who was called
     * @param day on which day
     * @param caller by whom
     * @param outcome what came of it
     * @param notes what was said
     * @throws IllegalArgumentException if the day is not in the years 1 to 9999, or caller or outcome is blank
     */
    public CallRecord {
        requireNonNull(customer, "customer");
        RefusedRow.checkDay(requireNonNull(day, "day"), customer);
        checkNotBlank(requireNonNull(caller, "caller"), "caller", customer);
        checkNotBlank(requireNonNull(outcome, "outcome"), "outcome", customer);
        requireNonNull(notes, "notes");
    }

    private static void checkNotBlank(Optional<String> text, String name, Object customer) {
        checkArgument(
                text.filter(String::isBlank).isEmpty(),
                "%s of the call to customer (%s) must not be an empty text",
                name,
                customer);
    }

    /**
     * A call of which no more is known.
     *
     * @param customer who was called
     * @param day on which day
     * @param <K> the type of customer keys
     * @return the call
     * @throws IllegalArgumentException if the day is not in the years 1 to 9999
     */
    public static <K> CallRecord<K> of(K customer, LocalDate day) {
        return new CallRecord<>(customer, day, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same by a caller and with an outcome.
     *
     * @param caller by whom
     * @param outcome what came of it, such as {@code reached}
     * @return the call
     * @throws IllegalArgumentException if a text is blank
     */
    public CallRecord<K> with(String caller, String outcome) {
        return new CallRecord<>(
                customer,
                day,
                Optional.of(requireNonNull(caller, "caller")),
                Optional.of(requireNonNull(outcome, "outcome")),
                notes);
    }

    /**
     * Reads calls into a track {@value #TRACK}, the outcome of a call as its code, {@value #CALLED} if it is not known, and the caller as a
     * column {@value #CALLER}.
     *
     * @param calls the calls in any order
     * @param <K> the type of customer keys
     * @return the store
     */
    public static <K> HistoryStore<K> store(Iterable<CallRecord<K>> calls) {
        requireNonNull(calls, "calls");
        return HistoryStore.<CallRecord<K>, K>ofDates(CallRecord::customer, CallRecord::day)
                .codes(call -> call.outcome().orElse(CALLED))
                .text(CALLER, call -> call.caller().orElse(null))
                .from(calls)
                .named(TRACK);
    }

    /** Prints the call, such as {@code 17 on 2026-07-03 by Ann: reached}. */
    @Override
    public String toString() {
        return customer + " on " + day + caller.map(name -> " by " + name).orElse("")
                + outcome.map(text -> ": " + text).orElse("");
    }
}
