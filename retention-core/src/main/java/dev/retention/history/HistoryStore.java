package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The histories of all customers: immutable, columnar, grouped by customer and in order of time.
 *
 * <p>A store is filled from the caller's own objects through {@link #ofDates} or {@link #ofInstants}, or from primitive
 * columns with {@code long} keys through {@link LongHistoryBuilder}. What it holds depends on the set of events, not on
 * their order. Customers are numbered in the order of their keys where keys are comparable.
 *
 * <ul>
 *   <li>Time is a civil date or an instant to the microsecond, one of the two for a whole store.
 *   <li>Amounts are optional, in minor units of one currency.
 *   <li>Codes that tell kinds of events apart are optional.
 *   <li>What was left out of the input is in {@link #exclusions()}.
 * </ul>
 *
 * <p>Building sorts once, in linear time. A store with {@code long} keys takes 12 bytes per customer and, per event, 4 bytes
 * for a date or 8 for an instant, 8 for an amount and 4 for a code. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class HistoryStore<K> {
    private final CustomerKeys<K> keys;
    private final int[] offsets;
    private final EventColumns columns;
    private final EventCodes codes;
    private final @Nullable Currency currency;
    private final Exclusions exclusions;
    private final MergeEffect mergeEffect;
    private final long firstTime;
    private final long lastTime;

    HistoryStore(
            CustomerKeys<K> keys,
            Grouping grouping,
            EventCodes codes,
            @Nullable Currency currency,
            Exclusions exclusions,
            MergeEffect mergeEffect) {
        this.keys = keys;
        this.offsets = grouping.offsets();
        this.columns = grouping.columns();
        this.codes = codes;
        this.currency = currency;
        this.exclusions = exclusions;
        this.mergeEffect = mergeEffect;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int c = 0; c + 1 < offsets.length; c++) {
            first = Math.min(first, columns.time(offsets[c]));
            last = Math.max(last, columns.time(offsets[c + 1] - 1));
        }
        this.firstTime = first;
        this.lastTime = last;
    }

    /**
     * How to read events with dates out of the caller's objects.
     *
     * @param customer the customer's key, any type with {@code equals} and {@code hashCode}
     * @param date the civil day of the event
     * @param <T> the caller's type of row
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes and rules for odd rows can be added
     */
    public static <T, K> HistoryReader<T, K> ofDates(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable LocalDate> date) {
        return HistoryReader.ofDates(customer, date);
    }

    /**
     * How to read events with instants out of the caller's objects.
     *
     * @param customer the customer's key, any type with {@code equals} and {@code hashCode}
     * @param instant when the event happened; what is finer than a microsecond is rounded down
     * @param <T> the caller's type of row
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes and rules for odd rows can be added
     */
    public static <T, K> HistoryReader<T, K> ofInstants(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable Instant> instant) {
        return HistoryReader.ofInstants(customer, instant);
    }

    /**
     * How many customers have at least one event.
     *
     * @return at least 0
     */
    public int customers() {
        return offsets.length - 1;
    }

    /**
     * How many events there are.
     *
     * @return at least 0
     */
    public int events() {
        return offsets[customers()];
    }

    /**
     * How many events there are for the customers numbered below one, for parting the work evenly.
     *
     * @param customer a customer's number, or {@link #customers()}
     * @return the events of all customers with a smaller number
     */
    public int eventsBefore(int customer) {
        checkElementIndex(customer, offsets.length, "customer");
        return offsets[customer];
    }

    /**
     * The day of an event, for passes over all customers at once; those of customer {@code c} are numbered from
     * {@link #eventsBefore eventsBefore(c)} in order of time, whatever the as-of day.
     *
     * @param event from 0, less than {@link #events()}
     * @return days since 1970-01-01
     * @throws IndexOutOfBoundsException if there is no such event
     * @throws IllegalStateException if events are instants: their days depend on a zone
     */
    public int epochDay(int event) {
        int[] days = columns.days;
        checkState(days != null, "events must be dates to have days without a zone");
        return days[Objects.checkIndex(event, events())];
    }

    /**
     * The amount of an event, numbered as for {@link #epochDay}.
     *
     * @param event from 0, less than {@link #events()}
     * @return minor units of {@link #currency()}; 0 if the store has no amounts
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public long amount(int event) {
        return columns.amount(Objects.checkIndex(event, events()));
    }

    /**
     * The key of a customer.
     *
     * @param number from 0, less than {@link #customers()}
     * @return the key
     */
    public K customer(int number) {
        checkElementIndex(number, customers(), "number");
        return keys.key(number);
    }

    /**
     * The number of a customer.
     *
     * @param key the customer's key
     * @return the number, or empty if the customer has no events here
     */
    public OptionalInt find(K key) {
        int number = numberOf(requireNonNull(key, "key"));
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    int numberOf(Object key) {
        return keys.indexOf(key);
    }

    /** The number here of a customer of another store, or -1; quickest if it is {@code guess}. */
    int numberOf(HistoryStore<K> other, int customer, int guess) {
        return guess < customers() && keys.sameAt(guess, other.keys, customer)
                ? guess
                : numberOf(other.customer(customer));
    }

    /** Whether a customer has the same events as one of another store, so that no rule can tell their histories apart. */
    boolean hasSameEvents(int customer, HistoryStore<K> other, int otherCustomer) {
        return columns.sameRange(
                        offsets[customer],
                        offsets[customer + 1],
                        other.columns,
                        other.offsets[otherCustomer],
                        other.offsets[otherCustomer + 1])
                && codes.names().equals(other.codes.names());
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
        for (int i = 0; i < ascendingNumbers.length; i++) {
            checkElementIndex(ascendingNumbers[i], customers(), "number");
            checkArgument(
                    i == 0 || ascendingNumbers[i - 1] < ascendingNumbers[i],
                    "ascendingNumbers must ascend: %s stands after a number that is not smaller",
                    ascendingNumbers[i]);
        }
        return new Members<>(this, ascendingNumbers.clone());
    }

    /**
     * The currency of the amounts.
     *
     * @return the currency, or empty if the store has no amounts
     */
    public Optional<Currency> currency() {
        return Optional.ofNullable(currency);
    }

    /**
     * An amount in major units of the currency.
     *
     * @param minor minor units, as rules and tallies count them
     * @return the same amount with the currency's decimals; without decimals if the store has no amounts
     */
    public BigDecimal major(long minor) {
        return BigDecimal.valueOf(minor, currency == null ? 0 : Math.max(0, currency.getDefaultFractionDigits()));
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
     * Whether events are instants, which need a timeline with a zone.
     *
     * @return false if they are dates
     */
    public boolean hasInstants() {
        return columns.micros != null;
    }

    /**
     * What was left out of the input.
     *
     * @return counts by reason, and examples
     */
    public Exclusions exclusions() {
        return exclusions;
    }

    /**
     * What the merge map did.
     *
     * @return the effect; nothing if there was no map
     */
    public MergeEffect mergeEffect() {
        return mergeEffect;
    }

    /**
     * The day of the first event.
     *
     * @return the civil day for dates, the day in UTC for instants; empty if there are no events
     */
    public Optional<LocalDate> firstDay() {
        return day(firstTime);
    }

    /**
     * The day of the last event.
     *
     * @return the civil day for dates, the day in UTC for instants; empty if there are no events
     */
    public Optional<LocalDate> lastDay() {
        return day(lastTime);
    }

    private Optional<LocalDate> day(long time) {
        PeriodIndex.Clock utc = hasInstants() ? PeriodIndex.Clock.instantsIn(ZoneOffset.UTC) : PeriodIndex.Clock.DAYS;
        return events() == 0 ? Optional.empty() : Optional.of(utc.civil(time).toLocalDate());
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
        PeriodIndex.Clock clock = PeriodIndex.Clock.of(timeline, hasInstants());
        if (timeline.hasFirst()) {
            return timeline;
        }
        var last = timeline.last();
        var first = events() == 0 ? last : timeline.grain().periodOf(clock.civil(firstTime));
        return timeline.from(first.compareTo(last) < 0 ? first : last);
    }

    /**
     * A cursor that looks at one history after the other; every thread takes its own.
     *
     * @param timeline the periods in which rules think
     * @return a cursor
     * @throws IllegalArgumentException if the timeline does not fit, see {@link #bind}
     */
    public HistoryCursor open(Timeline timeline) {
        Timeline bound = bind(timeline);
        PeriodIndex.Clock clock = PeriodIndex.Clock.of(bound, hasInstants());
        long min = events() == 0 ? clock.start(bound.first().startInclusive()) : firstTime;
        PeriodIndex periods = new PeriodIndex(bound, min, events() == 0 ? min : lastTime, clock);
        return new HistoryCursor(columns, offsets, new History(columns, periods, clock, codes, keys::key, currency));
    }

    /**
     * The histories as a stream, each a view of its own that may be kept; customers without events up to the as-of day are
     * left out.
     *
     * @param timeline the periods in which rules think
     * @return one history per customer, in the order of the store
     * @throws IllegalArgumentException if the timeline does not fit, see {@link #bind}
     */
    public Stream<History> histories(Timeline timeline) {
        HistoryCursor cursor = open(timeline);
        return IntStream.range(0, customers()).mapToObj(cursor::detached).filter(history -> history.size() > 0);
    }

    void copyTo(LiveStore<K> live) {
        for (int c = 0; c < customers(); c++) {
            for (int i = offsets[c]; i < offsets[c + 1]; i++) {
                live.put(keys.key(c), columns.time(i), columns.code(i), columns.amount(i));
            }
        }
    }

    /** Prints the size, such as {@code 23570 customers, 69659 events in USD}. */
    @Override
    public String toString() {
        return customers() + " customers, " + events() + " events" + (currency == null ? "" : " in " + currency);
    }
}
