package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One event of an {@link EventLog}, as an application would hold it.
 *
 * <pre>{@code
 * EventLog log = EventLog.of(new EventRow(1, LocalDate.of(2023, 1, 31), 12_50, "order", 0));
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param customer whose event it is
 * @param day when it happened
 * @param cents what it is worth, in cents; below 0 of what is given back
 * @param code of which kind it is
 * @param secondOfDay at what time of the day, 0 to 86399
 * @param plan the plan of the customer at the time; null if it is not known
 * @since 0.1.0
 */
public record EventRow(
        long customer,
        LocalDate day,
        long cents,
        String code,
        int secondOfDay,
        @Nullable String plan) {
    /**
     * An event.
     *
     * @param customer whose event it is
     * @param day when it happened
     * @param cents what it is worth, in cents
     * @param code of which kind it is
     * @param secondOfDay at what time of the day
     * @param plan the plan at the time, or null
     * @throws NullPointerException if {@code day} or {@code code} is null
     */
    public EventRow {
        requireNonNull(day, "day");
        requireNonNull(code, "code");
    }

    /**
     * An event without a plan.
     *
     * @param customer whose event it is
     * @param day when it happened
     * @param cents what it is worth, in cents
     * @param code of which kind it is
     * @param secondOfDay at what time of the day
     */
    public EventRow(long customer, LocalDate day, long cents, String code, int secondOfDay) {
        this(customer, day, cents, code, secondOfDay, null);
    }

    /**
     * What the event is worth, as a store takes it.
     *
     * @return the amount in {@link EventLog#USD}, with two decimals
     */
    public BigDecimal amount() {
        return BigDecimal.valueOf(cents, 2);
    }

    /**
     * When the event happened, by a clock in UTC.
     *
     * @return the moment
     */
    public Instant instant() {
        return at(ZoneOffset.UTC);
    }

    /**
     * When the event happened, by a clock in a zone. A time that the day lacks is as much later as the clock is put forward; of
     * one that it has twice, the first is meant.
     *
     * @param zone the zone
     * @return the moment
     */
    public Instant at(ZoneId zone) {
        return day.atTime(LocalTime.ofSecondOfDay(secondOfDay)).atZone(zone).toInstant();
    }

    /**
     * The event as a live table takes it, dated, with its amount, code and plan.
     *
     * @return the event
     */
    public Event event() {
        return described(Event.on(day));
    }

    /**
     * An event with the amount, code and plan of this one.
     *
     * @param event such as one at an instant
     * @return the event with them
     */
    public Event described(Event event) {
        Event coded = event.worth(amount()).coded(code);
        return plan == null ? coded : coded.with(EventLog.PLAN, plan);
    }

    /**
     * The same event, worth something else.
     *
     * @param other what it is worth, in cents
     * @return the event
     */
    public EventRow worth(long other) {
        return new EventRow(customer, day, other, code, secondOfDay, plan);
    }

    /**
     * The same event on another day.
     *
     * @param other the day
     * @return the event
     */
    public EventRow on(LocalDate other) {
        return new EventRow(customer, other, cents, code, secondOfDay, plan);
    }

    /**
     * The same event of another customer.
     *
     * @param other the customer
     * @return the event
     */
    public EventRow of(long other) {
        return new EventRow(other, day, cents, code, secondOfDay, plan);
    }

    /**
     * The same event of another kind.
     *
     * @param other the code
     * @return the event
     */
    public EventRow coded(String other) {
        return new EventRow(customer, day, cents, other, secondOfDay, plan);
    }

    /** Prints such as {@code 3: 2023-01-31 order 12.50, p1}. */
    @Override
    public String toString() {
        String plain = customer + ": " + day + " " + code + " " + amount();
        return plan == null ? plain : plain + ", " + plan;
    }
}
