package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Sheet} of rows, column by column.
 *
 * <p>A column's function gives a value of the column's kind, an optional one, or null: what is empty or null is not known. Another type is
 * refused with the column, the row and the type. Not thread-safe.
 *
 * @param <R> the type of what rows are made of
 * @since 0.1.0
 */
public final class SheetBuilder<R> {
    private final String title;
    private final List<R> rows;
    private String definition = "";
    private @Nullable Timeline timeline;
    private final List<String> notes = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Function<? super R, ? extends @Nullable Object>> values = new ArrayList<>();
    private SheetParts.@Nullable Across across;
    private @Nullable Supplier<? extends List<?>> customers;

    SheetBuilder(String title, List<R> rows) {
        this.title = title;
        this.rows = rows;
    }

    /**
     * Says how the numbers are defined.
     *
     * @param definition one line
     * @return this
     */
    public SheetBuilder<R> definition(String definition) {
        this.definition = requireNonNull(definition, "definition");
        return this;
    }

    /**
     * Says of which periods the table is.
     *
     * @param timeline the periods with the end of the data
     * @return this
     */
    public SheetBuilder<R> timeline(Timeline timeline) {
        this.timeline = requireNonNull(timeline, "timeline");
        return this;
    }

    /**
     * Adds what is odd.
     *
     * @param notes a sentence each
     * @return this
     */
    public SheetBuilder<R> notes(List<String> notes) {
        this.notes.addAll(requireNonNull(notes, "notes"));
        return this;
    }

    /**
     * Adds a column of text, or of enums by their names.
     *
     * @param name what stands above it
     * @param value gives a {@code String} or an enum
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> label(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.LABEL, value);
    }

    /**
     * Adds a column of customers' keys, one per row, which is left out unless {@link Sheet#withCustomers()} asks.
     *
     * @param name what stands above it
     * @param value gives a key
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> customer(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.CUSTOMER, value);
    }

    /**
     * Adds a column {@code period}, or of another name.
     *
     * @param name what stands above it
     * @param value gives a {@link Period}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> period(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.PERIOD, value);
    }

    /**
     * Adds a column of days.
     *
     * @param name what stands above it
     * @param value gives a {@link LocalDate}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> day(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.DAY, value);
    }

    /**
     * Adds a column of whole numbers.
     *
     * @param name what stands above it
     * @param value gives a {@code long} or an {@code int}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> count(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.COUNT, value);
    }

    /**
     * Adds a column of money in major units.
     *
     * @param name what stands above it
     * @param currency the currency; empty if there is none
     * @param value gives a {@link BigDecimal}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> amount(
            String name, Optional<Currency> currency, Function<? super R, ? extends @Nullable Object> value) {
        return column(new Column(name, Kind.AMOUNT, currency), value);
    }

    /**
     * Adds a column of shares with their counts.
     *
     * @param name what stands above it
     * @param value gives a {@link Proportion}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> proportion(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.PROPORTION, value);
    }

    /**
     * Adds a column of shares, rates or changes, as fractions of 1.
     *
     * @param name what stands above it
     * @param value gives a number
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> share(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.SHARE, value);
    }

    /**
     * Adds a column of other numbers.
     *
     * @param name what stands above it
     * @param value gives a number
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> number(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.NUMBER, value);
    }

    /**
     * Adds a column of confidence intervals.
     *
     * @param name what stands above it
     * @param value gives an {@link Interval}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> interval(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.INTERVAL, value);
    }

    /**
     * Adds a column {@code state}.
     *
     * @param value gives a {@link CellState}
     * @return this
     * @throws IllegalArgumentException if there is one already
     */
    public SheetBuilder<R> state(Function<? super R, ? extends @Nullable Object> value) {
        return column("state", Kind.STATE, value);
    }

    /**
     * Adds a column of what is so or is not.
     *
     * @param name what stands above it
     * @param value gives a {@code boolean}
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> truth(String name, Function<? super R, ? extends @Nullable Object> value) {
        return column(name, Kind.TRUTH, value);
    }

    private SheetBuilder<R> column(
            String name, Kind kind, Function<? super R, ? extends @Nullable Object> value) {
        return column(new Column(name, kind, Optional.empty()), value);
    }

    private SheetBuilder<R> column(Column column, Function<? super R, ? extends @Nullable Object> value) {
        requireNonNull(value, "value");
        List<String> fields = SheetCsv.fields(column, true);
        for (String field : fields) {
            checkArgument(!names.contains(field), "name (%s) must be of one column", field);
        }
        names.addAll(fields);
        columns.add(column);
        values.add(value);
        return this;
    }

    /**
     * Prints the sheet as a matrix in text: the values of one column side by side, those of another under them. The columns before the
     * first tell the lines apart; neighbours that agree in them are one line. CSV and JSON keep a row for each cell.
     *
     * @param column the column whose values stand side by side
     * @param value the column that is shown under them
     * @return this
     * @throws IllegalArgumentException if there is no such column, or {@code column} is the first
     */
    public SheetBuilder<R> across(String column, String value) {
        int at = indexOf(requireNonNull(column, "column"));
        checkArgument(at >= 1, "column (%s) must stand behind another of %s", column, names);
        checkArgument(indexOf(requireNonNull(value, "value")) > at, "value (%s) must stand behind %s", value, column);
        this.across = new SheetParts.Across(column, value);
        return this;
    }

    private int indexOf(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    /**
     * Says how the customers behind each row are found, which happens when {@link Sheet#withCustomers()} asks.
     *
     * @param customers gives a list of keys per row, in the order of the rows
     * @return this
     */
    public SheetBuilder<R> customers(Supplier<? extends List<? extends List<?>>> customers) {
        this.customers = requireNonNull(customers, "customers");
        return this;
    }

    /**
     * Makes the sheet.
     *
     * @return the sheet
     * @throws IllegalArgumentException if there is no column, or a value is not of its column's kind
     */
    public Sheet build() {
        checkArgument(!columns.isEmpty(), "sheet (%s) must have a column", title);
        List<List<@Nullable Object>> made = new ArrayList<>();
        for (R row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                line.add(SheetValues.checked(columns.get(i), made.size(), values.get(i).apply(row)));
            }
            made.add(Collections.unmodifiableList(line));
        }
        return new Sheet(new SheetParts(
                title, definition, timeline, List.copyOf(notes), List.copyOf(columns), made, across, customers, false, null));
    }
}
