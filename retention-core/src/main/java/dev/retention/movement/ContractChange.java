package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change of what a subscription is worth, or a day of it that matters, from {@link Contracts}. A move to another plan or family is two
 * changes of one day: the old one's whole value goes, the new one's comes.
 *
 * @param row the row that says so: that which begins, or which ends
 * @param customer whose
 * @param subscription which of the customer's
 * @param day the first day of the new value, or that on which it came to be known
 * @param before the value a month before
 * @param after and from then on
 * @param code {@link Contracts#STARTED}, {@link Contracts#CHANGED}, {@link Contracts#FX}, by what it ended, or, of what changes no
 *     value, {@link Contracts#DUE} and {@link Contracts#ANNOUNCED}
 * @param line what is subscribed to
 * @param effective the first day of the new value, where it came to be known on a later one; null else
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record ContractChange<S, K>(
        S row,
        K customer,
        Object subscription,
        LocalDate day,
        MonthlyValue before,
        MonthlyValue after,
        String code,
        Line line,
        @Nullable LocalDate effective) {
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
     * @param line what is subscribed to
     * @param effective the first day of the new value
     */
    public ContractChange {
        requireNonNull(row, "row");
        requireNonNull(customer, "customer");
        requireNonNull(subscription, "subscription");
        requireNonNull(day, "day");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(code, "code");
        requireNonNull(line, "line");
    }

    /**
     * What is subscribed to.
     *
     * @param plan the plan; null if there is none or none was told
     * @param family the family of products; null likewise
     * @param quantity by how much the quantity changes, below 0 if it falls; 1 for each subscription of which none was told
     * @since 0.1.0
     */
    public record Line(@Nullable String plan, @Nullable String family, long quantity) {}

    /**
     * By how much the rounded value changes, so that the amounts of a subscription add up to its rounded value.
     *
     * @param scale how many decimals
     * @param rounding which way to round
     * @return the difference; below 0 if it falls
     * @throws ArithmeticException if the mode is {@code UNNECESSARY} and a value has more decimals; the message names the change
     */
    public BigDecimal amount(int scale, RoundingMode rounding) {
        requireNonNull(rounding, "rounding");
        try {
            return after.rounded(scale, rounding).subtract(before.rounded(scale, rounding));
        } catch (ArithmeticException e) {
            throw new ArithmeticException("change (" + this + ") must need no rounding to " + scale + " decimals");
        }
    }

    /**
     * Whether the subscription ends.
     *
     * @return true if there was value before, there is none after, and {@link #code} says by what
     */
    public boolean isEnd() {
        return after.equals(MonthlyValue.ZERO) && !before.equals(after) && !code.equals(Contracts.CHANGED);
    }

    /** Prints the change, such as {@code ann 2024-01-10 changed 10 to 25/3 (s1)}. */
    @Override
    public String toString() {
        return customer + " " + day + " " + code + " " + before + " to " + after + " (" + subscription + ")";
    }
}
