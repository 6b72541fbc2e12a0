package dev.retention.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.ExclusionReason;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.rule.Cells;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.time.Timeline;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Errors reach the driver as what they are: with the row, or with the customer and the rule. */
class FailuresTest {
    private static final SparkSession SPARK = Sessions.local();
    private static final Timeline MONTHS = Timeline.monthly(Orders.AS_OF);

    private static Dataset<Row> rows(String values) {
        return SPARK.sql("select * from values " + values + " as orders(customer, day, amount, kind)");
    }

    private static SparkReader<Long> reader() {
        return SparkHistories.ofDates(Long.class, "customer", "day")
                .amounts("amount", Orders.EUR)
                .codes("kind")
                .partitions(2);
    }

    private static final String GOOD =
            "(1L, date'2025-03-01', 12.340, 'order'), (2L, date'2025-04-01', 5.000, 'order')";

    @Test
    void aRowThatIsNoEventIsToldWithItsContent() {
        assertThatThrownBy(() -> reader().from(rows(GOOD + ", (7L, date'2025-05-06', 12.345, 'order')"))
                        .customers())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer 7, day 2025-05-06, amount 12.345, kind order")
                .hasMessageContaining("12.345");
        assertThatThrownBy(() -> reader().from(rows(GOOD + ", (null, date'2025-05-06', 1.000, 'order')"))
                        .events())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer null, day 2025-05-06, amount 1.000, kind order");
        assertThatThrownBy(() -> reader().from(rows(GOOD + ", (8L, null, 1.000, 'order')"))
                        .bind(MONTHS))
                .hasMessageContaining("customer 8, day null");
        assertThatThrownBy(() -> reader().from(rows(GOOD + ", (8L, date'2025-05-06', 1.000, null)"))
                        .bind(MONTHS))
                .hasMessageContaining("kind null");
        assertThatThrownBy(() -> reader().from(rows(GOOD + ", (8L, date'2025-05-06', null, 'order')"))
                        .bind(MONTHS))
                .hasMessageContaining("amount null");
    }

    @Test
    void aLenientReaderCountsThem() {
        Dataset<Row> odd =
                rows(GOOD + ", (7L, date'2025-05-06', 12.345, 'order'), (null, date'2025-05-06', 1.000, 'order'),"
                        + " (8L, null, 1.000, 'order'), (null, null, 1.000, 'order')");
        SparkHistories<Long> histories = reader().lenient().from(odd);
        assertThat(histories.events()).isEqualTo(2);
        assertThat(histories.exclusions())
                .containsEntry(ExclusionReason.NO_CUSTOMER, 2L)
                .satisfies(counts -> assertThat(
                                counts.values().stream().mapToLong(each -> each).sum())
                        .isEqualTo(4));
        assertThat(reader().lenient().rounding(RoundingMode.HALF_EVEN).from(odd).events())
                .isEqualTo(3);
    }

    @Test
    void aRuleThatFailsIsToldWithItsCustomer() {
        Rule<String> fails = Rule.of("orders that are even", MONTHS, Cells.of(List.of("even")), (history, sink) -> {
            if (history.customer().equals(2L)) {
                throw new IllegalStateException("an odd one");
            }
        });
        SparkHistories<Long> histories = reader().from(rows(GOOD));
        assertThatThrownBy(() -> histories.count(fails))
                .isInstanceOf(RuleException.class)
                .hasMessage("rule (orders that are even) failed for customer 2: an odd one")
                .satisfies(e -> assertThat(e.getSuppressed()).hasAtLeastOneElementOfType(SparkException.class));
        assertThatThrownBy(() -> histories.members(fails, "even").collectAsList())
                .hasStackTraceContaining("rule (orders that are even) failed for customer 2: an odd one");
    }

    @Test
    void anErrorInARuleIsToldWithItsCustomer() {
        Rule<String> fails = Rule.of("orders that are even", MONTHS, Cells.of(List.of("even")), (history, sink) -> {
            if (history.customer().equals(2L)) {
                throw new AssertionError("not so");
            }
        });
        assertThatThrownBy(() -> reader().from(rows(GOOD)).count(fails))
                .isInstanceOf(RuleException.class)
                .hasMessage("rule (orders that are even) failed for customer 2: not so")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aRuleThatCannotTravelIsRefused() {
        Object notSerialisable = new Object();
        Rule<String> rule = Rule.of("by an object", MONTHS, Cells.of(List.of("yes")), (history, sink) -> {
            if (notSerialisable.hashCode() == 0) {
                sink.add(0);
            }
        });
        SparkHistories<Long> histories = reader().from(rows(GOOD));
        assertThatThrownBy(() -> histories.count(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule (by an object) cannot travel")
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> histories.members(rule, "no").collectAsList()).isNotNull();
    }

    @Test
    void aRuleThatCapturesADatasetIsRefusedAndToldWhich() {
        Dataset<Row> rows = rows(GOOD);
        Rule<String> rule = Rule.of("by a Dataset", MONTHS, Cells.of(List.of("yes")), (history, sink) -> {
            if (rows.count() > 0) {
                sink.add(0);
            }
        });
        assertThatThrownBy(() -> reader().from(rows).count(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "rule (by a Dataset) cannot travel to the executors: it captures [customer: bigint, day: date")
                .hasMessageContaining("capture what was collected of it");
    }

    @Test
    void columnsOfWhatIsMadeHaveNamesOfTheirOwn() {
        for (String name : List.of("cell", "customers", "amount", "Cell", "orders")) {
            Dataset<Row> rows = rows(GOOD).withColumnRenamed("amount", "paid").withColumnRenamed("customer", name);
            SparkHistories<Long> histories = SparkHistories.ofDates(Long.class, name, "day")
                    .amounts("paid", Orders.EUR)
                    .partitions(2)
                    .from(rows);
            Rule<String> rule = Rule.of("all", MONTHS, Cells.of(List.of("all")), (history, sink) -> sink.add(0));
            if (!name.equals("orders")) {
                assertThatThrownBy(() -> histories.restate(rule, histories))
                        .hasMessage("column (" + name.toLowerCase(Locale.ROOT)
                                + ") of the changes must have another name than column (" + name
                                + ") of the customers: rename that of the Dataset");
            }
            Measure measure = Measure.of("of all", MONTHS, List.of("size", name), (history, sink) -> sink.set(1));
            assertThatThrownBy(() -> histories.measure(measure))
                    .hasMessage("column (" + name + ") of the measure must have another name than column (" + name
                            + ") of the customers: rename that of the Dataset");
        }
        Measure twice = Measure.of("of all", MONTHS, List.of("size", "Size"), (history, sink) -> sink.set(1));
        assertThatThrownBy(() -> reader().from(rows(GOOD)).measure(twice))
                .hasMessage("column (Size) of the measure must have another name than column (size) of the measure");
    }

    @Test
    void purchasesAreCountedWhateverTheCustomersAreCalled() {
        PurchaseCounting counting = PurchaseCounting.weekly(Orders.AS_OF);
        for (String name : counting.measure().columns()) {
            SparkHistories<Long> histories = SparkHistories.ofDates(Long.class, name, "day")
                    .amounts("amount", Orders.EUR)
                    .partitions(2)
                    .from(rows(GOOD).withColumnRenamed("customer", name));
            assertThat(histories.purchases(counting).customers()).isEqualTo(2);
            assertThat(histories.spend(counting, NonPositiveSpend.REFUSE).customers())
                    .isZero();
        }
    }

    @Test
    void restatementsAreOfOneCurrency() {
        Rule<String> rule = Rule.of("all", MONTHS, Cells.of(List.of("all")), (history, sink) -> sink.add(0));
        SparkHistories<Long> euros = reader().from(rows(GOOD));
        SparkHistories<Long> dollars = SparkHistories.ofDates(Long.class, "customer", "day")
                .amounts("amount", Currency.getInstance("USD"))
                .partitions(2)
                .from(rows(GOOD));
        assertThatThrownBy(() -> euros.restate(rule, dollars))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("histories must be in one currency: EUR and USD");
    }

    @Test
    void columnsAreCheckedAtOnce() {
        Map<SparkReader<?>, String> wrong = Map.of(
                SparkHistories.ofDates(Long.class, "client", "day"),
                "column (client) must be one of the columns [customer, day, amount, kind]",
                SparkHistories.ofDates(Integer.class, "customer", "day"),
                "column (customer) must be of type int, smallint, tinyint, not bigint: cast it first",
                SparkHistories.ofInstants(Long.class, "customer", "day"),
                "column (day) must be of type timestamp, not date: cast it first",
                reader().number("amount"),
                "column (amount) must be of type bigint, int, smallint, tinyint, not decimal(5,3): cast it first");
        wrong.forEach((reader, message) ->
                assertThatThrownBy(() -> reader.from(rows(GOOD))).hasMessage(message));
        assertThatThrownBy(() -> SparkHistories.ofDates(Short.class, "customer", "day"))
                .hasMessage("type of keys (java.lang.Short) must be Long, Integer or String");
        assertThatThrownBy(() -> reader().partitions(0)).hasMessage("number of partitions (0) must be at least 1");
        assertThatThrownBy(() -> reader().codes("kind")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        SparkHistories.ofDates(Long.class, "customer", "day").money("amount"))
                .hasMessage("call amounts(…) first");
    }

    @Test
    void historiesOfOtherPartitionsDoNotJoin() {
        SparkHistories<Long> two = reader().from(rows(GOOD));
        SparkHistories<Long> three = reader().partitions(3).from(rows(GOOD));
        assertThatThrownBy(() -> two.named("a").and(three.named("b")).customers())
                .hasMessage("histories must be in as many partitions: 2 and 3");
        assertThatThrownBy(() -> two.restate(Rule.of("x", MONTHS, Cells.of(List.of("a")), (h, s) -> s.add(0)), three))
                .hasMessage("histories must be in as many partitions: 2 and 3");
    }
}
