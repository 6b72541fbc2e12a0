package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Areas against the published ones of R's pROC, by definition, and by simulation. */
class DiscriminationTest {
    /** R's {@code pROC::aSAH}: poor outcome, s100b, ndka, wfns of 113 patients. */
    private static final String ASAH = """
            0 0.13 3.01 1, 0 0.14 8.54 1, 0 0.1 8.09 1, 0 0.04 10.42 1, 1 0.13 17.4 3,
            1 0.1 12.75 2, 0 0.47 6.0 5, 1 0.16 13.2 4, 0 0.18 15.54 1, 0 0.1 6.01 2,
            1 0.12 15.96 5, 0 0.1 17.86 2, 1 0.44 5.18 5, 1 0.71 8.9 5, 0 0.04 13.41 1,
            0 0.08 20.75 2, 1 0.49 11.6 5, 0 0.04 16.11 2, 1 0.07 32.37 2, 1 0.33 54.82 5,
            1 0.09 32.41 2, 0 0.09 49.94 1, 1 0.07 40.34 1, 0 0.11 9.47 1, 0 0.07 6.29 1,
            0 0.17 12.53 2, 0 0.07 6.54 1, 0 0.11 6.3 2, 0 0.13 80.3 1, 0 0.19 12.8 1,
            0 0.05 9.8 3, 0 0.16 9.81 4, 1 0.41 9.85 2, 0 0.14 18.21 1, 0 0.34 5.03 4,
            1 0.35 14.04 5, 1 0.48 21.93 4, 0 0.09 8.02 1, 1 0.96 7.42 4, 1 0.25 8.38 2,
            0 0.5 6.59 5, 0 0.46 9.63 5, 0 0.16 13.12 1, 0 0.07 7.96 1, 0 0.43 14.34 2,
            0 0.45 41.43 4, 0 0.11 7.63 1, 0 0.08 7.06 1, 0 0.09 12.59 2, 1 0.86 13.56 5,
            1 0.52 3.87 5, 0 0.08 9.44 2, 0 0.06 7.66 1, 0 0.13 12.98 2, 1 2.07 419.19 5,
            0 0.1 27.19 1, 0 0.14 22.27 2, 0 0.15 9.95 2, 1 0.07 21.22 2, 0 0.06 11.73 1,
            1 0.77 10.4 5, 0 0.05 58.83 1, 0 0.09 6.39 1, 1 0.3 11.09 2, 1 0.03 12.22 5,
            1 0.09 13.67 2, 0 0.04 17.21 1, 1 0.23 22.63 4, 1 0.7 12.9 5, 0 0.09 9.7 2,
            1 0.27 21.57 4, 1 0.71 8.23 4, 1 0.08 72.57 1, 1 0.26 15.54 4, 0 0.08 10.51 1,
            0 0.16 10.6 2, 0 0.09 14.57 1, 1 0.13 5.19 4, 1 0.1 9.63 2, 0 0.08 4.61 1,
            1 0.11 21.48 2, 0 0.33 17.3 3, 0 0.11 12.71 2, 0 0.28 9.44 4, 0 0.07 11.07 2,
            0 0.1 19.46 1, 0 0.32 10.83 4, 1 0.22 5.37 5, 0 0.07 11.97 1, 0 0.05 7.75 1,
            0 0.24 9.83 5, 0 0.38 10.55 4, 0 0.1 28.49 2, 0 0.15 8.53 2, 0 0.08 12.57 1,
            0 0.14 12.9 1, 0 0.1 46.83 1, 0 0.07 11.68 3, 0 0.04 12.67 1, 0 0.19 9.01 2,
            1 0.56 9.57 5, 1 0.14 34.06 2, 1 0.58 11.72 2, 1 0.32 14.26 5, 1 0.82 47.61 5,
            1 0.74 11.67 5, 0 0.15 24.58 2, 0 0.47 10.33 4, 0 0.17 13.87 4, 1 0.44 15.89 5,
            0 0.15 22.43 1, 0 0.5 6.79 1, 0 0.48 13.45 1
            """;

    private static final Percentage EXACT = Percentage.withPercentage(1e-7);

    private record Patient(boolean poor, double s100b, double ndka, double wfns) {}

    private static final List<Patient> PATIENTS = ASAH.lines()
            .flatMap(line -> List.of(line.trim().split(", ?")).stream())
            .map(row -> row.split(" "))
            .map(row -> new Patient(
                    row[0].equals("1"),
                    Double.parseDouble(row[1]),
                    Double.parseDouble(row[2]),
                    Double.parseDouble(row[3])))
            .toList();

    private static Discrimination of(ToDoubleFunction<Patient> score) {
        return Discrimination.of(PATIENTS, Patient::poor, score);
    }

    @Test
    void areasAndIntervalsAreThoseThatProcPrints() {
        // pROC, tests/testthat/test-ci.auc.R: 0.5012-0.612-0.7227 and 0.6301-0.7314-0.8326 (DeLong); wfns computed,
        // with many ties.
        assertArea(of(Patient::ndka), 0.6119579945799458, 0.056487260062701765, 0.5012449992717026, 0.722670989888189);
        assertArea(of(Patient::s100b), 0.7313685636856369, 0.05165929206998909, 0.6301182117616226, 0.8326189156096511);
        assertArea(of(Patient::wfns), 0.8236788617886179, 0.03833946672586391, 0.7485348878194529, 0.898822835757783);
        assertThat(of(Patient::s100b)).hasToString("AUC 0.7314, 36.3 % (41 of 113) happened");
    }

    private static void assertArea(Discrimination score, double area, double error, double low, double high) {
        assertThat(score.auc()).isCloseTo(area, EXACT);
        assertThat(score.standardError().orElseThrow()).isCloseTo(error, EXACT);
        assertThat(score.interval(0.95).orElseThrow().lower()).isCloseTo(low, EXACT);
        assertThat(score.interval(0.95).orElseThrow().upper()).isCloseTo(high, EXACT);
    }

    @Test
    void twoScoresOfTheSamePatientsAreComparedInPairs() {
        Discrimination.Difference difference = of(Patient::s100b).comparedWith(of(Patient::ndka));
        assertThat(difference.value()).isCloseTo(0.11941056910569103, EXACT);
        assertThat(difference.z().orElseThrow()).isCloseTo(1.390770025735577, EXACT);
        assertThat(difference.pValue().orElseThrow()).isCloseTo(0.1642951752230546, EXACT);
        assertThat(difference.interval(0.9).orElseThrow().contains(0)).isTrue();
        Discrimination.Difference none = of(Patient::s100b).comparedWith(of(patient -> 2 * patient.s100b() - 7));
        assertThat(none.value()).isZero();
        assertThat(none.z()).isEmpty();
        assertThat(none.pValue()).isEmpty();
    }

    @Test
    void aCutTellsWhatIsCapturedAndHowMuchMoreOften() {
        Discrimination wfns = of(Patient::wfns);
        assertThat(wfns.cuts()).extracting(Discrimination.Cut::score).containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
        long poor = PATIENTS.stream()
                .filter(each -> each.wfns() >= 4 && each.poor())
                .count();
        long taken = PATIENTS.stream().filter(each -> each.wfns() >= 4).count();
        Discrimination.Cut four = wfns.from(4).orElseThrow();
        assertThat(four.precision()).isEqualTo(Proportion.of(poor, taken));
        assertThat(four.capture()).isEqualTo(Proportion.of(poor, 41));
        assertThat(four.falseAlarms()).contains(Proportion.of(taken - poor, 72));
        assertThat(four.lift()).isCloseTo((double) poor / taken / (41.0 / 113), EXACT);
        assertThat(wfns.from(3.5)).contains(four);
        assertThat(wfns.from(5.5)).isEmpty();
        assertThat(wfns.from(1).orElseThrow().lift()).isEqualTo(1);
        // Equal scores are never parted.
        assertThat(wfns.atMost(taken)).contains(four);
        assertThat(wfns.atMost(taken + 1)).contains(four);
        assertThat(wfns.atMost(taken - 1)).contains(wfns.from(5).orElseThrow());
        assertThat(wfns.atMost(0)).isEmpty();
    }

    @Property(tries = 100)
    void theAreaIsTheShareOfPairsToldApart(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 6) Integer> scores,
            @ForAll @Size(40) List<Boolean> outcomes) {
        List<Integer> customers = IntStream.range(0, scores.size()).boxed().toList();
        long ones = customers.stream().filter(outcomes::get).count();
        if (ones == 0 || ones == scores.size()) {
            assertThatThrownBy(() -> Discrimination.of(customers, outcomes::get, scores::get))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("items (" + scores.size() + ", of whom it happened to " + ones);
            return;
        }
        Discrimination score = Discrimination.of(customers, outcomes::get, scores::get);
        double won = 0;
        for (int one : customers) {
            for (int other : customers) {
                if (outcomes.get(one) && !outcomes.get(other)) {
                    won += (1 + Integer.signum(scores.get(one) - scores.get(other))) / 2.0;
                }
            }
        }
        assertThat(score.auc()).isCloseTo(won / ones / (scores.size() - ones), within(1e-12));
        Discrimination turned = Discrimination.of(customers, outcomes::get, each -> -scores.get(each));
        assertThat(turned.auc()).isCloseTo(1 - score.auc(), within(1e-12));
        assertThat(turned.standardError().isPresent()).isEqualTo(ones > 1 && scores.size() - ones > 1);
        // The area is also that under the curve of capture over false alarms.
        double area = 0;
        double x = 0;
        double y = 0;
        for (Discrimination.Cut cut : score.cuts()) {
            double capture = cut.capture().asDouble();
            double alarms = cut.falseAlarms().orElseThrow().asDouble();
            area += (alarms - x) * (capture + y) / 2;
            x = alarms;
            y = capture;
        }
        assertThat(area).isCloseTo(score.auc(), within(1e-12));
        assertThat(score.cuts().get(score.cuts().size() - 1).precision()).isEqualTo(score.happened());
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(1);
        // Scores N(1, 1) against N(0, 1): the true area is Φ(1/√2).
        double truth = 0.7602499389065233;
        int held = 0;
        for (int study = 0; study < 500; study++) {
            List<double[]> customers = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                customers.add(new double[] {i % 3, random.nextGaussian() + (i % 3 == 0 ? 1 : 0)});
            }
            Discrimination score = Discrimination.of(customers, each -> each[0] == 0, each -> each[1]);
            held += score.interval(0.9).orElseThrow().contains(truth) ? 1 : 0;
        }
        assertThat(held / 500.0).isBetween(0.87, 0.93);
    }

    @Test
    void whatSaysNothingIsRefusedOrEmpty() {
        List<Integer> two = List.of(1, 2);
        Discrimination pair = Discrimination.of(two, each -> each == 2, each -> each);
        assertThat(pair.auc()).isEqualTo(1);
        assertThat(pair.interval(0.95)).isEmpty();
        assertThat(pair.comparedWith(pair).interval(0.95)).isEmpty();
        Discrimination perfect = Discrimination.of(List.of(1, 2, 3, 4), each -> each > 2, each -> each);
        assertThat(perfect.interval(0.95)).contains(Interval.of(1, 1, 0.95));
        assertThatThrownBy(() -> Discrimination.of(two, each -> each == 2, each -> Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 1: score (NaN) must be a number");
        assertThatThrownBy(() -> Discrimination.of(Arrays.asList(1, null), each -> true, each -> 1))
                .hasMessage("item 2");
        for (double far : new double[] {-1, 1}) {
            assertThat(new Discrimination.Difference(far, OptionalDouble.empty()).value())
                    .isEqualTo(far);
            assertThatThrownBy(() -> new Discrimination.Difference(far * 1.01, OptionalDouble.empty()))
                    .hasMessage("value (" + far * 1.01 + ") must be in [-1, 1]");
        }
        assertThatThrownBy(() -> new Discrimination.Difference(0, OptionalDouble.of(-1)))
                .hasMessageStartingWith("standardError (-1.0)");
        assertThatThrownBy(() -> pair.comparedWith(perfect))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other (AUC 1, 50.0 % (2 of 4) happened) must be of the same customers");
        // 0 has one sign, and so has no score that it ties with.
        assertThat(Discrimination.of(two, each -> each == 2, each -> each == 2 ? 0.0 : -0.0)
                        .auc())
                .isEqualTo(0.5);
    }
}
