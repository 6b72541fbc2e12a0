package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import java.util.List;

/** Events as a caller's own objects. */
// The fields are filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public abstract class OrdersState extends WorkloadState {
    private List<Order> orders;

    @Override
    protected void take(Workload workload) {
        orders = workload.orders();
    }

    /** The objects, in random order. */
    public List<Order> orders() {
        return orders;
    }
}
