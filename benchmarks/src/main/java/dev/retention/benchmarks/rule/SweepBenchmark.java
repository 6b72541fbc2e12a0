package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Members;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.Movements;
import dev.retention.rule.Counted;
import dev.retention.rule.Explanation;
import dev.retention.rule.Reconciliation;
import dev.retention.rule.Resampled;
import dev.retention.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What every table stands on, over a store with amounts: one rule, two rules in one pass, the members of a cell, how two
 * cells differ, the cells of a customer.
 *
 * <p>Two rules in one pass should take no longer than the two passes, and the members of a cell no longer than one and a
 * half.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SweepBenchmark
 * }</pre>
 */
// The state is filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public class SweepBenchmark extends Timed {
    private static final int COHORT = 6;
    private static final int AGE = 3;
    private static final CohortCell CELL = CohortCell.of(Stores.MONTHS.period(COHORT), AGE);
    private static final CohortCell NEXT = CohortCell.of(Stores.MONTHS.period(COHORT), AGE + 1);

    @Benchmark
    public Counted<Long, CohortCell> cohorts(Grouped grouped, Threads threads) {
        return grouped.sweep(threads).count(grouped.cohorts);
    }

    @Benchmark
    public Counted<Long, MovementCell> movements(Grouped grouped, Threads threads) {
        return grouped.sweep(threads).count(grouped.movements);
    }

    /** Counted in buckets, for intervals; at most four times the plain table. */
    @Benchmark
    public Resampled<Movements<Long>> movementsInBuckets(Grouped grouped, Threads threads) {
        return resampled(grouped, threads.threads);
    }

    /** The interval of the value kept in a month, with 2,000 replicates and one for each bucket left out. */
    @Benchmark
    public Optional<Resampled.Estimate> interval(Grouped grouped) {
        return grouped.resampled.estimate(SweepBenchmark::kept, 0.95);
    }

    private static Resampled<Movements<Long>> resampled(Grouped grouped, int threads) {
        CustomerMovements method = CustomerMovements.over(Stores.MONTHS);
        return Resampled.of(
                grouped.movements,
                grouped.sweep(threads)
                        .count(grouped.movements.by(Resampled.buckets()))
                        .tally(),
                method::of);
    }

    private static Optional<Double> kept(Movements<Long> table) {
        double before = table.periods().get(COHORT - 1).amount().doubleValue();
        return before == 0
                ? Optional.empty()
                : Optional.of(table.periods().get(COHORT).retained().amount().doubleValue() / before);
    }

    @Benchmark
    public List<Counted<Long, ?>> bothInOnePass(Grouped grouped, Threads threads) {
        return grouped.sweep(threads).countAll(List.of(grouped.cohorts, grouped.movements));
    }

    /** Of one cell of the cohort table, which was counted before. */
    @Benchmark
    public Members<Long> members(Grouped grouped, Threads threads) {
        return grouped.counted.get(threads.threads - 1).members(CELL);
    }

    /** Of every cell of the cohort table, each a list of its own. */
    @Benchmark
    public Map<CohortCell, Members<Long>> membersOfAllCells(Grouped grouped, Threads threads) {
        Counted<Long, CohortCell> counted = grouped.counted.get(threads.threads - 1);
        return counted.membersOf(counted.cells());
    }

    /** The same by hand over a store's layout. */
    @Benchmark
    public long[] handMembers(Grouped grouped) {
        return HandMembers.of(grouped.events(), COHORT, AGE);
    }

    /** Who is in only one of two cells, and who in both. */
    @Benchmark
    public Reconciliation<Long> reconcile(Grouped grouped, Threads threads) {
        return grouped.counted.get(threads.threads - 1).reconcile(CELL, NEXT);
    }

    /** The same by hand in one pass over a store's layout. */
    @Benchmark
    public List<long[]> handReconcile(Grouped grouped) {
        return HandMembers.reconcile(grouped.events(), COHORT, AGE, AGE + 1);
    }

    /** The cells of one customer after the other. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public Explanation<Long, CohortCell> explain(Grouped grouped) {
        grouped.customer = (int) ((grouped.customer + 7_919L) % grouped.store().customers());
        return grouped.counted.get(0).explain(grouped.store().customer(grouped.customer));
    }

    /** Events grouped by customer, two rules and a counted table. */
    public static class Grouped extends GroupedState {
        private Rule<CohortCell> cohorts;
        private Rule<MovementCell> movements;
        // On one thread, and on two.
        private List<Counted<Long, CohortCell>> counted;
        private Resampled<Movements<Long>> resampled;
        private int customer;

        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void check(Workload workload) {
            cohorts = CohortRetention.over(Stores.MONTHS).rule(store());
            movements = CustomerMovements.over(Stores.MONTHS).rule(store());
            resampled = SweepBenchmark.resampled(this, 1);
            Movements<Long> plain = CustomerMovements.over(Stores.MONTHS)
                    .of(sweep(1).count(movements).tally());
            Check.close("the value kept", new double[] {kept(plain).orElse(Double.NaN)}, new double[] {
                kept(resampled.table()).orElse(Double.NaN)
            });
            Members<Long> none = store().members();
            counted = List.of(sweep(1).count(cohorts), sweep(2).count(cohorts));
            for (Counted<Long, CohortCell> table : counted) {
                long[] members = ids(table.members(CELL));
                Check.same("the number of members", new long[] {table.count(CELL)}, new long[] {members.length});
                Check.same("the members", HandMembers.of(events(), COHORT, AGE), members);
                Map<CohortCell, Members<Long>> all = table.membersOf(table.cells());
                Check.same("the members among those of all cells", members, ids(all.getOrDefault(CELL, none)));
                Check.same(
                        "the numbers of members of all cells",
                        table.cells().stream().mapToLong(table::count).toArray(),
                        table.cells().stream()
                                .mapToLong(cell -> all.getOrDefault(cell, none).size())
                                .toArray());
                List<long[]> reconciled = HandMembers.reconcile(events(), COHORT, AGE, AGE + 1);
                Reconciliation<Long> reconciliation = table.reconcile(CELL, NEXT);
                Check.same("those only left", reconciled.get(0), ids(reconciliation.onlyLeft()));
                Check.same("those only right", reconciled.get(1), ids(reconciliation.onlyRight()));
                Check.same("those in both", reconciled.get(2), ids(reconciliation.both()));
            }
            List<Counted<Long, ?>> both = sweep(2).countAll(List.of(cohorts, movements));
            if (!both.get(0).tally().equals(counted.get(0).tally())
                    || !both.get(1).tally().equals(sweep(1).count(movements).tally())) {
                throw new IllegalStateException("two rules in one pass differ from two passes");
            }
        }

        private static long[] ids(List<Long> customers) {
            return customers.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
