package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerFlow;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.SampleValues;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.loss.CustomerLoss;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.rule.Group;
import dev.retention.sheet.Json.Customers;
import dev.retention.survival.Tenure;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));

    /** Records that hold what has no JSON, and what it is. */
    private static final Set<String> REFUSED = Set.of(
            "dev.retention.loss.HealthScore$Rule", // a condition, which is code
            "dev.retention.loss.IssueBook$Known", // issues, which their book writes
            "dev.retention.loss.IssueUpdate",
            "dev.retention.model.CustomerGroup"); // all histories of a fit

    @Test
    void writesScalars() {
        assertThat(Json.of(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(Json.of(new BigInteger("18446744073709551616"))).isEqualTo("18446744073709551616");
        assertThat(Json.of(0.1)).isEqualTo("0.1");
        assertThat(Json.of(Double.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
        assertThat(Json.of(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(Json.of(new BigDecimal("1E+3"))).isEqualTo("\"1000\"");
        assertThat(Json.of(true)).isEqualTo("true");
        assertThat(Json.of(CellState.PARTIAL)).isEqualTo("\"PARTIAL\"");
        assertThat(Json.of(LocalDate.of(2026, 3, 1))).isEqualTo("\"2026-03-01\"");
        assertThat(Json.of(ZoneId.of("Europe/Berlin"))).isEqualTo("\"Europe/Berlin\"");
        assertThat(Json.of(Group.of("gold"))).isEqualTo("\"gold\"");
        assertThat(Json.of(OptionalLong.of(7))).isEqualTo("7");
        assertThat(Json.of(OptionalDouble.empty())).isEqualTo("null");
        assertThat(Json.of(Optional.of("a"))).isEqualTo("\"a\"");
    }

    @Test
    void escapesText() {
        assertThat(Json.of("a\"\\\n\u0001</script>&\u2028\ud83d\ude00\ud83d"))
                .isEqualTo("\"a\\\"\\\\\\n\\u0001\\u003c/script\\u003e\\u0026\\u2028\ud83d\ude00\\ud83d\"");
    }

    @Test
    void writesFigures() {
        assertThat(Json.of(Proportion.of(19, 20))).isEqualTo("{\"count\": 19, \"total\": 20, \"value\": 0.95}");
        assertThat(Json.of(Interval.of(0.25, Double.POSITIVE_INFINITY, 0.95)))
                .isEqualTo("{\"lower\": 0.25, \"upper\": \"Infinity\", \"confidence\": 0.95}");
        assertThat(Json.of(MONTHS.period(0))).isEqualTo("\"2026-01\"");
        assertThat(Json.of(MONTHS.inZone(ZoneId.of("Europe/Berlin"))))
                .isEqualTo("{\"grain\": \"MONTH\", \"first\": \"2026-01\", \"last\": \"2026-03\", \"completeBefore\":"
                        + " \"2026-04-01T00:00\", \"asOf\": \"2026-03-31\", \"zone\": \"Europe/Berlin\"}");
        assertThat(Json.of(Timeline.of(Grain.DAY, LocalDate.of(2026, 3, 31)))).contains("\"first\": null");
        CustomerFlow flow = CustomerFlow.builder().start(20).acquired(5).end(24).build();
        assertThat(Json.of(flow.retention(RetentionFormula.HEADCOUNT)))
                .isEqualTo("{\"formula\": \"HEADCOUNT\", \"numerator\": 19.0, \"denominator\": 20.0, \"value\": 0.95}");
        ChurnRate churn = flow.churn(ChurnFormula.SNAPSHOT);
        assertThat(Json.of(churn))
                .startsWith("{\"formula\": \"SNAPSHOT\", \"basis\": ")
                .endsWith("\"value\": 0.05}");
        assertThat(Json.of(flow)).contains("\"START\": 20").contains("\"END\": 24");
        assertThat(Json.of(PurchaseHistory.of(2, 30.5, 38.86)))
                .isEqualTo("{\"frequency\": 2, \"recency\": 30.5, \"age\": 38.86}");
        assertThat(Json.money(new BigDecimal("12.30"), Currency.getInstance("EUR")))
                .isEqualTo("{\"amount\": \"12.30\", \"currency\": \"EUR\"}");
        assertThat(Json.of(List.of(1, List.of("a"), Map.of("k", 2)))).isEqualTo("[1, [\"a\"], {\"k\": 2}]");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("thing", new Object());
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(map)).withMessageContaining("java.lang.Object");
        record Mine(int a) {}
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.of(new Mine(1)))
                .withMessageContaining("Mine");
    }

    @Test
    void namesCustomersOnlyIfAsked() {
        CohortTable<String> table = CohortRetention.over(MONTHS)
                .of(HistoryStore.ofDates((String name) -> name, name -> LocalDate.of(2026, 1, 5))
                        .from(List.of("Ann", "Bob")));
        assertThat(Json.of(table)).doesNotContain("Ann").isEqualTo(table.toJson());
        assertThat(Json.of(table, Customers.NAMED)).contains("\"customers\": [\"Ann\", \"Bob\"]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.of(table.cell("2026-01", 0).members()))
                .withMessageContaining("NAMED")
                .withMessageNotContaining("Ann");
        assertThat(Json.of(table.cell("2026-01", 0).members(), Customers.NAMED)).isEqualTo("[\"Ann\", \"Bob\"]");
        CustomerLoss<String> loss = CustomerLoss.of("Ann", BigDecimal.ONE, "price", LocalDate.of(2026, 1, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.of(loss))
                .withMessageContaining("CustomerLoss.customer");
        assertThat(Json.of(loss, Customers.NAMED)).contains("\"customer\": \"Ann\"");
        CohortTable<String> ofTally =
                CohortRetention.over(MONTHS).of(table.counted().tally());
        assertThatIllegalStateException().isThrownBy(() -> Json.of(ofTally, Customers.NAMED));
    }

    @Test
    void refusesKeysThatAreWrittenAlike() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, "a");
        map.put("1", "b");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(map)).withMessageContaining("(1)");
    }

    @Test
    void refusesWhatHoldsItself() {
        List<Object> list = new ArrayList<>();
        list.add(Map.of("list", list));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(list)).withMessageContaining("itself");
        Object nested = 1;
        for (int i = 0; i < 199; i++) {
            nested = List.of(nested);
        }
        assertThat(Json.of(nested)).hasSize(2 * 199 + 1);
        assertThat(Json.of(Collections.nCopies(1000, List.of(1)))).startsWith("[[1], [1], ");
    }

    @Test
    void textOfRowsIsOnlyThereWithNames() {
        HistoryStore<String> store = HistoryStore.ofDates(
                        (String name) -> name, name -> LocalDate.parse("2026-01-0" + name))
                .lenient()
                .from(List.of("1", "alice@example.com"));
        assertThat(Json.of(store.exclusions().examples()))
                .isEqualTo("[{\"number\": 2, \"reason\": \"UNREADABLE\", \"detail\": null}]");
        assertThat(Json.of(store.exclusions().examples(), Customers.NAMED)).contains("alice@example.com");
    }

    @Test
    void writesTenures() {
        assertThat(Json.of(Tenure.ended(3))).contains("\"duration\": 3.0").contains("true");
    }

    @Test
    void everyRecordIsWrittenAndHidesItsKeys() {
        SampleValues samples = SampleValues.all();
        Set<String> refused = new TreeSet<>();
        for (Class<?> type : samples.types()) {
            if (type.isRecord()) {
                Object sample = samples.of(type).orElseThrow();
                try {
                    Json.of(sample, Customers.NAMED);
                } catch (IllegalArgumentException e) {
                    refused.add(type.getName());
                }
                boolean hasKeys = Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .anyMatch(each -> each.getTypeName().matches("K|.*<K>"));
                if (hasKeys) {
                    assertThatIllegalArgumentException().as(type.getName()).isThrownBy(() -> Json.of(sample));
                }
            }
        }
        assertThat(refused).containsExactlyInAnyOrderElementsOf(REFUSED);
    }
}
