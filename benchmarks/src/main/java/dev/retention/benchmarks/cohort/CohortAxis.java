package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.cohort.HandCohortAxis.ANNIVERSARY_LOOP;
import static dev.retention.benchmarks.cohort.HandCohortAxis.BRACKETS_LOOP;
import static dev.retention.benchmarks.cohort.HandCohortAxis.ELAPSED_LOOP;

import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.ReturnRule;
import dev.retention.time.AgeClock;

/** The dearer ways to count a cohort table: what the library is asked, and the loop that one would write for it. */
// What the constants hold is immutable and cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum CohortAxis {
    /** Customers and what they spent. */
    AMOUNTS(months(), HandCohortAxis::amounts),
    /** Back at an age or later. */
    OR_LATER(months().returning(ReturnRule.OR_LATER), HandCohortAxis::orLater),
    /** Back at an age or earlier. */
    OR_EARLIER(months().returning(ReturnRule.OR_EARLIER), HandCohortAxis::orEarlier),
    /** Back at every age up to one. */
    STREAK(months().returning(ReturnRule.EVERY_PERIOD_TO), HandCohortAxis::streak),
    /** Back with three events or more. */
    AT_LEAST_3(months().atLeast(3), HandCohortAxis::atLeastThree),
    /** Ages of 30 days from the customer's own first. */
    ELAPSED(months().countingAge(AgeClock.ELAPSED_EXACT), ELAPSED_LOOP),
    /** Ages from the same day of the month. */
    ANNIVERSARY(months().countingAge(AgeClock.ANNIVERSARY), ANNIVERSARY_LOOP),
    /** Six columns of 1, 1, 3, 3, 6 and 10 ages. */
    BRACKETS(months().brackets(HandCohortAxis.BRACKETS), BRACKETS_LOOP);

    private final CohortRetention method;
    private final HandCohortAxis.Customer loop;

    CohortAxis(CohortRetention method, HandCohortAxis.Customer loop) {
        this.method = method;
        this.loop = loop;
    }

    private static CohortRetention months() {
        return CohortRetention.over(Stores.MONTHS);
    }

    /** What has to be known of an event. */
    Columns columns() {
        return this == AMOUNTS ? Columns.AMOUNTS : Columns.DATES;
    }

    /** The library's way. */
    CohortRetention method() {
        return method;
    }

    /** The way by hand. */
    HandCohortAxis.Customer loop() {
        return loop;
    }
}
