package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Cells;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of items by period, all of which are read at the end of their period, so that what holds between items holds in every group.
 *
 * @param <C> the type of cells
 */
abstract class ItemRule<C> extends TableRule<C> {
    private static final long serialVersionUID = 1;

    private final Cells.Part<C, Period> period;
    private final ArrayList<String> tracks;
    /** How many periods there are. */
    final int size;

    ItemRule(String definition, Timeline timeline, Cells<C> cells, Cells.Part<C, Period> period, List<String> tracks) {
        super(definition + tracksInWords(tracks) + ", " + timeline, timeline, cells);
        this.period = period;
        this.tracks = new ArrayList<>(tracks);
        this.size = timeline.size();
    }

    private static String tracksInWords(List<String> tracks) {
        return tracks.isEmpty() ? "" : ", on " + String.join(" and ", tracks);
    }

    /** Refuses periods in which days cannot be told apart. */
    static Timeline ofWholeDays(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
        return timeline;
    }

    /** The last day that is over in the data, later than which nothing has happened at the end of a day: of data to noon the day before. */
    static long lastDayOver(Timeline timeline) {
        return timeline.completeBefore().toLocalDate().toEpochDay() - 1;
    }

    @Override
    public final List<String> tracks() {
        return List.copyOf(tracks);
    }

    @Override
    public final CellState state(C cell) {
        return timeline().state(period.of(cell));
    }

    @Override
    public final Moment readAt(int row) {
        return Moment.END;
    }
}
