package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a customer did: an order, a payment, a visit. Used where single events are passed; stores keep columns.
 *
 * <p>For example {@code Event.on(LocalDate.of(1997, 1, 12)).worth(new BigDecimal("77.00"))}. This class is immutable and
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class Event {
    private final @Nullable LocalDate date;
    private final @Nullable Instant instant;
    private final @Nullable BigDecimal amount;
    private final @Nullable String code;

    private Event(
            @Nullable LocalDate date, @Nullable Instant instant, @Nullable BigDecimal amount, @Nullable String code) {
        this.date = date;
        this.instant = instant;
        this.amount = amount;
        this.code = code;
    }

    /**
     * An event on a day, for stores of dates.
     *
     * @param date the civil day
     * @return the event
     */
    public static Event on(LocalDate date) {
        return new Event(requireNonNull(date, "date"), null, null, null);
    }

    /**
     * An event at an instant, for stores of instants.
     *
     * @param instant when it happened
     * @return the event
     */
    public static Event at(Instant instant) {
        return new Event(null, requireNonNull(instant, "instant"), null, null);
    }

    /**
     * Sets the amount.
     *
     * @param amount major units of the store's currency
     * @return the event with that amount
     * @throws IllegalArgumentException if the amount is past the range of doubles or has more than 2,000 decimals
     */
    public Event worth(BigDecimal amount) {
        return new Event(date, instant, Checks.amount(amount, "amount"), code);
    }

    /**
     * Sets the kind of event.
     *
     * @param code the code
     * @return the event with that code
     */
    public Event coded(String code) {
        return new Event(date, instant, amount, requireNonNull(code, "code"));
    }

    /**
     * The amount.
     *
     * @return major units, or empty if there is none
     */
    public Optional<BigDecimal> amount() {
        return Optional.ofNullable(amount);
    }

    /**
     * The kind of event.
     *
     * @return the code, or empty if there is none
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The time as a store counts it. */
    long time(boolean instants) {
        if (instants) {
            checkArgument(instant != null, "event (%s) must be at an instant, as the store's events are", this);
            checkYears(SupportedYears.contain(requireNonNull(instant)));
            return Micros.of(requireNonNull(instant));
        }
        checkArgument(date != null, "event (%s) must be on a date, as the store's events are", this);
        long day = requireNonNull(date).toEpochDay();
        checkYears(SupportedYears.contain(day));
        return day;
    }

    private void checkYears(boolean supported) {
        checkArgument(supported, "event (%s) must lie in the years 1 to 9999", this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event that
                && Objects.equals(date, that.date)
                && Objects.equals(instant, that.instant)
                && Objects.equals(amount, that.amount)
                && Objects.equals(code, that.code);
    }

    @Override
    public int hashCode() {
        return Objects.hash(date, instant, amount, code);
    }

    /** Prints the time, the code and the amount. */
    @Override
    public String toString() {
        return (date == null ? String.valueOf(instant) : date.toString())
                + (code == null ? "" : " " + code)
                + (amount == null ? "" : " " + amount.toPlainString());
    }
}
