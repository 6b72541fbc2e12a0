package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Random contracts with overlaps, switches, pauses, backdating and two currencies, against what the rows say day by day. */
class ContractProperties {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate FIRST = LocalDate.of(2024, 2, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(FIRST);

    record Row(
            String customer,
            String id,
            LocalDate from,
            @Nullable LocalDate until,
            long euros,
            String plan,
            long seats,
            Currency currency,
            LocalDate recorded) {
        boolean holdsOn(LocalDate day) {
            return !from.isAfter(day) && (until == null || until.isAfter(day));
        }

        String subscription() {
            return customer + id;
        }
    }

    /** Another rate every month. */
    private static BigDecimal rate(LocalDate day) {
        return BigDecimal.valueOf(100 + 25L * (day.getMonthValue() % 3), 2);
    }

    private static Contracts<Row, String> contracts(List<String> told) {
        ContractValue.Rates rates = (from, day) -> Optional.of(rate(day));
        return Contracts.of(Row::customer, Row::id)
                .from(Row::from)
                .until(Row::until)
                .worth(ContractValue.<Row>of(row -> MonthlyFactor.MONTHS_AND_YEARS.monthly(
                                BigDecimal.valueOf(row.euros), BillingInterval.MONTHLY))
                        .times(Row::seats)
                        .inCurrency(Row::currency, EUR, rates)
                        .revaluedBy(MONTHS))
                .plan(Row::plan)
                .keepingSubscription()
                .leavingOut(told::add);
    }

    /** The rows that do not contradict one before of their subscription. */
    private static List<Row> kept(List<Row> rows) {
        Map<String, Row> last = new TreeMap<>();
        List<Row> kept = new ArrayList<>();
        rows.stream()
                .filter(row -> !row.from.equals(row.until))
                .sorted(Comparator.comparing(Row::from))
                .forEach(row -> {
                    Row before = last.get(row.subscription());
                    if (before == null
                            || (before.until != null
                                    && !before.until.isAfter(row.from)
                                    && !before.from.equals(row.from))) {
                        kept.add(row);
                        last.put(row.subscription(), row);
                    }
                });
        return kept;
    }

    private static BigDecimal worth(Row row, LocalDate day) {
        BigDecimal value = BigDecimal.valueOf(row.euros * row.seats);
        return row.currency.equals(EUR) ? value : value.multiply(rate(day));
    }

    @Property(tries = 150)
    void everyDayIsWorthWhatTheRowsSay(@ForAll("rows") List<Row> rows) {
        List<String> told = new ArrayList<>();
        List<ContractChange<Row, String>> changes = contracts(told).changes(rows);
        List<Row> kept = kept(rows);
        long ofNoDay = rows.stream().filter(row -> row.from.equals(row.until)).count();
        assertThat(rows).hasSize(Math.toIntExact(kept.size() + told.size() + ofNoDay));
        for (LocalDate day = FIRST; !day.isAfter(AS_OF); day = day.plusDays(1)) {
            LocalDate on = day;
            Map<String, BigDecimal> value = new TreeMap<>();
            Map<String, Long> seats = new TreeMap<>();
            changes.stream().filter(change -> !change.day().isAfter(on)).forEach(change -> {
                value.merge(change.customer(), change.amount(2, RoundingMode.UNNECESSARY), BigDecimal::add);
                seats.merge(
                        change.customer() + change.line().plan(), change.line().quantity(), Long::sum);
            });
            Map<String, BigDecimal> expected = new TreeMap<>();
            Map<String, Long> expectedSeats = new TreeMap<>();
            kept.stream().filter(row -> row.holdsOn(on)).forEach(row -> {
                expected.merge(row.customer, worth(row, on).setScale(2), BigDecimal::add);
                expectedSeats.merge(row.customer + row.plan, row.euros == 0 ? 0 : row.seats, Long::sum);
            });
            value.values().removeIf(each -> each.signum() == 0);
            expected.values().removeIf(each -> each.signum() == 0);
            seats.values().removeIf(each -> each == 0);
            expectedSeats.values().removeIf(each -> each == 0);
            assertThat(value).as("%s", on).isEqualTo(expected);
            assertThat(seats).as("%s", on).isEqualTo(expectedSeats);
        }
    }

    /** What rates change is what is lacking without being told apart; per subscription and plan all adds up to the same value. */
    @Property(tries = 100)
    void movementsAtEveryGrainComeToTheSameValue(@ForAll("rows") List<Row> rows) {
        HistoryStore<String> store = contracts(new ArrayList<>()).read(rows, EUR, RoundingMode.UNNECESSARY);
        RecurringRevenue plain = RecurringRevenue.over(MONTHS);
        RevenueMovements<String> together = plain.of(store);
        RevenueMovements<String> apart = plain.fxBy(Contracts.FX).of(store);
        List<Row> kept = kept(rows);
        for (RevenueMovements<String>.InPeriod month : apart.periods()) {
            LocalDate a = month.period().firstDay().minusDays(1);
            LocalDate last = month.period().plus(1).firstDay().minusDays(1);
            LocalDate b = last.isAfter(AS_OF) ? AS_OF : last;
            RevenueMovements<String>.InPeriod all = together.inPeriod(month.period());
            BigDecimal fx = month.amount(RevenueItem.FX);
            assertThat(net(all)).isEqualByComparingTo(net(month).add(fx));
            assertThat(all.amount(RevenueItem.NEW)).isEqualByComparingTo(month.amount(RevenueItem.NEW));
            assertThat(all.amount(RevenueItem.CHURN)).isEqualByComparingTo(month.amount(RevenueItem.CHURN));
            // Of customers there at both ends: what held on the last day before is worth more or less on the first day.
            BigDecimal expected = BigDecimal.ZERO;
            for (String customer : List.of("a", "b")) {
                BigDecimal start = value(kept, customer, a);
                if (start.signum() > 0 && value(kept, customer, b).signum() > 0) {
                    for (Row row : kept) {
                        if (row.customer.equals(customer)
                                && row.holdsOn(a)
                                && kept.stream()
                                        .anyMatch(next -> next.subscription().equals(row.subscription())
                                                && next.holdsOn(a.plusDays(1))
                                                && (next == row || next.from.equals(a.plusDays(1))))
                                && !a.isBefore(FIRST)) {
                            expected = expected.add(worth(row, a.plusDays(1)).subtract(worth(row, a)));
                        }
                    }
                }
            }
            if (kept.stream().noneMatch(row -> row.euros * row.seats == 0)) {
                assertThat(fx).isEqualByComparingTo(expected);
            }
            for (String column : List.of(Contracts.SUBSCRIPTION, Contracts.PLAN)) {
                RevenueMovements<String>.InPeriod each =
                        plain.per(column).of(store).inPeriod(month.period());
                assertThat(each.amount(RevenueItem.END)).isEqualByComparingTo(all.amount(RevenueItem.END));
                assertThat(each.members(RevenueItem.END)).containsExactlyElementsOf(all.members(RevenueItem.END));
                assertThat(each.amount(RevenueItem.KEPT)).isLessThanOrEqualTo(all.amount(RevenueItem.KEPT));
            }
        }
    }

    private static BigDecimal value(List<Row> kept, String customer, LocalDate day) {
        return kept.stream()
                .filter(row -> row.customer.equals(customer) && row.holdsOn(day))
                .map(row -> worth(row, day))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal net(RevenueMovements<String>.InPeriod month) {
        return month.amount(RevenueItem.EXPANSION).subtract(month.amount(RevenueItem.CONTRACTION));
    }

    /** What was known of a day on that day is what a store says that was read on it, and what becomes known later restates it. */
    @Property(tries = 150)
    void theValueOfADayStaysWhatItWasKnownToBe(@ForAll("rows") List<Row> rows) {
        List<Row> kept =
                kept(rows).stream().filter(row -> row.currency.equals(EUR)).toList();
        Contracts<Row, String> recorded = contracts(new ArrayList<>())
                .worth(row ->
                        MonthlyFactor.MONTHS_AND_YEARS.monthly(BigDecimal.valueOf(row.euros), BillingInterval.MONTHLY))
                .recordedOn(Row::recorded);
        HistoryStore<String> store = recorded.read(kept, EUR, RoundingMode.UNNECESSARY);
        RevenueMovements<String> table =
                RecurringRevenue.over(MONTHS).restatedBy(Contracts.EFFECTIVE).of(store);
        for (RevenueMovements<String>.InPeriod month : table.periods()) {
            LocalDate last = month.period().plus(1).firstDay().minusDays(1);
            LocalDate b = last.isAfter(AS_OF) ? AS_OF : last;
            LocalDate a = month.period().firstDay().minusDays(1);
            long end = known(kept, b, b);
            assertThat(month.amount(RevenueItem.END)).isEqualByComparingTo(BigDecimal.valueOf(end));
            Map<String, Long> before = byCustomer(kept, a, a);
            Map<String, Long> now = byCustomer(kept, b, a);
            if (!a.isBefore(FIRST)) {
                long restated = 0;
                for (String customer : List.of("a", "b")) {
                    restated += now.getOrDefault(customer, 0L) - before.getOrDefault(customer, 0L);
                }
                assertThat(month.amount(RevenueItem.RESTATEMENT)).isEqualByComparingTo(BigDecimal.valueOf(restated));
            }
        }
    }

    private static long known(List<Row> kept, LocalDate knownBy, LocalDate day) {
        return byCustomer(kept, knownBy, day).values().stream()
                .mapToLong(each -> each)
                .sum();
    }

    private static Map<String, Long> byCustomer(List<Row> kept, LocalDate knownBy, LocalDate day) {
        Map<String, Long> sums = new TreeMap<>();
        kept.stream()
                .filter(row -> row.holdsOn(day) && !row.recorded.isAfter(knownBy))
                .forEach(row -> sums.merge(row.customer, row.euros, Long::sum));
        return sums;
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 105).map(FIRST::plusDays);
        Arbitrary<String> who = Arbitraries.of("a s1", "a s2", "b s1", "b s2");
        Arbitrary<String> what = Arbitraries.of("p 1", "p 2", "q 1", "q 3", "q 0");
        return Combinators.combine(
                        who,
                        days,
                        days.injectNull(0.2),
                        Arbitraries.longs().between(0, 5),
                        what,
                        Arbitraries.of(EUR, EUR, USD),
                        Arbitraries.integers().between(0, 50))
                .as((id, from, until, euros, of, currency, late) -> new Row(
                        id.substring(0, 1),
                        id.substring(2),
                        until == null || from.isBefore(until) ? from : until,
                        until == null || from.isBefore(until) ? until : Objects.requireNonNull(from),
                        euros,
                        of.substring(0, 1),
                        Long.parseLong(of.substring(2)),
                        currency,
                        (until == null || from.isBefore(until) ? from : until).plusDays(late < 25 ? 0 : late)))
                .list()
                .ofMaxSize(14);
    }
}
