package dev.retention.benchmarks.history;

import static dev.retention.benchmarks.Workload.FIRST_DAY;

import dev.retention.benchmarks.Workload;

/** Events split by a hash of the customer's id into parts that fit the cache. */
public final class Partitions {
    private static final int EVENTS_PER_PART = 1 << 14;

    /** The ids, part by part. */
    public final long[] customers;

    /** The days counted from {@link Workload#START}, part by part. */
    public final short[] days;

    /** The amounts, part by part; empty when only dates were asked for. */
    public final long[] amounts;

    private final int[] starts;

    private Partitions(long[] customers, short[] days, long[] amounts, int[] starts) {
        this.customers = customers;
        this.days = days;
        this.amounts = amounts;
        this.starts = starts;
    }

    /** Customers and days only. */
    public static Partitions of(Workload workload) {
        return of(workload, new long[0]);
    }

    /** Amounts too. */
    public static Partitions withAmounts(Workload workload) {
        return of(workload, workload.amounts());
    }

    private static Partitions of(Workload workload, long[] amountsFrom) {
        int n = workload.events();
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(n / EVENTS_PER_PART));
        int shift = Long.SIZE - bits;
        long[] ids = workload.customers();
        int[] starts = new int[(1 << bits) + 2];
        for (long id : ids) {
            starts[2 + (int) (hash(id) >>> shift)]++;
        }
        for (int part = 2; part < starts.length; part++) {
            starts[part] += starts[part - 1];
        }
        long[] customers = new long[n];
        short[] days = new short[n];
        long[] amounts = new long[amountsFrom.length];
        for (int i = 0; i < n; i++) {
            int to = starts[1 + (int) (hash(ids[i]) >>> shift)]++;
            customers[to] = ids[i];
            days[to] = (short) (workload.days()[i] - FIRST_DAY);
            if (amounts.length > 0) {
                amounts[to] = amountsFrom[i];
            }
        }
        return new Partitions(customers, days, amounts, starts);
    }

    public int count() {
        return starts.length - 2;
    }

    /** Where a part starts, which is where the one before it ends. */
    public int start(int part) {
        return starts[part];
    }

    /** How many events the largest part has. */
    public int largest() {
        int largest = 0;
        for (int part = 0; part < count(); part++) {
            largest = Math.max(largest, start(part + 1) - start(part));
        }
        return largest;
    }

    static long hash(long id) {
        return id * 0x9E3779B97F4A7C15L;
    }
}
