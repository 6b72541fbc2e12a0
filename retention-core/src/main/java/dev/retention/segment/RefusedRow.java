package dev.retention.segment;

import static java.util.Objects.requireNonNull;

/** A row that contradicts itself or others; prints as its message alone, which is what exclusions list. */
final class RefusedRow extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RefusedRow(String message) {
        super(requireNonNull(message, "message"));
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // exclusions list what an accessor threw as text
    public String toString() {
        return requireNonNull(getMessage());
    }
}
