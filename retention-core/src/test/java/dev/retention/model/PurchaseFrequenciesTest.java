package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.model.PurchaseFrequencies.FrequencyClass;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PurchaseFrequenciesTest {
    private static final BgNbd MODEL = BgNbd.of(PeriodsPerYear.WEEKLY, 0.243, 4.414, 0.793, 2.426);

    private static PurchaseSummary simulated(int customers) {
        SplittableRandom random = new SplittableRandom(11);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        for (int i = 0; i < customers; i++) {
            builder.add(MODEL.simulate(27 + i % 12, random), 1);
        }
        return builder.build();
    }

    @Test
    void addsUpTheProbabilitiesOfEachCustomer() {
        PurchaseSummary customers = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY)
                .add(PurchaseHistory.of(0, 0, 30), 3)
                .add(PurchaseHistory.of(1, 10, 30), 1)
                .add(PurchaseHistory.of(5, 20, 38), 1)
                .build();
        PurchaseFrequencies frequencies = PurchaseFrequencies.of(MODEL, customers, 2);
        assertThat(frequencies.classes()).extracting(FrequencyClass::frequency).containsExactly(0, 1, 2);
        assertThat(frequencies.classes()).extracting(FrequencyClass::orMore).containsExactly(false, false, true);
        assertThat(frequencies.classes())
                .extracting(each -> each.customers().actual())
                .containsExactly(3L, 1L, 1L);
        double atOne = 4 * MODEL.probabilityOf(1, 30.0) + MODEL.probabilityOf(1, 38.0);
        assertThat(frequencies.classes().get(1).customers().expected()).isCloseTo(atOne, within(1e-14));
        assertThat(frequencies.classes().stream()
                        .mapToDouble(each -> each.customers().expected())
                        .sum())
                .isCloseTo(5, within(1e-12));
        double statistic = 0;
        for (FrequencyClass each : frequencies.classes()) {
            double expected = each.customers().expected();
            statistic += Math.pow(each.customers().actual() - expected, 2) / expected;
        }
        assertThat(frequencies.chiSquared()).isCloseTo(statistic, within(1e-12));
        assertThat(frequencies.degreesOfFreedom()).isEqualTo(2);
        assertThat(frequencies.classes().get(2)).asString().startsWith("2+: 1 actual, ");
    }

    @Test
    void acceptsDataOfTheModel() {
        PurchaseSummary customers = simulated(5000);
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(customers);
        PurchaseFrequencies frequencies = PurchaseFrequencies.of(fit, customers, 7);
        assertThat(frequencies.degreesOfFreedom()).isEqualTo(3);
        assertThat(frequencies.pValue().orElseThrow()).isBetween(0.01, 1.0);
        assertThat(frequencies).asString().startsWith("χ² ").contains("on 3 df, p = ");
        // A model of customers who never leave does not fit.
        ModelFit<Nbd> nbd = Nbd.fitter().fit(customers);
        assertThat(PurchaseFrequencies.of(nbd, customers, 7).chiSquared()).isGreaterThan(frequencies.chiSquared());
    }

    @Test
    void needsDegreesOfFreedomForATest() {
        PurchaseSummary customers = simulated(500);
        PurchaseFrequencies frequencies = PurchaseFrequencies.of(BgNbd.fitter().fit(customers), customers, 4);
        assertThat(frequencies.degreesOfFreedom()).isZero();
        assertThat(frequencies.pValue()).isEmpty();
        assertThat(frequencies).asString().contains("on 0 df: ");
    }

    @Test
    void nobodyIsExpectedToBuyInNoTime() {
        PurchaseSummary customers = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY)
                .add(PurchaseHistory.of(0, 0, 0), 4)
                .build();
        PurchaseFrequencies frequencies = PurchaseFrequencies.of(MODEL, customers, 3);
        assertThat(frequencies.classes().get(0).customers()).isEqualTo(Forecast.of(4, 4));
        assertThat(frequencies.chiSquared()).isZero();
        assertThat(frequencies.pValue()).hasValue(1);
    }

    @Test
    void refusesAnotherUnitAndNoClasses() {
        PurchaseSummary daily =
                PurchaseSummary.inUnits(PeriodsPerYear.DAILY).add(0, 0, 30).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseFrequencies.of(MODEL, daily, 7))
                .withMessageContaining("must be in the model's unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseFrequencies.of(MODEL, simulated(10), 0))
                .withMessageContaining("together (0)");
    }
}
