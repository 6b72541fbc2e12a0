package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class SweepBenchmarkTest {
    @Test
    void onePassIsTwoPasses() {
        SweepBenchmark benchmark = new SweepBenchmark();
        var store = new SweepBenchmark.Grouped();
        store.size = 20_000;
        store.load();
        Threads threads = new Threads();
        for (threads.threads = 1; threads.threads <= 2; threads.threads++) {
            var both = benchmark.bothInOnePass(store, threads);
            assertEquals(benchmark.cohorts(store, threads).tally(), both.get(0).tally());
            assertEquals(
                    benchmark.movements(store, threads).tally(), both.get(1).tally());
        }
        assertEquals(
                Oracle.cohortTable(Workload.dense(20_000))[6 * 24 + 3],
                benchmark.members(store).size());
    }
}
