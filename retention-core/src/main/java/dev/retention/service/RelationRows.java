package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads rows of one track, refusing those that contradict themselves. */
final class RelationRows<S, K> {
    private final Function<? super S, ? extends @Nullable K> customer;
    private final Function<? super S, ? extends @Nullable LocalDate> day;
    private final Function<? super S, ? extends @Nullable String> code;
    private final Map<String, Column<S, K>> columns;
    private final Supplier<Check<S>> last;
    private final boolean isLenient;

    /** Refuses a row of a customer and day by throwing. */
    interface Check<S> {
        void check(S row, LocalDate day, Object customer);
    }

    private record Column<S, K>(UnaryOperator<HistoryReader<S, K>> adder, Check<S> check) {}

    RelationRows(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, ? extends @Nullable String> code) {
        this(customer, day, code, Map.of(), () -> (row, on, key) -> {}, false);
    }

    private RelationRows(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, ? extends @Nullable String> code,
            Map<String, Column<S, K>> columns,
            Supplier<Check<S>> last,
            boolean isLenient) {
        this.customer = customer;
        this.day = day;
        this.code = code;
        this.columns = columns;
        this.last = last;
        this.isLenient = isLenient;
    }

    private RelationRows<S, K> with(String name, UnaryOperator<HistoryReader<S, K>> adder, Check<S> check) {
        checkArgument(!columns.containsKey(name), "column (%s) was asked for before", name);
        Map<String, Column<S, K>> all = new LinkedHashMap<>(columns);
        all.put(name, new Column<>(adder, check));
        return new RelationRows<>(customer, day, code, all, last, isLenient);
    }

    RelationRows<S, K> lenient() {
        return new RelationRows<>(customer, day, code, columns, last, true);
    }

    /** Refuses rows by what those before them say, in every reading anew. */
    RelationRows<S, K> checkedLast(Supplier<Check<S>> check) {
        return new RelationRows<>(customer, day, code, columns, check, isLenient);
    }

    /** A text that need not be there. */
    RelationRows<S, K> text(String name, Function<? super S, ? extends @Nullable String> text) {
        return with(name, reader -> reader.text(name, text), (row, on, key) -> {});
    }

    /** A text that every row must have. */
    RelationRows<S, K> neededText(String name, Function<? super S, ? extends @Nullable String> text, String what) {
        return with(name, reader -> reader.text(name, text), (row, on, key) -> {
            if (text.apply(row) == null) {
                throw new RefusedRow("customer (" + key + ") has " + what + " on " + on + " without a text in " + name);
            }
        });
    }

    /** A number of at least 0. */
    RelationRows<S, K> number(String name, Function<? super S, ? extends @Nullable Number> number) {
        return with(name, reader -> reader.number(name, number), (row, on, key) -> {
            RefusedRow.checkWhole(name, number.apply(row), 0, " of customer (" + key + ")");
        });
    }

    /** A day that does not lie before that of the row, planned or known once it has come. */
    RelationRows<S, K> day(String name, Function<? super S, ? extends @Nullable LocalDate> value, boolean isPlanned) {
        return with(
                name,
                reader -> isPlanned ? reader.plannedDay(name, value) : reader.day(name, value),
                (row, on, key) -> {
                    LocalDate other = value.apply(row);
                    RefusedRow.checkDay(other, key);
                    if (other != null && other.isBefore(on)) {
                        throw new RefusedRow(name + " (" + other + ") of customer (" + key
                                + ") must not lie before the day of the row (" + on + ")");
                    }
                });
    }

    HistoryStore<K> from(Iterable<? extends S> rows, String track) {
        Check<S> check = last.get();
        HistoryReader<S, K> reader =
                HistoryStore.<S, K>ofDates(row -> checked(row, check), day).codes(code);
        for (Column<S, K> column : columns.values()) {
            reader = column.adder.apply(reader);
        }
        return (isLenient ? reader.lenient() : reader).from(rows).named(track);
    }

    private @Nullable K checked(S row, Check<S> other) {
        K key = customer.apply(row);
        LocalDate on = day.apply(row);
        RefusedRow.checkDay(on, key);
        if (key != null && on != null) {
            columns.values().forEach(column -> column.check.check(row, on, key));
            other.check(row, on, key);
        }
        return key;
    }

    String inWords(String what) {
        return what
                + (columns.isEmpty() ? "" : " with " + String.join(", ", columns.keySet()))
                + (isLenient ? ", lenient" : "");
    }
}
