package dev.retention.rule;

import java.util.Arrays;

/** The number of a group for each of some customers, from 0, or −1 of who is in none; as many bytes each as the largest needs. */
final class GroupNumbers {
    private static final int IN_BYTE = 0xFF;
    private static final int IN_CHAR = 0xFFFF;

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

    void set(int at, int number) {
        if (bytes.length > 0 && number < IN_BYTE) {
            bytes[at] = (byte) (number + 1);
        } else {
            setWide(at, number);
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
