package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.List;
import java.util.Locale;

/**
 * A fitted {@link AcceleratedFailureTime} model: how long customers stay, also beyond what has been observed.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <T> the caller's type
 * @since 0.1.0
 */
public final class AcceleratedFailureTimeFit<T> implements Tabular {

    private final List<Covariate<T>> covariates;
    private final TenureDistribution distribution;
    private final double[] parameters;
    private final double[][] covariance;
    private final double logLikelihood;

    AcceleratedFailureTimeFit(
            List<Covariate<T>> covariates,
            TenureDistribution distribution,
            double[] parameters,
            double[][] covariance,
            double logLikelihood) {
        this.covariates = covariates;
        this.distribution = distribution;
        this.parameters = parameters;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
    }

    /**
     * The intercept μ: the location of {@code ln T} where all covariates are 0.
     *
     * @return μ
     */
    public double intercept() {
        return parameters[0];
    }

    /**
     * The standard error of {@link #intercept}.
     *
     * @return the standard error, positive
     */
    public double interceptStandardError() {
        return Math.sqrt(covariance[0][0]);
    }

    /**
     * The coefficient of a covariate: one unit more multiplies tenure by {@code exp} of it.
     *
     * @param covariate the name of a covariate of the model
     * @return β
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double coefficient(String covariate) {
        return parameters[index(covariate)];
    }

    /**
     * The standard error of {@link #coefficient}.
     *
     * @param covariate the name of a covariate of the model
     * @return the standard error, positive
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double coefficientStandardError(String covariate) {
        int j = index(covariate);
        return Math.sqrt(covariance[j][j]);
    }

    private int index(String covariate) {
        return Covariate.index(covariates, covariate) + 1;
    }

    /**
     * The covariance of two parameters, of one with itself its variance: what an interval of a sum of them needs, as R's
     * {@code vcov} of {@code survreg}.
     *
     * @param first the name of a covariate, {@link AcceleratedFailureTime#INTERCEPT} or
     *     {@link AcceleratedFailureTime#LOG_SCALE}
     * @param second another, or the same
     * @return the covariance, by the inverse information; with ln σ 0 for {@link TenureDistribution#EXPONENTIAL}, whose σ is known
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double covariance(String first, String second) {
        requireNonNull(second, "second");
        int i = parameter(requireNonNull(first, "first"));
        int j = parameter(second);
        return Math.max(i, j) < covariance.length ? covariance[i][j] : 0;
    }

    private int parameter(String name) {
        return switch (requireNonNull(name, "parameter")) {
            case AcceleratedFailureTime.INTERCEPT -> 0;
            case AcceleratedFailureTime.LOG_SCALE -> covariates.size() + 1;
            default -> index(name);
        };
    }

    /**
     * The scale σ.
     *
     * @return σ, positive; 1 for {@link TenureDistribution#EXPONENTIAL}
     */
    public double scale() {
        return distribution == TenureDistribution.EXPONENTIAL ? 1 : Math.exp(parameters[parameters.length - 1]);
    }

    /**
     * The standard error of {@code ln} {@link #scale}, as R's {@code survreg} reports it.
     *
     * @return the standard error; 0 for {@link TenureDistribution#EXPONENTIAL}
     */
    public double logScaleStandardError() {
        int last = parameters.length - 1;
        return distribution == TenureDistribution.EXPONENTIAL ? 0 : Math.sqrt(covariance[last][last]);
    }

    /**
     * The maximum of the log-likelihood of the tenures.
     *
     * @return the log-likelihood
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The probability that a customer stays longer than a time.
     *
     * @param item an object of the caller's type; its tenure is not read
     * @param time finite and at least 0
     * @return the probability, in [0, 1]
     * @throws IllegalArgumentException if {@code time} is out of its domain or a covariate is not finite
     */
    public double survival(T item, double time) {
        requireNonNull(item, "item");
        if (Checks.notNegative(time, "time") == 0) {
            return 1;
        }
        return Math.exp(
                distribution.stayed((Math.log(time) - location(item)) / scale()).value());
    }

    /**
     * The tenure by which a customer has left with a given probability.
     *
     * @param item an object of the caller's type; its tenure is not read
     * @param share the probability, inside (0, 1); 0.5 for the median
     * @return the tenure, positive
     * @throws IllegalArgumentException if {@code share} is not inside (0, 1) or a covariate is not finite
     */
    public double quantile(T item, double share) {
        Checks.openUnit(share, "share");
        return Math.exp(location(item) + scale() * distribution.deviate(share));
    }

    private double location(T item) {
        requireNonNull(item, "item");
        double eta = parameters[0];
        for (int j = 0; j < covariates.size(); j++) {
            eta += parameters[j + 1] * covariates.get(j).of(item);
        }
        return eta;
    }

    /** {@return a row per covariate; intercept and scale in the definition} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(
                this, covariates.stream().map(each -> each.name).toList());
    }

    /** Prints the parameters, such as {@code WEIBULL: intercept 6.035, scale 0.7594, log-likelihood -1154}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%s: intercept %.4g", distribution, intercept()));
        for (Covariate<T> covariate : covariates) {
            text.append(String.format(Locale.ROOT, ", %s %.4g", covariate, coefficient(covariate.name)));
        }
        return text.append(String.format(Locale.ROOT, ", scale %.4g, log-likelihood %.6g", scale(), logLikelihood))
                .toString();
    }
}
