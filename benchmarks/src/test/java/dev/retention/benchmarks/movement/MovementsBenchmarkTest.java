package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class MovementsBenchmarkTest {

    private final long[] expected = Oracle.movements(Workload.dense(Small.SIZE));
    private final MovementsBenchmark benchmark = new MovementsBenchmark();

    @Test
    void grouped() {
        var grouped = Small.load(new MovementsBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, MovementsBenchmark.cells(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.hand(grouped, threads));
        }
    }

    @Test
    void loaded() {
        var loaded = new MovementsBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        assertArrayEquals(expected, benchmark.duckDb(loaded));
        loaded.close();
    }

    @Test
    void objects() {
        var orders = Small.load(new MovementsBenchmark.Orders());
        assertArrayEquals(expected, benchmark.streams(orders));
    }
}
