package dev.retention.internal;

/**
 * Differences of the logarithm of the gamma function and of its derivatives, without the cancellation that subtracting two
 * evaluations suffers when the arguments are large and the difference is not: at 10⁸ only half of the digits would be left.
 *
 * <p>Small arguments are raised by the recurrence, whose terms all have one sign; from {@value #ASYMPTOTIC} on, Stirling's
 * series is differenced term by term.
 */
public final class GammaDifferences {
    /** From here on six terms of Stirling's series are exact to double precision. */
    private static final double ASYMPTOTIC = 15;

    /** Coefficients of 1/x, 1/x³, … in Stirling's series of ln Γ. */
    private static final double[] LOG_GAMMA = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360
    };

    /** Coefficients of 1/x², 1/x⁴, … in the series of −ψ. */
    private static final double[] DIGAMMA = {1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760};

    /** Coefficients of 1/x³, 1/x⁵, … in the series of ψ'. */
    private static final double[] TRIGAMMA = {1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730};

    private GammaDifferences() {}

    /**
     * The logarithm of B(a, b + u) / B(a, b): of the mean of (1 − θ)^u where θ has a beta distribution.
     *
     * @param a positive
     * @param b positive
     * @param u at least 0
     * @return at most 0
     */
    public static double logBetaRatio(double a, double b, double u) {
        if (u == 0) {
            return 0;
        }
        double sum = 0;
        double z = b;
        while (z < ASYMPTOTIC) {
            double lost = u / (z + u) * (a / (a + z));
            sum += lost < 0.5 ? Math.log1p(-lost) : Math.log(z / (z + u) * ((a + z + u) / (a + z)));
            z++;
        }
        double p = 1 / z;
        double q = 1 / (z + u);
        double r = 1 / (a + z);
        double s = 1 / (a + z + u);
        // Stirling's main part is symmetric in a and u and, so arranged, at most a few times larger than the result.
        sum += (z - 0.5) * Math.log1p(u * p * (a * s)) - u * Math.log1p(a * q) - a * Math.log1p(u * r);
        sum -= LOG_GAMMA[0] * p * (u * q) * (a * r) * ((a + 2 * z + u) * s);
        double[] powers = {q, p, s, r};
        double rest = 0;
        for (int k = 1; k < LOG_GAMMA.length; k++) {
            for (int i = 0; i < 4; i++) {
                double x = i == 0 ? q : i == 1 ? p : i == 2 ? s : r;
                powers[i] *= x * x;
            }
            rest += LOG_GAMMA[k] * ((powers[0] - powers[1]) - (powers[2] - powers[3]));
        }
        return Math.min(0, sum + rest);
    }

    /**
     * ψ(z + g) − ψ(z).
     *
     * @param z positive
     * @param g at least 0
     * @return at least 0
     */
    public static double digamma(double z, double g) {
        double sum = 0;
        double x = z;
        while (x < ASYMPTOTIC) {
            sum += g / (x + g) / x;
            x++;
        }
        double p = 1 / x;
        double q = 1 / (x + g);
        double gap = g * q * p;
        double squares = gap * (p + q);
        sum += Math.log1p(g * p) + 0.5 * gap;
        double difference = squares;
        double power = q * q;
        for (double coefficient : DIGAMMA) {
            sum += coefficient * difference;
            difference = p * p * difference + squares * power;
            power *= q * q;
        }
        return sum;
    }

    /**
     * ψ'(z) − ψ'(z + g).
     *
     * @param z positive
     * @param g at least 0
     * @return at least 0
     */
    public static double trigamma(double z, double g) {
        double sum = 0;
        double x = z;
        while (x < ASYMPTOTIC) {
            sum += g / (x + g) / x * (1 / x + 1 / (x + g));
            x++;
        }
        double p = 1 / x;
        double q = 1 / (x + g);
        double gap = g * q * p;
        double squares = gap * (p + q);
        sum += gap + 0.5 * squares;
        double difference = squares;
        double power = q * q;
        for (double coefficient : TRIGAMMA) {
            sum += coefficient * (p * difference + power * gap);
            difference = p * p * difference + squares * power;
            power *= q * q;
        }
        return sum;
    }
}
