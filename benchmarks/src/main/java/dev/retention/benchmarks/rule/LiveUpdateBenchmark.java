package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.rule.Live;
import dev.retention.rule.Sweep;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Keeping tables current: one event comes for a customer with about twenty, and goes again.
 *
 * <p>An operation is two updates. The time must not depend on the size of the store; what there is to compare it with is
 * counting the table anew.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LiveUpdateBenchmark -prof gc
 * }</pre>
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
// The state is filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class LiveUpdateBenchmark extends Timed {

    /** One table. */
    @Benchmark
    public long cohorts(Tables tables) {
        return tables.oneTable.comeAndGo();
    }

    /** Two tables. */
    @Benchmark
    public long cohortsAndMovements(Tables tables) {
        return tables.twoTables.comeAndGo();
    }

    /** The one table counted anew, as without live updates. */
    @Benchmark
    public long recounted(Tables tables) {
        return CohortRetention.over(Stores.MONTHS)
                .of(tables.store)
                .counted()
                .tally()
                .countAt(0);
    }

    /** A store and live tables over it. */
    @State(Scope.Benchmark)
    public static class Tables {
        @Param({"10000", "1000000"})
        public int size;

        private HistoryStore<Long> store;
        private OneByOne oneTable;
        private OneByOne twoTables;

        @Setup(Level.Trial)
        public void load() {
            store = Columns.AMOUNTS.store(Workload.dense(size));
            oneTable = new OneByOne(store);
            twoTables = new OneByOne(store);
            twoTables.live.track(CustomerMovements.over(Stores.MONTHS).rule(store));
            oneTable.check();
            twoTables.check();
        }
    }

    /** Visits the customers one by one, in an order in which the next is far from the last. */
    private static final class OneByOne {
        private static final Event EVENT = Event.on(LocalDate.of(2024, 11, 11)).worth(new BigDecimal("11.11"));

        private final HistoryStore<Long> store;
        private final Live<Long> live;
        private final Live<Long>.Table<CohortCell> table;
        private int customer;

        OneByOne(HistoryStore<Long> store) {
            this.store = store;
            live = Live.from(store);
            table = live.track(CohortRetention.over(Stores.MONTHS).rule(store));
        }

        long comeAndGo() {
            customer = (int) ((customer + 7_919L) % store.customers());
            Long key = store.customer(customer);
            live.add(key, EVENT);
            live.remove(key, EVENT);
            return customer;
        }

        void check() {
            for (int i = 0; i < 100; i++) {
                comeAndGo();
            }
            Long key = store.customer(customer);
            live.add(key, EVENT);
            boolean same = table.tally()
                    .equals(Sweep.over(live.snapshot())
                            .count(CohortRetention.over(Stores.MONTHS).rule(store))
                            .tally());
            live.remove(key, EVENT);
            if (!same
                    || !table.tally()
                            .equals(Sweep.over(store)
                                    .count(CohortRetention.over(Stores.MONTHS).rule(store))
                                    .tally())) {
                throw new IllegalStateException("the live table differs from one counted anew");
            }
        }
    }
}
