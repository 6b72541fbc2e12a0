package dev.retention.model;

import dev.retention.internal.BetaMean;
import dev.retention.internal.CurveTable;
import dev.retention.internal.ExponentialIntegral;
import dev.retention.internal.Quadrature;
import dev.retention.model.BetaGeometricModel.Dropout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What becomes of customers of the BG/NBD family who are alive, by the number of events that they have had.
 *
 * <p>Given that one is alive, the rate of events is Gamma(r + events, α + T), and the probability to leave is
 * Beta(a, b + occasions). So whatever is expected of a customer in a time t depends, for one number of events, on t / (α + T)
 * only, and discounted at δ on δ (α + T) only. Counting events first makes an expectation a sum of positive terms,
 *
 * <pre>
 *   E[X] = Σ P(N = i) A(i),   A(i) = expected purchases out of i events,
 * </pre>
 *
 * which has none of the poles (a = 1, a + b ≤ 1) that the closed forms with hypergeometric functions have. Purchases, plain
 * and discounted, are computed a few times for each number of events and then interpolated to rounding.
 */
final class BetaGeometricCurves {
    /** Beyond this many terms a sum is long. */
    private static final double MANY = 20_000;

    private static final double NEGLIGIBLE = 1e-16;
    private static final double HUGE = 1e280;

    /** From here on nothing is added to 1 or taken from it. */
    private static final double CERTAIN = 1e17;

    /** Probabilities to stay and reciprocals that are looked up, which is faster than to divide. */
    private static final int TABULATED = 256;

    private static final double[] RECIPROCALS =
            IntStream.range(0, TABULATED).mapToDouble(i -> 1 / (i + 1.0)).toArray();

    private static final double[] SHARES =
            IntStream.range(0, TABULATED).mapToDouble(i -> i / (i + 1.0)).toArray();

    /** The occasions to leave before the first event. */
    private final long before;

    private final int regularity;
    private final double r;
    private final double a;
    private final double b;
    private final double[] stays;
    private final CurveTable purchases = new CurveTable(this::purchasesOf);
    private final CurveTable discounted = new CurveTable(new Discounted());
    private final CurveTable tails = new CurveTable((events, z) -> ExponentialIntegral.scaled(shape(events) + 1, z));
    private final CurveTable inverses = new CurveTable(this::inverseOf);

    BetaGeometricCurves(Dropout dropout, int regularity, double r, double a, double b) {
        this.before = dropout.occasions(0);
        this.regularity = regularity;
        this.r = r;
        this.a = a;
        this.b = b;
        this.stays = IntStream.range(0, TABULATED).mapToDouble(this::staying).toArray();
    }

    int regularity() {
        return regularity;
    }

    /** The shape of the rate of events. */
    double shape(long events) {
        return r + events;
    }

    /** The first shape of the probability to leave. */
    double a() {
        return a;
    }

    /** The second shape of the probability to leave. */
    double b(long events) {
        return b + occasions(events);
    }

    /** Expected purchases in {@code time} times α + T. */
    double purchases(long events, double time) {
        return purchases.at(events, time);
    }

    /** Expected purchases ahead, discounted at the rate {@code discount} over α + T. */
    double discounted(long events, double discount) {
        return discounted.at(events, discount);
    }

    /** The probability to be alive after {@code time} times α + T. */
    double alive(long events, double time) {
        double shape = shape(events);
        if (!manyTerms(shape, time)) {
            return overEvents(events, time, false);
        }
        return regularity == 1
                ? Quadrature.ofPowerOverBeta(a, b(events), shape, time)
                : Quadrature.nearPowerOverBeta(a, b(events), shape, time / regularity, stay(events, time)::logStays);
    }

    /** The probability to have left after {@code time} times α + T, for k > 1. */
    double left(long events, double time) {
        RegularStay stay = stay(events, time);
        return Quadrature.overBeta(a, b(events), regularity / (shape(events) * time), stay::leaves);
    }

    private double purchasesOf(long events, double time) {
        double shape = shape(events);
        if (!manyTerms(shape, time)) {
            return overEvents(events, time, true);
        }
        double bend = regularity / (shape * time);
        if (regularity == 1) {
            return Quadrature.overBeta(a, b(events), bend, p -> -Math.expm1(-shape * Math.log1p(p * time)) / p);
        }
        RegularStay stay = stay(events, time);
        return Quadrature.overBeta(a, b(events), bend, p -> stay.leaves(p) / p);
    }

    private RegularStay stay(long events, double time) {
        return new RegularStay(regularity, (int) (events % regularity), shape(events), time);
    }

    /** The probability to stay at one more occasion, given that none of so many before was used. */
    private double staying(long occasions) {
        return (b + occasions) / (a + b + occasions);
    }

    /** The occasions to leave that someone alive has let pass. */
    private long occasions(long events) {
        // The division of longs takes as long as a prediction.
        return before + (regularity == 1 ? events : events / regularity);
    }

    /** The events that make the next purchase. */
    private int untilPurchase(long events) {
        return regularity == 1 ? 1 : regularity - (int) (events % regularity);
    }

    /** Whether the sum over events is long. There is an integral over the probability to leave instead. */
    private static boolean manyTerms(double shape, double time) {
        return 2 * shape * time + 80 * (1 + time) > MANY;
    }

    /** Σ P(N = i) times the expected purchases out of i events, or times the probability to stay through them. */
    private double overEvents(long events, double time, boolean purchases) {
        double z = time / (1 + time);
        double shape = shape(events);
        double rz = shape * z;
        double tail = 2 * (1 + time);
        int enough = (int) Math.max(0, (rz - 1) * tail);
        double weight = 1;
        double weights = 0;
        double sum = 0;
        double stay = 1;
        double purchased = 0;
        long occasion = occasions(events);
        int i = 0;
        for (int next = untilPurchase(events); ; next += regularity) {
            double inBlock = weight;
            weight *= i < TABULATED ? rz * RECIPROCALS[i] + z * SHARES[i] : (rz + i * z) / (i + 1.0);
            for (i++; i < next; i++) {
                inBlock += weight;
                weight *= (rz + i * z) / (i + 1.0);
            }
            weights += inBlock;
            sum += inBlock * (purchases ? purchased : stay);
            purchased += stay;
            stay *= occasion < TABULATED ? stays[(int) occasion] : staying(occasion);
            occasion++;
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

    /** Expected purchases ahead, for several discounts over the same probabilities to leave. */
    private final class Discounted implements CurveTable.Curves {
        @Override
        public double at(long events, double discount) {
            return discountedOf(events, discount);
        }

        @Override
        public void at(long events, double[] discounts, double[] values) {
            if (regularity != 1) {
                CurveTable.Curves.super.at(events, discounts, values);
                return;
            }
            double shape = shape(events);
            double least = Arrays.stream(discounts).min().orElse(0);
            double[] z = new double[discounts.length];
            Quadrature.overBeta(
                    a, b(events), least / shape, (p, given) -> discountedGiven(events, p, discounts, z, given), values);
        }
    }

    private double discountedOf(long events, double discount) {
        double shape = shape(events);
        return regularity == 1
                ? Quadrature.overBeta(a, b(events), discount / shape, p -> discountedGiven(shape, discount, p))
                : Quadrature.overGamma(shape, 1, discount, rate -> discountedAtRate(events, rate / discount));
    }

    /** E[λ / (δ + λ p)] over the rate, as (r/p) e^z E_{r+1}(z) with z = δ (α + T) / p. */
    private static double discountedGiven(double shape, double discount, double p) {
        double z = discount / p;
        return z > CERTAIN * (shape + 1) ? shape / discount : shape / p * ExponentialIntegral.scaled(shape + 1, z);
    }

    private void discountedGiven(long events, double p, double[] discounts, double[] z, double[] values) {
        double shape = shape(events);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < z.length; i++) {
            z[i] = discounts[i] / p;
            least = Math.min(least, z[i]);
        }
        if (least > CERTAIN * (shape + 1)) {
            for (int i = 0; i < z.length; i++) {
                values[i] = shape / discounts[i];
            }
            return;
        }
        if (least < 1) {
            // Here the integral is dear, and a few panels of it serve all probabilities.
            for (int i = 0; i < z.length; i++) {
                values[i] = tails.at(events, z[i]);
            }
        } else {
            ExponentialIntegral.scaled(shape + 1, z, least, values);
        }
        for (int i = 0; i < z.length; i++) {
            values[i] *= shape / p;
        }
    }

    /** The expected discount factors of all purchases ahead, if events come at so many times the rate of discount. */
    private double discountedAtRate(long events, double rate) {
        double perEvent = -Math.log1p(1 / rate);
        double first = Math.exp(untilPurchase(events) * perEvent);
        double odds = Math.expm1(-regularity * perEvent);
        return odds > CERTAIN ? first : first * (1 + odds) * inverses.at(occasions(events), odds);
    }

    /** The mean of 1 / (odds + p) over the probability p to leave, after so many occasions. */
    private double inverseOf(long occasions, double odds) {
        return odds >= 0.1
                ? BetaMean.ofRatio(a, b + occasions, odds) / odds
                : Quadrature.overBeta(a, b + occasions, odds, p -> 1 / (odds + p));
    }
}
