package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Cox regression as written down: for every end, loops over everyone. Nothing is shared with the code under test. */
final class NaiveCox {

    /** One customer with two covariates. */
    record Row(Tenure tenure, double x, double y, int stratum, int cluster) {
        double[] covariates() {
            return new double[] {x, y};
        }

        Row withWeight(double weight) {
            return new Row(tenure.withWeight(weight), x, y, stratum, cluster);
        }
    }

    /**
     * One of the risk sets of the ends at a time: the weight told there, the share of the tie that is out, the highest
     * log risk of anyone in it, and the sum of the risks in units of it, since a coefficient of 300 is an estimate too.
     */
    record RiskSet(
            double time,
            int stratum,
            double increment,
            double out,
            double highest,
            double risk,
            double[] mean,
            double[][] square) {

        /** The hazard of someone with a log risk, per weight told. */
        double share(double logRisk) {
            return Math.exp(logRisk - highest) / risk;
        }
    }

    private final List<Row> rows;
    private final CoxRegression.Ties ties;
    private final double[] beta;

    NaiveCox(List<Row> rows, CoxRegression.Ties ties, double... beta) {
        this.rows = rows;
        this.ties = ties;
        this.beta = beta;
    }

    /** Few rows, with ties in time and in x, of two strata and six clusters. */
    static Arbitrary<List<Row>> rows(Arbitrary<Tenure> tenures, int size) {
        return Combinators.combine(
                        tenures,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.doubles().between(-2, 2).ofScale(2),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 5))
                .as((tenure, x, y, stratum, cluster) -> new Row(tenure, x, y, stratum, cluster))
                .list()
                .ofMinSize(6)
                .ofMaxSize(size);
    }

    static CoxRegression<Row> model(CoxRegression.Ties ties) {
        return CoxRegression.<Row>of(Row::tenure)
                .covariate("x", Row::x)
                .covariate("y", Row::y)
                .stratifiedBy(Row::stratum)
                .with(ties);
    }

    /** The fit, unless the few rows drawn determine none or hardly one. */
    static Optional<CoxFit<Row>> fit(CoxRegression<Row> model, List<Row> rows) {
        try {
            CoxFit<Row> fit = model.fit(rows);
            boolean tame = fit.modelCovariance("x", "x") < 25
                    && fit.modelCovariance("y", "y") < 25
                    && Math.abs(fit.coefficient("x").estimate()) < 50
                    && Math.abs(fit.coefficient("y").estimate()) < 50;
            return tame ? Optional.of(fit) : Optional.empty();
        } catch (IllegalArgumentException noEstimate) {
            assertThat(noEstimate.getMessage()).containsAnyOf("covariate '", "must have ended");
            return Optional.empty();
        }
    }

    static boolean atRisk(Tenure tenure, double time) {
        return tenure.duration() >= time && (tenure.entry() == 0 || tenure.entry() < time);
    }

    List<RiskSet> riskSets() {
        List<RiskSet> sets = new ArrayList<>();
        for (int stratum = 0; stratum < 3; stratum++) {
            int its = stratum;
            double[] times = rows.stream()
                    .filter(r -> r.stratum() == its && r.tenure().ended())
                    .mapToDouble(r -> r.tenure().duration())
                    .distinct()
                    .sorted()
                    .toArray();
            for (double time : times) {
                List<Row> here = rows.stream()
                        .filter(r -> r.stratum() == its && atRisk(r.tenure(), time))
                        .toList();
                List<Row> left = here.stream()
                        .filter(r -> r.tenure().ended() && r.tenure().duration() == time)
                        .toList();
                double weight =
                        left.stream().mapToDouble(r -> r.tenure().weight()).sum();
                int steps = ties == CoxRegression.Ties.EFRON ? left.size() : 1;
                for (int k = 0; k < steps; k++) {
                    sets.add(riskSet(time, its, weight / steps, here, left, (double) k / steps));
                }
            }
        }
        return sets;
    }

    double logRisk(double[] x) {
        return beta[0] * x[0] + beta[1] * x[1];
    }

    private RiskSet riskSet(double time, int stratum, double increment, List<Row> here, List<Row> left, double out) {
        double highest =
                here.stream().mapToDouble(r -> logRisk(r.covariates())).max().orElseThrow();
        double sum = 0;
        double[] mean = new double[2];
        double[][] square = new double[2][2];
        for (Row row : here) {
            double[] x = row.covariates();
            double share = left.contains(row) ? 1 - out : 1;
            double risk = share * row.tenure().weight() * Math.exp(logRisk(x) - highest);
            sum += risk;
            for (int i = 0; i < 2; i++) {
                mean[i] += risk * x[i];
                for (int j = 0; j < 2; j++) {
                    square[i][j] += risk * x[i] * x[j];
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            mean[i] /= sum;
            for (int j = 0; j < 2; j++) {
                square[i][j] /= sum;
            }
        }
        return new RiskSet(time, stratum, increment, out, highest, sum, mean, square);
    }

    /** The score statistic for coefficients β + θ g(t), θ only of the covariates named. */
    double proportionalHazards(DoubleUnaryOperator g, int... tested) {
        int q = 2 + tested.length;
        double[] score = new double[q];
        double[][] information = new double[q][q];
        for (RiskSet set : riskSets()) {
            double at = g.applyAsDouble(set.time());
            for (int i = 0; i < q; i++) {
                int a = i < 2 ? i : tested[i - 2];
                score[i] -= (i < 2 ? 1 : at) * set.increment() * set.mean()[a];
                for (int j = 0; j < q; j++) {
                    int b = j < 2 ? j : tested[j - 2];
                    double spread = set.square()[a][b] - set.mean()[a] * set.mean()[b];
                    information[i][j] += (i < 2 ? 1 : at) * (j < 2 ? 1 : at) * set.increment() * spread;
                }
            }
        }
        for (Row row : rows) {
            for (int i = 0; i < q && row.tenure().ended(); i++) {
                double at = i < 2 ? 1 : g.applyAsDouble(row.tenure().duration());
                score[i] += at * row.tenure().weight() * row.covariates()[i < 2 ? i : tested[i - 2]];
            }
        }
        return quadraticForm(information, score);
    }

    /** The product-limit curve just before a time, of all strata together and without weights. */
    double survivalBefore(double time) {
        double survival = 1;
        for (double t : rows.stream()
                .filter(r -> r.tenure().ended() && r.tenure().duration() < time)
                .mapToDouble(r -> r.tenure().duration())
                .distinct()
                .sorted()
                .toArray()) {
            double n = rows.stream().filter(r -> atRisk(r.tenure(), t)).count();
            double d = rows.stream()
                    .filter(r -> r.tenure().ended() && r.tenure().duration() == t)
                    .count();
            survival *= 1 - d / n;
        }
        return survival;
    }

    /** The rank of a time among all durations, ties averaged. */
    double rank(double time) {
        double below = rows.stream().filter(r -> r.tenure().duration() < time).count();
        double same = rows.stream().filter(r -> r.tenure().duration() == time).count();
        return below + (same + 1) / 2;
    }

    /** The cumulative hazard at covariates and its variance, given the covariance of the coefficients. */
    double[] hazard(double time, int stratum, double[] x, double[][] covariance) {
        double hazard = 0;
        double variance = 0;
        double[] slope = new double[2];
        for (RiskSet set : riskSets()) {
            if (set.stratum() == stratum && set.time() <= time) {
                double share = set.share(logRisk(x));
                hazard += set.increment() * share;
                variance += set.increment() * share * share;
                for (int j = 0; j < 2; j++) {
                    slope[j] += (x[j] - set.mean()[j]) * set.increment() * share;
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                variance += slope[i] * covariance[i][j] * slope[j];
            }
        }
        return new double[] {hazard, variance};
    }

    /** bᵀ A⁻¹ b by elimination with pivots; NaN if A is singular. */
    static double quadraticForm(double[][] matrix, double[] b) {
        int n = b.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(matrix[i], n + 1);
            a[i][n] = b[i];
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(matrix[i][i]));
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column; i < n; i++) {
                pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[column];
            a[column] = row;
            if (Math.abs(row[column]) < 1e-10 * largest) {
                return Double.NaN;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == column ? 0 : a[i][column] / row[column];
                for (int j = column; j <= n && factor != 0; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += b[i] * a[i][n] / a[i][i];
        }
        return sum;
    }
}
