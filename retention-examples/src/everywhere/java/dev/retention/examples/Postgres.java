package dev.retention.examples;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL of its own, on a free port of the loopback, in a folder that goes with it. */
final class Postgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final int PATIENCE_IN_SECONDS = 60;

    private final Path folder;
    private final Path programs;
    private final int port;

    private Postgres(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @throws AssertionError if PostgreSQL is not installed
     */
    static Postgres start() throws IOException {
        Postgres server = new Postgres(Files.createTempDirectory("postgres"), programs(), freePort());
        if (isRoot()) {
            // It refuses to run as root.
            server.run(List.of("chown", "postgres", server.folder.toString()));
        }
        server.runAsOwner(
                "initdb", "-D", server.data(), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        server.runAsOwner(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                server.data(),
                "-l",
                server.folder.resolve("log").toString(),
                "-o",
                "-F -p " + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + server.folder);
        return server;
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.exists(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError(
                            "no PostgreSQL below " + INSTALLED + ": install it (Debian: apt-get install postgresql)"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void runAsOwner(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException {
        File output = Files.createTempFile("postgres", ".out").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean isOver = process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
            if (!isOver || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError(command + ": " + Files.readString(output.toPath()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            Files.delete(output.toPath());
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    DataSource source() {
        return Connections.of(url(), "tester");
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url(), "tester", "");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        runAsOwner("pg_ctl", "stop", "-m", "immediate", "-w", "-D", data());
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
