package dev.retention.benchmarks.survival;

import static dev.retention.benchmarks.Tenures.LONGEST;

import dev.retention.benchmarks.Tenures;

/** The log-rank test of two groups by hand: a histogram of each group's tenures, then one sum down the days. */
final class HandLogRank {
    private HandLogRank() {}

    /** The statistic of the first tenures against the second. */
    static double of(Tenures first, Tenures second) {
        long[] one = HandKaplanMeier.histogram(first, 0, first.count());
        long[] two = HandKaplanMeier.histogram(second, 0, second.count());
        long inOne = first.count();
        long inAll = inOne + second.count();
        double difference = 0;
        double variance = 0;
        for (int day = 0; day <= LONGEST; day++) {
            long leftOne = one[2 * day + 1];
            long left = leftOne + two[2 * day + 1];
            if (left > 0 && inAll > 1) {
                double share = (double) inOne / inAll;
                difference += leftOne - share * left;
                variance += (double) left * (inAll - left) / (inAll - 1) * share * (1 - share);
            }
            inOne -= leftOne + one[2 * day];
            inAll -= left + one[2 * day] + two[2 * day];
        }
        return difference * difference / variance;
    }
}
