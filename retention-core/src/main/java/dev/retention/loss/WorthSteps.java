package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;

/** What one customer has brought by the start of any day, kept as the days on which it changes. */
final class WorthSteps {
    private static final int YEAR = 365;
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final BigDecimal DAYS = BigDecimal.valueOf(YEAR);

    private final boolean recurring;
    private final long[] days;
    // At the end of each of the days: all orders so far, or the recurring value.
    private final long[] levels;
    // Of recurring value: the sum over the days before each of the days.
    private final long[] areas;
    // Where a day was found last, and the day a year before it: days are mostly asked for in order of time.
    private int atDay;
    private int atYear;

    private WorthSteps(boolean recurring, long[] days, long[] levels, long[] areas) {
        this.recurring = recurring;
        this.days = days;
        this.levels = levels;
        this.areas = areas;
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
            level = Math.addExact(level, history.amount(i));
            if (last < 0 || days[last] != history.epochDay(i)) {
                days[++last] = history.epochDay(i);
            }
            levels[last] = level;
        }
        long[] areas = new long[last + 1];
        for (int i = 0; recurring && i <= last; i++) {
            checkArgument(
                    levels[i] >= 0,
                    "recurring value must not fall below 0, as it does on %s: a change is missing",
                    LocalDate.ofEpochDay(days[i]));
            areas[i] =
                    i == 0 ? 0 : Math.addExact(areas[i - 1], Math.multiplyExact(levels[i - 1], days[i] - days[i - 1]));
        }
        return new WorthSteps(recurring, Arrays.copyOf(days, last + 1), Arrays.copyOf(levels, last + 1), areas);
    }

    /** A worth in minor units, of what came before a day. */
    long before(LossWorth worth, long day) {
        return switch (worth) {
            case LAST -> last(day);
            case YEAR_BEFORE -> {
                atYear = stepBefore(day - YEAR, atYear);
                yield worth(Math.subtractExact(sum(day), sum(atYear, day - YEAR)));
            }
            case LIFETIME -> worth(sum(day));
        };
    }

    private long last(long day) {
        int step = stepBefore(day, atDay);
        atDay = step;
        if (step < 0) {
            return 0;
        }
        return recurring || step == 0 ? levels[step] : Math.subtractExact(levels[step], levels[step - 1]);
    }

    /** All orders before a day, or recurring value times days. */
    private long sum(long day) {
        atDay = stepBefore(day, atDay);
        return sum(atDay, day);
    }

    private long sum(int step, long day) {
        if (step < 0) {
            return 0;
        }
        return recurring
                ? Math.addExact(areas[step], Math.multiplyExact(levels[step], day - days[step]))
                : levels[step];
    }

    private long worth(long sum) {
        return recurring
                ? BigDecimal.valueOf(sum)
                        .multiply(MONTHS)
                        .divide(DAYS, 0, RoundingMode.HALF_EVEN)
                        .longValueExact()
                : sum;
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
