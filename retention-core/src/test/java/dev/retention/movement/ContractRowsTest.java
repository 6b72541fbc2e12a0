package dev.retention.movement;

import static dev.retention.movement.RevenueItem.CHURN;
import static dev.retention.movement.RevenueItem.CONTRACTION;
import static dev.retention.movement.RevenueItem.END;
import static dev.retention.movement.RevenueItem.EXPANSION;
import static dev.retention.movement.RevenueItem.FX;
import static dev.retention.movement.RevenueItem.LEDGER_CHURN;
import static dev.retention.movement.RevenueItem.LEDGER_REACTIVATION;
import static dev.retention.movement.RevenueItem.NEW;
import static dev.retention.movement.RevenueItem.REACTIVATION;
import static dev.retention.movement.RevenueItem.RESTATEMENT;
import static dev.retention.movement.RevenueItem.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ContractValue.Kind;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a billing system tells of a contract beside its value: terms, cancellations, plans, kinds, currencies, when it was recorded. */
class ContractRowsTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 4, 30)).from(LocalDate.of(2024, 2, 1));

    private static @Nullable LocalDate day(@Nullable String day) {
        return day == null ? null : LocalDate.parse(day);
    }

    private static MonthlyValue euros(long euros) {
        return MonthlyFactor.MONTHS_AND_YEARS.monthly(BigDecimal.valueOf(euros), BillingInterval.MONTHLY);
    }

    private record Paid(
            String customer,
            String from,
            @Nullable String until,
            @Nullable String cancelled,
            long euros,
            BillingInterval term) {}

    private static Paid paid(String customer, String from, @Nullable String until, long euros) {
        return new Paid(customer, from, until, null, euros, BillingInterval.MONTHLY);
    }

    private static Contracts<Paid, String> contracts(Contracts.Booking booking) {
        return Contracts.of(Paid::customer, Paid::customer)
                .from(row -> day(row.from))
                .until(row -> day(row.until))
                .cancelledOn(row -> day(row.cancelled), booking)
                .terms(Paid::term, LocalDate.of(2024, 4, 30))
                .worth(row -> euros(row.euros));
    }

    /** The month of thirteen customers from a billing system's own rows, with every figure that terms and cancellations tell. */
    @Test
    void theMonthOfThirteenCustomersWithTermsAndCancellations() {
        List<Paid> rows = new ArrayList<>();
        List.of("2023-05-01", "2023-06-11", "2023-07-21", "2023-08-30", "2023-09-09")
                .forEach(from -> rows.add(paid("same since " + from, from, null, 100)));
        rows.add(paid("up", "2023-10-02", "2024-04-14", 100));
        rows.add(paid("up", "2024-04-14", null, 150));
        rows.add(paid("down", "2023-10-03", "2024-04-21", 100));
        rows.add(paid("down", "2024-04-21", null, 60));
        rows.add(paid("lost", "2023-11-05", "2024-04-10", 100));
        rows.add(paid("away", "2023-11-06", "2024-04-12", 100));
        rows.add(paid("away", "2024-04-25", null, 100));
        rows.add(new Paid("annual", "2023-06-15", "2024-06-15", "2024-04-05", 100, BillingInterval.YEARLY));
        rows.add(paid("joins", "2024-04-08", null, 100));
        rows.add(paid("brief", "2024-04-09", "2024-04-20", 100));
        rows.add(paid("returns", "2023-02-01", "2024-01-19", 80));
        rows.add(paid("returns", "2024-04-15", null, 80));
        HistoryStore<String> store =
                contracts(Contracts.Booking.PAID_TERM_OVER).read(rows, EUR, RoundingMode.HALF_EVEN);
        Spells paid = Spells.between(Contracts.STARTED, Contracts.ENDED)
                .announcedBy(Contracts.ANNOUNCED)
                .dueOn(Contracts.DUE);
        ChurnTable<String>.InPeriod churn =
                CustomerChurn.over(MONTHS, paid).of(store).inPeriod("2024-04");
        assertThat(churn.churn(ChurnFormula.SNAPSHOT)).hasToString("2024-04: 10.0 % (1 of 10, SNAPSHOT)");
        assertThat(churn.churn(ChurnFormula.SCHEDULED)).hasToString("2024-04: 20.0 % (2 of 10, SCHEDULED)");
        assertThat(churn.churn(ChurnFormula.RENEWAL_BASE)).hasToString("2024-04: 11.1 % (1 of 9, RENEWAL_BASE)");
        assertThat(churn.churn(ChurnFormula.SUM_OF_DAILY).rate().orElseThrow().asPercent())
                .isCloseTo(26.52, within(0.005));
        RevenueMovements<String>.InPeriod april =
                RecurringRevenue.over(MONTHS).dueOn(Contracts.DUE).of(store).inPeriod("2024-04");
        assertThat(april.rate(RevenueFormula.NRR_COHORT).orElseThrow().asDouble())
                .isEqualTo(0.91);
        assertThat(april.rate(RevenueFormula.GRR_MOVEMENTS).orElseThrow().asDouble())
                .isEqualTo(0.86);
        assertThat(april.rate(RevenueFormula.GRR_RENEWAL_BASE).orElseThrow().asDouble())
                .isCloseTo(0.8444, within(0.00005));
        assertThat(april.rate(RevenueFormula.NET_CHURN).orElseThrow().asDouble())
                .isCloseTo(0.09, within(1e-12));
        assertThat(april.rate(RevenueFormula.NET_CHURN_REACT).orElseThrow().asDouble())
                .isCloseTo(0.01, within(1e-12));
        // Booked on the day of the cancellation, the annual customer is lost in April.
        RevenueMovements<String>.InPeriod scheduled = RecurringRevenue.over(MONTHS)
                .of(contracts(Contracts.Booking.CANCELLED).read(rows, EUR, RoundingMode.HALF_EVEN))
                .inPeriod("2024-04");
        assertThat(scheduled.members(CHURN)).containsExactlyInAnyOrder("lost", "annual");
        assertThat(scheduled.amount(CHURN)).isEqualByComparingTo("200");
        // A joiner back after 13 days, or a plan that ends on one day and starts on a later one, is one change by the
        // window.
        RevenueMovements<String>.InPeriod merged =
                RecurringRevenue.over(MONTHS).mergeWindow(13).of(store).inPeriod("2024-04");
        assertThat(merged.members(LEDGER_CHURN)).containsExactly("lost");
        assertThat(merged.amount(LEDGER_REACTIVATION)).isEqualByComparingTo("80");
        assertThat(merged.amount(CHURN)).isEqualByComparingTo(april.amount(CHURN));
        // "returns" was away for 87 days.
        assertThat(RecurringRevenue.over(MONTHS)
                        .reactivationWindow(87)
                        .of(store)
                        .inPeriod("2024-04")
                        .members(REACTIVATION))
                .containsExactly("returns");
        assertThat(RecurringRevenue.over(MONTHS)
                        .reactivationWindow(86)
                        .of(store)
                        .inPeriod("2024-04")
                        .members(NEW))
                .containsExactlyInAnyOrder("joins", "returns");
    }

    /** A cancellation before the first day leaves nothing, one after the last day says nothing. */
    @Test
    void whenACancellationIsBooked() {
        List<Paid> rows = List.of(
                new Paid("a", "2024-02-10", "2024-03-10", "2024-02-01", 10, BillingInterval.MONTHLY),
                new Paid("b", "2024-02-10", "2024-03-10", "2024-03-20", 10, BillingInterval.MONTHLY),
                new Paid("c", "2024-02-10", null, "2024-02-20", 10, BillingInterval.MONTHLY));
        assertThat(contracts(Contracts.Booking.CANCELLED).changes(rows))
                .extracting(Object::toString)
                .containsExactly(
                        "b 2024-02-10 started 0 to 10 (b)",
                        "b 2024-03-10 due 10 to 10 (b)",
                        "b 2024-03-10 ended 10 to 0 (b)",
                        "c 2024-02-10 started 0 to 10 (c)",
                        "c 2024-02-20 ended 10 to 0 (c)");
        assertThat(contracts(Contracts.Booking.PAID_TERM_OVER).changes(rows))
                .filteredOn(change -> change.code().equals(Contracts.ANNOUNCED))
                .extracting(Object::toString)
                .containsExactly(
                        "a 2024-02-10 cancellation announced 10 to 10 (a)",
                        "c 2024-02-20 cancellation announced 10 to 10 (c)");
    }

    @Test
    void termsAreCountedFromTheFirstDay() {
        List<Paid> rows = List.of(paid("a", "2024-01-31", null, 10));
        assertThat(contracts(Contracts.Booking.PAID_TERM_OVER).changes(rows))
                .filteredOn(change -> change.code().equals(Contracts.DUE))
                .extracting(change -> change.day().toString())
                .containsExactly("2024-02-29", "2024-03-31", "2024-04-30");
    }

    private record Line(
            String customer,
            String id,
            String from,
            @Nullable String until,
            String plan,
            long seats) {}

    private static Contracts<Line, String> lines() {
        return Contracts.of(Line::customer, Line::id)
                .from(row -> day(row.from))
                .until(row -> day(row.until))
                .worth(ContractValue.<Line>of(row -> euros(row.plan.startsWith("gold") ? 50 : 30))
                        .times(Line::seats))
                .plan(Line::plan)
                .family(row -> "family")
                .endedBy(row -> "voluntary")
                .reasons(row -> "price", row -> "competitor")
                .keepingSubscription();
    }

    /** Moving from one plan to another is two changes, moving within a plan one. */
    @Test
    void aMoveToAnotherPlanIsTwoChanges() {
        List<Line> rows = List.of(
                new Line("ann", "s1", "2024-02-01", "2024-03-05", "gold", 2),
                new Line("ann", "s1", "2024-03-05", "2024-03-20", "gold", 3),
                new Line("ann", "s1", "2024-03-20", "2024-04-10", "silver", 4));
        List<ContractChange<Line, String>> changes = lines().changes(rows);
        assertThat(changes)
                .extracting(change -> change + " " + change.line().plan() + " "
                        + change.line().quantity())
                .containsExactly(
                        "ann 2024-02-01 started 0 to 100 (s1) gold 2",
                        "ann 2024-03-05 changed 100 to 150 (s1) gold 1",
                        "ann 2024-03-20 changed 150 to 0 (s1) gold -3",
                        "ann 2024-03-20 changed 0 to 120 (s1) silver 4",
                        "ann 2024-04-10 voluntary 120 to 0 (s1) silver -4");
        HistoryStore<String> store = lines().read(rows, EUR, RoundingMode.HALF_EVEN);
        RevenueMovements<String>.InPeriod march =
                RecurringRevenue.over(MONTHS).of(store).inPeriod("2024-03");
        assertThat(march.amount(EXPANSION)).isEqualByComparingTo("20");
        RevenueMovements<String>.InPeriod perPlan =
                RecurringRevenue.over(MONTHS).per(Contracts.PLAN).of(store).inPeriod("2024-03");
        assertThat(perPlan)
                .hasToString("2024-03: 100.00 + 120.00 new + 0.00 expansion + 0.00 reactivation − 0.00"
                        + " contraction − 100.00 churn = 120.00");
        assertThat(perPlan.members(CHURN)).containsExactly("ann");
    }

    /** ChartMogul, help 203299912: from A at 50 to B at 30 is 50 leaving A and 30 entering B, and no contraction in A. */
    @Test
    void movesBetweenGroupsAreApartFromChangesInside() {
        List<Line> rows = List.of(
                new Line("switches", "s1", "2024-02-01", "2024-03-05", "gold", 1),
                new Line("switches", "s1", "2024-03-05", null, "silver", 1),
                new Line("shrinks", "s1", "2024-02-01", "2024-03-05", "gold", 3),
                new Line("shrinks", "s1", "2024-03-05", null, "gold", 2),
                new Line("joins", "s1", "2024-03-05", null, "gold", 1));
        RevenueMovements<String> whole =
                RecurringRevenue.over(MONTHS).of(lines().read(rows, EUR, RoundingMode.HALF_EVEN));
        assertThat(whole.inPeriod("2024-03").amount(CONTRACTION)).isEqualByComparingTo("70");
        Grouping plan = Grouping.ofColumn(Contracts.PLAN, Grouping.Reading.AT_PERIOD);
        ByGroup<RevenueMovements<String>> moves = whole.by(plan.moves());
        RevenueMovements<String>.InPeriod leaving =
                moves.inGroup("gold → silver").inPeriod("2024-03");
        assertThat(leaving.amount(RevenueItem.SURVIVORS_START)).isEqualByComparingTo("50");
        assertThat(leaving.amount(RevenueItem.SURVIVORS_END)).isEqualByComparingTo("30");
        assertThat(leaving.members(END)).containsExactly("switches");
        assertThat(moves.inGroup("gold → gold").inPeriod("2024-03"))
                .hasToString("2024-03: 150.00 + 0.00 new + 0.00 expansion + 0.00 reactivation − 50.00 contraction −"
                        + " 0.00 churn = 100.00");
        assertThat(moves.inGroup("(missing) → gold").inPeriod("2024-03").amount(NEW))
                .isEqualByComparingTo("50");
        assertThat(moves.inGroup("silver → silver").inPeriod("2024-04").amount(START))
                .isEqualByComparingTo("30");
        assertThatIllegalStateException()
                .isThrownBy(() -> Grouping.ofColumn(Contracts.PLAN, Grouping.Reading.LATEST)
                        .moves())
                .withMessageContaining("read at each period");
    }

    /** By the customer a second subscription is an expansion, per subscription it is new: NRR_SUBSCRIPTION. */
    @Test
    void retentionPerSubscription() {
        List<Line> rows = List.of(
                new Line("ann", "s1", "2024-02-01", "2024-04-10", "gold", 2),
                new Line("ann", "s2", "2024-04-05", null, "gold", 3),
                new Line("bob", "s1", "2024-02-01", null, "gold", 2));
        HistoryStore<String> store = lines().read(rows, EUR, RoundingMode.HALF_EVEN);
        RecurringRevenue method = RecurringRevenue.over(MONTHS);
        RevenueMovements<String>.InPeriod april = method.of(store).inPeriod("2024-04");
        RevenueMovements<String>.InPeriod each =
                method.per(Contracts.SUBSCRIPTION).of(store).inPeriod("2024-04");
        assertThat(april.rate(RevenueFormula.NRR_COHORT).orElseThrow().asDouble())
                .isEqualTo(1.25);
        // Ann's s1 and Bob's s1 are of two customers.
        assertThat(each.rate(RevenueFormula.NRR_COHORT).orElseThrow().asDouble())
                .isEqualTo(0.5);
        assertThat(each.amount(END)).isEqualByComparingTo(april.amount(END));
        assertThat(each.members(START)).containsExactlyInAnyOrder("ann", "bob");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.per("product").of(store))
                .withMessage(
                        "column (product) must be one of [family, plan, quantity, reason, reason now, subscription]");
    }

    private record Foreign(
            String customer,
            String from,
            @Nullable String until,
            long dollars,
            @Nullable Currency currency) {}

    private static Contracts<Foreign, String> foreign(boolean revalued) {
        // A dollar is worth 0.50 in February, 0.75 in March, 0.60 in April.
        ContractValue.Rates rates = (from, on) -> Optional.of(
                        new BigDecimal(on.getMonthValue() == 2 ? "0.50" : on.getMonthValue() == 3 ? "0.75" : "0.60"))
                .filter(rate -> from.equals(USD) && on.getYear() == 2024);
        ContractValue<Foreign> worth =
                ContractValue.<Foreign>of(row -> euros(row.dollars)).inCurrency(Foreign::currency, EUR, rates);
        return Contracts.of(Foreign::customer, Foreign::customer)
                .from(row -> day(row.from))
                .until(row -> day(row.until))
                .worth(revalued ? worth.revaluedBy(MONTHS) : worth);
    }

    @Test
    void ratesMoveValueApart() {
        List<Foreign> rows = List.of(
                new Foreign("dollars", "2024-02-10", "2024-03-20", 100, USD),
                new Foreign("dollars", "2024-03-20", null, 120, USD),
                new Foreign("euros", "2024-02-10", null, 100, EUR),
                new Foreign("leaves", "2024-02-10", "2024-03-15", 40, USD));
        RecurringRevenue method = RecurringRevenue.over(MONTHS).fxBy(Contracts.FX);
        RevenueMovements<String> table = method.of(foreign(true).read(rows, EUR, RoundingMode.HALF_EVEN));
        assertThat(table.inPeriod("2024-03"))
                .hasToString("2024-03: 170.00 + 0.00 new + 15.00 expansion + 0.00 reactivation − 0.00 contraction −"
                        + " 20.00 churn + 25.00 fx = 190.00");
        assertThat(table.inPeriod("2024-04").amount(FX)).isEqualByComparingTo("-18");
        assertThat(table.inPeriod("2024-04").amount(CONTRACTION)).isZero();
        assertThat(table.inPeriod("2024-04").members(FX)).containsExactly("dollars");
        // Fixed at the start, rates move nothing: 120 at 0.50.
        RevenueMovements<String> fixed = method.of(foreign(false).read(rows, EUR, RoundingMode.HALF_EVEN));
        assertThat(fixed.inPeriod("2024-03").amount(EXPANSION)).isEqualByComparingTo("10");
        assertThat(fixed.inPeriod("2024-04").amount(END)).isEqualByComparingTo("160");
        assertThat(fixed.warnings()).isNotEmpty();
        // Without being told apart they are expansion and contraction.
        RevenueMovements<String> told =
                RecurringRevenue.over(MONTHS).of(foreign(true).read(rows, EUR, RoundingMode.HALF_EVEN));
        assertThat(told.inPeriod("2024-03").amount(EXPANSION)).isEqualByComparingTo("40");
        assertThat(told.warnings())
                .containsExactly("changes by exchange rates (fx) are taken for any other: tell them apart by fxBy");
    }

    @Test
    void aMissingRateIsNeverOne() {
        List<Foreign> rows = List.of(
                new Foreign("dollars", "2024-02-10", null, 100, USD),
                new Foreign("yen", "2024-02-10", null, 100, Currency.getInstance("JPY")),
                new Foreign("none", "2024-02-10", null, 100, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> foreign(true).changes(rows.subList(0, 2)))
                .withMessage("row 2 (customer yen, subscription yen) must have a rate above 0 from JPY to EUR on"
                        + " 2024-02-01, not null");
        List<String> told = new ArrayList<>();
        assertThat(foreign(true).leavingOut(told::add).changes(rows))
                .allMatch(change -> change.customer().equals("dollars"));
        assertThat(told)
                .containsExactly(
                        "row 3 (customer none, subscription none) must have a currency",
                        "row 2 (customer yen, subscription yen) must have a rate above 0 from JPY to EUR on"
                                + " 2024-02-01, not null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> foreign(true).reader(USD, RoundingMode.HALF_EVEN))
                .withMessage("currency (USD) must be that of the values, EUR");
    }

    private record Told(
            String customer,
            String from,
            long euros,
            @Nullable String recorded) {}

    /** A downgrade of February that is recorded in March restates March's start, after a change of March was told by itself. */
    @Test
    void whatIsRecordedLateIsARestatement() {
        List<Told> rows = List.of(
                new Told("late", "2024-02-01", 100, null),
                new Told("late", "2024-02-15", 70, "2024-03-10"),
                new Told("late", "2024-03-05", 80, "2024-03-06"),
                new Told("never there", "2024-02-01", 50, null),
                new Told("never there", "2024-02-02", 0, "2024-03-02"),
                new Told("was there", "2024-02-20", 30, "2024-03-20"));
        HistoryStore<String> store = Contracts.of(Told::customer, Told::customer)
                .from(row -> day(row.from))
                .untilNext()
                .worth(row -> euros(row.euros))
                .recordedOn(row -> day(row.recorded))
                .read(rows, EUR, RoundingMode.HALF_EVEN);
        RevenueMovements<String> table =
                RecurringRevenue.over(MONTHS).restatedBy(Contracts.EFFECTIVE).of(store);
        assertThat(table.inPeriod("2024-02").amount(END)).isEqualByComparingTo("150");
        RevenueMovements<String>.InPeriod march = table.inPeriod("2024-03");
        assertThat(march)
                .hasToString("2024-03: 150.00 + 0.00 new + 10.00 expansion + 0.00 reactivation − 0.00 contraction −"
                        + " 0.00 churn + -50.00 restatement = 110.00");
        // "late" should have begun at 70 and grew to 80.
        assertThat(march.members(RESTATEMENT)).containsExactlyInAnyOrder("late", "never there", "was there");
    }

    @Test
    void whatIsContractedAndHasNotStarted() {
        Contracts<Told, String> contracts = Contracts.of(Told::customer, Told::customer)
                .from(row -> day(row.from))
                .untilNext()
                .worth(row -> euros(row.euros));
        List<Told> rows = List.of(
                new Told("waits", "2024-04-10", 100, "2024-02-20"),
                new Told("backdated", "2024-02-10", 30, "2024-02-20"),
                new Told("starts at once", "2024-03-10", 50, "2024-03-10"));
        HistoryStore<String> waiting =
                contracts.notYetStarted(row -> day(row.recorded)).read(rows, EUR, RoundingMode.HALF_EVEN);
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS).of(waiting);
        assertThat(table.inPeriod("2024-02").amount(END)).isEqualByComparingTo("100");
        assertThat(table.inPeriod("2024-03").members(END)).containsExactly("waits");
        assertThat(table.inPeriod("2024-04").amount(END)).isZero();
    }

    private record Kinds(String customer, @Nullable Kind kind, long euros, long discount) {}

    @Test
    void whatCountsIsAnArgument() {
        List<Kinds> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            rows.add(new Kinds(kind.name(), kind, 10, 4));
        }
        ContractValue<Kinds> value = ContractValue.of(row -> euros(row.euros));
        assertThat(counted(value, rows)).hasSize(6);
        assertThat(counted(value.counting(Kinds::kind), rows))
                .containsExactly("ACTIVE 2024-02-01 started 0 to 10 (s)", "PAST_DUE 2024-02-01 started 0 to 10 (s)");
        assertThat(counted(value.counting(Kinds::kind, Kind.METERED).less(row -> euros(row.discount)), rows))
                .containsExactly("METERED 2024-02-01 started 0 to 6 (s)");
        rows.add(new Kinds("unknown", null, 10, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counted(value.counting(Kinds::kind), rows))
                .withMessage("row 7 (customer unknown, subscription s) must have a kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counted(value.less(row -> euros(11)), rows))
                .withMessage("row 1 (customer ACTIVE, subscription s) must have a discount from 0 to its value (10),"
                        + " not 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counted(value.times(row -> -1), rows))
                .withMessage("row 1 (customer ACTIVE, subscription s) must have a quantity of at least 0, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value.counting(Kinds::kind, new Kind[0]))
                .withMessage("counted must hold at least one kind");
    }

    private static List<String> counted(ContractValue<Kinds> value, List<Kinds> rows) {
        return Contracts.of(Kinds::customer, (Kinds row) -> "s")
                .from(row -> LocalDate.of(2024, 2, 1))
                .worth(value)
                .changes(rows)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void gapsCanBeRefused() {
        List<Paid> rows = List.of(paid("a", "2024-02-01", "2024-03-01", 10), paid("a", "2024-03-02", null, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contracts(Contracts.Booking.PAID_TERM_OVER)
                        .refusingGaps()
                        .changes(rows))
                .withMessage("row 2 (customer a, subscription a) must not begin on 2024-03-02, after row 1 of its"
                        + " subscription ended on 2024-03-01");
    }

    /** A cancellation on every row of a subscription ends it once, and begins no overlap. */
    @Test
    void rowsPerChangeThatAllNameTheCancellation() {
        Contracts<Paid, String> changes = Contracts.of(Paid::customer, Paid::customer)
                .from(row -> day(row.from))
                .untilNext()
                .cancelledOn(row -> day(row.cancelled), Contracts.Booking.CANCELLED)
                .worth(row -> euros(row.euros));
        List<Paid> rows = List.of(
                new Paid("a", "2024-01-01", null, "2024-04-10", 100, BillingInterval.MONTHLY),
                new Paid("a", "2024-03-01", null, "2024-04-10", 150, BillingInterval.MONTHLY));
        List<String> expected = List.of(
                "a 2024-01-01 started 0 to 100 (a)",
                "a 2024-03-01 changed 100 to 150 (a)",
                "a 2024-04-10 ended 150 to 0 (a)");
        assertThat(changes.changes(rows)).extracting(Object::toString).isEqualTo(expected);
        assertThat(changes.refusingGaps().changes(rows))
                .extracting(Object::toString)
                .isEqualTo(expected);
        assertThat(changes.cancelledOn(row -> day(row.cancelled), Contracts.Booking.PAID_TERM_OVER)
                        .changes(rows))
                .filteredOn(change -> change.code().equals(Contracts.ANNOUNCED))
                .hasSize(1);
    }

    /** A further seat in mid-term moves no renewal. */
    @Test
    void termsGoOnWhileTheyAreAsLong() {
        List<Paid> rows = List.of(
                new Paid(
                        "a",
                        "2023-07-01",
                        "2024-02-10",
                        null,
                        10,
                        BillingInterval.every(6, BillingInterval.Unit.MONTH)),
                new Paid(
                        "a",
                        "2024-02-10",
                        "2024-03-05",
                        null,
                        20,
                        BillingInterval.every(6, BillingInterval.Unit.MONTH)),
                new Paid("a", "2024-03-05", null, null, 20, BillingInterval.MONTHLY));
        assertThat(contracts(Contracts.Booking.PAID_TERM_OVER).changes(rows))
                .filteredOn(change -> change.code().equals(Contracts.DUE))
                .extracting(change -> change.day().toString())
                .containsExactly("2024-01-01", "2024-04-05");
        Paid endless = new Paid(
                "b", "2024-01-01", null, null, 10, BillingInterval.every(2_000_000_000, BillingInterval.Unit.YEAR));
        assertThat(contracts(Contracts.Booking.PAID_TERM_OVER).changes(List.of(endless)))
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contracts(Contracts.Booking.PAID_TERM_OVER).terms(Paid::term, LocalDate.MAX))
                .withMessageContaining("last (+999999999-12-31) must lie in the years 1 to 9999");
    }

    /** What is told of a late row of a period's past is a restatement, and what it did in the period is a movement. */
    @Test
    void aLateRowIsPartedAtTheStartOfThePeriod() {
        Contracts<Told, String> contracts = Contracts.of(Told::customer, Told::customer)
                .from(row -> day(row.from))
                .untilNext()
                .worth(row -> euros(row.euros))
                .recordedOn(row -> day(row.recorded));
        RecurringRevenue method = RecurringRevenue.over(MONTHS).restatedBy(Contracts.EFFECTIVE);
        List<Told> raised = List.of(
                new Told("a", "2024-02-01", 50, null),
                new Told("a", "2024-02-05", 150, "2024-03-15"),
                new Told("a", "2024-03-10", 170, "2024-03-15"));
        assertThat(method.of(contracts.read(raised, EUR, RoundingMode.HALF_EVEN))
                        .inPeriod("2024-03"))
                .hasToString("2024-03: 50.00 + 0.00 new + 20.00 expansion + 0.00 reactivation − 0.00 contraction − 0.00"
                        + " churn + 100.00 restatement = 170.00");
        // Gone in March, as is known in April, and back: not new.
        List<Told> back = List.of(
                new Told("a", "2024-02-01", 100, null),
                new Told("a", "2024-03-20", 0, "2024-04-10"),
                new Told("a", "2024-04-20", 80, null));
        RevenueMovements<String>.InPeriod april =
                method.of(contracts.read(back, EUR, RoundingMode.HALF_EVEN)).inPeriod("2024-04");
        assertThat(april.amount(REACTIVATION)).isEqualByComparingTo("80");
        assertThat(april.amount(LEDGER_REACTIVATION)).isEqualByComparingTo("80");
        assertThat(april.amount(RESTATEMENT)).isEqualByComparingTo("-100");
        // While a gap is tolerated nothing has happened yet.
        RevenueMovements<String>.InPeriod held = method.toleratedGap(1)
                .of(contracts.read(back.subList(0, 2), EUR, RoundingMode.HALF_EVEN))
                .inPeriod("2024-04");
        assertThat(held)
                .hasToString("2024-04: 100.00 + 0.00 new + 0.00 expansion + 0.00 reactivation − 0.00 contraction − 0.00"
                        + " churn + 0.00 restatement = 100.00");
    }

    /** A gap counts ends of periods without value, also where there is some in between. */
    @Test
    void aGapIsToleratedByEndsOfPeriods() {
        List<Paid> rows = new ArrayList<>();
        for (String month : List.of("01", "02", "03", "04")) {
            rows.add(paid("a", "2024-" + month + "-10", "2024-" + month + "-12", 100));
        }
        rows.add(paid("b", "2023-12-10", "2024-01-12", 100));
        rows.add(paid("b", "2024-03-10", null, 100));
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS.from(LocalDate.of(2024, 1, 1)))
                .toleratedGap(2)
                .of(contracts(Contracts.Booking.PAID_TERM_OVER).read(rows, EUR, RoundingMode.HALF_EVEN));
        assertThat(table.inPeriod("2024-02").members(END)).containsExactly("a", "b");
        assertThat(table.inPeriod("2024-03").members(CHURN)).containsExactly("a");
        assertThat(table.inPeriod("2024-03").members(END)).containsExactly("b");
    }

    /** The merge window is one of the ledger: the snapshot knows nothing of it. */
    @Test
    void theMergeWindowChangesNoSnapshot() {
        List<Paid> rows = List.of(
                paid("a", "2024-02-05", "2024-02-08", 100),
                paid("a", "2024-04-05", null, 100),
                paid("b", "2024-01-05", "2024-02-08", 80),
                paid("b", "2024-03-05", null, 80));
        HistoryStore<String> store =
                contracts(Contracts.Booking.PAID_TERM_OVER).read(rows, EUR, RoundingMode.HALF_EVEN);
        RecurringRevenue plain = RecurringRevenue.over(MONTHS).reactivationWindow(30);
        for (RecurringRevenue method : List.of(plain, RecurringRevenue.over(MONTHS))) {
            for (RevenueMovements<String>.InPeriod month : method.of(store).periods()) {
                assertThat(method.mergeWindow(7).of(store).inPeriod(month.period()))
                        .hasToString(month.toString());
            }
        }
    }

    /** A rate that is missing leaves out the row that needs it, and no other; of what is worth nothing none is needed. */
    @Test
    void oneMissingRateLeavesOutOneRow() {
        List<String> told = new ArrayList<>();
        ContractValue.Rates none = (from, on) -> Optional.empty();
        Contracts<Foreign, String> contracts = Contracts.of(Foreign::customer, Foreign::customer)
                .from(row -> day(row.from))
                .until(row -> day(row.until))
                .worth(ContractValue.<Foreign>of(row -> euros(row.dollars)).inCurrency(Foreign::currency, EUR, none))
                .recordedOn(row -> LocalDate.of(2024, 3, 10))
                .leavingOut(told::add);
        List<Foreign> rows = List.of(
                new Foreign("a", "2024-01-01", "2024-03-01", 100, USD),
                new Foreign("a", "2024-03-01", null, 50, EUR),
                new Foreign("b", "2024-03-01", null, 0, USD));
        assertThat(contracts.changes(rows))
                .extracting(Object::toString)
                .containsExactly("a 2024-03-10 started 0 to 50 (a)");
        assertThat(told).hasSize(1).allMatch(each -> each.startsWith("row 1 (customer a, subscription a) must have a"));
        ContractValue.Rates broken = (from, on) -> {
            throw new IllegalStateException("no service");
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contracts
                        .worth(ContractValue.<Foreign>of(row -> euros(row.dollars))
                                .inCurrency(Foreign::currency, EUR, broken))
                        .leavingOut(message -> {
                            throw new IllegalArgumentException(message);
                        })
                        .changes(rows))
                .withMessageContaining("row 1 (customer a, subscription a) cannot be converted from USD on 2024-01-01")
                .withMessageContaining("no service");
    }

    /** Steps of a contract signed at once wait side by side. */
    @Test
    void stepsOfAContractWaitSideBySide() {
        List<Told> rows = List.of(
                new Told("ramp", "2024-03-01", 100, "2024-02-10"), new Told("ramp", "2024-05-01", 200, "2024-02-10"));
        HistoryStore<String> waiting = Contracts.of(Told::customer, Told::customer)
                .from(row -> day(row.from))
                .untilNext()
                .worth(row -> euros(row.euros))
                .notYetStarted(row -> day(row.recorded))
                .read(rows, EUR, RoundingMode.HALF_EVEN);
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS).of(waiting);
        assertThat(table.inPeriod("2024-02").amount(END)).isEqualByComparingTo("300");
        assertThat(table.inPeriod("2024-03").amount(END)).isEqualByComparingTo("200");
    }
}
