package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.cohort.HandCohortTable;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Restatement;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Why a cohort table changed when the last hundredth of the events came in: which customers moved which cells.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RestatementBenchmark
 * }</pre>
 */
// The state is filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public class RestatementBenchmark extends Timed {

    /** The library over two stores; the earlier table was counted before. */
    @Benchmark
    public Restatement<Long, CohortCell> restate(TwoStates states) {
        return states.counted.restate(states.store());
    }

    /** By hand over two layouts. */
    @Benchmark
    public HandRestatement hand(TwoStates states) {
        return HandRestatement.of(states.earlierEvents, states.events());
    }

    /** The changes of the cells in the layout of {@link HandCohortTable}. */
    static long[] cells(Restatement<Long, CohortCell> restatement) {
        long[] cells = new long[HandCohortTable.CELLS];
        for (Restatement.CellChange<CohortCell> change : restatement.cells()) {
            int cohort = Stores.MONTHS.first().until(change.cell().cohort());
            cells[cohort * Workload.MONTHS + change.cell().age()] = change.customers();
        }
        return cells;
    }

    /** All events, and those that came before the last hundredth. */
    public static class TwoStates extends GroupedState {
        private GroupedEvents earlierEvents;
        private Counted<Long, CohortCell> counted;

        @Override
        protected void check(Workload workload) {
            Workload earlier = workload.first(size - size / 100);
            earlierEvents = HandRadixSort.dense(earlier);
            HistoryStore<Long> store = Columns.DATES.store(earlier);
            counted = CohortRetention.over(Stores.MONTHS).of(store).counted();
            HandRestatement expected = HandRestatement.of(earlierEvents, events());
            Restatement<Long, CohortCell> restatement = counted.restate(store());
            Check.same("the cells", expected.cells(), cells(restatement));
            long[] customers = restatement.customers().stream()
                    .mapToLong(Restatement.CustomerChange::customer)
                    .sorted()
                    .toArray();
            Check.same("the customers", expected.customers(), customers);
        }
    }
}
