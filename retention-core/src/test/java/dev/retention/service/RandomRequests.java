package dev.retention.service;

import dev.retention.history.HistoryStore;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Random rows as requests for scores, of which some are answered and some of these followed up. */
public final class RandomRequests {
    private RandomRequests() {}

    /** One request as an application would hold it. */
    public record Request(
            long customer,
            LocalDate asked,
            String survey,
            @Nullable LocalDate answered,
            @Nullable Integer score,
            @Nullable LocalDate followedUp,
            String role,
            @Nullable String project) {
        boolean isKnown(LocalDate asOf) {
            return !asked.isAfter(asOf);
        }

        /** Whether there is an answer of the survey by a day. */
        boolean isScored(String of, LocalDate asOf) {
            LocalDate day = answered;
            return isKnown(asOf) && survey.equals(of) && day != null && !day.isAfter(asOf);
        }
    }

    public static Request of(EventRow row) {
        int second = row.secondOfDay();
        LocalDate answered = second % 4 == 0 ? null : row.day().plusDays(second % 50);
        Integer score = answered == null ? null : (int) Math.floorMod(row.cents(), 11L);
        LocalDate up = answered == null || second % 3 == 0 ? null : answered.plusDays(second % 17);
        return new Request(
                row.customer(),
                row.day(),
                row.code().equals("visit") ? "other" : "nps",
                answered,
                score,
                up,
                second % 2 == 0 ? "boss" : "user",
                second % 5 == 0 ? null : "p" + second % 3);
    }

    static Arbitrary<List<Request>> requests() {
        return EventLog.row()
                .map(RandomRequests::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .withoutEdgeCases();
    }

    static HistoryStore<Long> store(List<Request> requests) {
        return Scores.reader(Request::customer, Request::asked, Request::survey)
                .answered(Request::answered, Request::score)
                .followedUp(Request::followedUp)
                .role(Request::role)
                .project(Request::project)
                .survey(Survey.of("other", 0, 10, 4, 8))
                .from(requests);
    }
}
