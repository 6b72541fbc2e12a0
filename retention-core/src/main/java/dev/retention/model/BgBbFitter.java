package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.model.Estimator.Reading;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits the {@link BgBb} by maximum likelihood.
 *
 * <p>Gradient and Hessian are exact and hold no special function: every ratio of beta functions in the likelihood is a
 * product over opportunities. One evaluation costs O(Σ (n − t_x + 1)) over the distinct histories, whatever the number of
 * customers. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1100.0580">Fader, Hardie and Shang (2010)</a>
 * @since 0.1.0
 */
public final class BgBbFitter {
    private static final ParameterSpace SPACE = ParameterSpace.empty()
            .positive("alpha", 1e-5, 1e6)
            .positive("beta", 1e-5, 1e6)
            .positive("gamma", 1e-5, 1e6)
            .positive("delta", 1e-5, 1e6);

    /** The first two lie on either side of the watershed of such likelihoods: those who leave differ little, or much. */
    private static final List<double[]> STARTS =
            List.of(new double[] {1, 1, 0.5, 10}, new double[] {1, 1, 0.02, 0.02}, new double[] {0.2, 0.2, 5, 10});

    private final Optional<BgBb> start;

    BgBbFitter() {
        this(Optional.empty());
    }

    private BgBbFitter(Optional<BgBb> start) {
        this.start = start;
    }

    /**
     * A fitter that begins its search at a given model, such as last month's, and looks from its own points as well.
     *
     * @param model the model
     * @return the fitter
     */
    public BgBbFitter startingAt(BgBb model) {
        return new BgBbFitter(Optional.of(requireNonNull(model, "model")));
    }

    /**
     * Fits the model.
     *
     * <ul>
     *   <li>Nobody bought, or everybody bought at every opportunity: {@link FitStatus#BOUNDARY}.
     *   <li>One opportunity tells one share and not four parameters: {@link FitStatus#FLAT}.
     *   <li>Nobody leaves, or customers do not differ: {@link FitStatus#BOUNDARY} or {@link FitStatus#FLAT}.
     * </ul>
     *
     * @param counts what the customers did
     * @return the fit
     * @throws IllegalArgumentException if no customer has had an opportunity
     */
    public ModelFit<BgBb> fit(OpportunityCounts counts) {
        requireNonNull(counts, "counts");
        double purchases = 0;
        double opportunities = 0;
        double active = 0;
        int longest = 0;
        for (Map.Entry<OpportunityHistory, Long> entry : counts.counts().entrySet()) {
            OpportunityHistory history = entry.getKey();
            purchases += (double) entry.getValue() * history.purchases();
            active += (double) entry.getValue() * history.lastPurchase();
            opportunities += (double) entry.getValue() * history.opportunities();
            longest = Math.max(longest, history.opportunities());
        }
        checkArgument(longest > 0, "counts must hold at least one opportunity");
        double buying = (purchases + 0.5) / (active + 1);
        double leaving = Math.min(0.5, Math.max(0.02, (opportunities - active) / opportunities / longest));
        List<double[]> starts = new ArrayList<>();
        start.ifPresent(model -> starts.add(new double[] {model.alpha(), model.beta(), model.gamma(), model.delta()}));
        starts.addAll(STARTS);
        starts.add(new double[] {2 * buying, Math.max(0.02, 2 * (1 - buying)), 2 * leaving, 2 * (1 - leaving)});
        ModelFit<BgBb> fit = search(counts, longest, starts);
        if (purchases == 0) {
            return fit.because(FitStatus.BOUNDARY, "nobody bought: the data only bound the buying rate from above");
        }
        if (purchases == opportunities) {
            return fit.because(
                    FitStatus.BOUNDARY,
                    "everybody bought at every opportunity: the data only bound the leaving rate from above");
        }
        if (longest == 1) {
            return fit.because(
                    FitStatus.FLAT,
                    "one opportunity per customer tells the share of buyers, which cannot tell 4 parameters apart");
        }
        if (fit.status() != FitStatus.CONVERGED) {
            return fit.because(
                    fit.status(),
                    fit.explanation() + "; the histories do not tell how customers differ or when they leave");
        }
        return fit;
    }

    /** Fits the model from some starts. */
    static ModelFit<BgBb> search(OpportunityCounts counts, int longest, List<double[]> starts) {
        return new Estimator<>(SPACE, BgBbFitter::model, readings(longest))
                .maximize(new Likelihood(counts, longest)::evaluate, starts, counts.customers(), counts);
    }

    private static BgBb model(double[] at) {
        return BgBb.of(at[0], at[1], at[2], at[3]);
    }

    private static ImmutableList<Reading<BgBb>> readings(int opportunities) {
        OpportunityHistory never = OpportunityHistory.of(0, 0, opportunities);
        return ImmutableList.of(
                new Reading<>("P(alive) of who never bought", model -> model.probabilityAlive(never)),
                new Reading<>(
                        "what is expected of a newcomer at twice as many opportunities",
                        model -> model.expectedPurchases(2 * opportunities)),
                new Reading<>(
                        "what is expected of who never bought at as many opportunities",
                        model -> model.expectedPurchases(never, opportunities)));
    }

    /** The log-likelihood of the counts with its derivatives by α, β, γ, δ. */
    private static final class Likelihood {
        private final OpportunityHistory[] histories;
        private final double[] weights;
        private final Rising alphas;
        private final Rising betas;
        private final Rising sums;
        private final Rising gammas;
        private final Rising deltas;
        private final Rising leavings;

        Likelihood(OpportunityCounts counts, int longest) {
            this.histories = counts.counts().keySet().toArray(OpportunityHistory[]::new);
            this.weights = counts.counts().values().stream()
                    .mapToDouble(Long::doubleValue)
                    .toArray();
            this.alphas = new Rising(longest);
            this.betas = new Rising(longest);
            this.sums = new Rising(longest);
            this.gammas = new Rising(1);
            this.deltas = new Rising(longest);
            this.leavings = new Rising(longest + 1);
        }

        double evaluate(double[] at, double[] gradient, double[][] hessian) {
            alphas.of(at[0]);
            betas.of(at[1]);
            sums.of(at[0] + at[1]);
            gammas.of(at[2]);
            deltas.of(at[3]);
            leavings.of(at[2] + at[3]);
            double logBuy = -Math.log1p(at[1] / at[0]);
            double logPass = -Math.log1p(at[0] / at[1]);
            double logLeave = -Math.log1p(at[3] / at[2]);
            double logStay = -Math.log1p(at[2] / at[3]);
            double value = 0;
            double[] score = new double[4];
            double[][] curve = new double[4][4];
            double[] term = new double[4];
            for (int row = 0; row < histories.length; row++) {
                OpportunityHistory history = histories[row];
                int x = history.purchases();
                int n = history.opportunities();
                // The terms i = n (still alive), then n − 1 down to t_x (left after i), as they are ever larger.
                double sum = 0;
                double scale = Double.NEGATIVE_INFINITY;
                for (int i = n; i >= history.lastPurchase(); i--) {
                    int left = i == n ? 0 : 1;
                    int steps = i + left;
                    double log = x * logBuy
                            + (i - x) * logPass
                            + (alphas.log[x] + betas.log[i - x] - sums.log[i])
                            + left * logLeave
                            + i * logStay
                            + (deltas.log[i] - leavings.log[steps]);
                    if (log > scale) {
                        // The first time this clears what the row before has left.
                        double shrink = Math.exp(scale - log);
                        sum *= shrink;
                        scale(score, curve, shrink);
                        scale = log;
                    }
                    double weight = Math.exp(log - scale);
                    sum += weight;
                    term[0] = alphas.first[x] - sums.first[i];
                    term[1] = betas.first[i - x] - sums.first[i];
                    term[2] = gammas.first[left] - leavings.first[steps];
                    term[3] = deltas.first[i] - leavings.first[steps];
                    for (int j = 0; j < 4; j++) {
                        score[j] += weight * term[j];
                        for (int k = j; k < 4; k++) {
                            curve[j][k] += weight * term[j] * term[k];
                        }
                    }
                    curve[0][0] -= weight * (alphas.second[x] - sums.second[i]);
                    curve[0][1] += weight * sums.second[i];
                    curve[1][1] -= weight * (betas.second[i - x] - sums.second[i]);
                    curve[2][2] -= weight * (gammas.second[left] - leavings.second[steps]);
                    curve[2][3] += weight * leavings.second[steps];
                    curve[3][3] -= weight * (deltas.second[i] - leavings.second[steps]);
                }
                scale(score, curve, 1 / sum);
                value += weights[row] * (scale + Math.log(sum));
                for (int j = 0; j < 4; j++) {
                    gradient[j] += weights[row] * score[j];
                    for (int k = j; k < 4; k++) {
                        hessian[j][k] += weights[row] * (curve[j][k] - score[j] * score[k]);
                    }
                }
            }
            ParameterSpace.mirror(hessian);
            return value;
        }

        private static void scale(double[] score, double[][] curve, double by) {
            for (int j = 0; j < 4; j++) {
                score[j] *= by;
                for (int k = 0; k < 4; k++) {
                    curve[j][k] *= by;
                }
            }
        }
    }

    /**
     * The rising factorial a (a+1) … (a+k−1) for all k: the logarithm of its quotient by a^k, which stays small for large a,
     * and Σ 1/(a+i) and Σ 1/(a+i)².
     */
    private static final class Rising {
        private final double[] log;
        private final double[] first;
        private final double[] second;

        Rising(int longest) {
            this.log = new double[longest + 1];
            this.first = new double[longest + 1];
            this.second = new double[longest + 1];
        }

        void of(double a) {
            for (int i = 0; i < log.length - 1; i++) {
                double inverse = 1 / (a + i);
                log[i + 1] = log[i] + Math.log1p(i / a);
                first[i + 1] = first[i] + inverse;
                second[i + 1] = second[i] + inverse * inverse;
            }
        }
    }
}
