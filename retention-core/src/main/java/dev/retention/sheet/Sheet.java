package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.ProportionInterval;
import dev.retention.internal.Checks;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as plain data: a title, a definition, what is odd, columns of known kinds and rows of values.
 *
 * <pre>{@code
 * Sheet sheet = Sheet.of("Visits by branch", branches)
 *         .label("branch", Branch::name)
 *         .count("visitors", Branch::visitors)
 *         .proportion("came back", Branch::returned)
 *         .build();
 * out.println(sheet.toText());
 * Files.writeString(path, sheet.toCsv());
 * }</pre>
 *
 * <p>A value is of the type that its column's {@link Kind} names, or null where it is not known, which is never 0. This class is immutable
 * and thread-safe.
 *
 * @since 0.1.0
 */
public final class Sheet implements Tabular {
    private final SheetParts parts;

    Sheet(SheetParts parts) {
        this.parts = parts;
    }

    /**
     * What a column holds.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** Text, such as the name of a group: a {@code String}. */
        LABEL,
        /** A customer's key. Left out unless {@link Sheet#withCustomers()} asks. */
        CUSTOMER,
        /** The keys of the customers behind the row, a {@code List}: there only where {@link Sheet#withCustomers()} asked. */
        CUSTOMERS,
        /** A {@code Period}. */
        PERIOD,
        /** A {@code LocalDate}. */
        DAY,
        /** A whole number: a {@code Long}. */
        COUNT,
        /** Money in major units: a {@code BigDecimal}. */
        AMOUNT,
        /** So many of so many: a {@code Proportion}. */
        PROPORTION,
        /** A share, rate or change as a fraction of 1, which text prints in percent: a {@code Double}. */
        SHARE,
        /** Any other number: a {@code Double}; exact a {@code Long}, {@code BigInteger} or {@code BigDecimal} where one was given. */
        NUMBER,
        /** A confidence interval: an {@code Interval}. */
        INTERVAL,
        /** How much of the row could be observed: a {@code CellState}. */
        STATE,
        /** Whether it is so: a {@code Boolean}. */
        TRUTH
    }

    /**
     * A column.
     *
     * @param name what stands above it, each name once
     * @param kind what it holds
     * @param currency the currency of amounts; empty of other columns, and of amounts without one
     * @since 0.1.0
     */
    public record Column(String name, Kind kind, Optional<Currency> currency) {
        /**
         * Checks the name.
         *
         * @param name what stands above it
         * @param kind what it holds
         * @param currency the currency of amounts
         * @throws IllegalArgumentException if {@code name} is blank, or a column other than of amounts has a currency
         */
        public Column {
            checkArgument(!requireNonNull(name, "name").isBlank(), "name (%s) must not be blank", name);
            requireNonNull(kind, "kind");
            checkArgument(
                    requireNonNull(currency, "currency").isEmpty() || kind == Kind.AMOUNT,
                    "currency (%s) must be of amounts, not of %s",
                    currency,
                    kind);
        }
    }

    /**
     * Begins a sheet of some rows.
     *
     * @param title what the table is, such as {@code Cohort retention}
     * @param rows what each row is made of, in order
     * @param <R> its type
     * @return a builder, to be told of the columns
     */
    public static <R> SheetBuilder<R> of(String title, Collection<? extends R> rows) {
        return new SheetBuilder<>(requireNonNull(title, "title"), List.copyOf(requireNonNull(rows, "rows")));
    }

    /**
     * Sheets under one another, with a leading column that tells them apart.
     *
     * <p>Customers are named if all parts that have some name them; otherwise none is until {@link #withCustomers()} asks, then all are.
     *
     * @param title what they are together
     * @param column the name of the leading column, such as {@code group}; {@code group 2} and so on if a part has such a column
     * @param parts the sheets by what the leading column says of their rows: the text of the key, and {@code gold (2)} for the second key of
     *     that text
     * @return all rows; a column that a part has not is not known there
     * @throws IllegalArgumentException if two parts have a column of one name, in CSV too, and different kinds
     */
    public static Sheet joined(String title, String column, Map<?, ? extends Tabular> parts) {
        return JoinedSheets.of(requireNonNull(title, "title"), requireNonNull(column, "column"), parts);
    }

    @Override
    public Sheet sheet() {
        return this;
    }

    /** {@return what the table is} */
    public String title() {
        return parts.title();
    }

    /** {@return how the numbers are defined; empty if the title says it all} */
    public String definition() {
        return parts.definition();
    }

    /** {@return the periods with the end of the data; empty of tables without} */
    public Optional<Timeline> timeline() {
        return Optional.ofNullable(parts.timeline());
    }

    /** {@return what is odd, a sentence each} */
    public List<String> notes() {
        return parts.notes();
    }

    /** {@return the columns in order; those of customers are there only where they are named} */
    public List<Column> columns() {
        return parts.columns().stream().filter(this::isShown).toList();
    }

    /**
     * The rows.
     *
     * @return for each row a value per column of {@link #columns()}, null where it is not known; unmodifiable
     */
    public List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> shown = new ArrayList<>();
        for (List<@Nullable Object> row : parts.rows()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                if (isShown(parts.columns().get(i))) {
                    values.add(row.get(i));
                }
            }
            shown.add(Collections.unmodifiableList(values));
        }
        return Collections.unmodifiableList(shown);
    }

    private boolean isShown(Column column) {
        return parts.isNamed() || (column.kind() != Kind.CUSTOMER && column.kind() != Kind.CUSTOMERS);
    }

    /**
     * The same sheet with some of its columns, such as those that fit a page.
     *
     * @param names the columns in the order in which they are to stand; those of customers too, named or not
     * @return a sheet of all rows, printed as a list where what is left of a matrix does not tell its cells apart
     * @throws IllegalArgumentException if there is none, one is named twice, or the sheet has no such column
     */
    public Sheet only(String... names) {
        return new Sheet(parts.only(List.of(names)));
    }

    /** {@return whether the sheet has columns of customers, named or not} */
    public boolean hasCustomers() {
        return parts.columns().stream()
                .anyMatch(column -> column.kind() == Kind.CUSTOMER || column.kind() == Kind.CUSTOMERS);
    }

    /**
     * The same sheet with its columns of customers. May take more passes over the store.
     *
     * @return a sheet that names customers in every text it makes
     * @throws IllegalStateException if the sheet has no columns of customers, or its table was made from a tally
     */
    public Sheet withCustomers() {
        checkState(hasCustomers(), "sheet (%s) has no customers to name", title());
        return parts.isNamed() ? this : new Sheet(parts.named());
    }

    /**
     * The same sheet with the interval of every proportion, in CSV and text too. JSON has Wilson's at 0.95 unless this says otherwise.
     *
     * @param formula the formula; {@link ProportionInterval#WILSON} unless there is a reason for another
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return a sheet whose proportions have bounds
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Sheet withIntervals(ProportionInterval formula, double confidence) {
        return new Sheet(parts.with(
                new SheetParts.Level(requireNonNull(formula, "formula"), Checks.openUnit(confidence, "confidence"))));
    }

    /**
     * The sheet as aligned text: the title with the definition, a line of names, a line per row, what is odd.
     *
     * <p>A table of two directions, such as cohorts by age, is printed as a matrix of one figure: {@code ·} is a cell that could not be
     * observed yet, a {@code *} marks one that is still running. Characters that are not seen, or break or turn lines, are written as
     * escapes such as <code>&#92;u000a</code>. The text is for readers; programs take CSV or JSON.
     *
     * @return lines, each ended by a line feed
     */
    @Override
    public String toText() {
        return SheetText.of(this);
    }

    /**
     * The sheet as CSV by RFC 4180: a line of names and a line per row, ended by carriage return and line feed.
     *
     * <p>Numbers are plain, with a point, in no locale; shares are fractions of 1; what is not known is an empty field. A proportion takes
     * three fields, {@code name}, {@code name count} and {@code name total}, and {@code name lower} and {@code name upper} where
     * {@link #withIntervals} asked for them. An amount's name has its currency, as in {@code value EUR}. Text that a spreadsheet would take
     * for a formula, since it begins with {@code =}, {@code +}, {@code -}, {@code @}, {@code |}, {@code %}, a tab or a line break, is led by
     * an apostrophe, see {@link #guarded}. Fields with commas, semicolons, tabs, quotes, line breaks or blanks at an end stand in quotes.
     *
     * @return lines, the first being the names
     */
    @Override
    public String toCsv() {
        return SheetCsv.of(this);
    }

    /**
     * A text that no spreadsheet takes for a formula: led by an apostrophe if it would, blanks and unseen characters before the sign passed
     * over, or if it is so led already. A field that begins with an apostrophe was guarded if the rest of it would be.
     *
     * @param text any text
     * @return the text, or {@code '} and the text
     */
    public static String guarded(String text) {
        return SheetCsv.safe(requireNonNull(text, "text"));
    }

    /**
     * The sheet as JSON by the schema {@code retention-sheet/1}: title, definition, timeline, notes, the interval, columns and rows.
     *
     * <p>A row is an object by the names of the columns, in which what is not known is null. A proportion has {@code count}, {@code total},
     * {@code value}, {@code lower} and {@code upper}; an amount is text such as {@code "12.34"}, whose currency stands at its column; other
     * values are as {@link Json} writes them.
     *
     * @return one object
     */
    @Override
    public String toJson() {
        return Json.of(this, parts.isNamed() ? Json.Customers.NAMED : Json.Customers.UNNAMED);
    }

    /** All that it holds, named or not. */
    SheetParts parts() {
        return parts;
    }

    /** Prints the title, the columns and the number of rows. */
    @Override
    public String toString() {
        return title() + ": " + columns().stream().map(Column::name).toList() + ", "
                + parts.rows().size() + " rows";
    }
}
