package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Parameter;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Fits of the CDNOW sample, where its files lie beside the project; published: p 6.25, q 3.74, γ 15.44. */
class GammaGammaReferenceTest {
    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @TestFactory
    Stream<DynamicTest> fitsOfCdnow() {
        // Optima by Nelder–Mead, then Newton; CLVTools 0.12.1 has LL −4055.91769483 for the first.
        return Stream.of(
                        test(
                                "cdnow_btyd_cbs.csv",
                                new double[] {6.249572267779277, 3.744224667816105, 15.443520975027974},
                                new double[] {1.1900554359314157, 0.2901330736624001, 4.159423074226821},
                                new double[] {-0.2319619235410368, -4.802948052131343, 0.9919710074311756},
                                -4055.9176948018735),
                        test(
                                "cdnow_customers_summary_with_transactions.csv",
                                new double[] {6.24880248860733, 3.744588453655695, 15.447748014150733},
                                new double[] {1.1896869642381565, 0.29016560304599104, 4.1599936123367645},
                                new double[] {-0.23190686341863198, -4.802065415253146, 0.9922234872532596},
                                -4055.9232435028616))
                .flatMap(s -> s);
    }

    private static Stream<DynamicTest> test(
            String file, double[] estimates, double[] errors, double[] covariances, double logLikelihood) {
        Path path = DATA.resolve(file);
        return Files.exists(path)
                ? Stream.of(DynamicTest.dynamicTest(file, () -> {
                    SpendSummary summary = read(path);
                    ModelFit<GammaGamma> fit = GammaGamma.fitter().fit(summary);
                    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
                    assertThat(fit.warnings()).isEmpty();
                    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-7));
                    for (int i = 0; i < 3; i++) {
                        Parameter parameter = fit.parameters().get(i);
                        assertThat(parameter.estimate()).isCloseTo(estimates[i], within(1e-5 * estimates[i]));
                        assertThat(parameter.standardError().orElseThrow())
                                .isCloseTo(errors[i], within(1e-5 * errors[i]));
                    }
                    String[][] pairs = {{"p", "q"}, {"p", "gamma"}, {"q", "gamma"}};
                    for (int i = 0; i < 3; i++) {
                        assertThat(fit.covariance(pairs[i][0], pairs[i][1]))
                                .isCloseTo(covariances[i], within(1e-5 * Math.abs(covariances[i])));
                    }
                    assertThat(summary.customers()).isEqualTo(946);
                    assertThat(summary.correlation().orElseThrow()).isCloseTo(0.1139, within(1e-4));
                }))
                : Stream.empty();
    }

    private static SpendSummary read(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            List<SpendHistory> histories = lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .map(row -> SpendHistory.of(Long.parseLong(row[1]), Double.parseDouble(row[row.length - 1])))
                    .toList();
            return SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
