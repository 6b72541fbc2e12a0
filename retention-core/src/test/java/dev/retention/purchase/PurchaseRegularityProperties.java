package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.numbers.gamma.LogGamma;

class PurchaseRegularityProperties {

    /** Erlang intervals, seen up to a fixed time by customers who differ in rate and may leave after every purchase. */
    private static List<double[]> erlang(int k, int customers, SplittableRandom random) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double rate = (0.05 + random.nextDouble()) * k;
            List<Double> own = new ArrayList<>();
            double time = 0;
            boolean alive = true;
            while (alive) {
                double interval = 0;
                for (int j = 0; j < k; j++) {
                    interval += random.nextExponential() / rate;
                }
                time += interval;
                alive = time < 40 && random.nextInt(8) > 0;
                if (time < 40) {
                    own.add(interval);
                }
            }
            all.add(own.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return all;
    }

    @Property(tries = 12, seed = "42")
    void regularityIsRecovered(
            @ForAll @IntRange(min = 1, max = 6) int k, @ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        PurchaseRegularity regularity =
                PurchaseRegularity.from(erlang(k, 4000, new SplittableRandom(seed)), own -> own);
        Parameter two = regularity.byLastTwoIntervals().orElseThrow();
        Parameter all = regularity.byAllIntervals().orElseThrow();
        assertThat(two.estimate()).isCloseTo(k, within(3.5 * two.standardError().orElseThrow()));
        assertThat(all.estimate()).isCloseTo(k, within(3.5 * all.standardError().orElseThrow()));
        assertThat(all.standardError().orElseThrow())
                .isLessThan(two.standardError().orElseThrow());
    }

    @Property(tries = 100)
    void neitherRatesNorOrderMatter(
            @ForAll @Size(min = 3, max = 8)
                    List<@Size(min = 2, max = 5) List<@DoubleRange(min = 0.1, max = 50) Double>> customers,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double scale) {
        List<double[]> plain = new ArrayList<>();
        List<double[]> scaled = new ArrayList<>();
        for (List<Double> own : customers) {
            double faster = scale * (1 + plain.size());
            plain.add(own.stream().mapToDouble(Double::doubleValue).toArray());
            scaled.add(own.stream().mapToDouble(each -> each * faster).toArray());
        }
        Collections.shuffle(scaled, new Random(customers.size()));
        PurchaseRegularity one = PurchaseRegularity.from(plain, own -> own);
        PurchaseRegularity other = PurchaseRegularity.from(scaled, own -> own);
        assertSame(
                one.byLastTwoIntervals().orElse(null),
                other.byLastTwoIntervals().orElse(null));
        assertSame(one.byAllIntervals().orElse(null), other.byAllIntervals().orElse(null));
    }

    private static void assertSame(Parameter one, Parameter other) {
        assertThat(one == null).isEqualTo(other == null);
        if (one != null && one.estimate() < 1000) {
            assertThat(other.estimate()).isCloseTo(one.estimate(), within(1e-5 * (1 + one.estimate())));
        }
    }

    /** The likelihood as its definition says, which no k nearby may exceed. */
    @Property(tries = 100)
    void noOtherRegularityIsMoreLikely(
            @ForAll @Size(min = 3, max = 8)
                    List<@Size(min = 2, max = 5) List<@DoubleRange(min = 0.1, max = 50) Double>> customers) {
        PurchaseRegularity.from(
                        customers,
                        own -> own.stream().mapToDouble(Double::doubleValue).toArray())
                .byAllIntervals()
                .ifPresent(parameter -> {
                    double k = parameter.estimate();
                    double best = logLikelihood(customers, k);
                    double slack = 1e-9 * (1 + Math.abs(best) + k);
                    assertThat(logLikelihood(customers, 0.99 * k)).isLessThanOrEqualTo(best + slack);
                    assertThat(logLikelihood(customers, 1.01 * k)).isLessThanOrEqualTo(best + slack);
                    // The standard error is that of the curvature.
                    double h = 1e-3 * k;
                    double curvature =
                            (logLikelihood(customers, k + h) - 2 * best + logLikelihood(customers, k - h)) / (h * h);
                    double error = parameter.standardError().orElseThrow();
                    if (k < 100) {
                        assertThat(-curvature * error * error).isCloseTo(1, within(1e-3));
                    }
                });
    }

    private static double logLikelihood(List<List<Double>> customers, double k) {
        double value = 0;
        for (List<Double> own : customers) {
            double sum = own.stream().mapToDouble(Double::doubleValue).sum();
            value += LogGamma.value(own.size() * k) - own.size() * LogGamma.value(k);
            for (double interval : own) {
                value += (k - 1) * Math.log(interval / sum);
            }
        }
        return value;
    }
}
