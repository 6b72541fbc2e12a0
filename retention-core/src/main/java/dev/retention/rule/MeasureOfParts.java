package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.stream.IntStream;

/** A measure made of functions. */
record MeasureOfParts(String definition, Timeline timeline, Axis<String> names, Measure.Body body) implements Measure {
    MeasureOfParts {
        checkArgument(names.size() > 0, "measure (%s) must have a column", definition);
    }

    @Override
    public List<String> columns() {
        return IntStream.range(0, names.size()).mapToObj(names::value).toList();
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        body.apply(history, sink);
    }

    @Override
    public String toString() {
        return definition;
    }
}
