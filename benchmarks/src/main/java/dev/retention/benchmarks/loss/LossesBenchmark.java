package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.loss.LossCell;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossValue;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Losses;
import dev.retention.movement.Spells;
import dev.retention.rule.Tally;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The losses of 24 months and what the lost were worth in three ways, customers being live for 60 days after an order.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LossesBenchmark
 * }</pre>
 */
public class LossesBenchmark extends Timed {
    private static final Losses METHOD =
            Losses.over(Stores.MONTHS, Spells.ofOrders(HandLosses.GAP)).worth(LossValue.ofOrders());
    private static final List<LossItem> ITEMS =
            List.of(LossItem.START, LossItem.LOST, LossItem.ARRIVED_AND_LOST, LossItem.LOST_AND_BACK);

    /** The library over a store. */
    @Benchmark
    public LossTable<Long> store(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.sweep(threads));
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandLosses.of(grouped.events(), threads.threads);
    }

    /** The losses in the layout of {@link HandLosses}. */
    static long[] cells(LossTable<?> table) {
        long[] cells = new long[HandLosses.CELLS];
        Tally<LossCell> tally = table.counted().tally();
        for (int item = 0; item < HandLosses.ITEMS; item++) {
            for (int worth = 0; worth < HandLosses.WORTHS; worth++) {
                for (int month = 0; month < Workload.MONTHS; month++) {
                    LossCell at = new LossCell(
                            ITEMS.get(item), List.of(LossWorth.values()).get(worth), Stores.MONTHS.period(month));
                    int cell = HandLosses.cell(item, worth, month);
                    cells[cell] = tally.count(at);
                    cells[cell + 1] = tally.amount(at);
                }
            }
        }
        return cells;
    }

    /** Orders grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandLosses.of(events(), 1);
            Check.same("by hand on two threads", expected, HandLosses.of(events(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(METHOD.of(sweep(threads))));
            }
        }
    }
}
