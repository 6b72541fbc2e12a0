package dev.retention.cohort;

import com.google.common.collect.ImmutableList;
import dev.retention.history.Activity;
import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.AgeClock;
import dev.retention.time.AgeCounter;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cohort retention on all its axes: finds where a customer starts, and walks the events after each start by age.
 *
 * <p>Events are walked in order of age: those of one age stand together, and one walk is enough for every return rule.
 */
final class CohortRule implements Rule<CohortCell> {
    private static final long serialVersionUID = 1;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    private final CohortRetention method;
    private final Timeline periods;
    private final Groups groups;
    private final ImmutableList<AgeRange> columns;
    private final AgeClock clock;
    private final Cells<CohortCell> cells;
    private final int rows;
    private final int width;
    private final boolean countsExposed;
    private final boolean countsMembers;
    private final int[] columnOfAge;
    // By row: how many columns have a number.
    private final int[] observed;
    // How many whole periods the data hold from the first period on.
    private final int elapsed;
    private final boolean areInstants;
    // The end of the data, and the last moment before it: day and nanosecond of the day.
    private final long endDay;
    private final long endNano;
    private final long lastDay;
    private final long lastNano;

    CohortRule(CohortRetention method, Timeline periods, Groups groups) {
        this.method = method;
        this.periods = periods;
        this.groups = groups;
        this.columns = method.columns(periods);
        this.clock = method.clock();
        this.rows = periods.size();
        this.countsExposed = method.denominator() != CohortDenominator.WHOLE_COHORT;
        this.countsMembers = method.columnZero() != ColumnZero.COHORT_SIZE;
        this.width = columns.size() * (countsExposed ? 2 : 1) + (countsMembers ? 1 : 0);
        Cells<GroupAndCohort> cohorts = Cells.grid(
                Axis.of("group", groups.labels()),
                Axis.periods("cohort", periods),
                GroupAndCohort::new,
                GroupAndCohort::group,
                GroupAndCohort::cohort);
        List<Column> all = IntStream.range(0, width).mapToObj(this::columnKey).toList();
        this.cells = Cells.grid(
                cohorts,
                Axis.of("column", all),
                (row, column) -> new CohortCell(row.group(), row.cohort(), column.age(), column.part()),
                cell -> new GroupAndCohort(cell.group(), cell.cohort()),
                cell -> new Column(cell.age(), cell.part()));
        this.columnOfAge = new int[columns.get(columns.size() - 1).last() + 1];
        for (int c = 0; c < columns.size(); c++) {
            AgeRange ages = columns.get(c);
            Arrays.fill(columnOfAge, ages.first(), ages.last() + 1, c);
        }
        LocalDateTime end = periods.completeBefore();
        this.endDay = end.toLocalDate().toEpochDay();
        this.endNano = end.toLocalTime().toNanoOfDay();
        LocalDateTime lastMoment = end.minusNanos(1);
        this.lastDay = lastMoment.toLocalDate().toEpochDay();
        this.lastNano = lastMoment.toLocalTime().toNanoOfDay();
        this.observed = new int[rows];
        for (int row = 0; row < rows; row++) {
            LocalDateTime start = periods.period(row).startInclusive();
            observed[row] = begun(clock.age(periods.grain(), start, lastMoment) + 1);
        }
        this.areInstants = periods.zone().isPresent();
        this.elapsed = periods.first().until(periods.grain().periodOf(end));
    }

    private record GroupAndCohort(String group, Period cohort) {}

    private record Column(int age, CohortPart part) {}

    private Column columnKey(int column) {
        if (countsMembers && column == width - 1) {
            return new Column(0, CohortPart.MEMBERS);
        }
        return column < columns.size()
                ? new Column(column, CohortPart.RETURNED)
                : new Column(column - columns.size(), CohortPart.EXPOSED);
    }

    /** The number of columns that have begun when so many ages have. */
    private int begun(int ages) {
        int c = 0;
        while (c < columns.size() && columns.get(c).first() < ages) {
            c++;
        }
        return c;
    }

    /** The number of columns that have ended when so many ages have. */
    private int ended(int ages) {
        int c = 0;
        while (c < columns.size() && columns.get(c).last() < ages) {
            c++;
        }
        return c;
    }

    @Override
    public String definition() {
        return method.definition(periods, groups);
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public Cells<CohortCell> cells() {
        return cells;
    }

    @Override
    public String toString() {
        return definition();
    }

    @Override
    public void apply(History history, CellSink sink) {
        new Walk().apply(history, sink);
    }

    @Override
    public Rule<CohortCell> forOneThread() {
        return Rule.of(definition(), periods, cells, new Walk()::apply);
    }

    /** The same rule, by a customer's active periods alone where they are all that it looks at. */
    Rule<CohortCell> quickest() {
        return method.isPlain() && !groups.bindsReturns()
                ? Rule.of(definition(), periods, cells, this::applyToActivity)
                : this;
    }

    /** For plain methods: the first event is the start, and every event is one of the returns. */
    private void applyToActivity(History history, CellSink sink) {
        int start = history.period(0);
        int group = start < 0 ? -1 : groups.index(history, null, 0);
        if (group < 0) {
            return;
        }
        int base = (group * rows + start) * width;
        ReturnRule rule = method.returns().rule();
        // Nothing else has to be known of a customer than the last return.
        if (rule == ReturnRule.OR_LATER
                && method.returns().atLeast() == 1
                && history.currency().isEmpty()) {
            int last = Math.min(column(history.period(history.size() - 1) - start), columns.size() - 1);
            for (int c = 0; c <= last; c++) {
                sink.add(base + c);
            }
            return;
        }
        Activity activity = history.activity();
        sink.add(base, groups.areOfCodes() ? startAmount(history, start, group) : activity.amount(start));
        switch (rule) {
            case IN_PERIOD -> inPeriod(activity, start, base, sink);
            case OR_LATER -> orLater(activity, start, base, sink);
            case OR_EARLIER -> orEarlier(activity, start, base, sink);
            case EVERY_PERIOD_TO -> everyPeriodTo(activity, start, base, sink);
        }
    }

    /** The amount of the events of a group in the period of the start. */
    private long startAmount(History history, int start, int group) {
        long amount = 0;
        for (int i = 0; i < history.size() && history.period(i) == start; i++) {
            if (groups.index(history, null, i) == group) {
                amount = Math.addExact(amount, history.amount(i));
            }
        }
        return amount;
    }

    /** The next period after another with enough events. */
    private int nextReturn(Activity activity, int period) {
        int p = activity.next(period + 1);
        int atLeast = method.returns().atLeast();
        while (atLeast > 1 && p != Activity.NONE && activity.events(p) < atLeast) {
            p = activity.next(p + 1);
        }
        return p;
    }

    /** The column of an age, or one more than the last column. */
    private int column(int age) {
        return age < columnOfAge.length ? columnOfAge[age] : columns.size();
    }

    private void inPeriod(Activity activity, int start, int base, CellSink sink) {
        for (int p = nextReturn(activity, start); p - start < columnOfAge.length; p = nextReturn(activity, p)) {
            sink.add(base + columnOfAge[p - start], activity.amount(p));
        }
    }

    private void orLater(Activity activity, int start, int base, CellSink sink) {
        long rest = 0;
        for (int p = nextReturn(activity, start); p != Activity.NONE; p = nextReturn(activity, p)) {
            rest = Math.addExact(rest, activity.amount(p));
        }
        int next = 1;
        for (int p = nextReturn(activity, start); p != Activity.NONE; p = nextReturn(activity, p)) {
            int last = Math.min(column(p - start), columns.size() - 1);
            for (; next <= last; next++) {
                sink.add(base + next, rest);
            }
            rest = Math.subtractExact(rest, activity.amount(p));
        }
    }

    private void orEarlier(Activity activity, int start, int base, CellSink sink) {
        int limit = observed[start];
        int p = nextReturn(activity, start);
        int next = p == Activity.NONE ? limit : column(p - start);
        long sum = 0;
        while (next < limit) {
            for (; p != Activity.NONE && column(p - start) <= next; p = nextReturn(activity, p)) {
                sum = Math.addExact(sum, activity.amount(p));
            }
            sink.add(base + next++, sum);
        }
    }

    private void everyPeriodTo(Activity activity, int start, int base, CellSink sink) {
        int streak = 0;
        long sum = 0;
        for (int p = nextReturn(activity, start); p != Activity.NONE; p = nextReturn(activity, p)) {
            int column = column(p - start);
            if (column > streak + 1 || column == columns.size()) {
                return;
            }
            long amount = activity.amount(p);
            sum = Math.addExact(sum, amount);
            sink.add(base + column, column > streak ? sum : amount);
            streak = column;
        }
    }

    /** Takes the starts of one customer after the other, and has room for finding them. */
    abstract static class Starts {
        private int[] last = {};

        /**
         * A start.
         *
         * @param history the customer's
         * @param row the period of the cohort
         * @param event the event that is the start, or -1 if it is a day without event
         * @param day that day
         */
        abstract void at(History history, int row, int event, @Nullable LocalDate day);

        private void inCohort(History history, int row, int event, @Nullable LocalDate day) {
            if (row >= 0) {
                at(history, row, event, day);
            }
        }

        private int[] last(int size) {
            last = last.length == size ? last : new int[size];
            Arrays.fill(last, -1);
            return last;
        }
    }

    void starts(History history, Starts to) {
        StartDate date = method.start().date();
        if (date != null) {
            LocalDate day = date.of(history.customer());
            if (day != null && day.toEpochDay() <= lastDay) {
                to.inCohort(history, periods.first().until(periods.grain().periodOf(day)), -1, day);
            }
            return;
        }
        switch (method.start().anchor()) {
            case EVERY_PERIOD -> everyPeriod(history, to);
            case FIRST_MATCHING -> firstFrom(history, Integer.MIN_VALUE, to);
            case FIRST_IN_RANGE -> firstFrom(history, 0, to);
            case FIRST_EVER -> firstEver(history, to);
        }
    }

    private void everyPeriod(History history, Starts to) {
        boolean[] matches = method.start().codes().in(history.codes());
        Groups.@Nullable Coded coded = groups.areOfCodes() ? groups.ofCodes(history.codes()) : null;
        int[] last = to.last(coded == null ? 1 : coded.size());
        for (int i = 0; i < history.size(); i++) {
            int code = history.codeIndex(i);
            int bond = coded == null ? 0 : coded.bond(code);
            int period = history.period(i);
            if (matches[code] && bond >= 0 && period > last[bond]) {
                last[bond] = period;
                to.inCohort(history, period, i, null);
            }
        }
    }

    private void firstFrom(History history, int period, Starts to) {
        boolean[] matches = method.start().codes().in(history.codes());
        for (int i = 0; i < history.size(); i++) {
            if (matches[history.codeIndex(i)] && history.period(i) >= period) {
                to.inCohort(history, history.period(i), i, null);
                return;
            }
        }
    }

    private void firstEver(History history, Starts to) {
        boolean[] matches = method.start().codes().in(history.codes());
        boolean[] candidates = method.start().among().in(history.codes());
        int first = 0;
        while (first < history.size() && !candidates[history.codeIndex(first)]) {
            first++;
        }
        for (int i = first; i < history.size() && history.areSimultaneous(i, first); i++) {
            int code = history.codeIndex(i);
            if (candidates[code] && matches[code]) {
                to.inCohort(history, history.period(i), i, null);
                return;
            }
        }
    }

    /** The events of one customer after the other, after one start after the other. */
    // The sink is there before anything is asked.
    @SuppressWarnings("NullAway.Init")
    private final class Walk extends Starts {
        private final AgeCounter ages = clock.counter(periods.grain());
        private final boolean onCalendar = clock == AgeClock.CALENDAR;
        private final boolean bindsReturns = groups.bindsReturns();
        private final ReturnRule rule = method.returns().rule();
        private final int atLeast = method.returns().atLeast();
        private final ColumnZero columnZero = method.columnZero();
        private final int last = columns.size() - 1;
        // Age and number of each event, by age.
        private long[] byAge = {};

        // Of the present customer.
        private @Nullable EventCodes codes;
        private CellSink sink;
        private boolean[] isStart = {};
        private boolean[] isReturn = {};
        private Groups.@Nullable Coded coded;

        // Of the present start: the first cell of its row, the columns that can be counted, the
        // unbroken columns so far.
        private int base;
        private int limit;
        private int streak;
        private long streakAmount;

        void apply(History history, CellSink sink) {
            this.sink = sink;
            if (codes != history.codes()) {
                codes = history.codes();
                isStart = method.start().codes().in(codes);
                isReturn = method.returns().codes().in(codes);
                coded = groups.areOfCodes() ? groups.ofCodes(codes) : null;
            }
            starts(history, this);
        }

        @Override
        void at(History history, int row, int event, @Nullable LocalDate day) {
            int group = groups.index(history, day, event);
            if (group < 0) {
                return;
            }
            if (!onCalendar) {
                startAt(day == null ? history.civilMicros(event) : day.toEpochDay() * MICROS_PER_DAY);
            }
            base = (group * rows + row) * width;
            limit = limit(row);
            streak = 0;
            streakAmount = 0;
            int first = first(history, row, event);
            findAges(history, first, row, event);
            follow(history, first, coded == null ? -1 : coded.bond(history.codeIndex(event)));
            for (int c = 0; countsExposed && c < limit; c++) {
                sink.add(base + columns.size() + c);
            }
        }

        /** Walks the events from one on by age. */
        private void follow(History history, int first, int bond) {
            long startAmount = 0;
            int age = -1;
            int events = 0;
            long amount = 0;
            for (int at = first; at < history.size(); at++) {
                int next = (int) (byAge[at] >> Integer.SIZE);
                if (next < 0) {
                    continue;
                }
                int i = (int) byAge[at];
                int code = history.codeIndex(i);
                if (next == 0 && isStart[code] && (coded == null || sameBond(bond, code))) {
                    startAmount = Math.addExact(startAmount, history.amount(i));
                }
                if (isReturn[code] && (!bindsReturns || sameBond(bond, code))) {
                    if (next != age) {
                        returned(age, events, amount);
                        age = next;
                        events = 0;
                        amount = 0;
                    }
                    events++;
                    amount = Math.addExact(amount, history.amount(i));
                }
            }
            returned(age, events, amount);
            if (countsMembers) {
                sink.add(base + width - 1);
            } else {
                sink.add(base, startAmount);
            }
        }

        private boolean sameBond(int bond, int code) {
            return coded != null && coded.bond(code) == bond;
        }

        /**
         * Where the walk begins: on the calendar with the first event of the start's period, else with the first at the time
         * of the start. The start of its hour may lie before earlier events.
         */
        private int first(History history, int row, int event) {
            int first = clock == AgeClock.ELAPSED_FLOORED_HOUR ? 0 : Math.max(0, event);
            while (first > 0
                    && (onCalendar ? history.period(first - 1) == row : history.areSimultaneous(first - 1, event))) {
                first--;
            }
            return first;
        }

        /** Finds the ages of the events from one on, and puts the events in order of age. */
        private void findAges(History history, int first, int row, int start) {
            int size = history.size();
            byAge = byAge.length < size ? new long[2 * size] : byAge;
            if (onCalendar) {
                for (int i = first; i < size; i++) {
                    byAge[i] = aged(history.period(i) - row, i);
                }
            } else if (areInstants) {
                findAgesOfInstants(history, first, start);
            } else {
                for (int i = first; i < size; i++) {
                    byAge[i] = aged(ages.age(history.epochDay(i), 0), i);
                }
            }
        }

        /** In the hour that comes twice in autumn civil time runs backwards, but not behind the start. */
        private void findAgesOfInstants(History history, int first, int start) {
            int size = history.size();
            boolean ascends = true;
            for (int i = first; i < size; i++) {
                int age = age(history.civilMicros(i));
                byAge[i] = aged(start >= 0 && i >= start ? Math.max(0, age) : age, i);
                ascends &= i == first || byAge[i - 1] < byAge[i];
            }
            if (!ascends) {
                Arrays.sort(byAge, first, size);
            }
        }

        private long aged(int age, int event) {
            return (long) age << Integer.SIZE | event;
        }

        private void startAt(long civilMicros) {
            long day = Math.floorDiv(civilMicros, MICROS_PER_DAY);
            ages.startAt(day, (civilMicros - day * MICROS_PER_DAY) * NANOS_PER_MICRO);
        }

        private int age(long civilMicros) {
            long day = Math.floorDiv(civilMicros, MICROS_PER_DAY);
            return ages.age(day, (civilMicros - day * MICROS_PER_DAY) * NANOS_PER_MICRO);
        }

        /** The number of columns in which the customer is looked at. */
        private int limit(int row) {
            if (!countsExposed) {
                return observed[row];
            }
            if (method.denominator() == CohortDenominator.PERIOD_ELAPSED) {
                return ended(onCalendar ? elapsed - row : ages.age(endDay, endNano));
            }
            return begun(onCalendar ? rows - row : ages.age(lastDay, lastNano) + 1);
        }

        /** The customer did so many return events at an age; ages come in order. */
        private void returned(int age, int events, long amount) {
            if (events < atLeast) {
                return;
            }
            if (age == 0) {
                if (columnZero == ColumnZero.RETURN_EVENT) {
                    count(0, amount);
                }
                return;
            }
            if (columnZero == ColumnZero.SURVIVORS) {
                count(0, amount);
            }
            int column = age < columnOfAge.length ? columnOfAge[age] : last + 1;
            switch (rule) {
                case IN_PERIOD -> count(column, amount);
                case OR_LATER -> {
                    for (int c = 1; c <= Math.min(column, last); c++) {
                        count(c, amount);
                    }
                }
                case OR_EARLIER -> {
                    for (int c = column; c <= last; c++) {
                        count(c, amount);
                    }
                }
                case EVERY_PERIOD_TO -> {
                    if (column == streak + 1) {
                        streak = column;
                        streakAmount = Math.addExact(streakAmount, amount);
                        count(column, streakAmount);
                    } else if (column == streak) {
                        streakAmount = Math.addExact(streakAmount, amount);
                        count(column, amount);
                    }
                }
            }
        }

        private void count(int column, long amount) {
            if (column < limit) {
                sink.add(base + column, amount);
            }
        }
    }
}
