package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Histories that change event by event: the mutable sibling of {@link HistoryStore}, for tables that are kept current.
 *
 * <p>Events may come late, be corrected or be removed, in any order; what the store holds depends on the set of events only.
 * An event that is removed must be there. A change takes time in proportion to the length of that customer's history; the
 * first event with a new code takes one pass over all events. This class is not thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LiveStore<K> {
    private final boolean instants;
    private final @Nullable Currency currency;
    private final boolean hasCodes;
    private final Map<K, LiveEvents> customers = new HashMap<>();
    private EventCodes codes;
    private long firstTime = Long.MAX_VALUE;

    private LiveStore(HistoryStore<K> store) {
        this.instants = store.hasInstants();
        this.currency = store.currency().orElse(null);
        this.hasCodes = store.codes() != EventCodes.NONE;
        this.codes = store.codes();
    }

    /**
     * A live store that begins with the events of a store, and takes its kind of time, its currency and whether it has codes.
     *
     * @param store the events so far; may be empty
     * @param <K> the type of customer keys
     * @return a live store of its own, which leaves {@code store} as it is
     */
    public static <K> LiveStore<K> from(HistoryStore<K> store) {
        LiveStore<K> live = new LiveStore<>(store);
        store.copyTo(live);
        return live;
    }

    void put(K customer, long time, int code, long amount) {
        customers
                .computeIfAbsent(customer, unused -> new LiveEvents(instants, currency != null, hasCodes))
                .insert(time, code, amount);
        firstTime = Math.min(firstTime, time);
    }

    /**
     * The customers that have events.
     *
     * @return a view of their keys
     */
    public Set<K> customers() {
        return Collections.unmodifiableSet(customers.keySet());
    }

    /**
     * The currency of the amounts.
     *
     * @return the currency, or empty if there are no amounts
     */
    public Optional<Currency> currency() {
        return Optional.ofNullable(currency);
    }

    /**
     * Adds an event.
     *
     * @param customer the key
     * @param event the event, with an amount and a code if and only if the store has them
     * @throws IllegalArgumentException if the event does not fit the store
     */
    public void add(K customer, Event event) {
        requireNonNull(customer, "customer");
        long time = event.time(instants);
        long amount = minor(event);
        put(customer, time, number(code(event)), amount);
    }

    /**
     * Removes an event.
     *
     * @param customer the key
     * @param event an event that the customer has
     * @throws IllegalArgumentException if the customer has no such event; nothing is changed
     */
    public void remove(K customer, Event event) {
        LiveEvents events = customers.get(requireNonNull(customer, "customer"));
        int code = codes.find(code(event)).orElse(-1);
        boolean removed = events != null && events.remove(event.time(instants), code, minor(event));
        checkArgument(removed, "customer (%s) has no event (%s) to remove", customer, event);
        if (requireNonNull(events).size() == 0) {
            customers.remove(customer);
        }
    }

    /**
     * Replaces an event by a corrected one.
     *
     * @param customer the key
     * @param wrong an event that the customer has
     * @param right what it should have been
     * @throws IllegalArgumentException if the customer has no such event or the new one does not fit; nothing is changed
     */
    public void correct(K customer, Event wrong, Event right) {
        remove(customer, wrong);
        try {
            add(customer, right);
        } catch (RuntimeException e) {
            add(customer, wrong);
            throw e;
        }
    }

    /**
     * Forgets a customer: events and key.
     *
     * @param customer the key
     * @return whether the customer had events
     */
    public boolean erase(K customer) {
        return customers.remove(requireNonNull(customer, "customer")) != null;
    }

    private long minor(Event event) {
        if (currency == null) {
            checkArgument(event.amount().isEmpty(), "event (%s) must have no amount: the store has none", event);
            return 0;
        }
        checkArgument(event.amount().isPresent(), "event (%s) must have an amount, as the store's events do", event);
        BigDecimal amount = event.amount().orElseThrow();
        try {
            return amount.setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the amount of event (" + event + ") must have the decimals of " + currency + " and fit a long", e);
        }
    }

    private String code(Event event) {
        if (!hasCodes) {
            checkArgument(event.code().isEmpty(), "event (%s) must have no code: the store has none", event);
            return "";
        }
        checkArgument(event.code().isPresent(), "event (%s) must have a code, as the store's events do", event);
        return event.code().orElseThrow();
    }

    /** The number of a code; if it is new, the numbers of those after it move up, as in a store of the same events. */
    private int number(String code) {
        if (codes.find(code).isEmpty()) {
            codes = codes.with(code);
            int number = codes.find(code).orElseThrow();
            if (number + 1 < codes.names().size()) {
                customers.values().forEach(events -> events.makeRoomForCode(number));
            }
        }
        return codes.find(code).orElseThrow();
    }

    /**
     * A cursor over the histories as they are whenever it is asked.
     *
     * @param timeline the periods in which rules think, with a first period
     * @return a cursor
     * @throws IllegalArgumentException if the events are instants and the timeline has no zone, or are dates and the
     *     timeline counts hours
     */
    public LiveCursor<K> open(Timeline timeline) {
        return new LiveCursor<>(this, timeline);
    }

    boolean hasInstants() {
        return instants;
    }

    long firstTime() {
        return firstTime;
    }

    EventCodes codes() {
        return codes;
    }

    @Nullable
    LiveEvents events(K customer) {
        return customers.get(customer);
    }

    /**
     * The events as they are now.
     *
     * @return an immutable store
     */
    public HistoryStore<K> snapshot() {
        KeyedEvents<K> now = new KeyedEvents<>(instants, currency != null, hasCodes);
        customers.forEach((key, events) -> {
            EventColumns columns = events.columns();
            for (int i = 0; i < events.size(); i++) {
                now.add(key, columns.time(i), columns.amount(i), columns.code(i));
            }
        });
        return now.toStore(codes, currency, Exclusions.NONE, MergeEffect.NONE);
    }
}
