package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {
    private record Row(
            Long customer,
            LocalDate asked,
            @Nullable String survey,
            @Nullable LocalDate answered,
            @Nullable Number score,
            @Nullable LocalDate followedUp) {}

    private static final Row GOOD = row("nps", 3, 9, 5);

    private static Row row(
            @Nullable String survey, @Nullable Integer answered, @Nullable Number score, @Nullable Integer up) {
        return new Row(7L, day(1), survey, day(answered), score, day(up));
    }

    private static @Nullable LocalDate day(@Nullable Integer day) {
        return day == null ? null : LocalDate.of(2024, 3, day + 1);
    }

    private static Scores<Row, Long> reader() {
        return Scores.reader(Row::customer, Row::asked, Row::survey)
                .answered(Row::answered, Row::score)
                .followedUp(Row::followedUp);
    }

    @Test
    void tellsWhatAnAnswerWasAbout() {
        HistoryStore<Long> store = reader().topic(row -> "price").from(List.of(GOOD));
        assertThat(store.columns()).contains(Scores.TOPIC);
    }

    @Test
    void aRequestIsAnEventOfTheTrackWithTheColumnsThatWereGiven() {
        HistoryStore<Long> store = reader().project(row -> "x").from(List.of(GOOD, row("csat", null, null, null)));
        assertThat(store.trackNames()).containsExactly("scores");
        assertThat(store.columns()).containsExactlyInAnyOrder("answered", "score", "followed up", "project");
        assertThat(store.codes().names()).contains("csat", "nps");
        assertThat(Scores.reader(Row::customer, Row::asked, Row::survey)
                        .from(List.of(GOOD))
                        .columns())
                .isEmpty();
        assertThat(reader().role(row -> null)
                        .rater(row -> "staff")
                        .from(List.of(GOOD))
                        .columns())
                .contains("role", "rater");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "nps, 0, 9, -, answered (2024-03-01) of customer (7) must not be before asked (2024-03-02)",
                "nps, 3, 9, 2, followed up (2024-03-03) of customer (7) must not be before answered (2024-03-04)",
                "nps, -, 9, -, score (9) of customer (7) must have a day of answer",
                "nps, -, -, 2, followed up (2024-03-03) of customer (7) must have a day of answer",
                "nps, 3, 11, -, 'score (11) of customer (7) must be a whole number from 0 to 10, the scale of \"nps\"'",
                "csat, 3, 0, -, 'score (0) of customer (7) must be a whole number from 1 to 5, the scale of \"csat\"'",
                "mood, 3, 5, -, 'survey (mood) of customer (7) must be one of [nps, csat, ces], or be told with its scale'",
                "-, 3, 5, -, survey (null) of customer (7) must be one of"
            })
    void aRowThatContradictsItselfIsRefusedOrListed(
            @Nullable String survey,
            @Nullable Integer answered,
            @Nullable Integer score,
            @Nullable Integer followedUp,
            String message) {
        Row bad = row(survey, answered, score, followedUp);
        assertThatThrownBy(() -> reader().from(List.of(GOOD, bad)))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining(message);
        HistoryStore<Long> store = reader().lenient().from(List.of(GOOD, bad));
        assertThat(store.events()).isEqualTo(1);
        assertThat(store.exclusions().total()).isEqualTo(1);
        assertThat(store.exclusions().toString()).isNotEmpty();
    }

    @Test
    void halvesAreNoScoresAndAnotherScaleIsTold() {
        assertThatThrownBy(() -> reader().from(List.of(row("nps", 3, 8.5, null))))
                .hasMessageContaining("score (8.5) of customer (7) must be a whole number");
        for (Number none : List.of(Double.NaN, Double.POSITIVE_INFINITY, 1e300, new BigDecimal("1E-20000000"))) {
            assertThatThrownBy(() -> reader().from(List.of(row("nps", 3, none, null))))
                    .hasMessageContaining("must be a whole number from 0 to 10");
        }
        HistoryStore<Long> read = reader().from(List.of(
                row("nps", 3, 9.0, null), row("nps", 3, new BigDecimal("9.00"), null), row("nps", 3, (byte) 9, null)));
        assertThat(ScoreGroups.<Long>byCustomer(
                                Survey.NPS, Sweep.over(read), Timeline.monthly(LocalDate.of(2024, 3, 31)))
                        .counts())
                .containsEntry(7L, ScoreCounts.of(Survey.NPS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0));
        Survey mood = Survey.of("mood", 1, 100, 40, 80);
        assertThat(reader().survey(mood)
                        .from(List.of(row("mood", 3, 100, null)))
                        .events())
                .isEqualTo(1);
        assertThat(reader().from(List.of(row("nps", 3, null, null))).events()).isEqualTo(1);
        assertThatThrownBy(() -> reader().from(Arrays.asList(GOOD, null))).isInstanceOf(InvalidRowException.class);
        assertThat(reader().lenient()).hasToString("requests for scores, a row each, lenient");
    }
}
