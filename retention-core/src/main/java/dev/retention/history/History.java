package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.Column;
import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.Words;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one customer up to the as-of day, in order of time: what a rule looks at.
 *
 * <p>Events are numbered from 0; events of one time are in order of code, amount, and the further columns in order of their
 * names. Periods are indexes on the {@link #timeline()}, 0 being its first period; what happened before has negative indexes.
 * What happened after the as-of day is not here.
 *
 * <p>Further columns have names. A rule asks for a {@linkplain #column column} once and then for values by the number it
 * got; an event need not {@linkplain #hasValue have} a value. On other tracks the same customer has {@linkplain #track
 * histories} of their own.
 *
 * <p>A history is a view on the store's columns, not a copy: it is valid until the sweep moves on to the next customer and
 * must not be kept; after the sweep, touching it throws an {@link IllegalStateException}. {@link #copy()} keeps one. Reading
 * it allocates nothing.
 *
 * @since 0.1.0
 */
public final class History extends EventView {
    ImmutableList<String> trackNames = ImmutableList.of();
    ImmutableList<History> tracks = ImmutableList.of();
    private @Nullable DerivedViews derived;
    private @Nullable Activity activity;
    private boolean folded;

    History(PeriodIndex periods, Schema schema, Words words, IntFunction<?> keys) {
        super(periods, schema, words, keys);
    }

    @Override
    void moveTo(EventColumns columns, int from, int to, int number) {
        super.moveTo(columns, from, to, number);
        folded = false;
    }

    /** Lets this view and its activity look at nobody any more. */
    @Override
    void close() {
        super.close();
        folded = false;
        if (activity != null) {
            activity.close();
        }
        if (derived != null) {
            derived.close();
        }
    }

    /** Views of the same customer that are closed with this one. */
    DerivedViews derived() {
        if (derived == null) {
            derived = new DerivedViews(this);
        }
        return derived;
    }

    /** Tells views of one customer, one for each track, of each other. */
    static void link(List<String> names, List<History> views) {
        for (History view : views) {
            view.trackNames = ImmutableList.copyOf(names);
            view.tracks = ImmutableList.copyOf(views);
        }
    }

    /**
     * This history as it is now, to keep: a copy of the customer's events on all tracks, which never changes and is never
     * closed. Takes time and memory in proportion to them.
     *
     * @return a history of its own
     * @throws IllegalStateException if the sweep that showed this history has ended
     */
    public History copy() {
        History copy = detached();
        if (!tracks.isEmpty()) {
            List<History> copies = tracks.stream()
                    .map(track -> track == this ? copy : track.detached())
                    .toList();
            link(trackNames, copies);
        }
        return copy;
    }

    private History detached() {
        int size = size();
        Object key = customer();
        History copy = new History(periods, schema, words, unused -> key);
        copy.moveTo(columns.copyOfRange(from, from + size), 0, size, 0);
        return copy;
    }

    /**
     * The same customer on another track.
     *
     * @param name the name of the track
     * @return a view that is valid as long as this one; empty if the customer has no event there up to the as-of day
     * @throws IllegalArgumentException if there is no such track, or the rule does not name it
     */
    public History track(String name) {
        int track = trackNames.indexOf(requireNonNull(name, "name"));
        checkArgument(track >= 0, "track (%s) must be one of %s", name, trackNames);
        return tracks.get(track);
    }

    /**
     * The same customer as known at the end of an earlier day, on all tracks. The {@link #timeline()} ends with that day; where
     * it would begin after that day, it begins with the day's period.
     *
     * @param epochDay days since 1970-01-01
     * @return a view that is valid as long as this one; this history if the day is its as-of day or later
     * @throws IllegalArgumentException if the day lies before the year −999,999
     */
    public History asOf(long epochDay) {
        checkOpen();
        return epochDay >= periods.lastKnownDay() ? this : derived().asOf(epochDay);
    }

    /**
     * The same customer under another timeline, on all tracks.
     *
     * @param timeline the periods to count, with a first one
     * @return a view that is valid as long as this one; this history if the timeline is its own
     * @throws IllegalArgumentException if the timeline ends later than that of this history or does not fit the store, see
     *     {@link HistoryStore#bind}
     * @throws IllegalStateException if the timeline has no first period
     */
    public History under(Timeline timeline) {
        checkOpen();
        return requireNonNull(timeline, "timeline").equals(timeline())
                ? this
                : derived().under(timeline);
    }

    /**
     * The number of a further column, to be asked once per history or sweep: it is the same for all histories of a store.
     *
     * @param name the column's name
     * @return its number for {@link #hasValue} and the accessors of values
     * @throws IllegalArgumentException if there is no such column; the message names those there are
     */
    public int column(String name) {
        return schema.column(requireNonNull(name, "name"));
    }

    /**
     * Whether an event has a value in a further column. A day after the as-of day is not known yet, unless the column is of
     * planned days.
     *
     * @param column the column's number, see {@link #column}
     * @param event the event, from 0
     * @return whether the accessor of the column's type gives a value
     * @throws IndexOutOfBoundsException if there is no such column or event
     */
    public boolean hasValue(int column, int event) {
        Column values = columns.column(column);
        int at = at(event);
        return values.has(at) && (schema.type(column) != ColumnKind.Type.DAY || periods.isKnownDay(values.get(at)));
    }

    /**
     * The text of an event.
     *
     * @param column the number of a column of texts
     * @param event the event, from 0
     * @return the text, or null if the event has none
     * @throws IllegalArgumentException if the column holds other values
     */
    public @Nullable String text(int column, int event) {
        checkType(column, ColumnKind.Type.TEXT);
        int at = at(event);
        Column values = columns.column(column);
        return values.has(at) ? words.texts().get(column).name((int) values.get(at)) : null;
    }

    /**
     * The text of an event as a number, for rules that compare texts often.
     *
     * @param column the number of a column of texts
     * @param event an event that {@linkplain #hasValue has} a text
     * @return an index into {@link #texts}
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no text
     */
    public int textIndex(int column, int event) {
        checkType(column, ColumnKind.Type.TEXT);
        return (int) value(column, event);
    }

    /**
     * The texts of a column by number.
     *
     * @param column the number of a column of texts
     * @return the texts, in alphabetical order in a store
     * @throws IllegalArgumentException if the column holds other values
     */
    public List<String> texts(int column) {
        checkType(column, ColumnKind.Type.TEXT);
        return words.texts().get(column).names();
    }

    /**
     * The number of an event.
     *
     * @param column the number of a column of numbers
     * @param event an event that {@linkplain #hasValue has} a value
     * @return the exact number
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no number
     */
    public long number(int column, int event) {
        checkType(column, ColumnKind.Type.NUMBER);
        return value(column, event);
    }

    /**
     * The amount of money of an event in a further column.
     *
     * @param column the number of a column of money
     * @param event an event that {@linkplain #hasValue has} a value
     * @return minor units of the store's currency
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no such amount
     */
    public long money(int column, int event) {
        checkType(column, ColumnKind.Type.MONEY);
        return value(column, event);
    }

    /**
     * The day of an event in a further column.
     *
     * @param column the number of a column of days or planned days
     * @param event an event that {@linkplain #hasValue has} a day which is known by the as-of day, or planned
     * @return days since 1970-01-01
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no such day, or it lies after the as-of day and was not planned
     */
    public long epochDayOf(int column, int event) {
        if (!schema.type(column).isDay()) {
            throw schema.wrongType(column, "days");
        }
        return value(column, event);
    }

    private void checkType(int column, ColumnKind.Type type) {
        if (schema.type(column) != type) {
            throw schema.wrongType(column, type.words());
        }
    }

    long value(int column, int event) {
        if (!hasValue(column, event)) {
            throw new IllegalStateException(
                    "event " + event + " of customer (" + customer() + ") has no value in column ("
                            + schema.columns().get(column).name() + "): ask hasValue first");
        }
        return columns.column(column).get(from + event);
    }

    /**
     * The history folded into periods, where it is quicker and shorter to ask for periods than for events.
     *
     * @return a view, valid as long as this one
     */
    public Activity activity() {
        Activity own = activity;
        if (folded && own != null) {
            return own;
        }
        checkOpen();
        if (own == null) {
            own = new Activity(columns, periods);
            activity = own;
        }
        own.fold(columns, from, to);
        folded = true;
        return own;
    }

    /** Prints the events, one after the other. */
    @Override
    public String toString() {
        return HistoryText.of(this);
    }
}
