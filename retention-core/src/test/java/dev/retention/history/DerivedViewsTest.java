package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Views of a history as known on an earlier day, or under another timeline, show what a store of those events would. */
class DerivedViewsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 5);
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 6, 10)).from(DAY);

    private static EventRow row(long customer, LocalDate day, String code) {
        return new EventRow(customer, day, 100, code, 0);
    }

    private static HistoryStore<Long> dates(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
    }

    private static HistoryStore<Long> instants(List<EventRow> rows) {
        return HistoryStore.ofInstants(EventRow::customer, EventRow::instant)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
    }

    private static final HistoryStore<Long> STORE =
            dates(List.of(row(1, DAY, "order"), row(1, DAY.plusDays(60), "visit"), row(1, DAY.plusDays(90), "order")));

    @Test
    void laterEventsAreNotKnownYet() {
        History history = HistoryCursor.open(STORE, MONTHS, List.of()).moveTo(0);
        History known = history.asOf(DAY.plusDays(60).toEpochDay());
        assertThat(known).hasToString("2024-01-05 order 100, 2024-03-05 visit 100");
        assertThat(known.timeline()).hasToString("MONTH 2024-01 to 2024-03, as of 2024-03-05");
        assertThat(known.customer()).isEqualTo(1L);
        assertThat(known.period(1)).isEqualTo(2);
        assertThat(known.activity().last()).isEqualTo(2);
        assertThat(known.asOf(DAY.toEpochDay())).hasToString("2024-01-05 order 100");
        assertThat(known.copy().asOf(DAY.toEpochDay())).hasToString("2024-01-05 order 100");
        assertThat(history.asOf(MONTHS.asOf().toEpochDay())).isSameAs(history);
        assertThat(history.asOf(Long.MAX_VALUE)).isSameAs(history);
    }

    @Test
    void aDayBeforeTheFirstPeriodHasOneOfItsOwn() {
        History history = HistoryCursor.open(STORE, MONTHS, List.of()).moveTo(0);
        History nothing = history.asOf(DAY.minusYears(1).toEpochDay());
        assertThat(nothing.size()).isZero();
        assertThat(history.asOf(LocalDate.of(-999_999, 1, 1).toEpochDay()).size())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.asOf(Long.MIN_VALUE))
                .withMessage("epochDay (-9223372036854775808) must be in the years -999,999 and later");
        assertThat(nothing.timeline()).hasToString("MONTH 2023-01 to 2023-01, as of 2023-01-05");
        History shifted = HistoryCursor.open(STORE, MONTHS.from(DAY.plusMonths(3)), List.of())
                .moveTo(0)
                .asOf(DAY.plusDays(60).toEpochDay());
        assertThat(shifted.timeline()).hasToString("MONTH 2024-03 to 2024-03, as of 2024-03-05");
        assertThat(shifted.period(0)).isEqualTo(-2);
        assertThat(shifted.activity().first()).isEqualTo(-2);
    }

    @Test
    void otherPeriodsAreCountedUnderAnotherTimeline() {
        History history = HistoryCursor.open(STORE, MONTHS, List.of()).moveTo(0);
        Timeline days = Timeline.of(Grain.DAY, MONTHS.asOf()).from(DAY);
        History inDays = history.under(days);
        assertThat(inDays.period(1)).isEqualTo(60);
        assertThat(inDays.activity().next(1)).isEqualTo(60);
        assertThat(inDays.asOf(DAY.toEpochDay()).size()).isEqualTo(1);
        assertThat(history.under(MONTHS)).isSameAs(history);
        assertThat(history.under(days)).isSameAs(inDays);
        assertThat(history.under(days.asOf(DAY)).size()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.under(days.asOf(DAY.plusYears(1))))
                .withMessageContaining("must end no later than that of the history (MONTH 2024-01 to 2024-06");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        history.under(Timeline.of(Grain.HOUR, MONTHS.asOf()).from(DAY)))
                .withMessageContaining("must not count hours: the events are dates");
        assertThatIllegalStateException()
                .isThrownBy(() -> history.under(Timeline.of(Grain.DAY, MONTHS.asOf())))
                .withMessageContaining("has no first period");
    }

    @Test
    void allAreClosedWithTheHistory() {
        HistoryCursor cursor = HistoryCursor.open(STORE, MONTHS, List.of());
        History history = cursor.moveTo(0);
        EventFilter.View orders = EventFilter.of("order").view();
        List<History> views = new ArrayList<>(List.of(orders.of(history)));
        // More days than are kept.
        for (int day = 0; day < 5000; day++) {
            History known = history.asOf(DAY.toEpochDay() + day - 4900);
            views.add(known);
            views.add(orders.of(known));
        }
        views.add(history.under(Timeline.of(Grain.DAY, MONTHS.asOf()).from(DAY)));
        assertThat(orders.of(history).size()).isEqualTo(2);
        cursor.close();
        assertThat(views).allSatisfy(view -> assertThatIllegalStateException().isThrownBy(view::size));
    }

    @Test
    void otherTracksAreKnownAsOfThatDayToo() {
        HistoryStore<Long> tracks = STORE.named("orders")
                .and(dates(List.of(row(1, DAY, "a"), row(1, DAY.plusDays(9), "b")))
                        .named("visits"));
        HistoryCursor cursor = HistoryCursor.open(tracks, MONTHS, tracks.trackNames());
        History known = cursor.moveTo(0).asOf(DAY.toEpochDay());
        assertThat(known).hasToString("orders: 2024-01-05 order 100; visits: 2024-01-05 a 100");
        assertThat(known.track("visits").size()).isEqualTo(1);
        assertThat(known.track("orders")).isSameAs(known);
        History ofVisits =
                cursor.moveTo(0).track("visits").asOf(DAY.plusDays(60).toEpochDay());
        assertThat(ofVisits.size()).isEqualTo(2);
        assertThat(ofVisits.track("orders").size()).isEqualTo(2);
        // A part of the events stands beside the other tracks as the whole does.
        EventFilter.View visits = EventFilter.of("visit").view();
        History part = visits.of(cursor.moveTo(0));
        assertThat(part).hasToString("orders: 2024-03-05 visit 100; visits: 2024-01-05 a 100, 2024-01-14 b 100");
        assertThat(part.track("orders")).isSameAs(part);
        assertThat(part.copy().track("visits").size()).isEqualTo(2);
        assertThat(part.asOf(DAY.toEpochDay())).hasToString("orders: ; visits: 2024-01-05 a 100");
        assertThat(part.asOf(DAY.toEpochDay()).isEmpty()).isFalse();
        assertThat(part.asOf(DAY.toEpochDay() - 1).isEmpty()).isTrue();
        cursor.close();
        assertThatIllegalStateException().isThrownBy(() -> known.track("visits").size());
        assertThatIllegalStateException().isThrownBy(part::size);
    }

    @Property(tries = 150)
    void aDayShowsWhatAStoreThatEndedThenWould(
            @ForAll("rows") List<EventRow> rows,
            @ForAll @IntRange(min = -40, max = 800) int asOf,
            @ForAll @IntRange(min = -60, max = 810) int cut,
            @ForAll @IntRange(min = 0, max = 600) int first,
            @ForAll("zones") String zone) {
        LocalDate end = EventLog.FIRST_DAY.plusDays(Math.max(asOf, first));
        LocalDate day = EventLog.FIRST_DAY.plusDays(Math.min(cut, Math.max(asOf, first)));
        Timeline months = Timeline.of(zone.isEmpty() ? Grain.weekStarting(DayOfWeek.MONDAY) : Grain.MONTH, end)
                .from(EventLog.FIRST_DAY.plusDays(first));
        Timeline timeline = zone.isEmpty() ? months : months.inZone(ZoneId.of(zone));
        HistoryStore<Long> store = zone.isEmpty() ? dates(rows) : instants(rows);
        Timeline then = (timeline.first().firstDay().isAfter(day) ? timeline.from(day) : timeline).asOf(day);
        HistoryCursor whole = HistoryCursor.open(store, timeline, List.of());
        HistoryCursor cutThen = HistoryCursor.open(store, then, List.of());
        for (int customer = 0; customer < store.customers(); customer++) {
            History known = whole.moveTo(customer).asOf(day.toEpochDay());
            History expected = cutThen.moveTo(customer);
            same(known, expected);
            same(whole.moveTo(customer).under(then), expected);
            EventFilter.View orders =
                    EventFilter.of("order").refundedBy("refund").view();
            same(orders.of(known).copy(), orders.of(expected).copy());
        }
    }

    private static void same(History actual, History expected) {
        assertThat(actual).hasToString(expected.toString());
        assertThat(actual.timeline()).isEqualTo(expected.timeline());
        assertThat(actual.size()).isEqualTo(expected.size());
        if (expected.size() == 0) {
            return;
        }
        for (int event = 0; event < expected.size(); event++) {
            assertThat(actual.period(event)).isEqualTo(expected.period(event));
        }
        Activity own = actual.activity();
        Activity other = expected.activity();
        assertThat(own.first()).isEqualTo(other.first());
        assertThat(own.last()).isEqualTo(other.last());
        assertThat(own.count()).isEqualTo(other.count());
        for (int period = own.first() - 1; period <= own.last() + 1; period++) {
            assertThat(own.next(period)).isEqualTo(other.next(period));
            assertThat(own.events(period)).isEqualTo(other.events(period));
            assertThat(own.amount(period)).isEqualTo(other.amount(period));
        }
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("", "UTC", "America/Sao_Paulo", "Europe/Berlin");
    }
}
