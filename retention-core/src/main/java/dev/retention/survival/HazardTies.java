package dev.retention.survival;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * What {@code d} ends at one time out of {@code n} at risk add to the cumulative hazard.
 *
 * @since 0.1.0
 */
public enum HazardTies {
    /** As ends that truly happened together: {@code d/n}, with variance {@code d/n²}. The default. */
    NELSON_AALEN {
        @Override
        double increment(double d, double n) {
            return d / n;
        }

        @Override
        double variance(double d, double n) {
            return d / n / n;
        }
    },

    /**
     * As ends one after the other whose order went unrecorded: {@code 1/n + 1/(n−1) + … + 1/(n−d+1)}, with the squares as
     * variance. Fractional weights go through the digamma function, which continues the sum.
     */
    FLEMING_HARRINGTON {
        @Override
        double increment(double d, double n) {
            if (d != Math.rint(d)) {
                return Digamma.value(n + 1) - Digamma.value(n - d + 1);
            }
            double sum = 0;
            for (double k = 0; k < d; k++) {
                sum += 1 / (n - k);
            }
            return sum;
        }

        @Override
        double variance(double d, double n) {
            if (d != Math.rint(d)) {
                return Trigamma.value(n - d + 1) - Trigamma.value(n + 1);
            }
            double sum = 0;
            for (double k = 0; k < d; k++) {
                sum += 1 / ((n - k) * (n - k));
            }
            return sum;
        }
    };

    abstract double increment(double d, double n);

    abstract double variance(double d, double n);
}
