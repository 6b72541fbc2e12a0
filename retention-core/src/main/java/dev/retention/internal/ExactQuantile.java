package dev.retention.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongUnaryOperator;

/**
 * Quantiles of whole numbers after Hyndman and Fan, without rounding: the share is taken as the decimal that it is written as, so that 0.07
 * of 101 numbers is the eighth, not one a hair above it.
 */
public enum ExactQuantile {
    /** Type 1, at {@code np − 1} from 0, rounded up. */
    INVERSE_ECDF(1, 0, 1),
    /** Type 7, at {@code (n − 1)p} from 0. */
    LINEAR(1, -1, 0),
    /** Type 8, at {@code (n + 1/3)p + 1/3 − 1} from 0. */
    MEDIAN_UNBIASED(3, 1, 2);

    private final long parts;
    private final long added;
    private final long less;

    /** At {@code ((n · parts + added)p − less) / parts}. */
    ExactQuantile(long parts, long added, long less) {
        this.parts = parts;
        this.added = added;
        this.less = less;
    }

    /** The quantile of ascending numbers, at least one, for {@code share} in [0, 1]. */
    public Fraction of(long[] sorted, double share) {
        return of(sorted.length, i -> sorted[(int) i], share);
    }

    /** The quantile of {@code size} numbers, at least one, of which {@code sorted} has that at each place in ascending order, from 0. */
    public Fraction of(long size, LongUnaryOperator sorted, double share) {
        BigDecimal all = BigDecimal.valueOf(parts);
        BigDecimal at = BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(size).multiply(all).add(BigDecimal.valueOf(added)))
                .subtract(BigDecimal.valueOf(less))
                .max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(size - 1).multiply(all));
        BigDecimal whole = at.divide(all, 0, this == INVERSE_ECDF ? RoundingMode.CEILING : RoundingMode.FLOOR);
        BigDecimal rest = this == INVERSE_ECDF ? BigDecimal.ZERO : at.subtract(whole.multiply(all));
        long below = whole.longValueExact();
        if (rest.signum() == 0) {
            return Fraction.of(sorted.applyAsLong(below));
        }
        BigDecimal from = BigDecimal.valueOf(sorted.applyAsLong(below));
        BigDecimal to = BigDecimal.valueOf(sorted.applyAsLong(below + 1));
        return new Fraction(from.multiply(all).add(to.subtract(from).multiply(rest)), all);
    }
}
