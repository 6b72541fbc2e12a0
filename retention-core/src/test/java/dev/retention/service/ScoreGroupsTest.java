package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.service.RandomRequests.Request;
import dev.retention.testkit.EventLog;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreGroupsTest {
    private static ScoreCounts csat(long... counts) {
        return ScoreCounts.of(Survey.CSAT, counts);
    }

    private static ScoreGroups<String> groups() {
        Map<String, ScoreCounts> counts = new LinkedHashMap<>();
        counts.put("small", csat(1, 0, 0, 0, 1));
        counts.put("large", csat(20, 20, 30, 20, 10));
        counts.put("good", csat(1, 2, 7, 50, 40));
        counts.put("silent", csat(0, 0, 0, 0, 0));
        return ScoreGroups.of(counts);
    }

    @Test
    void theWorstIsThatWhichIsSurelyBadAndNotTheSmallest() {
        List<ScoreGroups.Low<String>> worst = groups().worstFirst(0.95);
        assertThat(worst).extracting(ScoreGroups.Low::group).containsExactly("large", "small", "good");
        assertThat(worst.get(1).share()).isEqualTo(Proportion.of(1, 2));
        assertThat(worst.get(0)).hasToString("large: low 40.0 % (40 of 100), [30.9 %, 49.8 %]");
        assertThat(groups().shrunkenLowShares().inGroup("small").mean()).isLessThan(0.5);
        assertThat(groups().meanOfMeans().orElseThrow().mean()).isCloseTo((3 + 2.8 + 4.26) / 3, within(1e-12));
        assertThat(groups()).hasToString("scores of 4 groups");
    }

    @Test
    void smallGroupsAreDrawnTowardsTheMeanAndRankedByTheirBounds() {
        List<ScoreGroups.Shrunken<String>> lowest = groups().lowestMeans(0.95);
        assertThat(lowest).extracting(ScoreGroups.Shrunken::group).containsExactly("large", "small", "good");
        ScoreGroups.Shrunken<String> small = lowest.get(1);
        assertThat(small.mean()).isBetween(3.0, 4.26);
        assertThat(small.interval().width())
                .isGreaterThan(lowest.get(0).interval().width());
        assertThat(small.toString()).startsWith("small: 2 answers, shrunken mean 3.");
    }

    @Test
    void groupsThatDifferByChanceAloneHaveOneMean() {
        Map<String, ScoreCounts> alike =
                Map.of("a", csat(1, 0, 0, 0, 1), "b", csat(2, 0, 0, 0, 2), "c", csat(1, 1, 0, 1, 1));
        assertThat(ScoreGroups.of(alike).lowestMeans(0.9))
                .allSatisfy(each -> assertThat(each.mean()).isCloseTo(3, within(1e-12)));
        Map<String, ScoreCounts> certain =
                Map.of("a", csat(0, 2, 0, 0, 0), "b", csat(0, 0, 3, 0, 0), "c", csat(0, 0, 0, 0, 1));
        assertThat(ScoreGroups.of(certain).lowestMeans(0.9))
                .extracting(ScoreGroups.Shrunken::mean)
                .containsExactly(2.0, 3.0, 5.0);
        Map<String, ScoreCounts> one =
                Map.of("a", csat(0, 2, 0, 0, 0), "b", csat(0, 3, 0, 0, 0), "c", csat(0, 1, 0, 0, 0));
        assertThat(ScoreGroups.of(one).lowestMeans(0.9))
                .allSatisfy(each -> assertThat(each.interval().upper()).isEqualTo(2));
    }

    @Test
    void fewGroupsOrScalesApartAreRefused() {
        ScoreGroups<String> two = ScoreGroups.of(Map.of("a", csat(1, 0, 0, 0, 1), "b", csat(2, 0, 0, 0, 2)));
        assertThatIllegalStateException().isThrownBy(() -> two.lowestMeans(0.9)).withMessageContaining("2 groups");
        assertThatIllegalStateException().isThrownBy(two::shrunkenLowShares).withMessageContaining("2 groups");
        ScoreGroups<Integer> single =
                ScoreGroups.of(Map.of(1, csat(1, 0, 0, 0, 0), 2, csat(1, 0, 0, 0, 0), 3, csat(1, 0, 0, 0, 0)));
        assertThatIllegalStateException()
                .isThrownBy(() -> single.lowestMeans(0.9))
                .withMessageContaining("no group has two answers");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ScoreGroups.of(Map.of(1, csat(1, 0, 0, 0, 0), 2, ScoreCounts.of(Survey.CES, new long[7]))))
                .withMessageContaining("counts");
        assertThat(ScoreGroups.of(Map.of()).meanOfMeans()).isEmpty();
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return RandomRequests.requests();
    }

    @Property(tries = 60)
    void aStoreIsCountedByColumnAndByCustomerOnAnyNumberOfThreads(
            @ForAll("requests") List<Request> requests, @ForAll @IntRange(min = 60, max = 760) int until) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(until);
        LocalDate from = asOf.withDayOfMonth(1).minusMonths(1);
        HistoryStore<Long> store = RandomRequests.store(requests);
        Timeline months = Timeline.monthly(asOf).from(from);
        Map<String, ScoreCounts> byProject = new TreeMap<>();
        Map<Long, ScoreCounts> byCustomer = new TreeMap<>();
        for (Request each : requests) {
            if (each.isScored("nps", asOf) && !each.answered().isBefore(from)) {
                long[] one = new long[11];
                one[each.score()] = 1;
                ScoreCounts counts = ScoreCounts.of(Survey.NPS, one);
                byCustomer.merge(each.customer(), counts, ScoreCounts::plus);
                if (each.project() != null) {
                    byProject.merge(each.project(), counts, ScoreCounts::plus);
                }
            }
        }
        for (int threads : new int[] {1, 3}) {
            Sweep<Long> sweep = Sweep.over(store).threads(threads);
            assertThat(ScoreGroups.byColumn(Scores.PROJECT, Survey.NPS, sweep, months)
                            .counts())
                    .containsExactlyEntriesOf(byProject);
            assertThat(ScoreGroups.byCustomer(Survey.NPS, sweep, months).counts())
                    .containsExactlyEntriesOf(byCustomer);
        }
    }

    @Property(tries = 100)
    void shrunkenMeansLieBetweenTheirOwnAndThatOfAll(
            @ForAll @Size(min = 3, max = 8) List<@Size(5) List<@IntRange(max = 6) Integer>> counts) {
        Map<Integer, ScoreCounts> groups = new LinkedHashMap<>();
        for (List<Integer> each : counts) {
            groups.put(
                    groups.size(),
                    csat(each.stream().mapToLong(Integer::longValue).toArray()));
        }
        List<ScoreCounts> answered =
                groups.values().stream().filter(each -> each.answers() > 0).toList();
        if (answered.size() < 3 || answered.stream().allMatch(each -> each.answers() == 1)) {
            return;
        }
        List<Double> means = new ArrayList<>();
        answered.forEach(each -> means.add(each.average().orElseThrow()));
        double least = means.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = means.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double upper = Double.NEGATIVE_INFINITY;
        for (ScoreGroups.Shrunken<Integer> each : ScoreGroups.of(groups).lowestMeans(0.8)) {
            assertThat(each.mean()).isBetween(least - 1e-12, most + 1e-12);
            assertThat(each.interval().upper()).isGreaterThanOrEqualTo(upper);
            upper = each.interval().upper();
        }
    }
}
