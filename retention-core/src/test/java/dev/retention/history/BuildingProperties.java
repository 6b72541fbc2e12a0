package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.testkit.EventLog;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** However many events come, in whatever order, and on however many threads they are sorted: the store is the same to the byte. */
class BuildingProperties {
    private static final String[] CODES = {"order", "refund", "visit"};

    /** An event with all that it can have. */
    private record Row(long customer, long time, long cents, int code, int note, long count) {
        static final Comparator<Row> IN_ORDER = Comparator.comparingLong(Row::customer)
                .thenComparingLong(Row::time)
                .thenComparingInt(Row::code)
                .thenComparingLong(Row::cents)
                .thenComparing(row -> row.count == 0 ? Long.MIN_VALUE : row.count)
                .thenComparingInt(Row::note);
    }

    /** What events are like: how many, of how many customers, how far their keys lie apart, over how long a time. */
    record Plan(int events, int customers, long step, long range, boolean instants, boolean bare, long seed) {
        List<Row> rows() {
            SplittableRandom random = new SplittableRandom(seed);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                // Now and then the same moment again, and one customer of many events.
                long time = random.nextInt(3) == 0 ? random.nextInt(3) : random.nextLong(range);
                long customer = random.nextInt(10) == 0 ? 1 : random.nextInt(customers);
                rows.add(new Row(
                        (customer - customers / 2) * step,
                        time,
                        bare ? 0 : random.nextLong(-3, 3),
                        bare ? 0 : random.nextInt(CODES.length),
                        bare ? 0 : random.nextInt(4),
                        bare ? 0 : random.nextLong(3)));
            }
            return rows;
        }

        HistoryStore<Long> built(List<Row> rows, int threads) {
            LongHistoryBuilder builder = instants ? LongHistoryBuilder.ofMicros() : LongHistoryBuilder.ofDays();
            builder.threads(threads);
            if (bare) {
                rows.forEach(row -> builder.add(row.customer, row.time));
                return builder.build();
            }
            builder.amounts(EventLog.USD).codes(CODES).number("count").text("note");
            for (Row row : rows) {
                builder.add(row.customer, row.time, row.cents, row.code);
                if (row.count > 0) {
                    builder.with("count", row.count);
                }
                if (row.note > 0) {
                    builder.with("note", "note " + row.note);
                }
            }
            return builder.build();
        }

        /** The same by objects whose keys are texts in the order of the customers. */
        HistoryStore<String> read(List<Row> rows, int threads) {
            HistoryReader<Row, String> reader = instants
                    ? HistoryStore.ofInstants(Plan::name, row -> Instant.EPOCH.plus(row.time, ChronoUnit.MICROS))
                    : HistoryStore.ofDates(Plan::name, row -> LocalDate.ofEpochDay(row.time));
            return reader.threads(threads).from(rows);
        }

        private static String name(Row row) {
            return String.format(Locale.ROOT, "%016x", row.customer ^ Long.MIN_VALUE);
        }
    }

    private static byte[] bytes(HistoryStore<Long> store) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.writeTo(bytes, HistoryStore.KeyCodec.LONG);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 40)
    void isTheSameInAnyOrderOnAnyThreads(@ForAll("plans") Plan plan, @ForAll Random random) {
        List<Row> rows = plan.rows();
        byte[] expected = bytes(plan.built(rows.stream().sorted(Row.IN_ORDER).toList(), 1));
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(bytes(plan.built(rows, threads))).isEqualTo(expected);
            assertThat(bytes(plan.built(grouped(rows, random), threads))).isEqualTo(expected);
            List<Row> stray = new ArrayList<>(rows.stream().sorted(Row.IN_ORDER).toList());
            Collections.swap(stray, random.nextInt(stray.size()), stray.size() - 1);
            assertThat(bytes(plan.built(stray, threads))).isEqualTo(expected);
        }
    }

    /** The rows of each customer together, customers in any order, each in order of time or not. */
    private static List<Row> grouped(List<Row> rows, Random random) {
        List<Row> from = random.nextBoolean()
                ? rows
                : rows.stream().sorted(Comparator.comparingLong(Row::time)).toList();
        Map<Long, List<Row>> groups = new LinkedHashMap<>();
        from.forEach(row -> groups.computeIfAbsent(row.customer, unused -> new ArrayList<>())
                .add(row));
        List<List<Row>> shuffled = new ArrayList<>(groups.values());
        Collections.shuffle(shuffled, random);
        return shuffled.stream().flatMap(List::stream).toList();
    }

    @Property(tries = 40)
    void holdsWhatTheSimplestSortDoes(@ForAll("plans") Plan plan, @ForAll Random random) {
        List<Row> rows = plan.rows();
        List<Row> sorted = rows.stream().sorted(Row.IN_ORDER).toList();
        List<Row> given = random.nextBoolean() ? rows : grouped(rows, random);
        HistoryStore<Long> store = plan.built(given, 1 + random.nextInt(3));
        List<Long> keys = sorted.stream().map(Row::customer).distinct().toList();
        assertThat(IntStream.range(0, store.customers())
                        .mapToObj(store::customer)
                        .toList())
                .isEqualTo(keys);
        assertThat(recorded(store, plan))
                .isEqualTo(sorted.stream()
                        .map(row -> List.of(row.time, row.code, row.cents, row.count))
                        .toList());
        HistoryStore<String> named = plan.read(given, 1 + random.nextInt(3));
        assertThat(recorded(named, plan).stream().map(event -> event.get(0)).toList())
                .isEqualTo(sorted.stream().map(Row::time).toList());
    }

    /** Time, code, amount and number of every event in order. */
    private static List<List<? extends Number>> recorded(HistoryStore<?> store, Plan plan) {
        Timeline timeline = Timeline.of(Grain.YEAR, LocalDate.of(9999, 12, 31));
        HistoryCursor cursor =
                HistoryCursor.open(store, plan.instants ? timeline.inZone(ZoneId.of("UTC")) : timeline, List.of());
        List<List<? extends Number>> events = new ArrayList<>();
        for (int c = 0; c < store.customers(); c++) {
            History history = cursor.moveTo(c);
            for (int i = 0; i < history.size(); i++) {
                boolean all = store.currency().isPresent();
                events.add(List.of(
                        plan.instants ? history.civilMicros(i) : history.epochDay(i),
                        all ? history.codeIndex(i) : 0,
                        all ? history.amount(i) : 0L,
                        all && history.hasValue(history.column("count"), i)
                                ? history.number(history.column("count"), i)
                                : 0L));
            }
        }
        return events;
    }

    @Property(tries = 40)
    void wholeColumnsAreTheSameOnAnyThreadsAndStayAsTheyAre(@ForAll("plans") Plan plan) {
        List<Row> rows = plan.rows();
        long[] customers = rows.stream().mapToLong(Row::customer).toArray();
        int[] days = rows.stream().mapToInt(row -> (int) (row.time % 2_900_000)).toArray();
        long[] cents = rows.stream().mapToLong(Row::cents).toArray();
        long[] customersBefore = customers.clone();
        int[] daysBefore = days.clone();
        long[] centsBefore = cents.clone();
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(EventLog.USD);
        for (int i = 0; i < days.length; i++) {
            builder.add(customers[i], days[i], cents[i]);
        }
        byte[] expected = bytes(builder.build());
        for (int threads = 1; threads <= 3; threads++) {
            LongHistoryBuilder whole =
                    LongHistoryBuilder.ofDays().amounts(EventLog.USD).threads(threads);
            assertThat(bytes(whole.build(customers, days, cents))).isEqualTo(expected);
        }
        assertThat(customers).isEqualTo(customersBefore);
        assertThat(days).isEqualTo(daysBefore);
        assertThat(cents).isEqualTo(centsBefore);
    }

    /** Nearly all events in one part, which is parted again: keys that crowd far from one other, one customer in few days. */
    @Example
    void partsThatAreTooLargeArePartedAgain() {
        SplittableRandom random = new SplittableRandom(9);
        int events = 300_000;
        for (long far : new long[] {1L << 20, Long.MAX_VALUE}) {
            for (int customers : new int[] {1, 1_000}) {
                List<Row> rows = new ArrayList<>();
                for (int i = 0; i < events; i++) {
                    long customer = i == events / 2 ? far : random.nextInt(customers);
                    rows.add(new Row(customer, random.nextInt(1_000), 0, 0, 0, 0));
                }
                Plan plan = new Plan(events, customers, 1, 1, false, true, 0);
                byte[] expected =
                        bytes(plan.built(rows.stream().sorted(Row.IN_ORDER).toList(), 1));
                assertThat(Arrays.equals(bytes(plan.built(rows, 1)), expected)).isTrue();
                assertThat(Arrays.equals(bytes(plan.built(rows, 2)), expected)).isTrue();
            }
        }
    }

    /** From one event to several parts, keys that fit a word with the times or not, times that need ranks. */
    @Provide
    Arbitrary<Plan> plans() {
        Arbitrary<Integer> events = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(1, 60)),
                Tuple.of(2, Arbitraries.integers().between(1_000, 5_000)),
                Tuple.of(1, Arbitraries.integers().between(20_000, 40_000)));
        Arbitrary<Long> range = Arbitraries.of(1L, 800L, 2_900_000L);
        Arbitrary<Long> micros = Arbitraries.of(800L, 63_000_000_000_000L, 250_000_000_000_000_000L);
        return Combinators.combine(
                        events,
                        Arbitraries.of(1, 3, 40, 3_000, 50_000),
                        Arbitraries.of(1L, -7L, 1L << 32, 1L << 48, Long.MAX_VALUE / 25_001),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        range,
                        micros,
                        Arbitraries.longs())
                .as((count, customers, step, instants, bare, days, fine, seed) ->
                        new Plan(count, customers, step, instants ? fine : days, instants, bare, seed));
    }
}
