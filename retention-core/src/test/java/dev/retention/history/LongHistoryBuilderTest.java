package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongHistoryBuilderTest {
    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    // Dense keys; sparse keys; the extremes of a long; negative keys.
    @ValueSource(longs = {1, 1L << 40, Long.MAX_VALUE / 50, -7})
    void keysMayBeDenseSparseOrNegative(long step) {
        SplittableRandom random = new SplittableRandom(1);
        int n = 100_000;
        long[] customers = new long[n];
        int[] days = new int[n];
        long[] cents = new long[n];
        for (int i = 0; i < n; i++) {
            customers[i] = (random.nextInt(100) - 50) * step;
            days[i] = random.nextInt(730);
            cents[i] = random.nextLong(-1000, 1000);
        }
        HistoryStore<Long> store = LongHistoryBuilder.build(customers, days, cents, USD);
        assertThat(store.customers()).isEqualTo(100);
        HistoryCursor cursor = HistoryCursor.open(store, Timeline.of(Grain.DAY, LocalDate.of(1972, 12, 31)), List.of());
        long sum = 0;
        for (int c = 0; c < 100; c++) {
            assertThat(store.customer(c)).isEqualTo((step > 0 ? c - 50 : 49 - c) * step);
            assertThat(store.find(store.customer(c))).hasValue(c);
            History history = cursor.moveTo(c);
            for (int i = 0; i < history.size(); i++) {
                sum += history.epochDay(i) * 31 + history.amount(i) + store.customer(c) * 7;
                if (i > 0) {
                    assertThat(history.epochDay(i)).isGreaterThanOrEqualTo(history.epochDay(i - 1));
                }
            }
        }
        long expected = 0;
        for (int i = 0; i < n; i++) {
            expected += days[i] * 31L + cents[i] + customers[i] * 7;
        }
        assertThat(sum).isEqualTo(expected);
    }

    @Test
    void buildsFromSingleEventsWithInstantsAmountsAndCodes() {
        HistoryStore<Long> store = LongHistoryBuilder.ofMicros()
                .amounts(USD)
                .codes("visit", "order")
                .add(7, 86_400_000_000L, 100, 1)
                .add(7, 3_600_000_000L, 0, 0)
                .add(-7, 1L, 5)
                .build();
        assertThat(store.customers()).isEqualTo(2);
        History history = HistoryCursor.open(
                        store,
                        Timeline.of(Grain.HOUR, LocalDate.EPOCH.plusDays(1)).inZone(ZoneId.of("UTC")),
                        List.of())
                .moveTo(1);
        assertThat(history).hasToString("1970-01-01T01:00 visit 0, 1970-01-02T00:00 order 100");
        assertThat(history.period(1)).isEqualTo(24);
        assertThat(history.codes().names()).containsExactly("visit", "order");
        assertThat(history.currency()).hasValue(USD);
    }

    @Test
    void instantsTooFineToPackAreSortedAllTheSame() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofMicros().amounts(USD).codes("a", "b");
        SplittableRandom random = new SplittableRandom(2);
        long year = 365L * 86_400_000_000L;
        for (int i = 0; i < 20_000; i++) {
            builder.add(random.nextLong(), random.nextLong(year), i, i & 1);
            builder.add(5, random.nextLong(year), i, i & 1);
        }
        HistoryStore<Long> store = builder.build();
        History history = HistoryCursor.open(
                        store, Timeline.monthly(LocalDate.of(1971, 1, 1)).inZone(ZoneId.of("UTC")), List.of())
                .moveTo(store.find(5L).orElseThrow());
        assertThat(history.size()).isEqualTo(20_000);
        for (int i = 1; i < history.size(); i++) {
            assertThat(history.time(i)).isAfterOrEqualTo(history.time(i - 1));
        }
    }

    private record Row(long customer, long time, int code, long amount) {}

    @ParameterizedTest
    // How far keys lie apart, how many, the range of the times, the codes: packed into one long or not,
    // in many parts or one, times and codes that fit a long only as ranks.
    @CsvSource({
        "1, 300, 1000000, 1",
        "1, 300, 310000000000000000, 3",
        "1, 300, 310000000000000000, 70",
        "30744573456182586, 300, 1000000, 1",
        "30744573456182586, 299, 31500000000000000, 3",
        "61489146912365173, 150, 310000000000000000, 70",
        "4294967296, 1, 1000000, 2",
        "4611686018427387904, 2, 1000000, 2",
    })
    void eventsLieByCustomerTimeCodeAndAmount(long step, int keys, long range, int codes) {
        SplittableRandom random = new SplittableRandom(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            long time = i % 3 == 0 ? random.nextInt(3) : random.nextLong(range) - range / 5;
            rows.add(new Row(
                    (random.nextInt(keys) - keys / 2) * step + 1, time, random.nextInt(codes), random.nextLong(-3, 3)));
        }
        LongHistoryBuilder builder = LongHistoryBuilder.ofMicros()
                .amounts(USD)
                .codes(IntStream.range(0, codes).mapToObj(i -> "code " + i).toArray(String[]::new));
        rows.forEach(row -> builder.add(row.customer(), row.time(), row.amount(), row.code()));
        HistoryStore<Long> store = builder.build();
        rows.sort(Comparator.comparingLong(Row::customer)
                .thenComparingLong(Row::time)
                .thenComparingInt(Row::code)
                .thenComparingLong(Row::amount));
        HistoryCursor cursor = HistoryCursor.open(
                store, Timeline.of(Grain.YEAR, LocalDate.of(9999, 12, 31)).inZone(ZoneId.of("UTC")), List.of());
        List<Row> found = new ArrayList<>();
        for (int c = 0; c < store.customers(); c++) {
            History history = cursor.moveTo(c);
            for (int i = 0; i < history.size(); i++) {
                long micros = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), history.time(i));
                found.add(new Row(store.customer(c), micros, history.codeIndex(i), history.amount(i)));
            }
        }
        assertThat(found).isEqualTo(rows);
    }

    @Test
    void anEmptyBuilderBuildsAnEmptyStore() {
        assertThat(LongHistoryBuilder.ofDays().build().customers()).isZero();
        assertThat(LongHistoryBuilder.build(new long[0], new int[0]).events()).isZero();
    }

    @Test
    void mergesLongKeys() {
        HistoryStore<Long> store = LongHistoryBuilder.ofDays()
                .merging(Map.of(2L, 1L))
                .add(1, 10)
                .add(2, 11)
                .build();
        assertThat(store.customers()).isEqualTo(1);
        assertThat(store.mergeEffect()).isEqualTo(new MergeEffect(1, 1));
        long[] customers = {1, 2};
        HistoryStore<Long> whole =
                LongHistoryBuilder.ofDays().merging(Map.of(2L, 1L)).build(customers, new int[] {10, 11}, new long[0]);
        assertThat(whole.customers()).isEqualTo(1);
        assertThat(whole.mergeEffect()).isEqualTo(new MergeEffect(1, 1));
        assertThat(customers).containsExactly(1, 2);
    }

    @Test
    void inputArraysAreLeftAlone() {
        long[] customers = {3, 1, 2};
        int[] days = {3, 1, 2};
        long[] cents = {30, 10, 20};
        LongHistoryBuilder.build(customers, days, cents, USD);
        assertThat(customers).containsExactly(3, 1, 2);
        assertThat(days).containsExactly(3, 1, 2);
        assertThat(cents).containsExactly(30, 10, 20);
    }

    @Test
    void misuseIsRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.build(new long[2], new int[1]))
                .withMessage("the columns must have one length: 2 customers, 1 epochDays, 2 amounts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.build(new long[1], new int[] {Integer.MAX_VALUE}))
                .withMessageStartingWith("time (2147483647) must lie in the years 1 to 9999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().build(new long[1], new int[1], new long[1]))
                .withMessage("minor must be empty where there is no currency, not 1 amounts");
        assertThatIllegalStateException()
                .isThrownBy(() -> LongHistoryBuilder.ofMicros().build(new long[1], new int[1], new long[0]))
                .withMessage("whole columns are of dates and amounts only");
        assertThatIllegalStateException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().add(1, 2).build(new long[1], new int[1], new long[0]))
                .withMessage("set options before adding events");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().threads(0))
                .withMessage("threads (0) must be from 1 to 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryStore.ofDates(Row::customer, row -> LocalDate.EPOCH)
                        .threads(1025))
                .withMessage("threads (1025) must be from 1 to 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().add(1, 2, 3))
                .withMessage("an amount (3) needs a currency: call amounts(currency) first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().amounts(USD).add(1, 2))
                .withMessage("the event of customer 1 at 2 must have an amount");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().codes("a").add(1, 2, 0, 1))
                .withMessage("code (1) must be an index into the 1 codes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().codes("a", "a"))
                .withMessage("names ([a, a]) must not repeat");
        assertThatIllegalStateException()
                .isThrownBy(() -> LongHistoryBuilder.ofDays().add(1, 2).amounts(USD))
                .withMessage("set options before adding events");
    }
}
