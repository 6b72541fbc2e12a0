package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Cholesky;
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
 *       The same bits whatever the order of the objects.
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

    /** The name of μ among the parameters of a fit. */
    public static final String INTERCEPT = "(intercept)";

    /** The name of ln σ among the parameters of a fit. */
    public static final String LOG_SCALE = "log(scale)";

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
     * @throws IllegalArgumentException if the name is used already, or is {@link #INTERCEPT} or {@link #LOG_SCALE}
     */
    public AcceleratedFailureTime<T> covariate(String name, ToDoubleFunction<? super T> value) {
        boolean free = !INTERCEPT.equals(name) && !LOG_SCALE.equals(name);
        checkArgument(free, "name (%s) must not be that of another parameter", name);
        return new AcceleratedFailureTime<>(tenure, distribution, Covariate.plus(covariates, name, value));
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
        requireNonNull(items, "items");
        TenureColumns columns = new TenureColumns(16, covariates.size());
        int n = 0;
        for (T item : items) {
            Tenure its = requireNonNull(tenure.apply(item), "tenure");
            checkArgument(its.duration() > 0, "duration (%s) must be positive", its.duration());
            columns.add(its, 0, n++);
            for (int j = 0; j < covariates.size(); j++) {
                columns.set(j, covariates.get(j).of(item));
            }
        }
        return maximize(new TenureLikelihood(distribution, columns.complete()));
    }

    private AcceleratedFailureTimeFit<T> maximize(TenureLikelihood likelihood) {
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
}
