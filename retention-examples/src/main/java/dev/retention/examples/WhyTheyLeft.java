package dev.retention.examples;

import dev.retention.PValueCorrection;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Score;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.loss.EarlyLosses;
import dev.retention.loss.LossCauses;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossValue;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Losses;
import dev.retention.loss.SegmentChanges;
import dev.retention.loss.SegmentRateChanges;
import dev.retention.movement.Contracts;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.service.Feedback;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** "Why do they leave?" The losses of a quarter: who, worth what, how and why, unheard of before; and which segments changed. */
public final class WhyTheyLeft {
    private WhyTheyLeft() {}

    /**
     * Prints the losses of a quarter of a simulated business.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        HistoryStore<String> tickets =
                Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind).from(business.tickets());
        HistoryStore<String> scores = Scores.reader(Score::customer, Score::asked, Score::survey)
                .answered(Score::answered, Score::score)
                .from(business.scores());
        // region losses
        HistoryStore<String> all = business.contractHistories().and(tickets).and(scores);
        Timeline quarters = Timeline.of(Grain.QUARTER, BusinessSimulator.LAST_DAY);
        LossTable<String> losses = Losses.over(quarters, Business.LIVE)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(LossCauses.recordedIn(Contracts.REASON)
                        .involuntary("failed payment")
                        .avoidable("service", "missing feature", "too expensive")
                        .unavoidable("project ended"))
                .listening(90, Signal.of(Tickets.TRACK, Tickets.COMPLAINT), Feedback.lowScores(Survey.NPS))
                .of(all);
        LossTable<String>.InPeriod spring = losses.inPeriod("2026-Q2");
        out.println(spring.rate().orElseThrow()); // 5.1 % (33 of 650)
        out.println(spring.value(LossItem.LOSSES, LossWorth.LAST).orElseThrow()); // 11300.00 a month, when they left
        out.println(spring.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE).orElseThrow());
        spring.losses().stream().limit(3).forEach(out::println); // who, one by one
        // endregion

        // region reasons
        out.println(spring.known().orElseThrow()); // 63.6 % (21 of 33) with a known reason
        spring.pareto(LossCauses.Recorded.FIRST).rows().forEach(row -> out.println(row.group() + " " + row.amount()));
        out.println(
                spring.pareto(LossCauses.Recorded.FIRST, LossWorth.YEAR_BEFORE).orElseThrow()); // the same by value
        out.println(spring.share(LossItem.AVOIDABLE, LossItem.LOSSES).orElseThrow());
        out.println(spring.share(LossItem.INVOLUNTARY, LossItem.LOSSES).orElseThrow());
        out.println(spring.silent().orElseThrow()); // 15.2 % (5 of 33) without any word
        out.println(spring.members(LossItem.SILENT));
        // endregion

        Map<String, String> plans = business.contracts().stream()
                .collect(Collectors.toMap(Contract::customer, Contract::plan, (first, later) -> first));
        // region segments
        Grouping plan = Grouping.of("plan", plans::get);
        ByGroup<LossTable<String>> byPlan = losses.by(plan);
        SegmentChanges<Group> value = SegmentChanges.of( // or of plain numbers by segment
                byPlan,
                table -> table.inPeriod("2026-Q1")
                        .value(LossItem.LOSSES, LossWorth.LAST)
                        .orElseThrow(),
                table -> table.inPeriod("2026-Q2")
                        .value(LossItem.LOSSES, LossWorth.LAST)
                        .orElseThrow());
        value.ranked(SegmentChanges.By.UNEXPECTED, 0.05).forEach(out::println); // beyond what all others did
        SegmentRateChanges<Group> rates = SegmentRateChanges.of(
                byPlan,
                table -> table.inPeriod("2026-Q1").rate(),
                table -> table.inPeriod("2026-Q2").rate());
        rates.changes().forEach(out::println);
        out.println(rates.found(PValueCorrection.HOLM, 0.05)); // none beyond chance
        EarlyLosses early =
                EarlyLosses.over(quarters, Business.LIVE).on("contracts").within(90);
        out.println(
                early.share(early.of(all).inPeriod("2026-Q1")).orElseThrow()); // of those who came, lost within 90 days
        // endregion
    }
}
