package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.internal.Checks;
import dev.retention.internal.Quantile;
import dev.retention.internal.SymmetricEigen;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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
public final class ModelFit<M> {
    /** Relative to the standard error: far above the rounding of predictions, far below their curvature. */
    private static final double DERIVATIVE_STEP = 1e-4;

    private final ParameterSpace space;
    private final Function<double[], M> maker;
    private final double[] at;
    private final double[][] covariance;
    private final double logLikelihood;
    private final double gradientNorm;
    private final int iterations;
    private final long observations;
    private final Object data;
    private final FitStatus status;
    private final String explanation;
    private final ImmutableList<String> warnings;
    private final ImmutableList<Parameter> parameters;
    private final M model;

    ModelFit(
            ParameterSpace space,
            Function<double[], M> maker,
            double[] at,
            double[][] covariance,
            double logLikelihood,
            double gradientNorm,
            int iterations,
            long observations,
            Object data,
            FitStatus status,
            String explanation,
            List<String> warnings) {
        this.space = space;
        this.maker = maker;
        this.at = at;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.gradientNorm = gradientNorm;
        this.iterations = iterations;
        this.observations = observations;
        this.data = data;
        this.status = status;
        this.explanation = explanation;
        this.warnings = ImmutableList.copyOf(warnings);
        double[] natural = space.natural(at);
        ImmutableList.Builder<Parameter> list = ImmutableList.builder();
        for (int i = 0; i < at.length; i++) {
            OptionalDouble error = status == FitStatus.CONVERGED
                    ? OptionalDouble.of(space.slope(i, natural) * Math.sqrt(covariance[i][i]))
                    : OptionalDouble.empty();
            list.add(new Parameter(space.name(i), natural[i], error));
        }
        this.parameters = list.build();
        this.model = maker.apply(natural);
    }

    /** The same fit with another verdict, for what a model knows about its data and the search does not. */
    ModelFit<M> because(FitStatus verdict, String words) {
        return new ModelFit<>(
                space,
                maker,
                at,
                covariance,
                logLikelihood,
                gradientNorm,
                iterations,
                observations,
                data,
                verdict,
                words,
                warnings);
    }

    /** The same fit with one more warning. */
    ModelFit<M> warning(String words) {
        return new ModelFit<>(
                space,
                maker,
                at,
                covariance,
                logLikelihood,
                gradientNorm,
                iterations,
                observations,
                data,
                status,
                explanation,
                ImmutableList.<String>builder().addAll(warnings).add(words).build());
    }

    /**
     * The model at the best parameters found, whatever the status.
     *
     * @return the model
     */
    public M model() {
        return model;
    }

    /**
     * The model, if the fit can be relied on.
     *
     * @return the model
     * @throws IllegalStateException if the status is not {@link FitStatus#CONVERGED}; the message says why and what to do
     */
    public M requireConverged() {
        checkConverged();
        return model;
    }

    /**
     * How the fit ended.
     *
     * @return the status
     */
    public FitStatus status() {
        return status;
    }

    /**
     * How the fit ended, in words and with the names of the parameters concerned.
     *
     * @return a sentence
     */
    public String explanation() {
        return explanation;
    }

    /**
     * What a careful user should know before using the estimates.
     *
     * @return sentences, none if there is nothing to say; unmodifiable
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The logarithm of the probability density of the data at {@link #model()}, in the data's unit of time.
     *
     * @return the log-likelihood, finite
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The largest derivative of the log-likelihood by the logarithm of a parameter (by the parameter itself if it may be
     * negative), among those not at the edge of their range.
     *
     * @return at least 0; nearly 0 if the fit converged
     */
    public double gradientNorm() {
        return gradientNorm;
    }

    /**
     * The number of Newton steps tried, from all starting points together.
     *
     * @return at least 0
     */
    public int iterations() {
        return iterations;
    }

    /**
     * The number of customers in the data.
     *
     * @return at least 1
     */
    public long observations() {
        return observations;
    }

    /**
     * The parameters with their standard errors.
     *
     * @return one per parameter, in the order of the literature; unmodifiable
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * One parameter by its name.
     *
     * @param name such as {@code alpha}
     * @return the parameter
     * @throws IllegalArgumentException if the model has no such parameter
     */
    public Parameter parameter(String name) {
        return parameters.get(index(name));
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
        checkConverged();
        int i = index(first);
        int j = index(second);
        double[] natural = space.natural(at);
        return space.slope(i, natural) * space.slope(j, natural) * covariance[i][j];
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
        checkConverged();
        int i = index(first);
        int j = index(second);
        double correlation = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
        return Math.max(-1, Math.min(1, correlation));
    }

    /**
     * Akaike's information criterion, {@code 2k − 2 LL}; of two models of the same data the lower is better.
     *
     * @return the criterion, {@code k} being the number of parameters
     */
    public double aic() {
        return 2.0 * at.length - 2 * logLikelihood;
    }

    /**
     * Schwarz's information criterion, {@code k ln n − 2 LL}; of two models of the same data the lower is better.
     *
     * @return the criterion, {@code n} being {@link #observations()}
     */
    public double bic() {
        return at.length * Math.log((double) observations) - 2 * logLikelihood;
    }

    /**
     * Tests whether this model fits better than one that is nested in it.
     *
     * @param nested a fit of a special case of this model, with fewer parameters, to the same data
     * @return the test
     * @throws IllegalArgumentException if the fits are not of equal data, {@code nested} has as many parameters or more, or
     *     it fits better, so that it cannot be nested
     */
    public LikelihoodRatioTest likelihoodRatioTest(ModelFit<?> nested) {
        checkArgument(data.equals(nested.data), "nested must be fitted to the same data");
        int degrees = at.length - nested.at.length;
        checkArgument(
                degrees > 0, "nested (%s parameters) must have fewer parameters than %s", nested.at.length, at.length);
        double gain = logLikelihood - nested.logLikelihood;
        checkArgument(
                gain >= -1e-6 * (1 + Math.abs(logLikelihood)),
                "nested (log-likelihood %s) must not fit better than the model that it is nested in (%s)",
                nested.logLikelihood,
                logLikelihood);
        return new LikelihoodRatioTest(Math.max(0, 2 * gain), degrees);
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
     * @param function what to compute from a model, smooth in its parameters, such as
     *     {@code m -> m.probabilityAlive(customer)}
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1) or {@code function} is not finite here
     */
    public Interval interval(ToDoubleFunction<M> function, double confidence) {
        Checks.openUnit(confidence, "confidence");
        return Interval.normal(function.applyAsDouble(model), standardError(function), confidence);
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
        return standardErrors(model -> new double[] {function.applyAsDouble(model)})[0];
    }

    /**
     * The standard errors of many things that follow from the model, by the delta method: as many models are asked as for
     * one.
     *
     * @param functions what to compute from a model, smooth in its parameters; as many numbers for every model
     * @return the standard errors in the order of the numbers, at least 0
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code functions} are not finite here
     */
    public double[] standardErrors(Function<M, double[]> functions) {
        checkConverged();
        int n = at.length;
        double[][] gradients = new double[n][];
        for (int i = 0; i < n; i++) {
            double step = DERIVATIVE_STEP * Math.sqrt(covariance[i][i]);
            double[] up = functions.apply(moved(i, step));
            double[] down = functions.apply(moved(i, -step));
            gradients[i] = new double[up.length];
            for (int f = 0; f < up.length; f++) {
                gradients[i][f] = (up[f] - down[f]) / (2 * step);
                checkArgument(Double.isFinite(gradients[i][f]), "function must be finite near the estimate");
            }
        }
        double[] errors = new double[gradients[0].length];
        for (int f = 0; f < errors.length; f++) {
            double variance = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    variance += gradients[i][f] * covariance[i][j] * gradients[j][f];
                }
            }
            errors[f] = Math.sqrt(Math.max(0, variance));
        }
        return errors;
    }

    /**
     * A confidence interval for anything that follows from the model, by drawing models from the estimates' distribution
     * and reading off the quantiles.
     *
     * @param function what to compute from a model
     * @param confidence the level, inside (0, 1)
     * @param draws how many models to draw, at least 20; 1,000 gives two stable digits
     * @param random the source of randomness
     * @return the interval, with both ends in the range of {@code function}
     * @throws IllegalStateException if the fit did not converge
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), {@code draws} is below 20, or
     *     {@code function} returns NaN
     */
    public Interval interval(ToDoubleFunction<M> function, double confidence, int draws, RandomGenerator random) {
        Checks.openUnit(confidence, "confidence");
        checkArgument(draws >= 20, "draws (%s) must be at least 20", draws);
        double[] values = new double[draws];
        double[][] root = root();
        for (int i = 0; i < draws; i++) {
            values[i] = function.applyAsDouble(draw(root, random));
        }
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
        return draw(root(), random);
    }

    /** Prints the status, the log-likelihood and the parameters on one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, log-likelihood %.6f, %s", status, logLikelihood, parameters);
    }

    private void checkConverged() {
        checkState(status == FitStatus.CONVERGED, "the fit did not converge: %s; %s", explanation, status.advice());
    }

    private int index(String name) {
        requireNonNull(name, "name");
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("name (" + name + ") must be one of "
                + parameters.stream().map(Parameter::name).toList());
    }

    private M moved(int coordinate, double step) {
        double[] moved = at.clone();
        moved[coordinate] += step;
        return maker.apply(space.natural(moved));
    }

    /** A matrix R with R R' the covariance. */
    private double[][] root() {
        checkConverged();
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[][] root = new double[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
                root[i][j] = eigen.vector(j, i) * Math.sqrt(Math.max(0, eigen.value(j)));
            }
        }
        return root;
    }

    private M draw(double[][] root, RandomGenerator random) {
        double[] drawn = at.clone();
        for (int j = 0; j < at.length; j++) {
            double normal = random.nextGaussian();
            for (int i = 0; i < at.length; i++) {
                drawn[i] += root[i][j] * normal;
            }
        }
        return maker.apply(space.natural(drawn));
    }
}
