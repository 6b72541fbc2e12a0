package dev.retention.experiment;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the arm of each customer, and the outcomes from the day of exposure on. */
final class ExperimentRule implements Rule<ExperimentCell> {
    private static final long serialVersionUID = 1;
    private static final int ITEMS = Item.values().length;
    private static final long DIGIT = 0xFFFF_FFFFL;

    private final ExperimentSettings settings;
    private final Timeline periods;
    private final Cells<ExperimentCell> cells;
    private final long asOf;
    private final transient @Nullable ExperimentRoom room;

    ExperimentRule(ExperimentSettings settings, Timeline periods) {
        this(settings, periods, cells(settings), null);
    }

    private ExperimentRule(
            ExperimentSettings settings, Timeline periods, Cells<ExperimentCell> cells, @Nullable ExperimentRoom room) {
        this.settings = settings;
        this.periods = periods;
        this.cells = cells;
        this.asOf = periods.asOf().toEpochDay();
        this.room = room;
    }

    private record Row(String arm, String outcome) implements Serializable {}

    private static Cells<ExperimentCell> cells(ExperimentSettings settings) {
        List<String> outcomes = new ArrayList<>(List.of(ExperimentCell.EXPOSURE));
        settings.outcomes.forEach(outcome -> outcomes.add(outcome.name()));
        return Cells.grid(
                Cells.grid(
                        Axis.of("arm", settings.arms), Axis.of("outcome", outcomes), Row::new, Row::arm, Row::outcome),
                Axis.of("item", Item.class),
                (row, item) -> new ExperimentCell(row.arm(), row.outcome(), item),
                cell -> new Row(cell.arm(), cell.outcome()),
                ExperimentCell::item);
    }

    @Override
    public String definition() {
        return settings.definition() + ", " + periods;
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
    public Cells<ExperimentCell> cells() {
        return cells;
    }

    @Override
    public Rule<ExperimentCell> forOneThread() {
        return new ExperimentRule(settings, periods, cells, new ExperimentRoom(settings, periods));
    }

    @Override
    public void apply(History history, CellSink sink) {
        History exposures = history.track(settings.track);
        if (exposures.size() == 0) {
            return;
        }
        ExperimentRoom asked = room == null ? new ExperimentRoom(settings, periods) : room;
        boolean isOneArm = asked.arms.isOneArm(exposures);
        long day = exposures.epochDay(0);
        int outcomes = settings.outcomes.size();
        int first = asked.arms.arm() * (outcomes + 1) * ITEMS;
        // What is known of the groups of customers must not come from what the exposure did.
        sink.anchoredOn(day - 1);
        if (!isOneArm) {
            sink.add(first + Item.SEVERAL_ARMS.ordinal());
            return;
        }
        // And not the days since, which change with every day.
        sink.add(first + Item.COUNTED.ordinal(), day);
        addProduct(sink, first + Item.SQUARES_0.ordinal(), day, day);
        asked.next(history);
        for (int i = 0; i < outcomes; i++) {
            name(asked, i, day, sink, first + (i + 1) * ITEMS);
        }
    }

    private void name(ExperimentRoom asked, int number, long day, CellSink sink, int first) {
        int days = asked.days(number);
        long from = settings.isBeforehand ? day - days : day;
        if (from + days > asOf + 1) {
            sink.add(first + Item.NOT_MATURE.ordinal());
            return;
        }
        OutcomeWindow window = asked.look(number, from, from + days, false);
        if (!window.isSet()) {
            sink.add(first + Item.WITHOUT.ordinal());
            return;
        }
        long value = window.value();
        long beside = window.base();
        int past = asked.pastDays(number);
        if (past > 0) {
            beside = asked.look(number, from - past, from, true).value();
        }
        boolean isShare = asked.isShare(number);
        if (isShare && value != 0 && value != 1) {
            throw new IllegalArgumentException(
                    "outcome (" + value + ") of a share must be 0 or 1: " + settings.outcomes.get(number));
        }
        if (value == 0) {
            sink.add(first + Item.COUNTED.ordinal());
        } else {
            sink.add(first + Item.COUNTED.ordinal(), value);
            sink.add(first + Item.YES.ordinal());
            if (!isShare) {
                addProduct(sink, first + Item.SQUARES_0.ordinal(), value, value);
            }
        }
        if (beside != 0) {
            sink.add(first + Item.BESIDE.ordinal(), beside);
            addProduct(sink, first + Item.BESIDE_SQUARES_0.ordinal(), beside, beside);
            addProduct(sink, first + Item.PRODUCTS_0.ordinal(), value, beside);
        }
    }

    /** Adds the digits to the base 2³² of a product to three cells, each with the sign of the product. */
    private static void addProduct(CellSink sink, int lowest, long one, long other) {
        if (one == 0 || other == 0) {
            return;
        }
        long low = Math.abs(one) * Math.abs(other);
        long high = Math.multiplyHigh(Math.abs(one), Math.abs(other));
        long sign = (one < 0) == (other < 0) ? 1 : -1;
        sink.add(lowest, sign * (low & DIGIT));
        if (low >>> 32 != 0) {
            sink.add(lowest + 1, sign * (low >>> 32));
        }
        if (high != 0) {
            sink.add(lowest + 2, sign * high);
        }
    }

    @Override
    public String toString() {
        return definition();
    }
}
