package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one row says of a subscription: {@code end} is the first day on which it does not hold, {@code known} that from which on it is
 * known, its first at the earliest.
 */
record ContractState<S, K>(
        S row,
        long number,
        K customer,
        Object subscription,
        LocalDate from,
        @Nullable LocalDate end,
        ContractValue.Worth worth,
        ContractChange.Line line,
        String ending,
        @Nullable LocalDate cancelled,
        LocalDate known) {
    private static final MonthlyValue MOST =
            MonthlyFactor.MONTHS_AND_YEARS.monthly(BigDecimal.valueOf(1, -15), BillingInterval.MONTHLY);

    private static final Set<String> NO_ENDINGS =
            Set.of(Contracts.STARTED, Contracts.CHANGED, Contracts.FX, Contracts.DUE, Contracts.ANNOUNCED);

    /** Told the first day of a row before the rest of it is read. */
    interface FirstDays {
        void see(LocalDate from);
    }

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException if it cannot be; the message begins with row, customer and subscription
     */
    static <S, K> ContractState<S, K> of(ContractParts<S, K> by, S row, long number, FirstDays firstDays) {
        K customer = null;
        Object subscription = null;
        boolean isTold = false;
        try {
            customer = by.customer.apply(row);
            subscription = by.subscription.apply(row);
            isTold = true;
            checkArgument(customer != null && subscription != null, "must have both");
            LocalDate from = ContractParts.of(by.from, row);
            checkArgument(
                    from != null && isOfStores(from), "must have a first day in the years 1 to 9999, not %s", from);
            firstDays.see(requireNonNull(from));
            LocalDate end = ContractParts.of(by.until, row);
            checkArgument(end == null || !end.isBefore(from), "must not end (%s) before it begins (%s)", end, from);
            checkArgument(end == null || isOfStores(end), "must end in the years 1 to 9999, not on %s", end);
            ContractValue.Worth worth = requireNonNull(by.worth).of(row);
            checkMost(worth.value());
            String ending = by.ending.apply(row);
            checkArgument(
                    ending == null || !NO_ENDINGS.contains(ending),
                    "must not end by the code %s, which says something else",
                    ending);
            LocalDate cancelled = ContractParts.of(by.cancelled, row);
            checkArgument(
                    cancelled == null || isOfStores(cancelled),
                    "must be cancelled in the years 1 to 9999, not on %s",
                    cancelled);
            if (cancelled != null && by.booking == Contracts.Booking.CANCELLED) {
                LocalDate booked = cancelled.isBefore(from) ? from : cancelled;
                end = end == null || booked.isBefore(end) ? booked : end;
            }
            LocalDate recorded = ContractParts.of(by.recorded, row);
            checkArgument(
                    recorded == null || isOfStores(recorded),
                    "must be recorded in the years 1 to 9999, not on %s",
                    recorded);
            return new ContractState<>(
                    row,
                    number,
                    requireNonNull(customer),
                    requireNonNull(subscription),
                    from,
                    end,
                    worth,
                    new ContractChange.Line(
                            ContractParts.of(by.plan, row),
                            ContractParts.of(by.family, row),
                            worth.value().equals(MonthlyValue.ZERO) ? 0 : worth.quantity()),
                    ending == null ? Contracts.ENDED : ending,
                    cancelled,
                    recorded == null || recorded.isBefore(from) ? from : recorded);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    (isTold ? where(number, customer, subscription) : "row " + number) + " "
                            + (e.getClass() == IllegalArgumentException.class
                                    ? e.getMessage()
                                    : "cannot be read: " + e),
                    e);
        }
    }

    /** Refuses what no store takes. */
    static void checkMost(MonthlyValue value) {
        checkArgument(value.compareTo(MOST) <= 0, "must be worth at most %s a month, not %s", MOST, value);
    }

    /** Names the row. */
    String where() {
        return where(number, customer, subscription);
    }

    private static String where(long number, @Nullable Object customer, @Nullable Object subscription) {
        return "row " + number + " (customer " + customer + ", subscription " + subscription + ")";
    }

    /** Whether a store takes a day. */
    static boolean isOfStores(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    boolean holdsOnNoDay() {
        return from.equals(end);
    }

    /** Whether the row came to be known after its first day. */
    boolean isLate() {
        return known.isAfter(from);
    }
}
