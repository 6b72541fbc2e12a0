package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;

/**
 * How much of a cell could be observed as of the day up to which the data are complete.
 *
 * <p>A cell that could not be observed is not zero, and a cell that is still running is not low: both look like a
 * collapse in tools that print them as numbers. One rule serves every table:
 *
 * <pre>
 *   OBSERVED     end   ≤ as-of        all of the cell's time has passed
 *   PARTIAL      start &lt; as-of &lt; end  some of it
 *   UNOBSERVED   as-of ≤ start        none of it
 * </pre>
 *
 * where start and end are the earliest and the latest time that any customer of the cell is looked at.
 *
 * @since 0.1.0
 */
public enum CellState {
    /** All of the cell's time lies before the end of the data: the number is final but for corrections. */
    OBSERVED,

    /** The cell is still running: the number can only grow. */
    PARTIAL,

    /** None of the cell's time has come: there is no number. */
    UNOBSERVED;

    /**
     * Applies the rule.
     *
     * @param startInclusive the earliest time the cell looks at
     * @param endExclusive the latest time, at or after {@code startInclusive}
     * @param completeBefore the time before which the data are complete
     * @return the state
     * @throws IllegalArgumentException if {@code endExclusive} is before {@code startInclusive}
     */
    public static CellState of(LocalDateTime startInclusive, LocalDateTime endExclusive, LocalDateTime completeBefore) {
        requireNonNull(completeBefore, "completeBefore");
        requireNonNull(endExclusive, "endExclusive");
        requireNonNull(startInclusive, "startInclusive");
        checkArgument(
                !endExclusive.isBefore(startInclusive),
                "endExclusive (%s) must not be before startInclusive (%s)",
                endExclusive,
                startInclusive);
        if (!endExclusive.isAfter(completeBefore)) {
            return OBSERVED;
        }
        return startInclusive.isBefore(completeBefore) ? PARTIAL : UNOBSERVED;
    }
}
