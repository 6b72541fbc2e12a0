package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Scope;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;

/**
 * Recurring value, counted: the table of the library that the parts of a report share.
 *
 * @param source the changes of value
 * @param grain the length of the periods
 * @param weekStart the first day of a week
 * @param movements where value came from and where it went
 */
public record RevenueCounts(
        RevenueSource source, ReportGrain grain, DayOfWeek weekStart, RevenueMovements<String> movements) {

    /**
     * Counts recurring value.
     *
     * @throws RefusedException if there are too many periods, or of a snapshot the last is not over
     */
    public static RevenueCounts of(RevenueSource source, ReportGrain grain, DayOfWeek weekStart) {
        Timeline all = Periods.of(source.name(), source.firstDate(), source.asOf(), grain, weekStart);
        if (source.snapshot() && all.state(all.last()) != CellState.OBSERVED) {
            throw new RefusedException(source.name() + ": only the last " + grain.word()
                    + " of a snapshot can be shown, so that --as-of " + source.asOf() + " must be the last day of one");
        }
        Timeline shown = source.snapshot() ? all.from(all.last()) : all;
        return new RevenueCounts(
                source, grain, weekStart, RecurringRevenue.over(shown).of(source.changes()));
    }

    HistoryStore<String> store() {
        return source.changes();
    }

    List<RevenueMovements<String>.InPeriod> periods() {
        return movements.periods();
    }

    /** The position of the latest period that is over and had value at its start. */
    Optional<Integer> latest() {
        for (int at = periods().size() - 1; at >= 0; at--) {
            RevenueMovements<String>.InPeriod each = periods().get(at);
            if (each.state() == CellState.OBSERVED
                    && each.amount(RevenueItem.START).signum() > 0) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The twelve months that end with a period, if the data go back so far. */
    Optional<RevenueWindow> yearTo(Period period) {
        RevenueWindow year = RevenueWindow.yearTo(period);
        return year.from().isAfter(source.firstDate()) && !source.snapshot() ? Optional.of(year) : Optional.empty();
    }

    /** What was counted. */
    public RevenueScope scope() {
        RevenueMovements<String>.InPeriod last = periods().get(periods().size() - 1);
        Scope scope = new Scope(
                source.name(),
                source.simulated(),
                grain,
                source.firstDate(),
                source.asOf(),
                source.statedAsOf().isEmpty(),
                store().customers(),
                store().events(),
                last.amount(RevenueItem.END),
                source.unit());
        return new RevenueScope(
                scope,
                source.snapshot(),
                source.subscriptions(),
                last.customers(RevenueItem.END),
                last.amount(RevenueItem.END));
    }
}
