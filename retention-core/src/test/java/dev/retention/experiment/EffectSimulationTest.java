package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Experiments drawn many times over: how often something is told that is not so, and whether what is planted is found. */
class EffectSimulationTest {
    private static final double LEVEL = 0.05;

    /** Three standard errors of a share that is drawn so many times. */
    private static double slack(int experiments) {
        return 3 * Math.sqrt(LEVEL * (1 - LEVEL) / experiments);
    }

    private static long draw(SplittableRandom random, double share, int customers) {
        long counted = 0;
        for (int i = 0; i < customers; i++) {
            counted += random.nextDouble() < share ? 1 : 0;
        }
        return counted;
    }

    private static ProportionComparison shares(SplittableRandom random, double treated, double control) {
        return Proportion.of(draw(random, treated, 400), 400)
                .comparedWith(Proportion.of(draw(random, control, 600), 600));
    }

    private static SampleMean draw(SplittableRandom random, int customers, ToDoubleFunction<SplittableRandom> spend) {
        double[] values = new double[customers];
        for (int i = 0; i < customers; i++) {
            values[i] = spend.applyAsDouble(random);
        }
        return SampleMean.ofValues(values);
    }

    /** Four of five spend nothing, the fifth about the mean five times over. */
    private static double spend(SplittableRandom random, double mean) {
        return random.nextInt(5) == 0 ? 5 * mean * random.nextExponential() : 0;
    }

    @Test
    void newcombeCoversAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(1);
        int experiments = 4000;
        int missed = 0;
        int missedNothing = 0;
        double sum = 0;
        for (int i = 0; i < experiments; i++) {
            Effect planted = Effect.ofShares(shares(random, 0.25, 0.2), EffectScale.ABSOLUTE, 1 - LEVEL);
            Effect none = Effect.ofShares(shares(random, 0.2, 0.2), EffectScale.ABSOLUTE, 1 - LEVEL);
            sum += planted.estimate().orElseThrow();
            missed += planted.interval().orElseThrow().contains(0.05) ? 0 : 1;
            missedNothing += none.verdict(false) == Effect.Verdict.NO_DIFFERENCE_TOLD ? 0 : 1;
        }
        assertThat(sum / experiments).isCloseTo(0.05, within(0.002));
        assertThat((double) missed / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
        assertThat((double) missedNothing / experiments)
                .isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
    }

    /** Arms of unequal sizes and variances, of skewed money. */
    @Test
    void welchCoversAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(2);
        int experiments = 2000;
        int missed = 0;
        int missedLift = 0;
        int missedNothing = 0;
        double sum = 0;
        for (int i = 0; i < experiments; i++) {
            SampleMean control = draw(random, 800, each -> spend(each, 10));
            MeanComparison planted = MeanComparison.of(draw(random, 400, each -> spend(each, 12)), control);
            MeanComparison none = MeanComparison.of(draw(random, 400, each -> spend(each, 10)), control);
            sum += planted.estimate(EffectScale.ABSOLUTE).orElseThrow();
            missed += contains(planted.effect(EffectScale.ABSOLUTE, 1 - LEVEL), 2);
            missedLift += contains(planted.effect(EffectScale.RELATIVE, 1 - LEVEL), 0.2);
            missedNothing += contains(none.effect(EffectScale.ABSOLUTE, 1 - LEVEL), 0);
        }
        assertThat(sum / experiments).isCloseTo(2, within(0.15));
        assertThat((double) missed / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
        assertThat((double) missedLift / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
        assertThat((double) missedNothing / experiments)
                .isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
    }

    private static int contains(Effect effect, double truth) {
        return effect.interval().orElseThrow().contains(truth) ? 0 : 1;
    }

    /** Two arms of the same share, looked at after every hundred customers of each. */
    @Test
    void whoPeeksAtAFixedSizeTestIsFooledAndWhoLooksAtTheSequenceIsNot() {
        SplittableRandom random = new SplittableRandom(3);
        ConfidenceSequence always = ConfidenceSequence.of(1 - LEVEL, 4000);
        int experiments = 1000;
        int fooled = 0;
        int fooledAlways = 0;
        int fooledByP = 0;
        for (int i = 0; i < experiments; i++) {
            long treated = 0;
            long control = 0;
            boolean isTold = false;
            boolean isAlwaysTold = false;
            boolean isToldByP = false;
            for (int customers = 100; customers <= 3000; customers += 100) {
                treated += draw(random, 0.3, 100);
                control += draw(random, 0.3, 100);
                ProportionComparison shares =
                        Proportion.of(treated, customers).comparedWith(Proportion.of(control, customers));
                Effect look = always.effect(shares, EffectScale.ABSOLUTE);
                isTold |= Effect.ofShares(shares, EffectScale.ABSOLUTE, 1 - LEVEL).isSignificant(LEVEL);
                isAlwaysTold |= !look.interval().orElseThrow().contains(0);
                isToldByP |= look.isSignificant(LEVEL);
            }
            fooled += isTold ? 1 : 0;
            fooledAlways += isAlwaysTold ? 1 : 0;
            fooledByP += isToldByP ? 1 : 0;
        }
        assertThat((double) fooled / experiments).isGreaterThan(4 * LEVEL);
        assertThat((double) fooledAlways / experiments).isLessThanOrEqualTo(LEVEL);
        assertThat(fooledByP).isEqualTo(fooledAlways);
    }

    /** Skewed money, looked at every day: the truth is in the intervals of all days, and at last 0 is not. */
    @Test
    void theSequenceOfMeansHoldsTheTruthOnAllDays() {
        SplittableRandom random = new SplittableRandom(4);
        ConfidenceSequence always = ConfidenceSequence.of(1 - LEVEL, 4000);
        int experiments = 400;
        int missed = 0;
        int found = 0;
        for (int i = 0; i < experiments; i++) {
            double[] treated = new double[2];
            double[] control = new double[2];
            boolean isMissed = false;
            boolean isFound = false;
            for (int customers = 200; customers <= 3000; customers += 200) {
                for (int each = 0; each < 200; each++) {
                    add(treated, spend(random, 12));
                    add(control, spend(random, 10));
                }
                MeanComparison means = MeanComparison.of(
                        SampleMean.ofSums(customers, treated[0], treated[1]),
                        SampleMean.ofSums(customers, control[0], control[1]));
                Interval look = always.effect(means, EffectScale.ABSOLUTE).interval().orElseThrow();
                isMissed |= !look.contains(2);
                isFound |= look.lower() > 0;
            }
            missed += isMissed ? 1 : 0;
            found += isFound ? 1 : 0;
        }
        assertThat((double) missed / experiments).isLessThanOrEqualTo(LEVEL);
        assertThat((double) found / experiments).isGreaterThan(0.3);
    }

    private static void add(double[] sums, double value) {
        sums[0] += value;
        sums[1] += value * value;
    }

    /** Outcome 0.8 of the past and noise: two thirds of the variance gone, and the effect neither more nor less. */
    @Test
    void cupedIsUnbiasedAndReducesTheVarianceAsMuchAsItSays() {
        SplittableRandom random = new SplittableRandom(5);
        int experiments = 2000;
        int missed = 0;
        double sum = 0;
        double squares = 0;
        double plainSquares = 0;
        double reduction = 0;
        for (int i = 0; i < experiments; i++) {
            PairedSums treated = paired(random, 1);
            PairedSums control = paired(random, 0);
            Cuped cuped = Cuped.of(treated, control);
            Effect effect = cuped.effect(0, 1, EffectScale.ABSOLUTE, 1 - LEVEL);
            double error = effect.estimate().orElseThrow() - 1;
            double plain = treated.mean() - control.mean() - 1;
            sum += error;
            squares += error * error;
            plainSquares += plain * plain;
            reduction += cuped.varianceReduction();
            missed += contains(effect, 1);
        }
        double rest = 0.6 * 0.6 / (0.8 * 0.8 + 0.6 * 0.6);
        double deviation = Math.sqrt(squares / experiments);
        assertThat(Math.abs(sum / experiments)).isLessThan(4 * deviation / Math.sqrt(experiments));
        assertThat(squares / plainSquares).isCloseTo(rest, within(0.05));
        assertThat(reduction / experiments).isCloseTo(1 - rest, within(0.01));
        assertThat((double) missed / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
    }

    private static PairedSums paired(SplittableRandom random, double effect) {
        double[] values = new double[100];
        double[] past = new double[100];
        for (int i = 0; i < values.length; i++) {
            past[i] = random.nextGaussian();
            values[i] = 5 + effect + 0.8 * past[i] + 0.6 * random.nextGaussian();
        }
        return PairedSums.ofValues(values, past);
    }

    /** Money per order of customers with 1 to 9 orders each, which differ among themselves in what they spend on one. */
    @Test
    void aRatioVariesAmongCustomersAsTheDeltaMethodSays() {
        SplittableRandom random = new SplittableRandom(6);
        int experiments = 2000;
        int missed = 0;
        for (int i = 0; i < experiments; i++) {
            MeanComparison perOrder = MeanComparison.of(perOrder(random, 21), perOrder(random, 20));
            missed += contains(perOrder.effect(EffectScale.ABSOLUTE, 1 - LEVEL), 1);
        }
        assertThat((double) missed / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
    }

    private static SampleMean perOrder(SplittableRandom random, double mean) {
        double[] money = new double[300];
        double[] orders = new double[300];
        for (int i = 0; i < money.length; i++) {
            orders[i] = 1 + random.nextInt(9);
            money[i] = orders[i] * (mean + 8 * random.nextGaussian());
        }
        return PairedSums.ofValues(money, orders).ratio().orElseThrow();
    }

    /** Two plans that differ much in spend: by strata the interval is narrower, and covers as often. */
    @Test
    void strataTakeOutWhatPlansDifferBy() {
        SplittableRandom random = new SplittableRandom(7);
        int experiments = 2000;
        int missed = 0;
        double width = 0;
        double plain = 0;
        for (int i = 0; i < experiments; i++) {
            double[][] treated = plans(random, 1);
            double[][] control = plans(random, 0);
            Effect effect = PostStratification.of(byPlan(treated), byPlan(control))
                    .effect(EffectScale.ABSOLUTE, 1 - LEVEL)
                    .orElseThrow();
            missed += contains(effect, 1);
            width += effect.interval().orElseThrow().width();
            plain += MeanComparison.of(all(treated), all(control))
                    .effect(EffectScale.ABSOLUTE, 1 - LEVEL)
                    .interval()
                    .orElseThrow()
                    .width();
        }
        assertThat((double) missed / experiments).isBetween(LEVEL - slack(experiments), LEVEL + slack(experiments));
        assertThat(width / plain).isBetween(0.15, 0.25);
    }

    private static double[][] plans(SplittableRandom random, double effect) {
        int gold = (int) draw(random, 0.5, 200);
        return new double[][] {values(random, 200 - gold, 10 + effect), values(random, gold, 20 + effect)};
    }

    private static double[] values(SplittableRandom random, int customers, double mean) {
        double[] values = new double[customers];
        for (int i = 0; i < customers; i++) {
            values[i] = mean + random.nextGaussian();
        }
        return values;
    }

    private static Map<String, SampleMean> byPlan(double[]... plans) {
        return Map.of("basic", SampleMean.ofValues(plans[0]), "gold", SampleMean.ofValues(plans[1]));
    }

    private static SampleMean all(double[]... plans) {
        return SampleMean.ofValues(com.google.common.primitives.Doubles.concat(plans[0], plans[1]));
    }
}
