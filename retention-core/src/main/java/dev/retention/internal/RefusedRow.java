package dev.retention.internal;

import static java.util.Objects.requireNonNull;

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

    @Override
    @SuppressWarnings("OverrideThrowableToString") // exclusions list what an accessor threw as text
    public String toString() {
        return requireNonNull(getMessage());
    }
}
