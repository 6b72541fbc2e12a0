package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of several maxima a fit is the best within reach, and tells of another that the data do not rule out. */
class BestFitTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    static List<BestFits.Model> models() {
        return BestFits.models();
    }

    /** As many data sets as take a second or so; {@code docs/fits.md} has thousands. */
    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("models")
    void fitsAreTheBestOfFiftySearches(BestFits.Model model) {
        int sets = model.name().equals("Pareto/NBD") ? 10 : 50;
        assertThat(BestFits.misses(model, 10_000, 10_000 + sets)).isEmpty();
    }

    @Test
    void customersWhoLeaveAtOnceOrNeverAreFoundBesideThoseWhoBuyRarely() {
        PurchaseSummary customers = drawn(MbgNbd.of(WEEKS, 0.4, 25, 0.55, 0.55), 2000, 28);
        ModelFit<MbgNbd> fit = MbgNbd.fitter().fit(customers);
        PurchaseHistory never = PurchaseHistory.of(0, 0, 52);
        assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
        assertThat(fit.logLikelihood()).isCloseTo(-3317.6234, within(1e-3));
        assertThat(fit.model().probabilityAlive(never)).isCloseTo(0.244, within(1e-3));
        assertThat(fit.warnings())
                .anySatisfy(words -> assertThat(words)
                        .startsWith(
                                "a second optimum, of log-likelihood -3318.71, lies within reach of this, of -3317.62:"
                                        + " there P(alive) of who never bought again is 0.825 and not 0.259"));
        // Where the other one is, a search from nearby finds it, and still prefers the better.
        MbgNbd other = MbgNbd.of(WEEKS, 0.19, 21, 3, 15);
        assertThat(MbgNbd.fitter().startingAt(other).fit(customers).logLikelihood())
                .isCloseTo(fit.logLikelihood(), within(1e-6));
    }

    @Test
    void customersWhoLeaveAtOnceAreFoundByTheParetoNbd() {
        PurchaseSummary customers = drawn(ParetoNbd.of(WEEKS, 0.34, 14, 0.34, 18), 200, 31);
        ModelFit<ParetoNbd> fit = ParetoNbd.fitter().fit(customers);
        assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
        assertThat(fit.logLikelihood()).isCloseTo(-731.652, within(1e-3));
        assertThat(fit.warnings().toString()).contains("a second optimum, of log-likelihood -732.");
    }

    @Test
    void fourOpportunitiesHaveTwoMaxima() {
        ModelFit<BgBb> fit = BgBb.fitter().fit(counts("4:4:20 0:0:20 1:1:5 2:2:4 3:3:4 3:4:3 1:2:2 2:4:1 2:3:1"));
        assertThat(fit.logLikelihood()).isCloseTo(-108.945374, within(1e-5));
        assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
        assertThat(fit.warnings().toString())
                .contains("a second optimum, of log-likelihood -109.01, lies within reach of this, of -108.95: there"
                        + " P(alive) of who never bought is 0.0316 and not 0.379");
    }

    @Test
    void aSingleMaximumIsNotTalkedAbout() {
        assertThat(BgNbd.fitter().fit(CustomerBases.simulatedOnce()).warnings()).isEmpty();
        assertThat(ParetoNbd.fitter().fit(CustomerBases.simulatedOnce()).warnings())
                .isEmpty();
    }

    /** A good start must not change the answer, nor a bad one spoil it. */
    @Test
    void everyFitterStartsWhereItIsTold() {
        PurchaseSummary customers = CustomerBases.simulatedOnce();
        ModelFit<BgNbd> bgNbd = BgNbd.fitter().fit(customers);
        assertThat(BgNbd.fitter().startingAt(bgNbd.model()).fit(customers).logLikelihood())
                .isCloseTo(bgNbd.logLikelihood(), within(1e-8));
        RenewalCounts renewals = RenewalCounts.ofCohort(1000, 631, 468, 382, 326);
        OpportunityCounts counts = BgBb.of(1.2, 0.75, 0.66, 2.8).simulate(2000, 6, new SplittableRandom(3));
        for (double far : new double[] {1e-3, 1, 1e4}) {
            assertThat(ShiftedBetaGeometric.fitter()
                            .startingAt(ShiftedBetaGeometric.of(far, 1))
                            .fit(renewals)
                            .logLikelihood())
                    .isCloseTo(ShiftedBetaGeometric.fitter().fit(renewals).logLikelihood(), within(1e-8));
            assertThat(BetaDiscreteWeibull.fitter()
                            .startingAt(BetaDiscreteWeibull.of(far, 1, 1))
                            .fit(renewals)
                            .logLikelihood())
                    .isCloseTo(BetaDiscreteWeibull.fitter().fit(renewals).logLikelihood(), within(1e-8));
            assertThat(BgBb.fitter()
                            .startingAt(BgBb.of(far, 1, 1, 1))
                            .fit(counts)
                            .logLikelihood())
                    .isCloseTo(BgBb.fitter().fit(counts).logLikelihood(), within(1e-8));
        }
    }

    /** Ages from 10 to 77 weeks. */
    private static PurchaseSummary drawn(PurchaseModel model, int customers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PurchaseSummary.Builder drawn = PurchaseSummary.inUnits(WEEKS);
        for (int i = 0; i < customers; i++) {
            drawn.add(model.simulate(10 + 67.0 * i / customers, random), 1);
        }
        return drawn.build();
    }

    private static OpportunityCounts counts(String table) {
        Map<OpportunityHistory, Long> counts = new LinkedHashMap<>();
        for (String cell : table.split(" ", -1)) {
            String[] part = cell.split(":", -1);
            counts.put(
                    OpportunityHistory.of(Integer.parseInt(part[0]), Integer.parseInt(part[1]), 4),
                    Long.parseLong(part[2]));
        }
        return OpportunityCounts.of(counts);
    }
}
