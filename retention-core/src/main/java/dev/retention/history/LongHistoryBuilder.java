package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Parallel;
import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.Dictionary;
import dev.retention.internal.store.EventBuffer;
import dev.retention.internal.store.Schema;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills a store from primitive values with {@code long} customer keys, without allocation per event.
 *
 * <pre>{@code
 * LongHistoryBuilder orders = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
 * while (rows.next()) {
 *     orders.add(rows.getLong(1), rows.getInt(2), rows.getLong(3));
 * }
 * HistoryStore<Long> store = orders.build();
 * }</pre>
 *
 * <p>A store of the same events from {@link HistoryStore#ofDates} holds the same, if codes are in alphabetical order. Building takes
 * linear time and, for a while, no more room than the events added and the store together. Events that come grouped by customer, as
 * those of a query with {@code ORDER BY}, are not sorted again. What events have is said before any is added, later it is an
 * {@link IllegalStateException}; names of columns are not empty and differ. This class is not thread-safe.
 *
 * @since 0.1.0
 */
public final class LongHistoryBuilder {
    private Schema schema;
    private Dictionary codes = Dictionary.NAMELESS;
    private Map<Long, Long> merges = Map.of();
    private @Nullable EventBuffer buffer;
    private int threads = 1;

    private LongHistoryBuilder(boolean instants) {
        this.schema = Schema.bare(instants);
    }

    /**
     * A builder for events with dates.
     *
     * @return a builder whose times are days since 1970-01-01, as {@link LocalDate#toEpochDay} counts
     */
    public static LongHistoryBuilder ofDays() {
        return new LongHistoryBuilder(false);
    }

    /**
     * A builder for events with instants.
     *
     * @return a builder whose times are microseconds since 1970-01-01T00:00Z
     */
    public static LongHistoryBuilder ofMicros() {
        return new LongHistoryBuilder(true);
    }

    /**
     * Gives every event an amount.
     *
     * @param currency the one currency of the store, in whose minor units amounts are
     * @return this builder
     */
    public LongHistoryBuilder amounts(Currency currency) {
        return with(schema.withCurrency(requireNonNull(currency, "currency")));
    }

    /**
     * Gives every event a code.
     *
     * @param names the codes; an event's code is an index into them, and events of one moment are in this order
     * @return this builder
     * @throws IllegalArgumentException if a name comes twice or there is none
     */
    public LongHistoryBuilder codes(String... names) {
        checkFresh();
        this.codes = LongStores.codes(names);
        return with(schema.withCodes());
    }

    /**
     * Reads some customers as others; see {@link HistoryReader#merging}.
     *
     * @param mergedInto the key a customer became, by its former key
     * @return this builder
     * @throws IllegalArgumentException if a key is merged into itself or in a circle
     */
    public LongHistoryBuilder merging(Map<Long, Long> mergedInto) {
        checkFresh();
        this.merges = HistoryReader.resolve(mergedInto);
        return this;
    }

    /**
     * Sorts on several threads, which live as long as {@link #build()}; the store is the same to the bit on any number.
     *
     * @param threads how many, 1 to 1024; 1 without this
     * @return this builder
     * @throws IllegalArgumentException if there are fewer or more
     */
    public LongHistoryBuilder threads(int threads) {
        this.threads = Parallel.checkThreads(threads);
        return this;
    }

    /**
     * Lets events have a text in a further column.
     *
     * @param name the column's name
     * @return this builder
     */
    public LongHistoryBuilder text(String name) {
        return with(schema.with(new ColumnKind(name, ColumnKind.Type.TEXT)));
    }

    /**
     * Lets events have a whole number in a further column.
     *
     * @param name the column's name
     * @return this builder
     */
    public LongHistoryBuilder number(String name) {
        return with(schema.with(new ColumnKind(name, ColumnKind.Type.NUMBER)));
    }

    /**
     * Lets events have an amount of money in a further column.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public LongHistoryBuilder money(String name) {
        checkState(schema.hasAmounts(), "call amounts(currency) first");
        return with(schema.with(new ColumnKind(name, ColumnKind.Type.MONEY)));
    }

    /**
     * Lets events have a day in a further column; after the as-of day of a timeline it is not known to rules.
     *
     * @param name the column's name
     * @return this builder
     */
    public LongHistoryBuilder day(String name) {
        return with(schema.with(new ColumnKind(name, ColumnKind.Type.DAY)));
    }

    /**
     * Lets events have a day that is known when they happen in a further column.
     *
     * @param name the column's name
     * @return this builder
     */
    public LongHistoryBuilder plannedDay(String name) {
        return with(schema.with(new ColumnKind(name, ColumnKind.Type.PLANNED_DAY)));
    }

    private LongHistoryBuilder with(Schema changed) {
        checkFresh();
        schema = changed;
        return this;
    }

    private void checkFresh() {
        checkState(buffer == null, "set options before adding events");
    }

    /**
     * Adds an event without amount.
     *
     * @param customer the key
     * @param time the day or microsecond
     * @return this builder
     * @throws IllegalArgumentException if the store has amounts or the time is outside the years 1 to 9999
     */
    public LongHistoryBuilder add(long customer, long time) {
        checkArgument(!schema.hasAmounts(), "the event of customer %s at %s must have an amount", customer, time);
        buffer = LongStores.put(buffer, schema, customer, time, 0, 0);
        return this;
    }

    /**
     * Adds an event with an amount.
     *
     * @param customer the key
     * @param time the day or microsecond
     * @param minor the amount in minor units
     * @return this builder
     * @throws IllegalArgumentException if the store has no amounts or the time is outside the years 1 to 9999
     */
    public LongHistoryBuilder add(long customer, long time, long minor) {
        checkArgument(schema.hasAmounts(), "an amount (%s) needs a currency: call amounts(currency) first", minor);
        buffer = LongStores.put(buffer, schema, customer, time, minor, 0);
        return this;
    }

    /**
     * Adds an event with an amount and a code.
     *
     * @param customer the key
     * @param time the day or microsecond
     * @param minor the amount in minor units, 0 if the store has no amounts
     * @param code an index into the codes
     * @return this builder
     * @throws IllegalArgumentException if there is no such code, an amount has no currency, or the time is out of range
     */
    public LongHistoryBuilder add(long customer, long time, long minor, int code) {
        LongStores.checkCode(schema, codes, minor, code);
        buffer = LongStores.put(buffer, schema, customer, time, minor, code);
        return this;
    }

    /**
     * Sets a text in a further column of the event added last.
     *
     * @param column the name of a column of texts
     * @param text the value
     * @return this builder
     * @throws IllegalArgumentException if there is no such column, or it holds other values
     * @throws IllegalStateException if no event was added
     */
    public LongHistoryBuilder with(String column, String text) {
        LongStores.set(schema, column, text, buffer);
        return this;
    }

    /**
     * Sets a value in a further column of the event added last.
     *
     * @param column the name of a column of numbers, money or days
     * @param value the number, the minor units of the currency, or the day since 1970-01-01
     * @return this builder
     * @throws IllegalArgumentException if there is no such column, it holds texts, or a day is out of range
     * @throws IllegalStateException if no event was added
     */
    public LongHistoryBuilder with(String column, long value) {
        LongStores.set(schema, column, value, buffer);
        return this;
    }

    /**
     * Builds the store; the builder is then empty.
     *
     * @return the store
     */
    public HistoryStore<Long> build() {
        EventBuffer events = buffer == null ? new EventBuffer(schema) : buffer;
        buffer = null;
        return LongStores.build(events, schema, codes, merges, threads);
    }

    /**
     * Builds a store of events with dates from whole columns, on the calling thread.
     *
     * @param customers the key of each event
     * @param epochDays the day of each event
     * @return the store
     * @throws IllegalArgumentException if the columns differ in length or a day is outside the years 1 to 9999
     */
    public static HistoryStore<Long> build(long[] customers, int[] epochDays) {
        return ofDays().build(customers, epochDays, new long[0]);
    }

    /**
     * Builds a store of events with dates and amounts from whole columns, on the calling thread.
     *
     * @param customers the key of each event
     * @param epochDays the day of each event
     * @param minor the amount of each event in minor units
     * @param currency the one currency of the store
     * @return the store
     * @throws IllegalArgumentException if the columns differ in length or a day is outside the years 1 to 9999
     */
    public static HistoryStore<Long> build(long[] customers, int[] epochDays, long[] minor, Currency currency) {
        return ofDays().amounts(currency).build(customers, epochDays, minor);
    }

    /**
     * Builds a store of events with dates from whole columns, as this builder says, which has no events; they are left as they are.
     *
     * @param customers the key of each event
     * @param epochDays the day of each event
     * @param minor the amount of each event in minor units, empty if the store has no amounts
     * @return the store
     * @throws IllegalArgumentException if the columns differ in length, a day is outside the years 1 to 9999, or amounts have no currency
     * @throws IllegalStateException if events were added, or the store has instants, codes or further columns
     */
    public HistoryStore<Long> build(long[] customers, int[] epochDays, long[] minor) {
        checkFresh();
        return LongStores.build(schema, customers, epochDays, minor, merges, threads);
    }
}
