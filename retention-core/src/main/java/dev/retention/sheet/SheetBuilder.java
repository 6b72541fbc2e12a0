package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Function<? super R, ? extends @Nullable Object>> values = new HashMap<>();
    private SheetParts.@Nullable Across across;
    private final Map<String, Supplier<List<List<?>>>> customers = new HashMap<>();

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
     * Adds a column.
     *
     * @param name what stands above it
     * @param kind what it holds; {@link Kind#CUSTOMERS} is added by {@link #customers}
     * @param value gives a value of the kind, an enum for a label, any number for a share or a number, which keeps its digits, an {@code int} for a count; also an
     *     optional one, or null
     * @return this
     * @throws IllegalArgumentException if another column has the name, in CSV too, or {@code kind} is CUSTOMERS
     */
    public SheetBuilder<R> column(String name, Kind kind, Function<? super R, ? extends @Nullable Object> value) {
        checkArgument(kind != Kind.CUSTOMERS, "kind (%s) must be of one value a row", kind);
        return column(new Column(name, kind, Optional.empty()), value);
    }

    /**
     * Adds a column of money in major units.
     *
     * @param name what stands above it
     * @param currency the currency; empty if there is none
     * @param value gives a {@link BigDecimal}, also an optional one, or null
     * @return this
     * @throws IllegalArgumentException if another column has the name, in CSV too
     */
    public SheetBuilder<R> amount(
            String name, Optional<Currency> currency, Function<? super R, ? extends @Nullable Object> value) {
        return column(new Column(name, Kind.AMOUNT, currency), value);
    }

    /**
     * Adds a column {@code state}, which marks cells of a matrix too.
     *
     * @param value gives a {@link CellState}
     * @return this
     * @throws IllegalArgumentException if there is one already
     */
    public SheetBuilder<R> state(Function<? super R, ? extends @Nullable Object> value) {
        return column("state", Kind.STATE, value);
    }

    private SheetBuilder<R> column(Column column, Function<? super R, ? extends @Nullable Object> value) {
        requireNonNull(value, "value");
        columns.add(unused(column));
        values.put(column.name(), value);
        return this;
    }

    private Column unused(Column column) {
        List<String> fields = SheetCsv.fields(column, true);
        for (String field : fields) {
            checkArgument(!names.contains(field), "name (%s) must be of one column", field);
        }
        names.addAll(fields);
        return column;
    }

    /**
     * Prints the sheet as a matrix in text: the values of one column side by side, those of another under them. The columns before the
     * first tell the lines apart; rows that agree in them are one line. If two rows are of one cell, text is a list as without this. CSV
     * and JSON keep a row for each cell.
     *
     * @param column the column whose values stand side by side
     * @param value the column that is shown under them
     * @return this
     * @throws IllegalArgumentException if there is no such column, or {@code column} is the first
     */
    public SheetBuilder<R> across(String column, String value) {
        requireNonNull(value, "value");
        int at = indexOf(requireNonNull(column, "column"));
        checkArgument(at >= 1, "column (%s) must stand behind another of %s", column, names);
        checkArgument(indexOf(value) > at, "value (%s) must stand behind %s", value, column);
        this.across = new SheetParts.Across(column, value);
        return this;
    }

    private int indexOf(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    /**
     * Adds a column of the customers behind each row, found one by one when {@link Sheet#withCustomers()} asks.
     *
     * @param name what stands above it
     * @param members gives the keys of a row
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public SheetBuilder<R> customers(String name, Function<? super R, ? extends List<?>> members) {
        requireNonNull(members, "members");
        return customers(name, () -> rows.stream().<List<?>>map(members).toList());
    }

    /**
     * Adds a column of the customers behind each row, found all at once when {@link Sheet#withCustomers()} asks.
     *
     * <pre>{@code
     * .customers("customers", Cell::key, counted::membersOf)
     * }</pre>
     *
     * @param name what stands above it
     * @param cell the cell in which a row's customers are counted
     * @param finder finds the customers of all cells in one pass
     * @param <C> the type of cells
     * @return this
     * @throws IllegalArgumentException if another column has the name
     */
    public <C> SheetBuilder<R> customers(
            String name,
            Function<? super R, ? extends C> cell,
            Function<? super List<C>, ? extends Map<C, ? extends List<?>>> finder) {
        requireNonNull(cell, "cell");
        requireNonNull(finder, "finder");
        return customers(name, () -> {
            List<C> cells = rows.stream().<C>map(cell).toList();
            Map<C, ? extends List<?>> found =
                    finder.apply(cells.stream().distinct().toList());
            return cells.stream()
                    .<List<?>>map(each -> requireNonNull(found.get(each)))
                    .toList();
        });
    }

    private SheetBuilder<R> customers(String name, Supplier<List<List<?>>> keys) {
        columns.add(unused(new Column(name, Kind.CUSTOMERS, Optional.empty())));
        customers.put(name, keys);
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
            for (Column column : columns) {
                Function<? super R, ? extends @Nullable Object> value = values.get(column.name());
                line.add(value == null ? null : SheetValues.checked(column, made.size(), value.apply(row)));
            }
            made.add(Collections.unmodifiableList(line));
        }
        return new Sheet(new SheetParts(
                title,
                definition,
                timeline,
                List.copyOf(notes),
                List.copyOf(columns),
                made,
                across,
                Map.copyOf(customers),
                false,
                null));
    }
}
