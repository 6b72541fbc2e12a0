package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

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
 *   <li>A measure is asked only about customers with at least one event up to the as-of day.
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
     * This measure for one thread, with room to work in if it needs any.
     *
     * @return this measure, unless overridden
     */
    default Measure forOneThread() {
        return this;
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
}
