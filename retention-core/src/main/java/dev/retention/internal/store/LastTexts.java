package dev.retention.internal.store;

import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last text that each of some customers has in a column of a track up to the as-of day, for many columns. */
public final class LastTexts {
    private final StoreData<?> data;
    // By customer the first event and the one after the last known.
    private final int[] from;
    private final int[] to;
    // Whether each has one event, the next that of the next.
    private final boolean inRow;

    private LastTexts(StoreData<?> data, int[] from, int[] to) {
        this.data = data;
        this.from = from;
        this.to = to;
        boolean row = true;
        for (int i = 0; i < to.length; i++) {
            row &= from[i] == from[0] + i && to[i] == from[i] + 1;
        }
        this.inRow = row;
    }

    /**
     * Of the customers with numbers from one to before another, on a track, or on the first if the name is empty.
     *
     * @return null if there is no such track
     * @throws IllegalArgumentException if the timeline does not fit
     */
    public static @Nullable LastTexts of(HistoryStore<?> store, Timeline timeline, String track, int first, int end) {
        TrackSet<?> tracks = TrackSet.of(store);
        int index = track.isEmpty() ? 0 : tracks.names().indexOf(track);
        if (index < 0) {
            return null;
        }
        StoreData<?> data = tracks.data(index);
        PeriodIndex periods = data.periods(tracks.bind(timeline, store.trackNames()));
        TrackNumbers numbers = tracks.numbers(index);
        int[] from = new int[end - first];
        int[] to = new int[end - first];
        int place = 0;
        for (int customer = first; customer < end; customer++) {
            place = numbers.place(customer, place);
            if (numbers.isAt(place, customer)) {
                int own = numbers.own(place++);
                from[customer - first] = data.eventsBefore(own);
                to[customer - first] =
                        periods.known(data.columns(), data.eventsBefore(own), data.eventsBefore(own + 1));
            }
        }
        return new LastTexts(data, from, to);
    }

    /** The number of a column of texts, −1 if there is none of the name. */
    public int column(String name) {
        int column = data.schema().find(name);
        return column >= 0 && data.schema().type(column) == ColumnKind.Type.TEXT ? column : -1;
    }

    /** The texts of a column by number. */
    public List<String> texts(int column) {
        return data.words().texts().get(column).names();
    }

    /** Whether the customer at a place has an event on the track up to the as-of day. */
    public boolean isKnown(int at) {
        return to[at] > from[at];
    }

    /** Puts the numbers of the last texts of some customers, −1 of who has none, in place of what an array begins with. */
    public void read(int column, int at, int count, int[] texts) {
        Column values = data.columns().column(column);
        if (inRow) {
            values.texts(from[at], count, texts);
        } else {
            values.lastTexts(from, to, at, count, texts);
        }
    }
}
