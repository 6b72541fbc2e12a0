package dev.retention.model;

import dev.retention.internal.LogRising;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The future of a customer who, if alive, may leave after each purchase, and whose purchases are every k-th event of a
 * Poisson process.
 *
 * <p>Given that he is alive, he is in phase j if j events, too few for a purchase, have passed since the last one; the rate
 * of events then is Gamma(shape + j, rate).
 */
final class BetaGeometricOutlook extends Outlook {
    private static final double NEGLIGIBLE = 1e-16;

    private final BetaGeometricCurves curves;
    private final double alive;
    private final double dead;

    /** The events until the last purchase. */
    private final long events;

    private final int regularity;
    private final double shape;
    private final double rate;
    private final double a;

    /** The second shape of the probability to leave, after the occasions that were not used. */
    private final double b;

    /** The probabilities of the phases, given alive. */
    private final double[] phases;

    BetaGeometricOutlook(
            BetaGeometricCurves curves, double alive, double dead, long events, double rate, double[] phases) {
        this.curves = curves;
        this.alive = alive;
        this.dead = dead;
        this.events = events;
        this.regularity = curves.regularity();
        this.shape = curves.shape(events);
        this.rate = rate;
        this.a = curves.a();
        this.b = curves.b(events);
        this.phases = phases;
    }

    @Override
    double alive() {
        return alive;
    }

    @Override
    double dead() {
        return dead;
    }

    @Override
    double expected(double t) {
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            sum += phases[j] * curves.purchases(events + j, t / rate);
        }
        return alive * sum;
    }

    @Override
    double scale() {
        return rate / (1 + shape);
    }

    @Override
    double aliveAfter(double t) {
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            sum += phases[j] * curves.alive(events + j, t / rate);
        }
        return alive * sum;
    }

    @Override
    double silent(double t) {
        return dead + alive * silentAlive(t);
    }

    /** The probability of no purchase in (0, t], given alive. */
    private double silentAlive(double t) {
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            double events = 0;
            for (int i = 0; i < regularity - j; i++) {
                events += events(shape + j, rate, i, t);
            }
            sum += phases[j] * events;
        }
        return sum;
    }

    @Override
    double probability(int n, double from, double to) {
        double sum = n == 0 ? dead : 0;
        for (int j = 0; j < phases.length; j++) {
            sum += alive
                    * phases[j]
                    * (from == 0
                            ? probability(n, shape + j, rate, b, j, to)
                            : probabilityLater(n, shape + j, j, from, to - from));
        }
        return sum;
    }

    /** Sums over what may have happened until {@code from}. */
    private double probabilityLater(int n, double r, int phase, double from, double length) {
        double z = from / (rate + from);
        double enough = 2 * (r * z - 1) / (1 - z);
        double tail = 2 / (1 - z);
        double weight = Math.exp(-r * Math.log1p(from / rate));
        double left = 0;
        double sum = 0;
        double seen = 0;
        double stay = 1;
        int made = 0;
        int position = phase;
        for (int i = 0; ; i++) {
            if (weight > 0) {
                double inside = stay == 0 ? 0 : probability(n, r + i, rate + from, b + made, position, length);
                sum += weight * (stay * inside + (n == 0 ? left : 0));
                seen += weight;
            }
            if (i > enough && weight * tail <= NEGLIGIBLE * seen) {
                return sum;
            }
            weight = weight > 1e-290 ? weight * (r + i) / (i + 1.0) * z : events(r, rate, i + 1, from);
            if (++position == regularity) {
                position = 0;
                left += stay * (a / (a + b + made));
                stay *= (b + made) / (a + b + made);
                made++;
            }
        }
    }

    /** The probability of n purchases in (0, t], given alive in a phase. */
    private double probability(int n, double r, double perTime, double stay, int phase, double t) {
        long first = (long) n * regularity - phase;
        double exactly = 0;
        for (int i = 0; i < regularity; i++) {
            if (first + i >= 0) {
                exactly += events(r, perTime, first + i, t);
            }
        }
        double survives = Math.exp(LogRising.value(stay, n) - LogRising.value(a + stay, n));
        if (n == 0) {
            return exactly;
        }
        double atLeast = first <= 0 ? 1 : RegularizedBeta.value(t / (perTime + t), (double) first, r);
        // Leaves after the n-th purchase: survives the n − 1 before it.
        return survives * (exactly + a / (stay + n - 1) * atLeast);
    }

    /** The probability of i events in (0, t], for a rate of Gamma(r, perTime). */
    private static double events(double r, double perTime, long i, double t) {
        double none = -r * Math.log1p(t / perTime);
        if (i == 0) {
            return Math.exp(none);
        }
        return Math.exp(LogRising.value(r, i) - LogRising.value(1, i) + none + i * -Math.log1p(perTime / t));
    }

    @Override
    double discounted(double delta) {
        if (delta == 0) {
            return a > 1 ? alive * ((a + b - 1) / (a - 1)) : alive > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            sum += phases[j] * curves.discounted(events + j, delta * rate);
        }
        return alive * sum;
    }
}
