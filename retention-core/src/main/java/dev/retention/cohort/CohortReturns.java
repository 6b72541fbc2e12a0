package dev.retention.cohort;

import dev.retention.rule.CellSink;
import java.util.Arrays;

/** Takes the returns of one customer after one start, by age, and names the cells that each return rule counts them in. */
// The sink is there before anything is fed.
@SuppressWarnings("NullAway.Init")
final class CohortReturns {
    private final CohortRule cohorts;
    private final ReturnRule rule;
    private final ColumnZero columnZero;
    private final int atLeast;
    private final int width;

    private CellSink sink;
    private boolean hasAmounts;
    // Of the present start: its row and first cell, and how many columns can be counted.
    private int row;
    private int base;
    private int limit;
    // The unbroken columns so far.
    private int streak;
    private long streakAmount;
    // The columns of returns so far, for rules that count in runs between them.
    private int size;
    private int[] columns = new int[8];
    private long[] amounts = new long[8];

    CohortReturns(CohortRule cohorts) {
        this.cohorts = cohorts;
        this.rule = cohorts.axes().returns().rule();
        this.columnZero = cohorts.axes().columnZero();
        this.atLeast = cohorts.axes().returns().atLeast();
        this.width = cohorts.width();
    }

    /** Whether nothing else has to be known of a customer without amounts than the last return. */
    boolean needsLastOnly() {
        return rule == ReturnRule.OR_LATER && atLeast == 1;
    }

    /** Begins with a start in a row, of whose columns some can be counted. */
    void start(CellSink to, int startRow, int columnsThatCount, boolean withAmounts) {
        sink = to;
        row = startRow;
        base = startRow * width;
        limit = columnsThatCount;
        hasAmounts = withAmounts;
        streak = 0;
        streakAmount = 0;
        size = 0;
    }

    /** The customer did so many return events at an age; ages come in order, each once. */
    void at(int age, int events, long amount) {
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
        int column = cohorts.column(age);
        switch (rule) {
            case IN_PERIOD -> count(column, amount);
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
            case OR_LATER, OR_EARLIER -> remember(column, amount);
        }
    }

    private void count(int column, long amount) {
        if (column < limit) {
            sink.add(base + column, amount);
        }
    }

    private void remember(int column, long amount) {
        if (size > 0 && columns[size - 1] == column) {
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
        if (rule == ReturnRule.OR_LATER) {
            long rest = 0;
            for (int i = 0; hasAmounts && i < size; i++) {
                rest = Math.addExact(rest, amounts[i]);
            }
            // From column 1 to the last return, each run with what was spent from its end on.
            for (int i = 0, from = 1; i < size; i++) {
                if (hasAmounts || i == size - 1) {
                    run(from, columns[i] + 1, rest);
                    from = columns[i] + 1;
                    rest -= amounts[i];
                }
            }
        } else if (rule == ReturnRule.OR_EARLIER) {
            long sum = 0;
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
