package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BgBbProperties {

    @Provide
    Arbitrary<BgBb> models() {
        Arbitrary<Double> shapes =
                Arbitraries.oneOf(Arbitraries.doubles().between(-4, 6).map(Math::exp), Arbitraries.just(1.0));
        return Combinators.combine(shapes, shapes, shapes, shapes).as(BgBb::of);
    }

    @Provide
    Arbitrary<OpportunityHistory> histories() {
        return Arbitraries.integers()
                .between(0, 20)
                .flatMap(n -> Arbitraries.integers()
                        .between(0, n)
                        .flatMap(last -> Arbitraries.integers()
                                .between(Math.min(1, last), last)
                                .map(x -> OpportunityHistory.of(x, last, n))));
    }

    @Property(tries = 100)
    void purchasesHaveADistributionWithTheStatedMean(
            @ForAll("models") BgBb model, @ForAll @IntRange(max = 40) int opportunities) {
        double sum = 0;
        double mean = 0;
        for (int x = 0; x <= opportunities; x++) {
            double probability = model.probabilityOf(x, opportunities);
            sum += probability;
            mean += x * probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        double expected = model.expectedPurchases(opportunities);
        assertThat(mean).isCloseTo(expected, within(1e-12 * (1 + expected)));
    }

    @Property(tries = 50)
    void purchasesOfALaterTimeHaveADistributionWithTheDifferenceAsMean(
            @ForAll("models") BgBb model,
            @ForAll("histories") OpportunityHistory history,
            @ForAll @IntRange(max = 9) int from,
            @ForAll @IntRange(max = 9) int length) {
        double sum = 0;
        double mean = 0;
        for (int x = 0; x <= length; x++) {
            double probability = model.probabilityOf(history, x, from, from + length);
            sum += probability;
            mean += x * probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        double expected = model.expectedPurchases(history, from + length) - model.expectedPurchases(history, from);
        assertThat(mean).isCloseTo(expected, within(1e-12 * (1 + model.expectedPurchases(history, from))));
        assertThat(model.probabilityOf(1, 0, length)).isEqualTo(model.probabilityOf(1, length));
    }

    @Property(tries = 50)
    void futurePurchasesHaveADistributionWithTheStatedMean(
            @ForAll("models") BgBb model,
            @ForAll("histories") OpportunityHistory history,
            @ForAll @IntRange(max = 15) int ahead) {
        double sum = 0;
        double mean = 0;
        for (int x = 0; x <= ahead; x++) {
            double probability = model.probabilityOf(history, x, ahead);
            sum += probability;
            mean += x * probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        double expected = model.expectedPurchases(history, ahead);
        assertThat(mean).isCloseTo(expected, within(1e-12 * (1 + expected)));
    }

    @Property(tries = 50)
    void historiesOfAGivenLengthAreAllThatCanHappen(
            @ForAll("models") BgBb model, @ForAll @IntRange(max = 12) int opportunities) {
        double sum = Math.exp(model.logLikelihood(OpportunityHistory.of(0, 0, opportunities)));
        for (int last = 1; last <= opportunities; last++) {
            double orders = 1;
            for (int x = 1; x <= last; x++) {
                // The last purchase is given, the others fall anywhere before it.
                sum += orders * Math.exp(model.logLikelihood(OpportunityHistory.of(x, last, opportunities)));
                orders = orders * (last - x) / x;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Property(tries = 100)
    void expectedPurchasesRiseEverMoreSlowlyTowardsTheTotal(
            @ForAll("models") BgBb model, @ForAll("histories") OpportunityHistory history) {
        double total = model.discountedExpectedPurchases(history, DiscountRate.NONE, PeriodsPerYear.YEARLY);
        double before = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int ahead = 1; ahead <= 50; ahead++) {
            double now = model.expectedPurchases(history, ahead);
            assertThat(now).isGreaterThanOrEqualTo(before);
            assertThat(now - before).isLessThanOrEqualTo(step * (1 + 1e-9) + 1e-14);
            assertThat(now).isLessThanOrEqualTo(total * (1 + 1e-12));
            step = now - before;
            before = now;
        }
    }

    @Property(tries = 100)
    void activityAndMomentsAreConsistent(
            @ForAll("models") BgBb model, @ForAll("histories") OpportunityHistory history) {
        double alive = model.probabilityAlive(history);
        assertThat(alive).isBetween(0.0, 1.0);
        assertThat(alive + model.probabilityGone(history)).isCloseTo(1, within(1e-15));
        assertThat(model.probabilityAlive(history, 0)).isEqualTo(alive);
        assertThat(model.probabilityAlive(history, 3)).isLessThanOrEqualTo(alive);
        assertThat(model.posteriorMoment(history, 0, 0)).isCloseTo(1, within(1e-12));
        double mean = model.posteriorBuyingProbability(history);
        assertThat(model.posteriorMoment(history, 2, 0)).isBetween(mean * mean * (1 - 1e-12), mean);
        double leaving = model.posteriorLeavingProbability(history);
        assertThat(model.posteriorMoment(history, 0, 2)).isBetween(leaving * leaving * (1 - 1e-12), leaving);
        assertThat(model.posteriorMoment(history, 1, 1)).isBetween(0.0, Math.min(mean, leaving));
    }

    @Property(tries = 50)
    void discountingMoreIsWorthLess(
            @ForAll("models") BgBb model,
            @ForAll("histories") OpportunityHistory history,
            @ForAll @DoubleRange(min = 0.01, max = 1) double rate) {
        double low = model.discountedExpectedPurchases(history, DiscountRate.perYear(rate / 2), PeriodsPerYear.YEARLY);
        double high = model.discountedExpectedPurchases(history, DiscountRate.perYear(rate), PeriodsPerYear.YEARLY);
        assertThat(high).isLessThanOrEqualTo(low);
    }

    @Property(tries = 10)
    void countsEqualDuplication(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        OpportunityCounts once = BgBb.of(1.2, 0.8, 0.7, 3).simulate(2000, 6, new SplittableRandom(seed));
        BgBb judge = BgBb.of(1, 2, 1, 5);
        assertThat(judge.logLikelihood(once.plus(once))).isCloseTo(2 * judge.logLikelihood(once), within(1e-9));
        BgBb one = BgBb.fitter().fit(once).model();
        BgBb two = BgBb.fitter().fit(once.plus(once)).model();
        assertThat(two.alpha()).isCloseTo(one.alpha(), within(1e-4 * one.alpha()));
        assertThat(two.delta()).isCloseTo(one.delta(), within(1e-4 * one.delta()));
    }

    @Property(tries = 8, seed = "42")
    void parametersAreRecovered(
            @ForAll @DoubleRange(min = 0.5, max = 2) double alpha,
            @ForAll @DoubleRange(min = 0.5, max = 2) double beta,
            @ForAll @DoubleRange(min = 0.5, max = 1.5) double gamma,
            @ForAll @DoubleRange(min = 1, max = 4) double delta,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        OpportunityCounts counts = BgBb.of(alpha, beta, gamma, delta).simulate(30_000, 10, new SplittableRandom(seed));
        ModelFit<BgBb> fit = BgBb.fitter().fit(counts);
        assertNear(fit.parameter("alpha"), alpha);
        assertNear(fit.parameter("beta"), beta);
        assertNear(fit.parameter("gamma"), gamma);
        assertNear(fit.parameter("delta"), delta);
    }

    private static void assertNear(Parameter parameter, double truth) {
        assertThat(parameter.estimate())
                .isCloseTo(truth, within(3 * parameter.standardError().orElseThrow()));
    }
}
