package dev.retention.examples;

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
import dev.retention.loss.Pareto;
import dev.retention.movement.Contracts;
import dev.retention.service.Feedback;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.survival.CumulativeIncidence;
import dev.retention.survival.ExitTable;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.trend.ControlChart;
import java.io.PrintStream;

/** "Whom did we lose, and why?" From contracts, tickets and scores to the losses of a quarter. */
public final class WhomWeLost {
    private WhomWeLost() {}

    /**
     * Prints the losses of a simulated business.
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
        Timeline quarters = Timeline.of(Grain.QUARTER, BusinessSimulator.LAST_DAY);
        HistoryStore<String> all = business.contractHistories().and(tickets).and(scores); // each on a track of its own
        LossTable<String> losses = Losses.over(quarters, Business.LIVE)
                .on("contracts")
                .worth(LossValue.recurring()) // or ofOrders(), or listed(…) with Losses.ofList
                .by(LossCauses.recordedIn(Contracts.REASON)
                        .involuntary("failed payment")
                        .avoidable("service", "missing feature")
                        .unavoidable("project ended"))
                .listening(90, Signal.of(Tickets.TRACK, Tickets.COMPLAINT), Feedback.lowScores(Survey.NPS))
                .of(all);
        LossTable<String>.InPeriod quarter = losses.inPeriod("2025-Q3");
        out.println(quarter); // 45 lost, 44 of 540 who were there at the start, with what they were worth
        out.println(quarter.rate().orElseThrow()); // 8.1 % of customers
        out.println(quarter.valueRate(LossWorth.LAST).orElseThrow()); // 7.6 % of recurring value
        out.println(quarter.share(LossItem.AVOIDABLE, LossItem.LOSSES).orElseThrow() + " could have been kept");
        Pareto reasons = quarter.pareto(LossCauses.Recorded.NOW);
        out.println(reasons + ": " + reasons.until(0.8).size() + " reasons make 80 %");
        out.println(quarter.known().orElseThrow() + " with a reason");
        out.println(quarter.share(LossItem.INVOLUNTARY, LossItem.LOSSES).orElseThrow() + " did not mean to leave");
        out.println(quarter.silent().orElseThrow() + " left in silence");
        out.println(
                ControlChart.of(losses.series(LossItem.SILENT, LossItem.LOSSES)).flags()); // none stands out
        out.println(quarter.losses().get(0)); // one by one, by day
        ExitTable<String> exits = losses.exits(loss -> loss.mode().orElse("silence"));
        out.println(exits.hazard("failed payment", 0, 90).interval(0.95)); // per customer-day
        out.println(CumulativeIncidence.estimate(exits).at("cancelled", 365)); // 0.2 within a year
        EarlyLosses early = EarlyLosses.over(quarters, Business.LIVE).on("contracts");
        out.println(early.share(early.of(all).inPeriod("2026-Q1")).orElseThrow()); // of those who came in it
        // endregion
    }
}
