package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcParametersTest {
    private static final String COUNT = "PreparedStatement.getParameterMetaData";

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = new Database();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private static long first(Iterable<JdbcRow> rows) {
        return rows.iterator().next().whole(1);
    }

    @ParameterizedTest
    @CsvSource({"select 1, 1, 0", "select cast(? as int), 0, 1", "select cast(? as int), 3, 1"})
    void thereAreAsManyAsQuestionMarks(String sql, int given, int asked) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JdbcQuery.of(database.source(), sql, new Object[given]).<Long>read(JdbcParametersTest::first))
                .withMessage("parameters (" + given + ") must be as many as the question marks of the query (" + asked
                        + ")");
    }

    @Test
    void aDriverThatDoesNotTellIsBelieved() throws SQLException {
        Wiretap tap = new Wiretap(database.source()).failing(COUNT, 1, new SQLFeatureNotSupportedException("not here"));
        assertThat(JdbcQuery.of(tap.source(), "select cast(? as int)", 7).<Long>read(JdbcParametersTest::first))
                .isEqualTo(7);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        JdbcQuery.of(tap.source(), "select cast(? as int)").read(JdbcParametersTest::first));
    }

    @Test
    void noCountIsAskedOfAQueryWithoutParameters() throws SQLException {
        Wiretap tap = new Wiretap(database.source());
        JdbcQuery.of(tap.source(), "select 1").<Long>read(JdbcParametersTest::first);
        assertThat(tap.calls(PreparedStatement.class)).doesNotContain("getParameterMetaData[]");
    }

    @Test
    void aQueryThatIsWrongIsToldAsSuchWhereAskingForTheCountEndedTheTransaction() {
        SQLException wrong = new SQLException("no such table", "42P01");
        SQLException ended = new SQLException("the transaction is aborted", "25P02");
        Wiretap tap = new Wiretap(database.source())
                .failing(COUNT, 1, wrong)
                .failing("PreparedStatement.executeQuery", 1, ended);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        JdbcQuery.of(tap.source(), "select cast(? as int)", 7).read(JdbcParametersTest::first))
                .isSameAs(wrong)
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(ended));
    }
}
