package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;

/**
 * The days in which an outcome of one customer is looked at, and what takes it. This class is not thread-safe: every sweep has its own.
 *
 * <pre>{@code
 * Outcome returned = Outcome.share("returned something", 90, (history, window) -> {
 *     boolean isBelow = false;
 *     for (int event = window.firstEvent(history); event < window.endEvent(history); event++) {
 *         isBelow |= history.amount(event) < 0;
 *     }
 *     window.set(isBelow ? 1 : 0);
 * });
 * }</pre>
 *
 * @since 0.1.0
 */
public final class OutcomeWindow {
    // Where days began that were looked for last, most often of the same customer: guesses, each tried before the
    // search.
    private static final int SLOTS = 16;
    // A square then has three digits to the base 2³², so that the sum of one digit over 2³¹ customers fits a long.
    private static final long MOST = (1L << 47) - 1;

    private final int[] guesses = new int[SLOTS];

    private long from;
    private long to;
    private boolean isPast;
    private boolean isRatio;
    private boolean isSet;
    private long value;
    private long base;

    OutcomeWindow() {}

    void open(long fromDay, long toDay, boolean past, boolean ratio) {
        from = fromDay;
        to = toDay;
        isPast = past;
        isRatio = ratio;
        isSet = false;
        value = 0;
        base = 0;
    }

    /** {@return the first day, in days since 1970-01-01; the day of exposure, or a day before it where the past is looked at} */
    public long from() {
        return from;
    }

    /** {@return the day after the last} */
    public long to() {
        return to;
    }

    /** {@return whether these are the days before, of the past by which the outcome is adjusted, and not those of the outcome itself} */
    public boolean isPast() {
        return isPast;
    }

    /**
     * The first event in the window.
     *
     * @param history the customer's history
     * @return the event, from 0; that of {@link #endEvent} if there is none
     */
    public int firstEvent(History history) {
        return firstFrom(requireNonNull(history, "history"), from);
    }

    /**
     * The event after the last in the window.
     *
     * @param history the customer's history
     * @return the event, up to the size of the history
     */
    public int endEvent(History history) {
        return firstFrom(requireNonNull(history, "history"), to);
    }

    /** The first event of a day or a later one. */
    int firstFrom(History history, long day) {
        int slot = (int) day & (SLOTS - 1);
        int guess = guesses[slot];
        if (guess > history.size()
                || (guess < history.size() && history.epochDay(guess) < day)
                || (guess > 0 && history.epochDay(guess - 1) >= day)) {
            guess = find(history, day);
            guesses[slot] = guess;
        }
        return guess;
    }

    private static int find(History history, long day) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.epochDay(middle) < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Sets the customer's outcome. A customer without one counts neither as yes nor as no.
     *
     * @param outcome 0 or 1 of a share, any number within 2⁴⁷ of 0 of a mean: money in minor units, 1.4 trillion euros of cents
     * @throws IllegalArgumentException if it is not within 2⁴⁷ of 0
     * @throws IllegalStateException if it is set already, or the outcome is a ratio, which takes two numbers
     */
    public void set(long outcome) {
        checkState(!isRatio, "the outcome is a ratio: set both of its numbers");
        take(outcome, 0, "outcome");
    }

    /**
     * Sets the two numbers of a customer, of which the sums make a ratio.
     *
     * @param above what is summed above the line, such as money, within 2⁴⁷ of 0
     * @param below what is summed below it, such as orders, within 2⁴⁷ of 0
     * @throws IllegalArgumentException if one is not within 2⁴⁷ of 0
     * @throws IllegalStateException if they are set already, or the outcome is no ratio, which takes one number
     */
    public void set(long above, long below) {
        checkState(isRatio, "the outcome is no ratio: set its one number");
        take(above, below, "above");
    }

    private void take(long above, long below, String nameOfAbove) {
        checkState(!isSet, "the outcome is set already");
        checkSmall(above, nameOfAbove);
        checkSmall(below, "below");
        isSet = true;
        value = above;
        base = below;
    }

    private static void checkSmall(long number, String name) {
        checkArgument(number >= -MOST && number <= MOST, "%s (%s) must be from %s to %s", name, number, -MOST, MOST);
    }

    boolean isSet() {
        return isSet;
    }

    long value() {
        return value;
    }

    long base() {
        return base;
    }
}
