package dev.retention.service;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is booked, in the order in which bookings of one day are taken. */
enum Booking {
    INVOICE,
    CREDIT_NOTE,
    PAYMENT,
    WRITTEN_OFF,
    DISPUTE,
    DISPUTE_SETTLED;

    private static final Booking[] ALL = values();

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    String code() {
        return code;
    }

    /** The booking with a code, null if there is none. */
    static @Nullable Booking of(@Nullable String code) {
        for (Booking booking : ALL) {
            if (booking.code.equals(code)) {
                return booking;
            }
        }
        return null;
    }

    /** Whether it may name no invoice. */
    boolean canBeUnapplied() {
        return this == CREDIT_NOTE || this == PAYMENT;
    }

    /** Whether it lessens what is owed. */
    boolean isCredit() {
        return this == CREDIT_NOTE || this == PAYMENT || this == WRITTEN_OFF;
    }

    /** Prints the code, such as {@code credit note}. */
    @Override
    public String toString() {
        return code;
    }
}
