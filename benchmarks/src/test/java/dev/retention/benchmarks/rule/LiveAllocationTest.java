package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.rule.Live;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live update allocates a handful of small objects, however long the customer's history and whatever the tables. */
class LiveAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Event EVENT = Event.on(LocalDate.of(2024, 3, 11)).worth(new BigDecimal("11.11"));
    private static final int EVENTS = 200_000;
    private static final int UPDATES = 10_000;
    private static final long PER_UPDATE = 512;

    @ParameterizedTest
    @ValueSource(ints = {20, 200, 2_000})
    void anUpdateAllocatesNothingPerEvent(int eventsPerCustomer) {
        int customers = EVENTS / eventsPerCustomer;
        Workload dense = Workload.dense(EVENTS);
        long[] ids = dense.customers().clone();
        for (int i = 0; i < ids.length; i++) {
            ids[i] %= customers;
        }
        HistoryStore<Long> store = Columns.AMOUNTS.store(Workload.of(customers, ids, dense.days(), dense.amounts()));
        Live<Long> live = Live.from(store);
        live.track(CohortRetention.over(Stores.MONTHS).rule(store));
        live.track(CustomerMovements.over(Stores.MONTHS).rule(store));
        // The least of some runs: the first lets columns grow that are full and allocates what the compiler then
        // removes, which takes it a while on a busy machine.
        long bytes = Long.MAX_VALUE;
        for (int run = 0; run < 5 || (run < 100 && bytes >= PER_UPDATE * 2 * UPDATES); run++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            update(live, store);
            bytes = Math.min(
                    bytes,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        long least = bytes;
        assertTrue(least < PER_UPDATE * 2 * UPDATES, () -> least + " bytes for " + 2 * UPDATES + " updates");
    }

    /** An event comes and goes, for one customer after the other. */
    private static void update(Live<Long> live, HistoryStore<Long> store) {
        for (int i = 0; i < UPDATES; i++) {
            Long customer = store.customer(i % store.customers());
            live.add(customer, EVENT);
            live.remove(customer, EVENT);
        }
    }
}
