package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadixSortTest {
    @ParameterizedTest
    @CsvSource({
        // Nothing, one, few rows; one digit; several digits; all bits; enough rows for buckets; all in one bucket.
        "0, 5, 5",
        "1, 63, 63",
        "2, 1, 1",
        "100, 8, 8",
        "5000, 30, 30",
        "5000, 63, 63",
        "200000, 29, 29",
        "200000, 63, 63",
        "200000, 40, 3",
        "70000, 2, 2",
        "200000, 12, 12",
        "100000, 60, 1",
        "5000, 64, 64",
        "200000, 64, 64",
    })
    void sortsStablyAndCarriesPayloads(int n, int bits, int usedBits) {
        SplittableRandom random = new SplittableRandom(n + bits);
        long[] keys = random.longs(n).map(key -> key >>> (64 - usedBits)).toArray();
        long[] first = IntStream.range(0, n).asLongStream().toArray();
        long[] second = Arrays.stream(first).map(i -> -i).toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((i, j) -> Long.compareUnsigned(keys[i], keys[j]))
                .mapToInt(i -> i)
                .toArray();
        long[] sortedKeys = Arrays.stream(order).mapToLong(i -> keys[i]).toArray();
        long[] sortedFirst = Arrays.stream(order).mapToLong(i -> i).toArray();
        long[] sortedSecond = Arrays.stream(order).mapToLong(i -> -i).toArray();

        assertThat(RadixSort.sort(keys.clone(), null, null, bits).keys()).isEqualTo(sortedKeys);
        RadixSort one = RadixSort.sort(keys.clone(), first.clone(), null, bits);
        assertThat(one.keys()).isEqualTo(sortedKeys);
        assertThat(one.first()).isEqualTo(sortedFirst);
        RadixSort two = RadixSort.sort(keys.clone(), first.clone(), second.clone(), bits);
        assertThat(two.keys()).isEqualTo(sortedKeys);
        assertThat(two.first()).isEqualTo(sortedFirst);
        assertThat(two.second()).isEqualTo(sortedSecond);
    }
}
