package dev.retention.trend;

/**
 * The exact interval of an odds ratio of four counts of which one at least is 0, given the sums of rows and columns.
 *
 * <p>Given these sums, the first count follows Fisher's noncentral hypergeometric law, and with a count of 0 it is at an end of its range:
 * its tail is the probability of itself alone, {@code 1 / Σ rⱼ ωʲ} at an odds ratio of {@code ω}, where {@code rⱼ} is the number of tables
 * that are {@code j} further in, over that of the table itself.
 */
final class ExactEffect {
    private static final int STEPS = 200;

    private ExactEffect() {}

    /** The logarithm of the upper end of {@code a d / (b c)} where {@code a} or {@code d} is 0; ∞ where the sums leave but one table. */
    static double upper(double a, double b, double c, double d, double logTail) {
        if (Math.min(b, c) == 0) {
            return Double.POSITIVE_INFINITY;
        }
        // rⱼ is at most r₁ʲ/j!, so that 1 + r₁ω ≤ Σ ≤ exp(r₁ω)
        double first = Math.log(b) + Math.log(c) - Math.log(a + 1) - Math.log(d + 1);
        double from = Math.log(-logTail) - first;
        double to = logTail < -40 ? -logTail - first : Math.log(Math.expm1(-logTail)) - first;
        for (int step = 0; step < STEPS && to - from > 0x1p-50 * Math.max(1, Math.abs(from)); step++) {
            double middle = (from + to) / 2;
            if (isAbove(a, b, c, d, middle, -logTail)) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return (from + to) / 2;
    }

    /** Whether the logarithm of the sum is above a number; stops as soon as that is known. */
    private static boolean isAbove(double a, double b, double c, double d, double logOdds, double target) {
        double most = Math.min(b, c);
        double term = 0;
        double sum = 0;
        for (double j = 0; j < most && sum <= target; j++) {
            double step = Math.log((b - j) / (a + j + 1)) + Math.log((c - j) / (d + j + 1)) + logOdds;
            term += step;
            // The steps fall, so that from here on no more than a geometric series is left.
            if (step < 0 && term - sum < -40 + Math.log(-Math.expm1(step))) {
                return false;
            }
            sum = Math.max(sum, term) + Math.log1p(Math.exp(-Math.abs(sum - term)));
        }
        return sum > target;
    }
}
