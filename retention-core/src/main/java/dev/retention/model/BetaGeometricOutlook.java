package dev.retention.model;

import dev.retention.internal.LogRising;
import dev.retention.internal.Quadrature;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The future of a customer who, if alive, may leave after each purchase, and whose purchases are every k-th event of a
 * Poisson process.
 *
 * <p>Given that the customer is alive, the phase is j if j events, too few for a purchase, have passed since the last one; the rate
 * of events then is Gamma(shape + j, rate).
 */
final class BetaGeometricOutlook extends Outlook {
    /** The share of a sum that its rest, of which the bound is a wide one, may have. */
    private static final double NEGLIGIBLE = 1e-14;

    /** Beyond these many terms, about, a sum takes longer than the integral, and than the two integrals for k > 1. */
    private static final double MANY = 200;

    private static final double MANY_PHASES = 10_000;

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
                    * (from == 0 ? probability(n, shape + j, rate, b, j, to) : probabilityLater(n, j, from, to - from));
        }
        return sum;
    }

    private double probabilityLater(int n, int phase, double from, double length) {
        // About half the terms of the sum over the events until then.
        double terms = (shape + phase + 40) * (from / rate);
        if (regularity == 1) {
            return terms > MANY ? overDropout(n, from, length) : overEvents(n, shape, 0, from, length);
        }
        return terms > MANY_PHASES
                ? overRates(n, phase, from, length)
                : overEvents(n, shape + phase, phase, from, length);
    }

    /**
     * Averages over the probability p to leave. To be alive then is to have had no event of those, λ p a unit of time, that
     * make someone leave, which turns Gamma(shape, rate) into Gamma(shape, rate + p from).
     */
    double overDropout(int n, double from, double length) {
        return Quadrature.overBeta(a, b, Math.min(rate / (shape * from), 1.0 / (n + 1)), p -> {
            double logAlive = -shape * Math.log1p(p * from / rate);
            if (n == 0) {
                return Math.exp(-shape * Math.log1p((p * from + length) / rate)) - Math.expm1(logAlive);
            }
            double perTime = rate + p * from;
            double leaves = p * atLeast(n, shape, perTime, length);
            double stays = (1 - p) * events(shape, perTime, n, length);
            return Math.exp(logAlive) * Math.pow(1 - p, n - 1) * (stays + leaves);
        });
    }

    /** Averages over the rate of events and the probability to leave, given which the phases are known. */
    double overRates(int n, int phase, double from, double length) {
        RegularPhases phases = new RegularPhases(regularity, phase);
        double[] exactly = new double[regularity];
        double[] atLeast = new double[regularity];
        double mean = Quadrature.overGamma(shape + phase, rate, 1 / (from + length), perTime -> {
            for (int j = 0; j < regularity; j++) {
                long first = (long) n * regularity - j;
                exactly[j] = 0;
                for (long i = Math.max(0, first); i < first + regularity; i++) {
                    exactly[j] += poisson(perTime * length, i);
                }
                atLeast[j] = first <= 0 ? 1 : RegularizedGamma.P.value((double) first, perTime * length);
            }
            double bend = Math.min(regularity / (perTime * from), 1.0 / (n + 1));
            return Quadrature.overBeta(a, b, bend, p -> {
                double[] alive = phases.after(perTime * from, p);
                double stays = 0;
                double leaves = 0;
                for (int j = 0; j < regularity; j++) {
                    stays += alive[j] * exactly[j];
                    leaves += alive[j] * atLeast[j];
                }
                return n == 0 ? stays : Math.pow(1 - p, n - 1) * ((1 - p) * stays + p * leaves);
            });
        });
        return n == 0 ? mean + curves.left(events + phase, from / rate) : mean;
    }

    private static double poisson(double mean, long i) {
        return mean == 0 ? (i == 0 ? 1 : 0) : Math.exp(i * Math.log(mean) - mean - LogRising.value(1, i));
    }

    /** Sums over what may have happened until {@code from}. */
    double overEvents(int n, double r, int phase, double from, double length) {
        double z = from / (rate + from);
        double enough = 2 * (r * z - 1) / (1 - z);
        double tail = 2 / (1 - z);
        double weight = Math.exp(-r * Math.log1p(from / rate));
        double left = 0;
        double sum = 0;
        double stay = 1;
        int made = 0;
        int position = phase;
        for (int i = 0; ; i++) {
            if (weight > 0) {
                double inside = stay == 0 ? 0 : probability(n, r + i, rate + from, b + made, position, length);
                sum += weight * (stay * inside + (n == 0 ? left : 0));
            }
            if (i > enough && weight * tail <= NEGLIGIBLE * sum) {
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
        double atLeast = first <= 0 ? 1 : atLeast(first, r, perTime, t);
        // Leaves after the n-th purchase: survives the n − 1 before it.
        return survives * (exactly + a / (stay + n - 1) * atLeast);
    }

    /** The probability of so many events or more in (0, t], for a rate of Gamma(r, perTime). */
    static double atLeast(long events, double r, double perTime, double t) {
        return t < perTime
                ? RegularizedBeta.value(t / (perTime + t), (double) events, r)
                : RegularizedBeta.complement(perTime / (perTime + t), r, (double) events);
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
