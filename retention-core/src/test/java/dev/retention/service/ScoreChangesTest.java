package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ProportionComparison.Alternative;
import dev.retention.service.Feedback.Figure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScoreChangesTest {
    private static ScoreCounts csat(long... counts) {
        return ScoreCounts.of(Survey.CSAT, counts);
    }

    private static final ScoreCounts HAPPY = csat(0, 1, 4, 10, 15);
    private static final ScoreCounts UNHAPPY = csat(8, 9, 8, 3, 2);

    @Test
    void aProjectIsFlaggedOnlyIfItChangedByMoreThanNoiseAmongAllThatWereTried() {
        ScoreGroups<String> before = ScoreGroups.of(
                Map.of("fell", HAPPY, "same", HAPPY, "gone", HAPPY, "one", HAPPY, "equal", csat(0, 0, 0, 0, 3)));
        ScoreGroups<String> latest = ScoreGroups.of(Map.of(
                "fell",
                UNHAPPY,
                "same",
                HAPPY,
                "new",
                HAPPY,
                "one",
                csat(1, 0, 0, 0, 0),
                "equal",
                csat(0, 0, 0, 3, 0)));
        ScoreChanges<String> changes = ScoreChanges.of(Figure.MEAN, before, latest);
        assertThat(changes.changes()).extracting(ScoreChanges.Change::group).containsExactly("fell", "same");
        assertThat(changes.notTried()).containsExactlyInAnyOrder("gone", "one", "new", "equal");
        assertThat(changes.flagged(0.05)).extracting(ScoreChanges.Change::group).containsExactly("fell");
        ScoreChanges.Change<String> fell = changes.changes().get(0);
        assertThat(fell.adjusted()).isCloseTo(2 * fell.pValue(), within(1e-15));
        assertThat(fell.difference()).isNegative();
        assertThat(fell.interval(0.95).upper()).isNegative();
        assertThat(changes.changes().get(1).pValue()).isEqualTo(1);
        assertThat(fell.toString()).startsWith("fell: mean changed by -1.9");
        assertThat(changes).hasToString("changes of 2 groups, 4 not tried");
    }

    @Test
    void everyFigureHasItsOwnTest() {
        ScoreCounts before = ScoreCounts.of(Survey.NPS, 1, 0, 0, 1, 0, 2, 3, 9, 10, 20, 30);
        ScoreCounts latest = ScoreCounts.of(Survey.NPS, 5, 1, 2, 3, 4, 9, 9, 9, 10, 9, 5);
        ScoreGroups<Integer> first = ScoreGroups.of(Map.of(1, before));
        ScoreGroups<Integer> second = ScoreGroups.of(Map.of(1, latest));
        ScoreChanges.Change<Integer> nps =
                ScoreChanges.of(Figure.NPS, first, second).changes().get(0);
        Nps.Comparison scores =
                latest.nps().orElseThrow().comparedWith(before.nps().orElseThrow());
        assertThat(nps.pValue())
                .isEqualTo(scores.test(Nps.Method.ADJUSTED_WALD, Alternative.TWO_SIDED)
                        .orElseThrow());
        assertThat(nps.difference()).isEqualTo(scores.difference());
        assertThat(nps.interval(0.9)).isEqualTo(scores.differenceInterval(Nps.Method.ADJUSTED_WALD, 0.9));
        ScoreChanges.Change<Integer> box =
                ScoreChanges.of(Figure.TOP_BOX, first, second).changes().get(0);
        assertThat(box.difference()).isCloseTo(14 / 66.0 - 50 / 76.0, within(1e-12));
        assertThat(box.interval(0.9).upper()).isNegative();
        ScoreGroups<Integer> tops = ScoreGroups.of(Map.of(1, csat(0, 0, 0, 0, 5)));
        assertThat(ScoreChanges.of(Figure.TOP_BOX, tops, tops).changes().get(0).pValue())
                .isEqualTo(1);
    }

    @Test
    void scalesApartAndFiguresThatTheSurveyDoesNotHaveAreRefused() {
        ScoreGroups<Integer> csat = ScoreGroups.of(Map.of(1, HAPPY));
        ScoreGroups<Integer> ces = ScoreGroups.of(Map.of(1, ScoreCounts.of(Survey.CES, new long[7])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreChanges.of(Figure.MEAN, csat, ces))
                .withMessageContaining("latest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreChanges.of(Figure.NPS, csat, csat))
                .withMessageContaining("before");
        assertThat(ScoreChanges.of(Figure.MEAN, ces, ces).notTried()).containsExactly(1);
    }

    /** Of forty projects that did not change, a rule of 5 % each flags about two; this one flags none most of the time. */
    @Property(tries = 60)
    void projectsThatDidNotChangeAreSeldomFlagged(@ForAll Random random) {
        Map<Integer, ScoreCounts> before = new LinkedHashMap<>();
        Map<Integer, ScoreCounts> latest = new LinkedHashMap<>();
        for (int project = 0; project < 40; project++) {
            before.put(project, draw(random));
            latest.put(project, draw(random));
        }
        ScoreChanges<Integer> changes = ScoreChanges.of(Figure.MEAN, ScoreGroups.of(before), ScoreGroups.of(latest));
        assertThat(changes.flagged(0.05).size()).isLessThanOrEqualTo((int)
                changes.changes().stream().filter(each -> each.pValue() <= 0.05).count());
        assertThat(changes.flagged(0.05)).hasSizeLessThan(8);
        assertThat(changes.changes())
                .allSatisfy(each -> assertThat(each.adjusted()).isGreaterThanOrEqualTo(each.pValue()));
        assertThat(changes.changes())
                .isSortedAccordingTo((one, other) -> Double.compare(one.adjusted(), other.adjusted()));
    }

    private static ScoreCounts draw(Random random) {
        long[] counts = new long[5];
        for (int i = 0; i < 20; i++) {
            counts[random.nextInt(5)]++;
        }
        return csat(counts);
    }
}
