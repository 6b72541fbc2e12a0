package dev.retention.model;

import dev.retention.internal.ExponentialIntegral;
import dev.retention.internal.LogRising;
import dev.retention.internal.Quadrature;
import java.util.stream.IntStream;
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

    /** Probabilities to stay and reciprocals that are looked up, which is faster than to divide. */
    private static final int TABULATED = 256;

    private static final double[] RECIPROCALS =
            IntStream.range(0, TABULATED).mapToDouble(i -> 1 / (i + 1.0)).toArray();

    private static final double[] SHARES =
            IntStream.range(0, TABULATED).mapToDouble(i -> i / (i + 1.0)).toArray();

    private final double alive;
    private final double dead;
    private final int regularity;
    private final double shape;
    private final double rate;
    private final double a;
    private final double b;
    private final int occasions;
    private final double[] stays;

    /** The probabilities of the phases, given alive. */
    private final double[] phases;

    /**
     * An outlook after some occasions to leave, none of which was used.
     *
     * @param a first shape of the probability to leave, before any occasion
     * @param b second shape, before any occasion
     * @param stays as {@link #stays(double, double)} made it of the two
     */
    BetaGeometricOutlook(
            double alive,
            double dead,
            int regularity,
            double shape,
            double rate,
            double a,
            double b,
            int occasions,
            double[] stays,
            double[] phases) {
        this.alive = alive;
        this.dead = dead;
        this.regularity = regularity;
        this.shape = shape;
        this.rate = rate;
        this.a = a;
        this.b = b + occasions;
        this.occasions = occasions;
        this.stays = stays;
        this.phases = phases;
    }

    /** The probability to stay at each of the first occasions, given that none before was used. */
    static double[] stays(double a, double b) {
        return IntStream.range(0, TABULATED)
                .mapToDouble(i -> (b + i) / (a + b + i))
                .toArray();
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
            sum += phases[j] * (manyTerms(shape + j, t) ? expectedByIntegral(t) : overEvents(shape + j, j, t, true));
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
            sum += phases[j] * (manyTerms(shape + j, t) ? aliveByIntegral(t) : overEvents(shape + j, j, t, false));
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
                stay *= stays(made);
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

    /** Whether the sum over events has too many terms and the integral exists. */
    private boolean manyTerms(double r, double t) {
        return regularity == 1 && 2 * r * t / rate + 80 * (1 + t / rate) > MANY;
    }

    /** Σ P(N = i) times the expected purchases out of i events, or times the probability to stay through them. */
    private double overEvents(double r, int phase, double t, boolean purchases) {
        double z = t / (rate + t);
        double rz = r * z;
        int enough = (int) Math.max(0, 2 * (rz - 1) / (1 - z));
        double tail = 2 / (1 - z);
        double weight = 1;
        double weights = 0;
        double sum = 0;
        double stay = 1;
        double purchased = 0;
        int i = 0;
        for (int made = 0, next = regularity - phase; ; made++, next += regularity) {
            double inBlock = weight;
            weight *= i < TABULATED ? rz * RECIPROCALS[i] + z * SHARES[i] : (rz + i * z) / (i + 1.0);
            for (i++; i < next; i++) {
                inBlock += weight;
                weight *= (rz + i * z) / (i + 1.0);
            }
            weights += inBlock;
            sum += inBlock * (purchases ? purchased : stay);
            purchased += stay;
            stay *= stays(made);
            if (i <= enough) {
                if (weight > HUGE) {
                    weight /= HUGE;
                    weights /= HUGE;
                    sum /= HUGE;
                }
            } else if (weight * tail <= NEGLIGIBLE * weights
                    && weight * tail * (purchases ? purchased + tail : stay) <= NEGLIGIBLE * sum) {
                return sum / weights;
            }
        }
    }

    /** The probability to stay after one more purchase, of one who stayed after so many. */
    private double stays(int made) {
        int occasion = occasions + made;
        return occasion < TABULATED ? stays[occasion] : (b + made) / (a + b + made);
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
