package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    private record Visit(long customer, String day, String total) {}

    private static CohortTable<Long> cohorts() {
        HistoryStore<Long> store = HistoryStore.ofDates(Visit::customer, (Visit visit) -> LocalDate.parse(visit.day))
                .amounts(visit -> new BigDecimal(visit.total), EUR)
                .from(List.of(
                        new Visit(1, "2026-01-03", "40.00"),
                        new Visit(2, "2026-01-17", "25.00"),
                        new Visit(3, "2026-01-29", "10.00"),
                        new Visit(1, "2026-02-11", "35.00"),
                        new Visit(4, "2026-02-20", "60.00"),
                        new Visit(2, "2026-03-02", "20.00"),
                        new Visit(4, "2026-03-05", "15.00")));
        return CohortRetention.over(Timeline.monthly(LocalDate.of(2026, 3, 25))).of(store);
    }

    private static SheetBuilder<String> names(String... names) {
        return Sheet.of("Names", List.of(names)).column("name", Kind.LABEL, name -> name);
    }

    @Test
    void printsATriangle() {
        assertThat(cohorts().toText())
                .isEqualTo(String.join(
                        "\n",
                        "Cohort retention: cohort retention by first event, active in period, MONTH 2026-01 to"
                                + " 2026-03, as of 2026-03-25",
                        "cohort   size         0         1        2",
                        "2026-01     3  100.0 %    33.3 %   33.3 %*",
                        "2026-02     1  100.0 %   100.0 %*        ·",
                        "2026-03     0         *         ·        ·",
                        "· not observed yet",
                        "* still running",
                        ""));
    }

    @Test
    void writesARowPerCell() {
        assertThat(cohorts().toCsv().split("\r\n"))
                .hasSize(10)
                .startsWith("cohort,size,age,state,retention,retention count,retention total,amount EUR")
                .contains("2026-01,3,1,OBSERVED,0.3333333333333333,1,3,35.00", "2026-02,1,2,UNOBSERVED,,,,");
    }

    @Test
    void writesIntervalsWhenAsked() {
        Sheet sheet = cohorts().sheet();
        assertThat(sheet.toJson()).contains("\"interval\": {\"formula\": \"WILSON\", \"confidence\": 0.95}");
        Sheet told = sheet.withIntervals(ProportionInterval.CLOPPER_PEARSON, 0.9);
        assertThat(told.toJson()).contains("\"interval\": {\"formula\": \"CLOPPER_PEARSON\", \"confidence\": 0.9}");
        assertThat(told.toCsv())
                .startsWith("cohort,size,age,state,retention,retention count,retention total,retention lower,retention"
                        + " upper,amount");
        assertThat(told.toText()).contains("33.3 % [1.7 %, 86.5 %]");
    }

    @Test
    void namesCustomersWhenAsked() {
        Sheet sheet = cohorts().sheet();
        assertThat(sheet.hasCustomers()).isTrue();
        assertThat(sheet.columns()).extracting(Sheet.Column::name).doesNotContain("customers");
        Sheet named = sheet.withCustomers();
        assertThat(named.toCsv()).contains("2026-01,3,0,OBSERVED,1,3,3,75.00,\"[1, 2, 3]\"");
        assertThat(named.withCustomers()).isSameAs(named);
        assertThatIllegalStateException()
                .isThrownBy(() -> names("a").build().withCustomers())
                .withMessageContaining("Names");
    }

    @Test
    void groupsStandUnderOneAnother() {
        ByGroup<CohortTable<Long>> byPlan =
                cohorts().by(Grouping.of("plan", (Long key) -> key == 1 ? "gold" : "basic"));
        Sheet sheet = byPlan.sheet();
        assertThat(sheet.columns().get(0).name()).isEqualTo("group");
        assertThat(sheet.rows()).hasSize(18);
        assertThat(sheet.toText()).contains("gold   2026-01     1  100.0 %   100.0 %");
        assertThat(sheet.withCustomers().toCsv()).contains("basic,2026-01,2,0,OBSERVED,1,2,2,35.00,\"[2, 3]\"");
        assertThat(byPlan.map(CohortTable::size).toCsv()).isEqualTo("group,value\r\nbasic,3\r\ngold,1\r\n");
        assertThat(byPlan.map(table -> Proportion.of(1, 2)).toText()).contains("basic  50.0 % (1 of 2)");
        assertThatIllegalStateException()
                .isThrownBy(() -> byPlan.map(table -> new Object()).sheet())
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void joinedSheetsMayDifferInColumns() {
        Map<String, Sheet> parts = new LinkedHashMap<>();
        parts.put("one", names("a").column("n", Kind.COUNT, name -> 1).build());
        parts.put("two", names("b").build());
        assertThat(Sheet.joined("Both", "part", parts).toCsv()).isEqualTo("part,name,n\r\none,a,1\r\ntwo,b,\r\n");
        parts.put("three", names("c").column("n", Kind.SHARE, name -> 0.5).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sheet.joined("All", "part", parts))
                .withMessageContaining("(n)");
        assertThat(Sheet.joined("All", "name", Map.of("p", names("a").build())).toCsv())
                .isEqualTo("name 2,name\r\np,a\r\n");
    }

    @Test
    void keepsTextFromBeingAFormula() {
        String csv = names("=1+1", "+49", "-1", "@x", "\tx", "\rx", "a,b", "say \"hi\"", "", "'=", "ü")
                .build()
                .toCsv();
        assertThat(csv)
                .isEqualTo("name\r\n"
                        + "'=1+1\r\n"
                        + "'+49\r\n"
                        + "'-1\r\n"
                        + "'@x\r\n"
                        + "\"'\tx\"\r\n"
                        + "\"'\r"
                        + "x\"\r\n"
                        + "\"a,b\"\r\n"
                        + "\"say \"\"hi\"\"\"\r\n"
                        + "\"\"\r\n"
                        + "''=\r\n"
                        + "ü\r\n");
    }

    @Test
    void numbersArePlainInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            Sheet sheet = Sheet.of("Numbers", List.of(1e-7, -1234567.5, 1e300, Double.POSITIVE_INFINITY, -0.0))
                    .column("number", Kind.NUMBER, value -> value)
                    .amount("money", Optional.of(EUR), value -> new BigDecimal("-1E+3"))
                    .column("share", Kind.SHARE, value -> 0.125)
                    .column("many", Kind.COUNT, value -> Long.MAX_VALUE)
                    .build();
            assertThat(sheet.toCsv().split("\r\n"))
                    .containsExactly(
                            "number,money EUR,share,many",
                            "0.0000001,-1000,0.125,9223372036854775807",
                            "-1234567.5,-1000,0.125,9223372036854775807",
                            "1E+300,-1000,0.125,9223372036854775807",
                            "Infinity,-1000,0.125,9223372036854775807",
                            "0,-1000,0.125,9223372036854775807");
            assertThat(sheet.toText()).contains("12.5 %").contains("-1000");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatIsNotKnownIsNotZero() {
        Sheet sheet = Sheet.of("Known", List.of(1, 2))
                .column("n", Kind.COUNT, n -> n == 1 ? null : n)
                .column("share", Kind.PROPORTION, n -> n == 1 ? Optional.empty() : Optional.of(Proportion.of(0, 4)))
                .state(n -> CellState.OBSERVED)
                .build();
        assertThat(sheet.toCsv())
                .isEqualTo("n,share,share count,share total,state\r\n,,,,OBSERVED\r\n2,0,0,4,OBSERVED\r\n");
        assertThat(sheet.toJson()).contains("{\"n\": null, \"share\": null, \"state\": \"OBSERVED\"}");
        assertThat(sheet.rows().get(0).get(0)).isNull();
    }

    @Test
    void textIsOnOneLineEach() {
        String text = names("a\nb", "x\u202ey", "cafe\u0301")
                .notes(List.of("odd\r"))
                .build()
                .toText();
        assertThat(text).isEqualTo("Names\nname\na\\u000ab\nx\\u202ey\ncafe\u0301\nNote: odd\\u000d\n");
    }

    @Test
    void refusesWhatIsNotOfItsKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> names("a").column("n", Kind.COUNT, name -> name).build())
                .withMessageContaining("column (n)")
                .withMessageContaining("java.lang.String")
                .withMessageContaining("row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("a").column("name", Kind.COUNT, name -> 1))
                .withMessageContaining("(name)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        names("a").column("p", Kind.PROPORTION, name -> null).column("p count", Kind.COUNT, name -> 1))
                .withMessageContaining("(p count)");
        assertThatIllegalArgumentException().isThrownBy(() -> names("a").across("name", "name"));
        assertThatIllegalArgumentException().isThrownBy(() -> names("a").column(" ", Kind.COUNT, name -> 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("a").column("k", Kind.CUSTOMERS, name -> List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sheet.of("Empty", List.of()).build());
        assertThat(catchThrowable(() -> names("a").build().rows().get(0).set(0, "b")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesKeysThatHaveNoText() {
        Sheet sheet = Sheet.of("Keys", List.of(new Object()))
                .column("customer", Kind.CUSTOMER, key -> key)
                .column("n", Kind.COUNT, key -> 1)
                .build();
        assertThat(sheet.toCsv()).isEqualTo("n\r\n1\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sheet.withCustomers().toCsv())
                .withMessageContaining("java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sheet.withCustomers().toJson());
    }
}
