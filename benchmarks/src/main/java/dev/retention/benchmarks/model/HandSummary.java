package dev.retention.benchmarks.model;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.Stores;
import dev.retention.history.History;
import dev.retention.history.HistoryCursor;
import dev.retention.history.HistoryStore;
import java.util.concurrent.CompletableFuture;

/** Per customer what the purchase models read, by hand, over the layout of a store. */
public final class HandSummary {
    private static final int LAST_DAY = (int) Workload.END.toEpochDay() - 1;

    private final int[] repeatDays;
    private final int[] recency;
    private final int[] age;
    private final double[] meanSpend;

    private HandSummary(int customers) {
        repeatDays = new int[customers];
        recency = new int[customers];
        age = new int[customers];
        meanSpend = new double[customers];
    }

    public static HandSummary of(GroupedEvents events, int threads) {
        int customers = events.customerCount();
        HandSummary summary = new HandSummary(customers);
        if (threads == 1) {
            summary.fill(events, 0, customers);
        } else {
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> summary.fill(events, customers / 2, customers));
            summary.fill(events, 0, customers / 2);
            second.join();
        }
        return summary;
    }

    private void fill(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        long[] amounts = events.amounts();
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = offsets[customer];
            int end = offsets[customer + 1];
            if (i == end) {
                continue;
            }
            int first = days[i];
            int previous = first;
            int repeats = 0;
            long spend = 0;
            for (; i < end; i++) {
                if (days[i] != previous) {
                    repeats++;
                    previous = days[i];
                }
                if (repeats > 0) {
                    spend += amounts[i];
                }
            }
            repeatDays[customer] = repeats;
            recency[customer] = previous - first;
            age[customer] = LAST_DAY - first;
            meanSpend[customer] = repeats == 0 ? 0 : (double) spend / repeats;
        }
    }

    /** The same loop over the library's views of histories instead of arrays, on one thread. */
    public static HandSummary ofViews(HistoryStore<?> store) {
        HandSummary summary = new HandSummary(store.customers());
        HistoryCursor cursor = store.open(Stores.MONTHS);
        for (int customer = 0; customer < store.customers(); customer++) {
            History history = cursor.moveTo(customer);
            int end = history.size();
            if (end == 0) {
                continue;
            }
            long first = history.epochDay(0);
            long previous = first;
            int repeats = 0;
            long spend = 0;
            for (int i = 0; i < end; i++) {
                long day = history.epochDay(i);
                if (day != previous) {
                    repeats++;
                    previous = day;
                }
                if (repeats > 0) {
                    spend += history.amount(i);
                }
            }
            summary.repeatDays[customer] = repeats;
            summary.recency[customer] = (int) (previous - first);
            summary.age[customer] = (int) (LAST_DAY - first);
            summary.meanSpend[customer] = repeats == 0 ? 0 : (double) spend / repeats;
        }
        return summary;
    }

    /**
     * Four numbers per customer: days with a purchase after the first, days from the first purchase to the last and to
     * the last day of the data, and the mean amount of a repeat day, each 0 where there is none.
     */
    public double[] values() {
        double[] values = new double[4 * age.length];
        for (int customer = 0; customer < age.length; customer++) {
            values[4 * customer] = repeatDays[customer];
            values[4 * customer + 1] = recency[customer];
            values[4 * customer + 2] = age[customer];
            values[4 * customer + 3] = meanSpend[customer];
        }
        return values;
    }
}
