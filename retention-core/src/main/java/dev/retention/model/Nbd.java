package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaSampler;
import dev.retention.internal.LogRising;
import dev.retention.model.PurchaseFamily.Guess;
import dev.retention.model.PurchaseFamily.Param;
import dev.retention.purchase.PurchaseHistory;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The NBD model: customers buy at random and never leave. The yardstick for the models with dropout.
 *
 * <pre>
 *   λ ~ Gamma(r, α)
 *   L = Γ(r + x) / Γ(r) · α^r (α + T)^−(r+x)
 * </pre>
 *
 * where {@code λ} is the rate of buying.
 *
 * <ul>
 *   <li>It is the Pareto/NBD and the BG/NBD without dropout, on the edge of their parameters' range; the p-value of a
 *       likelihood-ratio test against them is too large.
 *   <li>Without discounting, the purchases to come are infinite.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.2307/2985542">Ehrenberg (1959)</a>
 * @since 0.1.0
 */
public final class Nbd extends PurchaseModel {
    private final double r;
    private final double alpha;

    private Nbd(PeriodsPerYear unit, double r, double alpha) {
        super(unit);
        this.r = Checks.positive(r, "r");
        this.alpha = Checks.positive(alpha, "alpha");
    }

    /**
     * Makes a model of known parameters.
     *
     * @param unit the unit of time of {@code alpha}, histories and horizons
     * @param r shape of the rates, positive and finite
     * @param alpha inverse scale of the rates, in units of time, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public static Nbd of(PeriodsPerYear unit, double r, double alpha) {
        return new Nbd(unit, r, alpha);
    }

    /**
     * A fitter by maximum likelihood.
     *
     * @return the fitter
     */
    public static PurchaseModelFitter<Nbd> fitter() {
        return PurchaseModelFitter.of(new PurchaseFamily<>(
                ImmutableList.of(Param.shape("r"), Param.time("alpha")),
                ImmutableList.of(Guess.byMoments(1, 1, 0, 0), Guess.of(1, 1, 0, 0), Guess.of(5, 1, 0, 0)),
                customers -> (at, gradient, hessian) -> evaluate(customers, at, gradient, hessian),
                (unit, p) -> new Nbd(unit, p[0], p[1]),
                model -> new double[] {model.r, model.alpha}));
    }

    /**
     * The shape of the gamma law of rates: small if customers differ much.
     *
     * @return {@code r}, positive
     */
    public double r() {
        return r;
    }

    /**
     * The inverse scale of the gamma law of rates, in the model's unit of time.
     *
     * @return {@code alpha}, positive
     */
    public double alpha() {
        return alpha;
    }

    private static double evaluate(PurchaseRows customers, double[] at, double[] gradient, double[][] hessian) {
        double r = at[0];
        double alpha = at[1];
        double value = 0;
        int x = -1;
        double rising = 0;
        double rising1 = 0;
        double rising2 = 0;
        for (int i = 0; i < customers.size(); i++) {
            double c = customers.countAt(i);
            if (customers.frequencyAt(i) != x) {
                x = customers.frequencyAt(i);
                rising = LogRising.value(r, x);
                rising1 = LogRising.first(r, x);
                rising2 = LogRising.second(r, x);
            }
            double age = customers.ageAt(i);
            double per = 1 / (alpha + age);
            double shrink = Math.log1p(age / alpha);
            value += c * (rising - r * shrink - x * Math.log(alpha + age));
            gradient[0] += c * (rising1 - shrink);
            gradient[1] += c * (r * (age / alpha) - x) * per;
            hessian[0][0] += c * rising2;
            hessian[0][1] += c * (age / alpha) * per;
            hessian[1][1] += c * ((r + x) * per * per - r / (alpha * alpha));
        }
        ParameterSpace.mirror(hessian);
        return value;
    }

    @Override
    Outlook newcomer() {
        return new Future(r, alpha);
    }

    @Override
    Outlook after(PurchaseHistory history) {
        return new Future(r + history.frequency(), alpha + history.age());
    }

    @Override
    double logLikelihoodOf(PurchaseHistory history) {
        int x = history.frequency();
        return LogRising.value(r, x) - r * Math.log1p(history.age() / alpha) - x * Math.log(alpha + history.age());
    }

    @Override
    double rateOf(PurchaseHistory history) {
        return (r + history.frequency()) / (alpha + history.age());
    }

    @Override
    PurchaseHistory draw(double age, RandomGenerator random) {
        return draw(GammaSampler.gamma(r, random) / alpha, age, age, random);
    }

    /** Prints the parameters. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Nbd[r = %.6g, alpha = %.6g, %.6g periods a year]", r, alpha, unit().count());
    }

    /** Tells whether another model has the same unit and parameters. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Nbd that && unit().equals(that.unit()) && r == that.r && alpha == that.alpha;
    }

    /** A hash code of the parameters. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(new double[] {r, alpha});
    }

    private static final class Future extends Outlook {
        private final double shape;
        private final double rate;

        Future(double shape, double rate) {
            this.shape = shape;
            this.rate = rate;
        }

        @Override
        double alive() {
            return 1;
        }

        @Override
        double dead() {
            return 0;
        }

        @Override
        double expected(double t) {
            return shape / rate * t;
        }

        @Override
        double scale() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        double aliveAfter(double t) {
            return 1;
        }

        @Override
        double silent(double t) {
            return Math.exp(-shape * Math.log1p(t / rate));
        }

        @Override
        double probability(int n, double from, double to) {
            double t = to - from;
            if (n == 0) {
                return silent(t);
            }
            return Math.exp(LogRising.value(shape, n)
                    - LogRising.value(1, n)
                    - shape * Math.log1p(t / rate)
                    - n * Math.log1p(rate / t));
        }

        @Override
        double discounted(double delta) {
            return delta == 0 ? Double.POSITIVE_INFINITY : shape / rate / delta;
        }
    }
}
