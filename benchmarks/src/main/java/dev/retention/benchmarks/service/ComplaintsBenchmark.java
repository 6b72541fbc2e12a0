package dev.retention.benchmarks.service;

import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.benchmarks.history.WorkloadState;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Complaints;
import dev.retention.service.Complaints.Item;
import dev.retention.service.Tickets;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Complaints by topic in each of 24 months, with those of the same month and those repeated within 30 days.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ComplaintsBenchmark -p size=10000000
 * }</pre>
 */
public class ComplaintsBenchmark extends Timed {
    private static final Complaints METHOD = Complaints.over(Stores.MONTHS).repeatedWithin(HandComplaints.REPEAT_DAYS);
    private static final Map<Item, Integer> ITEMS = Map.of(
            Item.OPENED, HandComplaints.OPENED,
            Item.OPENED_AGAIN, HandComplaints.AGAIN,
            Item.REPEATED, HandComplaints.REPEATED);

    /** The library: the table of all topics together. */
    @Benchmark
    public PeriodItems<Long, Item> whole(Opened opened, Threads threads) {
        return METHOD.of(opened.sweep(threads.threads));
    }

    /** The library: a table for each topic, in one pass. */
    @Benchmark
    public Map<Group, PeriodItems<Long, Item>> store(Opened opened, Threads threads) {
        return METHOD.each(Tickets.TOPIC, opened.sweep(threads.threads));
    }

    /** By hand over a store's layout. */
    @Benchmark
    public long[] hand(Opened opened, Threads threads) {
        return HandComplaints.of(opened.events, threads.threads);
    }

    /** A query on loaded tickets. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlComplaints.of(loaded.database());
    }

    /** The tables in the layout of {@link HandComplaints}. */
    static long[] cells(Map<Group, PeriodItems<Long, Item>> tables) {
        long[] cells = new long[HandComplaints.CELLS];
        tables.forEach((topic, table) -> {
            for (int month = 0; month < MONTHS; month++) {
                PeriodItems<Long, Item>.InPeriod period = table.inPeriod(Stores.MONTHS.period(month));
                for (Map.Entry<Item, Integer> item : ITEMS.entrySet()) {
                    int cell = HandComplaints.cell(month, Workload.CODES.indexOf(topic.label()), item.getValue());
                    cells[cell] = period.customers(item.getKey());
                    cells[cell + 1] = period.number(item.getKey());
                }
            }
        });
        return cells;
    }

    /** Tickets grouped by customer: in a store, and by hand in arrays of the same layout. */
    // The fields are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Opened extends WorkloadState {
        private HistoryStore<Long> store;
        private GroupedEvents events;

        @Override
        protected void take(Workload workload) {
            LongHistoryBuilder builder =
                    LongHistoryBuilder.ofDays().codes(Tickets.COMPLAINT).text(Tickets.TOPIC);
            for (int i = 0; i < workload.events(); i++) {
                long customer = workload.customers()[i];
                int day = workload.days()[i];
                builder.add(customer, day, 0, 0).with(Tickets.TOPIC, Workload.CODES.get(Workload.code(customer, day)));
            }
            store = builder.build().named(Tickets.TRACK);
            events = Columns.CODES.byHand(Shape.DENSE, workload);
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandComplaints.of(events, 1);
            Check.same("by hand on two threads", expected, HandComplaints.of(events, 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(METHOD.each(Tickets.TOPIC, sweep(threads))));
            }
        }

        Sweep<Long> sweep(int threads) {
            return Sweep.over(store).threads(threads);
        }
    }

    /** Tickets in a database. */
    public static class Loaded extends LoadedState {
        @Override
        protected Columns columns() {
            return Columns.ORDERS;
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandComplaints.of(Columns.ORDERS.byHand(Shape.DENSE, workload), 1);
            Check.same("DuckDB", expected, SqlComplaints.of(database()));
        }
    }
}
