package dev.retention.internal.store;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The columns of events: civil days or instants, optional amounts and codes, and any number of further columns. */
public final class EventColumns {
    private static final Column[] NONE = {};

    /** Epoch days, if times are days; whoever holds columns reads these arrays and never writes them. */
    public final int @Nullable [] days;
    /** Microseconds since 1970, if times are instants. */
    public final long @Nullable [] micros;
    /** Minor units of the store's currency, if there are amounts. */
    public final long @Nullable [] amounts;
    /** Numbers of codes, if there are codes. */
    public final int @Nullable [] codes;

    private final Column[] further;

    private EventColumns(
            int @Nullable [] days,
            long @Nullable [] micros,
            long @Nullable [] amounts,
            int @Nullable [] codes,
            Column[] further) {
        this.days = days;
        this.micros = micros;
        this.amounts = amounts;
        this.codes = codes;
        this.further = further;
    }

    /** Columns without further ones; exactly one of {@code days} and {@code micros} is there. */
    public EventColumns(
            int @Nullable [] days, long @Nullable [] micros, long @Nullable [] amounts, int @Nullable [] codes) {
        this(days, micros, amounts, codes, NONE);
    }

    /** Columns for so many events. */
    public static EventColumns of(Schema schema, int capacity) {
        return new EventColumns(
                schema.instants() ? null : new int[capacity],
                schema.instants() ? new long[capacity] : null,
                schema.hasAmounts() ? new long[capacity] : null,
                schema.hasCodes() ? new int[capacity] : null,
                further(schema, capacity));
    }

    private static Column[] further(Schema schema, int capacity) {
        Column[] further =
                schema.columns().isEmpty() ? NONE : new Column[schema.columns().size()];
        Arrays.setAll(further, i -> Column.of(schema.type(i), capacity));
        return further;
    }

    /** Epoch day or microsecond of an event. */
    public long time(int event) {
        return days != null ? days[event] : micros != null ? micros[event] : 0;
    }

    /** The amount of an event, 0 if there are no amounts. */
    public long amount(int event) {
        return amounts == null ? 0 : amounts[event];
    }

    /** The number of an event's code, 0 if there are no codes. */
    public int code(int event) {
        return codes == null ? 0 : codes[event];
    }

    /** A further column, in order of name. */
    public Column column(int column) {
        return further[column];
    }

    boolean hasTimesOnly() {
        return amounts == null && codes == null && further.length == 0;
    }

    /** Adds to the amount of an event, if there are amounts. */
    public void addAmount(int event, long more) {
        if (amounts != null) {
            amounts[event] = Math.addExact(amounts[event], more);
        }
    }

    public int capacity() {
        return days != null ? days.length : micros != null ? micros.length : 0;
    }

    /** Sets what every event has; the values of further columns are absent until they are set. */
    public void set(int event, long time, long amount, int code) {
        if (days != null) {
            days[event] = (int) time;
        } else if (micros != null) {
            micros[event] = time;
        }
        if (amounts != null) {
            amounts[event] = amount;
        }
        if (codes != null) {
            codes[event] = code;
        }
    }

    /** The events of a range; those after the end of these columns are zeros. */
    public EventColumns copyOfRange(int from, int to) {
        return new EventColumns(
                days == null ? null : Arrays.copyOfRange(days, from, to),
                micros == null ? null : Arrays.copyOfRange(micros, from, to),
                amounts == null ? null : Arrays.copyOfRange(amounts, from, to),
                codes == null ? null : Arrays.copyOfRange(codes, from, to),
                map(column -> column.copyOfRange(from, to)));
    }

    EventColumns copyOf(int length) {
        return copyOfRange(0, length);
    }

    private Column[] map(UnaryOperator<Column> change) {
        return further.length == 0 ? NONE : Arrays.stream(further).map(change).toArray(Column[]::new);
    }

    /** The events {@code order[0]}, {@code order[1]} and so on. */
    EventColumns gathered(int[] order) {
        return new EventColumns(
                gather(days, order),
                gather(micros, order),
                gather(amounts, order),
                gather(codes, order),
                map(column -> column.gathered(order)));
    }

    private static int @Nullable [] gather(int @Nullable [] column, int[] order) {
        if (column == null) {
            return null;
        }
        int[] gathered = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            gathered[i] = column[order[i]];
        }
        return gathered;
    }

    private static long @Nullable [] gather(long @Nullable [] column, int[] order) {
        if (column == null) {
            return null;
        }
        long[] gathered = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            gathered[i] = column[order[i]];
        }
        return gathered;
    }

    /** Columns of the same kinds for as many events. */
    EventColumns emptyOf(int length) {
        return new EventColumns(
                days == null ? null : new int[length],
                micros == null ? null : new long[length],
                amounts == null ? null : new long[length],
                codes == null ? null : new int[length],
                map(column -> column.emptyOf(length)));
    }

    /** These columns but for times and codes. */
    EventColumns withoutMoments() {
        return new EventColumns(null, null, amounts, null, further);
    }

    /** Whether the times of all events are days of the supported years. */
    public boolean haveSupportedDays() {
        Range all = times(Range.EMPTY, 0, capacity());
        return SupportedYears.contain(all.min()) && SupportedYears.contain(all.max());
    }

    /** Some times and those of a range of events. */
    Range times(Range others, int from, int to) {
        return days != null ? others.and(days, from, to) : micros != null ? others.and(micros, from, to) : others;
    }

    /** Whether no event of a range is earlier than the one before. */
    boolean isInTime(int from, int to) {
        boolean descends = false;
        int[] civil = days;
        if (civil != null) {
            for (int i = from + 1; i < to; i++) {
                descends |= civil[i] < civil[i - 1];
            }
            return !descends;
        }
        for (int i = from + 1; i < to; i++) {
            descends |= time(i) < time(i - 1);
        }
        return !descends;
    }

    /** Whether events of one time differ in their amounts at most. */
    boolean hasAmountsOnly() {
        return codes == null && further.length == 0;
    }

    /** Sorts the amounts of a range of events, and nothing else. */
    void sortAmounts(int from, int to) {
        if (amounts != null) {
            Arrays.sort(amounts, from, to);
        }
    }

    /** How many further columns there are. */
    int furtherCount() {
        return further.length;
    }

    /** Copies a range of events of columns of the same kinds, or of these, to a place here. */
    void copyRange(int at, EventColumns source, int from, int length) {
        copy(source.days, from, days, at, length);
        copy(source.micros, from, micros, at, length);
        copy(source.amounts, from, amounts, at, length);
        copy(source.codes, from, codes, at, length);
        for (int i = 0; i < further.length; i++) {
            further[i].copyRange(at, source.further[i], from, length);
        }
    }

    private static void copy(@Nullable Object column, int from, @Nullable Object target, int at, int length) {
        if (column != null && target != null) {
            System.arraycopy(column, from, target, at, length);
        }
    }

    /** Copies one event of columns of the same kinds here. */
    public void copy(int event, EventColumns source, int sourceEvent) {
        set(event, source.time(sourceEvent), source.amount(sourceEvent), source.code(sourceEvent));
        for (int i = 0; i < further.length; i++) {
            further[i].copy(event, source.further[i], sourceEvent);
        }
    }

    /** The same events with further columns in as little room as they need. */
    EventColumns compact() {
        return new EventColumns(days, micros, amounts, codes, map(Column::compact));
    }

    /** Orders events of one time by code, amount, and the further columns in order of name. */
    int compareAtOneTime(int event, int other) {
        int order = Integer.compare(code(event), code(other));
        order = order != 0 ? order : Long.compare(amount(event), amount(other));
        for (int i = 0; order == 0 && i < further.length; i++) {
            order = further[i].compare(event, further[i], other);
        }
        return order;
    }

    /** Whether a range of events equals one of other columns, which must be of the same kinds. */
    boolean sameRange(int from, int to, EventColumns other, int otherFrom, int otherTo) {
        return same(days, from, to, other.days, otherFrom, otherTo)
                && same(micros, from, to, other.micros, otherFrom, otherTo)
                && same(amounts, from, to, other.amounts, otherFrom, otherTo)
                && same(codes, from, to, other.codes, otherFrom, otherTo)
                && sameFurther(from, to, other, otherFrom);
    }

    private boolean sameFurther(int from, int to, EventColumns other, int otherFrom) {
        for (int c = 0; c < further.length; c++) {
            for (int i = from; i < to; i++) {
                if (further[c].compare(i, other.further[c], otherFrom + i - from) != 0) {
                    return false;
                }
            }
        }
        return true;
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
