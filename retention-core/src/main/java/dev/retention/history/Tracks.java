package dev.retention.history;

import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.TrackSet;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Several stores of the same customers side by side, such as orders, tickets and invoices, to be read by one rule.
 *
 * <pre>{@code
 * Tracks<Long> tracks = Tracks.of("orders", orders).and("tickets", tickets);
 * }</pre>
 *
 * <ul>
 *   <li>The customers are those with an event on some track, numbered alike on all in the order of their keys.
 *   <li>A rule that names its tracks finds the others from one history by {@link History#track}.
 *   <li>All tracks have dates or all have instants, and those with amounts have one currency. Between tracks only days are
 *       ordered.
 *   <li>A track costs its own customers: at most 8 bytes for each, and nothing for those of the other tracks.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Tracks<K> {
    private final ImmutableList<HistoryStore<K>> stores;
    private final TrackSet<K> set;

    private Tracks(List<String> names, List<HistoryStore<K>> stores) {
        this.stores = ImmutableList.copyOf(stores);
        this.set = TrackSet.of(names, this.stores);
    }

    /**
     * Begins with one track.
     *
     * @param name how rules call it
     * @param store its histories
     * @param <K> the type of customer keys
     * @return the track
     * @throws IllegalArgumentException if the name is empty
     */
    public static <K> Tracks<K> of(String name, HistoryStore<K> store) {
        return new Tracks<>(List.of(requireNonNull(name, "name")), List.of(requireNonNull(store, "store")));
    }

    /**
     * Adds a track; takes one pass over the customers of all.
     *
     * @param name how rules call it
     * @param store its histories
     * @return these tracks and that one
     * @throws IllegalArgumentException if the name is empty or another track's, or the store differs from the others in its
     *     currency or kind of time
     */
    public Tracks<K> and(String name, HistoryStore<K> store) {
        return new Tracks<>(
                ImmutableList.<String>builder()
                        .addAll(names())
                        .add(requireNonNull(name, "name"))
                        .build(),
                ImmutableList.<HistoryStore<K>>builder()
                        .addAll(stores)
                        .add(requireNonNull(store, "store"))
                        .build());
    }

    TrackSet<K> set() {
        return set;
    }

    /**
     * The names of the tracks.
     *
     * @return the names in the order in which the tracks were added
     */
    public List<String> names() {
        return set.names();
    }

    /**
     * The store of a track, in which customers have numbers of its own.
     *
     * @param name the name of the track
     * @return the store
     * @throws IllegalArgumentException if there is no such track; the message names those there are
     */
    public HistoryStore<K> store(String name) {
        return stores.get(TrackSet.index(names(), requireNonNull(name, "name")));
    }

    /**
     * How many customers have at least one event on some track.
     *
     * @return at least 0
     */
    public int customers() {
        return set.customers();
    }

    /**
     * How many events there are on all tracks.
     *
     * @return at least 0
     */
    public long events() {
        return set.events();
    }

    /**
     * The key of a customer.
     *
     * @param number from 0, less than {@link #customers()}
     * @return the key
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public K customer(int number) {
        checkElementIndex(number, customers(), "number");
        return set.keys().key(number);
    }

    /**
     * The number of a customer.
     *
     * @param key the customer's key
     * @return the number, or empty if the customer has no events on any track
     */
    public OptionalInt find(K key) {
        int number = set.keys().indexOf(requireNonNull(key, "key"));
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The keys of customers by number.
     *
     * @param ascendingNumbers customers' numbers in ascending order without repeats
     * @return their keys
     * @throws IllegalArgumentException if the numbers do not ascend
     * @throws IndexOutOfBoundsException if a number is not a customer's
     */
    public Members<K> members(int... ascendingNumbers) {
        return Members.of(set.keys(), ascendingNumbers);
    }

    /**
     * The currency of the amounts of all tracks.
     *
     * @return the currency, or empty if no track has amounts
     */
    public Optional<Currency> currency() {
        return set.currency();
    }

    /**
     * An amount in major units of the currency.
     *
     * @param minor minor units, as rules and tallies count them
     * @return the same amount with the currency's decimals; without decimals if no track has amounts
     */
    public BigDecimal major(long minor) {
        return BigDecimal.valueOf(
                minor,
                currency()
                        .map(each -> Math.max(0, each.getDefaultFractionDigits()))
                        .orElse(0));
    }

    /** Prints the customers and the size of each track. */
    @Override
    public String toString() {
        return set.toString();
    }
}
