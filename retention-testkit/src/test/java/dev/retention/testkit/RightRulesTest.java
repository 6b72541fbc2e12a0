package dev.retention.testkit;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.FlowCell;
import dev.retention.movement.Spells;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Group;

/** Rules as users and the library have them keep the laws, of stores of every kind. */
class RightRulesTest {
    @Group
    class OfTheReadme implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            return OwnRules.secondOrder(timeline);
        }
    }

    @Group
    class OfTheLibrary implements RuleContract<FlowCell> {
        @Override
        public Rule<FlowCell> rule(Timeline timeline) {
            return CustomerChurn.over(timeline, Spells.ofOrders(45)).rule();
        }
    }

    @Group
    class OnTracks implements RuleContract<Integer> {
        @Override
        public Rule<Integer> rule(Timeline timeline) {
            return Rule.of(
                            "orders and visits, up to 9",
                            timeline,
                            Cells.of(Axis.range("events", 1, 9)),
                            (orders, sink) -> {
                                int events =
                                        orders.size() + orders.track("visits").size();
                                sink.add(Math.min(events, 9) - 1);
                            })
                    .on("orders", "visits");
        }
    }

    /** By the clock of a zone, in which days are 23 and 25 hours long. */
    @Group
    class InAZone implements RuleContract<CohortCell> {
        private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

        @Override
        public Timeline timeline(LocalDate asOf) {
            return RuleContract.super.timeline(asOf).inZone(BERLIN);
        }

        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline).rule();
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return EventLog.reader(BERLIN).from(rows);
        }

        @Override
        public Event event(EventRow row) {
            return row.described(Event.at(row.at(BERLIN)));
        }
    }

    @Group
    class OfAMeasure implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Groupings.silence(timeline);
        }
    }

    @Group
    class OfNumbersWhoseSumIsNoLong implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Measure.of(
                    "huge",
                    timeline,
                    (history, sink) -> sink.set(Long.MAX_VALUE - Math.abs((long) history.customer())));
        }
    }

    @Group
    class OfAMeasureOfTracks implements MeasureContract {
        @Override
        public Measure measure(Timeline timeline) {
            return Measure.of("visits", timeline, (orders, sink) -> {
                        int visits = orders.track("visits").size();
                        if (visits > 0) {
                            sink.set(visits);
                        }
                    })
                    .on("orders", "visits");
        }
    }

    /** A law that is overridden is waived. */
    @Group
    class Waived implements RuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            return new OwnRules.Captures().rule(timeline);
        }

        @Override
        public void theRuleAndItsTallyTravel(EventLog log, LocalDate asOf, java.util.Random random) {
            // it stays here
        }
    }
}
