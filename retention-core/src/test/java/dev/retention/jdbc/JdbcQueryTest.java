package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcQueryTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String ALL = "select customer_id, placed_at, total from orders order by placed_at";
    private static final HistoryReader<JdbcRow, Long> READER = HistoryStore.ofInstants(
                    (JdbcRow row) -> row.whole("customer_id"), (JdbcRow row) -> row.instant("placed_at"))
            .amounts(row -> row.decimal("total"), EUR);

    private Database database;

    @BeforeEach
    void fill() throws SQLException {
        database = new Database(
                "create table orders(customer_id bigint, placed_at timestamp with time zone, total numeric(10, 2))",
                "insert into orders values (1, '2026-01-03 10:00:00+01', 40), (2, '2026-01-17 10:00:00+01', 25),"
                        + " (1, '2026-02-11 10:00:00+01', 35), (3, '2026-03-01 00:30:00+01', null)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private JdbcQuery complete() {
        return JdbcQuery.of(database.source(), ALL.replace(" order by", " where total is not null order by"));
    }

    private static List<Long> customers(Iterable<JdbcRow> rows) {
        List<Long> customers = new ArrayList<>();
        rows.forEach(row -> customers.add(row.whole("customer_id")));
        return customers;
    }

    @Test
    void aQueryFillsAStore() throws SQLException {
        record Order(long customer, String at, String total) {}
        HistoryStore<Long> byHand = HistoryStore.ofInstants(Order::customer, (Order order) -> Instant.parse(order.at()))
                .amounts(order -> new BigDecimal(order.total()), EUR)
                .from(List.of(
                        new Order(1, "2026-01-03T09:00:00Z", "40"),
                        new Order(2, "2026-01-17T09:00:00Z", "25"),
                        new Order(1, "2026-02-11T09:00:00Z", "35")));
        HistoryStore<Long> read = complete().read(READER::from);
        assertThat(JdbcProperties.bytes(read)).isEqualTo(JdbcProperties.bytes(byHand));
        assertThat(JdbcQuery.of(database.source(), ALL)
                        .read(READER.lenient()::from)
                        .exclusions())
                .hasToString("1 excluded: 1 no amount");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> JdbcQuery.of(database.source(), ALL).read(READER::from))
                .withMessage("row 4: no amount");
    }

    @Test
    void parametersAreThoseOfJavaTime() throws SQLException {
        Instant end = Instant.parse("2026-02-01T00:00:00Z");
        String before = "select customer_id from orders where placed_at < ? order by placed_at";
        for (Object each : List.of(end, end.atZone(ZoneId.of("Europe/Berlin")))) {
            assertThat(JdbcQuery.of(database.source(), before, each).<List<Long>>read(JdbcQueryTest::customers))
                    .containsExactly(1L, 2L);
        }
        String among = "select customer_id from orders where cast(placed_at as date) = ? and cast(? as int) is null";
        assertThat(JdbcQuery.of(database.source(), among, LocalDate.of(2026, 2, 11), null)
                        .<List<Long>>read(JdbcQueryTest::customers))
                .containsExactly(1L);
    }

    @Test
    void aCursorGoesForwardInATransactionAndLeavesTheConnectionAsItWas() throws SQLException {
        Wiretap tap = new Wiretap(database.source());
        JdbcQuery query = JdbcQuery.of(tap.source(), ALL);
        assertThat(query.fetchSize(7).timeout(Duration.ofMillis(1_001)).<List<Long>>read(JdbcQueryTest::customers))
                .hasSize(4);
        assertThat(tap.calls(Connection.class))
                .containsSubsequence(
                        "setReadOnly[true]",
                        "setAutoCommit[false]",
                        "prepareStatement[" + ALL + ", " + ResultSet.TYPE_FORWARD_ONLY + ", "
                                + ResultSet.CONCUR_READ_ONLY + "]",
                        "rollback[]",
                        "setAutoCommit[true]",
                        "setReadOnly[false]",
                        "close[]");
        assertThat(tap.calls(PreparedStatement.class)).contains("setFetchSize[7]", "setQueryTimeout[2]", "close[]");
        query.read(JdbcQueryTest::customers);
        assertThat(tap.calls(PreparedStatement.class)).contains("setFetchSize[" + JdbcQuery.FETCH_SIZE + "]");
        assertThat(query).hasToString(ALL);
    }

    @Test
    void aConnectionOfTheCallersStaysOpenAndAsItWas() throws SQLException {
        Wiretap tap = new Wiretap(database.source());
        try (Connection own = tap.connection()) {
            JdbcQuery.of(own, ALL).read(JdbcQueryTest::customers);
            assertThat(own.isClosed()).isFalse();
            assertThat(own.getAutoCommit()).isTrue();
            assertThat(tap.calls(Connection.class)).contains("rollback[]", "setReadOnly[false]");
        }
        tap = new Wiretap(database.source());
        try (Connection own = tap.connection()) {
            own.setAutoCommit(false);
            own.createStatement().execute("insert into orders values (9, now(), 1)");
            assertThat(JdbcQuery.of(own, ALL).<List<Long>>read(JdbcQueryTest::customers))
                    .contains(9L);
            assertThat(tap.calls(Connection.class)).doesNotContain("rollback[]", "commit[]", "setReadOnly[true]");
            own.rollback();
        }
    }

    @Test
    void aPoolThatGivesConnectionsWithoutAutoCommitGetsItsTransactionEnded() throws SQLException {
        try (Connection given = database.source().getConnection()) {
            given.setAutoCommit(false);
            given.createStatement().execute("insert into orders values (9, now(), 1)");
            ReadOnlyTransaction transaction = new ReadOnlyTransaction(given);
            transaction.close();
            assertThat(given.getAutoCommit()).isFalse();
        }
        assertThat(JdbcQuery.of(database.source(), ALL).<List<Long>>read(JdbcQueryTest::customers))
                .doesNotContain(9L);
    }

    @Test
    void aQueryThatChangesSomethingChangesNothing() throws SQLException {
        String changing = "select customer_id from final table (insert into orders values (9, now(), 1))";
        assertThat(JdbcQuery.of(database.source(), changing).<List<Long>>read(JdbcQueryTest::customers))
                .containsExactly(9L);
        assertThat(JdbcQuery.of(database.connection(), changing).<List<Long>>read(JdbcQueryTest::customers))
                .containsExactly(9L);
        assertThat(JdbcQuery.of(database.source(), ALL).<List<Long>>read(JdbcQueryTest::customers))
                .doesNotContain(9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection.setReadOnly", "Connection.setAutoCommit"})
    void whatADatabaseHasNotItDoesWithout(String method) throws SQLException {
        SQLException refused = new SQLFeatureNotSupportedException("not here");
        Wiretap tap = new Wiretap(database.source()).failing(method, 1, refused);
        assertThat(JdbcQuery.of(tap.source(), ALL).<List<Long>>read(JdbcQueryTest::customers))
                .hasSize(4);
        assertThat(tap.calls(Connection.class))
                .doesNotContain(method.endsWith("Only") ? "setReadOnly[false]" : "rollback[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DataSource.getConnection",
                "Connection.setAutoCommit",
                "Connection.prepareStatement",
                "PreparedStatement.setFetchSize",
                "PreparedStatement.executeQuery",
                "ResultSet.getMetaData",
                "ResultSet.next",
                "ResultSet.getObject",
                "Connection.rollback"
            })
    void whatTheDatabaseThrowsIsThrownAsItself(String method) {
        SQLException lost = new SQLTransientConnectionException("lost");
        Wiretap tap = new Wiretap(database.source()).failing(method, 1, lost);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> JdbcQuery.of(tap.source(), ALL).read(READER.lenient()::from))
                .isSameAs(lost);
        if (!method.startsWith("DataSource")) {
            assertThat(tap.calls(Connection.class)).contains("setReadOnly[false]", "close[]");
        }
    }

    @Test
    void aReaderThatHidesALostConnectionIsOverruled() {
        SQLException lost = new SQLTransientConnectionException("lost");
        Wiretap tap = new Wiretap(database.source()).failing("ResultSet.next", 3, lost);
        List<Long> half = new ArrayList<>();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> JdbcQuery.of(tap.source(), ALL).read(rows -> {
                    Iterator<JdbcRow> each = rows.iterator();
                    try {
                        while (each.hasNext()) {
                            half.add(each.next().whole(1));
                        }
                    } catch (RuntimeException e) {
                        assertThatIllegalStateException().isThrownBy(each::hasNext);
                    }
                    return half;
                }))
                .isSameAs(lost);
        assertThat(half).hasSize(2);
    }

    @Test
    void aColumnThatIsNotThereStopsALenientReaderToo() {
        for (HistoryReader<JdbcRow, Long> reader : List.of(READER, READER.lenient())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JdbcQuery.of(database.source(), "select customer_id, placed_at as at from orders")
                            .read(reader::from))
                    .withMessage("column (placed_at) must be one of the query's: CUSTOMER_ID, AT");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcQuery.of(database.source(), ALL).read(rows -> {
                    try {
                        return rows.iterator().next().whole(4);
                    } catch (IllegalArgumentException e) {
                        return null;
                    }
                }))
                .withMessage("column (4) must be from 1 to 3: CUSTOMER_ID, PLACED_AT, TOTAL");
    }

    @Test
    void aNameIsOfOneColumnInAnyCase() throws SQLException {
        String sql = "select 1 as id, 2 as id, 3 as \"Own\", 4 as \"own\", 5 as \"Total\"";
        JdbcQuery query = JdbcQuery.of(database.source(), sql);
        assertThat(query.<Long>read(rows -> rows.iterator().next().whole("Own")))
                .isEqualTo(3);
        assertThat(query.<Long>read(rows -> rows.iterator().next().whole("own")))
                .isEqualTo(4);
        assertThat(query.<Long>read(rows -> rows.iterator().next().whole("TOTAL")))
                .isEqualTo(5);
        assertThat(query.<Long>read(rows -> rows.iterator().next().whole(2))).isEqualTo(2);
        for (String twice : List.of("id", "OWN")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query.read(rows -> rows.iterator().next().whole(twice)))
                    .withMessage(
                            "column (" + twice + ") is 2 of the query's: give each a name of its own by AS, or ask by"
                                    + " number: ID, ID, Own, own, Total");
        }
    }

    @Test
    void rowsMayBeKeptAndAreThereOnce() throws SQLException {
        JdbcQuery query = JdbcQuery.of(database.source(), ALL);
        List<JdbcRow> kept = query.read(
                rows -> StreamSupport.stream(rows.spliterator(), false).toList());
        assertThat(kept).extracting(row -> row.whole("customer_id")).containsExactly(1L, 2L, 1L, 3L);
        assertThat(kept).extracting(JdbcRow::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(kept.get(2)).hasToString("row 3 (CUSTOMER_ID, PLACED_AT, TOTAL)");
        Iterable<JdbcRow> late = query.read(rows -> rows);
        assertThatIllegalStateException().isThrownBy(late::iterator);
        Iterator<JdbcRow> begun = query.read(rows -> {
            Iterator<JdbcRow> each = rows.iterator();
            each.next();
            assertThatIllegalStateException().isThrownBy(rows::iterator);
            return each;
        });
        assertThatIllegalStateException().isThrownBy(begun::hasNext);
    }

    @Test
    void progressIsToldAndMayEndTheReading() throws SQLException {
        List<Long> told = new ArrayList<>();
        complete().progress(2, told::add).read(READER::from);
        assertThat(told).containsExactly(2L);
        assertThatIllegalStateException()
                .isThrownBy(() -> complete()
                        .progress(1, rows -> {
                            throw new IllegalStateException("enough at " + rows);
                        })
                        .read(READER.lenient()::from))
                .withMessage("enough at 1");
    }

    @Test
    void optionsAreChecked() {
        JdbcQuery query = JdbcQuery.of(database.source(), ALL);
        assertThat(query.fetchSize(Integer.MIN_VALUE)).hasToString(ALL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query.fetchSize(0))
                .withMessage("fetchSize (0 rows) must be at least 1, or Integer.MIN_VALUE for MySQL");
        for (Duration each : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query.timeout(each))
                    .withMessageContaining("longest (" + each + ")");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query.progress(0, rows -> {}))
                .withMessage("every (0 rows) must be at least 1");
    }
}
