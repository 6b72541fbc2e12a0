package dev.retention.internal;

/**
 * The number of successes in a sample without replacement: {@code sample} drawn from {@code successes + failures}.
 *
 * <p>Probabilities come from Loader's saddle-point form of the binomial, which for large counts stays accurate where
 * differences of log-gamma lose a digit for each digit of the counts. Tails are summed outward from their largest term
 * by the ratio of neighbours: O(standard deviation) time, the square root of the total at worst.
 */
public final class Hypergeometric {
    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double[] STIRLING_ERROR = stirlingErrors();

    private final double successes;
    private final double failures;
    private final double sample;
    private final long min;
    private final long max;
    private final double base;

    public Hypergeometric(long successes, long failures, long sample) {
        this.successes = successes;
        this.failures = failures;
        this.sample = sample;
        this.min = Math.max(0, sample - failures);
        this.max = Math.min(sample, successes);
        this.base = logBinomial(this.sample, this.successes + this.failures, this.sample);
    }

    /** ln P(X ≤ x). */
    public double logCdf(long x) {
        if (x < min || x >= max) {
            return x < min ? Double.NEGATIVE_INFINITY : 0;
        }
        return x > mode() ? rest(upward(x + 1)) : downward(x);
    }

    /** ln P(X ≥ x). */
    public double logSurvival(long x) {
        if (x > max || x <= min) {
            return x > max ? Double.NEGATIVE_INFINITY : 0;
        }
        return x < mode() ? rest(downward(x - 1)) : upward(x);
    }

    /** The logarithm of the sum of all probabilities at most (1 + tolerance) times that of {@code x}. */
    public double logTwoSided(long x, double tolerance) {
        double limit = logProbability(x) + Math.log1p(tolerance);
        long mode = mode();
        if (logProbability(mode) <= limit) {
            return 0;
        }
        double below = logCdf(lastAtMost(limit, mode, min - 1));
        double above = logSurvival(lastAtMost(limit, mode, max + 1));
        double larger = Math.max(below, above);
        return Math.min(0, larger + Math.log1p(Math.exp(Math.min(below, above) - larger)));
    }

    /** The logarithm of 1 less a probability. */
    private static double rest(double log) {
        return Math.log1p(-Math.exp(log));
    }

    /** Of the values from just outside the support to the mode, the one nearest the mode that is improbable enough. */
    private long lastAtMost(double limit, long mode, long outside) {
        long probable = mode;
        long improbable = outside;
        while (Math.abs(probable - improbable) > 1) {
            long middle = improbable + (probable - improbable) / 2;
            if (logProbability(middle) <= limit) {
                improbable = middle;
            } else {
                probable = middle;
            }
        }
        return improbable;
    }

    private long mode() {
        long mode = (long) Math.floor((sample + 1) * ((successes + 1) / (successes + failures + 2)));
        return Math.max(min, Math.min(max, mode));
    }

    /** ln P(X ≤ x) for x up to the mode. */
    private double downward(long x) {
        double term = 1;
        double sum = 1;
        for (double k = x; k > min && term > sum * 0x1p-56; k--) {
            term *= k * (failures - sample + k) / ((successes - k + 1) * (sample - k + 1));
            sum += term;
        }
        return Math.min(0, Math.log(sum) + logProbability(x));
    }

    /** ln P(X ≥ x) for x from the mode. */
    private double upward(long x) {
        double term = 1;
        double sum = 1;
        for (double k = x; k < max && term > sum * 0x1p-56; k++) {
            term *= (successes - k) * (sample - k) / ((k + 1) * (failures - sample + k + 1));
            sum += term;
        }
        return Math.min(0, Math.log(sum) + logProbability(x));
    }

    private double logProbability(long x) {
        double in = (double) x;
        return logBinomial(in, successes, sample) + logBinomial(sample - in, failures, sample) - base;
    }

    /** log P(Bin(n, sample / total) = x): x of n, the expected share being that of the sample in the total. */
    private double logBinomial(double x, double n, double drawn) {
        double total = successes + failures;
        double rest = total - drawn;
        if (x == 0) {
            return n == 0 ? 0 : n * logShare(rest, drawn, total);
        }
        if (x == n) {
            return n * logShare(drawn, rest, total);
        }
        return stirlingError(n)
                - stirlingError(x)
                - stirlingError(n - x)
                - deviance(x, n * (drawn / total))
                - deviance(n - x, n * (rest / total))
                - HALF_LOG_2PI
                + 0.5 * Math.log(n / (x * (n - x)));
    }

    private static double logShare(double part, double other, double total) {
        return part > other ? Math.log1p(-other / total) : Math.log(part / total);
    }

    /** x log(x/m) + m − x, without cancellation for x near m. */
    private static double deviance(double x, double m) {
        if (Math.abs(x - m) < 0.1 * (x + m)) {
            double v = (x - m) / (x + m);
            double sum = (x - m) * v;
            double term = 2 * x * v;
            for (int j = 1; ; j++) {
                term *= v * v;
                double next = sum + term / (2 * j + 1);
                if (next == sum) {
                    return next;
                }
                sum = next;
            }
        }
        return x * Math.log(x / m) + m - x;
    }

    /** log n! less Stirling's formula for it. */
    private static double stirlingError(double n) {
        if (n < STIRLING_ERROR.length) {
            return STIRLING_ERROR[(int) n];
        }
        double s = 1 / (n * n);
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * s) * s) * s) * s) / n;
    }

    private static double[] stirlingErrors() {
        double[] errors = new double[16];
        double factorial = 1;
        for (int n = 1; n < errors.length; n++) {
            factorial *= n;
            errors[n] = Math.log(factorial) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI;
        }
        return errors;
    }
}
