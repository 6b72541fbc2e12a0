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
        void ended(double z, double[] g) {
            WEIBULL.ended(z, g);
        }

        @Override
        void stayed(double z, double[] g) {
            WEIBULL.stayed(z, g);
        }

        @Override
        double deviate(double share) {
            return WEIBULL.deviate(share);
        }
    },

    /** Hazard that rises (σ &lt; 1) or falls (σ &gt; 1) as a power of tenure; shape 1/σ, scale e^μ. */
    WEIBULL {
        @Override
        void ended(double z, double[] g) {
            double e = Math.exp(z);
            g[0] = z - e;
            g[1] = 1 - e;
            g[2] = -e;
        }

        @Override
        void stayed(double z, double[] g) {
            double e = Math.exp(z);
            g[0] = -e;
            g[1] = -e;
            g[2] = -e;
        }

        @Override
        double deviate(double share) {
            return Math.log(-Math.log1p(-share));
        }
    },

    /** Hazard that rises and then falls; the logarithm of tenure is normal. */
    LOG_NORMAL {
        @Override
        void ended(double z, double[] g) {
            g[0] = -0.5 * z * z - HALF_LOG_2_PI;
            g[1] = -z;
            g[2] = -1;
        }

        @Override
        void stayed(double z, double[] g) {
            // Past 30 the upper tail nears underflow; there its ratio to the density is 1/z − 1/z³ +
            // 3/z⁵ − …, and these seven terms are a double's precision.
            double density = -0.5 * z * z - HALF_LOG_2_PI;
            double r = 1 / (z * z);
            double ratio = 1 - r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r * (1 - 9 * r * (1 - 11 * r)))));
            g[0] = z < 30 ? Math.log(Normal.survival(z)) : density + Math.log(ratio / z);
            double hazard = z < 30 ? Math.exp(density - g[0]) : z / ratio;
            g[1] = -hazard;
            g[2] = -hazard * (hazard - z);
        }

        @Override
        double deviate(double share) {
            return Normal.quantile(share);
        }
    },

    /** Hazard that rises and then falls, with heavier tails than {@link #LOG_NORMAL}. */
    LOG_LOGISTIC {
        @Override
        void ended(double z, double[] g) {
            stayed(z, g);
            g[0] = z + 2 * g[0];
            g[1] = 1 + 2 * g[1];
            g[2] = 2 * g[2];
        }

        @Override
        void stayed(double z, double[] g) {
            double left = 1 / (1 + Math.exp(-z));
            g[0] = z < 0 ? -Math.log1p(Math.exp(z)) : -z - Math.log1p(Math.exp(-z));
            g[1] = -left;
            g[2] = -left / (1 + Math.exp(z));
        }

        @Override
        double deviate(double share) {
            return Math.log(share) - Math.log1p(-share);
        }
    };

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    /** Writes the logarithm of the density of W at z and its two derivatives. */
    abstract void ended(double z, double[] g);

    /** Writes the logarithm of P(W &gt; z) and its two derivatives. */
    abstract void stayed(double z, double[] g);

    /** The z with P(W ≤ z) = share. */
    abstract double deviate(double share);
}
