package dev.retention.model;

import dev.retention.internal.CurveTable;
import org.apache.commons.numbers.gamma.LogBeta;

/** Given that the customer is alive, the two rates are independent: Gamma(shape, rate) and Gamma(s, scale). */
final class ParetoOutlook extends Outlook {
    private final CurveTable discounts;
    private final double s;
    private final double alive;
    private final double dead;
    private final double shape;
    private final double rate;
    private final double scale;

    ParetoOutlook(CurveTable discounts, double s, double alive, double dead, double shape, double rate, double scale) {
        this.discounts = discounts;
        this.s = s;
        this.alive = alive;
        this.dead = dead;
        this.shape = shape;
        this.rate = rate;
        this.scale = scale;
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
        // β (1 − u^(s−1)) / (s − 1) with u = β/(β + t), β being the scale, without the pole at s = 1.
        double log = -Math.log1p(t / scale);
        double exponent = (s - 1) * log;
        double time = -scale * log * (exponent == 0 ? 1 : Math.expm1(exponent) / exponent);
        return alive * shape / rate * time;
    }

    @Override
    double scale() {
        return scale / (1 + s);
    }

    @Override
    double aliveAfter(double t) {
        return alive * Math.exp(-s * Math.log1p(t / scale));
    }

    @Override
    double silent(double t) {
        double odds = DropoutTimes.logOdds(shape, rate, s, scale, 0, t);
        double log = -shape * Math.log1p(t / rate)
                - s * Math.log1p(t / scale)
                + Math.max(0, odds)
                + Math.log1p(Math.exp(-Math.abs(odds)));
        return dead + alive * Math.exp(log);
    }

    @Override
    double probability(int n, double from, double to) {
        double still = -s * Math.log1p(from / scale);
        double inside = inside(n, scale + from, to - from);
        return alive * Math.exp(still) * inside + (n == 0 ? dead + alive * -Math.expm1(still) : 0);
    }

    /** The probability of n purchases in (0, t], given alive at 0 and a rate of leaving of Gamma(s, later). */
    private double inside(int n, double later, double t) {
        if (n == 0) {
            return new ParetoOutlook(discounts, s, 1, 0, shape, rate, later).silent(t);
        }
        // ln of Γ(shape + n) / Γ(shape) / n!
        double constant = -Math.log(n) - LogBeta.value(n, shape);
        double sum = Math.exp(constant + log(n, later, t));
        DropoutTimes times = new DropoutTimes();
        times.placeRising(n, shape, rate, s, later, t);
        for (int i = 0; i < times.size; i++) {
            double tau = times.tau[i];
            sum += s * (times.length[i] / (later + tau)) * Math.exp(constant + log(n, later, tau));
        }
        return sum;
    }

    /** The logarithm of the probability of n purchases in (0, t] and of staying so long, but for what does not depend on t. */
    private double log(int n, double later, double t) {
        return -shape * Math.log1p(t / rate) - n * Math.log1p(rate / t) - s * Math.log1p(t / later);
    }

    @Override
    double discounted(double delta) {
        if (delta == 0 && s <= 1) {
            return alive > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double discount = delta == 0 ? 1 / (s - 1) : discounts.at(0, delta * scale);
        return alive * shape / rate * scale * discount;
    }
}
