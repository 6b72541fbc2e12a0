package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.ClosedLoop.Item;
import dev.retention.service.RandomRequests.Request;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.testkit.EventLog;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private static Request answered(long customer, int month, int day, int score, @Nullable Integer after) {
        LocalDate on = LocalDate.of(2024, month, day);
        return new Request(
                customer, on.minusDays(3), "nps", on, score, after == null ? null : on.plusDays(after), "boss", null);
    }

    private static final HistoryStore<Long> STORE = RandomRequests.store(List.of(
            answered(1, 2, 1, 3, 2),
            answered(1, 3, 5, 6, null),
            answered(2, 3, 6, 0, 7),
            answered(3, 3, 6, 5, 10),
            answered(4, 3, 29, 2, null),
            answered(5, 3, 29, 9, null),
            answered(6, 1, 29, 1, 1)));

    @Test
    void lowAnswersAreFollowedUpInTimeLateNotAtAllOrStillOpen() {
        PeriodItems<Long, Item> table = ClosedLoop.over(MONTHS, Survey.NPS).of(STORE);
        PeriodItems<Long, Item>.InPeriod march = table.inPeriod("2024-03");
        assertThat(march.members(Item.LOW)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(march.members(Item.FOLLOWED_UP)).containsExactly(2L);
        assertThat(march.members(Item.NOT_FOLLOWED_UP)).containsExactly(1L, 3L);
        assertThat(march.members(Item.LATE)).containsExactly(3L);
        assertThat(march.members(Item.OPEN)).containsExactly(4L);
        assertThat(march.shareOfNumber(Item.FOLLOWED_UP, Item.LOW)).contains(Proportion.of(1, 4));
        assertThat(march.state(Item.FOLLOWED_UP)).isEqualTo(CellState.PARTIAL);
        assertThat(march.state(Item.LOW)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-02").state(Item.OPEN)).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void theTimeToAFollowUpIsCensoredWhereThereIsNone() {
        ClosedLoop loop = ClosedLoop.over(MONTHS, Survey.NPS);
        LifeTable times = loop.times(Sweep.over(STORE).threads(2));
        assertThat(times).isEqualTo(loop.times(Sweep.over(STORE)));
        assertThat(times.totalEnded()).isEqualTo(4);
        assertThat(times.totalCensored()).isEqualTo(2);
        assertThat(KaplanMeier.withDefaults().estimate(times).at(1)).hasValue(5.0 / 6);
        LifeTable march = ClosedLoop.over(MONTHS.from(LocalDate.of(2024, 3, 1)), Survey.NPS)
                .times(Sweep.over(STORE));
        assertThat(march.total()).isEqualTo(4);
    }

    /** Customers 1 to 6 buy in January to March; 2 and 3 are not seen any more from mid-March on. */
    @Test
    void laterLossIsPartedByWhatBecameOfTheLastLowAnswer() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 6, 30)).from(LocalDate.of(2024, 1, 1));
        HistoryStore<Long> orders = HistoryStore.ofDates(
                        (Long row) -> row % 10, row -> LocalDate.of(2024, (int) (row / 10), 10))
                .from(List.of(11L, 12L, 13L, 14L, 15L, 16L, 17L, 31L, 32L, 33L, 34L, 35L, 36L, 37L, 51L, 56L, 55L));
        HistoryStore<Long> all = orders.named("orders").and(STORE);
        ClosedLoop loop = ClosedLoop.over(months, Survey.NPS);
        ChurnTable<Long> churn = CustomerChurn.over(months, Spells.ofOrders(70)).of(all);
        ByGroup<ChurnTable<Long>> parted = churn.by(loop.grouping(Grouping.Reading.AT_PERIOD));
        assertThat(parted.groups())
                .contains(
                        Group.of(ClosedLoop.FOLLOWED_UP),
                        Group.of(ClosedLoop.NOT_FOLLOWED_UP),
                        Group.of(ClosedLoop.NO_LOW_SCORE),
                        Group.MISSING);
        ByGroup<?> atEnd = Sweep.over(all).members(loop.grouping(Grouping.Reading.LATEST), MONTHS);
        assertThat(atEnd.inGroup(ClosedLoop.FOLLOWED_UP))
                .asString()
                .contains("2")
                .contains("6");
        assertThat(atEnd.inGroup(ClosedLoop.NOT_FOLLOWED_UP)).isEqualTo(List.of(1L, 3L));
        assertThat(atEnd.inGroup(ClosedLoop.OPEN)).isEqualTo(List.of(4L));
        assertThat(atEnd.inGroup(ClosedLoop.NO_LOW_SCORE)).isEqualTo(List.of(5L));
        assertThat(atEnd.inGroup(Group.MISSING)).isEqualTo(List.of(7L));
    }

    @Test
    void storesThatDoNotTellAreRefused() {
        HistoryStore<Long> bare = Scores.reader((Integer row) -> 1L, row -> AS_OF, row -> "nps")
                .answered(row -> null, row -> null)
                .from(List.of(1));
        ClosedLoop loop = ClosedLoop.over(MONTHS, Survey.NPS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.of(bare))
                .withMessageContaining("column (followed up)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.times(Sweep.over(bare)))
                .withMessageContaining("column (followed up)");
        assertThatIllegalArgumentException().isThrownBy(() -> loop.within(-1)).withMessageContaining("days (-1)");
        assertThat(loop.within(3).toString()).contains("followed up within 3 days, on scores");
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return RandomRequests.requests();
    }

    @Property(tries = 100)
    void itemsAndTimesAreTheirDefinitions(
            @ForAll("requests") List<Request> requests,
            @ForAll @IntRange(min = 30, max = 760) int until,
            @ForAll @IntRange(max = 20) int days) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(until);
        ClosedLoop loop = ClosedLoop.over(Timeline.monthly(asOf).from(EventLog.FIRST_DAY), Survey.NPS)
                .within(days);
        HistoryStore<Long> store = RandomRequests.store(requests);
        List<Request> low = requests.stream()
                .filter(each -> each.isScored("nps", asOf) && each.score() < 7)
                .toList();
        Predicate<Request> done =
                each -> each.followedUp() != null && !each.followedUp().isAfter(asOf);
        Predicate<Request> inTime =
                done.and(each -> !each.followedUp().isAfter(each.answered().plusDays(days)));
        Predicate<Request> over = each -> !each.answered().plusDays(days).isAfter(asOf);
        for (PeriodItems<Long, Item>.InPeriod in : loop.of(store).periods()) {
            List<Request> own = low.stream()
                    .filter(each ->
                            each.answered().withDayOfMonth(1).equals(in.period().firstDay()))
                    .toList();
            assertThat(in.number(Item.LOW)).isEqualTo(own.size());
            assertThat(in.number(Item.FOLLOWED_UP))
                    .isEqualTo(own.stream().filter(inTime).count());
            assertThat(in.number(Item.OPEN))
                    .isEqualTo(own.stream().filter(inTime.or(over).negate()).count());
            assertThat(in.number(Item.LATE))
                    .isEqualTo(own.stream().filter(done.and(inTime.negate())).count());
            assertThat(in.number(Item.NOT_FOLLOWED_UP))
                    .isEqualTo(in.number(Item.LOW) - in.number(Item.FOLLOWED_UP) - in.number(Item.OPEN));
        }
        LifeTable expected = LifeTable.of(low.stream()
                .map(each -> done.test(each)
                        ? Tenure.ended(ChronoUnit.DAYS.between(each.answered(), each.followedUp()))
                        : Tenure.censored(ChronoUnit.DAYS.between(each.answered(), asOf)))
                .toList());
        assertThat(loop.times(Sweep.over(store))).isEqualTo(expected);
    }
}
