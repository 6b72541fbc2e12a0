package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.model.RenewalStep.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fits the {@link BetaDiscreteWeibull} by maximum likelihood.
 *
 * <pre>
 *   LL(γ, δ, c) = Σ t  renewed(t) ln r(t) + lost(t) ln(1 − r(t))
 * </pre>
 *
 * <p>Gradient and Hessian are exact. One evaluation costs as much as there are renewals observed, whatever the number of
 * customers. Whether the duration dependence is needed at all is told by a test against the sBG, which is the case
 * {@code c = 1}:
 *
 * <pre>{@code
 *   BetaDiscreteWeibull.fitter().fit(counts)
 *           .likelihoodRatioTest(ShiftedBetaGeometric.fitter().fit(counts)).pValue();
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.intmar.2018.01.002">Fader, Hardie, Liu, Davin and Steenburgh (2018)</a>
 * @since 0.1.0
 */
public final class BetaDiscreteWeibullFitter {
    private static final ParameterSpace SPACE = ParameterSpace.empty()
            .positive("gamma", 1e-5, 1e6)
            .positive("delta", 1e-5, 1e6)
            .positive("c", 1e-2, 50);

    private final Optional<BetaDiscreteWeibull> start;

    BetaDiscreteWeibullFitter() {
        this(Optional.empty());
    }

    private BetaDiscreteWeibullFitter(Optional<BetaDiscreteWeibull> start) {
        this.start = start;
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and looks from its own points as well.
     *
     * @param model the model
     * @return the fitter
     */
    public BetaDiscreteWeibullFitter startingAt(BetaDiscreteWeibull model) {
        return new BetaDiscreteWeibullFitter(Optional.of(requireNonNull(model, "model")));
    }

    /**
     * Fits the model.
     *
     * <ul>
     *   <li>Everybody renewed, or nobody did: {@link FitStatus#BOUNDARY}.
     *   <li>Renewals of fewer than three tenures cannot tell three parameters apart: {@link FitStatus#FLAT}.
     *   <li>Three parameters are many for a few renewals: a fit that runs to the edge of its range says so.
     * </ul>
     *
     * @param counts the renewals, at least one observed
     * @return the fit
     * @throws IllegalArgumentException if {@code counts} has no renewal
     */
    public ModelFit<BetaDiscreteWeibull> fit(RenewalCounts counts) {
        double[] usual = ShiftedBetaGeometricFitter.start(counts);
        ShiftedBetaGeometric nested = ShiftedBetaGeometric.fitter().fit(counts).model();
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(new double[] {model.gamma(), model.delta(), model.c()}));
        // So that the larger model never fits worse than the one nested in it.
        starts.add(new double[] {nested.alpha(), nested.beta(), 1});
        // All but whole groups leave at once or never: the other side of the watershed of such likelihoods.
        starts.add(new double[] {0.05 * usual[0], 0.05 * usual[1], 15});
        starts.add(new double[] {0.3 * usual[0], 0.3 * usual[1], 1.5});
        starts.add(new double[] {10 * usual[0], 10 * usual[1], 0.7});
        starts.add(new double[] {usual[0], usual[1], 1});
        return ShiftedBetaGeometricFitter.verdict(search(counts, starts), counts, 3);
    }

    /** Fits the model from some starts. */
    static ModelFit<BetaDiscreteWeibull> search(RenewalCounts counts, List<double[]> starts) {
        return new Estimator<>(
                        SPACE,
                        at -> BetaDiscreteWeibull.of(at[0], at[1], at[2]),
                        ShiftedBetaGeometricFitter.readings(counts))
                .maximize(
                        (at, gradient, hessian) -> logLikelihood(counts, at[0], at[1], at[2], gradient, hessian),
                        starts,
                        counts.customers(),
                        counts);
    }

    private static double logLikelihood(
            RenewalCounts counts, double g, double d, double c, double[] gradient, double[][] hessian) {
        double value = 0;
        Point before = Point.at(0, g, d, c);
        for (int t = 1; t <= counts.renewals(); t++) {
            Point here = Point.at(t, g, d, c);
            double renewed = counts.renewed(t);
            double lost = counts.lost(t);
            if (renewed + lost > 0) {
                value += new RenewalStep(g, d, before, here).add(renewed, lost, gradient, hessian);
            }
            before = here;
        }
        for (RenewalSpan span : counts.spans()) {
            value += span.step(g, d, c).add((double) span.stayed(), (double) span.lost(), gradient, hessian);
        }
        ParameterSpace.mirror(hessian);
        return value;
    }
}
