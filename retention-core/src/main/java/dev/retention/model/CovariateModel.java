package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A model of purchasing whose parameters depend on covariates that do not change in time.
 *
 * <pre>
 *   α(z) = α exp(−γ_α · z),  β(z) = β exp(−γ_β · z),  a(z) = a exp(γ_a · z),  b(z) = b exp(γ_b · z)
 * </pre>
 *
 * so that customers with a positive {@code γ_α · z} buy more often, and with a positive {@code γ_β · z} leave sooner. The
 * coefficients are parameters of the fit, named {@code alpha.channel} and so on. This class is immutable and thread-safe.
 *
 * @param <M> the model at given covariates
 * @see <a href="http://brucehardie.com/notes/019/">Fader and Hardie (2007), note 19</a>
 * @since 0.1.0
 */
public final class CovariateModel<M extends PurchaseModel> {
    private final PurchaseFamily<M> family;
    private final PeriodsPerYear unit;
    private final ImmutableList<String> covariates;

    /** The model's own parameters, then the coefficients, for each all covariates. */
    private final double[] parameters;

    CovariateModel(
            PurchaseFamily<M> family, PeriodsPerYear unit, ImmutableList<String> covariates, double[] parameters) {
        this.family = family;
        this.unit = unit;
        this.covariates = covariates;
        this.parameters = parameters;
    }

    /** The model's parameters at given values of the covariates. */
    static double[] at(PurchaseFamily<?> family, double[] parameters, double[] values) {
        int own = family.params().size();
        List<String> coefficients = family.coefficients();
        double[] result = new double[own];
        for (int k = 0; k < own; k++) {
            PurchaseFamily.Param param = family.params().get(k);
            int first = own + values.length * coefficients.indexOf(param.coefficient());
            double exponent = 0;
            for (int j = 0; j < values.length && param.sign() != 0; j++) {
                exponent += param.sign() * values[j] * parameters[first + j];
            }
            result[k] = parameters[k] * Math.exp(exponent);
        }
        return result;
    }

    /** The values in the order of the names. */
    static double[] values(List<String> names, Map<String, Double> covariates) {
        Collection<String> given = covariates.keySet();
        checkArgument(
                given.size() == names.size() && given.containsAll(names),
                "covariates (%s) must be those of the model, %s",
                given,
                names);
        return names.stream().mapToDouble(covariates::get).toArray();
    }

    /**
     * The names of the covariates.
     *
     * @return the names; unmodifiable
     */
    public List<String> covariates() {
        return covariates;
    }

    /**
     * The model of a customer.
     *
     * @param values the value of every covariate, by name
     * @return the model at these values
     * @throws IllegalArgumentException if a covariate is missing or unknown, or a value is so extreme that a parameter is
     *     not positive and finite
     */
    public M at(Map<String, Double> values) {
        requireNonNull(values, "values");
        return family.maker().apply(unit, at(family, parameters, values(covariates, values)));
    }

    /** The model where all covariates are 0. */
    M withoutCovariates() {
        return family.maker().apply(unit, parameters);
    }

    /** Prints the names of the covariates and the model where all of them are 0. */
    @Override
    public String toString() {
        return covariates + " on " + withoutCovariates();
    }
}
