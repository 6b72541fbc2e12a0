package dev.retention.benchmarks.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import org.junit.jupiter.api.Test;

class SignalsBenchmarkTest {
    private final SignalsBenchmark benchmark = new SignalsBenchmark();

    @Test
    void tickets() {
        var tickets = Small.load(new SignalsBenchmark.Tickets());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var table = benchmark.store(tickets, threads);
            assertArrayEquals(benchmark.hand(tickets, threads), SignalsBenchmark.cells(table));
            assertEquals(
                    table.signals().get(0).risk().overall(),
                    benchmark.oneSignal(tickets, threads).overall());
        }
    }
}
