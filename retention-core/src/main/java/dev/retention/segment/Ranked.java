package dev.retention.segment;

import dev.retention.internal.WideSum;
import dev.retention.rule.Drawn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers of at least 0 in ascending order, each of so many customers, and exact sums of them. */
abstract class Ranked {
    /** Adds up numbers, each so many times. */
    interface Sum {
        void add(int index, long times);

        BigDecimal exact();
    }

    /** How many numbers; equal ones may stand apart. */
    abstract int size();

    /** How many customers have the number: at least 1. */
    abstract long times(int index);

    abstract double at(int index);

    abstract boolean isSame(int one, int other);

    abstract Sum sum();

    /** The sum of squares over all customers. */
    abstract BigDecimal squares();

    /** Whether so many times a number is below an amount: −1, 0 or 1. */
    int compare(int index, long times, BigDecimal amount) {
        Sum sum = sum();
        sum.add(index, times);
        return sum.exact().compareTo(amount);
    }

    /** Of the whole numbers of a draw that were drawn; those at 0 for want of the part come first. */
    static Ranked of(Drawn drawn, Concentration.Part part) {
        int size = drawn.size();
        long[] values = new long[size];
        int[] times = new int[size];
        int some = 0;
        for (int i = 0; i < size; i++) {
            int at = part == Concentration.Part.LOSSES ? size - 1 - i : i;
            long value = drawn.at(at);
            values[some] = Math.max(0, part == Concentration.Part.LOSSES ? -value : value);
            times[some] = drawn.times(at);
            // Without a branch, which chance would decide.
            some += Math.min(1, times[some]);
        }
        return new Whole(some, values, times);
    }

    /** Of any numbers and how many customers have each. */
    static Ranked of(double[] values, long[] customers) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        return new Plain(
                Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(order).mapToLong(i -> customers[i]).toArray());
    }

    /** Longs in columns of whatever size: sums in 192 bits. */
    private static final class Whole extends Ranked {
        private final int size;
        private final long[] values;
        private final int[] times;

        Whole(int size, long[] values, int[] times) {
            this.size = size;
            this.values = values;
            this.times = times;
        }

        @Override
        int size() {
            return size;
        }

        @Override
        long times(int index) {
            return times[index];
        }

        @Override
        double at(int index) {
            return values[index];
        }

        @Override
        boolean isSame(int one, int other) {
            return values[one] == values[other];
        }

        @Override
        Sum sum() {
            WideSum sum = new WideSum();
            return new Sum() {
                @Override
                public void add(int index, long times) {
                    sum.add(values[index], times);
                }

                @Override
                public BigDecimal exact() {
                    return new BigDecimal(sum.exact());
                }
            };
        }

        @Override
        BigDecimal squares() {
            WideSum sum = new WideSum();
            for (int i = 0; i < size; i++) {
                long value = values[i];
                // A draw takes a customer once on average: the square of a long times a number does not fit 128 bits.
                for (int taken = times[i]; taken > 0; taken--) {
                    sum.add(value, value);
                }
            }
            return new BigDecimal(sum.exact());
        }
    }

    /** Doubles as the decimal numbers that they are written as, so that three times 0.1 is 0.3. */
    private static final class Plain extends Ranked {
        private final double[] values;
        private final BigDecimal[] decimals;
        private final long[] times;

        Plain(double[] values, long[] times) {
            this.values = values;
            this.decimals = Arrays.stream(values).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
            this.times = times;
        }

        @Override
        int size() {
            return values.length;
        }

        @Override
        long times(int index) {
            return times[index];
        }

        @Override
        double at(int index) {
            return values[index];
        }

        @Override
        boolean isSame(int one, int other) {
            return values[one] == values[other];
        }

        @Override
        Sum sum() {
            return new Sum() {
                private BigDecimal sum = BigDecimal.ZERO;

                @Override
                public void add(int index, long times) {
                    sum = sum.add(decimals[index].multiply(BigDecimal.valueOf(times)));
                }

                @Override
                public BigDecimal exact() {
                    return sum;
                }
            };
        }

        @Override
        BigDecimal squares() {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < values.length; i++) {
                BigDecimal value = decimals[i];
                sum = sum.add(value.multiply(value).multiply(BigDecimal.valueOf(times[i])));
            }
            return sum;
        }
    }
}
