package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A fitted {@link CoxRegression}: coefficients with their uncertainty, tests, and what it predicts.
 *
 * <p>Every number has the same bits whatever the order of the objects it was fitted to. Keeps the data, over which
 * {@link #concordance}, {@link #proportionalHazards}, {@link #ends} and {@link #curve} take a sweep. Immutable and thread-safe.
 *
 * @param <T> the caller's type
 * @since 0.1.0
 */
public final class CoxFit<T> implements Tabular {
    private final CoxRegression<T> model;
    private final CoxData data;
    /** In centred and scaled covariates, in which everything is computed. */
    private final CoxMaximum maximum;

    private final double[][] variance;

    CoxFit(CoxRegression<T> model, CoxData data, CoxMaximum maximum) {
        this.model = model;
        this.data = data;
        this.maximum = maximum;
        this.variance = model.robust
                ? new CoxResiduals(data, model.ties, maximum.beta).sandwich(maximum.variance)
                : maximum.variance;
    }

    /** {@return the coefficients, in the order of the covariates} */
    public List<CoxCoefficient> coefficients() {
        return model.covariates.stream().map(c -> coefficient(c.name)).toList();
    }

    /**
     * {@return the coefficient of a covariate with its standard error, the robust one if the fit is robust}
     *
     * @param covariate the name of a covariate of the regression
     * @throws IllegalArgumentException if there is no such covariate
     */
    public CoxCoefficient coefficient(String covariate) {
        int j = index(covariate);
        double standardError = Math.sqrt(Math.max(0, data.unscaled(variance, j, j)));
        return new CoxCoefficient(covariate, maximum.beta[j] / data.scale(j), standardError);
    }

    /**
     * {@return the covariance of two coefficients, of one with itself its variance; robust if the fit is robust}
     *
     * @param first the name of a covariate
     * @param second the name of a covariate
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double covariance(String first, String second) {
        return data.unscaled(variance, index(requireNonNull(first, "first")), index(requireNonNull(second, "second")));
    }

    /**
     * {@return the {@link #covariance} by the inverse information, which holds if the model does: another if the fit is robust}
     *
     * @param first the name of a covariate
     * @param second the name of a covariate
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double modelCovariance(String first, String second) {
        return data.unscaled(
                maximum.variance, index(requireNonNull(first, "first")), index(requireNonNull(second, "second")));
    }

    private int index(String covariate) {
        return Covariate.index(model.covariates, covariate);
    }

    /** {@return the maximum of the logarithm of the partial likelihood, at most 0 for weights of 1} */
    public double logLikelihood() {
        return maximum.logLikelihood;
    }

    /** {@return the log-likelihood with all coefficients 0, at most {@link #logLikelihood}} */
    public double nullLogLikelihood() {
        return maximum.nullLogLikelihood;
    }

    /** {@return the number of tenures that the fit used, whatever their weights} */
    public int tenures() {
        return data.rows();
    }

    /** {@return the number of these that ended, whatever their weights} */
    public int ended() {
        return (int) IntStream.range(0, data.rows()).filter(data::ended).count();
    }

    /** {@return the number of steps Newton's method took} */
    public int steps() {
        return maximum.steps;
    }

    /** {@return whether any covariate matters, by twice the gain in log-likelihood: meaningless for sampling weights or clusters} */
    public TestStatistic likelihoodRatioTest() {
        return statistic(Math.max(0, 2 * (maximum.logLikelihood - maximum.nullLogLikelihood)));
    }

    /**
     * {@return whether any covariate matters, by the size of the coefficients and the variance, robust if the fit is robust: Wald's test}
     *
     * @throws IllegalArgumentException if the robust variance is singular, as with fewer clusters than covariates
     */
    public TestStatistic waldTest() {
        return statistic(CoxResiduals.form(variance, maximum.beta));
    }

    /** {@return whether any covariate matters, by the slope of the log-likelihood at 0: the log-rank test for one of 0 and 1} */
    public TestStatistic scoreTest() {
        return statistic(maximum.scoreTest);
    }

    /**
     * {@return the {@link #scoreTest} with the variance that clusters show, which needs no independence within them; one object each if none
     * are told}
     *
     * @throws IllegalArgumentException if that variance is singular, as with fewer clusters than covariates, or ties are EXACT
     */
    public TestStatistic robustScoreTest() {
        double[] none = new double[maximum.beta.length];
        return statistic(new CoxResiduals(data, model.approximateTies(), none).scoreStatistic());
    }

    private TestStatistic statistic(double chiSquared) {
        return new TestStatistic(chiSquared, model.covariates.size());
    }

    /**
     * {@return the logarithm of a customer's hazard relative to one of average covariates, {@code βᵀ(x − mean)}}
     *
     * @param item an object of the caller's type, of the data or new
     * @throws IllegalArgumentException if a covariate is not finite
     */
    public double logRelativeHazard(T item) {
        return CoxPrediction.predictor(data.standardized(model.covariates, item), maximum.beta);
    }

    /**
     * {@return how well the fit orders the customers it was fitted to, within strata: concordant if the one of higher hazard left first}
     *
     * @throws IllegalArgumentException if of no two tenures of a stratum one is known to be the longer
     */
    public Concordance concordance() {
        double[] scores = new double[data.rows()];
        Arrays.setAll(scores, r -> 0.0 - data.predictor(r, maximum.beta));
        return Concordance.of(data, scores);
    }

    /**
     * How many customers of each group left, and how many the fit expects: sums of martingale residuals.
     *
     * <pre>
     *   observed = Σ w · (1 if ended)      expected = Σ w · (H(duration | x) − H(entry | x))
     * </pre>
     *
     * <p>Over all the data of the fit, and over each of its strata, the two are equal; over the customers of one region or range of
     * a covariate, a residual far from 0 tells that the fit misses something about them. Ties by Efron are shared as in R's
     * {@code residuals(type = "martingale")}. Takes a sweep and O(items · (covariates + log times)) time.
     *
     * @param <K> what names a group
     * @param items objects of the caller's type with their tenures, of the data or new
     * @param group what group each is in
     * @return the ends by group, in the order first met
     * @throws IllegalArgumentException if a covariate is not finite, a stratum was not in the data, a duration lies past the last of
     *     its stratum, or ties are EXACT
     */
    public <K> Map<K, Ends> ends(Iterable<? extends T> items, Function<? super T, ? extends K> group) {
        requireNonNull(items, "items");
        requireNonNull(group, "group");
        CoxResiduals residuals = new CoxResiduals(data, model.approximateTies(), maximum.beta);
        Map<K, WeightSums> sums = new LinkedHashMap<>();
        for (T item : items) {
            Tenure tenure = requireNonNull(model.tenure.apply(item), "tenure");
            WeightSums sum = sums.computeIfAbsent(requireNonNull(group.apply(item), "group"), key -> new WeightSums(2));
            sum.add(0, tenure.ended() ? tenure.weight() : 0);
            double hazard = residuals.hazard(tenure, model.place(data, item));
            sum.add(1, tenure.weight() * Math.exp(logRelativeHazard(item)) * hazard);
        }
        return ImmutableMap.copyOf(Maps.transformValues(sums, sum -> new Ends(sum.at(0), sum.at(1))));
    }

    /**
     * The customers of a group who left, and those who were expected to.
     *
     * @param observed the sum of the weights of those who left, at least 0
     * @param expected the weighted sum of the hazards they went through, at least 0
     * @since 0.1.0
     */
    public record Ends(double observed, double expected) {
        /**
         * Checks the numbers.
         *
         * @param observed the sum of the weights of those who left
         * @param expected the weighted sum of the hazards they went through
         * @throws IllegalArgumentException if a number is negative, infinite or NaN
         */
        public Ends {
            Checks.notNegative(observed, "observed");
            Checks.notNegative(expected, "expected");
        }

        /** {@return the sum of the martingale residuals, {@code observed − expected}: above 0 more left than expected} */
        public double residual() {
            return observed - expected;
        }
    }

    /**
     * {@return how long a customer of some covariates and stratum is expected to stay}
     *
     * @param item an object of the caller's type, of the data or new; its tenure is not read
     * @throws IllegalArgumentException if a covariate is not finite, its stratum was not in the data, or ties are EXACT
     */
    public CoxCurve curve(T item) {
        return prediction().curve(data.standardized(model.covariates, item), model.place(data, item));
    }

    /**
     * {@return how long a customer is expected to stay whose traits change, known up to the last observed time that the rows reach}
     *
     * @param rows objects of the caller's type in order of time: the stretches of their tenures are when the covariates of each hold
     * @throws IllegalArgumentException if the stretches do not follow on each other from 0 within a stratum, end before its first observed
     *     time, a covariate is not finite, the stratum was not in the data, or ties are EXACT
     */
    public CoxCurve curveThrough(List<? extends T> rows) {
        checkArgument(!requireNonNull(rows, "rows").isEmpty(), "rows must hold at least one");
        int place = model.place(data, rows.get(0));
        boolean together = rows.stream().allMatch(row -> model.place(data, row) == place);
        checkArgument(together, "rows (%s) must be of one stratum", rows);
        return prediction().curve(rows, model, place);
    }

    /**
     * {@return the baseline: the curve of a customer whose covariates are all 0, as R's {@code basehaz(centered = FALSE)}}
     *
     * @throws IllegalArgumentException if the regression is stratified or ties are EXACT
     */
    public CoxCurve baseline() {
        checkArgument(model.stratum == null, "the regression is stratified: ask for the baseline of a stratum");
        return prediction().curve(data.standardizedZeros(), 0);
    }

    /**
     * {@return the baseline of a stratum: the curve of a customer in it whose covariates are all 0}
     *
     * @param stratum a stratum of the data
     * @throws IllegalArgumentException if there is no such stratum or ties are EXACT
     */
    public CoxCurve baseline(Object stratum) {
        return prediction().curve(data.standardizedZeros(), data.placeOf(stratum));
    }

    private CoxPrediction prediction() {
        return new CoxPrediction(data, model.approximateTies(), maximum.beta, variance);
    }

    /**
     * {@return tests of whether the coefficients change with tenure, small p-values speaking for a change}
     *
     * @param transform the scale of tenure on which a change would be linear
     * @throws IllegalArgumentException if ties are EXACT, or the transform is LOG and someone left at time 0
     */
    public ProportionalHazards proportionalHazards(ProportionalHazards.Transform transform) {
        requireNonNull(transform, "transform");
        return ProportionalHazards.of(data, model.approximateTies(), maximum.beta, model.covariates, transform);
    }

    /** {@return a row per covariate, with intervals of the hazard ratios at 0.95} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the data, the coefficients and the likelihood-ratio test, one per line. */
    @Override
    public String toString() {
        String head = tenures() + " tenures, " + ended() + " ended" + (model.robust ? ", robust" : "");
        String rows = coefficients().stream().map(c -> c + "\n").reduce("", String::concat);
        return head + "\n" + rows + "likelihood ratio: " + likelihoodRatioTest();
    }
}
