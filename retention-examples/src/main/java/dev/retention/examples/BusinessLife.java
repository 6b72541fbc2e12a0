package dev.retention.examples;

import static dev.retention.examples.BusinessSimulator.LAST_DAY;

import dev.retention.examples.Business.Contract;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The life of one customer of a simulated business, month of the contract by month. */
final class BusinessLife {

    private static final String[] PLANS = {"starter", "team", "business"};
    private static final int[] PRICES = {190, 390, 790};
    private static final double[] HAZARDS = {0.018, 0.012, 0.008};

    final BusinessSimulator business;
    final Chance chance;
    final String customer;
    final boolean late;
    private final BusinessService service;
    private final BusinessRelations relations;
    private final BusinessBilling billing;
    private final int plan;
    private LocalDate start;
    private LocalDate since;
    private boolean gesture;
    private double mood;

    BusinessLife(BusinessSimulator business, String customer, LocalDate start) {
        this.business = business;
        this.chance = business.chance;
        this.customer = customer;
        this.start = start;
        this.since = start;
        this.late = chance.happens(0.2);
        this.plan = chance.one(0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
        this.mood = 0.7 * chance.normal();
        this.service = new BusinessService(this);
        this.relations = new BusinessRelations(this);
        this.billing = new BusinessBilling(this);
    }

    /** Lives from contract to contract. */
    void live() {
        if (!start.isAfter(LAST_DAY)) {
            relations.begin(start);
        }
        while (!start.isAfter(LAST_DAY)) {
            LocalDate end = contract();
            if (!chance.happens(0.08)) {
                return;
            }
            start = end.plusDays(chance.between(60, 200));
            since = start;
        }
    }

    /** How the customer feels: above 0 better than most. */
    double mood() {
        return mood;
    }

    /** A day that has come, or null. */
    static @Nullable LocalDate known(LocalDate day) {
        return day.isAfter(LAST_DAY) ? null : day;
    }

    /** One contract; returns the day after its last, or one after all days. */
    private LocalDate contract() {
        for (int month = 0; ; month++) {
            LocalDate from = start.plusMonths(month);
            LocalDate to = start.plusMonths(month + 1L);
            reprice(from);
            assign(from, to);
            mood = 0.85 * mood + 0.35 * chance.normal();
            int complaints = service.month(from, to, month);
            relations.month(from, to, month);
            billing.month(from, price(from));
            if (chance.happens(0.008) && !to.isAfter(LAST_DAY)) {
                business.brought.add(new BusinessSimulator.Invitation(customer, to));
            }
            if (to.isAfter(LAST_DAY)) {
                write(null, null, null, null);
                return to;
            }
            double hazard =
                    HAZARDS[plan] * hazard(to, month) * (complaints > 0 ? BusinessSimulator.COMPLAINT_RATIO : 1);
            if (chance.happens(hazard)) {
                return leave(from, to, complaints > 0);
            }
        }
    }

    private double hazard(LocalDate day, int month) {
        double ratio = month < 3 ? 1.3 : 1;
        ratio *= late ? BusinessSimulator.LATE_RATIO : 1;
        ratio *= StrictMath.exp(-1.2 * mood);
        ratio *= plan == 0 && isWithin(day, BusinessSimulator.PRICE_RISE, 3) ? 1.5 : 1;
        ratio *= relations.isHandedOver() && isWithin(day, BusinessSimulator.HAND_OVER, 6)
                ? BusinessSimulator.HAND_OVER_RATIO
                : 1;
        ratio *= gesture && isWithin(day, BusinessSimulator.CAMPAIGN, 6) ? BusinessSimulator.GESTURE_RATIO : 1;
        return ratio;
    }

    private static boolean isWithin(LocalDate day, LocalDate from, int months) {
        return day.isAfter(from) && !day.isAfter(from.plusMonths(months));
    }

    private void assign(LocalDate from, LocalDate to) {
        LocalDate day = BusinessSimulator.CAMPAIGN;
        if (!day.isBefore(from) && day.isBefore(to)) {
            gesture = chance.happens(0.5);
            business.campaigns.add(new Business.Arm(customer, day, "autumn gesture", gesture ? "gesture" : "holdout"));
        }
    }

    private int price(LocalDate day) {
        return PRICES[plan] + (plan == 0 && !day.isBefore(BusinessSimulator.PRICE_RISE) ? 30 : 0);
    }

    private void reprice(LocalDate from) {
        if (price(since) != price(from)) {
            write(from, null, null, null);
            since = from;
        }
    }

    private LocalDate leave(LocalDate from, LocalDate to, boolean complained) {
        if (chance.happens(0.12)) {
            write(to, null, "failed payment", null);
        } else {
            LocalDate notice = to.minusDays(chance.between(1, 20));
            write(to, notice.isBefore(from) ? from : notice, "cancelled", reason(to, complained));
        }
        return to;
    }

    private @Nullable String reason(LocalDate to, boolean complained) {
        if (chance.happens(0.25)) {
            return null;
        }
        if (complained && chance.happens(0.6)) {
            return "service";
        }
        return plan == 0 && isWithin(to, BusinessSimulator.PRICE_RISE, 3)
                ? "too expensive"
                : chance.one("too expensive", "missing feature", "went to a competitor", "project ended");
    }

    private void write(
            @Nullable LocalDate end, @Nullable LocalDate cancelled, @Nullable String mode, @Nullable String reason) {
        business.contracts.add(new Contract(
                customer,
                since,
                end,
                cancelled,
                PLANS[plan],
                BigDecimal.valueOf(100L * price(since), 2),
                mode,
                reason));
    }
}
