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
    // What the compiler leaves of a customer's walk differs from run to run; an object for each event would be four
    // times as much.
    private static final long PER_CUSTOMER = 512;

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
        long moreCustomers = many.customers() - few.customers();
        Predicate<Allocation> nothingPerEvent =
                bytes -> bytes.many() - bytes.few() < PER_CUSTOMER * moreCustomers + EVENTS / 10;
        Allocation bytes =
                Allocation.of(() -> table.method.apply(few), () -> table.method.apply(many), nothingPerEvent);
        assertTrue(nothingPerEvent.test(bytes), () -> bytes + " for " + few + " and " + many);
    }
}
