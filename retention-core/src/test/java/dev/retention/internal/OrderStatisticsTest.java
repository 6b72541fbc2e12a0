package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers by rank are those of a sorted array. */
class OrderStatisticsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "7, 0, 3",
        "2047, -5, 5",
        "5000, 3, 4", // all tied
        "5000, -9, 10",
        "5000, 0, 70000",
        "5000, -1000000000000, 1000000000000",
        "20000, -9223372036854775808, 9223372036854775807",
        "20000, 9223372036854775000, 9223372036854775807",
    })
    void ranksAreThoseOfASortedArray(int size, long from, long to) {
        Random random = new Random(size);
        long[] numbers = random.longs(size, from, to).toArray();
        if (size > 10) {
            // A few far away, so that nearly all are in one bucket.
            numbers[3] = from / 2 + Long.MAX_VALUE / 2;
            numbers[7] = to;
        }
        long[] before = numbers.clone();
        int[] ranks = IntStream.concat(IntStream.of(0, size - 1, size / 2), random.ints(20, 0, size))
                .toArray();
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        assertThat(OrderStatistics.of(numbers, ranks))
                .containsExactly(
                        Arrays.stream(ranks).mapToLong(rank -> sorted[rank]).toArray());
        assertThat(numbers).isEqualTo(before);
    }
}
