package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HouseholdMeanTest {
    private record Row(int home, long outcome) {}

    @Test
    void aMeanOfHouseholdsIsARatioOfTheirSums() {
        // Sums 2, 0, 1 of 2, 1, 3 customers: mean 3/6; by households Σ(y − R d)² = 1 + ¼ + ¼, over (n − 1) (d̄ = 2)²
        List<Row> rows = List.of(new Row(1, 1), new Row(1, 1), new Row(2, 0), new Row(3, 1), new Row(3, 0), new Row(3, 0));
        HouseholdMean found = HouseholdMean.of(rows, Row::home, Row::outcome).orElseThrow();
        assertThat(found.mean().mean()).isCloseTo(0.5, within(1e-15));
        assertThat(found.mean().count()).isEqualTo(3);
        assertThat(found.mean().variance().orElseThrow()).isCloseTo(1.5 / 2 / 4, within(1e-14));
        assertThat(found.customers()).isEqualTo(SampleMean.of(6, 0.5, 0.3));
        assertThat(found.designEffect().orElseThrow()).isCloseTo(0.1875 / 3 / (0.3 / 6), within(1e-12));
        assertThat(found).hasToString("0.5 ± 0.25 of 3 households, 6 customers, design effect 1.25");
        assertThat(HouseholdMean.of(List.<Row>of(), Row::home, Row::outcome)).isEmpty();
        assertThat(HouseholdMean.of(List.of(new Row(1, 1)), Row::home, Row::outcome).orElseThrow().designEffect())
                .isEmpty();
    }
}
