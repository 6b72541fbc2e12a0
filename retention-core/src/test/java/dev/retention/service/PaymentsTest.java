package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.InvoicesTest.Row;
import dev.retention.service.Payments.Item;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 4, 15);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private final HistoryStore<Long> store = InvoicesTest.reader()
            .from(List.of(
                    // Paid on the due day, a day late in two parts, and open past due.
                    Row.invoice(1, "2024-01-10", "100", "A", "2024-02-09"),
                    Row.of(1, "2024-02-09", "payment", "100", "A"),
                    Row.invoice(1, "2024-01-10", "100", "B", "2024-02-09"),
                    Row.of(1, "2024-02-01", "payment", "60", "B"),
                    Row.of(1, "2024-02-10", "payment", "40", "B"),
                    Row.invoice(2, "2024-01-20", "50", "A", "2024-02-19"),
                    // Credited whole, written off in part, and not due yet.
                    Row.invoice(3, "2024-01-20", "50", "A", "2024-02-19"),
                    Row.of(3, "2024-01-25", "credit note", "50", "A"),
                    Row.invoice(4, "2024-01-20", "50", "A", "2024-02-19"),
                    Row.of(4, "2024-03-01", "payment", "30", "A"),
                    Row.of(4, "2024-03-10", "written off", "20", "A"),
                    Row.invoice(5, "2024-04-01", "50", "A", "2024-04-15"),
                    Row.invoice(5, "2024-04-01", "70", "B", "2024-04-30"),
                    Row.invoice(5, "2024-04-01", "90", "C", null)));
    private final Payments payments = Payments.over(MONTHS);

    @Test
    void anInvoiceCountsInThePeriodInWhichItWasDue() {
        PeriodItems<Long, Item>.InPeriod february = payments.of(store).inPeriod("2024-02");
        assertThat(february.number(Item.DUE)).isEqualTo(4);
        assertThat(february.number(Item.ON_TIME)).isEqualTo(1);
        assertThat(february.number(Item.LATE)).isEqualTo(1);
        assertThat(february.members(Item.OVERDUE)).containsExactly(2L);
        assertThat(february.members(Item.WRITTEN_OFF)).containsExactly(4L);
        assertThat(february.state(Item.ON_TIME)).isEqualTo(CellState.OBSERVED);
        assertThat(february.state(Item.LATE)).isEqualTo(CellState.PARTIAL);
        assertThat(payments.tolerating(1).of(store).inPeriod("2024-02").number(Item.ON_TIME))
                .isEqualTo(2);
    }

    @Test
    void whatIsNotDecidedBoundsTheShareThatIsPaidInTime() {
        PeriodItems<Long, Item>.InPeriod april = payments.of(store).inPeriod("2024-04");
        assertThat(april.number(Item.UNDECIDED)).isEqualTo(2);
        assertThat(april.state(Item.ON_TIME)).isEqualTo(CellState.PARTIAL);
        assertThat(Payments.onTime(april)).contains(BoundedShare.of(0, 0, 2));
        assertThat(Payments.onTime(payments.of(store).inPeriod("2024-02"))).contains(BoundedShare.of(1, 3, 0));
        assertThat(Payments.onTime(payments.of(store).inPeriod("2024-01"))).isEmpty();
    }

    @Test
    void whatIsDueMayBeCreditedLongAfterSoThatItIsNeverFinal() {
        HistoryStore<Long> credited = InvoicesTest.reader()
                .from(List.of(
                        Row.invoice(1, "2024-01-01", "10", "A", "2024-01-31"),
                        Row.of(1, "2024-03-20", "credit note", "10", "A")));
        for (int day : new int[] {15, 31}) {
            PeriodItems<Long, Item>.InPeriod january = Payments.over(Timeline.monthly(LocalDate.of(2024, 3, day)))
                    .of(credited)
                    .inPeriod("2024-01");
            assertThat(january.number(Item.DUE)).isEqualTo(day == 15 ? 1 : 0);
            assertThat(january.state(Item.DUE)).isEqualTo(CellState.PARTIAL);
        }
    }

    @Test
    void daysToPayCensorOpenCreditedAndWrittenOffInvoices() {
        LifeTable days = payments.daysToPay(Sweep.over(store));
        assertThat(days)
                .isEqualTo(LifeTable.of(List.of(
                        Tenure.ended(30),
                        Tenure.ended(31),
                        Tenure.censored(86),
                        Tenure.censored(5),
                        Tenure.censored(50),
                        Tenure.censored(14),
                        Tenure.censored(14),
                        Tenure.censored(14))));
        assertThat(KaplanMeier.withDefaults().estimate(days).at(30)).hasValue(0.75);
        Grouping who = Grouping.of("who", (Long customer) -> customer == 1 ? "one" : "others");
        assertThat(payments.daysToPay(who, Sweep.over(store)).inGroup("one").totalEnded())
                .isEqualTo(2);
        Payments later = Payments.over(Timeline.monthly(AS_OF).from(LocalDate.of(2024, 4, 1)));
        assertThat(later.daysToPay(Sweep.over(store)).total()).isEqualTo(3);
    }

    @Property(tries = 100)
    void everyInvoiceIsJudgedAsItsDaysSay(
            @ForAll @IntRange(min = 0, max = 60) int term,
            @ForAll @IntRange(min = 0, max = 120) int paidAfter,
            @ForAll @IntRange(min = 0, max = 120) int asOfAfter,
            @ForAll @IntRange(min = 0, max = 20) int tolerance) {
        LocalDate day = LocalDate.of(2024, 1, 15);
        LocalDate end = day.plusDays(asOfAfter);
        HistoryStore<Long> one = InvoicesTest.reader()
                .from(List.of(
                        Row.invoice(
                                1, day.toString(), "9", "A", day.plusDays(term).toString()),
                        Row.of(1, day.plusDays(paidAfter).toString(), "payment", "9", "A")));
        PeriodItems<Long, Item> table = Payments.over(Timeline.monthly(end).from(day))
                .tolerating(tolerance)
                .of(one);
        boolean isPaid = paidAfter <= asOfAfter;
        Item expected = isPaid
                ? paidAfter <= term + tolerance ? Item.ON_TIME : Item.LATE
                : asOfAfter <= term + tolerance ? Item.UNDECIDED : Item.OVERDUE;
        LocalDate due = day.plusDays(term);
        for (PeriodItems<Long, Item>.InPeriod period : table.periods()) {
            boolean isDue = period.period().equals(period.period().grain().periodOf(due));
            assertThat(period.number(Item.DUE)).isEqualTo(isDue ? 1 : 0);
            assertThat(period.number(expected)).isEqualTo(isDue ? 1 : 0);
            if (isDue && period.state(Item.ON_TIME) == CellState.OBSERVED) {
                assertThat(expected).isNotEqualTo(Item.UNDECIDED);
            }
        }
    }

    private HistoryStore<Long> withContracts() {
        HistoryStore<Long> contracts = HistoryStore.ofDates((Row row) -> row.customer(), Row::day)
                .codes(Row::kind)
                .from(List.of(
                        Row.of(1, "2024-01-01", "started", "0", null),
                        Row.of(1, "2024-02-20", "ended", "0", null),
                        Row.of(2, "2024-01-01", "started", "0", null),
                        Row.of(2, "2024-04-02", "ended", "0", null),
                        Row.of(4, "2024-01-01", "started", "0", null),
                        Row.of(6, "2024-01-01", "started", "0", null)));
        return contracts.named("contracts").and(store);
    }

    @Test
    void churnIsPartedByWhatWasKnownAtTheStartOfEachPeriod() {
        var churn = CustomerChurn.over(MONTHS, Spells.between("started", "ended"))
                .of(withContracts())
                .by(Payers.late(0, Reading.AT_PERIOD));
        // At the start of February nobody was late; at that of April customers 2 and 4 were.
        assertThat(churn.inGroup("not late").inPeriod("2024-02").count(CustomerCount.LOST))
                .isEqualTo(1);
        assertThat(churn.inGroup("late").inPeriod("2024-04").members(CustomerCount.LOST))
                .containsExactly(2L);
    }

    @Test
    void customersArePartedByDisputesAndWhoHasNoInvoiceIsInNoGroup() {
        HistoryStore<Long> disputes = InvoicesTest.reader()
                .from(List.of(
                        Row.invoice(1, "2024-01-10", "100", "A", null),
                        Row.of(1, "2024-02-10", "dispute", "10", "A"),
                        Row.invoice(2, "2024-01-10", "100", "A", null),
                        Row.of(2, "2024-02-10", "dispute", "10", "A"),
                        Row.of(2, "2024-02-12", "dispute settled", "10", "A"),
                        Row.invoice(3, "2024-01-10", "100", "A", null),
                        Row.of(4, "2024-01-10", "payment", "100", null)));
        var groups = Sweep.over(disputes).members(Payers.disputed(Reading.LATEST), MONTHS);
        assertThat(groups.inGroup("in dispute")).containsExactly(1L);
        assertThat(groups.inGroup("disputed before")).containsExactly(2L);
        assertThat(groups.inGroup("not disputed")).containsExactly(3L);
        assertThat(groups.tables().get(dev.retention.rule.Group.MISSING)).containsExactly(4L);
    }

    @Test
    void anInvoiceThatTurnsLateIsASignalOnItsFirstLateDay() {
        LaterLossTable<Long> table = LaterLoss.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .after(Payers.turningLate(0))
                .within(31)
                .of(withContracts());
        // Customers 2 and 4 turned late on 20 February, customer 1 on the 10th, and was lost by March.
        assertThat(table.inPeriod("2024-03").members(LaterLoss.Item.EXPOSED)).containsExactly(2L, 4L);
        assertThat(table.inPeriod("2024-02").members(LaterLoss.Item.EXPOSED)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payers.turningLate(-1))
                .withMessage("days (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payers.late(-1, Reading.LATEST))
                .withMessage("days (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> payments.tolerating(-1))
                .withMessage("days (-1) must be at least 0");
    }

    @Test
    void anInvoiceThatWasLateStaysSoWhenItIsCreditedBecauseOfTheLoss() {
        List<Row> contracts = List.of(
                Row.of(1, "2024-01-01", "started", "0", null),
                Row.of(1, "2024-04-10", "ended", "0", null),
                Row.of(2, "2024-01-01", "started", "0", null));
        Row invoice = Row.invoice(1, "2024-01-01", "10", "A", "2024-01-31");
        // Late from 15 February on: a credit note of that very day is in time, what comes later is not.
        for (String credited : List.of("2024-04-12", "2024-02-16", "2024-02-15", "2024-02-14")) {
            HistoryStore<Long> all = HistoryStore.ofDates((Row row) -> row.customer(), Row::day)
                    .codes(Row::kind)
                    .from(contracts)
                    .named("contracts")
                    .and(InvoicesTest.reader().from(List.of(invoice, Row.of(1, credited, "credit note", "10", "A"))));
            boolean isLate = credited.compareTo("2024-02-15") > 0;
            var april = LaterLoss.over(MONTHS, Spells.between("started", "ended"))
                    .on("contracts")
                    .after(Payers.turningLate(14))
                    .of(all)
                    .inPeriod("2024-04");
            assertThat(april.customers(LaterLoss.Item.EXPOSED_LOST))
                    .as(credited)
                    .isEqualTo(isLate ? 1 : 0);
            assertThat(Sweep.over(all)
                            .members(Payers.late(14, Reading.LATEST), MONTHS)
                            .inGroup(isLate ? "late" : "not late"))
                    .containsExactly(1L);
        }
    }
}
