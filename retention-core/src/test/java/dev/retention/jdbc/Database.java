package dev.retention.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory, which lives as long as it is open. */
final class Database implements AutoCloseable {
    private static int made;

    private final JdbcDataSource source = new JdbcDataSource();
    private final Connection held;

    Database(String... statements) throws SQLException {
        source.setUrl("jdbc:h2:mem:jdbc" + ++made);
        held = source.getConnection();
        for (String each : statements) {
            try (Statement statement = held.createStatement()) {
                statement.execute(each);
            }
        }
    }

    DataSource source() {
        return source;
    }

    Connection connection() {
        return held;
    }

    @Override
    public void close() throws SQLException {
        held.close();
    }
}
