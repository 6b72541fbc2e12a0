package dev.retention.benchmarks.survival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Tenures;
import dev.retention.benchmarks.Threads;
import org.junit.jupiter.api.Test;

class KaplanMeierBenchmarkTest {
    // Fewer tenures than days, so that some days have none.
    private static final int SIZE = 700;

    private final double[] expected = byDefinition();
    private final KaplanMeierBenchmark benchmark = new KaplanMeierBenchmark();

    private static double[] byDefinition() {
        Tenures tenures = Tenures.of(SIZE);
        double[] survival = new double[1_001];
        double product = 1;
        for (int day = 0; day <= 1_000; day++) {
            int atRisk = 0;
            int ends = 0;
            for (int i = 0; i < SIZE; i++) {
                atRisk += tenures.days()[i] >= day ? 1 : 0;
                ends += tenures.days()[i] == day && tenures.ended()[i] ? 1 : 0;
            }
            product *= ends == 0 ? 1 : 1 - (double) ends / atRisk;
            survival[day] = product;
        }
        return survival;
    }

    @Test
    void columns() {
        var columns = new KaplanMeierBenchmark.Columns();
        columns.size = SIZE;
        columns.load();
        assertArrayEquals(expected, KaplanMeierBenchmark.values(benchmark.curve(columns)), 1e-12);
        Threads threads = new Threads();
        for (threads.threads = 1; threads.threads <= 2; threads.threads++) {
            assertArrayEquals(expected, benchmark.hand(columns, threads), 1e-12);
        }
    }

    @Test
    void loaded() {
        var loaded = new KaplanMeierBenchmark.Loaded();
        loaded.size = SIZE;
        loaded.threads = 2;
        loaded.load();
        assertArrayEquals(expected, benchmark.duckDb(loaded), 1e-12);
        loaded.close();
    }
}
