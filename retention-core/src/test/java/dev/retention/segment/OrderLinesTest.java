package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.cohort.CohortRetention;
import dev.retention.history.EventFilter;
import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Sweep;
import dev.retention.segment.ShopLines.Line;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Order lines as a shop has them become one history, or are refused by name. */
class OrderLinesTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);

    @Test
    void readsLinesAndReturnsIntoOneHistory() {
        HistoryStore<String> store = ShopLines.store(ShopLines.SHOP);
        assertThat(store.columns())
                .containsExactlyInAnyOrder("order", "product", "family", "discount", "cost", "reason");
        assertThat(store.codes().names()).containsExactly("line", "return");
        assertThat(store.events()).isEqualTo(10);
        assertThat(Sweep.over(store).<String>look("cleo", MONTHS, history -> history.toString()))
                .isEqualTo("2024-01-20 line 2000 family=kitchen order=o6 product=pot,"
                        + " 2024-02-03 return -2000 order=o6 product=pot reason=broken");
        // What other methods see: lines alone, or with refunds.
        assertThat(CohortRetention.over(MONTHS)
                        .counting(OrderLines.BOUGHT)
                        .of(store)
                        .cell("2024-01", 1)
                        .rate())
                .hasToString("Optional[33.3 % (1 of 3)]");
        assertThat(OrderSequence.over(MONTHS)
                        .counting(EventFilter.of("line").refundedBy("return"))
                        .of(store)
                        .order(1)
                        .value())
                .hasToString("Optional[12.00 EUR (48.00 of 4)]");
    }

    static Stream<Arguments> faults() {
        Line bought = Line.of("ann", "o1", "2024-01-05", "10.00", "mug", "kitchen");
        return Stream.of(
                Arguments.of(
                        "cost (3) must have an amount beside it, of customer ann in order o1",
                        List.of(Line.of("ann", "o1", "2024-01-05", null, "mug", "kitchen")
                                .costing("3"))),
                Arguments.of(
                        "order (null) must name the order, of customer ann",
                        List.of(Line.of("ann", null, "2024-01-05", "10.00", "mug", "kitchen"))),
                Arguments.of(
                        "amount (-10.00) must be at least 0, of customer ann in order o1: a return is told by returns",
                        List.of(bought.worth(new BigDecimal("-10.00")))),
                Arguments.of(
                        "discount (-1) must be at least 0, of customer ann in order o1", List.of(bought.less("-1"))),
                Arguments.of(
                        "cost (-3) must be at least 0, of customer ann in order o1", List.of(bought.costing("-3"))),
                Arguments.of(
                        "order (o1) must have one customer, not ann and bob, of customer ann in order o1",
                        List.of(bought, Line.of("bob", "o1", "2024-01-05", "10.00", "mug", "kitchen"))),
                Arguments.of(
                        "order (o1) must have one day, not 2024-01-05 and 2024-01-06, of customer ann in order o1",
                        List.of(bought, Line.of("ann", "o1", "2024-01-06", "10.00", "mug", "kitchen"))),
                Arguments.of(
                        "product (mug) must have one family, not kitchen and light, of customer ann in order o1",
                        List.of(bought, Line.of("bob", "o2", "2024-01-06", "10.00", "mug", "light"))),
                Arguments.of(
                        "returnOf (o9) must be an order that was bought, of customer ann",
                        List.of(Line.back("ann", "o9", "2024-01-06", "10.00", "mug", "broken"))),
                Arguments.of(
                        "returnOf (o1) must be an order of customer bob, not of ann",
                        List.of(bought, Line.back("bob", "o1", "2024-01-06", "10.00", "mug", "broken"))),
                Arguments.of(
                        "day (2024-01-04) must not be before the order's (2024-01-05), of customer ann in order o1",
                        List.of(bought, Line.back("ann", "o1", "2024-01-04", "10.00", "mug", "broken"))),
                Arguments.of(
                        "product (pot) must be one of those bought, of customer ann in order o1",
                        List.of(bought, Line.back("ann", "o1", "2024-01-06", "10.00", "pot", "broken"))),
                Arguments.of(
                        "amount (6.00) must not make the returns of product mug in order o1 (12.00) more than was paid"
                                + " for it (10.00), of customer ann",
                        List.of(
                                bought,
                                Line.back("ann", "o1", "2024-01-06", "6.00", "mug", "broken"),
                                Line.back("ann", "o1", "2024-01-07", "-6.00", "mug", "broken"))),
                Arguments.of(
                        "amount (10.01) must not make the returns of order o1 (10.01) more than was paid for it"
                                + " (10.00), of customer ann",
                        List.of(bought, Line.back("ann", "o1", "2024-01-06", "10.01", null, "broken"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesByRowAndCustomerOrLeavesOut(String message, List<Line> faulty) {
        assertThatThrownBy(() -> ShopLines.store(faulty))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageStartingWith("row ")
                .hasMessageContaining(message);
        List<Line> all = new ArrayList<>(faulty);
        all.add(Line.of("zoe", "o99", "2024-01-01", "1.00", "cup", "glass"));
        HistoryStore<String> store = ShopLines.reader().lenient().from(all);
        assertThat(store.exclusions().count(ExclusionReason.UNREADABLE)).isPositive();
        assertThat(store.exclusions().examples().toString()).contains(message);
        assertThat(store.events() + store.exclusions().total()).isEqualTo(all.size());
        assertThat(store.find("zoe")).isPresent();
    }

    @Test
    void listPricesAreTheOtherWayToTellDiscounts() {
        OrderLines<Line, String> reader = OrderLines.of(Line::customer, Line::order, Line::day)
                .amounts(Line::amount, ShopLines.EUR)
                .listPrice(Line::cost);
        Line line = Line.of("ann", "o1", "2024-01-05", "8.00", "mug", "kitchen");
        assertThat(OrderDiscounts.over(MONTHS)
                        .of(reader.from(List.of(line.costing("10.00"))))
                        .inPeriod("2024-01")
                        .depth())
                .hasToString("Optional[20.0 % (2.00 of 10.00)]");
        assertThatThrownBy(() -> reader.from(List.of(line.costing("7.00"))))
                .hasMessageContaining("listPrice (7.00) must be at least the amount (8.00)");
        assertThatThrownBy(() -> reader.discount(Line::discount)
                        .from(List.of(line.costing("10.00").less("3.00"))))
                .hasMessageContaining("discount (3.00) must be the list price (10.00) less the amount (8.00)");
        assertThat(reader.discount(Line::discount)
                        .from(List.of(line.costing("10.00").less("2.00")))
                        .events())
                .isEqualTo(1);
    }

    @Test
    void whatEveryReaderRefusesIsRefusedHereToo() {
        Line thirds = Line.of("ann", "o1", "2024-01-05", "3.333", "mug", "kitchen");
        assertThatThrownBy(() -> ShopLines.store(List.of(thirds)))
                .hasMessageContaining("row 1: ")
                .hasMessageContaining(
                        "amount (3.333) must have at most 2 decimals, as the currency has: tell how others are rounded"
                                + " by rounding(…), of customer ann in order o1");
        assertThat(OrderSequence.over(MONTHS)
                        .of(ShopLines.reader().rounding(RoundingMode.HALF_EVEN).from(List.of(thirds)))
                        .order(1)
                        .value())
                .hasToString("Optional[3.33 EUR]");
        HistoryStore<String> lenient = ShopLines.reader()
                .lenient()
                .from(Collections.unmodifiableList(java.util.Arrays.asList(
                        null,
                        Line.of(null, "o1", "2024-01-05", "3.00", "mug", "kitchen"),
                        Line.of("ann", "o1", null, "3.00", "mug", "kitchen"),
                        Line.of("ann", "o1", "2024-01-05", null, "mug", "kitchen"),
                        // A return of a line that is left out is left out with it.
                        thirds,
                        Line.back("ann", "o1", "2024-01-06", "3.00", "mug", "broken"))));
        assertThat(lenient.exclusions())
                .hasToString("6 excluded: 1 no customer, 1 no time, 1 no amount, 1 more decimals than the currency has,"
                        + " 2 unreadable");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        OrderLines.of(Line::customer, Line::order, Line::day).from(List.of(thirds)))
                .withMessage("amounts(…) must be called first");
        assertThatThrownBy(() -> ShopLines.reader()
                        .product(line -> {
                            throw new UncheckedIOException(new IOException("the disk is gone"));
                        })
                        .lenient()
                        .from(List.of(thirds)))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("the disk is gone");
    }

    static Stream<Arguments> unstorable() {
        Line bought = Line.of("ann", "o1", "2024-01-05", "10.00", "mug", "kitchen");
        Line back = Line.back("ann", "o1", "2024-01-06", "1.00", "mug", "broken");
        return Stream.of(
                Arguments.of("amount (null) must be told", bought.worth(null), ExclusionReason.NO_AMOUNT),
                Arguments.of(
                        "amount (1E+20) must fit a long in minor units",
                        bought.worth(new BigDecimal("1E+20")),
                        ExclusionReason.AMOUNT_OUT_OF_RANGE),
                Arguments.of(
                        "discount (0.005) must have at most 2 decimals",
                        bought.less("0.005"),
                        ExclusionReason.INEXACT_AMOUNT),
                Arguments.of(
                        "cost (0.005) must have at most 2 decimals",
                        bought.costing("0.005"),
                        ExclusionReason.INEXACT_AMOUNT),
                Arguments.of(
                        "amount (-0.005) must have at most 2 decimals",
                        back.worth(new BigDecimal("0.005")),
                        ExclusionReason.INEXACT_AMOUNT),
                Arguments.of(
                        "day (null) must be in the years 1 to 9999",
                        Line.of("ann", "o1", null, "10.00", "mug", "kitchen"),
                        ExclusionReason.NO_TIME));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void whatNoStoreTakesIsRefusedByNameOrLeftOutWithItsReason(String message, Line line, ExclusionReason reason) {
        assertThatThrownBy(() -> ShopLines.store(List.of(line)))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageStartingWith("row 1: ")
                .hasMessageContaining(message)
                .hasMessageContaining("of customer ann in order o1");
        Line back = Line.back("ann", "o1", "2024-01-07", "1.00", null, "broken");
        HistoryStore<String> lenient = ShopLines.reader().lenient().from(List.of(line, back));
        assertThat(lenient.exclusions().count(reason)).isEqualTo(1);
        assertThat(lenient.exclusions().total())
                .as("the return goes with its order")
                .isEqualTo(2);
    }

    @Test
    void aDiscountFitsTheListPriceBeforeTheyAreRoundedOrAfter() {
        OrderLines<Line, String> reader = OrderLines.of(Line::customer, Line::order, Line::day)
                .amounts(Line::amount, ShopLines.EUR)
                .listPrice(Line::cost)
                .discount(Line::discount)
                .rounding(RoundingMode.HALF_EVEN);
        Line line = Line.of("ann", "o1", "2024-01-05", "5.002", "mug", "kitchen");
        assertThat(OrderDiscounts.over(MONTHS)
                        .of(reader.from(List.of(line.costing("10.006").less("5.004"))))
                        .inPeriod("2024-01")
                        .depth())
                .hasToString("Optional[50.0 % (5.01 of 10.01)]");
        assertThat(reader.from(List.of(line.costing("10.00").less("5.00000001")))
                        .events())
                .isEqualTo(1);
        // Whatever the rounding, what is stored is no discount below 0.
        for (RoundingMode mode :
                List.of(RoundingMode.UP, RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.FLOOR)) {
            assertThat(OrderDiscounts.over(MONTHS)
                            .of(reader.rounding(mode)
                                    .from(List.of(line.costing("5.0021").less("0.0001"))))
                            .inPeriod("2024-01")
                            .depth()
                            .orElseThrow()
                            .part())
                    .isEqualByComparingTo("0");
        }
        assertThatThrownBy(() -> reader.from(List.of(line.costing("10.006").less("5.03"))))
                .hasMessageContaining(
                        "discount (5.03) must be the list price (10.01) less the amount (5.00), of customer ann");
    }

    @Test
    void profitTakesReturnsForRefunds() {
        HistoryStore<String> store = ShopLines.store(List.of(
                Line.of("ann", "o1", "2024-01-05", "10.00", "mug", "kitchen").costing("4.00"),
                Line.back("ann", "o1", "2024-01-09", "10.00", "mug", "broken"),
                Line.of("bob", "o2", "2024-01-05", "7.00", "mug", "kitchen").costing("4.00")));
        assertThat(CustomerProfit.over(MONTHS)
                        .cost(OrderLines.COST)
                        .counting(EventFilter.of(OrderLines.LINE).refundedBy(OrderLines.RETURN))
                        .of(store)
                        .inPeriod("2024-01")
                        .toString())
                .contains("7.00");
    }

    @Test
    void aRefundInAPlainStoreIsAnOrderUnlessAFilterSaysWhatItIs() {
        List<Line> paid = List.of(
                Line.of("ann", null, "2024-01-05", "10.00", null, null),
                Line.of("ann", null, "2024-01-09", "-10.00", null, null),
                Line.of("ann", null, "2024-02-05", "30.00", null, null));
        HistoryStore<String> store = HistoryStore.ofDates(Line::customer, Line::day)
                .amounts(Line::amount, ShopLines.EUR)
                .codes(line -> line.amount().signum() < 0 ? "refund" : "order")
                .from(paid);
        OrderSequence sequence = OrderSequence.over(MONTHS).upTo(3);
        assertThat(sequence.of(store).order(3).reached()).isEqualTo(1);
        for (EventFilter filter : List.of(
                EventFilter.ALL.with(EventFilter.Refunds.DEDUCT),
                EventFilter.of("order").refundedBy("refund"))) {
            OrderSequenceTable<String> net = sequence.counting(filter).of(store);
            assertThat(net.order(3).reached()).isZero();
            assertThat(net.order(2))
                    .hasToString("order 2, 100.0 % (1 of 1): 30.00 EUR against their own first 0.00 EUR,"
                            + " all first 0.00 EUR; after 31 days; 1 open");
        }
    }

    @Test
    void furtherTextsHaveTheirOwnNames() {
        HistoryStore<String> store =
                ShopLines.reader().text("shop", line -> "north").from(ShopLines.SHOP);
        assertThat(store.columns()).contains("shop");
        assertThatThrownBy(() -> ShopLines.reader().text("family", Line::family))
                .hasMessage("name (family) must not be that of another column");
        assertThatThrownBy(() -> ShopLines.reader().text("shop", Line::family).text("shop", Line::family))
                .hasMessage("name (shop) must not be that of another column");
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return ShopLines.lines();
    }

    /** Lines of several customers, days and families under one name, in any order. */
    @Property(tries = 100)
    void whatALenientReaderKeepsDoesNotDependOnTheOrderOfRows(
            @ForAll("lines") List<Line> lines, @ForAll Random random) {
        List<Line> odd = new ArrayList<>();
        for (Line line : lines) {
            int choice = random.nextInt(6);
            odd.add(new Line(
                    choice == 0 ? "c0" : line.customer(),
                    line.order(),
                    choice == 1 ? line.day().plusDays(1) : line.day(),
                    line.amount(),
                    line.product(),
                    choice == 2 ? "f0" : line.family(),
                    line.discount(),
                    line.cost(),
                    line.returnOf(),
                    line.reason()));
        }
        HistoryStore<String> store = ShopLines.reader().lenient().from(odd);
        Collections.shuffle(odd, random);
        HistoryStore<String> shuffled = ShopLines.reader().lenient().from(odd);
        assertThat(shuffled.exclusions().counts()).isEqualTo(store.exclusions().counts());
        Timeline timeline = MONTHS.from(LocalDate.of(2024, 1, 1));
        assertThat(ProductReturns.over(timeline).of(shuffled).counted().tally())
                .isEqualTo(ProductReturns.over(timeline).of(store).counted().tally());
        assertThat(LaterOrders.over(timeline).of(shuffled).counted().tally())
                .isEqualTo(LaterOrders.over(timeline).of(store).counted().tally());
    }

    /** What a lenient reader keeps a strict one reads without a word, and the same comes of it. */
    @Property(tries = 100)
    void whatALenientReaderKeepsAStrictOneReads(@ForAll("lines") List<Line> lines, @ForAll Random random) {
        List<Line> odd = new ArrayList<>();
        List<String> amounts = List.of("1E+20", "0.005", "-1", "92233720368547758.08");
        for (Line line : lines.subList(0, Math.min(10, lines.size()))) {
            int choice = random.nextInt(10);
            odd.add(choice < amounts.size() ? line.worth(new BigDecimal(amounts.get(choice))) : line);
        }
        List<Line> kept = new ArrayList<>(odd);
        HistoryStore<String> lenient = ShopLines.reader().lenient().from(odd);
        // At most ten rows, so that all are listed.
        lenient.exclusions().examples().stream()
                .map(row -> (int) row.number() - 1)
                .sorted(Collections.reverseOrder())
                .forEach(row -> kept.remove((int) row));
        HistoryStore<String> strict = ShopLines.store(kept);
        assertThat(strict.events()).isEqualTo(lenient.events());
        for (String customer : ShopLines.customers(kept)) {
            assertThat(Sweep.over(strict).<String>look(customer, MONTHS, history -> history.toString()))
                    .isEqualTo(Sweep.over(lenient).<String>look(customer, MONTHS, history -> history.toString()));
        }
    }
}
