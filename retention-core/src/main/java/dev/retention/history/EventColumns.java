package dev.retention.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of events: civil days or instants, and optional amounts and codes. */
final class EventColumns {
    final int @Nullable [] days;
    final long @Nullable [] micros;
    final long @Nullable [] amounts;
    final int @Nullable [] codes;

    /** Exactly one of {@code days} and {@code micros} is there. */
    EventColumns(int @Nullable [] days, long @Nullable [] micros, long @Nullable [] amounts, int @Nullable [] codes) {
        this.days = days;
        this.micros = micros;
        this.amounts = amounts;
        this.codes = codes;
    }

    /** Epoch day or microsecond of an event. */
    long time(int event) {
        return days != null ? days[event] : micros != null ? micros[event] : 0;
    }

    long amount(int event) {
        return amounts == null ? 0 : amounts[event];
    }

    int code(int event) {
        return codes == null ? 0 : codes[event];
    }

    /** Copies one event of columns of the same kinds. */
    void copy(int event, EventColumns source, int sourceEvent) {
        if (days != null && source.days != null) {
            days[event] = source.days[sourceEvent];
        }
        if (micros != null && source.micros != null) {
            micros[event] = source.micros[sourceEvent];
        }
        if (amounts != null && source.amounts != null) {
            amounts[event] = source.amounts[sourceEvent];
        }
        if (codes != null && source.codes != null) {
            codes[event] = source.codes[sourceEvent];
        }
    }

    /** Adds to the amount of an event, if there are amounts. */
    void addAmount(int event, long more) {
        if (amounts != null) {
            amounts[event] = Math.addExact(amounts[event], more);
        }
    }

    int capacity() {
        return days != null ? days.length : micros != null ? micros.length : 0;
    }

    EventColumns copyOf(int length) {
        return copyOfRange(0, length);
    }

    EventColumns copyOfRange(int from, int to) {
        return new EventColumns(
                days == null ? null : Arrays.copyOfRange(days, from, to),
                micros == null ? null : Arrays.copyOfRange(micros, from, to),
                amounts == null ? null : Arrays.copyOfRange(amounts, from, to),
                codes == null ? null : Arrays.copyOfRange(codes, from, to));
    }

    /** The same events with a copy of the amounts. */
    EventColumns withOwnAmounts() {
        return new EventColumns(days, micros, amounts == null ? null : amounts.clone(), codes);
    }

    /** Columns for as many events as {@code length}, of the kinds that are here. */
    EventColumns emptyOf(int length) {
        return new EventColumns(
                days == null ? null : new int[length],
                micros == null ? null : new long[length],
                amounts == null ? null : new long[length],
                codes == null ? null : new int[length]);
    }

    /** These events with event {@code i} at place {@code to[i]}. */
    EventColumns scattered(int[] to) {
        EventColumns scattered = emptyOf(to.length);
        scatter(days, to, scattered.days);
        scatter(micros, to, scattered.micros);
        scatter(amounts, to, scattered.amounts);
        scatter(codes, to, scattered.codes);
        return scattered;
    }

    private static void scatter(int @Nullable [] column, int[] to, int @Nullable [] scattered) {
        if (column != null && scattered != null) {
            for (int i = 0; i < to.length; i++) {
                scattered[to[i]] = column[i];
            }
        }
    }

    private static void scatter(long @Nullable [] column, int[] to, long @Nullable [] scattered) {
        if (column != null && scattered != null) {
            for (int i = 0; i < to.length; i++) {
                scattered[to[i]] = column[i];
            }
        }
    }

    /** Copies events to columns of the same kinds. */
    void copyTo(EventColumns target, int from, int at, int length) {
        copy(days, from, target.days, at, length);
        copy(micros, from, target.micros, at, length);
        copy(amounts, from, target.amounts, at, length);
        copy(codes, from, target.codes, at, length);
    }

    private static void copy(@Nullable Object column, int from, @Nullable Object target, int at, int length) {
        if (column != null && target != null) {
            System.arraycopy(column, from, target, at, length);
        }
    }

    /** Whether a range of events equals one of other columns, which must be of the same kinds. */
    boolean sameRange(int from, int to, EventColumns other, int otherFrom, int otherTo) {
        return same(days, from, to, other.days, otherFrom, otherTo)
                && same(micros, from, to, other.micros, otherFrom, otherTo)
                && same(amounts, from, to, other.amounts, otherFrom, otherTo)
                && same(codes, from, to, other.codes, otherFrom, otherTo);
    }

    private static boolean same(int @Nullable [] a, int from, int to, int @Nullable [] b, int otherFrom, int otherTo) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return Arrays.equals(a, from, to, b, otherFrom, otherTo);
    }

    private static boolean same(
            long @Nullable [] a, int from, int to, long @Nullable [] b, int otherFrom, int otherTo) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return Arrays.equals(a, from, to, b, otherFrom, otherTo);
    }
}
