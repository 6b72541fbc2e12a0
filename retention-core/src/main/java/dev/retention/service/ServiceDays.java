package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;

/** Periods as the days they begin and end with. */
final class ServiceDays {
    private ServiceDays() {}

    /** Refuses periods in which days cannot be told apart. */
    static Timeline whole(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
        return timeline;
    }

    /** The last day that is over in the data: of data to noon the day before. */
    static long lastOver(Timeline timeline) {
        return timeline.completeBefore().toLocalDate().toEpochDay() - 1;
    }

    /** The state of what may come until some days after a period. */
    static CellState stateWithin(Timeline periods, Period period, long days) {
        return CellState.of(period.startInclusive(), period.endExclusive().plusDays(days), periods.completeBefore());
    }

    /** The as-of day of a timeline. */
    static long asOf(Timeline timeline) {
        return timeline.asOf().toEpochDay();
    }

    /** The index of the period of a day, which may be below 0 or past the last. */
    static int index(Timeline periods, long epochDay) {
        return periods.first().until(periods.grain().periodOf(LocalDate.ofEpochDay(epochDay)));
    }

    static boolean isOn(Timeline periods, int index) {
        return index >= 0 && index < periods.size();
    }

    /** The last day of a period, of a running one the as-of day. */
    static long end(Timeline periods, int index) {
        long last = periods.period(index).endExclusive().toLocalDate().toEpochDay() - 1;
        return Math.min(last, asOf(periods));
    }

    /** Names an item of all periods whose end lies from one day to another. */
    static void addLevel(CellSink sink, Enum<?> item, Timeline periods, long from, long to) {
        if (to >= from) {
            int first = Math.max(0, index(periods, from));
            int end = to >= asOf(periods) ? periods.size() : Math.min(periods.size(), index(periods, to + 1));
            if (first < end) {
                sink.addSpan(item, first, end);
            }
        }
    }

    /** Adds the days of every period that lie from one day to before another. */
    static void addDays(CellSink sink, Enum<?> item, Timeline periods, long start, long end) {
        int last = Math.min(periods.size() - 1, index(periods, end - 1));
        for (int p = Math.max(0, index(periods, start)); p <= last; p++) {
            long first = Math.max(start, periods.period(p).firstDay().toEpochDay());
            long days = Math.min(end - 1, end(periods, p)) - first + 1;
            if (days > 0) {
                sink.add(item, p, days);
            }
        }
    }

    /** The same customer on a track that is among those read. */
    static History track(History history, List<String> tracks, String name) {
        return tracks.size() < 2 ? history : history.track(name);
    }
}
