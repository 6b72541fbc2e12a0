package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.RandomTickets;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.service.Tickets;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Health classes of random histories, told anew from the rows. */
class HealthScoreProperties {
    private static final Timeline MONTHS =
            Timeline.monthly(EventLog.FIRST_DAY.plusDays(700)).from(EventLog.FIRST_DAY);

    private static HealthScore health(Timeline timeline) {
        Measure orders = Measure.of("orders so far", timeline, (history, sink) -> sink.set(history.size()));
        return HealthScore.named("health")
                .rule(
                        "red",
                        HealthCondition.silent(RandomTickets.ORDERS, 60)
                                .and(HealthCondition.within(complaint(), 60).not()))
                .rule("amber", HealthCondition.within(complaint(), 30))
                .rule("new", HealthCondition.below(orders, "orders so far", 2))
                .otherwise("green");
    }

    private static Signal complaint() {
        return Signal.of(Tickets.TRACK, Tickets.COMPLAINT);
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    /** The class of a customer at the end of a day. */
    private static Optional<String> told(List<EventRow> rows, long customer, LocalDate day) {
        List<EventRow> known = rows.stream()
                .filter(row -> row.customer() == customer && !row.day().isAfter(day))
                .toList();
        List<EventRow> orders =
                known.stream().filter(row -> row.code().equals("order")).toList();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        boolean ordered = orders.stream().anyMatch(row -> row.day().isAfter(day.minusDays(60)));
        if (!ordered && !hasComplained(known, day.minusDays(60))) {
            return Optional.of("red");
        }
        return Optional.of(hasComplained(known, day.minusDays(30)) ? "amber" : orders.size() < 2 ? "new" : "green");
    }

    private static boolean hasComplained(List<EventRow> rows, LocalDate after) {
        return rows.stream()
                .anyMatch(row -> row.code().equals("visit") && row.day().isAfter(after));
    }

    @Property(tries = 100)
    void aHistoryIsWhatTheRowsUpToEachDayTell(@ForAll("rows") List<EventRow> rows) {
        HistoryStore<Long> store = RandomTickets.store(rows);
        for (Long customer : store.members()) {
            HealthHistory<Long> history = health(MONTHS).historyOf(customer, MONTHS, Sweep.over(store));
            assertThat(history.readings()).hasSize(MONTHS.size());
            for (HealthHistory.Reading reading : history.readings()) {
                assertThat(reading.healthClass()).isEqualTo(told(rows, customer, reading.day()));
            }
        }
    }

    @Property(tries = 100)
    void groupsOnADayAreThoseOfDataThatEndWithIt(
            @ForAll("rows") List<EventRow> rows, @ForAll @IntRange(min = 0, max = 700) int days) {
        LocalDate day = EventLog.FIRST_DAY.plusDays(days);
        Timeline until = Timeline.monthly(day).from(EventLog.FIRST_DAY);
        HistoryStore<Long> store = RandomTickets.store(rows);
        ByGroup<Members<Long>> groups = Sweep.over(store).members(health(until).grouping(until, Reading.LATEST), until);
        for (Group group : groups.groups()) {
            for (Long customer : groups.inGroup(group)) {
                assertThat(told(rows, customer, day).orElse(Group.MISSING.label()))
                        .isEqualTo(group.label());
            }
        }
    }
}
