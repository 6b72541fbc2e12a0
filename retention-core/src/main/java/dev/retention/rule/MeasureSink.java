package dev.retention.rule;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.history.History;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the numbers that a measure has of one customer. This class is not thread-safe: every sweep has its own.
 *
 * <pre>{@code
 * Measure ordersAndGap = Measure.of("orders and days since the last", months, List.of("orders", "days"), (history, sink) -> {
 *     sink.set(0, history.size());
 *     if (history.size() > 0) { // else the days are not set, which is not 0
 *         sink.set(1, months.asOf().toEpochDay() - history.epochDay(history.size() - 1));
 *     }
 * });
 * }</pre>
 *
 * @since 0.1.0
 */
public final class MeasureSink {
    private final Measure measure;
    private final Measure applied;
    private final MeasureColumns columns;
    private final List<String> tracks;
    private int row = -1;
    // Where the columns of the measure at work begin, if it is one of several joined.
    private int first;

    MeasureSink(Measure measure, int rows) {
        this.measure = measure;
        this.applied = measure.forOneThread();
        this.tracks = measure.tracks();
        this.columns = new MeasureColumns(measure.columns().size(), rows);
    }

    /**
     * Sets the customer's number in the first column.
     *
     * @param value any number
     * @throws IllegalStateException if it is set already
     */
    public void set(long value) {
        set(0, value);
    }

    /**
     * Sets the customer's number in a column.
     *
     * @param column the column, from 0
     * @param value any number
     * @throws IndexOutOfBoundsException if the measure has no such column
     * @throws IllegalStateException if it is set already
     */
    public void set(int column, long value) {
        Objects.checkIndex(column, columns.count() - first);
        checkState(columns.set(first + column, row, value), "column %s is set already", column);
    }

    /** Asks another measure, whose columns come after some of that at work. */
    void after(int before, Measure other, History history) {
        first += before;
        try {
            other.apply(history, this);
        } finally {
            first -= before;
        }
    }

    /** Asks about the next customer, who has no number without events. */
    void ask(History history) {
        row++;
        if (TrackNames.isKnown(history, tracks)) {
            try {
                applied.apply(history, this);
            } catch (Exception e) {
                throw new RuleException("measure", measure.definition(), history.customer(), e);
            } catch (Error e) {
                throw RuleException.noted(e, "measure", measure.definition(), history.customer());
            }
        }
    }

    /** Forgets the customer in the one row and asks about another. */
    void askAnew(@Nullable History history) {
        columns.clear(0);
        row = -1;
        if (history != null) {
            ask(history);
        }
    }

    /** Asks about a customer for the one row; whoever asks names the customer if the measure fails. */
    void look(History history) {
        columns.clear(0);
        row = 0;
        if (TrackNames.isKnown(history, tracks)) {
            applied.apply(history, this);
        }
    }

    /** The number of the customer asked about last. */
    OptionalLong value(int column) {
        return row >= 0 && columns.has(column, row)
                ? OptionalLong.of(columns.value(column, row))
                : OptionalLong.empty();
    }

    MeasureColumns columns() {
        return columns;
    }
}
