package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContingencyTableTest {
    private static final double LN10 = Math.log(10);
    private static final ContingencyTable CONTRACTS =
            ContingencyTable.of(new long[] {1655, 2220}, new long[] {166, 1307}, new long[] {48, 1647});

    /** IBM's telco customers, lost and others by contract and by way of payment; SciPy's chi2_contingency. */
    @Test
    void lostCustomersByContract() {
        assertThat(CONTRACTS.chiSquared().orElseThrow()).isCloseTo(1184.5965720837928, within(1e-8));
        assertThat(CONTRACTS.degreesOfFreedom()).isEqualTo(2);
        assertThat(CONTRACTS.logPValue().orElseThrow() / LN10).isCloseTo(-257.23187726874943, within(1e-8));
        assertThat(CONTRACTS.pValue().orElseThrow()).isCloseTo(5.8630e-258, within(1e-261));
        assertThat(CONTRACTS.cramersV().orElseThrow()).isCloseTo(0.41011569657614094, within(1e-12));
        assertThat(CONTRACTS.total()).isEqualTo(7043);
        assertThat(CONTRACTS).hasToString("3 × 2 of 7043: chi-squared 1184.6 of 2, V 0.41");
    }

    @Test
    void lostCustomersByPayment() {
        ContingencyTable payments = ContingencyTable.of(List.of(
                Proportion.of(258, 258 + 1286),
                Proportion.of(232, 232 + 1290),
                Proportion.of(1071, 1071 + 1294),
                Proportion.of(308, 308 + 1304)));
        assertThat(payments.chiSquared().orElseThrow()).isCloseTo(648.1423274814, within(1e-8));
        assertThat(payments.degreesOfFreedom()).isEqualTo(3);
        assertThat(payments.logPValue().orElseThrow() / LN10).isCloseTo(-139.43387438639323, within(1e-8));
        assertThat(payments.cramersV().orElseThrow()).isCloseTo(0.30335862555407056, within(1e-12));
    }

    /** R, chisq.test of the party affiliations in its help page: X-squared = 30.07, df = 2, p-value = 2.954e-07. */
    @Test
    void partyByGender() {
        ContingencyTable table = ContingencyTable.of(new long[] {762, 327, 468}, new long[] {484, 239, 477});
        assertThat(table.chiSquared().orElseThrow()).isCloseTo(30.07, within(0.0005));
        assertThat(table.pValue().orElseThrow()).isCloseTo(2.954e-7, within(0.0005e-7));
        assertThat(table.expected(0, 0).orElseThrow()).isCloseTo(703.6714, within(0.00005));
        assertThat(table.leastExpected().orElseThrow()).isCloseTo(246.4, within(0.05));
        assertThat(table.count(1, 2)).isEqualTo(477);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columns()).isEqualTo(3);
    }

    @Test
    void rowsAndColumnsOfNobodyAreLeftOut() {
        ContingencyTable holes =
                ContingencyTable.of(new long[] {10, 0, 20}, new long[] {0, 0, 0}, new long[] {25, 0, 15});
        ContingencyTable filled = ContingencyTable.of(new long[] {10, 20}, new long[] {25, 15});
        assertThat(holes.chiSquared()).isEqualTo(filled.chiSquared());
        assertThat(holes.degreesOfFreedom()).isEqualTo(1);
        assertThat(holes.cramersV()).isEqualTo(filled.cramersV());
        assertThat(holes.leastExpected()).isEqualTo(filled.leastExpected());
        assertThat(holes).isNotEqualTo(filled);
        assertThat(ContingencyTable.of(List.of(Proportion.of(10, 30), Proportion.of(25, 40))))
                .isEqualTo(filled);
        assertThat(filled.chiSquared().orElseThrow())
                .isCloseTo(
                        Proportion.of(10, 30)
                                .comparedWith(Proportion.of(25, 40))
                                .chiSquared()
                                .orElseThrow(),
                        within(1e-12));
    }

    @Test
    void whereThereIsNothingToCompareNoStatisticIsDefined() {
        ContingencyTable onlyLost = ContingencyTable.of(new long[] {3, 0}, new long[] {4, 0});
        assertThat(onlyLost.chiSquared()).isEmpty();
        assertThat(onlyLost.pValue()).isEmpty();
        assertThat(onlyLost.logPValue()).isEmpty();
        assertThat(onlyLost.cramersV()).isEmpty();
        assertThat(onlyLost.degreesOfFreedom()).isZero();
        assertThat(onlyLost).hasToString("2 × 2 of 7: nothing to compare");
        ContingencyTable nobody = ContingencyTable.of(new long[2], new long[2]);
        assertThat(nobody.expected(0, 0)).isEmpty();
        assertThat(nobody.leastExpected()).isEmpty();
        assertThat(nobody.chiSquared()).isEmpty();
    }

    @Test
    void oneAttributeThatTellsTheOtherHasVOne() {
        ContingencyTable told = ContingencyTable.of(new long[] {0, 7, 0}, new long[] {5, 0, 0}, new long[] {0, 0, 9});
        assertThat(told.cramersV().orElseThrow()).isEqualTo(1, within(1e-15));
        assertThat(told.chiSquared().orElseThrow()).isEqualTo(42, within(1e-12));
        assertThat(told)
                .isEqualTo(ContingencyTable.of(new long[] {0, 7, 0}, new long[] {5, 0, 0}, new long[] {0, 0, 9}));
        assertThat(told)
                .hasSameHashCodeAs(
                        ContingencyTable.of(new long[] {0, 7, 0}, new long[] {5, 0, 0}, new long[] {0, 0, 9}));
    }

    /** Chi-squared is 50, of at most 40 · (3 − 1). */
    @Test
    void ofThreeRowsAndColumnsVIsOfTwiceTheTotal() {
        ContingencyTable table =
                ContingencyTable.of(new long[] {10, 0, 0}, new long[] {0, 10, 0}, new long[] {0, 10, 10});
        assertThat(table.chiSquared().orElseThrow()).isCloseTo(50, within(1e-12));
        assertThat(table.cramersV().orElseThrow()).isCloseTo(Math.sqrt(50.0 / 80), within(1e-12));
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1, 2})).hasMessage("rows (1) must be at least two");
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1}, new long[] {2}))
                .hasMessage("rows[0] (1 counts) must have at least two");
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1, 2}, new long[] {2}))
                .hasMessage("rows[1] must have 2 counts as rows[0] has, but has 1");
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1, 2}, new long[] {2, -1}))
                .hasMessage("rows[1][1] (-1) must be at least 0");
        assertThatThrownBy(() -> ContingencyTable.of(List.of(Proportion.of(1, 2))))
                .hasMessage("groups (1) must be at least two");
        assertThatThrownBy(() -> CONTRACTS.count(3, 0)).hasMessage("row (3) must be from 0 to 2");
        assertThatThrownBy(() -> CONTRACTS.count(0, 2)).hasMessage("column (2) must be from 0 to 1");
        assertThatThrownBy(() -> CONTRACTS.expected(3, 0)).hasMessage("row (3) must be from 0 to 2");
        assertThatThrownBy(() -> CONTRACTS.expected(0, 2)).hasMessage("column (2) must be from 0 to 1");
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1, Long.MAX_VALUE}, new long[] {2, 3}))
                .isInstanceOf(ArithmeticException.class);
    }
}
