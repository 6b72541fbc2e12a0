package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.internal.ChiSquared;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ProportionProperties {

    @Provide
    Arbitrary<Proportion> proportions() {
        return upTo(100_000);
    }

    @Provide
    Arbitrary<Proportion> small() {
        return upTo(40);
    }

    private static Arbitrary<Proportion> upTo(long most) {
        return Arbitraries.longs()
                .between(1, most)
                .flatMap(n -> Arbitraries.longs().between(0, n).map(k -> Proportion.of(k, n)));
    }

    @Property(tries = 300)
    void intervalsHoldTheEstimateAndNest(
            @ForAll("proportions") Proportion share,
            @ForAll ProportionInterval method,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence) {
        Interval interval = share.interval(method, confidence);
        assertThat(interval.lower()).isBetween(0.0, share.asDouble() * (1 + 1e-14));
        assertThat(interval.upper()).isBetween(share.asDouble() * (1 - 1e-14), 1.0);
        Interval wider = share.interval(method, 0.5 + confidence / 2);
        assertThat(wider.lower()).isLessThanOrEqualTo(interval.lower());
        assertThat(wider.upper()).isGreaterThanOrEqualTo(interval.upper());
    }

    @Property(tries = 300)
    void intervalsOfTheComplementAreMirrored(
            @ForAll("proportions") Proportion share,
            @ForAll ProportionInterval method,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double confidence) {
        Interval interval = share.interval(method, confidence);
        Interval mirror = share.complement().interval(method, confidence);
        assertThat(mirror.lower()).isCloseTo(1 - interval.upper(), within(1e-14));
        assertThat(mirror.upper()).isCloseTo(1 - interval.lower(), within(1e-14));
    }

    /** The ends of Wilson's interval are where the score test just rejects. */
    @Property(tries = 200)
    void wilsonSolvesItsEquation(
            @ForAll("proportions") Proportion share, @ForAll @DoubleRange(min = 0.1, max = 0.99) double confidence) {
        double z = dev.retention.internal.Normal.critical(confidence);
        Interval interval = share.interval(ProportionInterval.WILSON, confidence);
        for (double end : new double[] {interval.lower(), interval.upper()}) {
            if (end > 0 && end < 1) {
                double score = (share.asDouble() - end) / Math.sqrt(end * (1 - end) / (double) share.total());
                assertThat(Math.abs(score)).isCloseTo(z, within(1e-7));
            }
        }
    }

    /** Clopper and Pearson's lower end is the share under which as many or more have probability α/2. */
    @Property(tries = 100)
    void clopperPearsonSolvesItsEquation(
            @ForAll("small") Proportion share, @ForAll @DoubleRange(min = 0.1, max = 0.99) double confidence) {
        if (share.count() > 0) {
            double lower = share.interval(ProportionInterval.CLOPPER_PEARSON, confidence)
                    .lower();
            double tail = 0;
            for (long k = share.count(); k <= share.total(); k++) {
                tail += choose(share.total(), k).doubleValue()
                        * Math.pow(lower, (double) k)
                        * Math.pow(1 - lower, (double) (share.total() - k));
            }
            assertThat(tail).isCloseTo((1 - confidence) / 2, within(1e-12));
        }
    }

    @Property(tries = 200)
    void pooledIsTheSumInAnyOrder(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("proportions") Proportion> all) {
        Proportion sum = all.stream().reduce(Proportion::plus).orElseThrow();
        assertThat(Proportion.pooled(all)).isEqualTo(sum);
        java.util.Collections.reverse(all);
        assertThat(Proportion.pooled(all)).isEqualTo(sum);
    }

    @Property(tries = 300)
    void comparisonsSwap(
            @ForAll("proportions") Proportion one,
            @ForAll("proportions") Proportion two,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double confidence) {
        ProportionComparison pair = one.comparedWith(two);
        ProportionComparison swapped = two.comparedWith(one);
        Interval interval = pair.differenceInterval(confidence);
        assertThat(swapped.differenceInterval(confidence))
                .isEqualTo(Interval.of(-interval.upper(), -interval.lower(), confidence));
        assertThat(interval.contains(pair.difference())).isTrue();
        if (one.count() > 0 && two.count() > 0) {
            Interval ratio = pair.ratioInterval(confidence);
            assertThat(ratio.contains(pair.ratio().orElseThrow())).isTrue();
            assertThat(swapped.ratioInterval(confidence).lower() * ratio.upper())
                    .isCloseTo(1, within(1e-12));
        }
        pair.z().ifPresent(z -> {
            assertThat(swapped.z().orElseThrow()).isCloseTo(-z, within(1e-12 * (1 + Math.abs(z))));
            assertThat(pair.zTest(ProportionComparison.Alternative.TWO_SIDED).orElseThrow())
                    .isCloseTo(ChiSquared.survival(z * z, 1), within(1e-12));
            assertThat(pair.zTest(ProportionComparison.Alternative.GREATER).orElseThrow()
                            + pair.zTest(ProportionComparison.Alternative.LESS).orElseThrow())
                    .isCloseTo(1, within(1e-15));
        });
        assertThat(pair.fisherExact(ProportionComparison.Alternative.GREATER))
                .isCloseTo(swapped.fisherExact(ProportionComparison.Alternative.LESS), within(1e-10));
        assertThat(pair.fisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .isCloseTo(swapped.fisherExact(ProportionComparison.Alternative.TWO_SIDED), within(1e-10));
    }

    /** z² is Pearson's chi-squared, the sum of squared deviations of the four cells over what is expected. */
    @Property(tries = 200)
    void zSquaredIsPearsonsChiSquared(@ForAll("proportions") Proportion one, @ForAll("proportions") Proportion two) {
        one.comparedWith(two).z().ifPresent(z -> {
            double share = one.plus(two).asDouble();
            double sum = 0;
            for (Proportion group : List.of(one, two)) {
                double expected = share * (double) group.total();
                double off = (double) group.count() - expected;
                sum += off * off / expected + off * off / ((double) group.total() - expected);
            }
            assertThat(z * z).isCloseTo(sum, within(1e-8 * (1 + sum)));
        });
    }

    /** Fisher's test by its definition, in whole numbers. */
    @Property(tries = 300)
    void fisherIsTheSumOfExactTables(@ForAll("small") Proportion one, @ForAll("small") Proportion two) {
        long counted = one.count() + two.count();
        BigInteger observed = table(one, two, one.count());
        BigInteger all = BigInteger.ZERO;
        BigInteger both = BigInteger.ZERO;
        BigInteger greater = BigInteger.ZERO;
        for (long x = 0; x <= one.total(); x++) {
            BigInteger weight = table(one, two, x);
            all = all.add(weight);
            greater = x >= one.count() ? greater.add(weight) : greater;
            both = weight.compareTo(observed) <= 0 ? both.add(weight) : both;
        }
        assertThat(all).isEqualTo(choose(one.total() + two.total(), counted));
        ProportionComparison pair = one.comparedWith(two);
        double p = pair.fisherExact(ProportionComparison.Alternative.TWO_SIDED);
        double up = pair.fisherExact(ProportionComparison.Alternative.GREATER);
        double down = pair.fisherExact(ProportionComparison.Alternative.LESS);
        assertThat(p).isCloseTo(both.doubleValue() / all.doubleValue(), within(1e-12));
        assertThat(up).isCloseTo(greater.doubleValue() / all.doubleValue(), within(1e-12));
        assertThat(up + down).isCloseTo(1 + observed.doubleValue() / all.doubleValue(), within(1e-12));
        assertThat(p).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(p).isGreaterThanOrEqualTo(Math.min(up, down) * (1 - 1e-12));
    }

    private static BigInteger table(Proportion one, Proportion two, long x) {
        return choose(one.total(), x).multiply(choose(two.total(), one.count() + two.count() - x));
    }

    private static BigInteger choose(long n, long k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        BigInteger product = BigInteger.ONE;
        for (long i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return product;
    }
}
