package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.stream.Stream;

/** The columns of two measures side by side. */
record JoinedMeasure(Measure one, Measure other) implements Measure {
    private static final long serialVersionUID = 1;

    JoinedMeasure {
        requireNonNull(one, "one");
        requireNonNull(other, "other");
    }

    static JoinedMeasure of(Measure one, Measure other) {
        checkArgument(
                one.timeline().equals(requireNonNull(other, "other").timeline())
                        && one.tracks().equals(other.tracks()),
                "other (%s) must have the timeline (%s) and tracks %s of this measure",
                other.definition(),
                one.timeline(),
                one.tracks());
        JoinedMeasure joined = new JoinedMeasure(one, other);
        Axis.of("column", joined.columns());
        return joined;
    }

    @Override
    public String definition() {
        return one.definition() + "; " + other.definition();
    }

    @Override
    public Timeline timeline() {
        return one.timeline();
    }

    @Override
    public List<String> tracks() {
        return one.tracks();
    }

    @Override
    public List<String> columns() {
        return Stream.of(one, other)
                .flatMap(measure -> measure.columns().stream())
                .toList();
    }

    @Override
    public Measure forOneThread() {
        return new JoinedMeasure(one.forOneThread(), other.forOneThread());
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        one.apply(history, sink);
        sink.after(one.columns().size(), other, history);
    }

    @Override
    public String toString() {
        return definition();
    }
}
