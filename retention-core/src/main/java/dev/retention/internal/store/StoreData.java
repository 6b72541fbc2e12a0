package dev.retention.internal.store;

import dev.retention.history.HistoryStore;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a store: immutable columns, grouped by customer and in order of time.
 *
 * @param <K> the type of customer keys
 */
public final class StoreData<K> {
    private final CustomerKeys<K> keys;
    private final int[] offsets;
    private final EventColumns columns;
    private final Schema schema;
    private final Words words;
    private final long firstTime;
    private final long lastTime;
    // When the events of the whole begin, of which these may be a part.
    private final long beginning;
    // The periods that were asked for last: looking at one customer after the other asks for the same.
    private volatile @Nullable PeriodIndex known;

    /** The events of customers in the order of their keys. */
    StoreData(CustomerKeys<K> keys, CustomerSort sorted, Schema schema, Words words) {
        this.keys = keys;
        this.offsets = sorted.offsets();
        this.columns = sorted.columns().compact();
        this.schema = schema;
        this.words = words;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int c = 0; c + 1 < offsets.length; c++) {
            first = Math.min(first, columns.time(offsets[c]));
            last = Math.max(last, columns.time(offsets[c + 1] - 1));
        }
        this.firstTime = first;
        this.lastTime = last;
        this.beginning = first;
    }

    private StoreData(StoreData<K> part, long beginning) {
        this.keys = part.keys;
        this.offsets = part.offsets;
        this.columns = part.columns;
        this.schema = part.schema;
        this.words = part.words;
        this.firstTime = part.firstTime;
        this.lastTime = part.lastTime;
        this.beginning = beginning;
    }

    /** The same events as a part of more, whose first is at a time: not after these. */
    public StoreData<K> partOf(long wholeBeginning) {
        return new StoreData<>(this, wholeBeginning);
    }

    /** The customers in order. */
    public CustomerKeys<K> keys() {
        return keys;
    }

    /** The columns of all events. */
    public EventColumns columns() {
        return columns;
    }

    /** Which columns there are. */
    public Schema schema() {
        return schema;
    }

    /** The texts of a further column, none of one of other values. */
    public List<String> texts(String column) {
        int at = schema.column(column);
        return schema.type(at) == ColumnKind.Type.TEXT ? words.texts().get(at).names() : List.of();
    }

    /** Whether a further column is of texts. */
    public boolean isText(String column) {
        return schema.type(schema.column(column)) == ColumnKind.Type.TEXT;
    }

    /** Whether a further column is of days. */
    public boolean isDay(String column) {
        return schema.type(schema.column(column)).isDay();
    }

    /** Whether a further column is of days that are known beforehand. */
    public boolean isPlanned(String column) {
        return schema.type(schema.column(column)) == ColumnKind.Type.PLANNED_DAY;
    }

    /** The texts behind numbers. */
    public Words words() {
        return words;
    }

    /** How many customers there are. */
    public int customers() {
        return offsets.length - 1;
    }

    /** How many events there are. */
    public int events() {
        return offsets[customers()];
    }

    /** How many events there are for the customers numbered below one, who may be one too many. */
    public int eventsBefore(int customer) {
        return offsets[customer];
    }

    int[] offsets() {
        return offsets;
    }

    /** The time of the first event; the largest long if there is none. */
    public long firstTime() {
        return firstTime;
    }

    /** The time of the last event; the smallest long if there is none. */
    public long lastTime() {
        return lastTime;
    }

    /** A timeline that fits, with a first period; see {@link HistoryStore#bind}. */
    public Timeline bind(Timeline timeline) {
        return bind(timeline, schema.instants(), beginning);
    }

    /** A timeline that fits events of a kind of time that begin at a time, the largest long if there are none. */
    public static Timeline bind(Timeline timeline, boolean instants, long beginning) {
        EventClock clock = EventClock.of(timeline, instants);
        if (timeline.hasFirst()) {
            return timeline;
        }
        if (beginning == Long.MAX_VALUE) {
            return timeline.fromLast();
        }
        Period last = timeline.last();
        Period first = clock.period(timeline.grain(), beginning);
        return timeline.from(first.compareTo(last) < 0 ? first : last);
    }

    /** The periods of a bound timeline over the times of these events. */
    public PeriodIndex periods(Timeline bound) {
        PeriodIndex last = known;
        if (last != null && last.timeline().equals(bound)) {
            return last;
        }
        EventClock clock = EventClock.of(bound, schema.instants());
        long min = events() == 0 ? clock.start(bound.first().startInclusive()) : firstTime;
        PeriodIndex periods = new PeriodIndex(bound, min, events() == 0 ? min : lastTime, clock);
        known = periods;
        return periods;
    }

    /** Whether a customer has the same events as one of another store; -1 stands for a customer without events. */
    boolean hasSameEvents(int customer, StoreData<K> other, int otherCustomer) {
        return columns.sameRange(
                customer < 0 ? 0 : offsets[customer],
                customer < 0 ? 0 : offsets[customer + 1],
                other.columns,
                otherCustomer < 0 ? 0 : other.offsets[otherCustomer],
                otherCustomer < 0 ? 0 : other.offsets[otherCustomer + 1]);
    }

    /** Prints the size, such as {@code 23570 customers, 69659 events in USD}. */
    @Override
    public String toString() {
        return customers() + " customers, " + events() + " events"
                + (schema.currency() == null ? "" : " in " + schema.currency());
    }
}
