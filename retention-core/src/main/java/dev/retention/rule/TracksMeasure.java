package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.List;

/** A measure on some tracks of a store. */
record TracksMeasure(Measure measure, List<String> names) implements Measure {
    @Override
    public String definition() {
        return measure.definition() + ", on " + String.join(" and ", names);
    }

    @Override
    public Timeline timeline() {
        return measure.timeline();
    }

    @Override
    public List<String> tracks() {
        return names;
    }

    @Override
    public List<String> columns() {
        return measure.columns();
    }

    @Override
    public Measure on(String... others) {
        return new TracksMeasure(measure, TrackNames.of(others));
    }

    @Override
    public Measure forOneThread() {
        return new TracksMeasure(measure.forOneThread(), names);
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        measure.apply(history, sink);
    }

    @Override
    public String toString() {
        return definition();
    }
}
