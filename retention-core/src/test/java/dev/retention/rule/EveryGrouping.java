package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.history.RandomHistories.Row;
import dev.retention.rule.Grouping.Reading;
import dev.retention.segment.OrderDiscounts;
import dev.retention.segment.ProductReturns;
import dev.retention.segment.Programme;
import dev.retention.segment.Referrals;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.Invoices;
import dev.retention.service.Owners;
import dev.retention.service.Payers;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Groupings of every kind, over random histories that have a column of plans. */
final class EveryGrouping {
    static final String PLAN = "plan";

    private EveryGrouping() {}

    /** The plan of an event, which some do not have. */
    static @Nullable String plan(Row row) {
        long hash = row.cents() * 31 + row.secondOfDay();
        return Math.floorMod(hash, 4) == 0 ? null : "p" + Math.floorMod(hash, 3);
    }

    /** For how many days a customer has been silent as of the last day known; not of those whose last event is a refund. */
    static Measure silence(Timeline timeline) {
        return Measure.of("days of silence", timeline, (history, sink) -> {
            int last = history.size() - 1;
            if (!history.code(last).equals("refund")) {
                sink.set(history.timeline().asOf().toEpochDay() - history.epochDay(last));
            }
        });
    }

    /** On how many days there was an event, which is counted in periods of days whatever the table's are, and what was paid. */
    static Measure days(Timeline timeline) {
        return Measure.of(
                "what was done",
                Timeline.of(Grain.DAY, timeline.asOf()),
                List.of("cents", "active days"),
                (history, sink) -> {
                    long cents = 0;
                    for (int event = 0; event < history.size(); event++) {
                        cents += history.amount(event);
                    }
                    sink.set(cents);
                    sink.set(1, history.activity().count());
                });
    }

    /** By both numbers of what was done. */
    static Grouping spenders(Timeline timeline, Reading reading) {
        return Grouping.ofNumbers(
                "spenders",
                days(timeline),
                "cents a day above 2000, of 2 days or more",
                reading,
                EveryGrouping::spender);
    }

    static @Nullable String spender(long... centsAndDays) {
        return centsAndDays[1] < 2 ? null : centsAndDays[0] > 2000 * centsAndDays[1] ? "large" : "small";
    }

    /** The code of the event before. */
    private static @Nullable String before(History history, int event) {
        return event == 0 ? null : history.code(event - 1);
    }

    /** Of orders, how many events are known in all when that is asked. */
    private static @Nullable String soFar(History history, int event) {
        return history.code(event).equals("order") ? "n" + history.size() % 3 : null;
    }

    /** Whether the cells of a rule say when a grouping that changes over time is read. */
    static boolean hasMoments(Rule<?> rule) {
        int rows = rule.cells().size() / Math.max(1, rule.cells().width());
        boolean hasMoments = true;
        for (int row = 0; row < rows; row++) {
            hasMoments &= rule.readAt(row) != Rule.Moment.NONE;
        }
        return hasMoments;
    }

    /** How rules begin that are tried on stores that tell of orders, discounts and returns: others are refused. */
    private static final List<String> ORDER_LINES =
            List.of("second and later orders", "discounts of order lines", "returns of goods");

    /** Groupings of every kind that fits a rule. */
    static List<Grouping> of(Rule<?> rule) {
        Timeline timeline = rule.timeline();
        List<Grouping> all = new ArrayList<>(List.of(
                Grouping.<Long>of("parity", key -> key % 3 == 0 ? null : key % 3 == 1 ? "odd" : "even"),
                Grouping.<Long>of("half", Reading.AT_ANCHOR, (key, day) -> "H" + day.getMonthValue() / 7),
                Grouping.ofCode("code", Reading.AT_ANCHOR, code -> code.startsWith("r") ? null : code),
                Grouping.ofCode("last", Reading.LATEST, code -> code),
                Grouping.ofColumn(PLAN, Reading.AT_ANCHOR),
                Grouping.ofColumn(PLAN, Reading.LATEST),
                Grouping.ofEvents("neighbour", Reading.AT_ANCHOR, EveryGrouping::before),
                Grouping.ofEvents("known so far", Reading.LATEST, EveryGrouping::soFar),
                Grouping.ofMeasure(silence(timeline), Reading.AT_ANCHOR, 0, 1, 31),
                Grouping.ofMeasure(days(timeline), Reading.LATEST, -100, 50_000),
                Grouping.ofMeasure(days(timeline), "active days", Reading.AT_ANCHOR, 2, 5, 9),
                spenders(timeline, Reading.AT_ANCHOR),
                spenders(timeline, Reading.LATEST)));
        if (ORDER_LINES.stream().anyMatch(rule.definition()::startsWith)) {
            all.add(OrderDiscounts.ofFirstOrder(5, 40));
            all.add(ProductReturns.ofFirstOrder(30));
        }
        if (rule.tracks().contains("visits")) {
            all.add(Programme.joined("visits"));
        }
        if (rule.tracks().contains(Referrals.TRACK)) {
            all.add(Referrals.over(timeline).referred());
        }
        if (rule.definition().startsWith("customers by distinct ")) {
            Coverage employees = Coverage.over(timeline, Contacts.EMPLOYEE).within(90);
            all.add(employees.byOnlyOne(Reading.LATEST));
            all.add(employees.byOnlyOne(Reading.AT_PERIOD));
        }
        if (rule.tracks().contains(Owners.TRACK)) {
            all.add(Owners.by("manager", Reading.AT_PERIOD));
        }
        if (rule.tracks().contains(Invoices.TRACK)) {
            all.add(Payers.late(10, Reading.LATEST));
            all.add(Payers.disputed(Reading.AT_ANCHOR));
        }
        if (hasMoments(rule)) {
            all.add(Grouping.ofCode("then", Reading.AT_PERIOD, code -> code));
            all.add(Grouping.<Long>of(
                    "quarter", Reading.AT_PERIOD, (key, day) -> "Q" + (key + day.getMonthValue()) % 4));
            all.add(Grouping.ofColumn(PLAN, Reading.AT_PERIOD));
            all.add(Grouping.ofColumn(PLAN, Reading.AT_PERIOD).moves());
            all.add(Grouping.ofEvents("known by then", Reading.AT_PERIOD, EveryGrouping::soFar));
            all.add(Grouping.ofMeasure(silence(timeline), Reading.AT_PERIOD, 10, 40, 90));
            all.add(Grouping.ofMeasure(days(timeline), "active days", Reading.AT_PERIOD, 2, 5, 9));
            all.add(spenders(timeline, Reading.AT_PERIOD));
            all.add(spenders(timeline, Reading.AT_PERIOD).moves());
        }
        return all;
    }

    /** A rule by some grouping. */
    static <C> Rule<In<C>> any(Rule<C> rule, Random random) {
        List<Grouping> groupings = of(rule);
        return rule.by(groupings.get(random.nextInt(groupings.size())));
    }
}
