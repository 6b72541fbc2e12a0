package dev.retention.segment;

import dev.retention.Proportion;
import dev.retention.internal.LogRising;
import dev.retention.internal.TrustRegionNewton;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How the rates of groups are distributed.
 *
 * @param a the first parameter of the beta distribution
 * @param b the second
 * @param isPooled whether groups do not differ, and the parameters are what is added to the counts of all
 */
record BetaPrior(double a, double b, boolean isPooled) {
    private static final BetaPrior POOLED = new BetaPrior(0.5, 0.5, true);
    private static final double LEAST = Math.log(1e-4);
    private static final double MOST = Math.log(1e9);

    /** The most likely distribution; pooled if its likelihood has no maximum but where all rates are one. */
    static BetaPrior fit(List<Proportion> rates, Proportion pooled) {
        double p = pooled.asDouble();
        double q = pooled.complement().asDouble();
        double spread = 0;
        for (Proportion rate : rates) {
            double off = rate.count() - rate.total() * p;
            spread += off * off / (p * q);
        }
        // The slope of the likelihood by overdispersion, where there is none. NaN if nobody or everybody counts.
        if (!(spread > pooled.total())) {
            return POOLED;
        }
        List<double[]> starts = DoubleStream.of(10, 1, 100, 1e4)
                .mapToObj(strength -> new double[] {Math.log(p * strength), Math.log(q * strength)})
                .map(start -> new double[] {within(start[0]), within(start[1])})
                .toList();
        TrustRegionNewton.Result best = TrustRegionNewton.maximize(
                (at, gradient, hessian) -> logLikelihood(rates, Math.exp(at[0]), Math.exp(at[1]), gradient, hessian),
                starts,
                new double[] {LEAST, LEAST},
                new double[] {MOST, MOST});
        boolean isAtMost = best.bound()[0] > 0 || best.bound()[1] > 0;
        return isAtMost ? POOLED : new BetaPrior(Math.exp(best.point()[0]), Math.exp(best.point()[1]), false);
    }

    private static double within(double value) {
        return Math.min(MOST, Math.max(LEAST, value));
    }

    /** The beta-binomial likelihood without the numbers of orders, and its derivatives by the logarithms of the parameters. */
    static double logLikelihood(List<Proportion> rates, double a, double b, double[] gradient, double[][] hessian) {
        double value = 0;
        double byA = 0;
        double byB = 0;
        double byAa = 0;
        double byBb = 0;
        double byAb = 0;
        for (Proportion rate : rates) {
            long k = rate.count();
            long n = rate.total();
            value += LogRising.value(a, k) + LogRising.value(b, n - k) - LogRising.value(a + b, n);
            double first = LogRising.first(a + b, n);
            double second = LogRising.second(a + b, n);
            byA += LogRising.first(a, k) - first;
            byB += LogRising.first(b, n - k) - first;
            byAa += LogRising.second(a, k) - second;
            byBb += LogRising.second(b, n - k) - second;
            byAb -= second;
        }
        gradient[0] = a * byA;
        gradient[1] = b * byB;
        hessian[0][0] = a * a * byAa + a * byA;
        hessian[1][1] = b * b * byBb + b * byB;
        hessian[0][1] = a * b * byAb;
        hessian[1][0] = hessian[0][1];
        return value;
    }
}
