package dev.retention.history;

import dev.retention.internal.RadixSort;
import java.util.Arrays;

/** Replaces sparse long keys by their ranks among the distinct keys, through an open-addressing hash table. */
final class LongRanks {
    private long[] table = new long[1 << 12];
    private int[] numbers = new int[1 << 12];
    private long[] distinct = new long[1 << 11];
    private int size;

    private LongRanks() {}

    /** Overwrites {@code keys} by ranks from 0 and returns the distinct keys in ascending order. */
    static long[] rank(long[] keys) {
        LongRanks ranks = new LongRanks();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ranks.number(keys[i]);
        }
        long[] ascending = Arrays.copyOf(ranks.distinct, ranks.size);
        int[] rankOf = ranks.rankOf(ascending);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = rankOf[(int) keys[i]];
        }
        return ascending;
    }

    private int number(long key) {
        int mask = table.length - 1;
        int slot = slot(key, mask);
        while (numbers[slot] != 0) {
            if (table[slot] == key) {
                return numbers[slot] - 1;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = key;
        numbers[slot] = size + 1;
        if (size == distinct.length) {
            distinct = Arrays.copyOf(distinct, size * 2);
        }
        distinct[size++] = key;
        if (size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private static int slot(long key, int mask) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ hash >>> 32) & mask;
    }

    private void grow() {
        table = new long[table.length * 2];
        numbers = new int[table.length];
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = slot(distinct[i], mask);
            while (numbers[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = distinct[i];
            numbers[slot] = i + 1;
        }
    }

    private int[] rankOf(long[] ascending) {
        long[] order = new long[size];
        long[] keys = new long[size];
        int negative = 0;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            keys[i] = distinct[i] & Long.MAX_VALUE;
            negative += distinct[i] < 0 ? 1 : 0;
        }
        RadixSort sorted = RadixSort.sort(keys, order, null, 63);
        long[] numbersInOrder = sorted.first() == null ? order : sorted.first();
        int[] rank = new int[size];
        // Within each sign the low 63 bits order the keys; negative keys come first.
        int nextNegative = 0;
        int nextOther = negative;
        for (long number : numbersInOrder) {
            long key = distinct[(int) number];
            int at = key < 0 ? nextNegative++ : nextOther++;
            ascending[at] = key;
            rank[(int) number] = at;
        }
        return rank;
    }
}
