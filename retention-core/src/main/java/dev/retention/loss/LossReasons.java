package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.internal.Text;
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

    /** The reason in the columns of the event that made a loss, null if there is none. */
    @Nullable
    String of(Recorded recorded, History history, int event) {
        String recoded = recorded == Recorded.FIRST || now.isEmpty()
                ? null
                : Text.said(history.text(history.column(now), event));
        return recoded == null ? Text.said(history.text(history.column(first), event)) : recoded;
    }

    /** The reason on a track of its own: that which stood on the day of the loss or else came next, or the last of all. */
    @Nullable
    String within(Recorded recorded, History reasons, LossWindow window) {
        String found = null;
        int column = reasons.column(first);
        for (int i = 0; i < reasons.size(); i++) {
            long day = reasons.epochDay(i);
            String reason = window.has(day) ? Text.said(reasons.text(column, i)) : null;
            if (reason != null && (found == null || recorded == Recorded.NOW || day <= window.loss())) {
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
