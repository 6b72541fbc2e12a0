package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Results have the same bits in whatever order the rows come. */
class RowOrderProperties {
    private record Row(Tenure tenure, double x, double y, String stratum, String cluster) {}

    /** Few distinct times, hence ties, some within rounding; fractional weights and covariates. */
    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<Tenure> tenures = Combinators.combine(
                        Tenures.late(), Arbitraries.doubles().between(0.1, 3), Arbitraries.of(1.0, 1 + 1e-12))
                .as((tenure, weight, nudge) ->
                        new Tenure((tenure.duration() + 1) * nudge / 3, tenure.ended(), tenure.entry() / 3, weight));
        return Combinators.combine(
                        tenures,
                        Arbitraries.doubles().between(-2, 2),
                        Arbitraries.of(0.0, 1.0, 1.0 / 3),
                        Arbitraries.of("north", "south", "west"),
                        Arbitraries.of("a", "b", "c", "d", "e", "f"))
                .as(Row::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    private static List<Row> shuffled(List<Row> rows, long seed) {
        List<Row> copy = new ArrayList<>(rows);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }

    private static LifeTable table(List<Row> rows) {
        return LifeTable.of(rows.stream().map(Row::tenure).toList());
    }

    @Property(tries = 200)
    void lifeTables(@ForAll("rows") List<Row> rows, @ForAll long seed, @ForAll @IntRange(min = 0, max = 20) int cut) {
        LifeTable table = table(rows);
        List<Row> others = shuffled(rows, seed);
        assertSame(table(others), table);
        // And in whatever parts.
        LifeTable parts = table(others.subList(0, cut))
                .plus(table(others.subList(cut, 20)))
                .plus(table(others.subList(20, others.size())));
        if (parts.rows() == table.rows()) {
            assertThat(ended(parts)).containsExactly(ended(table));
        }
    }

    private static double[] ended(LifeTable table) {
        double[] values = new double[3 * table.rows() + 2];
        for (int i = 0; i < table.rows(); i++) {
            values[3 * i] = table.ended(i);
            values[3 * i + 1] = table.censored(i);
            values[3 * i + 2] = table.atRisk(i);
        }
        values[values.length - 2] = table.totalEnded();
        values[values.length - 1] = table.total();
        return values;
    }

    private static void assertSame(LifeTable other, LifeTable table) {
        assertThat(other).isEqualTo(table).hasSameHashCodeAs(table);
        assertThat(ended(other)).containsExactly(ended(table));
        for (KaplanMeier.Variance variance : KaplanMeier.Variance.values()) {
            if (variance == KaplanMeier.Variance.GREENWOOD || !table.sums.hasEntries()) {
                KaplanMeier method = KaplanMeier.withDefaults().with(variance);
                assertThat(method.estimate(other).steps())
                        .isEqualTo(method.estimate(table).steps());
            }
        }
    }

    /** Weights so far apart that a pair of doubles cannot hold their sum. */
    @Property(tries = 50)
    void tablesOfWildWeights(@ForAll long seed) {
        Random random = new Random(seed);
        List<Tenure> tenures = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            tenures.add(Tenure.of(random.nextInt(3), random.nextBoolean())
                    .withWeight(Math.pow(10, 180 * random.nextDouble() - 90)));
        }
        LifeTable table = LifeTable.of(tenures);
        Collections.shuffle(tenures, random);
        assertSame(LifeTable.of(tenures), table);
    }

    /** The small ones are lost one by one on a sum of 1 + 2⁻⁵³, and tip it together. */
    @Example
    void smallWeightsTipTheSumInAnyOrder() {
        List<Tenure> tenures = new ArrayList<>(
                List.of(Tenure.ended(1.5).withWeight(1), Tenure.ended(1.5).withWeight(0x1p-53)));
        for (int i = 0; i < 1_000; i++) {
            tenures.add(Tenure.ended(1.5).withWeight(0x1p-106));
        }
        LifeTable table = LifeTable.of(tenures);
        Collections.reverse(tenures);
        assertThat(LifeTable.of(tenures).ended(0)).isEqualTo(table.ended(0)).isEqualTo(1 + 0x1p-52);
    }

    @Property(tries = 60)
    void coxRegression(@ForAll("rows") List<Row> rows, @ForAll long seed) {
        CoxRegression<Row> model =
                CoxRegression.<Row>of(Row::tenure).covariate("x", Row::x).covariate("y", Row::y);
        for (CoxRegression<Row> variant : List.of(
                model,
                model.with(CoxRegression.Ties.BRESLOW).stratifiedBy(Row::stratum),
                model.withRobustVariance(),
                model.stratifiedBy(Row::stratum).clusteredBy(Row::cluster))) {
            fit(variant, rows).ifPresent(fit -> {
                CoxFit<Row> other = variant.fit(shuffled(rows, seed));
                assertBits(fit, other, f -> f.coefficient("x").estimate());
                assertBits(fit, other, f -> f.covariance("x", "y"));
                assertBits(fit, other, f -> f.modelCovariance("y", "y"));
                assertBits(fit, other, CoxFit::logLikelihood);
                assertBits(fit, other, f -> f.scoreTest().chiSquared());
                assertThat(other.toString()).isEqualTo(fit.toString());
                assertThat(other.curve(rows.get(0)).steps())
                        .isEqualTo(fit.curve(rows.get(0)).steps());
                assertSameOrRefused(fit, other, f -> f.concordance().value());
                assertSameOrRefused(fit, other, f -> f.concordance().variance());
                for (ProportionalHazards.Transform transform : ProportionalHazards.Transform.values()) {
                    assertSameOrRefused(
                            fit,
                            other,
                            f -> f.proportionalHazards(transform).of("x").chiSquared());
                    assertSameOrRefused(
                            fit,
                            other,
                            f -> f.proportionalHazards(transform).global().chiSquared());
                }
            });
        }
    }

    private static Optional<CoxFit<Row>> fit(CoxRegression<Row> model, List<Row> rows) {
        try {
            return Optional.of(model.fit(rows));
        } catch (IllegalArgumentException noEstimate) {
            return Optional.empty();
        }
    }

    /** Where all left at one time neither pairs nor a change with tenure can be seen, in whatever order. */
    private static void assertSameOrRefused(CoxFit<Row> fit, CoxFit<Row> other, ToDoubleFunction<CoxFit<Row>> reading) {
        double expected;
        try {
            expected = reading.applyAsDouble(fit);
        } catch (IllegalArgumentException refused) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reading.applyAsDouble(other))
                    .withMessage(refused.getMessage());
            return;
        }
        assertThat(reading.applyAsDouble(other)).isEqualTo(expected);
    }

    private static <F> void assertBits(F fit, F other, ToDoubleFunction<F> reading) {
        assertThat(reading.applyAsDouble(other)).isEqualTo(reading.applyAsDouble(fit));
    }

    @Property(tries = 60)
    void exactTies(@ForAll("rows") List<Row> rows, @ForAll long seed) {
        List<Row> plain = rows.stream()
                .map(row -> new Row(row.tenure().withWeight(1), row.x(), row.y(), row.stratum(), row.cluster()))
                .toList();
        CoxRegression<Row> model =
                CoxRegression.<Row>of(Row::tenure).covariate("x", Row::x).with(CoxRegression.Ties.EXACT);
        fit(model, plain).ifPresent(fit -> {
            CoxFit<Row> other = model.fit(shuffled(plain, seed));
            assertBits(fit, other, f -> f.coefficient("x").estimate());
            assertBits(fit, other, CoxFit::logLikelihood);
        });
    }

    @Property(tries = 40)
    void acceleratedFailureTimes(
            @ForAll("rows") List<Row> rows, @ForAll TenureDistribution distribution, @ForAll long seed) {
        AcceleratedFailureTime<Row> model = AcceleratedFailureTime.<Row>of(Row::tenure, distribution)
                .covariate("x", Row::x)
                .covariate("y", Row::y);
        AcceleratedFailureTimeFit<Row> fit;
        try {
            fit = model.fit(rows);
        } catch (IllegalArgumentException noEstimate) {
            return;
        }
        AcceleratedFailureTimeFit<Row> other = model.fit(shuffled(rows, seed));
        assertBits(fit, other, AcceleratedFailureTimeFit::intercept);
        assertBits(fit, other, AcceleratedFailureTimeFit::scale);
        assertBits(fit, other, AcceleratedFailureTimeFit::logLikelihood);
        assertBits(fit, other, f -> f.covariance("x", AcceleratedFailureTime.INTERCEPT));
        assertBits(fit, other, f -> f.covariance("y", AcceleratedFailureTime.LOG_SCALE));
    }

    @Property(tries = 100)
    void concordance(@ForAll("rows") List<Row> rows, @ForAll long seed) {
        Concordance concordance;
        try {
            concordance = Concordance.of(rows, Row::tenure, Row::x);
        } catch (IllegalArgumentException nothingToCompare) {
            return;
        }
        Concordance other = Concordance.of(shuffled(rows, seed), Row::tenure, Row::x);
        assertBits(concordance, other, Concordance::concordant);
        assertBits(concordance, other, Concordance::tiedTime);
        assertBits(concordance, other, Concordance::value);
        assertBits(concordance, other, Concordance::variance);
    }

    /** Rows of one hash, of which only the content tells which comes first. */
    @Property(tries = 100)
    void canonicalOrderByContentAlone(@ForAll long seed) {
        Random random = new Random(seed);
        int[] values = random.ints(40, 0, 6).toArray();
        int[] rows = new int[40];
        int[] others = new int[40];
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows[i] = i;
            numbers.add(i);
        }
        Collections.shuffle(numbers, random);
        for (int i = 0; i < 40; i++) {
            others[i] = numbers.get(i);
        }
        CanonicalOrder.sort(rows, 0, 40, row -> values[row] % 2, (a, b) -> Integer.compare(values[a], values[b]));
        CanonicalOrder.sort(others, 0, 40, row -> values[row] % 2, (a, b) -> Integer.compare(values[a], values[b]));
        for (int i = 0; i < 40; i++) {
            assertThat(values[rows[i]]).isEqualTo(values[others[i]]);
        }
    }
}
