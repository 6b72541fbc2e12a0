package dev.retention.benchmarks.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.PeriodsPerYear;
import dev.retention.model.PurchaseHistory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionBenchmarkTest {
    private static final int SIZE = 200;

    private final PredictionBenchmark benchmark = new PredictionBenchmark();

    private static PredictionBenchmark.Customers customers(Model model, PredictionBenchmark.Rows rows) {
        var customers = new PredictionBenchmark.Customers();
        customers.size = SIZE;
        customers.model = model;
        customers.rows = rows;
        customers.load();
        return customers;
    }

    @ParameterizedTest
    @EnumSource
    void onePredictionPerRow(PredictionBenchmark.Rows rows) {
        var customers = customers(Model.BG_NBD, rows);
        var byHand = new PredictionBenchmark.ByHand();
        byHand.size = SIZE;
        byHand.rows = rows;
        byHand.load();
        assertArrayEquals(benchmark.handAlive(byHand), benchmark.alive(customers), 1e-12);
    }

    /** Discounted purchases are the purchases day by day, each discounted from the middle of its day. */
    @ParameterizedTest
    @EnumSource
    void purchasesAddUpDayByDay(Model model) {
        var customers = customers(model, PredictionBenchmark.Rows.DISTINCT);
        double perDay = PredictionBenchmark.RATE.continuousPer(PeriodsPerYear.DAILY);
        for (int row = 0; row < 5; row++) {
            PurchaseHistory history = customers.histories()[row];
            double discounted = 0;
            double before = 0;
            int days = 40_000;
            for (int day = 1; day <= days; day++) {
                double purchases = model.parameters().expectedPurchases(history, day);
                discounted += (purchases - before) * Math.exp(-perDay * (day - 0.5));
                before = purchases;
                if (day == PredictionBenchmark.HORIZON) {
                    assertEquals(purchases, benchmark.purchases(customers)[row]);
                }
            }
            assertEquals(discounted, benchmark.discounted(customers)[row], 1e-3 * discounted);
        }
    }
}
