package dev.retention.benchmarks.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retention.benchmarks.Workload;
import dev.retention.history.HistoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stays in the heap when a store was built: at most 16 bytes per event, 8 more per further column, and 40 per customer. */
class StoreSizeTest {
    private static final int EVENTS = 1_000_000;

    @ParameterizedTest
    @EnumSource
    void sixteenBytesPerEventAndFortyPerCustomer(Columns columns) {
        Workload workload = Workload.dense(EVENTS);
        long before = used();
        HistoryStore<Long> store = columns.store(workload);
        long bytes = used() - before;
        assertTrue(
                bytes <= (16L + 8L * store.columns().size()) * store.events() + 40L * store.customers(),
                () -> bytes + " bytes for " + store + " of " + workload.events());
        // Well below 4 bytes per event the measurement, not the store, would be at fault.
        assertTrue(bytes >= 4L * EVENTS - 1_000_000, () -> bytes + " bytes for " + store);
    }

    /** Bytes in use, once two collections in a row free no more. */
    private static long used() {
        long before = Long.MAX_VALUE;
        while (true) {
            System.gc();
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            if (used > before - 100_000) {
                return used;
            }
            before = used;
        }
    }
}
