package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.internal.Checks;
import dev.retention.internal.store.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a customer did: an order, a payment, a visit. Used where single events are passed; stores keep columns.
 *
 * <p>For example {@code Event.on(LocalDate.of(1997, 1, 12)).worth(new BigDecimal("77.00")).with("plan", "gold")}. This class
 * is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Event {
    private final @Nullable LocalDate date;
    private final @Nullable Instant instant;
    private final @Nullable BigDecimal amount;
    private final @Nullable String code;
    private final ImmutableSortedMap<String, Object> columns;

    private Event(
            @Nullable LocalDate date,
            @Nullable Instant instant,
            @Nullable BigDecimal amount,
            @Nullable String code,
            SortedMap<String, Object> columns) {
        this.date = date;
        this.instant = instant;
        this.amount = amount;
        this.code = code;
        this.columns = ImmutableSortedMap.copyOfSorted(columns);
    }

    /**
     * An event on a day, for stores of dates.
     *
     * @param date the civil day
     * @return the event
     */
    public static Event on(LocalDate date) {
        return new Event(requireNonNull(date, "date"), null, null, null, ImmutableSortedMap.of());
    }

    /**
     * An event at an instant, for stores of instants.
     *
     * @param instant when it happened
     * @return the event
     */
    public static Event at(Instant instant) {
        return new Event(null, requireNonNull(instant, "instant"), null, null, ImmutableSortedMap.of());
    }

    /**
     * Sets the amount.
     *
     * @param amount major units of the store's currency
     * @return the event with that amount
     * @throws IllegalArgumentException if the amount is past the range of doubles or has more than 2,000 decimals
     */
    public Event worth(BigDecimal amount) {
        return new Event(date, instant, Checks.amount(amount, "amount"), code, columns);
    }

    /**
     * Sets the kind of event.
     *
     * @param code the code
     * @return the event with that code
     */
    public Event coded(String code) {
        return new Event(date, instant, amount, requireNonNull(code, "code"), columns);
    }

    /**
     * Sets a text in a further column of the store.
     *
     * @param column the column's name
     * @param text the value
     * @return the event with that value
     */
    public Event with(String column, String text) {
        return withValue(column, requireNonNull(text, "text"));
    }

    /**
     * Sets a whole number in a further column of the store.
     *
     * @param column the column's name
     * @param number the value
     * @return the event with that value
     */
    public Event with(String column, long number) {
        return withValue(column, number);
    }

    /**
     * Sets an amount of money in a further column of the store.
     *
     * @param column the column's name
     * @param money major units of the store's currency
     * @return the event with that value
     * @throws IllegalArgumentException if the amount is past the range of doubles or has more than 2,000 decimals
     */
    public Event with(String column, BigDecimal money) {
        return withValue(column, Checks.amount(money, "money"));
    }

    /**
     * Sets a day in a further column of the store.
     *
     * @param column the column's name
     * @param day the civil day
     * @return the event with that value
     */
    public Event with(String column, LocalDate day) {
        return withValue(column, requireNonNull(day, "day"));
    }

    private Event withValue(String column, Object value) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column must not be empty");
        SortedMap<String, Object> changed = new TreeMap<>(columns);
        changed.put(column, value);
        return new Event(date, instant, amount, code, changed);
    }

    /**
     * The day.
     *
     * @return the civil day, or empty if the event is at an instant
     */
    public Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /**
     * The instant.
     *
     * @return the instant, or empty if the event is on a day
     */
    public Optional<Instant> instant() {
        return Optional.ofNullable(instant);
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

    /**
     * The values of further columns.
     *
     * @return by name in alphabetical order a {@link String}, a {@link Long}, a {@link BigDecimal} or a {@link LocalDate}
     */
    public Map<String, Object> columns() {
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event that
                && Objects.equals(date, that.date)
                && Objects.equals(instant, that.instant)
                && Objects.equals(amount, that.amount)
                && Objects.equals(code, that.code)
                && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(date, instant, amount, code, columns);
    }

    /** Prints the time, the code, the amount and the further columns. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.valueOf(date == null ? instant : date));
        if (code != null) {
            text.append(' ').append(code);
        }
        if (amount != null) {
            text.append(' ').append(MinorUnits.text(amount));
        }
        columns.forEach((name, value) -> text.append(' ')
                .append(name)
                .append('=')
                .append(value instanceof BigDecimal money ? MinorUnits.text(money) : value));
        return text.toString();
    }
}
