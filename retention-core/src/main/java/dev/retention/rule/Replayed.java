package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.time.Timeline;

/** A parted rule that does not ask the rule itself, but names again what was recorded of it. Lives as long as one sweep. */
final class Replayed<C> implements Rule<In<C>> {
    private static final long serialVersionUID = 1;
    private final GroupedRule<C> grouped;
    private final transient Recording recording;
    private final transient GroupedRule.Spreading spreading;

    Replayed(GroupedRule<C> grouped, Recording recording) {
        this.grouped = grouped;
        this.recording = recording;
        this.spreading = new GroupedRule.Spreading(grouped.parted(), grouped.grouping());
    }

    @Override
    public String definition() {
        return grouped.definition();
    }

    @Override
    public Timeline timeline() {
        return grouped.timeline();
    }

    @Override
    public Cells<In<C>> cells() {
        return grouped.cells();
    }

    @Override
    public void apply(History history, CellSink sink) {
        spreading.before(history, sink);
        recording.replay(sink);
        spreading.after(sink);
    }

    private Object writeReplace() {
        return grouped;
    }
}
