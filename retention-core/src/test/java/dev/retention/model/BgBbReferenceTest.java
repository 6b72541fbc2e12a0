package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of Fader, Hardie and Shang (2010), of Hardie's note 010 and of the tests of lifetimes and pymc-marketing; where
 * those print few digits, computations with 30 digits (mpmath).
 */
class BgBbReferenceTest {
    private static final BgBb DONORS = BgBb.of(1.2035223524, 0.7497163583, 0.656718208, 2.7834422297);
    private static final BgBb ROUNDED = BgBb.of(1.2035, 0.7497, 0.6567, 2.7834);
    private static final BgBb PRINTED = BgBb.of(1.2, 0.75, 0.66, 2.78);

    /** Fader, Hardie and Shang (2010), table 1: x, t_x, customers of 11,104 donors over 6 years. */
    private static final int[][] DONATIONS = {
        {0, 0, 3464}, {1, 1, 1091}, {1, 2, 277}, {1, 3, 129}, {1, 4, 78}, {1, 5, 119}, {1, 6, 129}, {2, 2, 613},
        {2, 3, 255}, {2, 4, 155}, {2, 5, 173}, {2, 6, 234}, {3, 3, 322}, {3, 4, 181}, {3, 5, 225}, {3, 6, 357},
        {4, 4, 240}, {4, 5, 284}, {4, 6, 512}, {5, 5, 335}, {5, 6, 728}, {6, 6, 1203}
    };

    @ParameterizedTest
    @CsvSource({
        // Hardie, note 010, spreadsheet (via pymc-marketing's tests): 7 digits agree; 30 digits by mpmath
        "6, 6, 6, -2.1816734924637897",
        "4, 6, 6, -5.384733155372676",
        "3, 6, 6, -5.809158220597875",
        "3, 5, 6, -5.6157674449399195",
        "2, 3, 6, -4.516199570485413",
        "1, 3, 6, -4.224657154741257",
        "2, 2, 6, -3.0119975917963413",
        "1, 1, 6, -2.288827586928323"
    })
    void logLikelihood(int purchases, int last, int opportunities, double expected) {
        assertRelative(DONORS.logLikelihood(OpportunityHistory.of(purchases, last, opportunities)), expected);
    }

    // Where no purchase is likely; the definition with 60 digits, by mpmath.
    @ParameterizedTest
    @CsvSource({
        "5.22668, 744.006, 19.4065, .00251559, 0, 0, 1, -9.041609504402311507029147e-7",
        "1e-6, 3, 0.6, 2.8, 0, 0, 20, -1.163316117601735132445114e-6",
        "0.02, 1e5, 0.1, 7, 0, 0, 3, -5.845346196340919859549621e-7",
        "4, 1e7, 1e-3, 5, 0, 0, 50, -1.99651563894407036686226e-5",
        "1200, 1e-3, 1e-3, 900, 5, 5, 6, -13.15549300603571804067029",
        "1.2, 0.75, 0.66, 2.78, 0, 0, 6, -1.162563905454273552683576"
    })
    void unlikelyPurchasesKeepTheirDigits(
            double alpha, double beta, double gamma, double delta, int x, int last, int n, double expected) {
        assertRelative(
                BgBb.of(alpha, beta, gamma, delta).logLikelihood(OpportunityHistory.of(x, last, n)), expected, 1e-13);
    }

    @ParameterizedTest
    @CsvSource({
        // pymc-marketing and lifetimes, 9 digits; 30 digits by mpmath
        "0, 0, 0.016363598482246933",
        "1, 1, 0.0192454297138384",
        "1, 4, 0.18850762159753473",
        "2, 4, 0.237512801926577",
        "3, 3, 0.05021408539476753",
        "3, 5, 0.40529228929817435",
        "4, 6, 0.6087510472828157"
    })
    void expectedPurchasesInTheNextYear(int purchases, int last, double expected) {
        assertRelative(ROUNDED.expectedPurchases(OpportunityHistory.of(purchases, last, 6), 1), expected);
    }

    @ParameterizedTest
    @CsvSource({
        // pymc-marketing and lifetimes, 9 digits: active at the next opportunity; 30 digits by mpmath
        "1, 6, 0.9304350589506467",
        "2, 2, 0.06641577155471184",
        "2, 5, 0.8045588433176115",
        "3, 3, 0.0950071759157048",
        "4, 4, 0.2001802110962314",
        "4, 5, 0.6968044618785668",
        "5, 5, 0.521977646494767",
        "6, 6, 0.9304350589506467"
    })
    void probabilityOfBeingActiveNextYear(int purchases, int last, double expected) {
        assertRelative(ROUNDED.probabilityAlive(OpportunityHistory.of(purchases, last, 6), 1), expected);
    }

    @Test
    void otherPredictions() {
        // 30 digits by mpmath
        assertRelative(DONORS.expectedPurchases(1), 0.49854268990826256);
        assertRelative(DONORS.expectedPurchases(10), 3.179829028652684);
        assertRelative(DONORS.expectedPurchases(11), 3.3886542326780575);
        DiscountRate ten = DiscountRate.percentPerYear(10);
        assertRelative(
                PRINTED.discountedExpectedPurchases(OpportunityHistory.of(1, 6, 6), ten, PeriodsPerYear.YEARLY),
                1.8020447986141535);
        assertRelative(
                PRINTED.discountedExpectedPurchases(OpportunityHistory.of(6, 6, 6), ten, PeriodsPerYear.YEARLY),
                5.897601159100866);
        assertRelative(DONORS.posteriorBuyingProbability(OpportunityHistory.of(3, 4, 6)), 0.6119632301450535);
        assertRelative(DONORS.posteriorBuyingProbability(OpportunityHistory.of(6, 6, 6)), 0.905734457927013);
        assertRelative(DONORS.posteriorLeavingProbability(OpportunityHistory.of(6, 6, 6)), 0.0695664244621676);
        assertRelative(DONORS.probabilityOf(0, 6), 0.31113850786754416);
        assertRelative(PRINTED.logLikelihood(OpportunityHistory.of(1, 1, 1)), -0.6985283594644621);
    }

    @Test
    void yearlyPurchasesOfTheDonors() {
        // BTYD 2.4.3, walkthrough: expected purchases of 11,104 donors in each of 11 years
        double[] expected = {
            5535.833, 4717.059, 4147.621, 3724.665, 3395.888, 3131.647, 2913.778, 2730.482, 2573.731, 2437.854, 2318.727
        };
        for (int year = 1; year <= 11; year++) {
            double increment = DONORS.expectedPurchases(year) - DONORS.expectedPurchases(year - 1);
            assertThat(11_104 * increment).isCloseTo(expected[year - 1], within(0.3));
        }
    }

    @Test
    void fitOfTheDonors() {
        // Published: 1.204, .750, .657, 2.783, LL −33225.6; all digits by Nelder–Mead, then Newton
        Map<OpportunityHistory, Long> table = new HashMap<>();
        for (int[] row : DONATIONS) {
            table.put(OpportunityHistory.of(row[0], row[1], 6), (long) row[2]);
        }
        OpportunityCounts counts = OpportunityCounts.of(table);
        ModelFit<BgBb> fit = BgBb.fitter().fit(counts);
        BgBb model = fit.requireConverged();
        assertThat(fit.logLikelihood()).isCloseTo(-33225.581274347, within(1e-8));
        assertThat(model.logLikelihood(counts)).isCloseTo(-33225.581274347, within(1e-7));
        assertRelative(model.alpha(), 1.2035223519124119, 1e-6);
        assertRelative(model.beta(), 0.7497163582898104, 1e-6);
        assertRelative(model.gamma(), 0.6567182079706846, 1e-6);
        assertRelative(model.delta(), 2.7834422296676395, 1e-6);
        assertRelative(fit.parameter("alpha").standardError().orElseThrow(), 0.06939136244916105, 1e-6);
        assertRelative(fit.parameter("beta").standardError().orElseThrow(), 0.02944771691948486, 1e-6);
        assertRelative(fit.parameter("gamma").standardError().orElseThrow(), 0.05100985625256999, 1e-6);
        assertRelative(fit.parameter("delta").standardError().orElseThrow(), 0.32081898674889026, 1e-6);
        assertRelative(fit.covariance("alpha", "beta"), 0.001813892246065468, 1e-6);
        assertRelative(fit.covariance("alpha", "gamma"), -0.0017000389097936097, 1e-6);
        assertRelative(fit.covariance("alpha", "delta"), -0.013520027430374497, 1e-6);
        assertRelative(fit.covariance("beta", "gamma"), -0.0005732178489248212, 1e-6);
        assertRelative(fit.covariance("beta", "delta"), -0.0044369273717439015, 1e-6);
        assertRelative(fit.covariance("gamma", "delta"), 0.0157929412115057, 1e-6);
        assertThat(fit.observations()).isEqualTo(11_104);
    }

    private static void assertRelative(double actual, double expected) {
        assertRelative(actual, expected, 1e-13);
    }

    private static void assertRelative(double actual, double expected, double tolerance) {
        assertThat(actual).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    /** Sums of the definition with 50 digits (mpmath). */
    @ParameterizedTest
    @CsvSource({
        "0.820898, 60.4553, 0.460154, 0.00459899, 5, 10, 310, 0.00006126891641219813264059",
        "0.0834285, 32.7972, 646.546, 733.743, 1, 3, 33, 0.0004068310794426360398557",
        "66.1175, 0.0246099, 17.575, 140.477, 5, 3, 303, 0.04211730004501239539136",
        "28.6937, 1.66971, 10.0775, 141.272, 2, 10, 310, 0.02910427087325724485208"
    })
    void purchasesBetweenTwoOpportunities(
            double alpha, double beta, double gamma, double delta, int purchases, int from, int to, double expected) {
        assertThat(BgBb.of(alpha, beta, gamma, delta).probabilityOf(purchases, from, to))
                .isCloseTo(expected, within(1e-13 * expected));
    }
}
