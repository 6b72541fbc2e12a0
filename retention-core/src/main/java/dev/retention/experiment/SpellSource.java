package dev.retention.experiment;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.util.List;

/** Whether customers who were live are lost, or lost customers are back. */
record SpellSource(Spells spells, boolean wasLive) implements OutcomeSource {
    private static final long serialVersionUID = 1;

    @Override
    public String words() {
        return (wasLive ? "loss of who was live: " : "return of who was lost: ") + spells;
    }

    @Override
    public List<String> warnings(HistoryStore<?> track) {
        return spells.warnings(track);
    }

    @Override
    public Reader reader(Timeline periods) {
        SpellAtDay at = new SpellAtDay(spells);
        return (history, window) -> {
            at.look(history, window.from());
            if (wasLive ? at.isLive() : at.isLost()) {
                long day = wasLive ? at.lossDay() : at.returnDay();
                window.set(day < window.to() ? 1 : 0);
            }
        };
    }
}
