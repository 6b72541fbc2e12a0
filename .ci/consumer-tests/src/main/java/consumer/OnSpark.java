package consumer;

import dev.retention.spark.SparkHistories;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders of a cluster. */
final class OnSpark {
    private OnSpark() {}

    static SparkHistories<Long> orders(Dataset<Row> orders) {
        return SparkHistories.ofDates(Long.class, "customer", "day").from(orders);
    }
}
