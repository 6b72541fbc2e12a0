package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fitted {@link CoxRegression}: coefficients with their uncertainty, tests, and what it predicts.
 *
 * <p>This class is immutable and thread-safe. It keeps the data it was fitted to, for {@link #concordance},
 * {@link #proportionalHazards} and {@link #curve}, each of which takes a sweep over them.
 *
 * @param <T> the caller's type
 * @since 0.1.0
 */
public final class CoxFit<T> {

    private final List<CoxRegression.Covariate<T>> covariates;
    private final @Nullable Function<? super T, ?> stratum;
    private final Map<Object, Integer> strata;
    private final CoxTies ties;
    private final CoxData data;
    private final int p;
    /** Coefficients of the centred and scaled covariates, in which everything is computed. */
    private final double[] beta;

    private final double[][] modelVariance;
    private final double[][] variance;
    private final double nullLogLikelihood;
    private final double logLikelihood;
    private final double scoreTest;
    private final int steps;
    private final boolean robust;

    CoxFit(
            List<CoxRegression.Covariate<T>> covariates,
            @Nullable Function<? super T, ?> stratum,
            Map<Object, Integer> strata,
            CoxTies ties,
            boolean robust,
            CoxData data,
            double[] beta,
            double[][] modelVariance,
            double[] statistics,
            int steps) {
        this.covariates = covariates;
        this.stratum = stratum;
        this.strata = strata;
        this.ties = ties;
        this.robust = robust;
        this.data = data;
        this.p = covariates.size();
        this.beta = beta;
        this.modelVariance = modelVariance;
        this.nullLogLikelihood = statistics[0];
        this.logLikelihood = statistics[1];
        this.scoreTest = statistics[2];
        this.steps = steps;
        this.variance = robust ? sandwich() : modelVariance;
    }

    /**
     * The coefficients, in the order of the covariates.
     *
     * @return one for each covariate
     */
    public List<CoxCoefficient> coefficients() {
        List<CoxCoefficient> list = new ArrayList<>();
        for (CoxRegression.Covariate<T> covariate : covariates) {
            list.add(coefficient(covariate.name));
        }
        return List.copyOf(list);
    }

    /**
     * The coefficient of a covariate.
     *
     * @param covariate the name of a covariate of the regression
     * @return the coefficient with its standard error, the robust one if the fit is robust
     * @throws IllegalArgumentException if there is no such covariate
     */
    public CoxCoefficient coefficient(String covariate) {
        int j = index(covariate);
        return new CoxCoefficient(covariate, beta[j] / data.scales[j], Math.sqrt(variance[j][j]) / data.scales[j]);
    }

    /**
     * The covariance of two coefficients; of one with itself its variance. Robust if the fit is robust.
     *
     * @param first the name of a covariate
     * @param second the name of a covariate
     * @return the covariance
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double covariance(String first, String second) {
        return scaled(variance, index(first), index(second));
    }

    /**
     * The covariance of two coefficients by the inverse information, which holds if the model does; the same as
     * {@link #covariance} unless the fit is robust.
     *
     * @param first the name of a covariate
     * @param second the name of a covariate
     * @return the covariance
     * @throws IllegalArgumentException if there is no such covariate
     */
    public double modelCovariance(String first, String second) {
        return scaled(modelVariance, index(first), index(second));
    }

    private double scaled(double[][] matrix, int i, int j) {
        return matrix[i][j] / (data.scales[i] * data.scales[j]);
    }

    private int index(String covariate) {
        for (int j = 0; j < p; j++) {
            if (covariates.get(j).name.equals(covariate)) {
                return j;
            }
        }
        throw new IllegalArgumentException("covariate (" + covariate + ") must be one of " + covariates);
    }

    /**
     * The maximum of the logarithm of the partial likelihood.
     *
     * @return the log-likelihood, at most 0 for weights of 1
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The log-likelihood with all coefficients 0.
     *
     * @return the log-likelihood, at most {@link #logLikelihood}
     */
    public double nullLogLikelihood() {
        return nullLogLikelihood;
    }

    /**
     * The number of tenures that the fit used.
     *
     * @return the number of rows, whatever their weights
     */
    public int tenures() {
        return data.rows;
    }

    /**
     * The number of these that ended.
     *
     * @return the number of rows, whatever their weights
     */
    public int ended() {
        int count = 0;
        for (boolean left : data.ended) {
            count += left ? 1 : 0;
        }
        return count;
    }

    /**
     * The steps Newton's method took.
     *
     * @return the number of steps
     */
    public int steps() {
        return steps;
    }

    /**
     * Whether any covariate matters, by twice the gain in log-likelihood. Meaningless for sampling weights or clusters.
     *
     * @return the likelihood-ratio test
     */
    public TestStatistic likelihoodRatioTest() {
        return new TestStatistic(Math.max(0, 2 * (logLikelihood - nullLogLikelihood)), p);
    }

    /**
     * Whether any covariate matters, by the size of the coefficients; by the robust variance if the fit is robust.
     *
     * @return the Wald test
     * @throws IllegalArgumentException if the robust variance is singular, as with fewer clusters than covariates
     */
    public TestStatistic waldTest() {
        Cholesky root = Cholesky.of(variance, 1e-14);
        checkArgument(root.dependent() < 0, "the robust variance must not be singular: too few clusters");
        return new TestStatistic(root.quadraticForm(beta), p);
    }

    /**
     * Whether any covariate matters, by the slope of the log-likelihood at 0; for one covariate of 0 and 1 without ties this is
     * the log-rank test.
     *
     * @return the score test
     */
    public TestStatistic scoreTest() {
        return new TestStatistic(scoreTest, p);
    }

    /**
     * The logarithm of a customer's hazard relative to one of average covariates.
     *
     * @param item an object of the caller's type, of the data or new
     * @return {@code βᵀ(x − mean)}
     * @throws IllegalArgumentException if a covariate is not finite
     */
    public double logRelativeHazard(T item) {
        double[] z = standardized(item);
        double eta = 0;
        for (int j = 0; j < p; j++) {
            eta += beta[j] * z[j];
        }
        return eta;
    }

    private double[] standardized(T item) {
        double[] z = new double[p];
        for (int j = 0; j < p; j++) {
            z[j] = (covariates.get(j).of(item) - data.means[j]) / data.scales[j];
        }
        return z;
    }

    /**
     * How well the fit orders the customers it was fitted to: concordant if the one of higher hazard left first.
     *
     * @return the concordance, within strata
     * @throws IllegalArgumentException if of no two tenures of a stratum one is known to be the longer, as where all end at once
     */
    public Concordance concordance() {
        double[] scores = new double[data.rows];
        for (int r = 0; r < data.rows; r++) {
            scores[r] = -data.predictor(r, beta);
        }
        return Concordance.of(data, scores);
    }

    /**
     * How long a customer is expected to stay.
     *
     * @param item an object of the caller's type, of the data or new; its tenure is not read
     * @return the curve for its covariates and stratum
     * @throws IllegalArgumentException if a covariate is not finite, its stratum was not in the data, or ties are EXACT
     */
    public CoxCurve curve(T item) {
        return curve(standardized(item), stratum == null ? 0 : number(requireNonNull(stratum.apply(item), "stratum")));
    }

    /**
     * The baseline: the curve of a customer whose covariates are all 0, as R's {@code basehaz(centered = FALSE)}.
     *
     * @return the curve
     * @throws IllegalArgumentException if the regression is stratified or ties are EXACT
     */
    public CoxCurve baseline() {
        checkArgument(stratum == null, "the regression is stratified: ask for the baseline of a stratum");
        return curve(zeros(), 0);
    }

    /**
     * The baseline of a stratum: the curve of a customer in it whose covariates are all 0.
     *
     * @param stratum a stratum of the data
     * @return the curve
     * @throws IllegalArgumentException if there is no such stratum or ties are EXACT
     */
    public CoxCurve baseline(Object stratum) {
        return curve(zeros(), number(stratum));
    }

    private double[] zeros() {
        double[] z = new double[p];
        for (int j = 0; j < p; j++) {
            z[j] = -data.means[j] / data.scales[j];
        }
        return z;
    }

    private int number(Object key) {
        Integer number = strata.get(key);
        checkArgument(number != null, "stratum (%s) must be one of %s", key, strata.keySet());
        return requireNonNull(number);
    }

    private CoxCurve curve(double[] z, int s) {
        checkNotExact();
        int first = data.strata[s];
        int blocks = data.strata[s + 1] - first;
        double[] hazard = new double[blocks];
        double[] variance = new double[blocks];
        double[][] slope = new double[blocks][p];
        double eta = 0;
        for (int j = 0; j < p; j++) {
            eta += beta[j] * z[j];
        }
        double relative = Math.exp(eta);
        new CoxLikelihood(data, ties).sweep(beta, false, (block, step, share, increment, risk, mean, square) -> {
            int b = block - first;
            if (b >= 0 && b < blocks) {
                hazard[b] += increment / risk;
                variance[b] += increment / (risk * risk);
                for (int j = 0; j < p; j++) {
                    slope[b][j] += (mean[j] - z[j]) * increment / risk;
                }
            }
        });
        double[] times = new double[blocks];
        double[] sum = new double[p];
        double h = 0;
        double v = 0;
        for (int b = 0; b < blocks; b++) {
            times[b] = data.times[data.blockTimes[first + b]];
            h += hazard[b];
            v += variance[b];
            double fromBeta = 0;
            for (int j = 0; j < p; j++) {
                sum[j] += slope[b][j];
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    fromBeta += sum[j] * this.variance[j][k] * sum[k];
                }
            }
            hazard[b] = relative * h;
            variance[b] = relative * relative * (v + Math.max(0, fromBeta));
        }
        return new CoxCurve(times, hazard, variance);
    }

    private void checkNotExact() {
        checkArgument(ties != CoxTies.EXACT, "ties EXACT have no baseline and no residuals; use EFRON");
    }

    /**
     * Whether the coefficients change with tenure.
     *
     * @param transform the scale of tenure on which a change would be linear
     * @return the tests, small p-values speaking for a change
     * @throws IllegalArgumentException if ties are EXACT, or the transform is LOG and someone left at time 0
     */
    public ProportionalHazardsTest proportionalHazards(TenureTransform transform) {
        checkNotExact();
        double[] g = transformed(transform);
        int q = 2 * p;
        double[] score = new double[q];
        double[][] information = new double[q][q];
        new CoxLikelihood(data, ties).sweep(beta, true, (block, step, share, increment, risk, mean, square) -> {
            double at = g[data.blockTimes[block]];
            int packed = 0;
            for (int j = 0; j < p; j++) {
                score[p + j] -= at * increment * mean[j];
                for (int k = 0; k <= j; k++) {
                    double spread = increment * (square[packed++] - mean[j] * mean[k]);
                    information[j][k] += spread;
                    information[p + j][k] += at * spread;
                    information[p + k][j] += j == k ? 0 : at * spread;
                    information[p + j][p + k] += at * at * spread;
                }
            }
        });
        for (int b = 0; b < data.blockTimes.length; b++) {
            for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                if (data.ended[r]) {
                    for (int j = 0; j < p; j++) {
                        score[p + j] += g[data.blockTimes[b]] * data.weights[r] * data.x[j][r];
                    }
                }
            }
        }
        Map<String, TestStatistic> tests = new LinkedHashMap<>();
        for (int j = 0; j < p; j++) {
            double[][] own = new double[p + 1][];
            for (int i = 0; i < p; i++) {
                own[i] = information[i];
            }
            own[p] = Arrays.copyOf(information[p + j], p + 1);
            own[p][p] = information[p + j][p + j];
            double[] u = new double[p + 1];
            u[p] = score[p + j];
            tests.put(covariates.get(j).name, new TestStatistic(scoreForm(own, u), 1));
        }
        Arrays.fill(score, 0, p, 0);
        return new ProportionalHazardsTest(tests, new TestStatistic(scoreForm(information, score), p));
    }

    private static double scoreForm(double[][] information, double[] score) {
        Cholesky root = Cholesky.of(information, 1e-13);
        checkArgument(
                root.dependent() < 0, "tenures must differ enough among those who left to see a coefficient change");
        return root.quadraticForm(score);
    }

    /** The transform at each distinct time, less its mean over those who left. */
    private double[] transformed(TenureTransform transform) {
        double[] g = new double[data.times.length];
        switch (transform) {
            case IDENTITY -> System.arraycopy(data.times, 0, g, 0, g.length);
            case LOG -> Arrays.setAll(g, t -> Math.log(data.times[t]));
            case RANK -> rank(g);
            case KAPLAN_MEIER -> kaplanMeier(g);
        }
        double sum = 0;
        int count = 0;
        for (int b = 0; b < data.blockTimes.length; b++) {
            for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                if (data.ended[r]) {
                    sum += g[data.blockTimes[b]];
                    count++;
                }
            }
        }
        checkArgument(Double.isFinite(sum), "transform LOG needs positive tenures");
        for (int t = 0; t < g.length; t++) {
            g[t] -= sum / count;
        }
        return g;
    }

    private void rank(double[] g) {
        int[] counts = new int[g.length];
        for (int b = 0; b < data.blockTimes.length; b++) {
            counts[data.blockTimes[b]] += data.blocks[b + 1] - data.blocks[b];
        }
        double before = 0;
        for (int t = 0; t < g.length; t++) {
            g[t] = before + (counts[t] + 1) / 2.0;
            before += counts[t];
        }
    }

    /** One minus the curve just before each time, over all strata and without weights, as R does. */
    private void kaplanMeier(double[] g) {
        double[] ended = new double[g.length];
        double[] change = new double[g.length];
        for (int b = 0; b < data.blockTimes.length; b++) {
            int t = data.blockTimes[b];
            for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                ended[t] += data.ended[r] ? 1 : 0;
                change[t]++;
                if (data.entries[r] >= 0) {
                    change[data.entries[r]]--;
                }
            }
        }
        double atRisk = 0;
        for (int t = g.length - 1; t >= 0; t--) {
            atRisk += change[t];
            change[t] = atRisk;
        }
        double survival = 1;
        for (int t = 0; t < g.length; t++) {
            g[t] = 1 - survival;
            survival *= ended[t] > 0 ? (change[t] - ended[t]) / change[t] : 1;
        }
    }

    /** The sum over clusters of the squares of what each moves the coefficients by (dfbeta). */
    private double[][] sandwich() {
        double[] residuals = scoreResiduals();
        int clusters = 0;
        for (int cluster : data.clusters) {
            clusters = Math.max(clusters, cluster + 1);
        }
        double[] sums = new double[Math.multiplyExact(clusters, p)];
        for (int r = 0; r < data.rows; r++) {
            for (int j = 0; j < p; j++) {
                sums[data.clusters[r] * p + j] += data.weights[r] * residuals[r * p + j];
            }
        }
        double[][] meat = new double[p][p];
        for (int c = 0; c < clusters; c++) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    meat[j][k] += sums[c * p + j] * sums[c * p + k];
                }
            }
        }
        return product(product(modelVariance, meat), modelVariance);
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /** What each row adds to the score: at its end the distance from the mean, less what was expected while at risk. */
    private double[] scoreResiduals() {
        int blocks = data.blockTimes.length;
        double[] hazard = new double[blocks];
        double[][] weightedMean = new double[p][blocks];
        double[] ownHazard = new double[blocks];
        double[][] ownMean = new double[p][blocks];
        double[][] leaverMean = new double[p][blocks];
        int[] ends = new int[blocks];
        new CoxLikelihood(data, ties).sweep(beta, false, (b, step, share, increment, risk, mean, square) -> {
            double jump = increment / risk;
            hazard[b] += jump;
            ownHazard[b] += (1 - share) * jump;
            ends[b]++;
            for (int j = 0; j < p; j++) {
                weightedMean[j][b] += jump * mean[j];
                ownMean[j][b] += (1 - share) * jump * mean[j];
                leaverMean[j][b] += mean[j];
            }
        });
        RunningTotals hazards = new RunningTotals(blocks);
        hazards.of(hazard);
        double[] residuals = new double[Math.multiplyExact(data.rows, p)];
        RunningTotals means = new RunningTotals(blocks);
        for (int j = 0; j < p; j++) {
            means.of(weightedMean[j]);
            for (int s = 0; s < data.strataCount(); s++) {
                for (int b = data.strata[s]; b < data.strata[s + 1]; b++) {
                    for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                        boolean left = data.ended[r];
                        int first = data.firstBlock(r, s);
                        double h = hazards.between(first, b) + (left ? ownHazard[b] : hazard[b]);
                        double m = means.between(first, b) + (left ? ownMean[j][b] : weightedMean[j][b]);
                        residuals[r * p + j] = (left ? data.x[j][r] - leaverMean[j][b] / ends[b] : 0)
                                - Math.exp(data.predictor(r, beta)) * (data.x[j][r] * h - m);
                    }
                }
            }
        }
        return residuals;
    }

    /** Prints the data, the coefficients and the likelihood-ratio test, one per line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%d tenures, %d ended%s", tenures(), ended(), robust ? ", robust" : ""));
        for (CoxCoefficient coefficient : coefficients()) {
            text.append(System.lineSeparator()).append(coefficient);
        }
        return text.append(System.lineSeparator())
                .append("likelihood ratio: ")
                .append(likelihoodRatioTest())
                .toString();
    }
}
