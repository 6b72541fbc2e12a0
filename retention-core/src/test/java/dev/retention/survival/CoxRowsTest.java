package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Rows of customers: covariates that change in time and recurring events. Numbers of R's survival (tests/bladder.Rout.save and
 * tests/jasa.Rout.save of 3.8-11), which follow Wei, Lin and Weissfeld (1989), table 5, and Kalbfleisch and Prentice, The statistical
 * analysis of failure time data (1980), p. 139.
 */
class CoxRowsTest {
    private static final CoxRegression.Ties BRESLOW = CoxRegression.Ties.BRESLOW;

    private record Row(int id, Tenure tenure, int event, double... x) {
        @Override
        public String toString() {
            return id + ": " + tenure;
        }
    }

    private static CoxRegression<Row> regression(String... names) {
        CoxRegression<Row> model = CoxRegression.of(Row::tenure).rowsOf(Row::id).with(BRESLOW);
        for (int j = 0; j < names.length; j++) {
            int at = j;
            model = model.covariate(names[j], row -> row.x[at]);
        }
        return model;
    }

    private static List<List<String>> read(String name) {
        try (InputStream in = CoxRowsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Splitter.on(',').splitToList(line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recurrences recurrences(List<String> patient) {
        double[] times = Splitter.on(' ').omitEmptyStrings().splitToList(patient.get(3)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        return Recurrences.of(Double.parseDouble(patient.get(4)), times);
    }

    private static double[] bladderTraits(List<String> patient) {
        return new double[] {
            Double.parseDouble(patient.get(0)), Double.parseDouble(patient.get(2)), Double.parseDouble(patient.get(1))
        };
    }

    /** From one recurrence to the next. */
    private static List<Row> bladder() {
        List<Row> rows = new ArrayList<>();
        List<List<String>> patients = read("bladder.csv");
        for (int id = 0; id < patients.size(); id++) {
            for (Tenure tenure : recurrences(patients.get(id)).rows()) {
                rows.add(new Row(id, tenure, 0, bladderTraits(patients.get(id))));
            }
        }
        return rows;
    }

    /** Of each patient the time to the first, second, third and fourth recurrence, all from the start. */
    private static List<Row> marginal() {
        List<Row> rows = new ArrayList<>();
        List<List<String>> patients = read("bladder.csv");
        for (int id = 0; id < patients.size(); id++) {
            Recurrences its = recurrences(patients.get(id));
            for (int k = 0; k < 4; k++) {
                boolean came = k < its.times().size();
                double[] x = new double[12];
                System.arraycopy(bladderTraits(patients.get(id)), 0, x, 3 * k, 3);
                rows.add(new Row(id, Tenure.of(came ? its.times().get(k) : its.end(), came), k, x));
            }
        }
        return rows;
    }

    /** Cut at the transplant: age, year, surgery, transplant. */
    private static List<Row> stanford() {
        List<Row> rows = new ArrayList<>();
        List<List<String>> patients = read("stanford-heart.csv");
        for (int id = 0; id < patients.size(); id++) {
            List<String> patient = patients.get(id);
            double end = Double.parseDouble(patient.get(1));
            double[] x = {
                Double.parseDouble(patient.get(3)),
                Double.parseDouble(patient.get(4)),
                Double.parseDouble(patient.get(5)),
                0
            };
            double cut = patient.get(0).isEmpty() ? end : Double.parseDouble(patient.get(0));
            boolean died = patient.get(2).equals("1");
            if (cut > 0) {
                rows.add(new Row(id, Tenure.of(cut, died && cut == end), 0, x.clone()));
            }
            if (cut < end) {
                x[3] = 1;
                rows.add(new Row(id, Tenure.of(end, died).withEntry(cut), 0, x));
            }
        }
        return rows;
    }

    /** The covariates of Kalbfleisch and Prentice's first model. */
    private static List<Row> withInteractions(List<Row> rows) {
        return rows.stream()
                .map(row -> new Row(
                        row.id, row.tenure, 0, row.x[0], row.x[2], row.x[3], row.x[0] * row.x[3], row.x[2] * row.x[3]))
                .toList();
    }

    private static final String[] FIRST_MODEL = {"age", "surgery", "transplant", "age:transplant", "surgery:transplant"
    };

    private static void check(CoxFit<Row> fit, double[] coefficients, double[] errors, Offset<Double> off) {
        List<CoxCoefficient> found = fit.coefficients();
        for (int j = 0; j < coefficients.length; j++) {
            String name = found.get(j).covariate();
            assertThat(found.get(j).estimate()).as(name).isCloseTo(coefficients[j], off);
            assertThat(Math.sqrt(fit.modelCovariance(name, name))).as(name).isCloseTo(errors[j], off);
        }
    }

    @Test
    void recurrencesOfBladderTumours() {
        List<Row> rows = bladder();
        CoxFit<Row> fit = regression("rx", "size", "number").fit(rows);
        assertThat(fit.tenures()).isEqualTo(178);
        assertThat(fit.ended()).isEqualTo(112);
        check(
                fit,
                new double[] {-0.45979, -0.04256, 0.17164},
                new double[] {0.19996, 0.06903, 0.04733},
                within(5.1e-6));
        double[] robust = {0.25801, 0.07555, 0.06131};
        for (int j = 0; j < 3; j++) {
            assertThat(fit.coefficients().get(j).standardError()).isCloseTo(robust[j], within(5.1e-6));
        }
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(16.77, within(5e-3));
        assertThat(fit.waldTest().chiSquared()).isCloseTo(11.76, within(5e-3));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(18.57, within(5e-3));
        assertThat(fit.robustScoreTest().chiSquared()).isCloseTo(11.44, within(5e-3));
        assertThat(fit.concordance().value()).isCloseTo(0.634, within(5e-4));
    }

    @Test
    void marginalModelsByTheNumberOfTheRecurrence() {
        String[] names = IntStream.range(0, 4)
                .boxed()
                .flatMap(k -> List.of("rx" + k, "size" + k, "number" + k).stream())
                .toArray(String[]::new);
        CoxFit<Row> fit = regression(names).stratifiedBy(Row::event).fit(marginal());
        double[] rx = {-0.5176209, -0.6194404, -0.6998771, -0.6507935};
        double[][] covariance = {
            {0.09455501, 0.06017669, 0.0567733, 0.0437777},
            {0.06017669, 0.13242834, 0.1301156, 0.1160420},
            {0.05677331, 0.13011557, 0.1723588, 0.1590865},
            {0.04377770, 0.11604200, 0.1590865, 0.2398112}
        };
        for (int k = 0; k < 4; k++) {
            assertThat(fit.coefficient("rx" + k).estimate()).isCloseTo(rx[k], within(5.1e-8));
            for (int l = 0; l < 4; l++) {
                assertThat(fit.covariance("rx" + k, "rx" + l)).isCloseTo(covariance[k][l], within(5.1e-8));
            }
        }
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(29.4, within(0.05));
    }

    @Test
    void heartTransplantsChangeInTime() {
        List<Row> rows = withInteractions(stanford());
        CoxFit<Row> fit = regression(FIRST_MODEL).fit(rows);
        assertThat(fit.tenures()).isEqualTo(170);
        assertThat(fit.ended()).isEqualTo(75);
        check(
                fit,
                new double[] {0.01386, -0.54652, 0.11572, 0.03473, -0.29037},
                new double[] {0.01813, 0.61091, 0.32729, 0.02725, 0.75819},
                within(6e-6));
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(12.45, within(5e-3));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(12.02, within(5e-3));
        CoxFit<Row> plain = CoxRegressionOf.likelihood(FIRST_MODEL).fit(rows);
        assertThat(plain.waldTest().chiSquared()).isCloseTo(11.62, within(5e-3));
        // The year of acceptance instead.
        List<Row> years = stanford().stream()
                .map(row -> new Row(row.id, row.tenure, 0, row.x[1], row.x[3], row.x[1] * row.x[3]))
                .toList();
        CoxFit<Row> year = regression("year", "transplant", "year:transplant").fit(years);
        check(year, new double[] {-0.2652, -0.2871, 0.1371}, new double[] {0.1051, 0.5137, 0.1409}, within(5.1e-5));
        assertThat(year.likelihoodRatioTest().chiSquared()).isCloseTo(8.61, within(5e-3));
    }

    /** The model's variance: rows without customers. */
    private static final class CoxRegressionOf {
        static CoxRegression<Row> likelihood(String... names) {
            CoxRegression<Row> model = CoxRegression.of(Row::tenure).with(BRESLOW);
            for (int j = 0; j < names.length; j++) {
                int at = j;
                model = model.covariate(names[j], row -> row.x[at]);
            }
            return model;
        }
    }

    @Test
    void curvesFollowTraitsThatChange() {
        List<Row> rows = withInteractions(stanford());
        CoxFit<Row> fit = CoxRegressionOf.likelihood(FIRST_MODEL).fit(rows);
        double[] means = IntStream.range(0, 5)
                .mapToDouble(j ->
                        rows.stream().mapToDouble(row -> row.x[j]).average().orElseThrow())
                .toArray();
        CoxCurve average = fit.curve(new Row(0, Tenure.censored(1), 0, means));
        double[][] expected = {
            {0.5, 0.991, 0.00937}, {100, 0.517, 0.05210}, {342, 0.334, 0.05764}, {1386, 0.150, 0.05979}
        };
        for (double[] at : expected) {
            assertThat(average.at(at[0]).orElseThrow()).isCloseTo(at[1], within(5e-4));
            assertThat(average.standardError(at[0]).orElseThrow()).isCloseTo(at[2], within(6e-6));
        }
        // Of age 50 on the scale less 48, operated before, with a transplant after 183 days.
        List<Row> path = List.of(
                new Row(0, Tenure.censored(183), 0, 50, 1, 0, 0, 0),
                new Row(0, Tenure.censored(1095).withEntry(183), 0, 50, 1, 1, 50, 1));
        CoxCurve changing = fit.curveThrough(path);
        double[][] steps = {
            {0.5, 0.987705, 0.0178}, {164, 0.360399, 0.4150}, {185, 0.308626, 0.3633}, {1031, 0.000867, 0.0062}
        };
        for (double[] at : steps) {
            assertThat(changing.at(at[0]).orElseThrow()).isCloseTo(at[1], within(2e-6));
            assertThat(changing.standardError(at[0]).orElseThrow()).isCloseTo(at[2], within(5.1e-5));
        }
        assertThat(changing.lastTime()).isEqualTo(1031);
        assertThat(changing.at(1095)).isEmpty();
        // One row is the curve of its traits.
        assertThat(fit.curveThrough(List.of(new Row(0, Tenure.censored(9999), 0, means)))
                        .steps())
                .isEqualTo(average.steps());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.curveThrough(path.subList(1, 2)))
                .withMessage("rows ([0: 1095+ (from 183, weight 1)]) must follow on each other from 0");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.curveThrough(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.curveThrough(List.of(new Row(0, Tenure.censored(0.1), 0, means))))
                .withMessageContaining("first observed time (0.5)");
    }

    @Test
    void badRowsAreRefusedByRowAndCustomer() {
        CoxRegression<Row> model = regression("x");
        Row first = new Row(7, Tenure.ended(5), 0, 1);
        Row other = new Row(8, Tenure.censored(9), 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(
                        List.of(first, other, new Row(7, Tenure.ended(8).withEntry(4), 0, 2))))
                .withMessage("rows 1 and 3 of customer (7) must not overlap: (0, 5] and (4, 8]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(List.of(first, other, new Row(7, Tenure.censored(0), 0, 2))))
                .withMessageContaining("of customer (7) must not overlap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(List.of(first, new Row(8, Tenure.ended(8), 0, Double.NaN))))
                .withMessage("row 2 of customer (8): covariate 'x' (NaN) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(List.of(first)))
                .withMessage("customers ([7]) must be at least two");
        CoxRegression<Row> nobody = model.rowsOf(row -> row.id() == 8 ? null : row.id());
        assertThatNullPointerException()
                .isThrownBy(() -> nobody.fit(List.of(first, other)))
                .withMessage("row 2: customer");
        CoxRegression<Row> reading = CoxRegression.<Row>of(row -> new Tenure(5, true, row.x[0], 1))
                .rowsOf(Row::id)
                .covariate("x", row -> row.x[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reading.fit(List.of(new Row(3, Tenure.ended(1), 0, 6))))
                .withMessage("row 1 of customer (3): entry (6.0) must be below duration (5.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.with(CoxRegression.Ties.EXACT).fit(List.of(first, other)))
                .withMessageContaining("EXACT");
        // In another stratum a customer may be at risk at the same time, and rows that follow on each other may touch.
        assertThat(model.stratifiedBy(Row::event)
                        .fit(List.of(
                                first,
                                other,
                                new Row(9, Tenure.ended(3), 0, 0),
                                new Row(9, Tenure.ended(7).withEntry(3), 0, 2),
                                new Row(7, Tenure.ended(4), 1, 2)))
                        .tenures())
                .isEqualTo(5);
        assertThat(model.toString()).isEqualTo("CoxRegression([x], BRESLOW, rows of customers)");
    }

    @Test
    void rowsOfOneAreAsWithoutAndCutsChangeNothing() {
        List<Row> whole = new ArrayList<>();
        List<Row> cut = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double x = (i * 7) % 5;
            double end = 1 + (i * 13) % 17;
            boolean ended = i % 3 > 0;
            whole.add(new Row(i, Tenure.of(end, ended), 0, x));
            cut.add(new Row(i, Tenure.censored(end / 2), 0, x));
            cut.add(new Row(i, Tenure.of(end, ended).withEntry(end / 2), 0, x));
        }
        for (CoxRegression.Ties ties : Arrays.asList(BRESLOW, CoxRegression.Ties.EFRON)) {
            CoxFit<Row> one = regression("x").with(ties).fit(whole);
            CoxFit<Row> two = regression("x").with(ties).fit(cut);
            CoxCoefficient plain = one.coefficient("x");
            assertThat(two.coefficient("x").estimate()).isCloseTo(plain.estimate(), within(1e-10));
            assertThat(two.coefficient("x").standardError()).isCloseTo(plain.standardError(), within(1e-10));
            assertThat(two.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-10));
            assertThat(two.robustScoreTest().chiSquared())
                    .isCloseTo(one.robustScoreTest().chiSquared(), within(1e-9));
            assertThat(two.concordance().value()).isCloseTo(one.concordance().value(), within(1e-12));
            assertThat(two.concordance().standardError())
                    .isCloseTo(one.concordance().standardError(), within(1e-12));
            ProportionalHazards.Transform time = ProportionalHazards.Transform.IDENTITY;
            assertThat(two.proportionalHazards(time).of("x").chiSquared())
                    .isCloseTo(one.proportionalHazards(time).of("x").chiSquared(), within(1e-9));
            CoxFit<Row> alone = CoxRegressionOf.likelihood("x")
                    .with(ties)
                    .withRobustVariance()
                    .fit(whole);
            assertThat(alone.coefficients()).isEqualTo(one.coefficients());
            assertThat(two.ends(cut, Row::id).values().stream()
                            .mapToDouble(CoxFit.Ends::expected)
                            .sum())
                    .isCloseTo(two.ended(), within(1e-9));
        }
    }
}
