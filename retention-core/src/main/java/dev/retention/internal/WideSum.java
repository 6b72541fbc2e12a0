package dev.retention.internal;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** An exact sum of products of two longs, kept in 192 bits: no sum of fewer than 2^63 products overflows. */
public final class WideSum {
    private long high;
    private long middle;
    private long low;

    /** Adds {@code a · b}. */
    public void add(long a, long b) {
        long upper = Math.multiplyHigh(a, b);
        long lower = a * b;
        low += lower;
        middle += upper;
        high += (upper >> 63) + (Long.compareUnsigned(middle, upper) < 0 ? 1 : 0);
        if (Long.compareUnsigned(low, lower) < 0 && ++middle == 0) {
            high++;
        }
    }

    /** The sum. */
    public BigInteger exact() {
        return new BigInteger(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(high)
                .putLong(middle)
                .putLong(low)
                .array());
    }
}
