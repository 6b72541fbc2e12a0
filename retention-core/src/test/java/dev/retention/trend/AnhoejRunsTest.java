package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnhoejRunsTest {
    /** R qicharts2, data cdi. */
    @Test
    void infectionsFellAndStayedDown() {
        AnhoejRuns runs = AnhoejRuns.aboutMedian(PublishedCharts.INFECTIONS);
        assertThat(runs)
                .isEqualTo(new AnhoejRuns(32, 14, 6))
                .isEqualTo(AnhoejRuns.about(17, PublishedCharts.INFECTIONS));
        assertThat(AnhoejRuns.longestRunLimit(32)).isEqualTo(8);
        assertThat(AnhoejRuns.leastCrossings(32)).isEqualTo(11);
        assertThat(runs.isLong()).isTrue();
        assertThat(runs.isSeldomCrossed()).isTrue();
        assertThat(runs).hasToString("longest run 14 (at most 8), crossings 6 (at least 11), of 32 points: a signal");
    }

    @ParameterizedTest
    @CsvSource({"10, 6, 2", "11, 6, 2", "12, 7, 3", "20, 7, 6", "24, 8, 8", "36, 8, 13", "60, 9, 23"})
    void limitsAreThoseOfQicharts2(int useful, int longest, int crossings) {
        assertThat(AnhoejRuns.longestRunLimit(useful)).isEqualTo(longest);
        assertThat(AnhoejRuns.leastCrossings(useful)).isEqualTo(crossings);
    }

    @Test
    void crossingsAreTheQuantileOfTheBinomialByPascal() {
        for (int useful = 1; useful <= 300; useful++) {
            BigInteger all = BigInteger.TWO.pow(useful - 1);
            BigInteger way = BigInteger.ONE;
            BigInteger sum = BigInteger.ONE;
            int k = 0;
            while (sum.multiply(BigInteger.valueOf(20)).compareTo(all) < 0) {
                way = way.multiply(BigInteger.valueOf(useful - 1 - k)).divide(BigInteger.valueOf(k + 1));
                sum = sum.add(way);
                k++;
            }
            assertThat(AnhoejRuns.leastCrossings(useful)).as("of %s", useful).isEqualTo(k);
        }
    }

    @Test
    void pointsOnTheLineNeitherBreakARunNorCount() {
        assertThat(AnhoejRuns.about(0, 1, 2, 0, 3, -1, -0.0, 4)).isEqualTo(new AnhoejRuns(5, 3, 2));
        assertThat(AnhoejRuns.aboutMedian(5, 5, 5)).isEqualTo(new AnhoejRuns(0, 0, 0));
        assertThat(AnhoejRuns.about(0).isSignal()).isFalse();
        assertThat(AnhoejRuns.about(0, 1))
                .hasToString("longest run 1 (at most 3), crossings 0 (at least 0), of 1 point: no signal");
        assertThat(AnhoejRuns.aboutMedian(1, 2, 3, 4)).isEqualTo(new AnhoejRuns(4, 2, 1));
    }

    @Test
    void impossibleRunsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnhoejRuns(5, 6, 0))
                .withMessage("longestRun (6) must be from 1 to 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnhoejRuns(5, 3, 3))
                .withMessage("crossings (3) must be from 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnhoejRuns(9, 2, 3))
                .withMessage("useful (9) must be fewer, for a longest run of 2 and 3 crossings");
        assertThatIllegalArgumentException().isThrownBy(AnhoejRuns::aboutMedian);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnhoejRuns.aboutMedian(1, Double.POSITIVE_INFINITY))
                .withMessage("values[1] (Infinity) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnhoejRuns.about(0, Double.NaN))
                .withMessage("values[0] (NaN) must be a number");
    }

    @Test
    void fewSeriesOfChanceAreSignals() {
        Random random = new Random(11);
        int signals = 0;
        for (int i = 0; i < 4_000; i++) {
            signals += AnhoejRuns.about(0.5, random.doubles(24).toArray()).isSignal() ? 1 : 0;
        }
        assertThat(signals / 4_000.0).isBetween(0.02, 0.08);
    }
}
