package dev.retention.purchase;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the estimates of {@link PurchaseRegularity} read of customers' intervals. Keeps two numbers of every customer, so that sums
 * are taken in ascending order and depend on no other.
 */
final class IntervalSums {
    private final PurchaseDays.@Nullable Reader days;
    private double[] intervals = new double[16];
    private double[] squares = new double[16];
    private double[] logShares = new double[16];
    private int customers;
    private long leftOut;
    private final Map<Integer, Long> byIntervals = new TreeMap<>();

    /** Sums with a reader of histories, if there are any. */
    IntervalSums(PurchaseDays.@Nullable Reader days) {
        this.days = days;
    }

    /** Adds a customer of a store, unless there is no purchase in the calibration. */
    void add(History history) {
        PurchaseDays.Reader reader = requireNonNull(days);
        reader.read(history);
        int size = reader.inCalibration() - 1;
        if (size < 0) {
            return;
        }
        if (size > intervals.length) {
            intervals = new double[Math.max(size, 2 * intervals.length)];
        }
        for (int i = 0; i < size; i++) {
            intervals[i] = reader.day(i + 1) - reader.day(i);
        }
        add(intervals, size);
    }

    /** Adds a customer with some intervals, in order. */
    void add(double[] own, int size) {
        if (size < 2) {
            leftOut++;
            return;
        }
        reserve(customers + 1);
        // Halves, so that no sum overflows.
        double first = 0.5 * own[size - 2];
        double second = 0.5 * own[size - 1];
        squares[customers] = Math.pow(0.5 * ((first - second) / (first + second)), 2);
        double longest = 0;
        for (int j = 0; j < size; j++) {
            longest = Math.max(longest, own[j]);
        }
        double sum = 0;
        double logs = 0;
        for (int j = 0; j < size; j++) {
            sum += own[j] / longest;
            logs += Math.log(own[j]) - Math.log(longest);
        }
        logShares[customers] = logs - size * Math.log(sum);
        customers++;
        byIntervals.merge(size, 1L, Long::sum);
    }

    private void reserve(int room) {
        if (room > squares.length) {
            int length = Math.max(room, 2 * squares.length);
            squares = Arrays.copyOf(squares, length);
            logShares = Arrays.copyOf(logShares, length);
        }
    }

    /** Adds other customers. */
    IntervalSums plus(IntervalSums other) {
        reserve(customers + other.customers);
        System.arraycopy(other.squares, 0, squares, customers, other.customers);
        System.arraycopy(other.logShares, 0, logShares, customers, other.customers);
        customers += other.customers;
        leftOut += other.leftOut;
        other.byIntervals.forEach((size, count) -> byIntervals.merge(size, count, Long::sum));
        return this;
    }

    /** The customers with two intervals or more. */
    long customers() {
        return customers;
    }

    long leftOut() {
        return leftOut;
    }

    /** How many customers have so many intervals. */
    Map<Integer, Long> byIntervals() {
        return byIntervals;
    }

    /** The sum of (M − 1/2)². */
    double squares() {
        return Arrays.stream(squares, 0, customers).sorted().sum();
    }

    /** The sum of (M − 1/2)⁴. */
    double fourths() {
        return Arrays.stream(squares, 0, customers)
                .map(square -> square * square)
                .sorted()
                .sum();
    }

    /** The sum of the logarithms of the shares that intervals have in a customer's sum of them. */
    double logShares() {
        return Arrays.stream(logShares, 0, customers).sorted().sum();
    }
}
