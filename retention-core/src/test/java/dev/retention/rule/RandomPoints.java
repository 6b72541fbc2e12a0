package dev.retention.rule;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.PointsReader.Kind;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random rows as movements of points, some of which take more than there is. */
final class RandomPoints {
    private RandomPoints() {}

    static Kind kind(EventRow row) {
        boolean isEven = row.secondOfDay() % 2 == 0;
        return switch (row.code()) {
            case "order" -> row.secondOfDay() % 5 == 0 ? Kind.PENDING : Kind.ISSUED;
            case "visit" -> Kind.SPENT;
            default -> isEven ? Kind.REVERSED : Kind.EXPIRED;
        };
    }

    static long points(EventRow row) {
        return Math.floorMod(row.cents(), 100) + 1;
    }

    static @Nullable LocalDate expires(EventRow row) {
        boolean never = !row.code().equals("order") || row.secondOfDay() % 3 == 0;
        return never ? null : row.day().plusDays(row.secondOfDay() % 300);
    }

    static Event event(EventRow row) {
        Event event = Event.on(row.day()).coded(kind(row).toString()).with(PointsLedger.POINTS, points(row));
        event = row.plan() == null ? event : event.with(EventLog.PLAN, row.plan());
        LocalDate expires = expires(row);
        return expires == null ? event : event.with(PointsLedger.EXPIRES, expires);
    }

    static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .codes(row -> kind(row).toString())
                .number(PointsLedger.POINTS, RandomPoints::points)
                .plannedDay(PointsLedger.EXPIRES, RandomPoints::expires)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows);
    }
}
