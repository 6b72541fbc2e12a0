package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.segment.OrderSequence.Cell;
import dev.retention.segment.OrderSequence.Item;
import dev.retention.segment.ShopLines.Line;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import dev.retention.survival.Tenure;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The k-th order against the same customers' first, reckoned by hand.
 *
 * <pre>
 *   first    10 Ann, 30 Bob, 20 Cleo, 8 Dan
 *   second   30 Ann after 30 days, 40 Bob after 90, 8 Dan after 10
 *   third    40 Ann after 30 days
 * </pre>
 */
class OrderSequenceTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);
    private final HistoryStore<String> shop = ShopLines.store(ShopLines.SHOP);
    private final OrderSequenceTable<String> table =
            OrderSequence.over(MONTHS).upTo(4).of(shop);

    @Test
    void setsOrdersAgainstTheSameCustomersFirst() {
        assertThat(table)
                .hasToString("order 1, 4 customers: 17.00 EUR (68.00 of 4); 1 open; order 2, 75.0 % (3 of 4): 26.00"
                        + " EUR (78.00 of 3) against their own first 16.00 EUR (48.00 of 3), all first 17.00"
                        + " EUR (68.00 of 4); after 43.3 days; 2 open; order 3, 33.3 % (1 of 3): 40.00 EUR"
                        + " against their own first 10.00 EUR, all first 17.00 EUR (68.00 of 4); after 30"
                        + " days against their own first 30; 1 open");
        OrderSequenceTable<String>.Order second = table.order(2);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.difference()).hasToString("Optional[10.00 EUR (30.00 of 3)]");
        assertThat(second.higher()).hasToString("Optional[100.0 % (2 of 2)]");
        assertThat(second.members(Item.OPEN)).containsExactly("bob", "dan");
        assertThat(second.members(Item.HIGHER)).containsExactly("ann", "bob");
        assertThat(second.meanGap()).hasValueCloseTo(130 / 3.0, within(1e-12));
        assertThat(table.order(1).meanGap()).isEmpty();
        assertThat(table.order(1).shareReaching()).isEmpty();
        assertThat(table.order(4).value()).isEmpty();
        assertThat(table.order(4).shareReaching()).hasToString("Optional[0.0 % (0 of 1)]");
        assertThat(table.orders()).hasSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.order(5))
                .withMessage("number (5) must be from 1 to 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderSequence.over(MONTHS).upTo(0))
                .withMessage("orders (0) must be from 1 to 10000");
    }

    @Test
    void theDifferenceIsPaired() {
        // Every customer spends exactly 5.00 more by the second order, however much the first ones differ.
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String first = BigDecimal.valueOf(1000 + i * i, 2).toString();
            String second = BigDecimal.valueOf(1500 + i * i, 2).toString();
            lines.add(Line.of("c" + i, "a" + i, "2024-01-01", first, null, null));
            lines.add(Line.of("c" + i, "b" + i, "2024-02-01", second, null, null));
        }
        Resampled.Estimate estimate = OrderSequence.over(MONTHS)
                .of(ShopLines.store(lines))
                .order(2)
                .differenceWithInterval(0.95)
                .orElseThrow();
        assertThat(estimate.value()).isCloseTo(5, within(1e-12));
        assertThat(estimate.interval().lower()).isCloseTo(5, within(1e-9));
        assertThat(estimate.interval().upper()).isCloseTo(5, within(1e-9));
    }

    @Test
    void storesWithoutAmountsHaveOrdersWithoutValue() {
        HistoryStore<Long> store = HistoryStore.ofDates(
                        (Long row) -> row / 10, row -> LocalDate.of(2024, 1, 1).plusDays(row % 10 / 2))
                .from(List.of(10L, 11L, 12L, 20L));
        OrderSequenceTable<Long> counts = OrderSequence.over(MONTHS).of(store);
        assertThat(counts.order(1).value()).isEmpty();
        assertThat(counts.order(2)).hasToString("order 2, 50.0 % (1 of 2); after 1 days; 1 open");
    }

    @Test
    void whoOrdersOftenWasQuickFromTheStart() {
        // Fay takes 10 days each time, Gil 50 once: over all customers the gaps shorten, over the same they do not.
        List<Line> lines = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            lines.add(Line.of(
                    "fay", "f" + k, LocalDate.of(2024, 1, 1).plusDays(10 * k).toString(), "5.00", null, null));
        }
        lines.add(Line.of("gil", "g0", "2024-01-01", "5.00", null, null));
        lines.add(Line.of("gil", "g1", "2024-02-20", "5.00", null, null));
        OrderSequenceTable<String> counted = OrderSequence.over(MONTHS).of(ShopLines.store(lines));
        assertThat(counted.order(2).meanGap()).hasValue(30);
        assertThat(counted.order(3).meanGap()).hasValue(10);
        assertThat(counted.order(3).meanFirstGap()).hasValue(10);
        assertThat(counted.order(1).meanFirstGap()).isEmpty();
    }

    @Test
    void linesOfOneDayAreOneOrderWhateverTheirTime() {
        record Scan(long customer, String order, String at, String amount) {}
        HistoryStore<Long> store = HistoryStore.ofInstants(Scan::customer, (Scan scan) -> Instant.parse(scan.at()))
                .amounts(scan -> new BigDecimal(scan.amount()), ShopLines.EUR)
                .text(OrderLines.ORDER, Scan::order)
                .from(List.of(
                        new Scan(1, "a", "2024-01-01T12:00:00Z", "1.00"),
                        new Scan(1, "b", "2024-01-01T10:00:00Z", "2.00"),
                        new Scan(1, "b", "2024-01-01T14:00:00Z", "3.00"),
                        new Scan(1, null, "2024-01-01T11:00:00Z", "7.00"),
                        new Scan(1, "b", "2024-01-02T10:00:00Z", "9.00")));
        OrderSequenceTable<Long> counted =
                OrderSequence.over(MONTHS.inZone(ZoneOffset.UTC)).of(store);
        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToLong(k -> counted.counted().amount(new Cell(Item.REACHED, k)))
                        .toArray())
                .as("b, then the one without a name, then a, and b of another day")
                .containsExactly(500, 700, 100, 900, 0);
    }

    @Test
    void timesToAnOrderAreCensored() {
        LifeTable second = TimeToOrder.over(MONTHS).of(shop);
        assertThat(second)
                .isEqualTo(LifeTable.of(
                        List.of(Tenure.ended(10), Tenure.ended(30), Tenure.ended(90), Tenure.censored(162))));
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(second);
        assertThat(curve.at(30)).hasValue(0.5);
        assertThat(curve.interval(30)).isPresent();
        assertThat(TimeToOrder.over(MONTHS).between(2, 3).of(shop))
                .isEqualTo(LifeTable.of(List.of(Tenure.ended(30), Tenure.censored(82), Tenure.censored(126))));
        Tally<dev.retention.survival.TenureCell> tally =
                Sweep.over(shop).count(TimeToOrder.over(MONTHS).rule(shop)).tally();
        assertThat(TimeToOrder.over(MONTHS).of(tally)).isEqualTo(second);
        assertThat(TimeToOrder.over(MONTHS)
                        .by(Grouping.of("name", (String name) -> name.substring(0, 1)), Sweep.over(shop))
                        .inGroup("a"))
                .isEqualTo(LifeTable.of(List.of(Tenure.ended(30))));
        assertThatThrownBy(() ->
                        TimeToOrder.over(MONTHS.from(LocalDate.of(2024, 2, 1))).of(shop))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("order 1 must not be before 2024-02-01, the first day: it was on 2024-01-05");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeToOrder.over(MONTHS).between(2, 2))
                .withMessage("to (2) must be greater than from (2)");
        assertThat(TimeToOrder.over(MONTHS).counting(OrderLines.BOUGHT))
                .hasToString("days from order 1 to order 2, as of 2024-06-30, counting [line]");
    }

    @Test
    void tablesOfTalliesSayTheSame() {
        Tally<Cell> tally = table.counted().tally();
        OrderSequenceTable<String> merged = OrderSequence.over(MONTHS).upTo(4).of(tally);
        assertThat(merged).hasToString(table.toString());
        assertThatThrownBy(() -> merged.order(1).members(Item.REACHED)).isInstanceOf(IllegalStateException.class);
        assertThat(OrderSequence.over(MONTHS)).hasToString("orders in sequence up to number 10, as of 2024-06-30");
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return ShopLines.lines();
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers()
                .between(0, 200)
                .map(day -> LocalDate.of(2024, 1, 1).plusDays(day));
    }

    @Property(tries = 200)
    void everyFigureIsWhatTheSimplestCodeCounts(@ForAll("lines") List<Line> lines, @ForAll("days") LocalDate asOf) {
        OrderSequenceTable<String> counted =
                OrderSequence.over(Timeline.monthly(asOf)).upTo(5).of(ShopLines.store(lines));
        for (int k = 1; k <= 5; k++) {
            long[] counts = new long[Item.values().length];
            long[] amounts = new long[counts.length];
            for (String customer : ShopLines.customers(lines)) {
                List<List<Line>> orders = ShopLines.ordersOf(lines, customer, asOf);
                if (orders.size() >= k) {
                    long value = ShopLines.cents(orders.get(k - 1));
                    long first = ShopLines.cents(orders.get(0));
                    LocalDate day = orders.get(k - 1).get(0).day();
                    add(counts, amounts, Item.REACHED, value);
                    add(counts, amounts, Item.OWN_FIRST, first);
                    if (k > 1) {
                        LocalDate before = orders.get(k - 2).get(0).day();
                        add(counts, amounts, Item.GAP, ChronoUnit.DAYS.between(before, day));
                        LocalDate start = orders.get(0).get(0).day();
                        LocalDate second = orders.get(1).get(0).day();
                        add(counts, amounts, Item.FIRST_GAP, ChronoUnit.DAYS.between(start, second));
                    }
                    if (orders.size() == k) {
                        add(counts, amounts, Item.OPEN, ChronoUnit.DAYS.between(day, asOf));
                    }
                    if (value != first) {
                        add(counts, amounts, value > first ? Item.HIGHER : Item.LOWER, Math.abs(value - first));
                    }
                }
            }
            for (Item item : Item.values()) {
                assertThat(counted.order(k).count(item)).isEqualTo(counts[item.ordinal()]);
                assertThat(counted.counted().amount(new Cell(item, k))).isEqualTo(amounts[item.ordinal()]);
            }
        }
    }

    private static void add(long[] counts, long[] amounts, Item item, long amount) {
        counts[item.ordinal()]++;
        amounts[item.ordinal()] += amount;
    }

    @Property(tries = 200)
    void fewerReachEveryFurtherOrderAndTheOthersAreOpen(@ForAll("lines") List<Line> lines) {
        OrderSequenceTable<String> counted = OrderSequence.over(MONTHS).upTo(25).of(ShopLines.store(lines));
        long paid = 0;
        for (int k = 1; k < 25; k++) {
            OrderSequenceTable<String>.Order order = counted.order(k);
            long next = counted.order(k + 1).reached();
            assertThat(order.reached()).isGreaterThanOrEqualTo(next);
            assertThat(order.open()).isEqualTo(order.reached() - next);
            assertThat(order.count(Item.OWN_FIRST)).isEqualTo(order.reached());
            assertThat(order.count(Item.GAP)).isEqualTo(k == 1 ? 0 : order.reached());
            paid += counted.counted().amount(new Cell(Item.REACHED, k));
        }
        assertThat(paid)
                .isEqualTo(lines.stream()
                        .filter(line -> !line.isReturn())
                        .mapToLong(Line::cents)
                        .sum());
    }

    @Property(tries = 100)
    void neitherTheOrderOfRowsNorACutLineMatters(@ForAll("lines") List<Line> lines, @ForAll Random random) {
        Timeline timeline = MONTHS.from(LocalDate.of(2024, 1, 1));
        List<Line> cut = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal part = BigDecimal.valueOf(random.nextInt((int) Math.abs(line.cents()) + 1), 2);
            if (line.isReturn() || line.discount() != null) {
                cut.add(line);
            } else {
                cut.add(line.worth(part));
                cut.add(line.worth(line.amount().subtract(part)));
            }
        }
        Collections.shuffle(cut, random);
        HistoryStore<String> whole = ShopLines.store(lines);
        HistoryStore<String> parts = ShopLines.store(cut);
        OrderSequence sequence = OrderSequence.over(timeline);
        assertThat(sequence.of(parts).counted().tally())
                .isEqualTo(sequence.of(whole).counted().tally());
        assertThat(TimeToOrder.over(timeline).between(2, 4).of(parts))
                .isEqualTo(TimeToOrder.over(timeline).between(2, 4).of(whole));
    }

    @Property(tries = 100)
    void groupsAddUp(@ForAll("lines") List<Line> lines) {
        OrderSequenceTable<String> counted = OrderSequence.over(MONTHS).of(ShopLines.store(lines));
        ByGroup<OrderSequenceTable<String>> parts = counted.by(OrderDiscounts.ofFirstOrder(20));
        for (int k = 1; k <= 10; k++) {
            int number = k;
            assertThat(parts.tables().values().stream()
                            .mapToLong(part -> part.order(number).reached())
                            .sum())
                    .isEqualTo(counted.order(k).reached());
        }
    }

    @Property(tries = 200)
    void everyTimeIsWhatTheSimplestCodeCounts(@ForAll("lines") List<Line> lines, @ForAll("days") LocalDate asOf) {
        List<Tenure> tenures = new ArrayList<>();
        for (String customer : ShopLines.customers(lines)) {
            List<List<Line>> orders = ShopLines.ordersOf(lines, customer, asOf);
            if (orders.size() >= 2) {
                boolean ended = orders.size() >= 4;
                LocalDate end = ended ? orders.get(3).get(0).day() : asOf;
                long days = ChronoUnit.DAYS.between(orders.get(1).get(0).day(), end);
                tenures.add(ended ? Tenure.ended(days) : Tenure.censored(days));
            }
        }
        assertThat(TimeToOrder.over(Timeline.monthly(asOf)).between(2, 4).of(ShopLines.store(lines)))
                .isEqualTo(LifeTable.of(tenures));
    }
}
