package dev.retention.benchmarks.movement;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.Stores;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.Movements;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who came and who left each month: customers new, retained, reactivated and lost, and their amounts.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar MovementsBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms8g", "-Xmx8g"})
// The states are filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class MovementsBenchmark {

    /** The library over a store. */
    @Benchmark
    public Movements<Long> store(Grouped grouped, Threads threads) {
        return movements(grouped.store, threads.threads);
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandMovements.of(grouped.events, threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlMovements.of(loaded.database);
    }

    /** Streams over objects. */
    @Benchmark
    public long[] streams(Objects objects) {
        return StreamsMovements.of(objects.orders);
    }

    private static Movements<Long> movements(HistoryStore<Long> store, int threads) {
        return CustomerMovements.over(Stores.MONTHS).of(Sweep.over(store).threads(threads));
    }

    static long[] cells(Movements<?> movements) {
        Tally<MovementCell> tally = movements.counted().tally();
        long[] cells = new long[HandMovements.CELLS];
        for (int i = 0; i < cells.length; i += 2) {
            cells[i] = tally.countAt(i / 2);
            cells[i + 1] = tally.amountAt(i / 2);
        }
        return cells;
    }

    /** Events grouped by customer. */
    @State(Scope.Benchmark)
    public static class Grouped {
        @Param({"1000000", "10000000"})
        public int size;

        private HistoryStore<Long> store;
        private GroupedEvents events;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            store = Stores.withAmounts(workload);
            events = HandRadixSort.denseWithAmounts(workload);
            long[] expected = HandMovements.of(events, 1);
            Check.same("by hand on two threads", expected, HandMovements.of(events, 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(movements(store, threads)));
            }
        }
    }

    /** Events in a database. */
    @State(Scope.Benchmark)
    public static class Loaded {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"1", "2"})
        public int threads;

        private DuckDb database;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            database = DuckDb.of(threads);
            database.load(workload);
            long[] expected = HandMovements.of(HandRadixSort.denseWithAmounts(workload), 1);
            Check.same("DuckDB", expected, SqlMovements.of(database));
        }

        @TearDown(Level.Trial)
        public void close() {
            database.close();
        }
    }

    /** Events as objects. */
    @State(Scope.Benchmark)
    public static class Objects {
        @Param("1000000")
        public int size;

        private List<Order> orders;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            orders = workload.orders();
            long[] expected = HandMovements.of(HandRadixSort.denseWithAmounts(workload), 1);
            Check.same("streams", expected, StreamsMovements.of(orders));
        }
    }
}
