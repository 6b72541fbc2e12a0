package dev.retention.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TimeProperties {
    @Property
    void everyTimeLiesInExactlyOnePeriod(@ForAll("grains") Grain grain, @ForAll("times") LocalDateTime time) {
        Period period = grain.periodOf(time);
        assertThat(period.startInclusive()).isBeforeOrEqualTo(time);
        assertThat(period.endExclusive()).isAfter(time);
        assertThat(period.plus(1).startInclusive()).isEqualTo(period.endExclusive());
        assertThat(grain.periodOf(period.endExclusive())).isEqualTo(period.plus(1));
    }

    @Property
    void parseInvertsLabel(@ForAll("grains") Grain grain, @ForAll("times") LocalDateTime time) {
        Period period = grain.periodOf(time);
        assertThat(grain.parse(period.label())).isEqualTo(period);
    }

    @Property
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

    @Property
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
}
