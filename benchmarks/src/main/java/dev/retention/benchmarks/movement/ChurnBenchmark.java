package dev.retention.benchmarks.movement;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.movement.ChurnReconciliation;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The churn of every month by every formula that orders can feed, customers being live for 60 days after an order, and who buys
 * again in the month; and why two formulas differ.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ChurnBenchmark
 * }</pre>
 */
// The state is filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public class ChurnBenchmark extends Timed {
    static final int GAP_DAYS = 60;

    /** In the order of the tables. */
    static final List<ChurnFormula> FORMULAS = List.of(
            ChurnFormula.SNAPSHOT,
            ChurnFormula.EVENTS_OVER_START,
            ChurnFormula.EVENTS_OVER_START_PLUS_NEW,
            ChurnFormula.EVENTS_OVER_AVERAGE,
            ChurnFormula.SNAPSHOT_OVER_AVERAGE,
            ChurnFormula.SUM_OF_DAILY,
            ChurnFormula.MEAN_OF_DAILY,
            ChurnFormula.NET_OF_REACTIVATIONS,
            ChurnFormula.TRAILING_30D,
            ChurnFormula.EXPOSURE,
            ChurnFormula.INACTIVITY);

    /** A month in which the two formulas differ. */
    static final int MONTH = 17;

    private static final CustomerChurn METHOD = CustomerChurn.over(Stores.MONTHS, Spells.ofOrders(GAP_DAYS));

    /** The library, one table for one formula. */
    @Benchmark
    public double[] oneFormula(Grouped grouped, Formula formula, Threads threads) {
        return rates(METHOD.of(grouped.sweep(threads)), List.of(formula.formula));
    }

    /** The library, one table for all formulas. */
    @Benchmark
    public double[] allFormulas(Grouped grouped, Threads threads) {
        return allRates(METHOD.of(grouped.sweep(threads)));
    }

    /** All formulas by hand over a store's layout. */
    @Benchmark
    public double[] hand(Grouped grouped, Threads threads) {
        return HandChurn.rates(grouped.events(), threads.threads);
    }

    /** The library: who makes the difference between two formulas in one month of a table that is there. */
    @Benchmark
    public ChurnReconciliation<Long> reconcile(Grouped grouped) {
        return reconciliation(grouped.table);
    }

    /** The same by hand over a store's layout. */
    @Benchmark
    public long[] handReconcile(Grouped grouped) {
        return HandChurn.differences(grouped.events(), MONTH);
    }

    private static ChurnReconciliation<Long> reconciliation(ChurnTable<Long> table) {
        return table.periods().get(MONTH).churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START);
    }

    /** The churn by all formulas, then the rate of those who buy again, in the layout of {@link HandChurn#rates}. */
    static double[] allRates(ChurnTable<Long> table) {
        DoubleStream again = table.periods().stream()
                .mapToDouble(month -> month.retention(RetentionFormula.REPEAT_PURCHASE)
                        .map(RetentionRate::asDouble)
                        .orElse(Double.NaN));
        return DoubleStream.concat(Arrays.stream(rates(table, FORMULAS)), again).toArray();
    }

    /** At {@code formula × 24 + month} the rate; NaN where it is undefined. */
    static double[] rates(ChurnTable<Long> table, List<ChurnFormula> formulas) {
        return formulas.stream()
                .flatMapToDouble(formula -> table.periods().stream()
                        .mapToDouble(month -> month.churn(formula)
                                .rate()
                                .map(ChurnRate::asDouble)
                                .orElse(Double.NaN)))
                .toArray();
    }

    /** The customers in the layout of {@link HandChurn#differences}. */
    static long[] differences(ChurnReconciliation<Long> reconciliation) {
        return reconciliation.numerator().stream()
                .flatMapToLong(
                        difference -> LongStream.of(difference.customer(), difference.left(), difference.right()))
                .toArray();
    }

    /** One formula. */
    @State(Scope.Benchmark)
    public static class Formula {
        @Param({
            "SNAPSHOT",
            "EVENTS_OVER_START",
            "EVENTS_OVER_START_PLUS_NEW",
            "EVENTS_OVER_AVERAGE",
            "SNAPSHOT_OVER_AVERAGE",
            "SUM_OF_DAILY",
            "MEAN_OF_DAILY",
            "NET_OF_REACTIVATIONS",
            "TRAILING_30D",
            "EXPOSURE",
            "INACTIVITY"
        })
        public ChurnFormula formula = ChurnFormula.SNAPSHOT;
    }

    /** Events grouped by customer, and a table of them. */
    public static class Grouped extends GroupedState {
        private ChurnTable<Long> table;

        @Override
        protected void check(Workload workload) {
            double[] expected = HandChurn.rates(events(), 1);
            Check.close("by hand on two threads", expected, HandChurn.rates(events(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                table = METHOD.of(sweep(threads));
                Check.close("the store", expected, allRates(table));
            }
            Check.same(
                    "the reconciliation", HandChurn.differences(events(), MONTH), differences(reconciliation(table)));
        }
    }
}
