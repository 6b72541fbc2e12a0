package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Reconciliation;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The totals of a review of contracts, and what it is held against. */
class LossReviewTest extends ReviewedContracts {
    @Test
    void itsTotalsAreThoseOfTheTableOfMovements() {
        assertThat(SECOND.period().label()).isEqualTo("2025-Q2");
        assertThat(SECOND.state()).isEqualTo(CellState.OBSERVED);
        assertThat(SECOND.losses().customers(LossItem.START)).isEqualTo(20);
        assertThat(SECOND.losses().members(LossItem.LOST)).containsExactly(1, 2, 3);
        assertThat(SECOND.losses().lost()).isEqualTo(4);
        assertThat(SECOND.churn().orElseThrow().count(CustomerCount.END)).isEqualTo(19);
        assertThat(SECOND.churn().orElseThrow().count(CustomerCount.NEW)).isEqualTo(2);
        assertThat(SECOND.scoreboard().orElseThrow().toString())
                .isEqualTo("new customers in 2025-Q2: 2 customers\n"
                        + "new and reactivated customers in 2025-Q2: 3 customers\n"
                        + "lost customers in 2025-Q2: 3 customers, 415.90, 15.0 % (3 of 20) of the customers at"
                        + " the start; money of the year before");
    }

    @Test
    void whereDefinitionsDifferTheCustomersAreNamed() {
        assertThat(SECOND.reconcile())
                .allSatisfy(each -> assertThat(each.difference()).isZero());
        List<Reconciliation<Integer>> both = review().scoreboard(
                        Scoreboard.of(RecurringRevenue.over(QUARTERS).of(TRACKS.track("contracts"))))
                .inPeriod("2025-Q2")
                .reconcile();
        assertThat(both).hasSize(2);
        assertThat(both.get(0).difference()).isZero();
        assertThat(both.get(0).both()).containsExactly(1, 2, 3);
        // 21 came and went within the quarter, which recurring value at its end does not see.
        assertThat(both.get(1).onlyLeft()).containsExactly(21);
        assertThat(both.get(1).onlyRight()).isEmpty();
        assertThat(both.get(1).both()).containsExactly(22);
    }

    @Test
    void totalsThatDifferAreRefusedWithTheCustomers() {
        ReviewParts<Integer> parts = SECOND.parts();
        ReviewParts<Integer> other = new ReviewParts<>(
                parts.period(),
                parts.table(),
                parts.listed(),
                parts.before(),
                parts.byReason(),
                Optional.of(CustomerChurn.over(QUARTERS, LIVE)
                        .of(tracks(CONTRACTS.stream()
                                .filter(row ->
                                        row.customer() != 2 || !row.code().equals("ended"))
                                .toList()))),
                parts.scoreboard(),
                parts.traits(),
                parts.signals(),
                parts.scoreCheck(),
                parts.calls(),
                parts.winBack(),
                parts.issues(),
                parts.fixes(),
                parts.level(),
                parts.absent(),
                parts.warnings());
        assertThatIllegalStateException()
                .isThrownBy(() -> new LossReview<>(other))
                .withMessage("2025-Q2: lost of the losses: 3, lost of the table of churn: 2; "
                        + "only lost of the losses: [2], only lost of the table of churn: []");
    }

    @Test
    void ordersAloneMakeAReviewAndWhatIsAbsentIsSaid() {
        LossReview<Integer> review = LossReview.of(
                        Sweep.over(TRACKS.track("contracts")), Losses.over(QUARTERS, Spells.ofOrders(60)))
                .inPeriod("2025-Q2");
        assertThat(review.losses().customers(LossItem.LOST)).isEqualTo(0);
        assertThat(review.scoreboard().orElseThrow().lines())
                .allSatisfy(line -> assertThat(line.figures().value()).isEmpty());
        assertThat(review.absent())
                .containsExactly(
                        "renewals with reasons: needs the ends of terms and what was decided: see Renewals.reader",
                        "revenue and profit by group: needs a grouping of customers, and for the profit what orders"
                                + " cost",
                        "referrals by group: needs who referred whom: see Referrals.reader",
                        "reasons: needs where they are recorded: see Losses.by",
                        "silent losses: needs what is heard of customers: see Losses.listening",
                        "what the lost were worth: needs amounts: see Losses.worth",
                        "what they have in common: needs attributes of customers",
                        "what announced it: needs tickets, scores, contacts or invoices",
                        "whether a score tells who leaves: needs the scores",
                        "whom to call: needs how many",
                        "whether calls bring customers back: needs who was called",
                        "issues: needs the book of the review before, or an empty one");
        assertThat(review.findings()).isEmpty();
        assertThat(review.words()).contains("there was no question to be tested");
    }

    @Test
    void aScoreboardByOtherDefinitionsIsHeldAgainstTheLosses() {
        HistoryStore<Integer> orders = TRACKS.track("contracts");
        LossReview<Integer> review = LossReview.of(
                        Sweep.over(orders),
                        Losses.over(QUARTERS, Spells.ofOrders(60)).worth(LossValue.ofOrders()))
                .scoreboard(Scoreboard.of(CustomerMovements.over(QUARTERS).of(orders)))
                .inPeriod("2025-Q2");
        ScoreboardLine<Integer> lost =
                review.scoreboard().orElseThrow().line(Scoreboard.Metric.LOST).orElseThrow();
        assertThat(lost.members())
                .isEqualTo(CustomerMovements.over(QUARTERS)
                        .of(orders)
                        .inPeriod("2025-Q2")
                        .lost()
                        .members());
        // Silent since January, so long gone by a gap of 60 days, and only now by quarters.
        assertThat(review.reconcile().get(0).onlyRight()).hasSize(17);
        assertThat(review.words())
                .contains("lost customers: 17 on the scoreboard, 0 by the spells of the losses;"
                        + " reconcile() tells by whom they differ");
    }

    @Test
    void aListKnowsNobodyElse() {
        HistoryStore<Integer> gone = HistoryStore.ofDates(Row::customer, Row::day)
                .text("reason", Row::reason)
                .from(CONTRACTS.stream()
                        .filter(row -> row.code().equals("ended"))
                        .toList());
        LossReview<Integer> review = LossReview.of(
                        Sweep.over(gone), Losses.ofList(QUARTERS).by(LossCauses.recordedIn("reason")))
                .traits(TraitRanking.LIFT, Grouping.of("odd", (Integer key) -> key % 2 == 0 ? "no" : "yes"))
                .calls(CallChoice.of(2, CallRule.REASONS, CALLED), List.of())
                .inPeriod("2025-Q2");
        assertThat(review.losses().lost()).isEqualTo(4);
        assertThat(review.scoreboard()).isEmpty();
        assertThat(review.churn()).isEmpty();
        assertThat(review.traits()).isEmpty();
        assertThat(review.reconcile()).isEmpty();
        assertThat(review.asked()).isZero();
        assertThat(review.absent())
                .startsWith("scoreboard: needs to know when customers are live: see Losses.over")
                .contains(
                        "what they have in common: needs customers at the start of the period, some of whom are lost");
        assertThat(review.calls().orElseThrow().customers()).hasSize(2);
        LossReview<Integer> first = LossReview.of(
                        Sweep.over(gone), Losses.ofList(QUARTERS).by(LossCauses.recordedIn("reason")))
                .inPeriod("2025-Q1");
        assertThat(review.comparedWith(first).lost()).isEmpty();
        assertThat(review.comparedWith(first).returned()).isEmpty();
    }

    @Test
    void oneReviewStandsBesideTheOther() {
        ReviewComparison<Integer> comparison = SECOND.comparedWith(review().inPeriod("2025-Q1"));
        assertThat(comparison.returned()).containsExactly(23);
        assertThat(comparison.lost()).isEmpty(); // nobody was there when the year began
        assertThat(comparison.reasons().get(Group.of("price"))).hasToString("50.0 % (2 of 4) against 100.0 % (1 of 1)");
        assertThat(comparison.reasons().keySet()).containsExactly(Group.of("price"), Group.of("trial"), Group.MISSING);
        assertThat(comparison.fresh()).isEqualTo(SECOND.findings());
        assertThat(comparison.again()).isEmpty();
        assertThat(comparison.gone()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.earlier().comparedWith(SECOND))
                .withMessageContaining(
                        "earlier (2025-Q2) must be the review of a period of the same length before 2025-Q1");
    }

    @Test
    void aRunningPeriodIsSoFarAndComparedWithNothing() {
        Timeline running = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 5, 31));
        LossReview<Integer> review = LossReview.of(
                        Sweep.over(TRACKS), Losses.over(running, LIVE).on("contracts"))
                .issues(IssueBook.empty(), 1)
                .inPeriod("2025-Q2");
        assertThat(review.state()).isEqualTo(CellState.PARTIAL);
        assertThat(review.asked()).isZero();
        assertThat(review.toString()).startsWith("review of 2025-Q2 so far\n");
        assertThat(review.losses().customers(LossItem.LOST)).isEqualTo(2);
    }
}
