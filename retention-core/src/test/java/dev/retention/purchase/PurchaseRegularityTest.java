package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseRegularityTest {

    private static PurchaseRegularity of(double[]... intervals) {
        return PurchaseRegularity.from(List.of(intervals), own -> own);
    }

    /**
     * By hand: (M − 1/2)² is 1/16, 1/16 and 0, so V = 1/24 and k = (1 − 4/24) / (8/24) = 2.5. The three squares have a standard
     * deviation of √(1/768), and 1/(8V²) = 72.
     */
    @Test
    void wheatAndMorrisonByHand() {
        PurchaseRegularity regularity = of(
                new double[] {1, 3},
                new double[] {9, 3},
                // only the last two count
                new double[] {100, 2, 2},
                new double[] {5},
                new double[] {});
        Parameter k = regularity.byLastTwoIntervals().orElseThrow();
        assertThat(k.name()).isEqualTo("k");
        assertThat(k.estimate()).isCloseTo(2.5, within(1e-14));
        assertThat(k.standardError().orElseThrow()).isCloseTo(72 * Math.sqrt(1.0 / 768 / 3), within(1e-12));
        assertThat(regularity.customers()).isEqualTo(3);
        assertThat(regularity.leftOut()).isEqualTo(2);
    }

    /** With shares p and 1 − p, the estimate is 1 if ln(p (1 − p)) = −2, since ψ(2) − ψ(1) = 1; minus the curvature is 4 − π²/3. */
    @Test
    void likelihoodOfTwoIntervalsByHand() {
        double p = (1 - Math.sqrt(1 - 4 * Math.exp(-2))) / 2;
        Parameter k = PurchaseRegularity.from(
                        Collections.nCopies(50, 7.0), scale -> new double[] {scale * p, scale * (1 - p)})
                .byAllIntervals()
                .orElseThrow();
        assertThat(k.estimate()).isCloseTo(1, within(1e-7));
        assertThat(k.standardError().orElseThrow())
                .isCloseTo(1 / Math.sqrt(50 * (4 - Math.PI * Math.PI / 3)), within(1e-7));
        Interval interval = k.interval(0.95).orElseThrow();
        assertThat(interval.width())
                .isCloseTo(2 * 1.959963984540054 * k.standardError().orElseThrow(), within(1e-9));
    }

    @Test
    void storesCountDaysWithPurchases() {
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .add(1, 19_000)
                .add(1, 19_001)
                .add(1, 19_001)
                .add(1, 19_004)
                .add(1, 19_900)
                .add(2, 19_000)
                .add(2, 19_002)
                .add(2, 19_002)
                .build();
        PurchaseCounting days = PurchaseCounting.weekly(LocalDate.ofEpochDay(19_100));
        PurchaseRegularity regularity = PurchaseRegularity.of(store, days);
        assertThat(regularity.customers()).isEqualTo(1);
        assertThat(regularity.leftOut()).isEqualTo(1);
        assertThat(regularity.byLastTwoIntervals())
                .isEqualTo(of(new double[] {1, 3}).byLastTwoIntervals());
        assertThat(regularity.byAllIntervals())
                .isEqualTo(of(new double[] {1, 3}).byAllIntervals());
        assertThat(regularity)
                .hasToString("k = "
                        + regularity
                                .toString()
                                .substring(4, regularity.toString().indexOf(" of"))
                        + " of 1 customers, 1 with fewer than 3 purchases left out");
    }

    @Test
    void oneCustomerHasNoErrorByWheatAndEqualIntervalsNoEstimate() {
        Parameter one = of(new double[] {1, 3}).byLastTwoIntervals().orElseThrow();
        assertThat(one.estimate()).isCloseTo((1 - 0.25) / 0.5, within(1e-15));
        assertThat(one.standardError()).isEqualTo(OptionalDouble.empty());
        assertThat(one.interval(0.9)).isEmpty();
        for (PurchaseRegularity unbounded : List.of(
                of(new double[] {7, 7}, new double[] {30, 30, 30}),
                of(new double[] {1}),
                PurchaseRegularity.from(List.<double[]>of(), own -> own))) {
            assertThat(unbounded.byLastTwoIntervals()).isEmpty();
            assertThat(unbounded.byAllIntervals()).isEmpty();
            assertThat(unbounded.toString()).startsWith("no k of ");
        }
    }

    @Test
    void extremeIntervalsStayFinite() {
        PurchaseRegularity wild = of(
                new double[] {Double.MIN_VALUE, Double.MAX_VALUE},
                new double[] {Double.MAX_VALUE, Double.MAX_VALUE},
                new double[] {1e300, 1e-300, 1});
        assertThat(wild.byLastTwoIntervals().orElseThrow().estimate()).isBetween(0.0, 1.0);
        assertThat(wild.byAllIntervals().orElseThrow().estimate()).isBetween(0.0, 0.01);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void intervalsMustBePositiveAndFinite(double bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseRegularity.from(List.of("Ann"), name -> new double[] {1, bad}))
                .withMessage("interval (" + bad + ") of customer Ann must be positive and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("k", 1, OptionalDouble.of(1)).interval(bad));
    }
}
