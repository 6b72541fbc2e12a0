package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.time.AgeClock;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables of many ages, whose returns are kept 64 at a time, and of ages in another unit than the cohorts. */
class CohortAgesTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private record Visit(String customer, LocalDate day) {}

    private static HistoryStore<String> store(List<Visit> visits) {
        return HistoryStore.ofDates(Visit::customer, Visit::day).from(visits);
    }

    private static Timeline days(int size) {
        return Timeline.of(Grain.DAY, FIRST.plusDays(size - 1L)).from(FIRST);
    }

    /** The ages at which a cohort of one is counted. */
    private static Set<Integer> counted(CohortTable<String> table, LocalDate start) {
        Set<Integer> ages = new TreeSet<>();
        for (CohortTable<String>.Cell cell : table.row(start).cells()) {
            if (cell.count().orElse(0) > 0) {
                ages.add(cell.key().age());
            }
        }
        return ages;
    }

    /** Ann comes every day, bob at the edges of 64 ages: whatever the length of the table, each is counted to its end. */
    @Test
    void everyAgeOfALongTableIsCounted() {
        List<Integer> edges = List.of(0, 1, 63, 64, 65, 66, 127, 128, 129, 130, 192, 193);
        for (int size : new int[] {2, 63, 64, 65, 66, 67, 128, 129, 130, 131, 194, 200}) {
            List<Visit> visits = new ArrayList<>();
            IntStream.range(0, size).forEach(age -> visits.add(new Visit("ann", FIRST.plusDays(age))));
            edges.forEach(age -> visits.add(new Visit("bob", FIRST.plusDays(age + 1L))));
            Collections.reverse(visits);
            CohortTable<String> table = CohortRetention.over(days(size)).of(store(visits));
            assertThat(table.columns()).hasSize(size);
            assertThat(counted(table, FIRST))
                    .as("of %s ages", size)
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
            assertThat(counted(table, FIRST.plusDays(1)))
                    .as("of %s ages", size - 1)
                    .containsExactlyElementsOf(
                            edges.stream().filter(age -> age < size - 1).toList());
        }
    }

    /** By its last return, or its first, a customer is counted in a run of ages. */
    @Test
    void runsEndAndBeginAtAReturn() {
        HistoryStore<String> store = store(Stream.of(0, 20, 30)
                .map(age -> new Visit("ann", FIRST.plusDays(age)))
                .toList());
        CohortRetention method = CohortRetention.over(days(40));
        assertThat(counted(method.returning(ReturnRule.OR_LATER).of(store), FIRST))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 30).boxed().toList());
        Set<Integer> later = counted(method.returning(ReturnRule.OR_EARLIER).of(store), FIRST);
        assertThat(later)
                .hasSize(21)
                .contains(0)
                .containsAll(IntStream.range(20, 40).boxed().toList());
        HistoryStore<String> atOnce = store(List.of(new Visit("ann", FIRST), new Visit("ann", FIRST.plusDays(1))));
        assertThat(counted(method.returning(ReturnRule.OR_EARLIER).of(atOnce), FIRST))
                .hasSize(40);
        HistoryStore<String> never = store(List.of(new Visit("ann", FIRST)));
        for (ReturnRule rule : ReturnRule.values()) {
            assertThat(counted(method.returning(rule).of(never), FIRST)).containsExactly(0);
        }
    }

    @Test
    void agesInAnotherUnitReachToTheEndOfTheData() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 29)).from(FIRST);
        HistoryStore<String> store =
                store(List.of(new Visit("ann", FIRST), new Visit("ann", LocalDate.of(2024, 2, 29))));
        CohortTable<String> table =
                CohortRetention.over(months).agesIn(Grain.DAY).of(store);
        assertThat(table.columns()).hasSize(60);
        assertThat(counted(table, FIRST)).containsExactly(0, 59);
    }

    /** Who came at 02:50 and then at 02:10, since the clocks went back, came at age 1 before age 2. */
    @Test
    void agesAreInOrderWhereTimesAreNot() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        HistoryStore<String> store = HistoryStore.ofInstants((Instant visit) -> "ann", visit -> visit)
                .from(Stream.of("2024-10-26T22:30:00Z", "2024-10-27T00:50:00Z", "2024-10-27T01:10:00Z")
                        .map(Instant::parse));
        LocalDate day = LocalDate.of(2024, 10, 27);
        CohortTable<String> table = CohortRetention.over(
                        Timeline.of(Grain.DAY, day).inZone(berlin))
                .agesIn(Grain.HOUR)
                .countingAge(AgeClock.ELAPSED_EXACT)
                .returning(ReturnRule.EVERY_PERIOD_TO)
                .ages(4)
                .of(store);
        assertThat(counted(table, day)).containsExactly(0, 1, 2);
    }

    @Test
    void tablesHaveAnEnd() {
        int most = CohortAxes.MAX_AGES;
        assertThat(CohortAxes.unitColumns(most)).hasSize(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortAxes.unitColumns(most + 1))
                .withMessage("ages (65537) must be at most 65536: name fewer");
        CohortRetention method = CohortRetention.over(days(3));
        assertThat(method.brackets(1, most - 2).rule().cells().size()).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.brackets(1, most - 1))
                .withMessage("the last age (65536) must be below 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortRetention.over(days(most + 1)).rule())
                .withMessage(
                        "a table of 65537 ages is too large (at most 65536): choose a coarser grain, or name fewer ages");
    }

    @Test
    void whatIsNoAgeBracketOrAverageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgeRange(-1, 2))
                .withMessage("first (-1) must be at least 0");
        CohortRetention method = CohortRetention.over(days(3));
        assertThat(method.ages(1).rule().cells().size()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.brackets(1, 0))
                .withMessage("sizes (0) must be at least 1 each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohortAverage.POOLED.of(List.of()))
                .withMessage("cohorts must not be empty: there is no average of nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CohortAverage.Rate(CohortAverage.POOLED, 1, 0, 0.5))
                .withMessage("cohorts (0) must be at least 1");
    }

    @Test
    void cellsSayWhatTheyCount() {
        Period day = Grain.DAY.periodOf(FIRST);
        assertThat(CohortCell.of(day, 3)).hasToString("2024-01-01 age 3");
        assertThat(new CohortCell(day, 3, CohortCell.Part.EXPOSED)).hasToString("2024-01-01 age 3 exposed");
        assertThat(new CohortCell(day, 0, CohortCell.Part.MEMBERS)).hasToString("2024-01-01 members");
    }
}
