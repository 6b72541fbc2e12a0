package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActuarialTableTest {
    /**
     * 2,418 men with angina pectoris by year: ended, censored, and from the example of SAS's {@code PROC LIFETEST} (Life-Table
     * Estimates for Males with Angina Pectoris, after Lee 1992) exposed, survival, its standard error and the hazard.
     */
    private static final double[][] ANGINA = {
        {456, 0, 2418.0, 0.8114, 0.00796, 0.208219},
        {226, 39, 1942.5, 0.7170, 0.00918, 0.123531},
        {152, 22, 1686.0, 0.6524, 0.00973, 0.09441},
        {171, 23, 1511.5, 0.5786, 0.0101, 0.119916},
        {135, 24, 1317.0, 0.5193, 0.0103, 0.108043},
        {125, 107, 1116.5, 0.4611, 0.0104, 0.118596},
        {83, 133, 871.5, 0.4172, 0.0105, 0.1},
        {74, 102, 671.0, 0.3712, 0.0106, 0.116719},
        {51, 68, 512.0, 0.3342, 0.0107, 0.10483},
        {42, 64, 395.0, 0.2987, 0.0109, 0.112299},
        {43, 45, 298.5, 0.2557, 0.0111, 0.155235},
        {34, 53, 206.5, 0.2136, 0.0114, 0.17942},
        {18, 33, 129.5, 0.1839, 0.0118, 0.149378},
        {9, 27, 81.5, 0.1636, 0.0123, 0.116883},
        {6, 23, 47.5, 0.1429, 0.0133, 0.134831},
        {0, 30, 15.0, 0.1429, 0.0133, 0}
    };

    @Test
    void menWithAngina() {
        List<Tenure> tenures = new ArrayList<>();
        for (int year = 0; year < ANGINA.length; year++) {
            tenures.add(Tenure.ended(year + 0.5).withWeight(Math.max(1e-100, ANGINA[year][0])));
            if (ANGINA[year][1] > 0) {
                tenures.add(Tenure.censored(year + 0.5).withWeight(ANGINA[year][1]));
            }
        }
        double[] years = IntStream.rangeClosed(0, 16).asDoubleStream().toArray();
        List<ActuarialTable.Band> bands =
                ActuarialTable.of(LifeTable.of(tenures), years).bands();
        assertThat(bands).hasSize(16);
        for (int year = 0; year < 16; year++) {
            ActuarialTable.Band band = bands.get(year);
            double[] expected = ANGINA[year];
            assertThat(band.exposed()).isCloseTo(expected[2], within(1e-9));
            assertThat(band.survival()).isCloseTo(expected[3], within(5e-5));
            assertThat(band.standardError().orElseThrow()).isCloseTo(expected[4], within(5.1e-5));
            assertThat(band.hazard().orElseThrow()).isCloseTo(expected[5], within(5.1e-7));
        }
        assertThat(bands.get(0).hazardStandardError().orElseThrow()).isCloseTo(0.009698, within(5e-7));
    }

    /** By hand: 10 at risk; (0, 2] 1 ended at 0 and 2 at 2, 2 censored; (2, 5] 1 ended, 1 entered, all 5 others left over. */
    @Test
    void countsTheCensoredAndThoseWhoEnterHalf() {
        List<Tenure> tenures = new ArrayList<>(Tenures.parse("0 2 2 1+ 2+ 3 6+ 6+ 6+ 6+"));
        tenures.add(Tenure.censored(6).withEntry(4));
        ActuarialTable table = ActuarialTable.of(LifeTable.of(tenures), 0, 2, 5);
        ActuarialTable.Band first = table.bands().get(0);
        assertThat(first.atRisk()).isEqualTo(10);
        assertThat(first.ended()).isEqualTo(3);
        assertThat(first.exposed()).isEqualTo(9);
        assertThat(first.probability()).hasValue(1.0 / 3);
        ActuarialTable.Band second = table.bands().get(1);
        assertThat(second.atRisk()).isEqualTo(5);
        assertThat(second.exposed()).isEqualTo(5.5);
        assertThat(second.survival()).isCloseTo(2.0 / 3 * (1 - 1 / 5.5), within(1e-15));
        assertThat(second.standardError().orElseThrow())
                .isCloseTo(second.survival() * Math.sqrt(3.0 / (9 * 6) + 1 / (5.5 * 4.5)), within(1e-15));
        assertThat(second.hazard().orElseThrow()).isCloseTo(1 / (3 * 5.0), within(1e-15));
        assertThat(table)
                .hasToString(
                        "(0, 2]: 3 of 9 ended, 0.6667 still there\n" + "(2, 5]: 1 of 5.5 ended, 0.5455 still there");
    }

    @Test
    void withoutCensoringItIsKaplanMeierAtTheBounds() {
        LifeTable table = LifeTable.of(Tenures.parse("1 2 2 3 5 8 8 9"));
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(table);
        for (ActuarialTable.Band band : ActuarialTable.of(table, 0, 2, 4, 8).bands()) {
            assertThat(band.survival()).isCloseTo(curve.at(band.to()).orElseThrow(), within(1e-15));
        }
        List<ActuarialTable.Band> past = ActuarialTable.of(table, 4, 10, 20).bands();
        assertThat(past.get(0).survival()).isZero();
        assertThat(past.get(0).standardError()).isEmpty();
        assertThat(past.get(0).hazardStandardError()).isEmpty();
        assertThat(past.get(1).probability()).isEmpty();
        assertThat(past.get(1).hazard()).isEmpty();
        assertThat(past.get(1).survival()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesBadBounds() {
        LifeTable table = LifeTable.of(Tenures.parse("1 2+ 5"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActuarialTable.of(LifeTable.empty(), 0, 1))
                .withMessageContaining("table");
        for (double[] bad :
                new double[][] {{}, {1}, {2, 2}, {0, Double.NaN}, {-1, 2}, {0, Double.POSITIVE_INFINITY}, {5, 6}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ActuarialTable.of(table, bad))
                    .withMessageContaining("bounds");
        }
        assertThatNullPointerException()
                .isThrownBy(() -> ActuarialTable.of(null, 0, 1))
                .withMessage("table");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActuarialTable.Band(0, 1, Double.NaN, 0, 0, 0, 1, 0))
                .withMessageContaining("atRisk (NaN)");
    }
}
