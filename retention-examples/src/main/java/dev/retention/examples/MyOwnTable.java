package dev.retention.examples;

import dev.retention.history.Event;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.CellSink;
import dev.retention.rule.Live;
import dev.retention.rule.PeriodItem;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries;
import java.io.PrintStream;
import java.time.LocalDate;

/** "My table is not in the library." Items of every period in a few lines, with members, shares, groups, charts and live updates. */
public final class MyOwnTable {
    private MyOwnTable() {}

    // region table
    /** Orders of each month by how soon they follow the one before. */
    static final class Followers extends PeriodMethod<Followers.Item> {
        enum Item {
            FIRST,
            SOON,
            LATE
        }

        private static final long serialVersionUID = 1;

        Followers(Timeline months) {
            super(months, Item.class);
        }

        @Override
        protected String definition() {
            return "orders by how soon they follow";
        }

        @Override
        protected void apply(Timeline periods, History orders, CellSink sink) {
            for (int i = 0; i < orders.size(); i++) {
                long days = i == 0 ? 0 : orders.epochDay(i) - orders.epochDay(i - 1);
                if (orders.period(i) >= 0) { // what was before the first period counts below 0
                    sink.add(i == 0 ? Item.FIRST : days <= 30 ? Item.SOON : Item.LATE, orders.period(i), 1);
                }
            }
        }
    }
    // endregion

    /**
     * Prints what the table says and what follows from it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        long january = LocalDate.of(2026, 1, 1).toEpochDay();
        HistoryStore<Long> orders = LongHistoryBuilder.ofDays()
                .add(1, january)
                .add(1, january + 20)
                .add(1, january + 40)
                .add(2, january + 3)
                .add(2, january + 50)
                .add(3, january + 45)
                .build();
        // region use
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));
        Followers followers = new Followers(months);
        PeriodItems<Long, Followers.Item> table = followers.of(orders);
        out.println(table.inPeriod("2026-02")); // customers, and orders in brackets
        out.println(table.inPeriod("2026-02").members(Followers.Item.LATE)); // [2]
        out.println(CountSeries.ofCounts(table, Followers.Item.SOON)); // for a chart
        Live<Long> live = Live.from(orders);
        Live<Long>.Table<PeriodItem<Followers.Item>> current = live.track(followers.rule());
        live.add(3L, Event.on(LocalDate.of(2026, 2, 28)));
        out.println(followers.of(current.tally()).inPeriod("2026-02").number(Followers.Item.SOON)); // 2
        // endregion
    }
}
