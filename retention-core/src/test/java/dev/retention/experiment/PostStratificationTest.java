package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.internal.StudentT;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostStratificationTest {
    private static final PostStratification PLANS = PostStratification.of(
            ordered("basic", SampleMean.of(500, 20, 90), "gold", SampleMean.of(100, 80, 400)),
            ordered("basic", SampleMean.of(450, 19, 85), "gold", SampleMean.of(150, 77, 390)));

    private static Map<String, SampleMean> ordered(String one, SampleMean first, String two, SampleMean second) {
        Map<String, SampleMean> ordered = new LinkedHashMap<>();
        ordered.put(one, first);
        ordered.put(two, second);
        return ordered;
    }

    /** By hand: weights 950/1200 and 250/1200. */
    @Test
    void itIsWhatTheDefinitionSays() {
        double basic = 950.0 / 1200;
        double gold = 250.0 / 1200;
        double[] parts = {
            basic * basic * 90 / 500, gold * gold * 400 / 100, basic * basic * 85 / 450, gold * gold * 390 / 150
        };
        double[] degrees = {499, 99, 449, 149};
        double variance = 0;
        double below = 0;
        for (int i = 0; i < parts.length; i++) {
            variance += parts[i];
            below += parts[i] * parts[i] / degrees[i];
        }
        double difference = basic + gold * 3;
        double half = StudentT.critical(0.9, variance * variance / below) * Math.sqrt(variance);
        Effect effect = PLANS.effect(EffectScale.ABSOLUTE, 0.9).orElseThrow();
        assertThat(PLANS.customers()).isEqualTo(1200);
        assertThat(effect.estimate().orElseThrow()).isCloseTo(difference, within(1e-12));
        assertThat(effect.interval().orElseThrow().lower()).isCloseTo(difference - half, within(1e-9));
        assertThat(effect.interval().orElseThrow().upper()).isCloseTo(difference + half, within(1e-9));
        double control = basic * 19 + gold * 77;
        Effect lift = PLANS.effect(EffectScale.RELATIVE, 0.9).orElseThrow();
        assertThat(lift.control()).isCloseTo(control, within(1e-12));
        assertThat(lift.estimate().orElseThrow()).isCloseTo(difference / control, within(1e-12));
        assertThat(lift.toString()).endsWith(", by post-stratification");
        assertThat(PLANS).hasToString("2 strata [basic, gold]");
    }

    /** In all, the control has more gold and spends more; within plans, the treated do. */
    @Test
    void whatTheArmsDifferByInPlansIsOutOfIt() {
        Effect effect = PLANS.effect(EffectScale.ABSOLUTE, 0.95).orElseThrow();
        double treated = (500 * 20.0 + 100 * 80) / 600;
        double control = (450 * 19.0 + 150 * 77) / 600;
        assertThat(treated - control).isNegative();
        assertThat(effect.estimate().orElseThrow()).isPositive();
        assertThat(effect.verdict(false)).isEqualTo(Effect.Verdict.BETTER);
    }

    @Test
    void oneStratumIsTheComparison() {
        SampleMean treated = SampleMean.of(50, 4, 9);
        SampleMean control = SampleMean.of(70, 3, 5);
        for (EffectScale scale : EffectScale.values()) {
            Effect one = MeanComparison.of(treated, control).effect(scale, 0.95);
            Effect other = PostStratification.of(Map.of("all", treated), Map.of("all", control))
                    .effect(scale, 0.95)
                    .orElseThrow();
            Interval interval = one.interval().orElseThrow();
            assertThat(other.interval().orElseThrow().lower()).isCloseTo(interval.lower(), within(1e-12));
            assertThat(other.interval().orElseThrow().upper()).isCloseTo(interval.upper(), within(1e-12));
            assertThat(other.pValue().orElseThrow()).isCloseTo(one.pValue().orElseThrow(), within(1e-12));
        }
    }

    @Test
    void strataWithoutTwoCustomersInAnArmAreLeftOutByName() {
        SampleMean some = SampleMean.of(50, 4, 9);
        SampleMean one = SampleMean.ofValues(4);
        PostStratification strata = PostStratification.of(ordered("a", some, "b", one), ordered("b", some, "c", some));
        assertThat(strata.leftOut()).containsExactly("a", "b", "c");
        assertThat(strata.customers()).isZero();
        assertThat(strata.effect(EffectScale.ABSOLUTE, 0.95)).isEmpty();
        assertThat(PostStratification.of(ordered("a", some, "b", some), ordered("b", some, "c", some)))
                .hasToString("1 stratum [b], left out [a, c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostStratification(Map.of("b", MeanComparison.of(one, some)), List.of()))
                .withMessageStartingWith("strata (b: 4 of 1 customer against");
    }

    @Test
    void strataInWhichNothingVariesHaveNoInterval() {
        SampleMean same = SampleMean.of(50, 4, 0);
        Effect effect = PostStratification.of(Map.of("a", same), Map.of("a", same))
                .effect(EffectScale.ABSOLUTE, 0.95)
                .orElseThrow();
        assertThat(effect.estimate()).hasValue(0);
        assertThat(effect.interval()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        Map<String, SampleMean> good = Map.of("a", SampleMean.of(2, 1, 1));
        Map<String, SampleMean> noMean = new HashMap<>();
        noMean.put("a", null);
        Map<String, SampleMean> noName = new HashMap<>();
        noName.put(null, SampleMean.of(2, 1, 1));
        assertThatNullPointerException()
                .isThrownBy(() -> PostStratification.of(good, noMean))
                .withMessage("a of control");
        assertThatNullPointerException()
                .isThrownBy(() -> PostStratification.of(noMean, good))
                .withMessage("a of treated");
        assertThatNullPointerException()
                .isThrownBy(() -> PostStratification.of(noName, good))
                .withMessage("a stratum of treated");
        assertThatNullPointerException()
                .isThrownBy(() -> PostStratification.of(good, noName))
                .withMessage("a stratum of control");
        assertThatNullPointerException()
                .isThrownBy(() -> new PostStratification(Map.of(), Arrays.asList("a", null)))
                .withMessage("a stratum of leftOut");
    }
}
