package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What the README shows runs and prints what it says. */
class CohortsOnSparkTest {
    @Test
    void printsWhatTheReadmeSays() {
        Dataset<Row> orders = Sessions.local()
                .sql("select * from values (1L, date'2026-01-03', 40.00, 'order', 'basic'),"
                        + " (2L, date'2026-01-17', 25.00, 'order', 'pro'), (3L, date'2026-01-29', 10.00, 'order', 'pro'),"
                        + " (1L, date'2026-02-11', 35.00, 'order', 'basic'), (4L, date'2026-02-20', 60.00, 'order', 'pro'),"
                        + " (2L, date'2026-03-02', 20.00, 'order', 'pro'), (4L, date'2026-03-05', 15.00, 'order', 'pro')"
                        + " as orders(customer, day, amount, kind, plan)");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CohortsOnSpark.run(orders, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .startsWith(
                        "2026-01 age 2: 33.3 % (1 of 3)",
                        "[[2]]", "2026-02: 1 live, 0 new, 1 retained, 0 reactivated, 0 lost")
                .last()
                .asString()
                .startsWith("4 customers, ");
    }
}
