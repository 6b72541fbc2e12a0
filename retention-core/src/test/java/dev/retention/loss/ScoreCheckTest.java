package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.loss.ScoreCheck.Kind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures worked by hand, where some customers are not followed for long enough. */
class ScoreCheckTest {
    private static final Offset<Double> EXACT = within(1e-14);

    // Of 7 one is lost on day 10; of the 6 left one is lost on day 20 and then one of 5 is seen last on it:
    //   G(10−) = G(20−) = 1, G(25−) = G(30−) = 4/5
    // so that the weights are 1 for A and C, 5/4 for H, D, E and F, and sum up to 7.
    static final List<ScoredCustomer<String>> ROWS = List.of(
            ScoredCustomer.of("A", 0.9, 10, true),
            ScoredCustomer.of("B", 0.8, 20, false),
            ScoredCustomer.of("C", 0.7, 20, true),
            ScoredCustomer.of("H", 0.5, 25, true),
            ScoredCustomer.of("D", 0.4, 30, false),
            ScoredCustomer.of("E", 0.75, 40, false),
            ScoredCustomer.of("F", 0.2, 35, true)); // lost, and yet not within 30 days

    private final ScoreCheck check = ScoreCheck.of(ROWS, Kind.PROBABILITY, 30);

    @Test
    void whoIsNotFollowedLongEnoughIsStoodForByOthers() {
        assertThat(check.customers()).isEqualTo(7);
        assertThat(check.lost()).isEqualTo(3);
        assertThat(check.stayed()).isEqualTo(3);
        assertThat(check.unknown()).isEqualTo(1);
        // 13/28 = 1 − 6/7 · 5/6 · 3/4, which is what Kaplan and Meier say is lost by day 30.
        FollowedShare share = check.share().orElseThrow();
        assertThat(share.value()).isCloseTo(13.0 / 28, EXACT);
        // 7² / (2 + 4 · 25/16)
        assertThat(share.size()).isCloseTo(49 / 8.25, EXACT);
        assertThat(share).hasToString("46.4 % (3 of 7, 1 unknown)");
        assertThat(check).hasToString("AUC 0.7692 of 7 customers, 3 lost within 30 days, 1 unknown");
    }

    @Test
    void theAreaCountsPairsByTheirWeights() {
        // A is above D, E and F, C and H above D and F: (1 · 1 + 1 · 2/3 + 5/4 · 2/3) / (13/4).
        assertThat(check.auc().orElseThrow()).isCloseTo(10.0 / 13, EXACT);
        // V of the lost: 1, 2/3, 2/3 of weights 4/13, 4/13, 5/13; of D and F 1, of E the 4/13 of A, of weights 1/3.
        double area = 10.0 / 13;
        double ofLost = 1.5 * (sq(4 * (1 - area) / 13) + sq(4 * (2.0 / 3 - area) / 13) + sq(5 * (2.0 / 3 - area) / 13));
        double ofStayed = 1.5 * (2 * sq((1 - area) / 3) + sq((4.0 / 13 - area) / 3));
        assertThat(check.standardError().orElseThrow()).isCloseTo(Math.sqrt(ofLost + ofStayed), EXACT);
        assertThat(check.interval(0.95).orElseThrow().upper()).isEqualTo(1);
    }

    private static double sq(double number) {
        return number * number;
    }

    @Test
    void forecastsAreHeldAgainstWhatCame() {
        // (0.01 + 0.09 + 0.25 · 5/4 + (0.16 + 0.5625 + 0.04) · 5/4) / 7
        assertThat(check.brier().orElseThrow()).isCloseTo(1.365625 / 7, EXACT);
        ScoreClasses halves = check.classesAt(0.6);
        assertThat(halves.rows()).hasSize(2);
        assertThat(halves.rows().get(0).mean()).isCloseTo((0.5 + 0.4 + 0.2) / 3, EXACT);
        assertThat(halves.rows().get(0).lost().orElseThrow().value()).isCloseTo(1.0 / 3, EXACT);
        assertThat(halves.rows().get(1).customers()).isEqualTo(4);
        assertThat(halves.rows().get(1).lost().orElseThrow().value()).isCloseTo(8.0 / 13, EXACT);
        ScoreClasses.Parts parts = halves.parts().orElseThrow();
        assertThat(parts.resolution())
                .isCloseTo((3.75 * sq(1.0 / 3 - 13.0 / 28) + 3.25 * sq(8.0 / 13 - 13.0 / 28)) / 7, EXACT);
        assertThat(parts.reliability() - parts.resolution() + parts.uncertainty() + parts.within())
                .isCloseTo(check.brier().orElseThrow(), EXACT);
        assertThat(parts.skill().orElseThrow()).isCloseTo(1 - 1.365625 / 7 / (13.0 / 28 * 15 / 28), EXACT);
        assertThat(ScoreCheck.of(ROWS, Kind.RISK, 30).brier()).isEmpty();
        assertThat(ScoreCheck.of(ROWS, Kind.RISK, 30).classesOf(3).parts()).isEmpty();
    }

    @Test
    void theFirstAreThoseMostLikelyToLeave() {
        ScoreCurve.Cut four = check.curve().atMost(4).orElseThrow();
        assertThat(four.score()).isEqualTo(0.7);
        assertThat(four.taken()).isEqualTo(4);
        assertThat(four.lost().orElseThrow().value()).isCloseTo(8.0 / 13, EXACT);
        assertThat(four.capture().orElseThrow().value()).isCloseTo(8.0 / 13, EXACT);
        assertThat(four.lift().orElseThrow()).isCloseTo(224.0 / 169, EXACT);
        // Of A and B it is known of A alone that it was lost, and of nobody that he stayed.
        assertThat(check.curve().top(0.3).orElseThrow().lost()).isEmpty();
        assertThat(check.curve().atMost(0)).isEmpty();
        assertThat(check.curve().cuts()).hasSize(7);
        ScoreCheck health = ScoreCheck.of(ROWS, Kind.HEALTH, 30);
        assertThat(health.curve().atMost(1).orElseThrow().score()).isEqualTo(0.2);
        assertThat(health.auc().orElseThrow()).isCloseTo(3.0 / 13, EXACT);
    }

    @Test
    void aShareOfTheFirstIsTheDecimalThatIsWritten() {
        List<ScoredCustomer<Integer>> rows = IntStream.range(0, 100)
                .mapToObj(i -> ScoredCustomer.of(i, i, i % 3 == 0 ? 5 : 90, i % 3 == 0))
                .toList();
        ScoreCurve curve = ScoreCheck.of(rows, Kind.RISK, 90).curve();
        for (int percent = 1; percent <= 100; percent++) {
            assertThat(curve.top(percent / 100.0).orElseThrow().taken()).isEqualTo(percent);
        }
    }

    @Test
    void twoScoresOfTheSameCustomersAreCompared() {
        List<ScoredCustomer<String>> others = ROWS.stream()
                .map(row -> new ScoredCustomer<>(
                        row.customer(), OptionalDouble.of(-row.score().orElseThrow()), row.followed(), row.lost()))
                .toList();
        assertThat(check.comparedWith(ScoreCheck.of(others, Kind.HEALTH, 30))
                        .orElseThrow()
                        .value())
                .isEqualTo(0);
        assertThat(check.comparedWith(ScoreCheck.of(others, Kind.HEALTH, 30))
                        .orElseThrow()
                        .standardError()
                        .orElseThrow())
                .isEqualTo(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.comparedWith(ScoreCheck.of(others, Kind.HEALTH, 31)))
                .withMessageContaining("must be of the same customers and days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.comparedWith(ScoreCheck.of(ROWS.subList(1, 7), Kind.RISK, 30)));
    }

    @Test
    void whatCannotBeKnownIsEmpty() {
        ScoreCheck early = ScoreCheck.of(ROWS, Kind.PROBABILITY, 50);
        assertThat(early.unknown()).isEqualTo(3);
        assertThat(early.share()).isEmpty();
        assertThat(early.auc()).isEmpty();
        assertThat(early.brier()).isEmpty();
        assertThat(early.curve().cuts().get(6).lost()).isEmpty();
        ScoreCheck nobody = ScoreCheck.of(List.of(), Kind.RISK, 30);
        assertThat(nobody.share()).isEmpty();
        assertThat(nobody.auc()).isEmpty();
        assertThat(nobody.curve().cuts()).isEmpty();
        assertThat(nobody.brier()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(nobody::classes).withMessageContaining("nobody has a score");
        ScoreCheck allLost = ScoreCheck.of(ROWS.subList(2, 4), Kind.PROBABILITY, 30);
        assertThat(allLost.share().orElseThrow().value()).isEqualTo(1);
        assertThat(allLost.auc()).isEmpty();
        assertThat(allLost.interval(0.95)).isEmpty();
        ScoreCheck noneLost = ScoreCheck.of(ROWS.subList(4, 7), Kind.PROBABILITY, 30);
        assertThat(noneLost.share().orElseThrow().value()).isEqualTo(0);
        assertThat(noneLost.curve().cuts().get(2).capture()).isEmpty();
        assertThat(noneLost.curve().cuts().get(2).lift()).isEmpty();
        ScoreCheck oneEach = ScoreCheck.of(ROWS.subList(3, 5), Kind.RISK, 30);
        assertThat(oneEach.auc().orElseThrow()).isEqualTo(1);
        assertThat(oneEach.standardError()).isEmpty();
    }

    @Test
    void whoHasNoScoreIsCountedApart() {
        ScoreCheck some = ScoreCheck.of(
                List.of(new ScoredCustomer<>("X", OptionalDouble.empty(), 3, true), ROWS.get(0)), Kind.RISK, 30);
        assertThat(some.customers()).isEqualTo(1);
        assertThat(some.unscored())
                .extracting(ScoredCustomer::toString)
                .containsExactly("X: no score, lost after 3 days");
        assertThat(some).hasToString("no AUC of 1 customer, 1 lost within 30 days, 0 unknown, 1 without a score");
    }

    @Test
    void oddRowsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoredCustomer.of(17, Double.NaN, 3, true))
                .withMessage("score (NaN) of customer (17) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoredCustomer.of(17, 1, -1, true))
                .withMessage("followed (-1) of customer (17) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreCheck.of(List.of(ROWS.get(0), ROWS.get(0)), Kind.RISK, 30))
                .withMessage("row 2: customer (A) comes twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreCheck.of(List.of(ScoredCustomer.of("Z", 3, 9, true)), Kind.PROBABILITY, 30))
                .withMessage("row 1: score (3.0) of customer (Z) must be in [0, 1]");
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreCheck.of(ROWS, Kind.RISK, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> check.classesAt(0.5, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> check.classesOf(0));
        RandomGenerator constant = () -> -1L;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.resampled(ScoreCheck::auc, 99, new SplittableRandom(1), 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.resampled(ScoreCheck::auc, 100, constant, 0.95))
                .withMessageContaining("must be random");
        // Of 7 customers some draws hold nobody who was lost.
        assertThat(check.resampled(ScoreCheck::auc, 1000, new SplittableRandom(1), 0.95))
                .isEmpty();
    }
}
