package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkElementIndex;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves one {@link History} view over the tracks of a store, customer by customer, without allocation. Every thread opens its
 * own and closes it at the end.
 */
public final class HistoryCursor implements AutoCloseable {
    private final int customers;
    private final View first;
    private final View[] others;

    private HistoryCursor(int customers, List<View> views) {
        this.customers = customers;
        this.first = views.get(0);
        this.others = views.subList(1, views.size()).toArray(View[]::new);
    }

    /**
     * A cursor over some tracks of a store, the first of which is what it shows and binds a timeline without a first period; over
     * the first of the store if none are named.
     *
     * @throws IllegalArgumentException if the timeline does not fit, or there is no such track
     */
    public static HistoryCursor open(HistoryStore<?> store, Timeline timeline, List<String> trackNames) {
        TrackSet<?> tracks = TrackSet.of(store);
        Timeline bound = tracks.bind(timeline, trackNames);
        List<View> views = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int track : tracks.tracks(trackNames)) {
            views.add(new View(tracks, track, bound));
            names.add(tracks.names().get(track));
        }
        StoreAccess.get().link(names, views.stream().map(view -> view.history).toList());
        return new HistoryCursor(tracks.customers(), views);
    }

    /**
     * Looks at a customer: the one view of this cursor, empty if the customer has no event up to the as-of day.
     *
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public History moveTo(int customer) {
        checkElementIndex(customer, customers, "customer");
        first.moveTo(customer);
        for (View other : others) {
            other.moveTo(customer);
        }
        return first.history;
    }

    /** How many events of the present customer lie after the as-of day, on all tracks of this cursor. */
    public int afterAsOf() {
        int after = first.afterAsOf();
        for (View other : others) {
            after += other.afterAsOf();
        }
        return after;
    }

    /** Lets the views look at nobody any more: touching one that was kept fails. */
    @Override
    public void close() {
        first.close();
        for (View other : others) {
            other.close();
        }
    }

    /** One track under the cursor. */
    private static final class View {
        private final StoreAccess access = StoreAccess.get();
        private final History history;
        private final EventColumns columns;
        private final int[] offsets;
        private final TrackNumbers numbers;
        private final boolean identical;
        // Where the last customer stands; the next is most often the one after.
        private int place;

        View(TrackSet<?> tracks, int track, Timeline bound) {
            StoreData<?> data = tracks.data(track);
            this.history = access.view(data.periods(bound), data.schema(), data.words(), tracks.keys()::key);
            this.columns = data.columns();
            this.offsets = data.offsets();
            this.numbers = tracks.numbers(track);
            this.identical = numbers.areIdentical();
        }

        void moveTo(int customer) {
            if (identical) {
                access.move(history, columns, offsets[customer], offsets[customer + 1], customer);
                return;
            }
            place = numbers.place(customer, place);
            if (numbers.isAt(place, customer)) {
                int own = numbers.own(place);
                access.move(history, columns, offsets[own], offsets[own + 1], customer);
                place++;
            } else {
                access.move(history, columns, 0, 0, customer);
            }
        }

        int afterAsOf() {
            return access.afterAsOf(history);
        }

        void close() {
            access.close(history);
        }
    }
}
