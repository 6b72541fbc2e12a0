package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.LiveStore;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class HistoryProperties {
    private static String text(HistoryStore<Long> store, Timeline timeline) {
        StringBuilder text = new StringBuilder();
        HistoryCursor cursor = HistoryCursor.open(store, timeline, List.of());
        for (int i = 0; i < store.customers(); i++) {
            text.append(store.customer(i)).append(' ').append(cursor.moveTo(i)).append('\n');
        }
        return text.toString();
    }

    @Property(tries = 300)
    void orderOfTheInputDoesNotMatter(@ForAll("rows") List<EventRow> rows, @ForAll Random random) {
        List<EventRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        HistoryReader<EventRow, Long> dates = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code);
        HistoryReader<EventRow, Long> instants =
                HistoryStore.ofInstants(EventRow::customer, EventRow::instant).codes(EventRow::code);
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 12, 31)).inZone(ZoneId.of("UTC"));
        assertThat(text(dates.from(shuffled), days)).isEqualTo(text(dates.from(rows), days));
        assertThat(text(instants.from(shuffled), days)).isEqualTo(text(instants.from(rows), days));
    }

    @Property(tries = 300)
    void longKeysGiveTheSameStoreAsObjects(@ForAll("rows") List<EventRow> rows) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(EventLog.USD);
        rows.forEach(row -> builder.add(row.customer(), row.day().toEpochDay(), row.cents()));
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 12, 31));
        assertThat(text(builder.build(), days))
                .isEqualTo(text(
                        HistoryStore.ofDates(EventRow::customer, EventRow::day)
                                .amounts(EventRow::amount, EventLog.USD)
                                .from(rows),
                        days));
    }

    @Property(tries = 300)
    void activityIsTheHistoryByPeriod(
            @ForAll("rowsOfAllTimes") List<EventRow> rows,
            @ForAll("grains") Grain grain,
            @ForAll("days") LocalDate first,
            @ForAll("days") LocalDate asOf) {
        Timeline timeline =
                Timeline.of(grain, asOf.isBefore(first) ? first : asOf).from(first);
        HistoryStore<Long> store = EventLog.reader().from(rows);
        HistoryCursor cursor = HistoryCursor.open(store, timeline, List.of());
        EventLog.of(rows).byCustomer().forEach((customer, own) -> {
            Map<Integer, long[]> expected = new TreeMap<>();
            for (EventRow row : own) {
                if (!row.day().isAfter(timeline.asOf())) {
                    int p = timeline.first().until(grain.periodOf(row.day()));
                    long[] sum = expected.computeIfAbsent(p, unused -> new long[2]);
                    sum[0]++;
                    sum[1] += row.cents();
                }
            }
            History history = cursor.moveTo(store.find(customer).orElseThrow());
            Statistics.label("known").collect(expected.isEmpty() ? "nothing" : "something");
            if (expected.isEmpty()) {
                assertThat(history.size()).isZero();
                return;
            }
            for (int least = 1; least <= 2; least++) {
                long bits = 0;
                for (int p = 0; p < Long.SIZE; p++) {
                    bits |= expected.getOrDefault(p, new long[2])[0] >= least ? 1L << p : 0;
                }
                assertThat(history.firstPeriods(least == 2)).isEqualTo(bits);
            }
            for (int event = 0; event < history.size(); event++) {
                int next = event;
                while (next < history.size() && history.period(next) == history.period(event)) {
                    next++;
                }
                assertThat(history.firstAfterPeriod(event)).isEqualTo(next);
            }
            Activity activity = history.activity();
            List<Integer> active = new ArrayList<>();
            for (int p = activity.next(-800_000); p != Activity.NONE; p = activity.next(p + 1)) {
                active.add(p);
                assertThat(activity.isActive(p)).isTrue();
                assertThat(activity.events(p)).isEqualTo((int) expected.get(p)[0]);
                assertThat(activity.amount(p)).isEqualTo(expected.get(p)[1]);
            }
            assertThat(active).containsExactlyElementsOf(expected.keySet());
            assertThat(activity.first()).isEqualTo(active.get(0));
            assertThat(activity.last()).isEqualTo(active.get(active.size() - 1));
            assertThat(activity.count()).isEqualTo(active.size());
            assertThat(activity.isActive(activity.last() + 1)).isFalse();
            assertThat(activity.amount(activity.first() - 1)).isZero();
            assertThat(activity.isActive(activity.first() - 1)).isFalse();
            assertThat(activity.events(activity.first() - 1)).isZero();
            assertThat(activity.events(100_000)).isZero();
            for (int from : List.of(active.get(0) - 40, active.get(active.size() / 2), activity.last() - 63)) {
                for (int i = 0; i < Long.SIZE; i++) {
                    assertThat((activity.periodsFrom(from) >>> i & 1) == 1).isEqualTo(expected.containsKey(from + i));
                }
            }
            assertThat(activity.periodsFrom(Integer.MAX_VALUE)).isZero();
            for (int days : new int[] {0, 1, 40}) {
                int next = 1;
                while (next < history.size() && history.epochDay(next) <= history.epochDay(next - 1) + days) {
                    next++;
                }
                assertThat(history.firstAfterSilence(0, days)).isEqualTo(next);
                assertThat(history.firstAfterSilence(history.size() - 1, days)).isEqualTo(history.size());
            }
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.period(i)).isEqualTo(timeline.first().until(grain.periodOf(history.date(i))));
            }
        });
    }

    @Property(tries = 300)
    void instantsFallIntoTheCivilPeriodsOfTheZone(
            @ForAll("rows") List<EventRow> rows, @ForAll("grainsWithHours") Grain grain, @ForAll("zones") ZoneId zone) {
        HistoryStore<Long> store =
                HistoryStore.ofInstants(EventRow::customer, EventRow::instant).from(rows);
        Timeline timeline =
                store.bind(Timeline.of(grain, LocalDate.of(2025, 1, 2)).inZone(zone));
        HistoryCursor cursor = HistoryCursor.open(store, timeline, List.of());
        for (int c = 0; c < store.customers(); c++) {
            History history = cursor.moveTo(c);
            for (int i = 0; i < history.size(); i++) {
                assertThat(timeline.period(history.period(i))).isEqualTo(grain.periodOf(history.time(i)));
            }
        }
    }

    /** Whole centuries with all that zones have done to their clocks, and the year 1. */
    @Property(tries = 300)
    void civilTimeIsThatOfTheZone(
            @ForAll("rowsOfAllTimes") List<EventRow> rows,
            @ForAll("grainsWithHours") Grain grain,
            @ForAll("zones") ZoneId zone,
            @ForAll("days") LocalDate first) {
        HistoryStore<Long> store =
                HistoryStore.ofInstants(EventRow::customer, EventRow::instant).from(rows);
        Timeline timeline =
                Timeline.of(grain, LocalDate.of(2025, 3, 1)).inZone(zone).from(first);
        HistoryCursor cursor = HistoryCursor.open(store, timeline, List.of());
        EventLog.of(rows).byCustomer().forEach((customer, own) -> {
            History history = cursor.moveTo(store.find(customer).orElseThrow());
            List<Instant> instants =
                    own.stream().map(EventRow::instant).sorted().toList();
            for (int i = 0; i < history.size(); i++) {
                LocalDateTime civil = shown(instants.get(i), zone);
                assertThat(history.time(i)).isEqualTo(civil);
                assertThat(history.date(i)).isEqualTo(civil.toLocalDate());
                assertThat(history.epochDay(i)).isEqualTo(civil.toLocalDate().toEpochDay());
                assertThat(history.civilMicros(i))
                        .isEqualTo(ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), civil));
                // A period begins when the clocks show its start for the first time.
                Period period = grain.periodOf(civil);
                while (!firstShown(period.endExclusive(), zone).isAfter(instants.get(i))) {
                    period = period.plus(1);
                }
                assertThat(history.period(i)).isEqualTo(timeline.first().until(period));
                assertThat(history.areSimultaneous(0, i))
                        .isEqualTo(instants.get(i).equals(instants.get(0)));
            }
        });
    }

    /** What the clocks show, or the start of a day that they have shown before they went back over midnight. */
    private static LocalDateTime shown(Instant instant, ZoneId zone) {
        LocalDateTime civil = LocalDateTime.ofInstant(instant, zone);
        LocalDateTime next = civil.toLocalDate().plusDays(1).atStartOfDay();
        return firstShown(next, zone).isAfter(instant) ? civil : next;
    }

    private static Instant firstShown(LocalDateTime civil, ZoneId zone) {
        ZoneOffsetTransition jump = zone.getRules().getTransition(civil);
        return jump != null && jump.isGap()
                ? jump.getInstant()
                : civil.atZone(zone).toInstant();
    }

    @Property(tries = 300)
    void liveStoreHoldsWhatWasAddedAndNotRemoved(
            @ForAll("rows") List<EventRow> rows, @ForAll("rows") List<EventRow> removed) {
        HistoryStore<Long> empty = EventLog.reader().from(List.of());
        LiveStore<Long> live = LiveStore.from(empty);
        List<EventRow> all = new ArrayList<>(rows);
        all.addAll(removed);
        all.forEach(row -> live.add(0, row.customer(), row.event()));
        removed.forEach(row -> live.remove(0, row.customer(), row.event()));
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 12, 31));
        assertThat(text(live.snapshot(), days)).isEqualTo(text(EventLog.reader().from(rows), days));
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    /** Some of the events long before the others, as the sentinel of a system is, or in the years of its first customers. */
    @Provide
    Arbitrary<List<EventRow>> rowsOfAllTimes() {
        Arbitrary<Integer> days = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, EventLog.DAYS - 1)),
                Tuple.of(1, Arbitraries.of(-738_520, -738_519, -700_000)),
                Tuple.of(1, Arbitraries.integers().between(-66_500, 0)),
                Tuple.of(1, Arbitraries.integers().between(-2_800, -2_600)));
        Arbitrary<EventRow> row = Combinators.combine(EventLog.row(), days)
                .as((each, day) -> new EventRow(
                        each.customer(),
                        EventLog.FIRST_DAY.plusDays(day),
                        each.cents(),
                        each.code(),
                        each.secondOfDay()));
        return row.list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(-40, EventLog.DAYS + 40).map(EventLog.FIRST_DAY::plusDays);
    }

    @Provide
    Arbitrary<Grain> grains() {
        return Arbitraries.of(
                Grain.DAY,
                Grain.MONTH,
                Grain.QUARTER,
                Grain.YEAR,
                Grain.weekStarting(DayOfWeek.SATURDAY),
                Grain.ofDays(10, LocalDate.of(2024, 1, 1)));
    }

    @Provide
    Arbitrary<Grain> grainsWithHours() {
        return Arbitraries.oneOf(grains(), Arbitraries.just(Grain.HOUR));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "America/New_York",
                        "America/St_Johns",
                        "America/Havana",
                        "Australia/Lord_Howe",
                        "Asia/Kathmandu",
                        "Pacific/Apia")
                .map(ZoneId::of);
    }
}
