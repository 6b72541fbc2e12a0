package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

/** Keys and times of every kind, tracks, partitions of every size, and everywhere that stores are kept. */
class ShapesTest {
    private static final SparkSession SPARK = Sessions.local();
    private static final List<Orders.Order> ORDERS = Orders.of(900, 3);
    private static final Dataset<Row> ROWS = Orders.dataset(SPARK, ORDERS);
    private static final Timeline MONTHS = Timeline.monthly(Orders.AS_OF);

    private static <K> void assertSame(SparkHistories<K> histories, HistoryStore<K> store, Timeline timeline) {
        Rule<MovementCell> rule = CustomerMovements.over(store.bind(timeline)).rule();
        assertThat(histories.bind(timeline)).isEqualTo(store.bind(timeline));
        assertThat(histories.count(rule).toBytes())
                .isEqualTo(Sweep.over(store).count(rule).tally().toBytes());
        histories.unpersist();
    }

    @Test
    void textsAreKeys() {
        assertSame(
                SparkHistories.ofDates(String.class, "name", "day")
                        .amounts("amount", Orders.EUR)
                        .from(ROWS),
                HistoryStore.ofDates(Orders.Order::name, Orders.Order::day)
                        .amounts(Orders.Order::amount, Orders.EUR)
                        .from(ORDERS),
                MONTHS);
    }

    @Test
    void intsAreKeysAndLongs() {
        Dataset<Row> ints =
                ROWS.withColumn("customer", ROWS.col("customer").mod(97).cast("int"));
        assertSame(
                SparkHistories.ofDates(Integer.class, "customer", "day").from(ints),
                HistoryStore.ofDates((Orders.Order order) -> (int) (order.customer() % 97), Orders.Order::day)
                        .from(ORDERS),
                MONTHS);
        assertSame(
                SparkHistories.ofDates(Long.class, "customer", "day").from(ints),
                HistoryStore.ofDates((Orders.Order order) -> order.customer() % 97, Orders.Order::day)
                        .from(ORDERS),
                MONTHS);
    }

    @Test
    void instantsBecomeDaysInAZone() {
        Timeline tokyo = MONTHS.inZone(ZoneId.of("Asia/Tokyo"));
        for (boolean java8 : List.of(false, true)) {
            SPARK.conf().set("spark.sql.datetime.java8API.enabled", java8);
            assertSame(
                    SparkHistories.ofInstants(Long.class, "customer", "at")
                            .amounts("amount", Orders.EUR)
                            .from(ROWS),
                    HistoryStore.ofInstants(Orders.Order::customer, Orders.Order::at)
                            .amounts(Orders.Order::amount, Orders.EUR)
                            .from(ORDERS),
                    tokyo);
        }
        SPARK.conf().unset("spark.sql.datetime.java8API.enabled");
    }

    @Test
    void tracksStandSideBySide() {
        List<Orders.Order> other = Orders.of(300, 5);
        Rule<Integer> rule = Rule.of(
                        "tickets of those who ordered",
                        MONTHS,
                        Cells.of(Axis.range("tickets", 0, 9)),
                        (history, sink) ->
                                sink.add(Math.min(8, history.track("tickets").size()), history.size()))
                .on("orders", "tickets");
        SparkHistories<Long> tickets = SparkHistories.ofDates(Long.class, "customer", "day")
                .codes("kind")
                .from(Orders.dataset(SPARK, other));
        SparkHistories<Long> both = Orders.reader().from(ROWS).named("orders").and(tickets.named("tickets"));
        HistoryStore<Long> store = Orders.store(ORDERS)
                .named("orders")
                .and(HistoryStore.ofDates(Orders.Order::customer, Orders.Order::day)
                        .codes(Orders.Order::kind)
                        .from(other)
                        .named("tickets"));
        assertThat(both.count(rule).toBytes())
                .isEqualTo(Sweep.over(store).count(rule).tally().toBytes());
        assertThat(both.customers()).isEqualTo(store.customers());
    }

    @Test
    void noRowsAtAll() {
        SparkHistories<Long> none = Orders.reader().from(ROWS.limit(0)).named("orders");
        SparkHistories<Long> all = Orders.reader().from(ROWS).named("tickets");
        Rule<CohortCell> rule =
                CohortRetention.over(MONTHS.from(LocalDate.of(2025, 1, 1))).rule();
        assertThat(none.count(rule)).isEqualTo(Tally.empty(rule));
        assertThat(none.bind(MONTHS))
                .isEqualTo(LongHistoryBuilder.ofDays().build().bind(MONTHS));
        assertThat(none.customers()).isZero();
        assertThat(none.members(rule, rule.cells().cell(0)).count()).isZero();
        assertThat(none.and(all).customers()).isEqualTo(all.customers());
    }

    @Test
    void oneCustomerHasNearlyAllOrdersAndMostPartitionsNone() {
        Dataset<Row> skewed = SPARK.range(200_000)
                .selectExpr(
                        "if(id % 50000 = 0, id, 7L) as customer",
                        "date_add(date'2024-01-01', cast(id % 700 as int)) as day",
                        "cast(id % 100 as decimal(10,2)) as amount");
        LongHistoryBuilder store = LongHistoryBuilder.ofDays().amounts(Orders.EUR);
        for (long id = 0; id < 200_000; id++) {
            store.add(id % 50_000 == 0 ? id : 7, LocalDate.of(2024, 1, 1).toEpochDay() + id % 700, id % 100 * 100);
        }
        assertSame(
                SparkHistories.ofDates(Long.class, "customer", "day")
                        .amounts("amount", Orders.EUR)
                        .partitions(9)
                        .from(skewed),
                store.build(),
                MONTHS);
    }

    @Test
    void storesAreKeptAnywhere() {
        HistoryStore<Long> store = Orders.store(ORDERS);
        for (StorageLevel level : List.of(
                StorageLevel.DISK_ONLY(),
                StorageLevel.MEMORY_ONLY_SER(),
                StorageLevel.MEMORY_ONLY(),
                StorageLevel.NONE())) {
            assertSame(Orders.reader().keptAs(level).from(ROWS), store, MONTHS);
        }
    }

    @Test
    void columnsMayHaveAnyName() {
        Dataset<Row> named = ROWS.select(
                ROWS.col("customer").as("the.customer"),
                ROWS.col("day").as("a `day`"),
                ROWS.col("amount").cast(DataTypes.createDecimalType(20, 4)).as("Betrag in €"));
        SparkHistories<Long> histories = SparkHistories.ofDates(Long.class, "the.customer", "a `day`")
                .amounts("Betrag in €", Orders.EUR)
                .from(named);
        Rule<MovementCell> rule = CustomerMovements.over(histories.bind(MONTHS)).rule();
        assertThat(histories.members(rule, rule.cells().cell(0)).columns()).containsExactly("the.customer");
        assertSame(
                histories,
                HistoryStore.ofDates(Orders.Order::customer, Orders.Order::day)
                        .amounts(Orders.Order::amount, Orders.EUR)
                        .from(ORDERS),
                MONTHS);
    }

    /** What the source tells of the one order's day whenever it is asked. */
    private static volatile String day = "";

    @Test
    void whatIsForgottenIsFoundAnew() {
        day = "2025-05-05";
        Dataset<Row> source = SPARK.createDataFrame(
                new JavaSparkContext(SPARK.sparkContext())
                        .parallelize(List.of(1L))
                        .map(customer -> RowFactory.create(customer, day)),
                new StructType().add("customer", DataTypes.LongType).add("day", DataTypes.StringType));
        SparkHistories<Long> read = SparkHistories.ofDates(Long.class, "customer", "day")
                .partitions(2)
                .from(source.withColumn("day", source.col("day").cast("date")));
        SparkHistories<Long> named = read.named("orders");
        SparkHistories<Long> both = named.and(read.named("again"));
        List<SparkHistories<Long>> all = List.of(read, named, both);
        for (SparkHistories<Long> each : all) {
            assertThat(each.bind(MONTHS)).isEqualTo(MONTHS.from(LocalDate.of(2025, 5, 5)));
        }
        day = "2025-02-02";
        assertThat(both.bind(MONTHS)).isEqualTo(MONTHS.from(LocalDate.of(2025, 5, 5)));
        read.unpersist();
        named.unpersist();
        both.unpersist();
        for (SparkHistories<Long> each : all) {
            assertThat(each.bind(MONTHS)).isEqualTo(MONTHS.from(LocalDate.of(2025, 2, 2)));
            assertThat(each.events()).isEqualTo(1);
            each.unpersist();
        }
    }
}
