package dev.retention.segment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributionTest {
    private static final double TOTAL_BEFORE = 216_802_833;
    private static final double TOTAL_AFTER = 230_372_400;

    /** Google BigQuery documentation, AI.KEY_DRIVERS and ML.GET_INSIGHTS, the Iowa liquor example; its inputs are printed truncated. */
    @ParameterizedTest
    @CsvSource({
        "50788320, 43857330, 6930990, 0.158034928255, 5247510.1918, 0.115226545463, 0.220461826156",
        "21255149, 19015184, 2239965, 0.117798754932, 1150743.97045, 0.0572383996818, 0.0922643033627",
        "3661058, 2111396, 1549662, 0.733951376246, 1431451.51293, 0.642019800908, 0.0158919123992",
        "35528047, 34155473, 1372574, 0.0401860632994, -908291.516439, -0.0249281775673, 0.157541635999",
        "10863109, 9572464, 1290645, 0.134828921791, 723452.366165, 0.0713488032475, 0.0471545593135",
        "25824531, 27001845, -1177314, -0.043601242804, -3275264.06439, -0.112552822353, 0.124545628055",
        "11068763, 5297807, 5770956, 1.08931035049, 5575615.31837, 1.01501281989, 0.048047261738"
    })
    void isThatOfBigQuerysKeyDrivers(
            double after,
            double before,
            double difference,
            double relative,
            double unexpected,
            double relativeUnexpected,
            double support) {
        Contribution part = Contribution.of(before, after, TOTAL_BEFORE, TOTAL_AFTER);
        assertThat(part.difference()).isEqualTo(difference);
        assertThat(part.contribution()).isEqualTo(Math.abs(difference));
        assertThat(part.relativeDifference().orElseThrow()).isCloseTo(relative, to(relative));
        assertThat(part.unexpectedDifference().orElseThrow()).isCloseTo(unexpected, to(unexpected));
        assertThat(part.relativeUnexpectedDifference().orElseThrow())
                .isCloseTo(relativeUnexpected, to(relativeUnexpected));
        assertThat(part.aprioriSupport().orElseThrow()).isCloseTo(support, to(support));
    }

    private static Offset<Double> to(double expected) {
        return within(Math.abs(expected) * 1e-9);
    }

    /** The definitions of Adtributor (Bhagwan et al., NSDI 2014) on three parts. */
    @Test
    void explainsAndSurprisesAsAdtributor() {
        Map<String, Contribution> parts =
                Contribution.ofParts(Map.of("a", 50.0, "b", 30.0, "c", 20.0), Map.of("a", 30.0, "b", 32.0, "c", 18.0));
        double[] powers = {1.0, -0.1, 0.1};
        double[] surprises = {0.0044795956885197025, 0.003583676550815821, 0.0003678593753507339};
        for (int i = 0; i < 3; i++) {
            Contribution part = requireNonNull(parts.get(List.of("a", "b", "c").get(i)));
            assertThat(part.explanatoryPower().orElseThrow()).isCloseTo(powers[i], within(1e-12));
            assertThat(part.surprise().orElseThrow()).isCloseTo(surprises[i], within(1e-15));
        }
    }

    @Test
    void isNotThereWhereNothingIsDividedByNothing() {
        Contribution fresh = Contribution.of(0, 5, 0, 5);
        assertThat(fresh.relativeDifference()).isEmpty();
        assertThat(fresh.expected()).isEmpty();
        assertThat(fresh.unexpectedDifference()).isEmpty();
        assertThat(fresh.relativeUnexpectedDifference()).isEmpty();
        assertThat(fresh.aprioriSupport()).isEmpty();
        assertThat(fresh.surprise()).isEmpty();
        assertThat(fresh.explanatoryPower()).hasValue(1);
        assertThat(fresh).hasToString("0 to 5 of 0 to 5: +5");
        // All of the total: there is no rest to compare with.
        assertThat(Contribution.of(7, 5, 7, 5).unexpectedDifference()).isEmpty();
        // Nobody was there, nobody was expected: all of it is unexpected, but not by so many times.
        assertThat(Contribution.of(0, 5, 10, 15).unexpectedDifference()).hasValue(5);
        assertThat(Contribution.of(0, 5, 10, 15).relativeUnexpectedDifference()).isEmpty();
        assertThat(Contribution.of(1, 2, 10, 10).explanatoryPower()).isEmpty();
        // A share below 0 has no surprise.
        assertThat(Contribution.of(-1, 2, 10, 10).surprise()).isEmpty();
        assertThat(Contribution.of(0, 0, 10, 10).surprise()).hasValue(0);
        assertThat(Contribution.of(0, 10, 10, 10).surprise().orElseThrow()).isCloseTo(Math.log(2) / 2, within(1e-16));
    }

    @Test
    void takesPartsThatAreThereOnOneSideOnly() {
        Map<String, Contribution> parts = Contribution.ofParts(Map.of("left", 4.0), Map.of("came", 6.0));
        assertThat(parts).containsOnlyKeys("left", "came");
        assertThat(parts.get("left")).isEqualTo(Contribution.of(4, 0, 4, 6));
        assertThat(parts.get("came")).isEqualTo(Contribution.of(0, 6, 4, 6));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> Contribution.of(1, Double.NaN, 1, 1)).hasMessageStartingWith("after (NaN)");
        assertThatThrownBy(() -> Contribution.of(1, 1, 1e301, 1)).hasMessageStartingWith("totalBefore (1.0E301)");
        assertThatThrownBy(() -> Contribution.ofParts(Map.of("a", Double.NaN), Map.of()))
                .hasMessageStartingWith("before (NaN)");
        assertThatThrownBy(() -> Contribution.of(1e-300, 1e300, 1, 1).relativeDifference())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void printsWhatWasUnexpected() {
        assertThat(Contribution.of(30, 36, 100, 110)).hasToString("30 to 36 of 100 to 110: +6, unexpected +4.28571");
    }

    @Property(tries = 300)
    void powersAddUpToOneAndSurprisesToTheDivergence(
            @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 0.01, max = 1000) Double> before,
            @ForAll @Size(min = 6, max = 6) List<@DoubleRange(min = 0.01, max = 1000) Double> after) {
        Map<Integer, Double> from = new LinkedHashMap<>();
        Map<Integer, Double> to = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            from.put(i, before.get(i));
            to.put(i, after.get(i));
        }
        double totalFrom = before.stream().mapToDouble(x -> x).sum();
        double totalTo = to.values().stream().mapToDouble(x -> x).sum();
        double divergence = 0;
        double powers = 0;
        double surprises = 0;
        Map<Integer, Contribution> parts = Contribution.ofParts(from, to);
        for (int i = 0; i < before.size(); i++) {
            double p = before.get(i) / totalFrom;
            double q = after.get(i) / totalTo;
            double middle = (p + q) / 2;
            divergence += 0.5 * (p * Math.log(p / middle) + q * Math.log(q / middle));
            powers += requireNonNull(parts.get(i)).explanatoryPower().orElse(1.0 / before.size());
            surprises += requireNonNull(parts.get(i)).surprise().orElseThrow();
            assertThat(requireNonNull(parts.get(i)).surprise().orElseThrow()).isBetween(0.0, Math.log(2));
        }
        double change = Math.abs(totalTo - totalFrom);
        assertThat(powers).isCloseTo(1, within(1e-9 + 1e-11 * (totalTo + totalFrom) / Math.max(change, 1e-300)));
        assertThat(surprises).isCloseTo(divergence, within(1e-12));
    }
}
