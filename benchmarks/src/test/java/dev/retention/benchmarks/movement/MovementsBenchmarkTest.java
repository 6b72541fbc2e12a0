package dev.retention.benchmarks.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class MovementsBenchmarkTest {
    private static final int SIZE = 20_000;

    private final long[] expected = Oracle.movements(Workload.dense(SIZE));
    private final MovementsBenchmark benchmark = new MovementsBenchmark();

    @Test
    void grouped() {
        var grouped = new MovementsBenchmark.Grouped();
        grouped.size = SIZE;
        grouped.load();
        Threads threads = new Threads();
        for (threads.threads = 1; threads.threads <= 2; threads.threads++) {
            assertArrayEquals(expected, MovementsBenchmark.cells(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.hand(grouped, threads));
        }
    }

    @Test
    void loaded() {
        var loaded = new MovementsBenchmark.Loaded();
        loaded.size = SIZE;
        loaded.threads = 2;
        loaded.load();
        assertArrayEquals(expected, benchmark.duckDb(loaded));
        loaded.close();
    }

    @Test
    void objects() {
        var orders = new MovementsBenchmark.Orders();
        orders.size = SIZE;
        orders.load();
        assertArrayEquals(expected, benchmark.streams(orders));
    }
}
