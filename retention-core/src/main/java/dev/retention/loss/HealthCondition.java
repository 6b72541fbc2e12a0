package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Measure;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether something is so of a customer on a day, as far as was known then: what a {@link HealthScore} asks.
 *
 * <pre>{@code
 * HealthCondition.within(Feedback.lowScores(Survey.NPS), 90);           // a low score in the last 90 days
 * HealthCondition.silent("contacts", 60);                               // nothing on the track for 60 days
 * HealthCondition.below(logins, "logins of the month", 3);              // a number of a measure
 * HealthCondition.of("on the old plan", List.of("contracts"), (history, day) -> history.size() < 2);
 * }</pre>
 *
 * <p>Implementations are immutable and serialisable; the definition tells a condition from every other.
 *
 * @since 0.1.0
 */
public interface HealthCondition extends Serializable {
    /**
     * What must be so, in words that tell it from every other condition.
     *
     * @return the definition, such as {@code no event on contacts for 60 days}
     */
    String definition();

    /**
     * The tracks that are read beside that of the score.
     *
     * @return their names; none if the score's own track is enough
     */
    List<String> tracks();

    /**
     * Whether it is so of a customer at the end of a day.
     *
     * @param history the customer's history on the score's track as known at the end of the day, with at least one event, and the other
     *     tracks beside it; not to be kept
     * @param epochDay the day, in days since 1970-01-01
     * @return whether it is so; false where it cannot be known
     */
    boolean holds(History history, long epochDay);

    /**
     * Refuses periods in which the condition cannot be asked.
     *
     * @param timeline the periods of the score
     * @throws IllegalArgumentException if the condition is about others; never, unless overridden as by {@link #below}
     */
    default void check(Timeline timeline) {
        requireNonNull(timeline, "timeline");
    }

    /**
     * What is odd about a store, such as codes that the condition was told of and no event has.
     *
     * @param store the store, with the tracks
     * @return a sentence each; none, unless overridden as by {@link #within}
     */
    default List<String> warnings(HistoryStore<?> store) {
        requireNonNull(store, "store");
        return List.of();
    }

    /**
     * Both conditions.
     *
     * @param other the other one
     * @return a condition that holds where both do
     */
    default HealthCondition and(HealthCondition other) {
        return new HealthConditions.Both(this, requireNonNull(other, "other"));
    }

    /**
     * The opposite, which holds also where this one cannot be known.
     *
     * @return a condition that holds where this one does not
     */
    default HealthCondition not() {
        return new HealthConditions.Not(this);
    }

    /**
     * That a signal came within some days.
     *
     * @param signal the signal
     * @param days how many days back, the day itself being the first; at least 1
     * @return the condition: a day of the signal in {@code (day − days, day]}
     * @throws IllegalArgumentException if {@code days < 1}
     */
    static HealthCondition within(Signal signal, int days) {
        return new HealthConditions.Within(requireNonNull(signal, "signal"), checked(days));
    }

    /**
     * That a signal has not come for some days: silence.
     *
     * @param signal what has not come
     * @param days for how many days, at least 1
     * @return the condition: no day of the signal in {@code (day − days, day]}, and the customer's first event on the score's track
     *     before these days, since nobody has been silent for longer than known
     * @throws IllegalArgumentException if {@code days < 1}
     */
    static HealthCondition silent(Signal signal, int days) {
        return new HealthConditions.Silent(requireNonNull(signal, "signal"), checked(days));
    }

    /**
     * That there has been no event on a track for some days.
     *
     * @param track the track, which must have been kept for as long
     * @param days for how many days, at least 1
     * @return the condition, as {@link #silent(Signal, int)}
     * @throws IllegalArgumentException if {@code days < 1} or the track has no name
     */
    static HealthCondition silent(String track, int days) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track must have a name");
        return silent(
                Signal.of("event on " + track, List.of(track), (history, each) -> {
                    History events = history.track(track);
                    for (int i = 0; i < events.size(); i++) {
                        each.accept(events.epochDay(i));
                    }
                }),
                days);
    }

    /**
     * That a number of a measure is below a bound.
     *
     * @param measure the measure, of the score's own timeline
     * @param column the name of one of its columns
     * @param bound the bound
     * @return the condition, which does not hold of who has no number
     * @throws IllegalArgumentException if the measure has no such column
     */
    static HealthCondition below(Measure measure, String column, long bound) {
        return new HealthConditions.Bound(measure, column, bound, true);
    }

    /**
     * That a number of a measure is at least a bound.
     *
     * @param measure the measure, of the score's own timeline
     * @param column the name of one of its columns
     * @param bound the bound
     * @return the condition, which does not hold of who has no number
     * @throws IllegalArgumentException if the measure has no such column
     */
    static HealthCondition atLeast(Measure measure, String column, long bound) {
        return new HealthConditions.Bound(measure, column, bound, false);
    }

    /**
     * Whatever a function finds.
     *
     * @param definition what must be so, in words that tell it from every other condition
     * @param tracks the names of the tracks that the function reads beside the score's own; none for that alone
     * @param holds tells whether it is so; a lambda travels if what it captures does
     * @return the condition
     * @throws IllegalArgumentException if the definition is empty
     */
    static HealthCondition of(String definition, List<String> tracks, Holds holds) {
        checkArgument(!requireNonNull(definition, "definition").isEmpty(), "definition must not be empty");
        List<String> names = List.copyOf(requireNonNull(tracks, "tracks"));
        return new HealthConditions.OfUser(definition, new ArrayList<>(names), requireNonNull(holds, "holds"));
    }

    private static int checked(int days) {
        Checks.positive((long) days, "days");
        return days;
    }

    /**
     * Tells whether something is so of a customer.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Holds extends Serializable {
        /**
         * Looks at one customer.
         *
         * @param history the customer's history on the score's track as known at the end of the day, with at least one event, and the other
         *     tracks beside it; not to be kept
         * @param epochDay the day, in days since 1970-01-01
         * @return whether it is so
         */
        boolean holds(History history, long epochDay);
    }
}
