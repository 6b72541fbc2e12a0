package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Quantile;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A model fitted by maximum likelihood: the model, how well it fits, how sure its parameters are and whether the search
 * for them ended well.
 *
 * <pre>{@code
 *   ModelFit<BgNbd> fit = BgNbd.fitter().fit(summary);
 *   BgNbd model = fit.requireConverged();
 *   fit.interval(m -> m.expectedPurchases(52), 0.95);
 * }</pre>
 *
 * <ul>
 *   <li>The log-likelihood is a density in the caller's unit of time, so models of the same data compare.
 *   <li>A fit that did not converge is a fact about the data and no error: {@link #status()} and {@link #explanation()}
 *       say what happened, {@link #model()} is the best point found, and it has no standard errors.
 *   <li>Standard errors come from the observed information, the matrix of second derivatives at the maximum. They describe
 *       chance in drawing the customers, not whether the model is right.
 * </ul>
 *
 * <p>This class is immutable and thread-safe as long as the model is.
 *
 * @param <M> the model
 * @since 0.1.0
 */
public final class ModelFit<M> extends FitResult<M> implements Tabular {
    ModelFit(Estimator<M> estimator, Maximum maximum, Verdict verdict, long observations, Object data) {
        super(estimator, maximum, verdict, observations, data);
    }

    /** The same fit with another verdict, for what a model knows about its data and the search does not. */
    ModelFit<M> because(FitStatus status, String words) {
        return new ModelFit<>(estimator, maximum, verdict.because(status, words), observations, data);
    }

    /** The same fit with one more warning. */
    ModelFit<M> warning(String words) {
        return new ModelFit<>(estimator, maximum, verdict.warning(words), observations, data);
    }

    /**
     * The covariance of two estimates; with the same name twice, the variance.
     *
     * @param first the name of a parameter
     * @param second the name of a parameter
     * @return the covariance from the observed information
     * @throws IllegalArgumentException if the model has no such parameter
     * @throws IllegalStateException if the fit did not converge
     */
    public double covariance(String first, String second) {
        requireNonNull(second, "second");
        checkConverged();
        return uncertainty.covariance(index(first, "first"), index(second, "second"));
    }

    /**
     * The correlation of two estimates.
     *
     * @param first the name of a parameter
     * @param second the name of a parameter
     * @return the correlation, in [−1, 1]
     * @throws IllegalArgumentException if the model has no such parameter
     * @throws IllegalStateException if the fit did not converge
     */
    public double correlation(String first, String second) {
        requireNonNull(second, "second");
        checkConverged();
        return uncertainty.correlation(index(first, "first"), index(second, "second"));
    }

    /**
     * Tests whether this model fits better than one that is nested in it.
     *
     * @param nested a fit of a special case of this model, with fewer parameters, to the same data
     * @return the test
     * @throws IllegalArgumentException if the fits are not of equal data, {@code nested} has as many parameters or more, or
     *     it fits better, so that it cannot be nested
     */
    public LikelihoodRatio likelihoodRatioTest(ModelFit<?> nested) {
        requireNonNull(nested, "nested");
        checkArgument(data.equals(nested.data), "nested must be fitted to the same data");
        int own = parameters().size();
        int degrees = own - nested.parameters().size();
        checkArgument(degrees > 0, "nested (%s parameters) must have fewer parameters than %s", own - degrees, own);
        double gain = logLikelihood() - nested.logLikelihood();
        checkArgument(
                gain >= -1e-6 * (1 + Math.abs(logLikelihood())),
                "nested (log-likelihood %s) must not fit better than the model that it is nested in (%s)",
                nested.logLikelihood(),
                logLikelihood());
        return new LikelihoodRatio(Math.max(0, 2 * gain), degrees);
    }

    /**
     * A confidence interval for anything that follows from the model, by the delta method: the estimate plus and minus
     * normal quantiles of its standard error, to first order in the parameters.
     *
     * <pre>
     *   f ± z √(∇f' Σ ∇f)
     * </pre>
     *
     * <ul>
     *   <li>Symmetric about the estimate, so an end may lie outside the range of {@code function}; {@link #interval(
     *       ToDoubleFunction, double, int, RandomGenerator)} never leaves it.
     *   <li>Covers the uncertainty of the parameters only: a forecast for one customer varies by chance as well.
     * </ul>
     *
     * @param function what to compute from a model, smooth in its parameters: {@code m -> m.probabilityAlive(customer)}
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1) or {@code function} is not finite here
     */
    public Interval interval(ToDoubleFunction<M> function, double confidence) {
        requireNonNull(function, "function");
        Checks.openUnit(confidence, "confidence");
        return Interval.normal(function.applyAsDouble(model()), standardError(function), confidence);
    }

    /**
     * The standard error of anything that follows from the model, by the delta method.
     *
     * @param function what to compute from a model, smooth in its parameters
     * @return the standard error, at least 0
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code function} is not finite here
     */
    public double standardError(ToDoubleFunction<M> function) {
        requireNonNull(function, "function");
        return standardErrors(model -> new double[] {function.applyAsDouble(model)})[0];
    }

    /**
     * The standard errors of many things that follow from the model, by the delta method, at the cost of one.
     *
     * @param functions what to compute from a model, smooth in its parameters; as many numbers for every model
     * @return the standard errors in the order of the numbers, at least 0
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code functions} are not finite here
     */
    public double[] standardErrors(Function<M, double[]> functions) {
        requireNonNull(functions, "functions");
        checkConverged();
        return uncertainty.standardErrors(requireNonNull(functions, "functions"));
    }

    /**
     * A confidence interval for anything that follows from the model, by drawing models from the estimates' distribution
     * and reading off the quantiles.
     *
     * @param function what to compute from a model
     * @param confidence the level, inside (0, 1)
     * @param draws how many models to draw, from 20 to 1,000,000; 1,000 gives two stable digits
     * @param random the source of randomness
     * @return the interval, with both ends in the range of {@code function}
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), {@code draws} is outside its range, or
     *     {@code function} returns NaN
     */
    public Interval interval(ToDoubleFunction<M> function, double confidence, int draws, RandomGenerator random) {
        requireNonNull(function, "function");
        requireNonNull(random, "random");
        Checks.openUnit(confidence, "confidence");
        Checks.within(draws, 20, Checks.MOST, "draws");
        checkConverged();
        double[] values = new double[draws];
        uncertainty.draw(draws, random, (model, i) -> values[i] = function.applyAsDouble(model));
        Arrays.sort(values);
        double tail = (1 - confidence) / 2;
        return Interval.of(Quantile.of(values, tail), Quantile.of(values, 1 - tail), confidence);
    }

    /**
     * Draws a model from the distribution of the estimates, which is taken as normal in the logarithms of the positive
     * parameters: a {@link Bootstrap} without the fits, to carry the uncertainty of the parameters into any calculation.
     *
     * @param random the source of randomness
     * @return a model with other parameters
     * @throws IllegalStateException if the fit did not converge
     */
    public M draw(RandomGenerator random) {
        requireNonNull(random, "random");
        checkConverged();
        List<M> drawn = new ArrayList<>();
        uncertainty.draw(1, requireNonNull(random, "random"), (model, i) -> drawn.add(model));
        return drawn.get(0);
    }

    /** {@return a row per parameter, with the status and the likelihood in the definition} */
    @Override
    public Sheet sheet() {
        return Sheet.of("Fit", parameters())
                .definition(toString())
                .notes(warnings())
                .column("parameter", Kind.LABEL, Parameter::name)
                .column("estimate", Kind.NUMBER, Parameter::estimate)
                .column("standard error", Kind.NUMBER, Parameter::standardError)
                .column("interval at 0.95", Kind.INTERVAL, each -> each.interval(0.95))
                .build();
    }

    /** Prints the status, the log-likelihood and the parameters on one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, log-likelihood %.6f, %s", status(), logLikelihood(), parameters());
    }

    /**
     * Tells whether a model's extra parameters explain the data better than chance would.
     *
     * <pre>
     *   G = 2 (LL − LL₀),   p = P(χ²(k − k₀) ≥ G)
     * </pre>
     *
     * where {@code LL} and {@code k} are the log-likelihood and the number of parameters of the larger model, and the others
     * those of the model nested in it.
     *
     * <ul>
     *   <li>The χ² law holds when the smaller model lies inside the larger one's parameter range. If it lies on its edge, as
     *       the sBG (c = 1) does not in the BdW but the NBD (no dropout) does in the BG/NBD, the p-value is too large.
     * </ul>
     *
     * <p>This class is immutable and thread-safe.
     *
     * @param statistic {@code G}, at least 0
     * @param degreesOfFreedom {@code k − k₀}, at least 1
     * @see <a href="https://doi.org/10.1214/aoms/1177732360">Wilks (1938)</a>
     * @since 0.1.0
     */
    public record LikelihoodRatio(double statistic, int degreesOfFreedom) {

        /**
         * Checks the statistic.
         *
         * @param statistic {@code G}
         * @param degreesOfFreedom {@code k − k₀}
         * @throws IllegalArgumentException if {@code statistic} is negative, infinite or NaN, or {@code degreesOfFreedom} is
         *     below 1
         */
        public LikelihoodRatio {
            Checks.notNegative(statistic, "statistic");
            checkArgument(degreesOfFreedom >= 1, "degreesOfFreedom (%s) must be at least 1", degreesOfFreedom);
        }

        /**
         * The probability of a statistic at least as large if the smaller model were true.
         *
         * @return the p-value, in [0, 1]
         */
        public double pValue() {
            return ChiSquared.survival(statistic, degreesOfFreedom);
        }

        /** Prints statistic, degrees of freedom and p-value, such as {@code 4.77 on 1 df, p = 0.029}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g on %d df, p = %.3g", statistic, degreesOfFreedom, pValue());
        }
    }
}
