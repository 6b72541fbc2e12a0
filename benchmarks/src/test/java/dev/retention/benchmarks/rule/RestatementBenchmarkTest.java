package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class RestatementBenchmarkTest {

    @Test
    void theChangesAreTheDifferenceOfTheTables() {
        long[] expected = Oracle.cohortTable(Workload.dense(Small.SIZE));
        long[] earlier = Oracle.cohortTable(Workload.dense(Small.SIZE).first(Small.SIZE * 99 / 100));
        for (int i = 0; i < expected.length; i++) {
            expected[i] -= earlier[i];
        }
        RestatementBenchmark benchmark = new RestatementBenchmark();
        var states = Small.load(new RestatementBenchmark.TwoStates());
        assertArrayEquals(expected, RestatementBenchmark.cells(benchmark.restate(states)));
        assertArrayEquals(expected, benchmark.hand(states).cells());
    }
}
