package dev.retention.benchmarks.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FitBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void oneCallIsTwo(Model model) {
        FitBenchmark benchmark = new FitBenchmark();
        var customers = new FitBenchmark.Customers();
        customers.size = 2_357;
        customers.model = model;
        customers.load();
        assertEquals(2_357, benchmark.summary(customers).customers());
        assertEquals(
                benchmark.fit(customers).logLikelihood(),
                benchmark.summaryAndFit(customers).logLikelihood());
    }

    @ParameterizedTest
    @EnumSource(names = {"BG_NBD", "MBG_NBD"})
    void byHandIsTheSame(Model model) {
        FitBenchmark benchmark = new FitBenchmark();
        var customers = new FitBenchmark.ByHand();
        customers.size = 2_357;
        customers.model = model;
        customers.load();
        int count = 0;
        for (int each : benchmark.handSummary(customers).count()) {
            count += each;
        }
        assertEquals(2_357, count);
        assertEquals(
                benchmark.handFit(customers).logLikelihood(),
                benchmark.handSummaryAndFit(customers).logLikelihood());
    }

    @ParameterizedTest
    @EnumSource(names = "BG_NBD")
    void findsTheParametersTheCustomersWereMadeWith(Model model) {
        Buyers buyers = Buyers.of(20_000);
        var customers = new FitBenchmark.Customers();
        customers.size = buyers.count();
        customers.model = model;
        customers.load();
        var r = new FitBenchmark().fit(customers).parameter("r");
        assertTrue(Math.abs(r.estimate() - 0.243) < 5 * r.standardError().orElseThrow(), r::toString);
    }
}
