package dev.retention.benchmarks.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryBenchmarkTest {

    private final SummaryBenchmark benchmark = new SummaryBenchmark();

    @Test
    void grouped() {
        double[] expected = new double[4 * Small.SIZE / 20];
        Oracle.histories(Workload.dense(Small.SIZE)).forEach((customer, days) -> {
            TreeMap<LocalDate, Long> repeats = new TreeMap<>(days);
            LocalDate first = repeats.pollFirstEntry().getKey();
            int at = (int) (4 * customer);
            expected[at] = repeats.size();
            expected[at + 1] = days.lastKey().toEpochDay() - first.toEpochDay();
            expected[at + 2] = LocalDate.of(2024, 12, 31).toEpochDay() - first.toEpochDay();
            expected[at + 3] = repeats.values().stream()
                    .mapToLong(amount -> amount)
                    .average()
                    .orElse(0);
        });
        var grouped = Small.load(new SummaryBenchmark.Grouped());
        assertArrayEquals(expected, SummaryBenchmark.values(benchmark.store(grouped)), 1e-6);
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, benchmark.hand(grouped, threads).values(), 1e-9);
        }
    }

    @Test
    void loaded() {
        var loaded = new SummaryBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        benchmark.duckDb(loaded);
        loaded.close();
    }
}
