package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SurvivalBrierScoreTest {
    private record Row(Tenure tenure, double predicted) {}

    private static SurvivalBrierScore of(List<Row> rows, double... times) {
        return SurvivalBrierScore.of(rows, Row::tenure, (row, time) -> Math.pow(row.predicted(), time), times);
    }

    @Test
    void withoutCensoringIsTheMeanSquare() {
        List<Row> rows =
                List.of(new Row(Tenure.ended(1), 0.5), new Row(Tenure.ended(3), 0.9), new Row(Tenure.ended(4), 0.8));
        double at1 = (0.5 * 0.5 + 0.1 * 0.1 + 0.2 * 0.2) / 3;
        double at3 = (Math.pow(0.5, 6) + Math.pow(0.9, 6) + Math.pow(1 - Math.pow(0.8, 3), 2)) / 3;
        SurvivalBrierScore score = of(rows, 1, 3);
        assertThat(score.points().get(0).score()).isCloseTo(at1, within(1e-15));
        assertThat(score.points().get(1).score()).isCloseTo(at3, within(1e-15));
        assertThat(score.integrated()).isCloseTo((at1 + at3) / 2, within(1e-15));
        // The Kaplan–Meier curve says 2/3 and 1/3: its score is the variance of who is still there.
        assertThat(score.points().get(0).reference()).isCloseTo(2.0 / 9, within(1e-15));
        assertThat(score.points().get(0).skill().orElseThrow()).isCloseTo(1 - at1 / (2.0 / 9), within(1e-14));
        assertThat(of(rows, 3).integrated()).isCloseTo(at3, within(1e-15));
        assertThat(score.toString()).startsWith("Brier score 0.");
    }

    /**
     * By hand, after Graf and others: 1, 2+, 2, 3, 4+ at t = 3. Censored are 1 of 3 at 2 (the end at 2 came first): G is 1 before 2 and
     * 2/3 from 2 on; the ends at 1 and 2 weigh 1, that at 3 weighs 3/2, the one censored at 2 nothing, the one beyond 3 weighs 3/2.
     */
    @Test
    void workedByHand() {
        List<Row> rows = List.of(
                new Row(Tenure.ended(1), 0.9),
                new Row(Tenure.censored(2), 0.8),
                new Row(Tenure.ended(2), 0.7),
                new Row(Tenure.ended(3), 0.6),
                new Row(Tenure.censored(4), 0.5));
        double expected =
                (Math.pow(0.9, 6) + Math.pow(0.7, 6) + 1.5 * Math.pow(0.6, 6) + 1.5 * Math.pow(1 - 0.125, 2)) / 5;
        assertThat(of(rows, 3).points().get(0).score()).isCloseTo(expected, within(1e-15));
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Tenures.plain(),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.doubles().between(0.5, 1))
                .as((tenure, weight, predicted) -> new Row(tenure.withWeight(weight), predicted))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void agreesWithTheDefinition(@ForAll("rows") List<Row> rows) {
        for (int t = 0; t <= 12; t++) {
            int time = t;
            double last = rows.stream()
                    .mapToDouble(row -> row.tenure().duration())
                    .max()
                    .orElseThrow();
            if (t > last || uncensored(rows, t) == 0) {
                assertThatIllegalArgumentException().isThrownBy(() -> of(rows, time));
                return;
            }
            double sum = 0;
            double total = 0;
            for (Row row : rows) {
                double predicted = Math.pow(row.predicted(), t);
                Tenure its = row.tenure();
                total += its.weight();
                if (its.duration() > t) {
                    sum += its.weight() * (1 - predicted) * (1 - predicted) / uncensored(rows, t);
                } else if (its.ended()) {
                    sum += its.weight() * predicted * predicted / uncensored(rows, its.duration() - 0.5);
                }
            }
            assertThat(of(rows, t).points().get(0).score()).isCloseTo(sum / total, within(1e-12 * (1 + sum)));
        }
    }

    /** The share not censored by a time: ends at a time come before censorings. */
    private static double uncensored(List<Row> rows, double time) {
        double share = 1;
        for (int t = 0; t <= time; t++) {
            double there = 0;
            double censored = 0;
            for (Row row : rows) {
                Tenure its = row.tenure();
                there += its.duration() > t || (its.duration() == t && !its.ended()) ? its.weight() : 0;
                censored += its.duration() == t && !its.ended() ? its.weight() : 0;
            }
            share *= there > 0 ? (there - censored) / there : 1;
        }
        return share;
    }

    /** The truth about simulated customers scores better than a curve of all, and that better than its complement. */
    @Property(tries = 20)
    void theTruthBeatsWhatDoesNotKnow(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        List<Row> rows = IntStream.range(0, 400)
                .mapToObj(i -> {
                    double stay = i % 2 == 0 ? 0.9 : 0.5;
                    double end = Math.log(1 - random.nextDouble()) / Math.log(stay);
                    double look = 1 + 9 * random.nextDouble();
                    return new Row(Tenure.of(Math.min(end, look), end <= look), stay);
                })
                .toList();
        Assume.that(rows.stream().anyMatch(row -> row.tenure().duration() > 2));
        SurvivalBrierScore.Point point = of(rows, 2).points().get(0);
        assertThat(point.score()).isLessThan(point.reference());
        assertThat(SurvivalBrierScore.of(rows, Row::tenure, (row, time) -> 1 - Math.pow(row.predicted(), time), 2)
                        .integrated())
                .isGreaterThan(point.reference());
    }

    @Test
    void refusesWhatHasNoScore() {
        List<Row> rows = List.of(new Row(Tenure.ended(1), 0.5), new Row(Tenure.censored(3), 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalBrierScore.of(rows, Row::tenure, (row, time) -> Double.NaN, 1))
                .withMessageContaining("prediction (NaN)");
        for (double[] bad : new double[][] {{}, {Double.NaN}, {-1}, {1, 1}, {4}, {3}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> of(rows, bad)).withMessageContaining("times");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> of(List.of(), 1)).withMessageContaining("items");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(new Row(Tenure.ended(3).withEntry(1), 0.5)), 1))
                .withMessageContaining("entry (1.0)");
    }
}
