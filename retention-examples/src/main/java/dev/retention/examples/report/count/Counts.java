package dev.retention.examples.report.count;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * The orders, counted: the tables of the library that the parts of a report share.
 *
 * @param source the orders
 * @param grain the length of the periods
 * @param weekStart the first day of a week
 * @param cohorts who comes back
 * @param movements who came and who left
 */
public record Counts(
        Source source,
        ReportGrain grain,
        DayOfWeek weekStart,
        CohortTable<String> cohorts,
        Movements<String> movements) {

    /** A table of more periods than this is no table that anybody reads; a mistyped year makes one. */
    private static final int MOST_PERIODS = 800;

    /**
     * Counts orders.
     *
     * @throws RefusedException if there are too many periods
     */
    public static Counts of(Source source, ReportGrain grain, DayOfWeek weekStart) {
        Timeline timeline = timeline(source, grain, weekStart);
        return new Counts(
                source,
                grain,
                weekStart,
                CohortRetention.over(timeline).of(source.orders()),
                CustomerMovements.over(timeline).of(source.orders()));
    }

    /** The periods of an earlier state of the same orders. */
    Timeline timelineOf(Source earlier) {
        return timeline(earlier, grain, weekStart);
    }

    HistoryStore<String> store() {
        return source.orders();
    }

    Timeline timeline() {
        return movements.timeline();
    }

    /** What was counted. */
    public Scope scope() {
        BigDecimal total =
                movements.periods().stream().map(Movements.InPeriod::amount).reduce(store().major(0), BigDecimal::add);
        return new Scope(
                source.name(),
                source.simulated(),
                grain,
                source.firstDate(),
                source.asOf(),
                source.statedAsOf().isEmpty(),
                store().customers(),
                store().events(),
                total,
                source.unit());
    }

    private static Timeline timeline(Source source, ReportGrain reportGrain, DayOfWeek weekStart) {
        Grain grain = reportGrain.grain(weekStart);
        LocalDate firstDate = source.firstDate();
        LocalDate asOf = source.asOf();
        Period first = grain.periodOf(firstDate);
        int periods = first.until(grain.periodOf(asOf)) + 1;
        if (periods > MOST_PERIODS) {
            throw new RefusedException(source.name() + ": from " + firstDate + " to " + asOf + " there are "
                    + Words.counted(periods, reportGrain.word()) + ", more than the " + Words.count(MOST_PERIODS)
                    + " of a report; is a date wrong? Otherwise choose a coarser --grain");
        }
        return Timeline.of(grain, asOf).from(first);
    }
}
