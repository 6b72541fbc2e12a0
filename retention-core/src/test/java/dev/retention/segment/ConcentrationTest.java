package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.rule.Sweep;
import dev.retention.segment.Concentration.Part;
import dev.retention.segment.Concentration.Point;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConcentrationTest {
    private static final Timeline YEAR = Timeline.monthly(LocalDate.of(1970, 12, 31));
    private static final Measure SPENT = Measure.of("spent", YEAR, (history, sink) -> {
        long sum = 0;
        for (int i = 0; i < history.size(); i++) {
            sum += history.amount(i);
        }
        sink.set(sum);
    });

    /** What customers 0, 1, … have spent, of a store. */
    static Measured<Long>.Column spent(int customers, LongUnaryOperator number, int threads) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("EUR"));
        for (long customer = 0; customer < customers; customer++) {
            builder.add(customer, 7, number.applyAsLong(customer));
        }
        return Sweep.over(builder.build()).threads(threads).measure(SPENT).column();
    }

    private static Measured<Long>.Column spent(long... numbers) {
        return spent(numbers.length, customer -> numbers[(int) customer], 1);
    }

    @Test
    void theLargestHaveSoMuchAndTiesAreTold() {
        Concentration spent = Concentration.of(spent(10, 20, 20, 20, 30));
        assertThat(spent.top(1)).hasValueSatisfying(top -> assertThat(top).hasToString("1 customer has 30.0 %"));
        assertThat(spent.top(2).orElseThrow())
                .isEqualTo(new Concentration.Top(2, 0.5, 4, 0.9, 20, 3))
                .hasToString("2 customers have 50.0 %; 4 with those tied at 20 have 90.0 %");
        assertThat(spent.top(99)).contains(new Concentration.Top(5, 1, 5, 1, 10, 1));
        assertThat(spent.topShare(0.2)).hasValue(0.3);
        assertThat(spent.topShare(0.3).orElseThrow()).isCloseTo(0.4, within(1e-15));
        assertThat(spent.topShare(0)).hasValue(0);
        assertThat(spent.topShare(1)).hasValue(1);
        assertThat(spent.holding(0.5).orElseThrow().customers()).isEqualTo(2);
        assertThat(spent.holding(0.51).orElseThrow().customers()).isEqualTo(3);
        assertThat(spent.holding(1).orElseThrow().customers()).isEqualTo(5);
        assertThatIllegalArgumentException().isThrownBy(() -> spent.top(0)).withMessage("count (0) must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spent.holding(0))
                .withMessage("share (0.0) must be in (0, 1]");
    }

    /** The count at the bound is the size of the member list. */
    @Test
    void theLargestAreTheMembersOfTheColumn() {
        Measured<Long>.Column column = spent(10, 20, 20, 20, 30);
        Concentration.Top top = Concentration.of(column).top(2).orElseThrow();
        assertThat(column.top(2).members()).hasSize((int) top.all());
        assertThat(column.top(2).tied()).isEqualTo((int) top.tied());
        assertThat((double) column.top(2).bound()).isEqualTo(top.bound());
    }

    /** Four of five equal customers have 80 %, though the double 0.8 is a hair more. */
    @Test
    void sharesAreMeantAsTheyAreWritten() {
        assertThat(Concentration.of(1, 1, 1, 1, 1).holding(0.8).orElseThrow().customers())
                .isEqualTo(4);
        assertThat(Concentration.ofGroups(new double[] {1}, new long[] {10})
                        .holding(0.3)
                        .orElseThrow()
                        .customers())
                .isEqualTo(3);
    }

    @Test
    void theCurveHasAPointForEachNumber() {
        Concentration spent = Concentration.of(20, 10, 20, 50);
        assertThat(spent.lorenz())
                .containsExactly(new Point(0, 0), new Point(0.25, 0.1), new Point(0.75, 0.5), new Point(1, 1));
        assertThat(spent.lorenz(0.5)).hasValue(0.3);
        assertThat(spent.lorenz(1)).hasValue(1);
    }

    @Test
    void nothingIsDefinedWhereNobodyHasAnything() {
        for (Concentration none : new Concentration[] {
            Concentration.of(), Concentration.of(0, 0), Concentration.of(spent()), Concentration.of(spent(0, 0))
        }) {
            assertThat(none.gini()).isEmpty();
            assertThat(none.giniCorrected()).isEmpty();
            assertThat(none.herfindahl()).isEmpty();
            assertThat(none.herfindahlPoints()).isEmpty();
            assertThat(none.herfindahlNormalised()).isEmpty();
            assertThat(none.equivalentNumber()).isEmpty();
            assertThat(none.atkinson(1)).isEmpty();
            assertThat(none.asymmetry()).isEmpty();
            assertThat(none.lorenz()).isEmpty();
            assertThat(none.lorenz(0.5)).isEmpty();
            assertThat(none.topShare(0.5)).isEmpty();
            assertThat(none.top(1)).isEmpty();
            assertThat(none.holding(0.5)).isEmpty();
            assertThat(none.toString()).endsWith("customers with 0");
        }
        Concentration one = Concentration.of(7);
        assertThat(one.gini()).hasValue(0);
        assertThat(one.giniCorrected()).isEmpty();
        assertThat(one.herfindahlNormalised()).isEmpty();
        assertThat(one.asymmetry()).hasValue(1);
    }

    @Test
    void numbersBelowZeroAreRefusedByNameWithTheAlternative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.of(spent(10, -5, 20)))
                .withMessage("column spent of customer 1 (-5) must be at least 0:"
                        + " take the concentration of Part.GAINS and of Part.LOSSES, or Dependence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.of(3, -0.5))
                .withMessageStartingWith("values[1] (-0.5) must be at least 0: take the concentration of Part.GAINS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampled.of(spent(10, -5), drawn -> Concentration.of(drawn, Part.ALL))
                        .table())
                .withMessageStartingWith("drawn (-5) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.of(spent(Long.MIN_VALUE), Part.LOSSES))
                .withMessage("drawn (-9223372036854775808) must be above Long.MIN_VALUE");
        assertThat(Concentration.of(3, -0.0).gini()).hasValue(0.5);
    }

    /** Profits of 40, 10, −10 and −30: who lost has gained nothing, and the other way round. */
    @Test
    void gainsAndLossesHaveAConcentrationEach() {
        long[] profits = {40, -10, 10, -30};
        Concentration gains = Concentration.of(spent(profits), Part.GAINS);
        Concentration losses = Concentration.of(spent(profits), Part.LOSSES);
        assertThat(gains.total()).isEqualByComparingTo("50");
        assertThat(losses.total()).isEqualByComparingTo("40");
        assertThat(gains.customers()).isEqualTo(4);
        assertThat(gains.top(1).orElseThrow().share()).isEqualTo(0.8);
        assertThat(losses.top(1).orElseThrow().share()).isEqualTo(0.75);
        assertThat(gains.gini()).isEqualTo(Concentration.of(40, 0, 10, 0).gini());
        assertThat(losses.gini()).isEqualTo(Concentration.of(0, 10, 0, 30).gini());
        double[] plain = Arrays.stream(profits).asDoubleStream().toArray();
        assertThat(Concentration.of(Part.GAINS, plain).gini()).isEqualTo(gains.gini());
        assertThat(Concentration.of(Part.LOSSES, plain).asymmetry()).isEqualTo(losses.asymmetry());
    }

    @Test
    void groupsOfNobodyAreLeftOut() {
        Concentration groups = Concentration.ofGroups(new double[] {9, 1, 4}, new long[] {0, 2, 1});
        assertThat(groups.gini()).isEqualTo(Concentration.of(1, 4, 1).gini());
        assertThat(groups.asymmetry()).isEqualTo(Concentration.of(1, 1, 4).asymmetry());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.ofGroups(new double[] {1, 2}, new long[] {1, -1}))
                .withMessage("customers[1] (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.ofGroups(new double[2], new long[1]))
                .withMessage("values (2 groups) must be as many as customers (1 groups)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.ofGroups(new double[] {1}, new long[] {Long.MAX_VALUE}))
                .withMessage("customers (9223372036854775807) must be at most 2000000000");
    }

    /** Neither sums nor squares of the largest longs overflow, and what differs in the last digit differs. */
    @Test
    void theLargestNumbersAreExact() {
        long huge = Long.MAX_VALUE;
        Concentration three = Concentration.of(spent(huge, huge, huge));
        assertThat(three.total()).isEqualByComparingTo(new BigDecimal(huge).multiply(BigDecimal.valueOf(3)));
        assertThat(three.gini()).hasValue(0);
        assertThat(three.herfindahlNormalised()).hasValue(0);
        assertThat(three.equivalentNumber()).hasValue(3);
        // Σ (2i − n − 1) x(i) = huge − (huge − 1) = 1
        assertThat(Concentration.of(spent(huge, huge - 1)).gini().orElseThrow())
                .isCloseTo(1 / (4.0 * huge), within(1e-35));
        assertThat(Concentration.of(Double.MAX_VALUE, Double.MAX_VALUE, 0)
                        .gini()
                        .orElseThrow())
                .isCloseTo(1 / 3.0, within(1e-15));
        assertThat(Concentration.of(Double.MIN_VALUE, 0).atkinson(0.5).orElseThrow())
                .isCloseTo(0.5, within(1e-15));
    }

    /** Three times 0.1 is no double: equal numbers are at their mean all the same. */
    @Test
    void equalNumbersAreEqualWhateverTheRounding() {
        for (double number : new double[] {0.1, 1 / 3.0, 1e-300, 7e200}) {
            for (int customers = 1; customers < 12; customers++) {
                double[] all = new double[customers];
                Arrays.fill(all, number);
                assertThat(Concentration.of(all).asymmetry()).hasValue(1);
                assertThat(Concentration.of(all).gini()).hasValue(0);
                assertThat(Concentration.of(all).atkinson(2)).hasValue(0);
            }
        }
    }

    /** 0.2 is the mean of 0.1, 0.2 and 0.3 as they are written, and 0.3 half of all, though the doubles are a hair off. */
    @Test
    void numbersAreMeantAsTheyAreWritten() {
        Concentration tenths = Concentration.of(0.1, 0.2, 0.3);
        Concentration tens = Concentration.of(10, 20, 30);
        assertThat(tens.asymmetry().orElseThrow()).isCloseTo(0.5 + 1 / 3.0, within(1e-15));
        assertThat(tenths.asymmetry()).isEqualTo(tens.asymmetry());
        assertThat(tenths.total()).isEqualByComparingTo("0.6");
        assertThat(tenths.holding(0.5).orElseThrow().customers()).isEqualTo(1);
        assertThat(Concentration.ofGroups(new double[] {0.1, 0.2, 0.3}, new long[] {2, 2, 2})
                        .holding(0.5)
                        .orElseThrow()
                        .customers())
                .isEqualTo(2);
    }

    @Test
    void printsSumsPastTheRangeOfDoubles() {
        assertThat(Concentration.of(Double.MAX_VALUE, Double.MAX_VALUE))
                .hasToString("2 customers with 3.595E+308: Gini 0, as concentrated as 2 equal ones");
    }

    /** Next to 1 the index is next to that of the geometric mean, on both sides and however near. */
    @Test
    void atkinsonIsSmoothAtOne() {
        Concentration incomes = Concentration.of(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261);
        double limit = incomes.atkinson(1).orElseThrow();
        double slope =
                (incomes.atkinson(1.001).orElseThrow() - incomes.atkinson(0.999).orElseThrow()) / 0.002;
        for (double off = 1e-6; off > 1e-15; off /= 10) {
            double above = (1 + off) - 1;
            double below = 1 - (1 - off);
            assertThat(incomes.atkinson(1 + off).orElseThrow()).isCloseTo(limit + slope * above, within(1e-12));
            assertThat(incomes.atkinson(1 - off).orElseThrow()).isCloseTo(limit - slope * below, within(1e-12));
        }
        assertThat(incomes.atkinson(Math.nextUp(1.0)).orElseThrow()).isCloseTo(limit, within(1e-15));
        assertThat(incomes.atkinson(Math.nextDown(1.0)).orElseThrow()).isCloseTo(limit, within(1e-15));
    }

    @Test
    void atkinsonGoesFromNoneToAll() {
        Concentration spent = Concentration.of(1, 4);
        assertThat(spent.atkinson(0)).hasValue(0);
        assertThat(spent.atkinson(1).orElseThrow()).isCloseTo(1 - 2 / 2.5, within(1e-15));
        // The harmonic mean is 1.6.
        assertThat(spent.atkinson(2).orElseThrow()).isCloseTo(1 - 1.6 / 2.5, within(1e-15));
        // The smallest is all that counts.
        assertThat(spent.atkinson(1e9).orElseThrow()).isCloseTo(1 - 1 / 2.5, within(1e-8));
        assertThat(Concentration.of(0, 4).atkinson(1)).hasValue(1);
        assertThat(Concentration.of(0, 4).atkinson(0.5).orElseThrow()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void intervalsAreTheSameOnThreads() {
        LongUnaryOperator number = customer -> Math.round(1000 * Math.exp((customer * 7919 % 1000) / 200.0));
        Optional<Resampled.Estimate> gini =
                Concentration.estimate(spent(3000, number, 1), Part.ALL, Concentration::gini, 0.9);
        assertThat(gini).isEqualTo(Concentration.estimate(spent(3000, number, 3), Part.ALL, Concentration::gini, 0.9));
        Resampled.Estimate estimate = gini.orElseThrow();
        assertThat(estimate.value())
                .isEqualTo(Concentration.of(spent(3000, number, 1)).gini().orElseThrow());
        assertThat(estimate.interval().contains(estimate.value())).isTrue();
        assertThat(estimate.warning()).isEmpty();
        assertThat(Concentration.estimate(spent(1, 2, 3), Part.ALL, Concentration::gini, 0.9)
                        .orElseThrow()
                        .warning())
                .hasValueSatisfying(warning -> assertThat(warning).startsWith("only 3 buckets have customers"));
        assertThat(Concentration.estimate(spent(0, 0), Part.ALL, Concentration::gini, 0.9))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concentration.estimate(spent(-1), Part.ALL, Concentration::gini, 0.9))
                .withMessageStartingWith("column spent of customer 0 (-1) must be at least 0");
    }

    /**
     * Exponential amounts have a Gini coefficient of ½, and their largest tenth has (1 + ln 10)/10 of all: how often intervals at 90 % of
     * 300 customers hold them, in 200 shops.
     */
    @Tag("thorough")
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(13);
        double tenth = (1 + Math.log(10)) / 10;
        int giniHeld = 0;
        int tenthHeld = 0;
        for (int shop = 0; shop < 200; shop++) {
            Measured<Long>.Column column =
                    spent(300, customer -> Math.round(-1e6 * Math.log(1 - random.nextDouble())), 1);
            Resampled<Concentration> drawn = Resampled.of(column, each -> Concentration.of(each, Part.ALL));
            giniHeld += holds(drawn, 0.5, Concentration::gini);
            tenthHeld += holds(drawn, tenth, each -> each.topShare(0.1));
        }
        // Two standard errors of 200 shops are 4 points; that of few customers is a little low.
        assertThat(giniHeld).isBetween(168, 190);
        assertThat(tenthHeld).isBetween(164, 190);
    }

    private static int holds(
            Resampled<Concentration> drawn, double truth, Function<Concentration, OptionalDouble> figure) {
        return drawn.estimate(
                                each -> figure.apply(each).stream().boxed().findFirst(),
                                0.9,
                                Resampled.Method.PERCENTILE,
                                300)
                        .orElseThrow()
                        .interval()
                        .contains(truth)
                ? 1
                : 0;
    }
}
