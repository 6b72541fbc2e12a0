package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.StoreAccess;
import dev.retention.internal.store.StoreData;
import dev.retention.internal.store.StoreFormat;
import dev.retention.internal.store.TrackSet;
import dev.retention.time.Timeline;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The histories of all customers: immutable, columnar, grouped by customer and in order of time.
 *
 * <p>A store is filled from the caller's own objects through {@link #ofDates} or {@link #ofInstants}, or from primitive columns with
 * {@code long} keys through {@link LongHistoryBuilder}. What it holds depends on the set of events, not on their order. Customers are
 * numbered in the order of their keys where keys are comparable; what was left out of the input is in {@link #exclusions()}.
 *
 * <pre>{@code
 * HistoryStore<Long> orders = HistoryStore.ofDates(Order::customer, Order::day).amounts(Order::total, EUR).from(rows);
 * }</pre>
 *
 * <ul>
 *   <li>Time is a civil date or an instant to the microsecond, one of the two for a whole store.
 *   <li>Amounts, in minor units of one currency, and codes that tell kinds of events apart are optional.
 *   <li>Any number of further columns with names hold texts, numbers, money or days; an event need not have a value.
 *   <li>Several stores of the same customers can stand side by side as {@linkplain #and tracks of one}.
 * </ul>
 *
 * <p>Building sorts once, in linear time. A store with {@code long} keys takes 12 bytes per customer and, per event, 4 bytes for a date
 * or 8 for an instant, 8 for an amount and 4 for a code; a further column takes 4 bytes per event for texts and days, 8 for numbers and
 * money, and 1 more where a value may be absent. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class HistoryStore<K> {
    static {
        StoreAccess.register(new HistoryAccess());
    }

    private final TrackSet<K> tracks;
    // One store for each track after the first.
    private final ImmutableList<HistoryStore<K>> others;
    // Of the first track.
    private final StoreData<K> data;
    private final EventCodes codes;
    private final Exclusions exclusions;
    private final MergeEffect mergeEffect;

    HistoryStore(StoreData<K> data, Exclusions exclusions, MergeEffect mergeEffect) {
        this(TrackSet.of("", data), ImmutableList.of(), exclusions, mergeEffect);
    }

    HistoryStore(
            TrackSet<K> tracks, ImmutableList<HistoryStore<K>> others, Exclusions exclusions, MergeEffect mergeEffect) {
        this.tracks = tracks;
        this.others = others;
        this.data = tracks.data(0);
        this.codes = new EventCodes(data.words().codes());
        this.exclusions = exclusions;
        this.mergeEffect = mergeEffect;
    }

    TrackSet<K> tracks() {
        return tracks;
    }

    /**
     * The same histories under a name, to stand beside others.
     *
     * @param name how rules call them, not empty
     * @return a store of one named track
     * @throws IllegalArgumentException if the name is empty
     * @throws IllegalStateException if this store has several tracks, whose names stay
     */
    public HistoryStore<K> named(String name) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name of a track must not be empty");
        checkState(others.isEmpty(), "store (%s) has several tracks: name each before they are joined", this);
        return new HistoryStore<>(TrackSet.of(name, data), others, exclusions, mergeEffect);
    }

    /**
     * Histories of the same customers side by side, such as orders, tickets and invoices, to be read by one rule.
     *
     * <pre>{@code
     * HistoryStore<Long> all = orders.named("orders").and(tickets.named("tickets"));
     * Rule<String> rule = Rule.of(...).on("orders", "tickets");   // history.track("tickets") in it
     * }</pre>
     *
     * <ul>
     *   <li>The customers are those with an event on some track, numbered alike on all in the order of their keys.
     *   <li>A rule or measure that names no tracks sees the first, as if it stood alone.
     *   <li>All tracks have dates or all have instants, and those with amounts have one currency. Between tracks only days are
     *       ordered.
     *   <li>A track costs its own customers: at most 8 bytes for each, and nothing for those of the other tracks.
     * </ul>
     *
     * <p>Takes one pass over the customers of all. What a store says of its events, codes and columns, of its days and of what was
     * left out, is said of the first track; {@link #track} gives each alone.
     *
     * @param other a store whose tracks have names, none of which is one of this store's
     * @return the tracks of both, this store's first
     * @throws IllegalArgumentException if a track has no name, two have the same, or the tracks differ in currency or kind of time
     */
    public HistoryStore<K> and(HistoryStore<K> other) {
        ImmutableList<HistoryStore<K>> all = ImmutableList.<HistoryStore<K>>builder()
                .addAll(others)
                .add(requireNonNull(other, "other").track(0))
                .addAll(other.others)
                .build();
        return new HistoryStore<>(tracks.and(other.tracks), all, exclusions, mergeEffect);
    }

    /**
     * The names of the tracks.
     *
     * @return the names in the order in which the tracks were joined; none of a store that was not {@linkplain #named named}
     */
    public List<String> trackNames() {
        return tracks.names().get(0).isEmpty() ? List.of() : tracks.names();
    }

    /**
     * A track alone, in which customers have numbers of its own.
     *
     * @param name the name of the track
     * @return a store of one track
     * @throws IllegalArgumentException if there is no such track; the message names those there are
     */
    public HistoryStore<K> track(String name) {
        return track(TrackSet.index(trackNames(), requireNonNull(name, "name")));
    }

    HistoryStore<K> track(int index) {
        if (index > 0) {
            return others.get(index - 1);
        }
        return others.isEmpty()
                ? this
                : new HistoryStore<>(
                        TrackSet.of(tracks.names().get(0), data), ImmutableList.of(), exclusions, mergeEffect);
    }

    /**
     * How to read events with dates out of the caller's objects.
     *
     * @param customer the customer's key, any type with {@code equals} and {@code hashCode}
     * @param date the civil day of the event
     * @param <T> the caller's type of row
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes, columns and rules for odd rows can be added
     */
    public static <T, K> HistoryReader<T, K> ofDates(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable LocalDate> date) {
        return HistoryReader.of(customer, new RowParts.Time<>(requireNonNull(date, "date"), null));
    }

    /**
     * How to read events with instants out of the caller's objects.
     *
     * @param customer the customer's key, any type with {@code equals} and {@code hashCode}
     * @param instant when the event happened; what is finer than a microsecond is rounded down
     * @param <T> the caller's type of row
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes, columns and rules for odd rows can be added
     */
    public static <T, K> HistoryReader<T, K> ofInstants(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable Instant> instant) {
        return HistoryReader.of(customer, new RowParts.Time<>(null, requireNonNull(instant, "instant")));
    }

    /**
     * How many customers have at least one event, on any track.
     *
     * @return at least 0
     */
    public int customers() {
        return tracks.customers();
    }

    /**
     * How many events there are, on the first track.
     *
     * @return at least 0
     */
    public int events() {
        return data.events();
    }

    /**
     * The key of a customer.
     *
     * @param number from 0, less than {@link #customers()}
     * @return the key
     */
    public K customer(int number) {
        checkElementIndex(number, customers(), "number");
        return tracks.keys().key(number);
    }

    /**
     * The number of a customer.
     *
     * @param key the customer's key
     * @return the number, or empty if the customer has no events here
     */
    public OptionalInt find(K key) {
        int number = tracks.keys().indexOf(requireNonNull(key, "key"));
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The keys of customers by number.
     *
     * @param ascendingNumbers customers' numbers in ascending order without repeats; none for nobody: see {@link Members#everybody}
     * @return their keys
     * @throws IllegalArgumentException if the numbers do not ascend
     * @throws IndexOutOfBoundsException if a number is not a customer's
     */
    public Members<K> members(int... ascendingNumbers) {
        return Members.of(tracks.keys(), ascendingNumbers);
    }

    /**
     * The currency of the amounts of all tracks.
     *
     * @return the currency, or empty if the store has no amounts
     */
    public Optional<Currency> currency() {
        return tracks.currency();
    }

    /**
     * An amount in major units of the currency.
     *
     * @param minor minor units, as rules and tallies count them
     * @return the same amount with the currency's decimals; without decimals if the store has no amounts
     */
    public BigDecimal major(long minor) {
        return BigDecimal.valueOf(minor, tracks.digits());
    }

    /**
     * The kinds of events.
     *
     * @return the codes
     */
    public EventCodes codes() {
        return codes;
    }

    /**
     * The names of the further columns.
     *
     * @return the names in alphabetical order
     */
    public List<String> columns() {
        return data.schema().names();
    }

    /**
     * The texts of a further column, such as to see whether one is misspelt.
     *
     * @param column its name
     * @return the texts in alphabetical order; none of a column of other values
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String column) {
        return data.texts(requireNonNull(column, "column"));
    }

    /**
     * {@return whether a further column holds texts}
     *
     * @param column its name
     * @throws IllegalArgumentException if there is no such column
     */
    public boolean holdsTexts(String column) {
        return data.isText(requireNonNull(column, "column"));
    }

    /**
     * {@return whether a further column holds days, known beforehand or not}
     *
     * @param column its name
     * @throws IllegalArgumentException if there is no such column
     */
    public boolean holdsDays(String column) {
        return data.isDay(requireNonNull(column, "column"));
    }

    /**
     * {@return whether a further column holds days that are known beforehand}
     *
     * @param column its name
     */
    public boolean isPlanned(String column) {
        return data.isPlanned(requireNonNull(column, "column"));
    }

    /** {@return whether events are instants, which need a timeline with a zone; else they are dates} */
    public boolean hasInstants() {
        return data.schema().instants();
    }

    /** {@return what was left out of the input: counts by reason, and examples} */
    public Exclusions exclusions() {
        return exclusions;
    }

    /** {@return what the merge map did; nothing if there was no map} */
    public MergeEffect mergeEffect() {
        return mergeEffect;
    }

    /** {@return the day of the first event, of instants that in UTC; empty if there are no events} */
    public Optional<LocalDate> firstDay() {
        return Beginning.day(data.firstTime(), hasInstants());
    }

    /** {@return the day of the last event, of instants that in UTC; empty if there are no events} */
    public Optional<LocalDate> lastDay() {
        return Beginning.day(data.lastTime(), hasInstants());
    }

    /**
     * A timeline that fits this store: one without a first period begins with the period of the first event, or with its
     * last period if there is no event before the end of its data.
     *
     * @param timeline any timeline
     * @return the timeline with a first period
     * @throws IllegalArgumentException if the events are instants and the timeline has no zone, or are dates and the
     *     timeline counts hours
     */
    public Timeline bind(Timeline timeline) {
        return data.bind(requireNonNull(timeline, "timeline"));
    }

    /**
     * How customer keys become bytes, for {@link #writeTo} and {@link #readFrom}.
     *
     * <p>A codec reads what it wrote, and makes no room for a length before it checks that so much is there.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public interface KeyCodec<K> {
        /** Keys that are longs, 8 bytes each. */
        KeyCodec<Long> LONG = StoreBytes.codec((key, out) -> out.writeLong(key), DataInput::readLong);
        /** Keys that are ints, 4 bytes each. */
        KeyCodec<Integer> INT = StoreBytes.codec((key, out) -> out.writeInt(key), DataInput::readInt);
        /** Keys that are texts of any length. */
        KeyCodec<String> STRING = StoreBytes.codec(StoreFormat::writeText, StoreFormat::readText);
        /** Keys that are UUIDs, 16 bytes each. */
        KeyCodec<UUID> UUID = StoreBytes.codec(StoreBytes::write, StoreBytes::readUuid);

        /**
         * Writes a key.
         *
         * @param key the key
         * @param out where it goes
         * @throws IOException if writing fails
         */
        void write(K key, DataOutput out) throws IOException;

        /**
         * Reads a key.
         *
         * @param in where it comes from
         * @return a key that equals the one written
         * @throws IOException if reading fails or the input ends
         * @throws IllegalArgumentException if the bytes are no key
         */
        K read(DataInput in) throws IOException;
    }

    /**
     * Writes this store as bytes, exclusions included, with a version and checksums; the stream is flushed and not closed.
     *
     * @param out where the bytes go
     * @param keys how keys are written
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out, KeyCodec<K> keys) throws IOException {
        StoreBytes.write(this, requireNonNull(out, "out"), requireNonNull(keys, "keys"));
    }

    /**
     * Reads a store that {@link #writeTo} wrote, to the end of the stream, which is not closed. Bytes are checked before they are
     * believed, and take at most a small multiple of their own length.
     *
     * @param in where the bytes come from
     * @param keys how keys are read
     * @param <K> the type of customer keys
     * @return a store that equals the one written in all it holds
     * @throws IOException if reading fails or the bytes end too early
     * @throws IllegalArgumentException if the bytes are not those of a store of this version, or were changed
     */
    public static <K> HistoryStore<K> readFrom(InputStream in, KeyCodec<K> keys) throws IOException {
        return StoreBytes.read(requireNonNull(in, "in"), requireNonNull(keys, "keys"));
    }

    /** Prints the size, such as {@code 23570 customers, 69659 events in USD}; of several tracks that of each. */
    @Override
    public String toString() {
        return tracks.toString();
    }
}
