package dev.retention.internal;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row that contradicts itself or others; prints as its message alone, which is what exclusions list. */
public final class RefusedRow extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Refuses a row.
     *
     * @param message what is wrong, with the argument, its value and the customer
     */
    public RefusedRow(String message) {
        super(requireNonNull(message, "message"));
    }

    /**
     * Refuses a day that no store takes.
     *
     * @param day the day; null is for others to refuse
     * @param customer whose row it is
     */
    public static void checkDay(@Nullable LocalDate day, @Nullable Object customer) {
        if (day != null && (day.getYear() < 1 || day.getYear() > 9999)) {
            throw new RefusedRow("day (" + day + ") of customer (" + customer + ") is not in the years 1 to 9999");
        }
    }

    /**
     * Refuses a number that no store takes, or one too small.
     *
     * @param name what it is
     * @param number the number; null is none
     * @param least the least that it may be
     * @param whose of whom it is, such as {@code " of customer (7)"}
     */
    public static void checkWhole(String name, @Nullable Number number, long least, String whose) {
        boolean isSmall = number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
        boolean isLarge = number instanceof BigInteger big && big.bitLength() <= 63;
        if (number != null && !isSmall && !isLarge) {
            throw new RefusedRow(name + " (" + number + ")" + whose
                    + " must be a whole number that fits a long, as Byte, Short, Integer, Long or BigInteger, not this "
                    + number.getClass().getSimpleName());
        }
        if (number != null && number.longValue() < least) {
            throw new RefusedRow(name + " (" + number + ")" + whose + " must be at least " + least);
        }
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // exclusions list what an accessor threw as text
    public String toString() {
        return requireNonNull(getMessage());
    }
}
