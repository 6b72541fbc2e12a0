package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoncentralTTest {
    /** {@code scipy.stats.nct.sf(t, df, shift)}, scipy 1.17.1. */
    @ParameterizedTest
    @CsvSource({
        "2,      10,       1.5, 0.340845927557809",
        "636.6,  1,        3,   0.003760519611237859",
        "636.6,  1,        700, 0.7284892965148565",
        "3,      2.5,      0,   0.036288047774515914",
        "31.6,   2,        10,  0.09601677200948362",
        "4,      38,       8,   0.999866063888384",
        "1.96,   10000,    2.8, 0.7995369297147641",
        "1.96,   10000000, 2.8, 0.7995457978600549",
    })
    void isAsElsewhere(double t, double df, double shift, double expected) {
        assertThat(NoncentralT.survival(t, df, shift)).isCloseTo(expected, within(5e-9));
    }

    @Test
    void withoutShiftItIsStudents() {
        for (double df : new double[] {1, 2, 5.5, 30, 1e3, 1e6}) {
            for (double t : new double[] {0, 0.1, 1, 2.5, 8}) {
                assertThat(NoncentralT.survival(t, df, 0))
                        .as("%s of %s", t, df)
                        .isCloseTo(StudentT.survival(t, df), within(1e-10));
            }
        }
    }

    @Test
    void ofManyDegreesItIsNormal() {
        assertThat(NoncentralT.survival(2, 2e8, 3)).isEqualTo(Normal.survival(-1));
        assertThat(NoncentralT.survival(2, 9e7, 3)).isCloseTo(Normal.survival(-1), within(1e-7));
    }

    /** {@code scipy.stats.t.isf(tail / 2, df)}; a tail below what its complement would keep. */
    @ParameterizedTest
    @CsvSource({"0.05, 9, 2.2621571627409915", "1e-20, 9, 430.61304066996956", "1e-18, 200000000, 8.835109788175396"})
    void criticalValuesKeepSmallTails(double tail, double df, double expected) {
        double t = StudentT.leaving(tail, df);
        assertThat(StudentT.twoSided(t, df)).isCloseTo(tail, within(tail * 1e-8));
        assertThat(t).isCloseTo(expected, within(expected * 1e-9));
    }
}
