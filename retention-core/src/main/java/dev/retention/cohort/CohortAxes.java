package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventCodes;
import dev.retention.history.EventFilter;
import dev.retention.rule.Grouping;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that a method of cohort retention was told: the axes on which tools disagree. */
record CohortAxes(
        Start start,
        Returns returns,
        AgeClock clock,
        @Nullable Grain unit,
        @Nullable List<AgeRange> columns,
        ColumnZero columnZero,
        CohortDenominator denominator,
        EventFilter events)
        implements Serializable {
    /** The most ages that a table may have. */
    static final int MAX_AGES = 1 << 16;

    static final CohortAxes DEFAULT = new CohortAxes(
            Start.FIRST_EVENT,
            Returns.ACTIVE_IN_PERIOD,
            AgeClock.CALENDAR,
            null,
            null,
            ColumnZero.COHORT_SIZE,
            CohortDenominator.WHOLE_COHORT,
            EventFilter.ALL);

    /** What places a customer in a cohort: a date, or events. */
    record Start(
            @Nullable CohortAnchor named,
            CodeSet codes,
            CodeSet among,
            @Nullable StartDate date) implements Serializable {
        static final Start FIRST_EVENT = new Start(null, CodeSet.ALL, CodeSet.ALL, null);

        CohortAnchor anchor() {
            return named == null ? CohortAnchor.FIRST_MATCHING : named;
        }

        boolean isDefault() {
            return date == null && anchor() == CohortAnchor.FIRST_MATCHING && codes.isAll();
        }

        @Override
        public String toString() {
            if (date != null) {
                return date + (codes.isAll() ? "" : " with starts " + codes);
            }
            if (isDefault()) {
                return "first event";
            }
            return anchor() + " " + codes + (among.isAll() ? "" : " among " + among);
        }
    }

    /** What a return is. */
    record Returns(
            ReturnRule rule,
            CodeSet codes,
            int atLeast,
            @Nullable Alike alike) implements Serializable {
        static final Returns ACTIVE_IN_PERIOD = new Returns(ReturnRule.IN_PERIOD, CodeSet.ALL, 1, null);

        boolean isDefault() {
            return rule == ReturnRule.IN_PERIOD && codes.isAll() && atLeast == 1 && alike == null;
        }

        @Override
        public String toString() {
            if (isDefault()) {
                return "active in period";
            }
            return "returned " + rule + " with " + (atLeast == 1 ? "" : atLeast + " times ") + codes
                    + (alike == null ? "" : " of the " + alike.name() + " of the start");
        }
    }

    /** Refuses what contradicts, or cannot be told from the events of a timeline. */
    void check(Timeline periods) {
        StartDate date = start.date();
        if (date != null) {
            checkArgument(
                    start.named() == null,
                    "cohorts must be anchored on a date (%s) or on events (%s), not on both",
                    date.name(),
                    start.named());
            checkArgument(
                    returns.alike() == null,
                    "returningAlike (%s) needs starts that are events, not a date (%s)",
                    returns.alike() == null ? "" : returns.alike().name(),
                    date.name());
            date.check(periods, unit(periods), "anchoredOnDate", "anchoredOnTime");
        }
        checkArgument(
                unit == null || !unit.isWithinDay() || periods.zone().isPresent(),
                "ages in %s need events that have a time, and a timeline (%s) in a zone: call inZone(zone)",
                unit,
                periods);
        checkArgument(
                start.among().isAll() || (date == null && start.anchor() == CohortAnchor.FIRST_EVER),
                "firstEverAmong (%s) goes with the anchor FIRST_EVER, not with %s",
                start.among(),
                date == null ? start.anchor() : "a date");
    }

    /** What keeps the amounts of a row from being each amount of its cohort once. */
    Optional<String> amountsNotOnce() {
        if (returns.rule() != ReturnRule.IN_PERIOD) {
            return Optional.of("returned " + returns.rule() + ", not IN_PERIOD");
        }
        if (start.date() == null && start.anchor() == CohortAnchor.EVERY_PERIOD) {
            return Optional.of("anchored on EVERY_PERIOD, which has an amount in several cohorts");
        }
        if (returns.atLeast() > 1) {
            return Optional.of("of atLeast(" + returns.atLeast() + "), which leaves amounts of fewer events out");
        }
        if (columnZero == ColumnZero.SURVIVORS) {
            return Optional.of("column zero SURVIVORS, which has the amounts of later ages");
        }
        return columnZero == ColumnZero.RETURN_EVENT || start.codes().containsAll(returns.codes())
                ? Optional.empty()
                : Optional.of("column zero COHORT_SIZE, which has the amounts of starts " + start.codes()
                        + " alone: take RETURN_EVENT");
    }

    /** Whether a column looks at all the time to come, so that it is never over. */
    boolean isEndless(int column) {
        return column == 0 ? columnZero == ColumnZero.SURVIVORS : returns.rule() == ReturnRule.OR_LATER;
    }

    /** Refuses to look for cells that are observed where none ever is. */
    void checkState(int column, CellState atLeast) {
        checkArgument(atLeast != CellState.UNOBSERVED, "atLeast (%s) must be OBSERVED or PARTIAL", atLeast);
        checkArgument(
                atLeast == CellState.PARTIAL || !isEndless(column),
                "cells of %s are never OBSERVED: take those observed so far, with PARTIAL",
                column == 0 ? columnZero : returns.rule());
    }

    /** The cell that holds all members of a cohort. */
    CohortCell members(Period cohort) {
        return new CohortCell(
                cohort, 0, columnZero == ColumnZero.COHORT_SIZE ? CohortCell.Part.RETURNED : CohortCell.Part.MEMBERS);
    }

    /** A sentence for each code that was named and no event has. */
    List<String> warnings(EventCodes codes) {
        Stream<String> unknown = Stream.of(start.codes(), start.among(), returns.codes())
                .flatMap(named -> named.unknownIn(codes).stream());
        return codes.warnings(
                Stream.concat(unknown, events.unknownIn(codes).stream()).toList());
    }

    /** A label of codes that start and return must share. */
    record Alike(String name, Grouping.OfCode label) implements Serializable {}

    CohortAxes with(Start newStart) {
        return new CohortAxes(newStart, returns, clock, unit, columns, columnZero, denominator, events);
    }

    CohortAxes with(Returns newReturns) {
        return new CohortAxes(start, newReturns, clock, unit, columns, columnZero, denominator, events);
    }

    CohortAxes with(AgeClock newClock) {
        return new CohortAxes(start, returns, newClock, unit, columns, columnZero, denominator, events);
    }

    CohortAxes with(Grain newUnit) {
        return new CohortAxes(start, returns, clock, newUnit, columns, columnZero, denominator, events);
    }

    CohortAxes with(ColumnZero newColumnZero) {
        return new CohortAxes(start, returns, clock, unit, columns, newColumnZero, denominator, events);
    }

    CohortAxes with(CohortDenominator newDenominator) {
        return new CohortAxes(start, returns, clock, unit, columns, columnZero, newDenominator, events);
    }

    CohortAxes with(EventFilter newEvents) {
        return new CohortAxes(start, returns, clock, unit, columns, columnZero, denominator, newEvents);
    }

    CohortAxes with(List<AgeRange> newColumns) {
        checkArgument(
                columns == null || columns.equals(newColumns),
                "ages and brackets must be told once: the table has the columns %s already",
                columns);
        int last = newColumns.get(newColumns.size() - 1).last();
        checkArgument(last < MAX_AGES, "the last age (%s) must be below %s", last, MAX_AGES);
        return new CohortAxes(start, returns, clock, unit, List.copyOf(newColumns), columnZero, denominator, events);
    }

    static List<AgeRange> unitColumns(int ages) {
        checkArgument(ages <= MAX_AGES, "ages (%s) must be at most %s: name fewer", ages, MAX_AGES);
        List<AgeRange> ranges = new ArrayList<>(ages);
        for (int age = 0; age < ages; age++) {
            ranges.add(new AgeRange(age, age));
        }
        return ranges;
    }

    /** The unit of ages under a timeline. */
    Grain unit(Timeline periods) {
        return unit == null ? periods.grain() : unit;
    }

    /** Whether ages are whole periods of the timeline. */
    boolean countsPeriods(Timeline periods) {
        return clock == AgeClock.CALENDAR && unit(periods).equals(periods.grain());
    }

    /** The columns under a timeline: as many ages as there are, unless told otherwise. */
    List<AgeRange> columns(Timeline periods) {
        if (columns != null) {
            return columns;
        }
        LocalDateTime start = periods.first().startInclusive();
        int ages = unit(periods).equals(periods.grain())
                ? periods.size()
                : clock.age(unit(periods), start, periods.completeBefore().minusNanos(1)) + 1;
        checkArgument(
                ages <= MAX_AGES,
                "a table of %s ages is too large (at most %s): choose a coarser grain, or name fewer ages",
                ages,
                MAX_AGES);
        return unitColumns(ages);
    }

    /** Whether a customer's active periods are all that the rule looks at. */
    boolean isPlain(Timeline periods) {
        return start.isDefault()
                && returns.codes().isAll()
                && returns.alike() == null
                && countsPeriods(periods)
                && columnZero == ColumnZero.COHORT_SIZE
                && denominator == CohortDenominator.WHOLE_COHORT;
    }

    /** Names every axis that is not at its default: the identity of tallies. */
    String definition(Timeline periods) {
        boolean units = columns == null || columns.get(columns.size() - 1).last() == columns.size() - 1;
        return "cohort retention by " + start + ", " + returns
                + (clock == AgeClock.CALENDAR ? "" : ", age " + clock)
                + (unit == null ? "" : ", ages in " + unit)
                + (columns == null ? "" : units ? ", " + columns.size() + " ages" : ", ages " + columns)
                + (columnZero == ColumnZero.COHORT_SIZE ? "" : ", column 0 " + columnZero)
                + (denominator == CohortDenominator.WHOLE_COHORT ? "" : ", out of " + denominator)
                + ", " + periods;
    }
}
