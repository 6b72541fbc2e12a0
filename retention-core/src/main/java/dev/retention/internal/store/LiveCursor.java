package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the histories of a {@link LiveStore} as they are at the moment of looking. This class is not thread-safe.
 *
 * @param <K> the type of customer keys
 */
public final class LiveCursor<K> {
    private static final LocalDateTime BEGINNING = LocalDateTime.of(1, 1, 1, 0, 0);

    private final LiveStore<K> store;
    private final Timeline timeline;
    private final List<View> views;
    private @Nullable K customer;

    LiveCursor(LiveStore<K> store, Timeline timeline, int[] tracks) {
        checkArgument(timeline.hasFirst(), "timeline (%s) must have a first period: call from(day)", timeline);
        this.store = store;
        this.timeline = timeline;
        this.views = Arrays.stream(tracks).mapToObj(View::new).toList();
    }

    /** The periods in which rules think, with the first. */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Looks at a customer: the one view of this cursor, valid until the next change or call; empty if the customer has no
     * event up to the as-of day.
     */
    public History moveTo(K customer) {
        this.customer = customer;
        boolean renewed = false;
        for (int i = 0; i < views.size(); i++) {
            renewed |= views.get(i).renew();
        }
        if (renewed) {
            StoreAccess.get()
                    .link(
                            views.stream()
                                    .map(view -> store.names().get(view.track))
                                    .toList(),
                            views.stream().map(View::history).toList());
        }
        for (int i = 0; i < views.size(); i++) {
            views.get(i).moveTo(customer);
        }
        return views.get(0).history();
    }

    /** How many events of the present customer lie after the as-of day, on all tracks of this cursor. */
    public int afterAsOf() {
        int after = 0;
        for (View view : views) {
            after += StoreAccess.get().afterAsOf(view.history());
        }
        return after;
    }

    /** Lets the views look at nobody any more until the cursor moves again: touching one that was kept fails. */
    public void close() {
        for (View view : views) {
            if (view.history != null) {
                StoreAccess.get().close(view.history);
            }
        }
    }

    /** One track under the cursor. */
    private final class View {
        private final int track;
        private final EventClock clock;
        private final EventColumns none;
        private long coveredFrom = Long.MAX_VALUE;
        private @Nullable Words words;
        private @Nullable History history;

        View(int track) {
            Schema schema = store.liveTrack(track).schema();
            this.track = track;
            this.clock = EventClock.of(timeline, schema.instants());
            this.none = EventColumns.of(schema, 0);
        }

        History history() {
            return requireNonNull(history);
        }

        /** Makes a view of its own for periods or texts that are new. */
        boolean renew() {
            LiveTrack live = store.liveTrack(track);
            long first = live.firstTime();
            if (history != null && first >= coveredFrom && live.words().equals(words)) {
                return false;
            }
            // The periods must cover the time from the first event on. They are made anew for an event before, and then
            // reach back twice as far, so that events that come in from the last to the first cost little each.
            long start = clock.start(timeline.first().startInclusive());
            long reach = Math.max(clock.start(BEGINNING), first - (start - first));
            coveredFrom = first < start ? Math.min(first, reach) : start;
            words = live.words();
            PeriodIndex periods = new PeriodIndex(timeline, coveredFrom, Long.MAX_VALUE, clock);
            history = StoreAccess.get().view(periods, live.schema(), live.words(), number -> requireNonNull(customer));
            return true;
        }

        void moveTo(K customer) {
            LiveEvents events = store.events(customer, track);
            EventColumns columns = events == null ? none : events.columns();
            StoreAccess.get().move(history(), columns, 0, events == null ? 0 : events.size(), 0);
        }
    }
}
