package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;
import java.util.Optional;

/**
 * The share of cases that met a standard, with what is still open as bounds.
 *
 * <pre>{@code
 * BoundedShare march = BoundedShare.of(80, 15, 5);
 * march.lower();      // 80 of 100: none of the open ones will
 * march.upper();      // 85 of 100: all of them will
 * march.decided();    // 80 of 95: what is known, a fair picture only if the open ones are like the others
 * }</pre>
 *
 * <pre>
 *   lower    met / (met + missed + open)
 *   upper    (met + open) / (met + missed + open)
 *   decided  met / (met + missed)
 * </pre>
 *
 * <p>The bounds are of these cases, not of chance: the interval of a proportion says what chance does, of cases that are independent. Of
 * several cases of one customer it is too narrow: {@link dev.retention.rule.Resampled} draws customers. This class is immutable and
 * thread-safe.
 *
 * @param met how many met it
 * @param missed how many did not
 * @param open of how many it is not known
 * @since 0.1.0
 */
public record BoundedShare(long met, long missed, long open) {
    private static final int MOST_DIGITS = 12;

    /**
     * Checks the counts.
     *
     * @param met how many met it
     * @param missed how many did not
     * @param open of how many it is not known
     * @throws IllegalArgumentException if one is below 0 or all are 0
     * @throws ArithmeticException if the sum does not fit a long
     */
    public BoundedShare {
        Checks.notNegative(met, "met");
        Checks.notNegative(missed, "missed");
        Checks.notNegative(open, "open");
        checkArgument(
                sum(met, missed, open) > 0, "met (%s), missed (%s) and open (%s) must not all be 0", met, missed, open);
    }

    private static long sum(long met, long missed, long open) {
        return Checks.sum(Checks.sum(met, missed, "met + missed"), open, "met + missed + open");
    }

    /**
     * Makes a share.
     *
     * @param met how many met it, at least 0
     * @param missed how many did not, at least 0
     * @param open of how many it is not known, at least 0
     * @return the share
     * @throws IllegalArgumentException if one is below 0 or all are 0
     * @throws ArithmeticException if the sum does not fit a long
     */
    public static BoundedShare of(long met, long missed, long open) {
        return new BoundedShare(met, missed, open);
    }

    /** {@return how many cases there are} */
    public long total() {
        return sum(met, missed, open);
    }

    /** {@return the share if none of the open cases meets the standard} */
    public Proportion lower() {
        return Proportion.of(met, total());
    }

    /** {@return the share if all open cases meet it} */
    public Proportion upper() {
        return Proportion.of(met + open, total());
    }

    /**
     * The share of those of which it is known.
     *
     * @return the share; empty if all are open
     */
    public Optional<Proportion> decided() {
        return met + missed == 0 ? Optional.empty() : Optional.of(Proportion.of(met, met + missed));
    }

    /** The bounds to one decimal, or to as many as tell them apart. */
    private static String bounds(double lower, double upper) {
        for (int digits = 1; ; digits++) {
            String from = String.format(Locale.ROOT, "%." + digits + "f %%", 100 * lower);
            String to = String.format(Locale.ROOT, "%." + digits + "f %%", 100 * upper);
            if (!from.equals(to) || digits == MOST_DIGITS) {
                return from + " to " + to;
            }
        }
    }

    /** Prints the bounds and the counts, such as {@code 80.0 % to 85.0 % (80 met, 15 missed, 5 open)}. */
    @Override
    public String toString() {
        String bounds = open == 0 ? Text.percent(lower().asDouble()) : bounds(lower().asDouble(), upper().asDouble());
        return bounds + " (" + met + " met, " + missed + " missed, " + open + " open)";
    }
}
