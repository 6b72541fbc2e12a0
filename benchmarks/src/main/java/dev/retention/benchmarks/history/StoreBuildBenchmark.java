package dev.retention.benchmarks.history;

import static java.util.stream.Collectors.groupingBy;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.NamedOrder;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.benchmarks.cohort.HandCohortTable;
import dev.retention.benchmarks.movement.HandMovements;
import dev.retention.history.HistoryStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Building a store: events as they come, grouped by customer and in time order.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar StoreBuildBenchmark
 * }</pre>
 */
public class StoreBuildBenchmark extends Timed {

    /** A sort by hand of columns. */
    @Benchmark
    public GroupedEvents hand(Events events) {
        return events.columns.byHand(events.shape, events.events());
    }

    /** The library from columns. */
    @Benchmark
    public HistoryStore<Long> store(Events events, Threads threads) {
        return events.columns.store(events.events(), threads.threads);
    }

    /** Loading a table by its fastest door. */
    @Benchmark
    public void duckDb(Events events, Database database) {
        events.columns.load(database.database, events.events());
    }

    /** The library from objects, dates only. */
    @Benchmark
    public HistoryStore<Long> storeOfObjects(Orders orders) {
        return Stores.ofObjects(orders.orders());
    }

    /** By hand from objects: columns, then the sort of columns. */
    @Benchmark
    public GroupedEvents handOfObjects(Orders orders) {
        return HandRadixSort.ofObjects(orders.orders());
    }

    /** Streams over objects: a map of sorted lists. */
    @Benchmark
    public Map<Long, List<Order>> streams(Orders orders) {
        Map<Long, List<Order>> histories = orders.orders().stream().collect(groupingBy(Order::customer));
        histories.values().forEach(history -> history.sort(Comparator.comparing(Order::day)));
        return histories;
    }

    /** The library from objects whose customers are texts, dates only. */
    @Benchmark
    public HistoryStore<String> storeOfNames(NamedOrders orders) {
        return Stores.ofNamedObjects(orders.orders);
    }

    /** By hand from objects whose customers are texts: a hash map that numbers them, then a sort by number and day. */
    @Benchmark
    public HandNamedEvents handOfNames(NamedOrders orders) {
        return HandNamedEvents.of(orders.orders);
    }

    /** Events as they come. */
    public static class Events extends EventsState {
        @Param({"DATES", "AMOUNTS"})
        public Columns columns = Columns.DATES;

        @Override
        protected void check(Workload workload) {
            GroupedEvents byHand = columns.byHand(shape, workload);
            long[] table = HandCohortTable.ofDenseEvents(Workload.dense(size));
            Check.same("by hand", table, HandCohortTable.loop(byHand, 1));
            if (columns == Columns.AMOUNTS) {
                long[] movements = HandMovements.of(HandRadixSort.denseWithAmounts(Workload.dense(size)), 1);
                Check.same("amounts by hand", movements, HandMovements.of(byHand, 1));
            }
            for (int threads : new int[] {1, 2}) {
                Check.same("the store", Stores.flat(byHand), Stores.flat(columns.store(workload, threads)));
            }
        }
    }

    /** A database. */
    @State(Scope.Benchmark)
    // The field is filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
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
    public static class Orders extends OrdersState {
        @Override
        protected void check(Workload workload) {
            long[] byHand = Stores.flat(HandRadixSort.ofObjects(orders()));
            Check.same("the store", byHand, Stores.flat(Columns.DATES.store(workload)));
            Check.same("the store of objects", byHand, Stores.flat(Stores.ofObjects(orders())));
        }
    }

    /** Events as objects whose customers are texts, which are in no order of the texts where they come grouped. */
    // The field is filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class NamedOrders extends WorkloadState {
        @Param({"DENSE", "SORTED"})
        public Shape shape = Shape.DENSE;

        private List<NamedOrder> orders;

        @Override
        protected Workload workload() {
            return shape.of(size);
        }

        @Override
        protected void take(Workload workload) {
            orders = workload.namedOrders();
        }

        @Override
        protected void check(Workload workload) {
            Check.same(
                    "the store of names",
                    HandNamedEvents.of(orders).flat(),
                    HandNamedEvents.flat(Stores.ofNamedObjects(orders)));
        }
    }
}
