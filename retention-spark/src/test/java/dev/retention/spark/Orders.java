package dev.retention.spark;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Orders of a shop, the same on one machine and on a cluster. */
final class Orders {
    static final Currency EUR = Currency.getInstance("EUR");
    static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);
    static final StructType SCHEMA = new StructType()
            .add("customer", LongType)
            .add("name", StringType)
            .add("day", DateType)
            .add("at", TimestampType)
            .add("amount", DataTypes.createDecimalType(12, 2))
            .add("kind", StringType)
            .add("plan", StringType)
            .add("items", LongType)
            .add("due", DateType);

    /** An order; what may be absent is null. */
    record Order(long customer, LocalDate day, long cents, String kind, String plan, Long items, LocalDate due) {
        String name() {
            return "customer " + customer;
        }

        Instant at() {
            return Instant.parse(day + "T22:30:00Z").plusNanos(1000 * (customer % 997));
        }

        BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }

        Row row() {
            return RowFactory.create(
                    customer,
                    name(),
                    Date.valueOf(day),
                    Timestamp.from(at()),
                    amount(),
                    kind,
                    plan,
                    items,
                    due == null ? null : Date.valueOf(due));
        }
    }

    private Orders() {}

    /** So many orders, the same for the same seed. */
    static List<Order> of(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long customer = random.nextInt(size / 6 + 1) * 1_000_003L - 500;
            LocalDate day = LocalDate.of(2024, 2, 10).plusDays(random.nextInt(680) * random.nextInt(680) / 680);
            boolean refund = random.nextInt(12) == 0;
            String plan = random.nextInt(9) == 0
                    ? null
                    : List.of("basic", "gold", "Öl").get(random.nextInt(3));
            orders.add(new Order(
                    customer,
                    day,
                    refund ? -1 - random.nextInt(2_000) : 1 + random.nextInt(20_000),
                    refund ? "refund" : "order",
                    plan,
                    random.nextInt(5) == 0 ? null : (long) random.nextInt(9),
                    random.nextInt(4) == 0 ? null : day.plusDays(random.nextInt(40))));
        }
        return orders;
    }

    static Dataset<Row> dataset(SparkSession session, List<Order> orders) {
        return session.createDataFrame(orders.stream().map(Order::row).toList(), SCHEMA);
    }

    static HistoryStore<Long> store(List<Order> orders) {
        return HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(Order::amount, EUR)
                .codes(Order::kind)
                .text("plan", Order::plan)
                .number("items", Order::items)
                .plannedDay("due", Order::due)
                .from(orders);
    }

    static SparkReader<Long> reader() {
        return SparkHistories.ofDates(Long.class, "customer", "day")
                .amounts("amount", EUR)
                .codes("kind")
                .text("plan")
                .number("items")
                .plannedDay("due");
    }
}
