package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.segment.Concentration.Part;
import dev.retention.segment.Concentration.Point;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The figures against their definitions, restated over single customers. */
class ConcentrationProperties {
    private static final double TINY = 1e-12;

    private static Concentration of(long[] numbers) {
        return Concentration.of(Arrays.stream(numbers).asDoubleStream().toArray());
    }

    private static long[] numbers(List<Integer> sizes) {
        return sizes.stream().mapToLong(size -> size).toArray();
    }

    private static void assertIs(OptionalDouble figure, double expected) {
        assertThat(figure.orElseThrow()).isCloseTo(expected, within(TINY));
    }

    @Property(tries = 300)
    void figuresAreThoseOfTheDefinitions(@ForAll @Size(min = 2, max = 30) List<@IntRange(max = 40) Integer> sizes) {
        long[] x = numbers(sizes);
        int n = x.length;
        double total = LongStream.of(x).sum();
        Concentration all = of(x);
        if (total == 0) {
            assertThat(all.gini()).isEmpty();
            return;
        }
        // Half the mean difference of two customers over the mean.
        double differences = Arrays.stream(x)
                .mapToDouble(one -> Arrays.stream(x)
                        .mapToDouble(other -> Math.abs(one - other))
                        .sum())
                .sum();
        assertIs(all.gini(), differences / (2 * n * total));
        assertIs(all.giniCorrected(), differences / (2 * (n - 1) * total));
        double squares =
                Arrays.stream(x).mapToDouble(one -> Math.pow(one / total, 2)).sum();
        assertIs(all.herfindahl(), squares);
        assertIs(all.herfindahlNormalised(), (squares - 1.0 / n) / (1 - 1.0 / n));
        assertThat(all.equivalentNumber().orElseThrow()).isCloseTo(1 / squares, within(1e-9));
        assertIs(all.asymmetry(), asymmetry(x));
        double roots = Arrays.stream(x).mapToDouble(Math::sqrt).sum() / n;
        assertIs(all.atkinson(0.5), 1 - roots * roots / (total / n));
        long[] falling =
                Arrays.stream(x).map(one -> -one).sorted().map(one -> -one).toArray();
        for (int k = 1; k <= n; k++) {
            long bound = falling[k - 1];
            Concentration.Top top = all.top(k).orElseThrow();
            assertThat(top.share()).isCloseTo(LongStream.of(falling).limit(k).sum() / total, within(TINY));
            assertThat(top.all())
                    .isEqualTo(LongStream.of(x).filter(one -> one >= bound).count());
            assertThat(top.tied())
                    .isEqualTo(LongStream.of(x).filter(one -> one == bound).count());
            assertThat(top.shareOfAll())
                    .isCloseTo(LongStream.of(x).filter(one -> one >= bound).sum() / total, within(TINY));
            assertIs(all.topShare((double) k / n), top.share());
        }
    }

    /** Damgaard and Weiner's, customer by customer. */
    private static double asymmetry(long[] x) {
        long n = x.length;
        long total = LongStream.of(x).sum();
        long[] below = LongStream.of(x).filter(one -> one * n < total).toArray();
        long[] at = LongStream.of(x).filter(one -> one * n == total).toArray();
        double less = LongStream.of(below).sum();
        if (at.length > 0) {
            double without = below.length / (double) n + less / total;
            double with = (below.length + at.length) / (double) n
                    + (less + LongStream.of(at).sum()) / total;
            return (without + with) / 2;
        }
        double before = LongStream.of(below).max().orElseThrow();
        double after = LongStream.of(x).filter(one -> one * n > total).min().orElseThrow();
        double delta = (total / (double) n - before) / (after - before);
        return (below.length + delta) / n + (less + delta * after) / total;
    }

    /** The curve rises ever faster from (0, 0) to (1, 1), and twice the area above it is the Gini coefficient. */
    @Property(tries = 200)
    void theCurveIsConvex(@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 40) Integer> sizes) {
        Concentration all = of(numbers(sizes));
        List<Point> curve = all.lorenz();
        if (all.gini().isEmpty()) {
            assertThat(curve).isEmpty();
            return;
        }
        assertThat(curve.get(0)).isEqualTo(new Point(0, 0));
        assertThat(curve.get(curve.size() - 1)).isEqualTo(new Point(1, 1));
        double slope = 0;
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            Point from = curve.get(i - 1);
            Point to = curve.get(i);
            double next = (to.value() - from.value()) / (to.customers() - from.customers());
            assertThat(next).isGreaterThanOrEqualTo(slope - TINY);
            slope = next;
            area += (to.customers() - from.customers()) * (to.value() + from.value());
            assertIs(all.lorenz(to.customers()), to.value());
            assertIs(all.topShare(1 - to.customers()), 1 - to.value());
        }
        assertIs(all.gini(), 1 - area);
    }

    /** A figure depends neither on the order of customers nor on the unit, nor on how many times everybody is there. */
    @Property(tries = 200)
    void orderUnitAndCopiesDoNotMatter(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 40) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 1000) int unit,
            @ForAll @IntRange(min = 1, max = 9) int copies) {
        long[] x = numbers(sizes);
        Concentration all = of(x);
        long[] other = IntStream.range(0, x.length)
                .mapToLong(i -> x[x.length - 1 - i] * unit)
                .toArray();
        Concentration grouped = Concentration.ofGroups(
                Arrays.stream(other).asDoubleStream().toArray(),
                LongStream.generate(() -> copies).limit(x.length).toArray());
        if (all.gini().isEmpty()) {
            assertThat(grouped.gini()).isEmpty();
            return;
        }
        assertIs(grouped.gini(), all.gini().orElseThrow());
        assertIs(grouped.atkinson(0.7), all.atkinson(0.7).orElseThrow());
        assertThat(grouped.equivalentNumber().orElseThrow())
                .isCloseTo(copies * all.equivalentNumber().orElseThrow(), within(1e-9));
        assertThat(of(other).asymmetry().orElseThrow())
                .isCloseTo(all.asymmetry().orElseThrow(), within(TINY));
        assertThat(grouped.lorenz()).hasSameSizeAs(all.lorenz());
    }

    /** Numbers are meant as they are written: cents and euros have the same figures, to the last digit where a figure is rounded once. */
    @Property(tries = 300)
    void theDecimalPointDoesNotMatter(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 400) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 9) int copies,
            @ForAll @IntRange(min = 1, max = 12) int decimals,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        long[] times = LongStream.generate(() -> copies).limit(sizes.size()).toArray();
        double[] cents = sizes.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] euros = sizes.stream()
                .mapToDouble(size -> BigDecimal.valueOf(size, decimals).doubleValue())
                .toArray();
        Concentration one = Concentration.ofGroups(cents, times);
        Concentration other = Concentration.ofGroups(euros, times);
        double share = percent / 100.0;
        assertThat(other.total()).isEqualByComparingTo(one.total().movePointLeft(decimals));
        assertThat(other.gini()).isEqualTo(one.gini());
        assertThat(other.giniCorrected()).isEqualTo(one.giniCorrected());
        assertThat(other.herfindahl()).isEqualTo(one.herfindahl());
        assertThat(other.herfindahlPoints()).isEqualTo(one.herfindahlPoints());
        assertThat(other.herfindahlNormalised()).isEqualTo(one.herfindahlNormalised());
        assertThat(other.equivalentNumber()).isEqualTo(one.equivalentNumber());
        assertThat(other.asymmetry()).isEqualTo(one.asymmetry());
        assertThat(other.lorenz()).isEqualTo(one.lorenz());
        assertThat(other.lorenz(share)).isEqualTo(one.lorenz(share));
        assertThat(other.topShare(share)).isEqualTo(one.topShare(share));
        assertThat(other.holding(share).map(top -> List.of(top.customers(), top.share(), top.all(), top.tied())))
                .isEqualTo(one.holding(share).map(top -> List.of(top.customers(), top.share(), top.all(), top.tied())));
        for (double epsilon : new double[] {0, 0.5, 1, 2}) {
            one.atkinson(epsilon).ifPresent(index -> assertIs(other.atkinson(epsilon), index));
        }
    }

    /** The fewest customers who have a share: one less have not. */
    @Property(tries = 200)
    void fewerDoNotHold(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        Concentration all = of(numbers(sizes));
        Concentration.Top top = all.holding(percent / 100.0).orElseThrow();
        assertThat(top.share()).isGreaterThanOrEqualTo(percent / 100.0 - TINY);
        if (top.customers() > 1) {
            assertThat(all.top(top.customers() - 1).orElseThrow().share()).isLessThan(percent / 100.0);
        }
    }

    /** A column has the figures of its numbers, and a draw of it those of every customer so many times. */
    @Property(tries = 60)
    void columnsAndDrawsHaveTheFiguresOfTheirNumbers(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -20, max = 40) Integer> sizes) {
        long[] x = numbers(sizes);
        Measured<Long>.Column column = ConcentrationTest.spent(x.length, customer -> x[(int) customer], 1);
        double[] plain = Arrays.stream(x).asDoubleStream().toArray();
        for (Part part : List.of(Part.GAINS, Part.LOSSES)) {
            assertAlike(Concentration.of(column, part), Concentration.of(part, plain));
            Resampled.of(column, drawn -> {
                        double[] each = IntStream.range(0, drawn.size())
                                .flatMap(i -> IntStream.generate(() -> i).limit(drawn.times(i)))
                                .mapToDouble(drawn::at)
                                .toArray();
                        Concentration draw = Concentration.of(drawn, part);
                        assertAlike(draw, Concentration.of(part, each));
                        return draw;
                    })
                    .estimate(draw -> draw.gini().stream().boxed().findFirst(), 0.9, Resampled.Method.BCA, 100);
        }
    }

    private static void assertAlike(Concentration one, Concentration other) {
        assertThat(one.customers()).isEqualTo(other.customers());
        assertThat(one.total()).isEqualByComparingTo(other.total());
        assertThat(one.gini()).isEqualTo(other.gini());
        assertThat(one.giniCorrected()).isEqualTo(other.giniCorrected());
        assertThat(one.herfindahlPoints()).isEqualTo(other.herfindahlPoints());
        assertThat(one.asymmetry()).isEqualTo(other.asymmetry());
        assertThat(one.lorenz()).isEqualTo(other.lorenz());
        assertThat(one.topShare(0.3)).isEqualTo(other.topShare(0.3));
        assertThat(one.top(3)).isEqualTo(other.top(3));
        assertThat(one.holding(0.7)).isEqualTo(other.holding(0.7));
        if (one.gini().isPresent()) {
            assertIs(one.atkinson(1.5), other.atkinson(1.5).orElseThrow());
        }
    }
}
