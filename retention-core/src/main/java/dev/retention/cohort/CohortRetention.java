package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.AgeClock;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.function.Function;
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
 * </ul>
 *
 * <p>Takes one pass over the store; per customer O(events) time, times the number of cohorts of the customer. This class is
 * immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CohortRetention {
    private final Timeline timeline;
    private final Start start;
    private final Returns returns;
    private final AgeClock clock;
    private final @Nullable ImmutableList<AgeRange> columns;
    private final ColumnZero columnZero;
    private final CohortDenominator denominator;

    /** What places a customer in a cohort: a date, or events. */
    record Start(
            CohortAnchor anchor,
            CodeSet codes,
            CodeSet among,
            @Nullable StartDate date) {
        static final Start FIRST_EVENT = new Start(CohortAnchor.FIRST_MATCHING, CodeSet.ALL, CodeSet.ALL, null);

        boolean isDefault() {
            return date == null && anchor == CohortAnchor.FIRST_MATCHING && codes.isAll();
        }

        @Override
        public String toString() {
            if (date != null) {
                return "date of " + date.name();
            }
            if (isDefault()) {
                return "first event";
            }
            return anchor + " " + codes + (among.isAll() ? "" : " among " + among);
        }
    }

    /** What a return is. */
    record Returns(ReturnRule rule, CodeSet codes, int atLeast) {
        static final Returns ACTIVE_IN_PERIOD = new Returns(ReturnRule.IN_PERIOD, CodeSet.ALL, 1);

        boolean isDefault() {
            return rule == ReturnRule.IN_PERIOD && codes.isAll() && atLeast == 1;
        }

        @Override
        public String toString() {
            return isDefault()
                    ? "active in period"
                    : "returned " + rule + " with " + (atLeast == 1 ? "" : atLeast + " times ") + codes;
        }
    }

    private CohortRetention(
            Timeline timeline,
            Start start,
            Returns returns,
            AgeClock clock,
            @Nullable ImmutableList<AgeRange> columns,
            ColumnZero columnZero,
            CohortDenominator denominator) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.start = start;
        this.returns = returns;
        this.clock = clock;
        this.columns = columns;
        this.columnZero = columnZero;
        this.denominator = denominator;
    }

    /**
     * Cohorts by first event ever, over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, cohorts begin with the first event of the store
     * @return the method
     */
    public static CohortRetention over(Timeline timeline) {
        return new CohortRetention(
                timeline,
                Start.FIRST_EVENT,
                Returns.ACTIVE_IN_PERIOD,
                AgeClock.CALENDAR,
                null,
                ColumnZero.COHORT_SIZE,
                CohortDenominator.WHOLE_COHORT);
    }

    /**
     * Sets which start events place a customer in a cohort.
     *
     * @param anchor {@link CohortAnchor#FIRST_MATCHING} by default
     * @return this method with that anchor
     */
    public CohortRetention anchoredOn(CohortAnchor anchor) {
        return with(new Start(requireNonNull(anchor, "anchor"), start.codes(), start.among(), null));
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
    public <K> CohortRetention anchoredOnDate(String name, Function<? super K, ? extends @Nullable LocalDate> date) {
        return with(new Start(start.anchor(), start.codes(), start.among(), StartDate.of(name, date)));
    }

    /**
     * Sets which events can place a customer in a cohort.
     *
     * @param codes the codes of start events, at least one; a code that the store does not know matches nothing
     * @return this method with those start events; any event by default
     * @throws IllegalArgumentException if there are no codes
     */
    public CohortRetention startingWith(String... codes) {
        return with(new Start(start.anchor(), CodeSet.of(codes), start.among(), start.date()));
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
        return with(new Start(start.anchor(), start.codes(), CodeSet.of(codes), start.date()));
    }

    /**
     * Sets how age is counted from a customer's start. The cohort is the calendar period of the start in any case.
     *
     * @param clock {@link AgeClock#CALENDAR} by default
     * @return this method with that clock
     */
    public CohortRetention countingAge(AgeClock clock) {
        return new CohortRetention(
                timeline, start, returns, requireNonNull(clock, "clock"), columns, columnZero, denominator);
    }

    /**
     * Sets when a customer counts as returned at an age.
     *
     * @param rule {@link ReturnRule#IN_PERIOD} by default
     * @return this method with that rule
     */
    public CohortRetention returning(ReturnRule rule) {
        return with(new Returns(requireNonNull(rule, "rule"), returns.codes(), returns.atLeast()));
    }

    /**
     * Sets which events are returns.
     *
     * @param codes the codes of return events, at least one; a code that the store does not know matches nothing
     * @return this method with those return events; any event by default
     * @throws IllegalArgumentException if there are no codes
     */
    public CohortRetention returningWith(String... codes) {
        return with(new Returns(returns.rule(), CodeSet.of(codes), returns.atLeast()));
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
        return with(new Returns(returns.rule(), returns.codes(), events));
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
        return withColumns(unitColumns(ages));
    }

    /**
     * Sets columns of several ages each: {@code brackets(1, 3, 3)} gives the ages 0, 1, 2-4 and 5-7.
     *
     * @param sizes how many ages each column after age 0 has, at least 1 each
     * @return this method with one column more than there are sizes
     * @throws IllegalArgumentException if a size is below 1
     */
    public CohortRetention brackets(int... sizes) {
        ImmutableList.Builder<AgeRange> ranges = ImmutableList.builder();
        ranges.add(new AgeRange(0, 0));
        int next = 1;
        for (int size : sizes) {
            checkArgument(size >= 1, "sizes (%s) must be at least 1 each", size);
            int end = Math.addExact(next, size);
            ranges.add(new AgeRange(next, end - 1));
            next = end;
        }
        return withColumns(ranges.build());
    }

    /**
     * Sets what column 0 counts.
     *
     * @param meaning {@link ColumnZero#COHORT_SIZE} by default
     * @return this method with that column 0
     */
    public CohortRetention columnZero(ColumnZero meaning) {
        return new CohortRetention(
                timeline, start, returns, clock, columns, requireNonNull(meaning, "meaning"), denominator);
    }

    /**
     * Sets of whom a cell is a share.
     *
     * @param denominator {@link CohortDenominator#WHOLE_COHORT} by default
     * @return this method with that denominator
     */
    public CohortRetention outOf(CohortDenominator denominator) {
        return new CohortRetention(
                timeline, start, returns, clock, columns, columnZero, requireNonNull(denominator, "denominator"));
    }

    private CohortRetention with(Start start) {
        return new CohortRetention(timeline, start, returns, clock, columns, columnZero, denominator);
    }

    private CohortRetention with(Returns returns) {
        return new CohortRetention(timeline, start, returns, clock, columns, columnZero, denominator);
    }

    private CohortRetention withColumns(ImmutableList<AgeRange> columns) {
        return new CohortRetention(timeline, start, returns, clock, columns, columnZero, denominator);
    }

    private static ImmutableList<AgeRange> unitColumns(int ages) {
        ImmutableList.Builder<AgeRange> ranges = ImmutableList.builder();
        for (int age = 0; age < ages; age++) {
            ranges.add(new AgeRange(age, age));
        }
        return ranges.build();
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
        return new CohortTable<>(this, sweep, sweep.count(rule(sweep.store())), "");
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<CohortCell> rule(HistoryStore<?> store) {
        Timeline periods = store.bind(timeline);
        return new CohortRule(this, periods, Groups.NONE).quickest();
    }

    /** Whether a customer's active periods are all that the rule looks at. */
    boolean isPlain() {
        return start.isDefault()
                && returns.codes().isAll()
                && clock == AgeClock.CALENDAR
                && columnZero == ColumnZero.COHORT_SIZE
                && denominator == CohortDenominator.WHOLE_COHORT;
    }

    private boolean hasUnitColumns() {
        return columns == null || columns.get(columns.size() - 1).last() == columns.size() - 1;
    }

    Start start() {
        return start;
    }

    Returns returns() {
        return returns;
    }

    AgeClock clock() {
        return clock;
    }

    ImmutableList<AgeRange> columns(Timeline periods) {
        return columns == null ? unitColumns(periods.size()) : columns;
    }

    ColumnZero columnZero() {
        return columnZero;
    }

    CohortDenominator denominator() {
        return denominator;
    }

    /** Names every axis that is not at its default: the identity of tallies. */
    String definition(Timeline periods, Groups groups) {
        return "cohort retention by " + start + ", " + returns
                + (clock == AgeClock.CALENDAR ? "" : ", age " + clock)
                + (columns == null ? "" : hasUnitColumns() ? ", " + columns.size() + " ages" : ", ages " + columns)
                + (columnZero == ColumnZero.COHORT_SIZE ? "" : ", column 0 " + columnZero)
                + (denominator == CohortDenominator.WHOLE_COHORT ? "" : ", out of " + denominator)
                + groups
                + ", "
                + periods;
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition(timeline, Groups.NONE);
    }
}
