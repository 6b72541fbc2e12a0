package dev.retention.movement;

import static dev.retention.movement.ExpansionPart.CROSS_SELL;
import static dev.retention.movement.ExpansionPart.DOWNGRADE;
import static dev.retention.movement.ExpansionPart.FX;
import static dev.retention.movement.ExpansionPart.PARTIAL_CANCELLATION;
import static dev.retention.movement.ExpansionPart.PRICE;
import static dev.retention.movement.ExpansionPart.QUANTITY;
import static dev.retention.movement.ExpansionPart.UPGRADE;
import static dev.retention.movement.ExpansionSide.CONTRACTION;
import static dev.retention.movement.ExpansionSide.EXPANSION;
import static dev.retention.movement.ExpansionSide.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.RuleException;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionSplitTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 12, 31)).from(LocalDate.of(2024, 1, 1));

    /** A change of a customer's value and quantity of one plan. */
    record Row(String customer, String day, String change, String code, String family, String plan, long quantity) {}

    private static Row row(String customer, String day, String change, String family, String plan, long quantity) {
        return new Row(customer, day, change, Contracts.CHANGED, family, plan, quantity);
    }

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), USD)
                .codes(Row::code)
                .text("family", Row::family)
                .text("plan", Row::plan)
                .number("quantity", Row::quantity)
                .from(rows);
    }

    private static List<String> months(Row... rows) {
        return ExpansionSplit.over(MONTHS).of(store(List.of(rows))).periods().stream()
                .map(Object::toString)
                .filter(month -> !month.endsWith("no change"))
                .toList();
    }

    /** The life of a customer of ChartMogul's help 201244842, at yearly prices by the month. */
    @Test
    void addsUpTheLifeOfACustomer() {
        List<Row> rows = List.of(
                row("x", "2024-01-10", "166.67", "gold", "gold yearly", 4),
                row("x", "2024-02-10", "60", "silver", "silver monthly", 2),
                row("x", "2024-03-20", "-60", "silver", "silver monthly", -2),
                row("x", "2024-06-10", "-166.67", "gold", "gold yearly", -4),
                row("x", "2024-08-01", "150", "gold", "gold monthly", 3));
        ExpansionTable<String> table = ExpansionSplit.over(MONTHS).of(store(rows));
        assertThat(table.inPeriod("2024-02").amount(EXPANSION, CROSS_SELL)).isEqualTo("60.00");
        assertThat(table.inPeriod("2024-03").amount(CONTRACTION, PARTIAL_CANCELLATION))
                .isEqualTo("-60.00");
        // New, churn and reactivation are changes of nobody who stayed.
        assertThat(table.periods().stream()
                        .filter(month -> month.change().signum() != 0)
                        .map(month -> month.period().toString()))
                .containsExactly("2024-02", "2024-03");
        RevenueMovements<String> movements = RecurringRevenue.over(MONTHS).of(store(rows));
        assertThat(movements.inPeriod("2024-06").amount(RevenueItem.CHURN)).isEqualTo("166.67");
        assertThat(movements.inPeriod("2024-08").amount(RevenueItem.REACTIVATION))
                .isEqualTo("150.00");
        // Of one family the second plan is more of the same.
        ExpansionTable<String> one =
                ExpansionSplit.over(MONTHS).familyIn("plan").planIn("family").of(store(rows));
        assertThat(one.inPeriod("2024-02").amount(EXPANSION, CROSS_SELL)).isEqualTo("60.00");
        HistoryStore<String> bare = HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), USD)
                .text("plan", Row::plan)
                .from(rows);
        ExpansionTable<String> noFamilies = ExpansionSplit.over(MONTHS).of(bare);
        assertThat(noFamilies.inPeriod("2024-02").amount(EXPANSION, UPGRADE)).isEqualTo("60.00");
        assertThat(noFamilies.inPeriod("2024-03").amount(CONTRACTION, PARTIAL_CANCELLATION))
                .isEqualTo("-60.00");
        assertThat(noFamilies.warnings()).containsExactly("the store has no column family, quantity: there are [plan]");
    }

    /** ChartMogul's help 201244842: from 4 to 6 of Gold, at 500 a year each, is 250/3 a month more. */
    @Test
    void moreOfTheSameIsQuantityThoughMonthsAreRounded() {
        assertThat(months(
                        row("x", "2024-01-10", "166.67", "gold", "gold", 4),
                        row("x", "2024-05-10", "83.33", "gold", "gold", 2)))
                .containsExactly("2024-05: 83.33 expansion (quantity 83.33)");
    }

    /** ChartMogul's help 203299912: from A at 50 to B at 30 is a contraction of 20, 50 that leave A and 30 that enter B. */
    @Test
    void anotherPlanIsADowngradeAndByPlanALossAndAGain() {
        List<Row> rows = List.of(
                row("x", "2024-01-10", "50", "f", "A", 1),
                row("x", "2024-02-10", "-50", "f", "A", -1),
                row("x", "2024-02-10", "30", "f", "B", 1));
        ExpansionTable<String> table = ExpansionSplit.over(MONTHS).of(store(rows));
        assertThat(table.inPeriod("2024-02")).hasToString("2024-02: -20.00 contraction (downgrade -20.00)");
        assertThat(table.inPeriod("2024-02").members(CONTRACTION, DOWNGRADE)).containsExactly("x");
        RevenueMovements<String> byPlan = RecurringRevenue.over(MONTHS)
                .of(HistoryStore.<Row, String>ofDates(
                                row -> row.customer + " " + row.plan, row -> LocalDate.parse(row.day))
                        .amounts(row -> new BigDecimal(row.change), USD)
                        .from(rows));
        assertThat(byPlan.inPeriod("2024-02").amount(RevenueItem.CHURN)).isEqualTo("50.00");
        assertThat(byPlan.inPeriod("2024-02").amount(RevenueItem.NEW)).isEqualTo("30.00");
        assertThat(byPlan.inPeriod("2024-02").amount(RevenueItem.CONTRACTION)).isEqualTo("0.00");
    }

    @ParameterizedTest
    @CsvSource({
        "5000, 10, 7200, 12, 1100", // 10 at 5.00 to 12 at 6.00: by the mean of both prices, and of both quantities
        "5000, 10, 6000, 12, 1000",
        "5000, 10, 5400, 12, 950", // cheaper, and more
        "1000, 1, 1001, 1, 0", // the same quantity
        "1000, 3, 1334, 4, 334", // 333.33 each and 333.50: the same, in whole cents
        "1000, 3, 1336, 4, 334", // 333.67: 667/2 is between 333 and 334
        "0, 3, 800, 4, 100", // free before
        "800, 4, 0, 3, -100",
        "800, 0, 900, 3, 0", // no price where there is no quantity
        "800, 3, 900, 0, 0",
        "0, 0, 0, 0, 0",
        "9000000000000000000, 1000000000, 9000000009000000000, 1000000001, 9000000000",
        "4000000000, 1, 8000000000, 2, 4000000000",
    })
    void partsPriceAndQuantity(long v, long q, long v2, long q2, long quantity) {
        assertThat(PriceAndQuantity.quantity(v, q, v2, q2)).isEqualTo(quantity);
    }

    @Test
    void quantitiesAtOtherPricesAreBoth() {
        assertThat(months(
                        row("x", "2024-01-10", "50", "f", "seats", 10), row("x", "2024-02-10", "22", "f", "seats", 2)))
                .containsExactly("2024-02: 22.00 expansion (price 11.00, quantity 11.00)");
    }

    @Test
    void everyTestHasItsTurn() {
        assertThat(months(
                        row("x", "2024-01-10", "50", "crm", "small", 1),
                        row("x", "2024-01-10", "20", "mail", "plain", 1),
                        // Another plan of a family, and a further family.
                        row("x", "2024-02-10", "-50", "crm", "small", -1),
                        row("x", "2024-02-10", "80", "crm", "large", 1),
                        row("x", "2024-02-20", "15", "chat", "plain", 1),
                        // A plan beside another, and a family dropped.
                        row("x", "2024-03-10", "5", "crm", "extra", 1),
                        row("x", "2024-03-11", "-20", "mail", "plain", -1),
                        // A plan dropped of a family that stays.
                        row("x", "2024-04-10", "-5", "crm", "extra", -1),
                        // Another plan at the same price, and away and back within the month.
                        row("x", "2024-05-10", "-80", "crm", "large", -1),
                        row("x", "2024-05-12", "80", "crm", "other", 1),
                        row("x", "2024-05-13", "-15", "chat", "plain", -1),
                        row("x", "2024-05-15", "15", "chat", "plain", 1),
                        // One dearer by as much as another is cheaper.
                        row("x", "2024-06-10", "-5", "crm", "other", 0),
                        row("x", "2024-06-10", "5", "chat", "plain", 1)))
                .containsExactly(
                        "2024-02: 45.00 expansion (cross sell 15.00, upgrade 30.00)",
                        "2024-03: -15.00 contraction (partial cancellation -20.00, upgrade 5.00)",
                        "2024-04: -5.00 contraction (partial cancellation -5.00)",
                        "2024-06: 0.00 unchanged (price -12.50, quantity 12.50)");
    }

    @Test
    void exchangeRatesAreApart() {
        List<Row> rows = List.of(
                row("x", "2024-01-10", "100", "f", "p", 1),
                new Row("x", "2024-02-01", "-7", "fx", "f", "p", 0),
                row("x", "2024-02-10", "20", "f", "p", 0),
                new Row("x", "2024-03-01", "4", "fx", "f", "p", 0),
                row("y", "2024-01-10", "100", "f", "p", 1));
        ExpansionTable<String> table = ExpansionSplit.over(MONTHS).fxBy("fx").of(store(rows));
        assertThat(table.inPeriod("2024-02")).hasToString("2024-02: 20.00 expansion (price 20.00, fx -7.00)");
        assertThat(table.inPeriod("2024-02").change()).isEqualTo("13.00");
        assertThat(table.inPeriod("2024-03").customers(UNCHANGED, FX)).isEqualTo(1);
        assertThat(table.inPeriod("2024-03").amount(FX)).isEqualTo("4.00");
        assertThat(table.warnings()).isEmpty();
        assertThat(ExpansionSplit.over(MONTHS).fxBy("rates").of(store(rows)).warnings())
                .containsExactly("no event has the code rates: there are [changed, fx]");
        // Else they are other prices.
        assertThat(ExpansionSplit.over(MONTHS)
                        .of(store(rows))
                        .inPeriod("2024-02")
                        .amount(PRICE))
                .isEqualTo("13.00");
        assertThat(ExpansionSplit.over(MONTHS)
                        .counting(EventFilter.of(Contracts.CHANGED))
                        .of(store(rows))
                        .inPeriod("2024-02")
                        .amount(PRICE))
                .isEqualTo("20.00");
    }

    @Test
    void groupsAndLiveTablesSayTheSame() {
        List<Row> rows = new ArrayList<>(List.of(
                row("x", "2024-01-10", "50", "f", "A", 10),
                row("y", "2024-01-10", "50", "f", "B", 10),
                row("x", "2024-02-10", "22", "f", "A", 2),
                row("y", "2024-02-10", "10", "g", "B", 1)));
        ExpansionSplit method = ExpansionSplit.over(MONTHS);
        ExpansionTable<String> table = method.of(store(rows));
        assertThat(table.by(Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD))
                        .inGroup("A")
                        .inPeriod("2024-02"))
                .hasToString("2024-02: 22.00 expansion (price 11.00, quantity 11.00)");
        Live<String> live = Live.from(store(rows));
        Live<String>.Table<ExpansionCell> tracked = live.track(method.rule());
        assertThat(method.of(tracked.tally()).inPeriod("2024-02"))
                .hasToString(table.inPeriod("2024-02").toString());
        live.add(
                "x",
                Event.on(LocalDate.of(2024, 2, 20))
                        .worth(new BigDecimal("-72"))
                        .coded(Contracts.ENDED)
                        .with("family", "f")
                        .with("plan", "A")
                        .with("quantity", -12L));
        assertThat(method.of(tracked.tally()).inPeriod("2024-02"))
                .hasToString("2024-02: 10.00 expansion (cross sell 10.00)");
    }

    @Test
    void refusesNonsense() {
        HistoryStore<String> otherPlan =
                store(List.of(row("x", "2024-01-10", "50", "f", "A", 1), row("x", "2024-02-10", "-50", "f", "B", -1)));
        assertThatThrownBy(() -> ExpansionSplit.over(MONTHS).of(otherPlan))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("for customer x: recurring value of plan B must not fall below 0, as with the"
                        + " changes 2024-01-10 changed 5000");
        HistoryStore<String> quantity =
                store(List.of(row("x", "2024-01-10", "50", "f", "A", 1), row("x", "2024-02-10", "-20", "f", "A", -2)));
        assertThatThrownBy(() -> ExpansionSplit.over(MONTHS).of(quantity))
                .hasMessageContaining("quantity of plan A must not fall below 0, as with the changes 2024-01-10");
        HistoryStore<String> value = store(List.of(row("x", "2024-01-10", "-50", "f", "A", 1)));
        assertThatThrownBy(() -> ExpansionSplit.over(MONTHS).of(value))
                .hasMessageContaining(": recurring value must not fall below 0, as with the changes 2024-01-10");
        assertThatThrownBy(() -> ExpansionSplit.over(MONTHS).planIn("product").of(otherPlan))
                .hasMessageContaining("column (product) must be one of [family, plan, quantity]");
        assertThatThrownBy(() -> ExpansionSplit.over(MONTHS).quantityIn("plan").of(otherPlan))
                .hasMessageContaining("column (plan) holds texts, not numbers");
        assertThatThrownBy(() -> ExpansionSplit.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1))))
                .hasMessageContaining("whole days");
        assertThat(ExpansionSplit.over(MONTHS)
                        .planIn("a")
                        .familyIn("b")
                        .quantityIn("c")
                        .fxBy("d"))
                .hasToString("recurring value by parts, plan in a, family in b, quantity in c, exchange rates by d, "
                        + MONTHS);
    }

    /** Ten thousand plans of one customer, taken one a day, take no longer than their changes. */
    @Test
    void manyPlansAreNoMoreThanTheirChanges() {
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2049, 12, 31)).from(LocalDate.of(2020, 1, 1));
        List<Row> rows = Stream.iterate(0, day -> day + 1)
                .limit(10_000)
                .map(day ->
                        row("x", LocalDate.of(2020, 1, 1).plusDays(day).toString(), "1", "f" + day / 10, "p" + day, 1))
                .toList();
        ExpansionTable<String> table = ExpansionSplit.over(days).of(store(rows));
        assertThat(table.inPeriod(LocalDate.of(2020, 1, 11)).amount(CROSS_SELL)).isEqualTo("1.00");
        assertThat(table.inPeriod(LocalDate.of(2020, 1, 12)).amount(UPGRADE)).isEqualTo("1.00");
        assertThat(table.inPeriod(LocalDate.of(2020, 1, 12)).amount(QUANTITY)).isEqualTo("0.00");
    }
}
