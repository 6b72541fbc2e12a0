package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.segment.OrderDiscounts.Cell;
import dev.retention.segment.OrderDiscounts.Item;
import dev.retention.segment.ShopLines.Line;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
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

/** Discounts of {@link ShopLines#SHOP}, reckoned by hand; a mug costs 5, a pot 10 and a lamp 20. */
class OrderDiscountsTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);
    private static final Map<String, String> COSTS = Map.of("mug", "5.00", "pot", "10.00", "lamp", "20.00");
    private final HistoryStore<String> shop = ShopLines.store(ShopLines.SHOP.stream()
            .map(line -> line.costing(COSTS.get(line.product())))
            .toList());
    private final OrderDiscountTable<String> table = OrderDiscounts.over(MONTHS).of(shop);

    @Test
    void tellsDepthFullPriceAndDependence() {
        OrderDiscountTable<String>.InPeriod january = table.inPeriod("2024-01");
        assertThat(january)
                .hasToString("2024-01: 3 lines with 60.00 of a list price of 70.00; at full price 66.7 % (2 of 3) of"
                        + " lines, never so far 33.3 % (1 of 3) of customers");
        assertThat(january.depth()).hasToString("Optional[14.3 % (10.00 of 70.00)]");
        assertThat(january.fullPriceValue()).hasToString("Optional[50.0 % (30.00 of 60.00)]");
        assertThat(january.fullPriceCustomers()).hasToString("Optional[66.7 % (2 of 3)]");
        assertThat(january.members(Item.NEVER_FULL_PRICE)).containsExactly("bob");
        assertThat(january.amount(Item.NEVER_FULL_PRICE)).isEqualByComparingTo("30");
        assertThat(january.margin()).hasValueCloseTo(25 / 60.0, within(1e-15));
        assertThat(january.marginAtFullPrice()).hasValueCloseTo(0.5, within(1e-15));
        assertThat(january.marginWithDiscount()).hasValueCloseTo(1 / 3.0, within(1e-15));
        // Dan has bought at a discount alone so far; Bob has come to pay in full.
        assertThat(table.inPeriod("2024-02").dependence()).hasToString("Optional[50.0 % (1 of 2)]");
        assertThat(table.inPeriod("2024-04").dependence()).hasToString("Optional[0.0 % (0 of 1)]");
        assertThat(table.inPeriod("2024-05").depth()).isEmpty();
        assertThat(table.inPeriod("2024-05").margin()).isEmpty();
        assertThat(table.inPeriod("2024-05"))
                .hasToString("2024-05: 0 lines with 0.00 of a list price of 0.00; at full price none of lines,"
                        + " never so far none of customers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> january.amount(Item.LINES))
                .withMessage("item (lines) must be one of money: take fullPriceLines");
        assertThat(OrderDiscounts.over(MONTHS)
                        .<String>of(table.counted().tally())
                        .inPeriod("2024-01"))
                .hasToString(january.toString());
        assertThat(table.by(Grouping.of("name", (String name) -> name))
                        .inGroup("dan")
                        .inPeriod("2024-02")
                        .depth())
                .hasToString("Optional[20.0 % (4.00 of 20.00)]");
        assertThat(OrderDiscounts.over(MONTHS).counting(OrderLines.BOUGHT))
                .hasToString("discounts of order lines, " + MONTHS + ", counting [line]");
    }

    @Test
    void aStoreThatTellsNoDiscountsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderDiscounts.over(MONTHS)
                        .of(HistoryStore.ofDates((Long row) -> row, row -> ShopLines.AS_OF)
                                .from(List.of(1L))))
                .withMessage("store (1 customers, 1 events) must have a column (discount)");
        HistoryStore<String> plain = OrderLines.of(ShopLines.Line::customer, ShopLines.Line::order, ShopLines.Line::day)
                .amounts(ShopLines.Line::amount, ShopLines.EUR)
                .from(ShopLines.SHOP.subList(0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderDiscounts.over(MONTHS).rule(plain))
                .withMessage("store (1 customers, 3 events in EUR) must have a column (discount)");
        assertThatThrownBy(() -> Sweep.over(plain)
                        .count(OrderDiscounts.over(MONTHS.from(ShopLines.AS_OF)).rule()))
                .hasMessageContaining("histories must have a column (discount), or nothing can be told");
        assertThatThrownBy(() -> OrderSequence.over(MONTHS).of(plain).by(OrderDiscounts.ofFirstOrder(10)))
                .hasMessageContaining("histories must have a column (discount), or nothing can be told");
        assertThat(OrderDiscounts.over(MONTHS.from(ShopLines.AS_OF))
                        .of(ShopLines.store(List.of()))
                        .inPeriod("2024-06")
                        .dependence())
                .isEmpty();
    }

    @Test
    void partsCustomersByTheDiscountOfTheirFirstOrder() {
        ByGroup<Members<String>> groups = Sweep.over(shop).members(OrderDiscounts.ofFirstOrder(20, 30), MONTHS);
        assertThat(groups.inGroup("0: full price")).containsExactly("ann", "cleo");
        assertThat(groups.inGroup("1: up to 20 %")).containsExactly("dan");
        assertThat(groups.inGroup("2: up to 30 %")).containsExactly("bob");
        assertThat(Sweep.over(shop)
                        .members(OrderDiscounts.ofFirstOrder(10, 24), MONTHS)
                        .groups())
                .containsExactly(Group.of("0: full price"), Group.of("2: up to 24 %"), Group.of("3: above 24 %"));
        assertThat(CohortRetention.over(MONTHS)
                        .counting(OrderLines.BOUGHT)
                        .of(shop)
                        .by(OrderDiscounts.ofFirstOrder(30))
                        .inGroup("0: full price")
                        .cell("2024-01", 1)
                        .rate())
                .hasToString("Optional[50.0 % (1 of 2)]");
        ByGroup<OrderSequenceTable<String>> second =
                OrderSequence.over(MONTHS).of(shop).by(OrderDiscounts.ofFirstOrder(30));
        // With an interval, and that is selection as well.
        assertThat(second.inGroup("1: up to 30 %")
                        .order(2)
                        .shareReaching()
                        .orElseThrow()
                        .comparedWith(second.inGroup("0: full price")
                                .order(2)
                                .shareReaching()
                                .orElseThrow())
                        .differenceInterval(0.95)
                        .contains(0.5))
                .isTrue();
        ByGroup<CohortTable<String>> kept = CohortRetention.over(MONTHS)
                .counting(OrderLines.BOUGHT)
                .of(shop)
                .by(OrderDiscounts.ofFirstOrder(30));
        assertThat(kept.inGroup("1: up to 30 %")
                        .comparedWith(kept.inGroup("0: full price"))
                        .cell("2024-01", 1))
                .hasToString("Optional[0.0 % (0 of 1) against 50.0 % (1 of 2)]");
        HistoryStore<String> free =
                ShopLines.store(List.of(Line.of("ann", "o1", "2024-01-05", "0.00", "mug", "kitchen")));
        assertThat(Sweep.over(free)
                        .members(OrderDiscounts.ofFirstOrder(10), MONTHS)
                        .inGroup(Group.MISSING))
                .containsExactly("ann");
        for (int[] edges : new int[][] {{}, {0}, {100}, {20, 10}, {10, 10}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OrderDiscounts.ofFirstOrder(edges))
                    .withMessageStartingWith("edges (")
                    .withMessageEndingWith(") must be ascending percentages from 1 to 99, at least one");
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return ShopLines.lines();
    }

    @Property(tries = 200)
    void everyFigureIsWhatTheSimplestCodeCounts(@ForAll("lines") List<Line> all) {
        List<Line> lines = all.stream().filter(line -> !line.isReturn()).toList();
        Map<String, Long> amounts = new TreeMap<>();
        Map<String, Set<String>> customers = new TreeMap<>();
        for (Line line : lines) {
            boolean full = line.discount() == null;
            boolean ever = lines.stream()
                    .anyMatch(other -> other.customer().equals(line.customer())
                            && other.discount() == null
                            && !month(other).firstDay().isAfter(month(line).firstDay()));
            long list = full
                    ? line.cents()
                    : line.amount().add(line.discount()).movePointRight(2).longValueExact();
            List<Map.Entry<Item, Long>> items = new ArrayList<>(
                    List.of(Map.entry(Item.SOLD, line.cents()), Map.entry(Item.LIST, list), Map.entry(Item.LINES, 1L)));
            if (full) {
                items.add(Map.entry(Item.FULL_PRICE, line.cents()));
                items.add(Map.entry(Item.FULL_PRICE_LINES, 1L));
            }
            if (!ever) {
                items.add(Map.entry(Item.NEVER_FULL_PRICE, line.cents()));
            }
            if (line.cost() != null) {
                items.add(Map.entry(Item.COSTED, line.cents()));
                items.add(Map.entry(Item.COST, 100L));
                if (full) {
                    items.add(Map.entry(Item.FULL_PRICE_COSTED, line.cents()));
                    items.add(Map.entry(Item.FULL_PRICE_COST, 100L));
                }
            }
            items.forEach(item -> {
                String cell = new Cell(month(line), item.getKey()).toString();
                amounts.merge(cell, item.getValue(), Long::sum);
                customers.computeIfAbsent(cell, unused -> new TreeSet<>()).add(line.customer());
            });
        }
        OrderDiscountTable<String> counted =
                OrderDiscounts.over(MONTHS.from(LocalDate.of(2024, 1, 1))).of(ShopLines.store(all));
        for (int i = 0; i < counted.counted().tally().cells().size(); i++) {
            Cell cell = counted.counted().tally().cells().cell(i);
            assertThat(counted.counted().amount(cell)).isEqualTo(amounts.getOrDefault(cell.toString(), 0L));
            assertThat(counted.counted().count(cell))
                    .isEqualTo(customers.getOrDefault(cell.toString(), Set.of()).size());
        }
    }

    private static Period month(Line line) {
        return Grain.MONTH.periodOf(line.day());
    }

    @Property(tries = 200)
    void everybodyIsInTheClassOfTheFirstOrder(@ForAll("lines") List<Line> lines) {
        ByGroup<Members<String>> groups =
                Sweep.over(ShopLines.store(lines)).members(OrderDiscounts.ofFirstOrder(10, 40), MONTHS);
        for (String customer : ShopLines.customers(lines)) {
            BigDecimal paid = BigDecimal.ZERO;
            BigDecimal less = BigDecimal.ZERO;
            for (Line line :
                    ShopLines.ordersOf(lines, customer, ShopLines.AS_OF).get(0)) {
                paid = paid.add(line.amount());
                less = less.add(line.discount() == null ? BigDecimal.ZERO : line.discount());
            }
            double percent = 100 * less.doubleValue() / paid.add(less).doubleValue();
            String label = Double.isNaN(percent)
                    ? "(missing)"
                    : percent == 0
                            ? "0: full price"
                            : percent <= 10 ? "1: up to 10 %" : percent <= 40 ? "2: up to 40 %" : "3: above 40 %";
            Group group = label.equals("(missing)") ? Group.MISSING : Group.of(label);
            assertThat(groups.inGroup(group)).contains(customer);
        }
    }
}
