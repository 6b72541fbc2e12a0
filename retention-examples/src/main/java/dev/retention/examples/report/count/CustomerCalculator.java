package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Customers;
import dev.retention.examples.report.figures.Drill.Person;
import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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
                        Collector.<History, BiConsumer<Person, List<String>>>of(
                                () -> consumer,
                                (to, history) -> to.accept(person(store, history), periods(history, labels)),
                                (to, unused) -> to));
    }

    private static Person person(HistoryStore<String> store, History history) {
        return new Person(
                (String) history.customer(),
                history.size(),
                store.major(DrillCalculator.spent(history)),
                history.date(0),
                history.date(history.size() - 1));
    }

    private static List<String> periods(History history, List<String> labels) {
        List<String> periods = new ArrayList<>();
        Activity activity = history.activity();
        for (int p = activity.next(0); p < labels.size(); p = activity.next(p + 1)) {
            periods.add(labels.get(p));
        }
        return periods;
    }
}
