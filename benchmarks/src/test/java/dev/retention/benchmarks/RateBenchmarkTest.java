package dev.retention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateBenchmarkTest {
    @Test
    void allAgree() {
        RateBenchmark benchmark = new RateBenchmark();
        var counts = new RateBenchmark.Counts();
        counts.load();
        assertEquals(0.704545, benchmark.retentionRate(counts).asDouble(), 1e-6);
        assertEquals(
                benchmark.bareDoubleValue(counts), benchmark.proportion(counts).asDouble());
    }
}
