package dev.retention.rule;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;

/** One rule, whose answers are spread over the groups of several groupings. */
final class Spread<C> {
    private final Recording recording = new Recording();
    private final Asked<C> asked;
    private final List<Asked<In<C>>> grouped = new ArrayList<>();

    Spread(Rule<C> rule, List<GroupedRule<C>> rules) {
        this.asked = new Asked<>(rule, CellSink.recording(rule.cells(), recording));
        for (GroupedRule<C> by : rules) {
            grouped.add(new Asked<>(by.asking((history, sink) -> recording.replay(sink))));
        }
    }

    void add(History history) {
        recording.clear();
        asked.add(history);
        for (int i = 0; i < grouped.size(); i++) {
            grouped.get(i).add(history);
        }
    }

    Tally<In<C>> tally(int i) {
        return grouped.get(i).tally();
    }
}
