package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.StratifiedComparison;
import dev.retention.internal.Checks;
import java.util.OptionalDouble;

/**
 * What a signal tells of the losses to come.
 *
 * @since 0.1.0
 */
public enum SignalVerdict {
    /** Who shows it is lost sooner than others of the same tenure. */
    WARNING("a warning"),
    /** Who shows it is lost later than others of the same tenure. */
    GOOD_SIGN("a good sign"),
    /** What it tells cannot be told from chance. */
    NOTHING("not told from chance"),
    /** There are no losses, or no customers with and without it at the same time and tenure. */
    NOT_COMPARABLE("cannot be compared");

    private final String words;

    SignalVerdict(String words) {
        this.words = words;
    }

    /**
     * Judges a comparison.
     *
     * @param comparison those who show the signal against those who do not, within strata
     * @param adjusted the p-value of the comparison, adjusted for all signals that were asked of; empty if there is none
     * @param level the level at which a signal is told from chance, inside (0, 1), such as 0.05
     * @return the verdict
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1), or {@code adjusted} not in [0, 1]
     */
    public static SignalVerdict of(StratifiedComparison comparison, OptionalDouble adjusted, double level) {
        requireNonNull(comparison, "comparison");
        requireNonNull(adjusted, "adjusted");
        Checks.openUnit(level, "level");
        if (adjusted.isEmpty()) {
            return NOT_COMPARABLE;
        }
        if (Checks.closedUnit(adjusted.getAsDouble(), "adjusted") > level) {
            return NOTHING;
        }
        return comparison.difference() > 0 ? WARNING : GOOD_SIGN;
    }

    /** Prints the verdict in words, such as {@code a warning}. */
    @Override
    public String toString() {
        return words;
    }
}
