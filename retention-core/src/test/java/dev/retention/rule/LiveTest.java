package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.Event;
import dev.retention.history.History;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.FlowCell;
import dev.retention.movement.MovementCell;
import dev.retention.movement.Spells;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final List<String> KINDS = List.of("cancel", "order", "refund", "visit");
    private static final Timeline DAYS =
            Timeline.of(Grain.DAY, LocalDate.of(2024, 12, 31)).from(EventLog.FIRST_DAY);

    /** Depends on the codes, on the order of events of one day, and on the periods before the first one shown. */
    private static final Rule<String> FIRST_AND_LAST =
            Rule.of("the first and the last kind of event", DAYS, Cells.of(KINDS), (history, sink) -> {
                int last = history.size() - 1;
                sink.add(KINDS.indexOf(history.code(0)), history.period(0));
                sink.add(KINDS.indexOf(history.code(last)), history.amount(last));
            });

    private static final Rule<String> SPENT = Rule.of("spent", DAYS, Cells.of(List.of("all")), (history, sink) -> {
        for (int i = 0; i < history.size(); i++) {
            sink.add(0, history.amount(i));
        }
    });

    private static HistoryReader<EventRow, String> reader() {
        return HistoryStore.ofDates((EventRow row) -> "customer " + row.customer(), EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .text(EventLog.PLAN, EventRow::plan);
    }

    private static Event event(EventRow row) {
        return row.event();
    }

    private static Event worth(String amount) {
        return Event.on(DAY).worth(new BigDecimal(amount));
    }

    private static HistoryStore<Long> rich() {
        return LongHistoryBuilder.build(
                new long[] {1, 2},
                new int[] {(int) DAY.toEpochDay(), (int) DAY.toEpochDay()},
                new long[] {Long.MAX_VALUE - 10, 3},
                EventLog.USD);
    }

    @Property(tries = 200)
    void anySequenceOfChangesEndsAtAFreshCount(
            @ForAll("rows") List<EventRow> start, @ForAll("rows") List<EventRow> arriving, @ForAll Random random) {
        List<EventRow> now = new ArrayList<>(start);
        Live<String> live = Live.from(reader().from(start));
        Live<String>.Table<String> table = live.track(FIRST_AND_LAST);
        for (EventRow row : arriving) {
            // Some come from before the first period, and from customers who are new.
            EventRow coming = new EventRow(
                    row.customer() + random.nextInt(2) * 20,
                    row.day().minusDays(random.nextInt(3) * 300L),
                    row.cents(),
                    KINDS.get(random.nextInt(KINDS.size())),
                    0);
            EventRow old = now.isEmpty() ? coming : now.get(random.nextInt(now.size()));
            switch (now.isEmpty() ? 0 : random.nextInt(4)) {
                case 0 -> {
                    live.add("customer " + coming.customer(), event(coming));
                    now.add(coming);
                }
                case 1 -> {
                    // The same once more.
                    live.add("customer " + old.customer(), event(old));
                    now.add(old);
                }
                case 2 -> {
                    live.remove("customer " + old.customer(), event(old));
                    now.remove(old);
                }
                default -> {
                    EventRow right = new EventRow(old.customer(), coming.day(), coming.cents(), coming.code(), 0);
                    live.correct("customer " + old.customer(), event(old), event(right));
                    now.remove(old);
                    now.add(right);
                }
            }
            HistoryStore<String> fresh = reader().from(now);
            assertThat(table.tally())
                    .isEqualTo(Sweep.over(fresh).count(FIRST_AND_LAST).tally());
            assertThat(text(live.snapshot())).isEqualTo(text(fresh));
        }
    }

    private static String text(HistoryStore<String> store) {
        StringBuilder text = new StringBuilder();
        var cursor = HistoryCursor.open(store, DAYS, List.of());
        for (int i = 0; i < store.customers(); i++) {
            text.append(store.customer(i)).append(' ').append(cursor.moveTo(i)).append('\n');
        }
        return text.toString();
    }

    @Test
    void onlyReadingASumThatDoesNotFitFails() {
        Live<Long> live = Live.from(rich());
        Live<Long>.Table<String> table = live.track(SPENT);
        Live<Long>.Table<String> second = live.track(SPENT);
        Tally<String> before = table.tally();
        live.add(2L, worth("0.08"));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> table.amount("all"));
        assertThat(table.count("all")).isEqualTo(2);
        live.remove(2L, worth("0.08"));
        assertThat(table.tally()).isEqualTo(before);
        assertThat(second.tally()).isEqualTo(before);
        assertThat(live.snapshot()).hasToString("2 customers, 2 events in USD");
        assertThat(table.explain(2L).entries()).containsExactly(new Explanation.Entry<>("all", "all", 3));
        live.add(2L, worth("0.07"));
        assertThat(table.amount("all")).isEqualTo(Long.MAX_VALUE);
        live.remove(1L, worth("92233720368547757.97"));
        assertThat(table.amount("all")).isEqualTo(10);
    }

    @Test
    void aRestatementThatDoesNotFitIsAnError() {
        HistoryStore<Long> poor = LongHistoryBuilder.build(
                new long[] {1}, new int[] {(int) DAY.toEpochDay()}, new long[] {-20}, EventLog.USD);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Restatement.of(SPENT, poor, rich()));
    }

    @Test
    void aRuleThatFailsChangesNothing() {
        Rule<String> picky = Rule.of("picky", DAYS, Cells.of(List.of("all")), (history, sink) -> {
            sink.add(0, history.amount(0));
            if (history.size() > 1) {
                throw new IllegalStateException("only one event each");
            }
        });
        Live<Long> live = Live.from(rich());
        Live<Long>.Table<String> spent = live.track(SPENT);
        Live<Long>.Table<String> table = live.track(picky);
        Tally<String> before = spent.tally();
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> live.add(2L, worth("0.01")))
                .withMessage("rule (picky) failed for customer 2: only one event each");
        assertThat(spent.tally()).isEqualTo(before);
        assertThat(table.members("all")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(table.amount("all")).isEqualTo(before.amount("all"));
        assertThat(live.snapshot().events()).isEqualTo(2);
    }

    @Test
    void aTableMayBeginEmptyWithCodes() {
        Live<String> live = Live.from(reader().from(List.of()));
        Live<String>.Table<String> table = live.track(FIRST_AND_LAST);
        live.add("a", worth("1.00").coded("visit"));
        live.add("a", worth("2.00").coded("order"));
        assertThat(table.explain("a").history()).isEqualTo("2024-03-01 order 200, 2024-03-01 visit 100");
        assertThat(live.snapshot().codes().names()).containsExactly("order", "visit");
    }

    @Test
    void explainsEventsWithoutAmountsAsAFreshCountDoes() {
        HistoryStore<Long> store = LongHistoryBuilder.build(new long[] {1}, new int[] {(int) DAY.toEpochDay()});
        Rule<String> any = Rule.of("any", DAYS, Cells.of(List.of("all")), (history, sink) -> sink.add(0));
        Live<Long>.Table<String> table = Live.from(store).track(any);
        assertThat(table.explain(1L).history()).isEqualTo("2024-03-01");
        assertThat(table.explain(1L)).isEqualTo(Sweep.over(store).count(any).explain(1L));
    }

    @Test
    void codesInAnOrderOfTheirOwnKeepItAndNewOnesComeLast() {
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .amounts(EventLog.USD)
                .codes("visit", "order")
                .add(1, DAY.toEpochDay(), 5, 0)
                .add(1, DAY.toEpochDay(), 5, 1)
                .build();
        Live<Long> live = Live.from(store);
        live.add(1L, worth("0.05").coded("cancel"));
        HistoryStore<Long> snapshot = live.snapshot();
        assertThat(snapshot.codes().names()).containsExactly("visit", "order", "cancel");
        assertThat(HistoryCursor.open(snapshot, DAYS, List.of()).moveTo(0))
                .hasToString("2024-03-01 visit 5, 2024-03-01 order 5, 2024-03-01 cancel 5");
    }

    @Test
    void removingWhatWasNeverThereTeachesNoCode() {
        Live<String> live = Live.from(reader().from(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.remove("a", worth("1.00").coded("visit")))
                .withMessage("customer (a) has no event (2024-03-01 visit 1.00) to remove");
        assertThat(live.snapshot().codes().names()).isEmpty();
    }

    @Test
    void eventsFromTheLastDayToTheFirstAreCountedToo() {
        Live<Long> live =
                Live.from(LongHistoryBuilder.ofDays().amounts(EventLog.USD).build());
        Live<Long>.Table<String> table = live.track(SPENT);
        for (LocalDate day = LocalDate.of(2024, 12, 31); day.getYear() > 2020; day = day.minusDays(50)) {
            live.add(1L, Event.on(day).worth(BigDecimal.ONE));
        }
        live.add(1L, Event.on(LocalDate.of(1, 1, 1)).worth(BigDecimal.ONE));
        live.add(1L, Event.on(LocalDate.of(9999, 12, 31)).worth(BigDecimal.ONE));
        assertThat(table.amount("all")).isEqualTo(100 * (live.snapshot().events() - 1));
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(SPENT).tally());
    }

    @Test
    void eventsOutsideTheSupportedYearsAreRefused() {
        Live<Long> dates =
                Live.from(LongHistoryBuilder.ofDays().amounts(EventLog.USD).build());
        for (LocalDate day : List.of(LocalDate.of(0, 12, 31), LocalDate.of(10_000, 1, 1), LocalDate.MAX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> dates.add(1L, Event.on(day).worth(BigDecimal.ONE)))
                    .withMessage("event (" + day + " 1) must lie in the years 1 to 9999");
        }
        Live<Long> instants = Live.from(LongHistoryBuilder.ofMicros().build());
        for (Instant instant : List.of(Instant.MIN, Instant.MAX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> instants.add(1L, Event.at(instant)))
                    .withMessageEndingWith("must lie in the years 1 to 9999");
        }
        assertThat(dates.snapshot().events() + instants.snapshot().events()).isZero();
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.row().list().ofMaxSize(30).withoutEdgeCases();
    }

    /** Months in which customers are live: until two months after the last event. */
    private record LiveMonths(Timeline timeline) implements Rule<Period> {
        @Override
        public String definition() {
            return "live months";
        }

        @Override
        public Cells<Period> cells() {
            return Cells.of(Axis.periods("month", timeline));
        }

        @Override
        public CellState state(Period cell) {
            return timeline.state(cell);
        }

        @Override
        public void apply(History history, CellSink sink) {
            int last = history.period(history.size() - 1) + 2;
            sink.addSpan(0, Math.max(0, history.period(0)), Math.min(last, timeline.size() - 1) + 1);
        }
    }

    @Test
    void aRuleThatCallsTheStoreThatAsksItFailsAndLeavesEverythingAsItWas() {
        Timeline january = Timeline.monthly(LocalDate.of(2024, 1, 31)).from(LocalDate.of(2024, 1, 1));
        Live<Long> live = Live.from(LongHistoryBuilder.build(new long[0], new int[0]));
        Live<Long>.Table<Period> months = live.track(january, LiveMonths::new);
        live.add(1L, Event.on(LocalDate.of(2024, 1, 5)));
        for (Consumer<Live<Long>> call : List.<Consumer<Live<Long>>>of(
                store -> store.add(3L, Event.on(LocalDate.of(2024, 1, 7))), Live::snapshot, store -> months.tally())) {
            assertThatThrownBy(() -> live.track(Rule.of(
                            "calls back",
                            january,
                            Cells.of(Axis.range("cell", 0, 1)),
                            (history, sink) -> call.accept(live))))
                    .isInstanceOf(RuleException.class)
                    .hasRootCauseMessage("a rule, measure or grouping must not call the live store that asks it");
        }
        live.add(2L, Event.on(LocalDate.of(2024, 1, 6)));
        assertThat(months.members(january.period(0))).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void aMethodMayLookAtTheStoreToMakeItsRule() {
        Timeline january = Timeline.monthly(LocalDate.of(2024, 1, 31)).from(LocalDate.of(2024, 1, 1));
        Live<Long> live = Live.from(LongHistoryBuilder.build(new long[0], new int[0]));
        List<Integer> seen = new ArrayList<>();
        Live<Long>.Table<Period> months = live.track(january, timeline -> {
            seen.add(live.snapshot().customers());
            return new LiveMonths(timeline);
        });
        live.add(1L, Event.on(LocalDate.of(2024, 1, 5)));
        live.advanceTo(LocalDate.of(2024, 2, 29));
        assertThat(seen).containsExactly(0, 1);
        assertThat(months.count(january.period(0))).isEqualTo(1);
    }

    @Test
    void theEndOfTheDataMovesForwardAndTellsWhomItMoves() {
        Timeline january = Timeline.monthly(LocalDate.of(2024, 1, 31)).from(LocalDate.of(2024, 1, 1));
        Live<Long> live = Live.from(LongHistoryBuilder.build(new long[0], new int[0]));
        Live<Long>.Table<Period> months = live.track(january, LiveMonths::new);
        live.add(1L, Event.on(LocalDate.of(2024, 1, 5)));
        live.add(2L, Event.on(LocalDate.of(2024, 2, 20)));
        assertThat(months.eventsAfterAsOf()).isEqualTo(1);
        assertThat(months.count(january.period(0))).isEqualTo(1);
        List<Restatement<Long, ?>> moved = live.advanceTo(LocalDate.of(2024, 2, 25));
        // Customer 1 had no event since, but is live in February too; 2 is there now.
        assertThat(moved.get(0).customers())
                .extracting(change -> change.customer())
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(months.eventsAfterAsOf()).isZero();
        assertThat(months.rule().timeline().asOf()).isEqualTo(LocalDate.of(2024, 2, 25));
        assertThat(months.state(january.period(1))).isEqualTo(CellState.PARTIAL);
        assertThat(months.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(months.rule()).tally());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.advanceTo(LocalDate.of(2024, 1, 31)))
                .withMessage("asOf (2024-01-31) must not be before 2024-02-25, the end of the data so far");
        live.track(new LiveMonths(january));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.advanceTo(LocalDate.of(2024, 3, 31)))
                .withMessageContaining("was tracked by a rule of a fixed timeline");
        assertThat(months.rule().timeline().asOf()).isEqualTo(LocalDate.of(2024, 2, 25));
    }

    @Test
    void anOpenTimelineIsRefused() {
        Live<Long> live = Live.from(LongHistoryBuilder.build(new long[0], new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.track(Rule.of(
                        "open",
                        Timeline.monthly(LocalDate.of(2024, 1, 31)),
                        Cells.of(List.of("all")),
                        (h, sink) -> {})))
                .withMessageContaining("must have a first period")
                .withMessageContaining("call from(day)");
    }

    @Test
    void anErasedCustomerLeavesNothing() {
        Live<Long> live = Live.from(rich());
        Live<Long>.Table<String> table = live.track(SPENT);
        live.erase(1L);
        assertThat(live.snapshot().find(1L)).isEmpty();
        assertThat(table.members("all")).containsExactly(2L);
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(SPENT).tally());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.erase(1L))
                .withMessage("customer (1) has no events to erase");
    }

    @Test
    void severalThreadsKeepTheTablesWhole() throws InterruptedException {
        Live<Long> live = Live.from(LongHistoryBuilder.build(new long[0], new int[0]));
        Timeline days = Timeline.monthly(LocalDate.of(2024, 12, 31)).from(LocalDate.of(2024, 1, 1));
        Live<Long>.Table<Period> table = live.track(new LiveMonths(days));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            long part = t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    live.add(
                            part * 7 + i % 50, Event.on(LocalDate.of(2024, 1, 1).plusDays(i % 360)));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(live.snapshot().events()).isEqualTo(8_000);
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(table.rule()).tally());
    }

    @Test
    void anErrorInARuleLeavesEverythingAsItWas() {
        Rule<String> deep = Rule.of("deep", DAYS, Cells.of(List.of("all")), (history, sink) -> {
            if (history.size() > 1) {
                throw new StackOverflowError("as deep as it gets");
            }
            sink.add(0);
        });
        Live<Long> live = Live.from(rich());
        Live<Long>.Table<String> spent = live.track(SPENT);
        live.track(deep);
        Tally<String> before = spent.tally();
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> live.add(2L, worth("0.01")));
        assertThat(spent.tally()).isEqualTo(before);
        assertThat(live.snapshot().events()).isEqualTo(2);
    }

    /** What comes from before a first period that nobody named would be lost. */
    @Test
    void refusesATimelineThatBeginsWithNoEvent() {
        HistoryStore<String> empty = HistoryStore.<String, String>ofDates(who -> who, who -> LocalDate.of(2025, 1, 5))
                .from(List.of());
        Timeline open = Timeline.monthly(LocalDate.of(2025, 3, 31));
        Rule<MovementCell> bound = CustomerMovements.over(open).rule(empty);
        assertThat(bound.timeline().isProvisional()).isTrue();
        Live<String> live = Live.from(empty);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.track(bound))
                .withMessageEndingWith("must have a first period, since events may come from before: call from(day)");
        assertThatIllegalArgumentException().isThrownBy(() -> live.track(bound.timeline(), periods -> bound));
        Timeline from = open.from(LocalDate.of(2025, 3, 1));
        assertThat(from).isEqualTo(bound.timeline());
        assertThat(from.isProvisional()).isFalse();
        Live<String>.Table<MovementCell> moves =
                live.track(CustomerMovements.over(from).rule(empty));
        live.add("A", Event.on(LocalDate.of(2025, 1, 5)));
        live.add("A", Event.on(LocalDate.of(2025, 3, 5)));
        assertThat(moves.tally())
                .isEqualTo(CustomerMovements.over(from)
                        .of(live.snapshot())
                        .counted()
                        .tally());
    }

    /** A method may make a rule of another timeline than it is given, such as of its days. */
    @Test
    void advancesByTheTimelineThatTheMethodIsGiven() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 10)).from(LocalDate.of(2024, 1, 1));
        Spells spells = Spells.ofOrders(20);
        HistoryStore<String> store = HistoryStore.<String, String>ofDates(who -> who, who -> LocalDate.of(2024, 1, 5))
                .from(List.of("A", "B"));
        Live<String> live = Live.from(store);
        Live<String>.Table<FlowCell> counts = live.track(
                months, periods -> CustomerChurn.over(periods, spells).rule());
        Live<String>.Table<FlowCell> days = live.track(
                months, periods -> CustomerChurn.over(periods, spells).dailyRule());
        for (int day = 11; day < 29; day += 8) {
            LocalDate asOf = LocalDate.of(2024, 2, day);
            live.advanceTo(asOf);
            live.add("A", Event.on(asOf));
            CustomerChurn method = CustomerChurn.over(months.asOf(asOf), spells);
            assertThat(days.tally())
                    .isEqualTo(Sweep.over(live.snapshot())
                            .count(method.dailyRule())
                            .tally());
            assertThat(method.of(counts.tally(), days.tally()).periods())
                    .hasToString(method.of(live.snapshot()).periods().toString());
        }
        HistoryStore<String> empty = HistoryStore.<String, String>ofDates(who -> who, who -> LocalDate.EPOCH)
                .from(List.of());
        Rule<FlowCell> daily = CustomerChurn.over(Timeline.monthly(LocalDate.of(2024, 2, 10)), spells)
                .dailyRule(empty);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Live.from(empty).track(daily))
                .withMessageContaining("call from(day)");
    }
}
