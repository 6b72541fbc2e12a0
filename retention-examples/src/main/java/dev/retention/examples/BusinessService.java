package dev.retention.examples;

import static dev.retention.examples.BusinessLife.known;
import static dev.retention.examples.BusinessSimulator.BAD_QUARTER;
import static dev.retention.examples.BusinessSimulator.LAST_DAY;

import dev.retention.examples.Business.Score;
import dev.retention.examples.Business.Ticket;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a customer of a simulated business comes with, and what they answer when asked. */
final class BusinessService {

    private static final int DAY = 24 * 60;
    private static final double COMPLAINTS = 0.10;
    private static final double OUTAGES = 0.012;

    private final BusinessLife life;
    private final Chance chance;

    BusinessService(BusinessLife life) {
        this.life = life;
        this.chance = life.chance;
    }

    /** A month of the contract; returns the number of complaints. */
    int month(LocalDate from, LocalDate to, int month) {
        int length = (int) ChronoUnit.DAYS.between(from, to);
        int complaints = 0;
        for (int i = chance.times(COMPLAINTS); i > 0; i--) {
            complaints += ticket(from, length, "complaint", chance.one("billing", "billing", "speed", "reports"));
        }
        for (int i = chance.times(OUTAGES * (isBad(from) ? 6 : 1)); i > 0; i--) {
            complaints += ticket(from, length, "complaint", "outages");
        }
        for (int i = chance.times(0.2 * (month < 2 ? 3 : 1)); i > 0; i--) {
            ticket(from, length, "question", chance.one("billing", "reports", "import", "users"));
        }
        for (int i = chance.times(0.03 * StrictMath.exp(life.mood())); i > 0; i--) {
            ticket(from, length, "praise", chance.one("support", "reports", "speed"));
        }
        if (month % 4 == 3) {
            ask(from.plusDays(chance.between(0, length - 1)), complaints);
        }
        return complaints;
    }

    private static boolean isBad(LocalDate day) {
        return !day.isBefore(BAD_QUARTER) && day.isBefore(BAD_QUARTER.plusMonths(3));
    }

    /** Returns 1, or 0 if the day has not come. */
    private int ticket(LocalDate from, int length, String kind, String topic) {
        LocalDate opened = from.plusDays(chance.between(0, length - 1));
        int at = chance.between(8 * 60, 18 * 60);
        boolean complaint = kind.equals("complaint");
        String agent = chance.one("Ines", "Jon", "Kim");
        String stage = stage(topic);
        String cause = !complaint ? null : topic.equals("outages") ? "operations" : chance.one(stage, stage, "sale");
        long answer = 1 + (long) chance.waiting(agent.equals("Kim") ? 1400 : 600);
        int contacts = 1 + chance.times(complaint ? 0.8 : 0.2);
        long resolution = answer + (long) chance.waiting((complaint ? 5_000 : 800) * (double) contacts);
        if (opened.isAfter(LAST_DAY)) {
            return 0;
        }
        LocalDate answered = day(opened, at + answer);
        LocalDate resolved = day(opened, at + resolution);
        life.business.tickets.add(new Ticket(
                life.customer,
                opened,
                kind,
                topic,
                stage,
                cause,
                agent,
                answered,
                answered == null ? null : answer,
                resolved,
                resolved == null ? null : resolution,
                resolved == null ? null : contacts));
        if (resolved != null && chance.happens(0.5)) {
            rate(resolved, complaint);
        }
        return 1;
    }

    private static @Nullable LocalDate day(LocalDate opened, long minutes) {
        return known(opened.plusDays(minutes / DAY));
    }

    private static String stage(String topic) {
        return switch (topic) {
            case "billing" -> "invoice";
            case "import", "users" -> "onboarding";
            default -> "daily use";
        };
    }

    /** After a ticket. */
    private void rate(LocalDate asked, boolean complaint) {
        int score = level(4.3 + 0.5 * life.mood() - (complaint ? 1 : 0) + 0.7 * chance.normal(), 1, 5);
        write(asked, "csat", 0.35, score, score <= 2, "user");
    }

    /** Three times a year: the decision maker, who answers less often, or a user. */
    private void ask(LocalDate asked, int complaints) {
        boolean decides = chance.happens(0.4);
        int score = level(7.9 + 1.8 * life.mood() - 1.5 * complaints + 1.0 * chance.normal(), 0, 10);
        if (!asked.isAfter(LAST_DAY)) {
            write(asked, "nps", decides ? 0.35 : 0.55, score, score <= 6, decides ? "decision maker" : "user");
        }
    }

    private void write(LocalDate asked, String survey, double rate, int score, boolean low, String role) {
        LocalDate day = known(asked.plusDays(chance.between(0, 12)));
        LocalDate answered = chance.happens(rate) ? day : null;
        LocalDate back =
                answered != null && low && chance.happens(0.5) ? known(answered.plusDays(chance.between(1, 15))) : null;
        life.business.scores.add(
                new Score(life.customer, asked, survey, answered, answered == null ? null : score, role, back));
    }

    private static int level(double exact, int from, int to) {
        return StrictMath.max(from, StrictMath.min(to, (int) StrictMath.floor(exact + 0.5)));
    }
}
