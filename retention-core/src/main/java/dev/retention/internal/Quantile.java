package dev.retention.internal;

import java.math.BigDecimal;

/** Quantiles of a sample, by linear interpolation between order statistics (type 7 of Hyndman and Fan). */
public final class Quantile {
    private Quantile() {}

    /** The quantile of a non-empty sample in ascending order, for {@code p} in [0, 1], taken as the decimal that it is written as. */
    public static double of(double[] sorted, double p) {
        double position = BigDecimal.valueOf(p)
                .multiply(BigDecimal.valueOf(sorted.length - 1))
                .doubleValue();
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        // An infinite end must not meet a weight of 0.
        return position == below || sorted[below] == sorted[above]
                ? sorted[below]
                : sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
