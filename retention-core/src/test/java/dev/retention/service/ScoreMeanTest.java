package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.StudentT;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreMeanTest {
    private static final List<Double> FIRST = List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
    private static final List<Double> SECOND = List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

    /** Student's sleep data by R: t.test(extra ~ group, data = sleep) prints t = -1.8608, df = 17.776, p-value = 0.07939. */
    @Test
    void meansOfSeparateGroupsDifferAsByWelch() {
        ScoreMean.Comparison comparison = ScoreMean.of(FIRST)
                .orElseThrow()
                .comparedWith(ScoreMean.of(SECOND).orElseThrow());
        assertThat(comparison.difference()).isCloseTo(-1.58, within(1e-12));
        assertThat(comparison.difference() / comparison.standardError()).isCloseTo(-1.8608, within(5e-5));
        assertThat(comparison.degreesOfFreedom()).isCloseTo(17.776, within(5e-4));
        assertThat(comparison.test(Alternative.TWO_SIDED).orElseThrow()).isCloseTo(0.07939, within(5e-6));
        assertThat(comparison.test(Alternative.LESS).orElseThrow()).isCloseTo(0.0396970, within(5e-6));
        assertIs(comparison.differenceInterval(0.95), -3.3654832, 0.2054832);
    }

    /** The same pairwise: t.test(..., paired = TRUE) prints t = -4.0621, df = 9, p-value = 0.002833. */
    @Test
    void differencesOfPairsHaveAMeanOfTheirOwn() {
        List<Double> differences = new ArrayList<>();
        IntStream.range(0, FIRST.size()).forEach(i -> differences.add(FIRST.get(i) - SECOND.get(i)));
        ScoreMean mean = ScoreMean.of(differences).orElseThrow();
        assertThat(mean.mean() / mean.standardError()).isCloseTo(-4.0621, within(5e-5));
        assertThat(mean.degreesOfFreedom()).isEqualTo(9);
        assertThat(mean.test(Alternative.TWO_SIDED).orElseThrow()).isCloseTo(0.002833, within(5e-7));
        assertIs(mean.interval(0.95), -2.4598858, -0.7001142);
    }

    @Test
    void numbersThatAreAllEqualHaveNoErrorByRounding() {
        assertThat(ScoreMean.of(List.of(0.1, 0.1, 0.1))).contains(new ScoreMean(0.1, 0, 2));
        assertThat(ScoreMean.of(List.of(0.1, 0.1, 0.1)).orElseThrow().test(Alternative.TWO_SIDED))
                .isEmpty();
    }

    private static void assertIs(Interval interval, double low, double high) {
        assertThat(interval.lower()).isCloseTo(low, within(1e-6));
        assertThat(interval.upper()).isCloseTo(high, within(1e-6));
    }

    /** The printed table of Student's t, two-sided. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.706205",
        "0.95, 2, 4.302653",
        "0.95, 9, 2.262157",
        "0.95, 30, 2.042272",
        "0.99, 5, 4.032143",
        "0.9, 120, 1.657651",
        "0.95, 1e7, 1.959964",
        "0.95, 1e9, 1.959964",
        "0.5, 1, 1"
    })
    void criticalValuesAreThoseOfTheTable(double confidence, double degrees, double t) {
        assertThat(StudentT.critical(confidence, degrees)).isCloseTo(t, within(1e-6));
        assertThat(StudentT.twoSided(StudentT.critical(confidence, degrees), degrees))
                .isCloseTo(1 - confidence, within(1e-9));
    }

    @Test
    void fewAnswersHaveNoMeanAndEqualOnesNoTest() {
        assertThat(ScoreMean.of(List.of(3.0))).isEmpty();
        assertThat(ScoreMean.of(1, 3, 9)).isEmpty();
        assertThat(ScoreMean.clustered(1, 4, 9, 81, 36, 16, true)).isEmpty();
        ScoreMean equal = ScoreMean.of(4, 20, 100).orElseThrow();
        assertThat(equal.interval(0.95)).isEqualTo(Interval.of(5, 5, 0.95));
        assertThat(equal.test(Alternative.TWO_SIDED)).isEmpty();
        assertThat(equal.comparedWith(equal).test(Alternative.GREATER)).isEmpty();
        assertThat(equal.comparedWith(equal).degreesOfFreedom()).isEqualTo(6);
        assertThat(ScoreMean.of(SECOND).orElseThrow()).hasToString("2.33 ± 0.63 (standard error)");
    }

    @Test
    void sumsThatNoAnswersHaveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreMean.of(2, 10, 49))
                .withMessage("squares (49) must be at least sum² / answers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreMean.clustered(3, 2, 1, 1, 1, 1, false))
                .withMessageContaining("answers (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreMean.of(List.of(1.0, Double.NaN)))
                .withMessageContaining("NaN");
    }

    @Property(tries = 150)
    void clusteredErrorsAreTheDefinitionAndOfSingleAnswersThePlainOnes(
            @ForAll @Size(min = 2, max = 12)
                    List<@Size(min = 1, max = 4) List<@IntRange(max = 10) Integer>> customers) {
        long answers = 0;
        long sum = 0;
        long squares = 0;
        long products = 0;
        long sizes = 0;
        for (List<Integer> own : customers) {
            long s = own.stream().mapToInt(Integer::intValue).sum();
            answers += own.size();
            sum += s;
            squares += s * s;
            products += s * own.size();
            sizes += (long) own.size() * own.size();
        }
        double mean = (double) sum / answers;
        double deviations = customers.stream()
                .mapToDouble(
                        own -> Math.pow(own.stream().mapToDouble(x -> x - mean).sum(), 2))
                .sum();
        int g = customers.size();
        for (boolean corrected : new boolean[] {false, true}) {
            ScoreMean clustered = ScoreMean.clustered(g, answers, sum, squares, products, sizes, corrected)
                    .orElseThrow();
            double variance = (corrected ? g / (g - 1.0) : 1) * deviations / answers / answers;
            assertThat(clustered.mean()).isEqualTo(mean);
            assertThat(clustered.standardError()).isCloseTo(Math.sqrt(variance), within(1e-9));
            assertThat(clustered.degreesOfFreedom()).isEqualTo(g - 1);
        }
        List<Integer> firsts = customers.stream().map(own -> own.get(0)).toList();
        long once = firsts.stream().mapToLong(Integer::longValue).sum();
        long squared = firsts.stream().mapToLong(x -> (long) x * x).sum();
        assertThat(ScoreMean.clustered(g, g, once, squared, once, g, true)
                        .orElseThrow()
                        .standardError())
                .isCloseTo(ScoreMean.of(g, once, squared).orElseThrow().standardError(), within(1e-12));
        assertThat(ScoreMean.of(firsts.stream().map(Integer::doubleValue).toList())
                        .orElseThrow()
                        .standardError())
                .isCloseTo(ScoreMean.of(g, once, squared).orElseThrow().standardError(), within(1e-12));
    }
}
