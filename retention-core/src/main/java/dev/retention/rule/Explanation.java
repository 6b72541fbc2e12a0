package dev.retention.rule;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a rule says of one customer: the cells and amounts, and the history they follow from.
 *
 * @param customer the key
 * @param definition what the rule counts
 * @param history the customer's events up to the as-of day, in words
 * @param entries the cells in which the customer counts
 * @param <K> the type of customer keys
 * @param <C> the type of cells
 * @since 0.1.0
 */
public record Explanation<K, C>(K customer, String definition, String history, List<Entry<C>> entries) {

    /**
     * Keeps an immutable copy of the entries.
     *
     * @param customer the key
     * @param definition what the rule counts
     * @param history the customer's events in words
     * @param entries the cells
     */
    public Explanation {
        entries = List.copyOf(entries);
    }

    /**
     * A cell and what the customer adds to it.
     *
     * @param cell the cell
     * @param amount minor units of the store's currency
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public record Entry<C>(C cell, long amount) {}

    static <K, C> Explanation<K, C> of(K customer, Rule<C> rule, History history, CellSink scratch) {
        scratch.next();
        if (history.size() > 0) {
            rule.apply(history, scratch);
        }
        List<Entry<C>> entries = new ArrayList<>();
        for (int i = 0; i < scratch.touchedSize(); i++) {
            int cell = scratch.touched(i);
            entries.add(new Entry<>(rule.cells().cell(cell), scratch.amount(cell)));
        }
        String words = history.toString();
        scratch.clear();
        return new Explanation<>(customer, rule.definition(), words, entries);
    }

    /** Prints one sentence: the customer, the events and the cells. */
    @Override
    public String toString() {
        String cells = entries.stream()
                .map(entry -> entry.cell + (entry.amount == 0 ? "" : " (" + entry.amount + ")"))
                .collect(Collectors.joining(", "));
        return "customer " + customer + " [" + history + "] counts in " + (cells.isEmpty() ? "no cell" : cells) + " of "
                + definition;
    }
}
