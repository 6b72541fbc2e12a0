package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import java.time.LocalDate;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Laws of comparisons, whatever the counts and the period. */
class PeriodComparisonProperties {
    private static final LocalDate EPOCH = LocalDate.of(2020, 1, 1);

    @Property(tries = 300)
    void swappingTheRatesMirrorsTheVerdict(
            @ForAll @LongRange(min = 0, max = 500) long k1,
            @ForAll @LongRange(min = 0, max = 500) long more1,
            @ForAll @LongRange(min = 0, max = 500) long k2,
            @ForAll @LongRange(min = 0, max = 500) long more2) {
        Proportion one = Proportion.of(k1, k1 + more1 + 1);
        Proportion other = Proportion.of(k2, k2 + more2 + 1);
        PeriodComparison forth = compare(one, other);
        PeriodComparison back = compare(other, one);
        assertThat(forth.difference()).isCloseTo(-back.difference(), within(1e-12));
        Interval interval = forth.interval(0.95);
        assertThat(interval.lower()).isCloseTo(-back.interval(0.95).upper(), within(1e-12));
        Verdict verdict = forth.verdict(0.95);
        assertThat(verdict == Verdict.HIGHER).isEqualTo(interval.lower() > 0);
        assertThat(verdict == Verdict.LOWER).isEqualTo(interval.upper() < 0);
        // A wider interval never makes a change of what was none.
        if (verdict == Verdict.UNCLEAR) {
            assertThat(forth.verdict(0.99)).isEqualTo(Verdict.UNCLEAR);
        }
        String words = PeriodSentences.at(0.95).difference(forth);
        assertThat(words.contains("clearly")).isEqualTo(verdict != Verdict.UNCLEAR);
        assertThat(words.contains("season")).isEqualTo(verdict != Verdict.UNCLEAR);
        assertThat(words).doesNotContainPattern(" -[0-9]");
    }

    @Property(tries = 300)
    void equalRatesAreNeverAChange(
            @ForAll @LongRange(min = 0, max = 1_000_000) long k,
            @ForAll @LongRange(min = 1, max = 1_000_000) long more,
            @ForAll @IntRange(min = 1, max = 1000) int times) {
        Proportion rate = Proportion.of(k, k + more);
        Proportion same = Proportion.of(k * times, (k + more) * times);
        assertThat(compare(rate, same).verdict(0.8)).isEqualTo(Verdict.UNCLEAR);
    }

    @Property(tries = 300)
    void theLastYearIsAYearAgo(@ForAll @IntRange(min = -20_000, max = 20_000) int day) {
        LocalDate date = EPOCH.plusDays(day);
        for (Grain grain :
                new Grain[] {Grain.DAY, Grain.weekStarting(date.getDayOfWeek()), Grain.MONTH, Grain.QUARTER}) {
            Period period = grain.periodOf(date);
            Period lastYear = PeriodRates.reference(period, Reference.LAST_YEAR).orElseThrow();
            assertThat(lastYear.firstDay())
                    .isBetween(
                            period.firstDay().minusYears(1).minusDays(1),
                            period.firstDay().minusYears(1).plusDays(2));
            PeriodRates rates = PeriodRates.of(Map.of(period, Proportion.of(1, 3), lastYear, Proportion.of(2, 3)));
            assertThat(rates.compare(period, Reference.LAST_YEAR)).isPresent();
            assertThat(PeriodSentences.at(0.95).seasonNote(rates, period)).isEmpty();
        }
    }

    private static PeriodComparison compare(Proportion later, Proportion earlier) {
        Period period = Grain.MONTH.periodOf(EPOCH);
        return new PeriodComparison(Reference.BEFORE, period, later, period.plus(-1), earlier);
    }
}
