package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.retention.ChurnFormula;
import dev.retention.CustomerFlow;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.RetentionFormula;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.cohort.Lifecycle;
import dev.retention.examples.report.MinimalJson;
import dev.retention.examples.review.SchemaWalker;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import dev.retention.sheet.Json;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.Tabular;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The JSON of tables and figures fits its schema, and their CSV is read by others as it was meant. */
class SheetSchemaTest {
    private record Order(String customer, String day, String total) {}

    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 3, 25));
    private static final HistoryStore<String> ORDERS = HistoryStore.ofDates(
                    Order::customer, (Order order) -> LocalDate.parse(order.day()))
            .amounts(order -> new BigDecimal(order.total()), Currency.getInstance("EUR"))
            .from(List.of(
                    new Order("=Ann", "2026-01-03", "40.00"),
                    new Order("Bob, \"B\"", "2026-01-17", "25.00"),
                    new Order("=Ann", "2026-02-11", "35.00"),
                    new Order("Cleo", "2026-02-20", "60.00"),
                    new Order("Cleo", "2026-03-05", "15.00")));
    private static final CohortTable<String> COHORTS =
            CohortRetention.over(MONTHS).of(ORDERS);
    private static final LifeTable LIFE = LifeTable.of(List.of(Tenure.ended(2), Tenure.ended(5), Tenure.censored(6)));

    private static Map<?, ?> schema() throws IOException {
        return (Map<?, ?>) MinimalJson.parse(Files.readString(Path.of("../docs/sheet.schema.json")));
    }

    private static Stream<Tabular> tables() {
        return Stream.of(
                COHORTS,
                COHORTS.sheet().withCustomers(),
                COHORTS.sheet().withIntervals(ProportionInterval.CLOPPER_PEARSON, 0.9),
                COHORTS.counted(),
                COHORTS.counted().tally(),
                CustomerMovements.over(MONTHS).of(ORDERS),
                CustomerChurn.over(MONTHS, Spells.ofOrders(30)).of(ORDERS),
                Lifecycle.over(MONTHS).of(ORDERS),
                LIFE,
                KaplanMeier.withDefaults().estimate(LIFE),
                Sheet.of("Infinite", List.of(Double.POSITIVE_INFINITY))
                        .column("number", Kind.NUMBER, each -> each)
                        .column("interval", Kind.INTERVAL, each -> Interval.of(0, each, 0.95))
                        .column("is", Kind.TRUTH, each -> true)
                        .column("day", Kind.DAY, each -> LocalDate.of(2026, 1, 1))
                        .build());
    }

    @TestFactory
    Stream<DynamicTest> everyTableFitsTheSchema() {
        return tables().map(table -> DynamicTest.dynamicTest(
                table.sheet().title(),
                () -> assertThat(new SchemaWalker(schema()).faults(MinimalJson.parse(table.toJson())))
                        .isEmpty()));
    }

    @Test
    void theSchemaRefusesWhatDoesNotFit() throws IOException {
        String json = COHORTS.toJson()
                .replaceFirst("\"kind\": \"COUNT\"", "\"kind\": \"SUM\"")
                .replaceFirst("\"total\": 2", "\"total\": 0")
                .replaceFirst("\"title\"", "\"titel\"");
        assertThat(new SchemaWalker(schema()).faults(MinimalJson.parse(json))).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void figuresFitTheirDefinitions() throws IOException {
        CustomerFlow flow = CustomerFlow.builder().start(20).acquired(5).end(24).build();
        assertThat(faults("proportion", Proportion.of(1, 3))).isEmpty();
        assertThat(faults("interval", Interval.of(0, Double.POSITIVE_INFINITY, 0.95)))
                .isEmpty();
        assertThat(faults("timeline", MONTHS)).isEmpty();
        assertThat(faults("rate", flow.retention(RetentionFormula.HEADCOUNT))).isEmpty();
        assertThat(faults("rate", flow.churn(ChurnFormula.SNAPSHOT))).isEmpty();
        assertThat(faults("rate", Proportion.of(1, 3))).isNotEmpty();
    }

    private static List<String> faults(String definition, Object figure) throws IOException {
        Map<?, ?> definitions = (Map<?, ?>) schema().get("$defs");
        Map<?, ?> one = Map.of("$ref", "#/$defs/" + definition, "$defs", definitions);
        return new SchemaWalker(one).faults(MinimalJson.parse(Json.of(figure)));
    }

    @TestFactory
    Stream<DynamicTest> csvIsReadByOthers() {
        return tables().map(table -> DynamicTest.dynamicTest(table.sheet().title(), () -> {
            List<CsvRecord> lines =
                    CsvReader.builder().ofCsvRecord(table.toCsv()).stream().toList();
            assertThat(lines).hasSize(table.sheet().rows().size() + 1);
            int fields = lines.get(0).getFieldCount();
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line.getFieldCount()).isEqualTo(fields));
        }));
    }

    @Test
    void keysAreReadAsTheyWere() {
        List<CsvRecord> lines = CsvReader.builder()
                .ofCsvRecord(COHORTS.sheet().withCustomers().toCsv())
                .stream()
                .toList();
        assertThat(MinimalJson.parse(lines.get(1).getField(lines.get(1).getFieldCount() - 1)))
                .isEqualTo(List.of("=Ann", "Bob, \"B\""));
        String names = Sheet.of("Names", Members.everybody(ORDERS))
                .column("customer", Kind.CUSTOMER, key -> key)
                .build()
                .withCustomers()
                .toCsv();
        assertThat(CsvReader.builder().ofCsvRecord(names).stream()
                        .map(line -> line.getField(0))
                        .toList())
                .containsExactly("customer", "'=Ann", "Bob, \"B\"", "Cleo");
    }
}
