package dev.retention.segment;

import static dev.retention.segment.GroupChange.Kind.LESS;
import static dev.retention.segment.GroupChange.Kind.LOST;
import static dev.retention.segment.GroupChange.Kind.MORE;
import static dev.retention.segment.GroupChange.Kind.MOVED_IN;
import static dev.retention.segment.GroupChange.Kind.MOVED_OUT;
import static dev.retention.segment.GroupChange.Kind.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Contracts;
import dev.retention.movement.RecurringRevenue;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupTableTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));
    private static final Grouping PLAN = Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD);

    record Order(String customer, String day, String amount, String cost, String plan) {}

    /** A switch from gold 50 to silver 30 is 50 leaving gold and 30 entering silver, no loss inside either. */
    private static final List<Order> ORDERS = List.of(
            new Order("stays", "2026-01-02", "100", "60", "gold"),
            new Order("stays", "2026-02-02", "120", "70", "gold"),
            new Order("switches", "2026-01-03", "50", "20", "gold"),
            new Order("switches", "2026-02-03", "30", "25", "silver"),
            new Order("leaves", "2026-01-04", "40", "10", "silver"),
            new Order("saves", "2026-01-04", "40", "10", "silver"),
            new Order("saves", "2026-02-04", "25", "10", "silver"),
            new Order("comes", "2026-02-05", "10", "15", "gold"));

    private static HistoryStore<String> store() {
        return HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .money("cost", row -> new BigDecimal(row.cost()))
                .text("plan", Order::plan)
                .from(ORDERS);
    }

    private static GroupTable<String> plans() {
        return CustomerProfit.over(MONTHS).cost("cost").of(store()).groups(PLAN);
    }

    @Test
    void showsGroupsSideBySide() {
        GroupTable<String> plans = plans();
        assertThat(plans.inPeriod("2026-02"))
                .map(Object::toString)
                .containsExactly(
                        "gold in 2026-02: 2 customers, 130.00 revenue (70.3 % of all), 45.00 profit, retention 100.0 %"
                                + " (2 of 2)",
                        "silver in 2026-02: 2 customers, 55.00 revenue (29.7 % of all), 20.00 profit, retention 50.0 %"
                                + " (1 of 2)");
        assertThat(plans.total("2026-02"))
                .hasToString("all in 2026-02: 4 customers, 185.00 revenue (100.0 % of all), 65.00 profit,"
                        + " retention 75.0 % (3 of 4)");
        GroupTable<String>.Row gold = plans.inPeriod("2026-02", "gold");
        assertThat(gold.share(GroupTable.Figure.PROFIT)).hasValue(45.0 / 65);
        assertThat(gold.share(GroupTable.Figure.CUSTOMERS)).hasValue(0.5);
        assertThat(gold.share(GroupTable.Figure.SERVICE)).isEmpty();
        assertThat(gold.members()).containsExactly("comes", "stays");
        assertThat(gold.netRetention().orElseThrow()).hasToString("100.0 % (150.00 of 150.00, NRR_COHORT)");
        assertThat(gold.grossRetention().orElseThrow()).hasToString("86.7 % (130.00 of 150.00, GRR_MIN)");
        assertThat(gold.contribution()).isEqualTo(Contribution.of(150, 130, 230, 185));
        assertThat(gold.group()).contains(Group.of("gold"));
        assertThat(plans.total("2026-02").group()).isEmpty();
        assertThat(plans.inPeriod("2026-02", "none").customers()).isZero();
        assertThat(plans.groups()).containsExactly(Group.of("gold"), Group.of("silver"));
    }

    @Test
    void keepsMovesApartFromChangesInside() {
        GroupChange<String> gold = plans().inPeriod("2026-02", "gold").change();
        assertThat(gold).hasToString("gold in 2026-02: 150.00 + 10.00 new + 20.00 more − 50.00 moved out = 130.00");
        assertThat(gold.part(MOVED_OUT).members()).containsExactly("switches");
        assertThat(gold.part(NEW).members()).containsExactly("comes");
        assertThat(gold.part(MORE).members()).containsExactly("stays");
        assertThat(gold.part(LESS).customers()).isZero();
        assertThat(gold.difference()).isEqualByComparingTo("-20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gold.part(GroupChange.Kind.IDLE))
                .withMessage("kind (idle) must be one of [new, reactivated, more, less, lost, moved in, moved out]");
        GroupChange<String> silver = plans().inPeriod("2026-02", "silver").change();
        assertThat(silver).hasToString("silver in 2026-02: 80.00 − 15.00 less − 40.00 lost + 30.00 moved in = 55.00");
        assertThat(silver.part(MOVED_IN).members()).containsExactly("switches");
        assertThat(silver.part(LOST)).hasToString("40.00 of 1");
        assertThat(plans().total("2026-02").change())
                .hasToString("all in 2026-02: 230.00 + 10.00 new + 20.00 more − 35.00 less − 40.00 lost = 185.00");
        // A customer may bring less than nothing.
        assertThat(plans().inPeriod("2026-02", "gold").profitChange().orElseThrow())
                .hasToString("profit of gold in 2026-02: 70.00 − 5.00 new + 10.00 more − 30.00 moved out = 45.00");
    }

    @Test
    void whoMovesIsFoundTogetherHoweverManyGroupsThereAre() {
        record Stay(int customer, String day, long plan) {}
        List<Stay> stays = IntStream.range(0, 20)
                .boxed()
                .flatMap(i -> Stream.of(new Stay(i, "2026-01-05", i + 1), new Stay(i, "2026-02-05", 0)))
                .toList();
        HistoryStore<Integer> store = HistoryStore.ofDates(Stay::customer, (Stay row) -> LocalDate.parse(row.day()))
                .amounts(row -> BigDecimal.TEN, EUR)
                .number("plan", Stay::plan)
                .from(stays);
        Measure latest = Measure.of("plan", MONTHS, List.of("plan"), (history, sink) -> {
            if (history.size() > 0) {
                sink.set(0, history.number(history.column("plan"), history.size() - 1));
            }
        });
        AtomicInteger asked = new AtomicInteger();
        Grouping plan = Grouping.ofNumbers("plan", latest, "as it is", Grouping.Reading.AT_PERIOD, numbers -> {
            asked.incrementAndGet();
            return "plan " + numbers[0];
        });
        for (GroupTable<Integer> plans : List.of(
                CustomerProfit.over(MONTHS).of(store).groups(plan),
                GroupTable.of(RecurringRevenue.over(MONTHS).of(store), plan))) {
            GroupChange.Part<Integer> in =
                    plans.inPeriod("2026-02", "plan 0").change().part(MOVED_IN);
            asked.set(0);
            plans.inPeriod("2026-02", "plan 0").members();
            int onePass = asked.getAndSet(0);
            assertThat(onePass).isPositive();
            assertThat(in.members()).hasSize(20);
            assertThat(in.customers()).isEqualTo(20);
            assertThat(asked.get()).isLessThanOrEqualTo(2 * onePass);
            assertThat(plans.inPeriod("2026-02", "plan 0")
                            .change()
                            .part(MOVED_OUT)
                            .members())
                    .isEmpty();
        }
    }

    @Test
    void splitsTheChangeOfProfitByItsDrivers() {
        Grouping latest = Grouping.ofColumn("plan", Grouping.Reading.LATEST);
        GroupTable<String> plans =
                CustomerProfit.over(MONTHS).cost("cost").of(store()).groups(latest);
        var drivers = plans.drivers("2026-01", "2026-02");
        assertThat(drivers.before()).isCloseTo(130, within(1e-9));
        assertThat(drivers.after()).isCloseTo(65, within(1e-9));
        assertThat(drivers.effects()).containsOnlyKeys("customers", "mix", "spend", "margin");
        assertThat(drivers.effects().values().stream().mapToDouble(x -> x).sum())
                .isCloseTo(-65, within(1e-9));
        // As many customers before and after.
        assertThat(drivers.effect("customers")).isCloseTo(0, within(1e-12));
        assertThat(CustomerProfit.over(MONTHS)
                        .of(store())
                        .groups(latest)
                        .drivers("2026-01", "2026-02")
                        .effects())
                .containsOnlyKeys("customers", "mix", "spend");
        Timeline running = Timeline.monthly(LocalDate.of(2026, 2, 20)).from(LocalDate.of(2026, 1, 1));
        GroupTable<String> so = CustomerProfit.over(running).of(store()).groups(PLAN);
        assertThat(so.inPeriod("2026-02", "gold").state()).isEqualTo(CellState.PARTIAL);
        assertThat(so.inPeriod("2026-02", "gold").change()).asString().startsWith("gold in 2026-02 (running): ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> so.drivers("2026-01", "2026-02"))
                .withMessage("after (all in 2026-02 (running)) must be as finished as before (all in 2026-01)");
    }

    @Test
    void driversAddUpToTheChangeOfTheTotal() {
        HistoryStore<String> store = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .money("cost", row -> new BigDecimal(row.cost()))
                .text("plan", Order::plan)
                .from(List.of(
                        new Order("old", "2025-12-01", "1", "0", "gold"),
                        new Order("ann", "2026-02-01", "10", "5", "gold"),
                        new Order("bob", "2026-02-02", "20", "5", "silver"),
                        // Costs without revenue.
                        new Order("bob", "2026-03-02", "0", "5", "silver"),
                        new Order("ann", "2026-03-02", "10", "5", "gold"),
                        new Order("ann", "2026-04-02", "10", "5", "gold"),
                        new Order("bob", "2026-04-02", "-10", "-5", "silver")));
        GroupTable<String> plans = CustomerProfit.over(Timeline.monthly(LocalDate.of(2026, 4, 30)))
                .cost("cost")
                .of(store)
                .groups(Grouping.ofColumn("plan", Grouping.Reading.LATEST));
        List<String> months = List.of("2025-12", "2026-01", "2026-02", "2026-03", "2026-04");
        for (String before : months) {
            for (String after : months) {
                var drivers = plans.drivers(before, after);
                double change = plans.total(after)
                        .profit()
                        .orElseThrow()
                        .subtract(plans.total(before).profit().orElseThrow())
                        .doubleValue();
                assertThat(drivers.difference()).isCloseTo(change, within(1e-9));
                assertThat(drivers.effects().values().stream()
                                .mapToDouble(x -> x)
                                .sum())
                        .isCloseTo(change, within(1e-9));
            }
        }
        assertThat(plans.drivers("2026-02", "2026-03").effects())
                .containsOnlyKeys("customers", "mix", "spend", "margin", "idle");
        assertThat(plans.drivers("2026-02", "2026-03").effect("idle")).isCloseTo(-5, within(1e-9));
        // Nobody is there in January.
        assertThat(plans.drivers("2026-01", "2026-02").effect("customers")).isCloseTo(20, within(1e-9));
        assertThat(plans.drivers("2026-01", "2026-02").effect("mix")).isZero();
    }

    @Test
    void serviceOfGroupsWithoutCustomersIsIdle() {
        HistoryStore<String> calls = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .from(List.of(new Order("saves", "2026-03-04", "7", "", "")));
        GroupTable<String> plans = CustomerProfit.over(MONTHS)
                .serving(CostToServe.ofAmounts("calls"))
                .of(store().named("orders").and(calls.named("calls")))
                .groups(PLAN);
        var drivers = plans.drivers("2026-02", "2026-03");
        assertThat(drivers.difference()).isCloseTo(-192, within(1e-9));
        assertThat(drivers.effect("idle")).isCloseTo(-7, within(1e-9));
        assertThat(drivers.effect("customers")).isCloseTo(-185, within(1e-9));
    }

    @Test
    void whatGoodsBringIsAQuestionOfLines() {
        record Line(String customer, String day, String amount, String category) {}
        HistoryStore<String> lines = HistoryStore.ofDates(Line::customer, (Line row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .codes(Line::category)
                .text("category", Line::category)
                .from(List.of(
                        new Line("ann", "2026-02-01", "900", "phones"),
                        new Line("ann", "2026-02-02", "10", "paper"),
                        new Line("bob", "2026-02-02", "30", "paper")));
        CustomerProfit method = CustomerProfit.over(MONTHS);
        assertThat(method.counting(EventFilter.of("phones")).of(lines).inPeriod("2026-02"))
                .hasToString("2026-02: 1 customer, 900.00 revenue");
        assertThat(method.counting(EventFilter.of("paper")).of(lines).inPeriod("2026-02"))
                .hasToString("2026-02: 2 customers, 40.00 revenue");
        // Ann's latest line is of paper, so that she is with all she bought.
        GroupTable<String> customers =
                method.of(lines).groups(Grouping.ofColumn("category", Grouping.Reading.AT_PERIOD));
        assertThat(customers.inPeriod("2026-02", "paper").revenue()).isEqualByComparingTo("940");
        assertThat(customers.inPeriod("2026-02", "phones").revenue()).isZero();
    }

    @Test
    void takesContractsToo() {
        HistoryStore<String> contracts = HistoryStore.ofDates(
                        Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .text("plan", Order::plan)
                .from(List.of(
                        new Order("stays", "2026-01-02", "100", "", "gold"),
                        new Order("stays", "2026-02-02", "20", "", "gold"),
                        new Order("switches", "2026-01-03", "50", "", "gold"),
                        new Order("switches", "2026-02-03", "-20", "", "silver"),
                        new Order("leaves", "2026-01-04", "40", "", "silver"),
                        new Order("leaves", "2026-02-04", "-40", "", "silver"),
                        new Order("comes", "2026-02-05", "10", "", "gold")));
        GroupTable<String> plans = GroupTable.of(RecurringRevenue.over(MONTHS).of(contracts), PLAN);
        GroupTable<String>.Row gold = plans.inPeriod("2026-02", "gold");
        assertThat(gold)
                .hasToString(
                        "gold in 2026-02: 2 customers, 130.00 revenue (81.3 % of all), retention 100.0 % (2 of 2)");
        assertThat(gold.netRetention().orElseThrow()).hasToString("100.0 % (150.00 of 150.00, NRR_COHORT)");
        assertThat(gold.change())
                .hasToString("gold in 2026-02: 150.00 + 10.00 new + 20.00 more − 50.00 moved out = 130.00");
        assertThat(gold.change().part(MOVED_OUT).members()).containsExactly("switches");
        assertThat(plans.inPeriod("2026-02", "silver").change())
                .hasToString("silver in 2026-02: 40.00 − 40.00 lost + 30.00 moved in = 30.00");
        assertThat(plans.total("2026-02").change())
                .hasToString("all in 2026-02: 190.00 + 10.00 new + 20.00 more − 20.00 less − 40.00 lost = 160.00");
        assertThat(gold.profit()).isEmpty();
        assertThat(gold.profitChange()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupTable.of(
                        RecurringRevenue.over(MONTHS)
                                .fxBy(Contracts.FX)
                                .of(HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                                        .amounts(row -> new BigDecimal(row.amount()), EUR)
                                        .codes(row -> "x")
                                        .from(List.of())),
                        PLAN))
                .withMessageContaining("must not tell exchange rates or restatements apart");
    }

    @Test
    void labelsWithArrowsAreNotTakenForMoves() {
        assertThat(Group.move(Group.of("a"), Group.of("b"))).hasToString("a → b");
        assertThat(Group.move(Group.MISSING, Group.of("b"))).hasToString("(missing) → b");
        assertThat(Group.move(Group.of("(missing)"), Group.of("b"))).hasToString("\"(missing)\" → b");
        assertThat(Group.move(Group.of("a"), Group.of("b → \"c\\"))).hasToString("a → \"b → \\\"c\\\\\"");
    }
}
