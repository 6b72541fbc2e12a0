package dev.retention.internal;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Days of one customer, taken in any order and read in ascending order. Keeps its room from customer to customer, where streams would make
 * some ten objects for each. This class is not thread-safe.
 */
public final class DayList implements LongConsumer {
    private long[] days = new long[16];
    private int size;
    private boolean ascends = true;

    /** Forgets all days. */
    public void clear() {
        size = 0;
        ascends = true;
    }

    @Override
    public void accept(long day) {
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
        }
        ascends &= size == 0 || days[size - 1] <= day;
        days[size++] = day;
    }

    /** Takes all days of another list. */
    public void addAll(DayList others) {
        for (int i = 0; i < others.size; i++) {
            accept(others.days[i]);
        }
    }

    /** Puts the days in order; one that was taken twice is there twice. */
    public void sort() {
        if (!ascends) {
            Arrays.sort(days, 0, size);
            ascends = true;
        }
    }

    /** Puts the days before another in order, each once, and forgets those after. */
    public void sortDistinctBefore(long end) {
        sort();
        int kept = 0;
        for (int i = 0; i < size && days[i] < end; i++) {
            if (kept == 0 || days[kept - 1] != days[i]) {
                days[kept++] = days[i];
            }
        }
        size = kept;
    }

    /** How many days there are. */
    public int size() {
        return size;
    }

    /** The day at a place, from 0; in order once they are sorted. */
    public long day(int index) {
        return days[index];
    }

    /** The place of the first day that is not before another, of sorted days. */
    public int firstFrom(long day) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days[middle] < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The days as an array of their own. */
    public long[] toArray() {
        return Arrays.copyOf(days, size);
    }
}
