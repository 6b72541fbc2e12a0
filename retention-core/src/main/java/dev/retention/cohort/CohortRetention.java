package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortAxes.Alike;
import dev.retention.cohort.CohortAxes.Returns;
import dev.retention.cohort.CohortAxes.Start;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.AgeClock;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many customers of each cohort come back, period by period.
 *
 * <p>Unless told otherwise:
 *
 * <pre>
 *   cell (i, k) = customers whose first event ever lies in period i and who are active in period i + k
 *   rate (i, k) = cell (i, k) / cell (i, 0)
 * </pre>
 *
 * <p>Active is: at least one event in the period. The amount of a cell is what its customers spent in that period.
 *
 * <pre>{@code
 * CohortTable<Long> cohorts = CohortRetention.over(Timeline.monthly(asOf)).of(orders);
 * cohorts.cell("1997-01", 3).rate();      // 10.3 % (810 of 7846)
 * cohorts.cell("1997-01", 3).members();   // the 810
 * }</pre>
 *
 * <p>What tools disagree on is an axis here, and every axis that is not at its default is named in the definition of the
 * table:
 *
 * <ul>
 *   <li>which events place a customer in a cohort: {@link #anchoredOn}, {@link #startingWith}, {@link #anchoredOnDate};
 *   <li>how age is counted: {@link #countingAge}; which ages make a column: {@link #ages}, {@link #brackets};
 *   <li>what a return is: {@link #returning}, {@link #returningWith}, {@link #atLeast};
 *   <li>what column 0 is: {@link #columnZero}; of whom a cell is a share: {@link #outOf}.
 * </ul>
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Customers who started before the timeline's first period belong to no cohort of the table.
 *   <li>A cell whose first period has not begun by the end of the data is unobserved: it has no number.
 *   <li>A customer who returns after a gap counts again in the original cohort.
 *   <li>On the calendar clock an age is a whole period: at age 0 an event counts even if it came before the start, on the same
 *       day for instance. On the other clocks it does not, but on {@link AgeClock#ELAPSED_FLOORED_HOUR} in the hour of the
 *       start. Before and after are those of the instants, also where the clocks go back.
 *   <li>A customer without any event up to the as-of day is in no cohort, also where cohorts are anchored on a date.
 *   <li>What contradicts (a date and an anchor, ages and brackets) is refused when the method is told, or used.
 * </ul>
 *
 * <p>Takes one pass over the store; per customer O(events) time, times the number of cohorts of the customer. This class is
 * immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CohortRetention implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final CohortAxes axes;

    private CohortRetention(Timeline timeline, CohortAxes axes) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.axes = axes;
    }

    private CohortRetention with(CohortAxes told) {
        return new CohortRetention(timeline, told);
    }

    /**
     * Tells the day on which a customer started.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface StartDay<K> extends Serializable {
        /**
         * The day on which a customer started.
         *
         * @param customer the key
         * @return the day, or null if the customer belongs to no cohort
         */
        @Nullable
        LocalDate of(K customer);
    }

    /**
     * Tells when a customer started.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface StartTime<K> extends Serializable {
        /**
         * When a customer started.
         *
         * @param customer the key
         * @return the civil time, or null if the customer belongs to no cohort
         */
        @Nullable
        LocalDateTime of(K customer);
    }

    /**
     * Cohorts by first event ever, over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, cohorts begin with the first event of the store
     * @return the method
     */
    public static CohortRetention over(Timeline timeline) {
        return new CohortRetention(timeline, CohortAxes.DEFAULT);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public CohortRetention counting(EventFilter events) {
        return with(axes.with(requireNonNull(events, "events")));
    }

    /**
     * Sets which start events place a customer in a cohort.
     *
     * @param anchor {@link CohortAnchor#FIRST_MATCHING} by default
     * @return this method with that anchor
     */
    public CohortRetention anchoredOn(CohortAnchor anchor) {
        Start start = axes.start();
        return with(axes.with(new Start(requireNonNull(anchor, "anchor"), start.codes(), start.among(), start.date())));
    }

    /**
     * Places customers in cohorts by a day that is known of them, such as the day of sign-up, instead of by an event. Age is
     * counted from the begin of that day; start events then matter to the amount of column 0 alone.
     *
     * @param name what the day is, part of the definition of the table
     * @param date the day of a customer, or null for customers who belong to no cohort
     * @param <K> the type of the store's customer keys
     * @return this method with that anchor
     */
    public <K> CohortRetention anchoredOnDate(String name, StartDay<? super K> date) {
        return anchoredOn(StartDate.ofDay(name, date));
    }

    /**
     * Places customers in cohorts by a time that is known of them, as {@link #anchoredOnDate} does by a day. Where periods are hours,
     * a day would be taken for its first hour.
     *
     * @param name what the time is, part of the definition of the table
     * @param time the civil time of a customer, or null for customers who belong to no cohort
     * @param <K> the type of the store's customer keys
     * @return this method with that anchor
     */
    public <K> CohortRetention anchoredOnTime(String name, StartTime<? super K> time) {
        return anchoredOn(StartDate.ofTime(name, time));
    }

    private CohortRetention anchoredOn(StartDate date) {
        checkArgument(
                !date.isDay() || !timeline.grain().isWithinDay(),
                "date (%s) must be a time where periods are hours: call anchoredOnTime",
                date.name());
        Start start = axes.start();
        return with(axes.with(new Start(start.named(), start.codes(), start.among(), date)));
    }

    /**
     * Sets which events can place a customer in a cohort.
     *
     * @param codes the codes of start events, at least one; a code that the store does not know matches nothing
     * @return this method with those start events; any event by default
     * @throws IllegalArgumentException if there are no codes
     */
    public CohortRetention startingWith(String... codes) {
        Start start = axes.start();
        return with(axes.with(new Start(start.named(), CodeSet.of(codes), start.among(), start.date())));
    }

    /**
     * Sets the events among which the first must be a start event, for {@link CohortAnchor#FIRST_EVER}: for instance all
     * sign-ups, where only those through one channel are start events.
     *
     * @param codes the codes, at least one
     * @return this method with those events; any event by default
     * @throws IllegalArgumentException if there are no codes
     */
    public CohortRetention firstEverAmong(String... codes) {
        Start start = axes.start();
        return with(axes.with(new Start(start.named(), start.codes(), CodeSet.of(codes), start.date())));
    }

    /**
     * Sets how age is counted from a customer's start. The cohort is the calendar period of the start in any case.
     *
     * @param clock {@link AgeClock#CALENDAR} by default
     * @return this method with that clock
     */
    public CohortRetention countingAge(AgeClock clock) {
        return with(axes.with(requireNonNull(clock, "clock")));
    }

    /**
     * Sets the unit of ages, which is the cohorts' own unless told: monthly cohorts at day 1, 7 and 30 have ages in
     * {@link Grain#DAY}.
     *
     * <p>On the calendar clock the age is how many units lie between that of the start and that of the event: civil days for days. A
     * cell is partial until the customer who started last in the cohort has lived through the age.
     *
     * @param unit the grain whose periods are ages
     * @return this method with ages in that unit
     */
    public CohortRetention agesIn(Grain unit) {
        return with(axes.with(requireNonNull(unit, "unit")));
    }

    /**
     * Sets when a customer counts as returned at an age.
     *
     * @param rule {@link ReturnRule#IN_PERIOD} by default
     * @return this method with that rule
     */
    public CohortRetention returning(ReturnRule rule) {
        Returns returns = axes.returns();
        return with(axes.with(
                new Returns(requireNonNull(rule, "rule"), returns.codes(), returns.atLeast(), returns.alike())));
    }

    /**
     * Sets which events are returns.
     *
     * @param codes the codes of return events, at least one; a code that the store does not know matches nothing
     * @return this method with those return events; any event by default
     * @throws IllegalArgumentException if there are no codes
     */
    public CohortRetention returningWith(String... codes) {
        Returns returns = axes.returns();
        return with(axes.with(new Returns(returns.rule(), CodeSet.of(codes), returns.atLeast(), returns.alike())));
    }

    /**
     * Counts a return only if its code has the same label as that of the start event: back for the same product, on the same
     * device. The groups of such a table are had with {@link Grouping#ofCode} by the same label, read at the anchor.
     *
     * @param name what the labels are, part of the definition of the table
     * @param label the label of a code; codes without one are alike
     * @return this method with such returns
     */
    public CohortRetention returningAlike(String name, Grouping.OfCode label) {
        Returns returns = axes.returns();
        Alike alike = new Alike(requireNonNull(name, "name"), requireNonNull(label, "label"));
        return with(axes.with(new Returns(returns.rule(), returns.codes(), returns.atLeast(), alike)));
    }

    /**
     * Sets how many return events make a return. They must come at one age: inside a bracket too, the number is per age, not
     * per bracket.
     *
     * @param events at least 1
     * @return this method with that threshold
     * @throws IllegalArgumentException if {@code events < 1}
     */
    public CohortRetention atLeast(int events) {
        checkArgument(events >= 1, "events (%s) must be at least 1", events);
        Returns returns = axes.returns();
        return with(axes.with(new Returns(returns.rule(), returns.codes(), events, returns.alike())));
    }

    /**
     * Sets how many ages the table has, each a column.
     *
     * @param ages how many, at least 1, the first being age 0; as many as there are periods by default
     * @return this method with that many columns
     * @throws IllegalArgumentException if {@code ages < 1}
     */
    public CohortRetention ages(int ages) {
        checkArgument(ages >= 1, "ages (%s) must be at least 1", ages);
        return with(axes.with(CohortAxes.unitColumns(ages)));
    }

    /**
     * Sets columns of several ages each: {@code brackets(1, 3, 3)} gives the ages 0, 1, 2-4 and 5-7.
     *
     * @param sizes how many ages each column after age 0 has, at least 1 each
     * @return this method with one column more than there are sizes
     * @throws IllegalArgumentException if a size is below 1
     */
    public CohortRetention brackets(int... sizes) {
        List<AgeRange> ranges = new ArrayList<>();
        ranges.add(new AgeRange(0, 0));
        int next = 1;
        for (int size : sizes) {
            checkArgument(size >= 1, "sizes (%s) must be at least 1 each", size);
            int end = Math.addExact(next, size);
            ranges.add(new AgeRange(next, end - 1));
            next = end;
        }
        return with(axes.with(ranges));
    }

    /**
     * Sets what column 0 counts.
     *
     * @param meaning {@link ColumnZero#COHORT_SIZE} by default
     * @return this method with that column 0
     */
    public CohortRetention columnZero(ColumnZero meaning) {
        return with(axes.with(requireNonNull(meaning, "meaning")));
    }

    /**
     * Sets of whom a cell is a share.
     *
     * @param denominator {@link CohortDenominator#WHOLE_COHORT} by default
     * @return this method with that denominator
     */
    public CohortRetention outOf(CohortDenominator denominator) {
        return with(axes.with(requireNonNull(denominator, "denominator")));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> CohortTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> CohortTable<K> of(Sweep<K> sweep) {
        return new CohortTable<>(axes, sweep.count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table; it has no members.
     *
     * @param tally a tally of {@link #rule()}
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if the tally is of another rule
     */
    public <K> CohortTable<K> of(Tally<CohortCell> tally) {
        return new CohortTable<>(axes, Counted.of(rule(), tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}, or what the method
     *     was told contradicts
     */
    public Rule<CohortCell> rule(HistoryStore<?> store) {
        return new CohortRule(axes, store.bind(timeline)).counting(axes.events());
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if what the method was told contradicts
     */
    public Rule<CohortCell> rule() {
        timeline.first();
        return new CohortRule(axes, timeline).counting(axes.events());
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return axes.definition(timeline) + (axes.events().isAll() ? "" : ", counting " + axes.events());
    }
}
