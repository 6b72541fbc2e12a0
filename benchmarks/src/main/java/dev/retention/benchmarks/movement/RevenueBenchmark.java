package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Subscriptions.MONTHS;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.OrdersState;
import dev.retention.benchmarks.history.WorkloadState;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.In;
import dev.retention.rule.Resampled;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Recurring value of 36 months: every movement by snapshot and by ledger, net and gross retention of each month, and its interval.
 *
 * <p>The size is the number of subscriptions; there are some 2.7 changes of each.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RevenueBenchmark -p size=1000000
 * }</pre>
 */
// The states are filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public class RevenueBenchmark extends Timed {
    static final Timeline PERIODS =
            Timeline.monthly(Subscriptions.END.minusDays(1)).from(Subscriptions.START);

    private static final RecurringRevenue METHOD = RecurringRevenue.over(PERIODS);
    private static final int MONTH = 20;

    /** The library over a store: the table, and two rates of each month. */
    @Benchmark
    public double[] store(Grouped grouped, Threads threads) {
        return rates(METHOD.of(grouped.sweep(threads.threads)));
    }

    /** By hand over a store's layout: movements, from which all else follows. */
    @Benchmark
    public Object hand(Grouped grouped, Threads threads) {
        return HandRevenue.of(grouped.events, threads.threads);
    }

    /** By hand over a store's layout, every item for itself. */
    @Benchmark
    public Object handItems(Grouped grouped, Threads threads) {
        return HandRevenue.itemByItem(grouped.events, threads.threads);
    }

    /** A query on loaded changes. */
    @Benchmark
    public Object duckDb(Loaded loaded) {
        return SqlRevenue.of(loaded.database());
    }

    /** Streams over objects. */
    @Benchmark
    public Object streams(Orders orders) {
        return StreamsRevenue.of(orders.orders());
    }

    /** Counted in buckets, for intervals; at most four times the plain table. */
    @Benchmark
    public Tally<In<RevenueCell>> buckets(Grouped grouped, Threads threads) {
        return grouped.inBuckets(threads.threads);
    }

    /** The interval of the net retention of one month, with 2,000 replicates. */
    @Benchmark
    public Optional<Resampled.Estimate> interval(Grouped grouped) {
        return grouped.resampled.estimate(RevenueBenchmark::netRetention, 0.95);
    }

    private static Optional<Double> netRetention(RevenueMovements<Long> table) {
        return table.periods().get(MONTH).rate(RevenueFormula.NRR_COHORT).map(RevenueRate::asDouble);
    }

    /** Net, then gross retention of each month. */
    static double[] rates(RevenueMovements<?> table) {
        return Stream.of(RevenueFormula.NRR_COHORT, RevenueFormula.GRR_MIN)
                .flatMapToDouble(formula -> table.periods().stream()
                        .flatMapToDouble(month -> DoubleStream.of(
                                month.rate(formula).map(RevenueRate::asDouble).orElse(Double.NaN))))
                .toArray();
    }

    /** The table in the layout of {@link Revenue}. */
    static long[] cells(RevenueMovements<?> table) {
        Tally<RevenueCell> tally = table.counted().tally();
        long[] cells = new long[Revenue.CELLS];
        for (int month = 0; month < MONTHS; month++) {
            for (int item = 0; item < Revenue.ITEMS; item++) {
                RevenueCell cell = new RevenueCell(PERIODS.period(month), RevenueItem.values()[item]);
                cells[Revenue.cell(month, item)] = tally.count(cell);
                cells[Revenue.cell(month, item) + 1] = tally.amount(cell);
            }
        }
        return cells;
    }

    private static void check(String competitor, Revenue expected, Revenue actual) {
        Check.same(competitor, expected.cells(), actual.cells());
        Check.close(competitor, expected.rates(), actual.rates());
    }

    /** Changes grouped by customer. */
    public static class Grouped extends WorkloadState {
        private HistoryStore<Long> store;
        private GroupedEvents events;
        private Rule<RevenueCell> rule;
        private Resampled<RevenueMovements<Long>> resampled;

        @Override
        protected Workload workload() {
            return Subscriptions.changes(size);
        }

        @Override
        protected void take(Workload workload) {
            store = Columns.AMOUNTS.store(workload);
            events = GroupedEvents.ofAnyDays(workload);
            rule = METHOD.rule(store);
        }

        @Override
        protected void check(Workload workload) {
            Revenue expected = HandRevenue.of(events, 1);
            for (int threads = 1; threads <= 2; threads++) {
                RevenueBenchmark.check("by hand", expected, HandRevenue.of(events, threads));
                RevenueBenchmark.check("item by item", expected, HandRevenue.itemByItem(events, threads));
                RevenueMovements<Long> table = METHOD.of(sweep(threads));
                RevenueBenchmark.check("the store", expected, new Revenue(cells(table), rates(table)));
            }
            resampled = Resampled.of(rule, inBuckets(1), METHOD::of);
            RevenueMovements<Long> united = resampled.table();
            RevenueBenchmark.check("the buckets", expected, new Revenue(cells(united), rates(united)));
        }

        private Sweep<Long> sweep(int threads) {
            return Sweep.over(store).threads(threads);
        }

        private Tally<In<RevenueCell>> inBuckets(int threads) {
            return sweep(threads).count(rule.by(Resampled.buckets())).tally();
        }
    }

    /** Changes in a database. */
    public static class Loaded extends LoadedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected Workload workload() {
            return Subscriptions.changes(size);
        }

        @Override
        protected void check(Workload workload) {
            DuckDb database = database();
            RevenueBenchmark.check("DuckDB", byHand(workload), SqlRevenue.of(database));
        }
    }

    /** Changes as objects. */
    public static class Orders extends OrdersState {
        @Override
        protected Workload workload() {
            return Subscriptions.changes(size);
        }

        @Override
        protected void check(Workload workload) {
            RevenueBenchmark.check("streams", byHand(workload), StreamsRevenue.of(orders()));
        }
    }

    private static Revenue byHand(Workload workload) {
        return HandRevenue.of(GroupedEvents.ofAnyDays(workload), 1);
    }
}
