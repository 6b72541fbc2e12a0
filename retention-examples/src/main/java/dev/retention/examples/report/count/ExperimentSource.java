package dev.retention.examples.report.count;

import dev.retention.history.HistoryStore;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was in which arm of what was tried, as a file tells.
 *
 * @param name what it is called
 * @param exposures a track of the days from which on customers were in an arm, the arm as the code
 * @param days the first day of each customer, in order
 * @param arms the arms and how customers were to be dealt out to them, the one that the others are held against first
 * @param isStated whether somebody said how they were to be dealt out
 * @param spans the first and the last day of each arm
 * @param strangers the customers who are not among the others of the report
 */
public record ExperimentSource(
        String name,
        HistoryStore<String> exposures,
        List<LocalDate> days,
        Map<String, Long> arms,
        boolean isStated,
        Map<String, Span> spans,
        Strangers strangers) {

    /** What files of experiments are called. */
    public static final String KIND = "experiments";

    /**
     * The days of an arm.
     *
     * @param first the first
     * @param last the last
     */
    public record Span(LocalDate first, LocalDate last) {}

    /**
     * Customers who are not among the others of the report.
     *
     * @param count how many
     * @param padded how many of them would be, had their keys zeros before or no zeros before
     */
    public record Strangers(long count, long padded) {}

    /** Copies. */
    public ExperimentSource {
        days = List.copyOf(days);
        spans = Map.copyOf(spans);
        arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    }

    /** The arm that the others are held against. */
    String control() {
        return names().get(0);
    }

    /** The others. */
    List<String> others() {
        return names().subList(1, arms.size());
    }

    private List<String> names() {
        return List.copyOf(arms.keySet());
    }
}
