package dev.retention.rule;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.service.RandomRequests;
import dev.retention.service.Scores;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.util.List;

/** Random rows as requests for scores. */
final class RandomScores {
    private RandomScores() {}

    static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .codes(row -> RandomRequests.of(row).survey())
                .day(Scores.ANSWERED, row -> RandomRequests.of(row).answered())
                .number(Scores.SCORE, row -> RandomRequests.of(row).score())
                .day(Scores.FOLLOWED_UP, row -> RandomRequests.of(row).followedUp())
                .text(Scores.ROLE, row -> RandomRequests.of(row).role())
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows)
                .named(Scores.TRACK);
    }

    static Event event(EventRow row) {
        RandomRequests.Request request = RandomRequests.of(row);
        Event event = Event.on(row.day()).coded(request.survey()).with(Scores.ROLE, request.role());
        String plan = row.plan();
        event = plan == null ? event : event.with(EventLog.PLAN, plan);
        if (request.answered() == null) {
            return event;
        }
        event = event.with(Scores.ANSWERED, request.answered()).with(Scores.SCORE, (long) request.score());
        return request.followedUp() == null ? event : event.with(Scores.FOLLOWED_UP, request.followedUp());
    }
}
