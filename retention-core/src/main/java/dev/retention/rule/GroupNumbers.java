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

    /** Puts the number at each of some places in its stead. */
    int[] at(int[] places) {
        if (bytes.length > 0) {
            for (int i = 0; i < places.length; i++) {
                places[i] = (bytes[places[i]] & IN_BYTE) - 1;
            }
        } else {
            for (int i = 0; i < places.length; i++) {
                places[i] = get(places[i]);
            }
        }
        return places;
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

    /** Sets from a place on the numbers of others by what they become. */
    void setAll(int from, GroupNumbers others, int[] places) {
        int most = Arrays.stream(places).max().orElse(0);
        if (bytes.length > 0 && others.bytes.length > 0 && most < IN_BYTE) {
            byte[] becomes = new byte[IN_BYTE + 1];
            for (int number = 0; number < places.length; number++) {
                becomes[number + 1] = (byte) (places[number] + 1);
            }
            byte[] own = others.bytes;
            byte[] into = bytes;
            for (int i = 0; i < own.length; i++) {
                into[from + i] = becomes[own[i] & IN_BYTE];
            }
            return;
        }
        for (int i = 0; i < others.size; i++) {
            if (others.get(i) >= 0) {
                set(from + i, places[others.get(i)]);
            }
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
