package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PurchaseFrequenciesReferenceTest {
    /** Fader, Hardie and Lee (2005), "Counting Your Customers the Easy Way", section 4: the tests on CDNOW, 7+ together. */
    @TestFactory
    Stream<DynamicTest> chiSquaredOfThePaper() {
        return CdnowFiles.find("CDNOW_sample.txt").map(file -> DynamicTest.dynamicTest("CDNOW", () -> compare(file)));
    }

    private static void compare(Path file) throws IOException {
        PurchaseSummary customers = PurchaseCounting.weekly(LocalDate.of(1997, 9, 30))
                .of(CdnowFiles.sample(file))
                .summary();
        PurchaseFrequencies bg = PurchaseFrequencies.of(BgNbd.fitter().fit(customers), customers, 7);
        assertThat(bg.chiSquared()).isCloseTo(4.82, within(0.005));
        assertThat(bg.degreesOfFreedom()).isEqualTo(3);
        assertThat(bg.pValue().orElseThrow()).isCloseTo(0.19, within(0.005));
        PurchaseFrequencies pareto = PurchaseFrequencies.of(ParetoNbd.fitter().fit(customers), customers, 7);
        assertThat(pareto.chiSquared()).isCloseTo(11.99, within(0.005));
        assertThat(pareto.pValue().orElseThrow()).isCloseTo(0.007, within(0.0005));
    }
}
