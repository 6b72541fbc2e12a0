package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedScoresTest {
    private record Row(long customer, String project, String rater, int score) {}

    private static final List<Row> ROWS = List.of(
            new Row(1, "a", "staff", 5),
            new Row(1, "a", "customer", 2),
            new Row(2, "a", "customer", 3),
            new Row(1, "b", "staff", 4),
            new Row(1, "b", "customer", 4),
            new Row(2, "c", "staff", 5),
            new Row(2, "c", "customer", 4),
            new Row(2, "d", "staff", 3),
            new Row(3, "e", "customer", 1));

    private static ScoreGroups<String> by(String rater) {
        LocalDate day = LocalDate.of(2024, 3, 1);
        HistoryStore<Long> store = Scores.reader(Row::customer, (Row row) -> day, row -> "csat")
                .answered(row -> day, Row::score)
                .project(Row::project)
                .rater(Row::rater)
                .from(ROWS);
        return ScoreGroups.byColumn(
                Scores.PROJECT,
                Survey.CSAT.where(Scores.RATER, rater),
                Sweep.over(store),
                Timeline.monthly(LocalDate.of(2024, 3, 31)));
    }

    @Test
    void staffAndCustomersAreSetSideBySideProjectByProject() {
        PairedScores<String> pairs = PairedScores.of(by("staff"), by("customer"));
        assertThat(pairs.pairs()).extracting(PairedScores.Pair::difference).containsExactly(2.5, 0.0, 1.0);
        assertThat(pairs.unpaired()).containsExactly("d", "e");
        assertThat(pairs.apartMost(2)).extracting(PairedScores.Pair::group).containsExactly("a", "c");
        assertThat(pairs.within(1)).contains(Proportion.of(2, 3));
        ScoreMean difference = pairs.difference().orElseThrow();
        assertThat(difference.mean()).isCloseTo(7 / 6.0, within(1e-12));
        // s² of 2.5, 0 and 1 is 19/12.
        assertThat(difference.standardError()).isCloseTo(Math.sqrt(19 / 36.0), within(1e-12));
        assertThat(difference.test(Alternative.TWO_SIDED).orElseThrow()).isBetween(0.2, 0.3);
        assertThat(pairs.pairs().get(0)).hasToString("a: 5 and 2.5");
        assertThat(pairs).hasToString("3 pairs, 2 by one rater alone");
    }

    @Test
    void meansThatAreAsFarApartAreSoToTheLastBit() {
        Map<Integer, ScoreCounts> first = new LinkedHashMap<>();
        Map<Integer, ScoreCounts> second = new LinkedHashMap<>();
        // Means of 4.1 and 3.1 to 4.9 and 3.9.
        for (int part = 1; part < 10; part++) {
            first.put(part, ScoreCounts.of(Survey.CSAT, 0, 0, 0, 10 - part, part));
            second.put(part, ScoreCounts.of(Survey.CSAT, 0, 0, 20 - 2 * part, 2 * part, 0));
        }
        PairedScores<Integer> pairs = PairedScores.of(ScoreGroups.of(first), ScoreGroups.of(second));
        assertThat(pairs.within(1)).contains(Proportion.of(9, 9));
        assertThat(pairs.apartMost(1)).extracting(PairedScores.Pair::group).containsExactly(1);
        assertThat(pairs.difference()).contains(new ScoreMean(1, 0, 8));
        assertThat(pairs.difference().orElseThrow().test(Alternative.TWO_SIDED)).isEmpty();
    }

    @Test
    void swappingTheRatersTurnsTheSign() {
        PairedScores<String> one = PairedScores.of(by("staff"), by("customer"));
        PairedScores<String> other = PairedScores.of(by("customer"), by("staff"));
        assertThat(other.difference().orElseThrow().mean())
                .isCloseTo(-one.difference().orElseThrow().mean(), within(1e-12));
        assertThat(other.within(0)).isEqualTo(one.within(0));
    }

    @Test
    void ofNoPairsThereIsNothingAndScalesApartAreRefused() {
        ScoreCounts csat = ScoreCounts.of(Survey.CSAT, 1, 0, 0, 0, 0);
        Map<Integer, ScoreCounts> silent = new LinkedHashMap<>();
        silent.put(1, ScoreCounts.of(Survey.CSAT, new long[5]));
        PairedScores<Integer> none = PairedScores.of(ScoreGroups.of(Map.of(1, csat)), ScoreGroups.of(silent));
        assertThat(none.within(1)).isEmpty();
        assertThat(none.difference()).isEmpty();
        assertThat(none.apartMost(3)).isEmpty();
        assertThat(none.unpaired()).containsExactly(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedScores.Pair<>(1, csat, ScoreCounts.of(Survey.CES, 1, 0, 0, 0, 0, 0, 0)))
                .withMessageContaining("second");
        assertThatIllegalArgumentException().isThrownBy(() -> none.within(-1)).withMessageContaining("points");
        assertThatIllegalArgumentException().isThrownBy(() -> none.apartMost(0)).withMessageContaining("count");
    }
}
