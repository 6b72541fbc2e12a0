package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;

/** Events grouped by customer: in a store, and by hand in arrays of the same layout. */
// The fields are filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public abstract class GroupedState extends WorkloadState {
    private HistoryStore<Long> store;
    private GroupedEvents events;

    /** What is known of an event: the day, unless a benchmark needs more. */
    protected Columns columns() {
        return Columns.DATES;
    }

    @Override
    protected void take(Workload workload) {
        store = columns().store(workload);
        events = columns().byHand(Shape.DENSE, workload);
    }

    /** The library's store. */
    public HistoryStore<Long> store() {
        return store;
    }

    /** A sweep over the store. */
    public Sweep<Long> sweep(int threads) {
        return Sweep.over(store).threads(threads);
    }

    /** A sweep over the store. */
    public Sweep<Long> sweep(Threads threads) {
        return sweep(threads.threads);
    }

    /** The same by hand. */
    public GroupedEvents events() {
        return events;
    }
}
