package dev.retention.service;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.service.Journeys.Cell;
import dev.retention.service.Journeys.Counting;
import dev.retention.service.Journeys.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Follows a customer from stage to stage. */
final class JourneyRule implements Rule<Cell> {
    private static final long serialVersionUID = 1;
    private static final long NONE = Long.MAX_VALUE;
    private static final int ITEMS = Item.values().length;

    private final String definition;
    private final Timeline periods;
    private final ArrayList<String> stages;
    private final Counting counting;
    private final int days;
    private final Cells<Cell> cells;

    JourneyRule(String definition, Timeline periods, List<String> stages, Counting counting, int days) {
        this.definition = definition;
        this.periods = periods;
        this.stages = new ArrayList<>(stages);
        this.counting = counting;
        this.days = days;
        this.cells = Cells.grid(
                Cells.grid(
                        Axis.of("stage", stages),
                        Axis.of("item", Item.class),
                        AtStage::new,
                        AtStage::stage,
                        AtStage::item),
                Axis.periods("period", periods),
                (at, period) -> new Cell(period, at.stage(), at.item()),
                cell -> new AtStage(cell.stage(), cell.item()),
                Cell::period);
    }

    private record AtStage(String stage, Item item) implements Serializable {}

    static String words(List<String> stages, Counting counting) {
        return "journey " + String.join(" → ", stages) + ", stages left out "
                + (counting == Counting.REACHED ? "passed" : "not passed");
    }

    @Override
    public String definition() {
        return definition;
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public List<String> tracks() {
        return List.of(Journey.TRACK);
    }

    @Override
    public Cells<Cell> cells() {
        return cells;
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public CellState state(Cell cell) {
        int stage = stages.indexOf(cell.stage());
        if (stage == 0 && cell.item() == Item.ENTERED) {
            return periods.state(cell.period());
        }
        boolean isLast = stage == stages.size() - 1;
        long stagesToWait = cell.item() == Item.ENTERED ? stage : stage + 1L;
        CellState decided = ServiceDays.stateWithin(periods, cell.period(), stagesToWait * days);
        boolean isOpen = days == 0 || (isLast && cell.item() != Item.ENTERED);
        return isOpen && decided == CellState.OBSERVED ? CellState.PARTIAL : decided;
    }

    @Override
    public void apply(History history, CellSink sink) {
        Stages customer = Stages.of(history, stages, counting);
        int period = customer.entered[0] == NONE ? -1 : ServiceDays.index(periods, customer.entered[0]);
        if (period < 0) {
            return;
        }
        sink.anchoredOn(customer.entered[0]);
        // A day that is not over in the data decides nothing.
        long lastOver = ServiceDays.lastOver(periods);
        int stage = 0;
        Item next = Item.PASSED;
        while (next == Item.PASSED) {
            next = next(customer, stage, lastOver);
            add(sink, stage, Item.ENTERED, period);
            add(sink, stage, next, period);
            stage++;
        }
    }

    private void add(CellSink sink, int stage, Item item, int period) {
        sink.add((stage * ITEMS + item.ordinal()) * periods.size() + period);
    }

    /** What became of the customer in a stage. */
    private Item next(Stages customer, int stage, long lastOver) {
        long from = customer.entered[stage];
        boolean isLast = stage == stages.size() - 1;
        long limit = days == 0 || isLast ? NONE : from + days;
        if (!isLast && customer.isIn(stage + 1, from, limit)) {
            return Item.PASSED;
        }
        for (int later = stage + 2; later < stages.size(); later++) {
            if (customer.isIn(later, from, limit)) {
                return Item.SKIPPED;
            }
        }
        return customer.left != NONE || lastOver >= limit ? Item.LOST : Item.STILL_IN;
    }

    /** The days from one stage to another. */
    static DayCounts days(
            Timeline timeline, List<String> stages, Counting counting, int from, int to, HistoryStore<?> store) {
        ArrayList<String> all = new ArrayList<>(stages);
        String words = "days from " + stages.get(from) + " to " + stages.get(to) + " of the " + words(stages, counting);
        return DayCounts.of(words, Journey.TRACK, timeline, store, (history, times) -> {
            Stages customer = Stages.of(history, all, counting);
            long start = customer.entered[from];
            long end = customer.entered[to];
            if (start == NONE) {
                return;
            }
            boolean ended = end != NONE && end >= start;
            long censored = Math.max(
                    start, Math.min(customer.left, history.timeline().asOf().toEpochDay()));
            times.add(start, ended ? end : censored, ended);
        });
    }

    /** When a customer entered each stage, and left. */
    private static final class Stages {
        private final long[] entered;
        private final long left;

        private Stages(long left, long... entered) {
            this.entered = entered;
            this.left = left;
        }

        static Stages of(History history, List<String> stages, Counting counting) {
            long[] entered = new long[stages.size()];
            Arrays.fill(entered, NONE);
            long left = NONE;
            for (int event = history.size() - 1; event >= 0; event--) {
                int stage = stages.indexOf(history.code(event));
                if (stage >= 0) {
                    entered[stage] = history.epochDay(event);
                } else if (history.code(event).equals(Journey.LEFT)) {
                    left = history.epochDay(event);
                }
            }
            for (int stage = stages.size() - 2; counting == Counting.REACHED && stage >= 0; stage--) {
                entered[stage] = Math.min(entered[stage], entered[stage + 1]);
            }
            return new Stages(left, entered);
        }

        /** Whether a stage was entered from one day to another. */
        boolean isIn(int stage, long from, long to) {
            long day = entered[stage];
            return day != NONE && day >= from && day <= to;
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition;
    }
}
