package dev.retention.examples;

import dev.retention.examples.Business.Booking;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Owner;
import dev.retention.examples.Business.Score;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.loss.LossValue;
import dev.retention.loss.Losses;
import dev.retention.loss.Signals;
import dev.retention.loss.TraitRanking;
import dev.retention.movement.Contracts;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Feedback;
import dev.retention.service.Invoices;
import dev.retention.service.Owners;
import dev.retention.service.Payers;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A simulated business as a review reads it: contracts, tickets, scores, invoices and who looks after whom, side by side. */
final class ReviewedBusiness {
    static final Signal COMPLAINT = Signal.of(Tickets.TRACK, Tickets.COMPLAINT);
    static final Signal LOW_SCORE = Feedback.lowScores(Survey.NPS);
    static final Signal LATE = Payers.turningLate(14);
    static final Signal HANDED_OVER = Owners.handedOver("manager");

    final Business business;
    final HistoryStore<String> tracks;
    final Grouping plan;

    private ReviewedBusiness(Business business, UnaryOperator<String> other) {
        this.business = business;
        HistoryStore<String> tickets = Tickets.reader(
                        (Ticket row) -> other.apply(row.customer()), Ticket::opened, Ticket::kind)
                .from(business.tickets());
        HistoryStore<String> scores = Scores.reader(
                        (Score row) -> other.apply(row.customer()), Score::asked, Score::survey)
                .answered(Score::answered, Score::score)
                .from(business.scores());
        HistoryStore<String> invoices = Invoices.reader(
                        (Booking row) -> other.apply(row.customer()),
                        Booking::day,
                        Booking::kind,
                        Booking::amount,
                        Currency.getInstance("EUR"))
                .invoice(Booking::invoice)
                .due(Booking::due)
                .from(business.bookings());
        HistoryStore<String> owners = Owners.reader(
                        (Owner row) -> other.apply(row.customer()), Owner::since, Owner::role, Owner::employee)
                .from(business.owners());
        this.tracks = business.contractHistories()
                .and(tickets)
                .and(scores)
                .and(invoices)
                .and(owners);
        Map<String, String> plans = new HashMap<>();
        business.contracts().forEach(row -> plans.put(other.apply(row.customer()), row.plan()));
        this.plan = Grouping.of("plan", plans::get);
    }

    /** Everything beside its own customers. */
    static ReviewedBusiness of(Business business) {
        return new ReviewedBusiness(business, UnaryOperator.identity());
    }

    /** Everything but the contracts beside somebody else's customers, so that nothing goes with leaving. */
    static ReviewedBusiness shuffled(Business business, long seed) {
        List<String> customers = new ArrayList<>(new TreeSet<>(
                business.contracts().stream().map(Contract::customer).toList()));
        List<String> others = new ArrayList<>(customers);
        Collections.shuffle(others, new Random(seed));
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < customers.size(); i++) {
            map.put(customers.get(i), others.get(i));
        }
        return new ReviewedBusiness(business, map::get);
    }

    /** A review with traits and signals. */
    LossReviewBuilder<String> review(Grain grain) {
        Timeline periods = Timeline.of(grain, BusinessSimulator.LAST_DAY);
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY);
        return LossReview.of(
                        Sweep.over(tracks),
                        Losses.over(periods, Business.LIVE)
                                .on("contracts")
                                .worth(LossValue.recurring())
                                .by(LossCauses.recordedIn(Contracts.REASON).involuntary("failed payment"))
                                .listening(90, COMPLAINT, LOW_SCORE))
                .traits(TraitRanking.LIFT, plan)
                .signals(Signals.over(months, Business.LIVE)
                        .on("contracts")
                        .within(60)
                        .asking(COMPLAINT, LOW_SCORE, LATE, HANDED_OVER));
    }
}
