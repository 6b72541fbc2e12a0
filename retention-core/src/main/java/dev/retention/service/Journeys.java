package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.survival.LifeTable;
import dev.retention.survival.TenureCell;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells how far customers come on a journey of stages, by the period in which they entered the first: so all stages are of the same
 * customers.
 *
 * <pre>{@code
 * Journeys journeys = Journeys.over(months).stages("signed", "onboarded", "live").within(60);
 * JourneyTable<Long> table = journeys.of(journey);
 * table.inPeriod("2024-03").rates();                                     // signed 100 → onboarded 80 → live 76: 76.0 %
 * table.inPeriod("2024-03").members("signed", Journeys.Item.LOST);       // who was lost there
 * KaplanMeier.withDefaults().estimate(journeys.days("signed", "live", sweep)).median();
 * }</pre>
 *
 * <p>Of the track {@value Journey#TRACK}, as {@link Journey#reader} makes it; codes that are none of the stages named do not matter.
 *
 * <pre>
 *   ENTERED of a stage = PASSED + LOST + SKIPPED + STILL_IN
 *   PASSED  of a stage = ENTERED of the next
 * </pre>
 *
 * <ul>
 *   <li>A customer who is in a stage at the end of the data has neither passed nor is lost: later stages of that cohort are PARTIAL.
 *       {@link #within} closes them: who has not entered the next stage so many days after a stage is lost there.
 *   <li>Who {@linkplain Journey#LEFT left} is lost at the stage last entered.
 *   <li>Who left a stage out has passed it by default, on the day of the stage after it, see {@link Counting}.
 *   <li>In a store that another reader made, the first day of each stage counts.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Journeys implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final ArrayList<String> stages;
    private final Counting counting;
    private final int days;

    private Journeys(Timeline timeline, List<String> stages, Counting counting, int days) {
        this.timeline = timeline;
        this.stages = new ArrayList<>(stages);
        this.counting = counting;
        this.days = days;
    }

    /** Whether a stage that a customer left out was passed. */
    public enum Counting {
        /** It was: a later stage implies those before it, on its day. */
        REACHED,
        /** It was not: the customer is {@link Item#SKIPPED} at the stage before it. A cohort is of those who entered the first stage. */
        STRICT
    }

    /** What is counted of a stage: customers. */
    public enum Item {
        /** Who entered it. */
        ENTERED,
        /** Of these, who entered the next one. */
        PASSED,
        /** Who left there, or did not enter the next one within the days. */
        LOST,
        /** Who entered a later stage and not the next one; nobody unless stages are counted STRICT. */
        SKIPPED,
        /** Who is there at the end of the data; of the last stage, who has arrived. */
        STILL_IN;

        /** Prints the name in lower case, such as {@code still in}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of the table.
     *
     * @param period the period in which the first stage was entered
     * @param stage the stage
     * @param item what is counted of it
     * @since 0.1.0
     */
    public record Cell(Period period, String stage, Item item) implements Serializable {
        /**
         * Refuses null.
         *
         * @param period the period in which the first stage was entered
         * @param stage the stage
         * @param item what is counted of it
         */
        public Cell {
            requireNonNull(period, "period");
            requireNonNull(stage, "stage");
            requireNonNull(item, "item");
        }

        /** Prints the three, such as {@code 2024-03 signed lost}. */
        @Override
        public String toString() {
            return period + " " + stage + " " + item;
        }
    }

    /**
     * Journeys that begin in the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the track
     * @return the method, to which {@link #stages} are added
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Journeys over(Timeline timeline) {
        return new Journeys(ServiceDays.whole(timeline), List.of(), Counting.REACHED, 0);
    }

    /**
     * Names the stages.
     *
     * @param stages all or some of the stages of the track in their order, at least two
     * @return the method with these stages
     * @throws IllegalArgumentException if there are fewer than two stages, one is empty or {@code left}, or one comes twice
     */
    public Journeys stages(String... stages) {
        return new Journeys(
                timeline, StageRates.checkStages(List.of(requireNonNull(stages, "stages"))), counting, days);
    }

    /**
     * Sets whether a stage that was left out was passed.
     *
     * @param counting {@link Counting#REACHED} by default
     * @return the method with it
     */
    public Journeys counting(Counting counting) {
        return new Journeys(timeline, stages, requireNonNull(counting, "counting"), days);
    }

    /**
     * Gives every stage the same time, after which who has not entered the next one is lost.
     *
     * @param days from the day of a stage to that of the next, at least 1
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public Journeys within(int days) {
        Checks.positive((long) days, "days");
        return new Journeys(timeline, stages, counting, days);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws IllegalStateException if no stages are named
     */
    public <K> JourneyTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws IllegalStateException if no stages are named
     */
    public <K> JourneyTable<K> of(Sweep<K> sweep) {
        return new JourneyTable<>(stages, requireNonNull(sweep, "sweep").count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     * @throws IllegalStateException if no stages are named
     */
    public <K> JourneyTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new JourneyTable<>(stages, Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, whose first event on the track is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws IllegalStateException if no stages are named
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").track(Journey.TRACK).bind(timeline));
    }

    private Rule<Cell> bound(Timeline periods) {
        checkState(!stages.isEmpty(), "call stages(…) first");
        return new JourneyRule(definition() + ", " + periods, periods, stages, counting, days);
    }

    /**
     * How many days customers take from one stage to a later one, of those of the timeline's periods. Who is not there yet is censored at
     * the end of the data, who left on that day: the curve is that of those who stay on the journey.
     *
     * @param from a stage
     * @param to a later one
     * @param sweep the sweep
     * @return the life table in days
     * @throws IllegalArgumentException if the stages are none of those named in this order, or the store lacks the track
     */
    public LifeTable days(String from, String to, Sweep<?> sweep) {
        return dayCounts(from, to, requireNonNull(sweep, "sweep").store()).table(sweep);
    }

    /**
     * The same for each group of customers, such as for a log-rank test.
     *
     * @param from a stage
     * @param to a later one
     * @param grouping how customers are parted, not by period
     * @param sweep the sweep
     * @return a life table for each group that somebody is in
     * @throws IllegalArgumentException if the stages are none of those named in this order, the store lacks the track, or the grouping is
     *     read at each period
     */
    public ByGroup<LifeTable> days(String from, String to, Grouping grouping, Sweep<?> sweep) {
        requireNonNull(grouping, "grouping");
        return dayCounts(from, to, requireNonNull(sweep, "sweep").store()).by(grouping, sweep);
    }

    /**
     * The rule of {@link #days(String, String, Sweep)}, to list who took how long, or to be kept live.
     *
     * @param from a stage
     * @param to a later one
     * @param store the store
     * @return the rule
     * @throws IllegalArgumentException if the stages are none of those named in this order, or the store lacks the track
     */
    public Rule<TenureCell> daysRule(String from, String to, HistoryStore<?> store) {
        return dayCounts(from, to, requireNonNull(store, "store"));
    }

    private DayCounts dayCounts(String from, String to, HistoryStore<?> store) {
        requireNonNull(from, "from");
        int first = stages.indexOf(from);
        int last = stages.indexOf(requireNonNull(to, "to"));
        checkArgument(first >= 0, "from (%s) must be one of %s", from, stages);
        checkArgument(last > first, "to (%s) must be a stage of %s after %s", to, stages, from);
        return JourneyRule.days(timeline, stages, counting, first, last, store);
    }

    private String definition() {
        return JourneyRule.words(stages, counting) + (days == 0 ? "" : ", within " + days + " days each");
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return definition() + ", " + timeline;
    }
}
