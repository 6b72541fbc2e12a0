package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;

/** What one customer has brought by the start of any day, kept as the days on which it changes. */
final class WorthSteps {
    private static final int YEAR = 365;
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final BigDecimal DAYS = BigDecimal.valueOf(YEAR);

    // The customer at hand, to be named where something is too large.
    private final History history;
    private final boolean recurring;
    private final long[] days;
    // At the end of each of the days: all orders so far, or the recurring value.
    private final long[] levels;
    // Of recurring value: the sum over the days before each of the days; empty if one does not fit.
    private final long[] areas;
    // Where a day was found last, and the day a year before it: days are mostly asked for in order of time.
    private int atDay;
    private int atYear;

    private WorthSteps(History history, boolean recurring, long[] days, long[] levels) {
        this.history = history;
        this.recurring = recurring;
        this.days = days;
        this.levels = levels;
        this.areas = recurring ? areas(days, levels) : new long[0];
        this.atDay = -1;
        this.atYear = -1;
    }

    /** Of a history whose amounts are orders, or changes of recurring value. */
    static WorthSteps of(History history, boolean recurring) {
        int size = history.size();
        long[] days = new long[size];
        long[] levels = new long[size];
        int last = -1;
        long level = 0;
        for (int i = 0; i < size; i++) {
            level = add(level, history, i);
            long day = history.epochDay(i);
            if (last < 0 || days[last] != day) {
                days[++last] = day;
            }
            levels[last] = level;
        }
        for (int i = 0; recurring && i <= last; i++) {
            checkArgument(
                    levels[i] >= 0,
                    "recurring value must not fall below 0, as it does on %s: a change is missing",
                    LocalDate.ofEpochDay(days[i]));
        }
        return new WorthSteps(history, recurring, Arrays.copyOf(days, last + 1), Arrays.copyOf(levels, last + 1));
    }

    private static long add(long level, History history, int event) {
        try {
            return Math.addExact(level, history.amount(event));
        } catch (ArithmeticException overflow) {
            throw tooLarge("all amounts", history.customer(), history.epochDay(event), overflow);
        }
    }

    private static long[] areas(long[] days, long[] levels) {
        long[] areas = new long[days.length];
        try {
            for (int i = 1; i < areas.length; i++) {
                areas[i] = Math.addExact(areas[i - 1], Math.multiplyExact(levels[i - 1], days[i] - days[i - 1]));
            }
            return areas;
        } catch (ArithmeticException overflow) {
            return new long[0];
        }
    }

    /** A worth in minor units, of what came before a day. */
    long before(LossWorth worth, long day) {
        try {
            return switch (worth) {
                case LAST -> last(day);
                case YEAR_BEFORE -> {
                    atYear = stepBefore(day - YEAR, atYear);
                    yield recurring
                            ? months(sum(day).subtract(sum(atYear, day - YEAR)))
                            : Math.subtractExact(level(day), atYear < 0 ? 0 : levels[atYear]);
                }
                case LIFETIME -> recurring ? months(sum(day)) : level(day);
            };
        } catch (ArithmeticException overflow) {
            throw tooLarge(worth, history.customer(), day, overflow);
        }
    }

    private static ArithmeticException tooLarge(Object what, Object customer, long day, ArithmeticException cause) {
        ArithmeticException tooLarge = new ArithmeticException("worth (" + what + ") of customer (" + customer + ") on "
                + LocalDate.ofEpochDay(day) + " must fit a long of minor units");
        tooLarge.initCause(cause);
        return tooLarge;
    }

    private long last(long day) {
        long level = level(day);
        return recurring || atDay <= 0 ? level : Math.subtractExact(level, levels[atDay - 1]);
    }

    /** All orders before a day, or the recurring value then. */
    private long level(long day) {
        atDay = stepBefore(day, atDay);
        return atDay < 0 ? 0 : levels[atDay];
    }

    /** Recurring value times days. */
    private BigInteger sum(long day) {
        atDay = stepBefore(day, atDay);
        return sum(atDay, day);
    }

    private BigInteger sum(int step, long day) {
        if (step < 0) {
            return BigInteger.ZERO;
        }
        BigInteger sum = area(levels[step], day - days[step]);
        if (areas.length > 0) {
            return sum.add(BigInteger.valueOf(areas[step]));
        }
        for (int i = 0; i < step; i++) {
            sum = sum.add(area(levels[i], days[i + 1] - days[i]));
        }
        return sum;
    }

    private static BigInteger area(long level, long days) {
        return BigInteger.valueOf(level).multiply(BigInteger.valueOf(days));
    }

    private static long months(BigInteger sum) {
        return new BigDecimal(sum)
                .multiply(MONTHS)
                .divide(DAYS, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** The last of the days that is before a day, −1 if there is none; quick if it is near to where one was found last. */
    private int stepBefore(long day, int near) {
        int step = near;
        while (step >= 0 && days[step] >= day) {
            step--;
        }
        while (step + 1 < days.length && days[step + 1] < day) {
            step++;
        }
        return step;
    }
}
