package dev.retention.purchase;

/**
 * Natural logarithms of whole days in a unit so small, and rounded, that they can be summed as whole numbers: the same sum in any
 * order. Intervals are whole days, so few of them differ.
 */
final class LogTable {
    /** What stands for 1. */
    static final double UNIT = 0x1p40;

    private static final long[] SHORT = new long[1 << 11];

    static {
        for (int days = 1; days < SHORT.length; days++) {
            SHORT[days] = value(days);
        }
    }

    private LogTable() {}

    /** The logarithm of an interval of at least one day; 0 of none. */
    static long of(int days) {
        return days < SHORT.length ? SHORT[days] : value(days);
    }

    private static long value(int days) {
        return Math.round(Math.log(days) * UNIT);
    }
}
