package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.NamedOrder;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Collector;
import java.util.stream.LongStream;

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
        boolean amounts = store.currency().isPresent();
        return flat(store, (history, flat) -> {
            flat.accept((Long) history.customer());
            long sum = 0;
            for (int event = 0; event < history.size(); event++) {
                flat.accept(history.epochDay(event));
                sum += amounts ? history.amount(event) : 0;
            }
            flat.accept(sum);
        });
    }

    /** What is written down of each history, one after the other. */
    static long[] flat(HistoryStore<?> store, BiConsumer<History, LongConsumer> write) {
        return Sweep.over(store)
                .collect(
                        MONTHS,
                        Collector.<History, LongStream.Builder, long[]>of(
                                LongStream::builder,
                                (flat, history) -> write.accept(history, flat),
                                (flat, more) -> {
                                    more.build().forEach(flat);
                                    return flat;
                                },
                                flat -> flat.build().toArray()));
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
