package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Timeline;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the histories of a {@link LiveStore} as they are at the moment of looking.
 *
 * <p>This class is not thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LiveCursor<K> {
    private static final LocalDateTime BEGINNING = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final EventColumns EMPTY = new EventColumns(new int[0], null, null, null);

    private final LiveStore<K> store;
    private final Timeline timeline;
    private final PeriodIndex.Clock clock;
    private long coveredFrom = Long.MAX_VALUE;
    private @Nullable EventCodes knownCodes;
    private @Nullable K customer;
    private @Nullable History history;

    LiveCursor(LiveStore<K> store, Timeline timeline) {
        checkArgument(timeline.hasFirst(), "timeline (%s) must have a first period: call from(day)", timeline);
        this.store = store;
        this.timeline = timeline;
        this.clock = PeriodIndex.Clock.of(timeline, store.hasInstants());
    }

    /**
     * Looks at a customer.
     *
     * @param customer the key
     * @return the one view of this cursor, valid until the next change or call; empty if the customer has no event up to the
     *     as-of day
     */
    public History moveTo(K customer) {
        History view = view();
        this.customer = customer;
        LiveEvents events = store.events(customer);
        if (events == null) {
            view.moveTo(EMPTY, 0, 0, 0);
        } else {
            view.moveTo(events.columns(), 0, events.size(), 0);
        }
        return view;
    }

    /**
     * How many events of the customer looked at last lie after the as-of day.
     *
     * @return at least 0
     */
    public int afterAsOf() {
        return history == null ? 0 : history.afterAsOf();
    }

    private History view() {
        long first = store.firstTime();
        if (history == null || first < coveredFrom || store.codes() != knownCodes) {
            // The periods must cover the time from the first event on. They are made anew for an event before, and then
            // reach back twice as far, so that events that come in from the last to the first cost little each.
            long start = clock.start(timeline.first().startInclusive());
            long reach = Math.max(clock.start(BEGINNING), first - (start - first));
            coveredFrom = first < start ? Math.min(first, reach) : start;
            knownCodes = store.codes();
            PeriodIndex periods = new PeriodIndex(timeline, coveredFrom, Long.MAX_VALUE, clock);
            history = new History(
                    EMPTY,
                    periods,
                    clock,
                    store.codes(),
                    number -> requireNonNull(customer),
                    store.currency().orElse(null));
        }
        return history;
    }
}
