package dev.retention.benchmarks.experiment;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Exposure;
import dev.retention.experiment.Outcome;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Sweep;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Twenty outcomes of two arms, each with the sums of squares and products that its uncertainty needs, all customers being exposed on some day
 * of two years. A million customers are {@code size} 20000000.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ExperimentBenchmark -p size=20000000 -p threads=1
 * }</pre>
 */
public class ExperimentBenchmark extends Timed {
    private static final List<String> ARMS = List.of("holdout", "offer");
    private static final Experiment METHOD = method();
    private static final CohortRetention COHORTS = CohortRetention.over(Stores.MONTHS);

    private static Experiment method() {
        Experiment method = Experiment.over(Stores.MONTHS, ARMS.get(0), ARMS.get(1));
        for (int days : HandExperiment.DAYS) {
            method = method.outcome(Outcome.ordered(days))
                    .outcome(Outcome.orders(days))
                    .outcome(Outcome.spend(days));
        }
        int within = HandExperiment.WITHIN;
        method = method.outcome(Outcome.spendPerOrder(within))
                .outcome(Outcome.ordered(within).againstPast().named("ordered, against the past"))
                .outcome(Outcome.orders(within).againstPast().named("orders, against the past"))
                .outcome(Outcome.spend(within).againstPast().named("spend, against the past"));
        for (Outcome retained : Outcome.retentionCurve(HandExperiment.AGE_DAYS, HandExperiment.AGES)) {
            method = method.outcome(retained);
        }
        return method.outcome(Outcome.lost(Spells.ofOrders(HandExperiment.GAP), within));
    }

    /** The library over a store. */
    @Benchmark
    public ExperimentTable<Long> store(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.both(threads.threads));
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandExperiment.of(grouped.events(), threads.threads);
    }

    /** One monthly cohort table of the same store. */
    @Benchmark
    public CohortTable<Long> cohorts(Grouped grouped, Threads threads) {
        return COHORTS.of(grouped.both(threads.threads));
    }

    /** The outcomes in the layout of {@link HandExperiment}. */
    static long[] cells(ExperimentTable<?> table) {
        long[] cells = new long[HandExperiment.ARMS * HandExperiment.OUTCOMES * HandExperiment.ITEMS];
        int at = 0;
        for (String arm : ARMS) {
            for (Outcome outcome : table.outcomes()) {
                for (Item item : List.of(Item.COUNTED, Item.YES, Item.NOT_MATURE, Item.WITHOUT)) {
                    cells[at++] = table.counted().count(new ExperimentCell(arm, outcome.name(), item));
                }
                boolean isShare = outcome.kind() == Outcome.Kind.SHARE;
                cells[at++] = sum(table.counted(), arm, outcome, Item.COUNTED, 1);
                // The square of 0 or 1 is itself.
                cells[at++] = sum(table.counted(), arm, outcome, isShare ? Item.COUNTED : Item.SQUARES_0, isShare ? 1 : 3);
                cells[at++] = sum(table.counted(), arm, outcome, Item.BESIDE, 1);
                cells[at++] = sum(table.counted(), arm, outcome, Item.BESIDE_SQUARES_0, 3);
                cells[at++] = sum(table.counted(), arm, outcome, Item.PRODUCTS_0, 3);
            }
        }
        return cells;
    }

    /** A sum of so many digits to the base 2³². */
    private static long sum(
            Counted<?, ExperimentCell> counted, String arm, Outcome outcome, Item lowest, int digits) {
        long sum = 0;
        for (int digit = digits - 1; digit >= 0; digit--) {
            Item item = Item.values()[lowest.ordinal() + digit];
            long amount = counted.amount(new ExperimentCell(arm, outcome.name(), item));
            sum = Math.addExact(Math.multiplyExact(sum, 1L << 32), amount);
        }
        return sum;
    }

    /** Orders grouped by customer, and an exposure of each. */
    // The field is filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Grouped extends GroupedState {
        private HistoryStore<Long> both;

        @Override
        protected Columns columns() {
            return Columns.AMOUNTS;
        }

        @Override
        protected void take(Workload workload) {
            super.take(workload);
            LongHistoryBuilder exposures = LongHistoryBuilder.ofDays().codes(ARMS.toArray(String[]::new));
            for (long customer : events().customers()) {
                exposures.add(customer, HandExperiment.day(customer), 0, HandExperiment.arm(customer));
            }
            both = store().named("orders").and(exposures.build().named(Exposure.TRACK));
        }

        /** A sweep over orders and exposures. */
        Sweep<Long> both(int threads) {
            return Sweep.over(both).threads(threads);
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandExperiment.of(events(), 1);
            Check.same("by hand on two threads", expected, HandExperiment.of(events(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(METHOD.of(both(threads))));
            }
        }
    }
}
