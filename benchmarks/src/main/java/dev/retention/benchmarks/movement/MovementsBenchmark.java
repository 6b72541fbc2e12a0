package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.OrdersState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.rule.Tally;
import java.util.EnumSet;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Who came and who left each month: customers new, retained, reactivated and lost, and their amounts.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar MovementsBenchmark
 * }</pre>
 */
public class MovementsBenchmark extends Timed {
    private static final CustomerMovements METHOD = CustomerMovements.over(Stores.MONTHS);

    /** The library over a store. */
    @Benchmark
    public Movements<Long> store(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.sweep(threads));
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandMovements.of(grouped.events(), threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlMovements.of(loaded.database());
    }

    /** Streams over objects. */
    @Benchmark
    public long[] streams(Orders orders) {
        return StreamsMovements.of(orders.orders());
    }

    /** The movements in the layout of {@link HandMovements}. */
    static long[] cells(Movements<?> movements) {
        Tally<MovementCell> tally = movements.counted().tally();
        long[] cells = new long[HandMovements.CELLS];
        for (int month = 0; month < MONTHS; month++) {
            for (MovementKind kind : EnumSet.complementOf(EnumSet.of(MovementKind.LIVE))) {
                MovementCell cell = new MovementCell(Stores.MONTHS.period(month), kind);
                int at = HandMovements.cell(month, numberOf(kind));
                cells[at] = tally.count(cell);
                cells[at + 1] = tally.amount(cell);
            }
        }
        return cells;
    }

    private static int numberOf(MovementKind kind) {
        return switch (kind) {
            case NEW -> HandMovements.NEW;
            case RETAINED -> HandMovements.RETAINED;
            case REACTIVATED -> HandMovements.REACTIVATED;
            case LOST -> HandMovements.LOST;
            case LIVE -> throw new AssertionError(kind);
        };
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandMovements.of(events(), 1);
            Check.same("by hand on two threads", expected, HandMovements.of(events(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(METHOD.of(sweep(threads))));
            }
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
            Check.same("DuckDB", byHand(workload), SqlMovements.of(database()));
        }
    }

    /** Events as objects. */
    public static class Orders extends OrdersState {
        @Override
        protected void check(Workload workload) {
            Check.same("streams", byHand(workload), StreamsMovements.of(orders()));
        }
    }

    private static long[] byHand(Workload workload) {
        return HandMovements.of(HandRadixSort.denseWithAmounts(workload), 1);
    }
}
