package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Views that show of one customer less than a history does, or otherwise; they are closed with that history. */
final class DerivedViews {
    private static final long FIRST_DAY = LocalDate.of(-999_999, 1, 1).toEpochDay();
    private static final int MAX_TIMELINES = 64;
    // How many days are kept: fewer where many periods make the room of each large.
    private static final int MIN_DAYS = 64;
    private static final int MAX_DAYS = 1 << 12;
    private static final int MAX_PERIODS_OF_DAYS = 1 << 21;

    private final History whole;
    private final int mostDays;
    private final Map<EventFilter.View, History> siblings = new HashMap<>();
    private final Map<History, EventFilter.View> rooms = new HashMap<>();
    private final Map<Long, Tracked> days = new HashMap<>();
    private final List<Tracked> timelines = new ArrayList<>(0);
    private final List<Tracked> open = new ArrayList<>(0);

    DerivedViews(History whole) {
        this.whole = whole;
        this.mostDays = Math.max(MIN_DAYS, Math.min(MAX_DAYS, MAX_PERIODS_OF_DAYS / whole.periods.size()));
    }

    /** A view of the same periods that an owner fills with the events that count; it shows nobody yet. */
    History sibling(EventFilter.View owner) {
        return siblings.computeIfAbsent(
                owner, unused -> derive(whole, whole.periods).inPlaceOf(whole, owner.filter()));
    }

    /** The events that count of what another view shows. */
    History counting(EventFilter filter, History shown) {
        if (!rooms.containsKey(shown) && rooms.size() >= MAX_DAYS) {
            rooms.clear();
        }
        return rooms.computeIfAbsent(shown, unused -> filter.view()).of(shown);
    }

    private History derive(History track, PeriodIndex periods) {
        return new History(periods, track.schema, track.words, unused -> whole.customer());
    }

    /** What was known at the end of a day before the last. */
    History asOf(long epochDay) {
        checkArgument(epochDay >= FIRST_DAY, "epochDay (%s) must be in the years -999,999 and later", epochDay);
        Tracked known = days.get(epochDay);
        if (known == null || known.isStale()) {
            if (days.size() >= mostDays) {
                closeOpen();
                days.clear();
            }
            LocalDate day = LocalDate.ofEpochDay(epochDay);
            known = new Tracked(periods -> periods.asOf(day));
            days.put(epochDay, known);
        }
        return known.show();
    }

    /** All that is known, in the periods of another timeline. */
    History under(Timeline timeline) {
        for (Tracked known : timelines) {
            if (known.view.timeline().equals(timeline) && !known.isStale()) {
                return known.show();
            }
        }
        checkArgument(
                !endsLater(timeline, whole.timeline()),
                "timeline (%s) must end no later than that of the history (%s)",
                timeline,
                whole.timeline());
        if (timelines.size() >= MAX_TIMELINES) {
            closeOpen();
            timelines.clear();
        }
        Tracked made = new Tracked(periods -> periods.under(timeline));
        timelines.add(made);
        return made.show();
    }

    private static boolean endsLater(Timeline a, Timeline b) {
        if (a.zone().isEmpty() || b.zone().isEmpty()) {
            return a.completeBefore().isAfter(b.completeBefore());
        }
        Instant end = a.completeBefore().atZone(a.zone().get()).toInstant();
        return end.isAfter(b.completeBefore().atZone(b.zone().get()).toInstant());
    }

    /** Lets all these views look at nobody any more. */
    void close() {
        siblings.values().forEach(History::close);
        closeOpen();
    }

    private void closeOpen() {
        open.forEach(Tracked::close);
        open.clear();
    }

    /** A view of the history, and of the customer's other tracks. */
    private final class Tracked {
        private final ImmutableList<History> tracks = whole.tracks();
        private final ImmutableList<History> views;
        private final History view;

        Tracked(UnaryOperator<PeriodIndex> periods) {
            if (tracks.isEmpty()) {
                view = derive(whole, periods.apply(whole.periods));
                views = ImmutableList.of(view);
                return;
            }
            views = tracks.stream()
                    .map(track -> derive(track, periods.apply(track.periods)))
                    .collect(ImmutableList.toImmutableList());
            view = views.get(tracks.indexOf(whole));
            History.link(whole.trackNames(), views);
        }

        /** Whether the customer's tracks are others by now. */
        boolean isStale() {
            return !tracks.equals(whole.tracks());
        }

        History show() {
            if (!view.isOpen()) {
                open.add(this);
            }
            for (int i = 0; i < views.size(); i++) {
                History shown = tracks.isEmpty() ? whole : tracks.get(i);
                views.get(i).moveTo(shown.columns, shown.from, shown.to, 0);
            }
            return view;
        }

        void close() {
            views.forEach(History::close);
        }
    }
}
