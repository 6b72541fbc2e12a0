package dev.retention.examples;

import static dev.retention.examples.BusinessLife.known;
import static dev.retention.examples.BusinessSimulator.HAND_OVER;
import static dev.retention.examples.BusinessSimulator.LAST_DAY;

import dev.retention.examples.Business.Contact;
import dev.retention.examples.Business.Goal;
import dev.retention.examples.Business.Owner;
import dev.retention.examples.Business.Step;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Who of a simulated business keeps in touch with a customer, what is agreed, and how far it comes. */
final class BusinessRelations {

    /** Leaves on the day of the hand-over. */
    private static final String LEAVER = "Dirk";

    private static final String[] STAGES = {"signed", "kick-off", "data connected", "trained", "first result"};

    private final BusinessLife life;
    private final Chance chance;
    /** Some customers know one of our people only. */
    private final boolean one;

    private String manager = "";
    private boolean handedOver;

    BusinessRelations(BusinessLife life) {
        this.life = life;
        this.chance = life.chance;
        this.one = chance.happens(0.3);
    }

    /** Whether the manager left. */
    boolean isHandedOver() {
        return handedOver;
    }

    /** The first days. */
    void begin(LocalDate start) {
        manager = start.isBefore(HAND_OVER)
                ? chance.one("Anna", "Ben", "Carla", LEAVER)
                : chance.one("Anna", "Ben", "Carla");
        life.business.owners.add(new Owner(life.customer, start, "manager", manager));
        LocalDate at = start;
        for (String stage : STAGES) {
            if (at.isAfter(LAST_DAY) || (!stage.equals(STAGES[0]) && chance.happens(0.05))) {
                break;
            }
            life.business.journey.add(new Step(life.customer, at, stage));
            at = at.plusDays(1 + (long) chance.waiting(18));
        }
        goal(start, "first result", 60, 50);
    }

    /** A month of the contract. */
    void month(LocalDate from, LocalDate to, int month) {
        if (manager.equals(LEAVER) && HAND_OVER.isBefore(to)) {
            handOver();
        }
        contact(from.plusDays(chance.between(0, 27)), "report", "manager", manager, "user", 10, "monthly report", 0.85);
        if (month % 3 == 0) {
            contact(from.plusDays(chance.between(0, 27)), "call", "manager", manager, "user", 30, "check-in", 0.8);
        }
        if (month % 4 == 2 && !one) {
            contact(
                    from.plusDays(chance.between(0, 27)),
                    chance.one("call", "visit"),
                    "director",
                    "Doris",
                    "decision maker",
                    45,
                    "check-in",
                    0.7);
        }
        if (month > 0 && month % 6 == 0) {
            goal(from, "growth", 180, 160);
        }
    }

    private void handOver() {
        manager = chance.one("Anna", "Ben", "Carla");
        handedOver = true;
        life.business.owners.add(new Owner(life.customer, HAND_OVER, "manager", manager));
    }

    private void goal(LocalDate agreed, String name, int days, double mean) {
        long needed = 10 + (long) chance.waiting(mean);
        boolean met = chance.happens(0.85);
        if (!agreed.isAfter(LAST_DAY)) {
            @Nullable LocalDate day = met ? known(agreed.plusDays(needed)) : null;
            life.business.goals.add(new Goal(life.customer, agreed, name, agreed.plusDays(days), day));
        }
    }

    private void contact(
            LocalDate day,
            String channel,
            String role,
            String employee,
            String personRole,
            int minutes,
            String reason,
            double kept) {
        boolean takesPlace = chance.happens(kept);
        int length = minutes + chance.between(0, minutes);
        LocalDate next = chance.happens(0.6) ? day.plusDays(chance.between(14, 60)) : null;
        if (takesPlace && !day.isAfter(LAST_DAY)) {
            life.business.contacts.add(new Contact(
                    life.customer,
                    day,
                    channel,
                    role,
                    employee,
                    personRole.equals("user") ? "Pat" : "Dee",
                    personRole,
                    length,
                    next,
                    reason));
        }
    }
}
