package dev.retention.cohort;

import com.google.common.collect.ImmutableList;
import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.AgeClock;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cohort retention on all its axes: finds where a customer starts, and walks the events after each start by age.
 *
 * <p>Events are walked in order of age: those of one age stand together, and one walk is enough for every return rule.
 */
final class CohortRule implements Rule<CohortCell> {
    private static final long[] NO_AGES = {};

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
        this.cells = Cells.grid(
                Math.multiplyExact(rows, groups.labels().size()), width, this::cell, this::rowOf, this::columnOf);
        this.columnOfAge = new int[columns.get(columns.size() - 1).last() + 1];
        for (int c = 0; c < columns.size(); c++) {
            AgeRange ages = columns.get(c);
            Arrays.fill(columnOfAge, ages.first(), ages.last() + 1, c);
        }
        LocalDateTime lastMoment = periods.completeBefore().minusNanos(1);
        this.observed = new int[rows];
        for (int row = 0; row < rows; row++) {
            LocalDateTime start = periods.period(row).startInclusive();
            observed[row] = begun(clock.age(periods.grain(), start, lastMoment) + 1);
        }
        this.areInstants = periods.zone().isPresent();
        this.elapsed = periods.first().until(periods.grain().periodOf(periods.completeBefore()));
    }

    private CohortCell cell(int groupRow, int column) {
        String group = groups.labels().get(groupRow / rows);
        var cohort = periods.period(groupRow % rows);
        if (countsMembers && column == width - 1) {
            return new CohortCell(group, cohort, 0, CohortPart.MEMBERS);
        }
        return column < columns.size()
                ? new CohortCell(group, cohort, column, CohortPart.RETURNED)
                : new CohortCell(group, cohort, column - columns.size(), CohortPart.EXPOSED);
    }

    private int rowOf(CohortCell cell) {
        int group = groups.labels().indexOf(cell.group());
        int row = periods.first().until(cell.cohort());
        return group < 0 || row < 0 || row >= rows ? -1 : group * rows + row;
    }

    private int columnOf(CohortCell cell) {
        boolean known = cell.age() < columns.size();
        return switch (cell.part()) {
            case RETURNED -> known ? cell.age() : -1;
            case EXPOSED -> known && countsExposed ? columns.size() + cell.age() : -1;
            case MEMBERS -> countsMembers ? width - 1 : -1;
        };
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
        Walk walk = new Walk(history, sink);
        starts(history, walk::follow);
    }

    /**
     * The same from a customer's active periods alone: where every event starts and returns, on the calendar, with the whole
     * cohort in column 0 and as denominator.
     */
    void applyToActivity(History history, CellSink sink) {
        Activity activity = history.activity();
        int start = activity.first();
        if (start < 0) {
            return;
        }
        int base = start * width;
        sink.add(base, activity.amount(start));
        switch (method.returns().rule()) {
            case IN_PERIOD -> inPeriod(activity, start, base, sink);
            case OR_LATER -> orLater(activity, start, base, sink);
            case OR_EARLIER -> orEarlier(activity, start, base, sink);
            case EVERY_PERIOD_TO -> everyPeriodTo(activity, start, base, sink);
        }
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

    /** Takes the starts of a customer. */
    interface Starts {
        /**
         * A start.
         *
         * @param row the period of the cohort
         * @param event the event that is the start, or -1 if it is a day without event
         * @param day that day
         */
        void at(int row, int event, @Nullable LocalDate day);
    }

    void starts(History history, Starts to) {
        StartDate date = method.start().date();
        if (date != null) {
            LocalDate day = date.of(history.customer());
            if (day != null && day.atStartOfDay().isBefore(periods.completeBefore())) {
                at(periods.first().until(periods.grain().periodOf(day)), -1, day, to);
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

    private static void at(int row, int event, @Nullable LocalDate day, Starts to) {
        if (row >= 0) {
            to.at(row, event, day);
        }
    }

    private void everyPeriod(History history, Starts to) {
        boolean[] matches = method.start().codes().in(history.codes());
        Groups.@Nullable Coded coded = groups.areOfCodes() ? groups.ofCodes(history.codes()) : null;
        int[] last = new int[coded == null ? 1 : coded.size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < history.size(); i++) {
            int code = history.codeIndex(i);
            int bond = coded == null ? 0 : coded.bond(code);
            int period = history.period(i);
            if (matches[code] && bond >= 0 && period > last[bond]) {
                last[bond] = period;
                at(period, i, null, to);
            }
        }
    }

    private void firstFrom(History history, int period, Starts to) {
        boolean[] matches = method.start().codes().in(history.codes());
        for (int i = 0; i < history.size(); i++) {
            if (matches[history.codeIndex(i)] && history.period(i) >= period) {
                at(history.period(i), i, null, to);
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
        for (int i = first; i < history.size() && history.time(i).equals(history.time(first)); i++) {
            int code = history.codeIndex(i);
            if (candidates[code] && matches[code]) {
                at(history.period(i), i, null, to);
                return;
            }
        }
    }

    /** The ages of events with dates, which are asked for in order: the clock is read again only where an age has ended. */
    private final class DatedAge {
        private final LocalDateTime start;
        private int age;
        private long endDay = Long.MIN_VALUE;

        DatedAge(LocalDateTime start) {
            this.start = start;
        }

        int of(History history, int event) {
            long day = history.epochDay(event);
            if (day >= endDay) {
                age = clock.age(periods.grain(), start, history.time(event));
                endDay = clock.beginOfAge(periods.grain(), start, age + 1)
                        .toLocalDate()
                        .toEpochDay();
            }
            return age;
        }
    }

    /** One customer's events after one start after the other. */
    private final class Walk {
        private final History history;
        private final CellSink sink;
        private final boolean[] isStart;
        private final boolean[] isReturn;
        private final Groups.@Nullable Coded coded;
        private final ReturnRule rule = method.returns().rule();
        private final int last = columns.size() - 1;

        // Of the present start: the first cell of its row, the columns that can be counted, the unbroken columns so
        // far.
        private int base;
        private int limit;
        private int streak;
        private long streakAmount;

        Walk(History history, CellSink sink) {
            this.history = history;
            this.sink = sink;
            this.isStart = method.start().codes().in(history.codes());
            this.isReturn = method.returns().codes().in(history.codes());
            this.coded = groups.areOfCodes() ? groups.ofCodes(history.codes()) : null;
        }

        void follow(int row, int event, @Nullable LocalDate day) {
            int bond = coded == null ? -1 : coded.bond(history.codeIndex(event));
            int group = coded == null ? groups.index(history, day, event) : coded.group(history.codeIndex(event));
            if (group < 0) {
                return;
            }
            LocalDateTime start = clock == AgeClock.CALENDAR
                    ? LocalDateTime.MIN
                    : day == null ? history.time(event) : day.atStartOfDay();
            base = (group * rows + row) * width;
            limit = limit(row, start);
            streak = 0;
            streakAmount = 0;
            long startAmount = 0;
            int age = -1;
            int events = 0;
            long amount = 0;
            boolean sorts = clock != AgeClock.CALENDAR && areInstants;
            long[] byAge = sorts ? byAge(start) : NO_AGES;
            DatedAge dated = new DatedAge(start);
            for (int at = first(row, event); at < history.size(); at++) {
                int i = sorts ? (int) byAge[at] : at;
                int code = history.codeIndex(i);
                boolean starts = isStart[code];
                boolean returns = isReturn[code] && (!groups.bindsReturns() || sameBond(bond, code));
                if (!starts && !returns) {
                    continue;
                }
                int next = sorts
                        ? (int) (byAge[at] >> Integer.SIZE)
                        : clock == AgeClock.CALENDAR ? history.period(i) - row : dated.of(history, i);
                if (next < 0) {
                    continue;
                }
                if (next == 0 && starts && (coded == null || sameBond(bond, code))) {
                    startAmount = Math.addExact(startAmount, history.amount(i));
                }
                if (returns) {
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
            for (int c = 0; countsExposed && c < limit; c++) {
                sink.add(base + columns.size() + c);
            }
        }

        private boolean sameBond(int bond, int code) {
            return coded != null && coded.bond(code) == bond;
        }

        /** Where the walk begins: on the calendar with the first event of the start's period. */
        private int first(int row, int event) {
            int first = clock == AgeClock.CALENDAR ? Math.max(0, event) : 0;
            while (first > 0 && history.period(first - 1) == row) {
                first--;
            }
            return first;
        }

        /** Age and number of each event, by age: in the hour that comes twice in autumn civil time runs backwards. */
        private long[] byAge(LocalDateTime start) {
            long[] ages = new long[history.size()];
            for (int i = 0; i < ages.length; i++) {
                ages[i] = (long) clock.age(periods.grain(), start, history.time(i)) << Integer.SIZE | i;
            }
            Arrays.sort(ages);
            return ages;
        }

        /** The number of columns in which the customer is looked at. */
        private int limit(int row, LocalDateTime start) {
            if (!countsExposed) {
                return observed[row];
            }
            boolean calendar = clock == AgeClock.CALENDAR;
            LocalDateTime end = periods.completeBefore();
            if (method.denominator() == CohortDenominator.PERIOD_ELAPSED) {
                return ended(calendar ? elapsed - row : clock.age(periods.grain(), start, end));
            }
            return begun(calendar ? rows - row : clock.age(periods.grain(), start, end.minusNanos(1)) + 1);
        }

        /** The customer did so many return events at an age; ages come in order. */
        private void returned(int age, int events, long amount) {
            if (events < method.returns().atLeast()) {
                return;
            }
            if (age == 0) {
                if (method.columnZero() == ColumnZero.RETURN_EVENT) {
                    count(0, amount);
                }
                return;
            }
            if (method.columnZero() == ColumnZero.SURVIVORS) {
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
