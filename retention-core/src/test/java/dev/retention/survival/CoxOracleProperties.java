package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.survival.NaiveCox.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a fit says beyond its coefficients, against {@link NaiveCox}: few rows with ties, strata, late entries and weights. */
class CoxOracleProperties {

    @Provide
    Arbitrary<List<Row>> rows() {
        return NaiveCox.rows(Tenures.weighted(), 24);
    }

    private static NaiveCox naive(List<Row> rows, CoxRegression.Ties ties, CoxFit<Row> fit) {
        return new NaiveCox(
                rows,
                ties,
                fit.coefficient("x").estimate(),
                fit.coefficient("y").estimate());
    }

    @Property(tries = 100)
    void proportionalHazardsIsTheScoreTestOnEveryScale(@ForAll("rows") List<Row> rows) {
        for (CoxRegression.Ties ties : List.of(CoxRegression.Ties.EFRON, CoxRegression.Ties.BRESLOW)) {
            NaiveCox.fit(NaiveCox.model(ties), rows).ifPresent(fit -> {
                NaiveCox naive = naive(rows, ties, fit);
                compare(fit, naive, ProportionalHazards.Transform.IDENTITY, t -> t);
                compare(fit, naive, ProportionalHazards.Transform.RANK, naive::rank);
                compare(fit, naive, ProportionalHazards.Transform.KAPLAN_MEIER, t -> 1 - naive.survivalBefore(t));
                if (rows.stream()
                        .noneMatch(r -> r.tenure().ended() && r.tenure().duration() == 0)) {
                    compare(fit, naive, ProportionalHazards.Transform.LOG, Math::log);
                }
            });
        }
    }

    private static void compare(
            CoxFit<Row> fit, NaiveCox naive, ProportionalHazards.Transform transform, DoubleUnaryOperator g) {
        ProportionalHazards test;
        try {
            test = fit.proportionalHazards(transform);
        } catch (IllegalArgumentException tooFewTimes) {
            return;
        }
        assertClose(test.of("x").chiSquared(), naive.proportionalHazards(g, 0));
        assertClose(test.of("y").chiSquared(), naive.proportionalHazards(g, 1));
        assertClose(test.global().chiSquared(), naive.proportionalHazards(g, 0, 1));
    }

    private static void assertClose(double actual, double expected) {
        if (!Double.isNaN(expected)) {
            assertThat(actual).isCloseTo(expected, within(1e-6 * (1 + expected)));
        }
    }

    @Property(tries = 100)
    void curvesAddUpTheHazardOfTheirStratum(@ForAll("rows") List<Row> rows) {
        for (CoxRegression.Ties ties : List.of(CoxRegression.Ties.EFRON, CoxRegression.Ties.BRESLOW)) {
            NaiveCox.fit(NaiveCox.model(ties), rows).ifPresent(fit -> {
                NaiveCox naive = naive(rows, ties, fit);
                double[][] covariance = {
                    {fit.covariance("x", "x"), fit.covariance("x", "y")},
                    {fit.covariance("x", "y"), fit.covariance("y", "y")}
                };
                Row row = rows.get(0);
                CoxCurve curve = fit.curve(row);
                for (double time = 0; time <= curve.lastTime(); time++) {
                    double[] expected = naive.hazard(time, row.stratum(), row.covariates(), covariance);
                    assertThat(curve.cumulativeHazard(time).orElseThrow())
                            .isCloseTo(expected[0], within(1e-9 * (1 + expected[0])));
                    assertThat(curve.at(time).orElseThrow()).isCloseTo(Math.exp(-expected[0]), within(1e-9));
                    assertThat(curve.standardError(time).orElseThrow())
                            .isCloseTo(
                                    Math.sqrt(expected[1]) * Math.exp(-expected[0]),
                                    within(1e-7 * (1 + Math.sqrt(expected[1]))));
                }
            });
        }
    }

    /** Observed less expected ends of each row by its definition, those of a tie by Efron being told their share. */
    @Property(tries = 100)
    void endsOfGroupsAreSumsOfMartingaleResiduals(@ForAll("rows") List<Row> rows) {
        for (CoxRegression.Ties ties : List.of(CoxRegression.Ties.EFRON, CoxRegression.Ties.BRESLOW)) {
            NaiveCox.fit(NaiveCox.model(ties), rows).ifPresent(fit -> {
                NaiveCox naive = naive(rows, ties, fit);
                List<NaiveCox.RiskSet> sets = naive.riskSets();
                double[] observed = new double[2];
                double[] expected = new double[2];
                for (Row row : rows) {
                    int group = row.cluster() % 2;
                    observed[group] += row.tenure().ended() ? row.tenure().weight() : 0;
                    for (NaiveCox.RiskSet set : sets) {
                        boolean leaving = row.tenure().ended() && row.tenure().duration() == set.time();
                        if (set.stratum() == row.stratum() && NaiveCox.atRisk(row.tenure(), set.time())) {
                            expected[group] += row.tenure().weight()
                                    * set.share(naive.logRisk(row.covariates()))
                                    * (leaving ? 1 - set.out() : 1)
                                    * set.increment();
                        }
                    }
                }
                Map<Integer, CoxFit.Ends> ends = fit.ends(rows, row -> row.cluster() % 2);
                ends.forEach((group, its) -> {
                    assertThat(its.observed()).isEqualTo(observed[group]);
                    assertThat(its.expected()).isCloseTo(expected[group], within(1e-9 * (1 + expected[group])));
                });
                // All left as expected, in every stratum.
                fit.ends(rows, Row::stratum)
                        .values()
                        .forEach(its -> assertThat(its.residual()).isCloseTo(0, within(1e-9 * (1 + its.observed()))));
            });
        }
    }

    @Property(tries = 30)
    void clusteredVarianceIsTheSumOfSquaresOfWhatEachClusterMoves(@ForAll("rows") List<Row> rows) {
        Assume.that(rows.stream().map(Row::cluster).distinct().count() > 1);
        CoxRegression<Row> model = NaiveCox.model(CoxRegression.Ties.EFRON).clusteredBy(Row::cluster);
        NaiveCox.fit(model, rows).ifPresent(fit -> {
            double xx = 0;
            double xy = 0;
            double h = 1e-4;
            for (int cluster = 0; cluster <= 5; cluster++) {
                Optional<CoxFit<Row>> up = reweighted(rows, cluster, 1 + h);
                Optional<CoxFit<Row>> down = reweighted(rows, cluster, 1 - h);
                if (up.isEmpty() || down.isEmpty()) {
                    return; // so near to having no estimate that the step has none
                }
                double x = moved("x", up.get(), down.get()) / (2 * h);
                double y = moved("y", up.get(), down.get()) / (2 * h);
                xx += x * x;
                xy += x * y;
            }
            assertThat(fit.covariance("x", "x")).isCloseTo(xx, within(1e-4 * (1e-3 + xx)));
            assertThat(fit.covariance("x", "y")).isCloseTo(xy, within(1e-4 * (1e-2 + Math.abs(xy))));
        });
    }

    private static double moved(String covariate, CoxFit<Row> up, CoxFit<Row> down) {
        return up.coefficient(covariate).estimate()
                - down.coefficient(covariate).estimate();
    }

    private static Optional<CoxFit<Row>> reweighted(List<Row> rows, int cluster, double factor) {
        List<Row> changed = new ArrayList<>();
        for (Row row : rows) {
            changed.add(
                    row.cluster() == cluster
                            ? row.withWeight(factor * row.tenure().weight())
                            : row);
        }
        return NaiveCox.fit(NaiveCox.model(CoxRegression.Ties.EFRON), changed);
    }

    @Property(tries = 100)
    void concordanceOfAFitCountsPairsWithinStrata(@ForAll("rows") List<Row> rows) {
        NaiveCox.fit(NaiveCox.model(CoxRegression.Ties.EFRON), rows).ifPresent(fit -> {
            double[] counts = new double[3];
            for (Row left : rows) {
                for (Row stayed : rows) {
                    Tenure a = left.tenure();
                    Tenure b = stayed.tenure();
                    boolean ordered = b.duration() > a.duration() || (b.duration() == a.duration() && !b.ended());
                    if (a.ended()
                            && ordered
                            && left.stratum() == stayed.stratum()
                            && NaiveCox.atRisk(b, a.duration())) {
                        double order = fit.logRelativeHazard(left) - fit.logRelativeHazard(stayed);
                        if (order != 0 && Math.abs(order) < 1e-9) {
                            return; // no more than rounding tells the two apart: either way is right
                        }
                        int kind = order == 0 ? 2 : order > 0 ? 0 : 1;
                        counts[kind] += a.weight() * b.weight();
                    }
                }
            }
            if (counts[0] + counts[1] + counts[2] > 0) {
                assertThat(fit.concordance().value())
                        .isCloseTo((counts[0] + counts[2] / 2) / (counts[0] + counts[1] + counts[2]), within(1e-12));
            }
        });
    }
}
