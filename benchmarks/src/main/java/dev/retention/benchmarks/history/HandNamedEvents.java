package dev.retention.benchmarks.history;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.NamedOrder;
import dev.retention.history.HistoryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Events of customers with names, grouped by hand: a hash map numbers the names, then the events are sorted by number and day.
 *
 * @param names the name of each customer, in the order in which they came
 * @param events the events of the customers by number
 */
public record HandNamedEvents(List<String> names, GroupedEvents events) {

    /** Groups objects, dates only. */
    public static HandNamedEvents of(List<NamedOrder> orders) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        long[] customers = new long[orders.size()];
        int[] days = new int[orders.size()];
        for (int i = 0; i < days.length; i++) {
            NamedOrder order = orders.get(i);
            Integer number = numbers.putIfAbsent(order.customer(), names.size());
            if (number == null) {
                number = names.size();
                names.add(order.customer());
            }
            customers[i] = number;
            days[i] = (int) order.day().toEpochDay();
        }
        Workload numbered = Workload.of(names.size(), customers, days, new long[0]);
        return new HandNamedEvents(names, HandRadixSort.dense(numbered));
    }

    /** Per customer in the order of the names the hash of the name and the days. */
    long[] flat() {
        int[] offsets = events.offsets();
        return IntStream.range(0, names.size())
                .boxed()
                .sorted((a, b) -> names.get(a).compareTo(names.get(b)))
                .flatMapToLong(customer -> IntStream.concat(
                                IntStream.of(names.get(customer).hashCode()),
                                IntStream.range(offsets[customer], offsets[customer + 1])
                                        .map(i -> events.days()[i]))
                        .asLongStream())
                .toArray();
    }

    /** The same of the library's store, which orders customers by their names. */
    static long[] flat(HistoryStore<String> store) {
        return Stores.flat(store, (history, flat) -> {
            flat.accept(history.customer().hashCode());
            for (int event = 0; event < history.size(); event++) {
                flat.accept(history.epochDay(event));
            }
        });
    }
}
