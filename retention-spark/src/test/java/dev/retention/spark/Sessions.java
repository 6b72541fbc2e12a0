package dev.retention.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The sessions of all tests in a process, one at a time: a session is stopped where another kind is asked for. */
final class Sessions {
    private Sessions() {}

    /** Two threads of this process. */
    static SparkSession local() {
        return start("local[2]");
    }

    /** Two executors, a process each, with what this process has on its class path. */
    static SparkSession cluster() {
        return start("local-cluster[2,1,1024]");
    }

    private static SparkSession start(String master) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .appName("retention")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.log.level", "OFF");
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession current = SparkSession.getDefaultSession().get();
            if (current.conf().get("spark.master").equals(master)) {
                return current;
            }
            current.stop();
        }
        if (master.startsWith("local-cluster")) {
            // What a worker wants in place of an installation.
            System.setProperty("spark.testing", "true");
            System.setProperty("spark.test.home", home().toString());
            builder = builder.config("spark.testing.memory", "1000000000")
                    .config("spark.executor.memory", "512m")
                    .config("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        } else {
            System.clearProperty("spark.testing");
        }
        return builder.getOrCreate();
    }

    /** A folder that looks like one in which Spark was built. */
    private static Path home() {
        try {
            Path home = Files.createTempDirectory("spark-home");
            Files.createDirectories(home.resolve("launcher/target/scala-2.13"));
            Files.createDirectories(home.resolve("jars"));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
