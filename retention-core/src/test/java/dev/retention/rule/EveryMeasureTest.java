package dev.retention.rule;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.loss.HealthCondition;
import dev.retention.loss.HealthScore;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.Referrals;
import dev.retention.segment.Rfm;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.Goals;
import dev.retention.service.ServiceBalance;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.SurveyRequests;
import dev.retention.service.Tickets;
import dev.retention.service.TimeTo;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.testkit.MeasureContract;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;

/** The laws of measures, held by every measure there is. */
class EveryMeasureTest {
    /** What another rule says of each customer. */
    @net.jqwik.api.Group
    class CellsOfARule implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            Rule<Integer> orders = Rule.of(
                    "customers by number of events",
                    timeline,
                    Cells.of(Axis.range("events", 1, 4)),
                    (history, sink) -> sink.add(Math.min(history.size(), 4) - 1, history.size()));
            return Measure.ofCells(orders, List.of(2, 4));
        }
    }

    @net.jqwik.api.Group
    class Purchases implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return PurchaseCounting.weekly(timeline.asOf()).measure();
        }
    }

    @net.jqwik.api.Group
    class PurchasesWithRefundsAndHoldout implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return PurchaseCounting.daily(timeline.asOf())
                    .holdoutFrom(timeline.asOf().minusDays(60))
                    .counting(EventFilter.of("order", "refund").with(EventFilter.Refunds.DEDUCT))
                    .measure();
        }
    }

    @net.jqwik.api.Group
    class RecencyFrequencyMoney implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Rfm.asOf(timeline.asOf()).measure();
        }
    }

    @net.jqwik.api.Group
    class RecencyDaysAndMeanWithRefunds implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Rfm.asOf(timeline.asOf())
                    .counting(EventFilter.of("order").refundedBy("refund"))
                    .frequency(Rfm.Frequency.DAYS)
                    .money(Rfm.Money.MEAN)
                    .measure();
        }
    }

    @net.jqwik.api.Group
    class SeveralJoined implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            Timeline days = Rfm.asOf(timeline.asOf()).measure().timeline();
            Measure refunds = Measure.of("refunds", days, (history, sink) -> {
                if (history.code(history.size() - 1).equals("refund")) {
                    sink.set(history.amount(history.size() - 1));
                }
            });
            Measure events = Measure.of("events", days, (history, sink) -> sink.set(history.size()));
            return refunds.and(Rfm.asOf(timeline.asOf()).measure().and(events));
        }
    }

    @net.jqwik.api.Group
    class AmountsInCells implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            var rule = CohortRetention.over(timeline).rule();
            return new CellMeasure<>(
                    rule,
                    IntStream.of(0, rule.cells().size() - 1)
                            .distinct()
                            .mapToObj(rule.cells()::cell)
                            .toList());
        }
    }

    @net.jqwik.api.Group
    class AmountsInCellsOfGroups implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            var rule = CohortRetention.over(timeline)
                    .rule()
                    .by(Grouping.ofCode(
                            "first", Grouping.Reading.AT_ANCHOR, code -> code.equals("visit") ? null : code));
            CohortCell cell = ((Cells.Grouped<CohortCell>) rule.cells()).inner().cell(0);
            return new CellMeasure<>(rule, List.of(new In<>(Group.of("order"), cell), new In<>(Group.MISSING, cell)));
        }
    }

    @net.jqwik.api.Group
    class BalancesOfPoints implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return PointsLedger.over(timeline).balances();
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return RandomPoints.store(rows);
        }

        @Override
        public Event event(EventRow row) {
            return RandomPoints.event(row);
        }
    }

    @net.jqwik.api.Group
    class BalancesOfService implements OfTickets {
        @Override
        public Measure measure(Timeline timeline) {
            return ServiceBalance.over(timeline).measure();
        }
    }

    @net.jqwik.api.Group
    class DaysLate implements OfTickets {
        @Override
        public Measure measure(Timeline timeline) {
            return TimeTo.over(timeline, RandomTickets.ORDERS, Tickets.TRACK).daysLate(RandomTickets.PROMISED);
        }
    }

    @net.jqwik.api.Group
    class RulesOfHealth implements OfTickets {
        @Override
        public Measure measure(Timeline timeline) {
            Measure orders = Measure.of("orders", timeline, (history, sink) -> sink.set(history.size()));
            return HealthScore.named("health")
                    .rule("red", HealthCondition.silent(RandomTickets.ORDERS, 60))
                    .rule("amber", HealthCondition.within(Signal.of(Tickets.TRACK, Tickets.COMPLAINT), 30))
                    .rule("new", HealthCondition.below(orders, "orders", 2))
                    .otherwise("green")
                    .measure(timeline);
        }
    }

    /** Tickets beside orders. */
    private interface OfTickets extends MeasureContract {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomTickets.store(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomTickets.event(row);
        }

        @Override
        default String track(EventRow row) {
            return RandomTickets.trackOf(row);
        }
    }

    @net.jqwik.api.Group
    class RequestsForScores implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return SurveyRequests.over(timeline).of(Survey.NPS).requestsWithin(90);
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return RandomScores.store(rows);
        }

        @Override
        public Event event(EventRow row) {
            return RandomScores.event(row);
        }
    }

    @net.jqwik.api.Group
    class TenureOfCustomers implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Referrals.over(timeline).tenure();
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return MeasureContract.super.store(rows).named("orders");
        }
    }

    @net.jqwik.api.Group
    class OnATrack implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Measure.of("events and their amount", timeline, List.of("events", "amount"), (history, sink) -> {
                        sink.set(0, history.size());
                        if (history.amount(0) > 0) {
                            sink.set(1, history.amount(0));
                        }
                    })
                    .on("events");
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return MeasureContract.super
                    .store(rows)
                    .named("events")
                    .and(EventLog.reader()
                            .from(rows.subList(0, rows.size() / 2))
                            .named("some"));
        }
    }

    /** Measures of a track of relations with customers. */
    private interface OfRelations extends MeasureContract {
        String track();

        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomRelations.track(rows, track());
        }

        @Override
        default Event event(EventRow row) {
            return RandomRelations.event(row);
        }

        @Override
        default Arbitrary<EventLog> events() {
            return EventLog.arbitrary()
                    .map(log -> log.only(row -> RandomRelations.track(row).equals(track())));
        }
    }

    @net.jqwik.api.Group
    class DaysSinceContact implements OfRelations {
        @Override
        public Measure measure(Timeline timeline) {
            return Contacts.over(timeline).through("call").daysSince();
        }

        @Override
        public String track() {
            return Contacts.TRACK;
        }
    }

    @net.jqwik.api.Group
    class BreadthOfContacts implements OfRelations {
        @Override
        public Measure measure(Timeline timeline) {
            return Coverage.over(timeline, Contacts.EMPLOYEE).within(200).breadth();
        }

        @Override
        public String track() {
            return Contacts.TRACK;
        }
    }

    @net.jqwik.api.Group
    class AttainmentOfGoals implements OfRelations {
        @Override
        public Measure measure(Timeline timeline) {
            return Goals.over(timeline).early(10).attainment();
        }

        @Override
        public String track() {
            return Goals.TRACK;
        }
    }
}
