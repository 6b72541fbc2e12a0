package dev.retention.examples;

import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Score;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.loss.CallChoice;
import dev.retention.loss.CallList;
import dev.retention.loss.CallRecord;
import dev.retention.loss.CallRule;
import dev.retention.loss.CustomerLoss;
import dev.retention.loss.FixEffect;
import dev.retention.loss.Issue;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueSource;
import dev.retention.loss.IssueUpdate;
import dev.retention.loss.LossCauses;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossValue;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Losses;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.Signals;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.WinBack;
import dev.retention.loss.WinBackTable;
import dev.retention.movement.Contracts;
import dev.retention.movement.RecurringRevenue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Feedback;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** "What to do, and what came of it?" The review of a quarter, whom to call, who came back, and issues from review to review. */
public final class WhatCameOfIt {
    private WhatCameOfIt() {}

    /**
     * Prints the review of a quarter of a simulated business.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        HistoryStore<String> all = business.contractHistories()
                .and(Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind)
                        .from(business.tickets()))
                .and(Scores.reader(Score::customer, Score::asked, Score::survey)
                        .answered(Score::answered, Score::score)
                        .from(business.scores()));
        Map<String, String> plans = business.contracts().stream()
                .collect(Collectors.toMap(Contract::customer, Contract::plan, (first, later) -> first));
        // region review
        Timeline quarters = Timeline.of(Grain.QUARTER, BusinessSimulator.LAST_DAY);
        Sweep<String> sweep = Sweep.over(all);
        Signal complaint = Signal.of(Tickets.TRACK, Tickets.COMPLAINT);
        LossReviewBuilder<String> reviews = LossReview.of(
                        sweep,
                        Losses.over(quarters, Business.LIVE)
                                .on("contracts")
                                .worth(LossValue.recurring())
                                .by(LossCauses.recordedIn(Contracts.REASON).involuntary("failed payment")))
                .scoreboard(Scoreboard.of(RecurringRevenue.over(quarters).of(all.track("contracts"))))
                .traits(TraitRanking.LIFT, Grouping.of("plan", plans::get))
                .signals(Signals.over(quarters, Business.LIVE)
                        .on("contracts")
                        .asking(complaint, Feedback.lowScores(Survey.NPS)));
        LossReview<String> review = reviews.inPeriod("2026-Q2");
        review.scoreboard().orElseThrow().lines().stream().limit(2).forEach(out::println);
        review.headlines().forEach(out::println); // what is beyond chance, of all that was asked
        out.println(review.asked() + " asked");
        review.absent().forEach(out::println); // what was not told of, and what it needs
        out.println(
                review.comparedWith(reviews.inPeriod("2026-Q1"))); // 5.1 % (33 of 650) against 5.2 %: no clear change
        // endregion

        // region calls
        List<CustomerLoss<String>> lost = review.losses().losses().stream()
                .map(loss -> CustomerLoss.of(loss, LossWorth.YEAR_BEFORE))
                .toList();
        CallChoice ten =
                CallChoice.of(10, CallRule.REASONS, LocalDate.of(2026, 7, 1)).by("Ann", "Ben");
        CallList<String> calls = ten.from(lost, List.of()); // and earlier calls: nobody twice in a quarter
        calls.entriesOf("Ann").forEach(entry -> out.println(entry.candidate() + ", " + entry.why()));
        out.println(calls.coverage().orElseThrow()); // 10 of 33 customers, 51.7 % of their value, all 5 reasons
        CallList<String> drawn = CallChoice.of(10, CallRule.DRAWN, LocalDate.of(2026, 7, 1))
                .from(lost, calls.asCalls(), new SplittableRandom(7)); // the same with the same generator
        out.println(drawn.customers());
        // endregion

        // region winback
        Losses winter = Losses.over(quarters, Business.LIVE).on("contracts");
        List<CallRecord<String>> made = winter.of(all).inPeriod("2025-Q1").members(LossItem.LOST).stream()
                .filter(customer -> Integer.parseInt(customer.substring(1)) % 2 == 0)
                .map(customer -> CallRecord.of(customer, LocalDate.of(2025, 4, 10)))
                .toList();
        WinBackTable<String> back = WinBack.over(quarters, Business.LIVE)
                .on("contracts")
                .worth(LossValue.recurring())
                .of(all.and(CallRecord.store(made)));
        out.println(back); // who was called was chosen, not drawn
        back.compare(180, 0.95).ifPresent(out::println); // 12.5 % against 5.8 % of others away for as long
        // endregion

        // region issues
        Issue<String> outages = Issue.<String>opened("I-1", "Outages", IssueSource.COMPLAINT, LocalDate.of(2025, 8, 4))
                .about("service")
                .ownedBy("Ines")
                .dueOn(LocalDate.of(2025, 11, 1))
                .heardBy(IssueSource.SURVEY, LocalDate.of(2025, 10, 15))
                .fixedOn(LocalDate.of(2025, 10, 1));
        IssueUpdate<String> update = IssueBook.of(List.of(outages)) // as it was kept from the last review
                .carriedOver(LocalDate.of(2026, 7, 1))
                .merged(lost, IssueSource.REVIEW, LocalDate.of(2026, 7, 1), 3);
        update.recurring().forEach(out::println); // fixed, and customers still leave for it
        update.proposed().forEach(out::println); // reasons that no issue is about
        out.println(update.book().byValue().get(0)); // the most costly
        out.println(update.book()
                .knownBefore(Set.of(IssueSource.COMPLAINT), IssueSource.SURVEY)
                .orElseThrow()
                .share()); // of what the survey told, known from complaints before
        ByGroup<LossTable<String>> byPlan = Losses.over(Timeline.monthly(BusinessSimulator.LAST_DAY), Business.LIVE)
                .on("contracts")
                .of(all)
                .by(Grouping.of("plan", plans::get));
        out.println(FixEffect.of(LocalDate.of(2025, 5, 1), Grain.MONTH, 3, 3) // the higher price was explained
                .of(byPlan, "starter", table -> table.series(LossItem.LOST, LossItem.START)));
        // endregion
    }
}
