package dev.retention.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of all tests in a process. */
final class Sessions {
    private static final SparkSession LOCAL = start("local[2]");

    private Sessions() {}

    static SparkSession local() {
        return LOCAL;
    }

    static SparkSession start(String master) {
        SparkSession session = builder(master).getOrCreate();
        session.sparkContext().setLogLevel("OFF");
        return session;
    }

    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("retention")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
                .config("spark.log.level", "OFF");
    }
}
