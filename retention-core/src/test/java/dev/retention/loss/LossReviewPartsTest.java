package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.CustomerChurn;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What else a review of contracts holds: calls, issues, traits, reasons, fixes, returns. */
class LossReviewPartsTest extends ReviewedContracts {
    @Test
    void callsAreOfTheLossesByTheirWorth() {
        LossReviewBuilder<Integer> byValue = review().calls(CallChoice.of(2, CallRule.VALUE, CALLED), List.of());
        // In the days before the losses, 50.00 a month for 161 days and 20.00 for 115.
        assertThat(byValue.inPeriod("2025-Q2").calls().orElseThrow().customers())
                .containsExactly(3, 1);
        assertThat(byValue.valuedBy(LossWorth.LAST)
                        .inPeriod("2025-Q2")
                        .calls()
                        .orElseThrow()
                        .entries()
                        .get(0)
                        .candidate()
                        .value())
                .contains(new BigDecimal("50.00"));
        CallChoice drawn = CallChoice.of(2, CallRule.DRAWN, CALLED);
        IntFunction<List<Integer>> draw = seed -> review().calls(drawn, List.of(), new SplittableRandom(seed))
                .inPeriod("2025-Q2")
                .calls()
                .orElseThrow()
                .customers();
        assertThat(draw.apply(7)).isEqualTo(draw.apply(7)).hasSize(2);
        assertThat(review().calls(
                                CallChoice.of(2, CallRule.VALUE, CALLED),
                                List.of(CallRecord.of(3, CALLED.minusDays(9))))
                        .inPeriod("2025-Q2")
                        .calls()
                        .orElseThrow()
                        .resting())
                .containsExactly(3);
        assertThatIllegalArgumentException().isThrownBy(() -> review().calls(drawn, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        review().calls(CallChoice.of(2, CallRule.VALUE, CALLED), List.of(), new SplittableRandom(1)));
    }

    @Test
    void issuesAreCarriedFromReviewToReview() {
        Issue<Integer> price = Issue.<Integer>opened(
                        "I-1", "Too dear", IssueSource.FRONT_LINE, LocalDate.of(2025, 1, 2))
                .about("price");
        IssueUpdate<Integer> first = review().issues(IssueBook.of(List.of(price)), 1)
                .inPeriod("2025-Q1")
                .issues()
                .orElseThrow();
        assertThat(first.book().find("I-1").orElseThrow().customers()).hasSize(1);
        LossReview<Integer> second = review().issues(first.book(), 1).inPeriod("2025-Q2");
        IssueUpdate<Integer> update = second.issues().orElseThrow();
        assertThat(update.grown()).extracting(Issue::id).containsExactly("I-1");
        assertThat(update.book().find("I-1").orElseThrow().customers()).hasSize(3);
        assertThat(update.proposed()).hasSize(1);
        assertThat(update.proposed().get(0).causes()).containsExactly("trial");
        assertThat(update.proposed().get(0).opened()).isEqualTo(LocalDate.of(2025, 6, 30));
        assertThat(second.comparedWith(review().inPeriod("2025-Q1")).opened()).isEqualTo(update.proposed());
    }

    @Test
    void traitsAreReadOnTheDayBefore() {
        // On 1 April all change hands, which the review of the second quarter must not know.
        HistoryStore<Integer> owners = HistoryStore.ofDates(Row::customer, Row::day)
                .text("owner", Row::reason)
                .from(IntStream.rangeClosed(1, 20)
                        .boxed()
                        .flatMap(key -> List.of(
                                row(key, 1, 10, "owner", "0", key <= 10 ? "Ann" : "Ben"),
                                row(key, 4, 1, "owner", "0", "Cleo"))
                                .stream())
                        .toList())
                .named("owners");
        HistoryStore<Integer> all = TRACKS.and(owners);
        TraitTable<Integer> traits = LossReview.of(Sweep.over(all), losses())
                .traits(
                        TraitRanking.LIFT,
                        of -> of.by(Grouping.ofColumn("owner", Grouping.Reading.LATEST)
                                        .on("owners"))
                                .minimum(2))
                .inPeriod("2025-Q2")
                .traits()
                .orElseThrow();
        assertThat(traits.rows()).extracting(Trait::name).containsExactly("owner = Ann", "owner = Ben");
        assertThat(traits.rows().get(0).counts()).isEqualTo(TraitCounts.of(3, 10, 3, 20));
    }

    @Test
    void reasonsAndFixesComeFromTheSameTable() {
        assertThat(SECOND.losses().pareto(Recorded.NOW).rows()).hasSize(2);
        Grouping half = Grouping.of("half", (Integer key) -> key <= 10 ? "first" : "second");
        LossReview<Integer> review = review().fix(
                        "I-1", FixEffect.of(LocalDate.of(2025, 4, 1), Grain.QUARTER, 1, 1), half, "first")
                .inPeriod("2025-Q2");
        assertThat(review.fixes().get("I-1").verdict()).isEqualTo(FixOutcome.Verdict.NOT_COMPARABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().fix("I-1", FixEffect.of(CALLED, Grain.QUARTER, 1, 1), half, "first")
                        .fix("I-1", FixEffect.of(CALLED, Grain.QUARTER, 1, 1), half, "second"))
                .withMessage("issue (I-1) has a fix already");
    }

    @Test
    void whoCameBackAfterACallIsCounted() {
        HistoryStore<Integer> all = TRACKS.and(CallRecord.store(List.of(CallRecord.of(23, LocalDate.of(2025, 3, 1)))));
        WinBackTable<Integer> back = LossReview.of(Sweep.over(all), losses())
                .winBack(WinBack.over(MONTHS, LIVE).on("contracts"))
                .inPeriod("2025-Q2")
                .winBack()
                .orElseThrow();
        assertThat(back.backWithin(100)).containsExactly(23);
    }

    @Test
    void anyNumberOfThreadsMakesTheSameReview() {
        LossReviewBuilder<Integer> one =
                review().signals(Signals.over(MONTHS, LIVE).on("contracts").asking(Signal.of("tickets", "complaint")));
        LossReview<Integer> four = LossReview.of(Sweep.over(TRACKS).threads(4), losses())
                .signals(Signals.over(MONTHS, LIVE).on("contracts").asking(Signal.of("tickets", "complaint")))
                .inPeriod("2025-Q2");
        assertThat(four.toString()).isEqualTo(one.inPeriod(four.period()).toString());
        assertThat(four.fixes()).isEqualTo(Map.of());
    }

    @Test
    void signalsThatAreCountedAlreadyMakeTheSameReview() {
        Signals asked = Signals.over(MONTHS, LIVE).on("contracts").asking(Signal.of("tickets", "complaint"));
        LossReview<Integer> review = review().signals(asked).inPeriod("2025-Q2");
        assertThat(review().signals(asked.of(TRACKS)).inPeriod("2025-Q2").toString())
                .isEqualTo(review.toString());
        SignalTable<Integer> older = Signals.over(Timeline.monthly(LocalDate.of(2025, 5, 31)), LIVE)
                .on("contracts")
                .asking(Signal.of("tickets", "complaint"))
                .of(TRACKS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().signals(older).inPeriod("2025-Q2"))
                .withMessageContaining("must have the end of the data of the losses");
    }

    @Test
    void aScoreboardOfOtherPeriodsIsRefused() {
        Scoreboard<Integer> months =
                Scoreboard.of(CustomerChurn.over(MONTHS, LIVE).of(TRACKS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().scoreboard(months).inPeriod("2025-Q2"))
                .withMessageContaining("board (");
        assertThatIllegalArgumentException().isThrownBy(() -> review().inPeriod("2024-Q2"));
    }
}
