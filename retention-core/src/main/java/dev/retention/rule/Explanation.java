package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of one customer: the cells and amounts, and the history they follow from.
 *
 * <pre>{@code
 * Explanation<Long, CohortCell> why = CohortRetention.over(months).of(orders).counted().explain(7L);
 * why.entries();   // the cells in which customer 7 counts
 * }</pre>
 *
 * @param customer the key
 * @param definition what the rule counts
 * @param history the customer's events up to the as-of day, in words
 * @param entries the cells in which the customer counts, in order
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
        requireNonNull(entries, "entries");
        requireNonNull(history, "history");
        requireNonNull(definition, "definition");
        requireNonNull(customer, "customer");
        entries = List.copyOf(entries);
    }

    /**
     * A cell, or a run of cells of one row, and what the customer adds to each.
     *
     * @param cell the cell, or the first of the run
     * @param last the last cell of the run; {@code cell} if it is one cell
     * @param amount minor units of the store's currency, in each cell of the run
     * @param <C> the type of cells
     * @since 0.1.0
     */
    public record Entry<C>(C cell, C last, long amount) {
        /**
         * Checks the components.
         *
         * @param cell the cell, or the first of the run
         * @param last the last cell of the run; {@code cell} if it is one cell
         * @param amount minor units of the store's currency, in each cell of the run
         * @throws NullPointerException if a component is null
         */
        public Entry {
            requireNonNull(last, "last");
            requireNonNull(cell, "cell");
        }

        /** Prints the cell, or the first and last of a run, and the amount if there is one. */
        @Override
        public String toString() {
            return cell + (cell.equals(last) ? "" : " to " + last) + (amount == 0 ? "" : " (" + amount + ")");
        }
    }

    static <K, C> Explanation<K, C> of(K customer, Asked<C> asked, @Nullable History history) {
        asked.look(history);
        CellSink sink = asked.sink();
        int[] cells = sink.sorted();
        int width = Math.max(1, asked.rule().cells().width());
        List<Entry<C>> entries = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= cells.length; i++) {
            long amount = sink.amounts().longExact(cells[first]);
            boolean runsOn = i < cells.length
                    && cells[i] == cells[i - 1] + 1
                    && cells[i] % width != 0
                    && sink.amounts().longExact(cells[i]) == amount;
            if (!runsOn) {
                entries.add(new Entry<>(asked.cell(cells[first]), asked.cell(cells[i - 1]), amount));
                first = i;
            }
        }
        String words = history == null ? "" : history.toString();
        return new Explanation<>(customer, asked.rule().definition(), words, entries);
    }

    /**
     * Every cell by itself, runs taken apart.
     *
     * @param cells the rule's cells
     * @return the cells in order
     */
    public List<C> cells(Cells<C> cells) {
        requireNonNull(cells, "cells");
        List<C> all = new ArrayList<>();
        for (Entry<C> entry : entries) {
            int last = cells.indexOf(entry.last());
            for (int i = cells.indexOf(entry.cell()); i <= last; i++) {
                all.add(cells.cell(i));
            }
        }
        return List.copyOf(all);
    }

    /** Prints one sentence: the customer, the events and the cells. */
    @Override
    public String toString() {
        String cells = entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
        return "customer " + customer + " [" + history + "] counts in " + (cells.isEmpty() ? "no cell" : cells) + " of "
                + definition;
    }
}
