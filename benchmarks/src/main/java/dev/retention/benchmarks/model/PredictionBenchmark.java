package dev.retention.benchmarks.model;

import dev.retention.DiscountRate;
import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Timed;
import dev.retention.model.PurchaseHistory;
import dev.retention.model.PurchaseSummary;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a model says of every customer: whether he is still one, his purchases in the next 273 days, and all his purchases ahead
 * discounted at 10 % a year.
 *
 * <p>An operation is all rows: a million customers, or the distinct ones among them.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar PredictionBenchmark
 * }</pre>
 */
public class PredictionBenchmark extends Timed {
    static final double HORIZON = 273;
    static final DiscountRate RATE = DiscountRate.percentPerYear(10);

    /** The probability of being still a customer. */
    @Benchmark
    public double[] alive(Customers customers) {
        return customers.each(customers.model.parameters()::probabilityAlive);
    }

    /** Expected purchases in a time ahead. */
    @Benchmark
    public double[] purchases(Customers customers) {
        return customers.each(history -> customers.model.parameters().expectedPurchases(history, HORIZON));
    }

    /** Expected purchases ahead, discounted. */
    @Benchmark
    public double[] discounted(Customers customers) {
        return customers.each(history -> customers.model.parameters().discountedExpectedPurchases(history, RATE));
    }

    /** The probability of being still a customer by the bare formula of BG/NBD. */
    @Benchmark
    public double[] handAlive(ByHand customers) {
        double[] alive = new double[customers.frequency.length];
        for (int i = 0; i < alive.length; i++) {
            alive[i] = Model.aliveInBgNbd(customers.frequency[i], customers.recency[i], customers.age[i]);
        }
        return alive;
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

    /** What is predicted of a customer. */
    @FunctionalInterface
    interface Prediction {
        double of(PurchaseHistory history);
    }

    /** Customers. */
    @State(Scope.Benchmark)
    // The rows are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public abstract static class Histories {
        @Param("1000000")
        public int size;

        @Param
        public Rows rows = Rows.ALL;

        private PurchaseHistory[] histories;

        @Setup(Level.Trial)
        public void load() {
            histories = rows.of(Buyers.of(size));
            check();
        }

        abstract void check();

        PurchaseHistory[] histories() {
            return histories;
        }

        double[] each(Prediction prediction) {
            double[] values = new double[histories.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = prediction.of(histories[i]);
            }
            return values;
        }
    }

    /** Customers and a model. */
    public static class Customers extends Histories {
        @Param
        public Model model = Model.BG_NBD;

        @Override
        void check() {
            // A quadrature of each of a million rows would take minutes.
            PurchaseHistory[] some = Arrays.copyOf(histories(), Math.min(1_000, histories().length));
            Check.close(
                    "the probability of being alive",
                    Arrays.stream(some).mapToDouble(model::aliveByHand).toArray(),
                    Arrays.stream(some)
                            .mapToDouble(model.parameters()::probabilityAlive)
                            .toArray());
        }
    }

    /** Customers in columns. */
    // The columns are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class ByHand extends Histories {
        private int[] frequency;
        private double[] recency;
        private double[] age;

        @Override
        void check() {
            PurchaseHistory[] histories = histories();
            frequency = Arrays.stream(histories)
                    .mapToInt(PurchaseHistory::frequency)
                    .toArray();
            recency = Arrays.stream(histories)
                    .mapToDouble(PurchaseHistory::recency)
                    .toArray();
            age = Arrays.stream(histories).mapToDouble(PurchaseHistory::age).toArray();
            Check.close(
                    "the bare formula",
                    each(Model.BG_NBD.parameters()::probabilityAlive),
                    new PredictionBenchmark().handAlive(this));
        }
    }
}
