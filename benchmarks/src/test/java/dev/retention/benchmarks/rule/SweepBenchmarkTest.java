package dev.retention.benchmarks.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import org.junit.jupiter.api.Test;

class SweepBenchmarkTest {
    @Test
    void onePassIsTwoPasses() {
        SweepBenchmark benchmark = new SweepBenchmark();
        var store = Small.load(new SweepBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var both = benchmark.bothInOnePass(store, threads);
            assertEquals(benchmark.cohorts(store, threads).tally(), both.get(0).tally());
            assertEquals(
                    benchmark.movements(store, threads).tally(), both.get(1).tally());
        }
        long[] expected = Oracle.cohortTable(Workload.dense(Small.SIZE));
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertEquals(expected[6 * 24 + 3], benchmark.members(store, threads).size());
            assertEquals(
                    benchmark.members(store, threads),
                    benchmark.membersOfAllCells(store, threads).get(CohortCell.of(Stores.MONTHS.period(6), 3)));
            var reconciliation = benchmark.reconcile(store, threads);
            assertEquals(expected[6 * 24 + 4] - expected[6 * 24 + 3], reconciliation.difference());
        }
        assertEquals(expected[6 * 24 + 3], benchmark.handMembers(store).length);
        var byHand = benchmark.handReconcile(store);
        assertEquals(expected[6 * 24 + 3], byHand.get(0).length + byHand.get(2).length);
        assertEquals(expected[6 * 24 + 4], byHand.get(1).length + byHand.get(2).length);
        var explanation = benchmark.explain(store);
        assertEquals(7_919 % 1_000, explanation.customer());
        assertTrue(explanation.entries().stream().anyMatch(entry -> entry.cell().age() == 0));
    }
}
