package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Workload;
import org.openjdk.jmh.annotations.Param;

/** Events as they come, in columns. */
// The fields are filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public abstract class EventsState extends WorkloadState {
    @Param({"DENSE", "SPARSE", "SORTED", "GROUPED"})
    public Shape shape;

    private Workload events;

    @Override
    protected Workload workload() {
        return shape.of(size);
    }

    @Override
    protected void take(Workload workload) {
        events = workload;
    }

    public Workload events() {
        return events;
    }
}
