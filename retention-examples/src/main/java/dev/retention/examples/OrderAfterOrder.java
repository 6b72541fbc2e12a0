package dev.retention.examples;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.segment.LaterOrders;
import dev.retention.segment.OrderDiscounts;
import dev.retention.segment.OrderLines;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.OrderSequenceTable;
import dev.retention.segment.ProductReturns;
import dev.retention.segment.TimeToOrder;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Do they spend more order after order, on what, and what of discounts and returns?" From a shop's order lines. */
public final class OrderAfterOrder {
    private OrderAfterOrder() {}

    /**
     * Prints orders in sequence, what the later ones hold, discounts and returns.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** What the shop knows: a row for each line of an order, and one for each return. */
    record Line(
            String customer,
            String order,
            String day,
            String product,
            @Nullable String family,
            String listPrice,
            String paid,
            @Nullable String reason) { // of a return
        static Line of(String customer, String order, String day, String product, String family, String paid) {
            return new Line(customer, order, day, product, family, paid, paid, null);
        }

        Line at(String listPrice) {
            return new Line(customer, order, day, product, family, listPrice, paid, reason);
        }

        @Nullable
        String returnOf() {
            return reason == null ? null : order;
        }
    }

    private static final List<Line> LINES = List.of(
            Line.of("Ann", "o1", "2026-01-05", "mug", "kitchen", "30.00"),
            Line.of("Ann", "o4", "2026-02-04", "mug", "kitchen", "10.00"), // again,
            Line.of("Ann", "o4", "2026-02-04", "pot", "kitchen", "25.00"), // and a pot
            Line.of("Ann", "o7", "2026-03-06", "lamp", "light", "40.00"), // something new
            Line.of("Bob", "o2", "2026-01-10", "lamp", "light", "30.00").at("40.00"),
            Line.of("Bob", "o6", "2026-03-01", "lamp", "light", "32.00").at("40.00"),
            Line.of("Cleo", "o3", "2026-01-20", "pot", "kitchen", "10.00"),
            new Line("Cleo", "o3", "2026-01-27", "pot", null, "10.00", "10.00", "broken"),
            Line.of("Dan", "o5", "2026-02-12", "mug", "kitchen", "12.00").at("15.00"));

    static void run(PrintStream out) {
        // region sequence
        HistoryStore<String> lines = OrderLines.of(
                        Line::customer, Line::order, (Line line) -> LocalDate.parse(line.day()))
                .amounts(line -> new BigDecimal(line.paid()), Currency.getInstance("EUR"))
                .listPrice(line -> new BigDecimal(line.listPrice()))
                .product(Line::product)
                .family(Line::family)
                .returns(Line::returnOf, Line::reason)
                .from(LINES);
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        OrderSequenceTable<String> sequence = OrderSequence.over(months).upTo(3).of(lines);
        out.println(sequence.order(2)); // 33.50 against 20.50 of all first orders, but against 30.00 of their own
        sequence.order(2).differenceWithInterval(0.95).ifPresent(out::println); // paired
        SurvivalCurve second =
                KaplanMeier.withDefaults().estimate(TimeToOrder.over(months).of(lines));
        out.println(second.at(45) + " " + second.interval(45)); // without a second order after 45 days
        // endregion
        // region contents
        out.println(LaterOrders.over(months).of(lines).inPeriod("2026-02")); // same product, same family, new family
        out.println(OrderDiscounts.over(months).of(lines).inPeriod("2026-03")); // how much at full price
        out.println(ProductReturns.over(months).of(lines).inPeriod("2026-01")); // of what was sold in January
        ByGroup<OrderSequenceTable<String>> byDiscount = sequence.by(OrderDiscounts.ofFirstOrder(20));
        Proportion full =
                byDiscount.inGroup("0: full price").order(2).shareReaching().orElseThrow();
        Proportion deep =
                byDiscount.inGroup("2: above 20 %").order(2).shareReaching().orElseThrow();
        out.println(deep.comparedWith(full).differenceInterval(0.95)); // selection, too: others come for a discount
        // endregion
    }
}
