package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.retention.Frequency;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.BeforeAfter.EventPeriod;
import dev.retention.trend.BeforeAfter.Placebos;
import dev.retention.trend.PeriodComparison.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Effects of dated events, by hand, as published, against sums made anew, and by simulation. */
class BeforeAfterTest {
    private static final Period JUNE = Grain.MONTH.parse("2024-06");
    private static final ShareEffect SHARES = new ShareEffect(
            Proportion.of(60, 100), Proportion.of(75, 100), Proportion.of(62, 100), Proportion.of(64, 100));
    private static final FrequencyEffect RATES = new FrequencyEffect(
            Frequency.of(80, 1_000), Frequency.of(40, 1_000), Frequency.of(50, 1_000), Frequency.of(45, 1_000));

    @Test
    void theEffectIsWhatOneGroupDidBeyondTheOther() {
        // (0.75 − 0.60) − (0.64 − 0.62)
        assertThat(SHARES.effect()).isCloseTo(0.13, within(1e-12));
        // From two Newcombe intervals, reckoned in Python; 0.13 ± 1.96 √((.24 + .1875 + .2356 + .2304)/100)
        assertInterval(SHARES.interval(0.95), -0.05457919589508842, 0.3106125432911332);
        assertInterval(SHARES.waldInterval(0.95), -0.055265848344755675, 0.3152658483447557);
        assertThat(SHARES.verdict(0.95)).isEqualTo(Verdict.UNCLEAR);
        assertThat(SHARES.verdict(0.8)).isEqualTo(Verdict.HIGHER);
        assertThat(SHARES)
                .hasToString(
                        "75.0 % (75 of 100) after 60.0 % (60 of 100), beside 64.0 % (64 of 100) after 62.0 % (62 of 100)");
        assertThat(PeriodSentences.at(0.95).effect(SHARES))
                .isEqualTo(
                        "changed by 15.0 points, and by 2.0 in the comparison group: no clear change; chance alone could "
                                + "explain it (anything from 5.5 points lower to 31.1 higher)");
        assertThat(PeriodSentences.at(0.8).effect(SHARES)).contains(": clearly higher, by 0.9 to 25.0 points");
    }

    @Test
    void theIntervalHasAWidthWhereEverybodyChanged() {
        ShareEffect all = new ShareEffect(
                Proportion.of(0, 10), Proportion.of(10, 10), Proportion.of(0, 10), Proportion.of(0, 10));
        assertInterval(all.interval(0.95), 0.5192990898706311, 1.2775327998628891);
        assertInterval(all.waldInterval(0.95), 1, 1);
    }

    @Test
    void ratesAreComparedByRatios() {
        // (40/80) / (45/50)
        assertThat(RATES.effect().orElseThrow()).isCloseTo(5 / 9.0, within(1e-12));
        assertInterval(RATES.interval(0.95), 0.31944028484337345, 0.9661961560670846);
        assertThat(RATES.verdict(0.95)).isEqualTo(Verdict.LOWER);
        FrequencyEffect wild =
                new FrequencyEffect(RATES.before(), RATES.after(), RATES.controlBefore(), RATES.controlAfter(), 4);
        assertInterval(wild.interval(0.95), 0.183675772045468, 1.6803630215978582);
        assertThat(wild.verdict(0.95)).isEqualTo(Verdict.UNCLEAR);
        assertThat(wild.toString())
                .isEqualTo("0.04 (40 per 1000) after 0.08 (80 per 1000), beside 0.045 (45 per 1000) after 0.05 (50 per "
                        + "1000), dispersion 4");
        assertThat(PeriodSentences.at(0.95).effect(RATES))
                .isEqualTo("from 0.08 to 0.04 (0.5 times), and from 0.05 to 0.045 (0.9 times) in the comparison group: "
                        + "clearly fewer, 0.319 to 0.966 times as many");
    }

    private static FrequencyEffect effect(double exposure, long before, long after, long before0, long after0) {
        return new FrequencyEffect(
                Frequency.of(before, exposure),
                Frequency.of(after, exposure),
                Frequency.of(before0, exposure),
                Frequency.of(after0, exposure));
    }

    /** scipy 1.17.1, scipy.stats.contingency.odds_ratio(kind='conditional').confidence_interval. */
    @Test
    void aCountOfNothingLeavesTheExactIntervalOfTheOddsRatio() {
        FrequencyEffect works = effect(1_000, 80, 0, 50, 45);
        assertInterval(works.interval(0.95), 0, 0.05742942292517175);
        assertInterval(works.interval(0.8), 0, 0.03462455200002854);
        assertThat(works.verdict(0.95)).isEqualTo(Verdict.LOWER);
        assertThat(PeriodSentences.at(0.95).effect(works)).endsWith("clearly fewer, 0 to 0.0574 times as many");
        assertInterval(effect(1, 0, 80, 45, 50).interval(0.95), 17.412677144657476, Double.POSITIVE_INFINITY);
        assertInterval(effect(1, 0, 3, 6, 4).interval(0.95), 0.38794543499265044, Double.POSITIVE_INFINITY);
        assertInterval(effect(1, 5, 0, 9, 7).interval(0.8), 0, 0.9902422964733);
        assertInterval(effect(1, 4, 0, 0, 6).interval(0.95), 0, 0.4627890141680749);
        assertInterval(effect(1, 30, 12, 8, 0).interval(0.8), 1.0506444898842418, Double.POSITIVE_INFINITY);
        assertThat(PeriodSentences.at(0.95).effect(effect(1, 30, 12, 8, 0)))
                .endsWith("no clear change; these data set it no bound above (at least 0.569 times as many)");
        FrequencyEffect unequal = new FrequencyEffect(
                Frequency.of(80, 500), Frequency.of(0, 1_000), Frequency.of(50, 700), Frequency.of(45, 2_100));
        assertInterval(unequal.interval(0.95), 0, 0.05742942292517175 / 2 * 3);
        // The sums leave no choice.
        for (FrequencyEffect nothing : List.of(
                effect(10, 5, 0, 5, 0), effect(10, 0, 5, 0, 5), effect(10, 0, 0, 5, 5), effect(10, 5, 5, 0, 0))) {
            assertThat(nothing.effect()).isEmpty();
            assertInterval(nothing.interval(0.95), 0, Double.POSITIVE_INFINITY);
            assertThat(PeriodSentences.at(0.95).effect(nothing))
                    .endsWith("no clear change; these data set it no bound");
        }
        assertThatThrownBy(() -> new FrequencyEffect(works.before(), works.after(), works.before(), works.after(), 0.1))
                .hasMessageContaining("dispersion (0.1)");
    }

    @Test
    void beforeALargeComparisonGroupACountOfNothingIsAsOfTwoCounts() {
        Frequency before = Frequency.of(80, 700);
        Frequency none = Frequency.of(0, 1_000);
        Frequency many = Frequency.of(1_000_000_000_000_000L, 3);
        for (double dispersion : new double[] {1, 2.5, 40}) {
            Interval of = new FrequencyEffect(before, none, many, many, dispersion).interval(0.95);
            Interval two = none.comparedWith(before).withDispersion(dispersion).ratioInterval(0.95);
            assertThat(of.upper()).isCloseTo(two.upper(), withinPercentage(1e-6));
        }
    }

    @Property(tries = 100)
    void theEndIsWhereTheTableIsAsRareAsTheTail(
            @ForAll @IntRange(min = 1, max = 40) int before,
            @ForAll @IntRange(min = 1, max = 40) int before0,
            @ForAll @IntRange(min = 1, max = 40) int after0) {
        double end = effect(1, before, 0, before0, after0).interval(0.9).upper();
        // Fisher's law by binomial coefficients: none of those after in the first group.
        double all = 0;
        for (int j = 0; j <= Math.min(before, after0); j++) {
            all += ways(before, j) * ways(before0 + after0, after0 - j) * Math.pow(end, j);
        }
        assertThat(ways(before0 + after0, after0) / all).isCloseTo(0.05, within(1e-9));
        assertThat(effect(1, 0, before, after0, before0).interval(0.9).lower()).isCloseTo(1 / end, within(1e-9 / end));
    }

    private static double ways(int of, int taken) {
        double ways = 1;
        for (int i = 1; i <= taken; i++) {
            ways *= (of - taken + i) / (double) i;
        }
        return ways;
    }

    @Test
    void datesWithoutAnEffectAreNamed() {
        PeriodSentences words = PeriodSentences.at(0.999);
        assertThat(words).hasToString("sentences at 99.9 %");
        assertThat(words.placebos(new Placebos(0.357, Map.of(), 5)))
                .isEqualTo(
                        "there is no earlier date to compare the effect with: 5 earlier dates with a count of 0 had none");
        assertThat(words.placebos(new Placebos(0.357, Map.of(JUNE.plus(-3), 0.1), 1)))
                .isEqualTo(
                        "an effect as large is found at 1 of 2 dates, its own among them; 1 earlier date more, with a count "
                                + "of 0, had none");
    }

    @Test
    void whatIsClearIsNotPrintedAsNothing() {
        PeriodSentences words = PeriodSentences.at(0.95);
        assertThat(words.change(Interval.of(0.0001, 0.0002, 0.95))).isEqualTo("clearly higher, by 0.01 to 0.02 points");
        assertThat(words.change(Interval.of(-0.03, -0.0001, 0.95))).isEqualTo("clearly lower, by 0.01 to 3.0 points");
        assertThat(words.times(Interval.of(0.9999, 0.99999, 0.95)))
                .isEqualTo("clearly fewer, 0.9999 to 0.99999 times as many");
        assertThat(words.change(Interval.of(Double.NEGATIVE_INFINITY, 0.139, 0.95)))
                .isEqualTo("no clear change; these data set it no bound below (at most 13.9 points higher)");
        assertThat(words.change(Interval.of(-0.076, Double.POSITIVE_INFINITY, 0.95)))
                .isEqualTo("no clear change; these data set it no bound above (at most 7.6 points lower)");
    }

    @Test
    void changesOfAnyKindHaveADifference() {
        // Card and Krueger (1994), table 3: full-time equivalents in New Jersey 0.59 (0.54), in Pennsylvania −2.16
        // (1.25);
        // they print the difference of unrounded numbers, 2.76 (1.36).
        Interval effect = BeforeAfter.difference(
                0.59, Interval.normal(0.59, 0.54, 0.95), -2.16, Interval.normal(-2.16, 1.25, 0.95));
        assertInterval(effect, 0.08120836342569104, 5.4187916365743085);
        assertThat(effect.width() / 2 / 1.959963984540054).isCloseTo(1.36, within(0.005));
        Interval wide = Interval.of(0, Double.POSITIVE_INFINITY, 0.95);
        assertThat(BeforeAfter.difference(1, Interval.of(0, 2, 0.95), 1, wide).lower())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> BeforeAfter.difference(3, Interval.of(0, 2, 0.95), 1, wide))
                .hasMessageContaining("change (3.0) must lie in its interval");
        assertThatThrownBy(() -> BeforeAfter.difference(1, Interval.of(0, 2, 0.9), 1, wide))
                .hasMessageContaining("must be at the level of interval");
    }

    @Test
    void periodsBeforeAndAfterAreSummed() {
        PeriodRates rates = shares(100, i -> i == 0 ? 99 : i < 0 ? 30 : 20);
        PeriodRates control = shares(200, i -> 60);
        BeforeAfter fix = BeforeAfter.at(JUNE, 3, 2);
        ShareEffect effect = fix.of(rates, control).orElseThrow();
        // June, in which it took place, is left out.
        assertThat(effect)
                .isEqualTo(new ShareEffect(
                        Proportion.of(90, 300),
                        Proportion.of(40, 200),
                        Proportion.of(180, 600),
                        Proportion.of(120, 400)));
        ShareEffect at = fix.with(EventPeriod.AFTER).of(rates, control).orElseThrow();
        assertThat(at.after()).isEqualTo(Proportion.of(119, 200));
        assertThat(fix).hasToString("3 periods before 2024-06 against 2 after it");
        assertThat(fix.with(EventPeriod.AFTER)).hasToString("3 periods before 2024-06 against 2 from it on");
        assertThat(BeforeAfter.at(JUNE, 3, 1_000_000).of(rates, control)).isEmpty();
        assertThat(BeforeAfter.at(JUNE, 25, 1).of(rates, control)).isEmpty();
        assertThatThrownBy(() -> BeforeAfter.at(Grain.YEAR.parse("2024"), 1, 1).of(rates, control))
                .hasMessage("rates (by MONTH) must be by YEAR");
        assertThatThrownBy(() -> BeforeAfter.at(JUNE, 0, 1)).hasMessageContaining("before (0)");
        assertThatThrownBy(() -> BeforeAfter.at(JUNE, 1, 0)).hasMessageContaining("after (0)");
    }

    @Test
    void whatWasGoingOnBeforeIsSeen() {
        // One falls all the time, and the event did nothing.
        PeriodRates falling = shares(1_000, i -> 400 - 15 * i);
        PeriodRates level = shares(1_000, i -> 400);
        BeforeAfter fix = BeforeAfter.at(JUNE, 5, 3);
        assertThat(fix.of(falling, level).orElseThrow().verdict(0.95)).isEqualTo(Verdict.LOWER);
        ShareEffect before = fix.beforehand(falling, level).orElseThrow();
        assertThat(before.verdict(0.95)).isEqualTo(Verdict.LOWER);
        // The halves are −5 and −4, and −2 and −1.
        assertThat(before.before()).isEqualTo(Proportion.of(475 + 460, 2_000));
        assertThat(before.after()).isEqualTo(Proportion.of(430 + 415, 2_000));
        assertThat(BeforeAfter.at(JUNE, 1, 3).beforehand(falling, level)).isEmpty();
        assertThat(fix.beforehand(level, level).orElseThrow().effect()).isZero();
        // And so did other dates: the effect is nothing out of the ordinary.
        Placebos placebos = fix.placebos(falling, level).orElseThrow();
        assertThat(placebos.asLarge().count()).isEqualTo(placebos.asLarge().total());
    }

    @Test
    void anEffectIsHeldAgainstThoseOfDatesOnWhichNothingWasDone() {
        PeriodRates rates = shares(1_000, i -> i > 0 ? 200 : 300 + (i % 2) * 10);
        PeriodRates control = shares(1_000, i -> 300 + (i % 3) * 5);
        BeforeAfter fix = BeforeAfter.at(JUNE, 4, 2);
        Placebos placebos = fix.placebos(rates, control).orElseThrow();
        // Of 24 months before June the first 4 are before the first date, and the last date has 2 after it, before
        // June.
        assertThat(placebos.others())
                .hasSize(18)
                .containsKeys(JUNE.plus(-20), JUNE.plus(-3))
                .doesNotContainKey(JUNE.plus(-2));
        assertThat(placebos.others().get(JUNE.plus(-7)))
                .isEqualTo(BeforeAfter.at(JUNE.plus(-7), 4, 2)
                        .of(rates, control)
                        .orElseThrow()
                        .effect());
        assertThat(placebos.asLarge()).isEqualTo(Proportion.of(1, 19));
        assertThat(PeriodSentences.at(0.95).placebos(placebos))
                .isEqualTo("an effect as large is found at 1 of 19 dates, its own among them");
        Placebos alone = BeforeAfter.at(JUNE, 24, 1).placebos(rates, control).orElseThrow();
        assertThat(alone.asLarge()).isEqualTo(Proportion.of(1, 1));
        assertThat(PeriodSentences.at(0.95).placebos(alone))
                .isEqualTo("there is no earlier date to compare the effect with");
        assertThat(BeforeAfter.at(JUNE, 30, 1).placebos(rates, control)).isEmpty();
        // The event at the start of June: placebos may have May as their last.
        assertThat(fix.with(EventPeriod.AFTER)
                        .placebos(rates, control)
                        .orElseThrow()
                        .others())
                .hasSize(19)
                .containsKey(JUNE.plus(-2));
    }

    @Test
    void ratesOfCountsHaveTheSameDoors() {
        PeriodCounts counts = counts(i -> i == -20 ? 0 : i > 0 ? 5 : 40);
        PeriodCounts control = counts(i -> 30);
        BeforeAfter fix = BeforeAfter.at(JUNE, 1, 1);
        FrequencyEffect effect = fix.of(counts, control).orElseThrow();
        assertThat(effect.effect().orElseThrow()).isCloseTo(0.125, within(1e-12));
        assertThat(fix.of(counts.withDispersion(2), control.withDispersion(3))
                        .orElseThrow()
                        .dispersion())
                .isEqualTo(3);
        Placebos placebos = fix.placebos(counts, control).orElseThrow();
        assertThat(placebos.effect()).isCloseTo(Math.log(0.125), within(1e-12));
        // The month without any is before one date and after another.
        assertThat(placebos.undefined()).isEqualTo(2);
        assertThat(placebos.others()).hasSize(20);
        assertThat(placebos.asLarge()).isEqualTo(Proportion.of(1, 21));
        assertThat(BeforeAfter.at(JUNE, 4, 1)
                        .beforehand(counts, control)
                        .orElseThrow()
                        .effect()
                        .orElseThrow())
                .isCloseTo(1, within(1e-12));
        assertThat(BeforeAfter.at(JUNE.plus(-21), 1, 1).placebos(counts, control))
                .isEmpty();
    }

    @Property(tries = 100)
    void sharesAreAsBySquares(
            @ForAll @IntRange(max = 30) int b1,
            @ForAll @IntRange(max = 30) int a1,
            @ForAll @IntRange(max = 30) int b0,
            @ForAll @IntRange(max = 30) int a0,
            @ForAll @IntRange(min = 30, max = 60) int n) {
        ShareEffect effect =
                new ShareEffect(Proportion.of(b1, n), Proportion.of(a1, n), Proportion.of(b0, n), Proportion.of(a0, n));
        // All four margins at once: Zou and Donner's general form.
        double below = 0;
        double above = 0;
        double sum = 0;
        int sign = 1;
        for (Proportion each :
                new Proportion[] {effect.after(), effect.before(), effect.controlBefore(), effect.controlAfter()}) {
            // + after, − before, + control before, − control after
            Interval wilson = each.interval(ProportionInterval.WILSON, 0.9);
            double down = each.asDouble() - wilson.lower();
            double up = wilson.upper() - each.asDouble();
            below += Math.pow(sign > 0 ? down : up, 2);
            above += Math.pow(sign > 0 ? up : down, 2);
            sum += sign * each.asDouble();
            sign = -sign;
        }
        assertThat(effect.effect()).isCloseTo(sum, within(1e-12));
        assertInterval(effect.interval(0.9), sum - Math.sqrt(below), sum + Math.sqrt(above));
        ShareEffect turned =
                new ShareEffect(effect.controlBefore(), effect.controlAfter(), effect.before(), effect.after());
        assertThat(turned.effect()).isCloseTo(-sum, within(1e-12));
        assertThat(turned.interval(0.9).upper()).isCloseTo(-effect.interval(0.9).lower(), within(1e-12));
    }

    @Property(tries = 60)
    void eventsAnywhereSumTheirPeriods(
            @ForAll @LongRange(min = 0, max = 1_000) long seed,
            @ForAll @IntRange(min = 1, max = 5) int before,
            @ForAll @IntRange(min = 1, max = 5) int after,
            @ForAll EventPeriod eventPeriod) {
        Random random = new Random(seed);
        Map<Period, Proportion> one = new HashMap<>();
        Map<Period, Proportion> other = new HashMap<>();
        for (int i = 0; i < 24; i++) {
            if (random.nextInt(15) > 0) {
                one.put(JUNE.plus(i), Proportion.of(random.nextInt(20), 20));
            }
            if (random.nextInt(15) > 0) {
                other.put(JUNE.plus(i), Proportion.of(random.nextInt(20), 20));
            }
        }
        int first = eventPeriod == EventPeriod.AFTER ? 0 : 1;
        int at = 12;
        Map<Period, Double> naive = new HashMap<>();
        for (int event = 0; event <= at; event++) {
            Double effect = change(one, event, before, after, first);
            Double control = change(other, event, before, after, first);
            if (effect != null && control != null && (event == at || event + first + after - 1 < at)) {
                naive.put(JUNE.plus(event), effect - control);
            }
        }
        BeforeAfter method = BeforeAfter.at(JUNE.plus(at), before, after).with(eventPeriod);
        Optional<Placebos> placebos = method.placebos(PeriodRates.of(one), PeriodRates.of(other));
        Double real = naive.remove(JUNE.plus(at));
        assertThat(placebos.isPresent()).isEqualTo(real != null);
        assertThat(method.of(PeriodRates.of(one), PeriodRates.of(other)).isPresent())
                .isEqualTo(real != null);
        if (real != null) {
            assertThat(placebos.get().effect()).isCloseTo(real, within(1e-12));
            assertThat(placebos.get().others().keySet()).containsExactlyInAnyOrderElementsOf(naive.keySet());
            naive.forEach((period, effect) ->
                    assertThat(placebos.get().others().get(period)).isCloseTo(effect, within(1e-12)));
        }
    }

    private static Double change(Map<Period, Proportion> rates, int event, int before, int after, int first) {
        Double earlier = sum(rates, event - before, before);
        Double later = sum(rates, event + first, after);
        return earlier == null || later == null ? null : later - earlier;
    }

    private static Double sum(Map<Period, Proportion> rates, int from, int periods) {
        double count = 0;
        for (int i = from; i < from + periods; i++) {
            Proportion rate = rates.get(JUNE.plus(i));
            if (rate == null) {
                return null;
            }
            count += rate.count();
        }
        return count / (20 * periods);
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        Random random = new Random(11);
        int shares = 0;
        int rates = 0;
        for (int study = 0; study < 2_000; study++) {
            ShareEffect effect = new ShareEffect(
                    drawn(random, 60, 0.1), drawn(random, 50, 0.3), drawn(random, 80, 0.1), drawn(random, 40, 0.15));
            shares += effect.interval(0.9).contains(0.15) ? 1 : 0;
            FrequencyEffect ratio = new FrequencyEffect(
                    counted(random, 20), counted(random, 30), counted(random, 25), counted(random, 25));
            rates += ratio.interval(0.9).contains(1.5) ? 1 : 0;
        }
        assertThat(shares / 2_000.0).isBetween(0.88, 0.93);
        assertThat(rates / 2_000.0).isBetween(0.88, 0.93);
    }

    private static Proportion drawn(Random random, int of, double chance) {
        return Proportion.of(random.doubles(of).filter(each -> each < chance).count(), of);
    }

    private static Frequency counted(Random random, int mean) {
        return Frequency.of(
                random.doubles(mean * 100).filter(each -> each < 0.01).count(), 10);
    }

    /** From 24 months before June to 6 after it. */
    private static PeriodRates shares(int of, IntToLongFunction count) {
        Map<Period, Proportion> rates = new HashMap<>();
        for (int i = -24; i <= 6; i++) {
            rates.put(JUNE.plus(i), Proportion.of(count.applyAsLong(i), of));
        }
        return PeriodRates.of(rates);
    }

    private static PeriodCounts counts(IntToLongFunction count) {
        Map<Period, Frequency> counts = new HashMap<>();
        for (int i = -24; i <= 6; i++) {
            counts.put(JUNE.plus(i), Frequency.of(count.applyAsLong(i), 10));
        }
        return PeriodCounts.of(counts);
    }

    private static void assertInterval(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
        if (Double.isInfinite(upper)) {
            assertThat(interval.upper()).isEqualTo(upper);
        } else {
            assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
        }
    }
}
