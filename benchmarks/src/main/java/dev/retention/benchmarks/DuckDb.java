package dev.retention.benchmarks;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB inside this process, in memory. */
public final class DuckDb implements AutoCloseable {
    private final DuckDBConnection connection;

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** An empty database that works on as many threads. */
    public static DuckDb of(int threads) {
        try {
            DuckDb database =
                    new DuckDb(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
            database.run("SET threads = " + threads);
            database.run("SET preserve_insertion_order = false");
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the events into a new table {@code events (customer BIGINT, day DATE, amount BIGINT)}. */
    public void load(Workload workload) {
        run("CREATE OR REPLACE TABLE events (customer BIGINT, day DATE, amount BIGINT)");
        try (DuckDBAppender appender = connection.createAppender("events")) {
            for (int i = 0; i < workload.events(); i++) {
                appender.beginRow()
                        .append(workload.customers()[i])
                        .appendEpochDays(workload.days()[i])
                        .append(workload.amounts()[i])
                        .endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the events into a new table {@code orders (customer BIGINT, day DATE, amount BIGINT, cost BIGINT, code INTEGER)}. */
    public void loadOrders(Workload workload) {
        run("CREATE OR REPLACE TABLE orders (customer BIGINT, day DATE, amount BIGINT, cost BIGINT, code INTEGER)");
        try (DuckDBAppender appender = connection.createAppender("orders")) {
            for (int i = 0; i < workload.events(); i++) {
                appender.beginRow()
                        .append(workload.customers()[i])
                        .appendEpochDays(workload.days()[i])
                        .append(workload.amounts()[i])
                        .append(Workload.cost(workload.amounts()[i]))
                        .append(Workload.code(workload.customers()[i], workload.days()[i]))
                        .endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts only customers and days into a new table {@code dates (customer BIGINT, day DATE)}. */
    public void loadDates(Workload workload) {
        run("CREATE OR REPLACE TABLE dates (customer BIGINT, day DATE)");
        try (DuckDBAppender appender = connection.createAppender("dates")) {
            for (int i = 0; i < workload.events(); i++) {
                appender.beginRow()
                        .append(workload.customers()[i])
                        .appendEpochDays(workload.days()[i])
                        .endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the tenures into a new table {@code tenures (days INTEGER, ended BOOLEAN)}. */
    public void load(Tenures tenures) {
        run("CREATE OR REPLACE TABLE tenures (days INTEGER, ended BOOLEAN)");
        try (DuckDBAppender appender = connection.createAppender("tenures")) {
            for (int i = 0; i < tenures.count(); i++) {
                appender.beginRow()
                        .append(tenures.days()[i])
                        .append(tenures.ended()[i])
                        .endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts values of a row into a table. */
    public interface RowWriter {
        void write(DuckDBAppender row, int number) throws SQLException;
    }

    /** Puts rows into a table, numbered from 0. */
    public void append(String table, int rows, RowWriter writer) {
        try (DuckDBAppender appender = connection.createAppender(table)) {
            for (int i = 0; i < rows; i++) {
                appender.beginRow();
                writer.write(appender, i);
                appender.endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a query whose rows are (index, value); what no row names stays 0. */
    public long[] longs(String sql, int size) {
        long[] values = new long[size];
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values[rows.getInt(1)] += rows.getLong(2);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    /** Runs a query whose rows are (index, value); what no row names stays NaN. */
    public double[] doubles(String sql, int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values[rows.getInt(1)] = rows.getDouble(2);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    /** Runs a statement that returns nothing of interest. */
    public void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
