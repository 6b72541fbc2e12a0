package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Laws that hold for every model of the family. */
class PurchaseModelProperties {
    private static final PeriodsPerYear UNIT = PeriodsPerYear.WEEKLY;

    @Provide
    Arbitrary<PurchaseModel> models() {
        return makers().map(Supplier::get);
    }

    /** Each makes a model that has not been asked anything. */
    @Provide
    Arbitrary<Supplier<PurchaseModel>> makers() {
        Arbitrary<Double> shape = Arbitraries.of(0.05, 0.31, 0.5, 0.8, 1.0, 1.7, 4.0);
        Arbitrary<Double> time = Arbitraries.of(0.5, 4.4, 10.0, 60.0);
        return Combinators.combine(Arbitraries.integers().between(0, 5), shape, time, shape, shape, time)
                .as((kind, r, alpha, a, b, beta) -> () -> switch (kind) {
                    case 0 -> BgNbd.of(UNIT, r, alpha, a, b);
                    case 1 -> MbgNbd.of(UNIT, r, alpha, a, b);
                    case 2 -> BgCnbd.of(UNIT, 2, r, alpha, a, b);
                    case 3 -> MbgCnbd.of(UNIT, 3, r, alpha, a, b);
                    case 4 -> ParetoNbd.of(UNIT, r, alpha, a, beta);
                    default -> Nbd.of(UNIT, r, alpha);
                });
    }

    @Provide
    Arbitrary<PurchaseHistory> histories() {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 1, 2, 5, 12, 40),
                        Arbitraries.doubles().between(0, 1).ofScale(3),
                        Arbitraries.of(0.0, 1.0, 26.0, 52.0))
                .as((x, share, age) -> PurchaseHistory.of(age == 0 ? 0 : x, x == 0 ? 0 : share * age, age));
    }

    @Property(tries = 60)
    void probabilitiesAddUpToOneAndTheirMeanIsTheExpectation(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double t = 3;
        double mass = 0;
        double mean = 0;
        for (int n = 0; n < 400; n++) {
            double p = model.probabilityOf(history, n, t);
            assertThat(p).isBetween(0.0, 1.0);
            mass += p;
            mean += n * p;
            if (n > 20 && p < 1e-15) {
                break;
            }
        }
        assertThat(mass).isCloseTo(1, within(1e-9));
        double expected = model.expectedPurchases(history, t);
        assertThat(mean).isCloseTo(expected, within(1e-8 * (1 + expected)));
    }

    @Property(tries = 40)
    void laterIntervalsAddUpToo(@ForAll("models") PurchaseModel model) {
        double mass = 0;
        double mean = 0;
        for (int n = 0; n < 200; n++) {
            double p = model.probabilityOf(n, 2, 4);
            mass += p;
            mean += n * p;
            if (n > 20 && p < 1e-14) {
                break;
            }
        }
        assertThat(mass).isCloseTo(1, within(1e-8));
        double difference = model.expectedPurchases(4) - model.expectedPurchases(2);
        assertThat(mean).isCloseTo(difference, within(1e-6 * (1 + difference)));
    }

    @Property(tries = 150)
    void aliveAndGoneAreComplements(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double alive = model.probabilityAlive(history);
        assertThat(alive).isBetween(0.0, 1.0);
        assertThat(alive + model.probabilityGone(history)).isCloseTo(1, within(1e-15));
        assertThat(model.probabilityAlive(history, 0)).isEqualTo(alive);
        assertThat(model.probabilityAlive(history, 10)).isLessThanOrEqualTo(alive);
        assertThat(model.probabilityOfNoPurchase(history, 7))
                .isCloseTo(model.probabilityOf(history, 0, 7), within(1e-13));
        assertThat(model.expectedRate(history)).isPositive();
        assertThat(model.logLikelihood(history)).isFinite();
    }

    @Property(tries = 100)
    void expectedPurchasesRiseAndFlatten(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double before = 0;
        double gain = Double.POSITIVE_INFINITY;
        // For k > 1 the first purchase takes k events, so newcomers' expectations bend the other way at first.
        boolean concave = !(model instanceof BgCnbd || model instanceof MbgCnbd);
        for (double t = 5; t <= 40; t += 5) {
            double now = model.expectedPurchases(history, t);
            assertThat(now).isGreaterThanOrEqualTo(before);
            if (concave) {
                assertThat(now - before).isLessThanOrEqualTo(gain * (1 + 1e-9));
            }
            gain = now - before;
            before = now;
        }
    }

    @Property(tries = 60)
    void purchasesAreTheLessWorthTheHigherTheRate(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double before = Double.POSITIVE_INFINITY;
        for (double percent = 1e-3; percent < 1e9; percent *= 7) {
            double worth = model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(percent));
            assertThat(worth).isLessThan(before).isPositive();
            before = worth;
        }
    }

    /** What is asked first pays for others, but says nothing else than what is asked last, or alone. */
    @Property(tries = 40)
    void predictionsDoNotDependOnWhatWasAskedBefore(
            @ForAll("makers") Supplier<PurchaseModel> maker,
            @ForAll @Size(min = 1, max = 5) List<@From("histories") PurchaseHistory> histories) {
        PurchaseModel forth = maker.get();
        PurchaseModel back = maker.get();
        List<List<Double>> answers =
                histories.stream().map(history -> predictions(forth, history)).toList();
        for (int i = histories.size() - 1; i >= 0; i--) {
            PurchaseHistory history = histories.get(i);
            assertThat(predictions(back, history)).isEqualTo(answers.get(i));
            assertThat(predictions(maker.get(), history)).isEqualTo(answers.get(i));
        }
    }

    private static List<Double> predictions(PurchaseModel model, PurchaseHistory history) {
        return List.of(
                model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(10)),
                model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(300)),
                model.expectedPurchases(history, 13),
                model.probabilityAlive(history));
    }

    /** Two routes: one averages over customers, the other integrates expected purchases over time. */
    @Property(tries = 60)
    void discountingOverALongTimeIsDiscountingForEver(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        DiscountRate rate = DiscountRate.percentPerYear(100);
        double ever = model.discountedExpectedPurchases(history, rate);
        assertThat(model.discountedExpectedPurchases(history, rate, 5000)).isCloseTo(ever, within(1e-9 * ever));
    }

    @Property(tries = 60)
    void expectationsOfIntervalsAddUp(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double mean = 0;
        double mass = 0;
        for (int n = 0; n < 400; n++) {
            double p = model.probabilityOf(history, n, 2, 6);
            mass += p;
            mean += n * p;
        }
        double later = model.expectedPurchases(history, 6) - model.expectedPurchases(history, 2);
        assertThat(mass).isCloseTo(1, within(1e-8));
        assertThat(mean).isCloseTo(later, within(1e-7 * (1 + later)));
        assertThat(model.probabilityOf(history, 0, 6)).isLessThanOrEqualTo(model.probabilityOf(history, 0, 2, 6));
    }

    @Property(tries = 60)
    void buyersOfTheBgNbdLeaveAfterAPurchaseOnly(@ForAll("histories") PurchaseHistory history) {
        BgNbd model = BgNbd.of(UNIT, 0.3, 4, 0.8, 2);
        double alive = model.probabilityAlive(history);
        if (history.frequency() == 0) {
            assertThat(alive).isEqualTo(1);
        } else {
            PurchaseHistory today = PurchaseHistory.of(history.frequency(), history.age(), history.age());
            assertThat(alive).isLessThanOrEqualTo(model.probabilityAlive(today));
        }
    }

    @Property(tries = 60)
    void hardlyDiscountedPurchasesExceedThoseOfAnyHorizon(
            @ForAll("models") PurchaseModel model, @ForAll("histories") PurchaseHistory history) {
        double all = model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(1e-6));
        assertThat(all).isGreaterThan(model.expectedPurchases(history, 200) * 0.999999);
        double some = model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(15));
        assertThat(some).isLessThan(all).isNotNegative();
        assertThat(model.discountedExpectedPurchases(history, DiscountRate.NONE))
                .isGreaterThanOrEqualTo(all * 0.999999);
    }

    @Property(tries = 100)
    void timeInOtherUnitsShiftsTheLogLikelihood(
            @ForAll("histories") PurchaseHistory history, @ForAll("factors") double c) {
        PurchaseHistory other = PurchaseHistory.of(history.frequency(), history.recency() * c, history.age() * c);
        double shift = history.frequency() * Math.log(c);
        assertShift(BgNbd.of(UNIT, 0.3, 4, 0.8, 2), BgNbd.of(UNIT, 0.3, 4 * c, 0.8, 2), history, other, shift);
        assertShift(MbgNbd.of(UNIT, 0.3, 4, 0.8, 2), MbgNbd.of(UNIT, 0.3, 4 * c, 0.8, 2), history, other, shift);
        assertShift(
                ParetoNbd.of(UNIT, 0.5, 10, 0.6, 12),
                ParetoNbd.of(UNIT, 0.5, 10 * c, 0.6, 12 * c),
                history,
                other,
                shift);
        assertShift(Nbd.of(UNIT, 0.3, 4), Nbd.of(UNIT, 0.3, 4 * c), history, other, shift);
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(1e-9, 1 / 7.0, 7.0, 365.25, 1e9);
    }

    private static void assertShift(
            PurchaseModel model, PurchaseModel scaled, PurchaseHistory history, PurchaseHistory other, double shift) {
        double expected = model.logLikelihood(history) - shift;
        assertThat(scaled.logLikelihood(other))
                .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected) + Math.abs(shift))));
    }

    @Property(tries = 60)
    void regularityOfOneIsTheModelWithout(@ForAll("histories") PurchaseHistory history) {
        BgNbd plain = BgNbd.of(UNIT, 0.3, 4, 0.8, 2);
        BgCnbd one = BgCnbd.of(UNIT, 1, 0.3, 4, 0.8, 2);
        assertThat(one.logLikelihood(history)).isEqualTo(plain.logLikelihood(history));
        assertThat(one.expectedPurchases(history, 9)).isEqualTo(plain.expectedPurchases(history, 9));
        assertThat(MbgCnbd.of(UNIT, 1, 0.3, 4, 0.8, 2).probabilityAlive(history))
                .isEqualTo(MbgNbd.of(UNIT, 0.3, 4, 0.8, 2).probabilityAlive(history));
    }
}
