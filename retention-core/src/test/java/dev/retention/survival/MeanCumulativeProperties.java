package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** The mean cumulative function against its definition, customer by customer and time by time. */
class MeanCumulativeProperties {
    private static final int LONGEST = 12;

    private static List<Recurrences> customers(Random random, int n) {
        List<Recurrences> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int entry = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(4);
            int end = entry + random.nextInt(LONGEST - entry) + (entry > 0 ? 1 : 0);
            int events = random.nextInt(5) * (end > entry || entry == 0 ? 1 : 0);
            double[] times = random.ints(events, entry == 0 ? 0 : entry + 1, end + 1)
                    .asDoubleStream()
                    .toArray();
            double[] amounts =
                    random.doubles(events).map(a -> Math.floor(a * 8) / 4).toArray();
            Recurrences made = Recurrences.of(end, times).withEntry(entry);
            all.add(random.nextBoolean() ? made : made.withAmounts(amounts));
        }
        return all;
    }

    private static boolean observed(Recurrences customer, double time) {
        return time <= customer.end() && (customer.entry() == 0 || time > customer.entry());
    }

    private static double at(Recurrences customer, double time) {
        return IntStream.range(0, customer.times().size())
                .filter(k -> customer.times().get(k) == time)
                .mapToDouble(k -> customer.amounts().get(k))
                .sum();
    }

    private static double risk(List<Recurrences> customers, double time) {
        return customers.stream().filter(c -> observed(c, time)).count();
    }

    private static double mean(List<Recurrences> customers, double time) {
        double sum = customers.stream().mapToDouble(c -> at(c, time)).sum();
        return sum == 0 ? 0 : sum / risk(customers, time);
    }

    /** What a customer adds to the weighted sum of means. */
    private static double influence(Recurrences one, double[] weights, double[] means, double[] risks) {
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
            if (observed(one, t) && weights[t] != 0) {
                sum += weights[t] * (at(one, t) - means[t]) / risks[t];
            }
        }
        return sum;
    }

    private static double variance(List<Recurrences> customers, double[] weights) {
        double[] means = IntStream.rangeClosed(0, LONGEST)
                .mapToDouble(t -> mean(customers, t))
                .toArray();
        double[] risks = IntStream.rangeClosed(0, LONGEST)
                .mapToDouble(t -> risk(customers, t))
                .toArray();
        return customers.stream()
                .mapToDouble(c -> Math.pow(influence(c, weights, means, risks), 2))
                .sum();
    }

    private static Offset<Double> near(double value) {
        return within(1e-11 * Math.max(1, Math.abs(value)));
    }

    @Property(tries = 60)
    void itIsItsDefinition(@ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int n) {
        List<Recurrences> customers = customers(new Random(seed), n);
        MeanCumulativeFunction function = MeanCumulativeFunction.of(customers);
        double last = customers.stream().mapToDouble(Recurrences::end).max().orElseThrow();
        assertThat(function.lastTime()).isEqualTo(last);
        double mean = 0;
        for (int t = 0; t <= last; t++) {
            int upTo = t;
            mean += mean(customers, t);
            double[] weights = IntStream.rangeClosed(0, LONGEST)
                    .mapToDouble(s -> s <= upTo ? 1 : 0)
                    .toArray();
            double variance = variance(customers, weights);
            double independent = 0;
            for (Recurrences customer : customers) {
                for (int k = 0; k < customer.times().size(); k++) {
                    if (customer.times().get(k) <= t) {
                        independent += Math.pow(
                                customer.amounts().get(k)
                                        / risk(customers, customer.times().get(k)),
                                2);
                    }
                }
            }
            assertThat(function.at(t).orElseThrow()).isCloseTo(mean, near(mean));
            double se = function.standardError(t).orElseThrow();
            assertThat(se * se).isCloseTo(variance, near(variance));
            double poisson = function.independentStandardError(t).orElseThrow();
            assertThat(poisson * poisson).isCloseTo(independent, near(independent));
        }
        assertThat(function.at(last + 0.1)).isEmpty();
        assertThat(function.standardError(last + 0.1)).isEmpty();
    }

    @Property(tries = 60)
    void theTestIsItsDefinition(@ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int n) {
        Random random = new Random(seed);
        List<Recurrences> one = customers(random, n);
        List<Recurrences> two = customers(random, 1 + random.nextInt(15));
        MeanCumulativeDifference difference = MeanCumulativeFunction.of(one).minus(MeanCumulativeFunction.of(two));
        double[] weights = new double[LONGEST + 1];
        double sum = 0;
        for (int t = 0; t <= LONGEST; t++) {
            double n1 = risk(one, t);
            double n2 = risk(two, t);
            weights[t] = n1 > 0 && n2 > 0 ? n1 * n2 / (n1 + n2) : 0;
            sum += weights[t] == 0 ? 0 : weights[t] * (mean(one, t) - mean(two, t));
        }
        double variance = variance(one, weights) + variance(two, weights);
        Optional<TestStatistic> test = difference.test();
        // A variance of rounding alone tells nothing.
        if (variance > 1e-20) {
            assertThat(test.orElseThrow().chiSquared())
                    .isCloseTo(sum * sum / variance, within(1e-8 * (1 + sum * sum / variance)));
            assertThat(test.orElseThrow().degreesOfFreedom()).isEqualTo(1);
        }
        double last = difference.lastTime();
        double expected = MeanCumulativeFunction.of(one).at(last).orElseThrow()
                - MeanCumulativeFunction.of(two).at(last).orElseThrow();
        assertThat(difference.at(last)).hasValue(expected);
        assertThat(difference.at(last + 0.1)).isEmpty();
        assertThat(difference.standardError(last + 0.1)).isEmpty();
        assertThat(difference.interval(last + 0.1, 0.9)).isEmpty();
        assertThat(difference.interval(last, 0.9).orElseThrow().contains(expected))
                .isTrue();
    }

    @Property(tries = 60)
    void theOrderOfCustomersChangesNoBit(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int n) {
        List<Recurrences> customers = customers(new Random(seed), n);
        MeanCumulativeFunction function = MeanCumulativeFunction.of(customers);
        List<Recurrences> shuffled = new ArrayList<>(customers);
        Collections.shuffle(shuffled, new Random(seed + 1));
        MeanCumulativeFunction other = MeanCumulativeFunction.of(shuffled);
        assertThat(other.steps()).isEqualTo(function.steps());
        List<Recurrences> half = customers.subList(0, n / 2);
        List<Recurrences> rest = customers.subList(n / 2, n);
        MeanCumulativeFunction first = MeanCumulativeFunction.of(half);
        Optional<TestStatistic> there =
                first.minus(MeanCumulativeFunction.of(rest)).test();
        Optional<TestStatistic> back =
                MeanCumulativeFunction.of(rest).minus(first).test();
        assertThat(back.isPresent()).isEqualTo(there.isPresent());
        there.ifPresent(test ->
                assertThat(back.orElseThrow().chiSquared()).isCloseTo(test.chiSquared(), near(test.chiSquared())));
    }

    @Property(tries = 60)
    void doublingEveryCustomerHalvesTheVariance(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int n) {
        List<Recurrences> customers = customers(new Random(seed), n);
        MeanCumulativeFunction function = MeanCumulativeFunction.of(customers);
        List<Recurrences> twice = new ArrayList<>(customers);
        twice.addAll(customers);
        MeanCumulativeFunction doubled = MeanCumulativeFunction.of(twice);
        double last = function.lastTime();
        assertThat(doubled.at(last).orElseThrow()).isCloseTo(function.at(last).orElseThrow(), within(1e-12));
        double se = function.standardError(last).orElseThrow();
        assertThat(doubled.standardError(last).orElseThrow()).isCloseTo(se / Math.sqrt(2), within(1e-7));
    }
}
