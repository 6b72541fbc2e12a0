package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.rule.Grouping.Reading;
import dev.retention.testkit.EventLog;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.RealisedValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters, groups, tracks and days before, one inside the other. */
class FilteredGroupTest {
    private record Row(long customer, String day, String kind, String plan, String amount) {}

    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1));
    private static final EventFilter ORDERS = EventFilter.of("order");
    // A visit to the free plan, then orders on the golden one; and somebody who only visits.
    private static final HistoryStore<Long> STORE = store(
            new Row(1, "2024-01-02", "visit", "free", "0"),
            new Row(1, "2024-01-09", "order", "gold", "10"),
            new Row(1, "2024-02-09", "order", "gold", "10"),
            new Row(2, "2024-01-05", "visit", "free", "0"));

    private static HistoryStore<Long> store(Row... rows) {
        return HistoryStore.ofDates(Row::customer, (Row row) -> LocalDate.parse(row.day()))
                .codes(Row::kind)
                .text("plan", Row::plan)
                .amounts(row -> new BigDecimal(row.amount()), EventLog.USD)
                .from(List.of(rows));
    }

    @Test
    void theAnchorOfAFilteredTableIsAnEventThatCounts() {
        Grouping plan = Grouping.ofColumn("plan", Reading.AT_ANCHOR);
        ByGroup<CohortTable<Long>> cohorts =
                CohortRetention.over(MONTHS).counting(ORDERS).of(STORE).by(plan);
        assertThat(cohorts.groups()).containsExactly(Group.of("gold"));
        assertThat(cohorts.inGroup("gold").size()).isEqualTo(1);
        assertThat(CustomerMovements.over(MONTHS)
                        .counting(ORDERS)
                        .of(STORE)
                        .by(plan)
                        .groups())
                .containsExactly(Group.of("gold"));
        assertThat(RealisedValue.over(MONTHS).of(STORE).by(plan).groups()).containsExactly(Group.of("free"));
        Grouping day = Grouping.<Long>of("day", Reading.AT_ANCHOR, (key, on) -> on.toString());
        List<ByGroup<CohortTable<Long>>> together =
                CohortRetention.over(MONTHS).counting(ORDERS).of(STORE).by(List.of(plan, day));
        assertThat(together.get(0).groups()).containsExactly(Group.of("gold"));
        assertThat(together.get(1).groups()).containsExactly(Group.of("2024-01-09"));
        ByGroup<CustomerPurchases<Long>> purchases =
                PurchaseCounting.daily(MONTHS.asOf()).counting(ORDERS).of(STORE).by(plan);
        assertThat(purchases.groups()).containsExactly(Group.of("gold"), Group.MISSING);
        assertThat(purchases.inGroup("gold").customers()).isEqualTo(1);
        assertThat(purchases.inGroup(Group.MISSING).withoutPurchase()).isEqualTo(1);
    }

    @Test
    void filtersAndTracksMayBeNamedInAnyOrder() {
        HistoryStore<Long> all = STORE.named("a")
                .and(store(new Row(7, "2024-01-05", "visit", "free", "0")).named("b"));
        Rule<String> rule = Rule.of(
                "known on b",
                MONTHS,
                Cells.of(List.of("no", "yes")),
                (history, sink) -> sink.add(history.track("b").size() > 0 ? 1 : 0));
        Tally<String> filteredFirst =
                Sweep.over(all).count(rule.counting(ORDERS).on("a", "b")).tally();
        assertThat(filteredFirst)
                .isEqualTo(Sweep.over(all)
                        .count(rule.on("a", "b").counting(ORDERS))
                        .tally());
        assertThat(filteredFirst.count("yes")).isEqualTo(1);
        assertThat(filteredFirst.count("no")).isEqualTo(1);
        Grouping plan = Grouping.ofColumn("plan", Reading.LATEST);
        assertThat(Sweep.over(all).count(rule.by(plan).on("b", "a")).tally())
                .isEqualTo(Sweep.over(all).count(rule.on("b", "a").by(plan)).tally());
    }

    @Test
    void aRefundByItsCodeIsWrittenWithEitherSign() {
        EventFilter sales = EventFilter.of("order").refundedBy("refund");
        for (String refund : List.of("-3", "3")) {
            HistoryStore<Long> store = store(
                    new Row(1, "2024-01-02", "order", "x", "10"), new Row(1, "2024-01-09", "refund", "x", refund));
            assertThat(CustomerMovements.over(MONTHS)
                            .counting(sales)
                            .of(store)
                            .inPeriod("2024-01")
                            .amount())
                    .isEqualByComparingTo("7");
        }
    }

    @Test
    void aDayBeforeKnowsNothingOfALaterRefund() {
        HistoryStore<Long> store = store(
                new Row(1, "2024-01-02", "order", "x", "10"),
                new Row(1, "2024-01-12", "refund", "x", "-3"),
                new Row(1, "2024-02-12", "visit", "x", "0"));
        EventFilter sales = EventFilter.of("order").refundedBy("refund");
        LocalDate day = LocalDate.of(2024, 1, 5);
        Measure then = Measure.of("then and now", MONTHS, List.of("then", "under", "now"), (history, sink) -> {
            History counted = sales.view().of(history);
            sink.set(0, counted.asOf(day.toEpochDay()).amount(0));
            sink.set(1, counted.under(MONTHS.asOf(day)).amount(0));
            sink.set(2, counted.amount(0));
        });
        Measured<Long> measured = Sweep.over(store).measure(then);
        assertThat(IntStream.range(0, 3).mapToObj(i -> measured.columns().get(i).at(0)))
                .containsExactly(1000L, 1000L, 700L);
    }

    @Test
    void filtersThatDifferPrintDifferently() {
        EventFilter sales = EventFilter.of("order").refundedBy("refund");
        assertThat(sales).hasToString("[order] less [refund]");
        assertThat(sales.with(Refunds.COUNT)).hasToString("[order] less [refund], amounts below 0: COUNT");
        assertThat(EventFilter.of("a, b", "c")).hasToString("[\"a, b\", c]");
        assertThat(EventFilter.of("a", "b, c")).hasToString("[a, \"b, c\"]");
    }

    @Test
    void aGroupReadAtEachPeriodIsNotPartedAgain() {
        Grouping then = Grouping.ofColumn("plan", Reading.AT_PERIOD);
        var free = CustomerMovements.over(MONTHS).of(STORE).by(then).inGroup("free");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> free.by(Grouping.ofColumn("plan", Reading.LATEST)))
                .withMessageContaining("is of a group read at each period, which customers enter and leave");
        assertThat(CustomerMovements.over(MONTHS)
                        .of(STORE)
                        .by(Grouping.ofColumn("plan", Reading.LATEST))
                        .inGroup("gold")
                        .by(Grouping.ofCode("code", Reading.LATEST, code -> code))
                        .groups())
                .containsExactly(Group.of("order"));
    }

    @Test
    void whatIsKnownByDaysIsNotReadAtHours() {
        Timeline hours = Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 2))
                .inZone(ZoneOffset.UTC)
                .from(LocalDate.of(2024, 1, 1));
        Grouping day = Grouping.<Long>of("day", Reading.AT_PERIOD, (key, on) -> on.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerMovements.over(hours).rule().by(day))
                .withMessageContaining("must not count hours");
    }

    @Test
    void aSinkThatARuleKeptTakesNoMore() {
        CellSink[] kept = new CellSink[1];
        Rule<String> keeps = new Rule<>() {
            private static final long serialVersionUID = 1;

            @Override
            public String definition() {
                return "keeps its sink";
            }

            @Override
            public Timeline timeline() {
                return MONTHS;
            }

            @Override
            public Cells<String> cells() {
                return Cells.of(List.of("a", "b"));
            }

            @Override
            public void apply(History history, CellSink sink) {
                kept[0] = sink;
                sink.add(0);
            }
        };
        Counted<Long, String> counted = Sweep.over(STORE).count(keeps);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> kept[0].add(1));
        assertThat(counted.count("b")).isZero();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void aCheckedExceptionThatALanguageLetsOutUnseenUndoesAChangeToo() {
        Rule<String> fails = Rule.of("fails", MONTHS, Cells.of(List.of("a")), (history, sink) -> {
            if (history.size() > 2) {
                FilteredGroupTest.<RuntimeException>sneak(new java.io.IOException("no more"));
            }
            sink.add(0);
        });
        Live<Long> live = Live.from(store(new Row(1, "2024-01-02", "order", "x", "10")));
        Live<Long>.Table<String> table = live.track(fails);
        Event event = Event.on(LocalDate.of(2024, 1, 3))
                .coded("order")
                .with("plan", "x")
                .worth(BigDecimal.ONE);
        live.add(1L, event);
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> live.add(1L, event))
                .withMessage("rule (fails) failed for customer 1: no more");
        assertThat(live.snapshot().events()).isEqualTo(2);
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(fails).tally());
    }

    @Test
    void aMethodMakesItsRuleOfTheTimelineItIsGiven() {
        Live<Long> live = Live.from(STORE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.track(
                        MONTHS.asOf(LocalDate.of(2024, 2, 10)),
                        timeline -> CustomerMovements.over(MONTHS).rule()))
                .withMessageContaining("method must make a rule of the timeline that it is given");
    }

    @Test
    void whatIsNotSerialisableIsNamedWithWhatCapturesIt() {
        Object captured = new Object();
        Measure measure = Measure.of("m", MONTHS, (history, sink) -> sink.set(captured.hashCode()));
        Grouping grouping = Grouping.<Long>of("g", key -> captured.toString());
        Rule<String> rule = Rule.of("r", MONTHS, Cells.of(List.of("a")), (history, sink) -> captured.hashCode());
        for (var named : java.util.Map.of(
                        "measure (m)", measure, "grouping (by g of the customer)", grouping, "rule (r)", rule)
                .entrySet()) {
            assertThatExceptionOfType(java.io.NotSerializableException.class)
                    .isThrownBy(() -> new java.io.ObjectOutputStream(new java.io.ByteArrayOutputStream())
                            .writeObject(named.getValue()))
                    .withMessage(
                            named.getKey() + " captures something that is not serialisable, of type java.lang.Object");
        }
    }

    @Test
    void noPeriodComesAfterTheLastThereCanBe() {
        HistoryStore<Long> store = store(new Row(1, "2023-06-02", "order", "x", "10"));
        int next =
                Sweep.over(store).look(1L, MONTHS, history -> history.activity().next(Integer.MAX_VALUE));
        assertThat(next).isEqualTo(dev.retention.history.Activity.NONE);
    }
}
