package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.FrequencyComparison.Tails;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Rates of counts per exposure, against R and SciPy, by definition and by simulation. */
class FrequencyComparisonTest {
    private static final Percentage EXACT = Percentage.withPercentage(1e-8);
    // The example of R's poisson.test (leukemia, Mausner and Bahn; 95 percent confidence interval: 0.8584264
    // 4.2772659).
    private static final FrequencyComparison LEUKEMIA = Frequency.of(11, 800).comparedWith(Frequency.of(21, 3011));
    // Breast cancer after fluoroscopy, per person-year (Boice and Monson 1977).
    private static final FrequencyComparison CANCER = Frequency.of(41, 28_010).comparedWith(Frequency.of(15, 19_017));

    @Test
    void theIntervalOfTheRatioIsThatOfRAndSciPy() {
        assertThat(LEUKEMIA.ratio().orElseThrow()).isCloseTo(1.971488, within(5e-7));
        assertInterval(LEUKEMIA.ratioInterval(0.95), 0.8584264033916399, 4.277265943654075);
        // scipy.stats.beta.ppf and binom, by definition.
        assertInterval(LEUKEMIA.ratioInterval(Tails.MID_P, 0.95), 0.9166020758605322, 4.058404252508513);
        assertInterval(CANCER.ratioInterval(0.95), 1.0056840626892576, 3.6093003110779054);
        assertInterval(CANCER.ratioInterval(Tails.MID_P, 0.95), 1.0410752434259323, 3.4494227604546572);
        assertThat(CANCER.pValue(Tails.EXACT)).isCloseTo(0.047660246754565865, EXACT);
        assertThat(CANCER.pValue(Tails.MID_P)).isCloseTo(0.03545742177226214, EXACT);
        assertThat(LEUKEMIA).hasToString("0.0138 (11 per 800) against 0.00697 (21 per 3011)");
    }

    @Test
    void theIntervalOfTheDifferenceIsMadeOfTwoScoreIntervals() {
        assertInterval(Frequency.of(12, 1).interval(0.95), 6.864759787672821, 20.976699033021305);
        assertInterval(Frequency.of(0, 1).interval(0.95), 0, 3.8414588206941254);
        FrequencyComparison per1000 = Frequency.of(41, 28.010).comparedWith(Frequency.of(15, 19.017));
        assertInterval(per1000.differenceInterval(0.95), 0.0339823813165937, 1.2823491600885797);
        assertInterval(per1000.withDispersion(4).differenceInterval(0.95), -0.78311411058848, 1.9820471758065015);
        assertThat(per1000.difference()).isCloseTo(41 / 28.01 - 15 / 19.017, EXACT);
    }

    @Test
    void dispersionTakesCountsAsFewerEvents() {
        // 100 against 40 with φ = 4 is 25 against 10; scipy.stats.beta.ppf.
        FrequencyComparison calls = Frequency.of(100, 1).comparedWith(Frequency.of(40, 1));
        assertInterval(calls.withDispersion(4).ratioInterval(0.95), 1.1596189735922393, 5.832713200335715);
        assertThat(calls.withDispersion(4).ratioInterval(0.95))
                .isEqualTo(Frequency.of(25, 1).comparedWith(Frequency.of(10, 1)).ratioInterval(0.95));
        assertInterval(LEUKEMIA.withDispersion(2.5).ratioInterval(0.95), 0.4703820745877947, 6.99629837521382);
        assertThat(calls.withDispersion(4)).hasToString("100 (100 per 1) against 40 (40 per 1), dispersion 4");
        // On the scale of logarithms as good as √φ times as wide.
        double plain = logWidth(Frequency.of(90_000, 1).comparedWith(Frequency.of(80_000, 1)));
        double wide = logWidth(
                Frequency.of(90_000, 1).comparedWith(Frequency.of(80_000, 1)).withDispersion(9));
        assertThat(wide / plain).isCloseTo(3, within(0.02));
    }

    private static double logWidth(FrequencyComparison comparison) {
        Interval ratio = comparison.ratioInterval(0.95);
        return Math.log(ratio.upper() / ratio.lower());
    }

    @Test
    void withNothingToCompareWithTheRatioIsUndefinedAndTheDifferenceIsThere() {
        FrequencyComparison fromNothing = Frequency.of(5, 10).comparedWith(Frequency.of(0, 10));
        assertThat(fromNothing.ratio()).isEmpty();
        assertThat(fromNothing.difference()).isEqualTo(0.5);
        assertInterval(fromNothing.ratioInterval(0.95), 0.91635585731546, Double.POSITIVE_INFINITY);
        assertInterval(fromNothing.ratioInterval(Tails.MID_P, 0.95), 1.2186736836827596, Double.POSITIVE_INFINITY);
        FrequencyComparison toNothing = Frequency.of(0, 10).comparedWith(Frequency.of(5, 10));
        assertThat(toNothing.ratio()).hasValue(0);
        assertInterval(toNothing.ratioInterval(0.95), 0, 1.091279105182546);
        assertInterval(toNothing.ratioInterval(Tails.MID_P, 0.95), 0, 0.8205642030260792);
        FrequencyComparison nothing = Frequency.of(0, 10).comparedWith(Frequency.of(0, 1));
        assertInterval(nothing.ratioInterval(0.95), 0, Double.POSITIVE_INFINITY);
        assertThat(nothing.pValue(Tails.EXACT)).isEqualTo(1);
    }

    @Property(tries = 80)
    void ratioAndTestAgreeAndSwappingMirrors(
            @ForAll @IntRange(min = 0, max = 80) int x1,
            @ForAll @IntRange(min = 0, max = 80) int x2,
            @ForAll @IntRange(min = 1, max = 50) int t1,
            @ForAll @IntRange(min = 1, max = 50) int t2,
            @ForAll @IntRange(min = 10, max = 40) int dispersion) {
        FrequencyComparison forth =
                new FrequencyComparison(Frequency.of(x1, t1), Frequency.of(x2, t2), dispersion / 10.0);
        FrequencyComparison back =
                new FrequencyComparison(Frequency.of(x2, t2), Frequency.of(x1, t1), dispersion / 10.0);
        for (Tails tails : Tails.values()) {
            Interval ratio = forth.ratioInterval(tails, 0.9);
            assertThat(ratio.contains(1)).isEqualTo(forth.pValue(tails) >= 0.1);
            assertThat(1 / back.ratioInterval(tails, 0.9).upper())
                    .isCloseTo(ratio.lower(), within(1e-9 * ratio.lower()));
            assertThat(back.pValue(tails)).isCloseTo(forth.pValue(tails), within(1e-9));
            forth.ratio().ifPresent(value -> assertThat(ratio.contains(value)).isTrue());
            FrequencyComparison wider = forth.withDispersion(dispersion / 5.0);
            assertThat(wider.ratioInterval(tails, 0.9).lower()).isLessThanOrEqualTo(ratio.lower());
            assertThat(wider.ratioInterval(tails, 0.9).upper()).isGreaterThanOrEqualTo(ratio.upper());
        }
        Interval exact = forth.ratioInterval(0.9);
        Interval mid = forth.ratioInterval(Tails.MID_P, 0.9);
        assertThat(mid.lower()).isGreaterThanOrEqualTo(exact.lower());
        assertThat(mid.upper()).isLessThanOrEqualTo(exact.upper());
        assertThat(back.differenceInterval(0.9).lower())
                .isCloseTo(-forth.differenceInterval(0.9).upper(), within(1e-9));
        assertThat(forth.differenceInterval(0.9).contains(forth.difference())).isTrue();
    }

    @Test
    void theExactIntervalHoldsTheTruthAtLeastAsOftenAsItSays() {
        Random random = new Random(7);
        int exact = 0;
        int mid = 0;
        int difference = 0;
        for (int study = 0; study < 2_000; study++) {
            FrequencyComparison comparison =
                    Frequency.of(poisson(random, 12), 6).comparedWith(Frequency.of(poisson(random, 10), 10));
            exact += comparison.ratioInterval(0.9).contains(2) ? 1 : 0;
            mid += comparison.ratioInterval(Tails.MID_P, 0.9).contains(2) ? 1 : 0;
            difference += comparison.differenceInterval(0.9).contains(1) ? 1 : 0;
        }
        assertThat(exact / 2_000.0).isBetween(0.9, 0.97);
        assertThat(mid / 2_000.0).isBetween(0.88, 0.95);
        assertThat(difference / 2_000.0).isBetween(0.87, 0.95);
    }

    private static int poisson(Random random, double mean) {
        int count = -1;
        for (double sum = 0; sum < mean; count++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return count;
    }

    @Test
    void ratesFarApartHaveAnAnswer() {
        FrequencyComparison far = Frequency.of(Integer.MAX_VALUE, 1e-100).comparedWith(Frequency.of(3, 1e100));
        assertThat(far.ratio().orElseThrow()).isFinite();
        assertThat(far.ratioInterval(0.95).lower()).isFinite().isGreaterThan(1e200);
        assertThat(far.pValue(Tails.EXACT)).isZero();
        FrequencyComparison wild = far.withDispersion(1_000_000);
        assertThat(wild.ratioInterval(0.95).contains(far.ratio().orElseThrow())).isTrue();
        assertThat(wild.ratioInterval(Tails.MID_P, 0.95).contains(far.ratio().orElseThrow()))
                .isTrue();
        // z = −1e5/√2.0001e9
        FrequencyComparison many = Frequency.of(1_000_000_000, 1).comparedWith(Frequency.of(1_000_100_000, 1));
        assertThat(many.pValue(Tails.MID_P)).isCloseTo(0.0253509, within(1e-6));
        assertThat(many.ratioInterval(0.95).upper()).isLessThan(1);
        assertThatThrownBy(() -> Frequency.of(1, 1e101)).hasMessageContaining("exposure (1.0E101)");
        assertThatThrownBy(() -> Frequency.of(1, Double.NaN)).hasMessageContaining("exposure (NaN)");
    }

    @Test
    void frequenciesAddUpAndKnowWhatTheyAreOf() {
        Frequency july = Frequency.of(12, 3_100);
        assertThat(july.per(1_000)).isCloseTo(3.870967741935484, EXACT);
        assertThat(july.plus(Frequency.of(3, 100.5))).isEqualTo(Frequency.of(15, 3_200.5));
        assertThat(july).hasToString("0.00387 (12 per 3100)");
        assertThat(Frequency.BY_VALUE.compare(july, Frequency.of(24, 6_200))).isZero();
        assertThatThrownBy(() -> Frequency.of(-1, 1)).hasMessageContaining("count (-1)");
        assertThatThrownBy(() -> Frequency.of(1, 0)).hasMessageContaining("exposure (0.0)");
        assertThatThrownBy(() -> july.per(0)).hasMessageContaining("units (0.0)");
        assertThatThrownBy(() -> Frequency.of(Long.MAX_VALUE, 1).plus(july))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("count");
        assertThatThrownBy(() -> LEUKEMIA.withDispersion(0.99)).hasMessageContaining("dispersion (0.99)");
        assertThatThrownBy(
                        () -> Frequency.of(Long.MAX_VALUE, 1).comparedWith(july).ratioInterval(0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must sum to at most");
        Frequency most = Frequency.of(1_000_000_000_000_000L - 12, 1);
        assertThat(most.comparedWith(july).pValue(Tails.EXACT)).isZero();
        assertThatThrownBy(() -> most.comparedWith(Frequency.of(13, 1)).pValue(Tails.EXACT))
                .hasMessage("count (999999999999988 and 13) must sum to at most 1000000000000000");
    }

    private static void assertInterval(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, within(1e-9 * Math.max(1, Math.abs(lower))));
        if (Double.isInfinite(upper)) {
            assertThat(interval.upper()).isEqualTo(upper);
        } else {
            assertThat(interval.upper()).isCloseTo(upper, within(1e-9 * Math.max(1, Math.abs(upper))));
        }
    }
}
