package dev.retention.movement;

import com.google.common.math.BigIntegerMath;
import com.google.common.math.LongMath;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What of the change of a plan's value is due to its quantity; the rest is due to its price. */
final class PriceAndQuantity {
    private static final long SMALL_VALUE = 1L << 31;
    private static final long SMALL_QUANTITY = 1L << 14;

    private PriceAndQuantity() {}

    /**
     * The part of quantity, {@code (q′ − q)(v/q + v′/q′)/2}, rounded half-even; all, if the prices are the same but for rounding.
     *
     * @param v the value before
     * @param q the quantity before, at least 0
     * @param v2 the value after
     * @param q2 the quantity after, at least 0
     * @throws ArithmeticException if the part does not fit a long
     */
    static long quantity(long v, long q, long v2, long q2) {
        if (q == q2 || q == 0 || q2 == 0) {
            return 0;
        }
        return isSmall(v, q) && isSmall(v2, q2) ? ofSmall(v, q, v2, q2) : ofLarge(v, q, v2, q2);
    }

    private static boolean isSmall(long value, long quantity) {
        return value > -SMALL_VALUE && value < SMALL_VALUE && quantity < SMALL_QUANTITY;
    }

    private static long ofSmall(long v, long q, long v2, long q2) {
        if (2 * Math.abs(v2 * q - v * q2) <= q + q2) {
            return v2 - v;
        }
        return LongMath.divide((q2 - q) * (v * q2 + v2 * q), 2 * q * q2, RoundingMode.HALF_EVEN);
    }

    /** The same where products pass a long. */
    static long ofLarge(long v, long q, long v2, long q2) {
        BigInteger before = BigInteger.valueOf(v).multiply(BigInteger.valueOf(q2));
        BigInteger after = BigInteger.valueOf(v2).multiply(BigInteger.valueOf(q));
        BigInteger quantities = BigInteger.valueOf(q).add(BigInteger.valueOf(q2));
        if (after.subtract(before).abs().shiftLeft(1).compareTo(quantities) <= 0) {
            return Math.subtractExact(v2, v);
        }
        BigInteger numerator = BigInteger.valueOf(q2 - q).multiply(before.add(after));
        BigInteger denominator =
                BigInteger.valueOf(q).multiply(BigInteger.valueOf(q2)).shiftLeft(1);
        return BigIntegerMath.divide(numerator, denominator, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
