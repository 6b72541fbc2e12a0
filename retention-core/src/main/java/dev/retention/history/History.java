package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.Words;
import dev.retention.time.Timeline;
import java.util.ArrayList;
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
public final class History extends ColumnView {
    private ImmutableList<String> trackNames = ImmutableList.of();
    private ImmutableList<History> tracks = ImmutableList.of();
    // The history that this shows some events of, which ones, and its tracks when they were looked at last.
    private @Nullable History whole;
    private @Nullable EventFilter filter;
    private ImmutableList<History> tracksOfWhole = ImmutableList.of();
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

    /** Has this view stand beside the other tracks of a history of which it shows the events that count. */
    History inPlaceOf(History other, EventFilter counting) {
        whole = other;
        filter = counting;
        return this;
    }

    /** This view and those of the customer's other tracks, in the order of their names. */
    ImmutableList<History> tracks() {
        if (whole != null && !whole.tracks().equals(tracksOfWhole)) {
            tracksOfWhole = whole.tracks();
            trackNames = whole.trackNames();
            tracks = ImmutableList.copyOf(Lists.transform(tracksOfWhole, track -> track == whole ? this : track));
        }
        return tracks;
    }

    ImmutableList<String> trackNames() {
        return trackNames;
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
        if (!tracks().isEmpty()) {
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
     * Whether the customer has no event up to the as-of day on any of the tracks that the rule names. Nobody asks a rule of such a
     * customer; what is shown of one track alone is empty if its {@link #size} is 0.
     *
     * @return true only where one looks at a customer by key, see {@code Sweep.look}
     * @throws IllegalStateException if the sweep that showed this history has ended
     */
    public boolean isEmpty() {
        if (size() > 0) {
            return false;
        }
        ImmutableList<History> all = tracks();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).size() > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same customer on another track.
     *
     * @param name the name of the track; without one it is the first that is read
     * @return a view that is valid as long as this one; empty if the customer has no event there up to the as-of day
     * @throws IllegalArgumentException if there is no such track, or the rule does not name it
     */
    public History track(String name) {
        ImmutableList<History> all = tracks();
        int named = trackNames.indexOf(requireNonNull(name, "name"));
        int track = named < 0 && name.isEmpty() ? 0 : named;
        checkArgument(track >= 0, "track (%s) must be one of %s", name, trackNames);
        return all.get(track);
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
        if (epochDay >= periods.lastKnownDay()) {
            return this;
        }
        // What counts is told anew from what was known, since an event that counts may be less by a later refund.
        return whole != null && filter != null
                ? derived().counting(filter, whole.asOf(epochDay))
                : derived().asOf(epochDay);
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
        if (requireNonNull(timeline, "timeline").equals(timeline())) {
            return this;
        }
        return whole != null && filter != null
                ? derived().counting(filter, whole.under(timeline))
                : derived().under(timeline);
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

    /**
     * The first event after one that lies in a later period.
     *
     * @param event the event, from 0
     * @return the event, or {@link #size} if there is none
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public int firstAfterPeriod(int event) {
        return periods.endOfPeriod(columns, at(event), to) - from;
    }

    /**
     * The first 64 periods with some events as bits, bit {@code i} being that of period {@code i}: quicker than {@link #activity()} where
     * there are no more periods and amounts do not matter.
     *
     * @param repeated whether two events must lie in a period, or one is enough
     * @return the periods from the timeline's first on
     */
    public long firstPeriods(boolean repeated) {
        checkOpen();
        int[] days = columns.days;
        int shift = periods.folded(0);
        boolean isShort = periods.size() <= Long.SIZE && shift >= 0 && shift < Long.SIZE;
        if (days != null && isShort && periods.ancient(columns, from, to) == from) {
            return (repeated ? periods.repeatedBits(days, from, to) : periods.bits(columns, from, to)) >>> shift;
        }
        long some = 0;
        long more = 0;
        for (int event = 0; event < size(); event++) {
            int p = period(event);
            long bit = p >= 0 && p < Long.SIZE ? 1L << p : 0;
            more |= some & bit;
            some |= bit;
        }
        return repeated ? more : some;
    }

    /** Prints the events, one after the other; of several tracks those of each after its name. */
    @Override
    public String toString() {
        ImmutableList<History> each = tracks();
        if (each.size() < 2) {
            return HistoryText.of(this);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            all.add(trackNames.get(i) + ": " + HistoryText.of(each.get(i)));
        }
        return String.join("; ", all);
    }
}
