package dev.retention.jdbc;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@linkplain JdbcQuery query} with the values that it had when it was read: it may be kept.
 *
 * <p>A column is asked for by the name that the query gives it, in any case unless two differ by case only, or by its number from 1 on.
 * One that the query has not, or has twice, ends the reading. SQL's null is null. A value that is not what it is asked as is an
 * {@code IllegalArgumentException} that names column and value, which a strict reader of rows refuses and a lenient one counts:
 *
 * <table>
 *   <caption>What a value may be asked as</caption>
 *   <tr><td>{@link #whole(String) whole}</td><td>numbers without a fraction that fit a long, and texts of such digits</td></tr>
 *   <tr><td>{@link #decimal(String) decimal}</td><td>numbers, and texts of one in Java's notation; a binary one, a {@code double}, as the
 *       shortest decimal that it is, so that 12.34 is 12.34 and 0.1 + 0.2 has 17 decimals</td></tr>
 *   <tr><td>{@link #text(String) text}</td><td>texts as they are, numbers in full, truth values, UUIDs and times as Java prints
 *       them</td></tr>
 *   <tr><td>{@link #instant(String) instant}</td><td>times with an offset, such as {@code timestamptz}, and such texts of ISO 8601, also
 *       with a space for the T</td></tr>
 *   <tr><td>{@link #instant(String, ZoneId) instant in a zone}</td><td>times without an offset too, such as {@code timestamp}</td></tr>
 *   <tr><td>{@link #day(String) day}</td><td>dates, and times without an offset, whose date is what is written there</td></tr>
 *   <tr><td>{@link #day(String, ZoneId) day in a zone}</td><td>times with an offset too</td></tr>
 *   <tr><td>{@link #currency(String) currency}</td><td>texts of a code of ISO 4217</td></tr>
 * </table>
 *
 * <p>A time without an offset in a zone means what {@link java.time.ZonedDateTime#of(java.time.LocalDateTime, ZoneId)} says: in an hour
 * that is left out by summer time, the time as much later, and in an hour that comes twice, the earlier one. A number is never a time:
 * the query says what it counts; and PostgreSQL's {@code infinity} is neither a day nor a text, and
 * the first or the last of instants, which no reader takes. A value that its driver
 * cannot give as its type, such as PostgreSQL's {@code money}, is the text that the database has for it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class JdbcRow {
    private final JdbcColumns columns;
    private final @Nullable Object[] values;
    private final long number;

    JdbcRow(JdbcColumns columns, @Nullable Object[] values, long number) {
        this.columns = columns;
        this.values = values;
        this.number = number;
    }

    private JdbcValue at(String column) {
        return at(columns.index(requireNonNull(column, "column")));
    }

    private JdbcValue at(int index) {
        return new JdbcValue(columns.name(index), values[index]);
    }

    /**
     * The position among the rows of the query.
     *
     * @return 1 for the first
     */
    public long number() {
        return number;
    }

    /**
     * The names of the columns, as the query gives them.
     *
     * @return the names in order, at least one
     */
    public List<String> columns() {
        return columns.names();
    }

    /**
     * A whole number.
     *
     * @param column the column's name
     * @return the number, or null
     */
    public @Nullable Long whole(String column) {
        return at(column).whole();
    }

    /**
     * A whole number.
     *
     * @param column the column's number from 1 on
     * @return the number, or null
     */
    public @Nullable Long whole(int column) {
        return at(columns.index(column)).whole();
    }

    /**
     * A decimal number, such as an amount.
     *
     * @param column the column's name
     * @return the number, or null
     */
    public @Nullable BigDecimal decimal(String column) {
        return at(column).decimal();
    }

    /**
     * A decimal number, such as an amount.
     *
     * @param column the column's number from 1 on
     * @return the number, or null
     */
    public @Nullable BigDecimal decimal(int column) {
        return at(columns.index(column)).decimal();
    }

    /**
     * A text.
     *
     * @param column the column's name
     * @return the text, or null
     */
    public @Nullable String text(String column) {
        return at(column).text();
    }

    /**
     * A text.
     *
     * @param column the column's number from 1 on
     * @return the text, or null
     */
    public @Nullable String text(int column) {
        return at(columns.index(column)).text();
    }

    /**
     * An instant, of a time with an offset.
     *
     * @param column the column's name
     * @return the instant, or null
     */
    public @Nullable Instant instant(String column) {
        return at(column).instant(null);
    }

    /**
     * An instant, of a time with an offset.
     *
     * @param column the column's number from 1 on
     * @return the instant, or null
     */
    public @Nullable Instant instant(int column) {
        return at(columns.index(column)).instant(null);
    }

    /**
     * An instant, of a time that has an offset or is of a zone.
     *
     * @param column the column's name
     * @param zone the zone whose clocks show a time without an offset; without meaning for one with an offset
     * @return the instant, or null
     */
    public @Nullable Instant instant(String column, ZoneId zone) {
        return at(column).instant(requireNonNull(zone, "zone"));
    }

    /**
     * An instant, of a time that has an offset or is of a zone.
     *
     * @param column the column's number from 1 on
     * @param zone the zone whose clocks show a time without an offset
     * @return the instant, or null
     */
    public @Nullable Instant instant(int column, ZoneId zone) {
        return at(columns.index(column)).instant(requireNonNull(zone, "zone"));
    }

    /**
     * A civil day, of a date or a time without an offset.
     *
     * @param column the column's name
     * @return the day, or null
     */
    public @Nullable LocalDate day(String column) {
        return at(column).day(null);
    }

    /**
     * A civil day, of a date or a time without an offset.
     *
     * @param column the column's number from 1 on
     * @return the day, or null
     */
    public @Nullable LocalDate day(int column) {
        return at(columns.index(column)).day(null);
    }

    /**
     * A civil day in a zone. A date and a time without an offset are taken for days and times of that zone.
     *
     * @param column the column's name
     * @param zone the zone whose day it is
     * @return the day, or null
     */
    public @Nullable LocalDate day(String column, ZoneId zone) {
        return at(column).day(requireNonNull(zone, "zone"));
    }

    /**
     * A civil day in a zone.
     *
     * @param column the column's number from 1 on
     * @param zone the zone whose day it is
     * @return the day, or null
     */
    public @Nullable LocalDate day(int column, ZoneId zone) {
        return at(columns.index(column)).day(requireNonNull(zone, "zone"));
    }

    /**
     * A currency.
     *
     * @param column the column's name
     * @return the currency, or null
     */
    public @Nullable Currency currency(String column) {
        return at(column).currency();
    }

    /**
     * A currency.
     *
     * @param column the column's number from 1 on
     * @return the currency, or null
     */
    public @Nullable Currency currency(int column) {
        return at(columns.index(column)).currency();
    }

    /**
     * A value of another type, such as a {@code UUID} that is a customer's key, as the driver has it.
     *
     * @param column the column's name
     * @param type the type of the value
     * @param <V> the type of the value
     * @return the value, or null
     */
    public <V> @Nullable V value(String column, Class<V> type) {
        return at(column).as(requireNonNull(type, "type"));
    }

    /**
     * A value of another type, as the driver has it.
     *
     * @param column the column's number from 1 on
     * @param type the type of the value
     * @param <V> the type of the value
     * @return the value, or null
     */
    public <V> @Nullable V value(int column, Class<V> type) {
        return at(columns.index(column)).as(requireNonNull(type, "type"));
    }

    /** Prints the number of the row and the names of its columns, not its values, such as {@code row 5 (customer_id, placed_at)}. */
    @Override
    public String toString() {
        return "row " + number + " (" + columns + ")";
    }
}
