package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Parameter;
import java.util.List;
import java.util.OptionalDouble;

/** What a fit by maximum likelihood came to: the model, the parameters, how likely they are, and how the search ended. */
abstract sealed class FitResult<M> permits ModelFit {
    final Estimator<M> estimator;
    final Maximum maximum;
    final Verdict verdict;
    final long observations;
    final Object data;
    final Uncertainty<M> uncertainty;
    private final ImmutableList<Parameter> parameters;
    private final M model;

    FitResult(Estimator<M> estimator, Maximum maximum, Verdict verdict, long observations, Object data) {
        this.estimator = estimator;
        this.maximum = maximum;
        this.verdict = verdict;
        this.observations = observations;
        this.data = data;
        this.uncertainty = new Uncertainty<>(estimator, maximum);
        double[] natural = estimator.space().natural(maximum.point());
        ImmutableList.Builder<Parameter> list = ImmutableList.builder();
        for (int i = 0; i < natural.length; i++) {
            OptionalDouble error = verdict.status() == FitStatus.CONVERGED
                    ? OptionalDouble.of(Math.sqrt(uncertainty.covariance(i, i)))
                    : OptionalDouble.empty();
            list.add(new Parameter(estimator.space().name(i), natural[i], error));
        }
        this.parameters = list.build();
        this.model = estimator.maker().apply(natural);
    }

    /**
     * The model at the best parameters found, whatever the status.
     *
     * @return the model
     */
    public final M model() {
        return model;
    }

    /**
     * The model, if the fit can be relied on.
     *
     * @return the model
     * @throws IllegalStateException if the status is not {@link FitStatus#CONVERGED}; the message says why and what to do
     */
    public final M requireConverged() {
        checkConverged();
        return model;
    }

    /**
     * How the fit ended.
     *
     * @return the status
     */
    public final FitStatus status() {
        return verdict.status();
    }

    /**
     * How the fit ended, in words and with the names of the parameters concerned.
     *
     * @return a sentence
     */
    public final String explanation() {
        return verdict.words();
    }

    /**
     * What a careful user should know before using the estimates.
     *
     * @return sentences, none if there is nothing to say; unmodifiable
     */
    public final List<String> warnings() {
        return verdict.warnings();
    }

    /**
     * The logarithm of the probability density of the data at {@link #model()}, in the data's unit of time.
     *
     * @return the log-likelihood, finite
     */
    public final double logLikelihood() {
        return maximum.value();
    }

    /**
     * The largest derivative of the log-likelihood by the logarithm of a parameter (by the parameter itself if it may be
     * negative), among those not at the edge of their range.
     *
     * @return at least 0; nearly 0 if the fit converged
     */
    public final double gradientNorm() {
        return maximum.gradientNorm();
    }

    /**
     * The number of Newton steps tried, from all starting points together.
     *
     * @return at least 0
     */
    public final int iterations() {
        return maximum.iterations();
    }

    /**
     * The number of customers in the data.
     *
     * @return at least 1
     */
    public final long observations() {
        return observations;
    }

    /**
     * The parameters with their standard errors.
     *
     * @return one per parameter, in the order of the literature; unmodifiable
     */
    public final List<Parameter> parameters() {
        return parameters;
    }

    /**
     * One parameter by its name.
     *
     * @param name such as {@code alpha}
     * @return the parameter
     * @throws IllegalArgumentException if the model has no such parameter
     */
    public final Parameter parameter(String name) {
        return parameters.get(index(name, "name"));
    }

    /**
     * Akaike's information criterion, {@code 2k − 2 LL}; of two models of the same data the lower is better.
     *
     * @return the criterion, {@code k} being the number of parameters
     */
    public final double aic() {
        return 2.0 * parameters.size() - 2 * maximum.value();
    }

    /**
     * Schwarz's information criterion, {@code k ln n − 2 LL}; of two models of the same data the lower is better.
     *
     * @return the criterion, {@code n} being {@link #observations()}
     */
    public final double bic() {
        return parameters.size() * Math.log((double) observations) - 2 * maximum.value();
    }

    final void checkConverged() {
        checkState(
                status() == FitStatus.CONVERGED, "the fit did not converge: %s; %s", explanation(), status().advice());
    }

    /** The place of a parameter, which an argument names. */
    final int index(String parameter, String argument) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        int index = names.indexOf(requireNonNull(parameter, argument));
        checkArgument(index >= 0, "%s (%s) must be one of %s", argument, parameter, names);
        return index;
    }
}
