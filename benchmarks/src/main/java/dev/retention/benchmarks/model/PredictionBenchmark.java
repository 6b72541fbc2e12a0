package dev.retention.benchmarks.model;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Timed;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a model says of every customer: whether they still are one, their purchases in the next 273 days, and all ahead
 * discounted at 10 % a year.
 *
 * <p>An operation is one customer of a million, or of the distinct ones among them.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar PredictionBenchmark
 * }</pre>
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
// A prediction allocates a little. In a large young generation that is memory never touched before, whose pages cost
// ten times
// the prediction, until all of it has been used once.
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-Xmn128m"})
public class PredictionBenchmark extends Timed {
    static final double HORIZON = 273;
    static final DiscountRate RATE = DiscountRate.percentPerYear(10);
    static final double PER_DAY = RATE.continuousPer(PeriodsPerYear.DAILY);

    /** The probability of being still a customer. */
    @Benchmark
    public double alive(Customers customers) {
        return customers.parameters.probabilityAlive(customers.next());
    }

    /** Expected purchases in a time ahead. */
    @Benchmark
    public double purchases(Customers customers) {
        return customers.parameters.expectedPurchases(customers.next(), HORIZON);
    }

    /** Expected purchases ahead, discounted. */
    @Benchmark
    public double discounted(Customers customers) {
        return customers.parameters.discountedExpectedPurchases(customers.next(), RATE);
    }

    /** The probability of being still a customer by the bare formula. */
    @Benchmark
    public double handAlive(Customers customers) {
        return customers.model.aliveByHand(customers.next());
    }

    /** Expected purchases by the bare formula, which is nobody's at a = 1 or s = 1. */
    @Benchmark
    public double handPurchases(Customers customers) {
        return customers.model.purchasesByHand(customers.next(), HORIZON);
    }

    /** Discounted purchases by the bare formula; the other models have none. */
    @Benchmark
    public double handDiscountedInParetoNbd(Histories customers) {
        return Model.discountedInParetoByHand(customers.next(), PER_DAY);
    }

    /** Which rows. */
    public enum Rows {
        /** One per customer. */
        ALL {
            @Override
            PurchaseHistory[] of(Buyers buyers) {
                PurchaseHistory[] rows = new PurchaseHistory[buyers.count()];
                Arrays.setAll(
                        rows,
                        i -> PurchaseHistory.of(buyers.frequency()[i], buyers.recencyDays()[i], buyers.ageDays()[i]));
                return rows;
            }
        },

        /** One per history that some customer has. */
        DISTINCT {
            @Override
            PurchaseHistory[] of(Buyers buyers) {
                PurchaseSummary summary = FitBenchmark.summary(buyers);
                PurchaseHistory[] rows = new PurchaseHistory[summary.size()];
                Arrays.setAll(rows, summary::history);
                return rows;
            }
        };

        abstract PurchaseHistory[] of(Buyers buyers);
    }

    /** Customers, one after the other. */
    @State(Scope.Benchmark)
    // The rows are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Histories {
        @Param("1000000")
        public int size;

        @Param
        public Rows rows = Rows.ALL;

        private PurchaseHistory[] histories;
        private int last;

        @Setup(Level.Trial)
        public void load() {
            histories = rows.of(Buyers.of(size));
            last = -1;
            check(histories);
        }

        void check(PurchaseHistory[] histories) {}

        PurchaseHistory next() {
            last = last + 1 == histories.length ? 0 : last + 1;
            return histories[last];
        }
    }

    /** Customers and a model. */
    // The model is filled in before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Customers extends Histories {
        @Param
        public Model model = Model.BG_NBD;

        private PurchaseModel parameters;

        @Override
        void check(PurchaseHistory[] histories) {
            parameters = model.parameters();
            PurchaseHistory[] some = Arrays.copyOf(histories, Math.min(1_000, histories.length));
            check("the probability of being alive", some, model::aliveByHand, parameters::probabilityAlive);
            check(
                    "purchases",
                    some,
                    history -> model.purchasesByHand(history, HORIZON),
                    history -> parameters.expectedPurchases(history, HORIZON));
            if (model == Model.PARETO_NBD) {
                check(
                        "discounted purchases",
                        some,
                        history -> Model.discountedInParetoByHand(history, PER_DAY),
                        history -> parameters.discountedExpectedPurchases(history, RATE));
            }
        }

        private static void check(
                String what,
                PurchaseHistory[] histories,
                ToDoubleFunction<PurchaseHistory> expected,
                ToDoubleFunction<PurchaseHistory> actual) {
            Check.close(
                    what,
                    Arrays.stream(histories).mapToDouble(expected).toArray(),
                    Arrays.stream(histories).mapToDouble(actual).toArray());
        }
    }
}
