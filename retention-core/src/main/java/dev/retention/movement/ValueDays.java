package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the days on which a customer's recurring value changes, a day's changes being one. Stands before the first day until
 * {@link #next} is called.
 */
final class ValueDays {
    private static final int NONE = -1;
    private static final int ALL = -2;

    private final RevenueAxes axes;
    private final int window;
    // Of the present history.
    private @Nullable History shown;
    private int size;
    // Events of which text of a column count; all of them.
    private int column = NONE;
    private int text = ALL;
    // What is told apart, if anything is.
    private final boolean tellsApart;
    private int dueCode = NONE;
    private int fxCode = NONE;
    private int effective = NONE;

    private int from;
    private int to;
    private long before;
    private long value;
    private long lowest;
    private boolean due;
    private long fx;
    private long restated;

    /** Of no history yet; tells apart what the axes say, and merges the changes within their window. */
    ValueDays(RevenueAxes axes) {
        this.axes = axes;
        this.window = axes.booked().merge();
        this.tellsApart = axes.due() != null || !axes.apart().equals(RevenueAxes.DEFAULT.apart());
    }

    /** Of all changes, each day by itself. */
    ValueDays(History history) {
        this(RevenueAxes.DEFAULT);
        startWith(history);
    }

    /** Starts with another history. */
    void startWith(History history) {
        shown = history;
        size = history.size();
        if (tellsApart) {
            dueCode = code(history, axes.due());
            fxCode = code(history, axes.apart().fx());
            effective = axes.apart().restated() == null
                    ? NONE
                    : history.column(axes.apart().restated());
        }
        startOver();
    }

    private static int code(History history, @Nullable String name) {
        return name == null ? NONE : history.codes().find(name).orElse(NONE);
    }

    private History history() {
        return requireNonNull(shown, "history");
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
        while (text != ALL && next < size && !isOfText(next)) {
            next++;
        }
        return next;
    }

    private boolean isOfText(int event) {
        History history = history();
        return history.hasValue(column, event) ? history.textIndex(column, event) == text : text == NONE;
    }

    /** Moves to the next day with events, if there is one, and refuses a value below 0. */
    boolean next() {
        boolean moved = step();
        if (moved) {
            checkNotBelowZero(lowest, "recurring value", history());
        }
        return moved;
    }

    /** Moves to the next day with events, if there is one. */
    boolean step() {
        if (to >= size) {
            return false;
        }
        from = to;
        before = value;
        if (window == 0 && !tellsApart && text == ALL) {
            stepPlainly(history());
        } else {
            stepTold(history());
        }
        return true;
    }

    private void stepPlainly(History history) {
        int next = to;
        long sum = value;
        long day = history.epochDay(next);
        do {
            sum = Math.addExact(sum, history.amount(next));
            next++;
        } while (next < size && history.epochDay(next) == day);
        to = next;
        value = sum;
        lowest = sum;
    }

    private void stepTold(History history) {
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
                take(history, to, period);
                to = following(to + 1);
            } while (to < size && history.epochDay(to) == day);
            lowest = Math.min(lowest, value);
            // A day that changes nothing opens no window.
            last = day == first && value == before ? day : last;
        } while (window > 0 && to < size && history.epochDay(to) <= last && history.period(to) == period);
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

    private void take(History history, int event, int period) {
        long amount = history.amount(event);
        value = Math.addExact(value, amount);
        if (!tellsApart) {
            return;
        }
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
        History history = history();
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
        return history().epochDay(from);
    }

    int period() {
        return history().period(from);
    }

    /** The period of the next day with events, or another number if this is the last. */
    int nextPeriod(int otherwise) {
        return to < size ? history().period(to) : otherwise;
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
