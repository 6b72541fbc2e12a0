package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retention.benchmarks.Allocation;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.rule.Live;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live update allocates a handful of small objects, however long the customer's history and whatever the tables. */
class LiveAllocationTest {
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
        Allocation bytes = Allocation.of(
                () -> {}, () -> update(live, store), allocated -> allocated.many() < PER_UPDATE * 2 * UPDATES);
        assertTrue(bytes.many() < PER_UPDATE * 2 * UPDATES, () -> bytes + " for " + 2 * UPDATES + " updates");
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
