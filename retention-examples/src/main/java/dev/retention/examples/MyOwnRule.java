package dev.retention.examples;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Live;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;

/** "My metric is not in the library." A rule of a few lines gets members, explanations, reconciliation and live updates. */
public final class MyOwnRule {
    private MyOwnRule() {}

    // region rule
    /** How quickly a second order follows the first. */
    static Rule<String> secondOrder(Timeline timeline) {
        Cells<String> cells = Cells.of(List.of("within 30 days", "later", "not yet"));
        return Rule.of("time to the second order", timeline, cells, (history, sink) -> {
            if (history.size() < 2) {
                sink.add(2);
            } else {
                sink.add(history.epochDay(1) - history.epochDay(0) <= 30 ? 0 : 1);
            }
        });
    }
    // endregion

    /**
     * Prints what the rule says and what follows from it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region use
        Timeline timeline = Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));
        long january = LocalDate.of(2026, 1, 1).toEpochDay();
        HistoryStore<Long> orders = LongHistoryBuilder.ofDays()
                .add(1, january)
                .add(1, january + 20)
                .add(2, january + 3)
                .add(2, january + 60)
                .add(3, january + 9)
                .build();

        Counted<Long, String> speed = Sweep.over(orders).threads(2).count(secondOrder(timeline));
        out.println(speed); // time to the second order: within 30 days 1, later 1, not yet 1
        out.println(speed.members("not yet")); // [3]
        out.println(speed.explain(2L));

        Live<Long> live = Live.from(orders);
        Live<Long>.Table<String> current = live.track(secondOrder(timeline));
        live.add(3L, Event.on(LocalDate.of(2026, 1, 25)));
        out.println(current.count("within 30 days")); // 2
        // endregion
        out.println(speed.reconcile("within 30 days", "later"));

        // region restate
        out.println(speed.restate(live.snapshot())); // who changed the figures since, and by what

        byte[] here =
                speed.tally().toBytes(); // to a file, or from another machine: tallies of disjoint customers add up
        byte[] both = Tally.merge(here, Tally.empty(secondOrder(timeline)).toBytes());
        Counted<Long, String> merged = Counted.of(secondOrder(timeline), Tally.fromBytes(secondOrder(timeline), both));
        out.println(merged.count("later")); // 1; who it is, only a store can tell
        // endregion
    }
}
