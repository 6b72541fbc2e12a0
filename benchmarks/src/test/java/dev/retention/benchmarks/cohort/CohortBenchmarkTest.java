package dev.retention.benchmarks.cohort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CohortBenchmarkTest {
    private static final int SIZE = 20_000;

    private final long[] expected = Oracle.cohortTable(Workload.dense(SIZE));
    private final CohortBenchmark benchmark = new CohortBenchmark();

    @Test
    void grouped() {
        var grouped = new CohortBenchmark.Grouped();
        grouped.size = SIZE;
        grouped.load();
        Threads threads = new Threads();
        for (threads.threads = 1; threads.threads <= 2; threads.threads++) {
            assertArrayEquals(expected, HandCohortTable.cells(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.handLoop(grouped, threads));
            assertArrayEquals(expected, benchmark.handBits(grouped, threads));
        }
    }

    @ParameterizedTest
    @EnumSource
    void events(Shape shape) {
        var events = new CohortBenchmark.Events();
        events.size = SIZE;
        events.shape = shape;
        events.load();
        assertArrayEquals(expected, HandCohortTable.cells(benchmark.storeFromEvents(events)));
        assertArrayEquals(expected, benchmark.handFromEvents(events));
    }

    @ParameterizedTest
    @EnumSource
    void loaded(Shape shape) {
        var loaded = new CohortBenchmark.Loaded();
        loaded.size = SIZE;
        loaded.shape = shape;
        loaded.threads = 2;
        loaded.load();
        assertArrayEquals(expected, benchmark.duckDb(loaded));
        loaded.close();
    }

    @Test
    void objects() {
        var orders = new CohortBenchmark.Orders();
        orders.size = SIZE;
        orders.load();
        assertArrayEquals(expected, StreamsCohortTable.cells(benchmark.streams(orders)));
    }
}
