package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewFromDatabaseTest {
    private static final String URL = "jdbc:h2:mem:review";

    @TempDir
    Path folder;

    @Test
    void aQueryIsReviewedAsTheFileOfItsRowsIs() throws SQLException {
        ReviewRun run = new ReviewRun(folder);
        StringBuilder lines = new StringBuilder("customer,date,amount\n");
        try (Connection held = DriverManager.getConnection(URL);
                Statement statement = held.createStatement()) {
            statement.execute("create table orders(customer int, placed date, total numeric(8, 2))");
            for (int i = 0; i < 200; i++) {
                String day = String.format(Locale.ROOT, "2025-%02d-%02d", 1 + i % 12, 1 + i % 28);
                lines.append(i % 40)
                        .append(',')
                        .append(day)
                        .append(',')
                        .append(i)
                        .append('\n');
                statement.execute("insert into orders values (" + i % 40 + ", '" + day + "', " + i + ")");
            }
            String[] options = {"--currency", "EUR", "--gap-days", "60", "--period", "2025-09"};
            assertThat(run.run(with(run.file("query", lines.toString()), options)))
                    .as(run.err)
                    .isZero();
            String ofFile = run.read("review.json");
            String sql = "select customer as \"customer\", placed as \"date\", total as \"amount\" from orders";
            assertThat(run.run(with("--jdbc", with(URL, with("--query", with(sql, options))))))
                    .as(run.err)
                    .isZero();
            assertThat(run.read("review.json")).isEqualTo(ofFile);
            assertThat(run.run("--jdbc", URL, "--query", sql, "--snapshot", "s.csv"))
                    .isEqualTo(2);
            assertThat(run.err).contains("two reviews");
        }
    }

    private static String[] with(String first, String... others) {
        String[] all = new String[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }
}
