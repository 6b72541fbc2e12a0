package dev.retention.segment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * From where on a number is high.
 *
 * @param at the threshold, finite
 * @param least the smallest whole number that is not below it
 */
record Threshold(double at, long least) {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

    static Threshold of(double at) {
        return new Threshold(at, ceiling(new BigDecimal(at)));
    }

    /** The mean of numbers, exactly; 0 of none. */
    static Threshold mean(BigInteger sum, int count) {
        if (count == 0) {
            return of(0);
        }
        BigInteger[] both = sum.divideAndRemainder(BigInteger.valueOf(count));
        BigInteger least = both[1].signum() > 0 ? both[0].add(BigInteger.ONE) : both[0];
        return new Threshold(sum.doubleValue() / count, least.longValueExact());
    }

    /** The smallest whole number that is not below the threshold moved by a share of its size. */
    long leastMoved(double share) {
        BigDecimal from = BigDecimal.valueOf(at);
        return ceiling(from.add(from.abs().multiply(BigDecimal.valueOf(share))));
    }

    private static long ceiling(BigDecimal number) {
        return number.setScale(0, RoundingMode.CEILING).min(MOST).max(LEAST).longValueExact();
    }
}
