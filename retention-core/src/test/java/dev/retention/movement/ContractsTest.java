package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.ChurnFormula;
import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval.Unit;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 4, 30)).from(LocalDate.of(2024, 2, 1));

    private record State(
            String customer,
            String id,
            String from,
            @Nullable String until,
            long cents,
            String reason) {}

    private static State state(String customer, String from, @Nullable String until, long euros) {
        return new State(customer, "s1", from, until, euros, "cancelled");
    }

    private static Contracts<State, String> states() {
        return Contracts.of(State::customer, State::id)
                .from(row -> LocalDate.parse(row.from))
                .until(row -> row.until == null ? null : LocalDate.parse(row.until))
                .worth(row ->
                        MonthlyFactor.YEAR_OF_52_WEEKS.monthly(BigDecimal.valueOf(row.cents), BillingInterval.MONTHLY))
                .endedBy(State::reason);
    }

    /** The month of thirteen customers by which formulas are told apart: NRR from 71 to 101 per cent, churn from 10 to 30. */
    private static List<State> thirteen() {
        List<State> rows = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            rows.add(state("same" + i, "2023-12-01", null, 100));
        }
        rows.add(state("up", "2023-12-01", "2024-04-14", 100));
        rows.add(state("up", "2024-04-14", null, 150));
        rows.add(state("down", "2023-12-01", "2024-04-20", 100));
        rows.add(state("down", "2024-04-20", null, 60));
        rows.add(state("lost", "2023-12-01", "2024-04-10", 100));
        rows.add(state("away", "2023-12-01", "2024-04-12", 100));
        rows.add(state("away", "2024-04-25", null, 100));
        rows.add(state("annual", "2023-12-01", null, 100));
        rows.add(state("joins", "2024-04-08", null, 100));
        rows.add(state("brief", "2024-04-09", "2024-04-20", 100));
        rows.add(state("returns", "2023-12-01", "2024-02-11", 80));
        rows.add(state("returns", "2024-04-15", null, 80));
        return rows;
    }

    @Test
    void theMonthOfThirteenCustomers() {
        HistoryStore<String> store = states().read(thirteen(), EUR, RoundingMode.HALF_EVEN);
        RevenueMovements<String>.InPeriod april =
                RecurringRevenue.over(MONTHS).of(store).inPeriod("2024-04");
        assertThat(april.amount(RevenueItem.START)).isEqualByComparingTo("1000");
        assertThat(april.amount(RevenueItem.END)).isEqualByComparingTo("1090");
        Map<RevenueFormula, Double> expected = Map.of(
                RevenueFormula.NRR_COHORT, 0.91,
                RevenueFormula.NRR_MOVEMENTS_REACT, 0.99,
                RevenueFormula.NRR_LEDGER_REACT, 0.89,
                RevenueFormula.NRR_LEDGER, 0.71,
                RevenueFormula.NRR_SURVIVORS, 1.0111,
                RevenueFormula.GRR_MIN, 0.86,
                RevenueFormula.GRR_LEDGER, 0.66,
                RevenueFormula.QUICK_RATIO, 1.071,
                RevenueFormula.QUICK_RATIO_LEDGER_REACT, 1.265);
        expected.forEach((formula, value) -> assertThat(
                        Math.round(1000 * april.rate(formula).orElseThrow().asDouble()))
                .as("%s", formula)
                .isEqualTo(Math.round(1000 * value)));
        ChurnTable<String>.InPeriod churn = CustomerChurn.over(MONTHS, Spells.between("started", "cancelled"))
                .of(store)
                .inPeriod("2024-04");
        assertThat(churn.churn(ChurnFormula.SNAPSHOT)).hasToString("2024-04: 10.0 % (1 of 10, SNAPSHOT)");
        assertThat(churn.churn(ChurnFormula.EVENTS_OVER_START))
                .hasToString("2024-04: 30.0 % (3 of 10, EVENTS_OVER_START)");
    }

    /** Every pair of formulas comes down to the customers of whom they count different amounts. */
    @Test
    void formulasAreReconciledToCustomers() {
        RevenueMovements<String>.InPeriod april = RecurringRevenue.over(MONTHS)
                .of(states().read(thirteen(), EUR, RoundingMode.HALF_EVEN))
                .inPeriod("2024-04");
        assertThat(april.reconcile(RevenueFormula.NRR_COHORT, RevenueFormula.NRR_LEDGER_REACT))
                .hasToString("[brief: 0.00/0.00 against -100.00/0.00, returns: 0.00/0.00 against 80.00/0.00]");
        assertThat(april.reconcile(RevenueFormula.NRR_COHORT, RevenueFormula.NRR_COHORT))
                .isEmpty();
        for (RevenueFormula left : RevenueFormula.values()) {
            for (RevenueFormula right : RevenueFormula.values()) {
                if (!left.name().contains("RENEWAL")
                        && !right.name().contains("RENEWAL")
                        && left.isPerCustomer() == right.isPerCustomer()) {
                    RevenueRate one = april.rate(left).orElseThrow();
                    RevenueRate other = april.rate(right).orElseThrow();
                    BigDecimal above = other.numerator().subtract(one.numerator());
                    BigDecimal below = other.denominator().subtract(one.denominator());
                    for (RateDifference<String> each : april.reconcile(left, right)) {
                        above = above.subtract(each.right().numerator())
                                .add(each.left().numerator());
                        below = below.subtract(each.right().denominator())
                                .add(each.left().denominator());
                    }
                    assertThat(above).isZero();
                    assertThat(below).isZero();
                }
            }
        }
    }

    private record Change(String customer, String day, long cents, String why) {}

    @Test
    void aRowPerChangeAndARowPerMonthSayTheSame() {
        List<State> rows = List.of(
                state("a", "2024-02-01", "2024-03-01", 10),
                state("a", "2024-03-01", null, 15),
                state("b", "2024-02-01", "2024-03-01", 20),
                state("c", "2024-03-01", "2024-04-01", 30));
        HistoryStore<String> store = states().read(rows, EUR, RoundingMode.HALF_EVEN);
        List<Change> changes = List.of(
                new Change("a", "2024-03-01", 15, ""),
                new Change("a", "2024-02-01", 10, ""),
                new Change("b", "2024-02-01", 20, ""),
                new Change("b", "2024-03-01", 0, "cancelled"),
                new Change("c", "2024-03-01", 30, ""),
                new Change("c", "2024-04-01", 0, "cancelled"));
        Contracts<Change, String> perChange = Contracts.of(Change::customer, (Change row) -> "s1")
                .from(row -> LocalDate.parse(row.day))
                .untilNext()
                .worth(row ->
                        MonthlyFactor.MONTHS_AND_YEARS.monthly(BigDecimal.valueOf(row.cents), BillingInterval.MONTHLY))
                .endedBy(Change::why);
        List<Change> months = List.of(
                new Change("a", "2024-02", 10, ""),
                new Change("a", "2024-03", 15, ""),
                new Change("a", "2024-04", 15, ""),
                new Change("b", "2024-02", 20, ""),
                new Change("c", "2024-03", 30, ""));
        Contracts<Change, String> perMonth = Contracts.ofMonths(
                Change::customer, row -> YearMonth.parse(row.day), row -> BigDecimal.valueOf(row.cents));
        String expected = table(store);
        assertThat(table(perChange.read(changes, EUR, RoundingMode.HALF_EVEN))).isEqualTo(expected);
        assertThat(table(perMonth.read(months, EUR, RoundingMode.HALF_EVEN))).isEqualTo(expected);
        assertThat(perChange.changes(changes).stream().map(ContractChange::code))
                .containsExactly("started", "changed", "started", "cancelled", "started", "cancelled");
        assertThat(perMonth.changes(months).get(0)).hasToString("a 2024-02-01 started 0 to 10 (monthly value)");
        // further columns come from the row
        HistoryStore<String> withReason = perChange
                .reader(EUR, RoundingMode.HALF_EVEN)
                .text("why", change -> change.row().why())
                .from(perChange.changes(changes));
        assertThat(table(withReason)).isEqualTo(expected);
    }

    private static String table(HistoryStore<String> store) {
        return RecurringRevenue.over(MONTHS).of(store).periods().toString();
    }

    /** What holds on no day says nothing, whatever stands beside it. */
    @Test
    void aStateOfNoDayIsNone() {
        List<State> rows = List.of(
                state("a", "2024-02-01", "2024-03-10", 10),
                state("a", "2024-03-10", "2024-03-10", 20),
                state("a", "2024-03-10", null, 30));
        assertThat(states().changes(rows))
                .extracting(Object::toString)
                .containsExactly("a 2024-02-01 started 0 to 10 (s1)", "a 2024-03-10 changed 10 to 30 (s1)");
        assertThat(states().changes(List.of(rows.get(2), rows.get(1), rows.get(0))))
                .isEqualTo(states().changes(rows));
    }

    /** A pause as a row worth nothing ends what was before by that one's reason. */
    @Test
    void aRowWorthNothingEndsTheOneBefore() {
        List<State> rows = List.of(
                new State("a", "s1", "2024-02-01", "2024-03-10", 10, "voluntary"),
                new State("a", "s1", "2024-03-10", "2024-04-01", 0, "none of it"),
                new State("a", "s1", "2024-04-01", null, 10, "later"));
        assertThat(states().changes(rows))
                .extracting(ContractChange::code)
                .containsExactly("started", "voluntary", "started");
    }

    @Test
    void namesTheRowThatCannotBeRead() {
        refused(
                state("x", "2024-03-01", null, -5),
                "row 2 (customer x, subscription s1) price (-5) must be at least 0");
        refused(
                state("x", "12024-03-01", null, 5),
                "row 2 (customer x, subscription s1) cannot be read: java.time.format."
                        + "DateTimeParseException: Text '12024-03-01' could not be parsed at index 0");
        refused(
                state("x", "-0001-03-01", null, 5),
                "row 2 (customer x, subscription s1) must have a first day in the years 1 to 9999, not -0001-03-01");
        refused(
                state("x", "2024-03-01", null, Long.MAX_VALUE),
                "row 2 (customer x, subscription s1) must be worth at most 1000000000000000 a month, not "
                        + Long.MAX_VALUE);
        refused(
                new State("x", "s1", "2024-03-01", null, 5, "started"),
                "row 2 (customer x, subscription s1) must not end by the code" + " started, which says something else");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> states().changes(java.util.Arrays.asList((State) null)))
                .withMessageStartingWith("row 1 cannot be read: java.lang.NullPointerException");
        // A row that is left out tells all the same which month is the last.
        List<String> told = new ArrayList<>();
        Contracts<Change, String> months = Contracts.<Change, String>ofMonths(
                        Change::customer,
                        row -> YearMonth.parse(row.day),
                        row -> row.cents == 0 ? null : BigDecimal.valueOf(row.cents))
                .leavingOut(told::add);
        assertThat(months.changes(List.of(new Change("a", "2024-01", 10, ""), new Change("b", "2024-02", 0, ""))))
                .extracting(ContractChange::code)
                .containsExactly("started", "ended");
        assertThat(told).hasSize(1);
    }

    /** By the customer a second subscription is an expansion, by the subscription it is new. */
    @Test
    void theKeyIsTheGrain() {
        List<State> rows = List.of(
                new State("a", "s1", "2024-02-01", "2024-04-10", 100, "cancelled"),
                new State("a", "s2", "2024-04-05", null, 150, "cancelled"));
        RevenueMovements<String>.InPeriod byCustomer = RecurringRevenue.over(MONTHS)
                .of(states().read(rows, EUR, RoundingMode.HALF_EVEN))
                .inPeriod("2024-04");
        Contracts<State, String> bySubscription = Contracts.of(State::id, State::id)
                .from(row -> LocalDate.parse(row.from))
                .until(row -> row.until == null ? null : LocalDate.parse(row.until))
                .worth(row ->
                        MonthlyFactor.YEAR_OF_52_WEEKS.monthly(BigDecimal.valueOf(row.cents), BillingInterval.MONTHLY));
        RevenueMovements<String>.InPeriod bySub = RecurringRevenue.over(MONTHS)
                .of(bySubscription.read(rows, EUR, RoundingMode.HALF_EVEN))
                .inPeriod("2024-04");
        assertThat(byCustomer.rate(RevenueFormula.NRR_COHORT).orElseThrow().asDouble())
                .isEqualTo(1.5);
        assertThat(bySub.rate(RevenueFormula.NRR_COHORT).orElseThrow().asDouble())
                .isZero();
        assertThat(bySub.amount(RevenueItem.NEW)).isEqualByComparingTo("150");
        assertThat(bySub.amount(RevenueItem.END)).isEqualByComparingTo(byCustomer.amount(RevenueItem.END));
    }

    @Test
    void roundsWhatASubscriptionIsWorth() {
        Contracts<State, String> thirds = states().worth(row -> MonthlyFactor.MONTHS_AND_YEARS.monthly(
                BigDecimal.valueOf(row.cents), BillingInterval.every(3, Unit.MONTH)));
        List<ContractChange<State, String>> changes = thirds.changes(
                List.of(state("a", "2024-02-01", "2024-03-01", 100), state("a", "2024-03-01", "2024-04-01", 200)));
        assertThat(changes.stream().map(change -> change.amount(2, RoundingMode.HALF_EVEN)))
                .containsExactly(new BigDecimal("33.33"), new BigDecimal("33.34"), new BigDecimal("-66.67"));
    }

    @Test
    void refusesRowsThatCannotBe() {
        refused(
                state("a", "2024-03-01", "2024-02-01", 1),
                "row 2 (customer a, subscription s1) must not end (2024-02-01)" + " before it begins (2024-03-01)");
        refused(
                state("x", "2024-02-15", null, 1),
                "row 2 (customer x, subscription s1) must not begin on 2024-02-15, while row 1"
                        + " of its subscription holds from 2024-02-01 to before 2024-03-01");
        refused(
                state("x", "2024-02-01", null, 1),
                "row 2 (customer x, subscription s1) must not begin on 2024-02-01, while row 1"
                        + " of its subscription holds from 2024-02-01 to before 2024-03-01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contracts.of((State row) -> null, State::id)
                        .from(row -> LocalDate.EPOCH)
                        .worth(row -> MonthlyValue.ZERO)
                        .changes(thirteen()))
                .withMessage("row 1 (customer null, subscription s1) must have both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> states().worth(row -> null).changes(thirteen()))
                .withMessage("row 1 (customer same1, subscription s1) must have a value");
        assertThatIllegalStateException()
                .isThrownBy(() -> Contracts.of(State::customer, State::id).changes(thirteen()))
                .withMessage("from(…) and worth(…) must be called first");
    }

    private static void refused(State second, String message) {
        List<State> rows = List.of(state("x", "2024-02-01", "2024-03-01", 5), second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> states().changes(rows))
                .withMessage(message);
        List<String> told = new ArrayList<>();
        assertThat(states().leavingOut(told::add).changes(rows)).isEqualTo(states().changes(rows.subList(0, 1)));
        assertThat(told).containsExactly(message);
    }

    /** On every day a customer is worth what the rows say that hold on it, however many subscriptions there are. */
    @Property(tries = 300)
    void everyDayIsWorthWhatTheRowsSay(@ForAll("rows") List<State> rows) {
        List<String> leftOut = new ArrayList<>();
        List<ContractChange<State, String>> changes =
                states().leavingOut(leftOut::add).changes(rows);
        List<State> kept = new ArrayList<>();
        Map<String, List<State>> bySubscription = new TreeMap<>();
        rows.stream()
                .filter(row -> row.until == null || row.from.compareTo(row.until) < 0)
                .sorted(Comparator.comparing(State::from))
                .forEach(row -> {
                    List<State> own =
                            bySubscription.computeIfAbsent(row.customer + row.id, unused -> new ArrayList<>());
                    State last = own.isEmpty() ? null : own.get(own.size() - 1);
                    if (last == null
                            || (last.until != null
                                    && last.until.compareTo(row.from) <= 0
                                    && !last.from.equals(row.from))) {
                        own.add(row);
                        kept.add(row);
                    }
                });
        long ofNoDay = rows.stream().filter(row -> row.from.equals(row.until)).count();
        assertThat(rows).hasSize(Math.toIntExact(kept.size() + leftOut.size() + ofNoDay));
        for (LocalDate day = LocalDate.of(2024, 1, 30); day.isBefore(LocalDate.of(2024, 5, 1)); day = day.plusDays(1)) {
            String date = day.toString();
            Map<String, BigDecimal> worth = new TreeMap<>();
            changes.stream()
                    .filter(change -> !change.day().toString().isEmpty()
                            && change.day().toString().compareTo(date) <= 0)
                    .forEach(change ->
                            worth.merge(change.customer(), change.amount(2, RoundingMode.DOWN), BigDecimal::add));
            Map<String, BigDecimal> expected = new TreeMap<>();
            kept.stream()
                    .filter(row ->
                            row.from.compareTo(date) <= 0 && (row.until == null || row.until.compareTo(date) > 0))
                    .forEach(row -> expected.merge(
                            row.customer, BigDecimal.valueOf(row.cents).setScale(2), BigDecimal::add));
            worth.values().removeIf(value -> value.signum() == 0);
            expected.values().removeIf(value -> value.signum() == 0);
            assertThat(worth).as(date).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<List<State>> rows() {
        Arbitrary<String> days = Arbitraries.integers()
                .between(0, 90)
                .map(day -> LocalDate.of(2024, 2, 1).plusDays(day).toString());
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("s1", "s2"),
                        days,
                        days.injectNull(0.2),
                        Arbitraries.longs().between(0, 5))
                .as((customer, id, from, until, cents) -> new State(customer, id, from, until, cents, "ended"))
                .list()
                .ofMaxSize(12);
    }
}
