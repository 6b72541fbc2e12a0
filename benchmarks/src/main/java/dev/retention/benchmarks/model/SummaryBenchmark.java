package dev.retention.benchmarks.model;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Per customer what the purchase models read: repeat days, recency, age and mean spend of a repeat day.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SummaryBenchmark
 * }</pre>
 */
public class SummaryBenchmark extends Timed {
    private static final PurchaseCounting COUNTING = PurchaseCounting.daily(Stores.MONTHS.asOf());

    /** The library over a store. */
    @Benchmark
    public CustomerPurchases<Long> store(Grouped grouped) {
        return COUNTING.of(grouped.store());
    }

    /** By hand over a store's layout. */
    @Benchmark
    public HandSummary hand(Grouped grouped, Threads threads) {
        return HandSummary.of(grouped.events(), threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public void duckDb(Loaded loaded) {
        SqlSummary.make(loaded.database());
    }

    /** The purchases in the layout of {@link HandSummary#values()}. */
    static double[] values(CustomerPurchases<?> purchases) {
        double[] values = new double[4 * purchases.customers()];
        for (int i = 0; i < purchases.customers(); i++) {
            PurchaseHistory history = purchases.history(i);
            values[4 * i] = history.frequency();
            values[4 * i + 1] = history.recency();
            values[4 * i + 2] = history.age();
            // The library speaks of major units.
            values[4 * i + 3] =
                    history.frequency() == 0 ? 0 : 100 * purchases.spend(i).meanSpend();
        }
        return values;
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            double[] expected = HandSummary.of(events(), 1).values();
            Check.close(
                    "by hand on two threads",
                    expected,
                    HandSummary.of(events(), 2).values());
            Check.close("the store", expected, values(COUNTING.of(store())));
        }
    }

    /** Events in a database. */
    public static class Loaded extends LoadedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            double[] expected =
                    HandSummary.of(HandRadixSort.denseWithAmounts(workload), 1).values();
            SqlSummary.make(database());
            Check.close("DuckDB", expected, SqlSummary.read(database(), workload.customerCount()));
        }
    }
}
