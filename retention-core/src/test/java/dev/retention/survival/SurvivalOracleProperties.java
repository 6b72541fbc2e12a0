package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Quantiles, restricted means and competing exits against their definitions written down naively. */
class SurvivalOracleProperties {

    private record Exit(Tenure tenure, int reason) {}

    @Provide
    Arbitrary<List<Tenure>> tenures() {
        return Tenures.weighted().list().ofMinSize(1).ofMaxSize(30);
    }

    /** Equal weights and few values: flat pieces at exactly a quarter or a half are common. */
    @Provide
    Arbitrary<List<Tenure>> plain() {
        return Tenures.plain().list().ofMinSize(1).ofMaxSize(16);
    }

    @Provide
    Arbitrary<List<Exit>> exits() {
        return Combinators.combine(Tenures.weighted(), Arbitraries.integers().between(0, 2))
                .as((tenure, reason) -> new Exit(tenure, reason))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /**
     * The rule of R's {@code quantile.survfit}, by its steps: drop repeated values, look for the first value of at least p within
     * a tolerance upward and downward, take the middle; at the end of the curve the middle to the last time.
     */
    private static OptionalDouble quantile(List<double[]> steps, double p, double lastTime) {
        double tolerance = Math.sqrt(Math.ulp(1.0));
        List<double[]> distinct = new ArrayList<>();
        distinct.add(new double[] {0, 0});
        for (double[] step : steps) {
            if (step[1] != distinct.get(distinct.size() - 1)[1]) {
                distinct.add(step);
            }
        }
        OptionalDouble low = distinct.stream()
                .filter(s -> s[1] + tolerance >= p)
                .mapToDouble(s -> s[0])
                .findFirst();
        OptionalDouble high = distinct.stream()
                .filter(s -> s[1] - tolerance >= p)
                .mapToDouble(s -> s[0])
                .findFirst();
        double last = distinct.get(distinct.size() - 1)[1];
        if (low.isPresent() && Math.abs(last - p) < tolerance) {
            return OptionalDouble.of((low.getAsDouble() + lastTime) / 2);
        }
        return low.isPresent() && high.isPresent()
                ? OptionalDouble.of((low.getAsDouble() + high.getAsDouble()) / 2)
                : OptionalDouble.empty();
    }

    @Property(tries = 500)
    void quantilesFollowTheRuleOfR(@ForAll("plain") List<Tenure> tenures, @ForAll SurvivalInterval kind) {
        SurvivalCurve curve = KaplanMeier.withDefaults().with(kind).estimate(tenures);
        LifeTable table = curve.table();
        List<double[]> gone = new ArrayList<>();
        List<double[]> upper = new ArrayList<>();
        List<double[]> lower = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            double t = table.time(i);
            gone.add(new double[] {t, 1 - curve.at(t).orElseThrow()});
            curve.interval(t).ifPresent(interval -> {
                lower.add(new double[] {t, 1 - interval.lower()});
                upper.add(new double[] {t, 1 - interval.upper()});
            });
        }
        for (double p : new double[] {0.1, 0.25, 0.5, 0.75}) {
            OptionalDouble expected = quantile(gone, p, curve.lastTime());
            assertThat(curve.quantile(p)).isEqualTo(expected);
            OptionalDouble low = quantile(lower, p, curve.lastTime());
            OptionalDouble high = quantile(upper, p, curve.lastTime());
            Optional<Interval> expectedInterval = low.isPresent()
                    ? Optional.of(Interval.of(low.getAsDouble(), high.orElse(Double.POSITIVE_INFINITY), 0.95))
                    : Optional.empty();
            assertThat(curve.quantileInterval(p)).isEqualTo(expectedInterval);
        }
    }

    @Property(tries = 300)
    void restrictedMeanHasTheVarianceOfItsDefinition(
            @ForAll("tenures") List<Tenure> tenures, @ForAll @DoubleRange(min = 0.1, max = 12) double horizon) {
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(tenures);
        if (horizon > curve.lastTime()) {
            return;
        }
        LifeTable table = curve.table();
        double variance = 0;
        for (int i = 0; i < table.rows() && table.time(i) <= horizon; i++) {
            double area = 0;
            for (double t = table.time(i); t < horizon; t++) {
                area += curve.at(t).orElseThrow() * (Math.min(t + 1, horizon) - t);
            }
            double n = table.atRisk(i);
            double d = table.ended(i);
            variance += d > 0 && n > d ? area * area * d / (n * (n - d)) : 0;
        }
        assertThat(curve.restrictedMean(horizon).standardError()).isCloseTo(Math.sqrt(variance), within(1e-10));
    }

    /** The shares by their definition; the variance by the slopes of the share in each multinomial of reasons at a time. */
    @Property(tries = 200)
    void competingExitsByDefinition(@ForAll("exits") List<Exit> exits, @ForAll @IntRange(min = 0, max = 12) int until) {
        ExitTable<Integer> table = ExitTable.of(exits, Exit::tenure, Exit::reason);
        CumulativeIncidence<Integer> shares = CumulativeIncidence.estimate(table);
        double[] atRisk = new double[13];
        double[][] hazards = new double[13][3];
        for (int t = 0; t <= 12; t++) {
            for (Exit exit : exits) {
                atRisk[t] += NaiveCox.atRisk(exit.tenure(), t) ? exit.tenure().weight() : 0;
            }
            for (Exit exit : exits) {
                if (exit.tenure().ended() && exit.tenure().duration() == t) {
                    hazards[t][exit.reason()] += exit.tenure().weight() / atRisk[t];
                }
            }
        }
        for (int reason : table.reasons()) {
            if (shares.at(reason, until).isEmpty()) {
                continue;
            }
            double share = share(hazards, reason, until);
            assertThat(shares.at(reason, until).orElseThrow()).isCloseTo(share, within(1e-12));
            double variance = 0;
            double h = 1e-6;
            for (int t = 0; t <= until; t++) {
                if (atRisk[t] == 0) {
                    continue;
                }
                double total = hazards[t][0] + hazards[t][1] + hazards[t][2];
                if (total > 1 - 1e-9) {
                    // Everyone left: nothing that follows depends on how, and R and the formula drop the term.
                    variance += Math.pow(share(hazards, -1, t - 1), 2)
                            * hazards[t][reason]
                            * (1 - hazards[t][reason])
                            / atRisk[t];
                    break;
                }
                double[] slope = new double[3];
                double mean = 0;
                double square = 0;
                for (int c = 0; c < 3; c++) {
                    hazards[t][c] += h;
                    slope[c] = share(hazards, reason, until);
                    hazards[t][c] -= 2 * h;
                    slope[c] = (slope[c] - share(hazards, reason, until)) / (2 * h);
                    hazards[t][c] += h;
                    mean += slope[c] * hazards[t][c];
                    square += slope[c] * slope[c] * hazards[t][c];
                }
                variance += (square - mean * mean) / atRisk[t];
            }
            assertThat(shares.standardError(reason, until).orElseThrow())
                    .isCloseTo(Math.sqrt(Math.max(0, variance)), within(1e-5));
        }
    }

    /** The share gone for a reason by a time, or with reason −1 the share still there. */
    private static double share(double[][] hazards, int reason, int until) {
        double stay = 1;
        double share = 0;
        for (int t = 0; t <= until; t++) {
            share += reason < 0 ? 0 : stay * hazards[t][reason];
            stay *= 1 - hazards[t][0] - hazards[t][1] - hazards[t][2];
        }
        return reason < 0 ? stay : share;
    }
}
