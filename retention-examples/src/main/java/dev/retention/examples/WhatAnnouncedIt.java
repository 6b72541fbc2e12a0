package dev.retention.examples;

import dev.retention.examples.Business.Booking;
import dev.retention.examples.Business.Contact;
import dev.retention.examples.Business.Owner;
import dev.retention.examples.Business.Score;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.loss.AskedSignal;
import dev.retention.loss.FollowUp;
import dev.retention.loss.HealthCondition;
import dev.retention.loss.HealthScore;
import dev.retention.loss.IssueSource;
import dev.retention.loss.ScoreCheck;
import dev.retention.loss.ScoreCurve;
import dev.retention.loss.SignalItem;
import dev.retention.loss.SignalTable;
import dev.retention.loss.Signals;
import dev.retention.loss.TopicsKnown;
import dev.retention.rule.Sweep;
import dev.retention.service.Contacts;
import dev.retention.service.Feedback;
import dev.retention.service.Invoices;
import dev.retention.service.Owners;
import dev.retention.service.Payers;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Silence;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.OptionalDouble;

/** "What announced it?" Signals held against those without, a health score and its history, and whether any score says anything. */
public final class WhatAnnouncedIt {
    private WhatAnnouncedIt() {}

    /**
     * Prints what goes before the losses of a simulated business.
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
                        .text(Tickets.TOPIC, Ticket::topic)
                        .from(business.tickets()))
                .and(Scores.reader(Score::customer, Score::asked, Score::survey)
                        .answered(Score::answered, Score::score)
                        .from(business.scores()))
                .and(Invoices.reader(
                                Booking::customer,
                                Booking::day,
                                Booking::kind,
                                Booking::amount,
                                Currency.getInstance("EUR"))
                        .invoice(Booking::invoice)
                        .due(Booking::due)
                        .from(business.bookings()))
                .and(Contacts.reader(Contact::customer, Contact::day, Contact::channel)
                        .from(business.contacts()))
                .and(Owners.reader(Owner::customer, Owner::since, Owner::role, Owner::employee)
                        .from(business.owners()));
        // region signals
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY);
        Signal complaint = Signal.of(Tickets.TRACK, Tickets.COMPLAINT);
        Signal lowScore = Feedback.lowScores(Survey.NPS);
        SignalTable<String> signals = Signals.over(months, Business.LIVE)
                .on("contracts")
                .within(60)
                .asking(complaint, lowScore, Payers.turningLate(14), Owners.handedOver("manager"))
                .asking(Silence.of(Contacts.TRACK, 60)) // that nothing comes is a signal too
                .of(all);
        signals.ranked(SignalTable.By.RISK).forEach(out::println); // low scores first: 2.7 times the risk
        AskedSignal<String> first = signals.of(complaint);
        out.println(first.recall().orElseThrow()); // 27.9 % (92 of 330) of the lost had complained
        out.println(first.precision().orElseThrow() // of alarms followed by a loss, and of all days
                + " against " + signals.baseRate().orElseThrow());
        out.println(first.leads().median()); // 27.5 days before
        out.println(signals.found(0.05).size() + " found"); // all five in mind
        out.println(signals.any().members(SignalItem.UNANNOUNCED).size()); // lost without any
        // endregion

        // region health
        HealthScore health = HealthScore.named("health")
                .on("contracts")
                .rule("red", HealthCondition.within(lowScore, 90)) // the first that holds decides
                .rule("amber", HealthCondition.within(complaint, 60))
                .rule("amber", HealthCondition.within(Payers.turningLate(14), 180))
                .otherwise("green");
        out.println(health.historyOf("B0230", months, Sweep.over(all))); // which rule, from when on
        ScoreCheck check = ScoreCheck.of(
                FollowUp.over(months, Business.LIVE)
                        .on("contracts")
                        .after(LocalDate.of(2025, 12, 31))
                        .scoredBy(health, List.of("red", "amber", "green"), Sweep.over(all)),
                ScoreCheck.Kind.HEALTH,
                90);
        out.println(check.verdict(0.95)); // not shown to predict anything: AUC 0.523
        ScoreCheck guess = ScoreCheck.of(
                FollowUp.over(months, Business.LIVE)
                        .on("contracts")
                        .after(LocalDate.of(2025, 12, 31))
                        .scoredBy(
                                customer -> OptionalDouble.of(Integer.parseInt(customer.substring(1)) % 10),
                                Sweep.over(all)),
                ScoreCheck.Kind.RISK,
                90); // any score of anybody
        out.println(guess.verdict(0.95));
        out.println(check.comparedWith(guess).orElseThrow().interval(0.95).orElseThrow()); // neither is better
        check.curve().top(0.1).flatMap(ScoreCurve.Cut::lost).ifPresent(out::println); // of the worst
        // endregion

        // region topics
        TopicsKnown<String> topics = TopicsKnown.of(List.of(
                new TopicsKnown.Mention<>("outages", LocalDate.of(2025, 8, 4), "B0230", IssueSource.COMPLAINT),
                new TopicsKnown.Mention<>("outages", LocalDate.of(2025, 9, 1), "B0596", IssueSource.FRONT_LINE),
                new TopicsKnown.Mention<>("outages", LocalDate.of(2025, 10, 15), "B0355", IssueSource.SURVEY),
                new TopicsKnown.Mention<>("price", LocalDate.of(2025, 10, 15), "B0355", IssueSource.SURVEY)));
        out.println(topics.known().orElseThrow() + ", " + topics.leads()); // before the survey, and by how long
        out.println(topics.news()); // what we had to be asked for
        // endregion
    }
}
