package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A churn or movement table allocates itself, perhaps a little per customer, and nothing per event or spell. */
class ChurnAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 1_000_000;
    private static final long PER_CUSTOMER = 256;
    private static final int RUNS = 10;

    // What the constants hold is immutable and cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Table {
        CHURN_OF_ORDERS(Columns.AMOUNTS, CustomerChurn.over(Stores.MONTHS, Spells.ofOrders(60))::of),
        CHURN_OF_CONTRACTS(
                Columns.CODES,
                CustomerChurn.over(
                        Stores.MONTHS,
                        Spells.between("shop", "mail").announcedBy("search").dueOn("friend"))::of),
        MOVEMENTS(Columns.AMOUNTS, CustomerMovements.over(Stores.MONTHS)::of);

        private final Columns columns;
        private final Function<HistoryStore<Long>, ?> method;

        Table(Columns columns, Function<HistoryStore<Long>, ?> method) {
            this.columns = columns;
            this.method = method;
        }
    }

    @ParameterizedTest
    @EnumSource
    void allocatesNothingPerEvent(Table table) {
        // Nearly the same customers, with two events on average and with twenty.
        HistoryStore<Long> few = table.columns.store(Workload.dense(EVENTS).first(EVENTS / 10));
        HistoryStore<Long> many = table.columns.store(Workload.dense(EVENTS));
        long bytesOfFew = bytes(table, few);
        long bytesOfMany = bytes(table, many);
        long moreCustomers = many.customers() - few.customers();
        assertTrue(
                bytesOfMany - bytesOfFew < PER_CUSTOMER * moreCustomers + EVENTS / 10,
                () -> bytesOfFew + " bytes for " + few + ", " + bytesOfMany + " bytes for " + many);
    }

    /** The least of some runs: the first ones load classes, and allocate what the compiler then removes. */
    private static long bytes(Table table, HistoryStore<Long> store) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            table.method.apply(store);
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
        }
        return least;
    }
}
