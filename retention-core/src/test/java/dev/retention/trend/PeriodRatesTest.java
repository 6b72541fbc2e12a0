package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of periods, by hand. */
class PeriodRatesTest {

    /** Of a shop that loses fewer customers before Christmas, every year. */
    private static final PeriodRates SEASONAL = rates(Map.of(
            "2016-10", Proportion.of(80, 100),
            "2016-11", Proportion.of(60, 100),
            "2017-10", Proportion.of(164, 200),
            "2017-11", Proportion.of(120, 200)));

    @Test
    void whatIsClearAgainstThePeriodBeforeMayBeTheSeason() {
        PeriodComparison before =
                SEASONAL.compare(month("2017-11"), Reference.BEFORE).orElseThrow();
        assertThat(before.difference()).isCloseTo(-0.22, within(1e-12));
        assertThat(before.verdict(0.95)).isEqualTo(Verdict.LOWER);
        assertThat(before).hasToString("2017-11: 60.0 % (120 of 200) after 2017-10: 82.0 % (164 of 200)");
        PeriodComparison lastYear =
                SEASONAL.compare(month("2017-11"), Reference.LAST_YEAR).orElseThrow();
        assertThat(lastYear.difference()).isZero();
        assertThat(lastYear.verdict(0.95)).isEqualTo(Verdict.UNCLEAR);

        PeriodSentences sentences = PeriodSentences.at(0.95);
        assertThat(sentences.difference(before))
                .isEqualTo("against 82.0 % in 2017-10, the period before: clearly lower, by 13.2 to 30.4 points; "
                        + "that may be the season");
        assertThat(sentences.difference(lastYear))
                .isEqualTo("against 60.0 % in 2016-11, the same period of the last year: no clear change; chance alone "
                        + "could explain it (anything from 11.4 points lower to 11.8 higher)");
        assertThat(sentences.seasonNote(SEASONAL, month("2017-11"))).isEmpty();
        assertThat(sentences).hasToString("sentences at 95 %");
    }

    @Test
    void saysThatTheSeasonIsIn() {
        PeriodRates young = rates(Map.of("2017-01", Proportion.of(1, 2), "2017-02", Proportion.of(1, 2)));
        assertThat(young.compare(month("2017-02"), Reference.LAST_YEAR)).isEmpty();
        assertThat(young.compare(month("2017-01"), Reference.BEFORE)).isEmpty();
        PeriodSentences sentences = PeriodSentences.at(0.95);
        assertThat(sentences.seasonNote(young, month("2017-02")))
                .isEqualTo("The season is not out of this: that takes 2016-02, the same period of the last year, for "
                        + "which the data have no such rate.");
        Period fiveDays = Grain.ofDays(5, LocalDate.of(2024, 1, 1)).periodOf(LocalDate.of(2024, 3, 1));
        assertThat(sentences.seasonNote(PeriodRates.of(Map.of(fiveDays, Proportion.of(1, 2))), fiveDays))
                .isEqualTo(
                        "The season is not out of this: periods of this length have no counterpart in the last year.");
        Period year = Grain.YEAR.parse("2024");
        assertThat(sentences.seasonNote(PeriodRates.of(Map.of(year, Proportion.of(1, 2))), year))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.02, 'clearly higher, by 1.0 to 2.0 points'",
        "-0.02, -0.01, 'clearly lower, by 1.0 to 2.0 points'",
        // An end at 0 is no clear difference
        "0, 0.02, 'no clear change; chance alone could explain it (anything from 0.0 points lower to 2.0 higher)'",
        "-0.02, 0, 'no clear change; chance alone could explain it (anything from 2.0 points lower to 0.0 higher)'",
        "-1, 1, 'no clear change; chance alone could explain it (anything from 100.0 points lower to 100.0 higher)'",
    })
    void wordsADifference(double lower, double upper, String words) {
        assertThat(PeriodSentences.at(0.95).change(new Interval(lower, upper, 0.95)))
                .isEqualTo(words);
    }

    @Test
    void findsTheSamePeriodOfTheLastYear() {
        assertThat(lastYear(Grain.MONTH, "2024-02-29")).isEqualTo("2023-02");
        assertThat(lastYear(Grain.QUARTER, "2024-02-29")).isEqualTo("2023-Q1");
        // The same weekday, 52 weeks earlier
        assertThat(lastYear(Grain.DAY, "2024-12-25")).isEqualTo("2023-12-27");
        assertThat(lastYear(Grain.weekStarting(DayOfWeek.SUNDAY), "2024-12-25")).isEqualTo("2023-12-24");
        assertThat(lastYear(Grain.YEAR, "2024-12-25")).isEqualTo("none");
        assertThat(lastYear(Grain.HOUR, "2024-12-25")).isEqualTo("none");
        Period year = Grain.YEAR.parse("2024");
        assertThat(PeriodRates.reference(year, Reference.BEFORE)).contains(Grain.YEAR.parse("2023"));
    }

    @Test
    void holdsRatesByTime() {
        assertThat(SEASONAL.last()).isEqualTo(month("2017-11"));
        assertThat(SEASONAL.inPeriod(month("2016-10"))).contains(Proportion.of(80, 100));
        assertThat(SEASONAL.inPeriod(month("2016-12"))).isEmpty();
        assertThat(SEASONAL.toString()).startsWith("{2016-10=80.0 % (80 of 100), 2016-11=");
        assertThat(SEASONAL)
                .isEqualTo(rates(Map.of(
                        "2017-11", Proportion.of(120, 200),
                        "2017-10", Proportion.of(164, 200),
                        "2016-11", Proportion.of(60, 100),
                        "2016-10", Proportion.of(80, 100))))
                .hasSameHashCodeAs(rates(Map.of(
                        "2017-11", Proportion.of(120, 200),
                        "2017-10", Proportion.of(164, 200),
                        "2016-11", Proportion.of(60, 100),
                        "2016-10", Proportion.of(80, 100))))
                .isNotEqualTo(rates(Map.of("2017-11", Proportion.of(120, 200))));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThatThrownBy(() -> PeriodRates.of(Map.of())).hasMessage("rates must not be empty");
        Map<Period, Proportion> mixed = new LinkedHashMap<>();
        mixed.put(month("2024-01"), Proportion.of(1, 2));
        mixed.put(Grain.QUARTER.parse("2024-Q2"), Proportion.of(1, 2));
        assertThatThrownBy(() -> PeriodRates.of(mixed))
                .hasMessageContaining("they must be of one grain")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PeriodComparison(
                        Reference.BEFORE, month("2024-01"), Proportion.of(1, 2), month("2024-01"), Proportion.of(1, 2)))
                .hasMessageContaining("must be before period (2024-01), and as long");
        for (double bad : new double[] {0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> PeriodSentences.at(bad)).hasMessageContaining("confidence");
        }
    }

    private static String lastYear(Grain grain, String day) {
        return PeriodRates.reference(grain.periodOf(LocalDate.parse(day)), Reference.LAST_YEAR)
                .map(Period::label)
                .orElse("none");
    }

    private static PeriodRates rates(Map<String, Proportion> byLabel) {
        Map<Period, Proportion> rates = new LinkedHashMap<>();
        byLabel.forEach((label, rate) -> rates.put(month(label), rate));
        return PeriodRates.of(rates);
    }

    private static Period month(String label) {
        return Grain.MONTH.parse(label);
    }
}
