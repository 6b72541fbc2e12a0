package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.Stores;
import dev.retention.benchmarks.history.WorkloadState;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.loss.AskedSignal;
import dev.retention.loss.SignalItem;
import dev.retention.loss.SignalTable;
import dev.retention.loss.Signals;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.service.LaterLoss;
import dev.retention.service.LaterLossTable;
import dev.retention.service.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What ten signals told of the losses of 24 months, and their risks by tenure. There is one customer for ten signals.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SignalsBenchmark -p size=1000000
 * }</pre>
 */
public class SignalsBenchmark extends Timed {
    private static final int EVENTS_PER_CUSTOMER = 10;
    private static final String CONTRACTS = "contracts";
    private static final String TICKETS = "tickets";
    private static final Spells SPELLS = Spells.between("started", "ended");
    private static final Signal[] ASKED = IntStream.rangeClosed(1, HandSignals.SIGNALS)
            .mapToObj(SignalsBenchmark::signal)
            .toArray(Signal[]::new);
    private static final Signals METHOD = Signals.over(Stores.MONTHS, SPELLS)
            .on(CONTRACTS)
            .within(HandSignals.WITHIN)
            .asking(List.of(ASKED));
    private static final LaterLoss ONE = LaterLoss.over(Stores.MONTHS, SPELLS)
            .on(CONTRACTS)
            .within(HandSignals.WITHIN)
            .after(ASKED[0]);

    private static Signal signal(int number) {
        return Signal.of(TICKETS, "s" + number);
    }

    /** The library: losses, alarms, leads and risks of all signals. */
    @Benchmark
    public SignalTable<Long> store(Tickets tickets, Threads threads) {
        return METHOD.of(tickets.sweep(threads.threads));
    }

    /** The library: a pass for the risks after one signal. */
    @Benchmark
    public LaterLossTable<Long> oneSignal(Tickets tickets, Threads threads) {
        return ONE.of(tickets.sweep(threads.threads));
    }

    /** By hand over arrays: losses announced, and risks without tenure. */
    @Benchmark
    public long[] hand(Tickets tickets, Threads threads) {
        return tickets.hand(threads.threads);
    }

    /** The signals in the layout of {@link HandSignals}. */
    static long[] cells(SignalTable<?> table) {
        long[] cells = new long[HandSignals.CELLS];
        List<AskedSignal<?>> all = new ArrayList<>(List.of(table.any()));
        all.addAll(table.signals());
        for (int signal = 0; signal < all.size(); signal++) {
            for (int month = 0; month < Workload.MONTHS; month++) {
                String label = table.timeline().period(month).toString();
                int cell = HandSignals.cell(signal, month, 0);
                cells[cell + HandSignals.ANNOUNCED] = all.get(signal).number(SignalItem.ANNOUNCED, label);
                cells[cell + HandSignals.UNANNOUNCED] = all.get(signal).number(SignalItem.UNANNOUNCED, label);
                LaterLossTable<?>.InPeriod risk = all.get(signal).risk().inPeriod(label);
                cells[cell + HandSignals.EXPOSED] = risk.customers(LaterLoss.Item.EXPOSED);
                cells[cell + HandSignals.EXPOSED_LOST] = risk.customers(LaterLoss.Item.EXPOSED_LOST);
                cells[cell + HandSignals.OTHERS] = risk.customers(LaterLoss.Item.OTHERS);
                cells[cell + HandSignals.OTHERS_LOST] = risk.customers(LaterLoss.Item.OTHERS_LOST);
            }
        }
        return cells;
    }

    /** Contracts and signals of customers: in a store, and by hand in arrays. */
    // The fields are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Tickets extends WorkloadState {
        private HistoryStore<Long> store;
        private GroupedEvents events;
        private byte[] signals;
        private int[] starts;
        private int[] ends;

        @Override
        protected Workload workload() {
            return Workload.dense(size, size / EVENTS_PER_CUSTOMER);
        }

        @Override
        protected void take(Workload workload) {
            int customers = workload.customerCount();
            starts = IntStream.range(0, customers).map(HandSignals::start).toArray();
            ends = IntStream.range(0, customers).map(HandSignals::end).toArray();
            events = GroupedEvents.ofAnyDays(workload);
            signals = HandSignals.signals(events);
            LongHistoryBuilder contracts = LongHistoryBuilder.ofDays().codes("started", "ended");
            for (int customer = 0; customer < customers; customer++) {
                contracts.add(customer, Workload.FIRST_DAY + starts[customer], 0, 0);
                if (ends[customer] < Workload.DAYS) {
                    contracts.add(customer, Workload.FIRST_DAY + ends[customer], 0, 1);
                }
            }
            LongHistoryBuilder tickets = LongHistoryBuilder.ofDays()
                    .codes(IntStream.rangeClosed(1, HandSignals.SIGNALS)
                            .mapToObj(number -> "s" + number)
                            .toArray(String[]::new));
            for (int i = 0; i < workload.events(); i++) {
                long customer = workload.customers()[i];
                int day = workload.days()[i];
                tickets.add(customer, day, 0, HandSignals.signal(customer, day) - 1);
            }
            store = contracts.build().named(CONTRACTS).and(tickets.build().named(TICKETS));
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = hand(1);
            Check.same("by hand on two threads", expected, hand(2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(METHOD.of(sweep(threads))));
            }
        }

        long[] hand(int threads) {
            return HandSignals.of(events, signals, starts, ends, threads);
        }

        Sweep<Long> sweep(int threads) {
            return Sweep.over(store).threads(threads);
        }
    }
}
