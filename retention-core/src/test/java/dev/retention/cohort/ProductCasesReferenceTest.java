package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of a product-analytics tool through the public API; the head of {@code product-cases.txt} names the source. */
class ProductCasesReferenceTest {
    private static final Currency USD = Currency.getInstance("USD");

    private record Row(
            String customer,
            Instant at,
            String code,
            @Nullable BigDecimal amount) {}

    @Test
    void everyCaseIsRead() throws IOException {
        assertThat(cases()).hasSize(39);
    }

    @TestFactory
    Stream<DynamicTest> case_() throws IOException {
        return cases().stream().map(c -> DynamicTest.dynamicTest(c.name, c::check));
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(ProductCasesReferenceTest.class.getResourceAsStream("product-cases.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("case ")) {
                    cases.add(new Case(line.split(" ")[1]));
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    cases.get(cases.size() - 1).read(line);
                }
            }
        }
        return cases;
    }

    private static final class Case {
        final String name;
        private final Map<String, List<String[]>> lines = new LinkedHashMap<>();

        Case(String name) {
            this.name = name;
        }

        void read(String line) {
            String[] words = line.split(" ", -1);
            lines.computeIfAbsent(words[0], key -> new ArrayList<>())
                    .add(Stream.of(words).skip(1).toArray(String[]::new));
        }

        private List<String[]> all(String key) {
            return lines.getOrDefault(key, List.of());
        }

        private String @Nullable [] one(String key) {
            return all(key).isEmpty() ? null : all(key).get(0);
        }

        private String word(String key) {
            return all(key).get(0)[0];
        }

        private Map<String, String> map(String key) {
            Map<String, String> map = new HashMap<>();
            all(key).forEach(words -> map.put(words[0], words[1]));
            return map;
        }

        void check() {
            if (name.startsWith("retention/")) {
                checkRetention();
            } else if (name.startsWith("lifecycle/")) {
                checkLifecycle();
            } else {
                checkStickiness();
            }
        }

        private Timeline timeline() {
            String[] grain = all("grain").get(0);
            Grain unit = switch (grain[0]) {
                case "HOUR" -> Grain.HOUR;
                case "DAY" -> Grain.DAY;
                case "MONTH" -> Grain.MONTH;
                default -> Grain.weekStarting(DayOfWeek.valueOf(grain[1]));
            };
            return Timeline.completeBefore(unit, LocalDateTime.parse(word("until")))
                    .inZone(ZoneId.of(lines.containsKey("zone") ? word("zone") : "UTC"))
                    .from(unit.periodOf(LocalDateTime.parse(word("from"))));
        }

        private HistoryStore<String> store() {
            boolean money = all("event").stream().anyMatch(words -> words.length > 3);
            var reader = HistoryStore.ofInstants(Row::customer, Row::at).codes(Row::code);
            reader = money ? reader.amounts(Row::amount, USD) : reader;
            return reader.merging(map("merge"))
                    .from(all("event").stream()
                            .map(w -> new Row(
                                    w[0], Instant.parse(w[1]), w[2], w.length > 3 ? new BigDecimal(w[3]) : null)));
        }

        private CohortRetention retention() {
            CohortRetention method = CohortRetention.over(timeline()).anchoredOn(CohortAnchor.valueOf(word("anchor")));
            method = lines.containsKey("start")
                    ? method.startingWith(all("start").get(0))
                    : method;
            method = lines.containsKey("among")
                    ? method.firstEverAmong(all("among").get(0))
                    : method;
            method = lines.containsKey("return")
                    ? method.returningWith(all("return").get(0))
                    : method;
            method = lines.containsKey("clock") ? method.countingAge(AgeClock.valueOf(word("clock"))) : method;
            method = lines.containsKey("rule") ? method.returning(ReturnRule.valueOf(word("rule"))) : method;
            method = lines.containsKey("atleast") ? method.atLeast(Integer.parseInt(word("atleast"))) : method;
            method = lines.containsKey("ages") ? method.ages(Integer.parseInt(word("ages"))) : method;
            String[] brackets = one("brackets");
            return brackets == null
                    ? method
                    : method.brackets(
                            Stream.of(brackets).mapToInt(Integer::parseInt).toArray());
        }

        private void checkRetention() {
            String[] by = one("breakdown");
            Grouping.OfCode value = by == null
                    ? code -> ""
                    : code -> {
                        int at = code.indexOf(by[1] + "=");
                        return at < 0 ? "" : code.substring(at + by[1].length() + 1);
                    };
            boolean ofEvents = by != null && !by[0].equals("actor");
            CohortTable<String> table = (ofEvents ? retention().returningAlike(by[1], value) : retention()).of(store());
            Map<String, CohortTable<String>> groups = new HashMap<>();
            if (by != null) {
                Map<String, String> group = map("group");
                ByGroup<CohortTable<String>> parts = table.by(
                        ofEvents
                                ? Grouping.ofCode(by[1], Grouping.Reading.AT_ANCHOR, value)
                                : Grouping.<String>of(by[1], group::get));
                Stream<String> labels = Stream.concat(
                        parts.groups().stream().map(Group::label),
                        all("cell").stream().map(words -> words[words.length - 1]));
                labels.distinct().forEach(label -> groups.put(label, parts.inGroup(label)));
                if (lines.containsKey("groups")) {
                    assertThat(parts.groups())
                            .extracting(Group::label)
                            .containsExactlyInAnyOrder(all("groups").get(0));
                }
            }
            if (lines.containsKey("counts")) {
                assertThat(table.rows()).hasSameSizeAs(all("counts"));
            }
            checkRows(table, all("counts"));
            for (int row = 0; row < all("values").size(); row++) {
                String[] values = all("values").get(row);
                for (int age = 0; age < values.length; age++) {
                    BigDecimal amount = table.rows().get(row).cell(age).amount().orElse(BigDecimal.ZERO);
                    assertThat(amount).isEqualByComparingTo(values[age]);
                }
            }
            for (String[] words : all("row")) {
                CohortTable<String>.Row row = table.rows().get(Integer.parseInt(words[0]));
                for (int age = 0; age + 1 < words.length; age++) {
                    checkCount(row.cell(age), words[age + 1]);
                }
            }
            Map<String, List<String[]>> counts = new HashMap<>();
            all("countsof")
                    .forEach(words -> counts.computeIfAbsent(words[0], key -> new ArrayList<>())
                            .add(Stream.of(words).skip(1).toArray(String[]::new)));
            counts.forEach((label, rows) -> checkRows(Objects.requireNonNull(groups.get(label)), rows));
            for (String[] words : all("cell")) {
                CohortTable<String> of = words.length > 4 ? Objects.requireNonNull(groups.get(words[5])) : table;
                CohortTable<String>.Cell cell =
                        of.rows().get(Integer.parseInt(words[0])).cell(Integer.parseInt(words[1]));
                if (words[2].equals("amount")) {
                    assertThat(cell.amount().orElseThrow()).isEqualByComparingTo(words[3]);
                } else {
                    checkCount(cell, words[3]);
                }
            }
            for (String[] words : all("appears")) {
                CohortTable<String> of = words.length > 3 ? Objects.requireNonNull(groups.get(words[4])) : table;
                List<String> ages = of.rows().get(Integer.parseInt(words[0])).cells().stream()
                        .filter(cell -> cell.members().contains(words[1]))
                        .map(cell -> String.valueOf(cell.key().age()))
                        .toList();
                assertThat(String.join(",", ages)).isEqualTo(words[2]);
            }
            if (lines.containsKey("labels")) {
                assertThat(table.columns().stream().map(AgeRange::toString))
                        .containsExactly(all("labels").get(0));
            }
            if (lines.containsKey("rowstarts")) {
                assertThat(table.rows().stream()
                                .map(row -> row.period().startInclusive().toString()))
                        .containsExactly(all("rowstarts").get(0));
            }
        }

        private static void checkRows(CohortTable<String> table, List<String[]> rows) {
            for (int row = 0; row < rows.size(); row++) {
                assertThat(table.ages()).isEqualTo(rows.get(row).length);
                for (int age = 0; age < table.ages(); age++) {
                    checkCount(table.rows().get(row).cell(age), rows.get(row)[age]);
                }
            }
        }

        private static void checkCount(CohortTable<String>.Cell cell, String expected) {
            if (cell.state() == CellState.UNOBSERVED) {
                assertThat(expected).as(cell.toString()).isEqualTo("0");
                assertThat(cell.count()).isEmpty();
            } else {
                assertThat(cell.count().orElseThrow()).as(cell.toString()).isEqualTo(Long.parseLong(expected));
            }
            assertThat(cell.members()).hasSize(Integer.parseInt(expected));
        }

        private void checkLifecycle() {
            Map<String, String> created = map("created");
            Lifecycle method = Lifecycle.over(timeline()).startingOn("created", (String customer) -> {
                String day = created.get(customer);
                return day == null ? null : LocalDate.parse(day);
            });
            String[] codes = one("start");
            LifecycleTable<String> table =
                    (codes == null ? method : method.counting(EventFilter.of(codes))).of(store());
            for (String[] words : all("series")) {
                assertThat(table.series(LifecycleStatus.valueOf(words[0])))
                        .as(words[0])
                        .isEqualTo(Stream.of(words).skip(1).map(Long::valueOf).toList());
            }
            for (String[] words : all("total")) {
                assertThat(table.total(LifecycleStatus.valueOf(words[0]))).isEqualTo(Long.parseLong(words[1]));
            }
            if (lines.containsKey("rowstarts")) {
                assertThat(table.periods().stream()
                                .map(p -> p.period().startInclusive().toString()))
                        .containsExactly(all("rowstarts").get(0));
            }
        }

        private void checkStickiness() {
            Stickiness method = Stickiness.over(timeline());
            String[] codes = one("start");
            method = codes == null ? method : method.counting(EventFilter.of(codes));
            String[] threshold = one("threshold");
            method = threshold == null
                    ? method
                    : method.perPeriod(Stickiness.Threshold.valueOf(threshold[0]), Integer.parseInt(threshold[1]));
            StickinessTable<String> table = method.of(store());
            assertThat(table.exact())
                    .isEqualTo(Stream.of(all("data").get(0)).map(Long::valueOf).toList());
            if (lines.containsKey("customers")) {
                assertThat(table.customers()).isEqualTo(Long.parseLong(word("customers")));
            }
        }
    }
}
