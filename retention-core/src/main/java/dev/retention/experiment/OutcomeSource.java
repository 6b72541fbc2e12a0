package dev.retention.experiment;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

/** How the number of one customer is found. */
interface OutcomeSource extends Serializable {
    /** What tells it from every other source. */
    String words();

    /** The tracks that are read beside or instead of the outcome's own. */
    default List<String> tracks(String own) {
        return List.of(own);
    }

    /** Whether it looks at events of the outcome's own track, of which some may count, and which may be another. */
    default boolean looksAtEvents() {
        return true;
    }

    /** Whether the own track must have amounts. */
    default boolean readsAmounts() {
        return false;
    }

    /** Whether it says something else of the days before the exposure. */
    default boolean hasPast() {
        return true;
    }

    /** Refuses a timeline of an experiment, of which it cannot be asked. */
    default void check(Timeline experiment) {}

    /** The codes that are told and that no event has. */
    default List<String> warnings(HistoryStore<?> track) {
        return List.of();
    }

    /** Room to look at one customer after the other, for one thread. */
    Reader reader(Timeline periods);

    /** Looks at one customer. */
    interface Reader {
        /** Looks at the history on the outcome's own track, which may be empty. */
        void look(History history, OutcomeWindow window);
    }
}
