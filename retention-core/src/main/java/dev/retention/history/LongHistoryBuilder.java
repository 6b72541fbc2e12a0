package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.Dictionary;
import dev.retention.internal.store.EventBuffer;
import dev.retention.internal.store.Schema;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
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
 * <p>A store of the same events from {@link HistoryStore#ofDates} holds the same. Building takes linear time and, for a while,
 * 16 bytes per event and column more. This class is not thread-safe.
 *
 * @since 0.1.0
 */
public final class LongHistoryBuilder {
    private Schema schema;
    private Dictionary codes = Dictionary.NAMELESS;
    private Map<Long, Long> merges = Map.of();
    private @Nullable EventBuffer buffer;

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
     * @throws IllegalStateException if events were added already
     */
    public LongHistoryBuilder amounts(Currency currency) {
        checkFresh();
        this.schema = schema.withCurrency(requireNonNull(currency, "currency"));
        return this;
    }

    /**
     * Gives every event a code.
     *
     * @param names the codes; an event's code is an index into them. Events of one moment are in this order, which is that of other
     *     stores if it is alphabetical
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if a name comes twice or there is none
     */
    public LongHistoryBuilder codes(String... names) {
        checkFresh();
        List<String> all = List.of(names);
        checkArgument(!all.isEmpty(), "names must name at least one code");
        checkArgument(new HashSet<>(all).size() == all.size(), "names (%s) must not repeat", all);
        this.codes = Dictionary.of(all, all.size());
        this.schema = schema.withCodes();
        return this;
    }

    /**
     * Reads some customers as others; see {@link HistoryReader#merging}.
     *
     * @param mergedInto the key a customer became, by its former key
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if a key is merged into itself or in a circle
     */
    public LongHistoryBuilder merging(Map<Long, Long> mergedInto) {
        checkFresh();
        this.merges = HistoryReader.resolve(mergedInto);
        return this;
    }

    /**
     * Lets events have a text in a further column.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public LongHistoryBuilder text(String name) {
        return column(name, ColumnKind.Type.TEXT);
    }

    /**
     * Lets events have a whole number in a further column.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public LongHistoryBuilder number(String name) {
        return column(name, ColumnKind.Type.NUMBER);
    }

    /**
     * Lets events have an amount of money in a further column.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if events were added already or {@link #amounts} was not called before
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public LongHistoryBuilder money(String name) {
        checkState(schema.hasAmounts(), "call amounts(currency) first");
        return column(name, ColumnKind.Type.MONEY);
    }

    /**
     * Lets events have a day in a further column; after the as-of day of a timeline it is not known to rules.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public LongHistoryBuilder day(String name) {
        return column(name, ColumnKind.Type.DAY);
    }

    /**
     * Lets events have a day that is known when they happen in a further column.
     *
     * @param name the column's name
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public LongHistoryBuilder plannedDay(String name) {
        return column(name, ColumnKind.Type.PLANNED_DAY);
    }

    private LongHistoryBuilder column(String name, ColumnKind.Type type) {
        checkFresh();
        schema = schema.with(new ColumnKind(name, type));
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
        return put(customer, time, 0, 0);
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
        return put(customer, time, minor, 0);
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
        checkArgument(schema.hasAmounts() || minor == 0, "an amount (%s) needs a currency", minor);
        checkArgument(
                code >= 0 && code < codes.size(), "code (%s) must be an index into the %s codes", code, codes.size());
        return put(customer, time, minor, code);
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
        LongStores.set(schema, requireNonNull(column, "column"), requireNonNull(text, "text"), last());
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
        LongStores.set(schema, requireNonNull(column, "column"), value, last());
        return this;
    }

    private EventBuffer last() {
        checkState(buffer != null, "add an event before its values");
        return requireNonNull(buffer);
    }

    private LongHistoryBuilder put(long customer, long time, long minor, int code) {
        LongStores.checkTime(schema, time);
        buffer = buffer == null ? new EventBuffer(schema) : buffer;
        buffer.add(customer, time, minor, code);
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
        return LongStores.build(events, schema, codes, merges);
    }

    /**
     * Builds a store of events with dates from whole columns.
     *
     * @param customers the key of each event
     * @param epochDays the day of each event
     * @return the store
     * @throws IllegalArgumentException if the columns differ in length or a day is outside the years 1 to 9999
     */
    public static HistoryStore<Long> build(long[] customers, int[] epochDays) {
        return LongStores.build(Schema.bare(false), customers, epochDays, null);
    }

    /**
     * Builds a store of events with dates and amounts from whole columns.
     *
     * @param customers the key of each event
     * @param epochDays the day of each event
     * @param minor the amount of each event in minor units of {@code currency}
     * @param currency the one currency of the store
     * @return the store
     * @throws IllegalArgumentException if the columns differ in length or a day is outside the years 1 to 9999
     */
    public static HistoryStore<Long> build(long[] customers, int[] epochDays, long[] minor, Currency currency) {
        Schema schema = Schema.bare(false).withCurrency(requireNonNull(currency, "currency"));
        return LongStores.build(schema, customers, epochDays, requireNonNull(minor, "minor"));
    }
}
