package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.internal.DayList;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.service.Signal;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Names the losses of each period by what went before them, and the alarms by what came after. */
final class SignalRule implements Rule<SignalCell> {
    private static final long serialVersionUID = 1;
    private static final int LEADS = SignalItem.LEAD.ordinal();

    private final SignalSetup setup;
    private final Timeline periods;
    private final ArrayList<Signal> signals;
    private final Cells<SignalCell> cells;
    private final int rowsOfEach;
    private final long[] starts;
    private final long dataEnd;

    SignalRule(SignalSetup setup, Timeline periods) {
        this.setup = setup;
        this.periods = periods;
        this.signals = new ArrayList<>(setup.signals());
        this.rowsOfEach = LEADS + setup.within();
        this.cells = Cells.grid(
                Axis.of("signal and item", rows()),
                Axis.periods("period", periods),
                (row, period) -> new SignalCell(row.signal, row.item, row.days, period),
                cell -> new Row(cell.signal(), cell.item(), cell.days()),
                SignalCell::period);
        this.starts = LongStream.rangeClosed(0, periods.size())
                .map(p -> periods.first().plus((int) p).firstDay().toEpochDay())
                .toArray();
        this.dataEnd = periods.asOf().toEpochDay() + 1;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Signal signal : signals) {
            for (SignalItem item : SignalItem.values()) {
                for (int days = item == SignalItem.LEAD ? 1 : 0;
                        days <= (item == SignalItem.LEAD ? setup.within() : 0);
                        days++) {
                    rows.add(new Row(signal.definition(), item, days));
                }
            }
        }
        SignalItem.OF_ALARMS.forEach(item -> rows.add(new Row(Signals.LIVE_DAYS, item, 0)));
        return rows;
    }

    @Override
    public String definition() {
        return setup + ", " + periods;
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public List<String> tracks() {
        return setup.tracks();
    }

    @Override
    public Cells<SignalCell> cells() {
        return cells;
    }

    @Override
    public CellState state(SignalCell cell) {
        return SignalItem.OF_ALARMS.contains(cell.item())
                ? CellState.of(
                        cell.period().startInclusive(),
                        cell.period().endExclusive().plusDays(setup.within()),
                        periods.completeBefore())
                : periods.state(cell.period());
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public void apply(History history, CellSink sink) {
        List<Stay> stays = stays(history);
        for (Stay stay : stays) {
            addLiveDays(stay, sink);
        }
        // The first is that any of the others came.
        DayList any = new DayList();
        DayList days = new DayList();
        for (int i = 1; i < signals.size(); i++) {
            days.clear();
            signals.get(i).forEachDay(history, days);
            days.sortDistinctBefore(dataEnd);
            any.addAll(days);
            addSignal(days, i, stays, sink);
        }
        any.sortDistinctBefore(dataEnd);
        addSignal(any, 0, stays, sink);
    }

    private void addSignal(DayList days, int signal, List<Stay> stays, CellSink sink) {
        int firstRow = signal * rowsOfEach;
        int next = 0;
        for (Stay stay : stays) {
            int from = days.firstFrom(stay.start);
            int to = days.firstFrom(stay.end);
            addNotLive(days, next, from, firstRow, sink);
            addAlarms(days, from, to, stay, firstRow, sink);
            addLoss(days, from, to, stay, firstRow, sink);
            next = to;
        }
        addNotLive(days, next, days.size(), firstRow, sink);
    }

    private List<Stay> stays(History history) {
        LossValue value = setup.value();
        History amounts = value.track().isEmpty() ? history : history.track(value.track());
        List<Stay> stays = new ArrayList<>();
        setup.spells().forEach(history, (start, end, ended) -> stays.add(new Stay(start, end, ended)));
        WorthSteps steps = null;
        for (int i = 0; i < stays.size(); i++) {
            Stay stay = stays.get(i);
            if (isCounted(stay)) {
                steps = steps == null ? WorthSteps.of(amounts, value.kind() == LossValue.Kind.RECURRING) : steps;
                stays.set(i, stay.worth(steps.before(setup.worth(), stay.end)));
            }
        }
        return stays;
    }

    private boolean isCounted(Stay stay) {
        return stay.ended && stay.end >= starts[0];
    }

    private void addLoss(DayList days, int from, int to, Stay stay, int firstRow, CellSink sink) {
        int period = period(stay.end);
        if (!isCounted(stay)) {
            return;
        }
        int first = Math.max(from, days.firstFrom(stay.end - setup.within()));
        boolean isAnnounced = first < to;
        add(sink, firstRow, isAnnounced ? SignalItem.ANNOUNCED : SignalItem.UNANNOUNCED, period, 1);
        SignalItem value = isAnnounced ? SignalItem.VALUE_ANNOUNCED : SignalItem.VALUE_UNANNOUNCED;
        add(sink, firstRow, value, period, stay.value);
        if (isAnnounced) {
            int lead = (int) (stay.end - days.day(setup.lead() == SignalLead.FIRST ? first : to - 1));
            sink.add((firstRow + LEADS + lead - 1) * periods.size() + period, 1);
        }
    }

    private void addAlarms(DayList days, int from, int to, Stay stay, int firstRow, CellSink sink) {
        long quietUntil = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            if (days.day(i) > quietUntil) {
                quietUntil = setup.alarm() == SignalAlarm.EVERY_DAY ? days.day(i) : days.day(i) + setup.within();
                int period = period(days.day(i));
                if (period >= 0) {
                    add(sink, firstRow, whatCame(days.day(i), stay), period, 1);
                }
            }
        }
    }

    private void addNotLive(DayList days, int from, int to, int firstRow, CellSink sink) {
        for (int i = from; i < to; i++) {
            int period = period(days.day(i));
            if (period >= 0) {
                add(sink, firstRow, SignalItem.NOT_LIVE, period, 1);
            }
        }
    }

    /** What came of all days of a stay: of runs of days alike, the part in each period. */
    private void addLiveDays(Stay stay, CellSink sink) {
        long[] cuts = {stay.start, stay.end - setup.within(), dataEnd - setup.within(), stay.end};
        Arrays.sort(cuts);
        for (int i = 0; i + 1 < cuts.length; i++) {
            long to = Math.min(stay.end, cuts[i + 1]);
            for (long from = Math.max(Math.max(stay.start, starts[0]), cuts[i]); from < to; ) {
                int period = period(from);
                long until = Math.min(to, starts[period + 1]);
                int row = signals.size() * rowsOfEach + SignalItem.OF_ALARMS.indexOf(whatCame(from, stay));
                sink.add(row * periods.size() + period, until - from);
                from = until;
            }
        }
    }

    /** What came in the days after a day of a stay. */
    private SignalItem whatCame(long day, Stay stay) {
        boolean isLost = stay.ended && stay.end - day <= setup.within();
        boolean isOver = day + setup.within() < dataEnd;
        return isOver
                ? isLost ? SignalItem.FOLLOWED : SignalItem.NOT_FOLLOWED
                : isLost ? SignalItem.FOLLOWED_SO_FAR : SignalItem.OPEN;
    }

    private void add(CellSink sink, int firstRow, SignalItem item, int period, long amount) {
        sink.add((firstRow + item.ordinal()) * periods.size() + period, amount);
    }

    /** The period of a day up to the as-of day, below 0 of one before the first. */
    private int period(long day) {
        int at = Arrays.binarySearch(starts, day);
        return at < 0 ? -at - 2 : at;
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }

    private record Row(String signal, SignalItem item, int days) implements Serializable {
        private static final long serialVersionUID = 1;

        /** Prints such as {@code "complaint" on tickets: LEAD 12}. */
        @Override
        public String toString() {
            return signal + ": " + item.name() + " " + days;
        }
    }

    private record Stay(long start, long end, boolean ended, long value) {
        Stay(long start, long end, boolean ended) {
            this(start, end, ended, 0);
        }

        Stay worth(long minor) {
            return new Stay(start, end, ended, minor);
        }
    }
}
