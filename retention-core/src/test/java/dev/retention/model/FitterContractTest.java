package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every fitter owes to data as hostile as they come: an estimate, or words that say why there is none. */
class FitterContractTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;
    private static final int RANDOM_CASES = 60;

    /** A fitter with data that tell it little or too much. */
    record Fitter<D>(String name, List<D> hostile, Function<SplittableRandom, D> random, Function<D, ModelFit<?>> fit) {
        Stream<ModelFit<?>> fits() {
            Stream<D> drawn = IntStream.range(0, RANDOM_CASES).mapToObj(i -> random.apply(new SplittableRandom(i)));
            return Stream.concat(hostile.stream(), drawn).map(fit);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fitter<?>> fitters() {
        return Stream.of(
                purchases("BG/NBD", BgNbd.fitter()),
                purchases("MBG/NBD", MbgNbd.fitter()),
                purchases("BG/CNBD-2", BgCnbd.fitter(2)),
                purchases("MBG/CNBD-3", MbgCnbd.fitter(3)),
                purchases("Pareto/NBD", ParetoNbd.fitter()),
                purchases("NBD", Nbd.fitter()),
                new Fitter<>(
                        "Pareto/NBD with a covariate",
                        pairs(hostilePurchases()),
                        random -> pair(randomPurchases(random), randomPurchases(random)),
                        groups -> ParetoNbd.fitter().fit(groups)),
                new Fitter<>(
                        "BG/NBD with a covariate",
                        pairs(hostilePurchases()),
                        random -> pair(randomPurchases(random), randomPurchases(random)),
                        groups -> BgNbd.fitter().fit(groups)),
                new Fitter<>(
                        "BG/BB",
                        hostileOpportunities(),
                        FitterContractTest::randomOpportunities,
                        counts -> BgBb.fitter().fit(counts)),
                new Fitter<>(
                        "sBG",
                        hostileRenewals(),
                        FitterContractTest::randomRenewals,
                        counts -> ShiftedBetaGeometric.fitter().fit(counts)),
                new Fitter<>(
                        "BdW",
                        hostileRenewals(),
                        FitterContractTest::randomRenewals,
                        counts -> BetaDiscreteWeibull.fitter().fit(counts)),
                new Fitter<>(
                        "Gamma-Gamma",
                        hostileSpend(),
                        FitterContractTest::randomSpend,
                        summary -> GammaGamma.fitter().fit(summary)));
    }

    private static Fitter<PurchaseSummary> purchases(String name, PurchaseModelFitter<?> fitter) {
        return new Fitter<>(name, hostilePurchases(), FitterContractTest::randomPurchases, fitter::fit);
    }

    @ParameterizedTest
    @MethodSource("fitters")
    void convergesOrSaysWhyNot(Fitter<?> fitter) {
        fitter.fits().forEach(fit -> {
            assertThat(fit.status()).as(fit.toString()).isNotEqualTo(FitStatus.NOT_CONVERGED);
            assertThat(fit.logLikelihood()).isFinite();
            assertThat(fit.gradientNorm()).isFinite().isNotNegative();
            assertThat(fit.explanation()).isNotBlank();
            assertThat(fit.toString()).contains(fit.status().name());
            if (fit.status() == FitStatus.CONVERGED) {
                assertErrors(fit);
            } else {
                assertThat(fit.parameters())
                        .allMatch(parameter -> parameter.standardError().isEmpty());
                assertThatIllegalStateException()
                        .isThrownBy(fit::requireConverged)
                        .withMessageContaining(fit.explanation())
                        .withMessageContaining(fit.status().advice());
            }
        });
    }

    private static void assertErrors(ModelFit<?> fit) {
        for (Parameter one : fit.parameters()) {
            assertThat(one.standardError().orElseThrow()).isPositive().isFinite();
            for (Parameter other : fit.parameters()) {
                assertThat(fit.covariance(one.name(), other.name())).isFinite();
                assertThat(fit.correlation(one.name(), other.name())).isBetween(-1.0, 1.0);
            }
        }
    }

    @Test
    void boundsAndRidgesAreToldByTheirParameters() {
        ModelFit<BgNbd> alike = BgNbd.fitter().fit(purchases("3:10:20:500"));
        assertThat(alike.explanation()).contains("r ran to the upper end of its range");
        ModelFit<ShiftedBetaGeometric> constant =
                ShiftedBetaGeometric.fitter().fit(RenewalCounts.ofCohort(1000, 800, 640, 512));
        assertThat(constant.explanation()).contains("beta ran to the upper end of its range");
        ModelFit<BgBb> ridge = BgBb.fitter().fit(opportunities("2:4:6:1"));
        assertThat(ridge.explanation()).containsAnyOf("alpha", "beta", "gamma", "delta");
        ModelFit<GammaGamma> two = GammaGamma.fitter().fit(spend("3:10:1 1:20:1"));
        assertThat(two.explanation()).containsAnyOf("p ", "q ", "gamma ");
    }

    /** Histories on which the search was caught going in circles along a bound, or lost in the rounding of a sum. */
    @Test
    void ridgesAlongABoundAreFollowedToTheirEnd() {
        for (String hard : List.of(
                "3:10:10:1 1:62:62:1000000000000",
                "1:363.4:364:1 2:361.98:364:1 1:363.92:364:1000000000000 0:0:364:1000000000000 2:363.23:364:1",
                "1:4.9e-5:49:1 1:2.3e-5:23:3 0:0:62:3 0:0:0:1000000000000",
                "6:38.6:161:3 5:171:343:1 4:174.5:434:1 2:179.8:252:50 0:0:434:1000000000000 2:153.9:161:1",
                "1:0:0:2 2:0:0:3 0:0:0:1000000000000")) {
            for (PurchaseModelFitter<?> fitter : List.of(BgNbd.fitter(), MbgNbd.fitter(), MbgCnbd.fitter(2))) {
                ModelFit<?> fit = fitter.fit(purchases(hard));
                assertThat(fit.status())
                        .as("%s %s", hard, fit)
                        .isIn(FitStatus.BOUNDARY, FitStatus.FLAT, FitStatus.TOO_FEW_REPEAT_BUYERS);
            }
        }
    }

    @Test
    void whatIsLostInRoundingIsSaidToBe() {
        ParameterSpace space =
                ParameterSpace.empty().positive("alpha", 1e-4, 1e4).positive("beta", 1e-4, 1e4);
        ModelFit<double[]> fit = new Estimator<double[]>(space, at -> at, ImmutableList.of())
                .maximize(
                        (at, gradient, hessian) -> {
                            gradient[0] = 100 / at[0];
                            gradient[1] = -2 * (at[1] - 1);
                            hessian[1][1] = -2;
                            return -1e6 * Math.abs(at[0] - 1) - (at[1] - 1) * (at[1] - 1);
                        },
                        List.of(new double[] {1, 1.001}),
                        1,
                        "data");
        assertThat(fit.status()).isEqualTo(FitStatus.NOT_CONVERGED);
        assertThat(fit.explanation())
                .startsWith("the search stopped where the likelihood still rises along alpha, since it is known only to"
                        + " within")
                .endsWith("a rare history is lost among too many customers");
        assertThat(fit.gradientNorm()).isFinite();
    }

    @Test
    void unitsFromNanosecondsToAeonsGiveTheSameVerdict() {
        for (double unit : new double[] {1e-9, 1e-4, 1e5, 1e9}) {
            for (PurchaseSummary customers : hostilePurchases()) {
                PurchaseSummary.Builder scaled = PurchaseSummary.inUnits(WEEKS);
                for (int i = 0; i < customers.size(); i++) {
                    PurchaseHistory history = customers.history(i);
                    scaled.add(
                            PurchaseHistory.of(history.frequency(), history.recency() * unit, history.age() * unit),
                            customers.count(i));
                }
                assertThat(BgNbd.fitter().fit(scaled.build()).status())
                        .as("%s × %s", customers, unit)
                        .isEqualTo(BgNbd.fitter().fit(customers).status());
            }
        }
    }

    /** A unit of time shifts the log-likelihood by its logarithm for each purchase, and changes nothing else. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-120, 1e120})
    void theShortestAndLongestAgesAreFitted(double age) {
        String table = "0:0:%1$s:40 1:%2$s:%1$s:10 2:%2$s:%1$s:8 3:%1$s:%1$s:5 7:%2$s:%1$s:2";
        int purchases = 55;
        for (PurchaseModelFitter<?> fitter :
                List.of(BgNbd.fitter(), MbgNbd.fitter(), ParetoNbd.fitter(), Nbd.fitter())) {
            ModelFit<?> one = fitter.fit(purchases(String.format(Locale.ROOT, table, 1.0, 0.5)));
            ModelFit<?> fit = fitter.fit(purchases(String.format(Locale.ROOT, table, age, age / 2)));
            assertThat(fit.status()).as("%s", fit).isEqualTo(one.status());
            assertThat(fit.logLikelihood() + purchases * Math.log(age)).isCloseTo(one.logLikelihood(), within(1e-6));
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(100, 90, 95))
                .withMessageContaining("survivors[2] (95) must be at most survivors[1] (90)");
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiftedBetaGeometric.fitter().fit(RenewalCounts.ofCohort(100)));
        assertThatIllegalArgumentException().isThrownBy(() -> BgBb.fitter().fit(opportunities("0:0:0:5")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GammaGamma.fitter().fit(spend("0:0:5")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseSummary.inUnits(WEEKS).build());
    }

    private static List<PurchaseSummary> hostilePurchases() {
        return Stream.of(
                        // nobody came back; all bought twice; one customer; all alike; nobody observed for any time
                        "0:0:30:100",
                        "1:5:30:40 1:20:30:60",
                        "3:10:20:1",
                        "3:10:20:500",
                        "0:0:0:50",
                        "2:0:0:50",
                        "2:1:3:4611686018427387903",
                        "2:1e100:1e100:50",
                        "0:0:0:50 2:10:30:20 0:0:30:40",
                        // one heavy buyer among many who never came back
                        "0:0:30:50 1:12:30:20 5000:29.9:30:1",
                        "0:0:30:1000000 2000000000:29.9:30:1",
                        // all bought on the last day; all bought on the first day only
                        "1:10:10:50 2:10:10:50 5:10:10:20",
                        "1:0:10:50 2:0:10:50 5:0:10:20",
                        // regular buyers, who spread less than chance would
                        "10:50:52:400 9:48:52:300 11:51:52:300",
                        // trillions of customers beside a few
                        "0:0:30:1000000000000 3:12:30:4 1:29:30:2",
                        "2:9:30:1000000000000 0:0:30:700000000000 4:28:30:400000000000")
                .map(FitterContractTest::purchases)
                .toList();
    }

    private static PurchaseSummary purchases(String table) {
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
        for (String[] row : rows(table)) {
            builder.add(
                    PurchaseHistory.of(
                            Integer.parseInt(row[0]), Double.parseDouble(row[1]), Double.parseDouble(row[2])),
                    Long.parseLong(row[3]));
        }
        return builder.build();
    }

    private static PurchaseSummary randomPurchases(SplittableRandom random) {
        int kind = random.nextInt(6);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
        for (int rows = 1 + random.nextInt(6); rows > 0; rows--) {
            double age = random.nextInt(5) == 0 ? 0 : 10 + 13 * random.nextInt(5);
            int x = kind == 0 ? random.nextInt(2) : kind == 1 ? random.nextInt(1_000_000) : random.nextInt(8);
            double share = kind == 2 ? 1 : kind == 3 ? 1e-6 : random.nextDouble();
            builder.add(PurchaseHistory.of(x, x == 0 ? 0 : share * age, age), count(random));
        }
        return builder.build();
    }

    private static List<List<CustomerGroup>> pairs(List<PurchaseSummary> summaries) {
        List<List<CustomerGroup>> pairs = new ArrayList<>();
        for (PurchaseSummary summary : summaries) {
            pairs.add(pair(summary, summaries.get(0)));
            pairs.add(pair(CustomerBases.simulatedOnce(), summary));
        }
        return pairs;
    }

    private static List<CustomerGroup> pair(PurchaseSummary one, PurchaseSummary other) {
        return List.of(CustomerGroup.of(one, Map.of("web", 0.0)), CustomerGroup.of(other, Map.of("web", 1.0)));
    }

    private static List<OpportunityCounts> hostileOpportunities() {
        return Stream.of(
                        "0:0:6:100",
                        "6:6:6:100",
                        "1:1:1:60 0:0:1:40",
                        "2:4:6:1",
                        "3:6:6:1000",
                        "1:1:6:1000 6:6:6:1000",
                        "0:0:0:10 1:1:2:10",
                        "1:6:6:50 0:0:6:1",
                        "2:3:6:1000000000000 0:0:6:300000000000 1:6:6:2",
                        "0:0:6:1000000000000 3:5:6:4")
                .map(FitterContractTest::opportunities)
                .toList();
    }

    private static OpportunityCounts opportunities(String table) {
        Map<OpportunityHistory, Long> counts = new LinkedHashMap<>();
        for (String[] row : rows(table)) {
            counts.put(
                    OpportunityHistory.of(Integer.parseInt(row[0]), Integer.parseInt(row[1]), Integer.parseInt(row[2])),
                    Long.parseLong(row[3]));
        }
        return OpportunityCounts.of(counts);
    }

    private static OpportunityCounts randomOpportunities(SplittableRandom random) {
        int kind = random.nextInt(4);
        Map<OpportunityHistory, Long> counts = new LinkedHashMap<>();
        for (int rows = 1 + random.nextInt(6); rows > 0; rows--) {
            int n = 1 + random.nextInt(12);
            int last = kind == 0 ? n : kind == 1 ? 1 : random.nextInt(n + 1);
            int x = last == 0 ? 0 : kind == 2 ? 1 : 1 + random.nextInt(last);
            counts.merge(OpportunityHistory.of(x, last, n), count(random), Long::sum);
        }
        return OpportunityCounts.of(counts);
    }

    private static List<RenewalCounts> hostileRenewals() {
        RenewalCounts huge =
                RenewalCounts.ofCohort(1_000_000_000_000L, 700_000_000_000L, 560_000_000_000L, 480_000_000_000L);
        return List.of(
                // nobody lost; all lost at once, or at last; one period; one customer
                RenewalCounts.ofCohort(1000, 1000, 1000, 1000),
                RenewalCounts.ofCohort(1000, 0, 0, 0),
                RenewalCounts.ofCohort(1000, 1000, 1000, 0),
                RenewalCounts.ofCohort(1000, 1, 1, 1),
                RenewalCounts.ofCohort(1000, 600),
                RenewalCounts.ofCohort(1, 1, 0),
                RenewalCounts.ofCohort(1, 1, 1),
                RenewalCounts.ofCohort(1, 0),
                // the same rate at every renewal, and a falling one
                RenewalCounts.ofCohort(1000, 800, 640, 512, 410, 328),
                RenewalCounts.ofCohort(1000, 900, 700, 400, 100, 5),
                // a huge cohort beside tiny ones
                huge.plus(RenewalCounts.ofCohort(3, 2, 2, 2, 2, 1)).plus(RenewalCounts.ofCohort(1, 0)),
                // renewals far out, of few
                RenewalCounts.at(500, 10, 3).plus(RenewalCounts.ofCohort(100, 80, 70)));
    }

    private static RenewalCounts randomRenewals(SplittableRandom random) {
        int n = 1 + random.nextInt(7);
        RenewalCounts all = RenewalCounts.at(1 + random.nextInt(9), 10, random.nextInt(11));
        for (int cohorts = random.nextInt(3); cohorts >= 0; cohorts--) {
            int kind = random.nextInt(5);
            double keep = random.nextDouble();
            long[] survivors = new long[n + 1];
            survivors[0] = count(random);
            for (int t = 1; t <= n; t++) {
                double stay = kind == 0 ? 1 : kind == 1 ? keep : kind == 2 ? random.nextDouble() : 1 - keep / (1 + t);
                survivors[t] = Math.min(survivors[t - 1], Math.round(stay * survivors[t - 1]));
            }
            all = all.plus(RenewalCounts.ofCohort(survivors));
        }
        return all;
    }

    private static List<SpendSummary> hostileSpend() {
        return Stream.of(
                        "3:10:50",
                        "3:10:1",
                        "3:10:1 1:20:1",
                        "1:10:30 1:12:30 1:50:2",
                        "1:1e-9:3 5:1e9:3",
                        "1000000:10:1 1:10.000001:5",
                        "2:10:1000000000000 3:11:4 1:1000:1",
                        "2:0.01:100 2:0.02:100")
                .map(FitterContractTest::spend)
                .toList();
    }

    private static SpendSummary spend(String table) {
        Map<SpendHistory, Long> counts = new LinkedHashMap<>();
        for (String[] row : rows(table)) {
            counts.put(SpendHistory.of(Long.parseLong(row[0]), Double.parseDouble(row[1])), Long.parseLong(row[2]));
        }
        return SpendSummary.of(counts, NonPositiveSpend.LEAVE_OUT);
    }

    private static SpendSummary randomSpend(SplittableRandom random) {
        int kind = random.nextInt(4);
        Map<SpendHistory, Long> counts = new LinkedHashMap<>();
        for (int rows = 1 + random.nextInt(6); rows > 0; rows--) {
            long x = kind == 0 ? 1 : kind == 1 ? 1 + random.nextInt(1_000_000) : 1 + random.nextInt(6);
            double mean = kind == 2 ? Math.exp(20 * random.nextDouble() - 10) : 5 + 20 * random.nextDouble();
            counts.merge(SpendHistory.of(x, mean), count(random), Long::sum);
        }
        return SpendSummary.of(counts, NonPositiveSpend.REFUSE);
    }

    private static long count(SplittableRandom random) {
        return new long[] {1, 1, 3, 50, 1000, 100_000}[random.nextInt(6)];
    }

    private static List<String[]> rows(String table) {
        return Stream.of(table.split(" ", -1)).map(row -> row.split(":", -1)).toList();
    }
}
