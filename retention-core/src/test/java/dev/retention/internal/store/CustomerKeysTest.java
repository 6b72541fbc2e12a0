package dev.retention.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys that all have one hash code are numbered and found like any others. */
class CustomerKeysTest {
    private static List<String> alike(int letters) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1 << letters; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < letters; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            keys.add(key.toString());
        }
        return keys;
    }

    @Test
    void numbersKeysOfOneHash() {
        List<String> keys = alike(12);
        for (int i = 0; i < 3_000; i++) {
            keys.add("key " + i);
        }
        Collections.shuffle(keys, new Random(7));
        CustomerKeys.Collector<String> collector = new CustomerKeys.Collector<>();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(collector.number(keys.get(i))).isEqualTo(i);
            assertThat(collector.number(keys.get(i / 2))).isEqualTo(i / 2);
        }
        assertThat(collector.find("BB".repeat(13))).isEqualTo(-1);
        assertThat(collector.find("key")).isEqualTo(-1);
        int[] ranks = collector.rank();
        List<String> sorted = keys.stream().sorted().toList();
        CustomerKeys<String> known = collector.toKeys();
        assertThat(known.size()).isEqualTo(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            assertThat(sorted.get(ranks[i])).isEqualTo(keys.get(i));
            assertThat(known.key(i)).isEqualTo(sorted.get(i));
            assertThat(known.indexOf(sorted.get(i))).isEqualTo(i);
        }
        assertThat(known.indexOf("Aa".repeat(13))).isEqualTo(-1);
    }
}
