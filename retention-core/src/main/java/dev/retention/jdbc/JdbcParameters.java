package dev.retention.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, as many as it has question marks: SQLite takes fewer and has null for the rest. */
final class JdbcParameters {
    private JdbcParameters() {}

    /** The results of a query with its parameters. */
    static ResultSet results(PreparedStatement statement, String sql, @Nullable Object[] parameters)
            throws SQLException {
        SQLException untold = set(statement, sql, parameters);
        try {
            return statement.executeQuery();
        } catch (SQLException e) {
            if (untold != null && ReadOnlyTransaction.isOfTransaction(e)) {
                // The query is at fault, as PostgreSQL said when it was asked for the count, which ended the
                // transaction.
                untold.addSuppressed(e);
                throw untold;
            }
            throw e;
        }
    }

    /** Sets the parameters; gives what a driver threw that does not tell how many there are. */
    private static @Nullable SQLException set(PreparedStatement statement, String sql, @Nullable Object[] parameters)
            throws SQLException {
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, portable(parameters[i]));
            }
        } catch (SQLException | RuntimeException e) {
            check(statement, parameters.length);
            throw e;
        }
        // Not asked where it says nothing: PostgreSQL's driver asks the server.
        boolean isChecked = parameters.length > 0 || sql.indexOf('?') >= 0;
        return isChecked ? check(statement, parameters.length) : null;
    }

    private static @Nullable SQLException check(PreparedStatement statement, int given) {
        int asked;
        try {
            asked = statement.getParameterMetaData().getParameterCount();
        } catch (SQLException e) {
            return e;
        }
        checkArgument(
                asked == given,
                "parameters (%s) must be as many as the question marks of the query (%s)",
                given,
                asked);
        return null;
    }

    /** What every driver takes. */
    private static @Nullable Object portable(@Nullable Object parameter) {
        if (parameter instanceof Instant at) {
            return at.atOffset(ZoneOffset.UTC);
        }
        return parameter instanceof ZonedDateTime at ? at.toOffsetDateTime() : parameter;
    }
}
