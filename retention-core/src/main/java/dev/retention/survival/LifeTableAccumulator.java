package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.RadixSort;
import java.util.Arrays;

/**
 * Counts tenures one by one into a {@link LifeTable}.
 *
 * <p>Tenures of weight 1 in whole periods, observed from their start, cost one increment each and no memory; others are kept
 * as numbers until the {@link #snapshot}, which sorts them. Not thread-safe: use one per thread and add the tables.
 *
 * @since 0.1.0
 */
public final class LifeTableAccumulator {

    /** Whole periods below this are counted in place; 65,536 days are 179 years. */
    private static final int DENSE = 1 << 16;

    /** Tenures looked over at once: they stay in the first cache until they are counted. */
    private static final int CHUNK = 1024;

    private static final byte ENDED = 0;
    private static final byte CENSORED = 1;
    private static final byte ENTERED = 2;

    /** Count of tenures by 2 · duration + (1 if ended). */
    private long[] counts = new long[2 * 1024];

    private double[] times = new double[0];
    private double[] weights = new double[0];
    private byte[] kinds = new byte[0];
    private int size;
    private boolean weighted;
    private LifeTable added = LifeTable.empty();

    /** Makes an accumulator that has counted nothing. */
    public LifeTableAccumulator() {}

    /**
     * Counts a tenure in whole periods: the fast path.
     *
     * @param periods how many periods the customer stayed, at least 0
     * @param ended whether it left then; otherwise censored
     * @return this
     * @throws IllegalArgumentException if {@code periods} is negative
     */
    public LifeTableAccumulator add(long periods, boolean ended) {
        if (periods >= 0 && periods < counts.length >> 1) {
            counts[(int) periods << 1 | (ended ? 1 : 0)]++;
        } else {
            addOutside(periods, ended);
        }
        return this;
    }

    /**
     * Counts tenures in whole periods held in columns, without an object for each.
     *
     * @param periods durations, each at least 0
     * @param ended whether each tenure ended; as long as {@code periods}
     * @return this
     * @throws IllegalArgumentException if a duration is negative or the lengths differ
     */
    public LifeTableAccumulator addAll(int[] periods, boolean[] ended) {
        requireNonNull(periods, "periods");
        requireNonNull(ended, "ended");
        checkArgument(
                periods.length == ended.length,
                "ended (%s values) must be as long as periods (%s values)",
                ended.length,
                periods.length);
        // Looks first whether a chunk fits, and then counts it without looking.
        for (int from = 0; from < periods.length; from += CHUNK) {
            int to = Math.min(periods.length, from + CHUNK);
            // As negative as any of them, and with the highest bit of all.
            int bits = 0;
            for (int i = from; i < to; i++) {
                bits |= periods[i];
            }
            if (bits >= 0 && bits < DENSE) {
                makeRoom(bits);
                long[] local = counts;
                for (int i = from; i < to; i++) {
                    local[periods[i] << 1 | (ended[i] ? 1 : 0)]++;
                }
            } else {
                for (int i = from; i < to; i++) {
                    add(periods[i], ended[i]);
                }
            }
        }
        return this;
    }

    private void makeRoom(int periods) {
        if (periods >= counts.length >> 1) {
            counts = Arrays.copyOf(counts, 4 * Integer.highestOneBit(periods));
        }
    }

    private void addOutside(long periods, boolean ended) {
        Checks.notNegative(periods, "periods");
        if (periods < DENSE) {
            makeRoom((int) periods);
            counts[(int) periods << 1 | (ended ? 1 : 0)]++;
        } else {
            append((double) periods, 1, ended ? ENDED : CENSORED);
        }
    }

    /**
     * Counts a tenure in real time.
     *
     * @param duration how long the customer stayed, finite and at least 0
     * @param ended whether it left then; otherwise censored
     * @return this
     * @throws IllegalArgumentException if {@code duration} is negative, infinite or NaN
     */
    public LifeTableAccumulator add(double duration, boolean ended) {
        Checks.notNegative(duration, "duration");
        if (duration == (long) duration) {
            return add((long) duration, ended);
        }
        append(duration, 1, ended ? ENDED : CENSORED);
        return this;
    }

    /**
     * Counts a tenure.
     *
     * @param tenure any tenure in the unit of the others
     * @return this
     */
    public LifeTableAccumulator add(Tenure tenure) {
        requireNonNull(tenure, "tenure");
        if (tenure.weight() == 1 && tenure.entry() == 0) {
            return add(tenure.duration(), tenure.ended());
        }
        append(tenure.duration(), tenure.weight(), tenure.ended() ? ENDED : CENSORED);
        if (tenure.entry() > 0) {
            append(tenure.entry(), tenure.weight(), ENTERED);
        }
        weighted |= tenure.weight() != 1;
        return this;
    }

    /**
     * Adds the tenures of a table.
     *
     * @param table a table in the same unit of time
     * @return this
     */
    public LifeTableAccumulator addAll(LifeTable table) {
        added = added.plus(requireNonNull(table, "table"));
        return this;
    }

    private void append(double time, double weight, byte kind) {
        if (size == times.length) {
            int capacity = Math.max(64, size + (size >> 1));
            times = Arrays.copyOf(times, capacity);
            weights = Arrays.copyOf(weights, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
        }
        times[size] = time;
        weights[size] = weight;
        kinds[size++] = kind;
    }

    /**
     * The table of all tenures counted so far; counting may go on. Takes O(k log k) time for k tenures off the fast path.
     *
     * @return the table
     */
    public LifeTable snapshot() {
        return added.plus(dense()).plus(sparse());
    }

    private LifeTable dense() {
        int rows = 0;
        for (int i = 0; i < counts.length; i += 2) {
            rows += counts[i] + counts[i + 1] > 0 ? 1 : 0;
        }
        LifeTableRows table = new LifeTableRows(rows, false);
        for (int i = 0; i < counts.length; i += 2) {
            if (counts[i] + counts[i + 1] > 0) {
                int row = table.rowOf(i >> 1);
                table.addCensored(row, (double) counts[i], (double) counts[i]);
                table.addEnded(row, (double) counts[i + 1], (double) counts[i + 1]);
            }
        }
        return table.toTable();
    }

    /** Counts in ascending order of time and then of weight, whatever the order in which tenures came. */
    private LifeTable sparse() {
        LifeTableRows table = new LifeTableRows(size, weighted);
        long[] order = new long[size];
        Arrays.setAll(order, i -> i);
        if (weighted) {
            order = sorted(weights, order);
        }
        for (long entry : sorted(times, order)) {
            int i = (int) entry;
            int row = table.rowOf(times[i]);
            switch (kinds[i]) {
                case ENDED -> table.addEnded(row, weights[i], weights[i] * weights[i]);
                case CENSORED -> table.addCensored(row, weights[i], weights[i] * weights[i]);
                default -> table.addEntered(row, weights[i]);
            }
        }
        return table.toTable();
    }

    /** A stable order by numbers of at least 0, which sort as their bits do. */
    private static long[] sorted(double[] values, long[] order) {
        long[] keys = new long[order.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Double.doubleToRawLongBits(values[(int) order[i]]);
        }
        return requireNonNull(RadixSort.sort(keys, order, null, Long.SIZE).first());
    }
}
