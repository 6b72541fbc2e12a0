package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class SurvivalProperties {

    @Provide
    Arbitrary<List<Tenure>> plain() {
        return Tenures.plain().list().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Tenure>> weighted() {
        return Tenures.weighted().list().ofMinSize(1).ofMaxSize(30);
    }

    private static SurvivalCurve curve(List<Tenure> tenures) {
        return KaplanMeier.withDefaults().estimate(tenures);
    }

    @Property(tries = 300)
    void agreesWithTheDefinition(
            @ForAll("weighted") List<Tenure> tenures, @ForAll @IntRange(min = 0, max = 13) int time) {
        double survival = 1;
        double greenwood = 0;
        double hazard = 0;
        for (int t = 0; t <= time; t++) {
            double d = 0;
            double n = 0;
            for (Tenure tenure : tenures) {
                boolean atRisk = tenure.duration() >= t && (tenure.entry() == 0 || tenure.entry() < t);
                n += atRisk ? tenure.weight() : 0;
                d += tenure.ended() && tenure.duration() == t ? tenure.weight() : 0;
            }
            if (d > 0) {
                survival *= 1 - d / n;
                greenwood += d / (n * (n - d));
                hazard += d / n;
            }
        }
        SurvivalCurve curve = curve(tenures);
        double last = tenures.stream().mapToDouble(Tenure::duration).max().orElseThrow();
        if (time > last) {
            assertThat(curve.at(time).isPresent()).isEqualTo(curve.at(last).orElseThrow() == 0);
            return;
        }
        assertThat(curve.at(time).orElseThrow()).isCloseTo(survival, within(1e-13));
        if (survival > 1e-12) {
            assertThat(curve.standardError(time).orElseThrow())
                    .isCloseTo(survival * Math.sqrt(greenwood), within(1e-12));
        }
        assertThat(NelsonAalen.withDefaults()
                        .estimate(LifeTable.of(tenures))
                        .at(time)
                        .orElseThrow())
                .isCloseTo(hazard, within(1e-12));
    }

    @Property(tries = 300)
    void withoutCensoringIsTheShareThatStayedLonger(@ForAll("plain") List<Tenure> drawn) {
        List<Tenure> tenures =
                drawn.stream().map(t -> Tenure.ended(t.duration())).toList();
        SurvivalCurve curve = curve(tenures);
        for (int t = 0; t <= 14; t++) {
            int time = t;
            long longer = tenures.stream().filter(x -> x.duration() > time).count();
            assertThat(curve.at(time).orElseThrow()).isCloseTo(longer / (double) tenures.size(), within(1e-14));
        }
    }

    @Property(tries = 300)
    void weightsEqualDuplication(@ForAll("weighted") List<Tenure> tenures) {
        List<Tenure> duplicated = new ArrayList<>();
        for (Tenure tenure : tenures) {
            duplicated.addAll(Collections.nCopies((int) tenure.weight(), tenure.withWeight(1)));
        }
        LifeTable one = LifeTable.of(tenures);
        LifeTable other = LifeTable.of(duplicated);
        assertThat(one.rows()).isEqualTo(other.rows());
        for (int i = 0; i < one.rows(); i++) {
            assertThat(one.atRisk(i)).isEqualTo(other.atRisk(i));
            assertThat(one.ended(i)).isEqualTo(other.ended(i));
            assertThat(one.entered(i)).isEqualTo(other.entered(i));
        }
        for (NelsonAalen.Ties ties : NelsonAalen.Ties.values()) {
            double last = one.lastTime().orElseThrow();
            assertThat(NelsonAalen.withDefaults().with(ties).estimate(one).at(last))
                    .isEqualTo(NelsonAalen.withDefaults()
                            .with(ties)
                            .estimate(other)
                            .at(last));
        }
    }

    @Property(tries = 300)
    void mergingPartsEqualsTheWholeInAnyOrder(
            @ForAll("weighted") List<Tenure> tenures,
            @ForAll @IntRange(min = 0, max = 30) int cut,
            @ForAll Random random) {
        LifeTable whole = LifeTable.of(tenures);
        List<Tenure> shuffled = new ArrayList<>(tenures);
        Collections.shuffle(shuffled, random);
        int at = Math.min(cut, shuffled.size());
        LifeTable left = LifeTable.of(shuffled.subList(0, at));
        LifeTable right = LifeTable.of(shuffled.subList(at, shuffled.size()));
        assertThat(left.plus(right)).isEqualTo(whole);
        assertThat(right.plus(left)).isEqualTo(whole);
        assertThat(shuffled.parallelStream().collect(LifeTable.toLifeTable())).isEqualTo(whole);
        LifeTable twice = whole.plus(whole);
        assertThat(twice.total()).isEqualTo(2 * whole.total());
    }

    @Property(tries = 300)
    void doesNotDependOnTheUnitOfTime(
            @ForAll("weighted") List<Tenure> tenures,
            @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(4) double scale) {
        List<Tenure> scaled = tenures.stream()
                .map(t -> new Tenure(t.duration() * scale, t.ended(), t.entry() * scale, t.weight()))
                .toList();
        SurvivalCurve one = curve(tenures);
        SurvivalCurve other = curve(scaled);
        for (int i = 0; i < one.table().rows(); i++) {
            double t = one.table().time(i);
            assertThat(other.at(t * scale)).isEqualTo(one.at(t));
            assertThat(other.interval(t * scale)).isEqualTo(one.interval(t));
        }
        if (one.median().isPresent()) {
            assertThat(other.median().orElseThrow() / scale)
                    .isCloseTo(one.median().orElseThrow(), within(1e-9));
        }
    }

    @Property(tries = 300)
    void everyIntervalHoldsTheEstimateWithinTheUnit(
            @ForAll("weighted") List<Tenure> tenures, @ForAll SurvivalInterval kind) {
        SurvivalCurve curve = KaplanMeier.withDefaults().with(kind).estimate(tenures);
        for (int i = 0; i < curve.table().rows(); i++) {
            double t = curve.table().time(i);
            curve.interval(t).ifPresent(interval -> {
                assertThat(interval.lower()).isBetween(0.0, 1.0);
                assertThat(interval.upper()).isBetween(0.0, 1.0);
                assertThat(curve.at(t).orElseThrow()).isBetween(interval.lower() - 1e-12, interval.upper() + 1e-12);
            });
        }
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            curve.quantileInterval(share)
                    .ifPresent(interval -> curve.quantile(share)
                            .ifPresent(q -> assertThat(interval.contains(q)).isTrue()));
        }
    }

    @Property(tries = 300)
    void nelsonAalenIsAtMostMinusLogKaplanMeier(@ForAll("weighted") List<Tenure> tenures) {
        // −ln(1 − x) ≥ x, so the hazard of the product-limit curve is the larger one.
        LifeTable table = LifeTable.of(tenures);
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(table);
        CumulativeHazard plain = NelsonAalen.withDefaults().estimate(table);
        CumulativeHazard ties = NelsonAalen.withDefaults()
                .with(NelsonAalen.Ties.FLEMING_HARRINGTON)
                .estimate(table);
        for (int i = 0; i < table.rows(); i++) {
            double t = table.time(i);
            double survival = curve.at(t).orElseThrow();
            assertThat(plain.survival(t).orElseThrow()).isGreaterThanOrEqualTo(survival - 1e-14);
            assertThat(ties.at(t).orElseThrow())
                    .isGreaterThanOrEqualTo(plain.at(t).orElseThrow() - 1e-14);
        }
    }

    @Property(tries = 300)
    void restrictedMeanIsTheAreaUnderTheCurve(
            @ForAll("weighted") List<Tenure> tenures, @ForAll @DoubleRange(min = 0.1, max = 12) double horizon) {
        SurvivalCurve curve = curve(tenures);
        Assume.that(horizon <= curve.lastTime());
        double area = 0;
        for (int t = 0; t < horizon; t++) {
            area += curve.at(t).orElseThrow() * (Math.min(t + 1, horizon) - t);
        }
        assertThat(curve.restrictedMean(horizon).mean()).isCloseTo(area, within(1e-12));
    }

    @Property(tries = 300)
    void conditionalCurveIsTheRatioOfTheCurve(
            @ForAll("weighted") List<Tenure> tenures, @ForAll @IntRange(min = 0, max = 11) int reached) {
        SurvivalCurve curve = curve(tenures);
        Assume.that(reached < curve.lastTime() && curve.at(reached).orElseThrow() > 1e-9);
        Assume.that(curve.table().atRiskAt(reached + 0.5) > 0);
        SurvivalCurve later = curve.givenStayed(reached);
        for (int t = 0; reached + t <= curve.lastTime(); t++) {
            assertThat(later.at(t).orElseThrow())
                    .isCloseTo(
                            curve.at(reached + t).orElseThrow()
                                    / curve.at(reached).orElseThrow(),
                            within(1e-12));
        }
    }

    @Property(tries = 300)
    void logRankDoesNotDependOnLabelsAndSumsToZero(
            @ForAll("plain") List<Tenure> first,
            @ForAll("plain") List<Tenure> second,
            @ForAll("plain") List<Tenure> third) {
        LifeTable a = LifeTable.of(first);
        LifeTable b = LifeTable.of(second);
        LifeTable c = LifeTable.of(third);
        LogRankResult<String> one;
        try {
            one = LogRank.withDefaults().test(Map.of("a", a, "b", b, "c", c));
        } catch (IllegalArgumentException nothingToCompare) {
            return;
        }
        LogRankResult<String> other = LogRank.withDefaults().test(Map.of("x", c, "y", a, "z", b));
        assertThat(other.chiSquared()).isCloseTo(one.chiSquared(), within(1e-9 * (1 + one.chiSquared())));
        assertThat(one.observed("a") + one.observed("b") + one.observed("c"))
                .isCloseTo(one.expected("a") + one.expected("b") + one.expected("c"), within(1e-10));
        assertThat(one.observed("a")).isEqualTo(a.totalEnded());
    }

    @Property(tries = 300)
    void oneReasonIsKaplanMeierAndSharesSumToThoseGone(@ForAll("weighted") List<Tenure> tenures) {
        ExitTable<String> one = ExitTable.of(tenures, t -> t, t -> "left");
        ExitTable<Boolean> two = ExitTable.of(tenures, t -> t, t -> t.duration() % 2 == 0);
        SurvivalCurve curve = curve(tenures);
        CumulativeIncidence<String> all = CumulativeIncidence.estimate(one);
        CumulativeIncidence<Boolean> split = CumulativeIncidence.estimate(two);
        for (int i = 0; i < curve.table().rows(); i++) {
            double t = curve.table().time(i);
            double survival = curve.at(t).orElseThrow();
            double sum = 0;
            for (boolean reason : split.reasons()) {
                sum += split.at(reason, t).orElseThrow();
            }
            assertThat(sum).isCloseTo(1 - survival, within(1e-12));
            if (!one.reasons().isEmpty()) {
                assertThat(all.at("left", t).orElseThrow()).isCloseTo(1 - survival, within(1e-12));
                if (survival > 1e-9) {
                    assertThat(all.standardError("left", t).orElseThrow())
                            .isCloseTo(curve.standardError(t).orElseThrow(), within(1e-9));
                }
            }
        }
    }
}
