package dev.retention.benchmarks.model;

import java.util.Arrays;

/**
 * BG/NBD and MBG/NBD by maximum likelihood as one would write it by hand, knowing the data: a radix sort of packed whole
 * days for the distinct customers, then Newton's method in the logarithms of the parameters from a start that is near.
 */
public final class HandFit {
    private static final int DAY_BITS = 9;
    private static final int DAY_MASK = (1 << DAY_BITS) - 1;
    private static final int DIGIT_BITS = 11;
    private static final double[] START = {0.5, 30, 0.7, 2.5};

    private final double[] parameters;
    private final double[][] covariance;
    private final double logLikelihood;

    private HandFit(double[] parameters, double[][] covariance, double logLikelihood) {
        this.parameters = parameters;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
    }

    /** The distinct customers in order of frequency, age, recency. */
    // Nobody compares rows.
    @SuppressWarnings("ArrayRecordComponent")
    public record Rows(int[] frequency, int[] age, int[] recency, int[] count) {

        public static Rows of(Buyers buyers) {
            int n = buyers.count();
            long[] keys = new long[n];
            long all = 0;
            for (int i = 0; i < n; i++) {
                long key = buyers.frequency()[i];
                key = (key << DAY_BITS | buyers.ageDays()[i]) << DAY_BITS | buyers.recencyDays()[i];
                keys[i] = key;
                all |= key;
            }
            keys = sorted(keys, Long.SIZE - Long.numberOfLeadingZeros(all));
            int distinct = 0;
            for (int i = 0; i < n; i++) {
                distinct += i > 0 && keys[i] == keys[i - 1] ? 0 : 1;
            }
            Rows rows = new Rows(new int[distinct], new int[distinct], new int[distinct], new int[distinct]);
            int row = -1;
            for (int i = 0; i < n; i++) {
                if (i == 0 || keys[i] != keys[i - 1]) {
                    row++;
                    rows.frequency[row] = (int) (keys[i] >>> (2 * DAY_BITS));
                    rows.age[row] = (int) (keys[i] >>> DAY_BITS) & DAY_MASK;
                    rows.recency[row] = (int) keys[i] & DAY_MASK;
                }
                rows.count[row]++;
            }
            return rows;
        }

        private static long[] sorted(long[] keys, int bits) {
            long[] from = keys;
            long[] to = new long[keys.length];
            for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
                int[] next = new int[(1 << DIGIT_BITS) + 1];
                int mask = (1 << DIGIT_BITS) - 1;
                for (long key : from) {
                    next[((int) (key >>> shift) & mask) + 1]++;
                }
                for (int digit = 0; digit < mask; digit++) {
                    next[digit + 1] += next[digit];
                }
                for (long key : from) {
                    to[next[(int) (key >>> shift) & mask]++] = key;
                }
                long[] free = from;
                from = to;
                to = free;
            }
            return from;
        }
    }

    /** Fits; with {@code every}, customers may leave after the first purchase as well (MBG/NBD). */
    public static HandFit of(Rows rows, boolean every) {
        double[] at = START.clone();
        Likelihood likelihood = new Likelihood(rows, every);
        double value = likelihood.evaluate(at);
        for (int step = 0; step < 50; step++) {
            double[][] inverse = inverse(likelihood.information);
            double[] move = new double[4];
            double decrement = 0;
            double length = 0;
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    move[i] += inverse[i][j] * likelihood.gradient[j];
                }
                decrement += 0.5 * move[i] * likelihood.gradient[i];
                length = Math.max(length, Math.abs(move[i]));
            }
            if (Math.abs(decrement) <= 1e-12 - 1e-16 * value) {
                return new HandFit(at, inverse, value);
            }
            for (int i = 0; i < 4; i++) {
                at[i] *= Math.exp(move[i] / Math.max(1, length));
            }
            value = likelihood.evaluate(at);
        }
        throw new IllegalStateException("no maximum found near " + Arrays.toString(at));
    }

    /** r, alpha, a and b. */
    public double[] parameters() {
        return parameters;
    }

    /** The standard errors of the four. */
    public double[] standardErrors() {
        double[] errors = new double[4];
        for (int i = 0; i < 4; i++) {
            errors[i] = parameters[i] * Math.sqrt(covariance[i][i]);
        }
        return errors;
    }

    public double logLikelihood() {
        return logLikelihood;
    }

    /** Gauss and Jordan's inverse of a positive definite matrix. */
    private static double[][] inverse(double[][] matrix) {
        double[][] left = new double[4][];
        double[][] right = new double[4][4];
        for (int i = 0; i < 4; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < 4; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int j = 0; j < 4; j++) {
                left[pivot][j] *= scale;
                right[pivot][j] *= scale;
            }
            for (int i = 0; i < 4; i++) {
                double factor = i == pivot ? 0 : left[i][pivot];
                for (int j = 0; j < 4; j++) {
                    left[i][j] -= factor * left[pivot][j];
                    right[i][j] -= factor * right[pivot][j];
                }
            }
        }
        return right;
    }

    /** The log-likelihood with its gradient and minus its Hessian by the logarithms of the parameters. */
    private static final class Likelihood {
        private final Rows rows;
        private final boolean every;
        private final double[] logs = new double[1 << DAY_BITS];
        private final double[] inverses = new double[1 << DAY_BITS];
        private final double[] gradient = new double[4];
        private final double[][] information = new double[4][4];

        Likelihood(Rows rows, boolean every) {
            this.rows = rows;
            this.every = every;
        }

        double evaluate(double[] at) {
            double r = at[0];
            double alpha = at[1];
            double a = at[2];
            double b = at[3];
            for (int day = 0; day < logs.length; day++) {
                logs[day] = Math.log(alpha + day);
                inverses[day] = 1 / (alpha + day);
            }
            double[] g = new double[4];
            double[][] h = new double[4][4];
            double value = 0;
            // Sums over the purchases so far: of ln(r + j), 1/(r + j), 1/(r + j)², and of the same for leaving.
            double rising = 0;
            double rising1 = 0;
            double rising2 = 0;
            double stay = every ? Math.log(b / (a + b)) : 0;
            double b1 = every ? 1 / b : 0;
            double b2 = every ? -1 / (b * b) : 0;
            double ab1 = every ? 1 / (a + b) : 0;
            double ab2 = every ? -1 / ((a + b) * (a + b)) : 0;
            int x = 0;
            for (int row = 0; row < rows.count.length; row++) {
                for (; x < rows.frequency[row]; x++) {
                    rising += Math.log(r + x);
                    rising1 += 1 / (r + x);
                    rising2 -= 1 / ((r + x) * (r + x));
                    double occasion = b + x + (every ? 1 : 0);
                    stay += Math.log(occasion / (a + occasion));
                    b1 += 1 / occasion;
                    b2 -= 1 / (occasion * occasion);
                    ab1 += 1 / (a + occasion);
                    ab2 -= 1 / ((a + occasion) * (a + occasion));
                }
                double c = rows.count[row];
                double n = r + x;
                double logAge = logs[rows.age[row]];
                double perAge = inverses[rows.age[row]];
                double q = 0;
                double v = 0;
                double dr = 0;
                double da = 0;
                double perLast = 0;
                double perLeft = b + x - (every ? 0 : 1);
                value += c * (rising + stay + r * Math.log(alpha) - n * logAge);
                if (every || x > 0) {
                    dr = logAge - logs[rows.recency[row]];
                    perLast = inverses[rows.recency[row]];
                    da = n * (perAge - perLast);
                    double odds = a / perLeft * Math.exp(n * dr);
                    value += c * Math.log(1 + odds);
                    q = odds / (1 + odds);
                    v = q / (1 + odds);
                }
                double qa = 1 / a;
                double qb = -1 / perLeft;
                g[0] += c * (rising1 + Math.log(alpha) - logAge + q * dr);
                g[1] += c * (r / alpha - n * perAge + q * da);
                g[2] += c * (-ab1 + q * qa);
                g[3] += c * (b1 - ab1 + q * qb);
                h[0][0] += c * (rising2 + v * dr * dr);
                h[0][1] += c * (1 / alpha - perAge + q * (perAge - perLast) + v * dr * da);
                h[0][2] += c * v * dr * qa;
                h[0][3] += c * v * dr * qb;
                h[1][1] += c
                        * (-r / (alpha * alpha)
                                + n * perAge * perAge
                                - q * n * (perAge * perAge - perLast * perLast)
                                + v * da * da);
                h[1][2] += c * v * da * qa;
                h[1][3] += c * v * da * qb;
                h[2][2] += c * (-ab2 + (v - q) * qa * qa);
                h[2][3] += c * (-ab2 + v * qa * qb);
                h[3][3] += c * (b2 - ab2 + (v + q) * qb * qb);
            }
            for (int i = 0; i < 4; i++) {
                gradient[i] = g[i] * at[i];
                for (int j = i; j < 4; j++) {
                    information[i][j] = -h[i][j] * at[i] * at[j] - (i == j ? gradient[i] : 0);
                    information[j][i] = information[i][j];
                }
            }
            return value;
        }
    }
}
