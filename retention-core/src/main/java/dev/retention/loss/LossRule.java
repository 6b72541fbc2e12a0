package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Names who is live at the start of each period, and the losses of it by what they are put down to. */
final class LossRule implements Rule<LossCell> {
    private static final long serialVersionUID = 1;

    private final LossSettings settings;
    private final Timeline periods;
    private final LossFold fold;
    private final ArrayList<LossItem> items;
    private final ArrayList<LossWorth> worths;
    // Whether customers have amounts by the worths.
    private final boolean isValued;
    private final boolean withStart;
    private final Cells<LossCell> cells;
    // By the number of each item its place among those that are counted, −1 of others.
    private final int[] places;

    /**
     * Makes the rule.
     *
     * @param withStart whether who is live at the start is counted, which has no cause
     */
    LossRule(LossSettings settings, Timeline periods, boolean withStart) {
        this.settings = settings;
        this.periods = periods;
        this.fold = new LossFold(settings, periods);
        this.withStart = withStart;
        this.items = new ArrayList<>(settings.items());
        if (!withStart) {
            items.remove(LossItem.START);
        }
        this.worths = new ArrayList<>(rows(settings.value));
        this.isValued = !settings.value.worths().isEmpty();
        this.places = Arrays.stream(LossItem.values()).mapToInt(items::indexOf).toArray();
        this.cells = Cells.grid(
                Cells.grid(Axis.of("item", items), Axis.of("worth", worths), Row::new, Row::item, Row::worth),
                Axis.periods("period", periods),
                (row, period) -> new LossCell(row.item(), row.worth(), period),
                cell -> new Row(cell.item(), cell.worth()),
                LossCell::period);
    }

    /** The worths by which there are rows; one without an amount where none is known. */
    static List<LossWorth> rows(LossValue value) {
        return value.worths().isEmpty() ? List.of(LossWorth.LAST) : value.worths();
    }

    @Override
    public String definition() {
        return settings + (withStart ? "" : ", without who was live at the start") + ", " + periods;
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public List<String> tracks() {
        return settings.tracks();
    }

    @Override
    public Cells<LossCell> cells() {
        return cells;
    }

    @Override
    public CellState state(LossCell cell) {
        return periods.state(cell.period());
    }

    @Override
    public Moment readAt(int row) {
        return switch (items.get(row / worths.size())) {
            case START, START_LOST, LOST -> Moment.START;
            default -> Moment.END;
        };
    }

    @Override
    public void apply(History history, CellSink sink) {
        // Of a customer with events on other tracks alone there is no loss, and nothing to be anchored at.
        if (history.size() == 0) {
            return;
        }
        LostCustomer customer = new LostCustomer(settings, history);
        if (withStart) {
            sink.anchoredAt(0);
        }
        fold.forEach(
                history,
                withStart ? (start, end, ended) -> start(customer, start, end, sink) : null,
                lost -> lost(customer, lost, sink));
    }

    private void start(LostCustomer customer, long start, long end, CellSink sink) {
        int from = fold.firstAfter(start);
        int to = fold.firstAfter(end);
        if (!isValued) {
            sink.addSpan(0, from, Math.max(from, to));
            return;
        }
        for (int period = from; period < to; period++) {
            for (int w = 0; w < worths.size(); w++) {
                sink.add(w * periods.size() + period, customer.before(worths.get(w), fold.start(period)));
            }
        }
    }

    private void lost(LostCustomer customer, LossFold.Lost lost, CellSink sink) {
        sink.anchoredAt(lost.event());
        long[] values = values(worth -> customer.worth(worth, lost));
        if (lost.isBack()) {
            add(sink, LossItem.LOST_AND_BACK, lost, values);
            return;
        }
        add(sink, LossItem.LOSSES, lost, values);
        add(sink, lost.wasLive() ? LossItem.LOST : LossItem.ARRIVED_AND_LOST, lost, values);
        if (lost.wasLive()) {
            add(sink, LossItem.START_LOST, lost, values(worth -> customer.before(worth, fold.start(lost.period()))));
        }
        add(sink, LossItem.of(customer.cause(lost)), lost, values);
        if (customer.reason(lost) != null) {
            add(sink, LossItem.WITH_REASON, lost, values);
        }
        if (customer.isSilent(lost)) {
            add(sink, LossItem.SILENT, lost, values);
        }
        if (lost.isWithin(settings.early)) {
            add(sink, LossItem.EARLY, lost, values);
        }
    }

    /** The amounts of all worths that are known. */
    private long[] values(ToLongFunction<LossWorth> value) {
        long[] values = new long[isValued ? worths.size() : 0];
        for (int w = 0; w < values.length; w++) {
            values[w] = value.applyAsLong(worths.get(w));
        }
        return values;
    }

    /** Names an item of the period of a loss, if it is counted. */
    private void add(CellSink sink, LossItem item, LossFold.Lost lost, long[] values) {
        int row = places[item.ordinal()] * worths.size();
        for (int w = 0; row >= 0 && w < worths.size(); w++) {
            int cell = (row + w) * periods.size() + lost.period();
            if (values.length == 0) {
                sink.add(cell);
            } else {
                sink.add(cell, values[w]);
            }
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }

    private record Row(LossItem item, LossWorth worth) {}
}
