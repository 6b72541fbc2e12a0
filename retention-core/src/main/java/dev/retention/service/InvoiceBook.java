package dev.retention.service;

import dev.retention.internal.Checks;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The invoices of one customer while bookings are taken in order of time. What passes the open amount of an invoice, or names one that is
 * not there, is unapplied; a dispute of such an invoice is of nothing.
 */
final class InvoiceBook {
    static final long NONE = Long.MAX_VALUE;

    private final Map<Object, Bill> bills = new HashMap<>();
    private final Map<Object, Bill> open = new LinkedHashMap<>();
    private long balance;
    private long unappliedCredits;
    private long unappliedPayments;
    private boolean wasDisputed;

    /** An invoice with what has become of it. */
    static final class Bill {
        final long day;
        final long due;
        final long amount;
        private long open;
        private long paid;
        private long writtenOff;
        private long closed = NONE;
        private long disputed;
        private long disputedSince = NONE;

        Bill(long day, long due, long amount) {
            this.day = day;
            this.due = due;
            this.amount = amount;
            this.open = amount;
        }

        long open() {
            return open;
        }

        boolean isOpen() {
            return open > 0;
        }

        /** The day on which nothing was open any more, else NONE. */
        long closed() {
            return closed;
        }

        boolean isWrittenOff() {
            return writtenOff > 0;
        }

        /** Whether nothing is open, the customer paid some of it, and nothing was written off. */
        boolean isPaid() {
            return open == 0 && paid > 0 && writtenOff == 0;
        }

        /** What is disputed of the open amount. */
        long disputed() {
            return Math.min(disputed, open);
        }

        /** The day from which something has been disputed without a break. */
        long disputedSince() {
            return disputedSince;
        }

        /**
         * The first day on which it was known to be late: open more than so many days after it was due, or paid or written off on the first
         * of these. Else NONE; what is booked later does not undo it.
         */
        long lateOn(int days) {
            if (due == NONE) {
                return NONE;
            }
            long first = Math.max(day, due + days + 1);
            return closed > first || (closed == first && (paid > 0 || writtenOff > 0)) ? first : NONE;
        }

        private void credit(Booking kind, long part, long on) {
            open -= part;
            paid += kind == Booking.PAYMENT ? part : 0;
            writtenOff += kind == Booking.WRITTEN_OFF ? part : 0;
            closed = open == 0 ? on : NONE;
        }

        private void dispute(long more, long on) {
            disputedSince = disputed == 0 ? on : disputedSince;
            disputed = Checks.sum(disputed, more, "the disputed amount");
        }

        private void settle(long part) {
            disputed -= Math.min(disputed, part);
            disputedSince = disputed == 0 ? NONE : disputedSince;
        }
    }

    Collection<Bill> bills() {
        return Collections.unmodifiableCollection(bills.values());
    }

    /** Of which something is open. */
    Collection<Bill> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    long balance() {
        return balance;
    }

    long unappliedCredits() {
        return unappliedCredits;
    }

    long unappliedPayments() {
        return unappliedPayments;
    }

    boolean wasDisputed() {
        return wasDisputed;
    }

    /** What is wrong with a booking, in words; null if nothing is. */
    @Nullable
    String fault(Booking kind, @Nullable Object number, long amount) {
        Bill bill = number == null ? null : bills.get(number);
        if (kind == Booking.INVOICE) {
            return bill == null ? null : "is booked a second time";
        }
        if (number == null) {
            return null;
        }
        if (bill == null) {
            return "is not there";
        }
        if (kind.isCredit() && amount > bill.open) {
            return "has less open";
        }
        if (kind == Booking.DISPUTE && amount > bill.amount - bill.disputed) {
            return "is of less";
        }
        return kind == Booking.DISPUTE_SETTLED && amount > bill.disputed ? "has less disputed" : null;
    }

    /** Takes a booking; amounts are above 0. An invoice that is there already is another one, whose number is lost. */
    void take(Booking kind, @Nullable Object number, long day, long due, long amount) {
        if (kind == Booking.INVOICE) {
            Bill bill = new Bill(day, due, amount);
            Object key = number == null || bills.containsKey(number) ? bill : number;
            balance = Checks.sum(balance, amount, "the balance");
            bills.put(key, bill);
            open.put(key, bill);
            return;
        }
        Bill bill = number == null ? null : bills.get(number);
        if (kind.isCredit()) {
            credit(kind, number, bill, day, amount);
        } else if (bill != null && kind == Booking.DISPUTE) {
            bill.dispute(amount, day);
            wasDisputed = true;
        } else if (bill != null) {
            bill.settle(amount);
        }
    }

    private void credit(Booking kind, @Nullable Object number, @Nullable Bill bill, long day, long amount) {
        long part = bill == null ? 0 : Math.min(amount, bill.open);
        long after = Checks.sum(balance, -amount, "the balance");
        if (kind == Booking.PAYMENT) {
            unappliedPayments = Checks.sum(unappliedPayments, amount - part, "unapplied payments");
        } else {
            unappliedCredits = Checks.sum(unappliedCredits, amount - part, "unapplied credits");
        }
        balance = after;
        if (bill != null && part > 0) {
            bill.credit(kind, part, day);
            if (!bill.isOpen()) {
                open.remove(number);
            }
        }
    }
}
