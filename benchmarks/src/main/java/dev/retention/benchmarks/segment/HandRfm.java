package dev.retention.benchmarks.segment;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Recency, frequency and money of every customer scored by quintiles, by hand, over the layout of a store. */
public final class HandRfm {
    private static final int LAST_DAY = (int) Workload.END.toEpochDay() - 1;
    private static final int CLASSES = 5;

    private final int[] recency;
    private final int[] frequency;
    private final long[] money;
    private final int[] scores;

    private HandRfm(int customers) {
        recency = new int[customers];
        frequency = new int[customers];
        money = new long[customers];
        scores = new int[customers];
    }

    public static HandRfm of(GroupedEvents events, int threads) {
        int customers = events.customerCount();
        HandRfm rfm = new HandRfm(customers);
        if (threads == 1) {
            rfm.fill(events, 0, customers);
        } else {
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> rfm.fill(events, customers / 2, customers));
            rfm.fill(events, 0, customers / 2);
            second.join();
        }
        rfm.score();
        return rfm;
    }

    private void fill(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        long[] amounts = events.amounts();
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int from = offsets[customer];
            int to = offsets[customer + 1];
            if (from == to) {
                continue;
            }
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += amounts[i];
            }
            recency[customer] = LAST_DAY - days[to - 1];
            frequency[customer] = to - from;
            money[customer] = sum;
        }
    }

    private void score() {
        int n = 0;
        int[] days = new int[recency.length];
        int[] counts = new int[recency.length];
        long[] sums = new long[recency.length];
        for (int customer = 0; customer < recency.length; customer++) {
            if (frequency[customer] > 0) {
                days[n] = recency[customer];
                counts[n] = frequency[customer];
                sums[n++] = money[customer];
            }
        }
        Arrays.sort(days, 0, n);
        Arrays.sort(counts, 0, n);
        Arrays.sort(sums, 0, n);
        double[] byDays = new double[CLASSES - 1];
        double[] byCounts = new double[CLASSES - 1];
        double[] bySums = new double[CLASSES - 1];
        for (int k = 1; k < CLASSES && n > 0; k++) {
            double at = (n - 1) * (k / (double) CLASSES);
            int below = (int) at;
            int above = (int) Math.ceil(at);
            byDays[k - 1] = days[below] + (at - below) * (days[above] - days[below]);
            byCounts[k - 1] = counts[below] + (at - below) * (counts[above] - counts[below]);
            bySums[k - 1] = sums[below] + (at - below) * (sums[above] - sums[below]);
        }
        for (int customer = 0; customer < scores.length; customer++) {
            if (frequency[customer] == 0) {
                continue;
            }
            int r = CLASSES;
            int f = 1;
            int m = 1;
            for (int k = 0; k < CLASSES - 1; k++) {
                r -= recency[customer] > byDays[k] ? 1 : 0;
                f += frequency[customer] > byCounts[k] ? 1 : 0;
                m += money[customer] > bySums[k] ? 1 : 0;
            }
            scores[customer] = 100 * r + 10 * f + m;
        }
    }

    /** The three scores of each customer as three digits, 0 of one without events. */
    public long[] scores() {
        return Arrays.stream(scores).asLongStream().toArray();
    }
}
