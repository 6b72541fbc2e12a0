package dev.retention.jdbc;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The rows of a query while it is open, once; what ends them is thrown by the query, whatever a reader made of it. */
final class JdbcRows implements Iterator<JdbcRow> {
    private final ResultSet results;
    private final JdbcColumns columns;
    private final long every;
    private final LongConsumer listener;
    private long read;
    private boolean isTaken;
    private boolean isExhausted;
    private boolean isClosed;
    private @Nullable JdbcRow next;
    private @Nullable SQLException failure;

    JdbcRows(ResultSet results, long every, LongConsumer listener) throws SQLException {
        this.results = results;
        this.columns = new JdbcColumns(results.getMetaData());
        this.every = every;
        this.listener = listener;
    }

    /** What a reader makes of the rows, unless they ended too early. */
    <R> R readBy(Function<? super Iterable<JdbcRow>, ? extends R> reader) throws SQLException {
        Iterable<JdbcRow> rows = this::taken;
        R result;
        try {
            result = reader.apply(rows);
        } catch (RuntimeException e) {
            refuse();
            throw e;
        } finally {
            isClosed = true;
        }
        refuse();
        return result;
    }

    private void refuse() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        columns.refuseMissing();
    }

    private Iterator<JdbcRow> taken() {
        checkState(!isTaken && !isClosed, "the rows of a query can be gone through once, while its reader runs");
        isTaken = true;
        return this;
    }

    @Override
    public boolean hasNext() {
        columns.refuseMissing();
        if (failure != null) {
            throw new StoppedException(failure);
        }
        checkState(!isClosed, "the query has ended: its rows are there while its reader runs");
        if (next == null && !isExhausted) {
            next = fetch();
            isExhausted = next == null;
        }
        return next != null;
    }

    private @Nullable JdbcRow fetch() {
        try {
            return results.next() ? new JdbcRow(columns, columns.values(results), ++read) : null;
        } catch (SQLException e) {
            failure = e;
            throw new StoppedException(e);
        }
    }

    @Override
    public JdbcRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the query has no more rows");
        }
        JdbcRow row = requireNonNull(next);
        next = null;
        if (every > 0 && read % every == 0) {
            listener.accept(read);
        }
        return row;
    }

    /** Ends a reader; the query throws the cause. */
    private static final class StoppedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        StoppedException(SQLException cause) {
            super(cause);
        }
    }
}
