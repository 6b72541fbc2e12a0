package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A parametric model of tenure, with or without traits that stretch it (accelerated failure time).
 *
 * <pre>
 *   ln T = μ + β₁x₁ + … + βₚxₚ + σ W          W by the {@link TenureDistribution}
 * </pre>
 *
 * <p>One unit more of trait {@code j} multiplies tenure by {@code exp(βⱼ)}. Unlike the Kaplan–Meier curve, the fitted one is
 * known beyond the last observed time: as far as the shape is to be trusted.
 *
 * <ul>
 *   <li>Maximum likelihood over {@code (μ, β, ln σ)} by damped Newton steps, with weights and entry times; R's {@code survreg}.
 *   <li>Durations must be positive. The log-likelihood is that of {@code T}, not of {@code ln T}, as in R.
 *   <li>For {@link TenureDistribution#EXPONENTIAL} σ is 1.
 * </ul>
 *
 * <p>Takes O(n · covariates²) time per step. This class is immutable and thread-safe.
 *
 * @param <T> the caller's type
 * @see <a href="https://doi.org/10.1002/9781118032985">Kalbfleisch and Prentice (2002)</a>
 * @since 0.1.0
 */
public final class AcceleratedFailureTime<T> {

    private static final String NO_ESTIMATE =
            "the data determine no finite estimate: a covariate is a combination of others"
                    + " (collinear) or separates those who left, or tenures do not vary";

    private final Function<? super T, Tenure> tenure;
    private final TenureDistribution distribution;
    private final List<Covariate<T>> covariates;

    private AcceleratedFailureTime(
            Function<? super T, Tenure> tenure, TenureDistribution distribution, List<Covariate<T>> covariates) {
        this.tenure = requireNonNull(tenure, "tenure");
        this.distribution = requireNonNull(distribution, "distribution");
        this.covariates = covariates;
    }

    /**
     * A model without covariates yet.
     *
     * @param <T> the caller's type
     * @param tenure the tenure of each object, of positive duration
     * @param distribution the shape of tenures
     * @return the model
     */
    public static <T> AcceleratedFailureTime<T> of(
            Function<? super T, Tenure> tenure, TenureDistribution distribution) {
        return new AcceleratedFailureTime<>(tenure, distribution, List.of());
    }

    /**
     * The model with one more covariate.
     *
     * @param name what the covariate is called in results, not yet used
     * @param value its value for each object, finite; 1 or 0 for yes or no
     * @return the model
     * @throws IllegalArgumentException if the name is used already
     */
    public AcceleratedFailureTime<T> covariate(String name, ToDoubleFunction<? super T> value) {
        checkArgument(covariates.stream().noneMatch(c -> c.name.equals(name)), "name (%s) is used already", name);
        List<Covariate<T>> more = new ArrayList<>(covariates);
        more.add(new Covariate<>(requireNonNull(name, "name"), requireNonNull(value, "value")));
        return new AcceleratedFailureTime<>(tenure, distribution, List.copyOf(more));
    }

    /**
     * Fits the parameters.
     *
     * @param items one object per tenure
     * @return the fit
     * @throws IllegalArgumentException if a duration is 0, a covariate is not finite, nobody left, or the data determine no
     *     estimate
     */
    public AcceleratedFailureTimeFit<T> fit(Iterable<? extends T> items) {
        List<Tenure> tenures = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        double left = 0;
        for (T item : items) {
            Tenure its = tenure.apply(item);
            checkArgument(its.duration() > 0, "duration (%s) must be positive", its.duration());
            double[] row = new double[covariates.size() + 1];
            row[0] = 1;
            for (int j = 1; j < row.length; j++) {
                row[j] = covariates.get(j - 1).of(item);
            }
            tenures.add(its);
            rows.add(row);
            left += its.ended() ? its.weight() : 0;
        }
        checkArgument(left > 0, "at least one tenure must have ended");
        return maximize(new Likelihood(distribution, tenures, rows));
    }

    private AcceleratedFailureTimeFit<T> maximize(Likelihood likelihood) {
        double[] at = likelihood.start();
        likelihood.evaluate(at);
        for (int step = 0; step < 200; step++) {
            double[] score = likelihood.score.clone();
            double[][] information = likelihood.information();
            double before = likelihood.value;
            Cholesky root = Cholesky.of(information, 1e-13);
            if (root.dependent() < 0 && root.quadraticForm(score) < 1e-18 * (1 + Math.abs(before))) {
                return new AcceleratedFailureTimeFit<>(covariates, distribution, at, root.inverse(), before);
            }
            double[] next = at;
            for (double damping = 0; damping < 1e12; damping = damping == 0 ? 1e-4 : 4 * damping) {
                double[][] damped = likelihood.information();
                for (int j = 0; j < damped.length; j++) {
                    damped[j][j] += damping * Math.max(1e-8, Math.abs(damped[j][j]));
                }
                Cholesky trial = Cholesky.of(damped, 1e-13);
                if (trial.dependent() >= 0) {
                    continue;
                }
                double[] move = trial.solve(score);
                double[] there = at.clone();
                for (int j = 0; j < there.length; j++) {
                    there[j] += move[j];
                }
                likelihood.evaluate(there);
                if (likelihood.value >= before - 1e-14 * Math.abs(before)) {
                    next = there;
                    break;
                }
                likelihood.evaluate(at);
            }
            checkArgument(next != at, NO_ESTIMATE);
            at = next;
        }
        throw new IllegalArgumentException(NO_ESTIMATE);
    }

    /** Prints the model, such as {@code AcceleratedFailureTime(WEIBULL, [age, sex])}. */
    @Override
    public String toString() {
        return "AcceleratedFailureTime(" + distribution + ", " + covariates + ")";
    }

    /** The log-likelihood in (μ, β, ln σ) with two derivatives. */
    private static final class Likelihood {
        private final TenureDistribution distribution;
        private final List<Tenure> tenures;
        private final List<double[]> rows;
        private final int p;
        private final boolean scaled;
        private double value;
        private final double[] score;
        private final double[][] hessian;

        Likelihood(TenureDistribution distribution, List<Tenure> tenures, List<double[]> rows) {
            this.distribution = distribution;
            this.tenures = tenures;
            this.rows = rows;
            this.p = rows.get(0).length;
            this.scaled = distribution != TenureDistribution.EXPONENTIAL;
            score = new double[scaled ? p + 1 : p];
            hessian = new double[score.length][score.length];
        }

        double[] start() {
            double sum = 0;
            double squares = 0;
            for (Tenure tenure : tenures) {
                double log = Math.log(tenure.duration());
                sum += log;
                squares += log * log;
            }
            double mean = sum / tenures.size();
            double[] at = new double[score.length];
            at[0] = mean;
            if (scaled) {
                at[p] = 0.5 * Math.log(Math.max(1e-4, squares / tenures.size() - mean * mean));
            }
            return at;
        }

        void evaluate(double[] at) {
            value = 0;
            Arrays.fill(score, 0);
            for (double[] row : hessian) {
                Arrays.fill(row, 0);
            }
            double logScale = scaled ? at[p] : 0;
            double[] g = new double[3];
            for (int i = 0; i < tenures.size(); i++) {
                Tenure tenure = tenures.get(i);
                double[] x = rows.get(i);
                double eta = 0;
                for (int j = 0; j < p; j++) {
                    eta += at[j] * x[j];
                }
                double log = Math.log(tenure.duration());
                double z = (log - eta) * Math.exp(-logScale);
                if (tenure.ended()) {
                    distribution.ended(z, g);
                    value -= tenure.weight() * (logScale + log);
                    if (scaled) {
                        score[p] -= tenure.weight();
                    }
                } else {
                    distribution.stayed(z, g);
                }
                add(x, z, logScale, tenure.weight(), g);
                if (tenure.entry() > 0) {
                    double entered = (Math.log(tenure.entry()) - eta) * Math.exp(-logScale);
                    distribution.stayed(entered, g);
                    add(x, entered, logScale, -tenure.weight(), g);
                }
            }
        }

        private void add(double[] x, double z, double logScale, double w, double[] g) {
            double inverse = Math.exp(-logScale);
            value += w * g[0];
            for (int j = 0; j < p; j++) {
                score[j] -= w * g[1] * inverse * x[j];
                for (int k = 0; k <= j; k++) {
                    hessian[j][k] += w * g[2] * inverse * inverse * x[j] * x[k];
                }
                if (scaled) {
                    hessian[p][j] += w * (g[1] + z * g[2]) * inverse * x[j];
                }
            }
            if (scaled) {
                score[p] -= w * z * g[1];
                hessian[p][p] += w * z * (g[1] + z * g[2]);
            }
        }

        double[][] information() {
            int n = score.length;
            double[][] information = new double[n][n];
            for (int j = 0; j < n; j++) {
                for (int k = 0; k <= j; k++) {
                    information[j][k] = -hessian[j][k];
                }
            }
            return information;
        }
    }
}
