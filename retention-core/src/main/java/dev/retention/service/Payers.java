package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.rule.Grouping;
import java.util.List;

/**
 * Parts customers by how they pay, so that churn, cohorts and whatever else is counted can be set side by side.
 *
 * <pre>{@code
 * HistoryStore<Long> all = orders.named("orders").and(invoices);
 * CustomerChurn.over(months, Spells.ofOrders(90)).of(all).by(Payers.late(14, Reading.AT_PERIOD));
 * LaterLoss.over(months, Spells.ofOrders(90)).after(Payers.turningLate(14)).of(all);
 * }</pre>
 *
 * <p>What is read on a day is what was known on it, and what is booked later does not undo it: an invoice that was late stays one if it is
 * credited, as many are because the customer left. Of the track {@value Invoices#TRACK}, as {@link Invoices#reader} makes it.
 *
 * @since 0.1.0
 */
public final class Payers {
    private Payers() {}

    /**
     * Parts customers by whether they ever paid late, as known on the day on which it is read: {@code late}, {@code not late}, or {@link
     * dev.retention.rule.Group#MISSING} of who has no invoice by then. Late is an invoice of which something is open more than some days
     * after its due day, or was: whether it was then paid, written off or credited. So a customer is late with what we ought to have
     * credited sooner. One that a credit note closed on the first late day is late if some of it was paid.
     *
     * @param days how many days past due are not late yet, at least 0
     * @param reading when it is read: at each period for churn, so that nothing is known before its time
     * @return the grouping, for any table of a store with the track {@value Invoices#TRACK}
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public static Grouping late(int days, Grouping.Reading reading) {
        checkArgument(days >= 0, "days (%s) must be at least 0", days);
        return Grouping.ofEvents("payment more than " + days + " days late", reading, (history, event) -> {
                    long asOf = history.timeline().asOf().toEpochDay();
                    InvoiceBook book = new InvoiceWalk(history).toEnd();
                    boolean late = book.bills().stream().anyMatch(bill -> bill.lateOn(days) <= asOf);
                    return book.bills().isEmpty() ? null : late ? "late" : "not late";
                })
                .on(Invoices.TRACK);
    }

    /**
     * An invoice that becomes late, to be asked whether it goes before a loss, see {@link LaterLoss}. Of disputes ask by {@code
     * Signal.of(Invoices.TRACK, Invoices.DISPUTE)}.
     *
     * @param days how many days past due are not late yet, at least 0
     * @return the signal, on the first day on which such an invoice is late
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public static Signal turningLate(int days) {
        checkArgument(days >= 0, "days (%s) must be at least 0", days);
        return Signal.of("invoice more than " + days + " days past due", List.of(Invoices.TRACK), (history, found) -> {
            long asOf = history.timeline().asOf().toEpochDay();
            for (InvoiceBook.Bill bill :
                    new InvoiceWalk(history.track(Invoices.TRACK)).toEnd().bills()) {
                if (bill.lateOn(days) <= asOf) {
                    found.accept(bill.lateOn(days));
                }
            }
        });
    }

    /**
     * Parts customers by whether they ever disputed an invoice, as known on the day on which it is read: {@code in dispute} while
     * something is disputed of what is open, {@code disputed before}, {@code not disputed}, or {@link dev.retention.rule.Group#MISSING} of
     * who has no invoice by then.
     *
     * @param reading when it is read: at each period for churn, so that nothing is known before its time
     * @return the grouping, for any table of a store with the track {@value Invoices#TRACK}
     */
    public static Grouping disputed(Grouping.Reading reading) {
        return Grouping.ofEvents("disputed invoices", reading, (history, event) -> {
                    InvoiceBook book = new InvoiceWalk(history).toEnd();
                    boolean now = book.open().stream().anyMatch(bill -> bill.disputed() > 0);
                    String label = now ? "in dispute" : book.wasDisputed() ? "disputed before" : "not disputed";
                    return book.bills().isEmpty() ? null : label;
                })
                .on(Invoices.TRACK);
    }
}
