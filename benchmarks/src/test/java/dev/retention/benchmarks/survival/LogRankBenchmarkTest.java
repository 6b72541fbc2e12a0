package dev.retention.benchmarks.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Tenures;
import org.junit.jupiter.api.Test;

class LogRankBenchmarkTest {
    private static final int SIZE = 2_000;

    @Test
    void columns() {
        var benchmark = new LogRankBenchmark();
        benchmark.size = SIZE;
        benchmark.load();
        double expected = byDefinition(Tenures.of(SIZE / 3), Tenures.of(SIZE - SIZE / 3));
        assertEquals(expected, benchmark.hand(), 1e-9 * expected);
        assertEquals(expected, benchmark.test().chiSquared(), 1e-9 * expected);
    }

    private static double byDefinition(Tenures first, Tenures second) {
        double difference = 0;
        double variance = 0;
        for (int day = 0; day <= Tenures.LONGEST; day++) {
            double inFirst = count(first, day, false);
            double n = inFirst + count(second, day, false);
            double d = count(first, day, true) + count(second, day, true);
            if (d > 0 && n > 1) {
                difference += count(first, day, true) - d * inFirst / n;
                variance += d * (n - d) / (n - 1) * inFirst / n * (1 - inFirst / n);
            }
        }
        return difference * difference / variance;
    }

    /** Those who ended on a day, or those at risk on it. */
    private static int count(Tenures tenures, int day, boolean ended) {
        int count = 0;
        for (int i = 0; i < tenures.count(); i++) {
            boolean counts = ended ? tenures.days()[i] == day && tenures.ended()[i] : tenures.days()[i] >= day;
            count += counts ? 1 : 0;
        }
        return count;
    }
}
