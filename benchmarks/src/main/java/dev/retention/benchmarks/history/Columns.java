package dev.retention.benchmarks.history;

import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Workload;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;

/** What is known of an event beside its customer. */
public enum Columns {
    /** The day. */
    DATES {
        @Override
        public HistoryStore<Long> store(Workload workload, int threads) {
            return LongHistoryBuilder.ofDays()
                    .threads(threads)
                    .build(workload.customers(), workload.days(), new long[0]);
        }

        @Override
        public GroupedEvents byHand(Shape shape, Workload workload) {
            return HandRadixSort.of(shape, workload);
        }

        @Override
        public void load(DuckDb database, Workload workload) {
            database.loadDates(workload);
        }
    },

    /** The day and an amount. */
    AMOUNTS {
        @Override
        public HistoryStore<Long> store(Workload workload, int threads) {
            return LongHistoryBuilder.ofDays()
                    .amounts(Stores.CURRENCY)
                    .threads(threads)
                    .build(workload.customers(), workload.days(), workload.amounts());
        }

        @Override
        public GroupedEvents byHand(Shape shape, Workload workload) {
            return HandRadixSort.withAmounts(shape, workload);
        }

        @Override
        public void load(DuckDb database, Workload workload) {
            database.load(workload);
        }
    },

    /** The day and a code. */
    CODES {
        @Override
        public HistoryStore<Long> store(Workload workload, int threads) {
            LongHistoryBuilder builder =
                    LongHistoryBuilder.ofDays().threads(threads).codes(Workload.CODES.toArray(String[]::new));
            for (int i = 0; i < workload.events(); i++) {
                long customer = workload.customers()[i];
                int day = workload.days()[i];
                builder.add(customer, day, 0, Workload.code(customer, day));
            }
            return builder.build();
        }

        @Override
        public GroupedEvents byHand(Shape shape, Workload workload) {
            return HandRadixSort.of(shape, workload).withCodes();
        }

        @Override
        public void load(DuckDb database, Workload workload) {
            database.loadDates(workload);
        }
    },

    /** The day, an amount, a code and, as a further column, a cost. */
    ORDERS {
        @Override
        public HistoryStore<Long> store(Workload workload, int threads) {
            LongHistoryBuilder builder = LongHistoryBuilder.ofDays()
                    .threads(threads)
                    .amounts(Stores.CURRENCY)
                    .codes(Workload.CODES.toArray(String[]::new))
                    .money(COST);
            for (int i = 0; i < workload.events(); i++) {
                long customer = workload.customers()[i];
                int day = workload.days()[i];
                long amount = workload.amounts()[i];
                builder.add(customer, day, amount, Workload.code(customer, day)).with(COST, Workload.cost(amount));
            }
            return builder.build();
        }

        @Override
        public GroupedEvents byHand(Shape shape, Workload workload) {
            return HandRadixSort.withAmounts(shape, workload).withCodes();
        }

        @Override
        public void load(DuckDb database, Workload workload) {
            database.loadOrders(workload);
        }
    };

    /** The name of the column of costs. */
    public static final String COST = "cost";

    /** The library's store. */
    public final HistoryStore<Long> store(Workload workload) {
        return store(workload, 1);
    }

    /** The library's store, sorted on so many threads. */
    public abstract HistoryStore<Long> store(Workload workload, int threads);

    /** The same layout by hand, by the better way for the shape. */
    public abstract GroupedEvents byHand(Shape shape, Workload workload);

    /** Loads a table; codes are a function of the other columns, so that a database needs no column for them. */
    public abstract void load(DuckDb database, Workload workload);
}
