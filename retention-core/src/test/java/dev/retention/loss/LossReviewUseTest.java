package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.CustomerCount;
import dev.retention.PValueCorrection;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 400 contracts, of which 15 end in the last quarter of 2024 and 60 in that of 2025, 45 of these after a complaint. */
class LossReviewUseTest {
    private static final Spells LIVE = Spells.between("started", "ended");
    private static final LocalDate END = LocalDate.of(2025, 12, 31);
    private static final Timeline QUARTERS = Timeline.of(Grain.QUARTER, END);
    private static final Grouping HALF = Grouping.of("half", (Integer key) -> key < 100 ? "first" : "second");
    private static final Signal COMPLAINT = Signal.of("tickets", "complaint");

    private record Row(
            int customer,
            LocalDate day,
            String code,
            String amount,
            @Nullable String reason) {}

    private static final HistoryStore<Integer> TRACKS = tracks(0);

    private static HistoryStore<Integer> tracks(int first) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(new Row(first + i, LocalDate.of(2023, 10, 1), "started", "10", null));
            if (i < 75) {
                LocalDate day = LocalDate.of(i < 15 ? 2024 : 2025, 10, 5).plusDays(i);
                rows.add(new Row(first + i, day, "ended", "-10", i % 6 == 0 ? "service" : "price"));
            }
        }
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(row -> new BigDecimal(row.amount()), Currency.getInstance("EUR"))
                .text("reason", Row::reason)
                .from(rows)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(IntStream.range(15, 60)
                                .mapToObj(i -> new Row(
                                        first + i, LocalDate.of(2025, 10, 1).plusDays(i - 15), "complaint", "0", null))
                                .toList())
                        .named("tickets"));
    }

    private static Losses losses(Timeline periods) {
        return Losses.over(periods, LIVE)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(LossCauses.recordedIn("reason"));
    }

    private static LossReviewBuilder<Integer> review() {
        return LossReview.of(Sweep.over(TRACKS), losses(QUARTERS));
    }

    @Test
    void twoValuesThatPartAlikeAreOneTest() {
        LossReview<Integer> plain = review().level(0.9999).inPeriod("2025-Q4");
        LossReview<Integer> review =
                review().traits(TraitRanking.LIFT, HALF).level(0.9999).inPeriod("2025-Q4");
        TraitTable<Integer> traits = review.traits().orElseThrow();
        assertThat(traits.rows()).hasSize(2);
        assertThat(traits.tests()).isEqualTo(1);
        assertThat(review.asked()).isEqualTo(plain.asked() + 1).isEqualTo(4);
        double[] all = IntStream.range(0, 4)
                .mapToDouble(i -> i == 3
                        ? traits.rows().get(0).pValue()
                        : plain.findings().get(i).pValue())
                .toArray();
        double[] adjusted = PValueCorrection.BENJAMINI_HOCHBERG.adjusted(all);
        for (int i = 0; i < 3; i++) {
            String name = plain.findings().get(i).name();
            assertThat(review.findings())
                    .filteredOn(finding -> finding.name().equals(name))
                    .first()
                    .extracting(Finding::adjusted)
                    .isEqualTo(adjusted[i]);
        }
        LossReview<Integer> every = review().traits(
                        TraitRanking.LIFT, of -> of.by(HALF).counting(TraitTests.EVERY_VALUE))
                .inPeriod("2025-Q4");
        assertThat(every.asked()).isEqualTo(5);
    }

    @Test
    void whatTheEarlierReviewProposedAndKnewIsNotSinceThen() {
        LossReview<Integer> earlier = review().issues(IssueBook.empty(), 3).inPeriod("2024-Q4");
        IssueBook<Integer> book = earlier.issues().orElseThrow().book();
        assertThat(book.issues()).hasSize(2);
        LossReview<Integer> next = review().issues(book, 3).inPeriod("2025-Q1");
        assertThat(next.comparedWith(earlier).opened()).isEmpty();
        LocalDate last = LocalDate.of(2024, 12, 31);
        Issue<Integer> fixed = book.issues().get(0).fixedOn(last);
        assertThat(review().issues(book.with(fixed), 3)
                        .inPeriod("2025-Q1")
                        .comparedWith(earlier)
                        .fixed())
                .isEmpty();
        Issue<Integer> later = book.issues().get(0).fixedOn(last.plusDays(1)).closedOn(last.plusDays(2));
        ReviewComparison<Integer> change =
                review().issues(book.with(later), 3).inPeriod("2025-Q1").comparedWith(earlier);
        assertThat(change.fixed()).containsExactly(later);
        assertThat(change.ended()).containsExactly(later);
        LossReview<Integer> knew = review().issues(book.with(later), 3).inPeriod("2024-Q4");
        assertThat(review().issues(book.with(later), 3)
                        .inPeriod("2025-Q1")
                        .comparedWith(knew)
                        .fixed())
                .isEmpty();
    }

    @Test
    void whileAPeriodRunsRatesAreNotCompared() {
        Timeline early = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 11, 10));
        LossReview<Integer> half = LossReview.of(Sweep.over(TRACKS), losses(early))
                .traits(TraitRanking.LIFT, HALF)
                .inPeriod("2025-Q4");
        Timeline next = Timeline.of(Grain.QUARTER, LocalDate.of(2026, 3, 31));
        LossReview<Integer> first = LossReview.of(Sweep.over(TRACKS), losses(next))
                .traits(TraitRanking.LIFT, HALF)
                .inPeriod("2026-Q1");
        ReviewComparison<Integer> change = first.comparedWith(half);
        assertThat(change.lost()).isEmpty();
        assertThat(change.fresh()).isEmpty();
        assertThat(change)
                .hasToString(
                        "2026-Q1 against 2025-Q4: 0 customers lost, against 22 in 2025-Q4 so far; 2025-Q4 was not over"
                                + " when it was reviewed, so that rates are not compared; no longer found: half = first");
        LossReview<Integer> before = review().traits(TraitRanking.LIFT, HALF).inPeriod("2024-Q4");
        assertThat(before.findings()).isNotEmpty();
        Timeline begun = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 10, 2));
        assertThat(LossReview.of(Sweep.over(TRACKS), losses(begun))
                        .inPeriod("2025-Q4")
                        .comparedWith(before))
                .hasToString("2025-Q4 against 2024-Q4: 0 customers lost so far, against 15 in 2024-Q4;"
                        + " 2025-Q4 was not over when it was reviewed, so that rates are not compared");
    }

    @Test
    void reviewsByOtherDefinitionsOrOfOtherCustomersAreRefused() {
        LossReview<Integer> last = review().inPeriod("2025-Q4");
        LossReview<Integer> orders = LossReview.of(
                        Sweep.over(TRACKS),
                        Losses.over(QUARTERS, Spells.ofOrders(90)).on("contracts"))
                .inPeriod("2025-Q3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.comparedWith(orders))
                .withMessageContaining("must count as the later review: losses, ");
        LossReview<Integer> filtered = LossReview.of(
                        Sweep.over(TRACKS), losses(QUARTERS).counting(EventFilter.of("started", "ended")))
                .inPeriod("2025-Q3");
        assertThatIllegalArgumentException().isThrownBy(() -> last.comparedWith(filtered));
        LossReview<Integer> others =
                LossReview.of(Sweep.over(tracks(1_000)), losses(QUARTERS)).inPeriod("2025-Q3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.comparedWith(others))
                .withMessageContaining("must have customers in common with the later review");
    }

    @Test
    void theLostAreValuedByAWorthThatIsTold() {
        HistoryStore<Integer> list = HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(row -> new BigDecimal(row.amount()), Currency.getInstance("EUR"))
                .from(List.of(new Row(1, LocalDate.of(2025, 11, 1), "", "40", null)));
        LossReviewBuilder<Integer> listed = LossReview.of(
                        Sweep.over(list), Losses.ofList(QUARTERS).worth(LossValue.listed(LossWorth.LAST)))
                .calls(CallChoice.of(1, CallRule.VALUE, END), List.of());
        assertThat(listed.inPeriod("2025-Q4")
                        .calls()
                        .orElseThrow()
                        .entries()
                        .get(0)
                        .candidate()
                        .value())
                .contains(new BigDecimal("40.00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listed.valuedBy(LossWorth.LIFETIME))
                .withMessage("worth (lifetime) must be one that Losses.worth tells: [last]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listed.fix("I-1", FixEffect.of(END, Grain.QUARTER, 1, 1), HALF, "first"))
                .withMessageStartingWith("issue (I-1) cannot be followed up: a list of losses tells no rates");
    }

    @Test
    void aWorthDoesNotChangeWhoIsCounted() {
        Losses alone = Losses.over(QUARTERS, Spells.ofOrders(300)).on("contracts");
        LossReview<Integer> plain = LossReview.of(Sweep.over(TRACKS), alone).inPeriod("2025-Q4");
        LossReview<Integer> valued = LossReview.of(Sweep.over(TRACKS), alone.worth(LossValue.ofOrders()))
                .inPeriod("2025-Q4");
        for (LossReview<Integer> each : List.of(plain, valued)) {
            Scoreboard<Integer>.InPeriod board = each.scoreboard().orElseThrow();
            ScoreboardLine<Integer> lost = board.line(Scoreboard.Metric.LOST).orElseThrow();
            assertThat(lost.figures().customers()).isEqualTo(each.losses().customers(LossItem.LOST));
            assertThat(lost.members()).isEqualTo(each.losses().members(LossItem.LOST));
            assertThat(board.line(Scoreboard.Metric.NEW).orElseThrow().figures().customers())
                    .isEqualTo(each.churn().orElseThrow().count(CustomerCount.NEW));
            assertThat(each.words()).noneMatch(words -> words.contains("reconcile()"));
        }
        assertThat(valued.scoreboard()
                        .orElseThrow()
                        .line(Scoreboard.Metric.LOST)
                        .orElseThrow()
                        .figures()
                        .value())
                .isEqualTo(valued.losses().value(LossItem.LOST, LossWorth.YEAR_BEFORE));
    }

    @Test
    void whatIsTestedByItselfIsSaidToBe() {
        assertThat(review().inPeriod("2025-Q4").words())
                .anyMatch(words -> words.startsWith("by itself, at 95 %: against 3.75 % (15 per 400) in 2024-Q4")
                        || words.startsWith("by itself, at 95 %: against 3.8 %"))
                .noneMatch(words -> words.startsWith("against"));
    }

    @Test
    void partsOfOtherSpellsOrEndsAreRefused() {
        Timeline earlier = Timeline.monthly(LocalDate.of(2025, 6, 30));
        LossReviewBuilder<Integer> ends =
                review().signals(Signals.over(earlier, LIVE).on("contracts").asking(COMPLAINT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ends.inPeriod("2025-Q4"))
                .withMessageStartingWith("signals (")
                .withMessageContaining("must have the end of the data of the losses");
        LossReviewBuilder<Integer> spells = review().signals(Signals.over(QUARTERS, Spells.ofOrders(30))
                .on("contracts")
                .asking(COMPLAINT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spells.inPeriod("2025-Q4"))
                .withMessageContaining("must have the spells of the losses");
        LossReviewBuilder<Integer> track =
                review().winBack(WinBack.over(QUARTERS, LIVE).on("tickets").calledBy("contracts"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> track.inPeriod("2025-Q4"))
                .withMessage("winBack (on tickets) must be on the track of the losses: contracts");
        Scoreboard<Integer> late = Scoreboard.of(CustomerChurn.over(QUARTERS.from(LocalDate.of(2025, 10, 1)), LIVE)
                .of(TRACKS.track("contracts")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().scoreboard(late).inPeriod("2025-Q3"))
                .withMessageStartingWith("board (scoreboard of ")
                .withMessageEndingWith("must have the period of the review: 2025-Q3");
    }

    @Test
    void aSignalThatCannotBeTestedIsSaidToBeAbsent() {
        LossReview<Integer> review = review().signals(
                        Signals.over(QUARTERS, LIVE).on("contracts").within(60).asking(COMPLAINT))
                .inPeriod("2025-Q4");
        assertThat(review.signals().orElseThrow().signals().get(0).pValue()).isEmpty();
        assertThat(review.absent())
                .anyMatch(words -> words.startsWith(
                        "whether \"complaint\" on tickets announces losses: needs periods at whose start"));
    }

    @Test
    void aFixIsThatOfTheBook() {
        LocalDate day = LocalDate.of(2025, 1, 1);
        IssueBook<Integer> book =
                IssueBook.of(List.of(Issue.<Integer>opened("I-1", "Too dear", IssueSource.CALL, day.minusDays(9))
                        .fixedOn(day)));
        LossReviewBuilder<Integer> begun = review().issues(book, 3);
        FixEffect effect = FixEffect.of(day, Grain.QUARTER, 2, 2);
        assertThat(begun.fix("I-1", effect, HALF, "first").inPeriod("2025-Q4").fixes())
                .containsOnlyKeys("I-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun.fix("I-2", effect, HALF, "first").inPeriod("2025-Q4"))
                .withMessage("issue (I-2) must be one of the book: [I-1]");
        FixEffect other = FixEffect.of(day.plusDays(1), Grain.QUARTER, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun.fix("I-1", other, HALF, "first").inPeriod("2025-Q4"))
                .withMessageEndingWith("must be on the day on which the book has it fixed: 2025-01-01");
    }
}
