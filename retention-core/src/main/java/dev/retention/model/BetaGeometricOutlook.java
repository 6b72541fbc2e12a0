package dev.retention.model;

import dev.retention.internal.ExponentialIntegral;
import dev.retention.internal.LogRising;
import dev.retention.internal.Quadrature;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The future of a customer who, if alive, may leave after each purchase, and whose purchases are every k-th event of a
 * Poisson process.
 *
 * <p>Given that he is alive, the rate of events is Gamma(shape + j, rate) if j events have passed since the last purchase,
 * and the probability to leave is Beta(a, b). Counting events first makes every prediction a sum of positive terms,
 *
 * <pre>
 *   E[X] = Σ P(N = i) A(i),   A(i) = expected purchases out of i events,
 * </pre>
 *
 * which has none of the poles (a = 1, a + b ≤ 1) that the closed forms with hypergeometric functions have.
 */
final class BetaGeometricOutlook extends Outlook {
    /** Beyond this many terms the sum gives way to an integral. */
    private static final double MANY = 20_000;

    private static final double NEGLIGIBLE = 1e-16;
    private static final double HUGE = 1e280;

    private final double alive;
    private final double dead;
    private final int regularity;
    private final double shape;
    private final double rate;
    private final double a;
    private final double b;

    /** The probabilities of the phases, given alive. */
    private final double[] phases;

    BetaGeometricOutlook(
            double alive, double dead, int regularity, double shape, double rate, double a, double b, double[] phases) {
        this.alive = alive;
        this.dead = dead;
        this.regularity = regularity;
        this.shape = shape;
        this.rate = rate;
        this.a = a;
        this.b = b;
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
            sum += phases[j] * (manyTerms(shape + j, t) ? expectedByIntegral(t) : expectedBySum(shape + j, j, t));
        }
        return alive * sum;
    }

    @Override
    double aliveAfter(double t) {
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            sum += phases[j] * (manyTerms(shape + j, t) ? aliveByIntegral(t) : aliveBySum(shape + j, j, t));
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
        double stays = 1;
        double left = 0;
        double sum = 0;
        double seen = 0;
        int purchases = 0;
        int position = phase;
        for (int i = 0; ; i++) {
            if (weight > 0) {
                double inside = stays == 0 ? 0 : probability(n, r + i, rate + from, b + purchases, position, length);
                sum += weight * (stays * inside + (n == 0 ? left : 0));
                seen += weight;
            }
            if (i > enough && weight * tail <= NEGLIGIBLE * seen) {
                return sum;
            }
            weight = weight > 1e-290 ? weight * (r + i) / (i + 1.0) * z : events(r, rate, i + 1, from);
            if (++position == regularity) {
                position = 0;
                double leaves = a / (a + b + purchases);
                left += stays * leaves;
                stays *= (b + purchases) / (a + b + purchases);
                purchases++;
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

    /** Whether the sum over events has too many terms and the integral exists. */
    private boolean manyTerms(double r, double t) {
        return regularity == 1 && 2 * r * t / rate + 80 * (1 + t / rate) > MANY;
    }

    private double expectedBySum(double r, int phase, double t) {
        double z = t / (rate + t);
        double enough = 2 * (r * z - 1) / (1 - z);
        double tail = 2 / (1 - z);
        double weight = 1;
        double weights = 0;
        double purchased = 0;
        double stays = 1;
        double sum = 0;
        int purchases = 0;
        int position = phase;
        for (int i = 0; ; i++) {
            weights += weight;
            sum += weight * purchased;
            if (i > enough && weight * tail * (purchased + tail) <= NEGLIGIBLE * sum) {
                return sum / weights;
            }
            weight *= (r + i) * z / (i + 1.0);
            if (++position == regularity) {
                position = 0;
                purchased += stays;
                stays *= (b + purchases) / (a + b + purchases);
                purchases++;
            }
            if (weight > HUGE) {
                weight /= HUGE;
                weights /= HUGE;
                sum /= HUGE;
            }
        }
    }

    private double aliveBySum(double r, int phase, double t) {
        double z = t / (rate + t);
        double enough = 2 * (r * z - 1) / (1 - z);
        double tail = 2 / (1 - z);
        double weight = 1;
        double weights = 0;
        double stays = 1;
        double sum = 0;
        int purchases = 0;
        int position = phase;
        for (int i = 0; ; i++) {
            weights += weight;
            sum += weight * stays;
            if (i > enough && weight * tail <= NEGLIGIBLE * weights && weight * tail * stays <= NEGLIGIBLE * sum) {
                return sum / weights;
            }
            weight *= (r + i) * z / (i + 1.0);
            if (++position == regularity) {
                position = 0;
                stays *= (b + purchases) / (a + b + purchases);
                purchases++;
            }
            if (weight > HUGE) {
                weight /= HUGE;
                weights /= HUGE;
                sum /= HUGE;
            }
        }
    }

    private double expectedByIntegral(double t) {
        return Quadrature.overBeta(a, b, p -> -Math.expm1(-shape * Math.log1p(p * t / rate)) / p);
    }

    private double aliveByIntegral(double t) {
        return Quadrature.overBeta(a, b, p -> Math.exp(-shape * Math.log1p(p * t / rate)));
    }

    @Override
    double discounted(double delta) {
        if (delta == 0) {
            return a > 1 ? alive * ((a + b - 1) / (a - 1)) : alive > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double sum = 0;
        for (int j = 0; j < phases.length; j++) {
            double r = shape + j;
            int first = regularity - j;
            sum += phases[j]
                    * (regularity == 1
                            ? Quadrature.overBeta(a, b, p -> discountedGiven(r, delta * rate, p))
                            : Quadrature.overGamma(r, rate, events -> discountedAtRate(events, delta, first)));
        }
        return alive * sum;
    }

    /** E[λ / (δ + λ p)] over the rate, as (r/p) e^z E_{r+1}(z) with z = δ·rate/p. */
    private static double discountedGiven(double r, double scaledDelta, double p) {
        double z = scaledDelta / p;
        return z > 1e17 * (r + 1) ? r / scaledDelta : r / p * ExponentialIntegral.scaled(r + 1, z);
    }

    /** The expected discount factors of all purchases, for a given rate of events. */
    private double discountedAtRate(double events, double delta, int first) {
        double perEvent = -Math.log1p(delta / events);
        double perPurchase = Math.exp(regularity * perEvent);
        double rest = -Math.expm1(regularity * perEvent);
        return Math.exp(first * perEvent) * Quadrature.overBeta(a, b, p -> 1 / (rest + p * perPurchase));
    }
}
