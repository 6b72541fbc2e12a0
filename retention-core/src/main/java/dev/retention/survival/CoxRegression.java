package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *   <li>Maximum partial likelihood by Newton's method with step halving, from 0; ties by {@link CoxTies}.
 *   <li>Covariates are centred and scaled within, so that their units do not matter to the result or its accuracy.
 *   <li>A covariate that others determine, that does not vary, or that separates those who leave from those who stay has no
 *       estimate; the error names it.
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

    private final Function<? super T, Tenure> tenure;
    private final List<Covariate<T>> covariates;
    private final @Nullable Function<? super T, ?> stratum;
    private final @Nullable Function<? super T, ?> cluster;
    private final CoxTies ties;
    private final boolean robust;

    private CoxRegression(
            Function<? super T, Tenure> tenure,
            List<Covariate<T>> covariates,
            @Nullable Function<? super T, ?> stratum,
            @Nullable Function<? super T, ?> cluster,
            CoxTies ties,
            boolean robust) {
        this.tenure = requireNonNull(tenure, "tenure");
        this.covariates = covariates;
        this.stratum = stratum;
        this.cluster = cluster;
        this.ties = requireNonNull(ties, "ties");
        this.robust = robust;
    }

    /**
     * A regression without covariates yet, with Efron's ties and no strata.
     *
     * @param <T> the caller's type
     * @param tenure the tenure of each object, of which entry and weight count too
     * @return the regression
     */
    public static <T> CoxRegression<T> of(Function<? super T, Tenure> tenure) {
        return new CoxRegression<>(tenure, List.of(), null, null, CoxTies.EFRON, false);
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
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        checkArgument(covariates.stream().noneMatch(c -> c.name.equals(name)), "name (%s) is used already", name);
        List<Covariate<T>> more = new ArrayList<>(covariates);
        more.add(new Covariate<>(name, value));
        return new CoxRegression<>(tenure, List.copyOf(more), stratum, cluster, ties, robust);
    }

    /**
     * The regression with a baseline of its own for each stratum.
     *
     * @param stratum what stratum each object is in
     * @return the regression
     */
    public CoxRegression<T> stratifiedBy(Function<? super T, ?> stratum) {
        return new CoxRegression<>(tenure, covariates, requireNonNull(stratum), cluster, ties, robust);
    }

    /**
     * The regression with a robust variance for objects that belong together, such as several subscriptions of one customer.
     *
     * @param cluster what cluster each object is in
     * @return the regression
     */
    public CoxRegression<T> clusteredBy(Function<? super T, ?> cluster) {
        return new CoxRegression<>(tenure, covariates, stratum, requireNonNull(cluster), ties, true);
    }

    /**
     * The regression with a robust variance, each object on its own.
     *
     * @return the regression
     */
    public CoxRegression<T> withRobustVariance() {
        return new CoxRegression<>(tenure, covariates, stratum, cluster, ties, true);
    }

    /**
     * The regression with another treatment of ties.
     *
     * @param ties how those who left at the same time are treated
     * @return the regression
     */
    public CoxRegression<T> with(CoxTies ties) {
        return new CoxRegression<>(tenure, covariates, stratum, cluster, ties, robust);
    }

    /**
     * Fits the coefficients.
     *
     * @param items one object per tenure
     * @return the fit
     * @throws IllegalArgumentException if there is no covariate, a covariate is not finite, nobody left, a covariate has no
     *     estimate (it is named), or {@link CoxTies#EXACT} is asked for with weights or robust variance
     */
    public CoxFit<T> fit(Iterable<? extends T> items) {
        checkArgument(!covariates.isEmpty(), "covariates must not be empty");
        int expected = items instanceof Collection<?> collection ? collection.size() : 16;
        Columns columns = new Columns(expected, covariates.size());
        Map<Object, Integer> strata = new HashMap<>();
        Map<Object, Integer> clusters = new HashMap<>();
        int n = 0;
        for (T item : items) {
            int s = stratum == null ? 0 : number(stratum.apply(item), strata, "stratum");
            int c = cluster == null ? n : number(cluster.apply(item), clusters, "cluster");
            columns.add(tenure.apply(item), s, c);
            for (int j = 0; j < covariates.size(); j++) {
                columns.set(j, covariates.get(j).of(item));
            }
            n++;
        }
        CoxData data = columns.toData(Math.max(1, strata.size()));
        checkArgument(
                ties != CoxTies.EXACT || (!data.weighted && !robust),
                "ties EXACT take neither weights nor robust variance; use EFRON");
        return maximize(data, strata);
    }

    private static int number(@Nullable Object key, Map<Object, Integer> numbers, String name) {
        requireNonNull(key, name);
        Integer known = numbers.putIfAbsent(key, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    private CoxFit<T> maximize(CoxData data, Map<Object, Integer> strata) {
        int p = covariates.size();
        CoxLikelihood likelihood = new CoxLikelihood(data, ties);
        double[] beta = new double[p];
        likelihood.evaluate(beta);
        double nullLogLikelihood = likelihood.logLikelihood;
        double scoreTest = 0;
        boolean last = false;
        for (int iteration = 0; ; iteration++) {
            Cholesky root = Cholesky.of(unpacked(likelihood.information, p), iteration == 0 ? 1e-11 : 1e-14);
            if (root.dependent() >= 0) {
                String name = covariates.get(root.dependent()).name;
                throw new IllegalArgumentException(
                        iteration == 0
                                ? "covariate '" + name + "' has no estimate: it does not vary among those at risk when"
                                        + " someone left, or is a combination of those before it (collinear)"
                                : separation(name));
            }
            double[] step = root.solve(likelihood.score);
            double decrement = root.quadraticForm(likelihood.score);
            if (iteration == 0) {
                scoreTest = decrement;
            }
            // A step this small moves neither likelihood nor information by what a double shows: take
            // it without a sweep.
            boolean there = decrement < 1e-24;
            for (int j = 0; there && !last && j < p; j++) {
                beta[j] += step[j];
            }
            if (last || there) {
                return new CoxFit<>(
                        covariates,
                        stratum,
                        strata,
                        ties,
                        robust,
                        data,
                        beta,
                        root.inverse(),
                        new double[] {nullLogLikelihood, likelihood.logLikelihood, scoreTest},
                        iteration);
            }
            double[] next = advance(likelihood, beta, step);
            boolean stalled = next == beta;
            // One more step from here squares the distance to the maximum, which is then beyond a double's reach.
            last = decrement < 1e-14 || (stalled && decrement < 1e-9);
            int furthest = furthest(step);
            // A likelihood that keeps growing does so by steps that do not shrink though the gain does.
            if ((last && Math.abs(step[furthest]) > 0.1) || (stalled && !last) || iteration == 100) {
                throw new IllegalArgumentException(separation(covariates.get(furthest).name));
            }
            beta = next;
        }
    }

    /** The full step, or the first of its halves that does not lower the likelihood. */
    private static double[] advance(CoxLikelihood likelihood, double[] beta, double[] step) {
        double before = likelihood.logLikelihood;
        double[] next = new double[beta.length];
        double length = 1;
        for (int halvings = 0; halvings < 40; halvings++, length /= 2) {
            for (int j = 0; j < beta.length; j++) {
                next[j] = beta[j] + length * step[j];
            }
            likelihood.evaluate(next);
            if (likelihood.logLikelihood >= before - 1e-12 * Math.abs(before)) {
                return next;
            }
        }
        likelihood.evaluate(beta);
        return beta;
    }

    private static int furthest(double[] step) {
        int furthest = 0;
        for (int j = 1; j < step.length; j++) {
            furthest = Math.abs(step[j]) > Math.abs(step[furthest]) ? j : furthest;
        }
        return furthest;
    }

    private static String separation(String name) {
        return "covariate '" + name + "' has no finite estimate: it separates those who left from those who stayed on"
                + " (the likelihood keeps growing with its coefficient), or nearly so";
    }

    static double[][] unpacked(double[] packed, int p) {
        double[][] full = new double[p][p];
        int at = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                full[i][j] = packed[at];
                full[j][i] = packed[at++];
            }
        }
        return full;
    }

    /** Prints the model, such as {@code CoxRegression([age, sex], EFRON)}. */
    @Override
    public String toString() {
        return "CoxRegression(" + covariates + ", " + ties + (stratum == null ? "" : ", stratified")
                + (robust ? cluster == null ? ", robust" : ", clustered" : "") + ")";
    }

    /** A named accessor. */
    static final class Covariate<T> {
        final String name;
        private final ToDoubleFunction<? super T> value;

        Covariate(String name, ToDoubleFunction<? super T> value) {
            this.name = name;
            this.value = value;
        }

        double of(T item) {
            double x = value.applyAsDouble(item);
            checkArgument(Double.isFinite(x), "covariate '%s' (%s) must be finite", name, x);
            return x;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Columns that grow as objects are read. */
    static final class Columns {
        private double[] durations;
        private boolean[] ended;
        private double[] entries;
        private double[] weights;
        private int[] strata;
        private int[] clusters;
        /** The covariates of the first row, then of the second. */
        private double[] values;

        private final int covariates;
        private int size;
        private boolean anyEnded;

        Columns(int capacity, int covariates) {
            int room = Math.max(1, capacity);
            durations = new double[room];
            ended = new boolean[room];
            entries = new double[room];
            weights = new double[room];
            strata = new int[room];
            clusters = new int[room];
            values = new double[Math.multiplyExact(covariates, room)];
            this.covariates = covariates;
        }

        void add(Tenure tenure, int stratum, int cluster) {
            if (size == durations.length) {
                resize(2 * size);
            }
            durations[size] = tenure.duration();
            ended[size] = tenure.ended();
            entries[size] = tenure.entry();
            weights[size] = tenure.weight();
            strata[size] = stratum;
            clusters[size++] = cluster;
            anyEnded |= tenure.ended();
        }

        /** Sets a covariate of the row added last. */
        void set(int covariate, double value) {
            values[(size - 1) * covariates + covariate] = value;
        }

        private void resize(int room) {
            if (room == durations.length) {
                return;
            }
            durations = Arrays.copyOf(durations, room);
            ended = Arrays.copyOf(ended, room);
            entries = Arrays.copyOf(entries, room);
            weights = Arrays.copyOf(weights, room);
            strata = Arrays.copyOf(strata, room);
            clusters = Arrays.copyOf(clusters, room);
            values = Arrays.copyOf(values, Math.multiplyExact(covariates, room));
        }

        CoxData toData(int strataCount) {
            checkArgument(anyEnded, "at least one tenure must have ended");
            resize(size);
            return new CoxData(durations, ended, entries, weights, values, covariates, strata, strataCount, clusters);
        }
    }
}
