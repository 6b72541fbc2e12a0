package dev.retention.examples.report.count;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Scope;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.DayOfWeek;

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

    public HistoryStore<String> store() {
        return source.orders();
    }

    public Timeline timeline() {
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

    private static Timeline timeline(Source source, ReportGrain grain, DayOfWeek weekStart) {
        return Periods.of(source.name(), source.firstDate(), source.asOf(), grain, weekStart);
    }
}
