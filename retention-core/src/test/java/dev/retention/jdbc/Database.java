package dev.retention.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database in memory, which lives as long as it is open. */
public final class Database implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final DataSource source;
    private final Connection held;

    /** Opens one and runs statements in it. */
    public Database(String... statements) throws SQLException {
        source = source("jdbc:h2:mem:jdbc" + MADE.incrementAndGet());
        held = source.getConnection();
        for (String each : statements) {
            try (Statement statement = held.createStatement()) {
                statement.execute(each);
            }
        }
    }

    /** Connections by a URL. H2's own source is of a type that needs the module java.naming. */
    private static DataSource source(String url) {
        return (DataSource) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new AssertionError(method);
                    }
                    return DriverManager.getConnection(url);
                });
    }

    /** The source of connections to it. */
    public DataSource source() {
        return source;
    }

    /** The connection that holds it open. */
    public Connection connection() {
        return held;
    }

    @Override
    public void close() throws SQLException {
        held.close();
    }
}
