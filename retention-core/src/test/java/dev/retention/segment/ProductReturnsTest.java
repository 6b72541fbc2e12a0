package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.segment.ProductReturns.Cell;
import dev.retention.segment.ProductReturns.Item;
import dev.retention.segment.ProductReturns.On;
import dev.retention.segment.ShopLines.Line;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Returns of {@link ShopLines#SHOP} and two more, reckoned by hand. */
class ProductReturnsTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);
    private final HistoryStore<String> shop = ShopLines.store(withMore());
    private final ProductReturnTable<String> table = ProductReturns.over(MONTHS).of(shop);

    /** Ann sends her first pot back and then, for another reason, what is left of that order; Cleo's pot came back in February. */
    private static List<Line> withMore() {
        List<Line> lines = new ArrayList<>(ShopLines.SHOP);
        lines.add(Line.back("ann", "o2", "2024-02-10", "20.00", "pot", "too small"));
        lines.add(Line.back("ann", "o2", "2024-03-20", "10.00", null, "broken"));
        return lines;
    }

    @Test
    void countsReturnsInThePeriodOfTheSale() {
        assertThat(table.inPeriod("2024-01"))
                .hasToString("2024-01: 20.00 sent back of 60.00 sold, 1 of 3 lines, 1 of 3 orders, 1 of 3 customers");
        ProductReturnTable<String>.InPeriod february = table.inPeriod("2024-02");
        assertThat(february)
                .hasToString("2024-02: 30.00 sent back of 46.00 sold, 2 of 4 lines, 1 of 3 orders, 1 of 2 customers");
        assertThat(february.value()).hasToString("Optional[65.2 % (30.00 of 46.00)]");
        assertThat(february.lines()).hasToString("Optional[50.0 % (2 of 4)]");
        assertThat(february.orders()).hasToString("Optional[33.3 % (1 of 3)]");
        assertThat(february.customers()).hasToString("Optional[50.0 % (1 of 2)]");
        assertThat(february.members(Item.SENT_BACK)).containsExactly("ann");
        assertThat(table.inPeriod("2024-05").value()).isEmpty();
        assertThat(february.count(Item.SENT_BACK_LINES)).isEqualTo(2);
        assertThat(february.amount(Item.SENT_BACK)).isEqualByComparingTo("30");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> february.amount(Item.LINES))
                .withMessage("item (lines) must be none of [lines, orders, sent back lines, sent back orders]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> february.count(Item.SOLD))
                .withMessage("item (sold) must be one of [lines, orders, sent back lines, sent back orders]");
    }

    @Test
    void orInThePeriodInWhichTheyCame() {
        ProductReturns method = ProductReturns.over(MONTHS).countedOn(On.RETURN);
        ProductReturnTable<String> came = method.of(shop);
        assertThat(came.inPeriod("2024-01"))
                .hasToString("2024-01: 0.00 came back, in 0 lines of 0 orders by 0 customers;"
                        + " sold 60.00, in 3 lines of 3 orders to 3 customers");
        assertThat(came.inPeriod("2024-02").amount(Item.SENT_BACK)).isEqualByComparingTo("40");
        assertThat(came.inPeriod("2024-03").count(Item.SENT_BACK_LINES)).isEqualTo(1);
        // The order was sent back in part in February already.
        assertThat(came.inPeriod("2024-03").count(Item.SENT_BACK_ORDERS)).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> came.inPeriod("2024-02").value())
                .withMessage("returns of 2024-02 may be of earlier sales and are no share of its: count them on SALE");
        assertThat(method.within(9).because("broken").counting(OrderLines.BOUGHT))
                .hasToString("returns of goods by the day of the return, within 9 days, because of \"broken\", "
                        + MONTHS + ", counting [line]");
    }

    @Test
    void returnsWithinDaysAreUnfinishedUntilTheseAreOver() {
        ProductReturnTable<String> within =
                ProductReturns.over(MONTHS).within(30).of(shop);
        assertThat(within.inPeriod("2024-02").amount(Item.SENT_BACK)).isEqualByComparingTo("20");
        assertThat(within.inPeriod("2024-05").state()).isEqualTo(CellState.OBSERVED);
        assertThat(within.inPeriod("2024-06").state()).isEqualTo(CellState.PARTIAL);
        assertThat(ProductReturns.over(MONTHS)
                        .within(31)
                        .of(shop)
                        .inPeriod("2024-05")
                        .state())
                .isEqualTo(CellState.PARTIAL);
        // The thirtieth day after May, 30 June, is not over at noon.
        Timeline noon = Timeline.completeBefore(Grain.MONTH, ShopLines.AS_OF.atTime(12, 0));
        assertThat(ProductReturns.over(noon)
                        .within(30)
                        .of(shop)
                        .inPeriod("2024-05")
                        .state())
                .isEqualTo(CellState.PARTIAL);
        assertThat(ProductReturns.over(noon)
                        .within(29)
                        .of(shop)
                        .inPeriod("2024-05")
                        .state())
                .isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-06").state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-06").period()).hasToString("2024-06");
        assertThat(ProductReturns.over(MONTHS)
                        .countedOn(On.RETURN)
                        .within(31)
                        .of(shop)
                        .inPeriod("2024-05")
                        .state())
                .isEqualTo(CellState.OBSERVED);
    }

    @Test
    void reasonsAreThoseOfTheTable() {
        assertThat(ProductReturns.over(MONTHS).because("broken").of(shop).byReason())
                .containsOnlyKeys(Group.of("broken"));
        assertThat(ProductReturns.over(MONTHS).because("typo").of(shop).byReason())
                .isEmpty();
        assertThat(ProductReturns.over(MONTHS)
                        .counting(OrderLines.BOUGHT)
                        .of(shop)
                        .byReason())
                .isEmpty();
        Grouping byName = Grouping.of("name", (String name) -> name);
        assertThatIllegalStateException()
                .isThrownBy(() -> table.by(byName).inGroup("cleo").byReason())
                .withMessage("byReason must not be asked of one group of customers: call because(reason) first, then"
                        + " by(grouping)");
        assertThat(ProductReturns.over(MONTHS)
                        .because("too small")
                        .of(shop)
                        .by(byName)
                        .inGroup("cleo")
                        .inPeriod("2024-01"))
                .hasToString("2024-01: 0.00 sent back of 20.00 sold, 0 of 1 lines, 0 of 1 orders, 0 of 1 customers");
    }

    @Test
    void storesThatTellOfNoReturnsAreRefused() {
        HistoryStore<String> bought = OrderLines.of(Line::customer, Line::order, Line::day)
                .amounts(Line::amount, ShopLines.EUR)
                .from(ShopLines.SHOP.subList(0, 9));
        ProductReturns method = ProductReturns.over(MONTHS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.of(bought))
                .withMessage("store (4 customers, 9 events in EUR) must have a column (reason)");
        assertThatIllegalArgumentException().isThrownBy(() -> method.rule(bought));
        assertThatThrownBy(() -> Sweep.over(bought)
                        .count(ProductReturns.over(MONTHS.from(ShopLines.AS_OF)).rule()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("histories must have a column (reason), or nothing can be told");
        assertThatThrownBy(() -> OrderSequence.over(MONTHS).of(bought).by(ProductReturns.ofFirstOrder(30)))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("histories must have a column (reason), or nothing can be told");
        // Returns were asked for, and there are none so far.
        HistoryStore<String> kept = ShopLines.store(ShopLines.SHOP.subList(0, 9));
        assertThat(method.of(kept).inPeriod("2024-01").value()).hasToString("Optional[0.0 % (0.00 of 60.00)]");
        assertThat(OrderSequence.over(MONTHS)
                        .of(kept)
                        .by(ProductReturns.ofFirstOrder(30))
                        .groups())
                .containsExactly(Group.of("kept"));
        HistoryStore<String> days =
                HistoryStore.ofDates(Line::customer, Line::day).from(ShopLines.SHOP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.of(days.named("days").and(shop.named("lines"))))
                .withMessageEndingWith("must have a column (order) in its first track, which is the one read");
    }

    @Test
    void runningPeriodsAreMarked() {
        Timeline open = Timeline.monthly(LocalDate.of(2024, 2, 20));
        assertThat(ProductReturns.over(open)
                        .within(30)
                        .of(shop)
                        .inPeriod("2024-01")
                        .toString())
                .startsWith("2024-01 (so far): 20.00 sent back");
        assertThat(ProductReturns.over(open).of(shop).inPeriod(open.last()).toString())
                .startsWith("2024-02 (running): ");
        assertThat(OrderDiscounts.over(open).of(shop).inPeriod("2024-02").toString())
                .startsWith("2024-02 (running): ");
        assertThat(LaterOrders.over(open).of(shop).inPeriod("2024-02").toString())
                .startsWith("2024-02 (running): ");
    }

    @Test
    void tellsReasonsOverAllThatWasSold() {
        Map<Group, ProductReturnTable<String>> reasons = table.byReason();
        assertThat(reasons.keySet()).containsExactly(Group.of("broken"), Group.of("too small"));
        assertThat(reasons.get(Group.of("broken")).inPeriod("2024-02"))
                // Both lines are of an order that was broken.
                .hasToString("2024-02: 10.00 sent back of 46.00 sold, 2 of 4 lines, 1 of 3 orders, 1 of 2 customers");
        assertThat(reasons.get(Group.of("too small")).inPeriod("2024-02"))
                .hasToString("2024-02: 20.00 sent back of 46.00 sold, 1 of 4 lines, 1 of 3 orders, 1 of 2 customers");
        ProductReturnTable<String> merged =
                ProductReturns.over(MONTHS).of(table.counted().tally());
        assertThat(merged.inPeriod("2024-02"))
                .hasToString(table.inPeriod("2024-02").toString());
        assertThatIllegalStateException().isThrownBy(merged::byReason);
        assertThat(table.by(Grouping.of("name", (String name) -> name))
                        .inGroup("ann")
                        .inPeriod("2024-02")
                        .lines())
                .hasToString("Optional[100.0 % (2 of 2)]");
    }

    @Test
    void aStoreThatNamesNoOrdersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProductReturns.over(MONTHS)
                        .of(HistoryStore.ofDates((Long row) -> row, row -> ShopLines.AS_OF)
                                .from(List.of(1L))))
                .withMessage("store (1 customers, 1 events) must have a column (order)");
        assertThat(ProductReturns.over(MONTHS.from(ShopLines.AS_OF))
                        .of(ShopLines.store(List.of()))
                        .byReason())
                .isEmpty();
    }

    @Test
    void returnsOfUnknownOrdersAreCountedApart() {
        HistoryStore<Long> store = HistoryStore.ofDates(
                        (Integer row) -> 1L, row -> LocalDate.of(2024, 1, 1).plusDays(row))
                .amounts(row -> BigDecimal.valueOf(row == 0 ? 50 : -10), ShopLines.EUR)
                .codes(row -> row == 0 ? "order" : OrderLines.RETURN)
                .text(OrderLines.ORDER, row -> row == 2 ? null : "o" + row)
                .from(List.of(0, 1, 2));
        assertThat(ProductReturns.over(MONTHS).of(store).inPeriod("2024-01"))
                .hasToString("2024-01: 0.00 sent back of 50.00 sold, 0 of 1 lines, 0 of 1 orders, 0 of 1 customers;"
                        + " 20.00 of no known order");
    }

    @Test
    void partsCustomersByWhetherTheySentTheFirstOrderBack() {
        ByGroup<Members<String>> groups = Sweep.over(shop).members(ProductReturns.ofFirstOrder(14), MONTHS);
        assertThat(groups.inGroup("sent back")).containsExactly("cleo");
        assertThat(groups.inGroup("kept")).containsExactly("ann", "bob", "dan");
        // After the days in which things are sent back: who had no second order by then, and how long that took from
        // there.
        ByGroup<LifeTable> later = TimeToOrder.over(MONTHS)
                .by(ProductReturns.ofFirstOrder(14), Sweep.over(shop))
                .map(table -> table.givenStayed(14));
        assertThat(later.inGroup("kept")).isEqualTo(LifeTable.of(List.of(Tenure.ended(16), Tenure.ended(76))));
        assertThat(later.inGroup("sent back")).isEqualTo(LifeTable.of(List.of(Tenure.censored(148))));
        // The thirtieth day after the first order of ann is over at its end and not at noon.
        LocalDate thirtieth = LocalDate.of(2024, 2, 4);
        assertThat(Sweep.over(shop)
                        .members(ProductReturns.ofFirstOrder(30), Timeline.monthly(thirtieth))
                        .inGroup("kept"))
                .contains("ann");
        assertThat(Sweep.over(shop)
                        .members(
                                ProductReturns.ofFirstOrder(30),
                                Timeline.completeBefore(Grain.MONTH, thirtieth.atTime(12, 0)))
                        .inGroup(Group.MISSING))
                .contains("ann");
        // Too early to tell for those who had nothing to send back by then.
        Timeline early = Timeline.monthly(LocalDate.of(2024, 2, 4));
        assertThat(Sweep.over(shop)
                        .members(ProductReturns.ofFirstOrder(26), early)
                        .inGroup(Group.MISSING))
                .containsExactly("bob");
        ByGroup<Members<String>> soon = Sweep.over(shop).members(ProductReturns.ofFirstOrder(31), early);
        assertThat(soon.inGroup(Group.MISSING)).containsExactly("ann", "bob");
        assertThat(soon.inGroup("sent back")).containsExactly("cleo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProductReturns.ofFirstOrder(0))
                .withMessage("days (0) must be at least 1");
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return ShopLines.lines();
    }

    @Property(tries = 200)
    void everyFigureIsWhatTheSimplestCodeCounts(
            @ForAll("lines") List<Line> lines, @ForAll On on, @ForAll boolean soon) {
        LocalDate asOf = LocalDate.of(2024, 5, 15);
        Map<String, Long> amounts = new TreeMap<>();
        Map<String, Set<String>> customers = new TreeMap<>();
        List<Line> known =
                lines.stream().filter(line -> !line.day().isAfter(asOf)).toList();
        for (String customer : ShopLines.customers(known)) {
            for (List<Line> order : ShopLines.ordersOf(lines, customer, asOf)) {
                Period sold = month(order.get(0));
                note(amounts, customers, customer, new Cell(sold, Item.SOLD), ShopLines.cents(order));
                note(amounts, customers, customer, new Cell(sold, Item.LINES), order.size());
                note(amounts, customers, customer, new Cell(sold, Item.ORDERS), 1);
                LocalDate first = null;
                for (Line line : known) {
                    long days = ChronoUnit.DAYS.between(order.get(0).day(), line.day());
                    if (order.get(0).order().equals(line.returnOf()) && (!soon || days <= 40)) {
                        Period period = on == On.SALE ? sold : month(line);
                        // Each product of an order comes back once, with all of its lines.
                        note(amounts, customers, customer, new Cell(period, Item.SENT_BACK), line.cents());
                        long back = order.stream()
                                .filter(each -> line.product().equals(each.product()))
                                .count();
                        note(amounts, customers, customer, new Cell(period, Item.SENT_BACK_LINES), back);
                        first = first == null || line.day().isBefore(first) ? line.day() : first;
                    }
                }
                if (first != null) {
                    Period period = on == On.SALE ? sold : Grain.MONTH.periodOf(first);
                    note(amounts, customers, customer, new Cell(period, Item.SENT_BACK_ORDERS), 1);
                }
            }
        }
        Timeline timeline = Timeline.monthly(asOf).from(LocalDate.of(2024, 1, 1));
        ProductReturns method = ProductReturns.over(timeline).countedOn(on);
        ProductReturnTable<String> counted = (soon ? method.within(40) : method).of(ShopLines.store(lines));
        for (int i = 0; i < counted.counted().tally().cells().size(); i++) {
            Cell cell = counted.counted().tally().cells().cell(i);
            assertThat(counted.counted().amount(cell))
                    .as("%s", cell)
                    .isEqualTo(amounts.getOrDefault(cell.toString(), 0L));
            assertThat(counted.counted().count(cell))
                    .isEqualTo(customers.getOrDefault(cell.toString(), Set.of()).size());
        }
    }

    private static Period month(Line line) {
        return Grain.MONTH.periodOf(line.day());
    }

    private static void note(
            Map<String, Long> amounts, Map<String, Set<String>> customers, String customer, Cell cell, long amount) {
        amounts.merge(cell.toString(), amount, Long::sum);
        customers.computeIfAbsent(cell.toString(), unused -> new TreeSet<>()).add(customer);
    }

    @Property(tries = 100)
    void valuesOfReasonsAddUp(@ForAll("lines") List<Line> lines) {
        ProductReturnTable<String> all = ProductReturns.over(MONTHS).of(ShopLines.store(lines));
        Map<Group, ProductReturnTable<String>> reasons = all.byReason();
        for (ProductReturnTable<String>.InPeriod period : all.periods()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (ProductReturnTable<String> reason : reasons.values()) {
                sum = sum.add(reason.inPeriod(period.period().label()).amount(Item.SENT_BACK));
                assertThat(reason.inPeriod(period.period().label()).amount(Item.SOLD))
                        .isEqualTo(period.amount(Item.SOLD));
            }
            assertThat(sum).isEqualByComparingTo(period.amount(Item.SENT_BACK));
        }
    }
}
