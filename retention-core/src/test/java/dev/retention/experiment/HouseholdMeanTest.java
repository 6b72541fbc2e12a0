package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HouseholdMeanTest {
    private record Row(int home, long outcome) {}

    @Test
    void aMeanOfHouseholdsIsARatioOfTheirSums() {
        // Sums 2, 0, 1 of 2, 1, 3 customers: mean 3/6; by households Σ(y − R d)² = 1 + ¼ + ¼, over (n − 1) (d̄ = 2)²
        List<Row> rows =
                List.of(new Row(1, 1), new Row(1, 1), new Row(2, 0), new Row(3, 1), new Row(3, 0), new Row(3, 0));
        HouseholdMean found = HouseholdMean.of(rows, Row::home, Row::outcome).orElseThrow();
        assertThat(found.mean().mean()).isCloseTo(0.5, within(1e-15));
        assertThat(found.mean().count()).isEqualTo(3);
        assertThat(found.mean().variance().orElseThrow()).isCloseTo(1.5 / 2 / 4, within(1e-14));
        assertThat(found.customers()).isEqualTo(SampleMean.of(6, 0.5, 0.3));
        assertThat(found.designEffect().orElseThrow()).isCloseTo(0.1875 / 3 / (0.3 / 6), within(1e-12));
        assertThat(found).hasToString("0.5 ± 0.25 of 3 households, 6 customers, design effect 1.25");
        assertThat(HouseholdMean.of(List.<Row>of(), Row::home, Row::outcome)).isEmpty();
        assertThat(HouseholdMean.of(List.of(new Row(1, 1)), Row::home, Row::outcome)
                        .orElseThrow()
                        .designEffect())
                .isEmpty();
    }

    /** Ten for each of two, twenty for each of three: in every household a third of the outcome is the customers. */
    @Test
    void whereEveryHouseholdIsTheSameNothingVaries() {
        List<Row> rows =
                List.of(new Row(1, 7), new Row(1, 3), new Row(2, 5), new Row(3, 5), new Row(3, 1), new Row(3, 9));
        HouseholdMean found = HouseholdMean.of(rows, Row::home, Row::outcome).orElseThrow();
        assertThat(found.mean()).isEqualTo(SampleMean.of(3, 5, 0));
        assertThat(found.designEffect()).hasValue(0);
        List<Row> thirds = new ArrayList<>();
        for (int home = 1; home < 40; home++) {
            for (int i = 0; i < home; i++) {
                thirds.addAll(List.of(new Row(home, 1), new Row(home, 0), new Row(home, 0)));
            }
        }
        assertThat(HouseholdMean.of(thirds, Row::home, Row::outcome)
                        .orElseThrow()
                        .mean()
                        .variance())
                .hasValue(0);
    }

    @Test
    void aBlankAddressIsNoHousehold() {
        HouseholdMean found = HouseholdMean.of(
                        List.of("", " ", "A", "B"), address -> new StringBuilder(address), address -> 1)
                .orElseThrow();
        assertThat(found.mean().count()).isEqualTo(4);
        HouseholdMean one = HouseholdMean.of(List.of("A", "A"), address -> new StringBuilder(address), address -> 1)
                .orElseThrow();
        assertThat(one).hasToString("1 of 1 household, 2 customers");
    }

    @Test
    void whatDoesNotFitOrIsNotThereIsNamed() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> HouseholdMean.of(List.of(1, 2), row -> "A", row -> Long.MAX_VALUE))
                .withMessage("outcomes of a household (9223372036854775807 + 9223372036854775807) must fit a long");
        assertThatNullPointerException()
                .isThrownBy(() -> HouseholdMean.of(Arrays.asList(1, null), row -> "A", row -> 1))
                .withMessage("customer");
    }
}
