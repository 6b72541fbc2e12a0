package dev.retention.survival;

import dev.retention.internal.GammaDifferences;

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
     * variance. A difference of digamma functions is that sum, continues it to fractional weights, and costs the same for any d.
     */
    FLEMING_HARRINGTON {
        @Override
        double increment(double d, double n) {
            return GammaDifferences.digamma(n - d + 1, d);
        }

        @Override
        double variance(double d, double n) {
            return GammaDifferences.trigamma(n - d + 1, d);
        }
    };

    abstract double increment(double d, double n);

    abstract double variance(double d, double n);
}
