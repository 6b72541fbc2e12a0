package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
    private static final LocalDate JUNE_30 = LocalDate.of(1998, 6, 30);
    private static final Timeline MONTHS = Timeline.monthly(JUNE_30);

    @ParameterizedTest
    @CsvSource({
        // The end of a period on the as-of day, one day short of it, its first day, and not begun.
        "1998-06-30, 1998-06, OBSERVED",
        "1998-06-29, 1998-06, PARTIAL",
        "1998-06-01, 1998-06, PARTIAL",
        "1998-05-31, 1998-06, UNOBSERVED",
        "1998-06-30, 1998-05, OBSERVED",
        "1998-06-30, 1998-07, UNOBSERVED",
    })
    void stateFollowsTheAsOfDay(LocalDate asOf, String period, CellState state) {
        assertThat(Timeline.monthly(asOf).state(Grain.MONTH.parse(period))).isEqualTo(state);
    }

    @Test
    void asOfDayIsInclusive() {
        assertThat(MONTHS.asOf()).isEqualTo(JUNE_30);
        assertThat(MONTHS.completeBefore()).isEqualTo(LocalDateTime.of(1998, 7, 1, 0, 0));
        assertThat(MONTHS.last()).isEqualTo(Grain.MONTH.parse("1998-06"));
    }

    @Test
    void completeBeforeMayLieInsideADay() {
        Timeline hours = Timeline.completeBefore(Grain.HOUR, LocalDateTime.of(1998, 6, 30, 13, 30));
        assertThat(hours.last().label()).isEqualTo("1998-06-30T13");
        assertThat(hours.state(hours.last())).isEqualTo(CellState.PARTIAL);
        assertThat(hours.asOf()).isEqualTo(JUNE_30);
        assertThat(hours).hasToString("HOUR to 1998-06-30T13, complete before 1998-06-30T13:30");
    }

    @Test
    void periodsAreCountedFromTheFirst() {
        Timeline from = MONTHS.from(LocalDate.of(1997, 1, 15));
        assertThat(from.first().label()).isEqualTo("1997-01");
        assertThat(from.size()).isEqualTo(18);
        assertThat(from.period(17)).isEqualTo(from.last());
        assertThat(from).isEqualTo(MONTHS.from(Grain.MONTH.parse("1997-01"))).hasSameHashCodeAs(from);
        assertThat(from.inZone(ZoneId.of("Europe/Berlin")))
                .hasToString("MONTH 1997-01 to 1998-06 in Europe/Berlin, as of 1998-06-30")
                .isNotEqualTo(from);
        assertThat(MONTHS.zone()).isEmpty();
        assertThat(from.indexOf("1997-01")).isZero();
        assertThat(from.indexOf("1997-03")).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from.indexOf("1998-07"))
                .withMessage("period (1998-07) must lie from 1997-01 to 1998-06");
    }

    @Test
    void indexIsFoundByLabelPeriodDayAndMonth() {
        Timeline from = MONTHS.from(LocalDate.of(1997, 1, 15));
        assertThat(from.indexOf(Grain.MONTH.parse("1997-03"))).isEqualTo(2);
        assertThat(from.indexOf(LocalDate.of(1997, 3, 31))).isEqualTo(2);
        assertThat(from.indexOf(YearMonth.of(1997, 3))).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from.indexOf(LocalDate.of(1996, 12, 31)))
                .withMessage("period (1996-12) must lie from 1997-01 to 1998-06");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from.indexOf(Grain.YEAR.parse("1997")))
                .withMessage("period (1997) must be of grain MONTH, not YEAR");
        Timeline quarters = Timeline.of(Grain.QUARTER, JUNE_30).from(LocalDate.of(1997, 1, 1));
        assertThat(quarters.indexOf(LocalDate.of(1997, 12, 31))).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quarters.indexOf(YearMonth.of(1997, 1)))
                .withMessage("month (1997-01) must be a period of grain QUARTER");
        Timeline hours = Timeline.of(Grain.HOUR, JUNE_30).from(JUNE_30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hours.indexOf(JUNE_30))
                .withMessage("day (1998-06-30) must be a time: a day has many hours");
    }

    @Test
    void firstPeriodMustBeKnownAndNotAfterTheEnd() {
        assertThat(MONTHS.hasFirst()).isFalse();
        assertThatIllegalStateException().isThrownBy(MONTHS::first).withMessageContaining("call from(day)");
        assertThatIllegalStateException()
                .isThrownBy(MONTHS::size)
                .withMessage("the timeline (MONTH to 1998-06, as of 1998-06-30) has no first period: call from(day)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MONTHS.from(LocalDate.of(1998, 7, 1)))
                .withMessage("the first period (1998-07) must start before the end of the data (1998-07-01T00:00)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MONTHS.from(Grain.YEAR.parse("1997")))
                .withMessage("period (1997) must be of grain MONTH, not YEAR");
    }

    @Test
    void cellStateRefusesAnEndBeforeTheStart() {
        LocalDateTime noon = JUNE_30.atTime(12, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> CellState.of(noon, noon.minusHours(1), noon));
        assertThat(CellState.of(noon, noon, noon)).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void aBeginningForWantOfEventsIsProvisionalUntilOneIsSet() {
        Timeline last = MONTHS.fromLast();
        assertThat(last.first()).isEqualTo(last.last());
        assertThat(last.isProvisional()).isTrue();
        assertThat(last.inZone(ZoneId.of("UTC")).isProvisional()).isTrue();
        assertThat(last.days(1).isProvisional()).isTrue();
        assertThat(last).isEqualTo(MONTHS.from(JUNE_30));
        assertThat(last.from(JUNE_30).isProvisional()).isFalse();
        assertThat(MONTHS.isProvisional()).isFalse();
    }

    @Test
    void daysOfATimelineBeginBeforeItsFirstPeriod() {
        Timeline days = MONTHS.from(LocalDate.of(1998, 6, 15)).days(2);
        assertThat(days).hasToString("DAY 1998-05-30 to 1998-06-30, as of 1998-06-30");
        assertThat(days.grain()).isEqualTo(Grain.DAY);
        assertThat(days.size()).isEqualTo(32);
        assertThatIllegalStateException()
                .isThrownBy(() -> MONTHS.days(0))
                .withMessage("timeline (MONTH to 1998-06, as of 1998-06-30) must have a first period: call from(day)");
    }

    @Test
    void theEndOfTheDataMoves() {
        Timeline from = MONTHS.from(LocalDate.of(1997, 1, 15)).inZone(ZoneId.of("UTC"));
        assertThat(from.asOf(LocalDate.of(1997, 2, 28)))
                .hasToString("MONTH 1997-01 to 1997-02 in UTC, as of 1997-02-28");
        assertThatIllegalArgumentException().isThrownBy(() -> from.asOf(LocalDate.of(1996, 12, 31)));
    }
}
