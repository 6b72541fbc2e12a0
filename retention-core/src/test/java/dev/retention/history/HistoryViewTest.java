package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.RandomLines.Line;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.LiveCursor;
import dev.retention.internal.store.LiveStore;
import dev.retention.internal.store.TrackSet;
import dev.retention.testkit.EventLog;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HistoryViewTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 5);
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 2, 10)).from(DAY);
    private static final Line FULL =
            new Line(1, DAY, "order", 100, "gold", 3, 70L, LocalDate.of(2024, 2, 11), LocalDate.of(2024, 3, 1));
    private static final Line BARE = new Line(1, DAY.plusDays(1), "order", 100, null, null, null, null, null);

    private static HistoryStore<Long> store() {
        return RandomLines.reader().from(List.of(BARE, FULL));
    }

    @Test
    void columnsAreReadByNumber() {
        HistoryStore<Long> store = store();
        assertThat(store.columns()).containsExactly("cost", "due", "plan", "quantity", "resolved");
        History history = HistoryCursor.open(store, MONTHS, List.of()).moveTo(0);
        int plan = history.column("plan");
        assertThat(history.text(plan, 0)).isEqualTo("gold");
        assertThat(history.texts(plan)).containsExactly("gold");
        assertThat(history.textIndex(plan, 0)).isZero();
        assertThat(history.number(history.column("quantity"), 0)).isEqualTo(3);
        assertThat(history.money(history.column("cost"), 0)).isEqualTo(70);
        assertThat(history.epochDayOf(history.column("due"), 0))
                .isEqualTo(LocalDate.of(2024, 3, 1).toEpochDay());
        for (String name : store.columns()) {
            assertThat(history.hasValue(history.column(name), 0)).isEqualTo(!name.equals("resolved"));
            assertThat(history.hasValue(history.column(name), 1)).isFalse();
        }
        assertThat(history.text(plan, 1)).isNull();
        History later = HistoryCursor.open(store, Timeline.monthly(LocalDate.of(2024, 2, 11)), List.of())
                .moveTo(0);
        assertThat(later.epochDayOf(later.column("resolved"), 0))
                .isEqualTo(LocalDate.of(2024, 2, 11).toEpochDay());
    }

    @Test
    void wrongColumnsAreRefusedByName() {
        History history = HistoryCursor.open(store(), MONTHS, List.of()).moveTo(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.column("plann"))
                .withMessage("column (plann) must be one of [cost, due, plan, quantity, resolved]");
        int plan = history.column("plan");
        int quantity = history.column("quantity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.number(plan, 0))
                .withMessage("column (plan) holds texts, not numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.text(quantity, 0))
                .withMessage("column (quantity) holds numbers, not texts");
        assertThatIllegalArgumentException().isThrownBy(() -> history.textIndex(quantity, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> history.texts(quantity));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.money(quantity, 0))
                .withMessage("column (quantity) holds numbers, not amounts of money");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.epochDayOf(quantity, 0))
                .withMessage("column (quantity) holds numbers, not days");
        assertThatIllegalStateException()
                .isThrownBy(() -> history.number(quantity, 1))
                .withMessage("event 1 of customer (1) has no value in column (quantity): ask hasValue first");
        assertThatIllegalStateException().isThrownBy(() -> history.epochDayOf(history.column("resolved"), 0));
        assertThatIllegalStateException().isThrownBy(() -> history.textIndex(plan, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> history.hasValue(plan, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> history.amount(2))
                .withMessage("event (2) must be one of the 2 of customer 1");
    }

    @Test
    void aViewFailsAfterTheSweepAndACopyDoesNot() {
        HistoryCursor cursor = HistoryCursor.open(store(), MONTHS, List.of());
        History kept = cursor.moveTo(0);
        Activity activity = kept.activity();
        String text = kept.toString();
        History copy = kept.copy();
        cursor.close();
        List<Consumer<History>> touches = List.of(
                History::size,
                History::customer,
                History::activity,
                History::copy,
                History::toString,
                history -> history.amount(0),
                history -> history.code(0),
                history -> history.date(0),
                history -> history.time(0),
                history -> history.period(0),
                history -> history.firstAfterSilence(0, 1),
                history -> history.firstAfterPeriod(0),
                history -> history.firstPeriods(false),
                history -> history.hasValue(0, 0),
                history -> history.text(history.column("plan"), 0));
        for (Consumer<History> touch : touches) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> touch.accept(kept))
                    .withMessage(
                            "the sweep that showed this history has ended: keep copy() of a history, never the view");
            touch.accept(copy);
        }
        List<Consumer<Activity>> touchesOfActivity = List.of(
                Activity::first,
                Activity::last,
                Activity::count,
                view -> view.next(0),
                view -> view.isActive(0),
                view -> view.periodsFrom(0),
                view -> view.events(0),
                view -> view.amount(0));
        for (Consumer<Activity> touch : touchesOfActivity) {
            assertThatIllegalStateException().isThrownBy(() -> touch.accept(activity));
            touch.accept(copy.activity());
        }
        assertThat(copy).hasToString(text);
        assertThat(copy.activity().events(0)).isEqualTo(2);
        assertThat(copy.customer()).isEqualTo(1L);
    }

    @Test
    void tracksAreFoundByName() {
        HistoryStore<Long> tracks = store().named("orders")
                .and(LongHistoryBuilder.build(new long[] {1, 9}, new int[] {0, (int) DAY.toEpochDay()})
                        .named("visits"));
        HistoryCursor cursor = HistoryCursor.open(tracks, MONTHS, tracks.trackNames());
        History orders = cursor.moveTo(1);
        assertThat(orders.size()).isZero();
        assertThat(orders.track("visits").size()).isEqualTo(1);
        assertThat(orders.isEmpty()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.track("tickets"))
                .withMessage("track (tickets) must be one of [orders, visits]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryCursor.open(tracks, MONTHS, List.of("tickets")))
                .withMessage("track (tickets) must be one of the tracks of the store, [orders, visits]");
        assertThatIllegalArgumentException().isThrownBy(() -> tracks.track("tickets"));
        assertThat(tracks.track("orders").events()).isEqualTo(2);
        assertThat(tracks.track("orders").customers()).isEqualTo(1);
        assertThat(tracks.members(1)).containsExactly(9L);
        assertThat(tracks.currency()).hasValue(EventLog.USD);
        assertThat(tracks.major(150)).hasToString("1.50");
        assertThat(tracks)
                .hasToString("2 customers (orders: 1 customers, 2 events in USD; visits: 2 customers, 2 events)");
        // The first track that is named binds the periods.
        Timeline open = Timeline.monthly(LocalDate.of(2024, 2, 10));
        assertThat(TrackSet.of(tracks).bind(open, List.of("visits")).size()).isEqualTo(12 * 54 + 2);
        assertThat(TrackSet.of(tracks).bind(open, List.of("orders", "visits")).size())
                .isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> {
            cursor.close();
            orders.track("visits").size();
        });
    }

    @Test
    void tracksMustFit() {
        HistoryStore<Long> tracks = store().named("orders");
        HistoryStore<Long> euros =
                LongHistoryBuilder.build(new long[1], new int[1], new long[1], Currency.getInstance("EUR"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.and(euros.named("fees")))
                .withMessage("tracks must be in one currency: orders is in USD, fees in EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> tracks.and(LongHistoryBuilder.ofMicros().build().named("visits")))
                .withMessage("tracks must be of one kind of time: the events of orders are dates, those of visits are"
                        + " instants; read dates as instants, as by day.atStartOfDay(zone).toInstant()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.and(tracks))
                .withMessage("names ([orders, orders]) must not repeat");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.and(euros))
                .withMessage("stores side by side must have names: call named(...) on each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.named(""))
                .withMessage("name of a track must not be empty");
        HistoryStore<Long> two = tracks.and(store().named("again"));
        assertThatIllegalStateException().isThrownBy(() -> two.named("both"));
    }

    @Test
    void numbersOfCodesAndTextsNeverMoveUnderALiveStore() {
        LiveStore<Long> live = LiveStore.from(store());
        LiveCursor<Long> cursor = live.open(MONTHS, List.of());
        Event early = BARE.event().coded("a").with("plan", "alu");
        live.add(0, 2L, early);
        History history = cursor.moveTo(2L);
        assertThat(history.codeIndex(0)).isEqualTo(1);
        assertThat(history.textIndex(history.column("plan"), 0)).isEqualTo(1);
        assertThat(cursor.moveTo(1L).codeIndex(0)).isZero();
        assertThat(live.snapshot().codes().names()).containsExactly("a", "order");
        live.remove(0, 2L, early);
        assertThat(live.snapshot().codes().names()).containsExactly("order");
        assertThat(live.customers()).containsExactly(1L);
        live.add(0, 2L, early);
        assertThat(cursor.moveTo(2L).codeIndex(0)).isEqualTo(1);
        live.erase(2L);
        History left = cursor.moveTo(1L);
        assertThat(left.codes().names()).doesNotContain("a");
        assertThat(left.texts(left.column("plan"))).doesNotContain("alu");
        assertThat(left.codes().find("a")).isEmpty();
        assertThat(left.codeIndex(0)).isZero();
    }

    @Test
    void eventsThatDoNotFitChangeNothing() {
        LiveStore<Long> live = LiveStore.from(store());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.add(0, 1L, BARE.event().coded("new").with("plann", "x")))
                .withMessage("column (plann) must be one of [cost, due, plan, quantity, resolved]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.add(0, 1L, BARE.event().coded("new").with("plan", 3)))
                .withMessage("column (plan) holds texts, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.add(0, 1L, BARE.event().coded("new").with("due", "x")))
                .withMessage("column (due) holds planned days, not x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.remove(0, 1L, BARE.event().with("plan", "gold")))
                .withMessageEndingWith("to remove");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.correct(0, 1L, BARE.event(), FULL.event().with("quantity", DAY)));
        assertThat(live.snapshot().codes().names()).containsExactly("order");
        live.correct(0, 1L, BARE.event(), BARE.event().with("quantity", 4));
        assertThat(live.open(MONTHS, List.of()).moveTo(1L).toString()).endsWith("2024-01-06 order 100 quantity=4");
        assertThat(FULL.event()).isEqualTo(FULL.event()).hasSameHashCodeAs(FULL.event());
        assertThat(FULL.event())
                .hasToString("2024-01-05 order 1.00 cost=0.70 due=2024-03-01 plan=gold quantity=3 resolved=2024-02-11");
    }
}
