package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class FromMyDatabaseTest {
    @Test
    void printsWhatItSays() throws SQLException {
        DataSource shop = Connections.of("jdbc:h2:mem:my", "sa");
        try (Connection held = shop.getConnection();
                Statement statement = held.createStatement()) {
            statement.execute(
                    "create table orders(customer_id bigint, placed_at timestamp with time zone, total numeric(9, 2))");
            statement.execute(
                    "insert into orders values (1, '2025-12-31 23:30:00+00', 40), (2, '2026-01-17 09:00:00+00', 25),"
                            + " (1, '2026-02-11 09:00:00+00', 35), (3, '2026-03-31 21:59:00+00', 5), (2, '2026-03-31 22:00:00+00', 9)");
            statement.execute("create table tickets(customer_id bigint, opened_on date, kind varchar)");
            statement.execute(
                    "insert into tickets values (1, '2026-01-20', 'complaint'), (2, '2026-02-01', 'question')");
            assertThat(ExamplesTest.output(out -> run(shop, out))).isEqualTo("""
                2026-01 age 1: 50.0 % (1 of 2)
                2
                """);
        }
    }

    private static void run(DataSource shop, PrintStream out) {
        try {
            FromMyDatabase.run(shop, out);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
