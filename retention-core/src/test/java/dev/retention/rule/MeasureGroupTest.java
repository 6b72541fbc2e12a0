package dev.retention.rule;

import static dev.retention.rule.ColumnGroupTest.AS_OF;
import static dev.retention.rule.ColumnGroupTest.CUSTOMERS;
import static dev.retention.rule.ColumnGroupTest.MONTHS;
import static dev.retention.rule.ColumnGroupTest.STORE;
import static dev.retention.rule.ColumnGroupTest.live;
import static dev.retention.rule.ColumnGroupTest.members;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.Movements;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.rule.Grouping.Reading;
import dev.retention.testkit.Groupings;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups by cuts of measures, worked out by hand. */
class MeasureGroupTest {
    private static final Measure ORDERS = Measure.of("orders", MONTHS, (history, sink) -> sink.set(history.size()));

    @Test
    void rangesAreNumberedInOrderOfValueAndAllThere() {
        Grouping grouping = Grouping.ofMeasure(ORDERS, Reading.LATEST, -1, 2, 3, 7);
        assertThat(grouping).hasToString("by orders cut at [-1, 2, 3, 7], latest");
        assertThat(grouping.name()).isEqualTo("orders");
        assertThat(Sweep.over(STORE).members(grouping, MONTHS).groups())
                .extracting(Group::label)
                .containsExactly("1: below -1", "2: -1 to 1", "3: 2", "4: 3 to 6", "5: 7 and more");
        assertThat(members(grouping))
                .containsEntry("2: -1 to 1", "2")
                .containsEntry("3: 2", "")
                .containsEntry("4: 3 to 6", "1 3");
        Grouping many = Grouping.ofMeasure(ORDERS, Reading.LATEST, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(Sweep.over(STORE).members(many, MONTHS).groups())
                .extracting(Group::label)
                .startsWith("01: below 1", "02: 1", "03: 2")
                .endsWith("10: 9", "11: 10 and more");
    }

    @Test
    void extremeCutsAndNumbersFallIntoTheirRanges() {
        for (long value : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            Measure fixed = Measure.of("fixed", MONTHS, (history, sink) -> sink.set(value));
            Map<String, String> found =
                    members(Grouping.ofMeasure(fixed, Reading.LATEST, Long.MIN_VALUE, 0, Long.MAX_VALUE));
            String range = value < 0
                    ? "2: " + Long.MIN_VALUE + " to -1"
                    : value == 0 ? "3: 0 to " + (Long.MAX_VALUE - 1) : "4: " + Long.MAX_VALUE + " and more";
            assertThat(found).containsEntry(range, "1 2 3");
        }
    }

    @Test
    void aMeasureIsReadAsKnownOnTheDay() {
        Measure recency = Measure.of("activity", MONTHS, List.of("orders", "days since"), (history, sink) -> {
            if (history.code(0).equals("order")) {
                sink.set(0, history.size());
            }
            long asOf = history.timeline().asOf().toEpochDay();
            sink.set(1, asOf - history.epochDay(history.size() - 1));
        });
        Grouping orders = Grouping.ofMeasure(recency, Reading.AT_ANCHOR, 2, 3);
        assertThat(orders).hasToString("by orders of activity, cut at [2, 3], at anchor");
        ByGroup<CohortTable<Long>> cohorts = CohortRetention.over(MONTHS)
                .anchoredOn(CohortAnchor.EVERY_PERIOD)
                .startingWith("order")
                .of(STORE)
                .by(orders);
        assertThat(cohorts.inGroup("1: below 2").row("2024-01").size()).isEqualTo(2);
        assertThat(cohorts.inGroup("2: 2").row("2024-03").size()).isEqualTo(1);
        assertThat(cohorts.inGroup("3: 3 and more").row("2024-04").size()).isEqualTo(1);
        // 3 had ordered once before the first month, and had a refund and an order by the 20th of February.
        assertThat(cohorts.inGroup("3: 3 and more").row("2024-02").size()).isEqualTo(1);
        ByGroup<Movements<Long>> byRecency = CustomerMovements.over(MONTHS)
                .toleratedGap(3)
                .of(STORE)
                .by(Grouping.ofMeasure(recency, "days since", Reading.AT_PERIOD, 1, 30));
        // At the end of January 31 days are known: 1 was there 21 days ago, 2 on that day, 3 in November.
        assertThat(live(byRecency, "2024-01"))
                .isEqualTo(Map.of("1: below 1", 1L, "2: 1 to 29", 1L, "3: 30 and more", 1L));
        // At the end of the data: 18, 80 and 60 days.
        assertThat(live(byRecency, "2024-04"))
                .isEqualTo(Map.of("1: below 1", 0L, "2: 1 to 29", 1L, "3: 30 and more", 2L));
    }

    @Test
    void aMeasureOfAnotherGrainSeesItsOwnPeriods() {
        PurchaseCounting daily = PurchaseCounting.daily(AS_OF).counting(EventFilter.of("order"));
        Grouping age = Grouping.ofMeasure(daily.measure(), "age", Reading.AT_PERIOD, 30, 60);
        ByGroup<Movements<Long>> byAge =
                CustomerMovements.over(MONTHS).toleratedGap(3).of(STORE).by(age);
        // Known for 21, 0 and 83 days at the end of January; for 50, 29 and 112 at the end of February.
        assertThat(live(byAge, "2024-01"))
                .isEqualTo(Map.of("1: below 30", 2L, "2: 30 to 59", 0L, "3: 60 and more", 1L));
        assertThat(live(byAge, "2024-02"))
                .isEqualTo(Map.of("1: below 30", 1L, "2: 30 to 59", 1L, "3: 60 and more", 1L));
    }

    @Test
    void customersWithoutANumberAreMissing() {
        Measure refunds = Measure.of("refunds", MONTHS, (history, sink) -> {
            for (int event = 0; event < history.size(); event++) {
                if (history.code(event).equals("refund")) {
                    sink.set(history.epochDay(event));
                    return;
                }
            }
        });
        assertThat(members(Grouping.ofMeasure(refunds, Reading.LATEST, 0)))
                .isEqualTo(Map.of("1: below 0", "", "2: 0 and more", "3", "(missing)", "1 2"));
        assertThat(members(Grouping.ofMeasure(refunds, Reading.AT_ANCHOR, 0)))
                .isEqualTo(Map.of("1: below 0", "", "2: 0 and more", "", "(missing)", "1 2 3"));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grouping.ofMeasure(ORDERS, Reading.LATEST))
                .withMessage("cuts ([]) must be strictly ascending, at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grouping.ofMeasure(ORDERS, Reading.LATEST, 1, 1))
                .withMessage("cuts ([1, 1]) must be strictly ascending, at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grouping.ofMeasure(ORDERS, "order", Reading.LATEST, 1))
                .withMessage("column (order) must be one of the columns [orders] of measure (orders)");
        Measure later = Measure.of("later", MONTHS.asOf(AS_OF.plusDays(1)), (history, sink) -> sink.set(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CUSTOMERS.by(Grouping.ofMeasure(later, Reading.LATEST, 1)))
                .withMessage("measure (later) must end with the data of the table that it parts, in the same zone: its"
                        + " timeline is (MONTH 2024-01 to 2024-04, as of 2024-04-21), the table's (MONTH 2024-01 to"
                        + " 2024-04, as of 2024-04-20)");
        Measure zoned = Measure.of("zoned", MONTHS.inZone(ZoneId.of("UTC")), (history, sink) -> sink.set(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> members(Grouping.ofMeasure(zoned, Reading.LATEST, 1)))
                .withMessageContaining("in the same zone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CUSTOMERS.by(Grouping.ofMeasure(ORDERS, Reading.AT_PERIOD, 1)))
                .withMessageContaining("does not say when");
        Measure failing = Measure.of("failing", MONTHS, (history, sink) -> {
            throw new IllegalStateException("no number");
        });
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE).count(CUSTOMERS.by(Grouping.ofMeasure(failing, Reading.LATEST, 1))))
                .withMessage("rule (customers, by failing cut at [1], latest) failed for customer 1: no number")
                .satisfies(e -> assertThat(e.customer()).hasValue(1L));
    }

    @Test
    void aMeasureMayLookAtSomeOfTheEvents() {
        EventFilter orders = EventFilter.of("order");
        Measure counted = new Measure() {
            private static final long serialVersionUID = 1;
            private final transient EventFilter.@Nullable View view = orders.view();

            @Override
            public String definition() {
                return "orders";
            }

            @Override
            public Timeline timeline() {
                return Timeline.of(Grain.YEAR, AS_OF);
            }

            @Override
            public List<String> columns() {
                return List.of("orders");
            }

            @Override
            public void apply(dev.retention.history.History history, MeasureSink sink) {
                assertThat(view).isNotNull();
                sink.set(view.of(history).size());
            }
        };
        ByGroup<Movements<Long>> byOrders = CustomerMovements.over(MONTHS)
                .toleratedGap(3)
                .of(STORE)
                .by(Grouping.ofMeasure(counted, Reading.AT_PERIOD, 2, 3));
        assertThat(live(byOrders, "2024-01")).isEqualTo(Map.of("1: below 2", 3L, "2: 2", 0L, "3: 3 and more", 0L));
        assertThat(live(byOrders, "2024-02")).isEqualTo(Map.of("1: below 2", 2L, "2: 2", 1L, "3: 3 and more", 0L));
        assertThat(live(byOrders, "2024-04")).isEqualTo(Map.of("1: below 2", 1L, "2: 2", 1L, "3: 3 and more", 1L));
    }

    @Test
    void aLiveTableMovesItsMeasureWithTheEndOfTheData() {
        Live.Method<In<MovementCell>> method = timeline -> CustomerMovements.over(timeline)
                .toleratedGap(3)
                .rule(STORE)
                .by(Grouping.ofMeasure(Groupings.silence(timeline), Reading.AT_PERIOD, 20, 60));
        Live<Long> live = Live.from(STORE);
        Live<Long>.Table<In<MovementCell>> table = live.track(MONTHS.asOf(LocalDate.of(2024, 2, 29)), method);
        live.advanceTo(LocalDate.of(2024, 3, 15));
        live.add(2L, Event.on(LocalDate.of(2024, 3, 1)).coded("order").with("items", 1L));
        live.advanceTo(AS_OF);
        assertThat(table.tally())
                .isEqualTo(
                        Sweep.over(live.snapshot()).count(method.rule(MONTHS)).tally());
        Live<Long> fixed = Live.from(STORE);
        fixed.track(
                MONTHS,
                timeline ->
                        CustomerMovements.over(timeline).rule(STORE).by(Grouping.ofMeasure(ORDERS, Reading.LATEST, 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixed.advanceTo(AS_OF.plusDays(1)))
                .withMessageContaining("measure (orders) must end with the data of the table");
    }
}
