package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.ProportionInterval;
import dev.retention.history.HistoryStore;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.RenewalTerm;
import dev.retention.movement.Renewals;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ReferralTable;
import dev.retention.segment.Referrals;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.RunRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A shop whose customers order once a month for 10.00: 100 at first, of whom 5 leave each month and 5 come, until in the last month 40
 * leave.
 */
class ScoreboardTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 10);
    private static final int MONTHS = 16;
    private static final Timeline TIMELINE = Timeline.monthly(LocalDate.of(2025, 4, 30));

    private record Row(int customer, LocalDate day, String code, String amount, String plan, String cost) {
        BigDecimal money() {
            return new BigDecimal(amount);
        }

        BigDecimal costs() {
            return new BigDecimal(cost);
        }
    }

    /** The first month of a customer, and the month in which it is gone. */
    private static List<int[]> lives() {
        List<int[]> lives = new ArrayList<>();
        for (int customer = 0; customer < 100 + 5 * (MONTHS - 1); customer++) {
            int from = customer < 100 ? 0 : (customer - 100) / 5 + 1;
            int until = customer < 5 * (MONTHS - 2) ? customer / 5 + 1 : customer < 110 ? MONTHS - 1 : MONTHS;
            lives.add(new int[] {from, until});
        }
        return lives;
    }

    private static HistoryStore<Integer> orders() {
        List<Row> rows = new ArrayList<>();
        List<int[]> lives = lives();
        for (int customer = 0; customer < lives.size(); customer++) {
            for (int month = lives.get(customer)[0]; month < lives.get(customer)[1]; month++) {
                rows.add(new Row(
                        customer,
                        FIRST.plusMonths(month),
                        "order",
                        "10.00",
                        customer % 2 == 0 ? "even" : "odd",
                        "7.50"));
            }
        }
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(Row::money, EUR)
                .text("plan", Row::plan)
                .money("cost", Row::costs)
                .from(rows);
    }

    private static HistoryStore<Integer> contracts() {
        List<Row> rows = new ArrayList<>();
        List<int[]> lives = lives();
        for (int customer = 0; customer < lives.size(); customer++) {
            int[] life = lives.get(customer);
            rows.add(new Row(customer, FIRST.plusMonths(life[0]), "started", "10.00", "", "0"));
            if (life[1] < MONTHS) {
                rows.add(new Row(customer, FIRST.plusMonths(life[1]), "ended", "-10.00", "", "0"));
            }
        }
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(Row::money, EUR)
                .from(rows);
    }

    private static final HistoryStore<Integer> ORDERS = orders();
    private static final Movements<Integer> MOVEMENTS =
            CustomerMovements.over(TIMELINE).of(ORDERS);
    private static final Scoreboard<Integer> BOARD = Scoreboard.of(MOVEMENTS);

    @Test
    void countsOfOrdersAreThoseOfTheMovements() {
        Scoreboard<Integer>.InPeriod in = BOARD.inPeriod("2025-04");
        assertThat(in.toString())
                .isEqualTo("new customers in 2025-04: 5 customers, 50.00\n"
                        + "reactivated customers in 2025-04: 0 customers, 0.00\n"
                        + "lost customers in 2025-04: 40 customers, 400.00, 40.0 % (40 of 100) of the customers at"
                        + " the start");
        for (Period period :
                MOVEMENTS.periods().stream().map(Movements.InPeriod::period).toList()) {
            Movements<Integer>.InPeriod moved = MOVEMENTS.inPeriod(period);
            ScoreboardLine<Integer> lost =
                    BOARD.inPeriod(period).line(Metric.LOST).orElseThrow();
            assertThat(lost.figures().customers()).isEqualTo(moved.lost().count());
            assertThat(lost.figures().value()).contains(moved.lost().amount());
            assertThat(lost.members()).isEqualTo(moved.lost().members());
            assertThat(BOARD.inPeriod(period).line(Metric.NEW).orElseThrow().members())
                    .isEqualTo(moved.newCustomers().members());
        }
    }

    @Test
    void theSamePeriodOfTheLastYearStandsBeside() {
        ScoreboardLine<Integer> lost =
                BOARD.inPeriod("2025-04").line(Metric.LOST).orElseThrow();
        assertThat(lost.earlier(Reference.LAST_YEAR))
                .hasValueSatisfying(then -> assertThat(then).hasToString("5 customers, 50.00, 5.0 % (5 of 100)"));
        assertThat(lost.earlier(Reference.BEFORE)).isEqualTo(lost.earlier(Reference.LAST_YEAR));
        assertThat(BOARD.inPeriod("2024-12").line(Metric.LOST).orElseThrow().earlier(Reference.LAST_YEAR))
                .isEmpty();
        assertThat(lost.interval(0.95))
                .contains(lost.figures().rate().orElseThrow().interval(ProportionInterval.WILSON, 0.95));
        assertThat(BOARD.inPeriod("2025-04").line(Metric.NEW).orElseThrow().interval(0.95))
                .isEmpty();
    }

    @Test
    void aChangeIsSaidOnlyBeyondChance() {
        ScoreboardLine<Integer> lost =
                BOARD.inPeriod("2025-04").line(Metric.LOST).orElseThrow();
        assertThat(lost.change(Reference.LAST_YEAR, 0.95))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("against 5.0 % in 2024-04, the same period of the last year: clearly higher, by "));
        assertThat(BOARD.inPeriod("2025-03").line(Metric.LOST).orElseThrow().change(Reference.LAST_YEAR, 0.95))
                .isEmpty();
        assertThat(BOARD.inPeriod("2025-04").line(Metric.NEW).orElseThrow().change(Reference.BEFORE, 0.95))
                .isEmpty();
    }

    @Test
    void aChartOfThePastFlagsThePeriod() {
        ScoreboardLine<Integer> lost =
                BOARD.inPeriod("2025-04").line(Metric.LOST).orElseThrow();
        assertThat(lost.flags()).extracting(RunRule.Flag::rule).containsExactly(RunRule.NELSON_1);
        assertThat(lost.valueFlags()).extracting(RunRule.Flag::rule).contains(RunRule.NELSON_1);
        assertThat(lost.words()).hasSize(4).endsWith("customers flagged: Nelson 1", "money flagged: Nelson 1");
        assertThat(BOARD.inPeriod("2025-03").line(Metric.LOST).orElseThrow().flags())
                .isEmpty();
        assertThat(lost.chart().orElseThrow().centre()).isEqualTo(0.05);
    }

    @Test
    void eightPeriodsBeforeAreNeeded() {
        // Nobody can be lost in the first month, which is a gap.
        assertThat(BOARD.inPeriod("2024-09").line(Metric.LOST).orElseThrow().chart())
                .isEmpty();
        assertThat(BOARD.inPeriod("2024-10").line(Metric.LOST).orElseThrow().chart())
                .isPresent();
        assertThat(BOARD.inPeriod("2024-08").line(Metric.NEW).orElseThrow().valueChart())
                .isEmpty();
        assertThat(BOARD.inPeriod("2024-09").line(Metric.NEW).orElseThrow().valueChart())
                .isPresent();
        assertThat(BOARD.inPeriod("2024-01").line(Metric.LOST).orElseThrow().flags())
                .isEmpty();
    }

    @Test
    void aRunningPeriodIsSoFar() {
        Timeline running = Timeline.monthly(LocalDate.of(2025, 4, 15));
        ScoreboardLine<Integer> lost = Scoreboard.of(
                        CustomerMovements.over(running).of(ORDERS))
                .inPeriod("2025-04")
                .line(Metric.LOST)
                .orElseThrow();
        assertThat(lost.state()).isEqualTo(CellState.PARTIAL);
        assertThat(lost).asString().startsWith("lost customers in 2025-04 so far: 40 customers");
        assertThat(lost.flags()).isEmpty();
        assertThat(lost.valueFlags()).isEmpty();
        assertThat(lost.change(Reference.LAST_YEAR, 0.95)).isEmpty();
    }

    @Test
    void contractsGiveTheSameCustomersWithRecurringValue() {
        HistoryStore<Integer> contracts = contracts();
        RevenueMovements<Integer> revenue = RecurringRevenue.over(TIMELINE).of(contracts);
        Scoreboard<Integer>.InPeriod in = Scoreboard.of(revenue).inPeriod("2025-04");
        assertThat(in.line(Metric.LOST).orElseThrow().figures())
                .hasToString("40 customers, 400.00, 40.0 % (40 of 100)");
        assertThat(in.line(Metric.LOST).orElseThrow().members()).hasSize(40);
        Scoreboard<Integer>.InPeriod spells = Scoreboard.of(
                        CustomerChurn.over(TIMELINE, Spells.between("started", "ended"))
                                .of(contracts))
                .inPeriod("2025-04");
        assertThat(spells.line(Metric.LOST).orElseThrow().figures()).hasToString("40 customers, 40.0 % (40 of 100)");
        assertThat(spells.line(Metric.LOST).orElseThrow().members())
                .isEqualTo(in.line(Metric.LOST).orElseThrow().members());
        assertThat(spells.line(Metric.LOST).orElseThrow().valueFlags()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamedWithWhatItNeeds() {
        assertThat(BOARD.inPeriod("2025-04").absent())
                .containsExactly(
                        "renewals with reasons: needs the ends of terms and what was decided: see Renewals.reader",
                        "revenue and profit by group: needs a grouping of customers, and for the profit what orders"
                                + " cost",
                        "referrals by group: needs who referred whom: see Referrals.reader");
        assertThat(BOARD.inPeriod("2025-04").line(Metric.RENEWALS)).isEmpty();
    }

    @Test
    void groupsRenewalsAndReferralsJoin() {
        Grouping plan = Grouping.ofColumn("plan", Grouping.Reading.LATEST);
        GroupTable<Integer> groups =
                GroupTable.of(CustomerProfit.over(TIMELINE).cost("cost").of(ORDERS), plan);
        LocalDate end = LocalDate.of(2025, 4, 20);
        HistoryStore<Integer> terms = Renewals.<RenewalTerm<Integer>, Integer>reader(term -> term, EUR)
                .from(List.of(
                        RenewalTerm.of(1, end, new BigDecimal("10"))
                                .decided(end, new BigDecimal("12"))
                                .because("service"),
                        RenewalTerm.of(2, end, new BigDecimal("20"))
                                .decided(end, null)
                                .because("price"),
                        RenewalTerm.of(3, end, new BigDecimal("30"))));
        RenewalTable<Integer> renewals = Renewals.over(TIMELINE).of(terms);
        HistoryStore<Integer> named = ORDERS.named("orders");
        ReferralTable<Integer> referrals = Referrals.over(TIMELINE)
                .of(named.and(Referrals.<Row, Integer>reader(Row::customer, row -> 170, Row::day)
                        .among(named)
                        .from(List.of(new Row(120, LocalDate.of(2025, 4, 1), "", "0", "", "0")))));
        ByGroup<ReferralTable<Integer>> byPlan = referrals.by(plan);
        Scoreboard<Integer>.InPeriod in = BOARD.referrals(referrals, byPlan)
                .renewals(renewals, renewals.by(Renewals.presentReason()))
                .groups(groups)
                .inPeriod("2025-04");

        assertThat(in.absent()).isEmpty();
        assertThat(in.lines(Metric.RENEWALS))
                .extracting(ScoreboardLine::toString)
                .containsExactly(
                        "renewed in 2025-04: 1 customer, 10.00, 33.3 % (1 of 3) of those due",
                        "not renewed in 2025-04: 1 customer, 20.00, 33.3 % (1 of 3) of those due",
                        "pending in 2025-04: 1 customer, 30.00, 33.3 % (1 of 3) of those due",
                        "renewed (service) in 2025-04: 1 customer, 10.00, 33.3 % (1 of 3) of those due",
                        "not renewed (price) in 2025-04: 1 customer, 20.00, 33.3 % (1 of 3) of those due");
        ScoreboardLine<Integer> even = in.lines(Metric.GROUPS).get(1);
        assertThat(even.group()).contains(Group.of("even"));
        assertThat(even.figures().profit())
                .isEqualTo(groups.inPeriod("2025-04", "even").profit());
        assertThat(even.members()).isEqualTo(groups.inPeriod("2025-04", "even").members());
        assertThat(in.lines(Metric.REFERRALS).get(0))
                .hasToString("referred customers in 2025-04: 1 customer, 10.00, 20.0 % (1 of 5) of the new customers");
        assertThat(in.lines(Metric.REFERRALS).get(0).members()).containsExactly(170);
        assertThat(in.lines()).extracting(ScoreboardLine::metric).isSorted();
    }

    @Test
    void otherPeriodsAreRefused() {
        Timeline other = Timeline.monthly(LocalDate.of(2025, 3, 31));
        GroupTable<Integer> groups = GroupTable.of(
                CustomerProfit.over(other).of(ORDERS), Grouping.ofColumn("plan", Grouping.Reading.LATEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOARD.groups(groups))
                .withMessageContaining("groups (")
                .withMessageContaining("must have the periods of the movements");
        assertThatIllegalArgumentException().isThrownBy(() -> BOARD.inPeriod("2023-01"));
        assertThat(Optional.of(BOARD.timeline())).contains(MOVEMENTS.timeline());
    }
}
