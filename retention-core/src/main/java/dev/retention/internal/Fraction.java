package dev.retention.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A number that is known exactly.
 *
 * @param numerator any number
 * @param denominator above 0
 */
public record Fraction(BigDecimal numerator, BigDecimal denominator) implements Comparable<Fraction> {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

    public static Fraction of(long number) {
        return new Fraction(BigDecimal.valueOf(number), BigDecimal.ONE);
    }

    /** The mean of numbers; 0 of none. */
    public static Fraction mean(BigInteger sum, int count) {
        return new Fraction(new BigDecimal(sum), BigDecimal.valueOf(Math.max(1, count)));
    }

    /** Whether a part is at least a share of a whole above 0, exactly; the share is taken as the decimal that it is written as. */
    public static boolean isAtLeast(BigDecimal part, BigDecimal whole, double share) {
        return part.compareTo(BigDecimal.valueOf(share).multiply(whole)) >= 0;
    }

    /** By size; unlike equals it takes 1/2 and 2/4 for one. */
    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    public double doubleValue() {
        return numerator.divide(denominator, MathContext.DECIMAL128).doubleValue();
    }

    /** The smallest whole number that is not below, as far as longs go. */
    public long ceiling() {
        return numerator
                .divide(denominator, 0, RoundingMode.CEILING)
                .min(MOST)
                .max(LEAST)
                .longValueExact();
    }

    /** This moved by a share of its size, which is taken as the decimal that it is written as. */
    public Fraction moved(double share) {
        return new Fraction(numerator.add(numerator.abs().multiply(BigDecimal.valueOf(share))), denominator);
    }
}
