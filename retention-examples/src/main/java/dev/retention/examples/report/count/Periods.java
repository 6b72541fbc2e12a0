package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Words;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** The periods of a report. */
final class Periods {

    /** A table of more periods than this is no table that anybody reads; a mistyped year makes one. */
    private static final int MOST = 800;

    private Periods() {}

    /**
     * The periods from the first day to the last.
     *
     * @param name the name of the file, for messages
     * @throws RefusedException if there are too many
     */
    static Timeline of(String name, LocalDate first, LocalDate asOf, ReportGrain reportGrain, DayOfWeek weekStart) {
        Grain grain = reportGrain.grain(weekStart);
        Period from = grain.periodOf(first);
        int periods = from.until(grain.periodOf(asOf)) + 1;
        if (periods > MOST) {
            throw new RefusedException(name + ": from " + first + " to " + asOf + " there are "
                    + Words.counted(periods, reportGrain.word()) + ", more than the " + Words.count(MOST)
                    + " of a report; is a date wrong? Otherwise choose a coarser --grain");
        }
        return Timeline.of(grain, asOf).from(from);
    }
}
