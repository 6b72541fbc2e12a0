package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row that contradicts itself or others; prints as its message alone, which is what exclusions list. */
final class RefusedRow extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RefusedRow(String message) {
        super(requireNonNull(message, "message"));
    }

    /** Refuses a day that no store takes. */
    static void checkDay(@Nullable LocalDate day, @Nullable Object customer) {
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
