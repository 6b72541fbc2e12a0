package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Reconciliation;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A business reckoned by hand.
 *
 * <pre>
 *   2025-Q2      contract                       reason     complaint
 *   1, 2         10 Jan to 5 May, 20.00 each    price      1: 1 May
 *   3            10 Jan to 20 June, 50.00       none
 *   4 to 20      since 10 Jan, 20.00 each                  4: 1 May
 *   21           8 April to 8 May, 10.00        trial
 *   22           since 8 April, 10.00
 *   23           10 Jan to 10 Feb, since 1 June, 30.00     price, in Q1
 *
 *   start 20, lost 3, new 2 of whom 21 is gone, reactivated 1, end 19
 * </pre>
 */
class LossReviewTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Spells LIVE = Spells.between("started", "ended");
    private static final Timeline QUARTERS = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 6, 30));
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2025, 6, 30));
    private static final LocalDate CALLED = LocalDate.of(2025, 7, 1);

    private record Row(
            int customer,
            LocalDate day,
            String code,
            String amount,
            @Nullable String reason) {
        BigDecimal money() {
            return new BigDecimal(amount);
        }
    }

    private static Row row(int customer, int month, int day, String code, String amount, @Nullable String reason) {
        return new Row(customer, LocalDate.of(2025, month, day), code, amount, reason);
    }

    private static final List<Row> CONTRACTS = contracts();
    private static final HistoryStore<Integer> TRACKS = tracks(CONTRACTS);

    private static List<Row> contracts() {
        List<Row> rows = new ArrayList<>();
        for (int customer = 1; customer <= 20; customer++) {
            rows.add(row(customer, 1, 10, "started", customer == 3 ? "50.00" : "20.00", null));
        }
        rows.add(row(1, 5, 5, "ended", "-20.00", "price"));
        rows.add(row(2, 5, 5, "ended", "-20.00", "price"));
        rows.add(row(3, 6, 20, "ended", "-50.00", null));
        rows.add(row(21, 4, 8, "started", "10.00", null));
        rows.add(row(21, 5, 8, "ended", "-10.00", "trial"));
        rows.add(row(22, 4, 8, "started", "10.00", null));
        rows.add(row(23, 1, 10, "started", "30.00", null));
        rows.add(row(23, 2, 10, "ended", "-30.00", "price"));
        rows.add(row(23, 6, 1, "started", "30.00", null));
        return rows;
    }

    private static HistoryStore<Integer> tracks(List<Row> contracts) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(Row::money, EUR)
                .text("reason", Row::reason)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(List.of(row(1, 5, 1, "complaint", "0", null), row(4, 5, 1, "complaint", "0", null)))
                        .named("tickets"));
    }

    private static Losses losses() {
        return Losses.over(QUARTERS, LIVE)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(LossCauses.recordedIn("reason"))
                .listening(90, Signal.of("tickets", "complaint"));
    }

    private static LossReviewBuilder<Integer> review() {
        return LossReview.of(Sweep.over(TRACKS), losses());
    }

    private static final LossReview<Integer> SECOND = review().in("2025-Q2");

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
                        + "lost customers in 2025-Q2: 3 customers, 415.90, 15.0 % (3 of 20) of the customers at the start"
                        + "; money of the year before");
    }

    @Test
    void whereDefinitionsDifferTheCustomersAreNamed() {
        assertThat(SECOND.reconcile())
                .allSatisfy(each -> assertThat(each.difference()).isZero());
        List<Reconciliation<Integer>> both = review().scoreboard(
                        Scoreboard.of(RecurringRevenue.over(QUARTERS).of(TRACKS.track("contracts"))))
                .in("2025-Q2")
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
                .in("2025-Q2");
        assertThat(review.losses().customers(LossItem.LOST)).isEqualTo(0);
        assertThat(review.scoreboard().orElseThrow().lines())
                .allSatisfy(line -> assertThat(line.figures().value()).isEmpty());
        assertThat(review.absent())
                .containsExactly(
                        "renewals with reasons: needs the ends of terms and what was decided: see Renewals.reader",
                        "revenue and profit by group: needs a grouping of customers, and for the profit what orders cost",
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
                .in("2025-Q2");
        ScoreboardLine<Integer> lost =
                review.scoreboard().orElseThrow().line(Scoreboard.Metric.LOST).orElseThrow();
        assertThat(lost.members())
                .isEqualTo(CustomerMovements.over(QUARTERS)
                        .of(orders)
                        .in("2025-Q2")
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
                .in("2025-Q2");
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
                .in("2025-Q1");
        assertThat(review.comparedWith(first).lost()).isEmpty();
        assertThat(review.comparedWith(first).returned()).isEmpty();
    }

    @Test
    void callsAreOfTheLossesByTheirWorth() {
        LossReviewBuilder<Integer> byValue = review().calls(CallChoice.of(2, CallRule.VALUE, CALLED), List.of());
        // In the days before the losses, 50.00 a month for 161 days and 20.00 for 115.
        assertThat(byValue.in("2025-Q2").calls().orElseThrow().customers()).containsExactly(3, 1);
        assertThat(byValue.valuedBy(LossWorth.LAST)
                        .in("2025-Q2")
                        .calls()
                        .orElseThrow()
                        .entries()
                        .get(0)
                        .candidate()
                        .value())
                .contains(new BigDecimal("50.00"));
        CallChoice drawn = CallChoice.of(2, CallRule.DRAWN, CALLED);
        IntFunction<List<Integer>> draw = seed -> review().calls(drawn, List.of(), new SplittableRandom(seed))
                .in("2025-Q2")
                .calls()
                .orElseThrow()
                .customers();
        assertThat(draw.apply(7)).isEqualTo(draw.apply(7)).hasSize(2);
        assertThat(review().calls(
                                CallChoice.of(2, CallRule.VALUE, CALLED),
                                List.of(CallRecord.of(3, CALLED.minusDays(9))))
                        .in("2025-Q2")
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
                .in("2025-Q1")
                .issues()
                .orElseThrow();
        assertThat(first.book().find("I-1").orElseThrow().customers()).hasSize(1);
        LossReview<Integer> second = review().issues(first.book(), 1).in("2025-Q2");
        IssueUpdate<Integer> update = second.issues().orElseThrow();
        assertThat(update.grown()).extracting(Issue::id).containsExactly("I-1");
        assertThat(update.book().find("I-1").orElseThrow().customers()).hasSize(3);
        assertThat(update.proposed()).hasSize(1);
        assertThat(update.proposed().get(0).causes()).containsExactly("trial");
        assertThat(update.proposed().get(0).opened()).isEqualTo(LocalDate.of(2025, 6, 30));
        assertThat(second.comparedWith(review().in("2025-Q1")).opened()).isEqualTo(update.proposed());
    }

    @Test
    void oneReviewStandsBesideTheOther() {
        ReviewComparison<Integer> comparison = SECOND.comparedWith(review().in("2025-Q1"));
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
                .in("2025-Q2")
                .traits()
                .orElseThrow();
        assertThat(traits.rows()).extracting(Trait::name).containsExactly("owner = Ann", "owner = Ben");
        assertThat(traits.rows().get(0).counts()).isEqualTo(TraitCounts.of(3, 10, 3, 20));
    }

    @Test
    void aRunningPeriodIsSoFarAndComparedWithNothing() {
        Timeline running = Timeline.of(Grain.QUARTER, LocalDate.of(2025, 5, 31));
        LossReview<Integer> review = LossReview.of(
                        Sweep.over(TRACKS), Losses.over(running, LIVE).on("contracts"))
                .issues(IssueBook.empty(), 1)
                .in("2025-Q2");
        assertThat(review.state()).isEqualTo(CellState.PARTIAL);
        assertThat(review.asked()).isZero();
        assertThat(review.toString()).startsWith("review of 2025-Q2 so far\n");
        assertThat(review.losses().customers(LossItem.LOST)).isEqualTo(2);
    }

    @Test
    void reasonsAndFixesComeFromTheSameTable() {
        assertThat(SECOND.losses().pareto(Recorded.NOW).rows()).hasSize(2);
        Grouping half = Grouping.of("half", (Integer key) -> key <= 10 ? "first" : "second");
        LossReview<Integer> review = review().fix(
                        "I-1", FixEffect.of(LocalDate.of(2025, 4, 1), Grain.QUARTER, 1, 1), half, "first")
                .in("2025-Q2");
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
                .in("2025-Q2")
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
                .in("2025-Q2");
        assertThat(four.toString()).isEqualTo(one.in(four.period()).toString());
        assertThat(four.fixes()).isEqualTo(Map.of());
    }

    @Test
    void signalsThatAreCountedAlreadyMakeTheSameReview() {
        Signals asked = Signals.over(MONTHS, LIVE).on("contracts").asking(Signal.of("tickets", "complaint"));
        LossReview<Integer> review = review().signals(asked).in("2025-Q2");
        assertThat(review().signals(asked.of(TRACKS)).in("2025-Q2").toString()).isEqualTo(review.toString());
        SignalTable<Integer> older = Signals.over(Timeline.monthly(LocalDate.of(2025, 5, 31)), LIVE)
                .on("contracts")
                .asking(Signal.of("tickets", "complaint"))
                .of(TRACKS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().signals(older).in("2025-Q2"))
                .withMessageContaining("must have the end of the data of the losses");
    }

    @Test
    void aScoreboardOfOtherPeriodsIsRefused() {
        Scoreboard<Integer> months =
                Scoreboard.of(CustomerChurn.over(MONTHS, LIVE).of(TRACKS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> review().scoreboard(months).in("2025-Q2"))
                .withMessageContaining("board (");
        assertThatIllegalArgumentException().isThrownBy(() -> review().in("2024-Q2"));
    }
}
