package dev.retention.movement;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The days of a subscription that change no value: the ends of its terms, and its cancellation. */
final class ContractTerms<S, K> {
    private final ContractParts<S, K> by;
    // From which day the terms are counted, how long they are, and how many have been told.
    private LocalDate anchor = LocalDate.MIN;
    private @Nullable BillingInterval term;
    private long times;

    ContractTerms(ContractParts<S, K> by) {
        this.by = by;
    }

    /** Is told of a day and its code. */
    interface Noted {
        void on(LocalDate day, String code);
    }

    /**
     * Tells the days of a state that are known by then, each state of a subscription after the one before.
     *
     * @param end the first day on which it does not hold, null if it goes on
     * @param follows whether it follows another
     */
    void note(ContractState<S, K> of, @Nullable LocalDate end, boolean follows, Noted noted) {
        boolean isWorthless = of.worth().value().equals(MonthlyValue.ZERO);
        BillingInterval next = isWorthless ? null : term(of);
        if (!follows || next == null || !next.equals(term)) {
            anchor = of.from();
            term = next;
            times = 0;
        }
        if (next != null) {
            LocalDate last = end == null || end.isAfter(by.lastTerm) ? by.lastTerm : end;
            for (LocalDate day = after(next); !day.isAfter(last); day = after(next)) {
                if (day.isAfter(of.from()) && !day.isBefore(of.known())) {
                    noted.on(day, Contracts.DUE);
                }
                times++;
            }
        }
        LocalDate cancelled = of.cancelled();
        if (cancelled != null
                && !isWorthless
                && by.booking == Contracts.Booking.PAID_TERM_OVER
                && !(follows && cancelled.isBefore(of.from()))) {
            LocalDate day = cancelled.isBefore(of.known()) ? of.known() : cancelled;
            if (end == null || day.isBefore(end)) {
                noted.on(day, Contracts.ANNOUNCED);
            }
        }
    }

    /** The end of the next term; beyond all days if there is none. */
    private LocalDate after(BillingInterval each) {
        try {
            return each.after(anchor, times + 1);
        } catch (DateTimeException | ArithmeticException e) {
            return LocalDate.MAX;
        }
    }

    private @Nullable BillingInterval term(ContractState<S, K> of) {
        try {
            return ContractParts.of(by.term, of.row());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(of.where() + " cannot be read: " + e, e);
        }
    }
}
