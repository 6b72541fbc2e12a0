package dev.retention.examples.review.count;

import dev.retention.history.History;
import dev.retention.loss.Traits;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;

/** The attributes of customers that are numbers, to be tried in classes rather than number by number. */
final class AttributeNumbers {

    private final Sweep<String> sweep;
    private final Timeline timeline;
    private final Map<String, NumberColumn> columns = new LinkedHashMap<>();

    /** @param timeline the periods, to the end of the data */
    AttributeNumbers(ReviewSource source, Sweep<String> sweep, Timeline timeline) {
        this.sweep = sweep;
        this.timeline = timeline;
        Map<String, Set<String>> texts = source.attributes().isEmpty() ? Map.of() : texts(source);
        source.attributes()
                .forEach(name ->
                        NumberColumn.of(texts.getOrDefault(name, Set.of())).ifPresent(each -> columns.put(name, each)));
    }

    /** Every text of each attribute. */
    private Map<String, Set<String>> texts(ReviewSource source) {
        List<String> names = source.attributes();
        return sweep.collect(
                timeline,
                Collector.of(
                        LinkedHashMap<String, Set<String>>::new,
                        (all, history) -> {
                            History track = history.track(ReviewSource.ATTRIBUTES);
                            for (String name : names) {
                                int column = track.column(name);
                                for (int i = 0; i < track.size(); i++) {
                                    String text = track.text(column, i);
                                    if (text != null) {
                                        all.computeIfAbsent(name, unused -> new HashSet<>())
                                                .add(text);
                                    }
                                }
                            }
                        },
                        (all, more) -> {
                            more.forEach((name, some) -> all.computeIfAbsent(name, unused -> new HashSet<>())
                                    .addAll(some));
                            return all;
                        }));
    }

    /** The names by which they are tried. */
    List<String> names() {
        return columns.entrySet().stream()
                .map(each -> each.getValue().name(each.getKey()))
                .toList();
    }

    /** Whether an attribute is a number. */
    boolean has(String attribute) {
        return columns.containsKey(attribute);
    }

    /** Tries them in classes, as they were at the end of a day. */
    Traits<String> tried(Traits<String> traits, LocalDate day, int classes) {
        if (columns.isEmpty()) {
            return traits;
        }
        List<String> names = new ArrayList<>(columns.keySet());
        Measured<String> measured = sweep.measure(Measure.of(
                        "numbers that are known", timeline.asOf(day), names, (history, sink) -> measure(history, sink))
                .on(ReviewSource.ATTRIBUTES));
        Traits<String> all = traits;
        for (String name : names) {
            NumberColumn numbers = columns.get(name);
            if (numbers != null) {
                all = all.quantiles(numbers.name(name), measured.column(name), classes);
            }
        }
        return all;
    }

    private void measure(History history, MeasureSink sink) {
        int at = 0;
        for (Map.Entry<String, NumberColumn> each : columns.entrySet()) {
            int column = history.column(each.getKey());
            for (int i = history.size() - 1; i >= 0; i--) {
                Long number = each.getValue().whole(history.text(column, i));
                if (number != null) {
                    sink.set(at, number);
                    break;
                }
            }
            at++;
        }
    }
}
