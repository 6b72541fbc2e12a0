package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Interval;
import dev.retention.loss.ScoreCheck.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Verdicts on customers that are simulated, so that the truth is known. */
class ScoreVerdictTest {
    private static final int WITHIN = 90;

    /**
     * Customers with a score from 0 to 1, lost in time with the probability {@code base + slope · score}; a share is seen for the last time
     * on a day drawn from all days.
     */
    private static List<ScoredCustomer<Integer>> simulated(
            long seed, int customers, double base, double slope, double censored) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredCustomer<Integer>> rows = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double score = random.nextDouble();
            boolean isLost = random.nextDouble() < base + slope * score;
            long until = isLost ? 1 + random.nextInt(WITHIN) : WITHIN;
            long seen = random.nextDouble() < censored ? random.nextInt(WITHIN) : WITHIN;
            rows.add(ScoredCustomer.of(i, score, Math.min(until, seen), isLost && until <= seen));
        }
        return rows;
    }

    private static Map<ScoreVerdict.Kind, Integer> verdicts(int seeds, double base, double slope, double censored) {
        Map<ScoreVerdict.Kind, Integer> counts = new EnumMap<>(ScoreVerdict.Kind.class);
        for (int seed = 0; seed < seeds; seed++) {
            ScoreCheck check = ScoreCheck.of(simulated(seed, 1000, base, slope, censored), Kind.RISK, WITHIN);
            counts.merge(check.verdict(0.95).kind(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void aScoreThatKnowsNothingIsFoundToPredictNothing() {
        assertThat(verdicts(200, 0.2, 0, 0).get(ScoreVerdict.Kind.NOTHING)).isGreaterThanOrEqualTo(188);
        assertThat(verdicts(200, 0.2, 0, 0.3).get(ScoreVerdict.Kind.NOTHING)).isGreaterThanOrEqualTo(188);
    }

    @Test
    void aScoreThatKnowsIsFound() {
        assertThat(verdicts(40, 0.02, 0.4, 0.3)).containsOnlyKeys(ScoreVerdict.Kind.PREDICTS);
        assertThat(verdicts(40, 0.42, -0.4, 0.3)).containsOnlyKeys(ScoreVerdict.Kind.UPSIDE_DOWN);
    }

    @Test
    void probabilitiesThatAreRightPassAndOthersAreNamed() {
        int misjudged = 0;
        int byClass = 0;
        for (int seed = 0; seed < 40; seed++) {
            List<ScoredCustomer<Integer>> rows = simulated(seed, 1500, 0.02, 0.4, 0.3);
            misjudged += probabilities(rows, 0.02, 0.4).verdict(0.95).kind() == ScoreVerdict.Kind.MISJUDGED ? 1 : 0;
            assertThat(probabilities(rows, 0.12, 0.4).verdict(0.95).words())
                    .startsWith("it ranks well: AUC ")
                    .contains("but its probabilities are too high by ");
            assertThat(probabilities(rows, 0, 0.3).verdict(0.95).words()).contains("too low by ");
            // Right in the mean (0.4 · (1 − 0.2067/0.8)² = 0.22), and much too sure of it.
            ScoreVerdict sure = probabilities(rows, -0.2067, 0.8).verdict(0.95);
            assertThat(sure.kind()).isEqualTo(ScoreVerdict.Kind.MISJUDGED);
            byClass += sure.words().contains("its probabilities of a class are too ") ? 1 : 0;
        }
        assertThat(byClass).isGreaterThanOrEqualTo(30);
        assertThat(misjudged).isLessThanOrEqualTo(4);
    }

    /** Of probabilities that are right one in twenty may be called wrong; of 150 at most 17 are, but once in a thousand times. */
    @Test
    void rightProbabilitiesAreCalledWrongNoMoreOftenThanAskedFor() {
        int misjudged = 0;
        for (int seed = 0; seed < 150; seed++) {
            ScoreVerdict.Kind kind = probabilities(simulated(seed, 600, 0.02, 0.4, 0), 0.02, 0.4)
                    .verdict(0.95)
                    .kind();
            misjudged += kind == ScoreVerdict.Kind.MISJUDGED ? 1 : 0;
        }
        assertThat(misjudged).isBetween(1, 17);
    }

    private static ScoreCheck probabilities(List<ScoredCustomer<Integer>> rows, double base, double slope) {
        return ScoreCheck.of(
                rows.stream()
                        .map(row -> ScoredCustomer.of(
                                row.customer(),
                                Math.max(0, base + slope * row.score().orElseThrow()),
                                row.followed(),
                                row.lost()))
                        .toList(),
                Kind.PROBABILITY,
                WITHIN);
    }

    @Test
    void intervalsHoldTheAreaThatEverybodyFollowedWouldHave() {
        // With p(s) = 0.05 + 0.4 s, ∫ p(s) ∫₀ˢ (1 − p(t)) dt ds = ∫ (0.05 + 0.4 s) (0.95 s − 0.2 s²) ds = 0.12708333,
        // of all pairs
        // 0.25 · 0.75.
        double truth = (0.0475 / 2 + 0.37 / 3 - 0.08 / 4) / (0.25 * 0.75);
        int held = 0;
        int heldByReplicates = 0;
        for (int seed = 0; seed < 200; seed++) {
            ScoreCheck check = ScoreCheck.of(simulated(seed, 300, 0.05, 0.4, 0.6), Kind.RISK, WITHIN);
            held += check.interval(0.9).orElseThrow().contains(truth) ? 1 : 0;
            if (seed < 20) {
                Interval own = check.resampled(ScoreCheck::auc, 150, new SplittableRandom(seed), 0.9)
                        .orElseThrow();
                heldByReplicates += own.contains(truth) ? 1 : 0;
            }
        }
        assertThat(held).isBetween(170, 194);
        assertThat(heldByReplicates).isBetween(15, 20);
    }

    @Test
    void withFewCustomersNothingIsSaid() {
        ScoreVerdict few =
                ScoreCheck.of(simulated(1, 40, 0.1, 0, 0), Kind.RISK, WITHIN).verdict(0.95);
        assertThat(few.kind()).isEqualTo(ScoreVerdict.Kind.TOO_FEW);
        assertThat(few).hasToString("too few losses to say: 2 within 90 days, of 10 at least");
        ScoreVerdict stayed =
                ScoreCheck.of(simulated(1, 40, 0.9, 0, 0), Kind.RISK, WITHIN).verdict(0.95);
        assertThat(stayed.words()).startsWith("too few who stayed to say: ");
        ScoreVerdict early =
                ScoreCheck.of(simulated(1, 40, 0.1, 0, 0), Kind.RISK, 91).verdict(0.95);
        assertThat(early.kind()).isEqualTo(ScoreVerdict.Kind.TOO_EARLY);
        assertThat(early).hasToString("too early to say: of 40 customers with a score nobody was followed for 91 days");
        assertThat(ScoreCheck.of(List.of(), Kind.RISK, 90).verdict(0.95).kind()).isEqualTo(ScoreVerdict.Kind.TOO_EARLY);
    }

    @Test
    void aWideIntervalIsUnclearAndOneScoreForAllIsNothing() {
        ScoreVerdict unclear = ScoreCheck.of(simulated(3, 100, 0.2, 0.05, 0), Kind.RISK, WITHIN)
                .verdict(0.95);
        assertThat(unclear.kind()).isEqualTo(ScoreVerdict.Kind.UNCLEAR);
        assertThat(unclear.words())
                .startsWith("not shown to predict anything: AUC ")
                .endsWith("and what lies beyond 0.4 to 0.6, too");
        List<ScoredCustomer<Integer>> same = IntStream.range(0, 40)
                .mapToObj(i -> ScoredCustomer.of(i, 3, WITHIN, i % 2 == 0))
                .toList();
        ScoreVerdict nothing = ScoreCheck.of(same, Kind.HEALTH, WITHIN).verdict(0.95);
        assertThat(nothing)
                .hasToString(
                        "it predicts nothing: AUC 0.5 [0.5, 0.5] at 95 % includes 0.5 and nothing beyond 0.4 to 0.6");
    }

    @Test
    void theSentenceHoldsTheNumbersItFollowsFrom() {
        ScoreVerdict verdict = ScoreCheck.of(simulated(1, 1500, 0.02, 0.4, 0.3), Kind.RISK, WITHIN)
                .verdict(0.95);
        assertThat(verdict.words())
                .matches("it predicts: AUC 0\\.\\d+ \\[.*] at 95 %; the first 150 hold "
                        + "\\d+\\.\\d % \\(\\d+ of \\d+\\) of the losses");
        List<ScoredCustomer<Integer>> classes = simulated(1, 1500, 0.02, 0.4, 0.3).stream()
                .map(row -> ScoredCustomer.of(
                        row.customer(), Math.floor(2 * row.score().orElseThrow()), row.followed(), row.lost()))
                .toList();
        assertThat(ScoreCheck.of(classes, Kind.RISK, WITHIN).verdict(0.95).words())
                .matches("it predicts: AUC .*; the first 7\\d\\d hold .* of the losses");
        ScoreVerdict weak = ScoreCheck.of(simulated(5, 8000, 0.2, 0.1, 0), Kind.RISK, WITHIN)
                .verdict(0.95);
        assertThat(weak.words()).startsWith("it predicts a little: AUC 0.5");
        assertThat(ScoreCheck.of(simulated(1, 1500, 0.02, 0.4, 0.3), Kind.HEALTH, WITHIN)
                        .verdict(0.95)
                        .words())
                .startsWith("upside down: customers with higher scores, which should be better, leave more: AUC ");
    }
}
