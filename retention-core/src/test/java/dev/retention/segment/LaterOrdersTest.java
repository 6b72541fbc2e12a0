package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.rule.Grouping;
import dev.retention.segment.LaterOrders.Cell;
import dev.retention.segment.LaterOrders.Content;
import dev.retention.segment.LaterOrders.Unit;
import dev.retention.segment.ShopLines.Line;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
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

/** What second and later orders of {@link ShopLines#SHOP} contain, reckoned by hand. */
class LaterOrdersTest {
    private static final Timeline MONTHS = Timeline.monthly(ShopLines.AS_OF);
    private final LaterOrderTable<String> table = LaterOrders.over(MONTHS).of(ShopLines.store(ShopLines.SHOP));

    @Test
    void tellsTheSameProductFromItsFamilyAndFromNewOnes() {
        assertThat(table.periods().stream()
                        .map(LaterOrderTable.InPeriod::toString)
                        .toList())
                .containsExactly(
                        "2024-01: 0 later orders of 0 customers, 0 lines with 0.00",
                        "2024-02: 2 later orders of 2 customers, 3 lines with 38.00: 2 same product with 18.00,"
                                + " 1 same family with 20.00",
                        "2024-03: 1 later orders of 1 customer, 1 lines with 40.00: 1 new family with 40.00",
                        "2024-04: 1 later orders of 1 customer, 1 lines with 40.00: 1 same product with 40.00",
                        "2024-05: 0 later orders of 0 customers, 0 lines with 0.00",
                        "2024-06: 0 later orders of 0 customers, 0 lines with 0.00");
        LaterOrderTable<String>.InPeriod february = table.inPeriod("2024-02");
        // Ann's order holds a mug again and a first pot: it is of the newer of the two.
        assertThat(february.orders(Content.SAME_PRODUCT)).isEqualTo(1);
        assertThat(february.orders(Content.SAME_FAMILY)).isEqualTo(1);
        assertThat(february.members(Content.SAME_PRODUCT)).containsExactly("ann", "dan");
        assertThat(february.members(Content.SAME_FAMILY)).containsExactly("ann");
        assertThat(february.shareOfLines(Content.SAME_PRODUCT)).hasToString("Optional[66.7 % (2 of 3)]");
        assertThat(february.shareOfOrders(Content.SAME_FAMILY)).hasToString("Optional[50.0 % (1 of 2)]");
        assertThat(february.shareOfCustomers(Content.SAME_PRODUCT)).hasToString("Optional[100.0 % (2 of 2)]");
        assertThat(february.shareOfValue(Content.SAME_FAMILY)).hasToString("Optional[52.6 % (20.00 of 38.00)]");
        assertThat(table.inPeriod("2024-01").shareOfValue(Content.ANY)).isEmpty();
        assertThat(table.inPeriod("2024-01").shareOfLines(Content.ANY)).isEmpty();
        assertThat(table.by(Grouping.of("name", (String name) -> name))
                        .inGroup("dan")
                        .inPeriod("2024-02")
                        .customers(Content.ANY))
                .isEqualTo(1);
        assertThat(LaterOrders.over(MONTHS).<String>of(table.counted().tally()).inPeriod("2024-02"))
                .hasToString(february.toString());
        assertThat(LaterOrders.over(MONTHS).counting(OrderLines.BOUGHT))
                .hasToString("second and later orders by what they contain, " + MONTHS + ", counting [line]");
        assertThat(table).hasToString(table.counted().rule().definition() + ": 6 periods");
    }

    @Test
    void whatIsOrderedBeforeTheFirstPeriodIsKnown() {
        LaterOrderTable<String> late =
                LaterOrders.over(MONTHS.from(LocalDate.of(2024, 2, 1))).of(ShopLines.store(ShopLines.SHOP));
        assertThat(late.periods()).hasSize(5);
        assertThat(late.inPeriod("2024-02"))
                .hasToString(table.inPeriod("2024-02").toString());
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return ShopLines.lines();
    }

    @Property(tries = 200)
    void everyFigureIsWhatTheSimplestCodeCounts(@ForAll("lines") List<Line> lines) {
        Map<String, Long> amounts = new TreeMap<>();
        Map<String, Set<String>> customers = new TreeMap<>();
        for (String customer : ShopLines.customers(lines)) {
            List<Line> before = new ArrayList<>();
            for (List<Line> order : ShopLines.ordersOf(lines, customer, ShopLines.AS_OF)) {
                Set<Content> contents = EnumSet.noneOf(Content.class);
                for (Line line : before.isEmpty() ? List.<Line>of() : order) {
                    Content content = content(line, before);
                    contents.add(content);
                    for (Content each : List.of(Content.ANY, content)) {
                        note(amounts, customers, line, each, Unit.VALUE, line.cents());
                        note(amounts, customers, line, each, Unit.LINES, 1);
                    }
                }
                if (!before.isEmpty()) {
                    Content newest =
                            List.of(Content.NEW_FAMILY, Content.SAME_FAMILY, Content.SAME_PRODUCT, Content.UNKNOWN)
                                    .stream()
                                    .filter(contents::contains)
                                    .findFirst()
                                    .orElseThrow();
                    note(amounts, customers, order.get(0), Content.ANY, Unit.ORDERS, 1);
                    note(amounts, customers, order.get(0), newest, Unit.ORDERS, 1);
                }
                before.addAll(order);
            }
        }
        LaterOrderTable<String> counted =
                LaterOrders.over(MONTHS.from(LocalDate.of(2024, 1, 1))).of(ShopLines.store(lines));
        for (int i = 0; i < counted.counted().tally().cells().size(); i++) {
            Cell cell = counted.counted().tally().cells().cell(i);
            assertThat(counted.counted().amount(cell)).isEqualTo(amounts.getOrDefault(cell.toString(), 0L));
            assertThat(counted.counted().count(cell))
                    .isEqualTo(customers.getOrDefault(cell.toString(), Set.of()).size());
        }
    }

    private static Content content(Line line, List<Line> before) {
        if (line.product() != null
                && before.stream().anyMatch(old -> line.product().equals(old.product()))) {
            return Content.SAME_PRODUCT;
        }
        if (line.family() == null) {
            return Content.UNKNOWN;
        }
        boolean known = before.stream().anyMatch(old -> line.family().equals(old.family()));
        return known ? Content.SAME_FAMILY : Content.NEW_FAMILY;
    }

    private static void note(
            Map<String, Long> amounts,
            Map<String, Set<String>> customers,
            Line line,
            Content content,
            Unit unit,
            long amount) {
        String cell = new Cell(content, unit, Grain.MONTH.periodOf(line.day())).toString();
        amounts.merge(cell, amount, Long::sum);
        customers.computeIfAbsent(cell, unused -> new TreeSet<>()).add(line.customer());
    }

    @Property(tries = 100)
    void contentsAddUpToAllLaterOrders(@ForAll("lines") List<Line> lines) {
        LaterOrderTable<String> counted = LaterOrders.over(MONTHS).of(ShopLines.store(lines));
        long orders = 0;
        for (LaterOrderTable<String>.InPeriod period : counted.periods()) {
            long lineSum = 0;
            long orderSum = 0;
            java.math.BigDecimal valueSum = java.math.BigDecimal.ZERO;
            for (Content content : EnumSet.complementOf(EnumSet.of(Content.ANY))) {
                lineSum += period.lines(content);
                orderSum += period.orders(content);
                valueSum = valueSum.add(period.value(content));
            }
            assertThat(lineSum).isEqualTo(period.lines(Content.ANY));
            assertThat(orderSum).isEqualTo(period.orders(Content.ANY));
            assertThat(valueSum).isEqualByComparingTo(period.value(Content.ANY));
            orders += orderSum;
        }
        OrderSequenceTable<String> sequence =
                OrderSequence.over(MONTHS).upTo(25).of(ShopLines.store(lines));
        long later = 0;
        for (int k = 2; k <= 25; k++) {
            later += sequence.order(k).reached();
        }
        assertThat(orders).isEqualTo(later);
    }
}
