package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.retention.history.HistoryStore;
import dev.retention.segment.OrderSequence.Cell;
import dev.retention.segment.OrderSequence.Item;
import dev.retention.segment.ShopLines.Line;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one order is, and which of them comes first. */
class OrdersTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);
    private static final LocalDate NEW_YEAR = LocalDate.of(2024, 1, 1);

    private record Sale(String customer, LocalDate day, String order, long cents) {
        BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }
    }

    private record Scan(String customer, String order, String at, long cents) {
        BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }
    }

    /** Each customer buys twice, for random amounts. */
    private static List<Sale> random(int customers, int daysBetween) {
        Random random = new Random(7);
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            for (int k = 0; k < 2; k++) {
                sales.add(new Sale("c" + i, NEW_YEAR.plusDays(daysBetween * k), i + "-" + k, random.nextInt(10_000)));
            }
        }
        return sales;
    }

    private static HistoryStore<String> plain(List<Sale> sales) {
        return HistoryStore.ofDates(Sale::customer, Sale::day)
                .amounts(Sale::amount, ShopLines.EUR)
                .from(sales);
    }

    private static HistoryStore<String> named(List<Sale> sales) {
        return OrderLines.of(Sale::customer, Sale::order, Sale::day)
                .amounts(Sale::amount, ShopLines.EUR)
                .from(sales);
    }

    private static long[] values(OrderSequenceTable<?> table) {
        return LongStream.rangeClosed(1, table.orders().size())
                .map(k -> table.counted().amount(new Cell(Item.REACHED, (int) k)))
                .toArray();
    }

    @Test
    void chanceMakesSecondOrdersNeitherGreaterNorSmaller() {
        OrderSequence two = OrderSequence.over(MONTHS).upTo(2);
        // A store of dates sorts what is bought on a day by its amount: no order follows from that.
        assertThat(two.of(plain(random(1000, 0))).order(2).reached()).isZero();
        for (HistoryStore<String> store : List.of(plain(random(1000, 1)), named(random(1000, 0)))) {
            OrderSequenceTable<String>.Order second = two.of(store).order(2);
            assertThat(second.reached()).isEqualTo(1000);
            // A binomial of 1,000 halves: 3.3 standard errors are 5 points.
            assertThat(second.higher().orElseThrow().asDouble()).isBetween(0.45, 0.55);
        }
    }

    @Test
    void withoutAnOrderColumnWhatIsBoughtAtOneMomentIsOneOrder() {
        HistoryStore<String> dates = plain(List.of(
                new Sale("ann", NEW_YEAR, "", 500),
                new Sale("ann", NEW_YEAR, "", 700),
                new Sale("ann", NEW_YEAR.plusDays(1), "", 100),
                new Sale("bob", NEW_YEAR, "", 200)));
        assertThat(values(OrderSequence.over(MONTHS).upTo(3).of(dates))).containsExactly(1400, 100, 0);
        HistoryStore<String> instants = HistoryStore.ofInstants(Scan::customer, (Scan scan) -> Instant.parse(scan.at()))
                .amounts(Scan::amount, ShopLines.EUR)
                .from(List.of(
                        new Scan("ann", "", "2024-01-01T10:00:00Z", 500),
                        new Scan("ann", "", "2024-01-01T10:00:00Z", 100),
                        new Scan("ann", "", "2024-01-01T11:00:00Z", 200)));
        assertThat(values(OrderSequence.over(MONTHS.inZone(ZoneOffset.UTC))
                        .upTo(3)
                        .of(instants)))
                .containsExactly(600, 200, 0);
        assertThat(TimeToOrder.over(MONTHS.inZone(ZoneOffset.UTC)).of(instants))
                .isEqualTo(LifeTable.of(List.of(Tenure.ended(0))));
    }

    @Test
    void soIsWhatIsBoughtAtOneMomentWithoutATextInThatColumn() {
        HistoryStore<String> store = HistoryStore.ofInstants(Scan::customer, (Scan scan) -> Instant.parse(scan.at()))
                .amounts(Scan::amount, ShopLines.EUR)
                .text(OrderLines.ORDER, Scan::order)
                .from(List.of(
                        new Scan("ann", null, "2024-01-01T10:00:00Z", 9),
                        new Scan("ann", "x", "2024-01-01T10:00:00Z", 20),
                        new Scan("ann", null, "2024-01-01T10:00:00Z", 1),
                        new Scan("ann", "x", "2024-01-01T12:00:00Z", 30),
                        new Scan("ann", null, "2024-01-01T11:00:00Z", 400)));
        assertThat(values(OrderSequence.over(MONTHS.inZone(ZoneOffset.UTC))
                        .upTo(4)
                        .of(store)))
                .containsExactly(50, 10, 400, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 10",
        "09, 10",
        "9, 010",
        "0, 1",
        "09, 9",
        "10, a9",
        "a10, a9",
        "a, b",
        "99999999999999999998, 99999999999999999999"
    })
    void ordersOfOneDayComeByTheirTextsAndNumbersByNumber(String first, String second) {
        for (List<Sale> sales : List.of(
                List.of(new Sale("ann", NEW_YEAR, first, 800), new Sale("ann", NEW_YEAR, second, 300)),
                List.of(new Sale("ann", NEW_YEAR, second, 300), new Sale("ann", NEW_YEAR, first, 800)))) {
            assertThat(values(OrderSequence.over(MONTHS).upTo(2).of(named(sales))))
                    .containsExactly(800, 300);
        }
    }

    @Test
    void dataThatEndWithinADayAreNotLookedIntoAfterwards() {
        Timeline noon = Timeline.completeBefore(Grain.MONTH, LocalDateTime.of(2024, 3, 31, 12, 0))
                .inZone(ZoneOffset.UTC);
        HistoryStore<String> store = HistoryStore.ofInstants(Scan::customer, (Scan scan) -> Instant.parse(scan.at()))
                .amounts(Scan::amount, ShopLines.EUR)
                .text(OrderLines.ORDER, Scan::order)
                .text(OrderLines.REASON, scan -> null)
                .from(List.of(
                        new Scan("ann", "a", "2024-03-21T10:00:00Z", 500),
                        new Scan("ann", "b", "2024-03-31T20:00:00Z", 100)));
        assertThat(OrderSequence.over(noon).of(store).order(2).reached()).isZero();
        assertThat(TimeToOrder.over(noon).of(store)).isEqualTo(LifeTable.of(List.of(Tenure.censored(10))));
        assertThat(TimeToOrder.over(noon.asOf(LocalDate.of(2024, 3, 31))).of(store))
                .isEqualTo(LifeTable.of(List.of(Tenure.ended(10))));
        // The tenth day is not over at noon: what may still come back is not kept.
        assertThat(OrderSequence.over(noon)
                        .of(store)
                        .by(ProductReturns.ofFirstOrder(10))
                        .groups())
                .containsExactly(dev.retention.rule.Group.MISSING);
        assertThat(OrderSequence.over(noon)
                        .of(store)
                        .by(ProductReturns.ofFirstOrder(9))
                        .groups())
                .containsExactly(dev.retention.rule.Group.of("kept"));
        Timeline april = Timeline.completeBefore(Grain.MONTH, LocalDateTime.of(2024, 4, 10, 12, 0))
                .inZone(ZoneOffset.UTC);
        assertThat(ProductReturns.over(april)
                        .within(10)
                        .of(store)
                        .inPeriod("2024-03")
                        .state())
                .isEqualTo(CellState.PARTIAL);
        assertThat(ProductReturns.over(april)
                        .within(9)
                        .of(store)
                        .inPeriod("2024-03")
                        .state())
                .isEqualTo(CellState.OBSERVED);
    }

    @Test
    void manyOrdersAndReturnsOfOneCustomerTakeTimeInProportion() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 80_000; i++) {
            String day = NEW_YEAR.plusDays(i % 150).toString();
            lines.add(Line.of("ann", "o" + i, day, "5.00", "p" + i % 100, "f"));
            lines.add(Line.back("ann", "o" + i, "2024-06-10", "1.00", null, "r" + i % 3));
        }
        for (int i = 0; i < 40_000; i++) {
            lines.add(Line.of("bob", "large", "2024-01-01", "5.00", "q" + i, "f"));
            lines.add(Line.back("bob", "large", "2024-06-10", "1.00", "q" + i, null));
        }
        // Quadratic time was minutes; linear time is a fraction of a second, with room for a slow machine.
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            HistoryStore<String> store = ShopLines.store(lines);
            ProductReturnTable<String> returns = ProductReturns.over(MONTHS).of(store);
            assertThat(returns.inPeriod("2024-01").count(ProductReturns.Item.SENT_BACK_LINES))
                    .isEqualTo(40_000 + returns.inPeriod("2024-01").count(ProductReturns.Item.SENT_BACK_ORDERS) - 1);
            assertThat(returns.byReason()).hasSize(4);
        });
    }
}
