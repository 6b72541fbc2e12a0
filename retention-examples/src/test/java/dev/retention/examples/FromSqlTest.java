package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The queries of docs/from-sql.md run, and differ from the library in what is said there and nothing else. */
class FromSqlTest {
    private static final Pattern SECTION = Pattern.compile("(?s)<!-- sql (\\w+) -->\n"
            + "```sql\n"
            + "(.*?)```\n\n"
            + "<!-- FromSql#(\\w+) -->\n"
            + "```java\n"
            + ".*?```\n\n"
            + "```text\n"
            + "(.*?)```");

    @TestFactory
    Stream<DynamicTest> queriesDifferAsSaid() throws IOException {
        List<MatchResult> sections = SECTION.matcher(Files.readString(Path.of("../docs/from-sql.md")))
                .results()
                .toList();
        Map<String, Map<String, Object>> figures = FromSql.figures();
        assertThat(sections.stream().map(section -> section.group(1)))
                .containsExactlyInAnyOrderElementsOf(figures.keySet());
        return sections.stream()
                .map(section -> DynamicTest.dynamicTest(section.group(1), () -> {
                    assertThat(section.group(3)).isEqualTo(section.group(1));
                    Map<String, String> here = new TreeMap<>();
                    figures.get(section.group(1)).forEach((name, figure) -> here.put(name, text(figure)));
                    assertThat(differences(queried(section.group(2)), here))
                            .containsExactlyElementsOf(section.group(4).lines().toList());
                }));
    }

    private static List<String> differences(Map<String, String> sql, Map<String, String> here) {
        TreeSet<String> names = new TreeSet<>(sql.keySet());
        names.addAll(here.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String theirs = sql.get(name);
            String ours = here.get(name);
            if (theirs == null || !theirs.equals(ours)) {
                differences.add(name + ": " + orNone(theirs) + " in SQL, " + orNone(ours) + " here");
            }
        }
        return differences;
    }

    private static String orNone(@Nullable String figure) {
        return figure == null ? "not there" : figure;
    }

    private static String text(Object figure) {
        BigDecimal exact = new BigDecimal(figure.toString()).setScale(2, RoundingMode.HALF_UP);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    private static Map<String, String> queried(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            fill(connection);
            Map<String, String> found = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    assertThat(found.put(rows.getString(1), text(rows.getObject(2))))
                            .as(rows.getString(1))
                            .isNull();
                }
            }
            return found;
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table orders (id int, customer varchar, bought_at timestamp, bought date, amount decimal(12, 2))");
            statement.execute("create table lines (order_id int, sku varchar, amount decimal(12, 2))");
            statement.execute("create table changes (customer varchar, changed date, delta decimal(12, 2))");
            statement.execute("create table subscriptions (customer varchar, started date, ended date)");
        }
        for (FromSql.Order row : FromSql.ORDERS) {
            insert(
                    connection,
                    "orders",
                    row.id(),
                    row.customer(),
                    row.at().atOffset(ZoneOffset.UTC).toLocalDateTime(),
                    row.day(),
                    row.amount());
        }
        for (FromSql.Line row : FromSql.LINES) {
            insert(connection, "lines", row.order(), row.sku(), row.amount());
        }
        for (FromSql.Change row : FromSql.CHANGES) {
            insert(connection, "changes", row.customer(), row.day(), row.delta());
        }
        for (FromSql.Subscription row : FromSql.SUBSCRIPTIONS) {
            insert(connection, "subscriptions", row.customer(), row.started(), row.ended());
        }
    }

    private static void insert(Connection connection, String table, @Nullable Object... values) throws SQLException {
        String marks = "?" + ", ?".repeat(values.length - 1);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }
}
