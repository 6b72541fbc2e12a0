package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every table stands on, over a store with amounts: one rule, two rules in one pass, the members of a cell.
 *
 * <p>Two rules in one pass should take no longer than the two passes, and the members of a cell no longer than one and a
 * half.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SweepBenchmark
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
public class SweepBenchmark {

    @Benchmark
    public Counted<Long, CohortCell> cohorts(Store store, Threads threads) {
        return store.sweep(threads).count(store.cohorts);
    }

    @Benchmark
    public Counted<Long, MovementCell> movements(Store store, Threads threads) {
        return store.sweep(threads).count(store.movements);
    }

    @Benchmark
    public List<Counted<Long, ?>> bothInOnePass(Store store, Threads threads) {
        return store.sweep(threads).countAll(List.of(store.cohorts, store.movements));
    }

    /** Of one cell of the cohort table, which was counted before. */
    @Benchmark
    public Members<Long> members(Store store) {
        return store.counted.members(store.cell);
    }

    /** A store, two rules and a counted table. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param({"1000000", "10000000"})
        public int size;

        private HistoryStore<Long> store;
        private Rule<CohortCell> cohorts;
        private Rule<MovementCell> movements;
        private Counted<Long, CohortCell> counted;
        private CohortCell cell;

        @Setup(Level.Trial)
        public void load() {
            store = Stores.withAmounts(Workload.dense(size));
            cohorts = CohortRetention.over(Stores.MONTHS).rule(store);
            movements = CustomerMovements.over(Stores.MONTHS).rule(store);
            counted = Sweep.over(store).count(cohorts);
            cell = new CohortCell(Stores.MONTHS.period(6), 3);
            Check.same("the members", new long[] {counted.count(cell)}, new long[] {
                counted.members(cell).size()
            });
            List<Counted<Long, ?>> both = Sweep.over(store).threads(2).countAll(List.of(cohorts, movements));
            if (!both.get(0).tally().equals(counted.tally())
                    || !both.get(1)
                            .tally()
                            .equals(Sweep.over(store).count(movements).tally())) {
                throw new IllegalStateException("two rules in one pass differ from two passes");
            }
        }

        private Sweep<Long> sweep(Threads threads) {
            return Sweep.over(store).threads(threads.threads);
        }
    }
}
