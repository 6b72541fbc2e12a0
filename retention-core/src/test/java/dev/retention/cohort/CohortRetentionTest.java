package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Live;
import dev.retention.rule.Restatement;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CohortRetentionTest {
    private static final LocalDate JUNE_END = LocalDate.of(2024, 6, 30);

    private record Order(String customer, LocalDate day, String code, String amount) {}

    /** Each line: customer, day, code, amount. */
    private static HistoryStore<String> orders(String... lines) {
        return orders(Map.of(), Currency.getInstance("EUR"), lines);
    }

    private static HistoryStore<String> orders(Map<String, String> merged, Currency currency, String... lines) {
        Stream<Order> rows = Stream.of(lines)
                .map(line -> line.split(" "))
                .map(word -> new Order(word[0], LocalDate.parse(word[1]), word[2], word[3]));
        return HistoryStore.ofDates(Order::customer, Order::day)
                .codes(Order::code)
                .amounts(order -> new BigDecimal(order.amount()), currency)
                .merging(merged)
                .from(rows);
    }

    private record Visit(String customer, Instant at) {}

    private static HistoryStore<String> visits(ZoneId zone, String... lines) {
        return HistoryStore.ofInstants(Visit::customer, Visit::at)
                .from(Stream.of(lines)
                        .map(line -> line.split(" "))
                        .map(word -> new Visit(
                                word[0],
                                LocalDateTime.parse(word[1]).atZone(zone).toInstant())));
    }

    private static final String[] ORDERS = {
        "ann 2024-01-05 first 10.00",
        "ann 2024-01-20 order 20.00",
        "ann 2024-02-03 order 30.00",
        "ann 2024-04-11 order 40.00",
        "bob 2024-01-31 first 5.00",
        "bob 2024-03-01 order 15.00",
        "cem 2024-03-08 first 7.00",
        "cem 2024-04-08 order 8.00",
        "cem 2024-04-09 order 9.00",
        "cem 2024-05-08 order 1.00"
    };

    private static List<String> counts(CohortTable<String>.Row row) {
        return row.cells().stream()
                .map(cell ->
                        cell.count().isPresent() ? String.valueOf(cell.count().getAsLong()) : "-")
                .toList();
    }

    @Test
    void thePlainTable() {
        LocalDate asOf = LocalDate.of(2024, 5, 20);
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(asOf)).of(orders(ORDERS));
        assertThat(table.rows()).hasSize(5);
        assertThat(counts(table.row("2024-01"))).containsExactly("2", "1", "1", "1", "0");
        assertThat(counts(table.row("2024-02"))).containsExactly("0", "0", "0", "0", "-");
        assertThat(counts(table.row("2024-03"))).containsExactly("1", "1", "1", "-", "-");
        CohortTable<String>.Cell cell = table.cell("2024-01", 1);
        assertThat(cell.rate()).hasValue(Proportion.of(1, 2));
        assertThat(cell.churn()).hasValue(Proportion.of(1, 2));
        assertThat(cell.members()).containsExactly("ann");
        assertThat(cell.amount()).hasValue(new BigDecimal("30.00"));
        assertThat(cell.interval(ProportionInterval.WILSON, 0.95))
                .hasValue(ProportionInterval.WILSON.of(Proportion.of(1, 2), 0.95));
        assertThat(cell.state()).isEqualTo(CellState.OBSERVED);
        // May is running: its cells are neither final nor missing.
        assertThat(table.cell("2024-03", 2).state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.cell("2024-01", 4).state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.cell("2024-03", 3).state()).isEqualTo(CellState.UNOBSERVED);
        assertThat(table.cell("2024-03", 3).rate()).isEmpty();
        // Nothing is divided by nothing.
        assertThat(table.cell("2024-02", 1).count()).hasValue(0);
        assertThat(table.cell("2024-02", 1).rate()).isEmpty();
        assertThat(table.cell("2024-02", 1).interval(ProportionInterval.WILSON, 0.95))
                .isEmpty();
        assertThat(table.row("2024-01").members()).containsExactly("ann", "bob");
        assertThat(table.size()).isEqualTo(3);
        assertThat(cell).hasToString("2024-01 age 1: 50.0 % (1 of 2)");
        assertThat(table)
                .hasToString("cohort retention by first event, active in period, MONTH 2024-01 to 2024-05, as of"
                        + " 2024-05-20: 5 cohorts");
    }

    @Test
    void meansAreOfTheRetainedOrOfAllMembers() {
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(orders(ORDERS));
        CohortTable<String>.Cell cell = table.cell("2024-01", 1);
        assertThat(cell.meanPerRetained(MathContext.DECIMAL64).orElseThrow()).isEqualByComparingTo("30");
        assertThat(cell.meanPerMember(MathContext.DECIMAL64).orElseThrow()).isEqualByComparingTo("15");
        // Nobody of 2024-01 ordered in June: no mean of the retained, but one of the members.
        assertThat(table.cell("2024-01", 5).meanPerRetained(MathContext.DECIMAL64))
                .isEmpty();
        assertThat(table.cell("2024-01", 5).meanPerMember(MathContext.DECIMAL64).orElseThrow())
                .isEqualByComparingTo("0");
        assertThat(table.cell("2024-02", 0).meanPerMember(MathContext.DECIMAL64))
                .isEmpty();
        assertThat(table.cell("2024-03", 5).meanPerMember(MathContext.DECIMAL64))
                .isEmpty();
        // Column 0 holds all that was spent in the first period.
        assertThat(table.cell("2024-01", 0).amount()).hasValue(new BigDecimal("35.00"));
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(JUNE_END))
                .of(orders(
                        Map.of(),
                        Currency.getInstance("JPY"),
                        "ann 2024-06-01 order 1200",
                        "bob 2024-06-02 order 1",
                        "cem 2024-06-02 order 1"));
        assertThat(table.cell("2024-06", 0).amount()).hasValue(new BigDecimal("1202"));
        assertThat(table.cell("2024-06", 0).meanPerRetained(new MathContext(5)).orElseThrow())
                .isEqualTo(new BigDecimal("400.67"));
    }

    @Test
    void fourNumbersAreCalledTheAverage() {
        List<Proportion> cohorts = List.of(Proportion.of(500, 1000), Proportion.of(400, 500));
        assertThat(CohortAverage.POOLED.of(cohorts)).isEqualTo(0.60);
        assertThat(CohortAverage.MEAN_OF_RATES.of(cohorts)).isEqualTo(0.65);
        // (1000·500 + 500·400) / (1000² + 500²)
        assertThat(CohortAverage.SIZE_WEIGHTED_COUNTS.of(cohorts)).isEqualTo(0.56);
        assertThat(CohortAverage.MEDIAN.of(cohorts)).isEqualTo(0.65);
        assertThat(CohortAverage.MEDIAN.of(List.of(Proportion.of(1, 2), Proportion.of(0, 2), Proportion.of(2, 2))))
                .isEqualTo(0.5);
        assertThatIllegalArgumentException().isThrownBy(() -> CohortAverage.POOLED.of(List.of()));
    }

    @Test
    void anAverageLeavesOutWhatIsNotObserved() {
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 4, 15)))
                .of(orders(ORDERS));
        // 2024-01: 1 of 2, final. 2024-02: nobody to divide by. 2024-03: 1 of 1 so far, and April is running.
        CohortAverage.Rate average = table.average(CohortAverage.POOLED, 1).orElseThrow();
        assertThat(average).isEqualTo(new CohortAverage.Rate(CohortAverage.POOLED, 1, 1, 0.5));
        assertThat(average).hasToString("50.0 % (POOLED of 1 cohorts at age 1)");
        assertThat(table.average(CohortAverage.POOLED, 1, CellState.PARTIAL).orElseThrow())
                .isEqualTo(new CohortAverage.Rate(CohortAverage.POOLED, 1, 2, 2.0 / 3));
        assertThat(table.average(CohortAverage.MEAN_OF_RATES, 1, CellState.PARTIAL)
                        .orElseThrow()
                        .asDouble())
                .isCloseTo(0.75, within(1e-15));
        assertThat(table.average(CohortAverage.POOLED, 3)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.average(CohortAverage.POOLED, 1, CellState.UNOBSERVED));
        assertThatThrownBy(() -> table.average(CohortAverage.POOLED, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theFirstDayOfTheWeekDecides() {
        // Saturday, Sunday and Monday.
        HistoryStore<String> store =
                orders("ann 2024-06-01 x 1", "ann 2024-06-02 x 1", "bob 2024-06-02 x 1", "bob 2024-06-03 x 1");
        CohortTable<String> sunday = CohortRetention.over(
                        Timeline.of(Grain.weekStarting(DayOfWeek.SUNDAY), LocalDate.of(2024, 6, 8)))
                .of(store);
        assertThat(counts(sunday.row("2024-05-26"))).containsExactly("1", "1");
        assertThat(counts(sunday.row("2024-06-02"))).containsExactly("1", "-");
        CohortTable<String> monday = CohortRetention.over(
                        Timeline.of(Grain.weekStarting(DayOfWeek.MONDAY), LocalDate.of(2024, 6, 9)))
                .of(store);
        assertThat(counts(monday.row("2024-05-27"))).containsExactly("2", "1");
        CohortTable<String> saturday = CohortRetention.over(
                        Timeline.of(Grain.weekStarting(DayOfWeek.SATURDAY), LocalDate.of(2024, 6, 7)))
                .of(store);
        assertThat(counts(saturday.row("2024-06-01"))).containsExactly("2");
    }

    @Test
    void weeksAndMonthsKeepTheirCivilBordersWhenTheClocksChange() {
        ZoneId newYork = ZoneId.of("America/New_York");
        // Clocks go forward on Sunday 10 March 2024: 167 hours until the next Sunday 00:00, which fixed
        // hours would miss.
        HistoryStore<String> store =
                visits(newYork, "ann 2024-03-10T00:30", "ann 2024-03-16T23:30", "ann 2024-03-17T00:15");
        Timeline weeks = Timeline.of(Grain.weekStarting(DayOfWeek.SUNDAY), LocalDate.of(2024, 3, 23))
                .inZone(newYork);
        assertThat(counts(CohortRetention.over(weeks).of(store).row("2024-03-10")))
                .containsExactly("1", "1");
        // 23:30 on 31 March is 03:30 UTC on 1 April.
        HistoryStore<String> months = visits(newYork, "ann 2024-03-31T23:30", "ann 2024-04-01T00:15");
        assertThat(counts(CohortRetention.over(
                                Timeline.monthly(LocalDate.of(2024, 4, 30)).inZone(newYork))
                        .of(months)
                        .row("2024-03")))
                .containsExactly("1", "1");
        assertThat(counts(CohortRetention.over(
                                Timeline.monthly(LocalDate.of(2024, 4, 30)).inZone(ZoneId.of("UTC")))
                        .of(months)
                        .row("2024-04")))
                .containsExactly("1");
    }

    @Test
    void theFirstEventEverMustMatchOrTheFirstMatchCounts() {
        HistoryStore<String> store = orders(
                "ann 2024-01-05 visit 0",
                "ann 2024-02-05 paid 1",
                "bob 2024-02-07 paid 1",
                "cem 2024-01-07 free 0",
                "cem 2024-02-09 paid 1");
        CohortRetention paid = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 2, 29)))
                .startingWith("paid");
        assertThat(paid.of(store).cell("2024-02", 0).members()).containsExactly("ann", "bob", "cem");
        assertThat(paid.anchoredOn(CohortAnchor.FIRST_EVER)
                        .of(store)
                        .cell("2024-02", 0)
                        .members())
                .containsExactly("bob");
        assertThat(paid.anchoredOn(CohortAnchor.FIRST_EVER)
                        .firstEverAmong("paid", "free")
                        .of(store)
                        .cell("2024-02", 0)
                        .members())
                .containsExactly("ann", "bob");
    }

    @Test
    void theAnchorOfARecurringCohort() {
        CohortTable<String> every = CohortRetention.over(Timeline.monthly(JUNE_END))
                .anchoredOn(CohortAnchor.EVERY_PERIOD)
                .of(orders(ORDERS));
        assertThat(counts(every.row("2024-01"))).containsExactly("2", "1", "1", "1", "0", "0");
        assertThat(counts(every.row("2024-03"))).containsExactly("2", "1", "1", "0", "-", "-");
        assertThat(every.cell("2024-04", 1).members()).containsExactly("cem");
        assertThat(every.size()).isEqualTo(8);
        // Ann and Bob were there before March.
        Timeline march = Timeline.monthly(JUNE_END).from(LocalDate.of(2024, 3, 1));
        assertThat(CohortRetention.over(march).of(orders(ORDERS)).size()).isEqualTo(1);
        assertThat(CohortRetention.over(march)
                        .anchoredOn(CohortAnchor.FIRST_IN_RANGE)
                        .of(orders(ORDERS))
                        .row("2024-03")
                        .members())
                .containsExactly("bob", "cem");
    }

    @Test
    void threeClocksForOneDay() {
        ZoneId utc = ZoneId.of("UTC");
        HistoryStore<String> store = visits(utc, "ann 2024-06-01T10:59", "ann 2024-06-02T10:01");
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 6, 4)).inZone(utc);
        CohortRetention method = CohortRetention.over(days).ages(2);
        assertThat(counts(method.of(store).row("2024-06-01"))).containsExactly("1", "1");
        assertThat(counts(method.countingAge(AgeClock.ELAPSED_FLOORED_HOUR)
                        .of(store)
                        .row("2024-06-01")))
                .containsExactly("1", "1");
        assertThat(counts(method.countingAge(AgeClock.ELAPSED_EXACT).of(store).row("2024-06-01")))
                .containsExactly("1", "0");
    }

    @Test
    void anHourAgoIsNotNowThoughTheClocksSaySo() {
        // On 27 October 2024 the clocks of Berlin show 02:30 at 00:30 and again at 01:30 UTC.
        HistoryStore<String> store = HistoryStore.ofInstants(
                        (String line) -> "ann", line -> Instant.parse(line.split(" ")[0]))
                .codes(line -> line.split(" ")[1])
                .from(List.of(
                        "2024-10-27T00:30:00Z visit", "2024-10-27T01:30:00Z order", "2024-10-27T01:31:00Z visit"));
        Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 10, 28)).inZone(ZoneId.of("Europe/Berlin"));
        CohortRetention firstOrders =
                CohortRetention.over(days).anchoredOn(CohortAnchor.FIRST_EVER).startingWith("order");
        assertThat(firstOrders.of(store).size()).isZero();
        assertThat(firstOrders.firstEverAmong("order").of(store).size()).isEqualTo(1);
    }

    @Test
    void whatCameBeforeTheStartIsNoReturnWhereTheClocksGoBack() {
        // Shown as 02:50 and, twenty minutes later, 02:10; and the same the other way round.
        String before = "2024-10-27T00:50:00Z";
        String after = "2024-10-27T01:10:00Z";
        for (String start : List.of(before, after)) {
            HistoryStore<String> store = HistoryStore.ofInstants((String line) -> "ann", Instant::parse)
                    .codes(line -> line.equals(start) ? "sign-up" : "visit")
                    .from(List.of(before, after));
            Timeline days = Timeline.of(Grain.DAY, LocalDate.of(2024, 10, 28)).inZone(ZoneId.of("Europe/Berlin"));
            for (AgeClock clock : List.of(AgeClock.ELAPSED_EXACT, AgeClock.ANNIVERSARY)) {
                CohortTable<String> table = CohortRetention.over(days)
                        .startingWith("sign-up")
                        .returningWith("visit")
                        .columnZero(ColumnZero.RETURN_EVENT)
                        .countingAge(clock)
                        .of(store);
                assertThat(table.cell("2024-10-27", 0).count())
                        .as(clock + " " + start)
                        .hasValue(start.equals(before) ? 1 : 0);
            }
        }
    }

    @Test
    void anAnniversaryMonthBeginsOnTheDayOfTheStart() {
        HistoryStore<String> store =
                orders("ann 2024-01-14 x 1", "ann 2024-02-13 x 1", "bob 2024-01-14 x 1", "bob" + " 2024-02-14 x 1");
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(JUNE_END))
                .countingAge(AgeClock.ANNIVERSARY)
                .of(store);
        assertThat(table.cell("2024-01", 1).members()).containsExactly("bob");
        // Who starts on 31 January is in month 4 until 30 June, when month 5 begins for the last time.
        assertThat(table.cell("2024-01", 4).state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.cell("2024-01", 5).state()).isEqualTo(CellState.PARTIAL);
    }

    @Test
    void onlyThoseWhoHadTheTimeAreInTheDenominator() {
        // As of 30 June, day 10 of age 0 has passed for Ann but not for Bob.
        HistoryStore<String> store = orders("ann 2024-05-02 x 1", "ann 2024-06-05 x 1", "bob 2024-05-31 x 1");
        CohortRetention method =
                CohortRetention.over(Timeline.monthly(JUNE_END)).countingAge(AgeClock.ANNIVERSARY);
        CohortTable<String>.Cell whole = method.of(store).cell("2024-05", 1);
        assertThat(whole.rate()).hasValue(Proportion.of(1, 2));
        // Ann's month 1 ends on 2 July, Bob's begins on 30 June.
        assertThat(method.outOf(CohortDenominator.PERIOD_ELAPSED)
                        .of(store)
                        .cell("2024-05", 1)
                        .rate())
                .isEmpty();
        Timeline july = Timeline.monthly(LocalDate.of(2024, 7, 5));
        assertThat(CohortRetention.over(july)
                        .countingAge(AgeClock.ANNIVERSARY)
                        .outOf(CohortDenominator.PERIOD_ELAPSED)
                        .of(store)
                        .cell("2024-05", 1)
                        .rate())
                .hasValue(Proportion.of(1, 1));
        assertThat(method.outOf(CohortDenominator.CHANCE_TO_RETURN)
                        .of(store)
                        .cell("2024-05", 1)
                        .rate())
                .hasValue(Proportion.of(1, 2));
        assertThat(method.outOf(CohortDenominator.CHANCE_TO_RETURN)
                        .of(store)
                        .row("2024-05")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void theReturnRules() {
        // Active in months 0, 1, 3 and not in 2, 4.
        HistoryStore<String> store = orders("ann 2024-01-05 x 1", "ann 2024-02-05 x 2", "ann 2024-04-05 x 4");
        CohortRetention method = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 5, 31)));
        assertThat(counts(method.of(store).row("2024-01"))).containsExactly("1", "1", "0", "1", "0");
        CohortTable<String> later = method.returning(ReturnRule.OR_LATER).of(store);
        assertThat(counts(later.row("2024-01"))).containsExactly("1", "1", "1", "1", "0");
        assertThat(later.cell("2024-01", 2).amount()).hasValue(new BigDecimal("4.00"));
        CohortTable<String> earlier = method.returning(ReturnRule.OR_EARLIER).of(store);
        assertThat(counts(earlier.row("2024-01"))).containsExactly("1", "1", "1", "1", "1");
        assertThat(earlier.cell("2024-01", 4).amount()).hasValue(new BigDecimal("6.00"));
        CohortTable<String> every = method.returning(ReturnRule.EVERY_PERIOD_TO).of(store);
        assertThat(counts(every.row("2024-01"))).containsExactly("1", "1", "0", "0", "0");
        // What is later has not been seen, in the last column least of all: no cell of "or later" is final.
        assertThat(later.row("2024-01").cells().stream().skip(1).map(CohortTable.Cell::state))
                .containsOnly(CellState.PARTIAL);
        assertThat(later.average(CohortAverage.POOLED, 1, CellState.PARTIAL)).isPresent();
        assertThat(earlier.cell("2024-01", 4).state()).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void columnZeroHasThreeMeanings() {
        CohortRetention method = CohortRetention.over(Timeline.monthly(JUNE_END))
                .startingWith("first")
                .returningWith("order");
        // In January Ann came back, Bob did not; both came back later.
        assertThat(method.of(orders(ORDERS)).cell("2024-01", 0).rate()).hasValue(Proportion.of(2, 2));
        CohortTable<String> event = method.columnZero(ColumnZero.RETURN_EVENT).of(orders(ORDERS));
        assertThat(event.cell("2024-01", 0).rate()).hasValue(Proportion.of(1, 2));
        assertThat(event.cell("2024-01", 0).members()).containsExactly("ann");
        assertThat(event.cell("2024-01", 1).rate()).hasValue(Proportion.of(1, 2));
        CohortTable<String> survivors = method.columnZero(ColumnZero.SURVIVORS).of(orders(ORDERS));
        assertThat(survivors.cell("2024-01", 0).rate()).hasValue(Proportion.of(2, 2));
        assertThat(survivors.cell("2024-01", 0).state()).isEqualTo(CellState.PARTIAL);
    }

    @Test
    void bracketsMayBeUneven() {
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 4, 30)))
                .brackets(1, 2, 3)
                .of(orders(ORDERS));
        assertThat(table.columns()).hasToString("[0, 1, 2-3, 4-6]");
        assertThat(counts(table.row("2024-01"))).containsExactly("2", "1", "2", "-");
        assertThat(table.cell("2024-01", 2).state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.cell("2024-02", 2).state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.cell("2024-03", 2).state()).isEqualTo(CellState.UNOBSERVED);
        assertThat(table.cell("2024-01", 2).ages()).isEqualTo(new AgeRange(2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CohortRetention.over(Timeline.monthly(JUNE_END)).brackets(2, 0));
    }

    @Test
    void aThresholdIsPerPeriod() {
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).atLeast(2).of(orders(ORDERS));
        assertThat(counts(table.row("2024-03"))).containsExactly("1", "1", "0", "0", "-", "-");
        assertThat(counts(table.row("2024-01"))).containsExactly("2", "0", "0", "0", "0", "0");
    }

    @Test
    void aGivenDayPlacesCustomers() {
        Map<String, LocalDate> signUp = Map.of("ann", LocalDate.of(2024, 1, 1), "cem", LocalDate.of(2024, 2, 1));
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(JUNE_END))
                .anchoredOnDate("sign-up", signUp::get)
                .of(orders(ORDERS));
        assertThat(table.row("2024-02").members()).containsExactly("cem");
        assertThat(counts(table.row("2024-02"))).containsExactly("1", "1", "1", "1", "0", "-");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.toString()).contains("date of sign-up");
    }

    @Test
    void mergedCustomersAreOne() {
        HistoryStore<String> store =
                orders(Map.of("anna", "ann"), Currency.getInstance("EUR"), "ann 2024-05-05 x 1", "anna 2024-06-05 x 1");
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(store);
        assertThat(counts(table.row("2024-05"))).containsExactly("1", "1");
        assertThat(table.row("2024-06").size()).isZero();
    }

    @Test
    void aGroupIsReadAtTheStartOrToday() {
        // Bob became a gold customer in March.
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(orders(ORDERS));
        ByGroup<CohortTable<String>> atAnchor =
                table.by(Grouping.of("tier", Grouping.Reading.AT_ANCHOR, CohortRetentionTest::tier));
        assertThat(atAnchor.groups()).containsExactly(Group.of("basic"), Group.of("gold"));
        assertThat(atAnchor.inGroup("basic").row("2024-01").members()).containsExactly("ann", "bob");
        assertThat(atAnchor.inGroup("gold").cell("2024-03", 1).members()).containsExactly("cem");
        ByGroup<CohortTable<String>> latest =
                table.by(Grouping.of("tier", Grouping.Reading.LATEST, CohortRetentionTest::tier));
        assertThat(latest.inGroup("gold").row("2024-01").members()).containsExactly("bob");
        assertThat(latest.inGroup("silver").size()).isZero();
        assertThat(latest.toString()).contains("by tier latest");
        assertThat(atAnchor.toString()).contains("by tier at anchor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.by(Grouping.of("tier", Grouping.Reading.AT_PERIOD, CohortRetentionTest::tier)))
                .withMessageContaining("does not say when");
    }

    private static String tier(String customer, LocalDate day) {
        return customer.equals("ann") || day.isBefore(LocalDate.of(2024, 3, 1)) ? "basic" : "gold";
    }

    @Test
    void theTopGroupsAndTheOthers() {
        HistoryStore<String> store = orders(
                "a1 2024-05-01 de 1",
                "a2 2024-05-01 de 1",
                "b1 2024-05-01 fr 1",
                "b1 2024-06-01 it 1",
                "c1 2024-05-01 it 1",
                "c1 2024-05-02 fr 1",
                "c1 2024-06-01 it 1");
        Grouping country = Grouping.ofCode("country", Grouping.Reading.AT_ANCHOR, code -> code);
        CohortRetention method =
                CohortRetention.over(Timeline.monthly(JUNE_END)).anchoredOn(CohortAnchor.EVERY_PERIOD);
        ByGroup<CohortTable<String>> alike =
                method.returningAlike("country", code -> code).of(store).by(country);
        // The first start of a month is read: c1 is of Italy in May, b1 and c1 are in June.
        assertThat(alike.groups()).containsExactly(Group.of("de"), Group.of("fr"), Group.of("it"));
        ByGroup<CohortTable<String>> top = alike.top(1, CohortTable::size);
        assertThat(top.groups()).containsExactly(Group.of("it"), Group.OTHER);
        CohortTable<String> other = top.inGroup(Group.OTHER);
        assertThat(other.row("2024-05").members()).containsExactly("a1", "a2", "b1");
        assertThat(other.cell("2024-05", 1).count()).hasValue(0);
        assertThat(top.inGroup("it").cell("2024-05", 1).members()).containsExactly("c1");
        assertThat(alike.top(3, CohortTable::size)).isSameAs(alike);
        // In whatever country they return, the start decides.
        assertThat(method.of(store).by(country).inGroup("fr").cell("2024-05", 1).members())
                .containsExactly("b1");
    }

    @Test
    void groupsAreKeptLiveAndGrow() {
        HistoryStore<String> store = orders(ORDERS);
        Rule<In<CohortCell>> rule = CohortRetention.over(Timeline.monthly(JUNE_END))
                .rule(store)
                .by(Grouping.of("tier", Grouping.Reading.LATEST, CohortRetentionTest::tier));
        Live<String> live = Live.from(store);
        Live<String>.Table<In<CohortCell>> table = live.track(rule);
        live.add("bob", Event.on(LocalDate.of(2024, 2, 9)).coded("order").worth(new BigDecimal("3.00")));
        In<CohortCell> gold = new In<>(Group.of("gold"), CohortCell.of(Grain.MONTH.parse("2024-01"), 1));
        assertThat(Sweep.over(store).count(rule).count(gold)).isZero();
        assertThat(table.count(gold)).isEqualTo(1);
        assertThat(table.members(gold)).containsExactly("bob");
    }

    @Test
    void agesMayBeCountedInDays() {
        // Sign-ups of January at days 1 and 7: ann on the 2nd, bob on the 31st.
        HistoryStore<String> store = orders(
                "ann 2024-01-02 x 1",
                "ann 2024-01-03 x 1",
                "ann 2024-01-09 x 1",
                "bob 2024-01-31 x 1",
                "bob 2024-02-07 x 1");
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 2, 6)))
                .agesIn(Grain.DAY)
                .ages(31)
                .of(store);
        assertThat(table.cell("2024-01", 1)).hasToString("2024-01 age 1: 50.0 % (1 of 2)");
        assertThat(table.cell("2024-01", 6).state()).isEqualTo(CellState.OBSERVED);
        // Bob's day 7 is the 7th of February, which is not over.
        assertThat(table.cell("2024-01", 7)).hasToString("2024-01 age 7: 50.0 % (1 of 2) so far");
        assertThat(table.cell("2024-02", 7).state()).isEqualTo(CellState.UNOBSERVED);
        assertThat(table.counted().state(CohortCell.of(Grain.MONTH.parse("2024-02"), 7)))
                .isEqualTo(CellState.UNOBSERVED);
        assertThat(table.cell("2024-01", 2).rateAgainstAgeBefore()).hasValue(0);
        assertThat(table.cell("2024-01", 3).rateAgainstAgeBefore()).isEmpty();
    }

    @Test
    void whatContradictsIsRefused() {
        CohortRetention plain = CohortRetention.over(Timeline.monthly(JUNE_END));
        HistoryStore<String> store = orders(ORDERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.ages(3).brackets(1, 3))
                .withMessageContaining("must be told once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.anchoredOnDate("sign-up", customer -> null)
                        .anchoredOn(CohortAnchor.EVERY_PERIOD)
                        .of(store))
                .withMessageContaining("on a date (sign-up) or on events (EVERY_PERIOD)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.firstEverAmong("order").of(store))
                .withMessageContaining("goes with the anchor FIRST_EVER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.ages(100_000_000))
                .withMessageContaining("ages (100000000) must be at most");
        Timeline hours =
                Timeline.of(Grain.HOUR, JUNE_END).inZone(ZoneId.of("UTC")).from(JUNE_END);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortRetention.over(hours)
                        .anchoredOnDate("sign-up", customer -> null)
                        .rule())
                .withMessageContaining("sign-up")
                .withMessageContaining("call anchoredOnTime instead of anchoredOnDate");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> plain.anchoredOnTime("sign-up", customer -> null).of(store))
                .withMessageContaining("call anchoredOnDate instead of anchoredOnTime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.agesIn(Grain.HOUR).of(store))
                .withMessageContaining("ages in HOUR need events that have a time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.anchoredOnDate("sign-up", customer -> null)
                        .returningAlike("country", code -> code)
                        .of(store))
                .withMessageContaining("returningAlike (country) needs starts that are events, not a date (sign-up)");
        CohortTable<String> survivors = plain.columnZero(ColumnZero.SURVIVORS).of(store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> survivors.average(CohortAverage.POOLED, 0))
                .withMessageContaining("cells of SURVIVORS are never OBSERVED");
        assertThat(survivors.average(CohortAverage.POOLED, 0, CellState.PARTIAL))
                .isPresent();
        CohortTable<String> later = plain.returning(ReturnRule.OR_LATER).of(store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.average(CohortAverage.POOLED, 1))
                .withMessageContaining("never OBSERVED");
    }

    @Test
    void whoSignsUpAndActsInOneHourIsThereFromThatHourOn() {
        HistoryStore<String> store =
                visits(ZoneId.of("UTC"), "ann 2024-06-01T10:30", "ann 2024-06-01T11:10", "bob 2024-06-01T09:59");
        Timeline hours = Timeline.completeBefore(Grain.HOUR, LocalDateTime.of(2024, 6, 1, 12, 0))
                .inZone(ZoneId.of("UTC"))
                .from(LocalDate.of(2024, 6, 1));
        CohortTable<String> table = CohortRetention.over(hours)
                .anchoredOnTime("sign-up", (String customer) -> LocalDateTime.of(2024, 6, 1, 10, 30))
                .ages(2)
                .of(store);
        assertThat(table.row("2024-06-01T10").members()).containsExactly("ann", "bob");
        assertThat(table.cell("2024-06-01T10", 1).members()).containsExactly("ann");
        assertThat(table.toString()).contains("time of sign-up");
    }

    @Test
    void codesThatNoEventHasAreNamed() {
        CohortTable<String> table = CohortRetention.over(Timeline.monthly(JUNE_END))
                .startingWith("first", "frist")
                .returningWith("oder")
                .of(orders(ORDERS));
        assertThat(table.warnings())
                .containsExactly(
                        "no event has the code frist: there are [first, order]",
                        "no event has the code oder: there are [first, order]");
        assertThat(table.toString()).endsWith("6 cohorts; " + String.join("; ", table.warnings()));
        assertThat(CohortRetention.over(Timeline.monthly(JUNE_END))
                        .startingWith("first")
                        .of(orders(ORDERS))
                        .warnings())
                .isEmpty();
    }

    @Test
    void rowsAndCellsAreFoundByPeriodAndDay() {
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(orders(ORDERS));
        CohortTable<String>.Cell cell = table.cell("2024-03", 1);
        assertThat(table.cell(Grain.MONTH.parse("2024-03"), 1).key()).isEqualTo(cell.key());
        assertThat(table.cell(LocalDate.of(2024, 3, 31), 1).key()).isEqualTo(cell.key());
        assertThat(table.row(LocalDate.of(2024, 3, 1)).period())
                .isEqualTo(cell.key().cohort());
        assertThatIllegalArgumentException().isThrownBy(() -> table.row(LocalDate.of(2024, 7, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row(Grain.DAY.parse("2024-03-01")))
                .withMessageContaining("must be of grain MONTH");
    }

    @Test
    void theRateAgainstTheAgeBefore() {
        // Of four of January two came back in February and one of them, with the two others, in March.
        HistoryStore<String> store = orders(
                "ann 2024-01-05 x 1",
                "bob 2024-01-05 x 1",
                "cem 2024-01-05 x 1",
                "dan 2024-01-05 x 1",
                "ann 2024-02-05 x 1",
                "bob 2024-02-05 x 1",
                "ann 2024-03-05 x 1",
                "cem 2024-03-05 x 1",
                "dan 2024-03-05 x 1");
        CohortTable<String>.Row january =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(store).row("2024-01");
        assertThat(january.cell(0).rateAgainstAgeBefore()).isEmpty();
        assertThat(january.cell(1).rateAgainstAgeBefore()).hasValue(0.5);
        assertThat(january.cell(2).rateAgainstAgeBefore()).hasValue(1.5);
        assertThat(january.cell(3).rateAgainstAgeBefore()).hasValue(0);
        assertThat(january.cell(4).rateAgainstAgeBefore()).isEmpty();
    }

    @Test
    void aRunningCellSaysSo() {
        HistoryStore<String> store = orders("ann 2025-01-06 x 1", "bob 2025-01-12 x 1");
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(LocalDate.of(2025, 2, 3))).of(store);
        assertThat(table.cell("2025-01", 1)).hasToString("2025-01 age 1: 0.0 % (0 of 2) so far");
        assertThat(table.counted().state(CohortCell.of(Grain.MONTH.parse("2025-01"), 1)))
                .isEqualTo(CellState.PARTIAL);
        Live<String> live = Live.from(store);
        assertThat(live.track(table.counted().rule()).state(CohortCell.of(Grain.MONTH.parse("2025-02"), 1)))
                .isEqualTo(CellState.UNOBSERVED);
    }

    @Test
    void aNewGroupGrowsLiveAndRestatedTables() {
        HistoryStore<String> store = orders(ORDERS);
        Grouping channel = Grouping.ofCode("channel", Grouping.Reading.AT_ANCHOR, code -> code);
        Rule<In<CohortCell>> rule =
                CohortRetention.over(Timeline.monthly(JUNE_END)).rule(store).by(channel);
        Live<String> live = Live.from(store);
        Live<String>.Table<In<CohortCell>> table = live.track(rule);
        live.add("dan", Event.on(LocalDate.of(2024, 2, 9)).coded("advert").worth(new BigDecimal("3.00")));
        In<CohortCell> advert = new In<>(Group.of("advert"), CohortCell.of(Grain.MONTH.parse("2024-02"), 0));
        assertThat(table.members(advert)).containsExactly("dan");
        assertThat(table.tally())
                .isEqualTo(Sweep.over(live.snapshot()).count(rule).tally());
        assertThat(Restatement.of(rule, store, live.snapshot()).cells())
                .extracting(change -> change.cell().group().label() + " " + change.customers())
                .containsExactly("advert 1");
        CohortTable<String> whole =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(live.snapshot());
        assertThat(whole.by(channel).tables().values().stream()
                        .mapToLong(CohortTable::size)
                        .sum())
                .isEqualTo(whole.size());
    }

    @Test
    void aTableOfATallyHasItsRates() {
        CohortRetention method = CohortRetention.over(Timeline.monthly(JUNE_END).from(LocalDate.of(2024, 1, 1)));
        CohortTable<String> counted = method.of(orders(ORDERS));
        CohortTable<String> restored = method.of(
                Tally.fromBytes(method.rule(), counted.counted().tally().toBytes()));
        for (CohortTable<String>.Row row : counted.rows()) {
            for (CohortTable<String>.Cell cell : row.cells()) {
                assertThat(restored.row(row.period()).cell(cell.key().age())).hasToString(cell.toString());
            }
        }
        assertThat(restored.average(CohortAverage.POOLED, 1)).isEqualTo(counted.average(CohortAverage.POOLED, 1));
        assertThatThrownBy(() -> restored.row("2024-01").members()).hasMessageContaining("has no members");
        // A method without a first period takes that of the tally.
        assertThat(CohortRetention.over(Timeline.monthly(JUNE_END))
                        .of(counted.counted().tally())
                        .cell("2024-01", 1))
                .hasToString(counted.cell("2024-01", 1).toString());
        assertThatThrownBy(() -> method.ages(2).of(counted.counted().tally()))
                .isInstanceOf(TallyMismatchException.class);
    }

    @Test
    void everyAxisIsNamedInTheDefinition() {
        CohortRetention plain = CohortRetention.over(Timeline.monthly(JUNE_END));
        assertThat(List.of(
                        plain,
                        plain.anchoredOn(CohortAnchor.EVERY_PERIOD),
                        plain.anchoredOn(CohortAnchor.FIRST_EVER),
                        plain.anchoredOn(CohortAnchor.FIRST_EVER).firstEverAmong("b"),
                        plain.anchoredOnDate("sign-up", customer -> null),
                        plain.anchoredOnDate("sign-up", customer -> null).startingWith("a"),
                        plain.anchoredOnTime("sign-up", customer -> null),
                        plain.agesIn(Grain.DAY),
                        plain.returningAlike("country", code -> code),
                        plain.startingWith("a"),
                        plain.startingWith("a", "b"),
                        plain.countingAge(AgeClock.ELAPSED_EXACT),
                        plain.returning(ReturnRule.OR_LATER),
                        plain.returningWith("a"),
                        plain.atLeast(2),
                        plain.ages(3),
                        plain.brackets(3),
                        plain.columnZero(ColumnZero.RETURN_EVENT),
                        plain.outOf(CohortDenominator.PERIOD_ELAPSED)))
                .extracting(CohortRetention::toString)
                .doesNotHaveDuplicates();
        assertThat(plain.anchoredOn(CohortAnchor.EVERY_PERIOD)
                        .startingWith("b", "a")
                        .returning(ReturnRule.OR_LATER)
                        .returningWith("c")
                        .atLeast(2)
                        .countingAge(AgeClock.ELAPSED_EXACT)
                        .brackets(1, 3)
                        .columnZero(ColumnZero.RETURN_EVENT)
                        .outOf(CohortDenominator.PERIOD_ELAPSED))
                .hasToString("cohort retention by EVERY_PERIOD [a, b], returned OR_LATER with 2 times [c], age"
                        + " ELAPSED_EXACT, ages [0, 1, 2-4], column 0 RETURN_EVENT, out of PERIOD_ELAPSED, MONTH to"
                        + " 2024-06, as of 2024-06-30");
    }

    @Test
    void refusesWhatMakesNoSense() {
        CohortRetention plain = CohortRetention.over(Timeline.monthly(JUNE_END));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.atLeast(0)).withMessageContaining("events (0)");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.ages(0)).withMessageContaining("ages (0)");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.startingWith());
        assertThatNullPointerException().isThrownBy(() -> plain.anchoredOn(null));
        assertThatNullPointerException().isThrownBy(() -> CohortRetention.over(null));
        CohortTable<String> table = plain.of(orders(ORDERS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("2023-12"))
                .withMessageContaining("from 2024-01 to 2024-06");
        assertThatThrownBy(() -> table.cell("2024-01", 6)).isInstanceOf(IndexOutOfBoundsException.class);
        Period january = Grain.MONTH.parse("2024-01");
        assertThatIllegalArgumentException().isThrownBy(() -> CohortCell.of(january, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.counted().count(new CohortCell(january, 0, CohortCell.Part.EXPOSED)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeRange(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CohortAverage.Rate(CohortAverage.POOLED, 0, 1, Double.NaN));
    }

    @Test
    void anEmptyStoreGivesAnEmptyTable() {
        CohortTable<String> table =
                CohortRetention.over(Timeline.monthly(JUNE_END)).of(orders());
        assertThat(table.rows()).hasSize(1);
        assertThat(table.cell("2024-06", 0).count()).hasValue(0);
        assertThat(table.by(Grouping.<String>of("tier", customer -> "none")).groups())
                .isEmpty();
    }
}
