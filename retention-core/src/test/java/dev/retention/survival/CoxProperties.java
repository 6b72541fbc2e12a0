package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.survival.NaiveCox.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** Against the partial likelihood written down naively, and the laws. */
class CoxProperties {

    @Provide
    Arbitrary<List<Row>> weighted() {
        return NaiveCox.rows(Tenures.weighted(), 24);
    }

    @Provide
    Arbitrary<List<Row>> late() {
        return NaiveCox.rows(Tenures.late(), 10);
    }

    private static double naive(List<Row> rows, CoxRegression.Ties ties, double a, double b) {
        double sum = 0;
        for (int stratum = 1; stratum <= 2; stratum++) {
            for (int t = 0; t <= 12; t++) {
                List<Row> atRisk = new ArrayList<>();
                List<Row> left = new ArrayList<>();
                for (Row row : rows) {
                    Tenure tenure = row.tenure();
                    if (row.stratum() == stratum
                            && tenure.duration() >= t
                            && (tenure.entry() == 0 || tenure.entry() < t)) {
                        atRisk.add(row);
                        if (tenure.ended() && tenure.duration() == t) {
                            left.add(row);
                        }
                    }
                }
                if (left.isEmpty()) {
                    continue;
                }
                double weight =
                        left.stream().mapToDouble(r -> r.tenure().weight()).sum();
                for (Row row : left) {
                    sum += row.tenure().weight() * (a * row.x() + b * row.y());
                }
                if (ties == CoxRegression.Ties.EXACT) {
                    sum -= Math.log(subsets(atRisk, 0, left.size(), a, b));
                } else {
                    int d = left.size();
                    for (int k = 0; k < d; k++) {
                        double share = ties == CoxRegression.Ties.EFRON ? k / (double) d : 0;
                        sum -= weight / d * Math.log(risk(atRisk, a, b) - share * risk(left, a, b));
                    }
                }
            }
        }
        return sum;
    }

    private static double risk(List<Row> rows, double a, double b) {
        return rows.stream()
                .mapToDouble(r -> r.tenure().weight() * Math.exp(a * r.x() + b * r.y()))
                .sum();
    }

    /** The sum over all sets of a size of the product of risks, set by set. */
    private static double subsets(List<Row> rows, int from, int size, double a, double b) {
        if (size == 0) {
            return 1;
        }
        double sum = 0;
        for (int i = from; i <= rows.size() - size; i++) {
            sum += Math.exp(a * rows.get(i).x() + b * rows.get(i).y()) * subsets(rows, i + 1, size - 1, a, b);
        }
        return sum;
    }

    private static void isTheMaximum(List<Row> rows, CoxRegression.Ties ties) {
        NaiveCox.fit(NaiveCox.model(ties), rows).ifPresent(fit -> {
            double a = fit.coefficient("x").estimate();
            double b = fit.coefficient("y").estimate();
            double top = naive(rows, ties, a, b);
            assertThat(fit.logLikelihood()).isCloseTo(top, within(1e-9 * (1 + Math.abs(top))));
            assertThat(fit.nullLogLikelihood()).isCloseTo(naive(rows, ties, 0, 0), within(1e-9 * (1 + Math.abs(top))));
            double h = 1e-4;
            double uA = (naive(rows, ties, a + h, b) - naive(rows, ties, a - h, b)) / (2 * h);
            double uB = (naive(rows, ties, a, b + h) - naive(rows, ties, a, b - h)) / (2 * h);
            assertThat(uA).isCloseTo(0, within(1e-5));
            assertThat(uB).isCloseTo(0, within(1e-5));
            double iAa = (2 * top - naive(rows, ties, a + h, b) - naive(rows, ties, a - h, b)) / (h * h);
            double iBb = (2 * top - naive(rows, ties, a, b + h) - naive(rows, ties, a, b - h)) / (h * h);
            double iAb = (naive(rows, ties, a + h, b - h)
                            + naive(rows, ties, a - h, b + h)
                            - naive(rows, ties, a + h, b + h)
                            - naive(rows, ties, a - h, b - h))
                    / (4 * h * h);
            // The inverse of the covariance, for differences are of the information.
            double vAa = fit.covariance("x", "x");
            double vBb = fit.covariance("y", "y");
            double vAb = fit.covariance("x", "y");
            double determinant = vAa * vBb - vAb * vAb;
            assertThat(vBb / determinant).isCloseTo(iAa, within(1e-4 * (1 + iAa)));
            assertThat(vAa / determinant).isCloseTo(iBb, within(1e-4 * (1 + iBb)));
            assertThat(-vAb / determinant).isCloseTo(iAb, within(1e-4 * (1 + Math.abs(iAb))));
        });
    }

    @Property(tries = 100)
    void efronIsTheMaximumOfItsLikelihood(@ForAll("weighted") List<Row> rows) {
        isTheMaximum(rows, CoxRegression.Ties.EFRON);
    }

    @Property(tries = 100)
    void breslowIsTheMaximumOfItsLikelihood(@ForAll("weighted") List<Row> rows) {
        isTheMaximum(rows, CoxRegression.Ties.BRESLOW);
    }

    @Property(tries = 100)
    void exactIsTheMaximumOfItsLikelihood(@ForAll("late") List<Row> rows) {
        isTheMaximum(rows, CoxRegression.Ties.EXACT);
    }

    @Property(tries = 30)
    void robustVarianceIsTheSumOfSquaresOfWhatEachRowMoves(@ForAll("weighted") List<Row> rows) {
        for (CoxRegression.Ties ties : List.of(CoxRegression.Ties.EFRON, CoxRegression.Ties.BRESLOW)) {
            NaiveCox.fit(NaiveCox.model(ties).withRobustVariance(), rows).ifPresent(fit -> {
                double sum = 0;
                double h = 1e-4;
                for (int i = 0; i < rows.size(); i++) {
                    double w = rows.get(i).tenure().weight();
                    double up = reweighted(rows, i, w * (1 + h), ties);
                    double down = reweighted(rows, i, w * (1 - h), ties);
                    sum += Math.pow((up - down) / (2 * h), 2);
                }
                assertThat(fit.covariance("x", "x")).isCloseTo(sum, within(1e-4 * (1e-3 + sum)));
            });
        }
    }

    private static double reweighted(List<Row> rows, int i, double weight, CoxRegression.Ties ties) {
        List<Row> changed = new ArrayList<>(rows);
        Row row = rows.get(i);
        changed.set(i, row.withWeight(weight));
        return NaiveCox.model(ties).fit(changed).coefficient("x").estimate();
    }

    @Property(tries = 100)
    void invariantToOrderCentringAndScaling(
            @ForAll("weighted") List<Row> rows,
            @ForAll Random random,
            @ForAll @DoubleRange(min = -1000, max = 1000) double shift,
            @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(4) double scale) {
        NaiveCox.fit(NaiveCox.model(CoxRegression.Ties.EFRON), rows).ifPresent(fit -> {
            List<Row> changed = new ArrayList<>();
            for (Row row : rows) {
                Tenure t = row.tenure();
                Tenure scaled = new Tenure(t.duration() * scale, t.ended(), t.entry() * scale, t.weight());
                changed.add(new Row(scaled, row.x() * scale, row.y() + shift, 3 - row.stratum(), row.cluster()));
            }
            Collections.shuffle(changed, random);
            CoxFit<Row> other = NaiveCox.model(CoxRegression.Ties.EFRON).fit(changed);
            CoxCoefficient x = fit.coefficient("x");
            assertThat(other.coefficient("x").estimate() * scale).isCloseTo(x.estimate(), within(1e-7));
            assertThat(other.coefficient("x").standardError() * scale)
                    .isCloseTo(x.standardError(), within(1e-7 * x.standardError()));
            assertThat(other.coefficient("y").estimate())
                    .isCloseTo(fit.coefficient("y").estimate(), within(1e-7));
            assertThat(other.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-8));
            assertThat(concordance(other)).isCloseTo(concordance(fit), within(1e-9));
        });
    }

    /** One half where everyone leaves at once, or so, and there is no pair to order. */
    private static double concordance(CoxFit<Row> fit) {
        try {
            return fit.concordance().value();
        } catch (IllegalArgumentException noPair) {
            assertThat(noPair).hasMessageContaining("known to be the longer");
            return 0.5;
        }
    }

    @Property(tries = 100)
    void breslowTakesWeightsAsDuplicates(@ForAll("weighted") List<Row> rows) {
        NaiveCox.fit(NaiveCox.model(CoxRegression.Ties.BRESLOW), rows).ifPresent(fit -> {
            List<Row> duplicated = new ArrayList<>();
            for (Row row : rows) {
                Row one = row.withWeight(1);
                duplicated.addAll(Collections.nCopies((int) row.tenure().weight(), one));
            }
            CoxFit<Row> other = NaiveCox.model(CoxRegression.Ties.BRESLOW).fit(duplicated);
            assertThat(other.coefficient("x").estimate())
                    .isCloseTo(fit.coefficient("x").estimate(), within(1e-8));
            assertThat(other.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-8));
        });
    }

    @Property(tries = 100)
    void concordanceCountsEveryPair(@ForAll("weighted") List<Row> rows) {
        double[] counts = new double[5];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                count(rows.get(i), rows.get(j), counts);
            }
        }
        if (counts[0] + counts[1] + counts[2] == 0) {
            return;
        }
        Concordance concordance = Concordance.of(rows, Row::tenure, Row::x);
        double[] found = {
            concordance.concordant(),
            concordance.discordant(),
            concordance.tiedScore(),
            concordance.tiedTime(),
            concordance.tiedBoth()
        };
        assertThat(found).containsExactly(counts);
        double variance = 0;
        double h = 1e-4;
        for (int i = 0; i < rows.size(); i++) {
            double w = rows.get(i).tenure().weight();
            double up = concordance(rows, i, w * (1 + h));
            double down = concordance(rows, i, w * (1 - h));
            variance += Math.pow((up - down) / (2 * h), 2);
        }
        assertThat(concordance.variance()).isCloseTo(variance, within(1e-8));
    }

    private static double concordance(List<Row> rows, int i, double weight) {
        List<Row> changed = new ArrayList<>(rows);
        Row row = rows.get(i);
        changed.set(i, row.withWeight(weight));
        return Concordance.of(changed, Row::tenure, Row::x).value();
    }

    private static void count(Row one, Row other, double[] counts) {
        Tenure a = one.tenure();
        Tenure b = other.tenure();
        if (a.duration() > b.duration() || (a.duration() == b.duration() && !a.ended() && b.ended())) {
            count(other, one, counts);
            return;
        }
        // Now a is the one that may have left while b stayed on.
        double order = other.x() - one.x();
        double weight = a.weight() * b.weight();
        if (!a.ended() || (b.entry() > 0 && b.entry() >= a.duration())) {
            return;
        }
        if (a.duration() == b.duration() && b.ended()) {
            counts[order == 0 ? 4 : 3] += weight;
        } else {
            counts[order > 0 ? 0 : order < 0 ? 1 : 2] += weight;
        }
    }
}
