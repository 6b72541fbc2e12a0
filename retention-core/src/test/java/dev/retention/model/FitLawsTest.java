package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of every fit to data that its model could have made. */
class FitLawsTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;
    private static final DiscountRate TEN = DiscountRate.percentPerYear(10);

    /**
     * A model that simulates: how its data are drawn, fitted and counted several times over, and a figure that follows.
     *
     * @param truth the parameters in the order of the fit
     */
    record Law<M, D>(
            String name,
            M model,
            double[] truth,
            int customers,
            Function<SplittableRandom, D> draw,
            Function<D, ModelFit<M>> fit,
            Function<D, D> thrice,
            ToDoubleFunction<M> figure) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Law<?, ?>> laws() {
        return Stream.concat(
                purchaseLaws(),
                Stream.of(
                        renewals(ShiftedBetaGeometric.of(0.67, 3.8), ShiftedBetaGeometric.fitter()::fit, 0.67, 3.8),
                        renewals(
                                BetaDiscreteWeibull.of(0.5, 2.5, 1.4),
                                BetaDiscreteWeibull.fitter()::fit,
                                0.5,
                                2.5,
                                1.4),
                        new Law<>(
                                "BG/BB",
                                BgBb.of(1.2, 0.75, 0.66, 2.8),
                                new double[] {1.2, 0.75, 0.66, 2.8},
                                2000,
                                random -> BgBb.of(1.2, 0.75, 0.66, 2.8).simulate(2000, 8, random),
                                BgBb.fitter()::fit,
                                counts -> counts.plus(counts).plus(counts),
                                model -> model.expectedPurchases(5)),
                        new Law<>(
                                "Gamma-Gamma",
                                GammaGamma.of(6.25, 3.74, 15.44),
                                new double[] {6.25, 3.74, 15.44},
                                1000,
                                FitLawsTest::spend,
                                GammaGamma.fitter()::fit,
                                FitLawsTest::thrice,
                                model -> model.expectedSpend().orElse(Double.NaN))));
    }

    static Stream<Law<?, PurchaseSummary>> purchaseLaws() {
        return Stream.of(
                purchases("NBD", Nbd.of(WEEKS, 0.6, 8), Nbd.fitter(), 0.6, 8),
                purchases("BG/NBD", BgNbd.of(WEEKS, 0.6, 5, 0.8, 2.5), BgNbd.fitter(), 0.6, 5, 0.8, 2.5),
                purchases("MBG/NBD", MbgNbd.of(WEEKS, 0.6, 5, 0.8, 2.5), MbgNbd.fitter(), 0.6, 5, 0.8, 2.5),
                purchases("BG/CNBD-2", BgCnbd.of(WEEKS, 2, 0.7, 1.5, 0.8, 2.5), BgCnbd.fitter(2), 0.7, 1.5, 0.8, 2.5),
                purchases(
                        "MBG/CNBD-3", MbgCnbd.of(WEEKS, 3, 0.7, 1.5, 0.8, 2.5), MbgCnbd.fitter(3), 0.7, 1.5, 0.8, 2.5),
                purchases("Pareto/NBD", ParetoNbd.of(WEEKS, 0.6, 6, 0.7, 12), ParetoNbd.fitter(), 0.6, 6, 0.7, 12));
    }

    private static <M extends PurchaseModel> Law<M, PurchaseSummary> purchases(
            String name, M model, PurchaseModelFitter<M> fitter, double... truth) {
        return new Law<>(
                name,
                model,
                truth,
                3000,
                random -> {
                    PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
                    for (int i = 0; i < 3000; i++) {
                        PurchaseHistory history = model.simulate(40 + i % 20, random);
                        builder.add(history, 1);
                    }
                    return builder.build();
                },
                fitter::fit,
                customers -> {
                    PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
                    for (int i = 0; i < customers.size(); i++) {
                        builder.add(customers.history(i), 3 * customers.count(i));
                    }
                    return builder.build();
                },
                each -> each.expectedPurchases(52));
    }

    private static <M extends ContractualModel> Law<M, RenewalCounts> renewals(
            M model, Function<RenewalCounts, ModelFit<M>> fit, double... truth) {
        return new Law<>(
                model.getClass().getSimpleName(),
                model,
                truth,
                3000,
                random -> model.simulate(3000, 8, random),
                fit,
                counts -> counts.plus(counts).plus(counts),
                each -> each.discountedLifetime(TEN, PeriodsPerYear.YEARLY));
    }

    private static SpendSummary spend(SplittableRandom random) {
        GammaGamma model = GammaGamma.of(6.25, 3.74, 15.44);
        List<SpendHistory> histories = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            histories.add(model.simulate(1 + i % 6, random));
        }
        return SpendSummary.of(histories, NonPositiveSpend.REFUSE);
    }

    private static SpendSummary thrice(SpendSummary summary) {
        Map<SpendHistory, Long> counts = new LinkedHashMap<>();
        summary.counts().forEach((history, count) -> counts.put(history, 3 * count));
        return SpendSummary.of(counts, NonPositiveSpend.REFUSE);
    }

    /** The mean of eight samples within three of its standard errors, on the scale on which estimates are nearly normal. */
    @ParameterizedTest
    @MethodSource("laws")
    <M, D> void parametersAreRecovered(Law<M, D> law) {
        int samples = 8;
        double[] mean = new double[law.truth().length];
        for (int seed = 1; seed <= samples; seed++) {
            ModelFit<M> fit = law.fit().apply(law.draw().apply(new SplittableRandom(seed)));
            assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
            assertThat(fit.observations()).isEqualTo(law.customers());
            for (int i = 0; i < mean.length; i++) {
                Parameter parameter = fit.parameters().get(i);
                double error = parameter.standardError().orElseThrow() / parameter.estimate();
                double inErrors = Math.log(parameter.estimate() / law.truth()[i]) / error;
                // A chance of one in 150,000.
                assertThat(inErrors).as("seed %s: %s", seed, parameter).isBetween(-4.5, 4.5);
                mean[i] += inErrors / samples;
            }
        }
        for (double inErrors : mean) {
            assertThat(inErrors * Math.sqrt(samples)).isBetween(-3.0, 3.0);
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    <M, D> void countsEqualDuplication(Law<M, D> law) {
        D data = law.draw().apply(new SplittableRandom(4));
        ModelFit<M> once = law.fit().apply(data);
        ModelFit<M> thrice = law.fit().apply(law.thrice().apply(data));
        assertThat(thrice.logLikelihood())
                .isCloseTo(3 * once.logLikelihood(), within(1e-9 * Math.abs(once.logLikelihood())));
        assertThat(thrice.observations()).isEqualTo(3L * law.customers());
        for (int i = 0; i < law.truth().length; i++) {
            Parameter one = once.parameters().get(i);
            Parameter three = thrice.parameters().get(i);
            double error = one.standardError().orElseThrow();
            assertThat(three.estimate()).isCloseTo(one.estimate(), within(1e-4 * error));
            assertThat(three.standardError().orElseThrow() * Math.sqrt(3)).isCloseTo(error, within(1e-4 * error));
        }
    }

    /** Whoever measures in days instead of weeks gets the same fit: the density of a time is per unit of time. */
    @ParameterizedTest
    @MethodSource("purchaseLaws")
    <M> void timeInAnotherUnitShiftsTheLogLikelihood(Law<M, PurchaseSummary> law) {
        PurchaseSummary weeks = law.draw().apply(new SplittableRandom(5));
        PurchaseSummary.Builder scaled = PurchaseSummary.inUnits(PeriodsPerYear.DAILY);
        double purchases = 0;
        for (int i = 0; i < weeks.size(); i++) {
            PurchaseHistory history = weeks.history(i);
            scaled.add(
                    PurchaseHistory.of(history.frequency(), 7 * history.recency(), 7 * history.age()), weeks.count(i));
            purchases += (double) weeks.count(i) * history.frequency();
        }
        ModelFit<M> one = law.fit().apply(weeks);
        ModelFit<M> other = law.fit().apply(scaled.build());
        assertThat(other.logLikelihood())
                .isCloseTo(one.logLikelihood() - shift(one, purchases), within(1e-9 * Math.abs(one.logLikelihood())));
        for (Parameter parameter : one.parameters()) {
            boolean time = parameter.name().equals("alpha") || parameter.name().equals("beta");
            double error = parameter.standardError().orElseThrow();
            assertThat(other.parameter(parameter.name()).estimate() / (time ? 7 : 1))
                    .isCloseTo(parameter.estimate(), within(1e-4 * error));
        }
    }

    /** Each purchase ends k steps of rate λ; without the times between purchases, the density is in λ^(k x). */
    private static double shift(ModelFit<?> fit, double purchases) {
        int k = fit.model() instanceof BgCnbd bg
                ? bg.regularity()
                : fit.model() instanceof MbgCnbd mbg ? mbg.regularity() : 1;
        return k * purchases * Math.log(7);
    }

    /** Of 120 samples, intervals at 90 % should hold the truth in 108; fewer than 97 or more than 118 happen once in a thousand. */
    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("covered")
    <M, D> void intervalsHoldTheTruthAsOftenAsTheySay(Law<M, D> law) {
        double truth = law.figure().applyAsDouble(law.model());
        SplittableRandom random = new SplittableRandom(6);
        int byDelta = 0;
        int byDraws = 0;
        for (int i = 0; i < 120; i++) {
            ModelFit<M> fit = law.fit().apply(law.draw().apply(random));
            Interval delta = fit.interval(law.figure(), 0.9);
            Interval drawn = fit.interval(law.figure(), 0.9, 200, random);
            byDelta += delta.contains(truth) ? 1 : 0;
            byDraws += drawn.contains(truth) ? 1 : 0;
        }
        assertThat(byDelta).isBetween(97, 118);
        assertThat(byDraws).isBetween(97, 118);
    }

    static Stream<Law<?, ?>> covered() {
        return laws().filter(law -> List.of("NBD", "BG/NBD", "MBG/NBD", "ShiftedBetaGeometric", "Gamma-Gamma")
                .contains(law.name()));
    }

    @Test
    void manyErrorsCostAsMuchAsOneAndAreTheSame() {
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(CustomerBases.simulatedOnce());
        int[] asked = {0};
        double[] errors = fit.standardErrors(model -> {
            asked[0]++;
            return new double[] {model.r(), model.expectedPurchases(10), 3};
        });
        assertThat(asked[0]).isEqualTo(8);
        assertThat(errors)
                .containsExactly(
                        fit.standardError(BgNbd::r), fit.standardError(model -> model.expectedPurchases(10)), 0);
    }
}
