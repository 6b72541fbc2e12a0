package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRatioTest {
    private static final Map<String, Long> HALVES = Map.of("holdout", 1L, "offer", 1L);

    private static SampleRatio halves(long holdout, long offer) {
        return SampleRatio.of(Map.of("holdout", holdout, "offer", offer), HALVES);
    }

    /** {@code scipy.stats.chisquare}, scipy 1.17.1; the second is the example of Fabijan et al. (2019), section 2. */
    @ParameterizedTest
    @CsvSource({
        "4790,   5210,   1, 1,  17.64,             2.6691498031812692e-05, -10.531165469041127",
        "821588, 815482, 1, 1,  22.77436884189436, 1.8217928726191858e-06, -13.215689446917377",
        "300,    9700,   1, 19, 84.21052631578948, 4.4479612959472114e-20, -44.55925600442121",
    })
    void isPearsonsChiSquared(
            long one, long other, long weight, long otherWeight, double statistic, double p, double log) {
        SampleRatio ratio = SampleRatio.of(Map.of("a", one, "b", other), Map.of("a", weight, "b", otherWeight));
        assertThat(ratio.chiSquared().orElseThrow()).isCloseTo(statistic, within(statistic * 1e-12));
        assertThat(ratio.pValue().orElseThrow()).isCloseTo(p, within(p * 1e-10));
        assertThat(ratio.logPValue().orElseThrow()).isCloseTo(log, within(1e-10));
        assertThat(ratio.degreesOfFreedom()).isEqualTo(1);
        assertThat(ratio.isExact()).isFalse();
        assertThat(ratio.isAmiss()).isTrue();
    }

    @Test
    void isOfSeveralArms() {
        SampleRatio ratio =
                SampleRatio.of(Map.of("a", 1010L, "b", 990L, "c", 2050L), Map.of("a", 1L, "b", 1L, "c", 2L));
        assertThat(ratio.chiSquared().orElseThrow()).isCloseTo(0.8148148148148149, within(1e-12));
        assertThat(ratio.pValue().orElseThrow()).isCloseTo(0.6653730571622696, within(1e-12));
        assertThat(ratio.isAmiss()).isFalse();
        assertThat(ratio.reason()).isEmpty();
        assertThat(ratio).hasToString("[a 1010 of 1012.5, b 990 of 1012.5, c 2050 of 2025]: p 0.665");
    }

    /** Twice the smaller tail: {@code min(1, 2 * min(binom.cdf(k, n, p), binom.sf(k - 1, n, p)))} of scipy. */
    @ParameterizedTest
    @CsvSource({
        "3,  17, 1, 19, 0.1509673475769925",
        "0,  50, 1, 19, 0.1538899505534266",
        "5,  25, 1, 19, 0.03127102025706614",
        "1,  2,  1, 1,  1",
        "12, 28, 1, 9,  0.0007616685334726857",
    })
    void isExactOfFew(long one, long other, long weight, long otherWeight, double p) {
        SampleRatio ratio = SampleRatio.of(Map.of("a", one, "b", other), Map.of("a", weight, "b", otherWeight));
        assertThat(ratio.isExact()).isTrue();
        assertThat(ratio.pValue().orElseThrow()).isCloseTo(p, within(p * 1e-10));
    }

    @Test
    void isExactOfFewInSeveralArms() {
        SampleRatio ratio = SampleRatio.of(Map.of("b", 28L, "a", 12L), Map.of("a", 2L, "b", 17L, "c", 1L));
        assertThat(ratio.isExact()).isTrue();
        assertThat(ratio.pValue().orElseThrow()).isCloseTo(3 * 0.0007616685334726857, within(1e-12));
    }

    @Test
    void anArmOfNobodyIsAmiss() {
        SampleRatio ratio = SampleRatio.of(Map.of("offer", 40L), HALVES);
        assertThat(ratio.isAmiss()).isTrue();
        assertThat(ratio.rows()).extracting(SampleRatio.Row::customers).containsExactly(0L, 40L);
    }

    @Test
    void nobodyIsNotAmiss() {
        SampleRatio ratio = SampleRatio.of(Map.of(), HALVES);
        assertThat(ratio.isAmiss()).isFalse();
        assertThat(ratio.pValue()).isEmpty();
        assertThat(ratio.logPValue()).isEmpty();
        assertThat(ratio.chiSquared()).isEmpty();
        assertThat(ratio.anytimePValue()).isEmpty();
        assertThat(ratio).hasToString("[holdout 0 of 0, offer 0 of 0]: nobody");
        assertThat(ratio.sheet().rows()).hasSize(2);
    }

    @Test
    void saysWhy() {
        assertThat(halves(4_790, 5_210).reason())
                .hasValue("offer has 5,210 of 10,000 customers where 50.0 % were to be: by chance that"
                        + " happens once in 37,000 times; no effect is read until the reason is known");
        assertThat(halves(100_000, 1).reason().orElseThrow()).contains("once in 10^21717 times");
        assertThat(halves(4_900, 5_100).reason()).isEmpty();
        assertThat(halves(4_900, 5_100).withLevel(0.05).reason().orElseThrow()).contains("once in 22 times");
        assertThat(halves(4_790, 5_210).toText()).contains("Customers per arm: p 0.0000267, amiss below 0.001");
    }

    /** Of 10,000 customers 400 of one in a hundred, and 4,600 of half: chi-squared tells by the small arm. */
    @Test
    void theArmThatTellsIsNamed() {
        SampleRatio small =
                SampleRatio.of(Map.of("a", 400L, "b", 4_600L, "c", 5_000L), Map.of("a", 1L, "b", 50L, "c", 49L));
        assertThat(small.reason().orElseThrow()).startsWith("a has 400 of 10,000 customers where 1.0 % were to be");
        // Of two arms both are as many deviations off.
        SampleRatio two =
                SampleRatio.of(Map.of("holdout", 1_200L, "offer", 8_800L), Map.of("holdout", 1L, "offer", 9L));
        assertThat(two.reason().orElseThrow()).startsWith("holdout has 1,200 of 10,000");
        SampleRatio turned = SampleRatio.of(Map.of("a", 8_800L, "b", 1_200L), Map.of("a", 9L, "b", 1L));
        assertThat(turned.reason().orElseThrow()).startsWith("b has 1,200 of 10,000");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Map<String, Long> noKey = new HashMap<>();
        noKey.put(null, 1L);
        assertThatNullPointerException()
                .isThrownBy(() -> SampleRatio.of(noKey, HALVES))
                .withMessage("an arm of customers");
        assertThatNullPointerException()
                .isThrownBy(() -> SampleRatio.of(Map.of(), noKey))
                .withMessage("an arm of weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(Map.of("offer", 1_000_000_000_000_001L), HALVES))
                .withMessage("customers ({offer=1000000000000001}) must sum to at most 1000000000000000");
        assertThatNullPointerException()
                .isThrownBy(() -> Assignment.of("s", "a", null))
                .withMessage("arm");
    }

    /** By the posterior predictive of scipy's gammaln, with the concentration 10,000 as in Optimizely's ssrm. */
    @Test
    void mayBeLookedAtAtAnyTime() {
        assertThat(halves(4_790, 5_210).anytimePValue().orElseThrow()).isCloseTo(0.01718087112587319, within(1e-9));
        assertThat(SampleRatio.of(Map.of("a", 400L, "b", 700L, "c", 100L), Map.of("a", 2L, "b", 2L, "c", 1L))
                        .anytimePValue()
                        .orElseThrow())
                .isCloseTo(3.021632650208851e-05, within(1e-13));
        assertThat(halves(20, 17).anytimePValue()).hasValue(1);
    }

    /** By mpmath with 60 digits: sums of lnΓ as doubles have no digit left of it. */
    @ParameterizedTest
    @CsvSource({
        "500000100000000, 499999900000000, 1, 1, 6.518103006285754e-4",
        "100000100000000, 899999900000000, 1, 9, 2.3581570146419410e-19",
        "500100000, 499900000, 1, 1, 6.5194383385873606e-7",
    })
    void mayBeLookedAtWithAnyNumberOfCustomers(long one, long other, long weight, long otherWeight, double p) {
        SampleRatio ratio = SampleRatio.of(Map.of("a", one, "b", other), Map.of("a", weight, "b", otherWeight));
        assertThat(ratio.anytimePValue().orElseThrow()).isCloseTo(p, within(p * 1e-7));
    }

    @Test
    void mayBeLookedAtWithTheSmallestShares() {
        Map<String, Long> weights = Map.of("a", 1L, "b", 100_000L, "c", 99_999L);
        assertThat(SampleRatio.of(Map.of("b", 30L, "c", 3L), weights)
                        .anytimePValue()
                        .orElseThrow())
                .isCloseTo(0.9659082620548233, within(1e-12));
        assertThat(SampleRatio.of(Map.of("a", 9L, "b", 30L, "c", 3L), weights)
                        .anytimePValue()
                        .orElseThrow())
                .isCloseTo(8.460603269105321e-16, within(1e-26));
    }

    /** Of 500 experiments that are well, each looked at after every 200 customers. */
    @Test
    void lookedAtOftenOneOfThemRaisesFalseAlarms() {
        SplittableRandom random = new SplittableRandom(20261130);
        double level = 0.05;
        int atEnd = 0;
        int atAnyLook = 0;
        int always = 0;
        int experiments = 500;
        for (int experiment = 0; experiment < experiments; experiment++) {
            boolean some = false;
            boolean valid = false;
            long held = 0;
            SampleRatio ratio = halves(0, 0);
            for (long n = 200; n <= 4_000; n += 200) {
                for (int i = 0; i < 200; i++) {
                    held += random.nextInt(4) == 0 ? 1 : 0;
                }
                ratio = SampleRatio.of(Map.of("a", held, "b", n - held), Map.of("a", 1L, "b", 3L))
                        .withLevel(level);
                some |= ratio.isAmiss();
                valid |= ratio.anytimePValue().orElseThrow() <= level;
            }
            atEnd += ratio.isAmiss() ? 1 : 0;
            atAnyLook += some ? 1 : 0;
            always += valid ? 1 : 0;
        }
        assertThat(atEnd).isBetween(12, 40);
        assertThat(atAnyLook).isGreaterThan(70);
        assertThat(always).isLessThanOrEqualTo(25);
    }

    /** The exact p-value is at or below a level at most as often as that, told by all samples there are. */
    @ParameterizedTest
    @CsvSource({"8, 1, 1", "30, 1, 9", "60, 1, 19"})
    void exactPValuesKeepTheirLevel(int n, long weight, long other) {
        double share = weight / (double) (weight + other);
        double[] below = new double[3];
        double[] levels = {0.001, 0.01, 0.05};
        double probability = Math.pow(1 - share, n);
        for (int k = 0; k <= n; k++) {
            double p = SampleRatio.of(Map.of("a", (long) k, "b", (long) n - k), Map.of("a", weight, "b", other))
                    .pValue()
                    .orElseThrow();
            for (int i = 0; i < levels.length; i++) {
                below[i] += p <= levels[i] ? probability : 0;
            }
            probability *= (n - k) / (k + 1.0) * (share / (1 - share));
        }
        for (int i = 0; i < levels.length; i++) {
            assertThat(below[i]).isLessThanOrEqualTo(levels[i]);
        }
    }

    @Test
    void refusesStrangers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(Map.of("other", 1L), HALVES))
                .withMessageStartingWith("customers ({other=1}) must be of arms of {");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> halves(-1, 1))
                .withMessage("customers of holdout (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> halves(Long.MAX_VALUE, Long.MAX_VALUE))
                .withMessageContaining("must sum to at most 1000000000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(Map.of(), Map.of("a", 1L)))
                .withMessage("weights ({a=1}) must be of at least two arms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> halves(1, 1).withLevel(0))
                .withMessage("newLevel (0.0) must be inside (0, 1)");
        Map<String, Long> none = new HashMap<>();
        none.put("a", null);
        assertThatNullPointerException().isThrownBy(() -> SampleRatio.of(Map.of(), none));
    }
}
