package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.function.BiConsumer;

/**
 * A metric as a rule over one customer's history: it looks at the history and names the cells in which the customer counts.
 *
 * <p>Everything else follows: the table is the sum over customers, the members of a cell are the customers for whom the rule
 * named it, and a changed history moves a table by the difference of what the rule says of it.
 *
 * <ul>
 *   <li>A rule looks at nothing but the history it is given, keeps no state, and is safe for use by several threads.
 *   <li>The same history always gives the same cells.
 *   <li>Naming a cell twice counts the customer once and adds both amounts.
 *   <li>A rule is asked only about customers with at least one event up to the as-of day.
 * </ul>
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public interface Rule<C> {
    /**
     * What the rule counts, in words that tell it from every other rule: part of the identity of its tallies.
     *
     * @return the definition, such as {@code customers by number of orders}
     */
    String definition();

    /**
     * The periods in which the rule thinks, and the day up to which it knows.
     *
     * @return the timeline; without a first period, histories count periods from the first event of the store
     */
    Timeline timeline();

    /**
     * The cells that the rule can name.
     *
     * @return the cells
     */
    Cells<C> cells();

    /**
     * Names the cells of one customer.
     *
     * @param history the customer's history up to the as-of day, with at least one event; not to be kept
     * @param sink takes the cells
     */
    void apply(History history, CellSink sink);

    /**
     * This rule for one thread, as a sweep applies it to one history after the other. A rule that needs room to work in gives
     * itself with that room here, so as not to make it for every customer; it says the same of every history.
     *
     * @return this rule, unless overridden
     */
    default Rule<C> forOneThread() {
        return this;
    }

    /**
     * A rule from its parts.
     *
     * @param definition what it counts, in words
     * @param timeline the periods in which it thinks
     * @param cells the cells it can name
     * @param body names the cells of one customer
     * @param <C> the type of cells
     * @return the rule
     */
    static <C> Rule<C> of(
            String definition, Timeline timeline, Cells<C> cells, BiConsumer<? super History, ? super CellSink> body) {
        requireNonNull(definition, "definition");
        requireNonNull(timeline, "timeline");
        requireNonNull(cells, "cells");
        requireNonNull(body, "body");
        return new Rule<>() {
            @Override
            public String definition() {
                return definition;
            }

            @Override
            public Timeline timeline() {
                return timeline;
            }

            @Override
            public Cells<C> cells() {
                return cells;
            }

            @Override
            public void apply(History history, CellSink sink) {
                body.accept(history, sink);
            }

            @Override
            public String toString() {
                return definition;
            }
        };
    }
}
