package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

/**
 * A metric as a rule over one customer's history: it looks at the history and names the cells in which the customer counts.
 *
 * <p>Everything else follows: the table is the sum over customers, the members of a cell are the customers for whom the rule
 * named it, and a changed history moves a table by the difference of what the rule says of it.
 *
 * <pre>{@code
 * Rule<Integer> orders = Rule.of(
 *         "customers by number of orders, up to 9",
 *         Timeline.monthly(asOf),
 *         Cells.of(Axis.range("orders", 1, 9)),
 *         (history, sink) -> sink.add(Math.min(history.size(), 9) - 1));
 * Counted<Long, Integer> counted = Sweep.over(store).count(orders);
 * counted.count(2);     // how many ordered twice
 * counted.members(2);   // who
 * }</pre>
 *
 * <ul>
 *   <li>A rule looks at nothing but the history it is given, keeps no state, and is safe for use by several threads.
 *   <li>The same history always gives the same cells.
 *   <li>Naming a cell twice counts the customer once and adds both amounts.
 *   <li>A rule is asked only about customers with at least one event up to the as-of day, on one of the tracks it names.
 *   <li>Rules travel: what a rule's functions capture must be serialisable.
 * </ul>
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public interface Rule<C> extends Serializable {
    /**
     * What the rule counts, in words that tell it from every other rule: part of the identity of its tallies.
     *
     * @return the definition, such as {@code customers by number of orders}
     */
    String definition();

    /**
     * The periods in which the rule thinks, and the day up to which it knows: part of the identity of its tallies.
     *
     * @return the timeline; without a first period, histories count periods from the first event of the store
     */
    Timeline timeline();

    /**
     * The tracks that the rule reads, of a store that has {@linkplain dev.retention.history.HistoryStore#and several}. The history it
     * is given is that of the first; {@link History#track} finds the others.
     *
     * @return the names of the tracks; none, unless overridden, for the first track of any store
     */
    default List<String> tracks() {
        return List.of();
    }

    /**
     * The cells that the rule can name.
     *
     * @return the cells
     */
    Cells<C> cells();

    /**
     * Names the cells of one customer.
     *
     * @param history the customer's history up to the as-of day, with at least one event on one of the tracks; not to be kept
     * @param sink takes the cells
     */
    void apply(History history, CellSink sink);

    /**
     * How much of a cell could be observed by the end of the data: the count of a cell that nobody could see is not 0.
     *
     * @param cell one of the cells
     * @return {@link CellState#OBSERVED} unless overridden
     */
    default CellState state(C cell) {
        requireNonNull(cell, "cell");
        return CellState.OBSERVED;
    }

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
     * When a grouping that changes over time is read for the cells of a row; such groupings need cells whose columns are the
     * periods of the timeline.
     *
     * @param row the row
     * @return {@link Moment#NONE} unless overridden
     */
    default Moment readAt(int row) {
        return Moment.NONE;
    }

    /** When the group of a customer who counts in a period is read. */
    enum Moment {
        /** Never: the columns are not the periods of the timeline. */
        NONE,
        /** At the start of the period, as of those who were there before. */
        START,
        /** At its end, or at the end of the data. */
        END
    }

    /**
     * The same rule on some tracks of a store that has several.
     *
     * <pre>{@code
     * Rule<Integer> complained = Rule.of("complaints, up to 9", months, cells, (history, sink) ->
     *         sink.add(Math.min(9, history.track("tickets").size()))).on("orders", "tickets");
     * }</pre>
     *
     * @param tracks the names of the tracks, the first of which is the history that the rule is given
     * @return a rule that is asked about customers with at least one event on one of them
     * @throws IllegalArgumentException if no track is named, or one twice
     */
    default Rule<C> on(String... tracks) {
        return new TracksRule<>(this, tracks);
    }

    /**
     * The same rule over some of the events: what does not count is as if it had not happened. Events of the rule's first track are
     * meant; all of the others count. What a grouping reads beside the anchor is read in all events.
     *
     * @param events which events count
     * @return a rule that is asked about customers with at least one event that counts
     */
    default Rule<C> counting(EventFilter events) {
        return requireNonNull(events, "events").isAll() ? this : new FilteredRule<>(this, events);
    }

    /**
     * The same rule for each group of customers: one more outer dimension of the table.
     *
     * @param grouping how customers are parted
     * @return a rule whose tables grow with the groups that are met
     * @throws IllegalArgumentException if the rule is parted already, or the grouping is read at each period and the rule does not
     *     say when
     */
    default Rule<In<C>> by(Grouping grouping) {
        return new GroupedRule<>(this, grouping);
    }

    /**
     * Names the cells of one customer.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Body extends Serializable {
        /**
         * Names the cells of one customer.
         *
         * @param history the customer's history up to the as-of day, with at least one event; not to be kept
         * @param sink takes the cells
         */
        void apply(History history, CellSink sink);
    }

    /**
     * A rule from its parts.
     *
     * @param definition what it counts, in words
     * @param timeline the periods in which it thinks
     * @param cells the cells it can name
     * @param body names the cells of one customer; a lambda travels if what it captures does
     * @param <C> the type of cells
     * @return the rule
     */
    static <C> Rule<C> of(String definition, Timeline timeline, Cells<C> cells, Body body) {
        requireNonNull(definition, "definition");
        requireNonNull(timeline, "timeline");
        requireNonNull(cells, "cells");
        requireNonNull(body, "body");
        return new RuleOfParts<>(definition, timeline, cells, body);
    }
}
