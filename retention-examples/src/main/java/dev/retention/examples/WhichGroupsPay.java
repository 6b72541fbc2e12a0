package dev.retention.examples;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.segment.CostToServe;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ProfitItem;
import dev.retention.segment.ProfitTable;
import dev.retention.segment.ShrunkenRates;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.RetentionCost;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** "What do our groups of customers bring, what do they cost, and what changed it?" */
public final class WhichGroupsPay {
    private static final Currency EUR = Currency.getInstance("EUR");

    private WhichGroupsPay() {}

    /**
     * Prints what groups bring, what changed it, who costs more than they bring, and what keeping costs against winning.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    // region rows
    /** What the shop knows of an order, and the help desk of a call. */
    record Order(String customer, String day, String plan, String amount, String cost) {}

    record Call(String customer, String day, int minutes) {}

    private static final List<Order> ORDERS = List.of(
            new Order("Ann", "2026-01-12", "gold", "300.00", "180.00"),
            new Order("Ann", "2026-02-12", "gold", "340.00", "190.00"),
            new Order("Bob", "2026-01-20", "gold", "200.00", "110.00"),
            new Order("Bob", "2026-02-03", "basic", "90.00", "60.00"), // buys the cheaper plan now
            new Order("Cleo", "2026-01-07", "basic", "100.00", "70.00"),
            new Order("Cleo", "2026-02-09", "basic", "80.00", "55.00"),
            new Order("Dan", "2026-01-30", "basic", "60.00", "40.00"), // and never again
            new Order("Eve", "2026-02-21", "gold", "150.00", "90.00"),
            new Order("Fay", "2026-02-25", "gold", "120.00", "80.00"));
    private static final List<Call> CALLS = List.of(
            new Call("Ann", "2026-02-14", 10), new Call("Cleo", "2026-02-10", 45), new Call("Dan", "2026-02-02", 25));
    // endregion

    static void run(PrintStream out) {
        // region groups
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .money("cost", row -> new BigDecimal(row.cost()))
                .text("plan", Order::plan)
                .from(ORDERS);
        Timeline months = Timeline.monthly(LocalDate.of(2026, 2, 28));
        GroupTable<String> plans = CustomerProfit.over(months)
                .cost("cost")
                .of(orders)
                .groups(Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD));
        plans.inPeriod("2026-02").forEach(out::println); // basic: 2 customers, 170.00 revenue (21.8 % of all), …
        out.println(plans.inPeriod("2026-02", "gold").change()); // 500.00 + 270.00 new + 40.00 more − 200.00 moved out
        plans.inPeriod("2026-02", "gold").profitChange().ifPresent(out::println);
        out.println(plans.inPeriod("2026-02", "gold").contribution()); // to the change of all
        out.println(plans.drivers("2026-01", "2026-02")); // customers, mix, spend and margin, by Shapley
        // endregion
        // region service
        HistoryStore<String> calls = HistoryStore.ofDates(Call::customer, (Call row) -> LocalDate.parse(row.day()))
                .number("minutes", Call::minutes)
                .from(CALLS);
        ProfitTable<String> served = CustomerProfit.over(months)
                .cost("cost")
                .serving(CostToServe.ofMinutes("calls", "minutes", new BigDecimal("0.80")))
                .of(orders.named("orders").and(calls.named("calls")));
        out.println(served.inPeriod("2026-02").members(ProfitItem.LOSING)); // [Cleo, Dan] cost more than they bring
        for (GroupTable<String>.Row row : served.groups(Grouping.ofColumn("plan", Grouping.Reading.LATEST))
                .inPeriod("2026-02")) {
            out.println(row.group().orElseThrow() + ": " + percent(row, GroupTable.Figure.SERVICE) + " of service, "
                    + percent(row, GroupTable.Figure.PROFIT) + " of profit");
        }
        // endregion
        // region keeping
        RetentionCost keeping = RetentionCost.of(AcquisitionCost.Basis.LOADED, new BigDecimal("2000"), 250, EUR);
        AcquisitionCost winning = AcquisitionCost.of(AcquisitionCost.Basis.LOADED, new BigDecimal("6000"), 100, EUR);
        out.println(keeping.against(winning, Proportion.of(250, 300), Proportion.of(100, 2000))); // 7.5 times as much
        Map<String, Proportion> kept = new LinkedHashMap<>();
        kept.put("Graz", Proportion.of(3, 3)); // the best, or the smallest?
        kept.put("Linz", Proportion.of(170, 200));
        kept.put("Wels", Proportion.of(66, 120));
        kept.put("Enns", Proportion.of(40, 90));
        ShrunkenRates<String> towns = ShrunkenRates.of(kept);
        out.println(towns);
        towns.highest(0.95).forEach(out::println); // by the lower bound: Linz comes first, and Graz is not the best
        // endregion
    }

    private static String percent(GroupTable<String>.Row row, GroupTable.Figure figure) {
        return Math.round(100 * row.share(figure).orElse(0)) + " %";
    }
}
