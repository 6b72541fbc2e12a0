package dev.retention.survival;

import dev.retention.internal.Normal;

/**
 * The shape of tenures in a parametric model: {@code ln T = μ + σ W}, by the distribution of {@code W}.
 *
 * @since 0.1.0
 */
public enum TenureDistribution {
    /** Constant hazard: Weibull with σ = 1. */
    EXPONENTIAL {
        @Override
        Derivatives ended(double z) {
            return WEIBULL.ended(z);
        }

        @Override
        Derivatives stayed(double z) {
            return WEIBULL.stayed(z);
        }

        @Override
        double deviate(double share) {
            return WEIBULL.deviate(share);
        }
    },

    /** Hazard that rises (σ &lt; 1) or falls (σ &gt; 1) as a power of tenure; shape 1/σ, scale e^μ. */
    WEIBULL {
        @Override
        Derivatives ended(double z) {
            double e = Math.exp(z);
            return new Derivatives(z - e, 1 - e, -e);
        }

        @Override
        Derivatives stayed(double z) {
            double e = Math.exp(z);
            return new Derivatives(-e, -e, -e);
        }

        @Override
        double deviate(double share) {
            return Math.log(-Math.log1p(-share));
        }
    },

    /** Hazard that rises and then falls; the logarithm of tenure is normal. */
    LOG_NORMAL {
        @Override
        Derivatives ended(double z) {
            return new Derivatives(-0.5 * z * z - HALF_LOG_2_PI, -z, -1);
        }

        @Override
        Derivatives stayed(double z) {
            // Past 30 the upper tail nears underflow; there its ratio to the density is 1/z − 1/z³ +
            // 3/z⁵ − …, and these seven terms are a double's precision.
            double density = -0.5 * z * z - HALF_LOG_2_PI;
            double r = 1 / (z * z);
            double ratio = 1 - r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r * (1 - 9 * r * (1 - 11 * r)))));
            double log = z < 30 ? Math.log(Normal.survival(z)) : density + Math.log(ratio / z);
            double hazard = z < 30 ? Math.exp(density - log) : z / ratio;
            return new Derivatives(log, -hazard, -hazard * (hazard - z));
        }

        @Override
        double deviate(double share) {
            return Normal.quantile(share);
        }
    },

    /** Hazard that rises and then falls, with heavier tails than {@link #LOG_NORMAL}. */
    LOG_LOGISTIC {
        @Override
        Derivatives ended(double z) {
            Derivatives stayed = stayed(z);
            return new Derivatives(z + 2 * stayed.value(), 1 + 2 * stayed.first(), 2 * stayed.second());
        }

        @Override
        Derivatives stayed(double z) {
            double left = 1 / (1 + Math.exp(-z));
            double log = z < 0 ? -Math.log1p(Math.exp(z)) : -z - Math.log1p(Math.exp(-z));
            return new Derivatives(log, -left, -left / (1 + Math.exp(z)));
        }

        @Override
        double deviate(double share) {
            return Math.log(share) - Math.log1p(-share);
        }
    };

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    /** A number with its two derivatives by z. */
    record Derivatives(double value, double first, double second) {}

    /** The logarithm of the density of W at z. */
    abstract Derivatives ended(double z);

    /** The logarithm of P(W &gt; z). */
    abstract Derivatives stayed(double z);

    /** The z with P(W ≤ z) = share. */
    abstract double deviate(double share);
}
