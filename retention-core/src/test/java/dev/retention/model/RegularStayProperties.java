package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BetaGeometricModel.Dropout;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is filtered out by roots of unity, beside the sums over events that it stands for. */
class RegularStayProperties {

    /** With larger ones the sums, over a million terms or more, are not exact enough to compare. */
    @Provide
    Arbitrary<Double> shapes() {
        return Arbitraries.of(1e-6, 0.02, 0.5, 1.0, 3.0, 40.0);
    }

    @Provide
    Arbitrary<Double> times() {
        return Arbitraries.of(0.5, 20.0, 260.0, 1500.0);
    }

    @Provide
    Arbitrary<Double> probabilities() {
        return Arbitraries.of(1e-12, 1e-5, 0.003, 0.1, 0.4, 0.7, 0.76, 0.9, 0.999, 1.0);
    }

    /** Times that make many events of some customers; with few the parts of the roots cancel. */
    @Provide
    Arbitrary<Double> longTimes() {
        return Arbitraries.of(100.0, 260.0, 1500.0);
    }

    @Property(tries = 200)
    void staysAsOftenAsTheSumSays(
            @ForAll @IntRange(min = 2, max = 7) int k,
            @ForAll @IntRange(max = 6) int position,
            @ForAll("shapes") double shape,
            @ForAll("longTimes") double time,
            @ForAll("probabilities") double p) {
        int phase = position % k;
        RegularStay stay = new RegularStay(k, phase, shape, time);
        double stays = overEvents(shape, time, i -> stays((i + phase) / k, p));
        double leaves = overEvents(shape, time, i -> -Math.expm1((i + phase) / k * Math.log1p(-p)));
        if (p < 1) {
            assertThat(stay.leaves(p)).isCloseTo(leaves, within(1e-12 * leaves));
        }
        assertThat(Math.exp(stay.logStays(p))).isCloseTo(stays, within(1e-11 * stays));
    }

    @Property(tries = 60)
    void expectationsOfLongSumsAreThoseSums(
            @ForAll @IntRange(min = 2, max = 5) int k,
            @ForAll @IntRange(max = 4) int position,
            @ForAll("shapes") double shape,
            @ForAll @IntRange(min = 250, max = 1500) int time) {
        double a = 0.7;
        double b = 2;
        int phase = position % k;
        BetaGeometricCurves curves = new BetaGeometricCurves(Dropout.REPEAT, k, shape, a, b);
        int most = (int) (2 * (shape + phase + 40) * (time + 1)) / k + 2;
        double[] stays = new double[most];
        double[] purchases = new double[most];
        stays[0] = 1;
        for (int m = 1; m < most; m++) {
            stays[m] = stays[m - 1] * (b + m - 1) / (a + b + m - 1);
            purchases[m] = purchases[m - 1] + stays[m - 1];
        }
        double alive = overEvents(shape + phase, time, i -> stays[(i + phase) / k]);
        double expected = overEvents(shape + phase, time, i -> purchases[(i + phase) / k]);
        assertThat(curves.alive(phase, time)).isCloseTo(alive, within(1e-11 * alive));
        assertThat(curves.purchases(phase, time)).isCloseTo(expected, within(1e-11 * expected));
    }

    @Property(tries = 100)
    void phasesAreThoseOfThePoissonNumber(
            @ForAll @IntRange(min = 2, max = 7) int k,
            @ForAll @IntRange(max = 6) int position,
            @ForAll("times") double mean,
            @ForAll("probabilities") double p) {
        int phase = position % k;
        double[] alive = new RegularPhases(k, phase).after(mean, p);
        double[] expected = new double[k];
        double log = -mean;
        for (int i = 0; i < 2 * mean + 100; i++) {
            expected[(i + phase) % k] += Math.exp(log) * stays((i + phase) / k, p);
            log += Math.log(mean / (i + 1));
        }
        for (int j = 0; j < k; j++) {
            assertThat(alive[j]).isCloseTo(expected[j], within(1e-11 * expected[j]));
        }
    }

    @Property(tries = 40)
    void laterIntervalsAreTheSumOverWhatCameBefore(
            @ForAll @IntRange(min = 1, max = 4) int k,
            @ForAll @IntRange(max = 3) int position,
            @ForAll @IntRange(max = 6) int purchases,
            @ForAll("shapes") double r,
            @ForAll @IntRange(min = 1, max = 60) int from) {
        int phase = position % k;
        BetaGeometricOutlook newcomer = (BetaGeometricOutlook)
                BgCnbd.of(PeriodsPerYear.WEEKLY, k, r, 2, 0.7, 3).newcomer();
        double sum = newcomer.overEvents(purchases, r + phase, phase, from, 9);
        assertThat(newcomer.overRates(purchases, phase, from, 9)).isCloseTo(sum, within(1e-11 * sum));
        if (k == 1) {
            assertThat(newcomer.overDropout(purchases, from, 9)).isCloseTo(sum, within(1e-11 * sum));
        }
    }

    /** (1 − p)^purchases, for a p close to 0 too. */
    private static double stays(int purchases, double p) {
        return purchases == 0 ? 1 : Math.exp(purchases * Math.log1p(-p));
    }

    /** Σ P(N = i) f(i) for a negative binomial N, in proportion to its weights. */
    private static double overEvents(double shape, double time, IntToDoubleFunction f) {
        double weight = 1;
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < 2 * (shape + 38) * (time + 1); i++) {
            weights += weight;
            sum += weight * f.applyAsDouble(i);
            weight *= (shape + i) / (i + 1) * (time / (1 + time));
            if (weight > 1e250) {
                weight /= 1e250;
                weights /= 1e250;
                sum /= 1e250;
            }
        }
        return sum / weights;
    }
}
