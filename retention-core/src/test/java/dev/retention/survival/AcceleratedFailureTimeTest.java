package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.survival.TenureDistribution.Derivatives;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceleratedFailureTimeTest {

    private record Customer(Tenure tenure, double x) {}

    @Test
    void exponentialHasAClosedForm() {
        List<Tenure> tenures = List.of(
                Tenure.ended(2),
                Tenure.censored(5).withWeight(2),
                Tenure.ended(3).withEntry(1),
                Tenure.ended(7));
        // The rate is ends over exposure: 3 / (2 + 10 + 2 + 7).
        AcceleratedFailureTimeFit<Tenure> fit = AcceleratedFailureTime.<Tenure>of(
                        t -> t, TenureDistribution.EXPONENTIAL)
                .fit(tenures);
        assertThat(fit.intercept()).isCloseTo(Math.log(7), within(1e-10));
        assertThat(fit.interceptStandardError()).isCloseTo(1 / Math.sqrt(3), within(1e-9));
        assertThat(fit.logLikelihood()).isCloseTo(-3 * Math.log(7) - 3, within(1e-12));
        assertThat(fit.scale()).isEqualTo(1);
        assertThat(fit.survival(tenures.get(0), 7)).isCloseTo(Math.exp(-1), within(1e-10));
        assertThat(fit.quantile(tenures.get(0), 0.5)).isCloseTo(7 * Math.log(2), within(1e-9));
    }

    @Test
    void logNormalWithoutCensoringIsTheMeanAndDeviationOfLogs() {
        List<Tenure> tenures = Tenures.parse("1 2 3 5 8 13");
        double mean = tenures.stream()
                .mapToDouble(t -> Math.log(t.duration()))
                .average()
                .orElseThrow();
        double variance = tenures.stream()
                .mapToDouble(t -> Math.pow(Math.log(t.duration()) - mean, 2))
                .average()
                .orElseThrow();
        AcceleratedFailureTimeFit<Tenure> fit = AcceleratedFailureTime.<Tenure>of(t -> t, TenureDistribution.LOG_NORMAL)
                .fit(tenures);
        assertThat(fit.intercept()).isCloseTo(mean, within(1e-9));
        assertThat(fit.scale()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(fit.interceptStandardError()).isCloseTo(Math.sqrt(variance / 6), within(1e-8));
        assertThat(fit.logScaleStandardError()).isCloseTo(Math.sqrt(1 / 12.0), within(1e-8));
    }

    /** Of two groups without censoring: μ is the mean log of the first, β what the second has more, and neither knows of σ. */
    @Test
    void covariancesOfTwoLogNormalGroupsAreTheirOwn() {
        List<Customer> customers = new ArrayList<>();
        Tenures.parse("1 2 3 5 8 13").forEach(tenure -> customers.add(new Customer(tenure, 0)));
        Tenures.parse("2 5 7 19").forEach(tenure -> customers.add(new Customer(tenure, 1)));
        AcceleratedFailureTimeFit<Customer> fit = AcceleratedFailureTime.of(
                        Customer::tenure, TenureDistribution.LOG_NORMAL)
                .covariate("x", Customer::x)
                .fit(customers);
        double variance = fit.scale() * fit.scale();
        String mu = AcceleratedFailureTime.INTERCEPT;
        String logScale = AcceleratedFailureTime.LOG_SCALE;
        assertThat(fit.covariance(mu, mu)).isCloseTo(variance / 6, within(1e-9));
        assertThat(fit.covariance(mu, "x")).isCloseTo(-variance / 6, within(1e-9));
        assertThat(fit.covariance("x", mu)).isCloseTo(-variance / 6, within(1e-9));
        assertThat(fit.covariance("x", "x")).isCloseTo(variance / 6 + variance / 4, within(1e-9));
        assertThat(fit.covariance(logScale, logScale)).isCloseTo(1 / 20.0, within(1e-9));
        assertThat(fit.covariance("x", logScale)).isCloseTo(0, within(1e-9));
        assertThat(Math.sqrt(fit.covariance("x", "x"))).isEqualTo(fit.coefficientStandardError("x"));
        AcceleratedFailureTimeFit<Customer> exponential = AcceleratedFailureTime.of(
                        Customer::tenure, TenureDistribution.EXPONENTIAL)
                .fit(customers);
        assertThat(exponential.covariance(mu, logScale)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exponential.covariance(mu, "x"))
                .withMessageContaining("covariate (x)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AcceleratedFailureTime.of(Customer::tenure, TenureDistribution.WEIBULL)
                        .covariate(mu, Customer::x))
                .withMessageContaining("(intercept)");
    }

    @ParameterizedTest
    @EnumSource(TenureDistribution.class)
    void derivativesAreThoseOfTheLogarithms(TenureDistribution distribution) {
        double h = 1e-5;
        for (double z : new double[] {-8, -1.5, 0, 0.7, 2.5, 3.4}) {
            assertDerivatives(distribution.ended(z), distribution.ended(z + h), distribution.ended(z - h), h);
            assertDerivatives(distribution.stayed(z), distribution.stayed(z + h), distribution.stayed(z - h), h);
        }
        Derivatives near = distribution.stayed(Math.nextDown(30.0));
        Derivatives far = distribution.stayed(30);
        assertThat(far.value()).isCloseTo(near.value(), within(1e-9 * Math.abs(near.value())));
        assertThat(far.first()).isCloseTo(near.first(), within(1e-9 * Math.abs(near.first())));
        assertThat(far.second()).isCloseTo(near.second(), within(1e-9 * Math.abs(near.second())));
    }

    private static void assertDerivatives(Derivatives at, Derivatives up, Derivatives down, double h) {
        assertThat(at.first())
                .isCloseTo((up.value() - down.value()) / (2 * h), within(1e-7 * (1 + Math.abs(at.first()))));
        assertThat(at.second())
                .isCloseTo((up.first() - down.first()) / (2 * h), within(1e-7 * (1 + Math.abs(at.second()))));
    }

    @ParameterizedTest
    @EnumSource(TenureDistribution.class)
    void findsTheTruthInSimulatedData(TenureDistribution distribution) {
        SplittableRandom random = new SplittableRandom(11);
        double scale = distribution == TenureDistribution.EXPONENTIAL ? 1 : 0.6;
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double x = random.nextInt(2);
            double end = Math.exp(1 + 0.5 * x + scale * distribution.deviate(random.nextDouble()));
            double look = random.nextDouble() * 12;
            double entry = random.nextDouble();
            if (entry < Math.min(end, look)) {
                customers.add(
                        new Customer(Tenure.of(Math.min(end, look), end <= look).withEntry(entry), x));
            }
        }
        AcceleratedFailureTimeFit<Customer> fit = AcceleratedFailureTime.of(Customer::tenure, distribution)
                .covariate("x", Customer::x)
                .fit(customers);
        assertThat(fit.intercept()).isCloseTo(1, within(4 * fit.interceptStandardError()));
        assertThat(fit.coefficient("x")).isCloseTo(0.5, within(4 * fit.coefficientStandardError("x")));
        assertThat(Math.log(fit.scale())).isCloseTo(Math.log(scale), within(4 * fit.logScaleStandardError() + 1e-12));
        Customer one = new Customer(Tenure.ended(1), 1);
        assertThat(fit.survival(one, fit.quantile(one, 0.3))).isCloseTo(0.7, within(1e-12));
        assertThat(fit.survival(one, 0)).isEqualTo(1);
    }

    @Test
    void refusesWhatItCannotFit() {
        AcceleratedFailureTime<Tenure> weibull = AcceleratedFailureTime.of(t -> t, TenureDistribution.WEIBULL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weibull.fit(Tenures.parse("0 1 2")))
                .withMessageContaining("duration (0.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weibull.fit(Tenures.parse("1+ 2+")))
                .withMessageContaining("ended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weibull.covariate("same", t -> 2).fit(Tenures.parse("1 2 4 5+")))
                .withMessageContaining("no finite estimate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weibull.fit(Tenures.parse("1 2 3")).coefficient("none"));
        assertThat(weibull.covariate("x", t -> 1)).hasToString("AcceleratedFailureTime(WEIBULL, [x])");
        assertThat(weibull.fit(Tenures.parse("1 2 3")).toString()).startsWith("WEIBULL: intercept 0.");
    }
}
