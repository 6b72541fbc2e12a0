package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.model.BgNbd;
import dev.retention.model.CdnowFiles;
import dev.retention.model.ForecastError;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.ModelFit;
import dev.retention.model.PurchaseTracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CustomerPurchasesReferenceTest {
    /** The summary of the R package BTYD: x, t.x, T.cal, x.star, m.x of the sample to 30 September 1997. */
    @TestFactory
    Stream<DynamicTest> summaryOfCdnowIsThatOfBtyd() {
        return CdnowFiles.find("CDNOW_sample.txt").map(file -> DynamicTest.dynamicTest("CDNOW", () -> compare(file)));
    }

    private static void compare(Path file) throws IOException {
        CustomerPurchases<Long> purchases = PurchaseCounting.weekly(LocalDate.of(1998, 6, 30))
                .holdoutFrom(LocalDate.of(1997, 10, 1))
                .of(CdnowFiles.sample(file));
        List<String> lines = Files.readAllLines(file.resolveSibling("cdnow_btyd_cbs.csv"));
        assertThat(purchases.customers()).isEqualTo(2357);
        assertThat(purchases.startedInHoldout()).isZero();
        assertThat(purchases.holdoutLength()).isEqualTo(39);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            int index = purchases.find(Long.parseLong(cells[0])).orElseThrow();
            PurchaseHistory history = purchases.history(index);
            assertThat(history.frequency()).isEqualTo(Integer.parseInt(cells[1]));
            assertThat(history.recency()).isCloseTo(Double.parseDouble(cells[2]), within(1e-12));
            assertThat(history.age()).isCloseTo(Double.parseDouble(cells[3]), within(1e-12));
            assertThat(purchases.holdoutPurchases(index)).isEqualTo(Integer.parseInt(cells[4]));
            assertThat(purchases.spend(index).meanSpend()).isCloseTo(Double.parseDouble(cells[5]), within(1e-9));
        }
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(purchases.summary());
        assertThat(fit.logLikelihood()).isCloseTo(-9582.42920667393, within(1e-6));
        BgNbd model = fit.requireConverged();
        PurchaseTracking tracking = PurchaseTracking.of(model, purchases);
        assertThat(tracking.calibration()).hasSize(39);
        assertThat(tracking.holdout()).hasSize(39);
        // 1,882 is the sum of BTYD's x.star. The BG/NBD is some 12 % low there, as in the paper's figure 3.
        HoldoutPurchases holdout = HoldoutPurchases.of(model, purchases);
        assertThat(holdout.total().actual())
                .isEqualTo(tracking.holdoutTotal().actual())
                .isEqualTo(1882);
        assertThat(holdout.total().expected()).isCloseTo(tracking.holdoutTotal().expected(), within(0.01 * 1882));
        assertThat(holdout.total().expected()).isBetween(0.85 * 1882, 1882.0);
        assertThat(holdout.byFrequency(7)).hasSize(8);
        assertThat(holdout.byFrequency(7).get(0).customers()).isEqualTo(1411);
        assertThat(tracking.holdoutError(ForecastError.MAPE).orElseThrow()).isBetween(0.05, 0.4);
    }
}
