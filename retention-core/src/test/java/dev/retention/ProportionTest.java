package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionTest {

    /** The docstring of PostHog's correlations: 5 and 1 of 7 and 11 are 25 times the odds, 11 times with one added to each count. */
    @Test
    void countsAddedToOddsKeepThemDefined() {
        assertThat(Proportion.of(5, 6).comparedWith(Proportion.of(2, 12)).oddsRatio())
                .hasValue(25);
        assertThat(Proportion.of(5, 6).comparedWith(Proportion.of(2, 12)).oddsRatio(1))
                .isEqualTo(11);
        assertThat(Proportion.of(4, 4).comparedWith(Proportion.of(3, 14)).oddsRatio(1))
                .isEqualTo(15);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Proportion.of(4, 4).comparedWith(Proportion.of(3, 14)).oddsRatio(0))
                .withMessage("added (0.0) must be positive and finite");
    }

    @Test
    void keepsItsCounts() {
        Proportion kept = Proportion.of(19, 20);
        assertThat(kept).hasToString("95.0 % (19 of 20)");
        assertThat(kept.asDouble()).isEqualTo(0.95);
        assertThat(kept.asPercent()).isEqualTo(95);
        assertThat(kept.complement()).isEqualTo(Proportion.of(1, 20));
        assertThat(kept.plus(Proportion.of(1, 2))).isEqualTo(Proportion.of(20, 22));
        assertThat(Proportion.pooled(List.of(kept, Proportion.of(1, 2), Proportion.of(0, 5))))
                .isEqualTo(Proportion.of(20, 27));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.of(0, 0))
                .withMessage("total (0) must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.of(-1, 3))
                .withMessage("count (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.of(4, 3))
                .withMessage("count (4) must be at most total (3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.pooled(List.of()))
                .withMessage("groups must not be empty");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Proportion.of(1, Long.MAX_VALUE).plus(Proportion.of(0, 1)));
    }

    @ParameterizedTest
    @EnumSource(ProportionInterval.class)
    void endsAreExact(ProportionInterval method) {
        for (long n : new long[] {1, 2, 3, 29, 1000}) {
            assertThat(Proportion.of(0, n).interval(method, 0.95).lower()).isZero();
            assertThat(Proportion.of(n, n).interval(method, 0.95).upper()).isEqualTo(1);
            boolean point = method == ProportionInterval.WALD;
            assertThat(Proportion.of(0, n).interval(method, 0.95).width() == 0).isEqualTo(point);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1, -1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void confidenceIsInsideZeroAndOne(double confidence) {
        Proportion half = Proportion.of(1, 2);
        for (ProportionInterval method : ProportionInterval.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> half.interval(method, confidence))
                    .withMessageContaining("confidence (" + confidence + ") must be inside (0, 1)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.comparedWith(half).differenceInterval(confidence));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.comparedWith(half).ratioInterval(confidence));
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is under test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Proportion.of(1, 2).interval(null, 0.95));
        assertThatNullPointerException().isThrownBy(() -> Proportion.of(1, 2).comparedWith(null));
        assertThatNullPointerException().isThrownBy(() -> Proportion.of(1, 2).plus(null));
        assertThatNullPointerException().isThrownBy(() -> Proportion.pooled(null));
    }

    @Test
    void comparisonsAtTheEdge() {
        ProportionComparison nobody = Proportion.of(0, 10).comparedWith(Proportion.of(0, 20));
        assertThat(nobody.ratio()).isEmpty();
        assertThat(nobody.ratioInterval(0.95)).isEqualTo(Interval.of(0, Double.POSITIVE_INFINITY, 0.95));
        assertThat(nobody.z()).isEmpty();
        assertThat(nobody.zTest(ProportionComparison.Alternative.TWO_SIDED)).isEmpty();
        assertThat(nobody.difference()).isZero();
        ProportionComparison everybody = Proportion.of(10, 10).comparedWith(Proportion.of(20, 20));
        assertThat(everybody.z()).isEmpty();
        assertThat(everybody.ratio()).hasValue(1);
        assertThat(everybody.ratioInterval(0.95)).isEqualTo(Interval.of(1, 1, 0.95));
        for (ProportionComparison.Alternative alternative : ProportionComparison.Alternative.values()) {
            assertThat(nobody.fisherExact(alternative)).isEqualTo(1);
            assertThat(everybody.fisherExact(alternative)).isEqualTo(1);
        }
        ProportionComparison oneSide = Proportion.of(0, 10).comparedWith(Proportion.of(5, 10));
        assertThat(oneSide.ratio()).hasValue(0);
        assertThat(oneSide.ratioInterval(0.9)).isEqualTo(Interval.of(0, Double.POSITIVE_INFINITY, 0.9));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Proportion.of(1, Long.MAX_VALUE)
                        .comparedWith(Proportion.of(1, 2))
                        .fisherExact(ProportionComparison.Alternative.LESS));
    }

    /** The odds of Fisher's twins, R's help page of fisher.test; it prints the conditional estimate, 0.047. */
    @Test
    void oddsRatioIsOfCountedAndOthers() {
        ProportionComparison twins = Proportion.of(2, 12).comparedWith(Proportion.of(15, 18));
        assertThat(twins.oddsRatio()).hasValue(0.04);
        assertThat(Proportion.of(5, 6).comparedWith(Proportion.of(2, 12)).oddsRatio())
                .hasValue(25);
    }

    @Test
    void oddsRatioOfNobodyOrEveryoneHasNoInterval() {
        Proportion none = Proportion.of(0, 7);
        Proportion some = Proportion.of(2, 5);
        Proportion all = Proportion.of(3, 3);
        assertThat(none.comparedWith(some).oddsRatio()).hasValue(0);
        assertThat(some.comparedWith(all).oddsRatio()).hasValue(0);
        assertThat(some.comparedWith(none).oddsRatio()).isEmpty();
        assertThat(all.comparedWith(some).oddsRatio()).isEmpty();
        for (Proportion edge : List.of(none, all)) {
            assertThat(edge.comparedWith(some).oddsRatioInterval(0.95)).isEmpty();
            assertThat(some.comparedWith(edge).oddsRatioInterval(0.95)).isEmpty();
            assertThat(edge.comparedWith(edge).chiSquared()).isEmpty();
        }
        assertThatThrownBy(() -> none.comparedWith(some).oddsRatioInterval(1))
                .hasMessage("confidence (1.0) must be inside (0, 1)");
        assertThat(some.comparedWith(some).oddsRatioInterval(0.95).orElseThrow().contains(1))
                .isTrue();
        assertThat(some.comparedWith(some).chiSquared()).hasValue(0);
    }

    @Test
    void anEstimatedShareHasTheIntervalOfTheCustomersItIsWorth() {
        for (ProportionInterval method : ProportionInterval.values()) {
            assertThat(method.of(0.25, 40, 0.95)).isEqualTo(method.of(Proportion.of(10, 40), 0.95));
            assertThat(method.of(1, 40, 0.95)).isEqualTo(method.of(Proportion.of(40, 40), 0.95));
            assertThat(method.of(0, 40, 0.95)).isEqualTo(method.of(Proportion.of(0, 40), 0.95));
        }
        // (2.5 + z²/2 ± z √(2.5 · 7.5/10 + z²/4)) / (10 + z²) of k = 2.5 of n = 10
        double z = 1.959963984540054;
        double half = z * Math.sqrt(2.5 * 7.5 / 10 + z * z / 4);
        Interval interval = ProportionInterval.WILSON.of(0.25, 10, 0.95);
        assertThat(interval.lower()).isCloseTo((2.5 + z * z / 2 - half) / (10 + z * z), within(1e-14));
        assertThat(interval.upper()).isCloseTo((2.5 + z * z / 2 + half) / (10 + z * z), within(1e-14));
        assertThatIllegalArgumentException().isThrownBy(() -> ProportionInterval.WILSON.of(0.5, 0, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> ProportionInterval.WILSON.of(1.5, 3, 0.95));
    }

    /** 3 of 20 with z²/2 of each added: p̃ = (3 + 1.9207) / (20 + 3.8415), ± 1.96 √(p̃ (1 − p̃) / 23.8415). */
    @Test
    void agrestiAndCoullAddCustomersOfBothKinds() {
        Interval interval = Proportion.of(3, 20).interval(ProportionInterval.AGRESTI_COULL, 0.95);
        assertThat(interval.lower()).isCloseTo(0.04393901127651956, within(1e-12));
        assertThat(interval.upper()).isCloseTo(0.368848599360454, within(1e-12));
    }

    @Test
    void exactIntervalsKnowWhereTheyEnd() {
        long most = 1_000_000_000_000_000L;
        for (ProportionInterval exact : List.of(ProportionInterval.JEFFREYS, ProportionInterval.CLOPPER_PEARSON)) {
            assertThat(exact.of(Proportion.of(0, most), 0.95).lower()).isZero();
            assertThat(exact.of(0, 1e15, 0.95)).isEqualTo(exact.of(Proportion.of(0, most), 0.95));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> exact.of(Proportion.of(0, most + 1), 0.95))
                    .withMessage("total (1000000000000001) must be at most 1000000000000000 for " + exact
                            + ": WILSON tells no difference there");
        }
        assertThat(ProportionInterval.WILSON
                        .of(Proportion.of(0, most + 1), 0.95)
                        .lower())
                .isZero();
    }
}
