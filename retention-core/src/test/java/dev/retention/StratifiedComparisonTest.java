package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StratifiedComparisonTest {
    /** Admissions to Berkeley by department, men against women: R's UCBAdmissions and mantelhaen.test. */
    private static final StratifiedComparison ADMISSIONS = strata(
            new long[] {512, 313, 89, 19},
            new long[] {353, 207, 17, 8},
            new long[] {120, 205, 202, 391},
            new long[] {138, 279, 131, 244},
            new long[] {53, 138, 94, 299},
            new long[] {22, 351, 24, 317});

    /** No technical support against support, within contracts, of IBM's telco churn. */
    private static final StratifiedComparison SUPPORT =
            strata(new long[] {1350, 1330, 305, 890}, new long[] {82, 475, 84, 832}, new long[] {14, 222, 34, 1425});

    private static StratifiedComparison strata(long[]... tables) {
        return StratifiedComparison.of(
                Stream.of(tables).map(StratifiedComparisonTest::stratum).toList());
    }

    private static ProportionComparison stratum(long... table) {
        return Proportion.of(table[0], table[0] + table[1]).comparedWith(Proportion.of(table[2], table[2] + table[3]));
    }

    @Test
    void oddsRatiosAreThoseOfR() {
        Percentage close = Percentage.withPercentage(1e-7);
        assertThat(ADMISSIONS.oddsRatio().orElseThrow()).isCloseTo(0.904696828259, close);
        assertThat(ADMISSIONS.oddsRatioInterval(0.95).orElseThrow().lower()).isCloseTo(0.771907361759, close);
        assertThat(ADMISSIONS.oddsRatioInterval(0.95).orElseThrow().upper()).isCloseTo(1.06032976444, close);
        assertThat(ADMISSIONS.chiSquared(false).orElseThrow()).isCloseTo(1.52460666044, close);
        assertThat(ADMISSIONS.chiSquared(true).orElseThrow()).isCloseTo(1.42694622859, close);
        assertThat(ADMISSIONS.pValue(true).orElseThrow()).isCloseTo(0.2323, within(5e-5));
        assertThat(SUPPORT.oddsRatio().orElseThrow()).isCloseTo(2.70252904603, close);
        assertThat(SUPPORT.oddsRatioInterval(0.95).orElseThrow().lower()).isCloseTo(2.36629752196, close);
        assertThat(SUPPORT.oddsRatioInterval(0.95).orElseThrow().upper()).isCloseTo(3.08653631967, close);
        assertThat(SUPPORT.chiSquared(false).orElseThrow()).isCloseTo(221.784832699, close);
        assertThat(SUPPORT.chiSquared(true).orElseThrow()).isCloseTo(220.829590375, close);
    }

    @Test
    void whatTheStrataDifferByIsOutOfIt() {
        ProportionComparison crude = ADMISSIONS.crude();
        assertThat(crude.first().asDouble()).isGreaterThan(crude.reference().asDouble());
        assertThat(ADMISSIONS.difference()).isNegative();
        assertThat(ADMISSIONS.differenceInterval(0.95).contains(0)).isTrue();
    }

    /** Two strata by hand: 10 of 100 against 20 of 400, 5 of 50 against 1 of 50. */
    @Test
    void aWorkedExample() {
        StratifiedComparison two = strata(new long[] {10, 90, 20, 380}, new long[] {5, 45, 1, 49});
        // (10·400 − 20·100)/500 + (5·50 − 1·50)/100 = 4 + 2 over 100·400/500 + 50·50/100 = 80 + 25
        assertThat(two.difference()).isCloseTo(6.0 / 105, within(1e-15));
        // (10·400/500 + 5·50/100) over (20·100/500 + 1·50/100) = 10.5 over 4.5
        assertThat(two.ratio().orElseThrow()).isCloseTo(10.5 / 4.5, within(1e-15));
        // Of the logarithm: (100·400·30 − 10·20·500)/500² + (50·50·6 − 5·1·100)/100² = 4.4 + 1.45 over 10.5·4.5
        double margin = 1.959963984540054 * Math.sqrt(5.85 / (10.5 * 4.5));
        assertThat(two.ratioInterval(0.95).upper()).isCloseTo(10.5 / 4.5 * Math.exp(margin), within(1e-12));
        // P = (100²·20 − 400²·10 + 100·400·300/2)/500² + (50²·1 − 50²·5)/100² = 19.2 − 1... and Q by its definition
        double p = (10_000.0 * 20 - 160_000.0 * 10 + 40_000.0 * 150) / 250_000 + (2_500.0 * (1 - 5)) / 10_000;
        double q = (10.0 * 380 + 20.0 * 90) / 1_000 + (5.0 * 49 + 1.0 * 45) / 200;
        double error = Math.sqrt(6.0 / 105 * p + q) / 105;
        assertThat(two.differenceInterval(0.95).lower())
                .isCloseTo(6.0 / 105 - 1.959963984540054 * error, within(1e-12));
        assertThat(two).hasToString("2 strata, 10.0 % (15 of 150) against 4.7 % (21 of 450)");
    }

    @Provide
    Arbitrary<ProportionComparison> stratum() {
        Arbitrary<Proportion> group = Arbitraries.longs()
                .between(1, 60)
                .flatMap(total -> Arbitraries.longs().between(0, total).map(count -> Proportion.of(count, total)));
        return Combinators.combine(group, group).as(Proportion::comparedWith);
    }

    @Property(tries = 200)
    void oneStratumIsTheTableItself(@ForAll("stratum") ProportionComparison stratum) {
        StratifiedComparison one = StratifiedComparison.of(List.of(stratum));
        assertThat(one.difference()).isCloseTo(stratum.difference(), within(1e-14));
        assertThat(one.ratio().isPresent()).isEqualTo(stratum.ratio().isPresent());
        stratum.ratio().ifPresent(ratio -> {
            assertThat(one.ratio().orElseThrow()).isCloseTo(ratio, within(1e-12 * (1 + ratio)));
            assertThat(one.ratioInterval(0.9).lower())
                    .isCloseTo(stratum.ratioInterval(0.9).lower(), within(1e-9));
        });
    }

    @Property(tries = 200)
    void groupsInterchangedAreTheOtherWayRound(
            @ForAll List<@net.jqwik.api.From("stratum") ProportionComparison> drawn) {
        if (drawn.isEmpty()) {
            return;
        }
        StratifiedComparison there = StratifiedComparison.of(drawn);
        List<ProportionComparison> turned = new ArrayList<>();
        drawn.forEach(stratum -> turned.add(stratum.reference().comparedWith(stratum.first())));
        StratifiedComparison back = StratifiedComparison.of(turned);
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-12));
        Interval interval = there.differenceInterval(0.95);
        assertThat(back.differenceInterval(0.95).lower()).isCloseTo(-interval.upper(), within(1e-9));
        assertThat(interval.contains(there.difference())).isTrue();
        there.chiSquared(true)
                .ifPresent(corrected -> assertThat(corrected)
                        .isLessThanOrEqualTo(there.chiSquared(false).orElseThrow()));
        there.oddsRatio()
                .ifPresent(odds -> there.oddsRatioInterval(0.95)
                        .ifPresent(its -> assertThat(its.lower()).isLessThanOrEqualTo(odds)));
    }

    @Test
    void nothingToCompareIsRefusedOrEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedComparison.of(List.of()))
                .withMessage("strata must not be empty");
        StratifiedComparison nobody = strata(new long[] {0, 5, 0, 9});
        assertThat(nobody.ratio()).isEmpty();
        assertThat(nobody.oddsRatio()).isEmpty();
        assertThat(nobody.chiSquared(true)).isEmpty();
        assertThat(nobody.pValue(true)).isEmpty();
        assertThat(nobody.ratioInterval(0.95).upper()).isInfinite();
        assertThat(nobody.oddsRatioInterval(0.95)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> nobody.oddsRatioInterval(1));
        assertThat(nobody.difference()).isZero();
    }
}
