package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.Checks;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.model.Estimator.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fits the {@link ShiftedBetaGeometric} by maximum likelihood or by least squares.
 *
 * <pre>
 *   LL(α, β) = Σ t  renewed(t) ln r(t) + lost(t) ln(1 − r(t))
 * </pre>
 *
 * <p>which for a cohort followed from its start is the usual {@code Σ lost(t) ln P(T = t) + survivors ln S(t)}. Gradient
 * and Hessian are exact. One evaluation costs as much as there are renewals observed, whatever the number of customers.
 * This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/dir.20074">Fader and Hardie (2007)</a>
 * @since 0.1.0
 */
public final class ShiftedBetaGeometricFitter {
    private static final ParameterSpace SPACE =
            ParameterSpace.empty().positive("alpha", 1e-5, 1e6).positive("beta", 1e-5, 1e6);

    private final Optional<ShiftedBetaGeometric> start;

    ShiftedBetaGeometricFitter() {
        this(Optional.empty());
    }

    private ShiftedBetaGeometricFitter(Optional<ShiftedBetaGeometric> start) {
        this.start = start;
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and looks from its own points as well.
     *
     * @param model the model
     * @return the fitter
     */
    public ShiftedBetaGeometricFitter startingAt(ShiftedBetaGeometric model) {
        return new ShiftedBetaGeometricFitter(Optional.of(requireNonNull(model, "model")));
    }

    /**
     * Fits the model.
     *
     * <ul>
     *   <li>Everybody renewed, or nobody did: {@link FitStatus#BOUNDARY}.
     *   <li>Renewals of one tenure only tell the retention rate and not how customers differ: {@link FitStatus#FLAT}.
     *   <li>The retention rate does not rise with tenure: {@link FitStatus#BOUNDARY} or {@link FitStatus#FLAT}, since a
     *       single rate for all customers is the limit of {@code α} and {@code β} growing together.
     * </ul>
     *
     * @param counts the renewals, at least one observed
     * @return the fit
     * @throws IllegalArgumentException if {@code counts} has no renewal
     */
    public ModelFit<ShiftedBetaGeometric> fit(RenewalCounts counts) {
        return fit(counts, (at, gradient, hessian) -> logLikelihood(counts, at[0], at[1], gradient, hessian));
    }

    /**
     * Fits the model by least squares.
     *
     * <pre>
     *   SSE(α, β) = Σ t (renewed(t) − due(t) r(t))²
     * </pre>
     *
     * <p>Every customer counts more in a large cohort than in a small one, and there are no standard errors. Use it to
     * repeat figures that were got this way, or where the counts are rounded, projected or otherwise not counts of customers
     * who decide independently; use {@link #fit(RenewalCounts)} wherever they are.
     *
     * @param counts the renewals, at least one observed; cohorts that came to the same renewal are taken together
     * @return the fit; where it does not converge as {@link #fit(RenewalCounts)} says
     * @throws IllegalArgumentException if {@code counts} has no renewal, or some of which only the sum of several is known
     * @see <a href="http://www.brucehardie.com/notes/017/">Fader and Hardie, Fitting the sBG model to multi-cohort data</a>
     */
    public LeastSquaresFit<ShiftedBetaGeometric> fitByLeastSquares(RenewalCounts counts) {
        requireNonNull(counts, "counts");
        checkArgument(counts.spans().isEmpty(), "counts (%s) must be of single renewals for least squares", counts);
        double[] start = start(counts);
        double pooled = start[1] / (1 + start[1]);
        double due = 0;
        for (int t = 1; t <= counts.renewals(); t++) {
            due += counts.renewed(t) + counts.lost(t);
        }
        double variance = Math.max(1, due) * pooled * (1 - pooled) / counts.renewals();
        TrustRegionNewton.Objective squares =
                (at, gradient, hessian) -> squares(counts, at[0], at[1], gradient, hessian);
        return leastSquares(fit(counts, closeness(squares, variance)), squares);
    }

    /**
     * Fits the model by least squares to yearly totals: how many customers came in each year, and how many there were of all
     * cohorts together.
     *
     * <pre>
     *   SSE(α, β) = Σ year i (active(i) − Σ c≤i acquired(c) S(i − c))²
     * </pre>
     *
     * @param acquired the customers who came in each year, or other period of the contract, at least 0
     * @param active the customers in each of these years, those who came in it included, at least 0
     * @return the fit; a year's first customers cannot have left yet, so that as many years as parameters and one are needed
     * @throws IllegalArgumentException if there are fewer than two years or more than 1,000, the columns are of different length,
     *     a number is negative, or nobody came in the first year
     */
    public LeastSquaresFit<ShiftedBetaGeometric> fitTotalsByLeastSquares(long[] acquired, long[] active) {
        int years = requireNonNull(acquired, "acquired").length;
        requireNonNull(active, "active");
        checkArgument(
                years == active.length, "active (%s years) must be as long as acquired (%s)", active.length, years);
        checkArgument(years >= 2 && years <= 1000, "years (%s) must be in [2, 1000]", years);
        Checks.positive(acquired[0], "acquired[0]");
        double variance = 1;
        for (int i = 0; i < years; i++) {
            Checks.notNegative(acquired[i], "acquired[" + i + "]");
            Checks.notNegative(active[i], "active[" + i + "]");
            variance = Math.max(variance, 0.25 * active[i]);
        }
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(new double[] {model.alpha(), model.beta()}));
        starts.addAll(List.of(new double[] {1, 2}, new double[] {10, 20}, new double[] {0.2, 0.4}));
        TrustRegionNewton.Objective squares =
                (at, gradient, hessian) -> YearlyTotals.squares(acquired, active, at[0], at[1], gradient, hessian);
        ModelFit<ShiftedBetaGeometric> fit = new Estimator<ShiftedBetaGeometric>(
                        SPACE, at -> ShiftedBetaGeometric.of(at[0], at[1]), ImmutableList.of())
                .maximize(closeness(squares, variance), starts, 1, List.of());
        return leastSquares(fit, squares);
    }

    /** A sum of squares as what is to be made large: in units of the variance of a difference, so that the search knows what is flat. */
    private static TrustRegionNewton.Objective closeness(TrustRegionNewton.Objective squares, double variance) {
        return (at, gradient, hessian) -> {
            double sum = squares.evaluate(at, gradient, hessian);
            for (int i = 0; i < 2; i++) {
                gradient[i] /= -2 * variance;
                for (int j = 0; j < 2; j++) {
                    hessian[i][j] /= -2 * variance;
                }
            }
            return -sum / (2 * variance);
        };
    }

    private static LeastSquaresFit<ShiftedBetaGeometric> leastSquares(
            ModelFit<ShiftedBetaGeometric> fit, TrustRegionNewton.Objective squares) {
        ShiftedBetaGeometric model = fit.model();
        double sum = squares.evaluate(new double[] {model.alpha(), model.beta()}, new double[2], new double[2][2]);
        return new LeastSquaresFit<>(model, sum, fit.status(), fit.explanation());
    }

    private ModelFit<ShiftedBetaGeometric> fit(RenewalCounts counts, TrustRegionNewton.Objective objective) {
        double[] usual = start(counts);
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(new double[] {model.alpha(), model.beta()}));
        for (double factor : new double[] {1, 10, 0.2}) {
            starts.add(new double[] {factor * usual[0], factor * usual[1]});
        }
        ModelFit<ShiftedBetaGeometric> fit = search(counts, objective, starts);
        return verdict(fit, counts, 2);
    }

    private static ModelFit<ShiftedBetaGeometric> search(
            RenewalCounts counts, TrustRegionNewton.Objective objective, List<double[]> starts) {
        return new Estimator<>(SPACE, at -> ShiftedBetaGeometric.of(at[0], at[1]), readings(counts))
                .maximize(objective, starts, counts.customers(), counts);
    }

    /** Fits the model from some starts. */
    static ModelFit<ShiftedBetaGeometric> search(RenewalCounts counts, List<double[]> starts) {
        return search(
                counts, (at, gradient, hessian) -> logLikelihood(counts, at[0], at[1], gradient, hessian), starts);
    }

    /** Moderate heterogeneity around the overall retention rate. */
    static double[] start(RenewalCounts counts) {
        requireNonNull(counts, "counts");
        checkArgument(counts.renewals() > 0, "counts must hold at least one renewal");
        double renewed = 0.5;
        double lost = 0.5;
        for (int t = 1; t <= counts.renewals(); t++) {
            renewed += counts.renewed(t);
            lost += counts.lost(t);
        }
        for (RenewalSpan span : counts.spans()) {
            renewed += (double) span.stayed() * (span.to() - span.from());
            lost += span.lost();
        }
        return new double[] {1, Math.min(1e4, Math.max(1e-2, renewed / lost))};
    }

    /** What contractual models are asked for most. */
    static <M extends ContractualModel> ImmutableList<Reading<M>> readings(RenewalCounts counts) {
        int twice = (int) Math.min(Integer.MAX_VALUE, 2L * counts.renewals());
        return ImmutableList.of(
                new Reading<>("the mean lifetime", ContractualModel::expectedLifetime),
                new Reading<>("the share that makes " + twice + " renewals", model -> model.survival(twice)));
    }

    /** Says in the words of renewals why a fit did not converge. */
    static <M> ModelFit<M> verdict(ModelFit<M> fit, RenewalCounts counts, int parameters) {
        double renewed = 0;
        double lost = 0;
        int tenures = 0;
        for (int t = 1; t <= counts.renewals(); t++) {
            renewed += counts.renewed(t);
            lost += counts.lost(t);
            tenures += counts.renewed(t) + counts.lost(t) > 0 ? 1 : 0;
        }
        for (RenewalSpan span : counts.spans()) {
            renewed += span.stayed();
            lost += span.lost();
            tenures++;
        }
        if (lost == 0) {
            return fit.because(
                    FitStatus.BOUNDARY, "nobody left at any renewal: the data only bound the churn rate from above");
        }
        if (renewed == 0) {
            return fit.because(FitStatus.BOUNDARY, "nobody renewed: the data only bound the retention rate from above");
        }
        if (tenures < parameters) {
            return fit.because(
                    FitStatus.FLAT,
                    "renewals of " + tenures + (tenures == 1 ? " tenure were" : " tenures were")
                            + " observed, which cannot tell " + parameters + " parameters apart");
        }
        if (fit.status() != FitStatus.CONVERGED) {
            return fit.because(
                    fit.status(),
                    fit.explanation() + "; the retention rates by tenure do not tell how customers differ");
        }
        return fit;
    }

    private static double logLikelihood(
            RenewalCounts counts, double a, double b, double[] gradient, double[][] hessian) {
        double value = 0;
        for (int t = 1; t <= counts.renewals(); t++) {
            double renewed = counts.renewed(t);
            double lost = counts.lost(t);
            double due = renewed + lost;
            if (due == 0) {
                continue;
            }
            double stay = b + (t - 1);
            double all = a + stay;
            value -= renewed * Math.log1p(a / stay) + lost * Math.log1p(stay / a);
            gradient[0] += lost / a * (stay / all) - renewed / all;
            gradient[1] += renewed / stay * (a / all) - lost / all;
            hessian[0][0] += due / all / all - lost / a / a;
            hessian[1][1] += due / all / all - renewed / stay / stay;
            hessian[0][1] += due / all / all;
        }
        for (RenewalSpan span : counts.spans()) {
            value += span.step(a, b, 1).add((double) span.stayed(), (double) span.lost(), gradient, hessian);
        }
        ParameterSpace.mirror(hessian);
        return value;
    }

    private static double squares(RenewalCounts counts, double a, double b, double[] gradient, double[][] hessian) {
        double value = 0;
        for (int t = 1; t <= counts.renewals(); t++) {
            double due = (double) counts.renewed(t) + counts.lost(t);
            double stay = b + (t - 1);
            double all = a + stay;
            double left = counts.renewed(t) - due * (stay / all);
            double byA = due * stay / all / all;
            double byB = -due * a / all / all;
            value += left * left;
            gradient[0] += 2 * left * byA;
            gradient[1] += 2 * left * byB;
            hessian[0][0] += 2 * (byA * byA - left * 2 * byA / all);
            hessian[1][1] += 2 * (byB * byB - left * 2 * byB / all);
            hessian[0][1] += 2 * (byA * byB + left * due * (a - stay) / all / all / all);
        }
        ParameterSpace.mirror(hessian);
        return value;
    }
}
