package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.internal.store.HistoryCursor;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryStoreTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final LocalDate JAN_5 = LocalDate.of(2024, 1, 5);

    private record Order(
            @Nullable String customer,
            @Nullable LocalDate day,
            @Nullable BigDecimal amount,
            String number,
            Currency currency) {
        static Order of(@Nullable String customer, String day, String amount) {
            return new Order(customer, LocalDate.parse(day), new BigDecimal(amount), "-", USD);
        }

        Order numbered(String number) {
            return new Order(customer, day, amount, number, currency);
        }

        Order inPeriod(Currency currency) {
            return new Order(customer, day, amount, number, currency);
        }
    }

    private static HistoryReader<Order, String> reader() {
        return HistoryStore.ofDates(Order::customer, Order::day).amounts(Order::amount, USD);
    }

    private static String describe(HistoryStore<?> store) {
        StringBuilder text = new StringBuilder();
        HistoryCursor cursor = HistoryCursor.open(
                store, Timeline.of(Grain.DAY, LocalDate.of(2100, 1, 1)).inZone(ZoneId.of("UTC")), List.of());
        for (int i = 0; i < store.customers(); i++) {
            text.append(store.customer(i)).append('[').append(cursor.moveTo(i)).append(']');
        }
        return text.toString();
    }

    @Test
    void groupsByCustomerInOrderOfKeyAndTime() {
        HistoryStore<String> store = reader().from(List.of(
                Order.of("b", "2024-01-07", "1.00"),
                Order.of("a", "2024-01-06", "2.00"),
                Order.of("b", "2024-01-05", "3.00"),
                Order.of("b", "2024-01-05", "-2.50")));
        assertThat(describe(store)).isEqualTo("a[2024-01-06 200]b[2024-01-05 -250, 2024-01-05 300, 2024-01-07 100]");
        assertThat(store.customers()).isEqualTo(2);
        assertThat(store.events()).isEqualTo(4);
        assertThat(store.find("b")).hasValue(1);
        assertThat(store.find("c")).isEmpty();
        assertThat(store.firstDay()).hasValue(JAN_5);
        assertThat(store.lastDay()).hasValue(LocalDate.of(2024, 1, 7));
        assertThat(store.major(-250)).isEqualTo(new BigDecimal("-2.50"));
        assertThat(store).hasToString("2 customers, 4 events in USD");
    }

    @Test
    void emptyInputIsAnEmptyStore() {
        HistoryStore<String> store = reader().from(List.of());
        assertThat(store.customers()).isZero();
        assertThat(store.firstDay()).isEmpty();
        assertThat(store.lastDay()).isEmpty();
        assertThat(store.bind(Timeline.monthly(JAN_5)).size()).isEqualTo(1);
    }

    @Test
    void streamsAreReadLikeLists() {
        Order order = Order.of("a", "2024-01-06", "2.00");
        assertThat(describe(reader().from(Stream.of(order)))).isEqualTo(describe(reader().from(List.of(order))));
    }

    @Test
    void strictReaderNamesTheRowAndTheValue() {
        Order good = Order.of("a", "2024-01-06", "2.00");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(good, Order.of("a", "2024-01-06", "2.005"))))
                .withMessage("row 2: more decimals than the currency has (2.005 USD);"
                        + " rounding(RoundingMode) says how to round it")
                .satisfies(e -> assertThat(e.row().number()).isEqualTo(2));
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(Order.of(null, "2024-01-06", "2.00"))))
                .withMessage("row 1: no customer");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(good, new Order("a", null, BigDecimal.ONE, "-", USD))))
                .withMessageContaining("row 2: no time (customer ");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(new Order("a", JAN_5, null, "-", USD))))
                .withMessage("row 1: no amount");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(Order.of("a", "2024-01-06", "92233720368547758.08"))))
                .withMessage("row 1: amount out of range (92233720368547758.08 USD)");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(Order.of("a", "0000-12-31", "2.00"))))
                .withMessage("row 1: time out of range (0000-12-31)");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().currencies(Order::currency).from(List.of(good.inPeriod(EUR))))
                .withMessage("row 1: other currency (2.00 EUR)");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().codes(order -> null).from(List.of(good)))
                .withMessageContaining("row 1: no event code (customer ");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(Arrays.asList(good, null)))
                .withMessage("row 2: unreadable (java.lang.NullPointerException: the row)");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().currencies(order -> null).from(List.of(good)))
                .withMessage("row 1: no currency");
    }

    @Test
    void whatAnAccessorThrowsNamesTheRow() {
        List<String> days = List.of("2024-01-05", "2024-13-05", "2024-01-06", "");
        HistoryReader<String, String> csv = HistoryStore.ofDates(day -> "a", LocalDate::parse);
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> csv.from(days))
                .withMessageStartingWith(
                        "row 2: unreadable (java.time.format.DateTimeParseException: Text '2024-13-05'")
                .withCauseInstanceOf(DateTimeParseException.class);
        HistoryStore<String> store = csv.lenient().from(days);
        assertThat(store.events()).isEqualTo(2);
        assertThat(store.exclusions()).hasToString("2 excluded: 2 unreadable");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> csv.distinctBy(Integer::valueOf).from(days))
                .withCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void currenciesWithThreeDecimalsKeepThem() {
        HistoryStore<String> store = HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(Order::amount, Currency.getInstance("KWD"))
                .from(List.of(Order.of("a", "2024-01-06", "1.234"), Order.of("a", "2024-01-07", "1.2340")));
        assertThat(describe(store)).isEqualTo("a[2024-01-06 1234, 2024-01-07 1234]");
        assertThat(store.major(1234)).isEqualTo(new BigDecimal("1.234"));
    }

    @Test
    void lenientReaderCountsAndListsWhatItLeavesOut() {
        HistoryStore<String> store = reader().lenient()
                .from(Stream.concat(
                        Stream.of(Order.of("a", "2024-01-06", "2.00"), Order.of(null, "2024-01-06", "2.00")),
                        Stream.generate(() -> Order.of("a", "2024-01-07", "0.001"))
                                .limit(12)));
        assertThat(store.events()).isEqualTo(1);
        assertThat(store.exclusions().total()).isEqualTo(13);
        assertThat(store.exclusions().count(ExclusionReason.INEXACT_AMOUNT)).isEqualTo(12);
        assertThat(store.exclusions().count(ExclusionReason.NO_TIME)).isZero();
        assertThat(store.exclusions().counts())
                .containsOnlyKeys(ExclusionReason.NO_CUSTOMER, ExclusionReason.INEXACT_AMOUNT);
        assertThat(store.exclusions().examples()).hasSize(1 + Exclusions.EXAMPLES);
        assertThat(store.exclusions().examples().get(0)).hasToString("row 2: no customer");
        assertThat(store.exclusions())
                .hasToString("13 excluded: 1 no customer, 12 more decimals than the currency has");
        assertThat(reader().from(List.of()).exclusions()).hasToString("none excluded");
    }

    @Test
    void roundingIsNamed() {
        HistoryStore<String> store = reader().rounding(RoundingMode.HALF_EVEN)
                .from(List.of(Order.of("a", "2024-01-06", "2.005"), Order.of("a", "2024-01-07", "2.015")));
        assertThat(describe(store)).isEqualTo("a[2024-01-06 200, 2024-01-07 202]");
    }

    @Test
    void currenciesAreConvertedByTheCallersRatesAndNeverByOne() {
        List<Order> orders = List.of(
                Order.of("a", "2024-01-06", "2.00"),
                Order.of("a", "2024-01-07", "2.00").inPeriod(EUR),
                Order.of("a", "2024-01-08", "200").inPeriod(JPY));
        HistoryReader<Order, String> converting = reader().rounding(RoundingMode.HALF_EVEN)
                .currencies(
                        Order::currency,
                        (row, amount, from) -> from.equals(EUR)
                                ? Optional.of(amount.multiply(new BigDecimal("1.0955")))
                                : Optional.empty());
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> converting.from(orders))
                .withMessage("row 3: no exchange rate (200 JPY)");
        HistoryStore<String> store = converting.lenient().from(orders);
        assertThat(describe(store)).isEqualTo("a[2024-01-06 200, 2024-01-07 219]");
        assertThat(store.exclusions().count(ExclusionReason.NO_RATE)).isEqualTo(1);
    }

    @Test
    void optionsOfAmountsNeedAmounts() {
        HistoryReader<Order, String> bare = HistoryStore.ofDates(Order::customer, Order::day);
        assertThatIllegalStateException()
                .isThrownBy(() -> bare.rounding(RoundingMode.DOWN))
                .withMessage("call amounts(…) first");
        HistoryStore<String> store = bare.from(List.of(Order.of("a", "2024-01-06", "2.00")));
        assertThat(store.currency()).isEmpty();
        assertThat(store.major(7)).isEqualTo(new BigDecimal("7"));
        assertThat(store).hasToString("1 customers, 1 events");
    }

    @Test
    void currenciesWithoutDecimalsAreKeptWhole() {
        HistoryStore<String> store = HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(Order::amount, JPY)
                .from(List.of(Order.of("a", "2024-01-06", "200")));
        assertThat(store.major(200)).isEqualTo(new BigDecimal("200"));
    }

    @Test
    void repeatsCountOnceAndConflictsAreErrors() {
        Order order = Order.of("a", "2024-01-06", "2.00").numbered("n1");
        Order other = Order.of("a", "2024-01-05", "3.00").numbered("n1");
        HistoryReader<Order, String> distinct =
                reader().distinctBy(o -> o.number().equals("-") ? null : o.number());
        HistoryStore<String> store = distinct.from(
                List.of(order, order, Order.of("a", "2024-01-06", "2.00"), Order.of("a", "2024-01-06", "2.00")));
        assertThat(store.events()).isEqualTo(3);
        assertThat(store.exclusions()).hasToString("1 excluded: 1 repeated");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> distinct.from(List.of(order, other)))
                .withMessage("row 2: same identity, other content (identity n1)");
        // Of conflicting rows the earliest is kept, whatever their order.
        assertThat(describe(distinct.lenient().from(List.of(order, other)))).isEqualTo("a[2024-01-05 300]");
        assertThat(describe(distinct.lenient().from(List.of(other, order)))).isEqualTo("a[2024-01-05 300]");
    }

    @Test
    void mergesFollowChainsAndReportTheirEffect() {
        List<Order> orders = List.of(
                Order.of("a", "2024-01-05", "1.00"),
                Order.of("b", "2024-01-06", "1.00"),
                Order.of("c", "2024-01-07", "1.00"),
                Order.of("c", "2024-01-08", "1.00"));
        HistoryStore<String> store =
                reader().merging(Map.of("c", "b", "b", "a", "x", "a")).from(orders);
        assertThat(store.customers()).isEqualTo(1);
        assertThat(store.events()).isEqualTo(4);
        assertThat(store.mergeEffect()).isEqualTo(new MergeEffect(2, 3));
    }

    @Test
    void circularMergesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().merging(Map.of("a", "a")))
                .withMessage("the merge map must not merge a customer into itself: [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().merging(Map.of("a", "b", "b", "a")))
                .withMessageStartingWith("the merge map must not merge in a circle: [");
    }

    @Test
    void keysOfAnyTypeWork() {
        record Key(int id) {}
        HistoryStore<Key> store = HistoryStore.ofDates((Integer i) -> new Key(i % 3), i -> JAN_5.plusDays(i))
                .from(List.of(5, 4, 3, 2, 1));
        assertThat(store.customers()).isEqualTo(3);
        assertThat(store.customer(store.find(new Key(2)).orElseThrow())).isEqualTo(new Key(2));
    }

    @Test
    void keysMayBeLongsAmongOthers() {
        List<Object> keys = List.of(7L, "seven", 7L, 8L, "seven");
        HistoryStore<Object> store = HistoryStore.ofDates((Object key) -> key, key -> JAN_5)
                .codes(Object::toString)
                .from(keys);
        assertThat(describe(store))
                .isEqualTo("7[2024-01-05 7, 2024-01-05 7]seven[2024-01-05 seven, 2024-01-05 seven]8[2024-01-05 8]");
        assertThat(store.find("seven")).hasValue(1);
        assertThat(store.find(8)).isEmpty();
    }

    /** A key whose hash code tells little. */
    private record Clash(int id) implements Comparable<Clash> {
        @Override
        public int hashCode() {
            return id & 7;
        }

        @Override
        public int compareTo(Clash other) {
            return Integer.compare(id, other.id);
        }
    }

    @Test
    void keysMayShareHashCodesAndBeMany() {
        HistoryStore<Clash> clashes = HistoryStore.ofDates(Clash::new, (Integer i) -> JAN_5)
                .from(IntStream.range(0, 3_000).mapToObj(i -> i * 7 % 1_000).toList());
        assertThat(clashes.customers()).isEqualTo(1_000);
        HistoryStore<String> many = HistoryStore.ofDates(String::valueOf, (Integer i) -> JAN_5.plusDays(i % 3))
                .from(IntStream.range(0, 9_000).mapToObj(i -> i * 7 % 3_000).toList());
        assertThat(many.customers()).isEqualTo(3_000);
        for (int i = 0; i < 3_000; i++) {
            assertThat(clashes.find(new Clash(i))).isEqualTo(i < 1_000 ? OptionalInt.of(i) : OptionalInt.empty());
            int number = many.find(String.valueOf(i)).orElseThrow();
            assertThat(many.customer(number)).isEqualTo(String.valueOf(i));
            assertThat(number == 0 || many.customer(number - 1).compareTo(many.customer(number)) < 0)
                    .isTrue();
        }
        assertThat(many.find("3000")).isEmpty();
    }

    @Test
    void instantsOutsideTheSupportedYearsAreNamed() {
        HistoryReader<Instant, Long> instants = HistoryStore.ofInstants(instant -> 1L, instant -> instant);
        for (Instant instant : List.of(Instant.MIN, Instant.MAX, Instant.parse("0000-12-31T23:59:59.999Z"))) {
            assertThatExceptionOfType(InvalidRowException.class)
                    .isThrownBy(() -> instants.from(List.of(instant)))
                    .withMessage("row 1: time out of range (" + instant + ")");
        }
        assertThat(instants.from(List.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z")))
                        .events())
                .isEqualTo(2);
    }

    @Test
    void codesAreNumberedAlphabetically() {
        HistoryStore<String> store = reader().codes(Order::number)
                .from(List.of(
                        Order.of("a", "2024-01-06", "1.00").numbered("visit"),
                        Order.of("a", "2024-01-06", "2.00").numbered("order")));
        assertThat(store.codes().names()).containsExactly("order", "visit");
        assertThat(store.codes().find("visit")).hasValue(1);
        assertThat(store.codes().find("x")).isEmpty();
        assertThat(store.codes()).hasToString("[order, visit]");
        assertThat(describe(store)).isEqualTo("a[2024-01-06 order 200, 2024-01-06 visit 100]");
    }

    @Test
    void instantsNeedAZoneAndBecomeItsDays() {
        // Half past eleven in the evening in New York is the next day in UTC.
        HistoryStore<String> store = HistoryStore.ofInstants((String s) -> "a", Instant::parse)
                .from(List.of("2024-03-10T04:30:00.123456789Z"));
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 3, 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryCursor.open(store, days, List.of()))
                .withMessageEndingWith("must have a zone, since the events are instants: call inZone(zone)");
        History newYork = HistoryCursor.open(store, days.inZone(ZoneId.of("America/New_York")), List.of())
                .moveTo(0);
        assertThat(newYork.date(0)).isEqualTo(LocalDate.of(2024, 3, 9));
        assertThat(newYork.epochDay(0)).isEqualTo(LocalDate.of(2024, 3, 9).toEpochDay());
        assertThat(HistoryCursor.open(store, days.inZone(ZoneId.of("UTC")), List.of())
                        .moveTo(0)
                        .time(0))
                .isEqualTo(java.time.LocalDateTime.parse("2024-03-10T04:30:00.123456"));
        assertThat(store.hasInstants()).isTrue();
        assertThat(store.lastDay()).hasValue(LocalDate.of(2024, 3, 10));
    }

    @Test
    void aDayHasBegunOnceTheClocksShowIt() {
        // In St. John's the clocks went from 00:01 on 7 November 2010, 02:31 UTC, back to 23:01 on the day before.
        List<Instant> twiceOnThe7th =
                List.of(Instant.parse("2010-11-07T02:30:30Z"), Instant.parse("2010-11-07T02:45:00Z"));
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2010, 11, 20))
                .inZone(ZoneId.of("America/St_Johns"))
                .from(LocalDate.of(2010, 11, 1));
        for (List<Instant> instants : List.of(
                twiceOnThe7th,
                twiceOnThe7th.subList(1, 2),
                List.of(twiceOnThe7th.get(1), Instant.parse("2010-11-09T12:00:00Z")))) {
            HistoryStore<String> store =
                    HistoryStore.ofInstants((Instant at) -> "ann", at -> at).from(instants);
            History history = HistoryCursor.open(store, days, List.of()).moveTo(0);
            assertThat(history.period(0)).isEqualTo(6);
            assertThat(history.activity().first()).isEqualTo(6);
            int second = instants.indexOf(twiceOnThe7th.get(1));
            assertThat(history.time(second)).hasToString("2010-11-07T00:00");
            assertThat(history.date(second)).isEqualTo(LocalDate.of(2010, 11, 7));
            assertThat(history.epochDay(second))
                    .isEqualTo(LocalDate.of(2010, 11, 7).toEpochDay());
            assertThat(history.period(second)).isEqualTo(6);
        }
    }

    @Test
    void anEventOfTheYearOneIsAnEventLikeOthers() {
        HistoryStore<String> store = reader().from(List.of(
                Order.of("ann", "0001-01-01", "1.00"),
                Order.of("ann", "0001-01-02", "2.00"),
                Order.of("ann", "0001-02-01", "4.00"),
                Order.of("ann", "2024-01-05", "8.00")));
        History history = HistoryCursor.open(
                        store, Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1)), List.of())
                .moveTo(0);
        Activity activity = history.activity();
        int first = -2023 * 12;
        assertThat(history.period(0)).isEqualTo(first);
        assertThat(activity.first()).isEqualTo(first);
        assertThat(activity.next(first + 1)).isEqualTo(first + 1);
        assertThat(activity.next(first + 2)).isZero();
        assertThat(activity.next(1)).isEqualTo(Activity.NONE);
        assertThat(activity.last()).isZero();
        assertThat(activity.count()).isEqualTo(3);
        assertThat(activity.events(first)).isEqualTo(2);
        assertThat(activity.amount(first)).isEqualTo(300);
        assertThat(activity.amount(0)).isEqualTo(800);
        assertThat(activity.isActive(first + 1)).isTrue();
        assertThat(activity.isActive(first + 2)).isFalse();
    }

    @Test
    void datesDoNotTellTheHour() {
        HistoryStore<String> store = reader().from(List.of(Order.of("a", "2024-01-06", "1.00")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryCursor.open(store, Timeline.of(Grain.HOUR, JAN_5), List.of()))
                .withMessageEndingWith("must not count hours: the events are dates");
    }

    @Test
    void whatComesAfterTheAsOfDayIsNotThere() {
        HistoryStore<String> store = reader().from(List.of(
                Order.of("a", "2024-01-05", "1.00"),
                Order.of("a", "2024-01-06", "1.00"),
                Order.of("b", "2024-01-06", "1.00")));
        HistoryCursor cursor = HistoryCursor.open(store, Timeline.monthly(JAN_5), List.of());
        assertThat(cursor.moveTo(0).size()).isEqualTo(1);
        assertThat(cursor.afterAsOf()).isEqualTo(1);
        assertThat(cursor.moveTo(1).size()).isZero();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cursor.moveTo(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> cursor.moveTo(0).amount(1));
    }

    @Test
    void membersDoSetAlgebra() {
        HistoryStore<Long> store = LongHistoryBuilder.build(new long[] {10, 20, 30, 40}, new int[4]);
        Members<Long> left = store.members(0, 1, 2);
        Members<Long> right = store.members(2, 3);
        assertThat(left).containsExactly(10L, 20L, 30L);
        assertThat(left.or(right)).containsExactly(10L, 20L, 30L, 40L);
        assertThat(left.and(right)).containsExactly(30L);
        assertThat(left.minus(right)).containsExactly(10L, 20L);
        assertThat(left.contains(20L)).isTrue();
        assertThat(left.contains(40L)).isFalse();
        assertThat(left.contains("x")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> store.members(1, 1));
        HistoryStore<Long> other = LongHistoryBuilder.build(new long[] {10}, new int[1]);
        assertThatIllegalArgumentException().isThrownBy(() -> left.or(other.members(0)));
    }
}
