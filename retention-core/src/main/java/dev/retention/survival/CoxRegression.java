package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which traits make customers leave sooner, and by how much: the proportional-hazards regression of Cox.
 *
 * <pre>
 *   h(t | x) = h₀(t) exp(β₁x₁ + … + βₚxₚ)
 * </pre>
 *
 * where {@code h} is the hazard of leaving at tenure {@code t}; the baseline {@code h₀} is left open, one for each stratum.
 * {@code exp(βⱼ)} is the factor by which one unit more of trait {@code j} multiplies the hazard at every tenure.
 *
 * <pre>{@code
 * CoxFit<Customer> fit = CoxRegression.of(Customer::tenure)
 *     .covariate("age", Customer::age)
 *     .covariate("monthly", c -> c.plan() == MONTHLY ? 1 : 0)
 *     .stratifiedBy(Customer::country)
 *     .fit(customers);
 * fit.coefficient("monthly").hazardRatio();
 * }</pre>
 *
 * <ul>
 *   <li>Maximum partial likelihood by Newton's method with step halving, from 0; ties by {@link Ties}.
 *   <li>Covariates are centred and scaled within, so that their units do not matter to the result or its accuracy.
 *   <li>A covariate that others determine, that does not vary, or that separates those who leave from those who stay has no
 *       estimate; the error names it.
 *   <li>Covariates may change in time, and what is waited for may come again, if each object is a row of a customer: {@link #rowsOf}.
 *   <li>Robust variance (the sandwich of dfbeta residuals, summed within clusters) holds if the hazards are misjudged, if
 *       weights are sampling weights, or if one customer has several tenures.
 * </ul>
 *
 * <p>Takes one sort and O(n · covariates²) time per step. This class is immutable and thread-safe.
 *
 * @param <T> the caller's type
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1972.tb00899.x">Cox (1972)</a>
 * @see <a href="https://doi.org/10.1080/01621459.1977.10480613">Efron (1977)</a>
 * @see <a href="https://doi.org/10.1080/01621459.1989.10478874">Lin and Wei (1989)</a>
 * @since 0.1.0
 */
public final class CoxRegression<T> {

    final Function<? super T, Tenure> tenure;
    final List<Covariate<T>> covariates;
    final @Nullable Function<? super T, ?> stratum;
    final Ties ties;
    final boolean robust;
    final @Nullable Function<? super T, ?> cluster;
    /** Whether a cluster is a customer of whom each object is a stretch of time. */
    final boolean stretches;

    private CoxRegression(
            Function<? super T, Tenure> tenure,
            List<Covariate<T>> covariates,
            @Nullable Function<? super T, ?> stratum,
            @Nullable Function<? super T, ?> cluster,
            Ties ties,
            boolean robust,
            boolean stretches) {
        this.tenure = requireNonNull(tenure, "tenure");
        this.covariates = covariates;
        this.stratum = stratum;
        this.cluster = cluster;
        this.ties = requireNonNull(ties, "ties");
        this.robust = robust;
        this.stretches = stretches;
    }

    /**
     * A regression without covariates yet, with Efron's ties and no strata.
     *
     * @param <T> the caller's type
     * @param tenure the tenure of each object, of which entry and weight count too
     * @return the regression
     */
    public static <T> CoxRegression<T> of(Function<? super T, Tenure> tenure) {
        return new CoxRegression<>(tenure, List.of(), null, null, Ties.EFRON, false, false);
    }

    /**
     * The regression with one more covariate.
     *
     * @param name what the covariate is called in results, not yet used
     * @param value its value for each object, finite; 1 or 0 for yes or no
     * @return the regression
     * @throws IllegalArgumentException if the name is used already
     */
    public CoxRegression<T> covariate(String name, ToDoubleFunction<? super T> value) {
        return new CoxRegression<>(
                tenure, Covariate.plus(covariates, name, value), stratum, cluster, ties, robust, stretches);
    }

    /**
     * The regression with a baseline of its own for each stratum.
     *
     * @param stratum what stratum each object is in
     * @return the regression
     */
    public CoxRegression<T> stratifiedBy(Function<? super T, ?> stratum) {
        return new CoxRegression<>(
                tenure, covariates, requireNonNull(stratum, "stratum"), cluster, ties, robust, stretches);
    }

    /**
     * The regression with a robust variance for objects that belong together, such as several subscriptions of one customer.
     *
     * @param cluster what cluster each object is in
     * @return the regression
     */
    public CoxRegression<T> clusteredBy(Function<? super T, ?> cluster) {
        return new CoxRegression<>(tenure, covariates, stratum, requireNonNull(cluster, "cluster"), ties, true, false);
    }

    /**
     * The regression over rows of customers whose traits change, or to whom the same thing happens more than once.
     *
     * <p>Each object is a row: a stretch {@code (entry, duration]} of a customer's time, with the traits of then, that ended with the event
     * or did not. Risk is that of the rows under way at a time, so the coefficients are those of covariates that change in time; with a row
     * that ends at every recurrence, the model is that of Andersen and Gill. The variance is robust, summed within customers, since rows of
     * one customer are not independent. Rows of a customer must not overlap, but may in different strata, as in the marginal models of Wei,
     * Lin and Weissfeld. Errors name the row, counted from 1, and the customer. Takes one more sort. {@link Ties#EXACT} have no robust
     * variance, so that {@link #fit} refuses them here.
     *
     * @param customer whom each row is of
     * @return the regression
     * @see RiskRows
     * @see <a href="https://doi.org/10.1214/aos/1176345976">Andersen and Gill (1982)</a>
     * @see <a href="https://doi.org/10.1080/01621459.1989.10478873">Wei, Lin and Weissfeld (1989)</a>
     */
    public CoxRegression<T> rowsOf(Function<? super T, ?> customer) {
        return new CoxRegression<>(tenure, covariates, stratum, requireNonNull(customer, "customer"), ties, true, true);
    }

    /**
     * The regression with a robust variance, each object on its own.
     *
     * @return the regression
     */
    public CoxRegression<T> withRobustVariance() {
        return new CoxRegression<>(tenure, covariates, stratum, cluster, ties, true, stretches);
    }

    /**
     * The regression with another treatment of ties.
     *
     * @param ties how those who left at the same time are treated
     * @return the regression
     */
    public CoxRegression<T> with(Ties ties) {
        return new CoxRegression<>(tenure, covariates, stratum, cluster, ties, robust, stretches);
    }

    /**
     * Fits the coefficients.
     *
     * @param items one object per tenure
     * @return the fit
     * @throws IllegalArgumentException if there is no covariate, a covariate is not finite, nobody left, a covariate has no
     *     estimate (it is named), {@link Ties#EXACT} is asked for with weights or robust variance, there is but one cluster or customer, rows
     *     of one customer and stratum overlap, or tenures × covariates pass 2^31
     */
    public CoxFit<T> fit(Iterable<? extends T> items) {
        requireNonNull(items, "items");
        checkArgument(!covariates.isEmpty(), "covariates must not be empty");
        int expected = items instanceof Collection<?> collection ? collection.size() : 16;
        CoxData data = new CoxRows<>(this).read(items, expected);
        checkArgument(
                ties != Ties.EXACT || (!data.weighted() && !robust),
                "ties EXACT take neither weights nor robust variance; use EFRON");
        return new CoxFit<>(this, data, CoxMaximum.of(data, ties, covariates));
    }

    /** The ties, for what exact ones do not have. */
    Ties approximateTies() {
        checkArgument(ties != Ties.EXACT, "ties EXACT have no baseline and no residuals; use EFRON");
        return ties;
    }

    /** Prints the model, such as {@code CoxRegression([age, sex], EFRON)}. */
    @Override
    public String toString() {
        return "CoxRegression(" + covariates + ", " + ties + (stratum == null ? "" : ", stratified")
                + (robust ? cluster == null ? ", robust" : stretches ? ", rows of customers" : ", clustered" : "")
                + ")";
    }

    /**
     * How Cox regression treats customers who left at the same time.
     *
     * @since 0.1.0
     */
    public enum Ties {
        /** Efron's approximation: close to the truth and fast. The default, as in R. */
        EFRON,

        /** Breslow's approximation: simplest, biased towards no effect when ties are many. */
        BRESLOW,

        /**
         * The exact partial likelihood of discrete time (conditional logistic), as R's {@code ties = "exact"}: which {@code d} of
         * those at risk left. Takes O(n · d · covariates²) time for the largest tie {@code d}; without weights, robust variance,
         * baseline and proportional-hazards test.
         */
        EXACT
    }

    /** The place of an object's stratum in the data. */
    int place(CoxData data, T item) {
        return stratum == null ? 0 : data.placeOf(stratum.apply(item));
    }
}
