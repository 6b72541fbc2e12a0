package dev.retention.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a further column of events, each a long that may be absent: the number of a text, a number, minor units, an
 * epoch day. An event that no value was set for has none.
 */
public abstract class Column {
    private Column() {}

    /** A column for so many events, without values. */
    static Column of(ColumnKind.Type type, int capacity) {
        return switch (type) {
            case TEXT -> new OfInts(new int[capacity], 1);
            case DAY, PLANNED_DAY -> new OfInts(new int[capacity], Math.toIntExact(1 - SupportedYears.FIRST_DAY));
            case NUMBER, MONEY -> new OfLongs(new long[capacity], new boolean[capacity]);
        };
    }

    /** Whether an event has a value. */
    public abstract boolean has(int event);

    /** The value of an event that has one. */
    public abstract long get(int event);

    /** Sets the value of an event. */
    public abstract void set(int event, long value);

    /**
     * The last text of each of some customers, as its number, or −1, in a column of texts; those from place {@code at} on, whose events are
     * those from one to before another.
     */
    void lastTexts(int[] from, int[] to, int at, int count, int[] texts) {
        throw new IllegalStateException("a column of numbers has no texts");
    }

    /** The text of each of some events in a row, as its number, or −1, in a column of texts. */
    void texts(int event, int count, int[] texts) {
        throw new IllegalStateException("a column of numbers has no texts");
    }

    /** This column in events from one to another, with absent values after its end. */
    abstract Column copyOfRange(int from, int to);

    /** A column of the same type for so many events, without values. */
    abstract Column emptyOf(int length);

    /** A column whose event {@code i} is event {@code order[i]} of this one. */
    abstract Column gathered(int[] order);

    /** Copies the values of a range of events of a column of the same type, or of this one, to a place here. */
    abstract void copyRange(int at, Column source, int from, int length);

    /** Copies the value of an event of a column of the same type, or its absence. */
    abstract void copy(int event, Column source, int sourceEvent);

    /** The same column in as little room as it needs, once it is filled. */
    Column compact() {
        return this;
    }

    /** Orders events with absent values first. */
    final int compare(int event, Column other, int otherEvent) {
        boolean has = has(event);
        boolean otherHas = other.has(otherEvent);
        return has && otherHas ? Long.compare(get(event), other.get(otherEvent)) : Boolean.compare(has, otherHas);
    }

    /** Values that fit an int, kept more than 0 by adding a base; 0 where there is none. */
    private static final class OfInts extends Column {
        private final int[] values;
        private final int base;

        OfInts(int[] values, int base) {
            this.values = values;
            this.base = base;
        }

        @Override
        public boolean has(int event) {
            return values[event] != 0;
        }

        @Override
        public long get(int event) {
            return (long) values[event] - base;
        }

        @Override
        public void set(int event, long value) {
            values[event] = Math.toIntExact(value) + base;
        }

        @Override
        void lastTexts(int[] from, int[] to, int at, int count, int[] texts) {
            for (int i = 0; i < count; i++) {
                int event = to[at + i];
                int value = 0;
                while (value == 0 && event > from[at + i]) {
                    value = values[--event];
                }
                texts[i] = value - base;
            }
        }

        @Override
        void texts(int event, int count, int[] texts) {
            for (int i = 0; i < count; i++) {
                texts[i] = values[event + i] - base;
            }
        }

        @Override
        Column copyOfRange(int from, int to) {
            return new OfInts(Arrays.copyOfRange(values, from, to), base);
        }

        @Override
        Column emptyOf(int length) {
            return new OfInts(new int[length], base);
        }

        @Override
        Column gathered(int[] order) {
            int[] gathered = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                gathered[i] = values[order[i]];
            }
            return new OfInts(gathered, base);
        }

        @Override
        void copyRange(int at, Column source, int from, int length) {
            System.arraycopy(((OfInts) source).values, from, values, at, length);
        }

        @Override
        void copy(int event, Column source, int sourceEvent) {
            values[event] = ((OfInts) source).values[sourceEvent];
        }
    }

    /** Any longs, and which of them are there; all if that is null. */
    private static final class OfLongs extends Column {
        private final long[] values;
        private final boolean @Nullable [] present;

        OfLongs(long[] values, boolean @Nullable [] present) {
            this.values = values;
            this.present = present;
        }

        @Override
        public boolean has(int event) {
            return present == null || present[event];
        }

        @Override
        public long get(int event) {
            return values[event];
        }

        @Override
        public void set(int event, long value) {
            values[event] = value;
            setPresent(event, true);
        }

        private void setPresent(int event, boolean has) {
            if (present != null) {
                present[event] = has;
            }
        }

        @Override
        Column copyOfRange(int from, int to) {
            boolean[] copy = new boolean[to - from];
            int known = Math.min(to, values.length) - from;
            if (present == null) {
                Arrays.fill(copy, 0, known, true);
            } else {
                System.arraycopy(present, from, copy, 0, known);
            }
            return new OfLongs(Arrays.copyOfRange(values, from, to), copy);
        }

        @Override
        Column emptyOf(int length) {
            return new OfLongs(new long[length], new boolean[length]);
        }

        @Override
        Column gathered(int[] order) {
            long[] gathered = new long[order.length];
            boolean[] has = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                gathered[i] = values[order[i]];
                has[i] = has(order[i]);
            }
            return new OfLongs(gathered, has);
        }

        @Override
        void copyRange(int at, Column source, int from, int length) {
            OfLongs other = (OfLongs) source;
            System.arraycopy(other.values, from, values, at, length);
            if (present != null && other.present != null) {
                System.arraycopy(other.present, from, present, at, length);
            } else if (present != null) {
                Arrays.fill(present, at, at + length, true);
            }
        }

        @Override
        void copy(int event, Column source, int sourceEvent) {
            values[event] = source.has(sourceEvent) ? source.get(sourceEvent) : 0;
            setPresent(event, source.has(sourceEvent));
        }

        @Override
        Column compact() {
            for (int i = 0; present != null && i < present.length; i++) {
                if (!present[i]) {
                    return this;
                }
            }
            return new OfLongs(values, null);
        }
    }
}
