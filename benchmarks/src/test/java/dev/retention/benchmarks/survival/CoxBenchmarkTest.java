package dev.retention.benchmarks.survival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoxBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void fits(Clock clock) {
        var benchmark = new CoxBenchmark();
        benchmark.size = 2_000;
        benchmark.clock = clock;
        // Compares the two before anything is timed.
        benchmark.load();
        assertArrayEquals(benchmark.hand(), CoxBenchmark.coefficients(benchmark.fit()), 1e-10);
    }
}
