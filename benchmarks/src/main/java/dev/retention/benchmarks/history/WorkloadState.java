package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Events that a benchmark works on: made, taken in, and checked before anything is timed. */
@State(Scope.Benchmark)
public abstract class WorkloadState {
    /** How many events. */
    @Param({"1000000", "10000000"})
    public int size;

    @Setup(Level.Trial)
    public void load() {
        Workload workload = workload();
        take(workload);
        check(workload);
    }

    /** The events. */
    protected Workload workload() {
        return Workload.dense(size);
    }

    /** Brings the events into the form that the benchmark reads. */
    protected abstract void take(Workload workload);

    /** Lets no competitor pass that gives another answer. */
    protected abstract void check(Workload workload);
}
