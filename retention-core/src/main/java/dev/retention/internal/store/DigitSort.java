package dev.retention.internal.store;

import dev.retention.internal.store.PartSort.Part;
import java.util.Arrays;

/**
 * Sorts events that are nothing but words of customer and moment, where both have few bits within a part: by moment, and then by
 * customer, each in one move. How many events a customer has says where those of the next begin.
 */
final class DigitSort {
    private static final int MOST_BITS = 12;

    private final long min;
    private final Moments moments;
    private final int[] nextByMoment;
    private int[] nextByCustomer = new int[0];

    /**
     * For parts of the same events.
     *
     * @param min what customers in words are less
     * @param moments in the words
     */
    DigitSort(long min, Moments moments) {
        this.min = min;
        this.moments = moments;
        this.nextByMoment = new int[fits(moments.bits()) ? 1 << moments.bits() : 0];
    }

    private static boolean fits(int bits) {
        return bits >= 0 && bits <= MOST_BITS;
    }

    /** Whether a part can be sorted so. */
    boolean fits(Part part) {
        return fits(moments.bits()) && fits(part.bits() - moments.bits());
    }

    /** Writes the events of a part to the target, and adds its customers to those found. */
    void sort(long[] words, long[] spare, Part part, EventColumns target, Customers found) {
        count(words, part.size(), 1 << (part.bits() - moments.bits()));
        add(part, found);
        int sum = 0;
        for (int moment = 0; moment < nextByMoment.length; moment++) {
            int count = nextByMoment[moment];
            nextByMoment[moment] = sum;
            sum += count;
        }
        move(words, part.size(), 0, nextByMoment, spare);
        move(spare, part.size(), moments.bits(), nextByCustomer, words);
        moments.write(words, 0, 0, part.size(), target, part.at());
    }

    /** Counts the events by moment and by customer. */
    private void count(long[] words, int size, int customers) {
        Arrays.fill(nextByMoment, 0);
        if (nextByCustomer.length == customers) {
            Arrays.fill(nextByCustomer, 0);
        } else {
            nextByCustomer = new int[customers];
        }
        int[] byMoment = nextByMoment;
        int[] byCustomer = nextByCustomer;
        int bits = moments.bits();
        for (int i = 0; i < size; i++) {
            long word = words[i];
            byMoment[(int) word & (byMoment.length - 1)]++;
            byCustomer[(int) (word >>> bits) & (byCustomer.length - 1)]++;
        }
    }

    /** Adds the customers of a part, and says where the events of each go. */
    private void add(Part part, Customers found) {
        long first = (part.base() >>> moments.bits()) + min;
        int start = 0;
        for (int customer = 0; customer < nextByCustomer.length; customer++) {
            int count = nextByCustomer[customer];
            if (count > 0) {
                found.add(first + customer, part.at() + start);
            }
            nextByCustomer[customer] = start;
            start += count;
        }
    }

    private static void move(long[] words, int size, int shift, int[] next, long[] target) {
        int mask = next.length - 1;
        for (int i = 0; i < size; i++) {
            long word = words[i];
            target[next[(int) (word >>> shift) & mask]++] = word;
        }
    }
}
