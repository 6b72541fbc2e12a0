package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the days on which a customer's recurring value changes, a day's changes being one. Stands before the first day until
 * {@link #next} is called.
 */
final class ValueDays {
    private static final int NONE = -1;
    private static final long NEVER = Long.MIN_VALUE;

    private final RevenueAxes axes;
    private final int window;
    // Of the present history.
    private @Nullable History shown;
    // The events that count, in order of time; all if null.
    private int @Nullable [] events;
    private int size;
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
    private long rose;
    private long fell;
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

    /** Starts anew with one part of the events. */
    void startOver(ValueParts parts, int part) {
        startOver();
        int[] some = parts.events().get(part);
        events = some;
        size = some.length;
    }

    /** Starts anew with all events. */
    void startOver() {
        events = null;
        size = history().size();
        value = 0;
        to = 0;
    }

    private int event(int i) {
        return events == null ? i : events[i];
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
        if (window == 0 && !tellsApart && events == null) {
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
        rose = value == 0 && sum > 0 ? day : NEVER;
        fell = value > 0 && sum == 0 ? day : NEVER;
        value = sum;
        lowest = sum;
    }

    private void stepTold(History history) {
        lowest = Long.MAX_VALUE;
        rose = NEVER;
        fell = NEVER;
        due = false;
        fx = 0;
        restated = 0;
        int period = history.period(event(from));
        long first = history.epochDay(event(from));
        long last = first + window;
        long day = first;
        do {
            long eve = value;
            long today = day;
            do {
                take(history, event(to), period);
                to++;
                day = to < size ? history.epochDay(event(to)) : Long.MAX_VALUE;
            } while (day == today);
            lowest = Math.min(lowest, value);
            rose = rose == NEVER && eve == 0 && value > 0 ? today : rose;
            fell = eve > 0 && value == 0 ? today : fell;
            // A day that changes nothing opens no window.
            last = today == first && value == before ? today : last;
        } while (window > 0 && day <= last && history.period(event(to)) == period);
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

    /** The first event of the day, where all events count. */
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

    /** The event after the last of the day, where all events count. */
    int to() {
        return to;
    }

    long epochDay() {
        return history().epochDay(event(from));
    }

    int period() {
        return history().period(event(from));
    }

    /** The period of the next day with events, or another number if this is the last. */
    int nextPeriod(int otherwise) {
        return to < size ? history().period(event(to)) : otherwise;
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

    /** Whether value comes to be where there was none. */
    boolean rises() {
        return rose != NEVER;
    }

    /** The first day on which it does. */
    long rose() {
        return rose;
    }

    /** Whether all value goes. */
    boolean falls() {
        return fell != NEVER;
    }

    /** The last day on which it does. */
    long fell() {
        return fell;
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
