package dev.retention.benchmarks;

/** How events come in. */
public enum Shape {
    /** Random order, customers numbered from 0. */
    DENSE,
    /** Random order, each customer under an id that may be any {@code long}. */
    SPARSE,
    /** By customer, then day, customers numbered from 0. */
    SORTED;

    /** As many events, the same on every machine and, but for the ids and the order, for every shape. */
    public Workload of(int events) {
        return switch (this) {
            case DENSE -> Workload.dense(events);
            case SPARSE -> Workload.sparse(events);
            case SORTED -> Workload.dense(events).sorted();
        };
    }
}
