package dev.retention.examples;

import dev.retention.StratifiedComparison;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Complaints;
import dev.retention.service.LaterLoss;
import dev.retention.service.LaterLossTable;
import dev.retention.service.Response;
import dev.retention.service.ServiceBalance;
import dev.retention.service.Signal;
import dev.retention.service.Standard;
import dev.retention.service.Tickets;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.MeanCumulativeDifference;
import dev.retention.survival.MeanCumulativeFunction;
import dev.retention.survival.Recurrences;
import dev.retention.survival.RiskRows;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** "How are they served?" From tickets to complaints by topic, waiting times, standards, and what goes before a loss. */
public final class HowTheyAreServed {
    private HowTheyAreServed() {}

    /**
     * Prints how customers of a simulated business are served.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        Set<String> starters = business.contracts().stream()
                .filter(contract -> contract.plan().equals("starter"))
                .map(Contract::customer)
                .collect(Collectors.toSet());
        // region complaints
        HistoryStore<String> tickets = Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind)
                .text(Tickets.TOPIC, Ticket::topic)
                .text(Tickets.STAGE, Ticket::stage) // where it surfaced
                .text(Tickets.CAUSE, Ticket::cause) // the stage that caused it
                .text(Tickets.AGENT, Ticket::agent)
                .answered(Ticket::answered)
                .minutesToAnswer(Ticket::minutesToAnswer)
                .resolved(Ticket::resolved)
                .contacts(Ticket::contacts)
                .from(business.tickets());
        HistoryStore<String> all = business.contractHistories().and(tickets);
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY);
        Complaints complaints = Complaints.over(months).exposedOn("contracts", Business.LIVE);
        PeriodItems<String, Complaints.Item>.InPeriod june = complaints.of(all).inPeriod("2026-06");
        out.printf(Locale.ROOT, "%.1f per 1,000%n", Complaints.perThousand(june).orElseThrow()); // customers and month
        out.println(june.share(Complaints.Item.EXPOSED_AND_OPENED, Complaints.Item.EXPOSED)
                .orElseThrow()); // 10.4 % (74 of 710) complained
        out.println(june.members(Complaints.Item.REPEATED)); // [B0943]: again about the same topic within 30 days
        complaints
                .each(Tickets.TOPIC, Sweep.over(all))
                .forEach((topic, of) ->
                        out.println(topic + ": " + of.inPeriod("2026-06").number(Complaints.Item.OPENED)));
        complaints
                .eachCauseAndStage(Sweep.over(all)) // operations → daily use: 5, …: cause → where it surfaced
                .forEach((stages, of) ->
                        out.println(stages + ": " + of.inPeriod("2026-06").number(Complaints.Item.OPENED)));
        out.println(ServiceBalance.over(months).of(all).inPeriod("2026-06")); // praise against complaints
        // endregion

        // region response
        SurvivalCurve waiting = KaplanMeier.withDefaults()
                .estimate(Response.toAnswer(months).inMinutes().of(tickets)); // open ones count as still waiting
        out.println(waiting.median().orElseThrow() + " minutes, "
                + waiting.quantileInterval(0.5).orElseThrow());
        Standard nextDay = Standard.answeredWithin(months, 1);
        nextDay.each(Tickets.AGENT, Sweep.over(tickets)) // Kim 80.0 % to 83.3 % (72 met, 15 missed, 3 open), …
                .forEach((agent, of) -> out.println(
                        agent + " " + Standard.share(of.inPeriod("2026-06")).orElseThrow()));
        out.println(nextDay.of(tickets)
                .inPeriod("2026-06")
                .members(Standard.Item.OPEN)); // who may still be answered in time
        PeriodItems<String, Standard.Item> once =
                Standard.resolvedAtFirstContact(months).of(tickets);
        out.println(Standard.share(once.inPeriod("2026-06")).orElseThrow());
        // endregion

        // region losses
        LaterLossTable<String> later = LaterLoss.over(months, Business.LIVE)
                .on("contracts")
                .after(Signal.of(Tickets.TRACK, Tickets.COMPLAINT))
                .within(30) // known at the start of the month in which they are lost or not
                .of(all);
        out.println(later.inPeriod("2026-06")); // 1.6 % (1 of 61) against 1.3 % (8 of 611)
        StratifiedComparison risk = later.overall().orElseThrow(); // within months and brackets of tenure
        out.printf(Locale.ROOT, "%.2f times, %s%n", risk.ratio().orElseThrow(), risk.ratioInterval(0.95));
        RiskRows rows = RiskRows.over(months, Business.LIVE)
                .liveOn("contracts")
                .withRecent("a complaint in 30 days", 30, Tickets.TRACK, Tickets.COMPLAINT);
        out.println(rows.fit(Sweep.over(all)).coefficient("a complaint in 30 days")); // hazard ratio 1.737, …
        // endregion

        // region recurring
        Map<String, Recurrences> times = rows.recurring(Tickets.TRACK, Tickets.COMPLAINT)
                .recurrences(Sweep.over(all)); // of each customer, from the first day of the contract
        MeanCumulativeFunction mean = MeanCumulativeFunction.of(times.values());
        out.println(mean.at(365)); // 1.326 complaints of a customer in the first year
        out.println(mean.interval(365, 0.95).orElseThrow()); // [1.244, 1.414] at 95 %
        Map<String, Recurrences> small = new HashMap<>(times);
        Map<String, Recurrences> large = new HashMap<>(times);
        small.keySet().retainAll(starters);
        large.keySet().removeAll(starters);
        MeanCumulativeDifference more =
                MeanCumulativeFunction.of(small.values()).minus(MeanCumulativeFunction.of(large.values()));
        out.println(more.interval(365, 0.95).orElseThrow()); // [-0.06219, 0.2796] at 95 %: no clear difference
        // endregion
    }
}
