package dev.retention.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How many threads an operation may use. */
@State(Scope.Benchmark)
public class Threads {
    @Param({"1", "2"})
    public int threads;
}
