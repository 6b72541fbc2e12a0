package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;

/**
 * How long a customer stayed, and whether the end was seen.
 *
 * <p>A tenure is <em>ended</em> when the customer left at {@code duration}, and <em>censored</em> when the customer was still
 * there when last looked at, so that the true tenure is longer than {@code duration}. A customer that came under observation
 * only after some time (left truncation: a list of those alive at a migration, say) has an {@code entry}, the tenure already
 * reached then; such a customer is at risk in {@code (entry, duration]}. A {@code weight} of 3 counts as three customers.
 *
 * <p>The unit of time is the caller's: whole periods or real time, the same for all tenures of a table. This class is
 * immutable and thread-safe.
 *
 * @param duration how long the customer stayed until the end or the last look, finite and at least 0
 * @param ended whether the customer left at {@code duration}; otherwise censored
 * @param entry the tenure at which observation began, at least 0 and, unless 0, below {@code duration} by more than the rounding
 *     within which a {@link LifeTable} takes times for one; 0 for from the start
 * @param weight how many customers this one stands for, in [1e-100, 1e100]
 * @since 0.1.0
 */
public record Tenure(double duration, boolean ended, double entry, double weight) {

    /**
     * Checks the times and the weight.
     *
     * @param duration how long the customer stayed
     * @param ended whether the customer left
     * @param entry the tenure at which observation began
     * @param weight how many customers this one stands for
     * @throws IllegalArgumentException if a time is negative, infinite or NaN, {@code entry} is positive and not below
     *     {@code duration}, or {@code weight} is not in [1e-100, 1e100]
     */
    public Tenure {
        Checks.notNegative(duration, "duration");
        Checks.notNegative(entry, "entry");
        // As close as times that are one, nothing lies between them: at risk never, and yet ended.
        checkArgument(
                entry == 0 || (entry < duration && !Times.same(entry, duration)),
                "entry (%s) must be below duration (%s)",
                entry,
                duration);
        checkArgument(weight >= 1e-100 && weight <= 1e100, "weight (%s) must be in [1e-100, 1e100]", weight);
        duration += 0.0;
        entry += 0.0;
    }

    /**
     * A tenure of weight 1 observed from its start.
     *
     * @param duration how long the customer stayed until the end or the last look, finite and at least 0
     * @param ended whether the customer left at {@code duration}; otherwise censored
     * @return the tenure
     * @throws IllegalArgumentException if {@code duration} is negative, infinite or NaN
     */
    public static Tenure of(double duration, boolean ended) {
        return new Tenure(duration, ended, 0, 1);
    }

    /**
     * A tenure whose end was seen.
     *
     * @param duration how long the customer stayed, finite and at least 0
     * @return the tenure, of weight 1 and observed from its start
     * @throws IllegalArgumentException if {@code duration} is negative, infinite or NaN
     */
    public static Tenure ended(double duration) {
        return of(duration, true);
    }

    /**
     * A tenure still running when last looked at.
     *
     * @param duration how long the customer had stayed by then, finite and at least 0
     * @return the tenure, of weight 1 and observed from its start
     * @throws IllegalArgumentException if {@code duration} is negative, infinite or NaN
     */
    public static Tenure censored(double duration) {
        return of(duration, false);
    }

    /**
     * This tenure, observed only from a later moment on.
     *
     * @param entry the tenure at which observation began, at least 0 and, unless 0, below {@code duration}
     * @return the tenure with that entry
     * @throws IllegalArgumentException if {@code entry} is out of its domain
     */
    public Tenure withEntry(double entry) {
        return new Tenure(duration, ended, entry, weight);
    }

    /**
     * This tenure, standing for a number of customers.
     *
     * @param weight in [1e-100, 1e100]
     * @return the tenure with that weight
     * @throws IllegalArgumentException if {@code weight} is not in [1e-100, 1e100]
     */
    public Tenure withWeight(double weight) {
        return new Tenure(duration, ended, entry, weight);
    }

    /** Prints the length and state, such as {@code 12 ended} or {@code 12+ (from 3, weight 2)}; + means still running. */
    @Override
    public String toString() {
        String text = Text.plain(duration) + (ended ? " ended" : "+");
        if (entry > 0 || weight != 1) {
            text += String.format(Locale.ROOT, " (from %s, weight %s)", Text.plain(entry), Text.plain(weight));
        }
        return text;
    }
}
