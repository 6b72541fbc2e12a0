package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.survival.ExitTable;
import dev.retention.survival.Tenure;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JoinedSheetsTest {
    private static CohortTable<String> cohorts(List<String> customers) {
        HistoryStore<String> store = HistoryStore.ofDates((String each) -> each, each -> LocalDate.of(2026, 1, 5))
                .from(customers);
        return CohortRetention.over(Timeline.monthly(LocalDate.of(2026, 1, 31))).of(store);
    }

    private static Sheet keys(String key) {
        return Sheet.of("Keys", List.of(key))
                .column("n", Kind.COUNT, each -> 1)
                .customers("keys", List::of)
                .build();
    }

    private static Set<String> leads(Sheet sheet) {
        Set<String> leads = new HashSet<>();
        sheet.rows().forEach(row -> leads.add(String.valueOf(row.get(0))));
        return leads;
    }

    @Test
    void noGroupIsLost() {
        List<String> labels = List.of("(missing)", "(other)", "\"(missing)\"", "gold", "none");
        ByGroup<CohortTable<String>> byPlan =
                cohorts(labels).by(Grouping.of("plan", (String key) -> key.equals("none") ? null : key));
        assertThat(leads(byPlan.sheet()))
                .containsExactlyInAnyOrder("\"(missing)\"", "\"(other)\"", "\"\"(missing)\"\"", "gold", "(missing)");
        assertThat(leads(byPlan.map(CohortTable::size).sheet())).hasSize(5);
        assertThat(byPlan.toText().lines().filter(line -> line.contains("2026-01 ")))
                .hasSize(5);
        assertThat(Json.of(List.of(Group.of("(other)"), Group.OTHER))).isEqualTo("[\"\\\"(other)\\\"\", \"(other)\"]");
    }

    @Property(tries = 300)
    void noTwoGroupsArePrintedAlike(@ForAll("groups") Set<Group> groups) {
        assertThat(groups.stream().map(Group::toString).distinct()).hasSameSizeAs(groups);
    }

    @Provide
    Arbitrary<Set<Group>> groups() {
        Arbitrary<Group> labels = Arbitraries.of("\"", "(missing)", "(other)", "a")
                .list()
                .ofMaxSize(4)
                .map(parts -> Group.of(String.join("", parts)));
        return Arbitraries.oneOf(labels, Arbitraries.of(Group.OTHER, Group.MISSING))
                .set();
    }

    @Test
    void reasonsOfOneTextAreToldApart() {
        Sheet sheet = ExitTable.<Object, Object>of(List.of(1, "1", "1 (2)"), each -> Tenure.ended(3), each -> each)
                .sheet();
        assertThat(leads(sheet)).containsExactlyInAnyOrder("1", "1 (2)", "1 (2) (2)");
    }

    @Test
    void groupsOfGroupsHaveTwoColumns() {
        CohortTable<String> table = cohorts(List.of("a", "b"));
        Sheet sheet = table.by(Grouping.of("first", (String key) -> "x" + key))
                .map(each -> each.by(Grouping.of("second", (String key) -> "y")))
                .sheet();
        assertThat(sheet.columns()).extracting(Sheet.Column::name).startsWith("group 2", "group", "cohort");
        assertThat(sheet.toText()).contains("xa       y      2026-01").contains("xb       y      2026-01");
    }

    @Test
    void namesOfCsvAreOfOneColumn() {
        Sheet share = Sheet.of("Share", List.of(1))
                .column("p", Kind.PROPORTION, each -> Proportion.of(1, 2))
                .build();
        assertThat(Sheet.joined("All", "p count", Map.of("a", share)).toCsv())
                .startsWith("p count 2,p,p count,p total\r\n");
        Map<String, Sheet> parts = new LinkedHashMap<>();
        parts.put("a", share);
        parts.put(
                "b",
                Sheet.of("Count", List.of(1))
                        .column("p count", Kind.COUNT, each -> each)
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sheet.joined("All", "part", parts))
                .withMessageContaining("(p count)");
    }

    @Test
    void namesAllCustomersOrNone() {
        Map<String, Sheet> parts = new LinkedHashMap<>();
        parts.put("one", keys("Ann").withCustomers());
        parts.put("two", keys("Bob"));
        Sheet mixed = Sheet.joined("All", "part", parts);
        assertThat(mixed.toCsv() + mixed.toJson() + mixed.toText()).doesNotContain("Ann", "Bob");
        String asked = "part,n,keys\r\none,1,\"[\"\"Ann\"\"]\"\r\ntwo,1,\"[\"\"Bob\"\"]\"\r\n";
        assertThat(mixed.withCustomers().toCsv()).isEqualTo(asked);
        parts.put("two", keys("Bob").withCustomers());
        assertThat(Sheet.joined("All", "part", parts).toCsv()).isEqualTo(asked);
        parts.put(
                "two",
                Sheet.of("None", List.of(1))
                        .column("n", Kind.COUNT, each -> each)
                        .build());
        assertThat(Sheet.joined("All", "part", parts).toCsv())
                .isEqualTo("part,n,keys\r\none,1,\"[\"\"Ann\"\"]\"\r\ntwo,1,\r\n");
    }
}
