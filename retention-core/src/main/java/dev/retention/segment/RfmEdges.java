package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Ordering;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Longs;
import dev.retention.internal.OrderStatistics;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the classes of one number end. Equal numbers are in one class, since classes depend on nothing but the number. */
final class RfmEdges implements Serializable {
    private static final long serialVersionUID = 1;
    /** What stands behind edges of money that are known to be so. */
    static final String MINOR = " minor units";

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final double[] edges;
    // The largest whole number of each class but the last, not descending: all that scoring needs.
    private final long[] highest;

    private RfmEdges(double[] edges, long[] highest) {
        this.edges = edges;
        this.highest = highest;
    }

    /** Edges that each belong to the class below. */
    static RfmEdges fixed(List<Long> given, String name) {
        given.forEach(edge -> requireNonNull(edge, name));
        List<Long> edges = List.copyOf(given);
        checkArgument(
                edges.size() < Rfm.MOST_CLASSES && Ordering.natural().isStrictlyOrdered(edges),
                "%s (%s) must be strictly ascending, fewer than %s",
                name,
                edges,
                Rfm.MOST_CLASSES);
        return new RfmEdges(Doubles.toArray(edges), Longs.toArray(edges));
    }

    /**
     * Quantiles of type 7, exactly.
     *
     * @param numbers at least one, in any order
     * @param classes how many classes
     * @param added 0 for edges that belong to the class below; else what is added to each, which then belongs to the class above
     */
    static RfmEdges quantiles(long[] numbers, int classes, long added) {
        // Of each edge the numbers beside it.
        int[] ranks = new int[2 * (classes - 1)];
        for (int k = 1; k < classes; k++) {
            long position = (long) (numbers.length - 1) * k;
            ranks[2 * k - 2] = (int) (position / classes);
            ranks[2 * k - 1] = (int) ((position + classes - 1) / classes);
        }
        long[] beside = OrderStatistics.of(numbers, ranks);
        double[] edges = new double[classes - 1];
        long[] highest = new long[classes - 1];
        BigInteger parts = BigInteger.valueOf(classes);
        for (int k = 1; k < classes; k++) {
            BigInteger part = BigInteger.valueOf((long) (numbers.length - 1) * k % classes);
            BigInteger below = BigInteger.valueOf(beside[2 * k - 2]);
            BigInteger above = BigInteger.valueOf(beside[2 * k - 1]);
            // The edge times the number of classes, which is whole.
            BigInteger edge = below.add(BigInteger.valueOf(added))
                    .multiply(parts)
                    .add(above.subtract(below).multiply(part));
            edges[k - 1] = new BigDecimal(edge)
                    .divide(new BigDecimal(parts), MathContext.DECIMAL128)
                    .doubleValue();
            BigInteger last = added == 0 ? edge : edge.subtract(BigInteger.ONE);
            highest[k - 1] = floor(last, parts).min(MOST).longValueExact();
        }
        return new RfmEdges(edges, highest);
    }

    private static BigInteger floor(BigInteger number, BigInteger divisor) {
        BigInteger[] both = number.divideAndRemainder(divisor);
        return both[1].signum() < 0 ? both[0].subtract(BigInteger.ONE) : both[0];
    }

    static String words(RfmEdges... edges) {
        return edges.length == 1 ? edges[0].toString() : Arrays.toString(edges);
    }

    int classes() {
        return highest.length + 1;
    }

    /** The class of a number, from 1 for the smallest. */
    int classOf(long number) {
        int at = 1;
        for (long last : highest) {
            at += number > last ? 1 : 0;
        }
        return at;
    }

    List<Double> edges() {
        return List.copyOf(Doubles.asList(edges));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RfmEdges that
                && Arrays.equals(highest, that.highest)
                && Arrays.equals(edges, that.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(highest);
    }

    /** Prints the largest number of each class but the last, by which numbers are scored. */
    @Override
    public String toString() {
        return Arrays.toString(highest);
    }
}
