package dev.retention.internal;

import java.util.stream.IntStream;

/**
 * A family of smooth curves that cost much to compute, kept as polynomials where they have been asked for.
 *
 * <p>A curve is analytic off the negative half-line and bounded on the right half-plane by a small multiple of its values on
 * the line, as the means of {@code 1/(x + h)} and of {@code 1 − (1 + hx)^−r} over a law of {@code h ≥ 0} are. On a panel
 * from one power of two to the next, each of Chebyshev's points then gains a factor of 3 + √8 whatever the parameters: the
 * nearest singularity, 0, lies three half-lengths from the middle. 24 points are exact to rounding. A panel costs as many
 * values of the curve when it is first met, and no more than a polynomial from then on.
 *
 * <p>A value depends on the curve and the argument only, not on what was asked before. The table holds at most 8,192 panels,
 * of 250 bytes each: one that lies in another's place is computed anew. Thread-safe: panels are immutable, and threads that
 * miss the same one compute the same.
 */
public final class CurveTable {
    private static final int POINTS = 24;

    /** Curves from here on are computed each time. */
    private static final int CURVES = 256;

    /** The panels of a curve that have room beside each other. */
    private static final int PANELS = 32;

    /** Beyond these powers of two squares overflow, and nobody asks. */
    private static final int LARGEST_EXPONENT = 500;

    /** Chebyshev's points on [1, 2]. */
    private static final double[] PLACES = IntStream.range(0, POINTS)
            .mapToDouble(point -> 1.5 + cosine(1, point) / 2)
            .toArray();

    private static final double[][] COSINES = cosines();
    private static final double[][] CHEBYSHEV = chebyshev();

    private final Curves curves;
    private final Panel[][] panels = new Panel[CURVES][];

    /** The curves, by number. */
    @FunctionalInterface
    public interface Curves {
        /** The value of a curve at a positive argument. */
        double at(long curve, double x);

        /** The values of a curve at arguments that differ by a factor of 2 at most, where they have work in common. */
        default void at(long curve, double[] arguments, double[] values) {
            for (int i = 0; i < arguments.length; i++) {
                values[i] = at(curve, arguments[i]);
            }
        }
    }

    public CurveTable(Curves curves) {
        this.curves = curves;
    }

    /** The value of a curve at a positive argument. */
    public double at(long curve, double x) {
        int exponent = Math.getExponent(x);
        if (curve >= CURVES || Math.abs(exponent) > LARGEST_EXPONENT) {
            return curves.at(curve, x);
        }
        Panel[] row = panels[(int) curve];
        if (row == null) {
            row = new Panel[PANELS];
            panels[(int) curve] = row;
        }
        int place = exponent & (PANELS - 1);
        Panel panel = row[place];
        if (panel == null || panel.exponent != exponent) {
            panel = new Panel(exponent, coefficients(curve, exponent));
            row[place] = panel;
        }
        return panel.at(x);
    }

    private double[] coefficients(long curve, int exponent) {
        double[] arguments = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            arguments[i] = Math.scalb(PLACES[i], exponent);
        }
        double[] values = new double[POINTS];
        curves.at(curve, arguments, values);
        // By way of Chebyshev's polynomials, whose coefficients fall quickly: nothing cancels on the way to powers.
        double[] coefficients = new double[POINTS];
        for (int n = 0; n < POINTS; n++) {
            double coefficient = 0;
            for (int i = 0; i < POINTS; i++) {
                coefficient += values[i] * COSINES[n][i];
            }
            for (int k = n & 1; k <= n; k += 2) {
                coefficients[k] += coefficient * CHEBYSHEV[n][k];
            }
        }
        return coefficients;
    }

    /** The cosine of n times the angle of one of Chebyshev's points. */
    private static double cosine(int n, int point) {
        // Reduced to one turn, so that multiples are as exact as the angle.
        int turns = n * (2 * point + 1) % (4 * POINTS);
        return Math.cos(Math.PI * turns / (2 * POINTS));
    }

    /** What turns values at the points into coefficients of Chebyshev's polynomials. */
    private static double[][] cosines() {
        double[][] cosines = new double[POINTS][POINTS];
        for (int n = 0; n < POINTS; n++) {
            for (int i = 0; i < POINTS; i++) {
                cosines[n][i] = (n == 0 ? 1 : 2) * cosine(n, i) / POINTS;
            }
        }
        return cosines;
    }

    /** Chebyshev's polynomials by their powers. */
    private static double[][] chebyshev() {
        double[][] chebyshev = new double[POINTS][POINTS];
        chebyshev[0][0] = 1;
        chebyshev[1][1] = 1;
        for (int n = 2; n < POINTS; n++) {
            for (int k = 0; k < POINTS; k++) {
                chebyshev[n][k] = (k == 0 ? 0 : 2 * chebyshev[n - 1][k - 1]) - chebyshev[n - 2][k];
            }
        }
        return chebyshev;
    }

    /** A polynomial in t on [−1, 1], where x = 2^exponent (3 + t) / 2. */
    private static final class Panel {
        private final int exponent;
        private final double scale;
        private final double[] coefficients;

        Panel(int exponent, double[] coefficients) {
            this.exponent = exponent;
            this.scale = Math.scalb(1.0, 1 - exponent);
            this.coefficients = coefficients;
        }

        /** Four polynomials in t⁴, which a processor works on at once. */
        double at(double x) {
            double[] c = coefficients;
            double t = x * scale - 3;
            double square = t * t;
            double fourth = square * square;
            double p0 = c[POINTS - 4];
            double p1 = c[POINTS - 3];
            double p2 = c[POINTS - 2];
            double p3 = c[POINTS - 1];
            for (int k = POINTS - 8; k >= 0; k -= 4) {
                p0 = p0 * fourth + c[k];
                p1 = p1 * fourth + c[k + 1];
                p2 = p2 * fourth + c[k + 2];
                p3 = p3 * fourth + c[k + 3];
            }
            return p0 + t * p1 + square * (p2 + t * p3);
        }
    }
}
