package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BetaGeometricModel.Dropout;
import dev.retention.purchase.PurchaseHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularStayTest {

    // E[(1 - (1 - p)^M) / p] and E[(1 - p)^M] for M = floor((N + j) / k), p ~ Beta(a, b), N negative binomial of the
    // shape and
    // time: the trapezoidal rule in asinh(logit p) over sums over the roots of unity with 70 to 90 digits, by mpmath
    // 1.3.
    @ParameterizedTest
    @CsvSource({
        "3.026029900110813E-6, 0.078712925101814, 3, 0, 4.302910633867705E-4, 58609488.443772443, 8405.6554651230370,"
                + " 0.99999954972557807083",
        "0.7, 2, 2, 0, 0.4, 400, 9.6730409712797072301, 0.29780178180088713089",
        "0.7, 2, 2, 1, 1.4, 4000, 45.915334429457397219, 0.01089192053014152899",
        "0.3, 0.2, 4, 0, 0.01, 1e6, 42.785876985082031802, 0.89934155611216058013",
        "2, 30, 3, 2, 5, 1e9, 30.999999302500020925, 6.9749993652750857017e-16",
        "1e-3, 1e-3, 2, 0, 3, 1e4, 7430.601832999594333, 0.49501777314516519531",
        "12, 3, 5, 0, 40, 1000, 1.2727272727272727273, 5.5957610020614456235e-36",
        "0.8, 2.5, 3, 0, 1e-6, 300, 2.2742127137377547102e-5, 0.99999737100656516622",
        "5, 0.01, 2, 1, 300, 500, 1.0025, 1.085795841511006856e-25",
        "0.05, 2, 6, 3, 2.5, 1e4, 2928.6882198194044894, 0.6814289450175728736"
    })
    void longSumsAreIntegrals(
            double a, double b, int k, int phase, double shape, double time, double purchases, double alive) {
        BetaGeometricCurves curves = new BetaGeometricCurves(Dropout.REPEAT, k, shape - phase, a, b);
        assertThat(curves.purchases(phase, time)).isCloseTo(purchases, within(2e-14 * purchases));
        assertThat(curves.alive(phase, time)).isCloseTo(alive, within(2e-14 * alive));
        assertThat(curves.left(phase, time)).isCloseTo(1 - alive, within(1e-15));
    }

    /** More events than an int can count, of which 60 million are likely. */
    @Test
    void regularCustomersOfAnyNumberOfEvents() {
        BgCnbd model = BgCnbd.of(
                PeriodsPerYear.YEARLY,
                3,
                4.302910633867705E-4,
                3.163131053433919E-14,
                3.026029900110813E-6,
                0.078712925101814);
        double t = 1.8538949292237303E-6;
        assertThat(model.expectedPurchases(t)).isCloseTo(8405.655465123037, within(1e-9));
        assertThat(model.probabilityAlive(PurchaseHistory.of(0, 0, 0), t)).isCloseTo(0.9999995497255781, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 1", "2, 1, 0.5", "3, 2, 0.75", "5, 0, 1e-300", "4, 1, 1"})
    void leavesForCertainOrHardlyEver(int k, int phase, double p) {
        RegularStay stay = new RegularStay(k, phase, 0.4, 1e12);
        assertThat(stay.leaves(p)).isBetween(0.0, 1.0);
        assertThat(stay.logStays(p)).isNotPositive();
        assertThat(stay.leaves(p)).isCloseTo(-Math.expm1(stay.logStays(p)), within(1e-15));
    }
}
