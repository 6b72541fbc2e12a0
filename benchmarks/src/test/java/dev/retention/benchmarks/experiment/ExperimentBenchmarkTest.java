package dev.retention.benchmarks.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExperimentBenchmarkTest {
    private final ExperimentBenchmark benchmark = new ExperimentBenchmark();

    @Test
    void grouped() {
        var grouped = Small.load(new ExperimentBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var table = benchmark.store(grouped, threads);
            assertArrayEquals(benchmark.hand(grouped, threads), ExperimentBenchmark.cells(table));
            long customers = Arrays.stream(grouped.events().offsets()).distinct().count() - 1;
            assertEquals(customers, benchmark.cohorts(grouped, threads).size());
        }
    }
}
