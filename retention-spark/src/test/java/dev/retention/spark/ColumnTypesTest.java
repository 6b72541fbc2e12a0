package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A column of every type for every use: it is read to its last digit, or refused before a row is. */
class ColumnTypesTest {
    private static final SparkSession SPARK = Sessions.local();
    private static final Timeline MONTHS = Timeline.monthly(Orders.AS_OF);

    /** A type of Spark's, a value of it, and what that is as a number: of a day since 1970, of money in cents. */
    private record Typed(String type, String value, long whole, long cents) {}

    private static final long DAY = 20_000;
    private static final List<Typed> TYPES = List.of(
            new Typed("tinyint", "cast(7 as tinyint)", 7, 700),
            new Typed("smallint", "cast(-300 as smallint)", -300, -30_000),
            new Typed("int", "70000", 70_000, 7_000_000),
            new Typed("bigint", "5000000000L", 5_000_000_000L, 500_000_000_000L),
            new Typed("decimal", "cast(12.34 as decimal(12,2))", -1, 1234),
            new Typed("decimal", "cast(12 as decimal(38,0))", -1, 1200),
            new Typed("decimal", "cast(12.3400 as decimal(20,4))", -1, 1234),
            new Typed("float", "cast(1.5 as float)", -1, -1),
            new Typed("double", "1.5d", -1, -1),
            new Typed("string", "'7'", -1, -1),
            new Typed("boolean", "true", -1, -1),
            new Typed("binary", "X'07'", -1, -1),
            new Typed("date", "date_from_unix_date(20000)", DAY, -1),
            new Typed("timestamp", "timestamp_seconds(20000 * 86400L)", DAY, -1),
            new Typed("timestamp_ntz", "timestamp_ntz'2024-10-04 00:00:00'", DAY, -1));

    /** What is read back of a customer's one event. */
    private interface Told extends Serializable {
        long of(History history);
    }

    /** A use of a column: the types that it takes, how it is asked for, and what must come back. */
    private record Use(ColumnKind kind, Asked reader, Told told, boolean isMoney) {}

    private interface Asked {
        SparkReader<?> of(String column);
    }

    private static SparkReader<Long> reader() {
        return SparkHistories.ofDates(Long.class, "customer", "day").amounts("paid", Orders.EUR);
    }

    private static long keyOf(History history) {
        return history.customer() instanceof Number number ? number.longValue() : -1;
    }

    private static final List<Use> USES = List.of(
            new Use(
                    ColumnKind.LONG_KEY,
                    column -> SparkHistories.ofDates(Long.class, column, "day"),
                    ColumnTypesTest::keyOf,
                    false),
            new Use(
                    ColumnKind.INT_KEY,
                    column -> SparkHistories.ofDates(Integer.class, column, "day"),
                    ColumnTypesTest::keyOf,
                    false),
            new Use(
                    ColumnKind.STRING_KEY,
                    column -> SparkHistories.ofDates(String.class, column, "day"),
                    ColumnTypesTest::keyOf,
                    false),
            new Use(
                    ColumnKind.DAY,
                    column -> SparkHistories.ofDates(Long.class, "customer", column),
                    history -> history.epochDay(0),
                    false),
            new Use(
                    ColumnKind.INSTANT,
                    column -> SparkHistories.ofInstants(Long.class, "customer", column),
                    history -> history.epochDay(0),
                    false),
            new Use(
                    ColumnKind.MONEY,
                    column -> SparkHistories.ofDates(Long.class, "customer", "day")
                            .amounts(column, Orders.EUR),
                    history -> history.amount(0),
                    true),
            new Use(
                    ColumnKind.MONEY,
                    column -> reader().money(column),
                    history -> history.money(history.column("x"), 0),
                    true),
            new Use(
                    ColumnKind.NUMBER,
                    column -> reader().number(column),
                    history -> history.number(history.column("x"), 0),
                    false),
            new Use(ColumnKind.TEXT, column -> reader().text(column), history -> -1, false),
            new Use(ColumnKind.TEXT, column -> reader().codes(column), history -> -1, false),
            new Use(
                    ColumnKind.DAY,
                    column -> reader().day(column),
                    history -> history.epochDayOf(history.column("x"), 0),
                    false),
            new Use(
                    ColumnKind.PLANNED_DAY,
                    column -> reader().plannedDay(column),
                    history -> history.epochDayOf(history.column("x"), 0),
                    false));

    @Test
    void everyTypeIsReadOrRefused() {
        List<String> read = new ArrayList<>();
        for (Typed typed : TYPES) {
            Dataset<Row> rows =
                    SPARK.sql("select 1L as customer, date'2024-01-01' as day, 1.00 as paid, " + typed.value + " as x");
            for (Use use : USES) {
                SparkReader<?> reader = use.reader.of("x");
                if (!use.kind.types().contains(typed.type)) {
                    assertThatThrownBy(() -> reader.from(rows))
                            .as("%s as %s", typed, use.kind)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContainingAll(
                                    "column (x) must be of type ", "not " + typed.type, "cast it first");
                    continue;
                }
                Told told = use.told;
                Measure measure = Measure.of(
                        "told",
                        use.kind == ColumnKind.INSTANT ? MONTHS.inZone(ZoneOffset.UTC) : MONTHS,
                        (history, sink) -> sink.set(told.of(history)));
                for (SparkReader<?> each : List.of(reader, reader.lenient())) {
                    SparkHistories<?> histories = each.partitions(1).from(rows);
                    assertThat(histories.measure(measure).select("told").collectAsList())
                            .as("%s as %s", typed, use.kind)
                            .extracting(row -> row.getLong(0))
                            .containsExactly(use.isMoney ? typed.cents : typed.whole);
                    histories.unpersist();
                }
                read.add(use.kind + " of " + typed.type);
            }
        }
        for (ColumnKind kind : ColumnKind.values()) {
            assertThat(read)
                    .containsAll(kind.types().stream()
                            .map(type -> kind + " of " + type)
                            .toList());
        }
    }

    @Test
    void whatIsAbsentInAWholeAmountIsToldAsSuch() {
        Dataset<Row> rows = SPARK.sql("select 7L as customer, date'2024-01-01' as day, cast(null as int) as paid");
        assertThatThrownBy(() -> reader().partitions(1).from(rows).events())
                .hasMessageContaining("customer 7, day 2024-01-01, paid null");
        assertThat(reader().partitions(1).lenient().from(rows).exclusions().values())
                .containsExactly(1L);
    }
}
