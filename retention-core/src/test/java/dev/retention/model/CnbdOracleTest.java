package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models of regular buying against their definition, integrated over a customer's rate and probability to leave. */
class CnbdOracleTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    record Case(int k, boolean leavesAtOnce, double r, double alpha, double a, double b) {
        PurchaseModel model() {
            return leavesAtOnce ? MbgCnbd.of(WEEKS, k, r, alpha, a, b) : BgCnbd.of(WEEKS, k, r, alpha, a, b);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(1, 2, 3, 5)
                .flatMap(k -> Stream.of(false, true)
                        .flatMap(atOnce -> Stream.of(
                                new Case(k, atOnce, 0.7, 1.5, 0.8, 2.5),
                                new Case(k, atOnce, 2.2, 9, 1, 0.6),
                                new Case(k, atOnce, 0.5, 4, 0.3, 0.4))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheIntegralOverRatesAndDropout(Case parameters) {
        for (PurchaseHistory history : new PurchaseHistory[] {
            PurchaseHistory.of(0, 0, 0),
            PurchaseHistory.of(0, 0, 13),
            PurchaseHistory.of(1, 4, 30),
            PurchaseHistory.of(3, 29, 30),
            PurchaseHistory.of(7, 20, 26)
        }) {
            double[] expected = integrate(parameters, history, 17);
            PurchaseModel model = parameters.model();
            assertThat(model.logLikelihood(history)).as("%s", history).isCloseTo(Math.log(expected[0]), within(1e-9));
            assertThat(model.probabilityAlive(history)).isCloseTo(expected[1] / expected[0], within(1e-9));
            double purchases = expected[2] / expected[0];
            assertThat(model.expectedPurchases(history, 17)).isCloseTo(purchases, within(1e-8 * (1 + purchases)));
        }
    }

    /** The likelihood, its part with the customer alive, and that part times the purchases to come. */
    private static double[] integrate(Case parameters, PurchaseHistory history, double ahead) {
        int k = parameters.k;
        int x = history.frequency();
        int occasions = parameters.leavesAtOnce ? x + 1 : x;
        double idle = history.age() - history.recency();
        double[] sum = new double[3];
        double step = 0.1;
        for (double u = -45; u <= 4.5; u += step) {
            double rate = Math.exp(u);
            double weight = step
                    * Math.exp(parameters.r * (u + Math.log(parameters.alpha))
                            - parameters.alpha * rate
                            - LogGamma.value(parameters.r)
                            + x * (k * u - LogGamma.value(k))
                            - rate * history.recency());
            // Events since the last purchase, too few for the next one.
            double[] since = new double[k];
            double quiet = 0;
            for (int j = 0; j < k; j++) {
                since[j] = Math.exp(-rate * idle + (j == 0 ? 0 : j * Math.log(rate * idle) - LogGamma.value(j + 1)));
                quiet += since[j];
            }
            // The n-th purchase to come needs k n − j events.
            double[] next = new double[400];
            for (int n = 1; n < next.length; n++) {
                for (int j = 0; j < k; j++) {
                    next[n] += since[j] * RegularizedGamma.P.value((double) k * n - j, rate * ahead);
                }
                if (next[n] < 1e-18 * quiet) {
                    break;
                }
            }
            double[] overDropout = overDropout(parameters, occasions, quiet, next);
            for (int i = 0; i < 3; i++) {
                sum[i] += weight * overDropout[i];
            }
        }
        return sum;
    }

    /** By the tanh-sinh rule, which does not mind the beta law's ends. */
    private static double[] overDropout(Case parameters, int occasions, double quiet, double[] next) {
        double[] sum = new double[3];
        double step = 0.07;
        double logBeta = LogBeta.value(parameters.a, parameters.b);
        for (double v = -4.6; v <= 4.6; v += step) {
            double half = Math.PI / 2 * Math.sinh(v);
            double leave = 1 / (1 + Math.exp(-2 * half));
            double stay = 1 / (1 + Math.exp(2 * half));
            double weight = step
                    * Math.PI
                    * Math.cosh(v)
                    * Math.exp(parameters.a * Math.log(leave) + parameters.b * Math.log(stay) - logBeta);
            double alive = Math.pow(stay, occasions) * quiet;
            double gone = occasions == 0 ? 0 : leave * Math.pow(stay, occasions - 1);
            double purchases = 0;
            double still = Math.pow(stay, occasions);
            for (int n = 1; n < next.length && next[n] > 0; n++) {
                purchases += still * next[n];
                still *= stay;
            }
            sum[0] += weight * (alive + gone);
            sum[1] += weight * alive;
            sum[2] += weight * purchases;
        }
        return sum;
    }
}
