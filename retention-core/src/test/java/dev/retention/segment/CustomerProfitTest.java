package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.Proportion;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Measured;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerProfitTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 4, 10)).from(LocalDate.of(2026, 1, 1));

    record Order(
            String customer,
            String day,
            String amount,
            @Nullable String cost,
            String code) {
        static Order of(String customer, String day, String amount, @Nullable String cost) {
            return new Order(customer, day, amount, cost, "order");
        }
    }

    record Call(String customer, String day, @Nullable Long minutes, String cost) {}

    private static HistoryStore<String> orders(List<Order> rows) {
        return HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .codes(Order::code)
                .money("cost", row -> row.cost() == null ? null : new BigDecimal(row.cost()))
                .from(rows)
                .named("orders");
    }

    private static HistoryStore<String> calls(List<Call> rows) {
        return HistoryStore.ofDates(Call::customer, (Call row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.cost()), EUR)
                .number("minutes", Call::minutes)
                .money("paid", row -> new BigDecimal(row.cost()))
                .from(rows)
                .named("calls");
    }

    private static final List<Order> ORDERS = List.of(
            Order.of("ann", "2025-12-20", "30", "10"),
            Order.of("ann", "2026-01-05", "40", "10"),
            Order.of("ann", "2026-01-25", "10", "5"),
            Order.of("ann", "2026-02-05", "20", "30"),
            Order.of("bob", "2026-01-05", "60", "20"),
            Order.of("bob", "2026-03-05", "15", "20"),
            Order.of("cat", "2026-02-08", "100", "40"),
            Order.of("cat", "2026-03-08", "120", "41"));

    @Test
    void tellsRevenueCostAndProfitOfEveryMonth() {
        ProfitTable<String> profit = CustomerProfit.over(MONTHS).cost("cost").of(orders(ORDERS));
        assertThat(profit.periods())
                .map(Object::toString)
                .containsExactly(
                        "2026-01: 2 customers, 110.00 revenue − 35.00 cost = 75.00 profit; retention 100.0 % (1 of 1)",
                        "2026-02: 2 customers, 120.00 revenue − 70.00 cost = 50.00 profit; retention 50.0 % (1 of 2)",
                        "2026-03: 2 customers, 135.00 revenue − 61.00 cost = 74.00 profit; retention 50.0 % (1 of 2)",
                        "2026-04 (running): 0 customers, 0.00 revenue − 0.00 cost = 0.00 profit; retention 0.0 % (0 of"
                                + " 2)");
        ProfitTable<String>.InPeriod february = profit.inPeriod("2026-02");
        assertThat(february.amount(ProfitItem.LOST)).isEqualByComparingTo("60");
        assertThat(february.members(ProfitItem.LOST)).containsExactly("bob");
        assertThat(february.amount(ProfitItem.LESS)).isEqualByComparingTo("30");
        assertThat(february.amount(ProfitItem.LESS_PROFIT)).isEqualByComparingTo("45");
        assertThat(february.members(ProfitItem.LOSING)).containsExactly("ann");
        assertThat(february.amount(ProfitItem.LOSING)).isEqualByComparingTo("10");
        assertThat(february.members()).containsExactly("ann", "cat");
        assertThat(february.churn()).contains(Proportion.of(1, 2));
        assertThat(february.netRetention().orElseThrow()).hasToString("18.2 % (20.00 of 110.00, NRR_COHORT)");
        assertThat(february.grossRetention().orElseThrow()).hasToString("18.2 % (20.00 of 110.00, GRR_MIN)");
        assertThat(profit.inPeriod("2026-03").members(ProfitItem.REACTIVATED)).containsExactly("bob");
        assertThat(profit.inPeriod(LocalDate.of(2026, 4, 2)).state()).isEqualTo(CellState.PARTIAL);
        assertThat(profit.inPeriod(february.period())).isSameAs(february);
        assertThat(profit)
                .hasToString(
                        "revenue and profit of customers, cost by column cost, " + profit.timeline() + ": 4 periods");
        assertThat(CustomerProfit.over(MONTHS)
                        .cost("cost")
                        .<String>of(profit.counted().tally())
                        .inPeriod("2026-02"))
                .hasToString(february.toString());
    }

    @Test
    void costUnknownIsNot0() {
        ProfitTable<String> revenue = CustomerProfit.over(MONTHS).of(orders(ORDERS));
        assertThat(revenue.inPeriod("2026-02"))
                .hasToString("2026-02: 2 customers, 120.00 revenue; retention 50.0 % (1 of 2)");
        assertThat(revenue.inPeriod("2026-02").cost()).isEmpty();
        assertThat(revenue.inPeriod("2026-02").profit()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revenue.inPeriod("2026-02").amount(ProfitItem.NEW_COST))
                .withMessage("item (new cost) is not counted: call cost(...) or serving(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revenue.inPeriod("2026-02").members(ProfitItem.SERVICE))
                .withMessage("item (service) is not counted: call serving(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revenue.inPeriod("2026-02").customers(ProfitItem.LEFT_OUT))
                .withMessage("item (left out) is not counted: call lenient()");

        List<Order> rows = List.of(
                Order.of("ann", "2026-01-05", "40", "10"),
                Order.of("ann", "2026-01-07", "9", null),
                Order.of("bob", "2025-11-07", "8", null));
        CustomerProfit method = CustomerProfit.over(MONTHS).cost("cost");
        assertThatThrownBy(() -> method.of(orders(rows)))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("ann")
                .hasStackTraceContaining(
                        "column (cost) must have a value for the event on 2026-01-07, which is event 2 of the"
                                + " customer: cost unknown is not 0; if it is a refund or return, take"
                                + " counting(EventFilter.of(...).refundedBy(code)) to lower the order by it, else"
                                + " lenient() to leave such events out");
        ProfitTable<String> lenient = method.lenient().of(orders(rows));
        assertThat(lenient.inPeriod("2026-01"))
                .hasToString("2026-01: 1 customer, 40.00 revenue − 10.00 cost = 30.00 profit");
        assertThat(lenient.inPeriod("2026-01").members(ProfitItem.LEFT_OUT)).containsExactly("ann", "bob");
        assertThat(lenient.inPeriod("2026-01").amount(ProfitItem.LEFT_OUT)).isEqualByComparingTo("17");
    }

    @Test
    void servesAlsoThoseWhoBuyNothing() {
        HistoryStore<String> store = orders(ORDERS)
                .and(calls(List.of(
                        new Call("ann", "2026-02-10", 10L, "3"),
                        new Call("ann", "2026-02-11", 15L, "4"),
                        new Call("bob", "2026-02-11", 30L, "9"),
                        new Call("dan", "2026-03-11", 1L, "2"))));
        CustomerProfit method = CustomerProfit.over(MONTHS).cost("cost");
        ProfitTable<String> byMinutes = method.serving(
                        CostToServe.ofMinutes("calls", "minutes", new BigDecimal("0.333")))
                .of(store);
        ProfitTable<String>.InPeriod february = byMinutes.inPeriod("2026-02");
        // 25 and 30 minutes at 0.333, each rounded once: 8.325 to 8.32, 9.99.
        assertThat(february.amount(ProfitItem.SERVICE)).isEqualByComparingTo("18.31");
        // What it costs to serve each.
        Measured<String> each =
                byMinutes.counted().amountsOf(List.of(new ProfitCell(february.period(), ProfitItem.SERVICE)));
        assertThat(each.column().of("bob")).hasValue(999);
        assertThat(each.column().of("cat")).isEmpty();
        assertThat(february.amount(ProfitItem.CONTACTS)).isEqualByComparingTo("3");
        assertThat(february.amount(ProfitItem.MINUTES)).isEqualByComparingTo("55");
        assertThat(february.customers(ProfitItem.CONTACTS)).isEqualTo(2);
        assertThat(february.amount(ProfitItem.IDLE_COST)).isEqualByComparingTo("9.99");
        assertThat(february.members(ProfitItem.LOSING)).containsExactly("ann", "bob");
        assertThat(february.profit().orElseThrow()).isEqualByComparingTo("31.69");
        assertThat(byMinutes.inPeriod("2026-03").customers()).isEqualTo(2);
        assertThat(byMinutes.inPeriod("2026-03").members(ProfitItem.IDLE_COST)).containsExactly("dan");

        for (CostToServe paying : List.of(CostToServe.ofAmounts("calls"), CostToServe.ofColumn("calls", "paid"))) {
            ProfitTable<String> paid = method.serving(paying).of(store);
            assertThat(paid.inPeriod("2026-02").amount(ProfitItem.SERVICE)).isEqualByComparingTo("16");
            assertThat(paid.inPeriod("2026-02").profit().orElseThrow()).isEqualByComparingTo("34");
        }
        // Without the costs of the orders, profit is what service leaves.
        assertThat(CustomerProfit.over(MONTHS)
                        .serving(CostToServe.ofAmounts("calls"))
                        .of(store)
                        .inPeriod("2026-02"))
                .hasToString(
                        "2026-02: 2 customers, 120.00 revenue − 16.00 cost = 104.00 profit; retention 50.0 % (1 of 2)");
    }

    @Test
    void refundsAreOfTheFiltersPolicy() {
        List<Order> rows = List.of(
                Order.of("ann", "2026-01-05", "40", "10"),
                new Order("ann", "2026-02-05", "15", null, "refund"),
                Order.of("bob", "2026-01-05", "40", "10"),
                Order.of("bob", "2026-02-01", "-40", "-10"));
        CustomerProfit method = CustomerProfit.over(MONTHS).cost("cost");
        assertThat(method.counting(EventFilter.of("order").refundedBy("refund"))
                        .of(orders(rows))
                        .inPeriod("2026-01"))
                .hasToString("2026-01: 2 customers, 25.00 revenue − 20.00 cost = 5.00 profit");
        assertThat(method.counting(EventFilter.of("order")).of(orders(rows)).inPeriod("2026-02"))
                .hasToString(
                        "2026-02: 1 customer, -40.00 revenue − -10.00 cost = -30.00 profit; retention 50.0 % (1 of 2)");
        assertThat(method.counting(EventFilter.of("order"))
                        .of(orders(rows))
                        .inPeriod("2026-03")
                        .netRetention())
                .isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() {
        HistoryStore<String> store = orders(ORDERS).and(calls(List.of(new Call("ann", "2026-02-10", null, "3"))));
        CustomerProfit method = CustomerProfit.over(MONTHS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.cost("price").of(store))
                .withMessageStartingWith("column (price) must be one of [cost");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> method.serving(CostToServe.ofColumn("calls", "x")).of(store))
                .withMessageStartingWith("column (x) must be one of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.serving(CostToServe.ofAmounts("mails")).of(store));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostToServe.ofMinutes("calls", "minutes", new BigDecimal("-1")))
                .withMessage("perMinute (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostToServe.ofAmounts(""))
                .withMessage("track () must not be empty");
        CostToServe minutes = CostToServe.ofMinutes("calls", "minutes", BigDecimal.ONE);
        assertThat(minutes).hasToString("service by minutes at 1 each on calls");
        assertThatThrownBy(() -> method.serving(minutes).of(store))
                .isInstanceOf(RuleException.class)
                .hasStackTraceContaining("column (minutes) must have a value for the event on 2026-02-10");
        assertThat(method.serving(minutes)
                        .lenient()
                        .of(store)
                        .inPeriod("2026-02")
                        .members(ProfitItem.LEFT_OUT))
                .containsExactly("ann");
        assertThatThrownBy(() -> method.serving(minutes)
                        .of(orders(ORDERS).and(calls(List.of(new Call("ann", "2026-02-10", -3L, "3"))))))
                .hasStackTraceContaining("minutes (-3) of contact on 2026-02-10 must be at least 0");
        ProfitTable<String> restored =
                method.of(method.of(orders(ORDERS)).counted().tally());
        assertThatIllegalStateException()
                .isThrownBy(() -> restored.inPeriod("2026-02").members());
    }

    @Test
    void contactsWithoutAmountsAreNotFree() {
        HistoryReader<Call, String> reader =
                HistoryStore.ofDates(Call::customer, (Call row) -> LocalDate.parse(row.day()));
        List<Call> calls = List.of(new Call("ann", "2026-02-10", 10L, "3"));
        HistoryStore<String> none = orders(ORDERS)
                .and(reader.number("minutes", Call::minutes).from(calls).named("calls"));
        CustomerProfit method = CustomerProfit.over(MONTHS).serving(CostToServe.ofAmounts("calls"));
        String amounts = "track (calls) must have amounts, which say what each contact costs: cost unknown is not 0";
        assertThatIllegalArgumentException().isThrownBy(() -> method.of(none)).withMessage(amounts);
        assertThatIllegalArgumentException().isThrownBy(() -> method.rule(none)).withMessage(amounts);
        // The rule without a store too.
        assertThatThrownBy(() -> Sweep.over(none).count(method.rule()))
                .isInstanceOf(RuleException.class)
                .hasStackTraceContaining(amounts);
        CostToServe minutes = CostToServe.ofMinutes("calls", "minutes", BigDecimal.ONE);
        assertThat(CustomerProfit.over(MONTHS)
                        .serving(minutes)
                        .of(none)
                        .inPeriod("2026-02")
                        .amount(ProfitItem.SERVICE))
                .isEqualByComparingTo("10");
    }

    @Test
    void aMinuteCostsWhateverTheOrdersDo() {
        assertThat(CustomerProfit.over(MONTHS)
                        .serving(CostToServe.ofMinutes("calls", "minutes", new BigDecimal("0.8"))))
                .hasToString("revenue and profit of customers, service by minutes at 0.8 each on calls, " + MONTHS);
        assertThat(CustomerProfit.over(MONTHS).cost("cost").lenient())
                .hasToString(
                        "revenue and profit of customers, cost by column cost, without what has no cost, " + MONTHS);
        assertThat(CustomerProfit.over(MONTHS))
                .hasToString("revenue and profit of customers, costs unknown, " + MONTHS);
    }
}
