package dev.retention.benchmarks.movement;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.Subscriptions.Contract;
import dev.retention.benchmarks.Timed;
import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ContractChange;
import dev.retention.movement.Contracts;
import dev.retention.movement.MonthlyFactor;
import dev.retention.movement.RecurringRevenue;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The rows of a billing system, each from when until when a subscription had a price, read into a store of recurring value.
 *
 * <p>The size is the number of rows.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ContractsBenchmark
 * }</pre>
 */
public class ContractsBenchmark extends Timed {
    private static final Currency CURRENCY = Currency.getInstance("EUR");
    private static final Contracts<Contract, Long> METHOD = Contracts.<Contract, Long>of(
                    Contract::customer, Contract::subscription)
            .from(Contract::from)
            .until(Contract::until)
            .worth(row -> MonthlyFactor.YEAR_OF_52_WEEKS.monthly(
                    row.price(), row.yearly() ? BillingInterval.YEARLY : BillingInterval.MONTHLY));

    /** The changes between rows. */
    @Benchmark
    public List<ContractChange<Contract, Long>> changes(Rows rows) {
        return METHOD.changes(rows.rows);
    }

    /** The changes and a store of them. */
    @Benchmark
    public HistoryStore<Long> store(Rows rows) {
        return METHOD.read(rows.rows, CURRENCY, RoundingMode.HALF_EVEN);
    }

    /** By hand into columns, of which a store is built. */
    @Benchmark
    public HistoryStore<Long> hand(Rows rows) {
        return HandContracts.read(rows.rows, CURRENCY);
    }

    /** Rows of a billing system. */
    // The rows are made before anything is timed.
    @SuppressWarnings("NullAway.Init")
    @State(Scope.Benchmark)
    public static class Rows {
        @Param("1000000")
        public int size;

        private List<Contract> rows;

        @Setup(Level.Trial)
        public void load() {
            rows = Subscriptions.contracts(size);
            Check.same(
                    "the reader",
                    recurring(HandContracts.read(rows, CURRENCY)),
                    recurring(METHOD.read(rows, CURRENCY, RoundingMode.HALF_EVEN)));
        }

        private static long[] recurring(HistoryStore<Long> store) {
            return RevenueBenchmark.cells(
                    RecurringRevenue.over(RevenueBenchmark.PERIODS).of(store));
        }
    }
}
