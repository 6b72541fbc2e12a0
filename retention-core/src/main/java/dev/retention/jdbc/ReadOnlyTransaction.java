package dev.retention.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jspecify.annotations.Nullable;

/** A transaction that is rolled back, and the connection as it was when it is closed. */
final class ReadOnlyTransaction implements AutoCloseable {
    /** What the standard's states of an error begin with where a transaction is open, or is none, that should not be so. */
    private static final String STATE_OF_TRANSACTION = "25";

    private final Connection connection;
    private final boolean madeReadOnly;
    private final boolean wasAutoCommit;

    /**
     * Makes the connection read only, a hint that DuckDB has not and SQLite takes only before it connects; the rollback does without.
     *
     * @throws SQLException if a transaction is open that auto-commit should have ended, and the database says so
     */
    ReadOnlyTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        wasAutoCommit = connection.getAutoCommit();
        madeReadOnly = !connection.isReadOnly() && isMadeReadOnly();
        try {
            connection.setAutoCommit(false);
        } catch (SQLFeatureNotSupportedException e) {
            // Databases without transactions read without.
        } catch (SQLException e) {
            restore(e);
            throw e;
        }
    }

    private boolean isMadeReadOnly() throws SQLException {
        try {
            connection.setReadOnly(true);
            return true;
        } catch (SQLException e) {
            if (wasAutoCommit && isOfTransaction(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Whether an error is one of the state of the transaction, not of what was asked in it. */
    static boolean isOfTransaction(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith(STATE_OF_TRANSACTION);
    }

    /** Something that is done on a connection. */
    private interface Action {
        void run() throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        boolean isOpen = !connection.getAutoCommit();
        SQLException failure = isOpen ? after(null, connection::rollback) : null;
        if (isOpen && wasAutoCommit) {
            failure = after(failure, () -> connection.setAutoCommit(true));
        }
        failure = restore(failure);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable SQLException restore(@Nullable SQLException failure) {
        return madeReadOnly ? after(failure, () -> connection.setReadOnly(false)) : failure;
    }

    /** Does something whatever failed before: the first failure has those after it as suppressed ones. */
    private static @Nullable SQLException after(@Nullable SQLException failure, Action action) {
        try {
            action.run();
        } catch (SQLException e) {
            if (failure == null) {
                return e;
            }
            if (failure != e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }
}
