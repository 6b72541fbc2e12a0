package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TimeProperties {
    @Property(tries = 300)
    void everyTimeLiesInExactlyOnePeriod(@ForAll("grains") Grain grain, @ForAll("times") LocalDateTime time) {
        Period period = grain.periodOf(time);
        assertThat(period.startInclusive()).isBeforeOrEqualTo(time);
        assertThat(period.endExclusive()).isAfter(time);
        assertThat(period.plus(1).startInclusive()).isEqualTo(period.endExclusive());
        assertThat(grain.periodOf(period.endExclusive())).isEqualTo(period.plus(1));
    }

    @Property(tries = 300)
    void parseInvertsLabel(@ForAll("grains") Grain grain, @ForAll("times") LocalDateTime time) {
        Period period = grain.periodOf(time);
        assertThat(grain.parse(period.label())).isEqualTo(period);
    }

    @Property(tries = 300)
    void ageBeginsWhereItSays(
            @ForAll("grains") Grain grain,
            @ForAll AgeClock clock,
            @ForAll("times") LocalDateTime start,
            @ForAll @IntRange(max = 500_000) int minutes) {
        LocalDateTime event = start.plusMinutes(minutes);
        int age = clock.age(grain, start, event);
        assertThat(age).isNotNegative();
        assertThat(clock.beginOfAge(grain, start, age)).isBeforeOrEqualTo(event);
        assertThat(clock.beginOfAge(grain, start, age + 1)).isAfter(event);
    }

    /** The definition, by java.time: the last age that has begun. */
    @Property(tries = 2000)
    void ageIsTheLastThatHasBegun(
            @ForAll("grains") Grain grain,
            @ForAll AgeClock clock,
            @ForAll("farTimes") LocalDateTime start,
            @ForAll("distances") long seconds) {
        LocalDateTime event = start.plusSeconds(seconds);
        int age = clock.age(grain, start, event);
        assertThat(begin(clock, grain, start, age)).isBeforeOrEqualTo(event);
        assertThat(begin(clock, grain, start, age + 1L)).isAfter(event);
        assertThat(clock.beginOfAge(grain, start, age)).isEqualTo(begin(clock, grain, start, age));
    }

    private static LocalDateTime begin(AgeClock clock, Grain grain, LocalDateTime start, long age) {
        boolean months = grain.equals(Grain.MONTH) || grain.equals(Grain.QUARTER) || grain.equals(Grain.YEAR);
        int length = grain.equals(Grain.HOUR)
                ? 1
                : months
                        ? grain.equals(Grain.MONTH) ? 1 : grain.equals(Grain.QUARTER) ? 3 : 12
                        : (int) ChronoUnit.DAYS.between(
                                grain.periodOf(start).startInclusive(),
                                grain.periodOf(start).endExclusive());
        LocalDateTime from = switch (clock) {
            case CALENDAR -> grain.periodOf(start).startInclusive();
            case ELAPSED_FLOORED_HOUR -> start.truncatedTo(ChronoUnit.HOURS);
            case ELAPSED_EXACT, ANNIVERSARY -> start;
        };
        if (grain.equals(Grain.HOUR)) {
            return from.plusHours(age);
        }
        if (!months) {
            return from.plusDays(age * length);
        }
        return clock == AgeClock.ELAPSED_EXACT || clock == AgeClock.ELAPSED_FLOORED_HOUR
                ? from.plusDays(age * (length == 12 ? 365 : 30 * length))
                : from.plusMonths(age * length);
    }

    @Property(tries = 300)
    void aCounterForgetsTheCustomerBefore(
            @ForAll("grains") Grain grain,
            @ForAll AgeClock clock,
            @ForAll("farTimes") LocalDateTime before,
            @ForAll("farTimes") LocalDateTime start,
            @ForAll("distances") long seconds) {
        LocalDateTime event = start.plusSeconds(seconds);
        AgeCounter counter = clock.counter(grain);
        counter.startAt(before.toLocalDate().toEpochDay(), before.toLocalTime().toNanoOfDay());
        counter.age(start.toLocalDate().toEpochDay(), 0);
        counter.startAt(start.toLocalDate().toEpochDay(), start.toLocalTime().toNanoOfDay());
        assertThat(counter.age(
                        event.toLocalDate().toEpochDay(), event.toLocalTime().toNanoOfDay()))
                .isEqualTo(clock.age(grain, start, event));
    }

    @Property(tries = 300)
    void aCounterTakesMicrosecondsToo(
            @ForAll("grains") Grain grain,
            @ForAll AgeClock clock,
            @ForAll("farTimes") LocalDateTime start,
            @ForAll("distances") long seconds,
            @ForAll @IntRange(max = 999_999) int micros) {
        LocalDateTime begin = start.truncatedTo(ChronoUnit.MICROS);
        LocalDateTime event = begin.plusSeconds(seconds).plus(micros, ChronoUnit.MICROS);
        AgeCounter counter = clock.counter(grain);
        counter.startAt(ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), begin));
        assertThat(counter.age(ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), event)))
                .isEqualTo(clock.age(grain, begin, event));
    }

    /** The definition: observed if the age of every customer who may be in the cohort is over, unobserved if none has begun. */
    @Property(tries = 300)
    void aCellIsAsFarAsItsCustomersAre(
            @ForAll("grains") Grain cohorts,
            @ForAll("grains") Grain unit,
            @ForAll AgeClock clock,
            @ForAll("times") LocalDateTime start,
            @ForAll @IntRange(max = 40) int age,
            @ForAll @IntRange(max = 2_000) int days,
            @ForAll boolean instants) {
        Period cohort = cohorts.periodOf(start);
        LocalDateTime end = start.toLocalDate().plusDays(days).atStartOfDay();
        Timeline timeline = Timeline.completeBefore(cohorts, end);
        boolean allOver = true;
        boolean noneBegun = true;
        for (LocalDateTime first = cohort.startInclusive(); first.isBefore(cohort.endExclusive()); ) {
            LocalDateTime nextDay = first.toLocalDate().plusDays(1).atStartOfDay();
            LocalDateTime next = nextDay.isBefore(cohort.endExclusive()) ? nextDay : cohort.endExclusive();
            LocalDateTime last = instants || cohorts.isWithinDay() ? next.minusNanos(1) : first;
            allOver &= !begin(clock, unit, last, age + 1L).isAfter(end);
            noneBegun &= !begin(clock, unit, first, age).isBefore(end);
            first = next;
        }
        CellState state = allOver ? CellState.OBSERVED : noneBegun ? CellState.UNOBSERVED : CellState.PARTIAL;
        assertThat(clock.state(cohort, unit, age, instants ? timeline.inZone(ZoneOffset.UTC) : timeline))
                .isEqualTo(state);
        assertThat(clock.state(cohort, age, timeline)).isEqualTo(clock.state(cohort, cohorts, age, timeline));
    }

    @Property(tries = 300)
    void aMonthIsThatOfTheCalendar(@ForAll("farTimes") LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        long month = CivilMonth.of(day.toEpochDay());
        assertThat(CivilMonth.number(month)).isEqualTo(day.getYear() * 12L + day.getMonthValue() - 1);
        assertThat(CivilMonth.day(month)).isEqualTo(day.getDayOfMonth());
        assertThat(CivilMonth.length(month)).isEqualTo(day.lengthOfMonth());
    }

    @Property(tries = 300)
    void stateNeverGoesBackAsDataGrow(
            @ForAll("grains") Grain grain,
            @ForAll AgeClock clock,
            @ForAll("times") LocalDateTime start,
            @ForAll @IntRange(max = 20) int age,
            @ForAll @IntRange(max = 900) int days) {
        Period cohort = grain.periodOf(start);
        LocalDateTime end = start.plusDays(days);
        CellState sooner = clock.state(cohort, age, Timeline.completeBefore(grain, end));
        CellState later = clock.state(cohort, age, Timeline.completeBefore(grain, end.plusDays(1)));
        // The constants are declared from complete to unknown.
        assertThat(later).isLessThanOrEqualTo(sooner);
    }

    @Provide
    Arbitrary<Grain> grains() {
        return Arbitraries.oneOf(
                Arbitraries.of(Grain.HOUR, Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR),
                Arbitraries.of(DayOfWeek.class).map(Grain::weekStarting),
                Arbitraries.integers().between(1, 100).map(days -> Grain.ofDays(days, LocalDate.of(2024, 2, 29))));
    }

    @Provide
    Arbitrary<LocalDateTime> times() {
        return Combinators.combine(
                        Arbitraries.integers().between(-200_000, 200_000),
                        Arbitraries.integers().between(0, 86_399))
                .as((day, second) -> LocalDate.ofEpochDay(day).atStartOfDay().plusSeconds(second));
    }

    /** Around the ends of months and leap days, in any year from -60,000 to 60,000 and often near ours; to the nanosecond. */
    @Provide
    Arbitrary<LocalDateTime> farTimes() {
        Arbitrary<Integer> years = Arbitraries.oneOf(
                Arbitraries.integers().between(1965, 2065),
                Arbitraries.of(-1, 0, 1, 1600, 1900, 2000, 2100),
                Arbitraries.integers().between(-60_000, 60_000));
        Arbitrary<Integer> days = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 366), Arbitraries.of(29, 30, 31, 58, 59, 60, 61, 90, 365));
        Arbitrary<Long> nanos = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 86_399_999_999_999L), Arbitraries.of(0L, 1L, 3_600_000_000_000L));
        return Combinators.combine(years, days, nanos)
                .as((year, day, nano) -> LocalDate.ofYearDay(year, 1)
                        .plusDays(day - 1L)
                        .atStartOfDay()
                        .plusNanos(nano));
    }

    @Provide
    Arbitrary<Long> distances() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-200_000_000, 200_000_000),
                Arbitraries.longs().between(-400, 4_000).map(days -> days * 86_400),
                Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L));
    }
}
