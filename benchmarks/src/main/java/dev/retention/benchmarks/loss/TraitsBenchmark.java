package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.benchmarks.history.WorkloadState;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.history.Members;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import dev.retention.loss.TraitValue;
import dev.retention.loss.Traits;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * What the lost have in common, of 40 attributes on a track of profiles, beside one cohort table of the orders of the same store. There is
 * one customer for ten events.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TraitsBenchmark -p size=10000000
 * }</pre>
 */
// The groups of all customers are a large result: memory is touched beforehand, so that its first use is not part of
// the time.
@Fork(
        value = 1,
        jvmArgs = {"-Xms8g", "-Xmx8g", "-XX:+AlwaysPreTouch"})
public class TraitsBenchmark extends Timed {
    private static final CohortRetention COHORTS = CohortRetention.over(Stores.MONTHS);
    private static final String PROFILES = "profiles";
    private static final int EVENTS_PER_CUSTOMER = 10;
    private static final Grouping[] ATTRIBUTES = IntStream.range(0, HandTraits.ATTRIBUTES)
            .mapToObj(attribute ->
                    Grouping.ofColumn("t" + attribute, Grouping.Reading.LATEST).on(PROFILES))
            .toArray(Grouping[]::new);

    /** The library: the traits with all figures and tests. */
    @Benchmark
    public TraitTable<Long> store(Profiles profiles, Threads threads) {
        return profiles.method.of(profiles.sweep(threads.threads), TraitRanking.LIFT);
    }

    /** The library: the pass alone that reads the attributes. */
    @Benchmark
    public GroupColumns<Long> groups(Profiles profiles, Threads threads) {
        return profiles.sweep(threads.threads).groups(List.of(ATTRIBUTES), Stores.MONTHS);
    }

    /** The library: one cohort table of the orders. */
    @Benchmark
    public CohortTable<Long> cohort(Profiles profiles, Threads threads) {
        return COHORTS.of(profiles.sweep(threads.threads));
    }

    /** By hand over arrays of numbers: counts alone, without tests. */
    @Benchmark
    public long[] hand(Profiles profiles, Threads threads) {
        return HandTraits.of(profiles.values, profiles.lost, threads.threads);
    }

    /** A query on loaded profiles: counts alone, without tests. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlTraits.of(loaded.database());
    }

    /** The traits in the layout of {@link HandTraits}. */
    static long[] cells(TraitTable<?> table) {
        long[] cells = new long[HandTraits.CELLS];
        List<Trait<?>> all = new ArrayList<>(table.rows());
        all.addAll(table.untried());
        for (Trait<?> trait : all) {
            TraitValue value = trait.conditions().get(0);
            int attribute = Integer.parseInt(value.attribute().substring(1));
            int cell = HandTraits.cell(
                    attribute, Integer.parseInt(value.group().label().substring(1)));
            cells[cell] = trait.counts().with();
            cells[cell + 1] = trait.counts().targetWith();
        }
        return cells;
    }

    /** Orders and profiles of customers: in a store, and by hand in arrays. */
    // The fields are filled before anything is timed.
    @SuppressWarnings("NullAway.Init")
    public static class Profiles extends WorkloadState {
        private HistoryStore<Long> store;
        private Traits<Long> method;
        private int[][] values;
        private boolean[] lost;

        @Override
        protected Workload workload() {
            return Workload.dense(size, size / EVENTS_PER_CUSTOMER);
        }

        @Override
        protected void take(Workload workload) {
            int customers = workload.customerCount();
            LongHistoryBuilder builder = LongHistoryBuilder.ofDays();
            for (int attribute = 0; attribute < HandTraits.ATTRIBUTES; attribute++) {
                builder.text("t" + attribute);
            }
            for (int customer = 0; customer < customers; customer++) {
                builder.add(customer, Workload.FIRST_DAY);
                for (int attribute = 0; attribute < HandTraits.ATTRIBUTES; attribute++) {
                    builder.with("t" + attribute, SqlTraits.text(HandTraits.value(customer, attribute)));
                }
            }
            store = Columns.DATES
                    .store(workload)
                    .named("orders")
                    .and(builder.build().named(PROFILES));
            values = HandTraits.values(customers);
            lost = HandTraits.lost(customers);
            Members<Long> all =
                    store.members(IntStream.range(0, store.customers()).toArray());
            Members<Long> target = store.members(IntStream.range(0, store.customers())
                    .filter(number -> HandTraits.isLost(store.customer(number).intValue()))
                    .toArray());
            method = Traits.of(target, all).by(ATTRIBUTES).readOn(Stores.MONTHS);
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandTraits.of(values, lost, 1);
            Check.same("by hand on two threads", expected, HandTraits.of(values, lost, 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(method.of(sweep(threads), TraitRanking.WRACC)));
            }
        }

        Sweep<Long> sweep(int threads) {
            return Sweep.over(store).threads(threads);
        }
    }

    /** Profiles in a database. */
    public static class Loaded extends LoadedState {
        @Override
        protected Workload workload() {
            return Workload.dense(size, size / EVENTS_PER_CUSTOMER);
        }

        @Override
        protected void take(Workload workload) {
            super.take(workload);
            SqlTraits.load(database(), workload.customerCount());
        }

        @Override
        protected void check(Workload workload) {
            int customers = workload.customerCount();
            long[] expected = HandTraits.of(HandTraits.values(customers), HandTraits.lost(customers), 1);
            Check.same("DuckDB", expected, SqlTraits.of(database()));
        }
    }
}
