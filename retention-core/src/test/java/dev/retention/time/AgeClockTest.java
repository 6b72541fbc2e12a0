package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeClockTest {
    @ParameterizedTest
    @CsvSource({
        // The example of a day that three product tools count differently: 10:59 to 10:01 on the next day.
        "DAY, CALENDAR, 2024-03-01T10:59, 2024-03-02T10:01, 1",
        "DAY, ELAPSED_EXACT, 2024-03-01T10:59, 2024-03-02T10:01, 0",
        "DAY, ELAPSED_FLOORED_HOUR, 2024-03-01T10:59, 2024-03-02T10:01, 1",
        "DAY, ANNIVERSARY, 2024-03-01T10:59, 2024-03-02T10:01, 0",
        "DAY, ELAPSED_EXACT, 2024-03-01T10:59, 2024-03-02T10:59, 1",
        // Before the start: rounded down, not towards 0.
        "DAY, ELAPSED_EXACT, 2024-03-01T10:59, 2024-03-01T10:58, -1",
        "DAY, ELAPSED_EXACT, 2024-03-01T10:59:00.5, 2024-03-01T10:59, -1",
        "DAY, CALENDAR, 2024-03-01T10:59, 2024-02-29T23:00, -1",
        // A month that starts on the 14th is month 0 to the 13th, and one that starts on the 31st renews on the 28th.
        "MONTH, ANNIVERSARY, 2023-11-14T00:00, 2023-12-13T23:59, 0",
        "MONTH, ANNIVERSARY, 2023-11-14T00:00, 2023-12-14T00:00, 1",
        "MONTH, ANNIVERSARY, 2023-11-14T10:00, 2023-12-14T09:59, 0",
        "MONTH, ANNIVERSARY, 2023-11-14T10:00, 2023-12-14T10:00, 1",
        "MONTH, ANNIVERSARY, 2023-01-31T00:00, 2023-02-28T00:00, 1",
        "MONTH, ANNIVERSARY, 2023-01-31T00:00, 2023-02-27T00:00, 0",
        "MONTH, ANNIVERSARY, 2023-01-31T00:00, 2023-03-30T00:00, 1",
        "MONTH, ANNIVERSARY, 2023-01-31T00:00, 2022-12-31T00:00, -1",
        // A month of elapsed time is 30 days, a calendar month begins on the first.
        "MONTH, ELAPSED_EXACT, 2023-01-31T00:00, 2023-03-01T23:59, 0",
        "MONTH, ELAPSED_EXACT, 2023-01-31T00:00, 2023-03-02T00:00, 1",
        "MONTH, CALENDAR, 2023-01-31T00:00, 2023-02-01T00:00, 1",
        "QUARTER, ELAPSED_EXACT, 2024-01-01T00:00, 2024-03-30T23:59, 0",
        "QUARTER, ELAPSED_EXACT, 2024-01-01T00:00, 2024-03-31T00:00, 1",
        "YEAR, ELAPSED_EXACT, 2024-01-01T00:00, 2024-12-31T00:00, 1",
        "YEAR, ANNIVERSARY, 2024-02-29T00:00, 2025-02-28T00:00, 1",
        "QUARTER, CALENDAR, 2024-02-15T00:00, 2024-04-01T00:00, 1",
        "QUARTER, CALENDAR, 2024-02-15T00:00, 2024-03-31T00:00, 0",
        "QUARTER, ANNIVERSARY, 2024-02-15T00:00, 2024-04-01T00:00, 0",
        "QUARTER, ANNIVERSARY, 2024-01-15T00:00, 2024-07-15T00:00, 2",
        "HOUR, ELAPSED_EXACT, 2024-01-15T00:30, 2024-01-15T01:29, 0",
        "HOUR, CALENDAR, 2024-01-15T00:30, 2024-01-15T01:29, 1",
    })
    void agesDifferByClock(String grain, AgeClock clock, LocalDateTime start, LocalDateTime event, int age) {
        Grain unit = switch (grain) {
            case "HOUR" -> Grain.HOUR;
            case "DAY" -> Grain.DAY;
            case "MONTH" -> Grain.MONTH;
            case "QUARTER" -> Grain.QUARTER;
            default -> Grain.YEAR;
        };
        assertThat(clock.age(unit, start, event)).isEqualTo(age);
        assertThat(clock.beginOfAge(unit, start, age)).isBeforeOrEqualTo(event);
        assertThat(clock.beginOfAge(unit, start, age + 1)).isAfter(event);
    }

    @Test
    void cellOfElapsedTimeIsObservedOnlyWhenItsLastCustomerIs() {
        Period january = Grain.MONTH.parse("2024-01");
        // Dates: who started on 31 January has been there for 30 days before 1 March.
        assertThat(AgeClock.ELAPSED_EXACT.state(january, 0, Timeline.monthly(LocalDate.of(2024, 2, 29))))
                .isEqualTo(CellState.OBSERVED);
        assertThat(AgeClock.ELAPSED_EXACT.state(january, 0, Timeline.monthly(LocalDate.of(2024, 2, 28))))
                .isEqualTo(CellState.PARTIAL);
        // Instants: the last customer may have started a moment before February.
        Timeline instants = Timeline.monthly(LocalDate.of(2024, 2, 29)).inZone(ZoneId.of("UTC"));
        assertThat(AgeClock.ELAPSED_EXACT.state(january, 0, instants)).isEqualTo(CellState.PARTIAL);
        assertThat(AgeClock.ELAPSED_EXACT.state(january, 3, instants)).isEqualTo(CellState.UNOBSERVED);
    }

    /** The 30th day of the customers of January: of the first on 31 January, of the last on 1 March. */
    @ParameterizedTest
    @CsvSource({
        "CALENDAR, 2024-01-30, UNOBSERVED",
        "CALENDAR, 2024-01-31, PARTIAL",
        "CALENDAR, 2024-02-29, PARTIAL",
        "CALENDAR, 2024-03-01, OBSERVED",
        "ELAPSED_EXACT, 2024-01-30, UNOBSERVED",
        "ELAPSED_EXACT, 2024-02-29, PARTIAL",
        "ELAPSED_EXACT, 2024-03-01, OBSERVED",
        "ANNIVERSARY, 2024-02-29, PARTIAL",
        "ANNIVERSARY, 2024-03-01, OBSERVED",
    })
    void agesOfAMonthAreCountedInDays(AgeClock clock, LocalDate asOf, CellState state) {
        Period january = Grain.MONTH.parse("2024-01");
        assertThat(clock.state(january, Grain.DAY, 30, Timeline.monthly(asOf))).isEqualTo(state);
    }

    @Test
    void aTimeOfDayMakesTheLastDayLonger() {
        Period january = Grain.MONTH.parse("2024-01");
        Timeline instants = Timeline.monthly(LocalDate.of(2024, 3, 1)).inZone(ZoneId.of("UTC"));
        // On the calendar the day of the last customer is over, by elapsed time it may end just before 3 March.
        assertThat(AgeClock.CALENDAR.state(january, Grain.DAY, 30, instants)).isEqualTo(CellState.OBSERVED);
        assertThat(AgeClock.ELAPSED_EXACT.state(january, Grain.DAY, 30, instants))
                .isEqualTo(CellState.PARTIAL);
        assertThat(AgeClock.ELAPSED_EXACT.state(
                        january,
                        Grain.DAY,
                        30,
                        Timeline.monthly(LocalDate.of(2024, 3, 2)).inZone(ZoneId.of("UTC"))))
                .isEqualTo(CellState.OBSERVED);
    }

    @Test
    void cellOfTheCalendarHasTheStateOfItsPeriod() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 3, 15));
        Period january = Grain.MONTH.parse("2024-01");
        assertThat(AgeClock.CALENDAR.state(january, 1, months)).isEqualTo(CellState.OBSERVED);
        assertThat(AgeClock.CALENDAR.state(january, 2, months)).isEqualTo(CellState.PARTIAL);
        assertThat(AgeClock.CALENDAR.state(january, 3, months)).isEqualTo(CellState.UNOBSERVED);
    }

    @Test
    void agesAreCountedToTheEndsOfTime() {
        assertThat(AgeClock.ANNIVERSARY.age(Grain.YEAR, LocalDateTime.MIN, LocalDateTime.MAX))
                .isEqualTo(1_999_999_998);
        assertThat(AgeClock.ELAPSED_EXACT.age(Grain.YEAR, LocalDateTime.MAX, LocalDateTime.MIN))
                .isEqualTo((int) Math.floorDiv(LocalDate.MIN.toEpochDay() - LocalDate.MAX.toEpochDay() - 1, 365L));
        assertThatThrownBy(() -> AgeClock.ELAPSED_EXACT.age(Grain.DAY, LocalDateTime.MIN, LocalDateTime.MAX))
                .isInstanceOf(ArithmeticException.class);
        assertThatNullPointerException()
                .isThrownBy(() -> AgeClock.CALENDAR.counter(null))
                .withMessageContaining("grain");
    }

    @Test
    void aStartIsOneNumberOrTwo() {
        // 10:59 on the first day, and a minute before and at 10:59 on the next.
        AgeCounter counter = AgeClock.ELAPSED_EXACT.counter(Grain.DAY);
        long minute = 60_000_000;
        counter.startAt(659 * minute);
        assertThat(counter.age((1440 + 658) * minute)).isZero();
        assertThat(counter.age((1440 + 659) * minute)).isEqualTo(1);
    }
}
