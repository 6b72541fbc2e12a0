package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RevenueCohortCell.Part;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Live;
import dev.retention.rule.Resampled;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seven customers by hand: three of January of whom one leaves within the month and one comes back, one from before. */
class RevenueCohortsTest {
    record Row(String customer, String day, String change, String code, String plan) {
        Row(String customer, String day, String change) {
            this(customer, day, change, "change", "basic");
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "2026-01-05", "100"),
            new Row("Ann", "2026-02-10", "40"),
            new Row("Bob", "2026-01-20", "60"),
            new Row("Bob", "2026-03-03", "-60"),
            new Row("Bob", "2026-04-15", "80"),
            new Row("Cleo", "2026-01-10", "50"),
            new Row("Cleo", "2026-01-25", "-50"),
            new Row("Dan", "2026-01-31", "0", "quoted", "trial"),
            new Row("Dan", "2026-02-14", "200", "change", "pro"),
            new Row("Dan", "2026-04-01", "-50"),
            new Row("Eve", "2026-04-20", "30"),
            new Row("Fay", "2026-03-15", "0"),
            new Row("Zoe", "2025-11-01", "70"),
            new Row("Zoe", "2026-02-02", "-20"));

    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 4, 20)).from(LocalDate.of(2026, 1, 1));
    private static final RevenueCohorts METHOD = RevenueCohorts.over(MONTHS);
    private static final RevenueCohortTable<String> TABLE = METHOD.of(store(ROWS));

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), Currency.getInstance("USD"))
                .codes(Row::code)
                .text("plan", Row::plan)
                .from(rows);
    }

    private static List<String> cells(RevenueCohortTable<String> table, String cohort) {
        return table.inPeriod(cohort).cells().stream()
                .map(RevenueCohortTable.Cell::toString)
                .toList();
    }

    @Test
    void followsTheValueOfACohort() {
        assertThat(TABLE.inPeriod("2026-01")).hasToString("2026-01: 3 customers");
        assertThat(TABLE.inPeriod("2026-04")).hasToString("2026-04 (running): 1 customers");
        assertThat(cells(TABLE, "2026-01"))
                .containsExactly(
                        "2026-01 age 0: 160.00 of 2 customers",
                        "2026-01 age 1: 200.00 of 2 customers",
                        "2026-01 age 2: 140.00 of 1 customers",
                        "2026-01 age 3: 220.00 of 2 customers so far");
        assertThat(cells(TABLE, "2026-02"))
                .containsExactly(
                        "2026-02 age 0: 200.00 of 1 customers",
                        "2026-02 age 1: 200.00 of 1 customers",
                        "2026-02 age 2: 150.00 of 1 customers so far",
                        "2026-02 age 3: UNOBSERVED");
        assertThat(TABLE.inPeriod("2026-03").size()).isZero();
        assertThat(TABLE).hasToString("cohorts of recurring value, " + MONTHS + ": 4 periods");
        assertThat(METHOD).hasToString("cohorts of recurring value, " + MONTHS);
    }

    @Test
    void whatCohortsAndEarlierCustomersHaveIsAllThereIs() {
        assertThat(TABLE.periods())
                .extracting(p -> p.earlier().toString())
                .containsExactly(
                        "2026-01 earlier: 70.00 of 1 customers",
                        "2026-02 earlier: 50.00 of 1 customers",
                        "2026-03 earlier: 50.00 of 1 customers",
                        "2026-04 earlier: 50.00 of 1 customers so far");
        assertThat(TABLE.periods())
                .extracting(p -> p.all().toString())
                .containsExactly(
                        "2026-01 all: 230.00 of 3 customers",
                        "2026-02 all: 450.00 of 4 customers",
                        "2026-03 all: 390.00 of 3 customers",
                        "2026-04 all: 450.00 of 5 customers so far");
        assertThat(TABLE.inPeriod("2026-03").earlier().members()).containsExactly("Zoe");
        assertThat(TABLE.inPeriod("2026-03").all().members()).containsExactly("Ann", "Dan", "Zoe");
        assertThat(TABLE.inPeriod("2026-03").all().valuePerCustomer(MathContext.DECIMAL32))
                .hasValue(new BigDecimal("130.00"));
    }

    @Test
    void ratiosNameTheirAges() {
        RevenueCohortTable<String>.InPeriod january = TABLE.inPeriod("2026-01");
        assertThat(january.cell(2).valueKept())
                .hasToString("Optional[87.5 % (140.00 of 160.00, age 2 of 0, 1 cohort)]");
        assertThat(january.cell(2).valueKept(1))
                .hasToString("Optional[70.0 % (140.00 of 200.00, age 2 of 1, 1 cohort)]");
        assertThat(january.cell(3).valueKept().orElseThrow().asDouble()).isEqualTo(1.375);
        assertThat(january.cell(0).customersKept()).hasValue(Proportion.of(2, 3));
        assertThat(january.cell(2).customersKept()).hasValue(Proportion.of(1, 3));
        assertThat(january.cell(1).valuePerCustomer(MathContext.DECIMAL64)).hasValue(new BigDecimal("100.00"));
        assertThat(january.members()).containsExactly("Ann", "Bob", "Cleo");
        assertThat(january.cell(2).members()).containsExactly("Ann");
        assertThat(january.cell(3).members()).containsExactly("Ann", "Bob");
    }

    @Test
    void whatIsNotObservedHasNoNumber() {
        RevenueCohortTable<String>.Cell unobserved = TABLE.inPeriod("2026-02").cell(3);
        assertThat(unobserved.state()).isEqualTo(CellState.UNOBSERVED);
        assertThat(unobserved.value()).isEmpty();
        assertThat(unobserved.customers()).isEmpty();
        assertThat(unobserved.members()).isEmpty();
        assertThat(unobserved.customersKept()).isEmpty();
        assertThat(unobserved.valueKept()).isEmpty();
        assertThat(unobserved.valuePerCustomer(MathContext.DECIMAL32)).isEmpty();
        assertThat(TABLE.inPeriod("2026-02").cell(2).valueKept(3)).isEmpty();
        assertThat(TABLE.inPeriod("2026-02").cell(2).state()).isEqualTo(CellState.PARTIAL);
        // nobody is observed, and has nothing
        RevenueCohortTable<String>.Cell nobody = TABLE.inPeriod("2026-03").cell(0);
        assertThat(nobody.value()).hasValue(new BigDecimal("0.00"));
        assertThat(nobody.customers()).hasValue(0);
        assertThat(nobody.valueKept()).isEmpty();
        assertThat(nobody.customersKept()).isEmpty();
        assertThat(nobody.valuePerCustomer(MathContext.DECIMAL32)).isEmpty();
    }

    @Test
    void cohortsArePooledWhereBothAgesAreObserved() {
        // (200 + 200) / (160 + 200); March has nobody and is not so old
        assertThat(TABLE.valueKept(1)).hasToString("Optional[111.1 % (400.00 of 360.00, age 1 of 0, 2 cohorts)]");
        assertThat(TABLE.valueKept(0, 1)).hasToString("Optional[90.0 % (360.00 of 400.00, age 0 of 1, 2 cohorts)]");
        assertThat(TABLE.valueKept(2)).hasToString("Optional[87.5 % (140.00 of 160.00, age 2 of 0, 1 cohort)]");
        assertThat(TABLE.valueKept(3)).isEmpty();
        assertThat(TABLE.customersKept(1)).hasValue(Proportion.of(3, 4));
        assertThat(TABLE.customersKept(3)).isEmpty();
    }

    @Test
    void groupsAreReadWhereValueBegins() {
        ByGroup<RevenueCohortTable<String>> byPlan = TABLE.by(Grouping.ofColumn("plan", Reading.AT_ANCHOR));
        assertThat(byPlan.inGroup("pro").inPeriod("2026-02").cell(1).members()).containsExactly("Dan");
        assertThat(byPlan.inGroup("pro").inPeriod("2026-02").cell(2))
                .hasToString("2026-02 age 2: 150.00 of 1 customers so far");
        assertThat(byPlan.inGroup("trial").inPeriod("2026-02").size()).isZero();
        assertThat(byPlan.inGroup("basic").inPeriod("2026-02").all()).hasToString("2026-02 all: 250.00 of 3 customers");
        assertThatThrownBy(() -> TABLE.by(Grouping.ofColumn("plan", Reading.AT_PERIOD)))
                .hasMessageContaining("take LATEST or AT_ANCHOR");
        // of a day with a switch, the event after which there is value first: events of a day come by code and amount
        RevenueCohortTable<String> switched = METHOD.of(store(List.of(
                new Row("Ann", "2026-01-05", "-10", "a", "free"),
                new Row("Ann", "2026-01-05", "10", "b", "start"),
                new Row("Ann", "2026-01-05", "20", "c", "gold"),
                new Row("Ann", "2026-01-05", "20", "d", "extra"))));
        assertThat(switched.by(Grouping.ofColumn("plan", Reading.AT_ANCHOR))
                        .inGroup("gold")
                        .inPeriod("2026-01")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void pooledRatiosHaveIntervals() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int value = 50 + i % 7 * 20;
            rows.add(new Row("c" + i, "2026-0" + (1 + i % 3) + "-05", Integer.toString(value)));
            if (i % 5 == 0) {
                rows.add(new Row("c" + i, "2026-03-28", Integer.toString(-value)));
            } else if (i % 5 == 1) {
                rows.add(new Row("c" + i, "2026-03-29", "30"));
            }
        }
        RevenueCohortTable<String> table = METHOD.of(store(rows));
        Resampled<RevenueCohortTable<String>> drawn = Resampled.of(table.by(Resampled.buckets()));
        Resampled.Estimate estimate = drawn.estimate(each -> each.valueKept(1).map(ValueKept::asDouble), 0.95)
                .orElseThrow();
        assertThat(estimate.value()).isEqualTo(table.valueKept(1).orElseThrow().asDouble());
        assertThat(estimate.interval().lower()).isBetween(0.85, estimate.value());
        assertThat(estimate.interval().upper()).isBetween(estimate.value(), 1.1);
        assertThat(estimate.undefined()).isZero();
        assertThat(estimate.warning()).isEmpty();
    }

    @Test
    void aLiveTableMovesCustomersToTheirTrueCohort() {
        Live<String> live = Live.from(store(ROWS));
        Live<String>.Table<RevenueCohortCell> tracked = live.track(METHOD.rule());
        live.add(
                "Dan",
                Event.on(LocalDate.of(2026, 1, 2))
                        .worth(new BigDecimal("5"))
                        .coded("change")
                        .with("plan", "basic"));
        RevenueCohortTable<String> now = METHOD.of(tracked.tally());
        assertThat(now.inPeriod("2026-02").size()).isZero();
        assertThat(now.inPeriod("2026-01").cell(3)).hasToString("2026-01 age 3: 375.00 of 3 customers so far");
        assertThat(now.counted().tally())
                .isEqualTo(METHOD.of(live.snapshot()).counted().tally());
        assertThatThrownBy(() -> now.inPeriod("2026-01").members()).hasMessageContaining("was made from a tally");
        assertThat(tracked.members(RevenueCohortCell.of(MONTHS.first(), 3)))
                .containsExactlyInAnyOrder("Ann", "Bob", "Dan");
    }

    @Test
    void explainsACustomerInRuns() {
        assertThat(TABLE.counted().explain("Ann").toString())
                .contains("2026-01 members", "2026-01 age 1 to 2026-01 age 3")
                .contains("2026-02 all to 2026-04 all");
    }

    @Test
    void whoseChangeIsMissingIsRefusedOrLeftOut() {
        List<Row> rows = new ArrayList<>(ROWS);
        rows.add(new Row("odd", "2026-01-05", "30"));
        rows.add(new Row("odd", "2026-02-05", "-50"));
        assertThatThrownBy(() -> METHOD.of(store(rows)))
                .isInstanceOf(RuleException.class)
                .hasMessageEndingWith(" for customer odd: recurring value must not fall below 0, as with the changes"
                        + " 2026-01-05 change 3000 plan=basic, 2026-02-05 change -5000 plan=basic");
        RevenueCohortTable<String> table = METHOD.lenient().of(store(rows));
        assertThat(table.leftOut()).containsExactly("odd");
        assertThat(table.leftOutCount()).isEqualTo(1);
        assertThat(table.counted().amount(new RevenueCohortCell(MONTHS.period(1), 0, Part.LEFT_OUT)))
                .isEqualTo(2000);
        assertThat(cells(table, "2026-01")).isEqualTo(cells(TABLE, "2026-01"));
        assertThat(TABLE.leftOut()).isEmpty();
        assertThat(TABLE.leftOutCount()).isZero();
        assertThat(RevenueCohorts.over(MONTHS)
                        .counting(EventFilter.of("nothing"))
                        .of(store(rows))
                        .inPeriod("2026-01")
                        .size())
                .isZero();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> RevenueCohorts.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1))))
                .hasMessageContaining("whole days");
        assertThatThrownBy(() -> RevenueCohorts.over(Timeline.of(Grain.DAY, LocalDate.of(2026, 4, 20))
                                .from(LocalDate.of(1990, 1, 1)))
                        .rule())
                .hasMessage("a table of 13259 cohorts is too large (at most 8188): choose a coarser grain");
        assertThat(RevenueCohorts.over(Timeline.of(Grain.DAY, LocalDate.of(2026, 4, 20))
                                .from(LocalDate.of(2026, 4, 20).minusDays(8_187)))
                        .lenient()
                        .rule()
                        .cells()
                        .size())
                .isEqualTo(8_188 * 8_192);
        assertThatThrownBy(() -> RevenueCohorts.over(Timeline.monthly(LocalDate.of(2026, 4, 20)))
                        .rule())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TABLE.inPeriod("2026-01").cell(4)).hasMessageContaining("age (4)");
        assertThatThrownBy(() -> TABLE.inPeriod("2026-01").cell(0).valueKept(-1))
                .hasMessageContaining("base (-1)");
        assertThatThrownBy(() -> TABLE.valueKept(1, 4)).hasMessageContaining("base (4)");
        assertThatThrownBy(() -> new RevenueCohortCell(MONTHS.first(), 1, Part.ALL))
                .hasMessage("age (1) must be 0 of ALL");
        assertThatThrownBy(() -> new ValueKept(1, 0, 1, BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("baseValue (0) must be above 0");
        assertThatThrownBy(() -> new ValueKept(1, 0, 1, BigDecimal.ONE.negate(), BigDecimal.ONE))
                .hasMessage("value (-1) must be at least 0");
        RevenueCohortCell otherGrain = RevenueCohortCell.of(Grain.YEAR.periodOf(LocalDate.of(2026, 1, 1)), 0);
        assertThatThrownBy(() -> TABLE.counted().count(otherGrain)).hasMessageContaining("is not in the table");
        assertThatThrownBy(() -> TABLE.counted().count(new RevenueCohortCell(MONTHS.first(), 0, Part.LEFT_OUT)))
                .hasMessageContaining("is not in the table");
    }

    @Test
    void aSweepOnThreadsGivesTheSame() {
        assertThat(METHOD.of(Sweep.over(store(ROWS)).threads(3)).counted().tally())
                .isEqualTo(TABLE.counted().tally());
        assertThat(IntStream.range(0, 4)
                        .mapToObj(
                                age -> TABLE.inPeriod("2026-01").cell(age).key().period())
                        .toList())
                .isEqualTo(TABLE.periods().stream()
                        .map(RevenueCohortTable.InPeriod::period)
                        .toList());
        assertThat(Optional.of(TABLE.valueKept(1).orElseThrow().asDouble()).orElseThrow())
                .isCloseTo(400 / 360.0, within(1e-15));
    }
}
