package dev.retention.experiment;

import dev.retention.experiment.ExposureTenures.Cell;
import dev.retention.experiment.ExposureTenures.Item;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the arm of each customer, and after how many days what is looked for was seen, or the data ended. */
final class ExposureTenureRule implements Rule<Cell> {
    private static final long serialVersionUID = 1;
    private static final int ITEMS = Item.values().length;

    private final ExposureTenureSettings settings;
    private final Timeline periods;
    private final Cells<Cell> cells;
    private final long firstDay;
    private final long asOf;
    private final int width;
    private final transient @Nullable Room room;

    ExposureTenureRule(ExposureTenureSettings settings, Timeline periods) {
        this.settings = settings;
        this.periods = periods;
        this.firstDay = periods.first().firstDay().toEpochDay();
        this.asOf = periods.asOf().toEpochDay();
        this.width = Math.toIntExact(Math.max(1, asOf - firstDay + 1));
        this.cells = Cells.grid(
                Cells.grid(
                        Axis.of("arm", settings.exposures.arms),
                        Axis.of("item", Item.class),
                        Row::new,
                        Row::arm,
                        Row::item),
                Axis.range("days", 0, width),
                (row, days) -> new Cell(row.arm(), row.item(), days),
                cell -> new Row(cell.arm(), cell.item()),
                Cell::days);
        this.room = null;
    }

    /** The same with room of its own. */
    private ExposureTenureRule(ExposureTenureRule rule) {
        this.settings = rule.settings;
        this.periods = rule.periods;
        this.firstDay = rule.firstDay;
        this.asOf = rule.asOf;
        this.width = rule.width;
        this.cells = rule.cells;
        this.room = new Room(rule.settings);
    }

    private record Row(String arm, Item item) {}

    @Override
    public String definition() {
        return settings + ", " + periods;
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
    public Cells<Cell> cells() {
        return cells;
    }

    @Override
    public Rule<Cell> forOneThread() {
        return new ExposureTenureRule(this);
    }

    @Override
    public void apply(History history, CellSink sink) {
        History exposures = history.track(settings.exposures.track);
        if (exposures.size() == 0) {
            return;
        }
        Room asked = room == null ? new Room(settings) : room;
        boolean isOneArm = asked.arms.isOneArm(exposures);
        long day = exposures.epochDay(0);
        int first = asked.arms.arm() * ITEMS;
        sink.anchoredOn(day - 1);
        if (!isOneArm) {
            sink.add((first + Item.SEVERAL_ARMS.ordinal()) * width);
        } else if (day < firstDay) {
            sink.add((first + Item.TOO_EARLY.ordinal()) * width);
        } else if (!asked.look(history.track(settings.track), day)) {
            sink.add((first + Item.WITHOUT.ordinal()) * width);
        } else if (asked.end <= asOf) {
            sink.add((first + Item.ENDED.ordinal()) * width + (int) (asked.end - day));
        } else {
            sink.add((first + Item.CENSORED.ordinal()) * width + (int) (asOf - day));
        }
    }

    /** Room to look at one customer after the other, for one thread. */
    private static final class Room {
        private final ExposureTenureSettings settings;
        private final ArmReader arms;
        private final EventFilter.@Nullable View view;
        private final OutcomeWindow window = new OutcomeWindow();
        private final @Nullable SpellAtDay spells;
        private long end;

        Room(ExposureTenureSettings settings) {
            this.settings = settings;
            this.arms = new ArmReader(settings.exposures);
            this.view = settings.events.isAll() ? null : settings.events.view();
            this.spells = settings.spells == null ? null : new SpellAtDay(settings.spells);
        }

        /** Finds the day of what is looked for; tells whether it can be seen. */
        boolean look(History whole, long day) {
            History history = view == null ? whole : view.of(whole);
            if (spells == null) {
                int event = window.firstFrom(history, day);
                end = event < history.size() ? history.epochDay(event) : SpellAtDay.NEVER;
                return true;
            }
            spells.look(history, day);
            boolean isLoss = settings.until == ExposureTenureSettings.Until.LOST;
            end = isLoss ? spells.lossDay() : spells.returnDay();
            return isLoss ? spells.isLive() : spells.isLost();
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }
}
