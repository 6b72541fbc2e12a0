package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.loss.LossCauses.Recorded;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the reasons of losses are recorded: in columns of the events that make them, or in a column of a track of their own. */
record LossReasons(String track, String first, String now) implements Serializable {
    static final LossReasons NONE = new LossReasons("", "", "");

    private static final long serialVersionUID = 1;

    boolean exist() {
        return !first.isEmpty();
    }

    /** The columns of the track of reasons, that recorded first before the other. */
    List<String> columns() {
        return exist() ? now.isEmpty() ? List.of(first) : List.of(first, now) : List.of();
    }

    /**
     * The reason of a loss, null if there is none.
     *
     * @param event the event that made the loss
     * @param isOrder whether it is the last order before the loss, not the loss itself
     */
    @Nullable
    String of(Recorded recorded, History history, int event, boolean isOrder) {
        if (!exist()) {
            return null;
        }
        if (!track.isEmpty()) {
            long from = isOrder ? history.epochDay(event) : event == 0 ? Long.MIN_VALUE : history.epochDay(event - 1);
            long to = event + 1 < history.size() ? history.epochDay(event + 1) : Long.MAX_VALUE;
            return between(recorded, history.track(track), from, to);
        }
        String recoded = recorded == Recorded.FIRST || now.isEmpty() ? null : history.text(history.column(now), event);
        return recoded == null ? history.text(history.column(first), event) : recoded;
    }

    /** The first or the last reason from one day to before another. */
    private @Nullable String between(Recorded recorded, History reasons, long from, long to) {
        String found = null;
        int column = reasons.column(first);
        for (int i = 0; i < reasons.size(); i++) {
            boolean isWithin = reasons.epochDay(i) >= from && reasons.epochDay(i) < to;
            String reason = isWithin ? reasons.text(column, i) : null;
            if (reason != null && (found == null || recorded == Recorded.NOW)) {
                found = reason;
            }
        }
        return found;
    }

    /** Prints where reasons are. */
    @Override
    public String toString() {
        return exist()
                ? "reasons in " + LossCauses.quoted(columns())
                        + (track.isEmpty() ? "" : " on " + LossCauses.quoted(List.of(track)))
                : "no reasons";
    }
}
