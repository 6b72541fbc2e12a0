package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UpliftCurveProperties {
    /** Customers of both arms with few scores, so that there are ties. */
    private record Data(double[] scores, boolean[] isTreated, long[] outcomes) {
        static Data drawn(long seed, int size, long most) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] scores = random.ints(size, -6, 7).mapToDouble(i -> i / 4.0).toArray();
            boolean[] arms = new boolean[size];
            for (int i = 0; i < size; i++) {
                arms[i] = i < 2 || (i >= 4 && random.nextBoolean());
            }
            return new Data(
                    scores,
                    arms,
                    random.longs(size, most == 1 ? 0 : -most, most + 1).toArray());
        }

        UpliftCurve curve() {
            return UpliftCurve.of(scores, isTreated, outcomes);
        }

        Data scored(DoubleUnaryOperator change) {
            return new Data(Arrays.stream(scores).map(change).toArray(), isTreated, outcomes);
        }

        Data swapped() {
            boolean[] others = new boolean[isTreated.length];
            for (int i = 0; i < others.length; i++) {
                others[i] = !isTreated[i];
            }
            return new Data(scores, others, outcomes);
        }

        Data shuffled(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] order = IntStream.range(0, scores.length).toArray();
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            boolean[] arms = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                arms[i] = isTreated[order[i]];
            }
            return new Data(
                    Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(),
                    arms,
                    Arrays.stream(order).mapToLong(i -> outcomes[i]).toArray());
        }

        /** The definition, of customers who count as often as their weights say. */
        double qini(double... weights) {
            double[] distinct = Arrays.stream(scores).distinct().sorted().toArray();
            double all = Arrays.stream(weights).sum();
            double treatedOfAll = sum(weights, true, Double.NEGATIVE_INFINITY, false);
            double area = 0;
            double x = 0;
            double q = 0;
            for (int i = distinct.length - 1; i >= 0; i--) {
                double n1 = sum(weights, true, distinct[i], false);
                double n2 = sum(weights, false, distinct[i], false);
                if (n1 > 0 && n2 > 0) {
                    double next =
                            (sum(weights, true, distinct[i], true) - sum(weights, false, distinct[i], true) * n1 / n2)
                                    / treatedOfAll;
                    area += (q + next) / 2 * ((n1 + n2) / all - x);
                    q = next;
                    x = (n1 + n2) / all;
                }
            }
            return area - q / 2;
        }

        private double sum(double[] weights, boolean ofTreated, double from, boolean isOutcome) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                if (isTreated[i] == ofTreated && scores[i] >= from) {
                    sum += weights[i] * (isOutcome ? outcomes[i] : 1);
                }
            }
            return sum;
        }

        double[] ones() {
            double[] ones = new double[scores.length];
            Arrays.fill(ones, 1);
            return ones;
        }
    }

    private static void assertSame(UpliftCurve one, UpliftCurve other) {
        assertThat(other.qini()).isEqualTo(one.qini());
        assertThat(other.auuc()).isEqualTo(one.auuc());
        assertThat(other.standardError().orElse(-1))
                .isCloseTo(one.standardError().orElse(-1), within(1e-12));
        assertThat(other.shareOfBest()).isEqualTo(one.shareOfBest());
    }

    @Property
    void theAreaIsThatOfTheDefinition(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        Data data = Data.drawn(seed, size, 9);
        assertThat(data.curve().qini().orElseThrow()).isCloseTo(data.qini(data.ones()), within(1e-12));
    }

    @Property
    void theErrorIsMadeOfHowTheAreaMovesWithEachCustomer(
            @ForAll long seed, @ForAll @IntRange(min = 4, max = 40) int size) {
        Data data = Data.drawn(seed, size, 9);
        UpliftCurve curve = data.curve();
        Assume.that(curve.standardError().isPresent());
        double variance = 0;
        for (boolean arm : new boolean[] {true, false}) {
            double[] moves = IntStream.range(0, size)
                    .filter(i -> data.isTreated[i] == arm)
                    .mapToDouble(i -> (data.qini(moved(data, i, 1e-4)) - data.qini(moved(data, i, -1e-4))) / 2e-4)
                    .toArray();
            double mean = Arrays.stream(moves).average().orElseThrow();
            double squares =
                    Arrays.stream(moves).map(u -> (u - mean) * (u - mean)).sum();
            variance += squares * moves.length / (moves.length - 1);
        }
        assertThat(curve.standardError().getAsDouble()).isCloseTo(Math.sqrt(variance), within(1e-5));
    }

    private static double[] moved(Data data, int i, double by) {
        double[] weights = data.ones();
        weights[i] += by;
        return weights;
    }

    @Property
    void onlyTheOrderOfScoresMatters(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        Data data = Data.drawn(seed, size, 9);
        assertSame(data.curve(), data.scored(score -> Math.exp(2 * score) - 7).curve());
        assertSame(data.curve(), data.scored(score -> score * score * score).curve());
    }

    @Property
    void theOrderOfRowsDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        Data data = Data.drawn(seed, size, 1);
        assertSame(data.curve(), data.shuffled(seed + 1).curve());
        assertThat(data.shuffled(seed + 1).curve().points())
                .isEqualTo(data.curve().points());
        assertThat(data.shuffled(seed + 1).curve().byShare(4, 0.9))
                .isEqualTo(data.curve().byShare(4, 0.9));
    }

    @Property
    void swappingTheArmsTurnsTheSignOfTheGain(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        UpliftCurve one = Data.drawn(seed, size, 9).curve();
        UpliftCurve other = Data.drawn(seed, size, 9).swapped().curve();
        assertThat(other.auuc().orElseThrow()).isCloseTo(-one.auuc().orElseThrow(), within(1e-12));
        for (int i = 0; i < one.points().size(); i++) {
            UpliftPoint point = one.points().get(i);
            UpliftPoint swapped = other.points().get(i);
            assertThat(swapped.effect().isPresent()).isEqualTo(point.effect().isPresent());
            if (point.effect().isPresent()) {
                assertThat(swapped.gain().orElseThrow()).isCloseTo(-point.gain().orElseThrow(), within(1e-10));
                // Q is of those who were treated, now the others.
                assertThat(swapped.qini().orElseThrow() * point.treated())
                        .isCloseTo(-point.qini().orElseThrow() * point.control(), within(1e-9));
            }
        }
    }

    @Property
    void lowerIsBetterTurnsTheSign(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        UpliftCurve curve = Data.drawn(seed, size, 9).curve();
        UpliftCurve turned = curve.lowerIsBetter();
        assertThat(turned.qini().orElseThrow()).isCloseTo(-curve.qini().orElseThrow(), within(1e-12));
        assertThat(turned.auuc().orElseThrow()).isCloseTo(-curve.auuc().orElseThrow(), within(1e-12));
        assertThat(turned.standardError().orElse(-1))
                .isCloseTo(curve.standardError().orElse(-1), within(1e-12));
    }

    @Property
    void anAmountAddedToAllOutcomesLeavesTheCurve(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 60) int size,
            @ForAll @IntRange(min = -50, max = 50) int c) {
        Data data = Data.drawn(seed, size, 9);
        UpliftCurve one = data.curve();
        UpliftCurve moved = new Data(
                        data.scores,
                        data.isTreated,
                        Arrays.stream(data.outcomes).map(y -> y + c).toArray())
                .curve();
        UpliftCurve scaled = new Data(
                        data.scores,
                        data.isTreated,
                        Arrays.stream(data.outcomes).map(y -> 3 * y).toArray())
                .curve();
        assertThat(moved.qini().orElseThrow()).isCloseTo(one.qini().orElseThrow(), within(1e-11));
        assertThat(moved.standardError().orElse(-1))
                .isCloseTo(one.standardError().orElse(-1), within(1e-11));
        assertThat(scaled.qini().orElseThrow()).isCloseTo(3 * one.qini().orElseThrow(), within(1e-11));
        assertThat(scaled.standardError().orElse(0))
                .isCloseTo(3 * one.standardError().orElse(0), within(1e-11));
    }

    @Property
    void noOrderBeatsTheBest(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        Data data = Data.drawn(seed, size, 1);
        assertThat(data.curve().shareOfBest().orElse(0)).isLessThanOrEqualTo(1);
    }

    @Property
    void theBestIsThatOfScikitUplift(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int size) {
        Data data = Data.drawn(seed, size, 1);
        double[] knowing = IntStream.range(0, size)
                .mapToDouble(i -> data.outcomes[i] * (data.isTreated[i] ? 1 : -1))
                .toArray();
        UpliftCurve best = new Data(knowing, data.isTreated, data.outcomes).curve();
        double area = 0;
        double x = 0;
        double q = 0;
        for (UpliftPoint point : best.points()) {
            // What those held out had is taken as 0 where there are none.
            double next = point.qini().orElse(point.treatedSum());
            area += (q + next) / 2 * (point.customers() - x);
            x = point.customers();
            q = next;
        }
        double qini = (area - size * q / 2) / size / best.treated();
        UpliftCurve curve = data.curve();
        Assume.that(curve.shareOfBest().isPresent());
        assertThat(curve.shareOfBest().getAsDouble() * qini)
                .isCloseTo(curve.qini().orElseThrow(), within(1e-12));
    }

    @Property
    void partsHoldEverybodyOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 12) int parts) {
        Data data = Data.drawn(seed, size, 9);
        UpliftParts all = data.curve().byShare(parts, 0.9);
        assertThat(all.parts().size()).isBetween(1, parts);
        long treated = all.parts().stream().mapToLong(UpliftParts.Part::treated).sum();
        assertThat(treated).isEqualTo(data.curve().treated());
        assertThat(all.parts().stream().mapToLong(UpliftParts.Part::customers).sum())
                .isEqualTo(size);
        for (int i = 1; i < all.parts().size(); i++) {
            assertThat(all.parts().get(i).from())
                    .isLessThan(all.parts().get(i - 1).to());
        }
        for (UpliftParts.Part part : all.parts()) {
            part.interval()
                    .ifPresent(interval -> assertThat(
                                    interval.contains(part.effect().orElseThrow()))
                            .isTrue());
        }
    }

    @Property
    void bestGainsMoreThanAnyOtherPoint(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 60) int size,
            @ForAll @IntRange(min = -9, max = 9) int cost) {
        UpliftCurve curve = Data.drawn(seed, size, 9).curve();
        double most = curve.best(cost)
                .map(point -> point.customers() * (point.effect().orElseThrow() - cost))
                .orElse(0.0);
        for (UpliftPoint point : curve.points()) {
            point.effect()
                    .ifPresent(effect ->
                            assertThat(point.customers() * (effect - cost)).isLessThanOrEqualTo(most));
        }
    }

    /** Of a score s in (0, 1) the action adds {@code slope (s − ½) + effect} to a chance of 0.4; 60 % are treated. */
    private static UpliftCurve simulated(
            SplittableRandom random, int size, double effect, double slope, boolean isMoney) {
        Data data = new Data(new double[size], new boolean[size], new long[size]);
        for (int i = 0; i < size; i++) {
            data.scores[i] = random.nextDouble();
            data.isTreated[i] = random.nextDouble() < 0.6;
            double chance = 0.4 + (data.isTreated[i] ? effect + slope * (data.scores[i] - 0.5) : 0);
            boolean isYes = random.nextDouble() < chance;
            data.outcomes[i] = !isYes ? 0 : isMoney ? Math.round(-1000 * Math.log(random.nextDouble())) : 1;
        }
        return data.curve();
    }

    /** Of how many samples the interval at 95 % holds the truth, and the mean Qini. */
    private static double[] coverage(long seed, double truth, int size, double slope, boolean isMoney) {
        SplittableRandom random = new SplittableRandom(seed);
        int samples = 500;
        double mean = 0;
        int held = 0;
        for (int i = 0; i < samples; i++) {
            UpliftCurve curve = simulated(random, size, 0.1, slope, isMoney);
            Interval interval = curve.interval(0.95).orElseThrow();
            held += interval.contains(truth) ? 1 : 0;
            mean += curve.qini().orElseThrow() / samples;
        }
        return new double[] {(double) held / samples, mean};
    }

    @Example
    void aRandomScoreHasNoQini() {
        double[] shares = coverage(17, 0, 400, 0, false);
        assertThat(shares[0]).isBetween(0.92, 0.98);
        assertThat(shares[1]).isCloseTo(0, within(0.003));
        double[] money = coverage(18, 0, 400, 0, true);
        assertThat(money[0]).isBetween(0.92, 0.98);
    }

    @Example
    void theIntervalHoldsAPlantedQini() {
        // The curve is ∫ (slope (s − ½) + effect) ds over the highest s: the area above the line is slope/12.
        double[] found = coverage(19, 0.4 / 12, 400, 0.4, false);
        assertThat(found[0]).isBetween(0.92, 0.98);
        assertThat(found[1]).isCloseTo(0.4 / 12, within(0.003));
    }

    @Example
    void aScoreThatKnowsTheEffectDoesBetterThanOneWithNoise() {
        UpliftCurve sharp = simulated(new SplittableRandom(23), 20_000, 0.1, 0.6, false);
        assertThat(sharp.verdict(0.99).kind()).isEqualTo(UpliftVerdict.Kind.TELLS);
        assertThat(sharp.qini().orElseThrow()).isCloseTo(0.05, within(0.01));
        UpliftCurve blunt = simulated(new SplittableRandom(23), 20_000, 0.1, 0.2, false);
        assertThat(blunt.qini().orElseThrow()).isLessThan(sharp.qini().orElseThrow());
    }
}
