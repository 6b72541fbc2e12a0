package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.history.History;
import java.util.Arrays;

/**
 * Walks over the days on which a customer's recurring value changes, a day's changes being one. Stands before the first day until
 * {@link #next} is called.
 */
final class ValueDays {
    private static final int NONE = -1;
    private static final int ALL = -2;

    private final int window;
    private final History history;
    // Events of which text of a column count; all of them.
    private int column = NONE;
    private int text = ALL;
    // What is told apart.
    private int dueCode = NONE;
    private int fxCode = NONE;
    private int effective = NONE;
    private boolean tellsApart;

    private int from;
    private int to;
    private long before;
    private long value;
    private long lowest;
    private boolean due;
    private long fx;
    private long restated;

    /** Of all changes, each day by itself. */
    ValueDays(History history) {
        this(history, 0);
    }

    /** Of all changes, where those up to some days after another, in the same period, are one with it. */
    ValueDays(History history, int window) {
        this.history = history;
        this.window = window;
    }

    /** The walk that tells what the axes keep apart. */
    static ValueDays of(History history, RevenueAxes axes) {
        ValueDays days = new ValueDays(history, axes.booked().merge());
        days.tellsApart = axes.due() != null || !axes.apart().equals(RevenueAxes.DEFAULT.apart());
        if (axes.due() != null) {
            days.dueCode = history.codes().find(axes.due()).orElse(NONE);
        }
        if (axes.apart().fx() != null) {
            days.fxCode = history.codes().find(axes.apart().fx()).orElse(NONE);
        }
        if (axes.apart().restated() != null) {
            days.effective = history.column(axes.apart().restated());
        }
        return days;
    }

    /** The texts of a column that the customer's events have, as numbers, and below 0 for events without one. */
    static int[] texts(History history, int column) {
        int[] texts = new int[history.size()];
        Arrays.setAll(texts, i -> history.hasValue(column, i) ? history.textIndex(column, i) : NONE);
        return Arrays.stream(texts).sorted().distinct().toArray();
    }

    /** Starts anew with the events that have a text in a column. */
    void startOver(int ofColumn, int withText) {
        column = ofColumn;
        text = withText;
        value = 0;
        to = following(0);
    }

    /** Starts anew with all events. */
    void startOver() {
        startOver(NONE, ALL);
    }

    private int following(int event) {
        int next = event;
        if (text != ALL) {
            while (next < history.size() && !isOfText(next)) {
                next++;
            }
        }
        return next;
    }

    private boolean isOfText(int event) {
        return history.hasValue(column, event) ? history.textIndex(column, event) == text : text == NONE;
    }

    /** Moves to the next day with events, if there is one, and refuses a value below 0. */
    boolean next() {
        boolean moved = step();
        if (moved) {
            checkNotBelowZero(lowest, "recurring value", history);
        }
        return moved;
    }

    /** Moves to the next day with events, if there is one. */
    boolean step() {
        int size = history.size();
        if (to >= size) {
            return false;
        }
        from = to;
        before = value;
        lowest = Long.MAX_VALUE;
        due = false;
        fx = 0;
        restated = 0;
        int period = history.period(from);
        long first = history.epochDay(from);
        long last = first + window;
        do {
            long day = history.epochDay(to);
            do {
                take(to, period);
                to = following(to + 1);
            } while (to < size && history.epochDay(to) == day);
            lowest = Math.min(lowest, value);
            // A day that changes nothing opens no window.
            last = day == first && value == before ? day : last;
        } while (window > 0 && to < size && history.epochDay(to) <= last && history.period(to) == period);
        return true;
    }

    /** Moves on to a day on which the value falls below 0, since a change is missing, and says whether there is one. */
    boolean goesBelowZero() {
        while (step()) {
            if (lowest < 0) {
                return true;
            }
        }
        return false;
    }

    private void take(int event, int period) {
        long amount = history.amount(event);
        value = Math.addExact(value, amount);
        if (tellsApart) {
            takeApart(event, amount, period);
        }
    }

    private void takeApart(int event, long amount, int period) {
        int code = history.codeIndex(event);
        due |= code == dueCode;
        if (code == fxCode) {
            fx = Math.addExact(fx, amount);
        } else if (effective != NONE && period >= 0 && history.hasValue(effective, event)) {
            long start = history.timeline().period(period).firstDay().toEpochDay();
            if (history.epochDayOf(effective, event) < start) {
                restated = Math.addExact(restated, amount);
            }
        }
    }

    /** The first event of the day. */
    int from() {
        return from;
    }

    /** The first event of the day after which there is value, of a day that begins with none and ends with some. */
    int firstWithValue() {
        int event = from;
        for (long sum = history.amount(event); sum <= 0; sum = Math.addExact(sum, history.amount(event))) {
            event++;
        }
        return event;
    }

    /** The event after the last of the day. */
    int to() {
        return to;
    }

    long epochDay() {
        return history.epochDay(from);
    }

    int period() {
        return history.period(from);
    }

    /** The period of the next day with events, or another number if this is the last. */
    int nextPeriod(int otherwise) {
        return to < history.size() ? history.period(to) : otherwise;
    }

    /** The value at the start of the day, at least 0. */
    long before() {
        return before;
    }

    /** The value at the end of the day, at least 0. */
    long value() {
        return value;
    }

    /** The lowest value at the end of a day that is one with this. */
    long lowest() {
        return lowest;
    }

    /** Whether a term ends. */
    boolean isDue() {
        return due;
    }

    /** What exchange rates change. */
    long fx() {
        return fx;
    }

    /** What should have been known before the period. */
    long restated() {
        return restated;
    }

    /** Refuses what falls below 0, since a change is missing then. */
    static void checkNotBelowZero(long number, String what, History history) {
        checkState(number >= 0, "%s must not fall below 0, as with the changes %s", what, history);
    }
}
