package dev.retention.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Contracts;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.PointsReader;
import dev.retention.service.Invoices;
import dev.retention.service.Journey;
import dev.retention.service.Scores;
import dev.retention.service.Tickets;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of every kind take the rows of a query, and none makes an odd row of a lost connection. */
class ReadersOfQueriesTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    /** Lenient readers of a customer, a day, a code and a number. */
    private static final Map<String, Function<Iterable<JdbcRow>, HistoryStore<Long>>> READERS = Map.of(
            "order",
            HistoryStore.ofDates((JdbcRow row) -> row.whole(1), (JdbcRow row) -> row.day(2))
                    .codes(row -> row.text(3))
                    .distinctBy(JdbcRow::number)
                    .lenient()::from,
            "complaint",
            Tickets.reader((JdbcRow row) -> row.whole(1), row -> row.day(2), row -> row.text(3))
                    .lenient()::from,
            "invoice",
            Invoices.reader(
                            (JdbcRow row) -> row.whole(1),
                            row -> row.day(2),
                            row -> row.text(3),
                            row -> row.decimal(4),
                            EUR)
                    .invoice(row -> String.valueOf(row.number()))
                    .lenient()::from,
            "ISSUED",
            PointsLedger.reader(
                            (JdbcRow row) -> row.whole(1),
                            row -> row.day(2),
                            row -> PointsReader.Kind.valueOf(String.valueOf(row.text(3))),
                            row -> row.whole(4))
                    .lenient()::from,
            "trial",
            Journey.reader(
                            (JdbcRow row) -> row.whole(1),
                            row -> row.day(2),
                            row -> row.text(3),
                            List.of("trial", "paying"))
                    .lenient()::from,
            "nps",
            Scores.reader((JdbcRow row) -> row.whole(1), row -> row.day(2), row -> row.text(3))
                    .lenient()::from,
            "month",
            rows -> Contracts.ofMonths(
                            (JdbcRow row) -> row.whole(1), row -> YearMonth.from(row.day(2)), row -> row.decimal(4))
                    .leavingOut(told -> {})
                    .read(rows, EUR, RoundingMode.HALF_EVEN));

    @ParameterizedTest
    @ValueSource(strings = {"order", "complaint", "invoice", "ISSUED", "trial", "nps", "month"})
    void takeRowsAndStopAtALostConnection(String kind) throws SQLException {
        Function<Iterable<JdbcRow>, HistoryStore<Long>> reader = READERS.get(kind);
        String rows = "select * from (values (1, date '2026-01-01', '" + kind + "', 5), (2, date '2026-02-01', '" + kind
                + "', 6), (null, date '2026-03-01', '" + kind + "', 7), (3, date '2026-03-01', '" + kind
                + "', 8)) as t(c, d, k, n)";
        try (Database database = new Database()) {
            HistoryStore<Long> read = JdbcQuery.of(database.source(), rows).read(reader);
            assertThat(read.customers()).isEqualTo(3);
            SQLException lost = new SQLTransientConnectionException("lost");
            for (String method : List.of("ResultSet.next", "ResultSet.getObject")) {
                Wiretap tap = new Wiretap(database.source()).failing(method, 4, lost);
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> JdbcQuery.of(tap.source(), rows).read(reader))
                        .isSameAs(lost);
            }
        }
    }
}
