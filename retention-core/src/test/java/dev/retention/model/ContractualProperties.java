package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ContractualProperties {
    private static final PeriodsPerYear YEARLY = PeriodsPerYear.YEARLY;

    @Provide
    Arbitrary<ContractualModel> models() {
        Arbitrary<Double> shapes = Arbitraries.doubles().between(-3, 5).map(Math::exp);
        Arbitrary<Double> durations = Arbitraries.doubles().between(0.3, 3);
        return Arbitraries.oneOf(
                Combinators.combine(shapes, shapes).as(ShiftedBetaGeometric::of),
                Combinators.combine(shapes, shapes, durations).as(BetaDiscreteWeibull::of));
    }

    @Property(tries = 200)
    void lossesAndSurvivorsAreAll(@ForAll("models") ContractualModel model, @ForAll @IntRange(max = 60) int horizon) {
        double sum = model.survival(horizon);
        for (int t = 1; t <= horizon; t++) {
            assertThat(model.survival(t)).isLessThanOrEqualTo(model.survival(t - 1));
            assertThat(model.retentionRate(t) + model.churnRate(t)).isCloseTo(1, within(1e-15));
            sum += model.lossProbability(t);
        }
        assertThat(sum).isCloseTo(1, within(1e-13));
    }

    @Property(tries = 200)
    void survivalIsTheProductOfRetentionRates(@ForAll("models") ContractualModel model) {
        double product = 1;
        for (int t = 1; t <= 30; t++) {
            product *= model.retentionRate(t);
            assertThat(model.survival(t)).isCloseTo(product, within(1e-12 * product + 1e-300));
        }
    }

    @Property(tries = 200)
    void oneMorePeriodIsOneMorePayment(
            @ForAll("models") ContractualModel model,
            @ForAll @IntRange(min = 1, max = 40) int renewal,
            @ForAll @DoubleRange(min = 0.01, max = 2) double yearly) {
        // before(n) = r(n) (1 + before(n + 1) / (1 + d)) = r(n) (1 + after(n))
        DiscountRate rate = DiscountRate.perYear(yearly);
        double before = model.discountedLifetimeBeforeRenewal(renewal, rate, YEARLY);
        double after = model.discountedLifetimeAfterRenewal(renewal, rate, YEARLY);
        double next = model.discountedLifetimeBeforeRenewal(renewal + 1, rate, YEARLY);
        assertThat(after).isCloseTo(next / (1 + yearly), within(1e-12 * next));
        assertThat(before).isCloseTo(model.retentionRate(renewal) * (1 + after), within(1e-12 * before));
        assertThat(model.discountedLifetime(rate, YEARLY))
                .isCloseTo(
                        1 + model.discountedLifetimeBeforeRenewal(1, rate, YEARLY) / (1 + yearly),
                        within(1e-12 / yearly));
    }

    @Property(tries = 100)
    void lifetimeFallsWithTheRateFromItsUndiscountedValue(
            @ForAll @DoubleRange(min = 1.05, max = 50) double alpha,
            @ForAll @DoubleRange(min = 0.1, max = 100) double beta) {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(alpha, beta);
        double last = model.expectedLifetime();
        for (double rate : new double[] {1e-7, 1e-4, 0.01, 0.1, 1, 10}) {
            double lifetime = model.discountedLifetime(DiscountRate.perYear(rate), YEARLY);
            assertThat(lifetime).isLessThanOrEqualTo(last * (1 + 1e-14)).isGreaterThan(1);
            last = lifetime;
        }
    }

    @Property(tries = 100)
    void weibullWithoutDurationDependenceIsTheShiftedBetaGeometric(
            @ForAll @DoubleRange(min = 0.05, max = 50) double alpha,
            @ForAll @DoubleRange(min = 0.05, max = 50) double beta,
            @ForAll @DoubleRange(min = 0.01, max = 1) double yearly) {
        ShiftedBetaGeometric sbg = ShiftedBetaGeometric.of(alpha, beta);
        BetaDiscreteWeibull bdw = BetaDiscreteWeibull.of(alpha, beta, 1);
        for (int t = 1; t < 50; t += 7) {
            assertThat(bdw.survival(t)).isEqualTo(sbg.survival(t));
            assertThat(bdw.retentionRate(t)).isCloseTo(sbg.retentionRate(t), within(1e-14));
        }
        DiscountRate rate = DiscountRate.perYear(yearly);
        double lifetime = sbg.discountedLifetime(rate, YEARLY);
        assertThat(bdw.discountedLifetime(rate, YEARLY)).isCloseTo(lifetime, within(1e-12 * lifetime));
        if (alpha > 1.01) {
            assertThat(bdw.expectedLifetime())
                    .isCloseTo(sbg.expectedLifetime(), within(1e-11 * sbg.expectedLifetime()));
        }
    }

    @Property(tries = 100)
    void elasticityIsTheLifetimeOfTheSurvivorsAndAboveTheTextbooks(
            @ForAll @DoubleRange(min = 0.05, max = 50) double alpha,
            @ForAll @DoubleRange(min = 0.05, max = 50) double beta,
            @ForAll @IntRange(min = 1, max = 20) int renewal) {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(alpha, beta);
        DiscountRate ten = DiscountRate.percentPerYear(10);
        double elasticity = model.retentionElasticity(renewal, ten, YEARLY);
        assertThat(elasticity)
                .isCloseTo(
                        1 + model.discountedLifetimeAfterRenewal(renewal - 1, ten, YEARLY), within(1e-13 * elasticity));
        assertThat(elasticity).isGreaterThanOrEqualTo(1.1 / (1.1 - model.retentionRate(renewal)) * (1 - 1e-14));
    }

    @Property(tries = 30)
    void cohortsPoolAndDoubleAsTheirCustomersDo(@ForAll("models") ContractualModel model, @ForAll long seed) {
        RenewalCounts one = model.simulate(300, 6, new SplittableRandom(seed));
        RenewalCounts two = model.simulate(200, 4, new SplittableRandom(seed + 1));
        RenewalCounts both = one.plus(two);
        ContractualModel judge = BetaDiscreteWeibull.of(0.5, 2, 1.2);
        double sum = judge.logLikelihood(one) + judge.logLikelihood(two);
        assertThat(judge.logLikelihood(both)).isCloseTo(sum, within(1e-11 * (1 + Math.abs(sum))));
        assertThat(both.customers()).isEqualTo(500);
        assertThat(judge.logLikelihood(one.plus(one)))
                .isCloseTo(2 * judge.logLikelihood(one), within(1e-11 * (1 + Math.abs(sum))));
    }

    @Property(tries = 40)
    void everyCohortEndsInAFitOrInWords(@ForAll("models") ContractualModel model, @ForAll long seed) {
        RenewalCounts counts = model.simulate(1 + (int) (Math.abs(seed % 7) * 50), 5, new SplittableRandom(seed));
        ModelFit<ShiftedBetaGeometric> sbg = ShiftedBetaGeometric.fitter().fit(counts);
        ModelFit<BetaDiscreteWeibull> bdw = BetaDiscreteWeibull.fitter().fit(counts);
        assertThat(sbg.explanation()).isNotBlank();
        assertThat(bdw.explanation()).isNotBlank();
        assertThat(bdw.logLikelihood()).isFinite();
        assertThat(bdw.logLikelihood())
                .isGreaterThanOrEqualTo(sbg.logLikelihood() - 1e-6 * Math.abs(sbg.logLikelihood()) - 1e-6);
    }

    @Property(tries = 10, seed = "42")
    void parametersAreRecovered(
            @ForAll @DoubleRange(min = 0.4, max = 2) double alpha,
            @ForAll @DoubleRange(min = 1, max = 6) double beta,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        RenewalCounts counts = ShiftedBetaGeometric.of(alpha, beta).simulate(40_000, 12, new SplittableRandom(seed));
        ModelFit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fitter().fit(counts);
        assertNear(fit.parameter("alpha"), alpha);
        assertNear(fit.parameter("beta"), beta);
        ModelFit<BetaDiscreteWeibull> wider = BetaDiscreteWeibull.fitter().fit(counts);
        assertNear(wider.parameter("c"), 1);
        assertThat(wider.likelihoodRatioTest(fit).statistic()).isLessThan(16);
    }

    private static void assertNear(Parameter parameter, double truth) {
        assertThat(parameter.estimate())
                .isCloseTo(truth, within(3 * parameter.standardError().orElseThrow()));
    }
}
