package dev.retention.benchmarks.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import org.junit.jupiter.api.Test;

class TraitsBenchmarkTest {
    private final TraitsBenchmark benchmark = new TraitsBenchmark();

    @Test
    void profiles() {
        var profiles = Small.load(new TraitsBenchmark.Profiles());
        for (Threads threads : Small.oneThreadAndTwo()) {
            var table = benchmark.store(profiles, threads);
            assertArrayEquals(benchmark.hand(profiles, threads), TraitsBenchmark.cells(table));
            assertEquals("t0 = v0", table.higher().found(0.05).get(0).name());
            assertEquals(
                    HandTraits.ATTRIBUTES,
                    benchmark.groups(profiles, threads).columns().size());
            benchmark.cohort(profiles, threads);
        }
    }

    @Test
    void loaded() {
        var loaded = new TraitsBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        benchmark.duckDb(loaded);
        loaded.close();
    }
}
