package dev.retention.internal;

/** The upper tail of the noncentral t distribution: the power of a comparison of means. */
public final class NoncentralT {
    /** From here on the normal distribution is as near. */
    private static final double NORMAL_FROM = 1e8;

    private static final double WIDTHS = 12;
    private static final int PANELS = 16;

    private NoncentralT() {}

    /**
     * P(T > t) for T = (Z + shift) / S, where Z is standard normal and {@code df · S²} chi-squared: the mean of Φ(shift − t·s) over s.
     *
     * @param t at least 0
     * @param df above 0
     * @param shift finite
     */
    public static double survival(double t, double df, double shift) {
        if (df >= NORMAL_FROM || t == 0) {
            return Normal.survival(t - shift);
        }
        double mode = Math.sqrt(Math.max(0, df - 1) / df);
        double room = WIDTHS / Math.sqrt(2 * df);
        double from = Math.max(0, mode - room);
        double to = mode + room;
        // Φ rises where s is near shift / t, which may be narrower than the law of s.
        double low = Math.min(to, Math.max(from, (shift - 8) / t));
        double high = Math.min(to, Math.max(from, (shift + 8) / t));
        double[] sums = new double[2];
        add(from, low, t, df, shift, sums);
        add(low, high, t, df, shift, sums);
        add(high, to, t, df, shift, sums);
        return Math.min(1, sums[0] / sums[1]);
    }

    /** Adds the integrals of density · Φ and of the density, by panels of Gauss and Legendre. */
    private static void add(double from, double to, double t, double df, double shift, double[] sums) {
        double half = (to - from) / (2 * PANELS);
        for (int panel = 0; half > 0 && panel < PANELS; panel++) {
            double middle = from + (2 * panel + 1) * half;
            for (int i = 0; i < Quadrature.POINTS; i++) {
                double s = middle + half * Quadrature.node(i);
                double density = Math.exp((df - 1) * Math.log(s) - df * (s - 1) * (s + 1) / 2);
                double weight = half * Quadrature.weight(i) * density;
                sums[0] += weight * Normal.cdf(shift - t * s);
                sums[1] += weight;
            }
        }
    }
}
