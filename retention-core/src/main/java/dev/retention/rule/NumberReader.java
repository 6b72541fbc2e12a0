package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A measure that is asked of one customer after the other, with the sink that takes its answers. */
final class NumberReader implements Measure.Reader {
    private final MeasureSink sink;
    private final String track;

    NumberReader(Measure measure) {
        List<String> tracks = measure.tracks();
        this.sink = new MeasureSink(measure, 1);
        this.track = tracks.isEmpty() ? TrackNames.FIRST : tracks.get(0);
    }

    @Override
    public void look(History history) {
        requireNonNull(history, "history");
        sink.look(track.equals(TrackNames.FIRST) ? history : history.track(track));
    }

    @Override
    public OptionalLong number(int column) {
        return sink.value(Objects.checkIndex(column, sink.columns().count()));
    }
}
