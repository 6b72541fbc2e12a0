package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Customers;
import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collector;
import java.util.stream.IntStream;

/** Tells of every customer what was ordered, and in which periods. */
public final class CustomerCalculator {

    private CustomerCalculator() {}

    /** The customers of these counts, who are looked at when they are asked for. */
    public static Customers of(Counts counts) {
        HistoryStore<String> store = counts.store();
        Timeline timeline = counts.timeline();
        List<String> labels = IntStream.range(0, timeline.size())
                .mapToObj(timeline::period)
                .map(Period::label)
                .toList();
        return consumer -> Sweep.over(store)
                .collect(
                        timeline,
                        Collector.<History, Consumer<Customers.Customer>>of(
                                () -> consumer,
                                (to, history) -> to.accept(customer(store, history, labels)),
                                (to, unused) -> to));
    }

    private static Customers.Customer customer(HistoryStore<String> store, History history, List<String> labels) {
        long spent = 0;
        for (int event = 0; event < history.size(); event++) {
            spent = Math.addExact(spent, history.amount(event));
        }
        List<String> periods = new ArrayList<>();
        Activity activity = history.activity();
        for (int p = activity.next(0); p < labels.size(); p = activity.next(p + 1)) {
            periods.add(labels.get(p));
        }
        return new Customers.Customer(
                (String) history.customer(),
                history.size(),
                store.major(spent),
                history.date(0),
                history.date(history.size() - 1),
                periods);
    }
}
