package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrencesTest {

    @Test
    void whatHappenedIsKeptInOrder() {
        Recurrences its = new Recurrences(2, 9, List.of(7.0, 3.0, 7.0), List.of(5.0, 1.0, 4.0));
        assertThat(its.times()).containsExactly(3.0, 7.0, 7.0);
        assertThat(its.amounts()).containsExactly(1.0, 4.0, 5.0);
        assertThat(its).hasToString("3 in (2, 9]: 3, 7 (4), 7 (5)");
        assertThat(Recurrences.of(9, 7, 3, 7).withAmounts(1, 5, 4).withEntry(2)).isEqualTo(its);
        assertThat(Recurrences.of(-0.0, -0.0)).isEqualTo(Recurrences.of(0, 0));
    }

    @Test
    void timesOutsideTheObservationAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5, 6))
                .withMessage("times (6.0) must be after entry (0.0) and not after end (5.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5, 2).withEntry(2))
                .withMessage("times (2.0) must be after entry (2.0) and not after end (5.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5).withEntry(5))
                .withMessage("entry (5.0) must be below end (5.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5, Double.NaN))
                .withMessageStartingWith("times (NaN)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5, 1).withAmounts())
                .withMessage("amounts ([]) must be as many as times ([1.0])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recurrences.of(5, 1).withAmounts(-1))
                .withMessageContaining("amounts (-1.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeanCumulativeFunction.of(List.of()))
                .withMessage("customers must hold at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeanCumulativeFunction.of(List.of(
                        Recurrences.of(5, 1).withAmounts(1e200),
                        Recurrences.of(5, 2).withAmounts(1e200))))
                .withMessageContaining("amounts");
    }

    @Test
    void rowsGoFromOneToTheNext() {
        assertThat(Recurrences.of(10, 4, 7).rows())
                .containsExactly(
                        Tenure.ended(4),
                        Tenure.ended(7).withEntry(4),
                        Tenure.censored(10).withEntry(7));
        assertThat(Recurrences.of(7, 4, 7).rows())
                .containsExactly(Tenure.ended(4), Tenure.ended(7).withEntry(4));
        assertThat(Recurrences.of(7).withEntry(3).rows())
                .containsExactly(Tenure.censored(7).withEntry(3));
        assertThat(Recurrences.of(0).rows()).containsExactly(Tenure.censored(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> Recurrences.of(7, 4, 4).rows());
        assertThatIllegalStateException()
                .isThrownBy(() -> Recurrences.of(7, 0, 4).rows());
    }

    @Test
    void costsByHand() {
        // At 1 three are observed, at 3 two: 10/3 and 10/3 + 6/2.
        MeanCumulativeFunction cost = MeanCumulativeFunction.of(List.of(
                Recurrences.of(4, 1).withAmounts(10),
                Recurrences.of(2),
                Recurrences.of(4, 3).withAmounts(6)));
        assertThat(cost.at(2).orElseThrow()).isCloseTo(10 / 3.0, within(1e-15));
        assertThat(cost.at(4).orElseThrow()).isCloseTo(19 / 3.0, within(1e-15));
        // Of the customers 20/9 − 3/2, −10/9, and −10/9 + 3/2.
        double variance = Math.pow(20 / 9.0 - 1.5, 2) + Math.pow(10 / 9.0, 2) + Math.pow(1.5 - 10 / 9.0, 2);
        assertThat(cost.standardError(4).orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-14));
        assertThat(cost.independentStandardError(4).orElseThrow()).isCloseTo(Math.sqrt(100 / 9.0 + 9), within(1e-14));
        assertThat(cost.steps()).extracting(MeanCumulativeFunction.Step::atRisk).containsExactly(3, 2);
    }

    @Test
    void nothingAtAllIsZeroAndNoTest() {
        MeanCumulativeFunction none = MeanCumulativeFunction.of(List.of(Recurrences.of(3), Recurrences.of(5)));
        assertThat(none.at(5)).hasValue(0);
        assertThat(none.steps()).isEmpty();
        assertThat(none.minus(none).test()).isEmpty();
        assertThat(none.minus(none)).hasToString("0.000 ± 0.000 by 5");
    }

    @Test
    void customersWhoAreAllAlikeLeaveNoVarianceAndNoTest() {
        for (int n = 1; n < 40; n++) {
            MeanCumulativeFunction all =
                    MeanCumulativeFunction.of(Collections.nCopies(n, Recurrences.of(9, 0.3, 2, 7)));
            assertThat(all.at(9).orElseThrow()).isCloseTo(3, within(1e-14));
            assertThat(all.standardError(9)).hasValue(0);
            MeanCumulativeFunction none = MeanCumulativeFunction.of(Collections.nCopies(n, Recurrences.of(9)));
            assertThat(all.minus(none).test()).isEmpty();
        }
    }

    /** Complaints by a Poisson process whose rate differs from customer to customer, gamma of mean 1 and variance 1. */
    private static List<Recurrences> complaining(Random random, int n, double rate) {
        List<Recurrences> customers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double own = -rate * Math.log(1 - random.nextDouble());
            double end = 1 + random.nextDouble();
            List<Double> times = new ArrayList<>();
            for (double t = exponential(random, own); t <= end; t += exponential(random, own)) {
                times.add(t);
            }
            customers.add(Recurrences.of(end, times.stream().mapToDouble(t -> t).toArray()));
        }
        return customers;
    }

    private static double exponential(Random random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    @Test
    void intervalsCoverWhereCustomersDifferAndPoissonOnesDoNot() {
        Random random = new Random(8);
        int covered = 0;
        int poisson = 0;
        int rejected = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            MeanCumulativeFunction one = MeanCumulativeFunction.of(complaining(random, 60, 2));
            MeanCumulativeFunction two = MeanCumulativeFunction.of(complaining(random, 60, 2));
            covered += one.interval(1, 0.95).orElseThrow().contains(2) ? 1 : 0;
            double z = (one.at(1).orElseThrow() - 2)
                    / one.independentStandardError(1).orElseThrow();
            poisson += Math.abs(z) < 1.96 ? 1 : 0;
            rejected += one.minus(two).test().orElseThrow().pValue() < 0.05 ? 1 : 0;
        }
        assertThat(covered / (double) runs).isBetween(0.9, 0.99);
        assertThat(poisson / (double) runs).isLessThan(0.85);
        assertThat(rejected / (double) runs).isBetween(0.02, 0.08);
        MeanCumulativeFunction many = MeanCumulativeFunction.of(complaining(random, 500, 3));
        MeanCumulativeFunction few = MeanCumulativeFunction.of(complaining(random, 500, 2));
        MeanCumulativeDifference more = many.minus(few);
        assertThat(more.interval(1, 0.95).orElseThrow().contains(1)).isTrue();
        assertThat(more.test().orElseThrow().pValue()).isLessThan(1e-4);
    }
}
