package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/** Tenures and numbers that go with them in columns, which grow as objects are read. */
final class TenureColumns {
    double[] durations;
    boolean[] ended;
    double[] entries;
    double[] weights;
    int[] strata;
    int[] clusters;
    /** The numbers of the first row, then of the second. */
    double[] values;

    final int width;
    private int size;
    private boolean anyEnded;

    TenureColumns(int capacity, int width) {
        this.width = width;
        int room = Math.max(1, capacity);
        durations = new double[room];
        ended = new boolean[room];
        entries = new double[room];
        weights = new double[room];
        strata = new int[room];
        clusters = new int[room];
        values = new double[numbers(room)];
    }

    private int numbers(int rows) {
        long numbers = (long) rows * width;
        checkArgument(numbers <= Integer.MAX_VALUE, "tenures (%s) × covariates (%s) must be below 2^31", rows, width);
        return (int) numbers;
    }

    void add(Tenure tenure, int stratum, int cluster) {
        requireNonNull(tenure, "tenure");
        if (size == durations.length) {
            resize(Math.multiplyExact(2, size));
        }
        durations[size] = tenure.duration();
        ended[size] = tenure.ended();
        entries[size] = tenure.entry();
        weights[size] = tenure.weight();
        strata[size] = stratum;
        clusters[size++] = cluster;
        anyEnded |= tenure.ended();
    }

    /** Sets a number of the row added last. */
    void set(int column, double value) {
        values[(size - 1) * width + column] = value;
    }

    /** Ends the reading. */
    TenureColumns complete() {
        checkArgument(anyEnded, "at least one tenure must have ended");
        resize(size);
        return this;
    }

    private void resize(int room) {
        if (room != durations.length) {
            durations = Arrays.copyOf(durations, room);
            ended = Arrays.copyOf(ended, room);
            entries = Arrays.copyOf(entries, room);
            weights = Arrays.copyOf(weights, room);
            strata = Arrays.copyOf(strata, room);
            clusters = Arrays.copyOf(clusters, room);
            values = Arrays.copyOf(values, numbers(room));
        }
    }
}
