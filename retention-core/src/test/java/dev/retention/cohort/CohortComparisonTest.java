package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohortComparisonTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 3, 31));

    private record Visit(String customer, LocalDate day) {}

    /** 10 customers of plan a and 20 of plan b came in January, of b another 4 in February. */
    private static CohortTable<String> table() {
        List<Visit> visits = new ArrayList<>();
        come(visits, "a", 10, 8, LocalDate.of(2024, 1, 10));
        come(visits, "b", 20, 10, LocalDate.of(2024, 1, 20));
        come(visits, "c", 4, 1, LocalDate.of(2024, 2, 2));
        return CohortRetention.over(MONTHS)
                .of(HistoryStore.ofDates(Visit::customer, Visit::day).from(visits));
    }

    private static void come(List<Visit> visits, String name, int customers, int back, LocalDate first) {
        for (int i = 0; i < customers; i++) {
            visits.add(new Visit(name + i, first));
            if (i < back) {
                visits.add(new Visit(name + i, first.plusMonths(1)));
            }
        }
    }

    private static String plan(String customer) {
        return customer.startsWith("a") ? "annual" : "monthly";
    }

    @Test
    void comparesCellByCellAndPooled() {
        ByGroup<CohortTable<String>> plans = table().by(Grouping.of("plan", CohortComparisonTest::plan));
        CohortComparison comparison = plans.inGroup("annual").comparedWith(plans.inGroup("monthly"));
        ProportionComparison january = comparison.cell("2024-01", 1).orElseThrow();
        assertThat(january).isEqualTo(Proportion.of(8, 10).comparedWith(Proportion.of(10, 20)));
        // The monthly cohort of February has no annual customers beside it: it is not in the pool.
        assertThat(comparison.cohorts(1)).extracting(Period::label).containsExactly("2024-01");
        assertThat(comparison.pooled(1)).contains(january);
        assertThat(comparison.cell("2024-02", 1)).isEmpty();
        assertThat(comparison).hasToString(plans.inGroup("annual") + " against " + plans.inGroup("monthly"));
    }

    @Test
    void poolsSeveralCohorts() {
        CohortTable<String> all = table();
        CohortComparison comparison = all.comparedWith(all);
        assertThat(comparison.cohorts(1)).extracting(Period::label).containsExactly("2024-01", "2024-02");
        assertThat(comparison.pooled(1).orElseThrow().first()).isEqualTo(Proportion.of(19, 34));
        assertThat(comparison.pooled(1).orElseThrow().difference()).isZero();
        assertThat(comparison.cohorts(2)).extracting(Period::label).containsExactly("2024-01");
    }

    @Test
    void hasNoComparisonWhereNothingIsObserved() {
        CohortTable<String> all = table();
        CohortComparison comparison = all.comparedWith(all);
        assertThat(comparison.cell("2024-03", 1)).isEmpty(); // April has not come
        assertThat(comparison.pooled(0)).isPresent();
        CohortTable<String> running = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 2, 15)))
                .of(all.counted().store());
        assertThat(running.comparedWith(running).pooled(1)).isEmpty(); // February is still running
        assertThat(running.comparedWith(running).cell("2024-01", 1)).isPresent(); // a rate so far
    }

    @Test
    void comparesWhatRunsForEverOnRequest() {
        CohortTable<String> later = CohortRetention.over(MONTHS)
                .returning(ReturnRule.OR_LATER)
                .of(table().counted().store());
        CohortComparison comparison = later.comparedWith(later);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.pooled(1))
                .withMessageContaining("never OBSERVED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().comparedWith(later).cohorts(1))
                .withMessageContaining("never OBSERVED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.comparedWith(table()).cohorts(1))
                .withMessageContaining("never OBSERVED");
        assertThat(comparison.pooled(1, CellState.PARTIAL).orElseThrow().first())
                .isEqualTo(Proportion.of(19, 34));
    }

    @Test
    void refusesTablesThatDoNotMatch() {
        CohortTable<String> all = table();
        HistoryStore<String> store = all.counted().store();
        CohortTable<String> narrow = CohortRetention.over(MONTHS).ages(2).of(store);
        CohortTable<String> later = CohortRetention.over(Timeline.monthly(LocalDate.of(2024, 4, 30)))
                .of(store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.comparedWith(narrow))
                .withMessageContaining("must have the cohorts and columns");
        assertThatIllegalArgumentException().isThrownBy(() -> all.comparedWith(later));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> all.comparedWith(all).pooled(9))
                .withMessageContaining("age (9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.comparedWith(all).cell("2024-07", 0));
    }
}
