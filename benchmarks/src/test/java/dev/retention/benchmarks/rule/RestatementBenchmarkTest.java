package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class RestatementBenchmarkTest {
    private static final int SIZE = 20_000;

    @Test
    void theChangesAreTheDifferenceOfTheTables() {
        long[] expected = Oracle.cohortTable(Workload.dense(SIZE));
        long[] earlier = Oracle.cohortTable(Workload.dense(SIZE).first(19_800));
        for (int i = 0; i < expected.length; i++) {
            expected[i] -= earlier[i];
        }
        RestatementBenchmark benchmark = new RestatementBenchmark();
        var states = new RestatementBenchmark.TwoStates();
        states.size = SIZE;
        states.load();
        assertArrayEquals(expected, RestatementBenchmark.cells(benchmark.restate(states)));
        assertArrayEquals(expected, benchmark.hand(states).cells());
    }
}
