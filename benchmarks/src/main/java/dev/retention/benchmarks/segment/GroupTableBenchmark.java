package dev.retention.benchmarks.segment;

import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.rule.Grouping;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupChange;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ProfitTable;
import java.math.BigDecimal;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What four groups bring and cost in each of 24 months, and what changed it, where customers move from group to group.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar GroupTableBenchmark -p size=1000000
 * }</pre>
 */
public class GroupTableBenchmark extends Timed {
    private static final CustomerProfit METHOD =
            CustomerProfit.over(Stores.MONTHS).cost(Columns.COST);
    private static final Grouping CODE = Grouping.ofCode("code", Grouping.Reading.AT_PERIOD, code -> code);
    private static final Map<GroupChange.Kind, Integer> ITEMS = Map.of(
            GroupChange.Kind.NEW, HandGroups.NEW,
            GroupChange.Kind.REACTIVATED, HandGroups.REACTIVATED,
            GroupChange.Kind.MORE, HandGroups.MORE,
            GroupChange.Kind.LESS, HandGroups.LESS,
            GroupChange.Kind.LOST, HandGroups.LOST,
            GroupChange.Kind.MOVED_IN, HandGroups.MOVED_IN,
            GroupChange.Kind.MOVED_OUT, HandGroups.MOVED_OUT);

    /** The library: the table of all customers. */
    @Benchmark
    public ProfitTable<Long> whole(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.sweep(threads));
    }

    /** The library: the groups, and the table of all customers before. */
    @Benchmark
    public GroupTable<Long> store(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.sweep(threads)).groups(CODE);
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandGroups.of(grouped.events(), threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlGroups.of(loaded.database());
    }

    /** The groups in the layout of {@link HandGroups}. */
    static long[] cells(GroupTable<?> table) {
        long[] cells = new long[HandGroups.CELLS];
        for (int month = 0; month < MONTHS; month++) {
            String period = Stores.MONTHS.period(month).toString();
            for (int group = 0; group < HandGroups.GROUPS; group++) {
                GroupTable<?>.Row row = table.inPeriod(period, Workload.CODES.get(group));
                put(cells, month, group, HandGroups.REVENUE, row.customers(), row.revenue());
                put(
                        cells,
                        month,
                        group,
                        HandGroups.COST,
                        row.customers(),
                        row.cost().orElseThrow());
                GroupChange<?> change = row.change();
                for (Map.Entry<GroupChange.Kind, Integer> item : ITEMS.entrySet()) {
                    GroupChange.Part<?> part = change.part(item.getKey());
                    put(cells, month, group, item.getValue(), part.customers(), part.amount());
                }
            }
        }
        return cells;
    }

    private static void put(long[] cells, int month, int group, int item, long customers, BigDecimal amount) {
        cells[HandGroups.cell(month, group, item)] = customers;
        cells[HandGroups.cell(month, group, item) + 1] =
                amount.movePointRight(2).longValueExact();
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected Columns columns() {
            return Columns.ORDERS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandGroups.of(events(), 1);
            Check.same("by hand on two threads", expected, HandGroups.of(events(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same(
                        "the store", expected, cells(METHOD.of(sweep(threads)).groups(CODE)));
            }
        }
    }

    /** Events in a database. */
    public static class Loaded extends LoadedState {
        @Override
        protected Columns columns() {
            return Columns.ORDERS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandGroups.of(Columns.ORDERS.byHand(dev.retention.benchmarks.Shape.DENSE, workload), 1);
            Check.same("DuckDB", expected, SqlGroups.of(database()));
        }
    }
}
