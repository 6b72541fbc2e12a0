package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * <p>What a store of the same events from {@link HistoryStore#ofDates} holds, this one holds too. Building takes linear time
 * and, for a while, 16 bytes per event and column more. This class is not thread-safe.
 *
 * @since 0.1.0
 */
public final class LongHistoryBuilder {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final boolean instants;
    private @Nullable Currency currency;
    private EventCodes codes = EventCodes.NONE;
    private Map<Long, Long> merges = Map.of();
    private @Nullable EventBuffer buffer;

    private LongHistoryBuilder(boolean instants) {
        this.instants = instants;
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
        this.currency = requireNonNull(currency, "currency");
        return this;
    }

    /**
     * Gives every event a code.
     *
     * @param names the codes; an event's code is an index into them
     * @return this builder
     * @throws IllegalStateException if events were added already
     * @throws IllegalArgumentException if a name comes twice or there is none
     */
    public LongHistoryBuilder codes(String... names) {
        checkFresh();
        checkArgument(names.length > 0, "names must name at least one code");
        checkArgument(
                new HashSet<>(Arrays.asList(names)).size() == names.length,
                "names (%s) must not repeat",
                Arrays.toString(names));
        this.codes = EventCodes.inOrder(Arrays.asList(names));
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
        checkArgument(currency == null, "the event of customer %s at %s must have an amount", customer, time);
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
        checkArgument(currency != null, "an amount (%s) needs a currency: call amounts(currency) first", minor);
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
     * @throws IllegalArgumentException if the code is none of the codes, the amount has no currency, or the time is outside
     *     the years 1 to 9999
     */
    public LongHistoryBuilder add(long customer, long time, long minor, int code) {
        checkArgument(currency != null || minor == 0, "an amount (%s) needs a currency", minor);
        checkArgument(
                code >= 0 && code < codes.names().size(),
                "code (%s) must be an index into the %s codes",
                code,
                codes.names().size());
        return put(customer, time, minor, code);
    }

    private LongHistoryBuilder put(long customer, long time, long minor, int code) {
        checkTime(time);
        if (buffer == null) {
            buffer = new EventBuffer(instants, currency != null, codes != EventCodes.NONE);
        }
        buffer.add(customer, time, minor, code);
        return this;
    }

    private void checkTime(long time) {
        long day = instants ? Math.floorDiv(time, MICROS_PER_DAY) : time;
        checkArgument(
                SupportedYears.contain(day), "time (%s) must lie in the years 1 to 9999; it is day %s", time, day);
    }

    /**
     * Builds the store; the builder is then empty.
     *
     * @return the store
     */
    public HistoryStore<Long> build() {
        EventBuffer events =
                buffer == null ? new EventBuffer(instants, currency != null, codes != EventCodes.NONE) : buffer;
        buffer = null;
        return build(events.customers(), events.columns(), false);
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
        return ofDays().build(customers, epochDays, null);
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
        return ofDays().amounts(currency).build(customers, epochDays, requireNonNull(minor, "minor"));
    }

    private HistoryStore<Long> build(long[] customers, int[] epochDays, long @Nullable [] minor) {
        checkArgument(
                customers.length == epochDays.length && (minor == null || minor.length == customers.length),
                "the columns must have one length: %s customers, %s epochDays, %s amounts",
                customers.length,
                epochDays.length,
                minor == null ? customers.length : minor.length);
        for (int day : epochDays) {
            checkTime(day);
        }
        return build(customers, new EventColumns(epochDays, null, minor, null), true);
    }

    /** Builds a store from columns, which are left as they are if they are borrowed. */
    private HistoryStore<Long> build(long[] customers, EventColumns events, boolean borrowed) {
        MergeEffect effect = merge(customers);
        Grouping grouping = Grouping.ofKeys(customers, events, codes.names().size(), borrowed);
        return new HistoryStore<>(
                CustomerKeys.ofLongs(grouping.customers()), grouping, codes, currency, Exclusions.NONE, effect);
    }

    private MergeEffect merge(long[] customers) {
        if (merges.isEmpty()) {
            return MergeEffect.NONE;
        }
        Set<Long> merged = new HashSet<>();
        long moved = 0;
        for (int i = 0; i < customers.length; i++) {
            Long into = merges.get(customers[i]);
            if (into != null) {
                merged.add(customers[i]);
                customers[i] = into;
                moved++;
            }
        }
        return new MergeEffect(merged.size(), moved);
    }
}
