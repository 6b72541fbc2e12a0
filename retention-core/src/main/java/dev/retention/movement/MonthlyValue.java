package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Json;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Recurring value per month, exactly: a third of a price stays a third until it is rounded, with the mode that the caller names. Rounded
 * before or after values are added up is then a choice that shows:
 *
 * <pre>{@code
 * MonthlyValue one = MonthlyFactor.YEAR_OF_52_WEEKS.monthly(new BigDecimal("100"), BillingInterval.YEARLY);   // 8.333…
 * one.plus(one).plus(one).rounded(2, HALF_EVEN);                  // 25.00
 * one.rounded(2, HALF_EVEN).multiply(new BigDecimal(3));          // 24.99
 * }</pre>
 *
 * <p>This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class MonthlyValue implements Comparable<MonthlyValue>, Serializable, Json.Figured {
    /** No value. */
    public static final MonthlyValue ZERO = new MonthlyValue(BigInteger.ZERO, BigInteger.ONE);

    private static final long serialVersionUID = 1;

    private final BigInteger numerator;
    private final BigInteger denominator;

    private MonthlyValue(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** In lowest terms. */
    static MonthlyValue of(BigInteger numerator, BigInteger denominator) {
        if (denominator.equals(BigInteger.ONE)) {
            return new MonthlyValue(numerator, denominator);
        }
        BigInteger common = numerator.gcd(denominator);
        if (common.equals(BigInteger.ONE)) {
            return new MonthlyValue(numerator, denominator);
        }
        return new MonthlyValue(numerator.divide(common), denominator.divide(common));
    }

    /**
     * Adds a value.
     *
     * @param other another value
     * @return the sum, exactly
     */
    public MonthlyValue plus(MonthlyValue other) {
        requireNonNull(other, "other");
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /**
     * Takes a value away.
     *
     * @param other another value
     * @return the difference, exactly; below 0 if the other is larger
     */
    public MonthlyValue minus(MonthlyValue other) {
        return plus(new MonthlyValue(requireNonNull(other, "other").numerator.negate(), other.denominator));
    }

    /**
     * The value of several units, such as seats.
     *
     * @param quantity how many, at least 0
     * @return the product, exactly
     * @throws IllegalArgumentException if {@code quantity < 0}
     */
    public MonthlyValue times(long quantity) {
        Checks.notNegative(quantity, "quantity");
        return of(numerator.multiply(BigInteger.valueOf(quantity)), denominator);
    }

    /**
     * The value in another currency.
     *
     * @param rate what one unit is worth in it, above 0
     * @return the product, exactly
     * @throws IllegalArgumentException if the rate is not above 0 or out of range
     */
    public MonthlyValue times(BigDecimal rate) {
        checkArgument(Checks.amount(rate, "rate").signum() > 0, "rate (%s) must be above 0", rate);
        MonthlyValue exactly = MonthlyFactor.MONTHS_AND_YEARS.monthly(rate, BillingInterval.MONTHLY);
        return of(numerator.multiply(exactly.numerator), denominator.multiply(exactly.denominator));
    }

    MonthlyValue dividedBy(int count) {
        return count == 1 ? this : of(numerator, denominator.multiply(BigInteger.valueOf(count)));
    }

    /**
     * The value, rounded.
     *
     * @param scale how many decimals, from 0 to 100, such as those of the currency
     * @param mode which way to round
     * @return the amount
     * @throws ArithmeticException if the mode is {@code UNNECESSARY} and the value has more decimals
     * @throws IllegalArgumentException if the scale is out of range
     */
    public BigDecimal rounded(int scale, RoundingMode mode) {
        checkArgument(scale >= 0 && scale <= 100, "scale (%s) must be from 0 to 100", scale);
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, requireNonNull(mode, "mode"));
    }

    /**
     * The value as a number.
     *
     * @return the nearest double
     */
    public double asDouble() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), new MathContext(40))
                .doubleValue();
    }

    @Override
    public int compareTo(MonthlyValue other) {
        requireNonNull(other, "other");
        return denominator.equals(other.denominator)
                ? numerator.compareTo(other.numerator)
                : numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MonthlyValue that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** {@return the exact value as text, such as {@code 100/3}} */
    @Override
    public Object figures() {
        return numerator + (denominator.equals(BigInteger.ONE) ? "" : "/" + denominator);
    }

    /** Prints the value as a fraction in lowest terms, such as {@code 25/3}, or as a whole number. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
