package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.service.StageRates.Bound;
import dev.retention.service.StageRates.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StageRatesTest {
    private static final List<String> STAGES = List.of("signed", "onboarded", "live");

    private final StageRates rates = StageRates.of(STAGES, List.of(100L, 80L, 76L));

    @Test
    void sixStagesOfNinetyFivePercentKeepNotThreeQuarters() {
        assertThat(StageRates.productOf(0.95, 0.95, 0.95, 0.95, 0.95, 0.95)).isCloseTo(0.735091890625, within(1e-12));
        assertThat(StageRates.productOf()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.productOf(0.5, 95))
                .withMessage("rates (95.0) must be in [0, 1]");
    }

    @Test
    void ratesAreOfThoseWhoEnteredTheStageAndTheirProductOfThoseWhoEnteredTheFirst() {
        assertThat(rates.steps().get(0).rate()).contains(Proportion.of(80, 100));
        assertThat(rates.steps().get(1).rate()).contains(Proportion.of(76, 80));
        assertThat(rates.product()).contains(Proportion.of(76, 100));
        assertThat(rates).hasToString("signed 100 → onboarded 80 → live 76: 76.0 %");
        assertThat(rates.steps().get(0).interval(0.95))
                .contains(ProportionInterval.WILSON.of(Proportion.of(80, 100), 0.95));
    }

    @Test
    void mostIsLostWhereMostCustomersAreAndMostMayBeLostWhereFewHaveBeen() {
        assertThat(rates.lost()).isEqualTo(24);
        assertThat(rates.shareOfLost(rates.steps().get(0))).contains(Proportion.of(20, 24));
        assertThat(rates.byLoss(0.95)).extracting(Step::stage).containsExactly("signed", "onboarded");
        StageRates few = StageRates.of(STAGES, List.of(1000L, 5L, 5L), List.of(990L, 0L));
        assertThat(few.byLoss(0.95)).extracting(Step::stage).containsExactly("signed", "onboarded");
        StageRates late = StageRates.of(STAGES, List.of(1000L, 900L, 899L));
        StageRates small = StageRates.of(STAGES, List.of(10L, 9L, 9L));
        assertThat(late.byLoss(0.95).get(0).stage()).isEqualTo("signed");
        assertThat(small.steps().get(1).lossInterval(0.95).orElseThrow().upper())
                .isGreaterThan(0.2);
    }

    @Test
    void whoIsStillInBoundsTheRatesFromBothSides() {
        Step step = new Step("signed", 100, 60, 30);
        assertThat(step.lost()).isEqualTo(10);
        Interval pass = step.interval(0.95).orElseThrow();
        assertThat(pass.lower())
                .isEqualTo(ProportionInterval.WILSON
                        .of(Proportion.of(60, 100), 0.95)
                        .lower());
        assertThat(pass.upper())
                .isEqualTo(ProportionInterval.WILSON
                        .of(Proportion.of(90, 100), 0.95)
                        .upper());
        Interval loss = step.lossInterval(0.95).orElseThrow();
        assertThat(loss.lower()).isCloseTo(1 - pass.upper(), within(1e-12));
        assertThat(loss.upper()).isCloseTo(1 - pass.lower(), within(1e-12));
    }

    @Test
    void theIntervalOfTheProductIsByNameAndMissingWhereNobodyArrives() {
        // 1 / 76 − 1 / 100 is the sum of both stages' (1 − rate) / (entered × rate).
        double half = 1.959963984540054 * Math.sqrt(20 / (100 * 80.0) + 4 / (80 * 76.0));
        Interval delta = rates.productInterval(Bound.LOG_DELTA, 0.95).orElseThrow();
        assertThat(delta.lower()).isCloseTo(0.76 * Math.exp(-half), within(1e-12));
        assertThat(delta.upper()).isCloseTo(0.76 * Math.exp(half), within(1e-12));
        Interval bound = rates.productInterval(Bound.OF_STAGES, 0.95).orElseThrow();
        assertThat(bound.lower()).isLessThan(delta.lower());
        assertThat(bound.upper()).isGreaterThan(delta.upper());
        StageRates nobody = StageRates.of(STAGES, List.of(10L, 0L, 0L));
        assertThat(nobody.productInterval(Bound.LOG_DELTA, 0.95)).isEmpty();
        assertThat(nobody.productInterval(Bound.OF_STAGES, 0.95).orElseThrow().lower())
                .isZero();
        StageRates empty = StageRates.of(STAGES, List.of(0L, 0L, 0L));
        assertThat(empty.product()).isEmpty();
        assertThat(empty.productInterval(Bound.OF_STAGES, 0.95)).isEmpty();
        assertThat(empty.byLoss(0.95)).isEmpty();
        assertThat(empty.shareOfLost(empty.steps().get(0))).isEmpty();
    }

    @Test
    void ofAllWhoArriveTheDeltaMethodHasAPointAndAMissingCountIsNamed() {
        StageRates all = StageRates.of(List.of("signed", "live"), List.of(5L, 5L));
        assertThat(all.productInterval(Bound.LOG_DELTA, 0.95)).contains(Interval.of(1, 1, 0.95));
        assertThat(all.productInterval(Bound.OF_STAGES, 0.95).orElseThrow().lower())
                .isCloseTo(0.4782, within(5e-5));
        assertThatNullPointerException()
                .isThrownBy(() -> StageRates.of(STAGES, Arrays.asList(5L, null, 1L)))
                .withMessage("entered");
        assertThatNullPointerException()
                .isThrownBy(() -> StageRates.of(STAGES, List.of(5L, 4L, 1L), Arrays.asList(1L, null)))
                .withMessage("stillIn");
    }

    @Property(tries = 100)
    void theProductTelescopesAndWhoEnteredPassedOrIsLost(
            @ForAll @Size(min = 2, max = 7) List<@LongRange(min = 1, max = 500) Long> counts) {
        List<Long> entered = new ArrayList<>(counts);
        entered.sort(Collections.reverseOrder());
        List<String> stages = entered.stream().map(unused -> "").toList();
        List<String> names = new ArrayList<>();
        stages.forEach(unused -> names.add("stage " + names.size()));
        StageRates each = StageRates.of(names, entered);
        double[] shares = each.steps().stream()
                .mapToDouble(step -> step.rate().orElseThrow().asDouble())
                .toArray();
        double product = each.product().orElseThrow().asDouble();
        assertThat(StageRates.productOf(shares)).isCloseTo(product, within(1e-12));
        assertThat(each.lost()).isEqualTo(entered.get(0) - entered.get(entered.size() - 1));
        for (Bound bound : Bound.values()) {
            Interval interval = each.productInterval(bound, 0.9).orElseThrow();
            assertThat(interval.lower()).isBetween(0.0, product + 1e-12);
            assertThat(interval.upper()).isBetween(product - 1e-12, 1.0);
        }
    }

    @Test
    void countsThatRiseAndStagesThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.of(STAGES, List.of(10L, 11L, 1L)))
                .withMessage("entered ([10, 11, 1]) must never rise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.of(STAGES, List.of(10L, 9L)))
                .withMessage("entered ([10, 9]) must be one for each of [signed, onboarded, live]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.of(STAGES, List.of(10L, 9L, 8L), List.of(2L, 0L)))
                .withMessage("entered (10) of stage signed must be at least passed (9) and stillIn (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.of(List.of("a", "a"), List.of(1L, 1L)))
                .withMessage("stages ([a, a]) must differ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageRates.of(List.of("a", "left"), List.of(1L, 1L)))
                .withMessage("stages ([a, left]) must not be called left");
    }
}
