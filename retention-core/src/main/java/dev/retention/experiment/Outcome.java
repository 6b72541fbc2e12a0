package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.io.Serializable;

/**
 * What is looked at in an experiment: one number of each customer, over as many days from the exposure on for everybody.
 *
 * <pre>{@code
 * Outcome.ordered(90);   // the share of customers with an order within 90 days
 * Outcome.spend(90).againstPast();   // mean spend, adjusted by that of the 90 days before the exposure
 * }</pre>
 *
 * <p>The window begins with the day of exposure. A customer counts once the whole window is known: {@code day + days ≤ as-of + 1}. Until
 * then the customer is not mature and counts in neither direction. This class is immutable, thread-safe if its functions are, and
 * serialisable if what they capture is.
 *
 * @since 0.1.0
 */
public final class Outcome implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Kind kind;
    private final int days;
    private final int pastDays;
    private final String track;
    private final boolean isMoney;
    private final boolean isLowerBetter;
    private final Body body;

    private Outcome(
            String name,
            Kind kind,
            int days,
            int pastDays,
            String track,
            boolean isMoney,
            boolean isLowerBetter,
            Body body) {
        this.name = name;
        this.kind = kind;
        this.days = days;
        this.pastDays = pastDays;
        this.track = track;
        this.isMoney = isMoney;
        this.isLowerBetter = isLowerBetter;
        this.body = body;
    }

    /** What the numbers of customers make together. */
    public enum Kind {
        /** The share of customers whose number is 1; of the others it is 0. */
        SHARE,
        /** The mean of the numbers. */
        MEAN,
        /** The sum of one number over the sum of another, such as money per order. */
        RATIO
    }

    /**
     * Looks at one customer.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Body extends Serializable {
        /**
         * Looks at one customer.
         *
         * @param history the customer's history on the outcome's track, which may be empty; not to be kept
         * @param window the days to be looked at, and what takes the outcome; not to be kept
         */
        void apply(History history, OutcomeWindow window);
    }

    private static Outcome of(String name, Kind kind, int days, Body body) {
        checkArgument(!requireNonNull(name, "name").isBlank(), "name (%s) must not be blank", name);
        requireNonNull(body, "body");
        return new Outcome(name, kind, Checks.within(days, 1, Checks.MOST, "days"), 0, "orders", false, false, body);
    }

    /**
     * A share of customers.
     *
     * @param name what the customers did, in words that tell it from every other outcome
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @param body sets 1 of who did and 0 of who did not
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the name is blank, or the days are out of their range
     */
    public static Outcome share(String name, int days, Body body) {
        return of(name, Kind.SHARE, days, body);
    }

    /**
     * A mean over customers.
     *
     * @param name what is measured, in words that tell it from every other outcome
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @param body sets the number
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the name is blank, or the days are out of their range
     */
    public static Outcome mean(String name, int days, Body body) {
        return of(name, Kind.MEAN, days, body);
    }

    /**
     * A ratio of two sums over customers.
     *
     * @param name what is measured, in words that tell it from every other outcome
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @param body sets both numbers
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the name is blank, or the days are out of their range
     */
    public static Outcome ratio(String name, int days, Body body) {
        return of(name, Kind.RATIO, days, body);
    }

    /**
     * {@return the same on another track}
     *
     * @param other the name of the track, {@code orders} by default
     * @throws IllegalArgumentException if the name is empty
     */
    public Outcome on(String other) {
        checkArgument(!requireNonNull(other, "other").isEmpty(), "track (%s) must not be empty", other);
        return new Outcome(name, kind, days, pastDays, other, isMoney, isLowerBetter, body);
    }

    /** {@return the same in minor units of the store's currency} */
    public Outcome inMoney() {
        return new Outcome(name, kind, days, pastDays, track, true, isLowerBetter, body);
    }

    /** {@return the same, of which less is better, as of losses and complaints} */
    public Outcome lowerIsBetter() {
        return new Outcome(name, kind, days, pastDays, track, isMoney, true, body);
    }

    /**
     * Adjusts by the customer's own past: the same over as many days before the exposure (CUPED).
     *
     * @return the outcome
     * @throws IllegalStateException if it is a ratio
     */
    public Outcome againstPast() {
        return againstPast(days);
    }

    /**
     * Adjusts by the customer's own past: the same over some days before the exposure (CUPED).
     *
     * @param before how many days, 1 to 1,000,000
     * @return the outcome
     * @throws IllegalArgumentException if the days are out of their range
     * @throws IllegalStateException if it is a ratio
     */
    public Outcome againstPast(int before) {
        if (kind == Kind.RATIO) {
            throw new IllegalStateException("a ratio (" + name + ") cannot be adjusted by its past");
        }
        return new Outcome(
                name, kind, days, Checks.within(before, 1, Checks.MOST, "before"), track, isMoney, isLowerBetter, body);
    }

    /** {@return what is measured} */
    public String name() {
        return name;
    }

    /** {@return what the numbers of customers make together} */
    public Kind kind() {
        return kind;
    }

    /** {@return for how many days from the exposure on} */
    public int days() {
        return days;
    }

    /** {@return by how many days before the exposure it is adjusted, 0 if by none} */
    public int pastDays() {
        return pastDays;
    }

    /** {@return the track that is looked at} */
    public String track() {
        return track;
    }

    /** {@return whether numbers are minor units of the store's currency} */
    public boolean isMoney() {
        return isMoney;
    }

    /** {@return whether less is better} */
    public boolean isLowerBetter() {
        return isLowerBetter;
    }

    void apply(History history, OutcomeWindow window) {
        body.apply(history.track(track), window);
    }

    /** Prints all that tells it from others. */
    @Override
    public String toString() {
        return name + " (" + kind + " of " + track + " in " + days + " days"
                + (pastDays == 0 ? "" : ", against " + pastDays + " days before")
                + (isMoney ? ", money" : "") + ")";
    }
}
