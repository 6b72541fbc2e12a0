package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.Words;
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
    private final List<History> siblings = new ArrayList<>(0);
    private ImmutableList<String> trackNames = ImmutableList.of();
    private ImmutableList<History> tracks = ImmutableList.of();
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
        siblings.forEach(History::close);
    }

    /** Another view on this track, which shows nobody yet, has the other tracks beside it, and is closed with this one. */
    History sibling() {
        History sibling = new History(periods, schema, words, unused -> customer());
        sibling.trackNames = trackNames;
        sibling.tracks = ImmutableList.copyOf(Lists.transform(tracks, track -> track == this ? sibling : track));
        siblings.add(sibling);
        return sibling;
    }

    /** Copies an event into other columns. */
    void copyTo(EventColumns into, int at, int event) {
        into.copy(at, columns, at(event));
    }

    /** Tells views of one customer of each other. */
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
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).size() > 0) {
                return false;
            }
        }
        return true;
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

    /** Prints the events, one after the other; of several tracks those of each after its name. */
    @Override
    public String toString() {
        if (tracks.size() < 2) {
            return events();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            all.add(trackNames.get(i) + ": " + tracks.get(i).events());
        }
        return String.join("; ", all);
    }
}
