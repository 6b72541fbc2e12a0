package dev.retention.testkit;

import static dev.retention.testkit.EventLog.PLAN;

import dev.retention.history.History;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groupings of every kind, for rules that are tried on an {@link EventLog}: by customer, code, column, events and numbers, each read in
 * every way.
 *
 * <pre>{@code
 * for (Grouping grouping : Groupings.of(rule)) {
 *     Sweep.over(log.store()).count(rule.by(grouping));
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Groupings {
    private Groupings() {}

    /**
     * Groupings that a rule can be counted by.
     *
     * @param rule the rule, over events with codes, amounts and the column {@link EventLog#PLAN}
     * @return the groupings; those read at each period where every row of the rule's cells says when
     */
    public static List<Grouping> of(Rule<?> rule) {
        Timeline timeline = rule.timeline();
        List<Grouping> all = new ArrayList<>(List.of(
                Grouping.<Long>of("parity", key -> key % 3 == 0 ? null : key % 3 == 1 ? "odd" : "even"),
                Grouping.<Long>of("half", Reading.AT_ANCHOR, (key, day) -> "H" + day.getMonthValue() / 7),
                Grouping.ofCode("code", Reading.AT_ANCHOR, code -> code.startsWith("r") ? null : code),
                Grouping.ofCode("last", Reading.LATEST, code -> code),
                Grouping.ofColumn(PLAN, Reading.AT_ANCHOR),
                Grouping.ofColumn(PLAN, Reading.LATEST),
                Grouping.ofEvents("neighbour", Reading.AT_ANCHOR, Groupings::before),
                Grouping.ofEvents("known so far", Reading.LATEST, Groupings::soFar),
                Grouping.ofMeasure(silence(timeline), Reading.AT_ANCHOR, 0, 1, 31),
                Grouping.ofMeasure(days(timeline), Reading.LATEST, -100, 50_000),
                Grouping.ofMeasure(days(timeline), "active days", Reading.AT_ANCHOR, 2, 5, 9),
                spenders(timeline, Reading.AT_ANCHOR),
                spenders(timeline, Reading.LATEST)));
        if (hasMoments(rule)) {
            all.add(Grouping.ofCode("then", Reading.AT_PERIOD, code -> code));
            all.add(Grouping.<Long>of(
                    "quarter", Reading.AT_PERIOD, (key, day) -> "Q" + (key + day.getMonthValue()) % 4));
            all.add(Grouping.ofColumn(PLAN, Reading.AT_PERIOD));
            all.add(Grouping.ofColumn(PLAN, Reading.AT_PERIOD).moves());
            all.add(Grouping.ofEvents("known by then", Reading.AT_PERIOD, Groupings::soFar));
            all.add(Grouping.ofMeasure(silence(timeline), Reading.AT_PERIOD, 10, 40, 90));
            all.add(Grouping.ofMeasure(days(timeline), "active days", Reading.AT_PERIOD, 2, 5, 9));
            all.add(spenders(timeline, Reading.AT_PERIOD));
            all.add(spenders(timeline, Reading.AT_PERIOD).moves());
        }
        return all;
    }

    /**
     * Tells whether groupings that change over time can be read for a rule.
     *
     * @param rule the rule
     * @return whether every row of its cells says when
     */
    public static boolean hasMoments(Rule<?> rule) {
        int rows = rule.cells().size() / Math.max(1, rule.cells().width());
        for (int row = 0; row < rows; row++) {
            if (rule.readAt(row) == Rule.Moment.NONE) {
                return false;
            }
        }
        return true;
    }

    /**
     * For how many days a customer has been silent as of the last day known; none of those whose last event is a refund.
     *
     * @param timeline the periods
     * @return a measure of one column
     */
    public static Measure silence(Timeline timeline) {
        return Measure.of("days of silence", timeline, (history, sink) -> {
            int last = history.size() - 1;
            if (!history.code(last).equals("refund")) {
                sink.set(history.timeline().asOf().toEpochDay() - history.epochDay(last));
            }
        });
    }

    /**
     * What was paid, and on how many days there was an event, which is counted in periods of days whatever the table's are.
     *
     * @param timeline says up to which day, and in which zone
     * @return a measure of the columns {@code cents} and {@code active days}
     */
    public static Measure days(Timeline timeline) {
        Timeline each = Timeline.of(Grain.DAY, timeline.asOf());
        return Measure.of(
                "what was done",
                timeline.zone().map(each::inZone).orElse(each),
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

    /**
     * By both numbers of {@link #days}: what was paid a day.
     *
     * @param timeline says up to which day, and in which zone
     * @param reading when it is read
     * @return large and small spenders of two days or more
     */
    public static Grouping spenders(Timeline timeline, Reading reading) {
        return Grouping.ofNumbers(
                "spenders", days(timeline), "cents a day above 2000, of 2 days or more", reading, Groupings::spender);
    }

    /** Large or small, of those who were there on several days. */
    private static @Nullable String spender(long... centsAndDays) {
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
}
