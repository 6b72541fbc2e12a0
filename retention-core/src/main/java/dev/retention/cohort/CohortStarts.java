package dev.retention.cohort;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Finds where a customer starts: the events, or the time, that place the customer in cohorts. */
final class CohortStarts {
    private final CohortAxes.Start start;
    private final Timeline periods;
    // The last moment of the data: day and time.
    private final LocalDateTime lastMoment;

    CohortStarts(CohortAxes.Start start, Timeline periods) {
        this.start = start;
        this.periods = periods;
        this.lastMoment = periods.completeBefore().minusNanos(1);
    }

    /** Takes the starts of a customer. */
    interface Taker {
        /** An event is a start, in the period with a number, at least 0. */
        void atEvent(History history, int period, int event);

        /** A time without an event is a start, in the period with a number, at least 0. */
        void atTime(History history, int period, LocalDateTime time);
    }

    void find(History history, Taker to) {
        StartDate date = start.date();
        if (date != null) {
            LocalDateTime time = date.of(history.customer());
            if (time != null && isKnown(date, time)) {
                int period = periods.first().until(periods.grain().periodOf(time));
                if (period >= 0) {
                    to.atTime(history, period, time);
                }
            }
            return;
        }
        boolean[] matches = start.codes().in(history.codes());
        switch (start.anchor()) {
            case EVERY_PERIOD -> everyPeriod(history, matches, to);
            case FIRST_MATCHING -> firstFrom(history, matches, Integer.MIN_VALUE, to);
            case FIRST_IN_RANGE -> firstFrom(history, matches, 0, to);
            case FIRST_EVER -> firstEver(history, matches, to);
        }
    }

    private boolean isKnown(StartDate date, LocalDateTime time) {
        LocalDate lastDay = lastMoment.toLocalDate();
        return date.isDay() ? !time.toLocalDate().isAfter(lastDay) : !time.isAfter(lastMoment);
    }

    /** The first start event of each period. */
    private static void everyPeriod(History history, boolean[] matches, Taker to) {
        int last = -1;
        for (int i = 0; i < history.size(); i++) {
            int period = history.period(i);
            if (matches[history.codeIndex(i)] && period > last) {
                last = period;
                to.atEvent(history, period, i);
            }
        }
    }

    private static void firstFrom(History history, boolean[] matches, int period, Taker to) {
        for (int i = 0; i < history.size(); i++) {
            if (matches[history.codeIndex(i)] && history.period(i) >= period) {
                inCohort(history, i, to);
                return;
            }
        }
    }

    private void firstEver(History history, boolean[] matches, Taker to) {
        boolean[] candidates = start.among().in(history.codes());
        int first = 0;
        while (first < history.size() && !candidates[history.codeIndex(first)]) {
            first++;
        }
        for (int i = first; i < history.size() && history.areSimultaneous(i, first); i++) {
            int code = history.codeIndex(i);
            if (candidates[code] && matches[code]) {
                inCohort(history, i, to);
                return;
            }
        }
    }

    private static void inCohort(History history, int event, Taker to) {
        int period = history.period(event);
        if (period >= 0) {
            to.atEvent(history, period, event);
        }
    }
}
