package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.EventClock;
import dev.retention.internal.store.StoreData;
import dev.retention.internal.store.TrackSet;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the events of a store begin, track by track: all that timelines without a first period are bound by.
 *
 * <p>Customers who are spread over several stores, such as the partitions of a cluster, are to be counted in the periods of all of
 * them, or their tallies do not add up:
 *
 * <pre>{@code
 * Beginning whole = Beginning.of(one).plus(Beginning.of(another));
 * Tally<C> tally = Sweep.over(whole.bind(one)).count(rule).tally()
 *         .plus(Sweep.over(whole.bind(another)).count(rule).tally());
 * }</pre>
 *
 * <p>Beginnings add up in any order. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Beginning implements Serializable {
    private static final long serialVersionUID = 1;

    private final String[] tracks;
    private final boolean instants;
    // Of each track the time of its first event; the largest long where there is none.
    private final long[] times;

    private Beginning(String[] tracks, boolean instants, long[] times) {
        this.tracks = tracks;
        this.instants = instants;
        this.times = times;
    }

    /**
     * When the events of a store begin.
     *
     * @param store the store, which may be empty
     * @return the times of the first events of its tracks
     */
    public static Beginning of(HistoryStore<?> store) {
        TrackSet<?> all = requireNonNull(store, "store").tracks();
        long[] times = new long[all.names().size()];
        Arrays.setAll(times, track -> all.data(track).firstTime());
        return new Beginning(all.names().toArray(new String[0]), store.hasInstants(), times);
    }

    /**
     * When the events of these stores and of another begin.
     *
     * @param other the beginning of a store with the same tracks
     * @return the earlier time of each track
     * @throws IllegalArgumentException if the tracks have other names, or the events another kind of time
     */
    public Beginning plus(Beginning other) {
        checkSameAs(Arrays.asList(requireNonNull(other, "other").tracks), other.instants);
        long[] earliest = times.clone();
        Arrays.setAll(earliest, track -> Math.min(times[track], other.times[track]));
        return new Beginning(tracks, instants, earliest);
    }

    /**
     * A timeline that fits the stores together, as {@link HistoryStore#bind} does for one.
     *
     * @param timeline any timeline
     * @return the timeline with a first period; if it has none that of the first event on the first track
     * @throws IllegalArgumentException if the events are instants and the timeline has no zone, or are dates and the timeline counts
     *     hours
     */
    public Timeline bind(Timeline timeline) {
        return StoreData.bind(requireNonNull(timeline, "timeline"), instants, times[0]);
    }

    /**
     * A store as a part of all: whatever takes it thinks in the periods of the whole. Shares all columns with the store; what
     * {@link HistoryStore#writeTo} writes of it is the store alone.
     *
     * @param store one of the stores, or a later state of one, which may begin earlier
     * @param <K> the type of customer keys
     * @return a store that binds timelines as this does
     * @throws IllegalArgumentException if the store has tracks of other names, or events of another kind of time
     */
    public <K> HistoryStore<K> bind(HistoryStore<K> store) {
        TrackSet<K> own = requireNonNull(store, "store").tracks();
        checkSameAs(own.names(), store.hasInstants());
        ImmutableList.Builder<HistoryStore<K>> others = ImmutableList.builder();
        for (int track = 0; track < times.length; track++) {
            if (track > 0) {
                HistoryStore<K> alone = store.track(track);
                others.add(new HistoryStore<>(
                        alone.tracks().partOf(new long[] {times[track]}),
                        ImmutableList.of(),
                        alone.exclusions(),
                        alone.mergeEffect()));
            }
        }
        return new HistoryStore<>(own.partOf(times), others.build(), store.exclusions(), store.mergeEffect());
    }

    private void checkSameAs(List<String> otherTracks, boolean otherInstants) {
        List<String> own = Arrays.asList(tracks);
        checkArgument(own.equals(otherTracks), "tracks must be the same: %s and %s", own, otherTracks);
        checkArgument(instants == otherInstants, "events must be all dates or all instants");
    }

    /** Beginnings are equal if they are of the same tracks and times. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Beginning that
                && Arrays.equals(tracks, that.tracks)
                && instants == that.instants
                && Arrays.equals(times, that.times);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tracks) + Arrays.hashCode(times);
    }

    /** Prints the first days, such as {@code 2026-01-03}; of several tracks that of each. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        for (int track = 0; track < times.length; track++) {
            String name = tracks[track];
            words.add((name.isEmpty() ? "" : name + ": ")
                    + day(times[track], instants).map(Object::toString).orElse("no events"));
        }
        return String.join("; ", words);
    }

    /** The day of a first or last time, of instants that in UTC; empty of the extremes, which stand for no events. */
    static Optional<LocalDate> day(long time, boolean instants) {
        EventClock utc = instants ? EventClock.instantsIn(ZoneOffset.UTC) : EventClock.DAYS;
        boolean none = time == Long.MAX_VALUE || time == Long.MIN_VALUE;
        return none ? Optional.empty() : Optional.of(utc.civil(time).toLocalDate());
    }
}
