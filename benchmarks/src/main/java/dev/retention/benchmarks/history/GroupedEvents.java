package dev.retention.benchmarks.history;

/** The layout of a store in plain arrays: the events of customer c, in time order, lie from offsets[c] to offsets[c + 1]. */
public final class GroupedEvents {
    private final long[] customers;
    private final int[] offsets;
    private final int[] days;
    private final long[] amounts;

    GroupedEvents(long[] customers, int[] offsets, int[] days, long[] amounts) {
        this.customers = customers;
        this.offsets = offsets;
        this.days = days;
        this.amounts = amounts;
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
}
