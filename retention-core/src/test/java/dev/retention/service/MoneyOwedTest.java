package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.RuleException;
import dev.retention.service.InvoicesTest.Row;
import dev.retention.service.MoneyOwed.Item;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MoneyOwedTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 4, 15);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 2, 1));

    private final HistoryStore<Long> store = InvoicesTest.reader()
            .from(List.of(
                    Row.invoice(1, "2024-01-10", "100", "A", "2024-02-09"),
                    Row.of(1, "2024-03-05", "payment", "60", "A"),
                    Row.invoice(1, "2024-03-20", "50", "B", "2024-04-30"),
                    Row.of(1, "2024-03-25", "dispute", "30", "B"),
                    Row.invoice(2, "2024-02-01", "200", "A", null),
                    Row.of(2, "2024-02-10", "credit note", "20", null),
                    Row.of(2, "2024-03-31", "payment", "200", "A"),
                    Row.of(2, "2024-03-31", "payment", "5", null),
                    Row.invoice(3, "2024-02-15", "10", "A", "2024-02-29"),
                    Row.of(3, "2024-03-30", "written off", "10", "A")));
    private final MoneyOwed method = MoneyOwed.over(MONTHS);
    private final PeriodItems<Long, Item> owed = method.of(store);

    private BigDecimal money(String period, Item item) {
        return owed.inPeriod(period).money(item);
    }

    @Test
    void balancesAreThoseOfTheBooksAtTheEndOfEachPeriod() {
        assertThat(money("2024-02", Item.OPENING)).isEqualByComparingTo("100");
        assertThat(money("2024-02", Item.INVOICED)).isEqualByComparingTo("210");
        assertThat(money("2024-02", Item.CREDITED)).isEqualByComparingTo("20");
        assertThat(money("2024-02", Item.BALANCE)).isEqualByComparingTo("290");
        assertThat(money("2024-03", Item.PAID)).isEqualByComparingTo("265");
        assertThat(money("2024-03", Item.WRITTEN_OFF)).isEqualByComparingTo("10");
        assertThat(money("2024-03", Item.BALANCE)).isEqualByComparingTo("65");
        assertThat(owed.inPeriod("2024-03").members(Item.BALANCE)).containsExactly(1L, 2L);
    }

    @Test
    void theLinesOfTheBalanceAreByDaysPastDue() {
        // At the end of February: A of customer 1 is 20 days past due, A of customer 3 due today, A of customer 2 never
        // due.
        Ageing february = method.ageing(owed.inPeriod("2024-02"));
        assertThat(february.line("1-30")).isEqualByComparingTo("100");
        assertThat(february.line(Ageing.NOT_DUE)).isEqualByComparingTo("10");
        assertThat(february.line(Ageing.NO_DUE_DAY)).isEqualByComparingTo("200");
        assertThat(february.line(Ageing.CREDIT_NOTES)).isEqualByComparingTo("-20");
        assertThat(february.balance()).isEqualByComparingTo("290");
        Ageing april = method.ageing(owed.inPeriod("2024-04"));
        assertThat(april.asOf()).isEqualTo(AS_OF);
        assertThat(april.line("61-90")).isEqualByComparingTo("40");
        assertThat(april.line(Ageing.UNAPPLIED_PAYMENTS)).isEqualByComparingTo("-5");
        assertThat(april.disputed()).isEqualByComparingTo("30");
        assertThat(owed.inPeriod("2024-04").members(Item.OVERDUE)).containsExactly(1L);
        assertThat(owed.inPeriod("2024-04").number(Item.DISPUTED_DAYS)).isEqualTo(21);
        assertThat(owed.inPeriod("2024-04").ratio(Item.DISPUTED_DAYS, Item.DISPUTED_INVOICES))
                .hasValue(21);
        MoneyOwed fine = method.edges(10, 70);
        assertThat(fine.ageing(fine.of(store).inPeriod("2024-04")).line("11-70"))
                .isEqualByComparingTo("40");
    }

    @Test
    void daysSalesOutstandingComeFromBalancesAndSalesLessCreditNotes() {
        Receivables february = method.receivables(owed.inPeriod("2024-02"));
        assertThat(february.sales()).isEqualByComparingTo("190");
        assertThat(february.daysSalesOutstanding().orElseThrow()).isCloseTo(290.0 / 190 * 29, within(1e-12));
        assertThat(february.bestPossibleDaysSalesOutstanding().orElseThrow())
                .isCloseTo(210.0 / 190 * 29, within(1e-12));
        assertThat(method.receivables(owed.inPeriod("2024-04")).days()).isEqualTo(15);
        assertThat(method.countback(owed, "2024-04").reason()).isEqualTo(Receivables.Stop.PERIOD_WITHOUT_SALES);
        // All 50 of March and 15 of the 190 of February.
        assertThat(method.countback(owed, "2024-03").days()).isCloseTo(31 + 15.0 / 190 * 29, within(1e-12));
        assertThat(method.countback(owed, "2024-02").left()).isEqualByComparingTo("100");
    }

    @Test
    void groupsAddUpAndOtherStoresAreRefused() {
        var groups = owed.by(Grouping.of("who", (Long customer) -> customer == 1 ? "one" : "others"));
        assertThat(groups.inGroup("one").inPeriod("2024-04").money(Item.BALANCE))
                .isEqualByComparingTo("90");
        assertThat(method.ageing(groups.inGroup("others").inPeriod("2024-04")).balance())
                .isEqualByComparingTo("-25");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyOwed.over(Timeline.of(Grain.HOUR, AS_OF)))
                .withMessageContaining("must have periods of whole days");
        HistoryStore<Long> codes = HistoryStore.ofDates((Long row) -> row, (Long row) -> AS_OF)
                .codes(row -> "invoice")
                .from(List.of(1L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.of(codes.named("invoices")))
                .withMessage("track (invoices) must have a column (invoice): read it by Invoices.reader");
        assertThatThrownBy(() -> method.of(codes)).hasMessageContaining("invoices");
    }

    @Test
    void aBookingWithAnotherCodeOfAStoreMadeOtherwiseIsRefused() {
        HistoryStore<Long> other = HistoryStore.ofDates((Long row) -> row, (Long row) -> AS_OF)
                .codes(row -> "refund")
                .amounts(row -> BigDecimal.ONE, InvoicesTest.EUR)
                .text(Invoices.NUMBER, row -> "A")
                .plannedDay(Invoices.DUE, row -> AS_OF)
                .from(List.of(1L))
                .named(Invoices.TRACK);
        assertThatThrownBy(() -> method.of(other))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("code (refund) must be one of [invoice,");
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.integers().between(0, 150),
                        Arbitraries.of(
                                "invoice", "invoice", "payment", "payment", "credit note", "written off", "dispute"),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of("A", "B", "C", "none"),
                        Arbitraries.integers().between(-10, 90))
                .as((customer, day, kind, amount, number, term) -> new Row(
                        customer,
                        LocalDate.of(2024, 1, 1).plusDays(day),
                        kind,
                        "" + amount,
                        number.equals("none") ? null : number,
                        term < 0 || !kind.equals("invoice")
                                ? null
                                : LocalDate.of(2024, 1, 1).plusDays(day + term)))
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 150)
    void whatIsOwedIsWhatTheSimplestBooksSay(
            @ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 0, max = 180) int asOf) {
        LocalDate end = LocalDate.of(2024, 1, 1).plusDays(asOf);
        HistoryStore<Long> read = InvoicesTest.reader().lenient().from(rows);
        List<Row> accepted = accepted(rows, read);
        MoneyOwed months = MoneyOwed.over(Timeline.monthly(end).from(LocalDate.of(2024, 1, 1)));
        PeriodItems<Long, Item> table = months.of(read);
        for (PeriodItems<Long, Item>.InPeriod period : table.periods()) {
            Ageing ageing = months.ageing(period);
            BigDecimal flows = period.money(Item.OPENING)
                    .add(period.money(Item.INVOICED))
                    .subtract(period.money(Item.CREDITED))
                    .subtract(period.money(Item.PAID))
                    .subtract(period.money(Item.WRITTEN_OFF));
            assertThat(flows).isEqualByComparingTo(period.money(Item.BALANCE));
            checkAgainst(naive(accepted, ageing.asOf()), ageing);
            assertThat(ageing.overdue()).isEqualByComparingTo(period.money(Item.OVERDUE));
        }
    }

    /** Rows that a naive bookkeeper takes, in the order in which the reader does. */
    private static List<Row> accepted(List<Row> rows, HistoryStore<Long> read) {
        List<String> order = List.of("invoice", "credit note", "payment", "written off", "dispute");
        List<Row> sorted = rows.stream()
                .sorted(java.util.Comparator.comparing(Row::day).thenComparing(row -> order.indexOf(row.kind())))
                .toList();
        Map<String, Integer> open = new TreeMap<>();
        Map<String, Integer> undisputed = new TreeMap<>();
        List<Row> accepted = new java.util.ArrayList<>();
        for (Row row : sorted) {
            String key = row.customer() + " " + row.invoice();
            int amount = Integer.parseInt(row.amount());
            boolean named = row.invoice() != null;
            boolean takes = switch (row.kind()) {
                case "invoice" -> named && !open.containsKey(key);
                case "payment", "credit note" -> !named || open.getOrDefault(key, 0) >= amount;
                case "written off" -> named && open.getOrDefault(key, 0) >= amount;
                default -> named && undisputed.getOrDefault(key, 0) >= amount;
            };
            if (takes) {
                accepted.add(row);
                if (row.kind().equals("dispute")) {
                    undisputed.merge(key, -amount, Integer::sum);
                } else if (row.kind().equals("invoice")) {
                    open.put(key, amount);
                    undisputed.put(key, amount);
                } else if (named) {
                    open.merge(key, -amount, Integer::sum);
                }
            }
        }
        assertThat(read.events()).isEqualTo(accepted.size());
        return accepted;
    }

    private static Map<String, Integer> naive(List<Row> accepted, LocalDate day) {
        Map<String, Integer> lines = new TreeMap<>();
        for (Row row : accepted) {
            if (row.day().isAfter(day)) {
                continue;
            }
            int amount = Integer.parseInt(row.amount());
            if (row.kind().equals("invoice")) {
                int left = amount
                        - accepted.stream()
                                .filter(other -> other.customer() == row.customer()
                                        && row.invoice().equals(other.invoice())
                                        && !other.day().isAfter(day)
                                        && List.of("payment", "credit note", "written off")
                                                .contains(other.kind()))
                                .mapToInt(other -> Integer.parseInt(other.amount()))
                                .sum();
                lines.merge(line(row, day), left, Integer::sum);
            } else if (row.invoice() == null) {
                lines.merge(
                        row.kind().equals("payment") ? "unapplied payments" : "credit notes", -amount, Integer::sum);
            }
        }
        return lines;
    }

    private static String line(Row invoice, LocalDate day) {
        if (invoice.due() == null) {
            return "no due day";
        }
        long past = day.toEpochDay() - invoice.due().toEpochDay();
        return past <= 0 ? "not due" : past <= 30 ? "1-30" : past <= 60 ? "31-60" : past <= 90 ? "61-90" : "over 90";
    }

    private static void checkAgainst(Map<String, Integer> naive, Ageing ageing) {
        for (Ageing.Line line : ageing.lines()) {
            assertThat(line.amount()).as(line.name()).isEqualByComparingTo("" + naive.getOrDefault(line.name(), 0));
        }
    }
}
