package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TrendInProportionsProperties {
    /** Of two groups it is the score test of two proportions. */
    @Property(tries = 200)
    void ofTwoGroupsItIsTheirComparison(
            @ForAll @IntRange(max = 40) int k1,
            @ForAll @IntRange(max = 40) int k2,
            @ForAll @IntRange(min = 1, max = 40) int more) {
        Proportion one = Proportion.of(k1, k1 + more);
        Proportion two = Proportion.of(k2, k2 + 1);
        assertThat(TrendInProportions.of(List.of(one, two)).z().isPresent())
                .isEqualTo(two.comparedWith(one).z().isPresent());
        two.comparedWith(one)
                .z()
                .ifPresent(z -> assertThat(
                                TrendInProportions.of(List.of(one, two)).z().orElseThrow())
                        .isCloseTo(z, within(1e-10)));
    }

    /** The unit and zero of scores change nothing; the other way round the sign changes; it is the correlation of score and outcome. */
    @Property(tries = 200)
    void trendIsTheCorrelationOfScoreAndOutcome(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(max = 20) Integer> counts,
            @ForAll @DoubleRange(min = 0.1, max = 50) double unit) {
        List<Proportion> groups =
                counts.stream().map(count -> Proportion.of(count, 25)).toList();
        double[] scores = new double[groups.size()];
        double[] scaled = new double[groups.size()];
        double n = 25.0 * groups.size();
        double counted = 0;
        double sum = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i * i;
            scaled[i] = 7 - unit * i * i;
            counted += counts.get(i);
            sum += 25 * scores[i];
            squares += 25 * scores[i] * scores[i];
            products += scores[i] * counts.get(i);
        }
        double covariance = products / n - counted / n * (sum / n);
        double variances = (squares / n - sum / n * (sum / n)) * (counted / n * (1 - counted / n));
        TrendInProportions.of(groups, scores).z().ifPresent(z -> {
            assertThat(z).isCloseTo(Math.sqrt(n) * covariance / Math.sqrt(variances), within(1e-8));
            assertThat(TrendInProportions.of(groups, scaled).z().orElseThrow()).isCloseTo(-z, within(1e-9));
        });
    }
}
