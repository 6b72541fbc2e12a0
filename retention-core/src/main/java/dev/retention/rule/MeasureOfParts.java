package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.internal.Captures;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.List;
import java.util.stream.IntStream;

/** A measure made of functions. */
final class MeasureOfParts implements Measure {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final Axis<String> names;
    private final Body body;

    MeasureOfParts(String definition, Timeline timeline, Axis<String> names, Body body) {
        checkArgument(names.size() > 0, "measure (%s) must have a column", definition);
        this.definition = definition;
        this.timeline = timeline;
        this.names = names;
        this.body = body;
    }

    @Override
    public String definition() {
        return definition;
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public List<String> columns() {
        return IntStream.range(0, names.size()).mapToObj(names::value).toList();
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        body.apply(history, sink);
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        Captures.write(out, "measure (" + definition + ")");
    }

    @Override
    public String toString() {
        return definition;
    }
}
