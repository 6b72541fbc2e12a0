package dev.retention.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A query whose rows are read one after the other by anything that reads rows.
 *
 * <pre>{@code
 * HistoryReader<JdbcRow, Long> reader = HistoryStore.ofInstants(
 *                 (JdbcRow row) -> row.whole("customer_id"), row -> row.instant("placed_at"))
 *         .amounts(row -> row.decimal("total"), Currency.getInstance("EUR"));
 * HistoryStore<Long> orders = JdbcQuery.of(dataSource, "select customer_id, placed_at, total from orders where placed_at < ?", end)
 *         .read(reader::from);
 * }</pre>
 *
 * <ul>
 *   <li>The cursor goes forward only, reads only and fetches {@value #FETCH_SIZE} rows at a time unless {@link #fetchSize} says otherwise,
 *       inside a transaction where the driver allows one: without it PostgreSQL's driver holds the whole result in memory. How much MySQL's
 *       and DuckDB's hold is theirs to say: {@link #fetchSize} with {@code Integer.MIN_VALUE} for the one, {@code jdbc_stream_results} for
 *       the other.
 *   <li>A transaction that this query began is rolled back, which undoes what the query changed, and the connection is given back as it
 *       was: closed if it came from a {@code DataSource}, else with its former auto-commit and read-only modes. A connection without
 *       auto-commit is in a transaction of the caller's, which goes on.
 *   <li>What commits by itself is not undone: a {@code commit} in a text of several statements, a function that commits, in H2, MySQL and
 *       Oracle a change of tables, in a database without transactions everything. A text that ends the transaction may also have the
 *       rollback refused, which is thrown. Where you do not know what SQL does, run it as a user who may only read.
 *   <li>What the database throws ends the reading as the {@code SQLException} that it is, of a lenient reader too: a connection lost
 *       halfway is no odd row, and nothing half read comes out.
 *   <li>A value that is not what a {@link JdbcRow} is asked for is a fault of its row, for a reader to refuse or to leave out and count.
 * </ul>
 *
 * <p>Takes the memory of the rows that the driver fetches at a time beside what the reader keeps. This class is immutable, and thread-safe
 * if its {@code DataSource}, parameters and listener are; a query of a {@code Connection} is of one thread at a time.
 *
 * @since 0.1.0
 */
public final class JdbcQuery {
    /** How many rows a cursor fetches at a time unless told otherwise. */
    public static final int FETCH_SIZE = 10_000;

    private final @Nullable DataSource source;
    private final @Nullable Connection connection;
    private final String sql;
    private final @Nullable Object[] parameters;
    private final Options options;

    /** How to run a query. No seconds and no rows are for none. */
    private record Options(int fetchSize, int seconds, long every, LongConsumer listener) {
        static final Options PLAIN = new Options(FETCH_SIZE, 0, 0, rows -> {});
    }

    private JdbcQuery(
            @Nullable DataSource source,
            @Nullable Connection connection,
            String sql,
            @Nullable Object[] parameters,
            Options options) {
        this.source = source;
        this.connection = connection;
        this.sql = sql;
        this.parameters = parameters;
        this.options = options;
    }

    /**
     * A query that opens a connection for every reading and closes it.
     *
     * @param source the source of connections
     * @param sql the query, with a {@code ?} for every parameter
     * @param parameters the parameters in order, as {@code setObject} of the driver takes them; an {@code Instant} or a {@code
     *     ZonedDateTime} goes as an {@code OffsetDateTime}, null as SQL's. A database without a type for instants, such as SQLite, compares
     *     texts letter by letter, {@code 2026-03-31T00:00Z} with
     *     whatever the column holds: pass it a text or a number of the column's form
     * @return the query
     */
    public static JdbcQuery of(DataSource source, String sql, @Nullable Object... parameters) {
        requireNonNull(source, "source");
        return new JdbcQuery(source, null, requireNonNull(sql, "sql"), parameters.clone(), Options.PLAIN);
    }

    /**
     * A query on a connection of the caller's, which stays open and as it was.
     *
     * <p>A transaction of yours is one begun by {@code setAutoCommit(false)}. One begun in SQL, by {@code begin} while the connection says
     * that it commits by itself, is refused by PostgreSQL with an {@code SQLException} and rolled back with your changes by DuckDB, whose
     * driver does not tell of it: end it before.
     *
     * @param connection the connection
     * @param sql the query, with a {@code ?} for every parameter
     * @param parameters the parameters, as of a data source
     * @return the query
     */
    public static JdbcQuery of(Connection connection, String sql, @Nullable Object... parameters) {
        requireNonNull(connection, "connection");
        return new JdbcQuery(null, connection, requireNonNull(sql, "sql"), parameters.clone(), Options.PLAIN);
    }

    /**
     * Says how many rows the driver fetches at a time: more take memory, fewer take longer.
     *
     * @param rows at least 1, or {@code Integer.MIN_VALUE}, by which MySQL's driver streams row by row
     * @return this query with it
     * @throws IllegalArgumentException if it is neither
     */
    public JdbcQuery fetchSize(int rows) {
        checkArgument(
                rows >= 1 || rows == Integer.MIN_VALUE,
                "fetchSize (%s rows) must be at least 1, or Integer.MIN_VALUE for MySQL",
                rows);
        return with(new Options(rows, options.seconds, options.every, options.listener));
    }

    /**
     * Ends a query that takes longer, by an {@code SQLException}; what of the reading counts is the driver's to say.
     *
     * @param longest the longest time, above 0, rounded up to seconds
     * @return this query with it
     * @throws IllegalArgumentException if it is not above 0, or has more seconds than an {@code int}
     */
    public JdbcQuery timeout(Duration longest) {
        requireNonNull(longest, "longest");
        boolean isAbove = !longest.isNegative() && !longest.isZero();
        checkArgument(
                isAbove && longest.getSeconds() < Integer.MAX_VALUE,
                "longest (%s) must be above 0, and below %s seconds",
                longest,
                Integer.MAX_VALUE);
        int seconds = (int) longest.getSeconds() + (longest.getNano() > 0 ? 1 : 0);
        return with(new Options(options.fetchSize, seconds, options.every, options.listener));
    }

    /**
     * Tells now and then how many rows are read. What the listener throws ends the reading.
     *
     * @param every after how many rows each time, at least 1
     * @param rows takes how many rows are read
     * @return this query with it
     * @throws IllegalArgumentException if {@code every} is below 1
     */
    public JdbcQuery progress(long every, LongConsumer rows) {
        checkArgument(every >= 1, "every (%s rows) must be at least 1", every);
        return with(new Options(options.fetchSize, options.seconds, every, requireNonNull(rows, "rows")));
    }

    private JdbcQuery with(Options changed) {
        return new JdbcQuery(source, connection, sql, parameters, changed);
    }

    /**
     * Runs the query and reads its rows.
     *
     * @param reader what takes the rows and gives a result, such as a reader of orders {@code ::from}; it may go through them once, while
     *     it runs, and keep any of them
     * @param <R> the type of the result
     * @return what the reader gives
     * @throws SQLException as the driver throws it, of the query, of its rows or of the connection
     * @throws IllegalArgumentException if a row was asked for a column that the query has not, or has twice, where the message lists those
     *     it has: a query without rows is asked for none and tells of no wrong column; or if there are more or fewer parameters than the
     *     query has question marks, where the driver tells how many it has
     */
    public <R> R read(Function<? super Iterable<JdbcRow>, ? extends R> reader) throws SQLException {
        requireNonNull(reader, "reader");
        if (source == null) {
            Connection given = requireNonNull(connection);
            return given.getAutoCommit() ? inTransaction(given, reader) : run(given, reader);
        }
        try (Connection own = source.getConnection()) {
            return inTransaction(own, reader);
        }
    }

    private <R> R inTransaction(Connection own, Function<? super Iterable<JdbcRow>, ? extends R> reader)
            throws SQLException {
        ReadOnlyTransaction transaction = new ReadOnlyTransaction(own);
        try (transaction) {
            return run(own, reader);
        }
    }

    private <R> R run(Connection open, Function<? super Iterable<JdbcRow>, ? extends R> reader) throws SQLException {
        try (PreparedStatement statement =
                open.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(options.fetchSize);
            if (options.seconds > 0) {
                statement.setQueryTimeout(options.seconds);
            }
            try (ResultSet results = JdbcParameters.results(statement, sql, parameters)) {
                return new JdbcRows(results, options.every, options.listener).readBy(reader);
            }
        }
    }

    /** Prints the query, without its parameters. */
    @Override
    public String toString() {
        return sql;
    }
}
