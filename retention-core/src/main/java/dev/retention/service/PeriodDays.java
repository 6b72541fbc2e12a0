package dev.retention.service;

import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first days of periods, found out once for a timeline. */
final class PeriodDays implements Serializable {
    private static final long serialVersionUID = 1;

    // Of the last timeline; threads that do not see each other's find it out once more.
    private transient @Nullable Known known;

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(Timeline periods, long[] starts) {}

    /** The first day of every period and the one after the last, in days since 1970-01-01. */
    long[] starts(Timeline periods) {
        Known last = known;
        if (last == null || !last.periods.equals(periods)) {
            long[] starts = new long[periods.size() + 1];
            for (int period = 0; period < starts.length; period++) {
                starts[period] = periods.first().plus(period).firstDay().toEpochDay();
            }
            last = new Known(periods, starts);
            known = last;
        }
        return last.starts;
    }

    /** The period that holds a day, −1 if it lies before the first, or one past the last. */
    static int find(long[] starts, long day) {
        int at = Arrays.binarySearch(starts, day);
        return at >= 0 ? at : -at - 2;
    }
}
