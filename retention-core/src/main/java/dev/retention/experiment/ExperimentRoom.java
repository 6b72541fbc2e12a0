package dev.retention.experiment;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Room to look at the outcomes of one customer after the other, for one thread. */
final class ExperimentRoom {
    final ArmReader arms;

    private final OutcomeWindow window = new OutcomeWindow();
    private final List<String> tracks = new ArrayList<>();
    // The customer at hand on each of the tracks.
    private final History[] histories;
    private final int[] trackOf;
    private final OutcomeSource.Reader[] readers;
    private final EventFilter.@Nullable View[] views;
    private final int[] days;
    private final int[] pastDays;
    private final boolean[] isShare;
    private final boolean[] isRatio;

    ExperimentRoom(ExperimentSettings settings, Timeline periods) {
        arms = new ArmReader(settings);
        int size = settings.outcomes.size();
        trackOf = new int[size];
        readers = new OutcomeSource.Reader[size];
        views = new EventFilter.View[size];
        days = new int[size];
        pastDays = new int[size];
        isShare = new boolean[size];
        isRatio = new boolean[size];
        for (int i = 0; i < size; i++) {
            OutcomeSettings outcome = settings.outcomes.get(i).settings();
            if (!tracks.contains(outcome.track)) {
                tracks.add(outcome.track);
            }
            trackOf[i] = tracks.indexOf(outcome.track);
            readers[i] = outcome.source.reader(periods);
            days[i] = outcome.days;
            pastDays[i] = outcome.pastDays;
            isShare[i] = outcome.kind == Outcome.Kind.SHARE;
            isRatio[i] = outcome.kind == Outcome.Kind.RATIO;
            views[i] = outcome.events.isAll() ? null : outcome.events.view();
        }
        histories = new History[tracks.size()];
    }

    int days(int outcome) {
        return days[outcome];
    }

    int pastDays(int outcome) {
        return pastDays[outcome];
    }

    boolean isShare(int outcome) {
        return isShare[outcome];
    }

    /** Goes on to a customer. */
    void next(History history) {
        for (int i = 0; i < histories.length; i++) {
            histories[i] = history.track(tracks.get(i));
        }
    }

    /** Looks at days of the customer at hand, by one of the outcomes. */
    OutcomeWindow look(int outcome, long from, long to, boolean isPast) {
        window.open(from, to, isPast, isRatio[outcome]);
        History history = histories[trackOf[outcome]];
        EventFilter.View view = views[outcome];
        readers[outcome].look(view == null ? history : view.of(history, to - 1), window);
        return window;
    }
}
