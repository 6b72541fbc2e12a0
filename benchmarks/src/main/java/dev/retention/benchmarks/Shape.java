package dev.retention.benchmarks;

/** How events come in. */
public enum Shape {
    /** Random order, customers numbered from 0. */
    DENSE,
    /** Random order, each customer under an id that may be any {@code long}. */
    SPARSE,
    /** By customer, then day, customers numbered from 0. */
    SORTED,
    /** By customer, then day, each customer under an id that may be any {@code long}, in no order of the ids. */
    GROUPED;

    /** Whether ids may be any {@code long}. */
    public boolean hasAnyIds() {
        return this == SPARSE || this == GROUPED;
    }

    /** As many events, the same on every machine and, but for the ids and the order, for every shape. */
    public Workload of(int events) {
        return switch (this) {
            case DENSE -> Workload.dense(events);
            case SPARSE -> Workload.dense(events).withAnyIds();
            case SORTED -> Workload.dense(events).sorted();
            case GROUPED -> Workload.dense(events).sorted().withAnyIds();
        };
    }
}
