package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ComparisonChain;
import com.google.common.collect.ImmutableMap;
import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to read events out of the caller's objects: accessors for the columns, and rules for what may be odd about a row.
 *
 * <pre>{@code
 * HistoryStore<Long> orders = HistoryStore.ofDates(Order::customerId, Order::placedOn)
 *         .amounts(Order::total, Currency.getInstance("USD"))
 *         .from(crm.orders());
 * }</pre>
 *
 * <p>A reader is strict: the first row that cannot become an event is an {@link InvalidRowException} that names the row and
 * the value, or what an accessor threw, and nothing is built. A {@linkplain #lenient() lenient} reader counts and lists such
 * rows in {@link HistoryStore#exclusions()}. Without {@link #distinctBy}, rows that are alike are so many events.
 *
 * <p>This class is immutable and thread-safe: every method returns another reader.
 *
 * @param <T> the caller's type of row
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class HistoryReader<T, K> {
    private final Function<? super T, ? extends @Nullable K> customer;
    private final Time<T> time;
    private final @Nullable Money<T> money;
    private final @Nullable Function<? super T, ? extends @Nullable String> code;
    private final @Nullable Function<? super T, ? extends @Nullable Object> identity;
    private final ImmutableMap<K, K> merges;
    private final boolean lenient;

    private HistoryReader(
            Function<? super T, ? extends @Nullable K> customer,
            Time<T> time,
            @Nullable Money<T> money,
            @Nullable Function<? super T, ? extends @Nullable String> code,
            @Nullable Function<? super T, ? extends @Nullable Object> identity,
            Map<K, K> merges,
            boolean lenient) {
        this.customer = requireNonNull(customer, "customer");
        this.time = time;
        this.money = money;
        this.code = code;
        this.identity = identity;
        this.merges = ImmutableMap.copyOf(merges);
        this.lenient = lenient;
    }

    static <T, K> HistoryReader<T, K> ofDates(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable LocalDate> date) {
        return new HistoryReader<>(
                customer, new Time<>(requireNonNull(date, "date"), null), null, null, null, Map.of(), false);
    }

    static <T, K> HistoryReader<T, K> ofInstants(
            Function<? super T, ? extends @Nullable K> customer,
            Function<? super T, ? extends @Nullable Instant> instant) {
        return new HistoryReader<>(
                customer, new Time<>(null, requireNonNull(instant, "instant")), null, null, null, Map.of(), false);
    }

    /**
     * Reads an amount with every event.
     *
     * @param amount the amount in major units of the currency, such as 12.34
     * @param currency the one currency of the store
     * @return a reader with amounts
     */
    public HistoryReader<T, K> amounts(Function<? super T, ? extends @Nullable BigDecimal> amount, Currency currency) {
        return with(new Money<>(
                requireNonNull(amount, "amount"),
                requireNonNull(currency, "currency"),
                RoundingMode.UNNECESSARY,
                null,
                (row, other, from) -> Optional.empty(),
                ExclusionReason.OTHER_CURRENCY));
    }

    /**
     * Names how amounts with more decimals than the currency are rounded, row by row; without it they are refused.
     *
     * @param rounding the rounding
     * @return a reader that rounds
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryReader<T, K> rounding(RoundingMode rounding) {
        Money<T> m = money();
        return with(new Money<>(
                m.amount, m.currency, requireNonNull(rounding, "rounding"), m.currencyOf, m.conversion, m.missing));
    }

    /**
     * Checks that every row is in the store's currency.
     *
     * @param currency the currency of a row
     * @return a reader that refuses rows in another currency
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryReader<T, K> currencies(Function<? super T, ? extends @Nullable Currency> currency) {
        return currencies(currency, (row, amount, from) -> Optional.empty(), ExclusionReason.OTHER_CURRENCY);
    }

    /**
     * Converts rows in another currency. Converted amounts are rounded to the currency's decimals, so a
     * {@link #rounding} is needed unless they come out exact.
     *
     * @param currency the currency of a row
     * @param conversion gives the amount in the store's currency, or nothing where it has no rate
     * @return a reader that converts
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryReader<T, K> currencies(
            Function<? super T, ? extends @Nullable Currency> currency, CurrencyConversion<? super T> conversion) {
        return currencies(currency, requireNonNull(conversion, "conversion"), ExclusionReason.NO_RATE);
    }

    private HistoryReader<T, K> currencies(
            Function<? super T, ? extends @Nullable Currency> currency,
            CurrencyConversion<? super T> conversion,
            ExclusionReason missing) {
        Money<T> m = money();
        return with(new Money<>(
                m.amount, m.currency, m.rounding, requireNonNull(currency, "currency"), conversion, missing));
    }

    /**
     * Reads a code with every event, which tells kinds of events apart.
     *
     * @param code the code, such as {@code order} or {@code sign-up}
     * @return a reader with codes
     */
    public HistoryReader<T, K> codes(Function<? super T, ? extends @Nullable String> code) {
        return new HistoryReader<>(customer, time, money, requireNonNull(code, "code"), identity, merges, lenient);
    }

    /**
     * Counts rows with the same identity once, such as an order number that was delivered twice.
     *
     * <p>A row that repeats another in everything read is left out and counted. A row that has the identity of another but
     * other content is refused; a lenient reader then keeps the row with the earliest time, smallest amount and code, so
     * that the result does not depend on the order of the rows.
     *
     * @param identity the identity, any type with {@code equals} and {@code hashCode}; null for a row without one
     * @return a reader that removes repeats
     */
    public HistoryReader<T, K> distinctBy(Function<? super T, ? extends @Nullable Object> identity) {
        return new HistoryReader<>(customer, time, money, code, requireNonNull(identity, "identity"), merges, lenient);
    }

    /**
     * Reads some customers as others: accounts that were merged, people with two keys.
     *
     * @param mergedInto the key a customer became, by its former key; chains are followed
     * @return a reader that merges
     * @throws IllegalArgumentException if a key is merged into itself or in a circle; the message names the keys
     */
    public HistoryReader<T, K> merging(Map<? extends K, ? extends K> mergedInto) {
        return new HistoryReader<>(customer, time, money, code, identity, resolve(mergedInto), lenient);
    }

    /**
     * Counts and lists the rows that cannot become events instead of refusing the first.
     *
     * @return a lenient reader
     */
    public HistoryReader<T, K> lenient() {
        return new HistoryReader<>(customer, time, money, code, identity, merges, true);
    }

    private HistoryReader<T, K> with(Money<T> changed) {
        return new HistoryReader<>(customer, time, changed, code, identity, merges, lenient);
    }

    private Money<T> money() {
        checkState(money != null, "call amounts(…) first");
        return requireNonNull(money);
    }

    /** Follows every key to the end of its chain. */
    static <K> Map<K, K> resolve(Map<? extends K, ? extends K> mergedInto) {
        Map<K, K> resolved = new HashMap<>();
        for (K start : mergedInto.keySet()) {
            Set<K> chain = new LinkedHashSet<>();
            K key = requireNonNull(start, "a key of the merge map");
            while (mergedInto.containsKey(key)) {
                checkArgument(
                        chain.add(key),
                        chain.size() == 1
                                ? "the merge map must not merge a customer into itself: %s"
                                : "the merge map must not merge in a circle: %s",
                        chain);
                key = requireNonNull(mergedInto.get(key), "a value of the merge map");
            }
            resolved.put(start, key);
        }
        return resolved;
    }

    /**
     * Reads a store.
     *
     * @param rows the caller's objects in any order
     * @return the store
     * @throws InvalidRowException if a row cannot become an event and the reader is strict
     */
    public HistoryStore<K> from(Iterable<? extends T> rows) {
        return read(rows.iterator());
    }

    /**
     * Reads a store; the stream is read sequentially and not closed.
     *
     * @param rows the caller's objects in any order
     * @return the store
     * @throws InvalidRowException if a row cannot become an event and the reader is strict
     */
    public HistoryStore<K> from(Stream<? extends T> rows) {
        return read(rows.iterator());
    }

    private HistoryStore<K> read(Iterator<? extends T> rows) {
        Exclusions.Log log = new Exclusions.Log(lenient);
        Collected<K> collected = new Collected<>(this);
        Map<Object, Event<K>> identified = new LinkedHashMap<>();
        for (long row = 1; rows.hasNext(); row++) {
            Event<K> event = tryEvent(rows.next(), row, log);
            if (event == null) {
                continue;
            }
            if (event.identity == null) {
                collected.add(event);
                continue;
            }
            Event<K> former = identified.putIfAbsent(event.identity, event);
            if (former != null) {
                ExclusionReason reason = event.isLike(former) ? ExclusionReason.REPEATED : ExclusionReason.CONFLICTING;
                log.exclude(row, reason, "identity " + event.identity);
                if (event.isBefore(former)) {
                    identified.put(event.identity, event);
                }
            }
        }
        identified.values().forEach(collected::add);
        return collected.toStore(log.toExclusions());
    }

    /** The event of a row, or null if the row was excluded, perhaps since an accessor threw. */
    private @Nullable Event<K> tryEvent(@Nullable T row, long number, Exclusions.Log log) {
        try {
            return event(requireNonNull(row, "the row"), number, log);
        } catch (InvalidRowException e) {
            throw e;
        } catch (RuntimeException e) {
            log.excludeUnreadable(number, e);
            return null;
        }
    }

    /** The event of a row, or null if the row was excluded. */
    private @Nullable Event<K> event(T row, long number, Exclusions.Log log) {
        K key = customer.apply(row);
        if (key == null) {
            log.exclude(number, ExclusionReason.NO_CUSTOMER, "");
            return null;
        }
        Long when = time.of(row, number, log);
        if (when == null) {
            return null;
        }
        Long amount = money == null ? Long.valueOf(0) : money.minor(row, number, log);
        if (amount == null) {
            return null;
        }
        String name = code == null ? "" : code.apply(row);
        if (name == null) {
            log.exclude(number, ExclusionReason.NO_CODE, "");
            return null;
        }
        Object id = identity == null ? null : identity.apply(row);
        return new Event<>(merges.getOrDefault(key, key), key, when, amount, name, id);
    }

    /** A row read: the customer after merging, and the key it came with. */
    private record Event<K>(
            K customer,
            K cameAs,
            long time,
            long amount,
            String code,
            @Nullable Object identity) {
        boolean isLike(Event<K> other) {
            return customer.equals(other.customer)
                    && time == other.time
                    && amount == other.amount
                    && code.equals(other.code);
        }

        /** A total order where keys are comparable, so that of conflicting rows the same one is kept in any order. */
        @SuppressWarnings("unchecked")
        boolean isBefore(Event<K> other) {
            int order = ComparisonChain.start()
                    .compare(time, other.time)
                    .compare(amount, other.amount)
                    .compare(code, other.code)
                    .result();
            boolean comparable = customer instanceof Comparable && customer.getClass() == other.customer.getClass();
            return order < 0 || (order == 0 && comparable && ((Comparable<K>) customer).compareTo(other.customer) < 0);
        }
    }

    /** Growing columns of the events read. */
    private static final class Collected<K> {
        private final HistoryReader<?, K> reader;
        private final CustomerKeys.Collector<String> codes = new CustomerKeys.Collector<>();
        private final KeyedEvents<K> events;
        private final Set<K> merged = new HashSet<>();
        private long moved;

        Collected(HistoryReader<?, K> reader) {
            this.reader = reader;
            this.events = new KeyedEvents<>(reader.time.instant != null, reader.money != null, reader.code != null);
        }

        void add(Event<K> event) {
            int code = reader.code == null ? 0 : codes.number(event.code);
            events.add(event.customer, event.time, event.amount, code);
            if (event.customer != event.cameAs && !event.customer.equals(event.cameAs)) {
                merged.add(event.cameAs);
                moved++;
            }
        }

        HistoryStore<K> toStore(Exclusions exclusions) {
            events.replaceCodes(codes.rank());
            return events.toStore(
                    reader.code == null ? EventCodes.NONE : EventCodes.inOrder(codes.keys()),
                    reader.money == null ? null : reader.money.currency,
                    exclusions,
                    new MergeEffect(merged.size(), moved));
        }
    }

    /** Reads the time of a row: exactly one of the accessors is there. */
    private record Time<T>(
            @Nullable Function<? super T, ? extends @Nullable LocalDate> date,
            @Nullable Function<? super T, ? extends @Nullable Instant> instant) {
        @Nullable
        Long of(T row, long number, Exclusions.Log log) {
            LocalDate day = date == null ? null : date.apply(row);
            Instant at = instant == null ? null : instant.apply(row);
            if (day != null && SupportedYears.contain(day.toEpochDay())) {
                return day.toEpochDay();
            }
            if (at != null && SupportedYears.contain(at)) {
                return Micros.of(at);
            }
            if (day == null && at == null) {
                log.exclude(number, ExclusionReason.NO_TIME, "");
            } else {
                log.exclude(number, ExclusionReason.TIME_OUT_OF_RANGE, String.valueOf(day == null ? at : day));
            }
            return null;
        }
    }

    /** Reads the amount of a row. */
    private record Money<T>(
            Function<? super T, ? extends @Nullable BigDecimal> amount,
            Currency currency,
            RoundingMode rounding,
            @Nullable Function<? super T, ? extends @Nullable Currency> currencyOf,
            CurrencyConversion<? super T> conversion,
            ExclusionReason missing) {

        @Nullable
        Long minor(T row, long number, Exclusions.Log log) {
            BigDecimal read = amount.apply(row);
            if (read == null) {
                log.exclude(number, ExclusionReason.NO_AMOUNT, "");
                return null;
            }
            Currency from = currencyOf == null ? currency : currencyOf.apply(row);
            if (from == null) {
                log.exclude(number, ExclusionReason.NO_CURRENCY, "");
                return null;
            }
            Optional<BigDecimal> own = from.equals(currency) ? Optional.of(read) : conversion.convert(row, read, from);
            if (own.isEmpty()) {
                log.exclude(number, missing, read + " " + from);
                return null;
            }
            if (!Checks.isAmount(own.get())) {
                log.exclude(number, ExclusionReason.AMOUNT_OUT_OF_RANGE, currency.toString());
                return null;
            }
            BigDecimal exact;
            try {
                exact = own.get().setScale(Math.max(0, currency.getDefaultFractionDigits()), rounding);
            } catch (ArithmeticException e) {
                log.exclude(number, ExclusionReason.INEXACT_AMOUNT, own.get() + " " + currency);
                return null;
            }
            if (exact.unscaledValue().bitLength() > 63) {
                log.exclude(number, ExclusionReason.AMOUNT_OUT_OF_RANGE, own.get() + " " + currency);
                return null;
            }
            return exact.unscaledValue().longValue();
        }
    }
}
