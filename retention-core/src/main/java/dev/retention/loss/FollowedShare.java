package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Interval;
import dev.retention.ProportionInterval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * The share of some customers that a {@link ScoreCheck} counts, of whom those who were not followed for long enough are stood for by
 * others.
 *
 * <pre>
 *   value = Σ w(counted) / Σ w        w = 1/G(min(followed, within)−), 0 of who was not followed to a loss or for long enough
 *   size  = (Σ w)² / Σ w²             as how many customers, counted one by one, the share is worth (Kish)
 * </pre>
 *
 * where {@code G(t−)} is the Kaplan–Meier share of those still followed just before {@code t} days. If everybody was followed, it is
 * {@code counted} of {@code known}.
 *
 * @param counted how many were seen to be counted, such as lost in time, in [0, {@code known}]
 * @param known of how many it is known, at least 1
 * @param unknown of how many it is not, at least 0
 * @param value the share, in [0, 1]
 * @param size as how many customers it is worth, above 0 and at most {@code known} but for rounding
 * @see <a href="https://doi.org/10.1198/000313001317098185">Satten and Datta (2001), The Kaplan–Meier estimator as an
 *     inverse-probability-of-censoring weighted average</a>
 * @since 0.1.0
 */
public record FollowedShare(long counted, long known, long unknown, double value, double size) {
    /**
     * Checks the numbers.
     *
     * @param counted how many were seen to be counted
     * @param known of how many it is known
     * @param unknown of how many it is not
     * @param value the share
     * @param size as how many customers it is worth
     * @throws IllegalArgumentException if a number is out of its range
     * @throws ArithmeticException if {@code known} and {@code unknown} sum past {@link Long#MAX_VALUE}
     */
    public FollowedShare {
        Checks.positive(known, "known");
        checkArgument(counted >= 0 && counted <= known, "counted (%s) must be from 0 to known (%s)", counted, known);
        Checks.sum(known, Checks.notNegative(unknown, "unknown"), "customers");
        Checks.closedUnit(value, "value");
        Checks.positive(size, "size");
        checkArgument(size <= (double) known * (1 + 1e-9), "size (%s) must be at most known", size);
    }

    /**
     * Where the share lies, by {@link ProportionInterval#WILSON} of as many customers as the share is worth.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return ProportionInterval.WILSON.of(value, size, confidence);
    }

    /** Prints the share and the counts, such as {@code 12.3 % (37 of 335, 25 unknown)}. */
    @Override
    public String toString() {
        return Text.percent(value) + " (" + counted + " of " + (known + unknown)
                + (unknown == 0 ? ")" : ", " + unknown + " unknown)");
    }
}
