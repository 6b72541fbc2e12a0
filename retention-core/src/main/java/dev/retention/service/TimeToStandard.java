package dev.retention.service;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;

/** Whether customers got somewhere within some days, or by a day that was promised them when they started. */
final class TimeToStandard extends PeriodMethod<Standard.Item> {
    private static final long serialVersionUID = 1;

    private final TimeTo time;
    private final int days;
    // Empty for days.
    private final String promise;

    TimeToStandard(Timeline timeline, TimeTo time, int days, String promise) {
        super(timeline, Standard.Item.class);
        this.time = time;
        this.days = days;
        this.promise = promise;
    }

    @Override
    protected String definition() {
        return time.events().inWords() + ", "
                + (promise.isEmpty()
                        ? "within " + days + " days"
                        : "by the day in " + TicketChoice.quoted(List.of(promise)));
    }

    @Override
    protected List<String> tracks() {
        return time.events().tracks();
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        if (!promise.isEmpty()) {
            StoreWords.checkPlanned(store, tracks().get(0), promise);
        }
    }

    /** Of promises nobody knows how far they reach: who is open tells. */
    @Override
    protected CellState state(Timeline periods, Standard.Item item, Period period) {
        CellState state = super.state(periods, item, period);
        long over = period.plus(1).firstDay().toEpochDay() - 1 + days;
        return state == CellState.OBSERVED && periods.asOf().toEpochDay() < over ? CellState.PARTIAL : state;
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return time.warnings(store);
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        int start = time.events().start(history);
        if (start >= 0 && history.period(start) >= 0) {
            sink.add(verdict(periods, history, start), history.period(start), 1);
        }
    }

    private Standard.Item verdict(Timeline periods, History history, int start) {
        long opened = history.epochDay(start);
        long bound = days;
        if (!promise.isEmpty()) {
            int column = history.column(promise);
            if (!history.hasValue(column, start)) {
                return Standard.Item.UNTOLD;
            }
            bound = history.epochDayOf(column, start) - opened;
        }
        long end = time.events().end(history, start);
        boolean isOver = end != TicketEnd.NONE;
        return Standard.ofDays((isOver ? end : periods.asOf().toEpochDay()) - opened, isOver, bound);
    }
}
