package dev.retention.benchmarks.survival;

/** How finely tenure is recorded. */
public enum Clock {
    /** In whole days: hundreds leave on each. */
    DAYS,
    /** So finely that no two leave together. */
    INSTANTS
}
