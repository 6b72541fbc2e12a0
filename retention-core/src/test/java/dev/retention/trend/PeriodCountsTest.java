package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Frequency;
import dev.retention.FrequencyComparison.Tails;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of counts per exposure, by hand, and against sums made anew. */
class PeriodCountsTest {
    private static final Period AUGUST = month("2024-08");

    /** Complaints per customer-day, fewer every August than in July, and fewer in 2024 than in 2023. */
    private static final PeriodCounts COMPLAINTS = PeriodCounts.of(Map.of(
            month("2023-07"),
            Frequency.of(60, 3_000),
            AUGUST.plus(-12),
            Frequency.of(30, 3_000),
            month("2024-07"),
            Frequency.of(40, 3_100),
            AUGUST,
            Frequency.of(12, 3_100)));

    @Test
    void aMonthIsComparedWithTheOneBeforeAndWithThatOfTheLastYear() {
        CountComparison lastYear =
                COMPLAINTS.compare(AUGUST, Reference.LAST_YEAR).orElseThrow();
        assertThat(lastYear.ratio().orElseThrow()).isCloseTo(12 * 3_000 / (30 * 3_100.0), within(1e-12));
        assertThat(lastYear.difference()).isCloseTo(12 / 3_100.0 - 0.01, within(1e-12));
        // scipy.stats.beta.ppf
        assertThat(lastYear.interval(0.95).lower()).isCloseTo(0.18049268403307653, within(1e-9));
        assertThat(lastYear.interval(0.95).upper()).isCloseTo(0.7785765387446352, within(1e-9));
        assertThat(lastYear.verdict(0.95)).isEqualTo(Verdict.LOWER);
        assertThat(lastYear.verdict(0.999)).isEqualTo(Verdict.UNCLEAR);
        assertThat(lastYear).hasToString("2024-08: 0.00387 (12 per 3100) after 2023-08: 0.01 (30 per 3000)");
        PeriodSentences sentences = PeriodSentences.at(0.95);
        assertThat(sentences.difference(lastYear))
                .isEqualTo("against 0.01 (30 per 3000) in 2023-08, the same period of the last year: clearly fewer, "
                        + "0.18 to 0.779 times as many");
        assertThat(sentences.difference(
                        COMPLAINTS.compare(AUGUST, Reference.BEFORE).orElseThrow()))
                .isEqualTo("against 0.0129 (40 per 3100) in 2024-07, the period before: clearly fewer, 0.143 to 0.583 "
                        + "times as many; that may be the season");
    }

    @Test
    void windowsAreComparedAsSums() {
        CountComparison two = COMPLAINTS.rolling(AUGUST, 2, Reference.LAST_YEAR).orElseThrow();
        assertThat(two.frequencies().first()).isEqualTo(Frequency.of(52, 6_200));
        assertThat(two.frequencies().reference()).isEqualTo(Frequency.of(90, 6_000));
        assertThat(two)
                .hasToString("2 periods to 2024-08: 0.00839 (52 per 6200) after 2 periods to 2023-08: "
                        + "0.015 (90 per 6000)");
        assertThat(PeriodSentences.at(0.95).difference(two))
                .startsWith(
                        "against 0.015 (90 per 6000) in the 2 periods to 2023-08, the same 2 periods of the last year: "
                                + "clearly fewer");
        // June is missing.
        assertThat(COMPLAINTS.rolling(AUGUST, 3, Reference.LAST_YEAR)).isEmpty();
        assertThat(COMPLAINTS.rolling(AUGUST, 2, Reference.BEFORE)).isEmpty();
        assertThat(COMPLAINTS.compare(month("2024-07"), Reference.BEFORE)).isEmpty();
        assertThat(COMPLAINTS.compare(AUGUST.plus(1), Reference.BEFORE)).isEmpty();
        assertThatThrownBy(() -> COMPLAINTS.rolling(AUGUST, 13, Reference.LAST_YEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("periods (13) must be at most 12, or the same ones are on both sides");
        assertThatThrownBy(() -> COMPLAINTS.rolling(AUGUST, 0, Reference.BEFORE))
                .hasMessageContaining("periods (0)");
    }

    @Test
    void twelveMonthsAgainstTheTwelveBeforeHaveTheSeasonOnBothSides() {
        Map<Period, Proportion> rates = new LinkedHashMap<>();
        Map<Period, Long> counts = new LinkedHashMap<>();
        for (int back = 0; back < 24; back++) {
            rates.put(AUGUST.plus(-back), Proportion.of(back < 12 ? 20 : 10, 100));
            counts.put(AUGUST.plus(-back), back < 12 ? 40L : 20L);
        }
        PeriodSentences sentences = PeriodSentences.at(0.95);
        PeriodComparison year =
                PeriodRates.of(rates).rolling(AUGUST, 12, Reference.BEFORE).orElseThrow();
        assertThat(year.rate()).isEqualTo(Proportion.of(240, 1_200));
        assertThat(sentences.difference(year))
                .isEqualTo("against 10.0 % in the 12 periods to 2023-08, the 12 periods before: clearly higher, "
                        + "by 7.2 to 12.8 points");
        assertThat(sentences.difference(PeriodRates.of(rates)
                        .rolling(AUGUST.plus(-9), 3, Reference.BEFORE)
                        .orElseThrow()))
                .endsWith("that may be the season");
        assertThat(year)
                .hasToString("12 periods to 2024-08: 20.0 % (240 of 1200) after 12 periods to 2023-08: 10.0 % (120 of"
                        + " 1200)");
        CountComparison perDay = PeriodCounts.perDay(counts)
                .rolling(AUGUST, 12, Reference.BEFORE)
                .orElseThrow();
        // 2024 has 366 days.
        assertThat(perDay.frequencies().first()).isEqualTo(Frequency.of(480, 366));
        assertThat(perDay.frequencies().reference()).isEqualTo(Frequency.of(240, 365));
        assertThat(sentences.difference(perDay)).doesNotContain("season").contains("clearly more, 1.7");
    }

    @Test
    void monthsOfOtherLengthsAreNoChangePerDay() {
        PeriodCounts perDay = PeriodCounts.perDay(Map.of(month("2024-01"), 3_100L, month("2024-02"), 2_900L));
        CountComparison february =
                perDay.compare(month("2024-02"), Reference.BEFORE).orElseThrow();
        assertThat(february.ratio()).hasValue(1);
        assertThat(february.verdict(0.5)).isEqualTo(Verdict.UNCLEAR);
        PeriodCounts plain = PeriodCounts.of(
                Map.of(month("2024-01"), Frequency.of(3_100, 1), month("2024-02"), Frequency.of(2_900, 1)));
        assertThat(plain.compare(month("2024-02"), Reference.BEFORE)
                        .orElseThrow()
                        .verdict(0.95))
                .isEqualTo(Verdict.LOWER);
        assertThatThrownBy(() -> PeriodCounts.perDay(Map.of(Grain.HOUR.periodOf(LocalDate.of(2024, 1, 1)), 1L)))
                .hasMessageContaining("must be of whole days");
        assertThatThrownBy(() -> PeriodCounts.perDay(Map.of(AUGUST, -1L)))
                .hasMessageContaining("a value of counts (-1)");
    }

    @Test
    void countsThatVaryMoreMakeAChangeLessClear() {
        PeriodCounts wild = COMPLAINTS.withDispersion(6);
        assertThat(COMPLAINTS.compare(AUGUST, Reference.LAST_YEAR).orElseThrow().verdict(0.95))
                .isEqualTo(Verdict.LOWER);
        CountComparison unclear = wild.compare(AUGUST, Reference.LAST_YEAR).orElseThrow();
        assertThat(unclear.verdict(0.95)).isEqualTo(Verdict.UNCLEAR);
        assertThat(unclear.verdict(Tails.MID_P, 0.95)).isEqualTo(Verdict.UNCLEAR);
        assertThat(unclear.frequencies().dispersion()).isEqualTo(6);
        assertThat(wild).isNotEqualTo(COMPLAINTS).isEqualTo(COMPLAINTS.withDispersion(6));
        assertThat(wild.toString()).endsWith(", dispersion 6");
        assertThatThrownBy(() -> COMPLAINTS.withDispersion(0.5)).hasMessageContaining("dispersion (0.5)");
    }

    @Test
    void fromNothingTheRatioIsUndefinedAndTheDifferenceIsThere() {
        PeriodCounts counts = PeriodCounts.of(Map.of(
                month("2024-06"),
                Frequency.of(0, 10),
                month("2024-07"),
                Frequency.of(0, 10),
                AUGUST,
                Frequency.of(9, 10)));
        CountComparison august = counts.compare(AUGUST, Reference.BEFORE).orElseThrow();
        assertThat(august.ratio()).isEmpty();
        assertThat(august.difference()).isEqualTo(0.9);
        assertThat(august.verdict(0.95)).isEqualTo(Verdict.HIGHER);
        PeriodSentences sentences = PeriodSentences.at(0.95);
        assertThat(sentences.difference(august))
                .isEqualTo("against 0 (0 per 10) in 2024-07, the period before: clearly more, at least 1.97 times as"
                        + " many; that may be the season");
        assertThat(sentences.difference(
                        counts.compare(month("2024-07"), Reference.BEFORE).orElseThrow()))
                .isEqualTo("against 0 (0 per 10) in 2024-06, the period before: no clear change; these data set it no"
                        + " bound");
    }

    @Test
    void whatIsNotOverIsNotCompared() {
        Timeline timeline = Timeline.of(Grain.MONTH, LocalDate.of(2024, 8, 15)).from(LocalDate.of(2024, 6, 1));
        PeriodCounts counts = PeriodCounts.of(CountSeries.perDay(timeline, period -> 10));
        assertThat(counts.last()).isEqualTo(month("2024-07"));
        assertThat(counts.inPeriod(month("2024-06"))).contains(Frequency.of(10, 30));
        assertThat(counts.compare(AUGUST, Reference.BEFORE)).isEmpty();
        CountSeries shares = CountSeries.ofShares(
                timeline,
                period -> period.equals(month("2024-06")) ? Optional.empty() : Optional.of(Proportion.of(1, 4)));
        PeriodRates rates = PeriodRates.of(shares);
        assertThat(rates.inPeriod(month("2024-06"))).isEmpty();
        assertThat(rates.inPeriod(month("2024-07"))).contains(Proportion.of(1, 4));
        assertThat(rates.inPeriod(AUGUST)).isEmpty();
        assertThatThrownBy(() -> PeriodCounts.of(shares)).hasMessageContaining("must not be of shares");
        assertThatThrownBy(() -> PeriodRates.of(CountSeries.perDay(timeline, period -> 1)))
                .hasMessageContaining("must be of shares");
        assertThatThrownBy(() -> PeriodCounts.of(CountSeries.of(1, 2))).hasMessageContaining("must be of periods");
        assertThatThrownBy(() ->
                        PeriodCounts.of(CountSeries.ofCounts(timeline.from(LocalDate.of(2024, 8, 1)), period -> 1)))
                .hasMessageContaining("must have a period that is over");
    }

    @Test
    void aPeriodOfAnotherGrainHasNoCount() {
        Period other = new Period(Grain.YEAR, AUGUST.number());
        assertThat(COMPLAINTS.inPeriod(other)).isEmpty();
        assertThat(COMPLAINTS.compare(Grain.YEAR.parse("2024"), Reference.BEFORE))
                .isEmpty();
        assertThat(COMPLAINTS.compare(Grain.YEAR.parse("2024"), Reference.LAST_YEAR))
                .isEmpty();
        assertThatThrownBy(() -> PeriodCounts.of(Map.of())).hasMessage("counts must not be empty");
        Map<Period, Frequency> mixed =
                new TreeMap<>((a, b) -> a.grain().toString().compareTo(b.grain().toString()));
        mixed.put(AUGUST, Frequency.of(1, 1));
        mixed.put(Grain.YEAR.parse("2024"), Frequency.of(1, 1));
        assertThatThrownBy(() -> PeriodCounts.of(mixed)).hasMessageContaining("they must be of one grain");
    }

    @Property(tries = 25)
    void windowsAreTheSumsOfTheirPeriods(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = -3, max = 9) Integer> counts,
            @ForAll @IntRange(min = 1, max = 6) int periods) {
        Map<Period, Frequency> known = new HashMap<>();
        Map<Period, Proportion> shares = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            // Those below 0 are missing.
            if (counts.get(i) >= 0) {
                known.put(AUGUST.plus(-i), Frequency.of(counts.get(i), 1 + i));
                shares.put(AUGUST.plus(-i), Proportion.of(counts.get(i), 10 + i));
            }
        }
        if (known.isEmpty()) {
            return;
        }
        for (int i = 0; i < counts.size(); i++) {
            for (Reference reference : Reference.values()) {
                int back = reference == Reference.BEFORE ? periods : 12;
                long these = 0;
                long those = 0;
                double exposure = 0;
                long total = 0;
                boolean whole = true;
                for (int k = i; k < i + periods; k++) {
                    Frequency one = known.get(AUGUST.plus(-k));
                    Frequency other = known.get(AUGUST.plus(-k - back));
                    whole &= one != null && other != null;
                    these += one == null ? 0 : one.count();
                    those += other == null ? 0 : other.count();
                    exposure += 1 + k;
                    total += 10 + k + back;
                }
                Optional<CountComparison> found = PeriodCounts.of(known).rolling(AUGUST.plus(-i), periods, reference);
                Optional<PeriodComparison> share = PeriodRates.of(shares).rolling(AUGUST.plus(-i), periods, reference);
                assertThat(found.isPresent()).isEqualTo(whole);
                assertThat(share.isPresent()).isEqualTo(whole);
                if (whole) {
                    assertThat(found.get().frequencies().first()).isEqualTo(Frequency.of(these, exposure));
                    assertThat(found.get().frequencies().reference().count()).isEqualTo(those);
                    assertThat(share.get().earlierRate()).isEqualTo(Proportion.of(those, total));
                    Verdict verdict = found.get().verdict(0.9);
                    assertThat(PeriodSentences.at(0.9).difference(found.get()).contains("clearly"))
                            .isEqualTo(verdict != Verdict.UNCLEAR);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, 1.8, 'clearly more, 1.2 to 1.8 times as many'",
        "0.25, 0.5, 'clearly fewer, 0.25 to 0.5 times as many'",
        "1.2, Infinity, 'clearly more, at least 1.2 times as many'",
        // An end at 1 is no clear change.
        "1, 2, 'no clear change; chance alone could explain it (anything from 1 to 2 times as many)'",
        "0, Infinity, 'no clear change; these data set it no bound'",
        "0.5, Infinity, 'no clear change; these data set it no bound above (at least 0.5 times as many)'",
        "0, 0.5, 'clearly fewer, 0 to 0.5 times as many'",
    })
    void ratiosInWords(double lower, double upper, String words) {
        assertThat(PeriodSentences.at(0.95).times(Interval.of(lower, upper, 0.95)))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "1200, 1834.5, 'clearly higher, by 1200 to 1830 EUR'",
        "-1834.5, -1200, 'clearly lower, by 1200 to 1830 EUR'",
        "12, Infinity, 'clearly higher, by at least 12 EUR'",
        "-200, 1200, 'no clear change; chance alone could explain it (anything from 200 EUR lower to 1200 higher)'",
        "-200, Infinity, 'no clear change; these data set it no bound above (at most 200 EUR lower)'",
        "-Infinity, Infinity, 'no clear change; these data set it no bound'",
    })
    void amountsInWords(double lower, double upper, String words) {
        assertThat(PeriodSentences.at(0.95).change(Interval.of(lower, upper, 0.95), "EUR"))
                .isEqualTo(words);
        assertThatThrownBy(() -> PeriodSentences.at(0.95).times(Interval.of(-1, 1, 0.95)))
                .hasMessageContaining("must be at least 0");
    }

    @Test
    void keepingBesideWinningIsOneComparison() {
        // Of 200 customers who could leave 180 stayed; of 150 who were approached 30 were won.
        ProportionComparison keeping = Proportion.of(180, 200).comparedWith(Proportion.of(30, 150));
        PeriodSentences sentences = PeriodSentences.at(0.95);
        // Newcombe's and Katz's formulas, reckoned in Python: 0.61339 to 0.76582, 3.25665 to 6.21804.
        assertThat(sentences.change(keeping.differenceInterval(0.95)))
                .isEqualTo("clearly higher, by 61.3 to 76.6 points");
        assertThat(sentences.times(keeping.ratioInterval(0.95))).isEqualTo("clearly more, 3.26 to 6.22 times as many");
    }

    private static Period month(String label) {
        return Grain.MONTH.parse(label);
    }
}
