package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.NamedOrder;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;

/** The library's stores of the workloads' events. */
public final class Stores {
    /** The 24 months of the workloads, all complete. */
    public static final Timeline MONTHS =
            Timeline.monthly(Workload.END.minusDays(1)).from(Workload.START);

    static final Currency CURRENCY = Currency.getInstance("EUR");

    private Stores() {}

    public static HistoryStore<Long> ofObjects(List<Order> orders) {
        return HistoryStore.ofDates(Order::customer, Order::day).from(orders);
    }

    public static HistoryStore<String> ofNamedObjects(List<NamedOrder> orders) {
        return HistoryStore.ofDates(NamedOrder::customer, NamedOrder::day).from(orders);
    }

    /** What a store holds: per customer in the order of the ids its id, its days, and its sum of amounts. */
    static long[] flat(HistoryStore<Long> store) {
        long[] flat = new long[2 * store.customers() + store.events()];
        int at = 0;
        for (Iterator<History> all = store.histories(MONTHS).iterator(); all.hasNext(); ) {
            History history = all.next();
            flat[at++] = (Long) history.customer();
            long sum = 0;
            for (int event = 0; event < history.size(); event++) {
                flat[at++] = history.epochDay(event);
                sum += store.currency().isPresent() ? history.amount(event) : 0;
            }
            flat[at++] = sum;
        }
        return flat;
    }

    /** The same of events grouped by hand. */
    static long[] flat(GroupedEvents events) {
        long[] order = new long[events.customerCount()];
        int customers = 0;
        for (int customer = 0; customer < order.length; customer++) {
            if (events.offsets()[customer] < events.offsets()[customer + 1]) {
                order[customers++] = customer;
            }
        }
        long[] flat = new long[2 * customers + events.days().length];
        int at = 0;
        for (long customer : Arrays.stream(order, 0, customers)
                .boxed()
                .sorted((a, b) -> Long.compare(events.customers()[a.intValue()], events.customers()[b.intValue()]))
                .mapToLong(Long::longValue)
                .toArray()) {
            flat[at++] = events.customers()[(int) customer];
            long sum = 0;
            for (int i = events.offsets()[(int) customer]; i < events.offsets()[(int) customer + 1]; i++) {
                flat[at++] = events.days()[i];
                sum += events.amounts().length > 0 ? events.amounts()[i] : 0;
            }
            flat[at++] = sum;
        }
        return flat;
    }
}
