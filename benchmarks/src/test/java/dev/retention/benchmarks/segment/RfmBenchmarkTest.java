package dev.retention.benchmarks.segment;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RfmBenchmarkTest {
    private final RfmBenchmark benchmark = new RfmBenchmark();

    /** Of each customer the number of quintiles, of type 7, that its number is above. */
    private static long[] above(int customers, ToLongFunction<Integer> number) {
        long[] numbers = IntStream.range(0, customers).boxed().mapToLong(number).toArray();
        long[] sorted = Arrays.stream(numbers).sorted().toArray();
        return LongStream.of(numbers)
                .map(own -> IntStream.rangeClosed(1, 4)
                        .filter(k -> {
                            BigDecimal at = BigDecimal.valueOf((customers - 1) * 2L * k, 1);
                            int below = at.intValue();
                            int next = Math.min(customers - 1, below + 1);
                            BigDecimal edge = at.remainder(BigDecimal.ONE)
                                    .multiply(BigDecimal.valueOf(sorted[next] - sorted[below]))
                                    .add(BigDecimal.valueOf(sorted[below]));
                            return BigDecimal.valueOf(own).compareTo(edge) > 0;
                        })
                        .count())
                .toArray();
    }

    @Test
    void grouped() {
        int customers = Small.SIZE / 20;
        Workload workload = Workload.dense(Small.SIZE);
        long[] counts = new long[customers];
        Arrays.stream(workload.customers()).forEach(customer -> counts[(int) customer]++);
        var histories = Oracle.histories(workload);
        long[] recency = above(
                customers,
                customer -> -requireNonNull(histories.get((long) customer))
                        .lastKey()
                        .toEpochDay());
        long[] frequency = above(customers, customer -> counts[customer]);
        long[] money = above(
                customers,
                customer -> requireNonNull(histories.get((long) customer)).values().stream()
                        .mapToLong(amount -> amount)
                        .sum());
        long[] expected = IntStream.range(0, customers)
                .mapToLong(i -> 100 * (5 - recency[i]) + 10 * (1 + frequency[i]) + 1 + money[i])
                .toArray();
        var grouped = Small.load(new RfmBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, RfmBenchmark.scores(benchmark.store(grouped, threads)));
            assertArrayEquals(expected, benchmark.hand(grouped, threads).scores());
        }
    }

    @Test
    void loaded() {
        var loaded = new RfmBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        benchmark.duckDb(loaded);
        loaded.close();
    }
}
