package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreCountsTest {
    private static final ScoreCounts CSAT = ScoreCounts.of(Survey.CSAT, 4, 6, 15, 40, 35);

    @Test
    void boxesAndMeansFollowFromTheCounts() {
        assertThat(CSAT.answers()).isEqualTo(100);
        assertThat(CSAT.count(4)).isEqualTo(40);
        assertThat(CSAT.topBox()).contains(Proportion.of(75, 100));
        assertThat(CSAT.low()).contains(Proportion.of(10, 100));
        assertThat(CSAT.atLeast(5)).contains(Proportion.of(35, 100));
        assertThat(CSAT.average()).hasValue(3.96);
        assertThat(CSAT.mean().orElseThrow().mean()).isEqualTo(3.96);
        assertThat(CSAT).hasToString(Survey.CSAT + ": 4 × 1, 6 × 2, 15 × 3, 40 × 4, 35 × 5");
        assertThat(CSAT.plus(CSAT)).isEqualTo(ScoreCounts.of(Survey.CSAT, 8, 12, 30, 80, 70));
        assertThat(CSAT.plus(CSAT)).hasSameHashCodeAs(ScoreCounts.of(Survey.CSAT, 8, 12, 30, 80, 70));
    }

    @Test
    void promotersAndDetractorsAreThoseFromNineAndBelowSeven() {
        ScoreCounts counts = ScoreCounts.of(Survey.NPS, 1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6);
        assertThat(counts.nps()).contains(Nps.of(11, 7, 3));
        assertThatIllegalStateException().isThrownBy(CSAT::nps).withMessageContaining("csat");
    }

    @Test
    void ofNoAnswersThereIsNothing() {
        ScoreCounts none = ScoreCounts.of(Survey.NPS, new long[11]);
        assertThat(none.nps()).isEmpty();
        assertThat(none.average()).isEmpty();
        assertThat(none.mean()).isEmpty();
        assertThat(none.topBox()).isEmpty();
        assertThat(none.low()).isEmpty();
        assertThat(none.toString()).endsWith(": no answers");
    }

    @Test
    void scoresOutsideTheScaleAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CSAT.count(0))
                .withMessage("score (0) must be from 1 to 5, the scale of " + Survey.CSAT);
        assertThatIllegalArgumentException().isThrownBy(() -> CSAT.atLeast(6)).withMessageContaining("score (6)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreCounts.of(Survey.CSAT, 1, 2))
                .withMessageContaining("counts (2) must be one for each of the 5 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreCounts.of(Survey.CSAT, 1, -1, 1, 1, 1))
                .withMessageContaining("counts (-1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CSAT.plus(ScoreCounts.of(Survey.CES, new long[7])))
                .withMessageContaining("other");
    }

    @Test
    void surveysSayTheirScaleAndRefuseBoundsOutsideIt() {
        assertThat(Survey.CSAT).hasToString("\"csat\" from 1 to 5, low below 3, high from 4");
        assertThat(Survey.CSAT.where("role", "boss").where("project", "x"))
                .hasToString(
                        "\"csat\" from 1 to 5, low below 3, high from 4, where role is \"boss\" and project is \"x\"")
                .isEqualTo(Survey.of("csat", 1, 5, 3, 4).where("role", "boss").where("project", "x"))
                .isNotEqualTo(Survey.CSAT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Survey.of("x", 1, 1, 1, 1))
                .withMessageContaining("most (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Survey.of("x", 1, 5, 0, 4))
                .withMessageContaining("lowBelow (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Survey.of("x", 1, 5, 3, 6))
                .withMessageContaining("highFrom (6)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Survey.of("", 1, 5, 3, 4))
                .withMessageContaining("name");
    }

    @Property(tries = 100)
    void meansAreThoseOfTheScoresThemselves(
            @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 1, max = 7) Integer> scores) {
        long[] counts = new long[7];
        List<Double> values = new ArrayList<>();
        scores.forEach(score -> {
            counts[score - 1]++;
            values.add((double) score);
        });
        ScoreMean mean = ScoreCounts.of(Survey.CES, counts).mean().orElseThrow();
        ScoreMean expected = ScoreMean.of(values).orElseThrow();
        assertThat(mean.mean()).isCloseTo(expected.mean(), within(1e-12));
        assertThat(mean.standardError()).isCloseTo(expected.standardError(), within(1e-12));
        assertThat(mean.degreesOfFreedom()).isEqualTo(expected.degreesOfFreedom());
    }
}
