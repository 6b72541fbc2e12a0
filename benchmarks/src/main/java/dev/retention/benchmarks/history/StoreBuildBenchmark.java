package dev.retention.benchmarks.history;

import static java.util.stream.Collectors.groupingBy;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.benchmarks.cohort.HandCohortTable;
import dev.retention.benchmarks.movement.HandMovements;
import dev.retention.history.HistoryStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 * Building a store: events as they come, grouped by customer and in time order.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar StoreBuildBenchmark
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
public class StoreBuildBenchmark {

    /** A sort by hand, dates only. */
    @Benchmark
    public GroupedEvents handDates(Events events) {
        return HandRadixSort.of(events.shape, events.workload);
    }

    /** A sort by hand, with amounts. */
    @Benchmark
    public GroupedEvents handAmounts(Events events) {
        return HandRadixSort.withAmounts(events.shape, events.workload);
    }

    /** The library from columns, dates only. */
    @Benchmark
    public HistoryStore<Long> storeDates(Events events) {
        return Stores.ofDates(events.workload);
    }

    /** The library from columns, with amounts. */
    @Benchmark
    public HistoryStore<Long> storeAmounts(Events events) {
        return Stores.withAmounts(events.workload);
    }

    /** Loading a table by its fastest door, dates only. */
    @Benchmark
    public void duckDbDates(Events events, Database database) {
        database.database.loadDates(events.workload);
    }

    /** Loading a table by its fastest door, with amounts. */
    @Benchmark
    public void duckDbAmounts(Events events, Database database) {
        database.database.load(events.workload);
    }

    /** The library from objects, dates only. */
    @Benchmark
    public HistoryStore<Long> storeOfObjects(Objects objects) {
        return Stores.ofObjects(objects.orders);
    }

    /** Streams over objects: a map of sorted lists. */
    @Benchmark
    public Map<Long, List<Order>> streams(Objects objects) {
        Map<Long, List<Order>> histories = objects.orders.stream().collect(groupingBy(Order::customer));
        histories.values().forEach(history -> history.sort(Comparator.comparing(Order::day)));
        return histories;
    }

    /** Events as they come. */
    @State(Scope.Benchmark)
    public static class Events {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"DENSE", "SPARSE", "SORTED"})
        public Shape shape;

        private Workload workload;

        @Setup(Level.Trial)
        public void load() {
            workload = shape.of(size);
            long[] table = HandCohortTable.ofDenseEvents(Workload.dense(size));
            GroupedEvents dates = HandRadixSort.of(shape, workload);
            GroupedEvents amounts = HandRadixSort.withAmounts(shape, workload);
            Check.same("dates by hand", table, HandCohortTable.loop(dates, 1));
            Check.same("amounts by hand", table, HandCohortTable.loop(amounts, 1));
            Check.same("the store of dates", Stores.flat(dates), Stores.flat(Stores.ofDates(workload)));
            Check.same("the store with amounts", Stores.flat(amounts), Stores.flat(Stores.withAmounts(workload)));
            long[] movements = HandMovements.of(HandRadixSort.denseWithAmounts(Workload.dense(size)), 1);
            Check.same("amounts by hand", movements, HandMovements.of(amounts, 1));
        }
    }

    /** A database. */
    @State(Scope.Benchmark)
    public static class Database {
        private DuckDb database;

        @Setup(Level.Trial)
        public void open() {
            database = DuckDb.of(2);
        }

        @TearDown(Level.Trial)
        public void close() {
            database.close();
        }
    }

    /** Events as objects. */
    @State(Scope.Benchmark)
    public static class Objects {
        @Param({"1000000", "10000000"})
        public int size;

        private List<Order> orders;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            orders = workload.orders();
            Check.same(
                    "the store of objects",
                    Stores.flat(Stores.ofDates(workload)),
                    Stores.flat(Stores.ofObjects(orders)));
        }
    }
}
