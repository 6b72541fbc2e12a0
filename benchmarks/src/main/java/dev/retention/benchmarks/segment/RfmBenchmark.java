package dev.retention.benchmarks.segment;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.segment.Rfm;
import dev.retention.segment.RfmScores;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Recency, frequency and money of every customer, scored by quintiles.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RfmBenchmark
 * }</pre>
 */
public class RfmBenchmark extends Timed {
    private static final Rfm RFM = Rfm.asOf(Stores.MONTHS.asOf());

    /** The library over a store. */
    @Benchmark
    public RfmScores<Long> store(Grouped grouped, Threads threads) {
        return RFM.of(grouped.sweep(threads));
    }

    /** By hand over a store's layout. */
    @Benchmark
    public HandRfm hand(Grouped grouped, Threads threads) {
        return HandRfm.of(grouped.events(), threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public void duckDb(Loaded loaded) {
        SqlRfm.make(loaded.database());
    }

    /** The scores in the layout of {@link HandRfm#scores()}. */
    static long[] scores(RfmScores<Long> scores) {
        long[] codes = new long[scores.measured().store().customers()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = scores.score(i)
                    .map(score -> 100 * score.recency() + 10 * score.frequency() + score.money())
                    .orElse(0);
        }
        return codes;
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandRfm.of(events(), 1).scores();
            Check.same(
                    "by hand on two threads", expected, HandRfm.of(events(), 2).scores());
            Check.same("the store", expected, scores(RFM.of(store())));
            Check.same("the store on two threads", expected, scores(RFM.of(sweep(2))));
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
            long[] expected =
                    HandRfm.of(HandRadixSort.denseWithAmounts(workload), 1).scores();
            SqlRfm.make(database());
            Check.same("DuckDB", expected, SqlRfm.read(database(), workload.customerCount()));
        }
    }
}
