package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of a query are read as the lines of a file are. */
class FromDatabaseTest {
    private static final String URL = "jdbc:h2:mem:shop";

    /** A variable that is there wherever the tests run; its value is the password. */
    private static final String VARIABLE = "PATH";

    private static final String ALL =
            "select customer as \"customer\", placed_at as \"date\", total as \"amount\", status from orders order by"
                    + " id";

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();
    private Connection held;

    @BeforeEach
    void fill() throws SQLException {
        held = DriverManager.getConnection(URL, "sa", System.getenv(VARIABLE));
        try (Statement statement = held.createStatement()) {
            statement.execute("create table orders(id int, customer varchar, placed_at timestamp with time zone,"
                    + " total numeric(12, 3), status varchar)");
            statement.execute("insert into orders values (1, 'ann, \"A\"', '2025-12-31 23:30:00+00', 1234.500,"
                    + " 'paid'), (2, 'bob', '2026-01-17 10:00:00+01', 25, 'paid'), (3, 'bob', '2026-02-11 10:00:00+01',"
                    + " 35, 'paid'), (4, 'cy', '2026-02-20 10:00:00+01', 60.25, 'failed'), (5, 'ann, \"A\"', '2026-03-05"
                    + " 10:00:00+01', 15, 'paid')");
        }
    }

    @AfterEach
    void close() throws SQLException {
        held.close();
    }

    private int run(String... arguments) {
        return ReportCommand.run(
                Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of("--out", folder.resolve("out").toString()))
                        .toArray(String[]::new),
                new PrintWriter(stdout, true),
                new PrintWriter(stderr, true),
                false);
    }

    private int query(String sql, String... more) {
        return run(Stream.concat(
                        Stream.of("--jdbc", URL, "--jdbc-user", "sa", "--jdbc-password-env", VARIABLE, "--query", sql),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private String json() throws IOException {
        return Files.readString(folder.resolve("out/report.json"));
    }

    @Test
    void aQueryIsReportedAsTheFileOfItsRowsIs() throws IOException {
        Path file = folder.resolve("query");
        Files.writeString(file, """
            customer,date,amount,status
            "ann, ""A""\",2025-12-31T23:30:00Z,1234.50,paid
            bob,2026-01-17T10:00:00+01:00,25,paid
            bob,2026-02-11T10:00:00+01:00,35,paid
            cy,2026-02-20T10:00:00+01:00,60.25,failed
            "ann, ""A""\",2026-03-05T10:00:00+01:00,15,paid
            """);
        String[] options = {"--currency", "EUR", "--zone", "Europe/Berlin", "--only", "status=paid"};
        assertThat(run(Stream.concat(Stream.of(file.toString()), Arrays.stream(options))
                        .toArray(String[]::new)))
                .as(stderr.toString())
                .isZero();
        String ofFile = json();
        assertThat(query(ALL, options)).as(stderr.toString()).isZero();
        assertThat(json()).isEqualTo(ofFile);
        assertThat(ofFile).contains("\"2026-01\"").doesNotContain("2025-12");
    }

    @Test
    void aRowThatCannotBeReadIsToldByLineAndLeftOutByLenient() throws IOException {
        String odd = ALL.replace("total as", "case id when 3 then null else total end as");
        assertThat(query(odd, "--zone", "UTC")).isEqualTo(2);
        assertThat(stderr.toString()).contains("query:4: ");
        assertThat(query(odd, "--zone", "UTC", "--lenient")).isZero();
    }

    @Test
    void aQueryThatFailsHalfwayEndsTheReportOfALenientReaderToo() {
        String failing = "select 'ann' as \"customer\", date '2026-01-01' as \"date\", 1 / (x - 50000) as \"amount\""
                + " from system_range(1, 60000)";
        assertThat(query(failing, "--lenient")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--query: the database says Division by zero");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aQueryThatChangesSomethingChangesNothing() throws SQLException {
        assertThat(query(
                        "select customer as \"customer\", placed_at as \"date\", total as \"amount\" from final table"
                                + " (update orders set total = 1 where true)",
                        "--zone",
                        "UTC"))
                .as(stderr.toString())
                .isZero();
        try (Statement statement = held.createStatement();
                var total = statement.executeQuery("select sum(total) from orders")) {
            total.next();
            assertThat(total.getBigDecimal(1)).isEqualByComparingTo("1369.75");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--jdbc jdbc:h2:mem:shop | --jdbc needs --jdbc URL and --query SQL",
                "--query q | --query needs --jdbc URL and --query SQL",
                "--jdbc-user sa | --jdbc-user needs --jdbc URL and --query SQL",
                "--jdbc-password-env P | --jdbc-password-env needs --jdbc URL and --query SQL",
                "--jdbc h2:mem --query q | must begin with jdbc:",
                "--jdbc jdbc:postgresql://h/shop?user=a&password=b --query q | must not hold a password",
                "--jdbc jdbc:postgresql://h/shop?sslpassword=b --query q | must not hold a password",
                "--jdbc jdbc:mysql://(host=h,password=b)/shop --query q | must not hold a password",
                "--jdbc jdbc:sqlserver://h;passwd=b --query q | must not hold a password",
                "--jdbc jdbc:x:y;trustStorePassword=b --query q | must not hold a password",
                "--jdbc jdbc:mysql://a:b@h/shop --query q | must not hold a password",
                "--jdbc jdbc:oracle:thin:a/b@h:1521:x --query q | must not hold a password",
                "--jdbc jdbc:mysql://h/shop --query q | no driver of jdbc:mysql is on the class path (Maven has it"
                        + " as com.mysql:mysql-connector-j): java -cp retention-report.jar:DRIVER.jar",
                "--jdbc jdbc:nosuch:x --query q | no driver of jdbc:nosuch is on the class path: java -cp",
                "--jdbc jdbc:h2:mem:shop --query q --jdbc-password-env NO_SUCH_VARIABLE | there is no such environment"
                        + " variable",
                "--jdbc jdbc:h2:mem:shop --query q --jdbc-user sa | --jdbc: no connection: the driver says Wrong user"
                        + " name",
                "--jdbc jdbc:h2:mem:shop --query q --delimiter ; | --delimiter is of files and says nothing of --query",
                "orders.csv --jdbc jdbc:h2:mem:shop --query q | two reports",
                "--subscriptions simulated --jdbc jdbc:h2:mem:shop --query q | two reports"
            })
    void whatCannotBeIsSaid(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(stderr.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 from nowhere | --query: the database says Table \"NOWHERE\" not found",
                "select * from orders; drop table orders | --query must be one statement, and after its ; there is"
                        + " more: \"drop",
                "select * from orders where false | query: there are no rows",
                "select id, placed_at as \"date\" from orders | no column \"customer\"",
                "select id from orders | ; the query names its columns by AS",
                "select x'00' as \"customer\", date '2026-01-01' as \"date\", 1 as \"amount\" | query: row 1: column"
                        + " (customer) must be a text"
            })
    void queriesThatCannotBeReadAreRefused(String sql, String message) {
        assertThat(query(sql)).isEqualTo(2);
        assertThat(stderr.toString()).contains(message);
    }

    @Test
    void aColumnThatIsNoTextStopsNoQueryUnlessItIsUsed() {
        String sql = "select customer as \"customer\", placed_at as \"date\", total as \"amount\", x'00ff' as bytes,"
                + " array[1, 2] as list, time '10:15:30' as clock from orders";
        assertThat(query(sql, "--zone", "UTC")).as(stderr.toString()).isZero();
        assertThat(query(sql, "--zone", "UTC", "--group-column", "LIST")).isEqualTo(2);
        assertThat(stderr.toString()).contains("query: row 1: column (LIST) must be a text");
        assertThat(query(sql, "--zone", "UTC", "--only", "CLOCK=10:15:30"))
                .as(stderr.toString())
                .isZero();
    }

    @Test
    void aPasswordWithSpacesAroundItsSignIsOneToo() {
        assertThat(run("--jdbc", "jdbc:postgresql://h/shop?user=a& password = x", "--query", "q"))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("must not hold a password");
    }

    @Test
    void fractionsOfACentAreToldWithWhatTheyMove() throws IOException {
        String sql = "select 'c' || x as \"customer\", date '2026-01-01' as \"date\", 1.001 as \"amount\""
                + " from system_range(1, 10000)";
        assertThat(query(sql, "--currency", "EUR")).as(stderr.toString()).isZero();
        assertThat(json()).contains("10,000 amounts had more decimals than EUR has", "moved the total by -10.000");
        assertThat(stdout.toString().replaceAll("\\s+", " "))
                .contains("10,000 orders; 10,000 amounts rounded line by line, which moves the total by -10.");
    }
}
