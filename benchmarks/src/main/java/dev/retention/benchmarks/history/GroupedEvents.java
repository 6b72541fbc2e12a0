package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import java.util.Arrays;

/** The layout of a store in plain arrays: the events of customer c, in time order, lie from offsets[c] to offsets[c + 1]. */
public final class GroupedEvents {
    private final long[] customers;
    private final int[] offsets;
    private final int[] days;
    private final long[] amounts;
    private final int[] codes;

    GroupedEvents(long[] customers, int[] offsets, int[] days, long[] amounts) {
        this(customers, offsets, days, amounts, new int[0]);
    }

    private GroupedEvents(long[] customers, int[] offsets, int[] days, long[] amounts, int[] codes) {
        this.customers = customers;
        this.offsets = offsets;
        this.days = days;
        this.amounts = amounts;
        this.codes = codes;
    }

    /** Groups events, with amounts, of customers numbered from 0; takes its time. */
    public static GroupedEvents ofAnyDays(Workload workload) {
        int[] offsets = new int[workload.customerCount() + 1];
        for (long customer : workload.customers()) {
            offsets[(int) customer + 1]++;
        }
        Arrays.parallelPrefix(offsets, Integer::sum);
        int[] next = offsets.clone();
        int[] days = new int[workload.events()];
        long[] amounts = new long[days.length];
        for (int i = 0; i < days.length; i++) {
            int customer = (int) workload.customers()[i];
            int at = next[customer]++;
            for (; at > offsets[customer] && days[at - 1] > workload.days()[i]; at--) {
                days[at] = days[at - 1];
                amounts[at] = amounts[at - 1];
            }
            days[at] = workload.days()[i];
            amounts[at] = workload.amounts()[i];
        }
        long[] customers = new long[workload.customerCount()];
        Arrays.setAll(customers, i -> i);
        return new GroupedEvents(customers, offsets, days, amounts);
    }

    /** The same with the code of each event. */
    GroupedEvents withCodes() {
        int[] of = new int[days.length];
        for (int customer = 0; customer < customerCount(); customer++) {
            for (int i = offsets[customer]; i < offsets[customer + 1]; i++) {
                of[i] = Workload.code(customers[customer], days[i]);
            }
        }
        return new GroupedEvents(customers, offsets, days, amounts, of);
    }

    public int customerCount() {
        return offsets.length - 1;
    }

    /** The id of each customer. */
    public long[] customers() {
        return customers;
    }

    public int[] offsets() {
        return offsets;
    }

    /** Days since 1970-01-01. */
    public int[] days() {
        return days;
    }

    /** Amounts in minor units; empty when only dates were asked for. */
    public long[] amounts() {
        return amounts;
    }

    /** Indexes into {@link Workload#CODES}; empty unless they were asked for. */
    public int[] codes() {
        return codes;
    }
}
