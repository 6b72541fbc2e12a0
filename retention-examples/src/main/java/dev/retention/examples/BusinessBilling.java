package dev.retention.examples;

import static dev.retention.examples.BusinessSimulator.LAST_DAY;

import dev.retention.examples.Business.Booking;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The invoices of a customer of a simulated business: one a month, paid on time, late, in part, or not. */
final class BusinessBilling {

    private static final int TERM = 14;

    private final BusinessLife life;
    private final Chance chance;
    private int invoices;

    BusinessBilling(BusinessLife life) {
        this.life = life;
        this.chance = life.chance;
    }

    /** The invoice of a month. */
    void month(LocalDate day, int euros) {
        invoices++;
        String invoice = String.format(Locale.ROOT, "%s-%02d", life.customer, invoices);
        LocalDate due = day.plusDays(TERM);
        book(day, "invoice", invoice, due, 100L * euros);
        LocalDate paid = life.late && chance.happens(0.7)
                ? due.plusDays(chance.between(5, 70))
                : due.minusDays(chance.between(0, TERM - 1));
        if (chance.happens(0.015)) {
            dispute(day.plusDays(chance.between(1, 10)), invoice, euros);
        } else if (chance.happens(0.01)) {
            book(due.plusDays(150), "written off", invoice, null, 100L * euros);
        } else if (chance.happens(0.02)) {
            book(paid, "payment", invoice, null, 60L * euros);
            book(paid.plusDays(30), "payment", invoice, null, 40L * euros);
        } else {
            book(paid, "payment", invoice, null, 100L * euros);
        }
    }

    /** Something is wrong with an invoice: a part is taken back and the rest is paid. */
    private void dispute(LocalDate on, String invoice, int euros) {
        LocalDate settled = on.plusDays(chance.between(10, 60));
        book(on, "dispute", invoice, null, 100L * euros);
        book(settled, "dispute settled", invoice, null, 100L * euros);
        book(settled, "credit note", invoice, null, 25L * euros);
        book(settled.plusDays(chance.between(1, 20)), "payment", invoice, null, 75L * euros);
    }

    private void book(LocalDate day, String kind, String invoice, @Nullable LocalDate due, long cents) {
        if (!day.isAfter(LAST_DAY)) {
            life.business.bookings.add(
                    new Booking(life.customer, day, kind, invoice, due, BigDecimal.valueOf(cents, 2)));
        }
    }
}
