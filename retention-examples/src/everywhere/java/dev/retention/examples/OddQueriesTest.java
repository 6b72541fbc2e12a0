package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that end transactions, have too few parameters or have values that Java has not, in databases that differ about them. */
class OddQueriesTest {
    private static Postgres server;

    @BeforeAll
    static void start() throws IOException {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static JdbcRow first(Connection connection, String sql, Object... parameters) throws SQLException {
        return JdbcQuery.of(connection, sql, parameters)
                .read(rows -> rows.iterator().next());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aConnectionIsAsItWasAfterAQueryThatEndsItsTransaction() throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> first(duck, "rollback; select 1"));
            assertThat(duck.getAutoCommit()).isTrue();
            execute(duck, "create table kept(x int)");
        }
    }

    @Test
    void aTransactionBegunInSqlIsRefusedByPostgres() throws SQLException {
        try (Connection own = server.source().getConnection()) {
            execute(own, "create table kept(x int)");
            execute(own, "begin");
            execute(own, "insert into kept values (1)");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> first(own, "select 1"))
                    .withMessageContaining("in the middle of a transaction");
            execute(own, "commit");
            assertThat(first(own, "select count(*) from kept").whole(1)).isEqualTo(1);
            assertThat(own.isReadOnly()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:duckdb:", "postgres"})
    void thereAreAsManyParametersAsQuestionMarks(String url) throws SQLException {
        try (Connection own =
                url.equals("postgres") ? server.source().getConnection() : DriverManager.getConnection(url)) {
            assertThat(first(own, "select cast(? as int)", 7).whole(1)).isEqualTo(7);
            for (Object[] wrong : new Object[][] {{}, {1, 2}}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> first(own, "select cast(? as int)", wrong))
                        .withMessage("parameters (" + wrong.length
                                + ") must be as many as the question marks of the query (1)");
            }
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> first(own, "select x from nowhere where y = ?", 7))
                    .withMessageContaining("nowhere");
            assertThat(own.getAutoCommit()).isTrue();
        }
    }

    @Test
    void whatPostgresHasAndJavaHasNotIsAFaultOfItsRow() throws SQLException {
        try (Connection own = server.source().getConnection()) {
            JdbcRow row = first(
                    own,
                    "select 'infinity'::timestamptz as ever, '-infinity'::date as never, 1234.5::money as price,"
                            + " time '10:15' as clock, timetz '10:15+02' as zoned, 7 as x");
            ZoneId zone = ZoneId.of("Europe/Berlin");
            assertThat(row.whole("x")).isEqualTo(7);
            assertThatIllegalArgumentException().isThrownBy(() -> row.day("ever", zone));
            assertThatIllegalArgumentException().isThrownBy(() -> row.day("never"));
            assertThatIllegalArgumentException().isThrownBy(() -> row.text("never"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> row.decimal("price"))
                    .withMessage("column (price) must be a number, not this: $1,234.50");
            assertThat(row.text("price")).isEqualTo("$1,234.50");
            assertThat(row.text("clock")).isEqualTo("10:15");
            assertThat(row.text("zoned")).isEqualTo("10:15+02:00");
        }
    }
}
