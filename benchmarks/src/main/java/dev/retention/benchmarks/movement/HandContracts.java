package dev.retention.benchmarks.movement;

import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.Subscriptions.Contract;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

/**
 * Contracts read by hand into columns of changes, of which the library builds a store: rows ordered by packed numbers, prices as longs.
 *
 * <p>Knows that subscriptions are numbered, that rows do not overlap, and that prices have two decimals; refuses nothing.
 */
final class HandContracts {
    private static final int DAY_BITS = 11;
    private static final int ROW_BITS = 24;

    private HandContracts() {}

    static HistoryStore<Long> read(List<Contract> rows, Currency currency) {
        long[] keys = new long[rows.size()];
        for (int i = 0; i < keys.length; i++) {
            Contract row = rows.get(i);
            long day = row.from().toEpochDay() - Subscriptions.EARLIEST_DAY;
            keys[i] = (row.subscription() << DAY_BITS | day) << ROW_BITS | i;
        }
        Arrays.sort(keys);
        long[] customers = new long[2 * keys.length];
        int[] days = new int[customers.length];
        long[] amounts = new long[customers.length];
        int size = 0;
        for (int i = 0; i < keys.length; i++) {
            Contract row = rows.get(rowOf(keys[i]));
            Contract next = i + 1 < keys.length ? rows.get(rowOf(keys[i + 1])) : null;
            long value = Subscriptions.monthly(row.price().unscaledValue().longValueExact(), row.yearly());
            // What the row before left to be taken off on this day, if it is of this subscription.
            customers[size] = row.customer();
            days[size] = (int) row.from().toEpochDay();
            amounts[size++] += value;
            LocalDate until = row.until();
            if (until != null) {
                amounts[size] = -value;
                if (next == null
                        || next.subscription() != row.subscription()
                        || !next.from().equals(until)) {
                    customers[size] = row.customer();
                    days[size++] = (int) until.toEpochDay();
                }
            }
        }
        return LongHistoryBuilder.build(
                Arrays.copyOf(customers, size), Arrays.copyOf(days, size), Arrays.copyOf(amounts, size), currency);
    }

    private static int rowOf(long key) {
        return (int) key & ((1 << ROW_BITS) - 1);
    }
}
