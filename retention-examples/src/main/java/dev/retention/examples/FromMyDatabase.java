package dev.retention.examples;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import dev.retention.service.Tickets;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import javax.sql.DataSource;

/** "It is all in a database. How do I get it in?" */
public final class FromMyDatabase {
    private FromMyDatabase() {}

    /**
     * Prints what is read of a shop's tables {@code orders} and {@code tickets}.
     *
     * @param shop the database
     * @param out where to
     * @throws SQLException as the database throws it
     */
    public static void run(DataSource shop, PrintStream out) throws SQLException {
        // region query
        OffsetDateTime end = OffsetDateTime.parse("2026-04-01T00:00:00+02:00");
        HistoryReader<JdbcRow, Long> reader = HistoryStore.ofInstants(
                        (JdbcRow row) -> row.whole("customer_id"), row -> row.instant("placed_at"))
                .amounts(row -> row.decimal("total"), Currency.getInstance("EUR"));
        HistoryStore<Long> orders = JdbcQuery.of(
                        shop, "select customer_id, placed_at, total from orders where placed_at < ?", end)
                .read(reader::from); // row by row, by a cursor that only reads; what the database throws, it throws
        HistoryStore<Long> tickets = JdbcQuery.of(shop, "select customer_id, opened_on, kind from tickets")
                .read(Tickets.reader((JdbcRow row) -> row.whole(1), row -> row.day(2), row -> row.text(3))::from);

        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Timeline months = Timeline.of(Grain.MONTH, LocalDate.of(2026, 3, 31)).inZone(berlin);
        CohortTable<Long> cohorts = CohortRetention.over(months).of(orders);
        out.println(cohorts.cell("2026-01", 1)); // 2026-01 age 1: 50.0 % (1 of 2)
        out.println(tickets.customers()); // 2
        // endregion
    }
}
