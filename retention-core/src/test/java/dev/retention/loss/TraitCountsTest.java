package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.ProportionComparison.Alternative;
import org.junit.jupiter.api.Test;

/** Figures of one trait from its counts, against published and hand-made numbers. */
class TraitCountsTest {
    /** Who pays by electronic check, of 7,043 customers of a telephone company (IBM's data of churn). */
    private static final TraitCounts CHECK = TraitCounts.of(1071, 2365, 1869, 7043);

    @Test
    void knowsTheTraitThatPaysByCheck() {
        assertThat(CHECK.lift().orElseThrow()).isCloseTo(1071.0 * 7043 / (2365.0 * 1869), within(1e-14));
        assertThat(CHECK.rate().orElseThrow()).hasToString("45.3 % (1071 of 2365)");
        assertThat(CHECK.rateOfRest().orElseThrow()).hasToString("17.1 % (798 of 4678)");
        assertThat(CHECK.overall().asDouble()).isCloseTo(0.2653698707936959, within(1e-15));
        assertThat(CHECK.shareOfTarget().orElseThrow().asDouble()).isCloseTo(1071.0 / 1869, within(1e-15));
        assertThat(CHECK.shareOfAll().asDouble()).isCloseTo(2365.0 / 7043, within(1e-15));
        assertThat(CHECK.riskDifference().orElseThrow()).isCloseTo(1071.0 / 2365 - 798.0 / 4678, within(1e-15));
        assertThat(CHECK.riskRatio().orElseThrow()).isCloseTo(1071.0 / 2365 / (798.0 / 4678), within(1e-12));
        assertThat(CHECK.oddsRatio().orElseThrow()).isCloseTo(4.024241438, within(1e-9));
        assertThat(CHECK.weightedAccuracy()).isCloseTo(2365.0 / 7043 * (1071.0 / 2365 - 1869.0 / 7043), within(1e-15));
        assertThat(CHECK).hasToString("45.3 % (1071 of 2365) against 17.1 % (798 of 4678), lift 1.707");
    }

    @Test
    void knowsTheTraitThatHasNoInternet() {
        TraitCounts none = TraitCounts.of(113, 1526, 1869, 7043);

        assertThat(none.lift().orElseThrow()).isCloseTo(0.2790437482, within(1e-9));
        assertThat(none.weightedAccuracy()).isCloseTo(-0.04145313401, within(1e-10));
        assertThat(none.riskRatioInterval(0.95).orElseThrow().lower()).isCloseTo(0.1940196433, within(1e-9));
        assertThat(none.riskRatioInterval(0.95).orElseThrow().upper()).isCloseTo(0.2789710022, within(1e-9));
        assertThat(none.oddsRatioInterval(0.95).orElseThrow().lower()).isCloseTo(0.1402619856, within(1e-9));
        assertThat(none.oddsRatioInterval(0.95).orElseThrow().upper()).isCloseTo(0.2091655825, within(1e-9));
        Interval difference = none.comparison().orElseThrow().differenceInterval(0.95);
        assertThat(difference.lower()).isCloseTo(-0.2615716006, within(1e-9));
        assertThat(difference.upper()).isCloseTo(-0.2255168506, within(1e-9));
        assertThat(none.chiSquared().orElseThrow()).isCloseTo(365.7715641, within(1e-6));
        assertThat(none.log10ChiSquaredP().orElseThrow()).isCloseTo(-80.8071302, within(1e-7));
        assertThat(CHECK.log10ChiSquaredP().orElseThrow()).isCloseTo(-140.9119389, within(1e-7));
        assertThat(TraitCounts.of(1446, 3473, 1869, 7043).log10ChiSquaredP().orElseThrow())
                .isCloseTo(-175.5287601, within(1e-7));
        assertThat(TraitCounts.of(170, 682, 1869, 7043).log10ChiSquaredP().orElseThrow())
                .isCloseTo(-0.4999747782, within(1e-9));
        assertThat(TraitCounts.of(4, 4, 4, 4).log10ChiSquaredP()).isEmpty();
        assertThat(none.log10PValue()).isCloseTo(-97.01305161, within(1e-7));
        assertThat(none.pValue()).isCloseTo(Math.pow(10, -97.01305161), within(1e-103));
    }

    /** Fisher's lady told three of four cups right. */
    @Test
    void tastesTea() {
        TraitCounts tea = TraitCounts.of(3, 4, 4, 8);

        assertThat(tea.pValue()).isCloseTo(0.4857142857142857, within(1e-12));
        assertThat(tea.comparison().orElseThrow().fisherExact(Alternative.GREATER))
                .isCloseTo(0.24285714285714285, within(1e-12));
    }

    @Test
    void figuresThatCountsDoNotDefineAreEmpty() {
        TraitCounts everybody = TraitCounts.of(3, 10, 3, 10);
        assertThat(everybody.comparison()).isEmpty();
        assertThat(everybody.rateOfRest()).isEmpty();
        assertThat(everybody.riskDifference()).isEmpty();
        assertThat(everybody.riskRatio()).isEmpty();
        assertThat(everybody.oddsRatio()).isEmpty();
        assertThat(everybody.chiSquared()).isEmpty();
        assertThat(everybody.lift()).hasValue(1);
        assertThat(everybody.weightedAccuracy()).isZero();
        assertThat(everybody.pValue()).isEqualTo(1);
        assertThat(everybody).hasToString("30.0 % (3 of 10) in all, lift 1");

        TraitCounts nobody = TraitCounts.of(0, 0, 3, 10);
        assertThat(nobody.rate()).isEmpty();
        assertThat(nobody.lift()).isEmpty();
        assertThat(nobody.pValue()).isEqualTo(1);

        TraitCounts noTarget = TraitCounts.of(0, 4, 0, 10);
        assertThat(noTarget.lift()).isEmpty();
        assertThat(noTarget.shareOfTarget()).isEmpty();
        assertThat(noTarget.chiSquared()).isEmpty();
        assertThat(noTarget.riskRatioInterval(0.95)).isEmpty();
        assertThat(noTarget.pValue()).isEqualTo(1);

        TraitCounts onlyThese = TraitCounts.of(3, 5, 3, 10);
        assertThat(onlyThese.riskRatio()).isEmpty();
        assertThat(onlyThese.riskRatioInterval(0.95)).isEmpty();
        assertThat(onlyThese.oddsRatio()).isEmpty();
        assertThat(onlyThese.oddsRatioInterval(0.95)).isEmpty();

        TraitCounts onlyOthers = TraitCounts.of(0, 5, 3, 10);
        assertThat(onlyOthers.riskRatio()).hasValue(0);
        assertThat(onlyOthers.riskRatioInterval(0.95)).isEmpty();
        assertThat(onlyOthers.oddsRatio()).hasValue(0);
    }

    @Test
    void largeCountsAreExact() {
        long n = 1L << 60;
        TraitCounts alike = TraitCounts.of(n / 16 + 1, n / 4, n / 4, n);

        assertThat(alike.weightedAccuracy() * n).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesCountsOfNobody() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TraitCounts.of(-1, 2, 3, 4))
                .withMessage("targetWith (-1) must be at least 0");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TraitCounts.of(3, 2, 3, 4))
                .withMessageContaining("with (2) must be from targetWith");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TraitCounts.of(2, 2, 1, 4))
                .withMessageContaining("target (1) must be from targetWith");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TraitCounts.of(0, 2, 3, 4))
                .withMessageContaining("with (2) must leave no more");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TraitCounts.of(0, 0, 0, 0))
                .withMessage("all (0) must be at least 1");
    }
}
