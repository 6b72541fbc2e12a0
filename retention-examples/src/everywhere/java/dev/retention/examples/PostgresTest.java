package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.FromServer;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries of a real PostgreSQL: its types, its cursor, its read-only transactions and its failures. */
class PostgresTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ALL = "select customer_id, placed_at, total from orders";
    private static final HistoryReader<JdbcRow, Long> READER = HistoryStore.ofInstants(
                    (JdbcRow row) -> row.whole("customer_id"), (JdbcRow row) -> row.instant("placed_at"))
            .amounts(row -> row.decimal("total"), Currency.getInstance("EUR"));

    private static Postgres server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = Postgres.start();
        server.execute(
                "create table orders(customer_id bigint, placed_at timestamptz, total numeric(12, 2))",
                // One order an hour through both changes of summer time, by 97 customers.
                "insert into orders select x % 97, timestamptz '2025-01-01 00:10:00+00' + x * interval '1 hour',"
                        + " (x % 1000)::numeric / 100 from generate_series(0, 8759) as x");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aCohortTableAgreesWithSqlInAZoneWithSummerTime() throws SQLException {
        HistoryStore<Long> orders = JdbcQuery.of(
                        server.source(), ALL + " where placed_at < ?", Instant.parse("2026-01-01T00:00:00Z"))
                .fetchSize(100)
                .read(READER::from);
        Timeline months = Timeline.of(Grain.MONTH, LocalDate.of(2025, 12, 31)).inZone(BERLIN);
        CohortTable<Long> table = CohortRetention.over(months).of(orders);
        String sql =
                "with o as (select customer_id, date_trunc('month', placed_at at time zone 'Europe/Berlin') as m from orders),"
                        + " c as (select customer_id, min(m) as first from o group by 1)"
                        + " select (extract(month from o.m) - 1)::int as age, count(distinct o.customer_id) as n"
                        + " from o join c using (customer_id) where c.first = timestamp '2025-01-01' and o.m < timestamp '2026-01-01'"
                        + " group by 1 order by 1";
        List<String> bySql = JdbcQuery.of(server.source(), sql).read(rows -> {
            List<String> cells = new ArrayList<>();
            rows.forEach(row -> cells.add(row.whole("age") + ": " + row.whole("n")));
            return cells;
        });
        List<String> byTable = new ArrayList<>();
        for (int age = 0; age < 12; age++) {
            byTable.add(age + ": " + table.cell("2025-01", age).members().size());
        }
        assertThat(bySql).hasSize(12);
        assertThat(byTable).isEqualTo(bySql);
    }

    @Test
    void localTimesInGapsAndOverlapsAreOfTheZoneThatIsNamed() throws SQLException {
        String sql =
                "select * from (values (timestamp '2025-03-30 02:30:00'), (timestamp '2025-10-26 02:30:00')) as t(at)";
        List<Instant> read = JdbcQuery.of(server.source(), sql).read(rows -> {
            List<Instant> all = new ArrayList<>();
            rows.forEach(row -> all.add(row.instant("at", BERLIN)));
            return all;
        });
        assertThat(read).containsExactly(Instant.parse("2025-03-30T01:30:00Z"), Instant.parse("2025-10-26T00:30:00Z"));
    }

    @Test
    @Timeout(60)
    void theCursorStreams() throws SQLException {
        // The whole would take a day.
        String slow = "select x, pg_sleep(0.001) from (select generate_series(1, 86400000) as x) as all_day";
        assertThat(JdbcQuery.of(server.source(), slow).fetchSize(50).<Long>read(rows -> {
                    long sum = 0;
                    for (JdbcRow row : rows) {
                        sum += row.whole("x");
                        if (row.number() == 120) {
                            break;
                        }
                    }
                    return sum;
                }))
                .isEqualTo(120 * 121 / 2);
    }

    @Test
    void theTransactionOnlyReads() throws SQLException {
        String changing = "with gone as (delete from orders returning customer_id) select customer_id from gone";
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> JdbcQuery.of(server.source(), changing).read(rows -> 1))
                .withMessageContaining("in a read-only transaction");
        try (Connection own = server.connection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JdbcQuery.of(own, changing).read(rows -> 1));
            assertThat(own.getAutoCommit()).isTrue();
            assertThat(own.isReadOnly()).isFalse();
            try (Statement statement = own.createStatement();
                    ResultSet count = statement.executeQuery("select count(*) from orders")) {
                count.next();
                assertThat(count.getLong(1)).isEqualTo(8760);
            }
        }
    }

    @Test
    void aTransactionOfTheCallersGoesOn() throws SQLException {
        try (Connection own = server.connection();
                Statement statement = own.createStatement()) {
            own.setAutoCommit(false);
            statement.execute("insert into orders values (1000, now(), 1)");
            assertThat(JdbcQuery.of(own, ALL + " where customer_id = ?", 1000L)
                            .read(READER::from)
                            .events())
                    .isEqualTo(1);
            own.rollback();
        }
        assertThat(JdbcQuery.of(server.source(), ALL + " where customer_id = ?", 1000L)
                        .read(READER::from)
                        .events())
                .isZero();
    }

    @Test
    void aConnectionLostHalfwayStopsALenientReader() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> JdbcQuery.of(server.source(), "select pg_backend_pid() as pid, o.* from orders o")
                        .fetchSize(100)
                        .read(rows -> READER.lenient().from(() -> {
                            Iterator<JdbcRow> each = rows.iterator();
                            return new Iterator<>() {
                                @Override
                                public boolean hasNext() {
                                    return each.hasNext();
                                }

                                @Override
                                public JdbcRow next() {
                                    JdbcRow row = each.next();
                                    if (row.number() == 250) {
                                        terminate(row.whole("pid"));
                                    }
                                    return row;
                                }
                            };
                        })))
                .withMessageContaining("terminating connection due to administrator command");
    }

    private static void terminate(long pid) {
        try {
            server.execute("select pg_terminate_backend(" + pid + ")");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aQueryThatFailsHalfwayOrTakesTooLongStopsALenientReader() {
        String failing =
                "select x as customer_id, now() as placed_at, 1 / (5000 - x) as total from generate_series(1, 9000) as x";
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        JdbcQuery.of(server.source(), failing).fetchSize(100).read(READER.lenient()::from))
                .withMessageContaining("division by zero");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> JdbcQuery.of(server.source(), "select pg_sleep(30)")
                        .timeout(Duration.ofSeconds(1))
                        .read(rows -> 1))
                .withMessageContaining("canceling statement due to user request");
    }

    @Test
    void typesAreReadAsWhatTheyAre() throws SQLException {
        server.execute("create type plan as enum ('basic', 'pro')");
        JdbcRow row = JdbcQuery.of(
                        server.source(),
                        "select 5::smallint as small, 5.00::numeric(10, 2) as exact, 12.34::float8 as binary8, 12.34::float4 as binary4,"
                                + " 'NaN'::numeric as nan, 'infinity'::timestamptz as ever, 'pro'::plan as plan,"
                                + " '{\"a\": 1}'::jsonb as json,"
                                + " 'EUR'::char(5) as currency, '00000000-0000-0000-0000-000000000001'::uuid as id, true as yes,"
                                + " date '2025-03-30' as day, timestamp '2025-03-30 02:30:00' as local,"
                                + " timestamptz '2025-03-30 02:30:00+02' as at, null::timestamptz as never, array[1] as list")
                .read(rows -> rows.iterator().next());
        assertThat(row.whole("small")).isEqualTo(5);
        assertThat(row.whole("exact")).isEqualTo(5);
        assertThat(row.decimal("exact")).isEqualTo("5.00");
        assertThat(row.decimal("binary8")).isEqualTo("12.34");
        assertThat(row.decimal("binary4")).isEqualTo("12.34");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.decimal("nan"))
                .withMessage("column (nan) must be a number, not this: NaN, a Double");
        assertThat(row.instant("ever")).isAfter(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(row.text("plan")).isEqualTo("pro");
        assertThat(row.text("json")).isEqualTo("{\"a\": 1}");
        assertThat(row.currency("currency")).isEqualTo(Currency.getInstance("EUR"));
        assertThat(row.value("id", UUID.class)).isEqualTo(new UUID(0, 1));
        assertThat(row.text("yes")).isEqualTo("true");
        assertThat(row.day("day")).isEqualTo("2025-03-30");
        assertThat(row.day("local")).isEqualTo("2025-03-30");
        assertThat(row.instant("at")).isEqualTo("2025-03-30T00:30:00Z");
        assertThat(row.day("at", ZoneId.of("America/New_York"))).isEqualTo("2025-03-29");
        assertThat(row.instant("never")).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> row.text("list"));
        HistoryStore<Long> never = JdbcQuery.of(
                        server.source(), "select 1 as customer_id, 'infinity'::timestamptz as placed_at, 1 as total")
                .read(READER.lenient()::from);
        assertThat(never.exclusions()).hasToString("1 excluded: 1 time out of range");
    }

    @Test
    void aReportIsOfAQuery(@TempDir Path folder) {
        String sql = "select customer_id as customer, placed_at as date, total as amount from orders";
        assertThat(FromServer.report(
                        folder,
                        "--jdbc",
                        server.url(),
                        "--jdbc-user",
                        "tester",
                        "--query",
                        sql,
                        "--zone",
                        "Europe/Berlin"))
                .contains("8,760 orders");
    }
}
