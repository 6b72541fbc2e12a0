package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyTransactionTest {
    private static final SQLException LOST = new SQLException("lost", "08006");
    private static final SQLException OPEN = new SQLException("in the middle of a transaction", "25001");

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = new Database();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aConnectionIsAsItWasAfterARollbackThatFails() throws SQLException {
        Wiretap tap = new Wiretap(database.source()).failing("Connection.rollback", 1, LOST);
        try (Connection own = tap.connection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JdbcQuery.of(own, "select 1").read(rows -> rows))
                    .isSameAs(LOST);
            assertThat(own.getAutoCommit()).isTrue();
            assertThat(tap.calls(Connection.class)).contains("setReadOnly[false]");
        }
    }

    @Test
    void theFirstOfSeveralFailuresHasTheOthers() throws SQLException {
        SQLException first = new SQLException("first");
        SQLException second = new SQLException("second");
        SQLException third = new SQLException("third");
        Wiretap tap = new Wiretap(database.source())
                .failing("Connection.rollback", 1, first)
                .failing("Connection.setAutoCommit[true]", 1, second)
                .failing("Connection.setReadOnly[false]", 1, third);
        try (Connection own = tap.connection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JdbcQuery.of(own, "select 1").read(rows -> rows))
                    .isSameAs(first);
        }
        assertThat(first.getSuppressed()).containsExactly(second, third);
    }

    @Test
    void aTransactionThatWasBegunInSqlIsRefusedWhereTheDatabaseTellsOfIt() throws SQLException {
        Wiretap tap = new Wiretap(database.source()).failing("Connection.setReadOnly", 1, OPEN);
        try (Connection own = tap.connection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JdbcQuery.of(own, "select 1").read(rows -> rows))
                    .isSameAs(OPEN);
            assertThat(tap.calls(Connection.class)).doesNotContain("rollback[]", "setAutoCommit[false]");
        }
    }

    @Test
    void aPoolThatGivesConnectionsInATransactionIsReadFrom() throws SQLException {
        Wiretap tap = new Wiretap(database.source()).failing("Connection.setReadOnly", 1, OPEN);
        try (Connection given = tap.connection()) {
            given.setAutoCommit(false);
            new ReadOnlyTransaction(given).close();
            assertThat(tap.calls(Connection.class)).contains("rollback[]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0A000", "S1000"})
    void aConnectionThatCannotBeMadeReadOnlyIsReadWithout(String state) throws SQLException {
        SQLException refused = new SQLException("cannot change once open", state.isEmpty() ? null : state);
        Wiretap tap = new Wiretap(database.source()).failing("Connection.setReadOnly", 1, refused);
        JdbcQuery.of(tap.source(), "select 1").read(rows -> rows);
        assertThat(tap.calls(Connection.class)).contains("rollback[]").doesNotContain("setReadOnly[false]");
    }

    /** What the documentation says of statements that commit by themselves, so that it is known when it is no longer so. */
    @Test
    void whatCommitsByItselfIsNotUndone() throws SQLException {
        try (Database other = new Database("create table kept(x int)", "insert into kept values (1)")) {
            JdbcQuery.of(other.source(), "select 1; delete from kept; commit").read(rows -> rows);
            assertThat(JdbcQuery.of(other.source(), "select count(*) from kept")
                            .<Long>read(rows -> rows.iterator().next().whole(1)))
                    .isZero();
        }
    }
}
