package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrainTest {
    @ParameterizedTest
    @CsvSource({
        // A day inside, the first day, the last day and the leap day of a period.
        "1997-01-15, 1997-01, 1997-01-01, 1997-02-01",
        "1997-01-01, 1997-01, 1997-01-01, 1997-02-01",
        "1997-12-31, 1997-12, 1997-12-01, 1998-01-01",
        "2024-02-29, 2024-02, 2024-02-01, 2024-03-01",
        "1969-12-31, 1969-12, 1969-12-01, 1970-01-01",
    })
    void monthsAreHalfOpen(LocalDate day, String label, LocalDate start, LocalDate end) {
        Period period = Grain.MONTH.periodOf(day);
        assertThat(period.label()).isEqualTo(label);
        assertThat(period.firstDay()).isEqualTo(start);
        assertThat(period.endExclusive()).isEqualTo(end.atStartOfDay());
    }

    @ParameterizedTest
    @CsvSource({"1997-01-01, 1997-Q1", "1997-03-31, 1997-Q1", "1997-04-01, 1997-Q2", "1997-12-31, 1997-Q4"})
    void quartersBeginInJanuaryAprilJulyAndOctober(LocalDate day, String label) {
        assertThat(Grain.QUARTER.periodOf(day).label()).isEqualTo(label);
    }

    @Test
    void yearsAreLabelledByTheirNumber() {
        assertThat(Grain.YEAR.periodOf(LocalDate.of(2024, 12, 31)).label()).isEqualTo("2024");
        assertThat(Grain.YEAR.parse("2024").endExclusive()).isEqualTo(LocalDateTime.of(2025, 1, 1, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(DayOfWeek.class)
    void weeksBeginOnTheDayAsked(DayOfWeek first) {
        Grain weeks = Grain.weekStarting(first);
        for (LocalDate day = LocalDate.of(1969, 12, 20);
                day.isBefore(LocalDate.of(1970, 1, 20));
                day = day.plusDays(1)) {
            Period week = weeks.periodOf(day);
            assertThat(week.firstDay().getDayOfWeek()).isEqualTo(first);
            assertThat(day).isBetween(week.firstDay(), week.firstDay().plusDays(6));
        }
    }

    @Test
    void windowsOfDaysBeginWhereAsked() {
        Grain fortnights = Grain.ofDays(14, LocalDate.of(2024, 1, 10));
        assertThat(fortnights.periodOf(LocalDate.of(2024, 1, 23)).label()).isEqualTo("2024-01-10");
        assertThat(fortnights.periodOf(LocalDate.of(2024, 1, 24)).label()).isEqualTo("2024-01-24");
        assertThat(fortnights.periodOf(LocalDate.of(2024, 1, 9)).label()).isEqualTo("2023-12-27");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grain.ofDays(0, LocalDate.EPOCH))
                .withMessage("days (0) must be at least 1");
    }

    @Test
    void hoursAreOfTheCivilClock() {
        Period hour = Grain.HOUR.periodOf(LocalDateTime.of(1997, 1, 31, 13, 59, 59));
        assertThat(hour.label()).isEqualTo("1997-01-31T13");
        assertThat(hour.startInclusive()).isEqualTo(LocalDateTime.of(1997, 1, 31, 13, 0));
        assertThat(Grain.HOUR.parse("1997-01-31T23").plus(1).label()).isEqualTo("1997-02-01T00");
        assertThat(Grain.HOUR.isWithinDay()).isTrue();
        assertThat(Grain.DAY.isWithinDay()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 1997-13",
        "MONTH, January",
        "MONTH, ''",
        "MONTH, +999999999-01",
        "MONTH, +1997-01",
        "MONTH, ١٩٩٧-٠١",
        "QUARTER, 1997-Q5",
        "QUARTER, 1997",
        "QUARTER, 1997-Q+1",
        "QUARTER, 1997-Q01",
        "QUARTER, 1997-Q1431655766",
        "QUARTER, -Q1",
        "YEAR, x",
        "YEAR, +1997",
        "YEAR, 01997",
        "YEAR, ١٩٩٧",
        "YEAR, -0",
    })
    void labelsOfAnotherKindAreRefused(String grain, String label) {
        Grain subject = grain.equals("MONTH") ? Grain.MONTH : grain.equals("YEAR") ? Grain.YEAR : Grain.QUARTER;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subject.parse(label))
                .withMessageStartingWith("label (" + label + ") must be a period of grain " + grain);
    }

    @Test
    void labelsOfHoursAndDaysAreReadToTheLetter() {
        for (String label : new String[] {"1997-01-31T13:30", "1997-01-31T1", "1997-01-31 13", "1997-01-31"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Grain.HOUR.parse(label))
                    .withMessage("label (" + label + ") must be a period of grain HOUR, such as 1997-01-31T00");
        }
        for (String label : new String[] {"+1997-01-31", "1997-1-31", "١٩٩٧-01-31", "1997-02-30"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Grain.DAY.parse(label));
        }
        assertThat(Grain.YEAR.parse("-44").label()).isEqualTo("-44");
        assertThat(Grain.MONTH.parse("+12024-01").label()).isEqualTo("+12024-01");
    }

    @Test
    void nullsAreRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Grain.MONTH.parse(null))
                .withMessage("label");
    }

    @Test
    void grainsAreEqualIfTheyCutTheSamePeriods() {
        assertThat(Grain.weekStarting(DayOfWeek.MONDAY))
                .isEqualTo(Grain.weekStarting(DayOfWeek.MONDAY))
                .hasSameHashCodeAs(Grain.weekStarting(DayOfWeek.MONDAY))
                .isNotEqualTo(Grain.weekStarting(DayOfWeek.SUNDAY));
        assertThat(Grain.ofDays(7, LocalDate.of(2024, 1, 1))).isEqualTo(Grain.weekStarting(DayOfWeek.MONDAY));
        assertThat(Grain.ofDays(1, LocalDate.of(2024, 1, 1))).isSameAs(Grain.DAY);
        // Equal grains print alike.
        assertThat(Grain.weekStarting(DayOfWeek.SUNDAY)).hasToString("WEEK from SUNDAY");
        assertThat(Grain.ofDays(7, LocalDate.of(2024, 1, 1))).hasToString("WEEK from MONDAY");
        assertThat(Grain.ofDays(14, LocalDate.of(2024, 1, 10)))
                .hasToString(Grain.ofDays(14, LocalDate.of(2024, 1, 24)).toString())
                .hasToString("14 DAYS from 1970-01-07");
    }

    @Test
    void periodsOfOneGrainAreOrderedAndOfTwoAreNot() {
        Period january = Grain.MONTH.parse("1997-01");
        assertThat(january.until(Grain.MONTH.parse("1998-02"))).isEqualTo(13);
        assertThat(january).isLessThan(january.plus(1)).isEqualByComparingTo(Grain.MONTH.parse("1997-01"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> january.compareTo(Grain.YEAR.parse("1997")))
                .withMessage("other (1997) must be of grain MONTH, not YEAR");
    }

    @ParameterizedTest
    @CsvSource({"YEAR, 1002500", "QUARTER, 4010000", "MONTH, 12030000", "DAY, 366000000", "HOUR, 2147483646"})
    void periodsLieWithinAMillionYears(String name, int most) {
        Grain grain = Stream.of(Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.DAY, Grain.HOUR)
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
        for (int number : new int[] {most, -most}) {
            assertThat(new Period(grain, number).endExclusive()).isAfter(new Period(grain, number).startInclusive());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Period(grain, number + Integer.signum(number)))
                    .withMessageEndingWith("must be within " + most + " of the epoch");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {240_000, -240_000})
    void hoursEndBeforeDaysDo(int year) {
        LocalDate end = LocalDate.of(year, 6, 30);
        assertThat(Grain.HOUR.periodOf(end).firstDay()).isEqualTo(end);
        LocalDate after = end.plusYears(Integer.signum(year));
        assertThat(Grain.DAY.periodOf(after).firstDay()).isEqualTo(after);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grain.HOUR.periodOf(after))
                .withMessage("day (" + after + ") must be in the years -240,000 to 240,000 to be cut into hours");
    }
}
