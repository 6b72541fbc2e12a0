package dev.retention.examples.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.retention.ChurnFormula;
import dev.retention.CustomerFlow;
import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.Proportion;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.SpendHistory;
import dev.retention.rule.TallyMismatchException;
import dev.retention.sheet.Json;
import dev.retention.survival.Tenure;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionModuleTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(RetentionModule.withoutCustomers()).build();

    static Stream<Object> values() {
        return Stream.of(
                Proportion.of(1, 3),
                Interval.of(0.1, Double.POSITIVE_INFINITY, 0.95),
                CustomerFlow.builder().start(20).acquired(5).end(24).build().churn(ChurnFormula.SNAPSHOT),
                Tenure.ended(3.5),
                Tenure.censored(7),
                PurchaseHistory.of(2, 30.43, 38.86),
                new SpendHistory(3, 17.25),
                new DiscountRate(0.15),
                new PeriodsPerYear(12),
                new Parameter("r", 0.24, OptionalDouble.of(0.01)),
                new Parameter("s", 0.24, OptionalDouble.empty()),
                AmountPerCustomer.of(new BigDecimal("12.34"), 7, Currency.getInstance("EUR")),
                new MovementCell(Grain.QUARTER.periodOf(DAY), MovementKind.LOST),
                Grain.MONTH.periodOf(DAY),
                Grain.QUARTER.periodOf(DAY),
                Grain.YEAR.periodOf(DAY),
                Grain.HOUR.periodOf(DAY.atTime(5, 30)),
                Timeline.monthly(DAY),
                Timeline.monthly(DAY).from(DAY.minusYears(1)).inZone(ZoneId.of("Europe/Berlin")),
                Timeline.of(Grain.weekStarting(DayOfWeek.SUNDAY), DAY).from(DAY.minusYears(1)),
                Timeline.of(Grain.ofDays(10, LocalDate.of(2026, 1, 1)), DAY),
                Timeline.completeBefore(Grain.HOUR, LocalDateTime.of(2026, 3, 31, 12, 30, 0)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsBackWhatItWrote(Object value) throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(value);
        assertThat(MAPPER.readValue(json, value.getClass())).isEqualTo(value);
        assertThat(MAPPER.readTree(json)).as("as the library writes it").isEqualTo(MAPPER.readTree(Json.of(value)));
        JsonNode tree = MAPPER.valueToTree(Map.of("value", value));
        assertThat(MAPPER.treeToValue(tree.get("value"), value.getClass())).isEqualTo(value);
    }

    @Test
    void labelsOfDaysNeedTheirGrain() throws JsonProcessingException {
        Grain weeks = Grain.weekStarting(DayOfWeek.MONDAY);
        Period week = weeks.periodOf(DAY);
        String json = MAPPER.writeValueAsString(week);
        assertThatThrownBy(() -> MAPPER.readValue(json, Period.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("inPeriodsOf");
        JsonMapper ofWeeks = JsonMapper.builder()
                .addModule(RetentionModule.withoutCustomers().inPeriodsOf(weeks))
                .build();
        assertThat(ofWeeks.readValue(json, Period.class)).isEqualTo(week);
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (String json : List.of(
                "{\"count\": 4, \"total\": 3}",
                "{\"count\": 1}",
                "{\"count\": \"1\", \"total\": 3}",
                "{\"count\": 1.5, \"total\": 3}")) {
            assertThatThrownBy(() -> MAPPER.readValue(json, Proportion.class))
                    .as(json)
                    .isInstanceOf(JsonMappingException.class);
        }
    }

    @Test
    void namesCustomersOnlyIfAsked() throws JsonProcessingException {
        HistoryStore<String> store = HistoryStore.ofDates((String name) -> name, name -> LocalDate.of(2026, 1, 5))
                .from(List.of("Ann", "Bob"));
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(DAY)).of(store);
        assertThat(MAPPER.writeValueAsString(table)).doesNotContain("Ann");
        assertThatThrownBy(
                        () -> MAPPER.writeValueAsString(table.cell("2026-01", 0).members()))
                .hasMessageContaining("NAMED");
        JsonMapper naming =
                JsonMapper.builder().addModule(RetentionModule.withCustomers()).build();
        assertThat(naming.writeValueAsString(table)).contains("[\"Ann\",\"Bob\"]");
        assertThat(naming.writeValueAsString(table.cell("2026-01", 0).members()))
                .isEqualTo("[\"Ann\",\"Bob\"]");
    }

    @Test
    void keepsTallies() throws JsonProcessingException {
        HistoryStore<String> store = HistoryStore.ofDates((String name) -> name, name -> LocalDate.of(2026, 1, 5))
                .from(List.of("Ann", "Bob"));
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(DAY)).of(store);
        StoredTally stored =
                MAPPER.readValue(MAPPER.writeValueAsString(table.counted().tally()), StoredTally.class);
        assertThat(stored.definition()).isEqualTo(table.counted().rule().definition());
        assertThat(stored.by(table.counted().rule())).isEqualTo(table.counted().tally());
        CohortTable<String> other =
                CohortRetention.over(Timeline.monthly(DAY.plusMonths(1))).of(store);
        assertThatThrownBy(() -> stored.by(other.counted().rule())).isInstanceOf(TallyMismatchException.class);
    }
}
