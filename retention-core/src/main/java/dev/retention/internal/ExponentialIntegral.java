package dev.retention.internal;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Gamma;

/**
 * The generalised exponential integral, scaled: what discounting makes of a Pareto law of lifetimes.
 *
 * <pre>
 *   e^z E_ν(z) = ∫₀^∞ e^(−z v) (1 + v)^(−ν) dv = U(1, 2 − ν, z)
 * </pre>
 *
 * <p>A continued fraction where it converges quickly, otherwise the power series with its two poles at whole {@code ν}
 * taken together, and the forward recurrence, which is stable for the small {@code z} for which it is used.
 */
public final class ExponentialIntegral {
    private static final double TINY = 1e-300;
    private static final double LARGE_ORDER = 40;

    private static final double EULER = 0.5772156649015329;

    /** ζ(k) − 1 from k = 2. */
    private static final double[] ZETA_MINUS_ONE = {
        0.6449340668482264,
        0.2020569031595943,
        0.08232323371113819,
        0.03692775514336993,
        0.01734306198444914,
        0.008349277381922827,
        0.00407735619794434,
        0.0020083928260822143,
        0.0009945751278180853,
        0.0004941886041194645,
        0.0002460865533080483,
        0.00012271334757848915,
        6.124813505870483E-05,
        3.058823630702049E-05,
        1.528225940865187E-05,
        7.637197637899763E-06,
        3.81729326499984E-06,
        1.908212716553939E-06,
        9.539620338727962E-07,
        4.769329867878064E-07,
        2.38450502727733E-07,
        1.1921992596531106E-07,
        5.960818905125948E-08,
        2.980350351465228E-08,
        1.4901554828365043E-08,
        7.45071178983543E-09
    };

    private ExponentialIntegral() {}

    /** e^z E_ν(z) for ν > 0 and z > 0, or z = 0 and ν > 1. */
    public static double scaled(double order, double z) {
        if (z == 0) {
            return 1 / (order - 1);
        }
        if (z >= 1 || order > LARGE_ORDER) {
            return fraction(order, z);
        }
        if (order < 0.5) {
            return Math.exp(z) * (Gamma.value(1 - order) * Math.pow(z, order - 1) - series(order, z, 0));
        }
        double steps = Math.rint(order) - 1;
        double base = order - Math.max(0, steps);
        double value = Math.exp(z) * nearOne(base, z);
        for (; base < order - 0.25; base++) {
            value = (1 - z * value) / base;
        }
        return value;
    }

    /** E_ν(z) for ν in [½, 3/2]: the poles of Γ(1 − ν) and of the first term of the series at ν = 1 cancel. */
    private static double nearOne(double order, double z) {
        double e = order - 1;
        double exponent = e * Math.log(z) - logGamma1p(e) + logSinc(e);
        double pair = e == 0 ? -(Math.log(z) + EULER) : -(Math.expm1(exponent) / e);
        return pair - series(order, z, 1);
    }

    /** ln Γ(1 + e) for e in [−½, ½], accurate near 0. */
    private static double logGamma1p(double e) {
        double sum = 0;
        for (int i = ZETA_MINUS_ONE.length - 1; i >= 0; i--) {
            sum = ZETA_MINUS_ONE[i] / (i + 2) - e * sum;
        }
        return e * (1 - EULER) - Math.log1p(e) + e * e * sum;
    }

    /** ln(π e / sin π e), accurate near 0. */
    private static double logSinc(double e) {
        double y = Math.PI * e;
        if (Math.abs(y) < 0.05) {
            double square = y * y;
            return square
                    * (1 / 6.0
                            + square * (1 / 180.0 + square * (1 / 2835.0 + square * (1 / 37800.0 + square / 467775))));
        }
        return -Math.log(Math.sin(y) / y);
    }

    /** Σ (−z)^k / (k! (1 − ν + k)) from the given k. */
    private static double series(double order, double z, int from) {
        double power = from == 0 ? 1 : -z;
        double sum = 0;
        for (int k = from; k < 100; k++) {
            double term = power / (1 - order + k);
            sum += term;
            if (Math.abs(term) <= 1e-17 * Math.abs(sum)) {
                break;
            }
            power *= -z / (k + 1);
        }
        return sum;
    }

    /**
     * The same for several z of at least 1, which a processor works on at once.
     *
     * @param least the smallest z
     */
    public static void scaled(double order, double[] z, double least, double[] values) {
        int last = steps(order, least);
        Arrays.fill(values, Double.POSITIVE_INFINITY);
        for (int i = last; i >= 0; i--) {
            double a = -(i + 1) * (order + i);
            double b = order + 2 * i;
            for (int k = 0; k < z.length; k++) {
                values[k] = z[k] + b + a / values[k];
            }
        }
        for (int k = 0; k < z.length; k++) {
            values[k] = 1 / values[k];
        }
    }

    /** How many steps of the fraction add something; for a larger z there are fewer. Steed's evaluation, whose terms are at hand. */
    private static int steps(double order, double z) {
        double b = z + order;
        double d = 1 / b;
        double term = d;
        double sum = d;
        int i = 0;
        while (Math.abs(term) > 1e-17 * sum && i < 10_000) {
            i++;
            b += 2;
            d = 1 / (b - i * (order - 1 + i) * d);
            term *= b * d - 1;
            sum += term;
        }
        return i;
    }

    /** Lentz's evaluation of the even part of Stieltjes' fraction. */
    private static double fraction(double order, double z) {
        double b = z + order;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 10_000; i++) {
            double a = -i * (order - 1 + i);
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            double factor = c * d;
            h *= factor;
            if (Math.abs(factor - 1) < 1.2e-16) {
                break;
            }
        }
        return h;
    }
}
