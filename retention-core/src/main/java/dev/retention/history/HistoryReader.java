package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.internal.store.ColumnKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
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
 * rows in {@link HistoryStore#exclusions()}. What the source of the rows throws stops either: any exception of its iterator or
 * stream, and one of an accessor that has an {@code IOException} or a {@code java.sql.SQLException} among its causes, as where
 * rows are read while a cursor is open. Other exceptions of accessors are taken for odd rows. Rows that are alike are so many
 * events, unless there is a {@link #distinctBy}.
 *
 * <p>This class is immutable and thread-safe: every method returns another reader.
 *
 * @param <T> the caller's type of row
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class HistoryReader<T, K> {
    private final RowReader<T, K> rows;

    private HistoryReader(RowReader<T, K> rows) {
        this.rows = rows;
    }

    static <T, K> HistoryReader<T, K> of(Function<? super T, ? extends @Nullable K> customer, RowParts.Time<T> time) {
        return new HistoryReader<>(new RowReader<>(
                requireNonNull(customer, "customer"), RowParts.of(time), null, ImmutableMap.of(), false, 1));
    }

    /**
     * Reads an amount with every event.
     *
     * @param amount the amount in major units of the currency, such as 12.34
     * @param currency the one currency of the store
     * @return a reader with amounts
     */
    public HistoryReader<T, K> amounts(Function<? super T, ? extends @Nullable BigDecimal> amount, Currency currency) {
        return with(rows.parts()
                .with(new RowParts.Amounts<>(
                        requireNonNull(amount, "amount"),
                        requireNonNull(currency, "currency"),
                        RoundingMode.UNNECESSARY,
                        null,
                        (row, other, from) -> Optional.empty(),
                        ExclusionReason.OTHER_CURRENCY)));
    }

    /**
     * Names how amounts with more decimals than the currency are rounded, row by row; without it they are refused.
     *
     * @param rounding the rounding
     * @return a reader that rounds
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryReader<T, K> rounding(RoundingMode rounding) {
        return with(rows.parts().with(money().rounded(requireNonNull(rounding, "rounding"))));
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
        RowParts.Amounts<T> m = money();
        return with(rows.parts()
                .with(new RowParts.Amounts<>(
                        m.amount(),
                        m.currency(),
                        m.rounding(),
                        requireNonNull(currency, "currency"),
                        conversion,
                        missing)));
    }

    /**
     * Reads a code with every event, which tells kinds of events apart.
     *
     * @param code the code, such as {@code order} or {@code sign-up}
     * @return a reader with codes
     */
    public HistoryReader<T, K> codes(Function<? super T, ? extends @Nullable String> code) {
        return with(rows.parts().withCode(code));
    }

    /**
     * Reads a text with every event into a further column.
     *
     * @param name the column's name
     * @param text the text; null for an event without one
     * @return a reader with that column
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public HistoryReader<T, K> text(String name, Function<? super T, ? extends @Nullable String> text) {
        return with(name, ColumnKind.Type.TEXT, requireNonNull(text, "text"));
    }

    /**
     * Reads an exact whole number with every event into a further column.
     *
     * @param name the column's name
     * @param number a whole number of the JDK that fits a long, other types being unreadable; null for an event without one
     * @return a reader with that column
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public HistoryReader<T, K> number(String name, Function<? super T, ? extends @Nullable Number> number) {
        return with(name, ColumnKind.Type.NUMBER, requireNonNull(number, "number"));
    }

    /**
     * Reads an amount of money with every event into a further column; it is rounded and converted as the {@link #amounts} are.
     *
     * @param name the column's name
     * @param money the amount in major units; null for an event without one
     * @return a reader with that column
     * @throws IllegalArgumentException if the name is empty or another column's
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public HistoryReader<T, K> money(String name, Function<? super T, ? extends @Nullable BigDecimal> money) {
        money();
        return with(name, ColumnKind.Type.MONEY, requireNonNull(money, "money"));
    }

    /**
     * Reads a day with every event into a further column; after the as-of day of a timeline it is not known to rules.
     *
     * @param name the column's name
     * @param day the civil day; null for an event without one
     * @return a reader with that column
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public HistoryReader<T, K> day(String name, Function<? super T, ? extends @Nullable LocalDate> day) {
        return with(name, ColumnKind.Type.DAY, requireNonNull(day, "day"));
    }

    /**
     * Reads a day that is known when the event happens into a further column, such as the day on which an invoice is due.
     *
     * @param name the column's name
     * @param day the civil day; null for an event without one
     * @return a reader with that column
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public HistoryReader<T, K> plannedDay(String name, Function<? super T, ? extends @Nullable LocalDate> day) {
        return with(name, ColumnKind.Type.PLANNED_DAY, requireNonNull(day, "day"));
    }

    private HistoryReader<T, K> with(
            String name, ColumnKind.Type type, Function<? super T, ? extends @Nullable Object> value) {
        return with(rows.parts().with(new RowParts.Further<>(new ColumnKind(name, type), value)));
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
        return new HistoryReader<>(rows.distinctBy(identity));
    }

    /**
     * Reads some customers as others: accounts that were merged, people with two keys.
     *
     * @param mergedInto the key a customer became, by its former key; chains are followed
     * @return a reader that merges
     * @throws IllegalArgumentException if a key is merged into itself or in a circle; the message names the keys
     */
    public HistoryReader<T, K> merging(Map<? extends K, ? extends K> mergedInto) {
        return new HistoryReader<>(rows.merging(resolve(mergedInto)));
    }

    /**
     * Counts and lists the rows that cannot become events instead of refusing the first.
     *
     * @return a lenient reader
     */
    public HistoryReader<T, K> lenient() {
        return new HistoryReader<>(rows.counting());
    }

    /**
     * Sorts what was read on several threads, which live as long as one call; rows are read on the calling thread. The store is
     * the same to the bit on any number of threads.
     *
     * @param threads how many, 1 to 1024; 1 without this
     * @return a reader that sorts so
     * @throws IllegalArgumentException if there are fewer or more
     */
    public HistoryReader<T, K> threads(int threads) {
        return new HistoryReader<>(rows.onThreads(threads));
    }

    private HistoryReader<T, K> with(RowParts<T> parts) {
        return new HistoryReader<>(rows.with(parts));
    }

    private RowParts.Amounts<T> money() {
        checkState(rows.parts().money() != null, "call amounts(…) first");
        return requireNonNull(rows.parts().money());
    }

    /** Follows every key to the end of its chain. */
    static <K> Map<K, K> resolve(Map<? extends K, ? extends K> mergedInto) {
        Map<K, K> resolved = new HashMap<>();
        for (K start : requireNonNull(mergedInto, "mergedInto").keySet()) {
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
        return this.rows.read(requireNonNull(rows, "rows").iterator());
    }

    /**
     * Reads a store; the stream is read sequentially and not closed.
     *
     * @param rows the caller's objects in any order
     * @return the store
     * @throws InvalidRowException if a row cannot become an event and the reader is strict
     */
    public HistoryStore<K> from(Stream<? extends T> rows) {
        return this.rows.read(requireNonNull(rows, "rows").iterator());
    }
}
