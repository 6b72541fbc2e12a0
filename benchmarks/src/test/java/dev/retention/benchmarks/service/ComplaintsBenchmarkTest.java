package dev.retention.benchmarks.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.service.Complaints.Item;
import org.junit.jupiter.api.Test;

class ComplaintsBenchmarkTest {
    private final ComplaintsBenchmark benchmark = new ComplaintsBenchmark();

    @Test
    void opened() {
        var opened = Small.load(new ComplaintsBenchmark.Opened());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var byTopic = benchmark.store(opened, threads);
            assertArrayEquals(benchmark.hand(opened, threads), ComplaintsBenchmark.cells(byTopic));
            long tickets = benchmark.whole(opened, threads).periods().stream()
                    .mapToLong(period -> period.number(Item.OPENED))
                    .sum();
            assertEquals(Workload.dense(Small.SIZE).events(), tickets);
        }
    }

    @Test
    void loaded() {
        var loaded = new ComplaintsBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        benchmark.duckDb(loaded);
        loaded.close();
    }
}
