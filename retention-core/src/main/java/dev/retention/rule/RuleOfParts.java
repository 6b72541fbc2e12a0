package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.internal.Captures;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;

/** A rule made of functions. */
final class RuleOfParts<C> implements Rule<C> {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final Cells<C> cells;
    private final Body body;

    RuleOfParts(String definition, Timeline timeline, Cells<C> cells, Body body) {
        this.definition = definition;
        this.timeline = timeline;
        this.cells = cells;
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
    public Cells<C> cells() {
        return cells;
    }

    @Override
    public void apply(History history, CellSink sink) {
        body.apply(history, sink);
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        Captures.write(out, "rule (" + definition + ")");
    }

    @Override
    public String toString() {
        return definition;
    }
}
