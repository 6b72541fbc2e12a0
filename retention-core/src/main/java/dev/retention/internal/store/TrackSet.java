package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is behind a {@link HistoryStore}: its tracks side by side, whose customers are numbered alike in the order of their keys.
 *
 * @param <K> the type of customer keys
 */
public final class TrackSet<K> {
    private final ImmutableList<String> names;
    private final ImmutableList<StoreData<K>> data;
    private final StoreData<K> first;
    private final CustomerKeys<K> keys;
    private final ImmutableList<TrackNumbers> numbers;

    private TrackSet(List<String> names, List<StoreData<K>> data, CustomerKeys<K> keys, List<TrackNumbers> numbers) {
        this.names = ImmutableList.copyOf(names);
        this.data = ImmutableList.copyOf(data);
        this.first = data.get(0);
        this.keys = keys;
        this.numbers = ImmutableList.copyOf(numbers);
    }

    /** The tracks of a store. */
    public static <K> TrackSet<K> of(HistoryStore<K> store) {
        return StoreAccess.get().tracks(requireNonNull(store, "store"));
    }

    /** One track; its name is empty if it stands alone. */
    public static <K> TrackSet<K> of(String name, StoreData<K> data) {
        return new TrackSet<>(
                List.of(name), List.of(data), data.keys(), List.of(TrackNumbers.identical(data.customers())));
    }

    /** The same tracks as parts of longer ones, which begin at some times. */
    public TrackSet<K> partOf(long[] beginnings) {
        List<StoreData<K>> parts = new ArrayList<>();
        for (int track = 0; track < data.size(); track++) {
            parts.add(data.get(track).partOf(beginnings[track]));
        }
        return new TrackSet<>(names, parts, keys, numbers);
    }

    /** These tracks and others. Takes one pass over the customers of all.
     *
     * @throws IllegalArgumentException if a name is empty or comes twice, or the tracks differ in currency or kind of time
     */
    public TrackSet<K> and(TrackSet<K> others) {
        List<String> all = new ArrayList<>(names);
        all.addAll(others.names);
        List<StoreData<K>> stores = new ArrayList<>(data);
        stores.addAll(others.data);
        return of(all, stores);
    }

    private static <K> TrackSet<K> of(List<String> names, List<StoreData<K>> data) {
        checkArgument(!names.contains(""), "stores side by side must have names: call named(...) on each");
        checkArgument(new HashSet<>(names).size() == names.size(), "names (%s) must not repeat", names);
        for (int i = 1; i < data.size(); i++) {
            checkFits(names, data, i);
        }
        CustomerKeys<K> keys = data.get(0).keys();
        for (StoreData<K> each : data) {
            keys = CustomerKeys.union(keys, each.keys());
        }
        List<TrackNumbers> numbers = new ArrayList<>();
        for (StoreData<K> each : data) {
            int[] all = new int[each.customers()];
            for (int c = 0; c < all.length; c++) {
                all[c] = keys.indexOf(each.keys().key(c));
            }
            numbers.add(TrackNumbers.of(all, keys.size()));
        }
        return new TrackSet<>(names, data, keys, numbers);
    }

    private static void checkFits(List<String> names, List<? extends StoreData<?>> data, int track) {
        for (int before = 0; before < track; before++) {
            Schema a = data.get(before).schema();
            Schema b = data.get(track).schema();
            checkArgument(
                    a.instants() == b.instants(),
                    "tracks must be of one kind of time: the events of %s are %s, those of %s are %s; read dates as"
                            + " instants, as by day.atStartOfDay(zone).toInstant()",
                    names.get(before),
                    a.instants() ? "instants" : "dates",
                    names.get(track),
                    b.instants() ? "instants" : "dates");
            checkArgument(
                    a.currency() == null || b.currency() == null || a.currency().equals(b.currency()),
                    "tracks must be in one currency: %s is in %s, %s in %s",
                    names.get(before),
                    a.currency(),
                    names.get(track),
                    b.currency());
        }
    }

    /** The names of the tracks; one empty name for a store. */
    public ImmutableList<String> names() {
        return names;
    }

    /** The customers of all tracks in order. */
    public CustomerKeys<K> keys() {
        return keys;
    }

    /** How many customers have an event on some track. */
    public int customers() {
        return keys.size();
    }

    /** The data of a track. */
    public StoreData<K> data(int track) {
        return data.get(track);
    }

    TrackNumbers numbers(int track) {
        return numbers.get(track);
    }

    /** The one currency, or empty if no track has amounts. */
    public Optional<Currency> currency() {
        // A loop, for every amount that is read asks.
        for (StoreData<K> each : data) {
            Currency currency = each.schema().currency();
            if (currency != null) {
                return Optional.of(currency);
            }
        }
        return Optional.empty();
    }

    /** The decimals of amounts. */
    public int digits() {
        return currency()
                .map(each -> Math.max(0, each.getDefaultFractionDigits()))
                .orElse(0);
    }

    /** How many events there are on all tracks. */
    public long events() {
        return data.stream().mapToLong(StoreData::events).sum();
    }

    /**
     * About how many events there are for the customers numbered below one, who may be one too many, for parting the work:
     * exactly where keys have an order.
     */
    public long eventsBefore(int customer) {
        long events = 0;
        for (int track = 0; track < data.size(); track++) {
            events += data.get(track)
                    .eventsBefore(Math.min(
                            numbers.get(track).place(customer), data.get(track).customers()));
        }
        return events;
    }

    /** The indexes of some tracks by name, which must be there; an empty name is that of the first, as if none were named. */
    int[] tracks(List<String> trackNames) {
        return indexes(names, trackNames);
    }

    static int[] indexes(List<String> names, List<String> chosen) {
        return chosen.isEmpty()
                ? new int[1]
                : chosen.stream()
                        .mapToInt(name -> name.isEmpty() ? 0 : index(names, name))
                        .toArray();
    }

    /** The index of a track, which must be there. */
    public static int index(List<String> names, String name) {
        int index = names.indexOf(requireNonNull(name, "track"));
        boolean isNamed = !names.isEmpty() && !names.get(0).isEmpty();
        checkArgument(
                index >= 0 || isNamed, "track (%s) must be that of a store that is named: name it by named(…)", name);
        checkArgument(index >= 0, "track (%s) must be one of the tracks of the store, %s", name, names);
        return index;
    }

    /**
     * A timeline that fits the tracks named, or the first if none are; the first of them binds one without a first period.
     *
     * @throws IllegalArgumentException if the timeline does not fit, or there is no such track
     */
    public Timeline bind(Timeline timeline, List<String> trackNames) {
        return data.get(tracks(trackNames)[0]).bind(timeline);
    }

    /** Whether the tracks have the columns, codes and texts of others, so that their events can be compared by number. */
    boolean isOfKindsOf(TrackSet<K> other) {
        for (int track = 0; track < data.size(); track++) {
            StoreData<K> a = data(track);
            StoreData<K> b = other.data(track);
            if (!a.schema().equals(b.schema()) || !a.words().equals(b.words())) {
                return false;
            }
        }
        return true;
    }

    /** The number here of a customer of other tracks, or -1; quickest if it is {@code guess}. */
    int numberOf(TrackSet<K> other, int customer, int guess) {
        return guess < customers() && keys.sameAt(guess, other.keys, customer)
                ? guess
                : keys.indexOf(other.keys.key(customer));
    }

    /** Whether a customer has the same events as one of other tracks, so that no rule can tell their histories apart. */
    boolean hasSameEvents(int customer, TrackSet<K> other, int otherCustomer) {
        if (data.size() == 1) {
            return first.hasSameEvents(customer, other.first, otherCustomer);
        }
        for (int track = 0; track < data.size(); track++) {
            int own = numbers.get(track).ownOf(customer);
            int others = other.numbers.get(track).ownOf(otherCustomer);
            if (!data.get(track).hasSameEvents(own, other.data.get(track), others)) {
                return false;
            }
        }
        return true;
    }

    /** Prints the size of the store, or of each track. */
    @Override
    public String toString() {
        if (names.get(0).isEmpty()) {
            return data.get(0).toString();
        }
        List<String> tracks = new ArrayList<>();
        for (int track = 0; track < names.size(); track++) {
            tracks.add(names.get(track) + ": " + data.get(track));
        }
        return customers() + " customers (" + String.join("; ", tracks) + ")";
    }
}
