package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases in a file: SQLite, which has no times and takes any value in any column, and DuckDB, which has no read-only connection. */
class OtherDatabasesTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path folder;

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static List<Object> column(Connection connection, String sql, Function<JdbcRow, Object> value)
            throws SQLException {
        return JdbcQuery.of(connection, sql).read(rows -> {
            List<Object> all = new ArrayList<>();
            rows.forEach(row -> all.add(value.apply(row)));
            return all;
        });
    }

    @Test
    void sqliteHasTimesAsTextsAndAmountsAsItLikes() throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.sqlite"))) {
            execute(
                    sqlite,
                    "create table orders(id integer, at timestamp, day date, total numeric(10, 2), exact text)",
                    "insert into orders values (1, '2026-03-29 02:30:00', '2026-03-29', 12.34, '12.34')",
                    "insert into orders values (2, '2026-01-31T23:30:00.500Z', '2026-01-31', 5, '5')",
                    "insert into orders values ('three', 1767225600, 20260101, 'free', '1e400')");
            String two = "select * from orders where typeof(id) = 'integer' order by id";
            assertThat(column(sqlite, two, row -> row.instant("at", BERLIN)))
                    .containsExactly(Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-01-31T23:30:00.500Z"));
            assertThat(column(sqlite, two, row -> row.day("day")))
                    .containsExactly(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 1, 31));
            assertThat(column(sqlite, two, row -> row.decimal("total")))
                    .containsExactly(new BigDecimal("12.34"), new BigDecimal("5"));
            assertThat(column(sqlite, two, row -> row.decimal("exact")))
                    .containsExactly(new BigDecimal("12.34"), new BigDecimal("5"));
            assertThat(column(sqlite, "select id from orders where day = '2026-03-29'", row -> row.whole(1)))
                    .containsExactly(1L);
            HistoryStore<Long> store = JdbcQuery.of(sqlite, "select * from orders")
                    .read(HistoryStore.ofDates((JdbcRow row) -> row.whole("id"), (JdbcRow row) -> row.day("day"))
                            .amounts(row -> row.decimal("total"), EUR)
                            .lenient()::from);
            assertThat(store.events()).isEqualTo(2);
            assertThat(store.exclusions().examples())
                    .singleElement()
                    .hasToString(
                            "row 3: unreadable (column (id) must be a whole number that fits a long, not this: three)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> column(sqlite, "select at from orders", row -> row.instant("at", BERLIN)))
                    .withMessage("column (at) must be a time, not this: 1767225600, a Integer");
            assertThat(sqlite.getAutoCommit()).isTrue();
            assertThat(JdbcQuery.of(sqlite, "select count(*) as n from orders where id = ? and at > ?", 2, "2026")
                            .<Long>read(rows -> rows.iterator().next().whole("n")))
                    .isEqualTo(1);
        }
    }

    @Test
    void sumsOfBinaryAmountsAreRefusedUnlessARoundingIsNamed() throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            execute(sqlite, "create table lines(c integer, p real)", "insert into lines values (1, 0.1), (1, 0.2)");
            JdbcQuery sums =
                    JdbcQuery.of(sqlite, "select c, date('2026-01-01') as d, sum(p) as total from lines group by c");
            HistoryReader<JdbcRow, Long> reader = HistoryStore.ofDates(
                            (JdbcRow row) -> row.whole("c"), (JdbcRow row) -> row.day("d"))
                    .amounts(row -> row.decimal("total"), EUR);
            assertThatExceptionOfType(InvalidRowException.class)
                    .isThrownBy(() -> sums.read(reader::from))
                    .withMessage("row 1: more decimals than the currency has (0.30000000000000004 EUR);"
                            + " rounding(RoundingMode) says how to round it");
            assertThat(sums.read(reader.rounding(RoundingMode.HALF_EVEN)::from).events())
                    .isEqualTo(1);
        }
    }

    @Test
    void duckDbHasTypesAndNoReadOnlyConnection() throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(
                    duck,
                    "create table orders(id hugeint, moment timestamptz, local timestamp, fine timestamp_ns, day date,"
                            + " total decimal(18, 2))",
                    "insert into orders values (1, timestamptz '2026-03-29 02:30:00+00', timestamp '2026-03-29"
                            + " 02:30:00', timestamp_ns '2026-03-29 02:30:00', date '2026-03-29', 12.34)");
            String all = "select * from orders";
            assertThat(column(duck, all, row -> row.whole("id"))).containsExactly(1L);
            assertThat(column(duck, all, row -> row.instant("moment")))
                    .containsExactly(Instant.parse("2026-03-29T02:30:00Z"));
            for (String local : List.of("local", "fine")) {
                assertThat(column(duck, all, row -> row.instant(local, BERLIN)))
                        .containsExactly(Instant.parse("2026-03-29T01:30:00Z"));
            }
            assertThat(column(duck, all, row -> row.day("day"))).containsExactly(LocalDate.of(2026, 3, 29));
            assertThat(column(duck, all, row -> row.decimal("total"))).containsExactly(new BigDecimal("12.34"));
            assertThat(JdbcQuery.of(
                                    duck,
                                    "select count(*) as n from orders where moment < ? and day = ?",
                                    Instant.parse("2026-04-01T00:00:00Z"),
                                    LocalDate.of(2026, 3, 29))
                            .<Long>read(rows -> rows.iterator().next().whole("n")))
                    .isEqualTo(1);
            assertThat(column(duck, "insert into orders(id) values (2) returning id", row -> row.whole("id")))
                    .containsExactly(2L);
            assertThat(column(duck, "select count(*) from orders", row -> row.whole(1)))
                    .containsExactly(1L);
            assertThat(duck.getAutoCommit()).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(
                            () -> column(duck, "select error('no ' || x) from range(5000) as r(x)", row -> row.text(1)))
                    .withMessageContaining("no ");
        }
    }
}
