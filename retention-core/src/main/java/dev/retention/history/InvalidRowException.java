package dev.retention.history;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A row of the input cannot become an event: thrown by a strict reader, which then has built nothing.
 *
 * <p>A lenient reader counts and lists such rows instead; see {@link HistoryReader#lenient()}.
 *
 * @since 0.1.0
 */
public final class InvalidRowException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Exclusions.Row row;

    InvalidRowException(Exclusions.Row row, @Nullable Throwable cause) {
        super(row + remedy(row.reason()), cause);
        this.row = row;
    }

    /** What the caller can do, where a choice of the reader's takes such rows. */
    private static String remedy(ExclusionReason reason) {
        return reason == ExclusionReason.INEXACT_AMOUNT ? "; rounding(RoundingMode) says how to round it" : "";
    }

    /**
     * A row of which a caller's function cannot say something.
     *
     * @param row the position in the input, the first row being 1
     * @param cause what the function threw
     * @return the exception
     */
    public static InvalidRowException unreadable(long row, RuntimeException cause) {
        return Exclusions.unreadable(row, requireNonNull(cause, "cause"));
    }

    /**
     * The row with its number, the reason and the offending value.
     *
     * @return the row
     */
    public Exclusions.Row row() {
        return row;
    }
}
