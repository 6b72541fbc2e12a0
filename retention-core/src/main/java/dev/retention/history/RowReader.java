package dev.retention.history;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.retention.internal.Parallel;
import dev.retention.internal.store.CustomerKeys.Collector;
import dev.retention.internal.store.Dictionary;
import dev.retention.internal.store.KeyedEvents;
import dev.retention.internal.store.Words;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an input into a store.
 *
 * @param customer reads the key
 * @param parts read what an event has
 * @param identity reads what makes rows the same, or null if all differ
 * @param merges what keys became
 * @param lenient whether odd rows are counted, not refused
 * @param threads how many threads sort what was read
 */
record RowReader<T, K>(
        Function<? super T, ? extends @Nullable K> customer,
        RowParts<T> parts,
        @Nullable Function<? super T, ? extends @Nullable Object> identity,
        ImmutableMap<K, K> merges,
        boolean lenient,
        int threads) {
    private static final int DEEPEST_CAUSE = 32;
    private static final @Nullable Object[] NO_VALUES = {};

    RowReader<T, K> with(RowParts<T> changed) {
        return new RowReader<>(customer, changed, identity, merges, lenient, threads);
    }

    RowReader<T, K> distinctBy(Function<? super T, ? extends @Nullable Object> changed) {
        return new RowReader<>(customer, parts, requireNonNull(changed, "identity"), merges, lenient, threads);
    }

    RowReader<T, K> merging(Map<K, K> changed) {
        return new RowReader<>(customer, parts, identity, ImmutableMap.copyOf(changed), lenient, threads);
    }

    RowReader<T, K> counting() {
        return new RowReader<>(customer, parts, identity, merges, true, threads);
    }

    RowReader<T, K> onThreads(int changed) {
        return new RowReader<>(customer, parts, identity, merges, lenient, Parallel.checkThreads(changed));
    }

    HistoryStore<K> read(Iterator<? extends T> rows) {
        Exclusions.Log log = new Exclusions.Log(lenient);
        Collected<K> collected = new Collected<>(parts);
        Map<Object, Row<K>> identified = new LinkedHashMap<>();
        for (long number = 1; rows.hasNext(); number++) {
            Row<K> row = tryRow(rows.next(), number, log);
            if (row == null) {
                continue;
            }
            if (row.identity == null) {
                collected.add(row);
                continue;
            }
            Row<K> former = identified.putIfAbsent(row.identity, row);
            if (former != null) {
                ExclusionReason reason = row.isLike(former) ? ExclusionReason.REPEATED : ExclusionReason.CONFLICTING;
                log.exclude(number, reason, "identity " + row.identity);
                if (row.isBefore(former)) {
                    identified.put(row.identity, row);
                }
            }
        }
        identified.values().forEach(collected::add);
        return collected.toStore(log.toExclusions(), threads);
    }

    /** A row read, or null if it was excluded, perhaps since an accessor threw. */
    private @Nullable Row<K> tryRow(@Nullable T row, long number, Exclusions.Log log) {
        try {
            return row(requireNonNull(row, "the row"), number, log);
        } catch (InvalidRowException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isOfTheSource(e)) {
                throw Exclusions.unreadable(number, e);
            }
            log.excludeUnreadable(number, e);
            return null;
        }
    }

    /** Whether an accessor failed since the input cannot be read any further, and not since its row is odd. */
    private static boolean isOfTheSource(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof IOException) {
                return true;
            }
            // By name, since an image may lack that module.
            for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
                if (type.getName().equals("java.sql.SQLException")) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }

    private @Nullable Row<K> row(T row, long number, Exclusions.Log log) {
        K key = customer.apply(row);
        if (key == null) {
            log.exclude(number, ExclusionReason.NO_CUSTOMER, "");
            return null;
        }
        Long when = parts.time().of(row, key, number, log);
        if (when == null) {
            return null;
        }
        RowParts.Amounts<T> money = parts.money();
        Long amount = money == null ? Long.valueOf(0) : money.amount(row, number, log);
        if (amount == null) {
            return null;
        }
        Function<? super T, ? extends @Nullable String> code = parts.code();
        String name = code == null ? "" : code.apply(row);
        if (name == null) {
            log.exclude(number, ExclusionReason.NO_CODE, "customer " + key);
            return null;
        }
        ImmutableList<RowParts.Further<T>> further = parts.further();
        @Nullable Object[] values = further.isEmpty() ? NO_VALUES : new Object[further.size()];
        for (int i = 0; i < values.length; i++) {
            if (!further.get(i).read(row, money, number, log, values, i)) {
                return null;
            }
        }
        Object id = identity == null ? null : identity.apply(row);
        return new Row<>(merges.getOrDefault(key, key), key, when, amount, name, values, id);
    }

    /** What was read of a row: the customer after merging, the key it came with, and what the event has. */
    private static final class Row<K> {
        private final K customer;
        private final K cameAs;
        private final long time;
        private final long amount;
        private final String code;
        private final @Nullable Object[] values;
        private final @Nullable Object identity;

        Row(
                K customer,
                K cameAs,
                long time,
                long amount,
                String code,
                @Nullable Object[] values,
                @Nullable Object identity) {
            this.customer = customer;
            this.cameAs = cameAs;
            this.time = time;
            this.amount = amount;
            this.code = code;
            this.values = values;
            this.identity = identity;
        }

        boolean isLike(Row<K> other) {
            return customer.equals(other.customer)
                    && time == other.time
                    && amount == other.amount
                    && code.equals(other.code)
                    && Arrays.equals(values, other.values);
        }

        /** A total order where keys are comparable, so that of conflicting rows the same one is kept in any order. */
        boolean isBefore(Row<K> other) {
            int order = Long.compare(time, other.time);
            order = order != 0 ? order : Long.compare(amount, other.amount);
            order = order != 0 ? order : code.compareTo(other.code);
            for (int i = 0; order == 0 && i < values.length; i++) {
                order = compare(values[i], other.values[i]);
            }
            boolean comparable = customer instanceof Comparable && customer.getClass() == other.customer.getClass();
            return order < 0 || (order == 0 && comparable && compare(customer, other.customer) < 0);
        }

        @SuppressWarnings("unchecked")
        private static int compare(@Nullable Object left, @Nullable Object right) {
            return left == null || right == null
                    ? Boolean.compare(left != null, right != null)
                    : ((Comparable<Object>) left).compareTo(right);
        }
    }

    /** Growing columns of the events read. */
    private static final class Collected<K> {
        private final RowParts<?> parts;
        private final Collector<String> codes = new Collector<>();
        private final KeyedEvents<K> events;
        private final Set<K> merged = new HashSet<>();
        private long moved;

        Collected(RowParts<?> parts) {
            this.parts = parts;
            this.events = new KeyedEvents<>(parts.schema());
        }

        void add(Row<K> row) {
            int code = parts.code() == null ? 0 : codes.number(row.code);
            events.add(row.customer, row.time, row.amount, code);
            for (int i = 0; i < row.values.length; i++) {
                Object value = row.values[i];
                if (value instanceof String text) {
                    events.set(i, text);
                } else if (value != null) {
                    events.set(i, (Long) value);
                }
            }
            if (row.customer != row.cameAs && !row.customer.equals(row.cameAs)) {
                merged.add(row.cameAs);
                moved++;
            }
        }

        HistoryStore<K> toStore(Exclusions exclusions, int threads) {
            events.replaceCodes(codes.rank());
            Dictionary names = parts.code() == null ? Dictionary.NAMELESS : Dictionary.of(codes.keys(), 0);
            Words words = events.rankTexts(names);
            return new HistoryStore<>(events.toData(words, threads), exclusions, new MergeEffect(merged.size(), moved));
        }
    }
}
