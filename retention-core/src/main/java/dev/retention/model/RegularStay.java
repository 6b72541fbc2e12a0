package dev.retention.model;

/**
 * Whether someone who leaves with probability p after every k-th event is still there after many, N + j, where the N to come
 * are negative binomial and j, fewer than k, have passed since the last purchase.
 *
 * <p>The phase of a customer is filtered out by the k-th roots of unity ω^m, after which N has a generating function: with
 * q = (1 − p)^(1/k) and u_m = 1 − q ω^m,
 *
 * <pre>
 *   E[(1 − p)^⌊(N + j)/k⌋] = p/k q^(j+1−k) Σ_m ω^(m(j+1)) / u_m · (1 + time u_m)^(−shape),
 *   1 = the same without the last factor.
 * </pre>
 *
 * <p>So both the probability to stay and the one to leave have their digits, except where q^(j+1−k) is large. There few
 * events are enough to have left for certain, and the sum over them is short. For times well above 1, as long sums have them: where
 * few events come at all, the parts of the roots cancel.
 */
final class RegularStay {
    /** The p from which on so few purchases matter, each of which keeps at most a quarter. */
    static final double LEAVES_SOON = 0.75;

    /** With more events before leaving than this the first of the roots, 1, outweighs all others. */
    static final double FEW = 50;

    private static final double NEGLIGIBLE = 1e-17;

    private final int k;
    private final int phase;
    private final double shape;
    private final double time;
    private final double z;

    /**
     * @param phase j, below k
     * @param shape of the number of events
     * @param time over the inverse scale of the rate of events
     */
    RegularStay(int k, int phase, double shape, double time) {
        this.k = k;
        this.phase = phase;
        this.shape = shape;
        this.time = time;
        this.z = time / (1 + time);
    }

    /** ln E[(1 − p)^⌊(N + j)/k⌋]. */
    double logStays(double p) {
        double logQ = Math.log1p(-p) / k;
        if (hasFewEvents(p, logQ)) {
            return -shape * Math.log1p(time) + Math.log(1 + overEvents(p));
        }
        double leave = -Math.expm1(logQ);
        double first = -shape * Math.log1p(time * leave);
        double sum = 1 / leave;
        for (int m = 1; 2 * m <= k; m++) {
            Root root = new Root(m, leave);
            sum += root.weight * Math.exp(root.logPower - first) * Math.cos(root.angle + root.turn);
        }
        return first + Math.log(sum * (p / k)) + (phase + 1 - k) * logQ;
    }

    /** 1 − E[(1 − p)^⌊(N + j)/k⌋]. */
    double leaves(double p) {
        double logQ = Math.log1p(-p) / k;
        if (hasFewEvents(p, logQ)) {
            double none = -shape * Math.log1p(time);
            return -Math.expm1(none) - Math.exp(none) * overEvents(p);
        }
        if (p > LEAVES_SOON) {
            // With so many events staying is unlikely.
            return -Math.expm1(logStays(p));
        }
        double leave = -Math.expm1(logQ);
        double sum = -Math.expm1(-shape * Math.log1p(time * leave)) / leave;
        for (int m = 1; 2 * m <= k; m++) {
            Root root = new Root(m, leave);
            // The real part of e^(i angle) (1 − e^(log power + i turn)).
            sum -= root.weight
                    * (Math.expm1(root.logPower) * Math.cos(root.angle + root.turn)
                            - 2 * Math.sin(root.angle + root.turn / 2) * Math.sin(root.turn / 2));
        }
        return sum * (p / k) * Math.exp((phase + 1 - k) * logQ);
    }

    private boolean hasFewEvents(double p, double logQ) {
        return p > LEAVES_SOON && shape * z * Math.exp(logQ) <= FEW;
    }

    /** Σ P(N = i)/P(N = 0) (1 − p)^⌊(i + j)/k⌋ over i ≥ 1. */
    private double overEvents(double p) {
        double q = Math.pow(1 - p, 1.0 / k);
        double most = shape * z * q / (1 - z * q);
        double weight = 1;
        double stay = 1;
        double sum = 0;
        int position = phase;
        for (int i = 0; ; ) {
            weight *= (shape + i) / (i + 1) * z;
            i++;
            if (++position == k) {
                position = 0;
                stay *= 1 - p;
            }
            sum += weight * stay;
            if (i > most && position == 0 && weight * stay * k <= NEGLIGIBLE * sum) {
                return sum;
            }
        }
    }

    /** One of the roots other than 1, together with its conjugate. */
    private final class Root {
        /** Twice 1/|u|, or once for the real root. */
        private final double weight;

        /** The angle of ω^(m(j+1)) / u. */
        private final double angle;

        /** The logarithm of the absolute value of the power of 1 + time u, and the angle of the power. */
        private final double logPower;

        private final double turn;

        Root(int m, double leave) {
            double half = Math.PI * m / k;
            double sine = Math.sin(half);
            double q = 1 - leave;
            double real = leave + 2 * q * sine * sine;
            double imaginary = -2 * q * sine * Math.cos(half);
            this.weight = (2 * m == k ? 1 : 2) / Math.hypot(real, imaginary);
            this.angle = 2 * half * (phase + 1) - Math.atan2(imaginary, real);
            this.logPower = -shape * Math.log(Math.hypot(1 + time * real, time * imaginary));
            this.turn = -shape * Math.atan2(time * imaginary, 1 + time * real);
        }
    }
}
