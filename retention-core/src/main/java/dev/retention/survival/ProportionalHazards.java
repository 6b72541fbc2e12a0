package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Cholesky;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the coefficients of a Cox regression change with tenure: a score test for {@code β + θ g(t)} in place of {@code β}.
 *
 * <p>A small p-value says that the trait does not multiply the hazard by the same factor at all tenures, so that one hazard ratio
 * does not describe it. The same test as R's {@code cox.zph} since version 3.0. This class is immutable and thread-safe.
 *
 * @see CoxFit#proportionalHazards
 * @see <a href="https://doi.org/10.1093/biomet/81.3.515">Grambsch and Therneau (1994)</a>
 * @since 0.1.0
 */
public final class ProportionalHazards {

    private final Map<String, TestStatistic> byCovariate;
    private final TestStatistic global;

    /**
     * The scale of tenure on which a coefficient is checked for change.
     *
     * @since 0.1.0
     */
    public enum Transform {
        /** One minus the Kaplan–Meier curve just before: long tenures of few customers do not dominate. The default, as in R. */
        KAPLAN_MEIER,
        /** The rank of the tenure among all, ties averaged. */
        RANK,
        /** The tenure itself. */
        IDENTITY,
        /** The logarithm of the tenure; needs positive tenures. */
        LOG
    }

    private ProportionalHazards(Map<String, TestStatistic> byCovariate, TestStatistic global) {
        this.byCovariate = Collections.unmodifiableMap(new LinkedHashMap<>(byCovariate));
        this.global = global;
    }

    /** Tests data at the coefficients of their centred and scaled covariates. */
    static ProportionalHazards of(
            CoxData data,
            CoxRegression.Ties ties,
            double[] beta,
            List<? extends Covariate<?>> covariates,
            Transform transform) {
        int p = beta.length;
        double[] g = transformed(data, transform);
        int q = 2 * p;
        double[] score = new double[q];
        double[][] information = new double[q][q];
        new CoxRiskSets(data).sweep(beta, ties, true, set -> {
            double at = g[data.timeIndex(set.block)];
            int packed = 0;
            for (int j = 0; j < p; j++) {
                score[p + j] -= at * set.increment * set.mean[j];
                for (int k = 0; k <= j; k++) {
                    double spread = set.increment * (set.square[packed++] - set.mean[j] * set.mean[k]);
                    information[j][k] += spread;
                    information[p + j][k] += at * spread;
                    information[p + k][j] += j == k ? 0 : at * spread;
                    information[p + j][p + k] += at * at * spread;
                }
            }
        });
        data.forEachRow((r, b, s) -> {
            for (int j = 0; data.ended(r) && j < p; j++) {
                score[p + j] += g[data.timeIndex(b)] * data.weight(r) * data.x(j, r);
            }
        });
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
        return new ProportionalHazards(tests, new TestStatistic(scoreForm(information, score), p));
    }

    private static double scoreForm(double[][] information, double[] score) {
        Cholesky root = Cholesky.of(information, 1e-13);
        checkArgument(
                root.dependent() < 0, "tenures must differ enough among those who left to see a coefficient change");
        return root.quadraticForm(score);
    }

    /** The transform at each distinct time, less its mean over those who left. */
    private static double[] transformed(CoxData data, Transform transform) {
        double[] g = new double[data.times()];
        switch (transform) {
            case IDENTITY -> Arrays.setAll(g, data::time);
            case LOG -> Arrays.setAll(g, t -> Math.log(data.time(t)));
            case RANK -> rank(data, g);
            case KAPLAN_MEIER -> kaplanMeier(data, g);
        }
        double sum = 0;
        int count = 0;
        for (int b = 0; b < data.blocks(); b++) {
            for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                if (data.ended(r)) {
                    sum += g[data.timeIndex(b)];
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

    private static void rank(CoxData data, double[] g) {
        int[] counts = new int[g.length];
        data.forEachRow((r, b, s) -> counts[data.timeIndex(b)]++);
        double before = 0;
        for (int t = 0; t < g.length; t++) {
            g[t] = before + (counts[t] + 1) / 2.0;
            before += counts[t];
        }
    }

    /** One minus the curve just before each time, over all strata and without weights, as R does. */
    private static void kaplanMeier(CoxData data, double[] g) {
        double[] ended = new double[g.length];
        double[] change = new double[g.length];
        data.forEachRow((r, b, s) -> {
            int t = data.timeIndex(b);
            ended[t] += data.ended(r) ? 1 : 0;
            change[t]++;
            if (data.entry(r) >= 0) {
                change[data.entry(r)]--;
            }
        });
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

    /**
     * The test for one covariate.
     *
     * @param covariate the name of a covariate of the regression
     * @return the test, with one degree of freedom
     * @throws IllegalArgumentException if there is no such covariate
     */
    public TestStatistic of(String covariate) {
        TestStatistic test = byCovariate.get(requireNonNull(covariate, "covariate"));
        checkArgument(test != null, "covariate (%s) must be one of %s", covariate, byCovariate.keySet());
        return requireNonNull(test);
    }

    /**
     * The test for all covariates together.
     *
     * @return the test, with as many degrees of freedom as there are covariates
     */
    public TestStatistic global() {
        return global;
    }

    /** Prints the tests of each covariate and of all. */
    @Override
    public String toString() {
        return byCovariate + ", all: " + global;
    }
}
