package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Measured;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.RandomRequests.Request;
import dev.retention.service.SurveyRequests.Item;
import dev.retention.testkit.EventLog;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurveyRequestsTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private static Request asked(long customer, int month, int day, @Nullable Integer after, String role) {
        LocalDate asked = LocalDate.of(2024, month, day);
        LocalDate answered = after == null ? null : asked.plusDays(after);
        return new Request(customer, asked, "nps", answered, after == null ? null : 8, null, role, null);
    }

    private static final HistoryStore<Long> STORE = RandomRequests.store(List.of(
            asked(1, 1, 5, 3, "boss"),
            asked(1, 2, 5, null, "user"),
            asked(1, 3, 5, 1, "user"),
            asked(2, 3, 1, 20, "boss"),
            asked(3, 3, 25, null, "boss"),
            asked(4, 3, 2, null, "user")));

    @Test
    void theResponseRateLiesBetweenBoundsWhileRequestsAreOpen() {
        PeriodItems<Long, Item> table = SurveyRequests.over(MONTHS).within(14).of(STORE);
        PeriodItems<Long, Item>.InPeriod march = table.inPeriod("2024-03");
        assertThat(SurveyRequests.leastResponse(march)).contains(Proportion.of(1, 4));
        assertThat(SurveyRequests.mostResponse(march)).contains(Proportion.of(2, 4));
        assertThat(march.members(Item.NOT_ANSWERED)).containsExactly(2L, 4L);
        assertThat(march.members(Item.OPEN)).containsExactly(3L);
        assertThat(march.members(Item.LATE)).containsExactly(2L);
        assertThat(march.state(Item.ANSWERED)).isEqualTo(CellState.PARTIAL);
        assertThat(march.state(Item.ASKED)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-02").state(Item.ANSWERED)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-02").state(Item.LATE)).isEqualTo(CellState.PARTIAL);
        PeriodItems<Long, Item> none =
                SurveyRequests.over(MONTHS).of(Survey.CSAT).of(STORE);
        assertThat(SurveyRequests.leastResponse(none.inPeriod("2024-03"))).isEmpty();
        assertThat(SurveyRequests.mostResponse(none.inPeriod("2024-03"))).isEmpty();
    }

    @Test
    void whoIsAskedOftenAndWhetherADecisionMakerAnswersIsCounted() {
        SurveyRequests requests = SurveyRequests.over(MONTHS).covering("boss");
        PeriodItems<Long, Item> table = requests.of(STORE);
        assertThat(table.inPeriod("2024-03").members(Item.ASKED_OFTEN)).containsExactly(1L);
        assertThat(requests.often(2, 31).of(STORE).inPeriod("2024-02").members(Item.ASKED_OFTEN))
                .isEmpty();
        assertThat(requests.often(2, 32).of(STORE).inPeriod("2024-02").members(Item.ASKED_OFTEN))
                .containsExactly(1L);
        assertThat(table.inPeriod("2024-03").share(Item.HEARD, Item.ASKED)).contains(Proportion.of(1, 4));
        assertThat(table.inPeriod("2024-03").share(Item.HEARD, Item.REACHED)).contains(Proportion.of(1, 2));
        assertThat(requests.toString())
                .startsWith("requests for scores of any survey, answered within 30 days, often from 3 in 90 days on,"
                        + " covering \"boss\", on scores, ");
    }

    @Test
    void requestsPerCustomerAreAMeasure() {
        Measured<Long> measured = Sweep.over(STORE)
                .measure(SurveyRequests.over(Timeline.monthly(AS_OF)).requestsWithin(30));
        // The 1st of March is the 31st day before.
        assertThat(measured.column().sorted()).containsExactly(0, 1, 1, 1);
        assertThat(measured.column().of(2L)).hasValue(0);
        Measured<Long> longer = Sweep.over(STORE)
                .measure(SurveyRequests.over(Timeline.monthly(AS_OF)).requestsWithin(60));
        assertThat(longer.column().of(1L)).hasValue(2);
        Measured<Long> none = Sweep.over(STORE)
                .measure(SurveyRequests.over(Timeline.monthly(AS_OF))
                        .of(Survey.CSAT)
                        .requestsWithin(60));
        assertThat(none.column().sorted()).containsOnly(0);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        SurveyRequests requests = SurveyRequests.over(MONTHS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.within(-1))
                .withMessageContaining("days (-1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.often(1, 9))
                .withMessageContaining("times (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.often(2, 0))
                .withMessageContaining("days (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.requestsWithin(0))
                .withMessageContaining("days (0)");
        HistoryStore<Long> bare = Scores.reader((Integer row) -> 1L, row -> AS_OF, row -> "nps")
                .answered(row -> null, row -> null)
                .from(List.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.covering("boss").of(bare))
                .withMessageContaining("column (role)");
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return RandomRequests.requests();
    }

    @Property(tries = 100)
    void itemsAreTheirDefinitions(
            @ForAll("requests") List<Request> requests,
            @ForAll @IntRange(min = 30, max = 760) int until,
            @ForAll @IntRange(max = 60) int days) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(until);
        Timeline months = Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
        PeriodItems<Long, Item> table = SurveyRequests.over(months)
                .within(days)
                .often(2, 40)
                .covering("boss")
                .of(RandomRequests.store(requests));
        List<Request> known =
                requests.stream().filter(each -> each.isKnown(asOf)).toList();
        Predicate<Request> answered =
                each -> each.answered() != null && !each.answered().isAfter(asOf);
        Predicate<Request> inTime = answered.and(each ->
                !Objects.requireNonNull(each.answered()).isAfter(each.asked().plusDays(days)));
        Predicate<Request> over = each -> !each.asked().plusDays(days).isAfter(asOf);
        for (PeriodItems<Long, Item>.InPeriod in : table.periods()) {
            List<Request> asked = known.stream()
                    .filter(each ->
                            each.asked().withDayOfMonth(1).equals(in.period().firstDay()))
                    .toList();
            check(in, Item.ASKED, asked, each -> true);
            check(in, Item.ANSWERED, asked, inTime);
            check(in, Item.NOT_ANSWERED, asked, inTime.negate().and(over));
            check(in, Item.OPEN, asked, inTime.negate().and(over.negate()));
            check(in, Item.LATE, asked, answered.and(inTime.negate()));
            check(in, Item.REACHED, asked, each -> each.role().equals("boss"));
            check(in, Item.HEARD, asked, inTime.and(each -> each.role().equals("boss")));
            assertThat(in.number(Item.ASKED_OFTEN))
                    .isEqualTo(often(known, in.period().firstDay()));
        }
    }

    /** Requests of a month before which the customer had another within 40 days, one of one day being first. */
    private static long often(List<Request> known, LocalDate month) {
        List<Request> inOrder =
                known.stream().sorted(Comparator.comparing(Request::asked)).toList();
        return IntStream.range(0, inOrder.size())
                .filter(i -> inOrder.get(i).asked().withDayOfMonth(1).equals(month))
                .filter(i -> inOrder.subList(0, i).stream()
                        .anyMatch(other -> other.customer() == inOrder.get(i).customer()
                                && other.asked().isAfter(inOrder.get(i).asked().minusDays(40))))
                .count();
    }

    private static void check(
            PeriodItems<Long, Item>.InPeriod in, Item item, List<Request> asked, Predicate<Request> is) {
        List<Request> all = asked.stream().filter(is).toList();
        assertThat(in.number(item)).as("%s", item).isEqualTo(all.size());
        assertThat(in.customers(item))
                .isEqualTo(all.stream().map(Request::customer).distinct().count());
    }
}
