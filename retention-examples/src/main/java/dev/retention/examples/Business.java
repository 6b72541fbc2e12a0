package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ContractValue;
import dev.retention.movement.Contracts;
import dev.retention.movement.MonthlyFactor;
import dev.retention.movement.Spells;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription business knows of its customers, as plain rows: those that its billing system, help desk, surveys and CRM would
 * export. Made by {@link BusinessSimulator}. Rows of a kind stand in order of customer, and within a customer roughly of time.
 *
 * @param contracts a row for each state of a contract
 * @param tickets what customers came with
 * @param scores what they were asked, and what they answered
 * @param bookings invoices and what became of them
 * @param contacts when we were in touch
 * @param goals what was agreed with them
 * @param owners who of ours looks after them
 * @param journey how far they came after signing
 * @param referrals whom they brought
 * @param campaigns who was in which arm
 */
public record Business(
        List<Contract> contracts,
        List<Ticket> tickets,
        List<Score> scores,
        List<Booking> bookings,
        List<Contact> contacts,
        List<Goal> goals,
        List<Owner> owners,
        List<Step> journey,
        List<Referral> referrals,
        List<Arm> campaigns) {

    /** Copies the rows. */
    public Business {
        contracts = List.copyOf(contracts);
        tickets = List.copyOf(tickets);
        scores = List.copyOf(scores);
        bookings = List.copyOf(bookings);
        contacts = List.copyOf(contacts);
        goals = List.copyOf(goals);
        owners = List.copyOf(owners);
        journey = List.copyOf(journey);
        referrals = List.copyOf(referrals);
        campaigns = List.copyOf(campaigns);
    }

    /** When a customer is live, by {@link #contractHistories}: while a contract runs. */
    static final Spells LIVE = Spells.between(Contracts.STARTED, "cancelled", "failed payment");

    /** The contracts as histories: what each customer pays a month, and from when to when. */
    HistoryStore<String> contractHistories() {
        return Contracts.of(Contract::customer, (Contract row) -> "contract")
                .from(Contract::start)
                .until(Contract::end)
                .worth(ContractValue.of(
                        Contract::monthly, row -> BillingInterval.MONTHLY, MonthlyFactor.YEAR_OF_52_WEEKS))
                .endedBy(Contract::mode)
                .reasons(Contract::reason)
                .read(contracts, Currency.getInstance("EUR"), RoundingMode.UNNECESSARY)
                .named("contracts");
    }

    /**
     * A state of a contract.
     *
     * @param start its first day
     * @param end the day after its last, null while it runs
     * @param cancelled the day on which notice was given, if it was
     * @param monthly what it costs a month, in euros
     * @param mode by what it ended, null if it runs or goes on at another price
     * @param reason what the customer said, if they did
     */
    public record Contract(
            String customer,
            LocalDate start,
            @Nullable LocalDate end,
            @Nullable LocalDate cancelled,
            String plan,
            BigDecimal monthly,
            @Nullable String mode,
            @Nullable String reason) {}

    /**
     * A contact that came from the customer.
     *
     * @param kind {@code complaint}, {@code praise} or {@code question}
     * @param stage where it surfaced
     * @param cause the stage that caused it, known for complaints
     * @param answered the day of the first answer, null while there is none
     * @param contacts how many contacts it took, null while it is open
     */
    public record Ticket(
            String customer,
            LocalDate opened,
            String kind,
            String topic,
            String stage,
            @Nullable String cause,
            String agent,
            @Nullable LocalDate answered,
            @Nullable Long minutesToAnswer,
            @Nullable LocalDate resolved,
            @Nullable Long minutesToResolve,
            @Nullable Integer contacts) {}

    /**
     * A request for a score.
     *
     * @param survey {@code nps} from 0 to 10, or {@code csat} from 1 to 5 after a ticket
     * @param role of who was asked
     * @param followedUp the day on which somebody came back to the answer
     */
    public record Score(
            String customer,
            LocalDate asked,
            String survey,
            @Nullable LocalDate answered,
            @Nullable Integer score,
            String role,
            @Nullable LocalDate followedUp) {}

    /**
     * A booking.
     *
     * @param kind {@code invoice}, {@code payment}, {@code credit note}, {@code dispute}, {@code dispute settled} or {@code written off}
     * @param due the day until which an invoice is to be paid
     */
    public record Booking(
            String customer,
            LocalDate day,
            String kind,
            String invoice,
            @Nullable LocalDate due,
            BigDecimal amount) {}

    /**
     * A contact of ours.
     *
     * @param role ours: {@code manager} or {@code director}
     * @param employee ours
     * @param person theirs
     * @param nextStep the day that was agreed for the next one, if one was
     */
    public record Contact(
            String customer,
            LocalDate day,
            String channel,
            String role,
            String employee,
            String person,
            String personRole,
            int minutes,
            @Nullable LocalDate nextStep,
            String reason) {}

    /** A goal agreed on a day; met on another, or not yet. */
    public record Goal(
            String customer,
            LocalDate agreed,
            String name,
            LocalDate due,
            @Nullable LocalDate met) {}

    /** Who of ours looks after a customer from a day on. */
    public record Owner(String customer, LocalDate since, String role, String employee) {}

    /** A stage that was entered. */
    public record Step(String customer, LocalDate entered, String stage) {}

    /** A customer who brought another. */
    public record Referral(String customer, LocalDate day, String brought) {}

    /** The arm of a campaign: {@code gesture}, or {@code holdout} if nothing was done. */
    public record Arm(String customer, LocalDate day, String campaign, String arm) {}
}
