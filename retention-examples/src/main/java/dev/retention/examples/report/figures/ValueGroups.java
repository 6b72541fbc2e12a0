package dev.retention.examples.report.figures;

import java.util.List;
import java.util.Optional;

/**
 * Recurring value over a time by groups of customers.
 *
 * @param what what parts them, such as {@code plan}
 * @param words the time in words
 * @param groups the groups, the largest first
 */
public record ValueGroups(String what, String words, List<Group> groups) {

    public ValueGroups {
        groups = List.copyOf(groups);
    }

    /**
     * A group, as it was at the start.
     *
     * @param name its name
     * @param start its customers and their value at the start
     * @param lost those of them without value at the end, with that at the start
     * @param churn the share of the customers lost
     * @param net net retention, of those with value at the start
     * @param gross gross retention
     */
    public record Group(
            String name,
            Flow start,
            Flow lost,
            Optional<Rate> churn,
            Optional<ValueRate> net,
            Optional<ValueRate> gross) {}
}
