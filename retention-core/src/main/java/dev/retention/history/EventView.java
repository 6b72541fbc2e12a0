package dev.retention.history;

import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.Words;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Currency;
import java.util.Optional;
import java.util.function.IntFunction;

/** The events of one customer in order of time, with what every event has: a time, an amount and a code. */
abstract class EventView {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int CLOSED = -1;

    final PeriodIndex periods;
    final Schema schema;
    final Words words;
    EventColumns columns;
    // A closed view ends before it begins, so that no event lies in its range.
    int from;
    int to = CLOSED;

    private final EventCodes codes;
    private final Optional<Currency> currency;
    private final IntFunction<?> keys;
    private int number;
    private int afterAsOf;
    // The zone's offset at the instant that was looked at last; the next is most often the same.
    private int offset;

    EventView(PeriodIndex periods, Schema schema, Words words, IntFunction<?> keys) {
        this.columns = EventColumns.of(schema, 0);
        this.periods = periods;
        this.schema = schema;
        this.words = words;
        this.codes = new EventCodes(words.codes());
        this.currency = Optional.ofNullable(schema.currency());
        this.keys = keys;
    }

    void moveTo(EventColumns columns, int from, int to, int number) {
        this.columns = columns;
        this.number = number;
        this.from = from;
        this.to = periods.known(columns, from, to);
        this.afterAsOf = to - this.to;
    }

    /** Lets this view look at nobody any more. */
    void close() {
        from = 0;
        to = CLOSED;
    }

    /** How many events of the customer lie after the as-of day. */
    int afterAsOf() {
        return afterAsOf;
    }

    /**
     * The key of the customer, for rules that look up what is known of customers beside their events.
     *
     * @return a key of the store's type
     */
    public Object customer() {
        checkOpen();
        return keys.apply(number);
    }

    /**
     * How many events are known.
     *
     * @return at least 1 when a rule of one track is asked
     */
    public int size() {
        if (to < from) {
            throw closed();
        }
        return to - from;
    }

    /**
     * The periods that {@link #period} counts.
     *
     * @return the timeline, with its first period
     */
    public Timeline timeline() {
        return periods.timeline();
    }

    /**
     * The currency of the amounts.
     *
     * @return the currency, or empty if the store has no amounts
     */
    public Optional<Currency> currency() {
        return currency;
    }

    /**
     * The period of an event.
     *
     * @param event the event, from 0
     * @return its index on the timeline, negative before the first period
     */
    public int period(int event) {
        return periods.shown(periods.of(columns, at(event)));
    }

    /**
     * The amount of an event.
     *
     * @param event the event, from 0
     * @return minor units of the store's currency; 0 if the store has no amounts
     */
    public long amount(int event) {
        return columns.amount(at(event));
    }

    /**
     * The code of an event as a number, for rules that compare codes often.
     *
     * @param event the event, from 0
     * @return an index into {@link #codes()}; 0 if the store has no codes
     */
    public int codeIndex(int event) {
        return columns.code(at(event));
    }

    /**
     * The code of an event.
     *
     * @param event the event, from 0
     * @return the code; empty text if the store has no codes
     */
    public String code(int event) {
        return codes.name(codeIndex(event));
    }

    /**
     * The store's event codes.
     *
     * @return the codes
     */
    public EventCodes codes() {
        return codes;
    }

    /**
     * When an event happened, in civil time.
     *
     * @param event the event, from 0
     * @return the start of the day for dates; for instants the time in the timeline's zone
     */
    public LocalDateTime time(int event) {
        long nanoOfDay = Math.floorMod(civilMicros(event), MICROS_PER_DAY) * NANOS_PER_MICRO;
        return LocalDateTime.of(date(event), LocalTime.ofNanoOfDay(nanoOfDay));
    }

    /**
     * The day of an event.
     *
     * @param event the event, from 0
     * @return the civil day
     */
    public LocalDate date(int event) {
        return LocalDate.ofEpochDay(epochDay(event));
    }

    /**
     * The day of an event as a number, without allocation.
     *
     * @param event the event, from 0
     * @return the civil day, in days since 1970-01-01
     */
    public long epochDay(int event) {
        int[] days = columns.days;
        return days == null ? Math.floorDiv(civilMicros(event), MICROS_PER_DAY) : days[at(event)];
    }

    /**
     * The first event after one that ends a silence: that lies more than some days after the event before it.
     *
     * @param event the event after which silences are looked for, from 0
     * @param days how many days between two events are not yet a silence
     * @return the event, or {@link #size} if there is none
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public int firstAfterSilence(int event, int days) {
        int[] each = columns.days;
        int i = at(event) + 1;
        if (each == null) {
            i -= from;
            while (i < to - from && epochDay(i) - epochDay(i - 1) <= days) {
                i++;
            }
            return i;
        }
        while (i < to && each[i] - each[i - 1] <= days) {
            i++;
        }
        return i - from;
    }

    /**
     * When an event happened, in civil time, as a number, without allocation.
     *
     * @param event the event, from 0
     * @return microseconds since 1970-01-01T00:00 on the civil clock; the start of the day for dates
     */
    public long civilMicros(int event) {
        long time = columns.time(at(event));
        if (columns.days != null) {
            return time * MICROS_PER_DAY;
        }
        offset = periods.offsets().at(time, offset);
        return periods.offsets().civil(time, offset);
    }

    /**
     * Whether two events happened at once, and not one after the other in the order of time. Instants are compared as
     * such: civil time comes twice where the clocks go back.
     *
     * @param event an event, from 0
     * @param other another one
     * @return whether they are on the same day for dates, in the same microsecond for instants
     */
    public boolean areSimultaneous(int event, int other) {
        return columns.time(at(event)) == columns.time(at(other));
    }

    final int at(int event) {
        if (event < 0 || event >= to - from) {
            throw outOfRange(event);
        }
        return from + event;
    }

    final boolean isOpen() {
        return to >= from;
    }

    final void checkOpen() {
        if (!isOpen()) {
            throw closed();
        }
    }

    private RuntimeException outOfRange(int event) {
        return to < from
                ? closed()
                : new IndexOutOfBoundsException(
                        "event (" + event + ") must be one of the " + (to - from) + " of customer " + customer());
    }

    static IllegalStateException closed() {
        return new IllegalStateException(
                "the sweep that showed this history has ended: keep copy() of a history, never the view");
    }
}
