package dev.retention.spark;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.rule.Rule;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The cohort table, with amounts, of many orders beside Spark SQL's own query: compares all cells, then prints seconds and ratios of
 * alternating runs in one process.
 *
 * <p>Arguments: how many orders, a folder for the file of orders, how many runs. A heap of 4 GB holds 10 million.
 */
final class BesideSparkSql {
    private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);
    private static final String MONTHS = "select customer, trunc(day, 'MM') m, sum(amount) v from %s group by 1, 2";
    private static final String COHORTS =
            "with m as (%s), c as (select *, min(m) over (partition by customer) c from m)"
                    + " select c, cast(months_between(m, c) as int) k, count(*) n, sum(v) v from c group by 1, 2";
    private static final String ONE_SHUFFLE =
            COHORTS.formatted(MONTHS.formatted("(select * from %s distribute by customer)"));

    private static final List<String> NAMES = List.of(
            "library: stores and first table",
            "library: another table on the kept stores",
            "library: members of a cell",
            "SQL",
            "SQL, one shuffle",
            "SQL: caching the rows",
            "SQL on cached rows",
            "SQL on cached rows, one shuffle");

    private BesideSparkSql() {}

    /** Compares and measures. */
    public static void main(String[] args) {
        long size = Long.parseLong(args[0]);
        int runs = Integer.parseInt(args[2]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.log.level", "OFF")
                .getOrCreate();
        Dataset<Row> orders = orders(spark, Path.of(args[1], "orders-" + size), size);
        orders.createOrReplaceTempView("orders");
        List<double[]> seconds = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            SparkHistories<Long> histories = SparkHistories.ofDates(Long.class, "customer", "day")
                    .amounts("amount", Orders.EUR)
                    .from(orders);
            double[] times = new double[NAMES.size()];
            Rule<CohortCell> rule = timed(times, 0, () -> {
                Rule<CohortCell> cohorts = CohortRetention.over(histories.bind(Timeline.monthly(AS_OF)))
                        .rule();
                histories.count(cohorts);
                return cohorts;
            });
            Tally<CohortCell> tally = timed(times, 1, () -> histories.count(rule));
            Dataset<Row> members = histories.members(rule, rule.cells().cell(3));
            timed(times, 2, members::count);
            histories.unpersist();
            List<Row> sql = timed(
                    times,
                    3,
                    () -> spark.sql(COHORTS.formatted(MONTHS.formatted("orders")))
                            .collectAsList());
            compare(tally, sql);
            print(times, 0, 4);
            timed(times, 4, () -> spark.sql(ONE_SHUFFLE.formatted("orders")).collectAsList());
            orders.cache();
            timed(times, 5, orders::count);
            timed(
                    times,
                    6,
                    () -> spark.sql(COHORTS.formatted(MONTHS.formatted("orders")))
                            .collectAsList());
            timed(times, 7, () -> spark.sql(ONE_SHUFFLE.formatted("orders")).collectAsList());
            orders.unpersist(true);
            print(times, 4, times.length);
            if (run > 0) {
                seconds.add(times);
            }
        }
        for (int i = 0; i < NAMES.size(); i++) {
            int at = i;
            double median = seconds.stream()
                    .mapToDouble(each -> each[at])
                    .sorted()
                    .skip(runs / 2)
                    .findFirst()
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "| %s | %.2f s |%n", NAMES.get(i), median);
        }
        spark.stop();
    }

    private static Dataset<Row> orders(SparkSession spark, Path file, long size) {
        if (!Files.exists(file)) {
            spark.range(size)
                    .selectExpr(
                            "pmod(xxhash64(id), " + size / 10 + ") as customer",
                            "date_add(date'2024-01-01', cast(pmod(xxhash64(id, 7), 730) * pmod(xxhash64(id, 9), 730) /"
                                    + " 730 as int)) as day",
                            "cast(pmod(xxhash64(id, 3), 20000) / 100 as decimal(12,2)) as amount")
                    .write()
                    .parquet(file.toString());
        }
        return spark.read().parquet(file.toString());
    }

    private static void print(double[] times, int from, int to) {
        for (int i = from; i < to; i++) {
            System.out.printf(Locale.ROOT, "%s: %.2f s%n", NAMES.get(i), times[i]);
        }
    }

    private static <R> R timed(double[] times, int at, Supplier<R> work) {
        long begun = System.nanoTime();
        R result = work.get();
        times[at] = (System.nanoTime() - begun) / 1e9;
        return result;
    }

    private static void compare(Tally<CohortCell> tally, List<Row> sql) {
        long named = 0;
        for (int i = 0; i < tally.cells().size(); i++) {
            named += tally.countAt(i) > 0 ? 1 : 0;
        }
        if (named != sql.size()) {
            throw new AssertionError(named + " cells, of SQL " + sql.size());
        }
        for (Row row : sql) {
            CohortCell cell = CohortCell.of(Grain.MONTH.periodOf(row.getLocalDate(0)), row.getInt(1));
            if (tally.count(cell) != row.getLong(2)
                    || tally.amount(cell) != row.getDecimal(3).movePointRight(2).longValueExact()) {
                throw new AssertionError(row + " is " + tally.count(cell) + " and " + tally.amount(cell));
            }
        }
    }
}
