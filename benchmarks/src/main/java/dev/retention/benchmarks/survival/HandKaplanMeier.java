package dev.retention.benchmarks.survival;

import static dev.retention.benchmarks.Tenures.LONGEST;

import dev.retention.benchmarks.Tenures;
import dev.retention.benchmarks.TwoHalves;

/** The product-limit estimate by hand: a histogram of the tenures, then one product down the days. */
public final class HandKaplanMeier {
    private HandKaplanMeier() {}

    /** The survival just after each day from 0 to the longest. */
    public static double[] of(Tenures tenures, int threads) {
        return survival(
                TwoHalves.run(threads, tenures.count(), (from, to) -> histogram(tenures, from, to), TwoHalves::plus));
    }

    /** At {@code 2 × day} the tenures still running, after it those that ended. */
    static long[] histogram(Tenures tenures, int from, int to) {
        int[] days = tenures.days();
        boolean[] ended = tenures.ended();
        long[] histogram = new long[2 * (LONGEST + 1)];
        for (int i = from; i < to; i++) {
            histogram[2 * days[i] + (ended[i] ? 1 : 0)]++;
        }
        return histogram;
    }

    private static double[] survival(long[] histogram) {
        long atRisk = 0;
        for (long count : histogram) {
            atRisk += count;
        }
        double[] survival = new double[LONGEST + 1];
        double product = 1;
        for (int day = 0; day <= LONGEST; day++) {
            long ends = histogram[2 * day + 1];
            if (ends > 0) {
                product *= (double) (atRisk - ends) / atRisk;
            }
            survival[day] = product;
            atRisk -= ends + histogram[2 * day];
        }
        return survival;
    }
}
