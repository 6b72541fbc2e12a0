package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Subscriptions.MONTHS;

import dev.retention.movement.RevenueItem;
import java.util.Arrays;

/**
 * What every competitor makes of recurring value: customers and amount of every item of every month, then the net and the gross
 * retention of each month.
 *
 * <p>Cell {@code (month × 15 + item) × 2} holds the customers of an item and the cell after it their amount.
 */
final class Revenue {
    static final int NEW = RevenueItem.NEW.ordinal();
    static final int EXPANSION = RevenueItem.EXPANSION.ordinal();
    static final int REACTIVATION = RevenueItem.REACTIVATION.ordinal();
    static final int CONTRACTION = RevenueItem.CONTRACTION.ordinal();
    static final int CHURN = RevenueItem.CHURN.ordinal();

    /** From an item to that of the ledger. */
    static final int LEDGER = RevenueItem.LEDGER_NEW.ordinal() - NEW;

    static final int ITEMS = RevenueItem.LEDGER_CHURN.ordinal() + 1;
    static final int CELLS = MONTHS * ITEMS * 2;

    private static final int START = RevenueItem.START.ordinal();
    private static final int END = RevenueItem.END.ordinal();
    private static final int SURVIVORS_START = RevenueItem.SURVIVORS_START.ordinal();
    private static final int SURVIVORS_END = RevenueItem.SURVIVORS_END.ordinal();
    private static final int KEPT = RevenueItem.KEPT.ordinal();

    private final long[] cells;
    private final double[] rates;

    Revenue(long[] cells, double[] rates) {
        this.cells = cells;
        this.rates = rates;
    }

    long[] cells() {
        return cells;
    }

    double[] rates() {
        return rates;
    }

    static int cell(int month, int item) {
        return (month * ITEMS + item) * 2;
    }

    /** Which movement it is that leads to a value. */
    static int movement(long before, long after, boolean known) {
        if (before == 0) {
            return known ? REACTIVATION : NEW;
        }
        return after == 0 ? CHURN : after > before ? EXPANSION : CONTRACTION;
    }

    /** With the retention of every month; NaN where it is undefined. */
    static Revenue of(long[] cells) {
        double[] rates = new double[2 * MONTHS];
        for (int month = 0; month < MONTHS; month++) {
            double start = cells[cell(month, START) + 1];
            rates[month] = start == 0 ? Double.NaN : cells[cell(month, SURVIVORS_END) + 1] / start;
            rates[MONTHS + month] = start == 0 ? Double.NaN : cells[cell(month, KEPT) + 1] / start;
        }
        return new Revenue(cells, rates);
    }

    /**
     * From movements alone, since all else follows from them: the end is the start and what came, and so on.
     *
     * @param movements laid out as cells, all that was before the first month being one month more at the beginning
     */
    static Revenue ofMovements(long[] movements) {
        long[] cells = Arrays.copyOfRange(movements, ITEMS * 2, ITEMS * 2 + CELLS);
        for (int field = 0; field < 2; field++) {
            long start = movements[NEW * 2 + field];
            for (int month = 0; month < MONTHS; month++) {
                int at = cell(month, 0) + field;
                long survivors = start - cells[at + CHURN * 2];
                long grown = field == 0 ? 0 : cells[at + EXPANSION * 2];
                long shrunk = field == 0 ? 0 : cells[at + CONTRACTION * 2];
                cells[at + START * 2] = start;
                cells[at + SURVIVORS_START * 2] = survivors;
                cells[at + SURVIVORS_END * 2] = survivors + grown - shrunk;
                cells[at + KEPT * 2] = survivors - shrunk;
                start = survivors + grown - shrunk + cells[at + NEW * 2] + cells[at + REACTIVATION * 2];
                cells[at + END * 2] = start;
            }
        }
        return of(cells);
    }
}
