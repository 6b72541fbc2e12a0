package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * What is looked at in an experiment: one number of each customer, over as many days from the exposure on for everybody.
 *
 * <pre>{@code
 * Outcome.ordered(90);   // the share of customers with an order within 90 days
 * Outcome.spend(90).againstPast();   // mean spend, adjusted by that of the 90 days before the exposure
 * }</pre>
 *
 * <ul>
 *   <li>What customers order and spend: {@link #ordered}, {@link #orders}, {@link #spend}, {@link #spendPerOrder}; {@linkplain #on on
 *       another track} that is complaints or tickets.
 *   <li>Whether they stay: {@link #active}, {@link #retained}, {@link #retentionCurve}, {@link #lost}, {@link #reactivated}.
 *   <li>What they are worth by the month: {@link #recurringValue}, {@link #valueRetained}.
 *   <li>Any measure, and any cell of a rule: {@link #of(dev.retention.rule.Measure, String, int) of}, {@link #growth}, {@link #inCells},
 *       {@link #amountInCells}.
 *   <li>Anything else that a few lines say: {@link #share}, {@link #mean}, {@link #ratio}.
 * </ul>
 *
 * <p>The window begins with the day of exposure. A customer counts once the whole window is known: {@code day + days ≤ as-of + 1}. Until
 * then the customer is not mature and counts in neither direction. This class is immutable, thread-safe if its functions are, and
 * serialisable if what they capture is.
 *
 * @since 0.1.0
 */
public final class Outcome extends ReadyOutcomes {
    private static final long serialVersionUID = 1;

    private final OutcomeSettings settings;

    Outcome(OutcomeSettings settings) {
        this.settings = settings;
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
        OutcomeSource source = new FunctionSource(OutcomeSettings.checkName(name), requireNonNull(body, "body"));
        return new Outcome(new OutcomeSettings(name, kind, days, source));
    }

    private Outcome with(Consumer<OutcomeSettings> change) {
        OutcomeSettings copy = settings.copy();
        change.accept(copy);
        return new Outcome(copy);
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
     * {@return the same by another name}
     *
     * @param name what is measured, in words that tell it from every other outcome
     * @throws IllegalArgumentException if the name is blank
     */
    public Outcome named(String name) {
        OutcomeSettings.checkName(name);
        return with(changed -> changed.name = name);
    }

    /**
     * {@return the same on another track}
     *
     * @param track the name of the track, {@code orders} by default
     * @throws IllegalArgumentException if the name is empty
     * @throws IllegalStateException if it is of a measure or a rule that names its own tracks
     */
    public Outcome on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        settings.checkTrack();
        return with(changed -> changed.track = track);
    }

    /**
     * The same over some of the events of its track; what does not count is as if it had not happened. A refund after the window lowers
     * no event up to its end, so that all customers are looked at for as long; one in the window of an event before it counts nowhere.
     *
     * @param events which events count, and what amounts below 0 are; every event as it is by default
     * @return the outcome
     * @throws IllegalStateException if it is of a measure or a rule, which say themselves what counts
     */
    public Outcome counting(EventFilter events) {
        requireNonNull(events, "events");
        settings.checkEvents();
        return with(changed -> changed.events = events);
    }

    /** {@return the same in minor units of the store's currency} */
    public Outcome inMoney() {
        return with(changed -> changed.isMoney = true);
    }

    /** {@return the same, of which less is better, as of losses and complaints} */
    public Outcome lowerIsBetter() {
        return with(changed -> changed.isLowerBetter = true);
    }

    /**
     * Adjusts by the customer's own past: the same over as many days before the exposure (CUPED). Of a measure, recurring value and the
     * like it is what was known at the end of the day before the exposure.
     *
     * <p>A past that is not set, as of customers of whom a measure had no number then, is taken as 0. That adjusts by less than where
     * all are known and biases nothing: any number does that is made of what was before the exposure alone.
     *
     * @return the outcome
     * @throws IllegalStateException if it is a ratio, or of a rule's cells, which have no past
     */
    public Outcome againstPast() {
        return againstPast(settings.days);
    }

    /**
     * Adjusts by the customer's own past: the same over some days before the exposure (CUPED). A past that is not set is taken as 0,
     * as {@linkplain #againstPast() there}.
     *
     * @param before how many days, 1 to 1,000,000
     * @return the outcome
     * @throws IllegalArgumentException if the days are out of their range
     * @throws IllegalStateException if it is a ratio, or of a rule's cells, which have no past
     */
    public Outcome againstPast(int before) {
        Checks.within(before, 1, Checks.MOST, "before");
        settings.checkPast();
        return with(changed -> changed.pastDays = before);
    }

    /** {@return what is measured} */
    public String name() {
        return settings.name;
    }

    /** {@return what the numbers of customers make together} */
    public Kind kind() {
        return settings.kind;
    }

    /** {@return for how many days from the exposure on} */
    public int days() {
        return settings.days;
    }

    /** {@return by how many days before the exposure it is adjusted, 0 if by none} */
    public int pastDays() {
        return settings.pastDays;
    }

    /** {@return the track that is looked at} */
    public String track() {
        return settings.track;
    }

    /** {@return whether numbers are minor units of the store's currency} */
    public boolean isMoney() {
        return settings.isMoney;
    }

    /** {@return whether less is better} */
    public boolean isLowerBetter() {
        return settings.isLowerBetter;
    }

    OutcomeSettings settings() {
        return settings;
    }

    /** Prints all that tells it from others. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
