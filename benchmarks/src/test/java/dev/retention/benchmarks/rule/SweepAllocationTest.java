package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.Lifecycle;
import dev.retention.cohort.ReturnRule;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sweep allocates its tables, perhaps a little per customer where the compiler leaves an object, and nothing per event. */
class SweepAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 1_000_000;
    private static final long TABLES = 1_000_000;
    private static final long PER_CUSTOMER = 256;
    private static final int RUNS = 5;

    // Nearly the same customers, with two events on average and with twenty.
    private static final HistoryStore<Long> FEW =
            Columns.AMOUNTS.store(Workload.dense(EVENTS).first(EVENTS / 10));
    private static final HistoryStore<Long> MANY = Columns.AMOUNTS.store(Workload.dense(EVENTS));

    // What the constants hold is immutable and cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Swept {
        COHORTS(CohortRetention.over(Stores.MONTHS)::rule),
        OR_LATER(CohortRetention.over(Stores.MONTHS).returning(ReturnRule.OR_LATER)::rule),
        AT_LEAST_3(CohortRetention.over(Stores.MONTHS).atLeast(3)::rule),
        BRACKETS(CohortRetention.over(Stores.MONTHS).brackets(1, 3, 3, 6, 10)::rule),
        LIFECYCLE(Lifecycle.over(Stores.MONTHS)::rule),
        MOVEMENTS(CustomerMovements.over(Stores.MONTHS)::rule),
        CHURN(CustomerChurn.over(Stores.MONTHS, Spells.ofOrders(60))::rule);

        private final Function<HistoryStore<?>, Rule<?>> rule;

        Swept(Function<HistoryStore<?>, Rule<?>> rule) {
            this.rule = rule;
        }
    }

    @ParameterizedTest
    @EnumSource
    void allocatesNothingPerEvent(Swept swept) {
        long few = bytes(swept, FEW);
        long many = bytes(swept, MANY);
        long moreCustomers = MANY.customers() - FEW.customers();
        assertTrue(
                many - few < PER_CUSTOMER * moreCustomers + EVENTS / 10,
                () -> few + " bytes for " + FEW + ", " + many + " bytes for " + MANY);
        assertTrue(many < TABLES + PER_CUSTOMER * MANY.customers(), () -> many + " bytes for " + MANY);
    }

    /** The least of some runs: the first ones load classes, and allocate what the compiler then removes. */
    private static long bytes(Swept swept, HistoryStore<Long> store) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            Sweep.over(store).count(swept.rule.apply(store));
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
        }
        return least;
    }
}
