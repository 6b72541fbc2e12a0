package dev.retention.cohort;

import dev.retention.rule.CellSink;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Takes the returns of one customer after one start, by age, and names the cells that each return rule counts them in. */
// The sink is there before anything is fed.
@SuppressWarnings("NullAway.Init")
final class CohortReturns {
    private final ReturnRule rule;
    private final boolean isInPeriod;
    private final boolean countsAgeZero;
    private final boolean countsSurvivors;
    private final int atLeast;
    private final int width;
    private final int[] columnOfAge;
    private final boolean agesAreColumns;

    private CellSink sink;
    private boolean hasAmounts;
    // Of the present start: its row and first cell, and how many columns can be counted.
    private int row;
    private int base;
    private int limit;
    // The unbroken columns so far, and the amount of what was counted so far.
    private int streak;
    private long sum;
    private boolean runsFromStart;
    // The returns so far by column, for rules that count in runs between them.
    private int size;
    private int[] columns = new int[8];
    private long[] amounts = new long[8];

    CohortReturns(CohortRule cohorts) {
        CohortAxes axes = cohorts.axes();
        this.rule = axes.returns().rule();
        this.isInPeriod = rule == ReturnRule.IN_PERIOD && axes.columnZero() != ColumnZero.SURVIVORS;
        this.countsAgeZero = axes.columnZero() == ColumnZero.RETURN_EVENT;
        this.countsSurvivors = axes.columnZero() == ColumnZero.SURVIVORS;
        this.atLeast = axes.returns().atLeast();
        this.width = cohorts.width();
        this.columnOfAge = cohorts.columnOfAge();
        this.agesAreColumns = IntStream.range(0, columnOfAge.length).allMatch(age -> columnOfAge[age] == age);
    }

    /** Begins with a start in a row, of whose columns some can be counted. */
    void start(CellSink to, int startRow, int columnsThatCount, boolean withAmounts) {
        sink = to;
        row = startRow;
        base = startRow * width;
        limit = columnsThatCount;
        hasAmounts = withAmounts;
        streak = 0;
        sum = 0;
        runsFromStart = false;
        size = 0;
    }

    /** Column 0 is the start itself, whatever the limit; where all is one run to the last return, it begins there. */
    void startsWith(long amount) {
        if (rule == ReturnRule.OR_LATER && !hasAmounts) {
            runsFromStart = true;
        } else {
            add(0, amount);
        }
    }

    /** All cells of a customer whose last return was at an age, 0 of none, by {@link ReturnRule#OR_LATER} and without amounts. */
    void endsAt(CellSink to, int startRow, int age, int columnsThatCount) {
        to.addSpan(startRow, 0, Math.max(1, Math.min(column(age) + 1, columnsThatCount)));
    }

    /** All cells of a customer whose first return was at an age, 0 of none, by {@link ReturnRule#OR_EARLIER} and without amounts. */
    void beginsAt(CellSink to, int startRow, int age, int columnsThatCount) {
        int from = age == 0 ? columnsThatCount : column(age);
        if (from == 1 && from < columnsThatCount) {
            to.addSpan(startRow, 0, columnsThatCount);
            return;
        }
        to.addSpan(startRow, 0, 1);
        if (from < columnsThatCount) {
            to.addSpan(startRow, from, columnsThatCount);
        }
    }

    private int column(int age) {
        return age < columnOfAge.length ? columnOfAge[age] : width;
    }

    /** The customer did so many return events at an age; ages come in order, each once. Tells whether later ones matter. */
    boolean at(int age, int events, long amount) {
        if (events < atLeast) {
            return true;
        }
        if (age == 0) {
            if (countsAgeZero) {
                count(0, amount);
            }
            return true;
        }
        return after(age, amount);
    }

    /** The customer did enough return events at an age, at least 1; tells whether later ones matter. */
    boolean after(int age, long amount) {
        int column = column(age);
        if (isInPeriod) {
            if (column >= limit) {
                return false;
            }
            add(column, amount);
            return true;
        }
        if (countsSurvivors) {
            count(0, amount);
        }
        return in(column, amount) || countsSurvivors;
    }

    /** Whether each return counts in the column of its age and nowhere else, so that ages can be fed as bits. */
    boolean takesAges() {
        return isInPeriod && agesAreColumns;
    }

    /** The customer returned at those of 64 ages that are set, from one on; tells whether later ones matter. */
    boolean ages(int first, long returned) {
        int rest = limit - first;
        if (rest > 0) {
            sink.addColumns(row, first, rest < Long.SIZE ? returned & (1L << rest) - 1 : returned);
        }
        return rest > Long.SIZE;
    }

    /** Counts a return in a column, at least 1, by the return rule; tells whether later ones matter. */
    private boolean in(int column, long amount) {
        return switch (rule) {
            case IN_PERIOD -> {
                count(column, amount);
                yield column < limit;
            }
            case OR_LATER -> {
                remember(column, amount);
                yield true;
            }
            case OR_EARLIER -> {
                remember(column, amount);
                yield hasAmounts && column < limit;
            }
            case EVERY_PERIOD_TO -> {
                boolean unbroken = column <= streak + 1 && column < limit;
                if (unbroken) {
                    sum = Math.addExact(sum, amount);
                    add(column, column > streak ? sum : amount);
                    streak = column;
                }
                yield unbroken;
            }
        };
    }

    private void count(int column, long amount) {
        if (column < limit) {
            add(column, amount);
        }
    }

    private void add(int column, long amount) {
        if (hasAmounts) {
            sink.add(base + column, amount);
        } else {
            sink.add(base + column);
        }
    }

    /** Without amounts the last return is all there is to know of those before. */
    private void remember(int column, long amount) {
        if (size > 0 && (!hasAmounts || columns[size - 1] == column)) {
            columns[size - 1] = column;
            amounts[size - 1] = Math.addExact(amounts[size - 1], amount);
            return;
        }
        if (size == columns.length) {
            columns = Arrays.copyOf(columns, 2 * size);
            amounts = Arrays.copyOf(amounts, 2 * size);
        }
        columns[size] = column;
        amounts[size++] = amount;
    }

    /** All returns after the start were fed. */
    void end() {
        if (runsFromStart) {
            sink.addSpan(row, 0, size == 0 ? 1 : Math.max(1, Math.min(columns[size - 1] + 1, limit)));
            return;
        }
        if (size == 0) {
            return;
        }
        if (rule == ReturnRule.OR_LATER) {
            for (int i = 0; i < size; i++) {
                sum = Math.addExact(sum, amounts[i]);
            }
            // From column 1 to the last return, each run with what was spent from its end on.
            for (int i = 0, from = 1; i < size; i++) {
                run(from, columns[i] + 1, sum);
                from = columns[i] + 1;
                sum -= amounts[i];
            }
        } else {
            // From the first return to the end of what is observed, each run with what was spent up to its begin.
            for (int i = 0; i < size; i++) {
                sum = Math.addExact(sum, amounts[i]);
                run(columns[i], i + 1 < size ? columns[i + 1] : limit, sum);
            }
        }
    }

    private void run(int from, int to, long amount) {
        int end = Math.min(to, limit);
        if (from >= end) {
            return;
        }
        if (hasAmounts) {
            sink.addSpan(row, from, end, amount);
        } else {
            sink.addSpan(row, from, end);
        }
    }
}
