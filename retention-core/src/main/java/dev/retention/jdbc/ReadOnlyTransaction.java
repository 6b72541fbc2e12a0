package dev.retention.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A transaction that changes nothing, and the connection as it was when it is closed. */
final class ReadOnlyTransaction implements AutoCloseable {
    private final Connection connection;
    private final boolean madeReadOnly;
    private final boolean wasAutoCommit;

    /** Makes the connection read only, a hint that DuckDB has not and SQLite takes only before it connects; the rollback does without. */
    ReadOnlyTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        madeReadOnly = !connection.isReadOnly() && isDone(() -> connection.setReadOnly(true), SQLException.class);
        wasAutoCommit = connection.getAutoCommit();
        try {
            // Databases without transactions read without.
            isDone(() -> connection.setAutoCommit(false), SQLFeatureNotSupportedException.class);
        } catch (SQLException e) {
            restoreReadOnly();
            throw e;
        }
    }

    /** Something that is done on a connection. */
    private interface Action {
        void run() throws SQLException;
    }

    private static boolean isDone(Action action, Class<? extends SQLException> passedOver) throws SQLException {
        try {
            action.run();
            return true;
        } catch (SQLException e) {
            if (passedOver.isInstance(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                if (wasAutoCommit) {
                    connection.setAutoCommit(true);
                }
            }
        } finally {
            restoreReadOnly();
        }
    }

    private void restoreReadOnly() throws SQLException {
        if (madeReadOnly) {
            connection.setReadOnly(false);
        }
    }
}
