package dev.retention.benchmarks.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
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
    void oneCustomerAfterTheOther(PredictionBenchmark.Rows rows) {
        for (Model model : Model.values()) {
            var customers = customers(model, rows);
            var byHand = customers(model, rows);
            for (int i = 0; i < SIZE + 1; i++) {
                assertClose(benchmark.handAlive(byHand), benchmark.alive(customers));
                assertClose(benchmark.handPurchases(byHand), benchmark.purchases(customers));
                if (model == Model.PARETO_NBD) {
                    assertClose(benchmark.handDiscountedInParetoNbd(byHand), benchmark.discounted(customers));
                }
            }
        }
    }

    private static void assertClose(double byHand, double actual) {
        assertEquals(byHand, actual, 1e-9 * byHand);
    }

    /** Discounted purchases are the purchases day by day, each discounted from the middle of its day. */
    @ParameterizedTest
    @EnumSource
    void purchasesAddUpDayByDay(Model model) {
        PurchaseHistory history = customers(model, PredictionBenchmark.Rows.ALL).next();
        double perDay = PredictionBenchmark.RATE.continuousPer(PeriodsPerYear.DAILY);
        double discounted = 0;
        double before = 0;
        for (int day = 1; day <= 40_000; day++) {
            double purchases = model.parameters().expectedPurchases(history, day);
            discounted += (purchases - before) * Math.exp(-perDay * (day - 0.5));
            before = purchases;
            if (day == PredictionBenchmark.HORIZON) {
                assertEquals(purchases, benchmark.purchases(customers(model, PredictionBenchmark.Rows.ALL)));
            }
        }
        double predicted = benchmark.discounted(customers(model, PredictionBenchmark.Rows.ALL));
        assertEquals(discounted, predicted, 1e-3 * discounted);
    }
}
