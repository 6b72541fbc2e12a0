package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.Frequency;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Before and after a dated event, beside a comparison group that it did not concern: a new answer to complaints in one region, an incident
 * that the customers of one branch went through.
 *
 * <pre>{@code
 * BeforeAfter fix = BeforeAfter.at(Grain.MONTH.parse("2024-06"), 6, 3);   // June itself is left out
 * fix.of(churnOfTheNorth, churnOfTheSouth);           // Optional[2.0 % (…) after 3.1 % (…), beside 3.0 % (…) after 3.0 % (…)]
 * fix.beforehand(churnOfTheNorth, churnOfTheSouth);   // did both go the same way before?
 * fix.placebos(churnOfTheNorth, churnOfTheSouth);     // how large are "effects" at dates on which nothing was done?
 * }</pre>
 *
 * <p>The counts of all periods before are summed, and those of all periods after, in either group; what comes of the four is a {@link
 * ShareEffect} or a {@link FrequencyEffect}, which plain counts make as well. A period missing in either group leaves no effect.
 *
 * <ul>
 *   <li>An effect is named such only if both groups would have gone the same way without the event. {@link #beforehand} may speak against
 *       that, and never proves it.
 *   <li>An event that was caused by the figure (a fix in the worst month) is followed by a better figure without doing anything.
 *   <li>Who is in which group must not depend on the event.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class BeforeAfter {
    private final Period event;
    private final int before;
    private final int after;
    private final EventPeriod eventPeriod;

    private BeforeAfter(Period event, int before, int after, EventPeriod eventPeriod) {
        this.event = event;
        this.before = before;
        this.after = after;
        this.eventPeriod = eventPeriod;
    }

    /** Where the period belongs in which the event took place. */
    public enum EventPeriod {
        /** Nowhere: some of it was before, some after. */
        LEFT_OUT,
        /** It is the first one after: the event stands at its start. */
        AFTER
    }

    /**
     * What would have come out as an effect at dates on which nothing was done.
     *
     * @param effect the effect at the event itself: the difference of shares, the logarithm of a ratio of rates
     * @param others that at every earlier date, by period
     * @param undefined how many earlier dates have none, for a count is 0
     * @since 0.1.0
     */
    public record Placebos(double effect, Map<Period, Double> others, int undefined) {
        // Equal counts make equal effects, but for rounding.
        private static final double ROUNDING = 1e-12;

        /**
         * Checks the numbers.
         *
         * @param effect the effect at the event itself
         * @param others that at every earlier date
         * @param undefined how many earlier dates have none
         * @throws IllegalArgumentException if an effect is not finite, or {@code undefined} is negative
         */
        public Placebos {
            checkArgument(Double.isFinite(effect), "effect (%s) must be finite", effect);
            others = ImmutableSortedMap.copyOf(requireNonNull(others, "others"));
            others.values().forEach(each -> checkArgument(Double.isFinite(each), "others (%s) must be finite", each));
            Checks.notNegative(undefined, "undefined");
        }

        /**
         * How many of all dates, the event's own among them, have an effect as large as its own, up or down.
         *
         * <pre>
         *   (1 + number as large) of (1 + number of earlier dates)
         * </pre>
         *
         * <p>Were the event's date one drawn at random, this share were a p-value. It is not: windows of neighbouring dates overlap, and with
         * fewer than 19 dates nothing can be below 5 %. It says whether such an effect is anything out of the ordinary here.
         *
         * @return that share, above 0; 1 if there is no earlier date
         */
        public Proportion asLarge() {
            long large = others.values().stream()
                    .filter(each -> Math.abs(each) >= Math.abs(effect) - ROUNDING)
                    .count();
            return Proportion.of(1 + large, 1L + others.size());
        }
    }

    /**
     * An event and how long to look before and after it; its own period is left out.
     *
     * @param event the period in which it took place
     * @param before how many periods before, from 1 to 1,000,000
     * @param after how many periods after, from 1 to 1,000,000
     * @return the method
     * @throws IllegalArgumentException if {@code before} or {@code after} is out of range
     */
    public static BeforeAfter at(Period event, int before, int after) {
        requireNonNull(event, "event");
        Checks.within(before, 1, Checks.MOST, "before");
        Checks.within(after, 1, Checks.MOST, "after");
        return new BeforeAfter(event, before, after, EventPeriod.LEFT_OUT);
    }

    /**
     * The same with the event's own period elsewhere.
     *
     * @param eventPeriod where it belongs
     * @return the method
     */
    public BeforeAfter with(EventPeriod eventPeriod) {
        return new BeforeAfter(event, before, after, requireNonNull(eventPeriod, "eventPeriod"));
    }

    /**
     * The effect on a share.
     *
     * @param rates those concerned
     * @param control the comparison group, none of whom is concerned
     * @return the effect; empty if a period is missing
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<ShareEffect> of(PeriodRates rates, PeriodRates control) {
        return shares(rates, control).at(this, event);
    }

    /**
     * The effect on a rate per exposure, with the greater dispersion of the two.
     *
     * @param counts those concerned
     * @param control the comparison group, none of whom is concerned
     * @return the effect; empty if a period is missing
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<FrequencyEffect> of(PeriodCounts counts, PeriodCounts control) {
        return frequencies(counts, control).at(this, event);
    }

    /**
     * What both groups did before: the later half of the periods before the event against the earlier half (of an odd number the middle
     * one is left out). An effect here speaks against the comparison; none is no proof for it, for few counts show nothing.
     *
     * @param rates those concerned
     * @param control the comparison group
     * @return the "effect" before there was any; empty if a period is missing, or there is only one before
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<ShareEffect> beforehand(PeriodRates rates, PeriodRates control) {
        return shares(rates, control).halves(this, event);
    }

    /**
     * What both groups did before, as {@link #beforehand(PeriodRates, PeriodRates)}.
     *
     * @param counts those concerned
     * @param control the comparison group
     * @return the "effect" before there was any; empty if a period is missing, or there is only one before
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<FrequencyEffect> beforehand(PeriodCounts counts, PeriodCounts control) {
        return frequencies(counts, control).halves(this, event);
    }

    /**
     * The same at every earlier date whose periods after it end before the event's own. Takes time in proportion to the dates times the
     * periods before and after.
     *
     * @param rates those concerned
     * @param control the comparison group
     * @return the effects; empty if there is none at the event itself
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<Placebos> placebos(PeriodRates rates, PeriodRates control) {
        return shares(rates, control).placebos(this, event, effect -> OptionalDouble.of(effect.effect()));
    }

    /**
     * The same at every earlier date whose periods after it end before the event's own, by the logarithm of the effect. Takes time in
     * proportion to the dates times the periods before and after.
     *
     * @param counts those concerned
     * @param control the comparison group
     * @return the effects; empty if a period is missing at the event itself, or one of its four counts is 0, whose effect has no logarithm
     * @throws IllegalArgumentException if the periods are of another grain than the event's
     */
    public Optional<Placebos> placebos(PeriodCounts counts, PeriodCounts control) {
        return frequencies(counts, control).placebos(this, event, FrequencyEffect::logarithm);
    }

    /**
     * The interval of a difference of two changes of any kind, each with its own, such as of revenue per customer by {@link
     * dev.retention.rule.Resampled}.
     *
     * <pre>
     *   lower = (d₁ − d₀) − √((d₁ − l₁)² + (u₀ − d₀)²)
     *   upper = (d₁ − d₀) + √((u₁ − d₁)² + (d₀ − l₀)²)
     * </pre>
     *
     * @param change the change of those concerned, finite
     * @param interval where it lies, and lies in itself
     * @param controlChange the change of the comparison group, finite
     * @param controlInterval where it lies, and lies in itself, at the same level
     * @return the interval of {@code change − controlChange}
     * @throws IllegalArgumentException if a change is outside its interval or not finite, or the levels differ
     * @see <a href="https://doi.org/10.1002/sim.3095">Zou and Donner (2008), Construction of confidence limits about effect measures</a>
     */
    public static Interval difference(
            double change, Interval interval, double controlChange, Interval controlInterval) {
        checkFinite(change, "change");
        requireNonNull(interval, "interval");
        checkFinite(controlChange, "controlChange");
        requireNonNull(controlInterval, "controlInterval");
        checkArgument(interval.contains(change), "change (%s) must lie in its interval (%s)", change, interval);
        checkArgument(
                controlInterval.contains(controlChange),
                "controlChange (%s) must lie in its interval (%s)",
                controlChange,
                controlInterval);
        checkArgument(
                interval.confidence() == controlInterval.confidence(),
                "controlInterval (%s) must be at the level of interval (%s)",
                controlInterval,
                interval);
        double below = Math.hypot(change - interval.lower(), controlInterval.upper() - controlChange);
        double above = Math.hypot(interval.upper() - change, controlChange - controlInterval.lower());
        double difference = change - controlChange;
        return new Interval(difference - below, difference + above, interval.confidence());
    }

    private static void checkFinite(double change, String name) {
        checkArgument(Double.isFinite(change), "%s (%s) must be finite", name, change);
    }

    int before() {
        return before;
    }

    int after() {
        return after;
    }

    /** The last period after an event at some period. */
    Period lastAfter(Period at) {
        return at.plus(eventPeriod == EventPeriod.AFTER ? after - 1 : after);
    }

    private TwoGroups<Proportion, ShareEffect> shares(PeriodRates rates, PeriodRates control) {
        return new TwoGroups<>(
                checked(requireNonNull(rates, "rates").byPeriod(), "rates"),
                checked(requireNonNull(control, "control").byPeriod(), "control"),
                ShareEffect::new);
    }

    private TwoGroups<Frequency, FrequencyEffect> frequencies(PeriodCounts counts, PeriodCounts control) {
        return new TwoGroups<>(
                checked(requireNonNull(counts, "counts").byPeriod(), "counts"),
                checked(requireNonNull(control, "control").byPeriod(), "control"),
                (b1, a1, b0, a0) ->
                        new FrequencyEffect(b1, a1, b0, a0, Math.max(counts.dispersion(), control.dispersion())));
    }

    private <V> ByPeriod<V> checked(ByPeriod<V> group, String name) {
        checkArgument(
                group.grain().equals(event.grain()), "%s (by %s) must be by %s", name, group.grain(), event.grain());
        return group;
    }

    /** Prints the event and the periods, such as {@code 6 periods before 2024-06 against 3 after it}. */
    @Override
    public String toString() {
        return before + " periods before " + event + " against " + after
                + (eventPeriod == EventPeriod.AFTER ? " from it on" : " after it");
    }
}
