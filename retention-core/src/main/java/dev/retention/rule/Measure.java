package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers of one customer: where a {@link Rule} folds histories into cells, a measure folds each into a row.
 *
 * <pre>{@code
 * Measure orders = Measure.of("number of orders", Timeline.monthly(asOf), (history, sink) -> sink.set(history.size()));
 * Measured<Long> measured = Sweep.over(store).measure(orders);
 * measured.column().top(10).members();   // who ordered most
 * }</pre>
 *
 * <ul>
 *   <li>A measure may have several columns, filled in one pass. A number that a customer does not have is not set; none is not 0.
 *   <li>Like a rule, a measure looks at nothing but the history it is given and says the same of the same history, and what its
 *       functions capture must be serialisable.
 *   <li>A measure is asked only about customers with at least one event up to the as-of day, on one of the tracks it names.
 *   <li>That day is the one of the history's timeline: a {@linkplain Grouping#ofMeasure(Measure, Grouping.Reading, long...) grouping}
 *       may ask what was known on an earlier one.
 * </ul>
 *
 * @since 0.1.0
 */
public interface Measure extends Serializable {
    /**
     * What is measured, in words that tell it from every other measure.
     *
     * @return the definition
     */
    String definition();

    /**
     * The periods in which the measure thinks, and the day up to which it knows.
     *
     * @return the timeline
     */
    Timeline timeline();

    /**
     * The tracks that the measure reads, of a store that has {@linkplain dev.retention.history.HistoryStore#and several}. The history
     * it is given is that of the first; {@link History#track} finds the others.
     *
     * @return the names of the tracks; none, unless overridden, for the first track of any store
     */
    default List<String> tracks() {
        return List.of();
    }

    /**
     * The names of the columns.
     *
     * @return at least one name
     */
    List<String> columns();

    /**
     * Measures one customer.
     *
     * @param history the customer's history up to the as-of day, with at least one event; not to be kept
     * @param sink takes the numbers
     */
    void apply(History history, MeasureSink sink);

    /**
     * The number of one customer, to be asked inside a rule or another measure: as known by a history, whose timeline stands for this
     * measure's own.
     *
     * @param history a history of the customer, with the tracks that this measure reads
     * @param column one of the {@link #columns}
     * @return the number, empty if the customer has none
     * @throws IllegalArgumentException if there is no such column, or the history lacks a track
     */
    default OptionalLong numberOf(History history, String column) {
        requireNonNull(history, "history");
        int at = columns().indexOf(requireNonNull(column, "column"));
        checkArgument(at >= 0, "column (%s) must be one of %s", column, columns());
        Reader reader = reader();
        reader.look(history);
        return reader.number(at);
    }

    /**
     * Room to ask this measure of one customer after the other inside a rule or another measure: as {@link #numberOf}, without making that
     * room anew each time.
     *
     * @return the room, for one thread
     */
    default Reader reader() {
        return new NumberReader(this);
    }

    /**
     * Asks a measure of one customer after the other. Not thread-safe: every thread takes its own, see {@link #reader}.
     *
     * @since 0.1.0
     */
    interface Reader {
        /**
         * Looks at a customer.
         *
         * @param history a history of the customer, with the tracks that the measure reads; not kept
         * @throws IllegalArgumentException if the history lacks a track
         */
        void look(History history);

        /**
         * A number of the customer looked at last.
         *
         * @param column the column, from 0
         * @return the number, empty if the customer has none
         * @throws IndexOutOfBoundsException if the measure has no such column
         */
        OptionalLong number(int column);
    }

    /**
     * This measure for one thread, with room to work in if it needs any.
     *
     * @return this measure, unless overridden
     */
    default Measure forOneThread() {
        return this;
    }

    /**
     * The same measure on some tracks of a store that has several.
     *
     * @param tracks the names of the tracks, the first of which is the history that the measure is given
     * @return a measure that is asked about customers with at least one event on one of them
     * @throws IllegalArgumentException if no track is named, or one twice
     */
    default Measure on(String... tracks) {
        return new TracksMeasure(this, TrackNames.of(tracks));
    }

    /**
     * The columns of this measure and those of another, in one pass and as one.
     *
     * @param other a measure of the same timeline and tracks whose columns have other names
     * @return a measure of all columns, these first
     * @throws IllegalArgumentException if the timelines or tracks differ, or a column is in both
     */
    default Measure and(Measure other) {
        return JoinedMeasure.of(this, requireNonNull(other, "other"));
    }

    /**
     * Measures one customer.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Body extends Serializable {
        /**
         * Measures one customer.
         *
         * @param history the customer's history up to the as-of day, with at least one event; not to be kept
         * @param sink takes the numbers
         */
        void apply(History history, MeasureSink sink);
    }

    /**
     * Tells in which group of a {@linkplain Grouping#ofNumbers grouping} the numbers of a customer are.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Label extends Serializable {
        /**
         * The label of numbers.
         *
         * @param numbers one for each column of the measure, in its order
         * @return the label, null if there is none
         */
        @Nullable
        String label(long... numbers);
    }

    /**
     * A measure of one column from its parts.
     *
     * @param definition what is measured, in words; also the name of the column
     * @param timeline the periods in which it thinks
     * @param body measures one customer
     * @return the measure
     */
    static Measure of(String definition, Timeline timeline, Body body) {
        return of(requireNonNull(definition, "definition"), timeline, List.of(definition), body);
    }

    /**
     * A measure from its parts.
     *
     * @param definition what is measured, in words
     * @param timeline the periods in which it thinks
     * @param columns the names of the columns, each once
     * @param body measures one customer
     * @return the measure
     * @throws IllegalArgumentException if there is no column or a name comes twice
     */
    static Measure of(String definition, Timeline timeline, List<String> columns, Body body) {
        requireNonNull(columns, "columns");
        requireNonNull(definition, "definition");
        requireNonNull(timeline, "timeline");
        requireNonNull(body, "body");
        return new MeasureOfParts(definition, timeline, Axis.of("column", columns), body);
    }

    /**
     * What a rule says of each customer in some of its cells, so that it can be asked inside another rule. Of runs of cells it looks at
     * those only.
     *
     * <pre>{@code
     * MovementCell lost = new MovementCell(MovementKind.LOST, march);
     * Measure amount = Measure.ofCells(CustomerMovements.over(months).rule(), List.of(lost));
     * }</pre>
     *
     * @param rule the rule
     * @param cells the cells, each once, at least one
     * @param <C> the type of cells
     * @return a measure with a column of amounts for each cell, in their order: without a number of customers who are not in the cell, and
     *     0 of those who are there without an amount
     * @throws IllegalArgumentException if the rule lacks one of the cells, a cell comes twice, or there is none
     */
    static <C> Measure ofCells(Rule<C> rule, List<? extends C> cells) {
        return CellMeasure.of(rule, cells);
    }
}
