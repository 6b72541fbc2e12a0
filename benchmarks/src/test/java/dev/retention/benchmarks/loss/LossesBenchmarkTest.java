package dev.retention.benchmarks.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import org.junit.jupiter.api.Test;

class LossesBenchmarkTest {
    private final LossesBenchmark benchmark = new LossesBenchmark();

    @Test
    void grouped() {
        var grouped = Small.load(new LossesBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var table = benchmark.store(grouped, threads);
            assertArrayEquals(benchmark.hand(grouped, threads), LossesBenchmark.cells(table));
        }
    }
}
