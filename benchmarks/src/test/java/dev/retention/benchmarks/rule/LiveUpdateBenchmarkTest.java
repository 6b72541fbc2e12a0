package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class LiveUpdateBenchmarkTest {
    @Test
    void customersComeOneByOne() {
        LiveUpdateBenchmark benchmark = new LiveUpdateBenchmark();
        var tables = new LiveUpdateBenchmark.Tables();
        tables.size = 20_000;
        tables.load();
        assertNotEquals(benchmark.cohorts(tables), benchmark.cohorts(tables));
        benchmark.cohortsAndMovements(tables);
        benchmark.recounted(tables);
    }
}
