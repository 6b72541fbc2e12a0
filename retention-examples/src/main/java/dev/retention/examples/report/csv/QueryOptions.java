package dev.retention.examples.report.csv;

import dev.retention.jdbc.JdbcQuery;
import dev.retention.jdbc.JdbcRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database and the query that are read in place of a file of orders, filled in from the command line. */
public final class QueryOptions {

    private static final int MESSAGE = 500;

    /** A password in a URL, which the list of processes shows to everybody. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?:password|passwd|pwd|passphrase)\\s*=|//[^/@?]*:[^/@?]+@|:thin:[^/@]+/[^@]+@");

    private static final Map<String, String> DRIVERS = Map.of(
            "postgresql", "org.postgresql:postgresql",
            "mysql", "com.mysql:mysql-connector-j",
            "mariadb", "org.mariadb.jdbc:mariadb-java-client",
            "sqlserver", "com.microsoft.sqlserver:mssql-jdbc",
            "oracle", "com.oracle.database.jdbc:ojdbc11",
            "sqlite", "org.xerial:sqlite-jdbc",
            "duckdb", "org.duckdb:duckdb_jdbc",
            "h2", "com.h2database:h2");

    @Option(
            names = "--jdbc",
            paramLabel = "URL",
            description =
                    "Read orders from a database, such as jdbc:postgresql://host/shop, whose driver is on the class "
                            + "path: java -cp retention-report.jar:DRIVER.jar dev.retention.examples.Programs …")
    @Nullable
    String url;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "The query, a row for each order. The names that it gives its columns count as those of a "
                    + "file's header do, presets included, and messages count its rows as the lines of a file, whose "
                    + "line 1 is the header: query:2 is the first row. It is one statement, in a transaction that is "
                    + "rolled back; what commits by itself is not undone, so use a user who may only read.")
    @Nullable
    String sql;

    @Option(names = "--jdbc-user", paramLabel = "NAME", description = "The user of the database.")
    @Nullable
    String user;

    @Option(
            names = "--jdbc-password-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the password; it is never said on a command line.")
    @Nullable
    String passwordVariable;

    /** Whether a query is to be read. */
    boolean isGiven() {
        return url != null || sql != null;
    }

    /** What can be put right before anything is read. */
    void check(FileOptions file) {
        if (url == null || sql == null) {
            Optional.ofNullable(user)
                    .map(unused -> "--jdbc-user")
                    .or(() -> Optional.ofNullable(passwordVariable).map(unused -> "--jdbc-password-env"))
                    .or(() -> isGiven() ? Optional.of(url == null ? "--query" : "--jdbc") : Optional.empty())
                    .ifPresent(option -> {
                        throw new BadInputException(option + " needs --jdbc URL and --query SQL");
                    });
            return;
        }
        if (!url.startsWith("jdbc:")) {
            throw new BadInputException("--jdbc " + Shown.quoted(url) + " must begin with jdbc:");
        }
        if (SECRET.matcher(url).find()) {
            throw new BadInputException("--jdbc must not hold a password, which others see in the list of processes: "
                    + "put it into an environment variable and say --jdbc-password-env NAME");
        }
        OneStatement.check("--query", sql);
        ofFiles(file.delimiter, "--delimiter");
        ofFiles(file.charset, "--charset");
        ofFiles(file.headerLine, "--header-line");
        ofFiles(file.noHeader ? file : null, "--no-header");
    }

    private static void ofFiles(@Nullable Object given, String option) {
        if (given != null) {
            throw new BadInputException(option + " is of files and says nothing of --query");
        }
    }

    /**
     * Reads the rows of the query.
     *
     * @throws BadInputException if there is no driver, or the database refuses or fails
     */
    <R> R read(Function<? super Iterable<JdbcRow>, ? extends R> reader) {
        String asked = String.valueOf(sql);
        try (Connection connection = connect(String.valueOf(url))) {
            return JdbcQuery.of(connection, asked).read(reader);
        } catch (SQLException e) {
            throw new BadInputException("--query: the database says " + message(e), e);
        }
    }

    private Connection connect(String to) {
        checkDriver(to);
        Properties who = new Properties();
        if (user != null) {
            who.setProperty("user", user);
        }
        if (passwordVariable != null) {
            String password = System.getenv(passwordVariable);
            if (password == null) {
                throw new BadInputException(
                        "--jdbc-password-env " + passwordVariable + ": there is no such environment variable");
            }
            who.setProperty("password", password);
        }
        try {
            return DriverManager.getConnection(to, who);
        } catch (SQLException e) {
            throw new BadInputException("--jdbc: no connection: the driver says " + message(e), e);
        }
    }

    private static void checkDriver(String to) {
        try {
            DriverManager.getDriver(to);
        } catch (SQLException e) {
            String kind = to.split(":", -1)[1];
            String artifact = DRIVERS.get(kind);
            throw new BadInputException(
                    "--jdbc: no driver of jdbc:" + Shown.oneLine(kind, 60) + " is on the class path"
                            + (artifact == null ? "" : " (Maven has it as " + artifact + ")")
                            + ": java -cp retention-report.jar:DRIVER.jar dev.retention.examples.Programs …",
                    e);
        }
    }

    private static String message(SQLException e) {
        return Shown.oneLine(String.valueOf(e.getMessage()).strip(), MESSAGE);
    }
}
