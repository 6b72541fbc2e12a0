package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.GammaDifferences;
import dev.retention.model.Estimator.Reading;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * Fits the {@link GammaGamma} by maximum likelihood.
 *
 * <p>Gradient and Hessian are exact. The cost is proportional to the number of distinct spend histories. The search is in
 * units of the data's typical spend, so the unit of money does not matter. This class is immutable and thread-safe.
 *
 * @see <a href="http://www.brucehardie.com/notes/025/">Fader and Hardie (2013)</a>
 * @since 0.1.0
 */
public final class GammaGammaFitter {
    /** Beyond this the independence that the model supposes is worth a word; published applications have 0.1. */
    private static final double NOTEWORTHY_CORRELATION = 0.3;

    private final Optional<GammaGamma> start;

    GammaGammaFitter() {
        this(Optional.empty());
    }

    private GammaGammaFitter(Optional<GammaGamma> start) {
        this.start = start;
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and looks from its own points as well.
     *
     * @param model the model
     * @return the fitter
     */
    public GammaGammaFitter startingAt(GammaGamma model) {
        return new GammaGammaFitter(Optional.of(requireNonNull(model, "model")));
    }

    /**
     * Fits the model.
     *
     * <ul>
     *   <li>Warns if {@code q ≤ 1}, where the mean spend does not exist, and if the number of transactions and their mean
     *       value correlate by 0.3 or more.
     *   <li>All customers spend the same on average, or one never varies: {@link FitStatus#BOUNDARY} or
     *       {@link FitStatus#FLAT}.
     * </ul>
     *
     * @param summary the customers' spend
     * @return the fit
     * @throws IllegalArgumentException if {@code summary} has no customer with transactions and positive spend
     */
    public ModelFit<GammaGamma> fit(SpendSummary summary) {
        requireNonNull(summary, "summary");
        checkArgument(summary.customers() > 0, "summary must hold at least one customer with positive spend");
        double meanLog = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = 0; row < summary.size(); row++) {
            double m = summary.meanSpend(row);
            meanLog += summary.count(row) * (Math.log(m) / summary.customers());
            least = Math.min(least, m);
            most = Math.max(most, m);
        }
        // The geometric mean: with heavy tails the arithmetic one says nothing about the bulk.
        double unit = Math.exp(meanLog);
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(new double[] {model.p(), model.q(), model.gamma()}));
        starts.add(new double[] {2, 3, unit});
        starts.add(new double[] {100, 3, 0.03 * unit});
        starts.add(new double[] {0.5, 2, 2 * unit});
        starts.add(new double[] {10, 10, unit});
        starts.add(new double[] {3, 0.4, 0.2 * unit});
        ModelFit<GammaGamma> fit = search(summary, unit, starts);
        if (least == most) {
            return fit.because(
                    FitStatus.BOUNDARY, "all customers spend the same on average: there is no variation to model");
        }
        if (fit.status() != FitStatus.CONVERGED) {
            fit = fit.because(
                    fit.status(),
                    fit.explanation()
                            + "; the data do not tell how spend varies within customers from how it varies between"
                            + " them");
        }
        OptionalDouble correlation = summary.correlation();
        if (correlation.isPresent() && Math.abs(correlation.getAsDouble()) >= NOTEWORTHY_CORRELATION) {
            fit = fit.warning(String.format(
                    Locale.ROOT,
                    "the number of transactions and their mean value correlate by %.2f; the model supposes that they"
                            + " do not",
                    correlation.getAsDouble()));
        }
        if (fit.model().q() <= 1) {
            fit = fit.warning(String.format(
                    Locale.ROOT,
                    "q = %.3g is at most 1: the mean spend of new customers does not exist",
                    fit.model().q()));
        }
        return fit;
    }

    /** Fits the model from some starts; the unit is an amount of the size of the data's. */
    static ModelFit<GammaGamma> search(SpendSummary summary, double unit, List<double[]> starts) {
        ParameterSpace space = ParameterSpace.empty()
                .positive("p", 1e-4, 1e5)
                .positive("q", 1e-4, 1e5)
                .positive("gamma", 1e-8 * unit, 1e8 * unit);
        SpendHistory typical = SpendHistory.of(1, 2 * unit);
        return new Estimator<GammaGamma>(
                        space,
                        at -> GammaGamma.of(at[0], at[1], at[2]),
                        ImmutableList.of(
                                new Reading<>(
                                        "the mean spend of newcomers",
                                        model -> model.expectedSpend().orElse(Double.POSITIVE_INFINITY)),
                                new Reading<>(
                                        "the mean spend expected of who spent twice the usual once",
                                        model -> model.expectedSpend(typical).orElse(Double.POSITIVE_INFINITY))))
                .maximize(new Likelihood(summary)::evaluate, starts, summary.customers(), summary);
    }

    /** The log-likelihood of the summary with its derivatives by p, q, γ. */
    private static final class Likelihood {
        private final SpendSummary data;

        Likelihood(SpendSummary data) {
            this.data = data;
        }

        double evaluate(double[] at, double[] gradient, double[][] hessian) {
            double q = at[1];
            double gamma = at[2];
            double value = 0;
            double before = 0;
            double shape = 0;
            double logBeta = 0;
            double digamma = 0;
            double digammaQ = 0;
            double trigamma = 0;
            double trigammaQ = 0;
            double trigammaAll = 0;
            for (int row = 0; row < data.size(); row++) {
                double x = data.transactions(row);
                if (x != before) {
                    // Many customers share their number of transactions, and only this part is expensive.
                    before = x;
                    shape = at[0] * x;
                    logBeta = LogBeta.value(shape, q);
                    digamma = GammaDifferences.digamma(shape, q);
                    digammaQ = GammaDifferences.digamma(q, shape);
                    trigamma = GammaDifferences.trigamma(shape, q);
                    trigammaQ = GammaDifferences.trigamma(q, shape);
                    trigammaAll = Trigamma.value(shape + q);
                }
                double weight = data.count(row);
                double mean = data.meanSpend(row);
                double y = x * mean / gamma;
                double log1y = Math.log1p(y);
                double logShare = -Math.log1p(1 / y);
                double share = y / (1 + y);
                double byGamma = (q * share - shape / (1 + y)) / gamma;
                value += weight * (-Math.log(mean) - logBeta + shape * logShare - q * log1y);
                gradient[0] += weight * x * (digamma + logShare);
                gradient[1] += weight * (digammaQ - log1y);
                gradient[2] += weight * byGamma;
                hessian[0][0] -= weight * x * x * trigamma;
                hessian[0][1] += weight * x * trigammaAll;
                hessian[0][2] -= weight * x / (1 + y) / gamma;
                hessian[1][1] -= weight * trigammaQ;
                hessian[1][2] += weight * share / gamma;
                hessian[2][2] -= weight * ((shape + q) * share / (1 + y) / gamma + byGamma) / gamma;
            }
            ParameterSpace.mirror(hessian);
            return value;
        }
    }
}
