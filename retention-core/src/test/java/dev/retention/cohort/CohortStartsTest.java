package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Proportion;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.AgeClock;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hangs on the start of customers: amounts of column 0, given days, and how long they could be looked at. */
class CohortStartsTest {
    private static final Timeline TO_JUNE = Timeline.monthly(LocalDate.of(2024, 6, 30));

    private record Order(String customer, LocalDate day, String code, BigDecimal amount) {}

    private static HistoryStore<String> orders(String... lines) {
        return HistoryStore.ofDates(Order::customer, Order::day)
                .codes(Order::code)
                .amounts(Order::amount, Currency.getInstance("EUR"))
                .from(Stream.of(lines)
                        .map(line -> line.split(" "))
                        .map(word -> new Order(word[0], LocalDate.parse(word[1]), word[2], new BigDecimal(word[3]))));
    }

    private static final HistoryStore<String> STORE = orders(
            "ann 2024-01-14 first 10.00",
            "ann 2024-02-13 order 20.00",
            "ann 2024-02-14 order 30.00",
            "ann 2024-05-20 order 40.00",
            "ann 2024-06-20 order 1.00",
            "bob 2024-02-20 first 5.00");

    private static BigDecimal amount(CohortTable<String> table, String cohort, int age) {
        return table.cell(cohort, age).amount().orElseThrow();
    }

    /** Ann's first month lasts to 13 February, whether or not she comes again in the months that are shown. */
    @Test
    void columnZeroHasTheAmountsOfTheFirstMonth() {
        CohortRetention method = CohortRetention.over(TO_JUNE).countingAge(AgeClock.ANNIVERSARY);
        for (CohortTable<String> table :
                List.of(method.of(STORE), method.ages(2).of(STORE))) {
            assertThat(amount(table, "2024-01", 0)).isEqualByComparingTo("30");
            assertThat(amount(table, "2024-01", 1)).isEqualByComparingTo("30");
            assertThat(amount(table, "2024-02", 0)).isEqualByComparingTo("5");
        }
        assertThat(amount(method.of(STORE), "2024-01", 4)).isEqualByComparingTo("40");
    }

    @Test
    void agesCountFromTheGivenDay() {
        Map<String, LocalDate> signUp = Map.of("ann", LocalDate.of(2024, 1, 20), "bob", LocalDate.of(2024, 7, 1));
        CohortTable<String> table = CohortRetention.over(TO_JUNE)
                .anchoredOnDate("sign-up", signUp::get)
                .countingAge(AgeClock.ANNIVERSARY)
                .columnZero(ColumnZero.RETURN_EVENT)
                .of(STORE);
        // What came before 20 January is no return, and who signs up in July is not known yet.
        assertThat(table.row("2024-01")).hasToString("2024-01 (1)");
        assertThat(table.size()).isEqualTo(1);
        assertThat(amount(table, "2024-01", 0)).isEqualByComparingTo("50");
        assertThat(table.cell("2024-01", 1).count()).hasValue(0);
        assertThat(table.cell("2024-01", 4).count()).hasValue(1);
        // The group is that of the day of the sign-up.
        ByGroup<CohortTable<String>> days = table.by(
                Grouping.of("day", Grouping.Reading.AT_ANCHOR, (String customer, LocalDate day) -> day.toString()));
        assertThat(days.groups()).containsExactly(Group.of("2024-01-20"));
        assertThat(table.by(List.of(Grouping.<String>of("customer", customer -> customer)))
                        .get(0)
                        .inGroup("ann")
                        .size())
                .isEqualTo(1);
    }

    /** As of 15 June the month of June is not over for anybody: it is age 4 of February and age 5 of January. */
    @Test
    void onlyPeriodsThatAreOverCountWhereTheyMustBe() {
        CohortRetention method = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 6, 15)));
        CohortTable<String> whole = method.of(STORE);
        CohortTable<String> elapsed =
                method.outOf(CohortDenominator.PERIOD_ELAPSED).of(STORE);
        assertThat(elapsed.cell("2024-02", 3).rate()).contains(Proportion.of(0, 1));
        assertThat(elapsed.cell("2024-02", 4).rate()).isEmpty();
        assertThat(whole.cell("2024-02", 4).rate()).contains(Proportion.of(0, 1));
        assertThat(elapsed.cell("2024-01", 4).rate()).contains(Proportion.of(1, 1));
        assertThat(elapsed.cell("2024-01", 5).rate()).isEmpty();
    }

    @Test
    void eventsThatAreNotCountedAreNotThere() {
        CohortTable<String> table =
                CohortRetention.over(TO_JUNE).counting(EventFilter.of("order")).of(STORE);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.row("2024-02").members()).containsExactly("ann");
        assertThat(table.cell("2024-02", 3).count()).hasValue(1);
    }

    @Test
    void onlyCodesThatNoEventHasAreNamed() {
        assertThat(CohortRetention.over(TO_JUNE)
                        .startingWith("first", "frist")
                        .of(STORE)
                        .warnings())
                .containsExactly("no event has the code frist: there are [first, order]");
    }
}
