package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retention.benchmarks.Allocation;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A churn or movement table allocates itself, perhaps a little per customer, and nothing per event or spell. */
class ChurnAllocationTest {
    private static final int EVENTS = 1_000_000;
    private static final long PER_CUSTOMER = 256;

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
        // The same customers but for a few, with ten events on average and with twenty: what a compiler leaves per
        // customer is in both.
        HistoryStore<Long> few = table.columns.store(Workload.dense(EVENTS).first(EVENTS / 2));
        HistoryStore<Long> many = table.columns.store(Workload.dense(EVENTS));
        long moreCustomers = many.customers() - few.customers();
        Predicate<Allocation> nothingPerEvent =
                bytes -> bytes.many() - bytes.few() < PER_CUSTOMER * moreCustomers + EVENTS / 20;
        Allocation bytes =
                Allocation.of(() -> table.method.apply(few), () -> table.method.apply(many), nothingPerEvent);
        assertTrue(nothingPerEvent.test(bytes), () -> bytes + " for " + few + " and " + many);
    }
}
