package dev.retention.internal;

import java.util.random.RandomGenerator;

/** Draws from the gamma and beta laws by the method of Marsaglia and Tsang (2000). */
public final class GammaSampler {
    private GammaSampler() {}

    /** A draw from Gamma(shape, 1). */
    public static double gamma(double shape, RandomGenerator random) {
        return Math.exp(logGamma(shape, random));
    }

    /** A draw from Beta(a, b). */
    public static double beta(double a, double b, RandomGenerator random) {
        // On the logarithmic scale, since for small shapes both draws may underflow.
        double difference = logGamma(b, random) - logGamma(a, random);
        return 1 / (1 + Math.exp(difference));
    }

    private static double logGamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            return logGamma(shape + 1, random) - random.nextExponential() / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (-random.nextExponential() < 0.5 * x * x + d * (1 - v + Math.log(v))) {
                    return Math.log(d * v);
                }
            }
        }
    }
}
