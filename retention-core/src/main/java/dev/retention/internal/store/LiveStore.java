package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Histories that change event by event, on one track or several: the mutable sibling of {@link HistoryStore}, for tables that
 * are kept current.
 *
 * <p>Events may come late, be corrected or be removed, in any order; what the store holds depends on the set of events only.
 * An event that is removed must be there. Numbers of codes and texts never move: a new one gets the next. A change takes time
 * in proportion to the length of that customer's history. This class is not thread-safe.
 *
 * @param <K> the type of customer keys
 */
public final class LiveStore<K> {
    private final ImmutableList<String> names;
    private final List<LiveTrack> tracks = new ArrayList<>();
    // The events of each track, null where a customer has none.
    private final Map<K, @Nullable LiveEvents[]> customers = new HashMap<>();

    private LiveStore(TrackSet<K> begin) {
        this.names = begin.names();
        for (int track = 0; track < names.size(); track++) {
            StoreData<K> data = begin.data(track);
            tracks.add(new LiveTrack(data));
            for (int c = 0; c < data.customers(); c++) {
                for (int i = data.eventsBefore(c); i < data.eventsBefore(c + 1); i++) {
                    put(track, data.keys().key(c), data.columns().copyOfRange(i, i + 1));
                }
            }
        }
    }

    /** A live store that begins with the events of a store, has its tracks, and may have what their events have. */
    public static <K> LiveStore<K> from(HistoryStore<K> store) {
        return new LiveStore<>(TrackSet.of(store));
    }

    private void put(int track, K customer, EventColumns row) {
        @Nullable LiveEvents[] all = customers.computeIfAbsent(customer, unused -> new LiveEvents[names.size()]);
        LiveEvents own = all[track];
        if (own == null) {
            own = new LiveEvents(tracks.get(track).schema());
            all[track] = own;
        }
        own.insert(row, tracks.get(track));
        tracks.get(track).use(row, 1);
    }

    /** The keys of the customers that have events on some track. */
    public Set<K> customers() {
        return Collections.unmodifiableSet(customers.keySet());
    }

    List<String> names() {
        return names;
    }

    /** The currency of the amounts of some tracks, or empty if there are none; of the first if none are named. */
    public Optional<Currency> currency(List<String> trackNames) {
        return Arrays.stream(TrackSet.indexes(names, trackNames))
                .mapToObj(track -> tracks.get(track).schema().currency())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The index of a track, which must be there. */
    public int track(String name) {
        return TrackSet.index(names, name);
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException if the event does not fit the track; nothing is changed
     */
    public void add(int track, K customer, Event event) {
        requireNonNull(customer, "customer");
        put(track, customer, tracks.get(track).newRow(event));
    }

    /**
     * Removes an event.
     *
     * @throws IllegalArgumentException if the customer has no such event; nothing is changed
     */
    public void remove(int track, K customer, Event event) {
        @Nullable LiveEvents[] all = customers.get(requireNonNull(customer, "customer"));
        LiveEvents own = all == null ? null : all[track];
        EventColumns row = tracks.get(track).knownRow(event);
        boolean removed = own != null && row != null && own.remove(row, tracks.get(track));
        checkArgument(removed, "customer (%s) has no event (%s) to remove", customer, event);
        tracks.get(track).use(requireNonNull(row), -1);
        if (requireNonNull(own).size() == 0) {
            drop(track, customer, requireNonNull(all));
        }
    }

    private void drop(int track, K customer, @Nullable LiveEvents[] all) {
        all[track] = null;
        for (LiveEvents events : all) {
            if (events != null) {
                return;
            }
        }
        customers.remove(customer);
    }

    /**
     * Replaces an event by a corrected one.
     *
     * @throws IllegalArgumentException if the customer has no such event or the new one does not fit; nothing is changed
     */
    public void correct(int track, K customer, Event wrong, Event right) {
        remove(track, customer, wrong);
        try {
            add(track, customer, right);
        } catch (RuntimeException e) {
            add(track, customer, wrong);
            throw e;
        }
    }

    /**
     * Removes a customer with all events and with all texts that no other customer's events have. Whoever must undo this
     * keeps the customer's history before.
     *
     * @return whether there was such a customer
     */
    public boolean erase(K customer) {
        @Nullable LiveEvents[] all = customers.remove(requireNonNull(customer, "customer"));
        for (int track = 0; all != null && track < all.length; track++) {
            LiveEvents own = all[track];
            for (int i = 0; own != null && i < own.size(); i++) {
                tracks.get(track).use(own.columns().copyOfRange(i, i + 1), -1);
            }
            tracks.get(track).forgetUnused();
        }
        return all != null;
    }

    /**
     * A cursor over the histories of some tracks as they are whenever it is asked, the first of which is what it shows; over the
     * first of the store if none are named. The timeline needs a first period.
     */
    public LiveCursor<K> open(Timeline timeline, List<String> trackNames) {
        return new LiveCursor<>(this, timeline, TrackSet.indexes(names, trackNames));
    }

    LiveTrack liveTrack(int track) {
        return tracks.get(track);
    }

    @Nullable
    LiveEvents events(K customer, int track) {
        @Nullable LiveEvents[] all = customers.get(customer);
        return all == null ? null : all[track];
    }

    /** The events of all tracks as they are now, as a store of the same events has them. */
    public HistoryStore<K> snapshot() {
        HistoryStore<K> now = snapshot(0);
        for (int track = 1; track < names.size(); track++) {
            now = now.and(snapshot(track));
        }
        return now;
    }

    private HistoryStore<K> snapshot(int track) {
        LiveTrack.Snapshot<K> now = tracks.get(track).new Snapshot<>();
        customers.forEach((key, all) -> {
            LiveEvents own = all[track];
            if (own != null) {
                now.add(key, own);
            }
        });
        return StoreAccess.get().store(names.get(track), now.toData());
    }
}
