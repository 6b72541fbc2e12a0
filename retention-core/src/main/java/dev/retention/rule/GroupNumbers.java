package dev.retention.rule;

import java.util.Arrays;

/** The number of a group for each of some customers, from 0, or −1 of who is in none; as many bytes each as the largest needs. */
final class GroupNumbers {
    private static final int IN_BYTE = 0xFF;
    private static final int IN_CHAR = 0xFFFF;
    // Small enough to stay near.
    private static final int BLOCK = 1 << 11;

    // The numbers above 0, 0 of who is in none, in the one array that is not empty.
    private byte[] bytes;
    private char[] chars = {};
    private int[] ints = {};
    private final int size;

    GroupNumbers(int size) {
        this.size = size;
        this.bytes = new byte[size];
    }

    int size() {
        return size;
    }

    int get(int at) {
        if (bytes.length > 0) {
            return (bytes[at] & IN_BYTE) - 1;
        }
        return (chars.length > 0 ? chars[at] : ints[at]) - 1;
    }

    /** Puts what each of some numbers in a row becomes into an array, where that of −1 stands first in the table. */
    void read(int from, int count, int[] becomes, int[] into) {
        byte[] own = bytes;
        if (own.length > 0) {
            for (int i = 0; i < count; i++) {
                into[i] = becomes[own[from + i] & IN_BYTE];
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[i] = becomes[get(from + i) + 1];
            }
        }
    }

    void set(int at, int number) {
        if (bytes.length > 0 && number < IN_BYTE) {
            bytes[at] = (byte) (number + 1);
        } else {
            setWide(at, number);
        }
    }

    /** Sets the first numbers of an array, all below an end, from a place on. */
    void setAll(int from, int count, int[] numbers, int end) {
        byte[] into = bytes;
        if (into.length > 0 && end <= IN_BYTE) {
            for (int i = 0; i < count; i++) {
                into[from + i] = (byte) (numbers[i] + 1);
            }
        } else {
            for (int i = 0; i < count; i++) {
                set(from + i, numbers[i]);
            }
        }
    }

    /** Sets from a place on what the numbers of others become, all below an end, where that of −1 stands first in the table. */
    void setAll(int from, GroupNumbers others, int[] becomes, int end) {
        int[] block = new int[BLOCK];
        for (int first = 0; first < others.size; first += BLOCK) {
            int count = Math.min(BLOCK, others.size - first);
            others.read(first, count, becomes, block);
            setAll(from + first, count, block, end);
        }
    }

    private void setWide(int at, int number) {
        if (bytes.length > 0) {
            chars = new char[size];
            for (int i = 0; i < size; i++) {
                chars[i] = (char) (bytes[i] & IN_BYTE);
            }
            bytes = new byte[0];
        }
        if (chars.length > 0 && number >= IN_CHAR) {
            ints = new int[size];
            Arrays.setAll(ints, i -> chars[i]);
            chars = new char[0];
        }
        if (chars.length > 0) {
            chars[at] = (char) (number + 1);
        } else {
            ints[at] = number + 1;
        }
    }
}
