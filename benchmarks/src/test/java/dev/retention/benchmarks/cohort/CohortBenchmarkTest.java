package dev.retention.benchmarks.cohort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CohortBenchmarkTest {

    private final long[] expected = Oracle.cohortTable(Workload.dense(Small.SIZE));
    private final CohortBenchmark benchmark = new CohortBenchmark();

    @Test
    void grouped() {
        var grouped = Small.load(new CohortBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, HandCohortTable.cells(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.handLoop(grouped, threads));
            assertArrayEquals(expected, benchmark.handBits(grouped, threads));
        }
    }

    @ParameterizedTest
    @EnumSource
    void events(Shape shape) {
        var events = new CohortBenchmark.Events();
        events.shape = shape;
        Small.load(events);
        assertArrayEquals(expected, HandCohortTable.cells(benchmark.storeFromEvents(events)));
        assertArrayEquals(expected, benchmark.handFromEvents(events));
    }

    @ParameterizedTest
    @EnumSource
    void loaded(Shape shape) {
        var loaded = new CohortBenchmark.Loaded();
        loaded.shape = shape;
        loaded.threads = 2;
        Small.load(loaded);
        assertArrayEquals(expected, benchmark.duckDb(loaded));
        loaded.close();
    }

    @Test
    void objects() {
        var orders = Small.load(new CohortBenchmark.Orders());
        assertArrayEquals(expected, StreamsCohortTable.cells(benchmark.streams(orders)));
    }
}
