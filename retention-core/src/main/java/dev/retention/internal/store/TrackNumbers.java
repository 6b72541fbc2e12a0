package dev.retention.internal.store;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which of all customers those of one track are: two numbers for each customer of the track at most, and none for the others. */
final class TrackNumbers {
    // Ascending numbers among all customers, and the number in the track of each; null where they are the same.
    private final int @Nullable [] all;
    private final int @Nullable [] own;
    private final int size;

    private TrackNumbers(int @Nullable [] all, int @Nullable [] own, int size) {
        this.all = all;
        this.own = own;
        this.size = size;
    }

    /** A track that has all customers by the same numbers. */
    static TrackNumbers identical(int size) {
        return new TrackNumbers(null, null, size);
    }

    /** The track whose customer {@code c} is number {@code numbers[c]} of so many. */
    static TrackNumbers of(int[] numbers, int customers) {
        boolean ascending = IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] < numbers[i]);
        if (ascending) {
            return numbers.length == customers ? identical(customers) : new TrackNumbers(numbers, null, numbers.length);
        }
        long[] pairs = new long[numbers.length];
        Arrays.setAll(pairs, i -> (long) numbers[i] << Integer.SIZE | i);
        Arrays.sort(pairs);
        int[] all = new int[pairs.length];
        int[] own = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            all[i] = (int) (pairs[i] >>> Integer.SIZE);
            own[i] = (int) pairs[i];
        }
        return new TrackNumbers(all, own, pairs.length);
    }

    /** Whether the track has all customers by the same numbers. */
    boolean areIdentical() {
        return all == null;
    }

    /** The place of the first customer of the track whose number among all is not smaller than one. */
    int place(int number) {
        if (all == null) {
            return number;
        }
        int place = Arrays.binarySearch(all, number);
        return place < 0 ? -1 - place : place;
    }

    /** The place of a number, or of the next larger one, which is quick after {@code near} or its neighbour. */
    int place(int number, int near) {
        if (all == null) {
            return number;
        }
        boolean after = near >= size || all[near] >= number;
        boolean before = near == 0 || all[near - 1] < number;
        return after && before ? near : place(number);
    }

    /** Whether the customer with a number among all stands at a place. */
    boolean isAt(int place, int number) {
        return place < size && (all == null || all[place] == number);
    }

    /** The number in the track of the customer at a place. */
    int own(int place) {
        return own == null ? place : own[place];
    }

    /** The number in the track of a customer by the number among all, or -1. */
    int ownOf(int number) {
        int place = place(number);
        return isAt(place, number) ? own(place) : -1;
    }
}
