package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * A change of what a subscription is worth, from {@link Contracts}.
 *
 * @param row the row that says so: that which begins, or which ends
 * @param customer whose
 * @param subscription which of the customer's
 * @param day the first day of the new value
 * @param before the value a month before
 * @param after and from then on
 * @param code {@link Contracts#STARTED}, {@link Contracts#CHANGED}, or by what it ended
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record ContractChange<S, K>(
        S row, K customer, Object subscription, LocalDate day, MonthlyValue before, MonthlyValue after, String code) {
    /**
     * Refuses null.
     *
     * @param row the row
     * @param customer whose
     * @param subscription which
     * @param day the first day
     * @param before the value before
     * @param after the value after
     * @param code what the change is
     */
    public ContractChange {
        requireNonNull(row, "row");
        requireNonNull(customer, "customer");
        requireNonNull(subscription, "subscription");
        requireNonNull(day, "day");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(code, "code");
    }

    /**
     * By how much the rounded value changes, so that the amounts of a subscription add up to its rounded value.
     *
     * @param scale how many decimals
     * @param rounding which way to round
     * @return the difference; below 0 if it falls
     */
    public BigDecimal amount(int scale, RoundingMode rounding) {
        requireNonNull(rounding, "rounding");
        return after.rounded(scale, rounding).subtract(before.rounded(scale, rounding));
    }

    /** Prints the change, such as {@code ann 2024-01-10 changed 10 to 25/3 (s1)}. */
    @Override
    public String toString() {
        return customer + " " + day + " " + code + " " + before + " to " + after + " (" + subscription + ")";
    }
}
