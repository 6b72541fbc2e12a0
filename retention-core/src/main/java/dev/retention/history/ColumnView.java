package dev.retention.history;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.Column;
import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.Words;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The events of one customer with what the further columns of a store hold of them. */
abstract class ColumnView extends EventView {
    ColumnView(PeriodIndex periods, Schema schema, Words words, IntFunction<?> keys) {
        super(periods, schema, words, keys);
    }

    /**
     * The number of a further column, to be asked once per history or sweep: it is the same for all histories of a store.
     *
     * @param name the column's name
     * @return its number for {@link #hasValue} and the accessors of values
     * @throws IllegalArgumentException if there is no such column; the message names those there are
     */
    public int column(String name) {
        return schema.column(requireNonNull(name, "name"));
    }

    /**
     * Whether the store has a further column of that name, for rules that read it only where it is there.
     *
     * @param name the column's name
     * @return whether {@link #column} gives a number
     */
    public boolean hasColumn(String name) {
        return schema.find(requireNonNull(name, "name")) >= 0;
    }

    /**
     * Whether an event has a value in a further column. A day after the as-of day is not known yet, unless the column is of
     * planned days.
     *
     * @param column the column's number, see {@link #column}
     * @param event the event, from 0
     * @return whether the accessor of the column's type gives a value
     * @throws IndexOutOfBoundsException if there is no such column or event
     */
    public boolean hasValue(int column, int event) {
        Column values = columns.column(column);
        int at = at(event);
        return values.has(at) && (schema.type(column) != ColumnKind.Type.DAY || periods.isKnownDay(values.get(at)));
    }

    /**
     * The text of an event.
     *
     * @param column the number of a column of texts
     * @param event the event, from 0
     * @return the text, or null if the event has none
     * @throws IllegalArgumentException if the column holds other values
     */
    public @Nullable String text(int column, int event) {
        checkType(column, ColumnKind.Type.TEXT);
        int at = at(event);
        Column values = columns.column(column);
        return values.has(at) ? words.texts().get(column).name((int) values.get(at)) : null;
    }

    /**
     * The text of an event as a number, for rules that compare texts often.
     *
     * @param column the number of a column of texts
     * @param event an event that {@linkplain #hasValue has} a text
     * @return an index into {@link #texts}
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no text
     */
    public int textIndex(int column, int event) {
        checkType(column, ColumnKind.Type.TEXT);
        return (int) value(column, event);
    }

    /**
     * The texts of a column by number.
     *
     * @param column the number of a column of texts
     * @return the texts, in alphabetical order in a store
     * @throws IllegalArgumentException if the column holds other values
     */
    public List<String> texts(int column) {
        checkType(column, ColumnKind.Type.TEXT);
        return words.texts().get(column).names();
    }

    /**
     * The number of an event.
     *
     * @param column the number of a column of numbers
     * @param event an event that {@linkplain #hasValue has} a value
     * @return the exact number
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no number
     */
    public long number(int column, int event) {
        checkType(column, ColumnKind.Type.NUMBER);
        return value(column, event);
    }

    /**
     * The amount of money of an event in a further column.
     *
     * @param column the number of a column of money
     * @param event an event that {@linkplain #hasValue has} a value
     * @return minor units of the store's currency
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no such amount
     */
    public long money(int column, int event) {
        checkType(column, ColumnKind.Type.MONEY);
        return value(column, event);
    }

    /**
     * The day of an event in a further column.
     *
     * @param column the number of a column of days or planned days
     * @param event an event that {@linkplain #hasValue has} a day which is known by the as-of day, or planned
     * @return days since 1970-01-01
     * @throws IllegalArgumentException if the column holds other values
     * @throws IllegalStateException if the event has no such day, or it lies after the as-of day and was not planned
     */
    public long epochDayOf(int column, int event) {
        if (!schema.type(column).isDay()) {
            throw schema.wrongType(column, "days");
        }
        return value(column, event);
    }

    private void checkType(int column, ColumnKind.Type type) {
        if (schema.type(column) != type) {
            throw schema.wrongType(column, type.words());
        }
    }

    long value(int column, int event) {
        if (!hasValue(column, event)) {
            throw new IllegalStateException(
                    "event " + event + " of customer (" + customer() + ") has no value in column ("
                            + schema.columns().get(column).name() + "): ask hasValue first");
        }
        return columns.column(column).get(from + event);
    }
}
