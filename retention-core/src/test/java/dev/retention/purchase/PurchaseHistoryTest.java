package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseHistoryTest {
    private record Purchase(int customer, LocalDate day) {}

    private static HistoryStore<Integer> store(String... rows) {
        return HistoryStore.ofDates(Purchase::customer, Purchase::day)
                .from(Stream.of(rows)
                        .map(row -> row.split(" "))
                        .map(cells -> new Purchase(Integer.parseInt(cells[0]), LocalDate.parse(cells[1]))));
    }

    /** The example of lifetimes' tests/test_utils.py, observed to 7 February 2015, in weeks from Monday. */
    @Test
    void calendarWeeksOfLifetimes() {
        HistoryStore<Integer> store = store(
                "1 2015-01-01",
                "1 2015-02-06",
                "2 2015-01-01",
                "3 2015-01-01",
                "3 2015-01-02",
                "3 2015-01-05",
                "4 2015-01-16",
                "4 2015-02-02",
                "4 2015-02-05",
                "5 2015-01-16",
                "5 2015-01-17",
                "5 2015-01-18",
                "6 2015-02-02");
        Timeline weeks = Timeline.of(Grain.weekStarting(DayOfWeek.MONDAY), LocalDate.of(2015, 2, 7));
        assertThat(inPeriods(store, weeks))
                .containsExactly(
                        PurchaseHistory.of(1, 5, 5),
                        PurchaseHistory.of(0, 0, 5),
                        PurchaseHistory.of(1, 1, 5),
                        PurchaseHistory.of(1, 3, 3),
                        PurchaseHistory.of(0, 0, 3),
                        PurchaseHistory.of(0, 0, 0));
    }

    private static List<PurchaseHistory> inPeriods(HistoryStore<Integer> store, Timeline timeline) {
        return Sweep.over(store).collect(timeline, Collectors.mapping(PurchaseHistory::inPeriods, Collectors.toList()));
    }

    @Test
    void daysAreTheSameEitherWay() {
        HistoryStore<Integer> store = store("7 2015-01-01", "7 2015-01-04", "7 2015-01-04", "8 2015-01-03");
        LocalDate asOf = LocalDate.of(2015, 1, 9);
        CustomerPurchases<Integer> counted = PurchaseCounting.daily(asOf).of(store);
        assertThat(inPeriods(store, Timeline.of(Grain.DAY, asOf)))
                .containsExactly(counted.history(0), counted.history(1));
    }

    @Test
    void whatCameBeforeTheFirstPeriodShownCounts() {
        HistoryStore<Integer> store = store("1 2014-11-20", "1 2015-02-03");
        Timeline months = Timeline.monthly(LocalDate.of(2015, 3, 31)).from(LocalDate.of(2015, 1, 1));
        assertThat(inPeriods(store, months)).containsExactly(PurchaseHistory.of(1, 3, 4));
    }

    @Test
    void refusesImpossibleHistories() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(-1, 0, 1))
                .withMessageContaining("frequency (-1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(1, 3, 2))
                .withMessageContaining("recency (3.0) must be in [0, age = 2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(0, 1, 2))
                .withMessageContaining("without repeat purchase");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(1, Double.NaN, 2))
                .withMessageContaining("recency (NaN)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(1, 0, Double.POSITIVE_INFINITY))
                .withMessageContaining("age (Infinity)");
    }

    /** Their powers in the models' formulas would overflow or vanish. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                -1,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                9.99e-121,
                1.01e120,
                Double.MAX_VALUE
            })
    void refusesAgesThatNoUnitOfTimeExplains(double age) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(0, 0, age))
                .withMessage("age (%s) must be 0 or in [1e-120, 1e120]", age);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-120, 1e120})
    void takesTheShortestAndLongestAges(double age) {
        assertThat(PurchaseHistory.of(0, 0, age).age()).isEqualTo(Math.abs(age));
    }
}
