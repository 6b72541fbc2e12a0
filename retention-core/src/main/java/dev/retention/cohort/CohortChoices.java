package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortAxes.Alike;
import dev.retention.cohort.CohortAxes.Returns;
import dev.retention.cohort.CohortAxes.Start;
import dev.retention.history.EventFilter;
import dev.retention.rule.Grouping;
import dev.retention.time.AgeClock;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a method of cohort retention is told: one choice per axis on which tools disagree. */
abstract class CohortChoices implements Serializable {
    private static final long serialVersionUID = 1;

    final Timeline timeline;
    final CohortAxes axes;

    CohortChoices(Timeline timeline, CohortAxes axes) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.axes = axes;
    }

    /** The method with other choices. */
    abstract CohortRetention with(CohortAxes told);

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
    public <K> CohortRetention anchoredOnDate(String name, CohortRetention.StartDay<? super K> date) {
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
    public <K> CohortRetention anchoredOnTime(String name, CohortRetention.StartTime<? super K> time) {
        return anchoredOn(StartDate.ofTime(name, time));
    }

    private CohortRetention anchoredOn(StartDate date) {
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
}
